"""The chat as the page shows it: each question with its short answer, its numbered quotes and its receipt."""

from __future__ import annotations

from collections.abc import Sequence

from page.conversation import Conversation, Turn
from page.markup import counted, link, safe, spoken, spoken_within
from qa.answer import Answer, Finding, Quote

_STAGES = {
    "opening": "Opening the archive",
    "reading": "Reading the question",
    "searching": "Searching the archive",
    "reading passages": "Reading what was found",
    "deciding": "Weighing the evidence",
}
_SURE = ((0.9, "sure"), (0.75, "fairly sure"), (0.5, "not very sure"), (0.0, "unsure"))
_LONGEST_SHOWN = 600
"""Characters of a question that are shown; the longest that can be asked has 2,000."""


def draw_conversation(talk: Conversation, welcome: str) -> str:
    """The whole chat; `welcome` (HTML) stands in it before the first question."""
    if not talk.turns:
        return welcome
    return "".join(_turn(number, turn) for number, turn in enumerate(talk.turns))


def draw_welcome(examples: Sequence[str]) -> str:
    """What a reader finds before the first question: questions to try, if there are any."""
    buttons = "".join(
        f'<button class="example" data-ask="{number}">{safe(text)}</button>' for number, text in enumerate(examples)
    )
    hint = "Ask who, what, when, where or how many. Name a year or a publisher to search only there."
    return (
        '<section class="welcome"><h2>Ask the archive</h2>'
        "<p>Every answer comes with exact quotes. Where the articles do not say, you are told so.</p>"
        f'<p class="small">{hint}</p><div class="examples">{buttons}</div></section>'
    )


def draw_notice(words: str) -> str:
    """One line that stands where the chat would be. Words between backticks are a command."""
    return f'<section class="welcome"><p class="problem">{_with_commands(_capital(words))}</p></section>'


def _turn(number: int, turn: Turn) -> str:
    question = turn.question if len(turn.question) <= _LONGEST_SHOWN else turn.question[:_LONGEST_SHOWN] + " …"
    if turn.answer is not None:
        body = _answer(number, turn.answer)
    elif turn.problem:
        body = f'<p class="problem" role="alert">{_with_commands(_capital(turn.problem))}</p>'
    else:
        body = _stages(turn.stages)
    return f'<section class="turn"><p class="question">{safe(question)}</p>{body}</section>'


def _with_commands(words: str) -> str:
    parts = safe(words).split("`")
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))


def _stages(stages: Sequence[str]) -> str:
    rows = "".join(
        f'<li class="{"now" if place == len(stages) - 1 else "past"}">{safe(_STAGES.get(stage, stage))}</li>'
        for place, stage in enumerate(stages)
    )
    return f'<ol class="stages" aria-live="polite">{rows}</ol>'


def _answer(number: int, answer: Answer) -> str:
    draw = {"answered": _answered, "disputed": _disputed, "not_found": _not_found}[answer.outcome]
    return f'<div class="{answer.outcome}">{draw(number, answer)}{_searched(answer)}</div>'


def _answered(number: int, answer: Answer) -> str:
    first, *rest = answer.findings or (None,)
    proof = _finding(number, answer, first, named=False) if first else ""
    listed = len(answer.findings) > 1 and all(finding.value in answer.answer for finding in answer.findings)
    title = '<h4 class="rest">Also found</h4>' if rest and not listed else ""
    others = "".join(_finding(number, answer, finding, named=True) for finding in rest if finding)
    if listed and first:
        proof = _finding(number, answer, first, named=True)
    return f'{_kicker("Answer", _sure(answer.confidence))}<p class="short">{safe(_capital(answer.answer))}</p>' + (
        f"{proof}{title}{others}"
    )


def _disputed(number: int, answer: Answer) -> str:
    sides = "".join(_finding(number, answer, finding, named=True) for finding in answer.findings)
    words = answer.answer.removeprefix("disputed: ")
    return (
        f'{_kicker("Disputed", "the articles disagree")}<p class="short">{safe(_capital(words))}</p>'
        f'<div class="sides">{sides}</div>'
    )


