"""Holds the code to its ceilings (300 lines a file, 40 a function) and to what ruff reads in it (pyproject.toml)."""

import ast
import subprocess
import sys

import pytest

from conftest import ROOT

FILE, FUNCTION = 300, 40
CODE = sorted(
    [
        *(ROOT / "sig_metrics").rglob("*.py"),
        *(ROOT / "pages").rglob("*.py"),
        *(ROOT / "tools").rglob("*.py"),
        ROOT / "dashboard.py",
    ]
)


def tall(text: str) -> list[str]:
    """The functions beyond their ceiling."""
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= FUNCTION
    ]


def test_no_file_and_no_function_is_beyond_its_ceiling():
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in CODE}
    assert {name: lines for name, text in texts.items() if (lines := len(text.splitlines())) > FILE} == {}
    assert {name: found for name, text in texts.items() if (found := tall(text))} == {}


def test_a_function_of_41_lines_is_beyond():
    assert tall("def a():\n" + "    b\n" * 40) == ["a"] and tall("def a():\n" + "    b\n" * 39) == []


@pytest.mark.parametrize("order", [("check", "--output-format", "concise"), ("format", "--check")], ids=" ".join)
def test_ruff_finds_nothing_and_would_lay_out_nothing_otherwise(order):
    command = [sys.executable, "-m", "ruff", *order, "--no-cache", "."]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr
