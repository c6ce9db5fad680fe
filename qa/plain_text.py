"""An answer as plain text for a terminal: the short answer first, then its numbered quotes."""

from __future__ import annotations

import textwrap

from qa.answer import Answer, Finding, NearestMiss, Quote
from qa.spoken import spoken, spoken_within

_HOW = {"denied": "denied", "claimed": "claimed", "uncertain": "called uncertain"}


def plain_text(answer: Answer, width: int = 80) -> str:
    """The answer in lines of at most `width` characters (a longer word stands alone on its line).

    What articles say is copied as it is: whoever prints it takes out what a terminal would obey.
    """
    blocks = [_filled(_capital(answer.answer), width), *_findings(answer, width)]
    blocks += [_quote(number, quote, width) for number, quote in enumerate(answer.quotes, start=1)]
    blocks += [_miss(answer, width), _searched(answer, width)]
    return "\n\n".join(block for block in blocks if block)


def _findings(answer: Answer, width: int) -> list[str]:
    """Who says what, and which quotes prove it."""
    named = len(answer.findings) > 1 or answer.outcome == "disputed"
    lines = [_finding(finding, named) for finding in answer.findings]
    return ["\n".join(_filled(line, width, "- " if named else "") for line in lines)] if lines else []


def _finding(finding: Finding, named: bool) -> str:
    how = _HOW.get(finding.stance, "")
    if finding.speaker:
        how = f"{how or 'said'} by {finding.said_by}"
    event = f"event dated {spoken(finding.event_date)}" if finding.event_date else ""
    facts = ", ".join(filter(None, (how, event)))
    proof = "".join(f" [{index + 1}]" for index in finding.quotes)
    if named:
        return finding.value + proof + (f" ({facts})" if facts else "")
    return _capital(facts) + proof if facts else ""


def _quote(number: int, quote: Quote, width: int) -> str:
    source = [quote.title, quote.publisher or "publisher not recorded", _printed(quote), quote.article]
    lead = f"{number}. "
    return _filled(f"“{quote.text}”", width, lead) + "\n" + _filled(", ".join(source), width, " " * len(lead) + "— ")


def _printed(source: Quote | NearestMiss) -> str:
    return spoken(source.published) if source.published else "no date"


def _miss(answer: Answer, width: int) -> str:
    """What a reader should see where nothing was found: the nearest sentence, and why it is no answer."""
    miss = answer.receipt.nearest_miss
    if miss is None:
        return ""
    source = f"{miss.title}, {_printed(miss)}, {miss.article}"
    return "\n".join(
        (
            _filled(f"Nearest, but no answer: {spoken_within(miss.why)}.", width),
            _filled(f"“{miss.text}”", width, "   "),
            _filled(source, width, "   — "),
        )
    )


def _searched(answer: Answer, width: int) -> str:
    """How the question was read, and what was searched for it."""
    scope, receipt = answer.scope, answer.receipt
    names = f"; names read: {', '.join(scope.names)}" if scope.names else ""
    undated = f" ({receipt.undated:,} without a date)" if receipt.undated else ""
    lines = [f"Scope: {spoken_within(scope.reading)}{names}"]
    if answer.outcome == "not_found":
        lines.append(f"Searched for: {', '.join(receipt.searched_for) or 'nothing that could be looked up'}")
    lines.append(
        f"Read: {receipt.passages_read:,} passages; in scope: {receipt.articles_in_scope:,} of "
        f"{receipt.articles_in_archive:,} articles{undated}"
    )
    lines.append(f"Confidence: {min(99, round(100 * answer.confidence))} %")
    return "\n".join(_filled(line, width, "", "  ") for line in lines)


def _filled(text: str, width: int, lead: str = "", hang: str | None = None) -> str:
    return textwrap.fill(
        " ".join(text.split()),
        width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead) if hang is None else hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
