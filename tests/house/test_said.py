"""Holds that each message that the code says by its name exists, and is given every blank that it has."""

import ast
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT

MESSAGES = tomllib.loads((ROOT / "sig_metrics" / "language" / "messages.toml").read_text(encoding="utf-8"))
CODE = [path for room in ("sig_metrics", "pages") for path in (ROOT / room).rglob("*.py")]
SAYING = ("say", "refuse")  # words.say(code, blank=…), and the refusal of one problem


def said(path: Path) -> Iterator[tuple[int, str, set[str]]]:
    """(line, code, blanks given) of each message said by its name, with its blanks one by one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args or any(each.arg is None for each in node.keywords):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        codes = [node.args[0]]
        if isinstance(node.args[0], ast.IfExp):
            codes = [node.args[0].body, node.args[0].orelse]
        for code in codes if name in SAYING else ():
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield node.lineno, code.value, {each.arg for each in node.keywords}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_is_given_its_blanks():
    found = [(path, *each) for path in CODE for each in said(path)]
    assert len(found) > 1000
    assert not [
        (str(path.relative_to(ROOT)), line, code, blanks(MESSAGES.get(code, "{unknown}")) - given)
        for path, line, code, given in found
        if blanks(MESSAGES.get(code, "{unknown}")) - given
    ]


def test_a_blank_that_is_not_given_is_found(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text('words.say("a" if x else "b", key=1)\nrefuse("c")\nwords.say("d", **more)\n')
    assert [(line, code, given) for line, code, given in said(wrong)] == [
        (1, "a", {"key"}),
        (1, "b", {"key"}),
        (2, "c", set()),
    ]
