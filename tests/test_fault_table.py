"""Proves that each fault of the table has its tests, and that `docs/fiabilidad.md` says the same.

`python tests/test_fault_table.py` writes the table into the document; its figures, above it, are written by hand.
"""

import ast
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "fiabilidad.md"
MARK = "<!-- tabla -->\n"
FAULTS = tomllib.loads((HERE / "fault_table.toml").read_text(encoding="utf-8"))["fault"]


def table() -> str:
    """The table as Markdown."""
    lines = ["| N.º | Falla | Qué debe pasar | Pruebas |", "|--:|---|---|---|"]
    for fault in FAULTS:
        tests = "<br>".join(f"`{test}`" for test in fault["tests"])
        lines.append(f"| {fault['row']} | {fault['what']} | {fault['must']} | {tests} |")
    return "\n".join(lines) + "\n"


def written() -> str:
    """The document up to its table."""
    return DOCUMENT.read_text(encoding="utf-8").partition(MARK)[0] + MARK


def test_every_row_has_tests_that_exist():
    assert [fault["row"] for fault in FAULTS] == list(range(1, 43))
    known = {f"{path.stem}::{node.name}" for path in HERE.glob("test_*.py")
             for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}  # fmt: skip
    lost = [(fault["row"], test) for fault in FAULTS for test in fault["tests"] if test not in known]
    assert not lost and all(fault["tests"] for fault in FAULTS)


def test_the_document_has_the_table():
    assert DOCUMENT.read_text(encoding="utf-8") == written() + table(), "run python tests/test_fault_table.py"


if __name__ == "__main__":
    DOCUMENT.write_text(written() + table(), encoding="utf-8")
