"""Pictures of the page's main states, light and dark, at a desk and on a phone: `scripts/screenshots [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.page.conftest import SAMPLES, served
from vectorstore.archive import Archive
from vectorstore.files import index_paths
from vectorstore.settings import ArchiveSettings

README = {"answered-desk-light": "page.png", "disputed-phone-dark": "phone.png"}
"""The pictures that the README shows, by the names that they have in docs/."""


def main() -> None:
    """Draw all of them into a folder; those of the README into docs/."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("screens")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "archive"
        with Archive.open(archive, create=ArchiveSettings()) as opened:
            index_paths(opened, [SAMPLES])
        with served(archive) as address, chromium() as browser:
            for colours in ("light", "dark"):
                for name, width, height in (("desk", 1280, 800), ("phone", 390, 844)):
                    _draw(browser, address, folder, f"{name}-{colours}", (width, height))
    for picture, name in README.items():
        (Path("docs") / name).write_bytes((folder / f"{picture}.png").read_bytes())


def _draw(browser: Browser, address: str, folder: Path, kind: str, size: tuple[int, int]) -> None:
    dark = kind.endswith("dark")
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        device_scale_factor=2 if kind.startswith("phone") else 1,
    )
    try:
        for state, reach in STATES.items():
            page = context.new_page()
            page.goto(address)
            page.locator("#chat section").wait_for()
            reach(page)
            page.wait_for_timeout(400)  # for what moves to stand still
            page.screenshot(path=folder / f"{state}-{kind}.png")
            page.close()
    finally:
        context.close()


def _ask(page: Page, question: str) -> None:
    number = page.locator("#chat .turn").count()
    page.fill("#box textarea", question)
    page.press("#box textarea", "Enter")
    page.locator(f"#turn-{number} .done").wait_for()


def _answered(page: Page) -> None:
    _ask(page, "Who was reinstated in 2025?")
    if _is_wide(page):
        _open(page)


def _disputed(page: Page) -> None:
    _ask(page, "Did Rustom Ghazali defect?")
    if _is_wide(page):
        _open(page)


def _followed(page: Page) -> None:
    _ask(page, "When did Nawaf al-Fares defect?")
    _ask(page, "Where was he posted?")


def _opened(page: Page) -> None:
    _ask(page, "How many officers crossed into Turkey?")
    _open(page)


def _open(page: Page) -> None:
    page.locator("#chat .quote").first.click()
    page.locator("#article mark.here").first.wait_for()


def _is_wide(page: Page) -> bool:
    size = page.viewport_size
    return size is not None and size["width"] > 860


def _scoped(page: Page) -> None:
    _ask(page, "Who resigned in July 2012?")
    page.locator("#filters summary").click()
    page.locator("#turn-0 .chip summary").first.click()


def _archive(page: Page) -> None:
    page.get_by_role("tab", name="Archive").click()
    page.locator("#table td button").first.wait_for()
    if _is_wide(page):
        page.locator("#table td button").first.click()
        page.locator("#reader article").wait_for()


STATES: dict[str, Callable[[Page], None]] = {
    "welcome": lambda page: None,
    "answered": _answered,
    "disputed": _disputed,
    "notfound": lambda page: _ask(page, "Who was reinstated in 2012?"),
    "followed": _followed,
    "opened": _opened,
    "scoped": _scoped,
    "archive": _archive,
}


if __name__ == "__main__":
    main()
