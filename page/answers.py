"""An answer as the chat shows it: the short answer, its findings with their quotes, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from page.markup import capital, counted, safe
from page.quotes import draw_miss, draw_quote
from page.timeline import draw_timeline
from qa.answer import Advice, Answer, Finding
from qa.exporting import by_time
from qa.spoken import spoken, spoken_within

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split())
_SURE = ((0.9, "sure"), (0.75, "fairly sure"), (0.5, "not very sure"), (0.0, "unsure"))


def draw_answer(turn: int, answer: Answer) -> str:
    """What was found, by the outcome; every quote bears the number that it has in the answer."""
    draw = {"answered": _answered, "disputed": _disputed, "not_found": _not_found}[answer.outcome]
    return f'<div class="{answer.outcome}">{draw(turn, answer)}</div>'


def _answered(turn: int, answer: Answer) -> str:
    listed = len(answer.findings) > 1 and all(finding.value in answer.answer for finding in answer.findings)
    first, rest = answer.findings[:1], answer.findings[1:]
    title = '<h3 class="rest">Also found</h3>' if rest and not listed else ""
    proof = "".join(_finding(turn, answer, finding, named=listed) for finding in first)
    others = "".join(_finding(turn, answer, finding, named=True) for finding in rest)
    return (
        f'{_kicker("Answer", _sure(answer.confidence))}<p class="short">{safe(capital(answer.answer))}</p>'
        f"{_day_of(answer)}{proof}{draw_timeline(turn, answer)}{title}{others}"
    )


def _day_of(answer: Answer) -> str:
    """The day that "Monday" was, as far as the text tells."""
    event = answer.findings[0].event_date if answer.findings else None
    weekday = answer.answer.lower().removeprefix("last ") in _WEEKDAYS
    return f'<p class="when">{safe(spoken(event))}</p>' if weekday and event else ""


def _disputed(turn: int, answer: Answer) -> str:
    """Both sides alike, the one that was first told of before the other."""
    drawn = "".join(_finding(turn, answer, finding, named=True) for finding in by_time(answer))
    words = answer.answer.removeprefix("disputed: ")
    return (
        f'{_kicker("Disputed", "the sources disagree")}<p class="short">{safe(capital(words))}</p>'
        f'<div class="sides">{drawn}</div>{draw_timeline(turn, answer)}'
    )


def _not_found(turn: int, answer: Answer) -> str:
    receipt = answer.receipt
    rows = [
        ("Looked for", ", ".join(receipt.searched_for) or "nothing that could be looked up"),
        ("Articles", f"{counted(receipt.articles_in_archive, 'article')} in the archive, "
                     f"{receipt.articles_in_scope:,} in scope{undated(receipt.undated)}"),
        ("Read", counted(receipt.passages_read, "passage")),
    ]  # fmt: skip
    lines = "".join(f"<dt>{safe(name)}</dt><dd>{safe(words)}</dd>" for name, words in rows)
    miss = receipt.nearest_miss
    nearest = (
        f'<h3>Nearest, but no answer</h3><p class="said">{safe(capital(spoken_within(miss.why)))}.</p>'
        f'<div class="miss">{draw_miss(turn, miss)}</div>'
        if miss
        else ""
    )
    return (
        f'{_kicker("Not found", _sure(answer.confidence))}<p class="short">{safe(answer.answer)}</p>'
        f'<dl class="receipt">{lines}</dl>{nearest}{_advice(turn, receipt.advice)}'
    )


def _advice(turn: int, advice: Sequence[Advice]) -> str:
    rows = "".join(f"<li>{_one_advice(turn, one)}</li>" for one in advice)
    return f'<h3>What to try</h3><ul class="advice">{rows}</ul>' if rows else ""


def _one_advice(turn: int, one: Advice) -> str:
    words = safe(spoken_within(one.words))
    if one.change == "words":
        return words
    if one.change == "question":
        told = f'data-question="{safe(one.question)}"'
        return f'{words}: <button type="button" data-turn="{turn}" {told}>{safe(one.question)}</button>'
    return f'<button type="button" data-turn="{turn}" data-without="{one.change}">{words}</button>'


def undated(number: int) -> str:
    """How many of some articles bear no date, if any."""
    return f" ({number:,} of them without a date)" if number else ""


def _finding(turn: int, answer: Answer, finding: Finding, *, named: bool) -> str:
    value = f'<p class="value">{safe(capital(finding.value))}</p>' if named else ""
    said = finding.said or (None,) * len(finding.quotes)
    pairs = zip(finding.quotes, said, strict=True)
    drawn = "".join(draw_quote(turn, number, answer.quotes[number], one) for number, one in pairs)
    return f'<div class="finding {safe(finding.stance)}">{value}{drawn}</div>'


def _kicker(outcome: str, note: str) -> str:
    return f'<p class="kicker"><b>{safe(outcome)}</b> <span>{safe(note)}</span></p>'


def _sure(confidence: float) -> str:
    words = next(words for least, words in _SURE if confidence >= least or least == 0.0)
    return f"{words}, {min(99, round(100 * confidence))} %"