def _not_found(number: int, answer: Answer) -> str:
    receipt = answer.receipt
    rows = [
        ("Searched for", ", ".join(receipt.searched_for) or "nothing that could be looked up"),
        ("Articles", f"{counted(receipt.articles_in_archive, 'article')} in the archive, "
                     f"{receipt.articles_in_scope:,} in scope" + _undated(receipt.undated)),
        ("Read", counted(receipt.passages_read, "passage")),
    ]  # fmt: skip
    lines = "".join(f"<dt>{safe(name)}</dt><dd>{safe(words)}</dd>" for name, words in rows)
    return (
        f'{_kicker("Not found", _sure(answer.confidence))}<p class="short">{safe(answer.answer)}</p>'
        f'<dl class="receipt">{lines}</dl>{_miss(number, answer)}'
    )


def _undated(number: int) -> str:
    return f" ({number:,} of them without a date)" if number else ""


def _miss(number: int, answer: Answer) -> str:
    miss = answer.receipt.nearest_miss
    if miss is None:
        return ""
    printed = spoken(miss.published) if miss.published else "undated"
    return (
        f'<div class="miss"><h4>Nearest, but no answer: {safe(spoken_within(miss.why))}</h4>'
        f'<button class="quote" data-turn="{number}" data-miss="1" title="Show its article">'
        f'<span class="words">{safe(miss.text)}</span>'
        f'<span class="source"><cite>{safe(miss.title)}</cite> · {safe(printed)}</span></button></div>'
    )


def _finding(number: int, answer: Answer, finding: Finding, *, named: bool) -> str:
    facts = _facts(finding)
    value = f'<p class="value">{safe(_capital(finding.value))}</p>' if named else ""
    said = f'<p class="said">{safe(facts)}</p>' if facts else ""
    quotes = "".join(_quote(number, index, answer.quotes[index]) for index in finding.quotes)
    return f'<div class="finding {safe(finding.stance)}">{value}{said}{quotes}</div>'


def _facts(finding: Finding) -> str:
    how = {"denied": "Denied", "claimed": "Claimed", "uncertain": "Called uncertain"}.get(finding.stance, "")
    if finding.speaker:
        how = f"{how or 'Said'} by {finding.said_by}"
    event = f"event dated {spoken(finding.event_date)}" if finding.event_date else ""
    return _capital(" · ".join(filter(None, (how, event))))


def _quote(turn: int, index: int, quote: Quote) -> str:
    printed = spoken(quote.published) if quote.published else "date of print not recorded"
    publisher = quote.publisher or "publisher not recorded"
    source = f"<cite>{safe(quote.title)}</cite> · {safe(publisher)} · {safe(printed)}"
    original = link(quote.url, "original")
    return (
        f'<button class="quote" data-turn="{turn}" data-quote="{index}" title="Show it in its article">'
        f'<span class="number">{index + 1}</span><span class="words">{safe(quote.text)}</span>'
        f'<span class="source">{source}</span></button>' + (f'<p class="original">{original}</p>' if original else "")
    )


def _searched(answer: Answer) -> str:
    """How the question was read, and what was searched for it."""
    scope, receipt = answer.scope, answer.receipt
    names = f" · names read: {', '.join(scope.names)}" if scope.names else ""
    done = (
        f"{receipt.articles_in_scope:,} of {counted(receipt.articles_in_archive, 'article')} in scope"
        f"{_undated(receipt.undated)}, {counted(receipt.passages_read, 'passage')} read"
    )
    seconds = answer.seconds.get("total", 0.0)
    return (
        f'<p class="scope"><span>Scope:</span> {safe(spoken_within(scope.reading))}{safe(names)}<br>'
        f"{safe(done)} in {seconds:.1f} s</p>"
    )


def _kicker(outcome: str, note: str) -> str:
    return f'<p class="kicker"><b>{safe(outcome)}</b> <span>{safe(note)}</span></p>'


def _sure(confidence: float) -> str:
    words = next(words for least, words in _SURE if confidence >= least or least == 0.0)
    return f"{words}, {min(99, round(100 * confidence))} %"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
