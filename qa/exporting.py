"""A whole answer for use elsewhere: as Markdown, as a page to print, as JSON that `dateline verify` takes."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import PartialDate
from qa.answer import Answer, Finding
from qa.citing import Source, attribution, block_quote, in_line, one_line, source_of
from qa.spoken import spoken, spoken_within

_OUTCOMES = {"answered": "Answered", "disputed": "Disputed", "not_found": "Not found"}
_LAST = "9999-99"
"""Sorts after every day."""
_HOW = {"denied": "denied", "claimed": "claimed", "uncertain": "called uncertain"}
_LONGEST_NAME = 60
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "'": "", "’": ""})
"""Letters that Unicode does not take apart into a plain one and an accent, and apostrophes."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")
"""Names that Windows keeps for devices, whatever their ending."""
_EXACT = (
    "Every quote is an exact copy of its article's text. Characters are counted in that text from 0, "
    "and the sha256 is that text's."
)
_STYLE = """
@page { size: A4; margin: 20mm 18mm; }
body { font: 11pt/1.45 system-ui, sans-serif; color: #1b1a17; background: #fff; max-width: 42em; margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere; }
h1 { font-size: 17pt; line-height: 1.25; margin: 0 0 .6em; }
h2 { font-size: 12pt; margin: 1.6em 0 .4em; border-bottom: .5pt solid #8a857a; break-after: avoid; }
p, ul { margin: .4em 0; }
ul { padding-left: 1.2em; }
figure { margin: 1em 0; break-inside: avoid; }
blockquote { font: 12pt/1.5 Charter, Cambria, Georgia, "DejaVu Serif", serif; margin: .2em 0; padding-left: 1em; border-left: 2pt solid #8a857a; white-space: pre-wrap; }
blockquote::before { content: "“"; }
blockquote::after { content: "”"; }
figcaption { font-size: 9.5pt; color: #5d5a52; padding-left: 1.2em; }
a { color: inherit; }
@media print { body { margin: 0; padding: 0; max-width: none; } a { text-decoration: none; } }
"""  # noqa: E501 - a rule a line


@dataclass(frozen=True)
class _Line:
    """A line of words: a label, words that stand out, the numbers of quotes, and the rest; any may be empty."""

    label: str = ""
    strong: str = ""
    numbers: tuple[int, ...] = ()
    rest: str = ""


@dataclass(frozen=True)
class _Quoted:
    """Words of an article with their source; `number` is None for what is no quote of the answer."""

    number: int | None
    text: str
    source: Source


@dataclass(frozen=True)
class _Section:
    """A part of the document. Its lines are a list under a heading, paragraphs where there is none."""

    heading: str
    lines: Sequence[_Line] = ()
    quoted: Sequence[_Quoted] = ()


def answer_markdown(answer: Answer) -> str:
    """The answer as a Markdown document in which nothing that was asked or printed is markup."""
    blocks = [f"# {in_line(answer.question)}"]
    for section in _sections(answer):
        lines = [_markdown_line(line) for line in section.lines]
        if section.heading:
            blocks += [f"## {section.heading}", "\n".join(f"- {line}" for line in lines)]
        else:
            blocks += lines
        blocks += [_markdown_quoted(one) for one in section.quoted]
    return "\n\n".join(filter(None, blocks)) + "\n"


def answer_page(answer: Answer) -> str:
    """The answer as one HTML document to print: no script, nothing fetched, no link but to http(s) addresses."""
    question = html.escape(one_line(answer.question))
    body = "\n".join(_page_section(section) for section in _sections(answer))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{question}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1 dir="auto">{question}</h1>\n{body}\n</body>\n</html>\n'
    )


def answer_json(answer: Answer) -> str:
    """The answer as the contract's JSON object, indented; `dateline verify` takes it."""
    return json.dumps(answer.to_json(), ensure_ascii=False, indent=2)


def file_name(answer: Answer, ending: str) -> str:
    """A name for the answer's file from its question: small ASCII letters, digits and hyphens, at most 60 characters.

    `who-was-reinstated-in-2025.md`; `answer-2026-01-31.md` where the question has no such letter.
    """
    plain = unicodedata.normalize("NFKD", answer.question.casefold().translate(_LETTERS))
    words = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    room = _LONGEST_NAME - len(ending) - 1
    stem = "-".join(words)[: room + 1]
    if len(stem) > room:
        stem = stem.rpartition("-")[0] or stem[:room]
    if not stem or _DEVICE.fullmatch(stem):
        stem = "-".join(filter(None, ("answer", stem or answer.asked_on.isoformat())))
    return f"{stem}.{ending}"


def _sections(answer: Answer) -> list[_Section]:
    """All that the documents hold, in its order."""
    quoted = [_Quoted(number, quote.text, source_of(quote)) for number, quote in enumerate(answer.quotes, start=1)]
    disputed = answer.outcome == "disputed"
    findings = by_time(answer) if disputed else answer.findings
    heading = "What the articles say, in the order of print" if disputed else "Findings"
    sections = [
        _Section("", _outcome(answer)),
        _Section(heading, [_finding(answer, finding) for finding in findings]),
        _Section("Quotes", quoted=quoted),
        _miss(answer),
        _Section("What was searched", _searched(answer)),
        _Section("", [_Line(rest=_EXACT)] if quoted else []),
    ]
    return [section for section in sections if section.lines or section.quoted]


