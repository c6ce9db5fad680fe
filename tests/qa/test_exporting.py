"""Quotes and answers for use elsewhere: word for word, and safe whatever the articles say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import qa
from corpus.article import Article
from corpus.characters import canonical_lines
from corpus.dates import PartialDate
from qa.answer import Answer, AnswerScope, Finding, NearestMiss, Outcome, Quote, Receipt
from qa.citing import quote_citation, quote_markdown, quote_text, web_address
from qa.exporting import answer_json, answer_markdown, answer_page, file_name
from qa.verify import read_answer, verify

HARBOUR = Article(
    "harbour-opens",
    "The harbour opens again",
    'The harbour cost "12 million" euros, said the mayor.\nNobody_else counted.',
    "Coast News",
    PartialDate(2012, 7, 12),
    "https://coast.example/2012/harbour_(new)?a=1&copy;=2",
)
PIER = Article("pier", "A pier, at last?", "It cost 15 million, said its builders.", None, PartialDate(2011))
RUMOUR = Article("rumour", "A rumour", "It cost nothing.")
SCOPE = AnswerScope(date(2012, 1, 1), None, "either", (), ("Lindau",), "told of or printed from 2012-01-01 on")
RECEIPT = Receipt(1204, 1003, 1, 20, ("harbour", "cost"), None)
RENDERERS = (MarkdownIt("commonmark"), MarkdownIt("js-default", {"html": True}))
"""CommonMark alone, and with tables and strikethrough as GitHub has them; both would let HTML through."""

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def cut(article: Article, start: int = 0, end: int | None = None) -> Quote:
    end = len(article.text) if end is None else end
    return Quote.cut(article, start, end, article.text[start:end])


def answer_of(
    outcome: Outcome,
    words: str,
    findings: tuple[Finding, ...] = (),
    quotes: tuple[Quote, ...] = (),
    receipt: Receipt = RECEIPT,
) -> Answer:
    question = "What did the harbour of Lindau cost?"
    return Answer(question, date(2024, 6, 1), outcome, words, findings, quotes, SCOPE, receipt, 0.876, {"total": 0.3})


ANSWERED = answer_of(
    "answered",
    "12 million euros",
    (Finding("12 million euros", "claimed", "The mayor", "2012-07", 2.0, (0,)),),
    (cut(HARBOUR),),
)
DISPUTED = answer_of(
    "disputed",
    "disputed: 12 million or 15 million",
    (
        Finding("nothing", "uncertain", None, None, 3.0, (2,)),
        Finding("12 million", "claimed", "the mayor", "2012-07", 2.0, (0,)),
        Finding("15 million", "asserted", "The builders", None, 1.0, (1, 0)),
    ),
    (cut(HARBOUR, 0, 52), cut(PIER), cut(RUMOUR)),
)
NOT_FOUND = answer_of(
    "not_found",
    "The articles do not say.",
    receipt=replace(
        RECEIPT,
        undated=0,
        nearest_miss=NearestMiss(PIER.text, "pier", 0, 38, PIER.title, PIER.published, "it was printed 2011-05"),
    ),
)


class Seen(HTMLParser):
    """The tags of a document with the names of their attributes, its links, and the text within each tag."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.links: list[str | None] = []
        self._open: list[str] = []
        self._texts: list[tuple[tuple[str, ...], int, str]] = []
        self._count = 0
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.links += [value for name, value in attrs if name in ("href", "src")]
        self._count += 1
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self._texts.append((tuple(self._open), self._count, data))

    def within(self, *path: str) -> list[str]:
        """The text of each element that stands just so."""
        pieces: dict[int, str] = {}
        for opened, count, data in self._texts:
            if opened[-len(path) :] == path:
                pieces[count] = pieces.get(count, "") + data
        return list(pieces.values())

    @property
    def names(self) -> list[str]:
        return [tag[0] for tag in self.tags]


