"""A value with the other names of its list."""

from __future__ import annotations

import pytest

from qa.listing import whole_list


def listed(sentence: str, value: str) -> str:
    start = sentence.index(value)
    return sentence[slice(*whole_list(sentence, start, start + len(value)))]


@pytest.mark.parametrize(
    ("sentence", "value", "whole"),
    [
        (
            "She went to Niger, Mali and what was then Upper Volta.",
            "Niger",
            "Niger, Mali and what was then Upper Volta",
        ),
        ("She went to Niger, Mali and what was then Upper Volta.", "Mali", "Niger, Mali and what was then Upper Volta"),
        ("Vetoes by Russia and China followed.", "China", "Russia and China"),
        ("It has offices in Oslo, Rome, and the Hague today.", "Rome", "Oslo, Rome, and the Hague"),
        ("He fled to Jordan, and Ben Ray resigned.", "Jordan", "Jordan"),
        ("It was printed in Paris, France.", "Paris", "Paris"),
        ("Oslo and Rome agreed; Bern, Riga and Kyiv did not.", "Riga", "Bern, Riga and Kyiv"),
        ("Oslo and Rome agreed; Bern, Riga and Kyiv did not.", "agreed", "agreed"),
        ("Two officers fled.", "officers", "officers"),
        (
            "the Netherlands, Belgium and Luxembourg agreed",
            "the Netherlands",
            "the Netherlands, Belgium and Luxembourg",
        ),
        ("Russia and China vetoed it.", "Russia", "Russia and China"),
        ("In Paris, Ann Lee and Ben Ray resigned.", "Ann Lee", "Ann Lee and Ben Ray"),
        ("Nawaf Fares fled to Jordan and Manaf Tlass fled to France.", "Jordan", "Jordan"),
        ("According to Reuters, Syria and Iran signed.", "Iran", "Syria and Iran"),
        ("It flies from Paris, France and Berlin, Germany.", "Paris", "Paris"),
        ("Ann Lee, Mayor of Oslo, and Ben Ray, a pilot, met.", "Ann Lee", "Ann Lee"),
    ],
)
def test_a_value_comes_with_its_list(sentence: str, value: str, whole: str) -> None:
    assert listed(sentence, value) == whole
