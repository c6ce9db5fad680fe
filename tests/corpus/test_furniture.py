from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.furniture import clean_text
from tests.corpus.shared import ARTICLES, needs_articles

STORY = (
    "The river rose by three metres on Tuesday and flooded the old town, the mayor said.\n"
    "About 400 people had to leave their homes, and a school gave shelter to half of them.\n"
    '"We have not seen such water since 1952," she said.'
)

FURNITURE = [
    "Skip to main content",
    "Jump to navigation",
    "Select Page",
    "Toggle navigation",
    "Advertisement",
    "Story continues below advertisement",
    "Article continues after this ad",
    "Report an error",
    "Sign in / Register",
    "Subscribe now",
    "No comments:",
    "Write comments",
    "12 comments",
    "Comments are closed.",
    "As of May 2, 2018, we have removed commenting from our articles. Thank you for your patience.",
    "Comments on this article are closed.",
    "Share",
    "Share on Facebook",
    "Share this article",
    "Facebook Twitter Email Print",
    "Tweet | Pin it | WhatsApp",
    "Read more",
    "Read More:",
    "Read more: Bridge closed after storm",
    "RELATED: Five floods of old",
    "You may also like",
    "Most read stories",
    "5 min read",
    "Listen to this article (4 mins)",
    "Sign up for our daily newsletter.",
    "Get the news delivered to your inbox every morning.",
    "Want more? Subscribe to the Flood Letter, a free newsletter.",
    "We use cookies to make this site better.",
    "By clicking Accept, you agree to our use of cookies.",
    "Privacy policy",
    "© 2021 The Planet. All rights reserved.",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "JUST WATCHED A flood Replay More Videos ... MUST WATCH A flood 02:11",
    "Photo by Jane Day",
    "Jane Day/AFP/Getty Images",
    "The mayor is seen here, in this file picture taken May 1, 2006.",
    "***",
    "__________",
]


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_furniture_goes_wherever_it_stands(line: str, place: int) -> None:
    lines = STORY.split("\n")
    assert clean_text("\n\n".join([*lines[:place], line, *lines[place:]]), "Flood") == STORY


KEPT = [
    "He told readers to sign up for alerts from the county before the storm.",
    "The newspaper said it had closed comments on the mayor's page.",
    "Facebook and Twitter removed the video within an hour.",
    "Share prices fell by 5 percent.",
    "She asked them to accept cookies baked by the children.",
    "The picture shows the bridge in 1952.",
    "The company asked customers to agree to new terms by May.",
    "Report: an error in the dam's design led to the flood.",
    "Most read the letter and left.",
    "More than 40 roads were closed.",
    "Related charges were dropped in June.",
    "Search teams went home at 5 p.m.",
    "The law may not be published before June, the court said.",
    "Home 3, Away 2",
    "1. Aln 4 2 1 13",
    "• Median income: $40,100",
    "Florida",
    "Why the dam broke",
    "Read by the mayor on Monday, the letter asked for help.",
    "“No comment,” he said.",
]


@pytest.mark.parametrize("line", KEPT)
def test_what_the_story_says_stays(line: str) -> None:
    lines = STORY.split("\n")
    assert clean_text("\n".join([lines[0], line, *lines[1:]]), "Flood") == "\n".join([lines[0], line, *lines[1:]])


def test_the_head_of_a_page_goes() -> None:
    head = "Planet News | The Planet\nThe Planet\nFlood in the old town | THE PLANET Archive 2005 -2017\n"
    assert clean_text(head + STORY, "Flood in the old town") == STORY


def test_a_long_title_has_a_head_too() -> None:
    title = "Flood in the old town drives four hundred people out of their homes at night"
    assert clean_text(f"The Planet\n{title}\n{STORY}", title) == STORY


def test_menus_at_the_edges_go_and_lists_stay() -> None:
    menu = "Home\nWorld\nSports & Culture\nContact us\n"
    teams = "\nAln\nBorder Town\nCastle Hill"
    assert clean_text(menu + STORY + teams, "Flood") == STORY + teams


def test_breadcrumbs_and_publisher_go_from_the_edges_only() -> None:
    middle = STORY.replace("\n", "\nThe Planet\n", 1)
    page = f"Home > News > Floods\nThe Planet\n{middle}\nThe Planet"
    assert clean_text(page, "Flood", "The Planet") == middle


def test_the_title_goes() -> None:
    assert clean_text(f"Flood in the old town\n{STORY}", "Flood in the old town - The Planet") == STORY


def test_a_caption_that_the_story_repeats_goes() -> None:
    caption = "The old river rose by three metres on Tuesday and flooded the old town"
    assert clean_text(f"{STORY}\n{caption}", "Flood") == STORY