_HOSTILE = st.one_of(
    st.sampled_from(
        """<script>alert(1)</script> <img/src=x> <b> </p> </blockquote> <!-- --> <![CDATA[ <?x javascript:alert(1)
        <https://evil.example> https://evil.example www.evil.example a@evil.example [x](https://evil.example)
        ![x](https://evil.example/x.png) [x]: [x] ]( ) * ** _ __ ~~ ` ``` ~~~ # ## - -- --- + = === == 1. 2) 10.
        : :-: | |-|-| \\ \\\\ & &lt; &#60; &copy; &amp $ $$ ^ { } ! " ' “ ” « </style> </title>""".split()
    ),
    st.sampled_from([" ", "  ", "    ", "\n", "\t"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=4),
)
WORDS = st.lists(_HOSTILE, min_size=1, max_size=12).map("".join).filter(lambda text: bool(text.split()))
CANONICAL = WORDS.map(lambda raw: "\n".join(canonical_lines(raw))).filter(bool)
ADDRESSES = st.sampled_from([None, "https://paper.example/a_(b)*c*?x=<1>&lt;=2", "javascript:alert(1)", "<b>"]) | WORDS


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """A quote from anywhere in an article's text, with hostile facts."""
    text = draw(CANONICAL)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    published = draw(st.sampled_from([None, PartialDate(2012), PartialDate(2012, 7, 12)]))
    return cut(Article(draw(WORDS), draw(WORDS), text, draw(WORDS), published, draw(ADDRESSES)), start, end)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """A disputed answer of two quotes with a nearest miss, in hostile words throughout."""
    quoted = draw(quotes()), draw(quotes())
    findings = (
        Finding(draw(WORDS), "denied", draw(WORDS), draw(WORDS), 1.0, (0,)),
        Finding(draw(WORDS), "asserted", draw(WORDS), None, 1.0, (1, 0)),
    )
    miss = NearestMiss(draw(CANONICAL), draw(WORDS), 0, 9, draw(WORDS), None, draw(WORDS))
    receipt = Receipt(2, 2, 0, 3, (draw(WORDS),), miss)
    scope = AnswerScope(None, None, "either", (), (draw(WORDS),), draw(WORDS))
    return Answer(draw(WORDS), date(2024, 6, 1), "disputed", draw(WORDS), findings, quoted, scope, receipt, 0.5, {})


def plain(text: str) -> str:
    """A text of the same paragraphs in which nothing could be markup."""
    return re.sub("[^\n]+", "word", text)


def plain_like(answer: Answer) -> Answer:
    """An answer of the same build in which no word could be markup."""
    miss = answer.receipt.nearest_miss
    assert miss is not None
    return replace(
        answer,
        question="word",
        answer="word",
        findings=tuple(
            replace(one, value="word", speaker="word", event_date=one.event_date and "word") for one in answer.findings
        ),
        quotes=tuple(
            replace(one, text=plain(one.text), article="word", title="word", publisher="word", url=plain_url(one))
            for one in answer.quotes
        ),
        scope=replace(answer.scope, names=("word",), reading="word"),
        receipt=replace(
            answer.receipt,
            searched_for=("word",),
            nearest_miss=replace(miss, text=plain(miss.text), article="word", title="word", why="word"),
        ),
    )


def plain_url(quote: Quote) -> str | None:
    return "https://paper.example" if web_address(quote.url) else None


# One quote


def test_a_quote_as_text() -> None:
    assert quote_text(cut(HARBOUR)) == (
        '“The harbour cost "12 million" euros, said the mayor.\nNobody_else counted.”\n'
        "The harbour opens again, Coast News, 12 July 2012, https://coast.example/2012/harbour_(new)?a=1&copy;=2"
    )
    assert quote_text(cut(RUMOUR)) == (
        "“It cost nothing.”\nA rumour, publisher not recorded, date of print not recorded"
    )


def test_a_quote_as_markdown() -> None:
    assert quote_markdown(cut(HARBOUR)) == (
        '> The harbour cost "12 million" euros, said the mayor.\n'
        ">\n"
        "> Nobody\\_else counted.\n"
        "\n"
        "— [The harbour opens again](https://coast.example/2012/harbour_%28new%29?a=1&amp;copy;=2), "
        "Coast News, 12 July 2012"
    )
    assert quote_markdown(cut(PIER)) == (
        "> It cost 15 million, said its builders.\n\n— A pier, at last?, publisher not recorded, 2011"
    )


def test_a_citation_is_one_line_that_can_be_checked() -> None:
    digest = HARBOUR.sha256[:8]
    assert quote_citation(cut(HARBOUR, 4, 16)) == (
        "“The harbour opens again.” Coast News, 12 July 2012. "
        "https://coast.example/2012/harbour_(new)?a=1&copy;=2 "
        f'(characters 4–16 of article "harbour-opens", sha256 {digest}…)'
    )
    assert quote_citation(cut(PIER)) == (
        f'“A pier, at last?” 2011. (characters 0–38 of article "pier", sha256 {PIER.sha256[:8]}…)'
    )
    assert quote_citation(cut(RUMOUR)) == (
        f'“A rumour.” n.d. (characters 0–16 of article "rumour", sha256 {RUMOUR.sha256[:8]}…)'
    )
    undated = replace(cut(RUMOUR), publisher="Reuters Inc.", title="A\nrumour!", published=None)
    assert quote_citation(undated).startswith("“A rumour!” Reuters Inc., n.d. (characters")


@UNHURRIED
@given(quotes())
def test_a_quote_as_text_holds_its_exact_text_and_a_citation_one_line(quote: Quote) -> None:
    assert quote_text(quote).startswith(f"“{quote.text}”\n")
    assert "\n" not in quote_text(quote).removeprefix(f"“{quote.text}”\n")
    assert len(quote_citation(quote).splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# Not a heading", "\\# Not a heading"),
        ("- no item", "\\- no item"),
        ("+ no item", "\\+ no item"),
        ("* no item", "\\* no item"),
        ("1. no item", "1\\. no item"),
        ("12) no item", "12\\) no item"),
        ("-----", "\\-----"),
        (":-: no table", "\\:-: no table"),
        ("a | b", "a \\| b"),
        ("> no quote", "\\> no quote"),
        ("```no code", "\\`\\`\\`no code"),
        ("~~~no code", "\\~\\~\\~no code"),
        ("    no code", "&#32;&#32;&#32;&#32;no code"),
        ("no break  ", "no break&#32;&#32;"),
        ("<b>not bold</b>", "\\<b\\>not bold\\</b\\>"),
        ("![no](https://image.example)", "!\\[no\\](https\\://image\\.example)"),
        (
            "https://no.example www.no.example a@no.example",
            "https\\://no\\.example www\\.no\\.example a\\@no\\.example",
        ),
        ("www.3no.example", "www\\.3no\\.example"),
        ("&lt; but A & B", "\\&lt; but A & B"),
        ("from $5 to $10", "from \\$5 to \\$10"),
        ("C\\D", "C\\\\D"),
        ("In the U.S. it rose by 12.5 % – 'so' he said.", "In the U.S. it rose by 12.5 % – 'so' he said."),
    ],
)
def test_what_markdown_would_obey_is_escaped_and_no_more(text: str, escaped: str) -> None:
    drawn = quote_markdown(cut(Article("a", "A", text)))
    assert drawn.startswith(f"> {escaped}\n\n")
    for renderer in RENDERERS:
        seen = Seen(renderer.render(drawn))
        assert seen.names == ["blockquote", "p", "p"]
        assert seen.within("blockquote", "p") == [text]


