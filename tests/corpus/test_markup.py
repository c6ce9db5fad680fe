from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.markup import plain_markdown, unwrapped


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("It was *very* **cold** and ***wet***.", "It was very cold and wet."),
        ("It was _very_ __cold__; snake_case_name stays, 3 * 4 * 5 too.", None),
        ("See [the dam](https://a.example/b_(c)) and [it][1].", "See the dam and it."),
        ("The [FSA] and the man [in May] left.", "The [FSA] and the man [in May] left."),
        ("![A dam](dam.png) The dam.", " The dam."),
        ("Write to <mailto:a@b.example>.", "Write to mailto:a@b.example."),
        ("It broke.[^1]\n\n[1]: https://a.example", "It broke."),
        ("A <b>dam</b> &amp; a road, 3 < 4 > 2.", "A dam & a road, 3 < 4 > 2."),
        ("A line\nthat goes on\n\nAnother.", "A line that goes on\n\nAnother."),
        ("A verse  \nand its next", "A verse\nand its next"),
        ("- One\n- Two\n  of them\n1. Three", "One\n\nTwo of them\n\n1. Three"),
        ("> He said\n> so.", "He said so."),
        ("One.\n\n***\n\nTwo.", "One.\n\nTwo."),
        ("```\ncode *here*\n```", "code here"),
        (r"2 \* 3 is \[6\].", "2 * 3 is [6]."),
    ],
)
def test_markup_goes_and_words_stay(marked: str, plain: str | None) -> None:
    if plain is None:
        plain = "It was very cold; snake_case_name stays, 3 * 4 * 5 too."
    assert [line.rstrip() for line in plain_markdown(marked)[1].split("\n")] == plain.split("\n")


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        ("# The *dam* broke\n\nIt did.", "The dam broke"),
        ("The dam broke\n=============\n\nIt did.", "The dam broke"),
        ("## Not first rank\n\nIt did.", None),
        ("It did.\n\n# Too late", None),
        ("#Not a heading\n", None),
    ],
)
def test_the_top_heading_is_the_title(marked: str, title: str | None) -> None:
    assert plain_markdown(marked)[0] == title


WRAPPED = """The river rose by three metres on Tuesday and flooded
the old town, the mayor said. About 400 people had to
leave their homes, and a school gave shelter to half
of them during the night.

"We have not seen such water since 1952," she said to
the council, which met in the castle on the hill and
did not leave before the morning came."""


def test_wrapped_lines_become_paragraphs() -> None:
    found = unwrapped(WRAPPED).split("\n\n")
    assert len(found) == 2
    assert found[0].endswith("shelter to half of them during the night.")
    assert not any("\n" in paragraph for paragraph in found)


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph that ends.\nAnother paragraph that ends.\n" * 5,
        "Home\nWorld\nSports\nCulture\nTravel\nFood\nTech",
        WRAPPED.split("\n\n")[0],
        "",
    ],
)
def test_other_lines_stay(text: str) -> None:
    assert unwrapped(text) == text


@given(st.text())
def test_any_text_passes_through(text: str) -> None:
    plain_markdown(text)
    assert unwrapped(text).split() == text.split()
