"""The commands, their reports and their exit codes, on real archives of the sample articles."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import commands.users
from commands.terminal import printable
from dateline import main
from page.settings import PageSettings, Users
from vectorstore.lock import writing_alone

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "articles"
QUESTION = "Who was reinstated in 2025?"
HEAVY = {
    "chromadb",
    "gradio",
    "llama_index",
    "page",
    "pandas",
    "scipy",
    "sentence_transformers",
    "sklearn",
    "torch",
    "trafilatura",
    "transformers",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample articles, which no test writes to."""
    folder = tmp_path_factory.mktemp("command_line") / "archive"
    assert main(["index", str(SAMPLES), "--archive", str(folder)]) == 0
    return folder


@pytest.fixture
def archive(indexed: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(indexed, tmp_path / "archive"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command here: its exit code, stdout and stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as exc:
            code = int(exc.code or 0)
        return code, *capsys.readouterr()

    return run


def explained(result: tuple[int, str, str]) -> str:
    """The one line that explains a failure."""
    code, _, err = result
    assert code == 1
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    return err


def dateline(*arguments: object, **kwargs: object) -> subprocess.Popen[str]:
    """Start a command as a user would at a terminal, in a process of its own, which Ctrl-C stops.

    A shell's background job ignores SIGINT, and so would the command if the suite runs as one.
    """
    command = [sys.executable, "-m", "dateline", *map(str, arguments)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, **{**streams, **kwargs})  # type: ignore[call-overload,no-any-return]
    finally:
        signal.signal(signal.SIGINT, before)


# index


def test_indexing_again_changes_nothing(run: Run, indexed: Path) -> None:
    before = run("info", "--archive", indexed)[1]
    code, out, err = run("index", SAMPLES, "--archive", indexed)
    assert (code, err) == (0, "")
    assert out.startswith("0 added, 0 changed, 4 unchanged, 0 rejected; 0 new passages in ")
    generation = next(line for line in before.splitlines() if line.startswith("generation"))
    assert generation in run("info", "--archive", indexed)[1]


def test_a_changed_article_is_told_apart(run: Run, archive: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLES, tmp_path / "articles"))
    file = folder / "london-envoy-resigns.md"
    file.write_text(file.read_text() + "\nThe embassy's cat, Tibbles, stayed behind.\n")
    code, out, _ = run("index", folder, "--archive", archive)
    assert code == 0
    assert out.startswith("0 added, 1 changed, 3 unchanged, 0 rejected; ")


def test_what_is_rejected_is_named_and_the_rest_goes_in(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "gone.md").symlink_to(tmp_path / "nowhere")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    good = json.dumps({"url": "http://a.example/1", "title": "A boat", "text": "A boat came to Lindau."})
    (folder / "lines.jsonl").write_text(good + "\n{broken\n")
    code, out, err = run("index", folder, tmp_path / "missing", "--archive", tmp_path / "archive")
    assert (code, err) == (0, "")
    first, *rejected = out.splitlines()
    assert first.startswith("1 added, 0 changed, 0 unchanged, 4 rejected; 1 new passage in ")
    assert [line.split(": ")[0] for line in rejected] == [
        str(folder / "gone.md"),
        f"{folder / 'lines.jsonl'}:2",
        str(folder / "picture.png"),
        str(tmp_path / "missing"),
    ]
    assert all(len(line.split(": ", 1)[1]) > 10 for line in rejected)


def test_nothing_to_index_is_a_failure_that_leaves_no_archive(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    archive = tmp_path / "archive"
    assert "no such file" in explained(run("index", tmp_path / "missing", "--archive", archive))
    assert "no article in" in explained(run("index", tmp_path / "empty", "--archive", archive))
    (tmp_path / "one.png").touch()
    (tmp_path / "two.png").touch()
    failed = run("index", tmp_path / "one.png", tmp_path / "two.png", "--archive", archive)
    assert "no article in" in explained(failed)
    assert len(failed[1].splitlines()) == 2
    assert not archive.exists()


def test_progress_is_drawn_on_a_terminal_alone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    file = tmp_path / "boat.md"
    file.write_text("# A boat\n\nA boat came to Lindau on Monday.\n")
    assert run("index", file, "--archive", tmp_path / "quiet")[2] == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["index", str(file), "--archive", str(tmp_path / "drawn")]) == 0
    assert re.search(r"1 of 1 articles, \d+ passages/s", terminal.getvalue())


# ask


def test_json_has_the_fields_of_the_contract(run: Run, indexed: Path) -> None:
    code, out, err = run("ask", QUESTION, "--json", "--asked-on", "2025-12-20", "--archive", indexed)
    assert (code, err, out.count("\n")) == (0, "", 1)
    answer = json.loads(out)
    fields = "question, asked_on, outcome, answer, findings, quotes, scope, receipt, confidence, seconds"
    assert ", ".join(answer) == fields
    assert (answer["question"], answer["asked_on"]) == (QUESTION, "2025-12-20")
    assert answer["outcome"] == "answered"
    assert list(answer["findings"][0]) == ["value", "stance", "speaker", "event_date", "score", "quotes"]
    parts = ["text", "article", "sha256", "start", "end", "title", "publisher", "published", "url"]
    assert [name for name in answer["quotes"][0] if name in parts] == parts
    assert answer["quotes"][0]["article"] == "diplomats-reinstated"


def test_an_answer_for_a_reader(run: Run, indexed: Path) -> None:
    code, out, err = run("ask", QUESTION, "--asked-on", "2025-12-20", "--archive", indexed)
    assert (code, err) == (0, "")
    assert "25" in out.splitlines()[0]
    assert "\n1. “" in out
    assert "Dateline samples, December 2025, diplomats-reinstated" in " ".join(out.split())
    assert "\nScope: " in out
    assert max(map(len, out.splitlines())) <= 100


def test_what_is_not_found_is_done_and_shows_the_nearest_miss(run: Run, indexed: Path) -> None:
    code, out, err = run("ask", "Who won the chess championship in Oslo?", "--archive", indexed)
    assert (code, err) == (0, "")
    assert "\nNearest, but no answer: " in out
    assert "\nSearched for: " in out


def test_what_was_weighed_is_explained(run: Run, indexed: Path) -> None:
    asked = ("ask", "Who resigned?", "--explain", "--archive", indexed)
    code, out, err = run(*asked)
    assert (code, err) == (0, "")
    assert "\nCandidates, best first (" in out
    assert "log odds" in out.partition("Candidates")[2]
    told = json.loads(run(*asked, "--json")[1])
    assert {"value", "score", "rejected", "features"} <= told["candidates"][0].keys()


def test_the_scope_set_by_hand_is_searched(run: Run, indexed: Path) -> None:
    dates = ("--from", "2012-07", "--to", "2012-07", "--publisher", "DATELINE samples")
    scope = json.loads(run("ask", "Who resigned?", "--json", *dates, "--archive", indexed)[1])["scope"]
    assert (scope["from"], scope["to"]) == ("2012-07-01", "2012-07-31")
    assert scope["publishers"] == ["Dateline samples"]
    failed = run("ask", "Who resigned?", "--publisher", "The Moon", "--archive", indexed)
    assert "there is 'Dateline samples'" in explained(failed)


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_no_question_is_a_failure(run: Run, indexed: Path, question: str) -> None:
    assert "no question" in explained(run("ask", question, "--json", "--archive", indexed))


def test_a_cold_answer_imports_nothing_heavy(indexed: Path) -> None:
    code = (
        "import json, sys, dateline; code = dateline.main(sys.argv[1:]);"
        " print(json.dumps([code, sorted({name.split('.')[0] for name in sys.modules})]), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "ask", QUESTION, "--json", "--archive", str(indexed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    status, modules = json.loads(done.stderr)
    assert status == 0
    assert json.loads(done.stdout)["outcome"] == "answered"
    assert "numpy" in modules
    assert HEAVY.intersection(modules) == set()


def test_what_a_terminal_would_obey_is_not_printed(run: Run, tmp_path: Path) -> None:
    folder, archive = tmp_path / "articles", tmp_path / "archive"
    folder.mkdir()
    line = {
        "url": "http://a.example/\x1b[2J",
        "title": "Boat \x1b]0;owned\x07 lands \u202e",
        "publisher": "Coast\x9b31m News",
        "text": "The boat \x1b[31mLindau\x1b[0m of Ida\x85 Brandt sank \x9b2J in Bregenz\u202e on Monday.",
    }
    (folder / "lines.jsonl").write_text(json.dumps(line) + "\n")
    (folder / "evil\x1b[31m.png").touch()
    obeyed = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
    seen = [run("index", folder, "--archive", archive)]
    question = "Where did the boat sink\x1b[2J?"
    seen += [run("ask", question, "--archive", archive), run("ask", question, "--json", "--archive", archive)]
    seen += [run("info", "--archive", archive), run("remove", "\x1b[2J", "--archive", archive)]
    seen += [run("ask", question, "--publisher", "\x9b2J\u202e", "--archive", archive)]
    assert [code for code, _, _ in seen] == [0, 0, 0, 0, 1, 1]
    assert "Bregenz on Monday.”" in seen[1][1]
    assert [found for _, out, err in seen if (found := obeyed.findall(out + err))] == []
    assert json.loads(seen[2][1])["question"] == question


@given(st.text(st.characters()))
def test_printable_text_keeps_its_lines_and_no_controls(text: str) -> None:
    kept = printable(text)
    assert {unicodedata.category(character) for character in kept if character != "\n"}.isdisjoint({"Cc", "Cs"})
    assert kept.count("\n") == text.count("\n")
    assert printable(kept) == kept


def test_a_reader_who_leaves_is_no_failure(indexed: Path) -> None:
    with dateline("ask", QUESTION, "--archive", indexed) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141


# usage


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], "COMMAND"),
        (["ask"], "QUESTION"),
        (["ask", "Who?", "--asked-on", "2025-13-40"], "'2025-13-40' is not in the calendar: write 2025"),
        (["ask", "Who?", "--asked-on", "2025-12"], "'2025-12' is not a day: write it like 2025-12-03"),
        (["ask", "Who?", "--from", "December 2025"], "'December 2025' is not a date: write 2025, 2025-12 or"),
        (["ask", "Who?", "--to", "0000"], "'0000' is not in the calendar"),
        (["ask", "Who?", "--from", "2026", "--to", "2025-12"], "--from 2026 is later than --to 2025-12"),
        (["eval", "cases.jsonl", "--limit", "0"], "'0' is not a whole number of 1 or more"),
        (["app", "--port", "70000"], "'70000' is not a whole number from 1 to 65535"),
        (["app", "--allow", "add"], "argument --allow: 'add' lacks 'ask', which the others need: write ask,add"),
        (["app", "--allow", "ask,delete"], "'delete' is not a right: write one or more of ask,add,remove"),
        (["app", "--allow", "ask", "--read-only"], "not allowed with argument --allow"),
        (["users", "FILE"], "NAME"),
        (["users", "FILE", "a:b"], "'a:b' is not a name: 1 to 64 printable characters, no colon, no space"),
        (["users", "FILE", "anna", "--allow", "remove"], "'remove' lacks 'ask', which the others need"),
        (["users", "FILE", "anna", "--allow", "ask", "--remove"], "not allowed with argument --allow"),
        (["verify", "a.json", "--articles", "x", "--archive", "y"], "--articles and --archive"),
        (["index"], "PATH"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_usage_names_what_is_wrong(run: Run, arguments: list[str], named: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert named in err


def test_every_command_has_its_help(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    for command in ["index", "ask", "remove", "eval", "verify", "check", "rebuild", "info", "app", "users"]:
        assert f"\n    {command} " in out
        code, own, _ = run(command, "--help")
        assert code == 0
        assert ("--archive DIR" in own) == (command != "users")
    code, out, _ = run("--version")
    assert code == 0
    assert out.startswith("dateline")


# the archive


@pytest.mark.parametrize(
    "arguments", [["ask", "Who?"], ["remove", "x"], ["check"], ["rebuild"], ["info"], ["eval", "CASES"]]
)
def test_a_missing_archive_is_named_with_what_to_do(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": "a", "question": "Who?", "asked_on": "2025-01-01", "answers": ["x"]}\n')
    given = [str(cases) if argument == "CASES" else argument for argument in arguments]
    line = explained(run(*given, "--archive", tmp_path / "missing"))
    assert str(tmp_path / "missing") in line
    assert "dateline index" in line
    assert not (tmp_path / "missing").exists()


def test_the_default_archive(run: Run, indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_ARCHIVE", str(indexed))
    assert run("info")[1].startswith(f"archive     {indexed}\narticles    4\n")
    monkeypatch.delenv("DATELINE_ARCHIVE")
    monkeypatch.chdir(tmp_path)
    assert "no archive at '.dateline'" in explained(run("info"))


def test_removing_all_or_none(run: Run, archive: Path) -> None:
    failed = run("remove", "london-envoy-resigns", "nobody", "--archive", archive)
    assert "no article 'nobody'" in explained(failed)
    assert "articles    4" in run("info", "--archive", archive)[1]
    code, out, _ = run("remove", "london-envoy-resigns", "london-envoy-resigns", "--archive", archive)
    assert code == 0
    assert out.startswith("1 article removed")
    assert "articles    3" in run("info", "--archive", archive)[1]


def test_a_second_writer_is_told_to_wait(run: Run, archive: Path) -> None:
    with writing_alone(archive / "writer.lock"):
        for arguments in (["remove", "london-envoy-resigns"], ["index", SAMPLES], ["rebuild"], ["check"]):
            assert f"process {os.getpid()}" in explained(run(*arguments, "--archive", archive))
        assert run("ask", QUESTION, "--json", "--archive", archive)[0] == 0


def test_what_does_not_agree_is_listed_and_mended(run: Run, archive: Path) -> None:
    assert run("check", "--archive", archive)[0] == 0
    connection = sqlite3.connect(archive / "archive.sqlite3")
    with connection:
        connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    connection.close()
    failed = run("check", "--archive", archive)
    assert "1 problem in the archive" in explained(failed)
    assert "dateline rebuild" in failed[1]
    code, out, _ = run("rebuild", "--archive", archive)
    assert code == 0
    assert out.startswith("rebuilt: 4 articles, ")
    assert run("check", "--archive", archive)[0] == 0


def test_an_interrupted_index_leaves_an_archive_that_is_whole(run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    with dateline("index", SAMPLES, "--archive", archive) as process:
        deadline = time.monotonic() + 60
        while not (archive / "archive.sqlite3").exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out) == (130, "")
    assert err == "dateline: interrupted; what was finished by then is kept\n"
    if run("info", "--archive", archive)[0] == 0:  # else it was stopped before it had begun an archive
        assert run("check", "--archive", archive)[0] == 0
    assert run("index", SAMPLES, "--archive", archive)[0] == 0
    assert run("check", "--archive", archive)[0] == 0


# eval and verify


def test_cases_are_scored(run: Run, indexed: Path, tmp_path: Path) -> None:
    cases, report = tmp_path / "cases.jsonl", tmp_path / "report.json"
    case = {"id": "a", "question": QUESTION, "asked_on": "2025-12-20", "answers": ["25 diplomats", "25"]}
    cases.write_text(json.dumps(case) + "\n" + json.dumps({**case, "id": "b"}) + "\n")
    code, out, _ = run("eval", cases, "--limit", "1", "--json", report, "--archive", indexed)
    assert code == 0
    assert out.startswith("kind ")
    assert [result["id"] for result in json.loads(report.read_text())["results"]] == ["a"]
    assert "cannot be read" in explained(run("eval", tmp_path / "none.jsonl", "--archive", indexed))


def test_an_answer_is_verified_without_its_archive(run: Run, indexed: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text(run("ask", QUESTION, "--json", "--asked-on", "2025-12-20", "--archive", indexed)[1])
    for source in (("--articles", SAMPLES), ("--archive", indexed)):
        code, out, err = run("verify", file, *source)
        assert (code, err) == (0, "")
        assert all(" exact, " in line for line in out.splitlines())
    answer = json.loads(file.read_text())
    quote = answer["quotes"][0]
    curly = quote["text"].replace("'", "’")
    assert curly != quote["text"]
    answer["quotes"] = [{**quote, "text": curly}]
    file.write_text(json.dumps(answer))
    code, out, _ = run("verify", file, "--articles", SAMPLES)
    assert code == 0
    assert out.startswith("1. typographic, 0-")
    moved, invented = {**quote, "start": 5}, {**quote, "text": "Nobody was reinstated."}
    answer["quotes"] = [quote, moved, {**quote, "article": "london-envoy-resigns"}, invented]
    file.write_text(json.dumps(answer))
    failed = run("verify", file, "--articles", SAMPLES)
    assert "3 of 4 quotes" in explained(failed)
    kinds = [line.split(" ", 2)[1].strip(",") for line in failed[1].splitlines()]
    assert kinds == ["exact", "elsewhere", "elsewhere", "absent"]


def test_an_answer_without_quotes_holds(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text('{"quotes": []}')
    assert run("verify", file, "--articles", SAMPLES)[:2] == (0, "the answer has no quotes\n")
    assert "no such file" in explained(run("verify", file, "--articles", tmp_path / "none"))
    file.write_text("[]")
    assert "holds a JSON list" in explained(run("verify", file, "--articles", SAMPLES))


# users and app


PASSWORD = "correct horse"


def add_user(file: Path, name: str, *arguments: str, typed: str = PASSWORD + "\n") -> tuple[int, str, str]:
    """Run `dateline users` with the password on a pipe."""
    with dateline("users", file, name, *arguments, stdin=subprocess.PIPE) as process:
        out, err = process.communicate(typed)
    return process.returncode, out, err


def test_a_user_is_added_replaced_and_removed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "users"
    assert add_user(file, "anna") == (0, "anna added: may ask\n", "")
    assert file.stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in file.read_text()
    users = Users(file)
    assert users.check("anna", PASSWORD)
    replaced = add_user(file, "anna", "--allow", "add,ask", typed="another  password \r\nand more\n")
    assert replaced == (0, "anna replaced: may ask, add\n", "")
    assert users.check("anna", "another  password ")
    assert not users.check("anna", PASSWORD)
    assert users.rights("anna") == {"ask", "add"}
    assert run("users", file, "anna", "--remove") == (0, "anna removed, and may do nothing from now on\n", "")
    assert file.read_text() == ""
    assert not users.check("anna", "another  password ")
    assert "no user 'anna' in" in explained(run("users", file, "anna", "--remove"))


@pytest.mark.parametrize("typed", ["", "\n", "seven77\n"])
def test_a_password_that_is_too_short_is_not_kept_and_not_told(tmp_path: Path, typed: str) -> None:
    result = add_user(tmp_path / "users", "anna", typed=typed)
    assert "the password of 'anna' is not 8 to 1,024 characters long" in explained(result)
    assert "seven77" not in "".join(result[1:])
    assert os.listdir(tmp_path) == []


def test_a_password_is_typed_twice_at_a_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed: Iterator[str]
    asked: list[str] = []

    def typing(prompt: str) -> str:
        asked.append(prompt)
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    file = tmp_path / "users"
    monkeypatch.setattr(sys, "stdin", Terminal("not from here\n"))
    monkeypatch.setattr(commands.users, "getpass", typing)
    typed = iter([PASSWORD, PASSWORD + "x"])
    assert "are not alike: nothing is changed" in explained(run("users", file, "anna"))
    typed = iter([PASSWORD])
    assert "no password for 'anna' was typed" in explained(run("users", file, "anna"))
    assert not file.exists()
    typed = iter([PASSWORD, PASSWORD])
    assert run("users", file, "anna")[0] == 0
    assert asked == ["Password for anna: ", "The same again: "] * 3
    assert Users(file).check("anna", PASSWORD)


def test_a_damaged_users_file_is_left_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "users"
    file.write_text("anna:hunter2hunter2\n")
    for result in (add_user(file, "ben"), run("users", file, "anna", "--remove"), run("app", "--users", file)):
        assert f"line 1 of {str(file)!r} is not a user: take it out" in explained(result)
        assert "hunter2" not in result[2]
    assert file.read_text() == "anna:hunter2hunter2\n"


Served = list[tuple[Path, str, int, PageSettings]]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    """With what the page is served; Gradio, which takes 5 s to import, stays out."""
    seen: Served = []

    def serve(archive: Path, host: str, port: int, settings: PageSettings) -> None:
        seen.append((archive, host, port, settings))

    page = ModuleType("app")
    page.__dict__.update(serve=serve, PageError=type("PageError", (Exception,), {}))
    monkeypatch.setitem(sys.modules, "app", page)
    return seen


@pytest.mark.parametrize(
    ("arguments", "allowed", "mcp"),
    [
        ([], {"ask", "add", "remove"}, False),
        (["--allow", "ask,remove"], {"ask", "remove"}, False),
        (["--read-only"], {"ask"}, False),
        (["--allow", "ask", "--mcp"], {"ask"}, True),
    ],
)
def test_the_page_is_served_with_what_it_allows(
    run: Run, served: Served, arguments: list[str], allowed: set[str], mcp: bool
) -> None:
    assert run("app", "--archive", "somewhere", "--port", "7870", *arguments) == (0, "", "")
    assert served == [(Path("somewhere"), "127.0.0.1", 7870, PageSettings(frozenset(allowed), None, mcp))]  # type: ignore[arg-type]


def test_the_page_asks_for_a_login(run: Run, served: Served, tmp_path: Path) -> None:
    file = tmp_path / "users"
    assert "no users' file" in explained(run("app", "--users", file))
    assert served == []
    add_user(file, "anna", "--allow", "ask,add")
    assert run("app", "--users", file, "--host", "0.0.0.0", "--allow", "ask,remove") == (0, "", "")
    settings = served[0][3]
    assert settings.users is not None
    assert settings.users.check("anna", PASSWORD)
    assert settings.rights("anna") == {"ask"}
    assert settings.rights(None) == frozenset()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1", "[::1]"])
def test_no_warning_is_due_on_this_machine(run: Run, served: Served, host: str) -> None:
    assert run("app", "--host", host) == (0, "", "")
    assert [host for _, host, _, _ in served] == [host]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "news.example", "127.news.example", ""])
def test_a_page_that_others_reach_without_a_login_says_so(run: Run, served: Served, host: str) -> None:
    code, out, err = run("app", "--host", host, "--port", "7870", "--allow", "ask,add")
    assert (code, out, len(served)) == (0, "", 1)
    where = f"anyone who reaches port 7870 of {host}" if host else "anyone who reaches port 7870 of every address"
    assert err == f"dateline: {where} may do: ask, add; --users FILE asks for a login\n"