@pytest.mark.parametrize(
    ("start", "end", "block", "shown"),
    [
        (0, 7, "> One\n>\n> Two", ["One", "Two"]),
        (3, 7, "> &#10;Two", ["\nTwo"]),
        (0, 4, "> One&#10;", ["One\n"]),
        (4, 12, "> Two&#10;&#10;One", ["Two\n\nOne"]),
    ],
)
def test_newlines_stay_in_the_block(start: int, end: int, block: str, shown: list[str]) -> None:
    drawn = quote_markdown(cut(Article("a", "A", "One\nTwo\n\nOne"), start, end))
    assert drawn.partition("\n\n")[0] == block
    for renderer in RENDERERS:
        assert Seen(renderer.render(drawn)).within("blockquote", "p") == shown


@UNHURRIED
@given(quotes())
def test_markdown_shows_a_quote_exactly_and_obeys_nothing_in_it(quote: Quote) -> None:
    drawn = quote_markdown(quote)
    assert all(line.startswith(">") for line in drawn.rpartition("\n\n")[0].split("\n"))
    for renderer in RENDERERS:
        seen = Seen(renderer.render(drawn))
        paragraphs = seen.within("blockquote", "p")
        assert "\n".join(paragraphs) == quote.text
        link = [("a", "href")] if web_address(quote.url) else []
        assert seen.tags == [("blockquote",), *[("p",)] * (len(paragraphs) + 1), *link]
        assert " ".join(quote.title.split()) in ("".join(seen.within("p") + seen.within("a")))


