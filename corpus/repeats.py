"""Lines that a publisher prints under many of its articles: credits, appeals, hints about the site.

They are learnt from the articles themselves. A sentence of the story can be printed again and again too: the
background of a long affair, a state's name in a round-up. So a line counts as the site's only if it speaks of
the site, or if it stands at the page's edges under titles that have nothing in common.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.article import Article

_LEARNT_FROM = 2_000  # articles of a publisher; keeps memory to some 20 MB each
_FEWEST_ARTICLES = 5
_LEAST_SHARE = 0.0025  # of the publisher's articles; 5 of 2,000
_TOP, _BOTTOM = 2, 4  # lines that count as the page's edges
_AT_EDGES = 0.8  # of a line's places
_ONE_STORY = 1 / 3  # of the titles above a line share a word: then it may belong to that story
_SHORTEST = 6  # words; "Wyoming" ends a page of fifty states on every day
_COPY = 1_000  # characters; longer texts that are equal are one article printed twice

_OF_THE_SITE = re.compile(
    r"\bsubscri(?:be|bers?|ption)\b|\bsign up\b|\bnewsletters?\b|\bpodcasts?\b|\bour app\b|\bthe app\b"
    r"|(?:^|\s)@\w{3,}|https?://|\b(?:twitter|facebook|instagram) ?@|\bon (?:twitter|facebook|instagram)\b"
    r"|^follow (?:\w+ ){1,3}(?:on|:|@)|^(?:contact|reach|e-?mail) .*@|\bclick here\b|\bhit play\b"
    r"|\blocal journalism\b|\bcontent partner\b|\baudio version\b|\bthis page\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_NAME_LIKE = re.compile(r"[^\W\d_]{4,}")


@dataclass
class _Place:
    """Where a line was met: how often, how often at a page's edge, and under which titles."""

    articles: int = 0
    at_edge: int = 0
    titles: list[int] = field(default_factory=list)


@dataclass
class _Publisher:
    """What has been learnt of one publisher."""

    titles: list[str] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    places: defaultdict[str, _Place] = field(default_factory=lambda: defaultdict(_Place))

    def learn(self, article: Article) -> None:
        """Count an article's lines, unless it is one met before."""
        keys = {hash(" ".join(_WORD.findall(article.title.casefold())))}
        if len(article.text) > _COPY:
            keys.add(hash(article.text))
        if len(self.titles) >= _LEARNT_FROM or not self.seen.isdisjoint(keys):
            return
        self.seen |= keys
        lines = article.text.split("\n")
        for line, number in dict(zip(lines, range(len(lines)), strict=True)).items():
            place = self.places[line]
            place.articles += 1
            place.at_edge += number < _TOP or number >= len(lines) - _BOTTOM
            place.titles.append(len(self.titles))
        self.titles.append(article.title.casefold())

    def lines(self, name: str) -> frozenset[str]:
        """The lines that are the site's."""
        least = max(_FEWEST_ARTICLES, _LEAST_SHARE * len(self.titles))
        return frozenset(
            line
            for line, place in self.places.items()
            if place.articles >= least and self._is_the_sites(line, place, _squeezed(name.split(".")[0]))
        )

    def _is_the_sites(self, line: str, place: _Place, name: str) -> bool:
        if line[:1] in "\"“'‘":  # somebody speaks
            return False
        if _OF_THE_SITE.search(line):
            return True
        if place.at_edge < _AT_EDGES * place.articles:
            return False
        if len(name) > 2 and name in _squeezed(line) and line.count(" ") < _SHORTEST:
            return True
        return line.count(" ") >= _SHORTEST - 1 and not _of_one_story([self.titles[n] for n in place.titles])


def repeated_lines(articles: Iterable[Article]) -> dict[str, frozenset[str]]:
    """For each publisher the lines that belong to its site and not to its stories.

    Articles without a publisher teach nothing; of each publisher the first 2,000 different articles do.
    """
    publishers: defaultdict[str, _Publisher] = defaultdict(_Publisher)
    for article in articles:
        if article.publisher:
            publishers[article.publisher].learn(article)
    return {name: publisher.lines(name) for name, publisher in publishers.items()}


def without_lines(article: Article, lines: frozenset[str]) -> Article:
    """The article less these lines; the same object if it has none. Its text is empty if it has no others."""
    kept = [line for line in article.text.split("\n") if line not in lines]
    text = "\n".join(kept)
    return article if text == article.text else replace(article, text=text)


def _of_one_story(titles: Sequence[str]) -> bool:
    """Whether many of the titles share a word."""
    words = Counter(word for title in titles for word in set(_NAME_LIKE.findall(title)))
    return bool(words) and words.most_common(1)[0][1] > max(1, _ONE_STORY * len(titles))


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
