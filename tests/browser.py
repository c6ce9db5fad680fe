"""The page in a real browser: Debian's Chromium, driven by Playwright, on a server of this process."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Request, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
_SWITCHES = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def free_port() -> int:
    """A port that nothing listens on (Gradio takes no 0)."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_SWITCHES))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """One window at the page, with what it asked of the network and what went wrong in it."""

    page: Page
    asked_for: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Type a question, and wait until it is answered or refused."""
        number = self.page.locator("#chat .turn").count()
        self.page.fill("#box textarea", question)
        self.page.click("#box .submit-button")
        self.wait_for_answer(number)

    def wait_for_answer(self, number: int) -> Locator:
        """Wait until a turn (from 0) is answered or refused, and give its place in the page."""
        turn = self.page.locator(f"#turn-{number}")
        turn.locator(".done, .problem").first.wait_for()
        return turn

    def open_quote(self, which: int = 0) -> str:
        """Click a quote of the newest answer, and give the text that is marked in the article."""
        self.page.locator("#chat .turn").last.locator(".quote").nth(which).click()
        self.page.locator("#article mark.here").first.wait_for()
        return self.marked()

    def marked(self) -> str:
        """The text that is marked in the open article."""
        return "".join(self.page.locator("#article mark.here").all_text_contents())


@contextmanager
def visit(browser: Browser, address: str, width: int = 1280, query: str = "") -> Iterator[Visit]:
    """A fresh window of a given width, open at the page, ready to ask."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.set_default_timeout(20_000)
    seen = Visit(page)

    def note(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            seen.asked_for.append(request.url)

    context.on("request", note)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    try:
        page.goto(address + query)
        page.wait_for_selector("#chat section")
        yield seen
    finally:
        context.close()