def test_a_link_leads_where_the_article_says() -> None:
    for renderer in RENDERERS:
        seen = Seen(renderer.render(quote_markdown(cut(HARBOUR))))
        assert seen.links == ["https://coast.example/2012/harbour_%28new%29?a=1&copy;=2"]
        assert seen.within("a") == [HARBOUR.title]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://paper.example/a?b=c#d", "https://paper.example/a?b=c#d"),
        (" HTTP://paper.example/ä ", "HTTP://paper.example/ä"),
        ('https://paper.example/"a b"<c>', "https://paper.example/%22a%20b%22%3Cc%3E"),
        (None, ""),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("JavaScript://x.example/%0aalert(1)", ""),
        ("data:text/html,x", ""),
        ("//x.example", ""),
        ("http:///x", ""),
        ("http://[x", ""),
        ("ftp://x.example", ""),
        ("https://x.example/\u202egnp", ""),
        ("https://x.example/\na", ""),
        ("https://x.example/" + "a" * 2_000, ""),
    ],
)
def test_only_web_addresses_become_links(url: str | None, address: str) -> None:
    assert web_address(url) == address


# The whole answer


def test_an_answer_as_markdown() -> None:
    assert answer_markdown(ANSWERED) == (
        "# What did the harbour of Lindau cost?\n\n"
        "Answered: **12 million euros**\n\n"
        "Asked on 1 June 2024. Confidence in this outcome: 88 %.\n\n"
        "## Findings\n\n"
        "- **12 million euros** [1] (claimed by the mayor; event dated July 2012)\n\n"
        "## Quotes\n\n"
        "**[1]**\n\n"
        '> The harbour cost "12 million" euros, said the mayor.\n>\n> Nobody\\_else counted.\n\n'
        "— [The harbour opens again](https://coast.example/2012/harbour_%28new%29?a=1&amp;copy;=2), "
        "Coast News, 12 July 2012 "
        f'(characters 0–73 of article "harbour-opens", sha256 {HARBOUR.sha256[:8]}…)\n\n'
        "## What was searched\n\n"
        "- Scope: told of or printed from 1 January 2012 on\n"
        "- Names read: Lindau\n"
        "- Searched for: harbour, cost\n"
        "- Articles in scope: 1,003 of 1,204 (1 without a date)\n"
        "- Passages read: 20\n\n"
        "Every quote is an exact copy of its article's text. Characters are counted in that text from 0, "
        "and the sha256 is that text's.\n"
    )


def test_a_dispute_as_markdown_has_its_sides_in_the_order_of_print() -> None:
    assert answer_markdown(DISPUTED) == (
        "# What did the harbour of Lindau cost?\n\n"
        "Disputed: **12 million or 15 million**\n\n"
        "Asked on 1 June 2024. Confidence in this outcome: 88 %.\n\n"
        "## What the articles say, in the order of print\n\n"
        "- **15 million** [2] [1] (said by the builders; printed 2011)\n"
        "- **12 million** [1] (claimed by the mayor; event dated July 2012; printed 12 July 2012)\n"
        "- **nothing** [3] (called uncertain; date of print not recorded)\n\n"
        "## Quotes\n\n"
        "**[1]**\n\n"
        '> The harbour cost "12 million" euros, said the mayor.\n\n'
        "— [The harbour opens again](https://coast.example/2012/harbour_%28new%29?a=1&amp;copy;=2), "
        "Coast News, 12 July 2012 "
        f'(characters 0–52 of article "harbour-opens", sha256 {HARBOUR.sha256[:8]}…)\n\n'
        "**[2]**\n\n"
        "> It cost 15 million, said its builders.\n\n"
        "— A pier, at last?, publisher not recorded, 2011 "
        f'(characters 0–38 of article "pier", sha256 {PIER.sha256[:8]}…)\n\n'
        "**[3]**\n\n"
        "> It cost nothing.\n\n"
        "— A rumour, publisher not recorded, date of print not recorded "
        f'(characters 0–16 of article "rumour", sha256 {RUMOUR.sha256[:8]}…)\n\n'
        "## What was searched\n\n"
        "- Scope: told of or printed from 1 January 2012 on\n"
        "- Names read: Lindau\n"
        "- Searched for: harbour, cost\n"
        "- Articles in scope: 1,003 of 1,204 (1 without a date)\n"
        "- Passages read: 20\n\n"
        "Every quote is an exact copy of its article's text. Characters are counted in that text from 0, "
        "and the sha256 is that text's.\n"
    )


