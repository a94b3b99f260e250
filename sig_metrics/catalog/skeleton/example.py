"""Owns a row of examples of a register, in the codes and dates that its files are kept in: what a golden case begins
with."""

import csv
import io
import re

from sig_metrics.catalog.model import Code, Column, Register
from sig_metrics.language.text import fold

DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def example_csv(register: Register, vocabularies: dict[str, dict[str, Code]]) -> str:
    """The headings of a register and a row made of the examples of its columns, which it accepts."""
    row = {column.name: _cell(column, vocabularies.get(column.vocabulary, {})) for column in register.columns}
    for rule in register.rules:
        if rule.kind == "empty_when" and row[rule.when] in rule.among:
            row[rule.column] = ""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(row)
    writer.writerow(row.values())
    return made.getvalue()


def _cell(column: Column, words: dict[str, Code]) -> str:
    """The example of a column: codes instead of words, ISO days."""
    if words and not column.opens:
        return "/".join(
            _code(text, words) for text in (column.example.split("/") if column.type == "codes" else [column.example])
        )
    return DAY.sub(r"\3-\2-\1", column.example) if column.type == "date" else column.example


def _code(text: str, words: dict[str, Code]) -> str:
    """The code that a text spells; the first of the vocabulary when none does; «» stays empty."""
    found = (
        word.code
        for word in words.values()
        if fold(text) in map(fold, (word.code, word.label, word.name, *word.aliases))
    )
    return next(found, next(iter(words))) if text else ""