def test_a_caption_with_a_number_of_its_own_stays() -> None:
    caption = "The river rose by three metres on Tuesday and flooded 17 shops in the old town"
    assert clean_text(f"{STORY}\n{caption}", "Flood") == f"{STORY}\n{caption}"


def test_a_paragraph_printed_twice_is_kept_once() -> None:
    assert clean_text(f"{STORY}\n{STORY}", "Flood").count("The river rose") == 1


def test_questions_and_short_lines_repeat_honestly() -> None:
    answers = "\n".join(
        f"What do you think of the plan that the mayor showed the council on Monday?\nAnswer {number}: no."
        for number in range(4)
    )
    squads = "\n".join(f"Team {number}\nThe final squad has not been announced yet." for number in range(4))
    assert clean_text(f"{answers}\n{squads}", "Flood") == f"{answers}\n{squads}"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("It was a car. Read more.", "It was a car."),
        ("The dam at night. (Photo by Jane Day/Getty Images)", "The dam at night."),
        ("(CNN) The dam broke.", "The dam broke."),
        ("London CNN —\nThe dam broke on Monday.", "London CNN — The dam broke on Monday."),
        ("CNN —\nThe dam broke on Monday.", "The dam broke on Monday."),
        ("A dam. Hide Caption 1 of 2 A road. Hide Caption 2 of 2", "A dam.\nA road."),
        ("ALN (AP) — The dam broke.", "ALN (AP) — The dam broke."),
    ],
)
def test_furniture_within_a_line_goes(raw: str, clean: str) -> None:
    assert clean_text(raw, "") == clean


def test_characters_become_canonical() -> None:
    raw = "\ufeffCafe\u0301\u200b is\u00a0 open,\tthe\u00ad owner\x07 said\u202f.\r\n\r\n \u2028It  is.\ud800\n"
    assert clean_text(raw, "") == "Café is open, the owner said .\nIt is."


def test_joiners_stay_where_they_mean_something() -> None:
    assert clean_text("می\u200cخواهم 👩\u200d🚀 a\u200db", "") == "می\u200cخواهم 👩\u200d🚀 ab"


def test_nothing_but_furniture_leaves_nothing() -> None:
    assert clean_text("Skip to main content\n\nShare\nNo comments:", "") == ""


LINES = st.lists(
    st.one_of(
        st.sampled_from([*FURNITURE, *KEPT, *STORY.split("\n"), "Home", "World", "London CNN —", "(CNN) x"]),
        st.text(max_size=40),
    ),
    max_size=12,
)


@given(LINES, st.sampled_from(["", "Flood", "Why the dam broke", "Skip to main content"]))
@example(["(CNN) (CNN) The dam broke."], "")
@example(["A dam. Read more. Read more"], "")
@example(["A —", "B —", "C —", "D"], "")
def test_cleaning_twice_changes_nothing(lines: list[str], title: str) -> None:
    once = clean_text("\n".join(lines), title)
    assert clean_text(once, title) == once


@given(st.text())
def test_any_text_can_be_cleaned(text: str) -> None:
    once = clean_text(text, "A title")
    assert clean_text(once, "A title") == once
    assert "\n\n" not in once
    once.encode()


# In each real page, the words by which one knows the lines that are furniture; all others are the story's.
PROBES = {
    "000_d4834406759e5641.txt": (),
    "001_9978a0f46ec464d0.txt": (
        "Skip to main content",
        "The Globe and Mail",
        "Senior Syrian diplomat defects from",
        "is seen here, in this file",
        "Story continues below advertisement",
        "Report an error",
        "temporarily removed commenting",
    ),
    "002_2b20a5a588fdd823.txt": ("Bashar al-Assad Assad withdrew", "No comments:", "Write comments"),
    "003_941982f85c29ef29.txt": ("Arab News Opinion |", "English Archive 2005 -2017", "Select Page"),
}


@needs_articles
@pytest.mark.parametrize("name", PROBES)
def test_real_pages_keep_their_story_and_lose_their_furniture(name: str) -> None:
    stated = [json.loads(line) for line in (ARTICLES / "metadata.jsonl").read_text().splitlines()]
    facts = next(facts for facts in stated if facts["file"] == name)
    raw = (ARTICLES / name).read_text()
    lines = [" ".join(line.split()) for line in raw.splitlines() if line.strip()]
    for probe in PROBES[name]:
        assert any(probe in line for line in lines)
    story = [line for line in lines if not any(probe in line for probe in PROBES[name])]
    assert clean_text(raw, facts["title"], facts["publisher"]).split("\n") == story
    assert clean_text(raw, facts["title"]).split("\n") == story