def test_nothing_found_as_markdown() -> None:
    assert answer_markdown(NOT_FOUND) == (
        "# What did the harbour of Lindau cost?\n\n"
        "Not found: **The articles do not say.**\n\n"
        "Asked on 1 June 2024. Confidence in this outcome: 88 %.\n\n"
        "## Nearest, but no answer\n\n"
        "- Why not: it was printed May 2011\n\n"
        "> It cost 15 million, said its builders.\n\n"
        '— A pier, at last?, 2011 (characters 0–38 of article "pier")\n\n'
        "## What was searched\n\n"
        "- Scope: told of or printed from 1 January 2012 on\n"
        "- Names read: Lindau\n"
        "- Searched for: harbour, cost\n"
        "- Articles in scope: 1,003 of 1,204\n"
        "- Passages read: 20\n"
    )


def test_a_receipt_without_names_or_words_says_so() -> None:
    bare = replace(NOT_FOUND, scope=replace(SCOPE, names=()), receipt=replace(RECEIPT, searched_for=()))
    drawn = answer_markdown(bare)
    assert "Names read" not in drawn
    assert "- Searched for: nothing that could be looked up\n" in drawn
    assert "Nearest" not in drawn


def test_no_side_of_a_dispute_is_shown_before_another_for_its_score() -> None:
    turned = replace(DISPUTED, findings=tuple(replace(one, score=-one.score) for one in DISPUTED.findings[::-1]))
    assert answer_markdown(turned) == answer_markdown(DISPUTED)
    assert answer_page(turned) == answer_page(DISPUTED)


def test_an_answer_as_a_page() -> None:
    page = answer_page(ANSWERED)
    assert page.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert "<title>What did the harbour of Lindau cost?</title>" in page
    url = "https://coast.example/2012/harbour_(new)?a=1&amp;copy;=2"
    assert page.partition("<body>\n")[2] == (
        '<h1 dir="auto">What did the harbour of Lindau cost?</h1>\n'
        "<p>Answered: <strong>12 million euros</strong></p>\n"
        "<p>Asked on 1 June 2024. Confidence in this outcome: 88 %.</p>\n"
        "<h2>Findings</h2>\n<ul>\n"
        "<li><strong>12 million euros</strong> [1] (claimed by the mayor; event dated July 2012)</li>\n"
        "</ul>\n"
        "<h2>Quotes</h2>\n"
        "<figure>\n<p>[1]</p>\n"
        '<blockquote dir="auto">The harbour cost &quot;12 million&quot; euros, said the mayor.\n'
        "Nobody_else counted.</blockquote>\n"
        "<figcaption><cite>The harbour opens again</cite>, Coast News, 12 July 2012, "
        f'<a href="{url}" rel="noopener noreferrer nofollow">{url}</a> '
        f"(characters 0–73 of article &quot;harbour-opens&quot;, sha256 {HARBOUR.sha256[:8]}…)</figcaption>\n"
        "</figure>\n"
        "<h2>What was searched</h2>\n<ul>\n"
        "<li>Scope: told of or printed from 1 January 2012 on</li>\n"
        "<li>Names read: Lindau</li>\n"
        "<li>Searched for: harbour, cost</li>\n"
        "<li>Articles in scope: 1,003 of 1,204 (1 without a date)</li>\n"
        "<li>Passages read: 20</li>\n"
        "</ul>\n"
        "<p>Every quote is an exact copy of its article&#x27;s text. Characters are counted in that text from 0, "
        "and the sha256 is that text&#x27;s.</p>\n"
        "</body>\n</html>\n"
    )


@pytest.mark.parametrize("answer", [ANSWERED, DISPUTED, NOT_FOUND], ids=lambda answer: answer.outcome)
def test_the_page_says_what_the_markdown_says(answer: Answer) -> None:
    page, document = Seen(answer_page(answer)), Seen(RENDERERS[0].render(answer_markdown(answer)))
    for path in (("h1",), ("h2",), ("li",), ("li", "strong")):
        assert page.within(*path) == document.within(*path)
    numbers = [f"[{number}]" for number in range(1, len(answer.quotes) + 1)]
    assert page.within("p", "strong") + numbers == document.within("p", "strong")
    shown = [quote.text for quote in answer.quotes] or [PIER.text]
    assert page.within("blockquote") == shown


