"""Where an answer was searched, changed by hand before asking and after; what to try where nothing was found."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from page.chips import Bounds
from qa.assistant import Assistant
from qa.opening import open_reader
from qa.spoken import spoken_within
from tests.browser import CHROMIUM, Visit, visit
from tests.page.conftest import HOSTILE
from vectorstore.archive import Archive

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")

IN_2012 = "Who was reinstated in 2012?"
KEY_WORDS = "Syria embassy ambassador"
NOTHING = "The articles do not say."


def _chips(seen: Visit, turn: int = 0) -> list[str]:
    """What a turn says it searched, without the buttons that change it."""
    chips = seen.page.locator(f"#turn-{turn} .chip")
    words = (" ".join(chip.inner_text().replace("×", "").split()) for chip in chips.all())
    return [one for one in words if one != "+ publisher"]


def _answered(seen: Visit, words: str, turn: int = 0) -> Locator:
    """Wait until a turn's short answer begins with the words; the turn."""
    seen.page.locator(f"#turn-{turn} .short").filter(has_text=words).wait_for()
    return seen.page.locator(f"#turn-{turn}")


def _chips_become(seen: Visit, words: str, turn: int = 0) -> None:
    seen.page.locator(f"#turn-{turn} .chip").filter(has_text=words).wait_for()


def _refused(seen: Visit, words: str) -> None:
    """What was asked for is refused in the one line."""
    line = seen.page.locator("#turn-0 form.chips [role=alert]")
    line.wait_for()
    assert line.inner_text() == words


def _printed(seen: Visit, turn: int = 0) -> set[str]:
    """The years in which a turn's quotes were printed."""
    sources = seen.page.locator(f"#turn-{turn} .source").all_inner_texts()
    return {source.split(" · ")[2][-4:] for source in sources}


