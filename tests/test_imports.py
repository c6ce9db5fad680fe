"""The two top modules keep to the architecture's table, as import-linter holds the packages to it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {"app.py": {"qa", "page", "gradio"}, "dateline.py": {"commands", "corpus", "vectorstore", "qa", "evals"}}


@pytest.mark.parametrize("module", ALLOWED)
def test_a_top_module_imports_only_what_it_may(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    foreign = {name.partition(".")[0] for name in imported} - set(sys.stdlib_module_names)
    assert foreign <= ALLOWED[module]
