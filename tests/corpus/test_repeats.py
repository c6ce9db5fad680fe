from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.article import Article
from corpus.repeats import repeated_lines, without_lines

TOWNS = ["Aln", "Border", "Castle", "Dell", "Eden", "Ford", "Glen", "Hill", "Isle", "Jura"]
APPEAL = "Follow the reporters of the Planet on Twitter @planet."
GRANT = "This work is supported in part by a grant from the River Trust."


def articles(first: str = "", last: str = "", title: str = "Storm in {town}") -> list[Article]:
    """Ten stories of one publisher, with a line before and a line after each."""
    return [
        Article(
            id=town,
            title=title.format(town=town),
            text="\n".join(
                filter(
                    None,
                    [
                        first.format(town=town),
                        f"A storm came to {town} on Monday.",
                        *[f"The mayor of {town} said that {number} roads were closed." for number in range(8)],
                        last.format(town=town),
                    ],
                )
            ),
            publisher="planet.example",
        )
        for town in TOWNS
    ]


MIXED = ["{town} votes", "Rain", "Why cats sleep", "{town} library opens", "Market falls", "Eclipse tonight"]


def unlike(found: list[Article]) -> list[Article]:
    """The same under titles that have nothing in common."""
    return [replace(one, title=f"{MIXED[number % 6].format(town=one.id)}") for number, one in enumerate(found)]


@pytest.mark.parametrize("line", [APPEAL, GRANT, "Planet", "Special to the Planet"])
def test_a_line_under_every_story_is_the_sites(line: str) -> None:
    learnt = repeated_lines(unlike(articles(last=line)))
    assert learnt == {"planet.example": frozenset({line})}


def test_a_hint_counts_wherever_it_stands() -> None:
    found = [replace(one, text=one.text.replace(" 4 roads", f"\n{APPEAL}\n")) for one in articles()]
    assert APPEAL in repeated_lines(unlike(found))["planet.example"]


@pytest.mark.parametrize(
    "line",
    [
        "The old dam broke in 1952 and killed ninety people in the valley.",  # the story's background
        "“Follow the money on Twitter @money,” he said.",
        "Florida",
        "Storm number {town} was the worst of all.",
    ],
)
def test_what_stories_have_in_common_is_theirs(line: str) -> None:
    assert repeated_lines(articles(last=line)) == {"planet.example": frozenset()}


def test_a_line_in_few_articles_is_theirs() -> None:
    few = unlike(articles(last=APPEAL))[:4] + unlike(articles())[4:]
    assert repeated_lines(few) == {"planet.example": frozenset()}


def test_a_story_printed_ten_times_is_one_story() -> None:
    one = articles(last=GRANT)[0]
    copies = [replace(one, id=str(number)) for number in range(10)]
    assert repeated_lines(copies) == {"planet.example": frozenset()}
    long = replace(one, text="\n".join([one.text] * 4 + [GRANT]))
    retitled = [replace(long, id=town, title=f"{town} {number}") for number, town in enumerate(TOWNS)]
    assert repeated_lines(retitled) == {"planet.example": frozenset()}


def test_publishers_are_learnt_apart_and_nobody_from_none() -> None:
    found = unlike(articles(last=APPEAL))
    others = [replace(one, publisher="other") for one in unlike(articles())]
    nobodys = [replace(one, publisher=None) for one in found]
    assert repeated_lines([*found, *others, *nobodys]) == {
        "planet.example": frozenset({APPEAL}),
        "other": frozenset(),
    }


def test_lines_are_taken_out() -> None:
    one = articles(first=APPEAL, last=APPEAL)[0]
    stripped = without_lines(one, frozenset({APPEAL}))
    assert stripped == articles()[0]
    assert without_lines(stripped, frozenset({APPEAL})) is stripped
    assert without_lines(replace(one, text=APPEAL), frozenset({APPEAL})).text == ""