def test_taking_off_the_dates_asks_again_in_place_without_them(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask(IN_2012)
        assert _chips(seen) == ["told of or printed 2012"]
        turn = _answered(seen, NOTHING)
        turn.get_by_role("button", name="Search all dates", exact=True).click()
        _answered(seen, "25 diplomats")
        assert _chips(seen) == ["all dates"]
        assert seen.page.locator("#chat .turn").count() == 1
        assert turn.locator(".question").inner_text() == IN_2012
        assert turn.get_by_role("button", name="Search all dates", exact=True).count() == 0


def test_the_dates_and_what_they_mean_are_changed_in_their_chip(
    address: str, browser: Browser, page_archive: Path
) -> None:
    with Archive.open(page_archive) as archive:
        bounds = Bounds.of([month for month, _ in archive.months() if month])
    with visit(browser, address) as seen:
        seen.ask(KEY_WORDS)
        assert _printed(seen) == {"2012", "2025"}
        dates = seen.page.locator("#turn-0 .chip").first
        dates.get_by_text("all dates").click()
        first = dates.get_by_label("From", exact=True)
        assert first.get_attribute("min") == str(bounds.first) == "2012-01-01"
        assert first.get_attribute("max") == str(bounds.last) == "2025-12-31"
        dates.get_by_label("Which date").select_option("printed")
        first.fill("2025-01-01")
        dates.get_by_role("button", name="Ask again").click()
        _chips_become(seen, "printed from 1 January 2025 on")
        assert _printed(seen) == {"2025"}

        dates.get_by_text("printed from").click()
        dates.get_by_label("To", exact=True).fill("2024-12-31")
        dates.get_by_role("button", name="Ask again").click()
        _refused(seen, "1 January 2025 is later than 31 December 2024: change one of the two days")
        assert _printed(seen) == {"2025"}, "the answer stays"
        assert dates.get_by_label("To", exact=True).input_value() == "2024-12-31", "what was filled in can be mended"
        dates.get_by_label("From", exact=True).fill("2012-07-01")
        dates.get_by_label("From", exact=True).press("Enter")
        _chips_become(seen, "printed 1 July 2012 to 31 December 2024")
        assert _printed(seen) == {"2012"}
        assert seen.page.locator("#turn-0 [role=alert]").count() == 0


def test_a_publisher_is_added_from_the_list_and_taken_off(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask("Who painted the Harbour Bridge in 2011?")
        turn = _answered(seen, NOTHING)
        listed = seen.page.locator("#publishers option").evaluate_all("all => all.map(one => one.value)")
        assert set(listed) == {HOSTILE.publisher, "Dateline samples"}

        def keep_to(publisher: str) -> None:
            turn.get_by_text("+ publisher").click()
            turn.get_by_label("Publisher", exact=True).fill(publisher)
            turn.get_by_label("Publisher", exact=True).press("Enter")

        keep_to("dateline samples")
        _chips_become(seen, "published by Dateline samples")
        assert _chips(seen)[0] == "told of or printed 2011", "days outside the archive's keep no form from being sent"
        turn.get_by_role("button", name="Search all dates", exact=True).click()
        _chips_become(seen, "all dates")
        _answered(seen, NOTHING)
        assert "published by Dateline samples" in _chips(seen)
        turn.get_by_role("button", name="Do not keep to Dateline samples").click()
        _answered(seen, "Marta Lindqvist")
        keep_to(str(HOSTILE.publisher))
        _chips_become(seen, f"published by {HOSTILE.publisher}")
        _answered(seen, "Marta Lindqvist")
        assert seen.page.evaluate("window.pwned") is None
        keep_to("The Gazette")
        _refused(seen, "No publisher 'The Gazette' in this archive: choose one from the list")
        assert not seen.errors


def test_a_name_tells_what_it_was_matched_with_and_can_be_kept_to_its_spelling(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask("At which embassy did Ayham al-Ghazi work?")
        turn = _answered(seen, "Buenos Aires")
        assert _chips(seen) == ["all dates", "Ayham al-Ghazi, also Ghazzy"]
        turn.get_by_role("button", name="Only the spelling Ayham al-Ghazi").click()
        _chips_become(seen, "as spelled")
        assert _chips(seen) == ["all dates", "Ayham al-Ghazi searched as spelled match other spellings"]
        turn.get_by_role("button", name="match other spellings").click()
        _chips_become(seen, "also Ghazzy")
        assert _chips(seen) == ["all dates", "Ayham al-Ghazi, also Ghazzy"]


def test_where_to_search_is_set_before_asking_and_let_go(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        picked = seen.page.locator("#picked")
        seen.page.get_by_text("Where to search").click()
        first, last = seen.page.get_by_label("Printed from"), seen.page.get_by_label("to", exact=True)
        assert [first.get_attribute(end) for end in ("min", "max")] == ["2012-01-01", "2025-12-31"]
        first.fill("2012-07-13")
        picked.filter(has_text="Searching only what was printed from 13 July 2012 on").wait_for()
        last.fill("2012-07-01")
        picked.filter(has_text="13 July 2012 is later than 1 July 2012: change one of the two days").wait_for()
        last.fill("2012-12-31")
        seen.page.get_by_role("checkbox", name="Dateline samples").check()
        words = "Searching only what was printed 13 July 2012 to 31 December 2012 and published by Dateline samples"
        picked.filter(has_text=words).wait_for()
        seen.ask(KEY_WORDS)
        assert _chips(seen) == ["printed 13 July 2012 to 31 December 2012", "published by Dateline samples", "Syria"]
        assert "25 diplomats" not in seen.page.locator("#turn-0").inner_text()
        seen.ask("Who was reinstated in 2025?")
        assert "printed 13 July 2012 to 31 December 2012" in _chips(seen, 1), (
            "a day set by hand counts before the words"
        )
        assert seen.page.locator("#turn-1 .short").inner_text() == NOTHING

        seen.page.get_by_role("button", name="Search everything").click()
        seen.page.locator("#picked .picked").wait_for(state="detached")
        assert first.input_value() == last.input_value() == ""
        assert not first.is_visible(), "the form gives its room to the answer when a question is asked"
        seen.page.get_by_text("Where to search").click()
        assert not seen.page.get_by_role("checkbox", name="Dateline samples").is_checked()
        seen.ask("Who was reinstated?")
        assert _chips(seen, 2) == ["all dates"]
        assert not seen.errors


def test_days_are_brushed_over_the_histogram_whose_bars_count_the_archives_articles(
    address: str, browser: Browser, page_archive: Path
) -> None:
    with visit(browser, address) as seen:
        seen.page.get_by_text("Where to search").click()
        bars = seen.page.locator("#picker .bars i")
        titles = bars.evaluate_all("all => all.map(one => one.title).filter(title => !title.endsWith(': 0 articles'))")
        assert titles == ["July 2012: 2 articles", "May 2019: 1 article", "December 2025: 1 article"]
        assert seen.page.get_by_text("Not among the bars: 1 article whose month is not known").is_visible()
        with Archive.open(page_archive) as archive:
            assert dict(archive.months()) == {"2012": 1, "2012-07": 2, "2019-05": 1, "2025-12": 1}

        begin, end = (
            seen.page.locator(f"#picker .bars i[data-from='{month}']").bounding_box()
            for month in ("2012-08", "2012-03")
        )
        assert begin is not None
        assert end is not None
        seen.page.mouse.move(begin["x"] + begin["width"] / 2, begin["y"] + 20)
        seen.page.mouse.down()
        seen.page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 30, steps=4)  # from right to left
        seen.page.mouse.up()
        seen.page.locator("#picked").filter(has_text="printed 1 March 2012 to 31 August 2012").wait_for()
        assert seen.page.get_by_label("Printed from").input_value() == "2012-03-01"
        assert seen.page.get_by_label("to", exact=True).input_value() == "2012-08-31"
        shaded = bars.evaluate_all("all => all.filter(one => !('out' in one.dataset)).map(one => one.dataset.from)")
        assert shaded == [f"2012-{month:02d}" for month in range(3, 9)]
        seen.ask(KEY_WORDS)
        assert _chips(seen) == ["printed 1 March 2012 to 31 August 2012", "Syria"]
        assert _printed(seen) == {"2012"}


def test_what_is_not_found_comes_with_what_was_read_what_was_nearest_and_what_to_try(
    address: str, browser: Browser, page_archive: Path
) -> None:
    with visit(browser, address) as seen:
        seen.ask(IN_2012)
        turn = _answered(seen, NOTHING)
        receipt = turn.locator(".receipt").inner_text().split("\n")
        assert "reinstated" in receipt[receipt.index("Looked for") + 1]
        assert "5 articles in the archive, 4 in scope" in receipt
        with Archive.open(page_archive) as archive:
            nearest = Assistant(archive, open_reader(archive)).ask(IN_2012).receipt.nearest_miss
        assert nearest is not None
        assert turn.locator(".miss .words").inner_text() == " ".join(nearest.text.split())
        why = spoken_within(nearest.why)
        assert turn.locator(".said").inner_text() == f"{why[0].upper()}{why[1:]}."
        turn.locator(".advice button").filter(has_text="Search all dates, not only 2012").click()
        _answered(seen, "25 diplomats")
        assert turn.locator(".miss, .receipt, .advice").count() == 0
        assert _chips(seen) == ["all dates"]

        seen.ask("By whom was Ghazali condemed?")
        turn = _answered(seen, NOTHING, 1)
        assert "No article says 'condemed'; some say 'condemned'" in turn.locator(".advice").inner_text()
        turn.locator(".advice").get_by_role("button", name="By whom was Ghazali condemned?").click()
        turn.get_by_label("Asked as").wait_for()
        seen.page.locator("#turn-1 .answered").wait_for()
        assert turn.get_by_label("Asked as").input_value() == "By whom was Ghazali condemned?"
        assert "condemned to death" in turn.locator(".words").first.inner_text()
        assert seen.page.locator("#chat .turn").count() == 2
