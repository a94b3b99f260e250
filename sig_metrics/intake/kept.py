"""Owns what the archive keeps of a file: the bytes that came or, of a register that says so, its accepted cells written
again.

The rewriting is one: the same accepted cells give the same bytes, whatever file they came in. Of a reserved register
neither the file's name nor any text of it is repeated: a neutral name stands in its place, and a problem says only
words of the catalogue."""

import csv
import io
import re
from dataclasses import replace
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.files.source import KINDS, OTHER_KINDS
from sig_metrics.intake.personal.search import MASK
from sig_metrics.language import words
from sig_metrics.language.problems import Problem

FIRST_ROW = 2  # of the rewriting: the headings are in the first
LETTERS = re.compile(r"[A-Z]{1,3}(?= |$)")
# of the sentences themselves
OWN_QUOTES = ("Libro de Excel (.xlsx)", "CSV UTF-8", "Texto", "Total", "python -m sig_metrics load … --large")
DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}")
OF_THE_SHAPE = (
    "file_",
    "header_",
    "no_rows",
    "rows_",
    "sheet",
    "table_",
    "side_",
    "reserved_",
    "cells_",
    "controls_",
    "unseen_",
    "letters_",
    "quotes_",
    "personal_",
)


def keeps_original(catalog: Catalog, name: str) -> bool:
    """Whether a file of a register may be kept as it came, anywhere; False for one that is kept by its cells alone."""
    register = catalog.registers.get(name)
    return register is None or not register.rewritten


def neutral_name(register: Register, name: str) -> str:
    """The name under which a file goes: its own, or of a reserved register that of the register, with the same
    ending."""
    if not register.reserved:
        return name
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()
    return register.name + (suffix if suffix in {*KINDS, *OTHER_KINDS} else "")


def rewritten(register: Register, rows: pa.Table, came: tuple[str, ...]) -> bytes:
    """The accepted rows as CSV (UTF-8): the columns that came, in the order of the register, under their codes; rows
    in the order of the key; values as they are stored."""
    names = [column.name for column in register.columns if not came or column.name in came]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(
        zip(*(map(_written, column.to_pylist()) for column in ordered(register, rows).select(names).columns))
    )
    return out.getvalue().encode("utf-8")


def ordered(register: Register, rows: pa.Table) -> pa.Table:
    """The rows in the order of the rewriting, numbered as its rows."""
    rows = rows.take(pc.sort_indices(rows, [(name, "ascending") for name in register.key]))
    numbers = pa.array(range(FIRST_ROW, FIRST_ROW + rows.num_rows), pa.int64())
    return rows.set_column(rows.column_names.index("_row"), rows.schema.field("_row"), numbers)


def _written(value: object) -> str:
    return "" if value is None else str(value)  # a day is written as ISO


def covered(problems: list[Problem], register: Register, catalog: Catalog) -> list[Problem]:
    """The problems of a file as they may leave its reader: of a reserved register, without sheet, value or any word
    of the file."""
    if not register.reserved:
        return problems
    known = (
        {each.title for each in catalog.registers.values()}
        | {column.heading for column in register.columns}
        | {*OWN_QUOTES}
    )
    known |= {register.name, *(f"{register.name}{suffix}" for suffix in (*KINDS, *OTHER_KINDS))}
    return [_covered(problem, known) for problem in problems]


def _covered(problem: Problem, known: set[str]) -> Problem:
    letters = LETTERS.match(problem.column)
    heading = next((f"«{word}»" for word in known if problem.column.endswith(f"«{word}»")), "")
    column = " ".join(filter(None, (letters[0] if letters else "", heading)))
    # whose types may have names of the file
    told = problem.code.startswith(OF_THE_SHAPE) and problem.code != "file_column_type"
    message = _masked(problem.message, known) if told else words.say("reserved_shape")
    return replace(problem, message=message, sheet="", column=column, value=MASK if problem.value else "")


def _masked(message: str, known: set[str]) -> str:
    """A sentence whose quotes are of the catalogue; from the first that is not to the last, all is covered, whatever
    quotes it has."""
    held = {f"\0{n}\0": f"«{word}»" for n, word in enumerate(sorted(known, key=len, reverse=True))}
    for mark, quoted in held.items():
        message = message.replace(quoted, mark)
    if "«" in message or "»" in message:
        first, last = (
            min(at for at in (message.find("«"), message.find("»")) if at >= 0),
            max(message.rfind("«"), message.rfind("»")),
        )
        message = f"{message[:first]}«{MASK}»{message[last + 1 :]}"
    message = DAY.sub(MASK, message)
    for mark, quoted in held.items():
        message = message.replace(mark, quoted)
    return message
