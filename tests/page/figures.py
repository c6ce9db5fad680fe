"""How fast the page is: `python -m tests.page.figures ARCHIVE CASES [QUESTIONS]`.

In headless Chromium on this machine: from Enter to the first step shown and to the answer, one question after another;
what the page weighs and when a reader can type; then twenty readers who ask ten questions each over HTTP, and the
server's memory after it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from urllib.request import urlopen

from playwright.sync_api import Browser

from evals.cases import load_cases
from tests.browser import chromium, free_port
from tests.page.conftest import ask_api

READERS, EACH = 20, 10


def main() -> None:
    """Measure, and print a table in Markdown."""
    archive, cases = Path(sys.argv[1]), load_cases(Path(sys.argv[2]))
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    questions = [case.question for case in cases[:most]]
    rows: list[tuple[str, str]] = []
    with _server(archive) as (address, pid), chromium() as browser:
        rows += _opening(browser, address)
        rows += _asking(browser, address, questions)
        rows.append(("memory before the readers", f"{_resident(pid):,} MB"))
        rows += _crowd(address, [case.question for case in cases[: READERS * EACH]])
        rows.append(("memory after them", f"{_resident(pid):,} MB"))
    for name, value in rows:
        print(f"| {name} | {value} |")


@contextmanager
def _server(archive: Path) -> Iterator[tuple[str, int]]:
    """The page in a process of its own, as `dateline app` serves it."""
    port = free_port()
    command = [sys.executable, "-m", "dateline", "app", "--archive", str(archive), "--port", str(port), "--read-only"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_for(address)
            yield address, process.pid
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _ in range(120):
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(f"no page at {address} after a minute")


def _opening(browser: Browser, address: str) -> list[tuple[str, str]]:
    """Bytes as sent, requests, and seconds until the box takes a question, five times with an empty cache."""
    times, weights, counts = [], [], []
    for _ in range(5):
        context = browser.new_context()
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sent: list[int] = []
        session.on("Network.loadingFinished", lambda told, sent=sent: sent.append(int(told["encodedDataLength"])))
        began = time.perf_counter()
        page.goto(address)
        page.locator("#chat section").wait_for()
        page.fill("#box textarea", "Who")
        times.append(time.perf_counter() - began)
        weights.append(sum(sent))
        counts.append(len(sent))
        context.close()
    return [
        ("page weight, first visit", f"{sorted(weights)[2] / 1e6:.2f} MB in {sorted(counts)[2]} requests"),
        ("until a question can be typed (median of 5)", f"{sorted(times)[2]:.2f} s"),
    ]


_ASK = """async ([number, question]) => {
    const box = document.querySelector("#box textarea");
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const began = performance.now();
    const seen = (what) => new Promise((resolve) => {
        const look = () => document.querySelector(`#turn-${number} ${what}`) ? resolve(performance.now() - began)
            : setTimeout(look, 4);
        look();
    });
    const steps = seen(":is(.stages, .done)"), answer = seen(":is(.done, .problem)");
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true }));
    return [await steps, await answer];
}"""


def _asking(browser: Browser, address: str, questions: Sequence[str]) -> list[tuple[str, str]]:
    page = browser.new_page()
    page.goto(address)
    page.locator("#chat section").wait_for()
    page.evaluate(_ASK, [0, questions[0]])  # the first opens the archive
    times = [page.evaluate(_ASK, [number, question]) for number, question in enumerate(questions, start=1)]
    page.close()
    first, whole = zip(*times, strict=True)
    return [
        (f"Enter to the first step, {len(questions)} questions", _spread(first)),
        (f"Enter to the answer, {len(questions)} questions", _spread(whole)),
    ]


def _crowd(address: str, questions: Sequence[str]) -> list[tuple[str, str]]:
    """Every reader asks his ten, one after another, all readers at once."""

    def read(number: int) -> list[tuple[float, bool]]:
        mine = [questions[(number * EACH + place) % len(questions)] for place in range(EACH)]
        return [_timed(address, question) for question in mine]

    began = time.perf_counter()
    with ThreadPoolExecutor(READERS) as readers:
        asked = [one for some in readers.map(read, range(READERS)) for one in some]
    took = time.perf_counter() - began
    failed = sum(not right for _, right in asked)
    return [
        (f"{READERS} readers, {EACH} questions each: errors", f"{failed} of {len(asked)}"),
        ("their wait", _spread([1000 * seconds for seconds, _ in asked])),
        ("all of it", f"{took:.1f} s"),
    ]


def _timed(address: str, question: str) -> tuple[float, bool]:
    """Seconds for one question, and whether its own answer came back."""
    began = time.perf_counter()
    try:
        line = next(line for line in ask_api(address, question).splitlines() if line.startswith("data: ["))
        right = json.loads(line.removeprefix("data: "))[0]["question"] == " ".join(question.split())
    except (OSError, StopIteration, ValueError, KeyError):
        right = False
    return time.perf_counter() - began, right


def _spread(milliseconds: Sequence[float]) -> str:
    cuts = quantiles(milliseconds, n=20, method="inclusive")
    return f"p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms"


def _resident(pid: int) -> int:
    """Megabytes of a process in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1000


if __name__ == "__main__":
    main()
