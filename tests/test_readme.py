"""What the README tells a newcomer to do exists, and its first lines say it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
COMMANDS = "index ask verify remove eval check rebuild info app users".split()


def test_the_two_commands_stand_in_the_first_lines() -> None:
    top = "\n".join(README.splitlines()[:12])
    for script in ("scripts/run", "scripts/test"):
        assert script in top
        assert os.access(ROOT / script, os.X_OK)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_and_there(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    table = "\n".join(line for line in README.splitlines() if line.startswith("| `dateline"))
    assert re.search(rf"`(?:dateline )?{command}\b", table)
    with pytest.raises(SystemExit) as left:
        dateline.main([command, "--help"])
    assert left.value.code == 0
    assert command in capsys.readouterr().out


def test_every_file_that_it_links_to_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_its_python_runs_as_printed() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    compile(example, "README.md", "exec")
