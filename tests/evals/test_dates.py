import pytest

from evals.dates import tells_date


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("November 4, 2025", "November 4"),
        ("November 4, 2025", "2025-11-04"),
        ("2025-11-04", "November 4"),
        ("He was received on 4 November 2025, in Damascus", "Nov. 4, 2025"),
        ("the 4th of November, 2025", "November 4"),
        ("Wednesday, 11 July 2012", "2012-07-11"),
        ("2012-07-11", "Wednesday, July 11, 2012"),
        ("July 30, 2012", "July 2012"),
        ("Sept 3 2020", "September 3, 2020"),
        ("between May 1 and May 3", "3 May"),
    ],
)
def test_the_same_day_in_another_form(given: str, wanted: str) -> None:
    assert tells_date(given, wanted)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("November 4", "November 4, 2025"),
        ("November 14, 2025", "November 4"),
        ("November 2025", "November 4"),
        ("2025-11-04", "December 4"),
        ("4 November 2024", "November 4, 2025"),
        ("November 4, 2025", "4"),
        ("November 4, 2025", "2025"),
        ("November 4, 2025", "the November 4 reception"),
        ("Wednesday", "Wednesday"),
        ("", "November 4"),
    ],
)
def test_not_the_same_day_or_no_date(given: str, wanted: str) -> None:
    assert not tells_date(given, wanted)