def _outcome(answer: Answer) -> list[_Line]:
    sure = f"Confidence in this outcome: {min(99, round(100 * answer.confidence))} %."
    words = answer.answer.removeprefix("disputed: ")
    return [
        _Line(f"{_OUTCOMES[answer.outcome]}:", words[:1].upper() + words[1:]),
        _Line(rest=f"Asked on {spoken(answer.asked_on)}. {sure}"),
    ]


def _first_printed(answer: Answer, finding: Finding) -> PartialDate | None:
    """The earliest date of print of a finding's quotes; None if none has one."""
    dates = (answer.quotes[index].published for index in finding.quotes)
    return min(filter(None, dates), key=lambda printed: printed.first, default=None)


def by_time(answer: Answer) -> list[Finding]:
    """The findings in the order in which they were first told of: when it happened, else when it was printed.

    Those without a date are last.
    """
    return sorted(answer.findings, key=lambda finding: min(_days(answer, finding), default=_LAST))


def _days(answer: Answer, finding: Finding) -> Iterator[str]:
    """A finding's days as text that sorts as they do: "2012-07" comes before "2012-07-11"."""
    said = finding.said or (None,) * len(finding.quotes)
    for number, one in zip(finding.quotes, said, strict=True):
        event = one.event_date.lstrip("/") if one and one.event_date else ""
        yield event or str(answer.quotes[number].published or _LAST)


def _finding(answer: Answer, finding: Finding) -> _Line:
    how = _HOW.get(finding.stance, "said" if finding.speaker else "asserted")
    facts = [f"{how} by {finding.said_by}" if finding.speaker else how]
    if finding.event_date:
        facts.append(f"event dated {spoken(finding.event_date)}")
    if answer.outcome == "disputed":
        printed = _first_printed(answer, finding)
        facts.append(f"printed {spoken(printed)}" if printed else "date of print not recorded")
    return _Line("", finding.value, tuple(index + 1 for index in finding.quotes), f"({'; '.join(facts)})")


def _miss(answer: Answer) -> _Section:
    miss = answer.receipt.nearest_miss
    if miss is None:
        return _Section("")
    why = _Line("Why not:", rest=spoken_within(miss.why))
    return _Section("Nearest, but no answer", [why], [_Quoted(None, miss.text, source_of(miss))])


def _searched(answer: Answer) -> list[_Line]:
    scope, receipt = answer.scope, answer.receipt
    undated = f" ({receipt.undated:,} without a date)" if receipt.undated else ""
    rows = {
        "Scope:": spoken_within(scope.reading),
        "Names read:": ", ".join(scope.names),
        "Searched for:": ", ".join(receipt.searched_for) or "nothing that could be looked up",
        "Articles in scope:": f"{receipt.articles_in_scope:,} of {receipt.articles_in_archive:,}{undated}",
        "Passages read:": f"{receipt.passages_read:,}",
    }
    return [_Line(label, rest=words) for label, words in rows.items() if words]


def _markdown_line(line: _Line) -> str:
    strong = in_line(line.strong)
    parts = line.label, strong and f"**{strong}**", _numbers(line.numbers), in_line(line.rest)
    return " ".join(filter(None, parts))


def _markdown_quoted(quoted: _Quoted) -> str:
    number = "" if quoted.number is None else f"**[{quoted.number}]**\n\n"
    return f"{number}{block_quote(quoted.text)}\n\n{attribution(quoted.source)} ({in_line(quoted.source.place)})"


def _page_section(section: _Section) -> str:
    lines = [_page_line(line) for line in section.lines]
    quoted = [_page_quoted(one) for one in section.quoted]
    if not section.heading:
        return "\n".join([f"<p>{line}</p>" for line in lines] + quoted)
    items = "".join(f"<li>{line}</li>\n" for line in lines)
    return "\n".join([f"<h2>{section.heading}</h2>", *([f"<ul>\n{items}</ul>"] if items else []), *quoted])


def _page_line(line: _Line) -> str:
    strong = html.escape(one_line(line.strong))
    parts = (
        line.label,
        strong and f"<strong>{strong}</strong>",
        _numbers(line.numbers),
        html.escape(one_line(line.rest)),
    )
    return " ".join(filter(None, parts))


def _page_quoted(quoted: _Quoted) -> str:
    source = quoted.source
    number = "" if quoted.number is None else f"<p>{_numbers((quoted.number,))}</p>\n"
    link = html.escape(source.link)
    address = f'<a href="{link}" rel="noopener noreferrer nofollow">{link}</a>' if link else html.escape(source.url)
    facts = ", ".join(filter(None, (f"<cite>{html.escape(source.title)}</cite>", html.escape(source.facts), address)))
    return (
        f'<figure>\n{number}<blockquote dir="auto">{html.escape(quoted.text)}</blockquote>\n'
        f"<figcaption>{facts} ({html.escape(source.place)})</figcaption>\n</figure>"
    )


def _numbers(numbers: Sequence[int]) -> str:
    return " ".join(f"[{number}]" for number in numbers)