@UNHURRIED
@given(answers())
def test_markdown_of_hostile_articles_has_no_markup_of_theirs(answer: Answer) -> None:
    for renderer in RENDERERS:
        seen = Seen(renderer.render(answer_markdown(answer)))
        assert seen.tags == Seen(renderer.render(answer_markdown(plain_like(answer)))).tags
        miss = answer.receipt.nearest_miss
        assert miss is not None
        texts = [*(quote.text for quote in answer.quotes), miss.text]
        assert "\n".join(seen.within("blockquote", "p")) == "\n".join(texts)
        assert "".join(seen.within("h1")) == " ".join(answer.question.split())


@UNHURRIED
@given(answers())
def test_a_page_of_hostile_articles_has_no_tag_of_theirs(answer: Answer) -> None:
    seen = Seen(answer_page(answer))
    assert seen.tags == Seen(answer_page(plain_like(answer))).tags
    miss = answer.receipt.nearest_miss
    assert miss is not None
    assert seen.within("blockquote") == [*(quote.text for quote in answer.quotes), miss.text]
    assert seen.within("title") == seen.within("h1") == [" ".join(answer.question.split())]
    assert all(link and re.match("https?://", link, re.IGNORECASE) for link in seen.links)


def test_a_page_fetches_and_runs_nothing() -> None:
    page = answer_page(DISPUTED)
    assert not set(Seen(page).names) & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert not re.search(r"url\(|@import|\bon\w+=", page)
    assert "default-src 'none'" in page
    assert "size: A4" in page


def test_the_json_of_an_answer_can_be_verified(assistant: qa.Assistant, tmp_path: Path) -> None:
    answer = assistant.ask("Did Rustom Ghazali defect?", date(2026, 1, 1))
    assert len(answer.quotes) >= 2
    path = tmp_path / file_name(answer, "json")
    path.write_text(answer_json(answer), encoding="utf-8")
    told = read_answer(path)
    assert told == answer.to_json()
    verdicts = verify(told, assistant.archive.article, tuple)
    assert [one.kind for one in verdicts] == ["exact"] * len(answer.quotes)


def test_every_form_of_a_real_answer_holds_its_quotes(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Did Rustom Ghazali defect?", date(2026, 1, 1))
    wanted = [quote.text for quote in answer.quotes]
    assert Seen(answer_page(answer)).within("blockquote") == wanted
    assert Seen(RENDERERS[0].render(answer_markdown(answer))).within("blockquote", "p") == wanted


def test_json_keeps_every_letter() -> None:
    arabic = replace(ANSWERED, question="من هو؟")
    assert '"question": "من هو؟"' in answer_json(arabic)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who was reinstated in 2025?", "who-was-reinstated-in-2025.md"),
        ("Who is Syria's ambassador?", "who-is-syrias-ambassador.md"),
        ("Où était Łukasz Müller-Großmann?", "ou-etait-lukasz-muller-grossmann.md"),
        ("../../etc/passwd\0<>:|", "etc-passwd.md"),
        ("من هو؟", "answer-2024-06-01.md"),
        ("", "answer-2024-06-01.md"),
        ("Con?", "answer-con.md"),
        ("COM1", "answer-com1.md"),
        ("w" * 80, "w" * 57 + ".md"),
        ("a" * 57, "a" * 57 + ".md"),
        ("a" * 57 + " b", "a" * 57 + ".md"),
        ("a" * 50 + " bcdefghi", "a" * 50 + ".md"),
    ],
)
def test_a_file_is_named_for_its_question(question: str, name: str) -> None:
    assert file_name(replace(ANSWERED, question=question), "md") == name


@given(st.text() | WORDS, st.sampled_from(["md", "html", "json"]))
def test_a_file_name_is_safe(question: str, ending: str) -> None:
    name = file_name(replace(ANSWERED, question=question), ending)
    assert re.fullmatch(rf"[a-z0-9]+(?:-[a-z0-9]+)*\.{ending}", name)
    assert len(name) <= 60
