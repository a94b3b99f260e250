"""Owns the judgement of a table of texts: typed rows, or every problem with row, column and remedy.

Errors refuse the whole file; warnings load and stay in the ledger. It knows the shapes of the
catalogue and nothing of any store: what needs other registers is asked in `references.py`.
A reserved register admits nothing but its own columns, and none of its values is ever repeated.
"""

import re
from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from sig_metrics.catalog.model import Catalog, Column, Register
from sig_metrics.intake.judge.rules import asked_later, break_rule, duplicates, scales, totals, unlikely, where
from sig_metrics.intake.judge.wording import Cells
from sig_metrics.intake.personal.search import FEW, MASK, kinds, likely
from sig_metrics.intake.table.outside import ABOVE, AROUND
from sig_metrics.intake.table.read import TextTable
from sig_metrics.intake.values.dates import month_said
from sig_metrics.intake.values.numbers import decide, strip
from sig_metrics.intake.values.parse import EMPTIED, Parsed, parser
from sig_metrics.intake.values.typed import beyond_doubt, judge_kinds, written
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest_name
from sig_metrics.language.problems import Problem

ARROW = {
    "text": pa.string(),
    "int": pa.int64(),
    "decimal": pa.float64(),
    "date": pa.date32(),
    "code": pa.string(),
    "codes": pa.string(),
}
LEFT_OUT = (
    "header_unknown",
    "side_table",
    "sheet_hidden",
    "sheet_unread",
    "sheets_unread",
    "rows_heading",
    "rows_total",
    "rows_note",
    "rows_signature",
    "rows_outside",
)  # in the file, not in its rows
SHOWN_WORDS = 15  # of a vocabulary, in a problem
# vocabularies that a store fills, and the sentence that says how
OWN_WORDS = {"unit": "unit_added", "stage": "stage_named"}
WORD = 4  # letters of what may be a slip of a unit
Found = tuple[list[Problem], list[Problem]]  # errors, warnings


def arrow_schema(register: Register) -> pa.Schema:
    """The typed columns of a register, and `_row`, the row of the file each came from."""
    columns = [pa.field(column.name, ARROW[column.type]) for column in register.columns]
    return pa.schema([*columns, pa.field("_row", pa.int64())])


def validate(
    table: TextTable, catalog: Catalog, blank: bool = False, today: date | None = None
) -> tuple[pa.Table, list[Problem], list[Problem]]:
    """(typed rows, errors, warnings), judged as of `today` (else the day it is in Lima); a cell with an error is empty
    in the rows.

    Columns are those of `arrow_schema`; each distinct text of a column is parsed once. `blank`: what says that there is
    nothing yet is read as empty. Rules on a column that the file does not bring are asked of the data, in `absent.py`.
    """
    cells = Cells(table, catalog, blank, today or words.today())
    register = table.register
    values: dict[str, pa.Array] = {}
    errors, warnings = _outside(cells)
    for column in register.columns:
        values[column.name], faults, notes = _column(cells, column)
        errors += faults
        warnings += notes
    for rule in (each for each in register.rules if not asked_later(each, table.came)):
        (errors if rule.level == "error" else warnings).extend(break_rule(cells, values, rule))
    errors += [*duplicates(cells, values), *totals(cells, values)]
    (warnings if table.typed else errors).extend(scales(cells, values))
    warnings += unlikely(cells, values)
    errors.sort(key=lambda problem: problem.row or 0)
    return (
        pa.table({**values, "_row": pa.array(table.rows, pa.int64())}, schema=arrow_schema(register)),
        errors,
        warnings,
    )


def _outside(cells: Cells) -> Found:
    """What the reader warned of, and what the file holds besides. In a reserved register whatever is not of its
    table is a fault."""
    table = cells.table
    if not cells.reserved:
        return [], list(table.warnings)
    extra = [each for each in table.warnings if each.code in LEFT_OUT]
    errors = [
        Problem(code, words.say(code, letter=each.column), table.sheet, each.row, each.column, MASK)
        for each in extra
        for code in ["reserved_heading" if each.code == "header_unknown" else "reserved_outside"]
    ]
    for place, code in ((ABOVE, "reserved_above"), (AROUND, "reserved_outside")):
        found = [each for each in table.outside if each.where == place]
        if found and (place == ABOVE or not extra):
            errors.append(Problem(code, words.say(code), table.sheet, found[0].row, value=MASK))
    return errors, [each for each in table.warnings if each not in extra]


def _column(cells: Cells, column: Column) -> tuple[pa.Array, list[Problem], list[Problem]]:
    """The typed values of a column (null where there is none or a fault), its errors and its warnings."""
    errors, warnings, spoilt = judge_kinds(cells, column)
    encoded = _encoded(beyond_doubt(cells, column))
    parsed, values = _parsed(cells, column, encoded.dictionary)
    values = values.take(encoded.indices)
    said = [n for n, (_, code) in parsed.items() if code]
    faulty = pa.scalar(False)
    if said:
        held = encoded.indices.to_pylist()
        worder = _Wording(cells, column)
        for at in where(pc.is_in(encoded.indices, value_set=pa.array(said, pa.int32()))):
            value, code = parsed[held[at]]
            (errors if value is None and code not in EMPTIED else warnings).append(worder.problem(at, code, value))
        faulty = pc.is_in(encoded.indices, value_set=pa.array([n for n in said if parsed[n][0] is None], pa.int32()))
    if spoilt:
        faulty = pc.or_(faulty, pa.array(spoilt))
        values = pc.if_else(pa.array(spoilt), pa.scalar(None, values.type), values)
    if column.required and column.name in (cells.table.came or (column.name,)) and values.null_count:
        errors += [cells.problem("required", at, column.name) for at in where(pc.and_not(values.is_null(), faulty))]
    if column.type == "text":
        for problem in _personal(cells, column, encoded):
            (warnings if problem.code == "personal_name" and not (cells.reserved or column.pattern) else errors).append(
                problem
            )
    return values, errors, warnings


def _encoded(texts: list[str]) -> pa.DictionaryArray:
    """The distinct texts and where each is; many columns of a big file are empty from end to end."""
    if any(texts):
        return pa.array(texts, pa.string()).dictionary_encode()
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), len(texts)), pa.array([""]))


def _parsed(cells: Cells, column: Column, texts: pa.Array) -> tuple[dict[int, Parsed], pa.Array]:
    """({place in `texts`: its reading}, the values of all); a text that is its own value is not read one by one."""
    plain = _plain(column, texts)
    rest = pc.invert(plain) if plain is not None else pa.array([True] * len(texts), pa.bool_())
    known = written(cells, column) if column.type in ("int", "decimal") else ()
    parse = parser(column, cells.catalog.vocabularies, known, cells.blank)
    parsed = {n: parse(text) for n, text in zip(where(rest), texts.filter(rest).to_pylist())}
    values = pa.array([value for value, _ in parsed.values()], ARROW[column.type])
    return parsed, values if plain is None else pc.replace_with_mask(texts, rest, values)


def _plain(column: Column, texts: pa.Array) -> pa.Array | None:
    """Which texts of a column `parse_text` would give back as they are; None when they must be read one by one."""
    if column.type != "text" or column.pad or column.null_words or column.words or column.shortest or column.longest:
        return None
    if column.placeholders:
        return None
    odd = pc.match_substring_regex(
        texts, r"^$|^#|^[0-9].*E\+[0-9]+$|^[^0-9]*$|^[0\W]+$" if column.code else r"^$|^#|^[0-9].*E\+[0-9]+$"
    )
    if not column.pattern:
        return pc.invert(odd)
    try:
        return pc.and_not(pc.match_substring_regex(texts, f"^(?:{column.pattern})$"), odd)
    except pa.ArrowInvalid:  # a pattern of Python that RE2 does not know
        return None


class _Wording:
    """The problems of the texts of one column."""

    def __init__(self, cells: Cells, column: Column):
        self.cells, self.column = cells, column
        texts = written(cells, column) if column.type in ("int", "decimal") else ()
        self.other = decide(texts, column).clash[0]
        self.hints: dict[str, str] = {}

    def problem(self, at: int, code: str, value: object) -> Problem:
        text = self.cells.text(self.column.name, at)
        limits = {"below": self.column.minimum, "too_short": self.column.shortest, "too_long": self.column.longest}
        limit = limits.get(code, self.column.maximum)
        blanks = {
            "limit": f"{limit:g}" if limit is not None else "",
            "hint": self._hint(text) if code == "unknown_code" else "",
            "letters": len(text),
        }
        if code.partition(".")[0] == "ambiguous":
            blanks |= self._readings(text)
        if code == "number_forms":
            blanks |= {"other": self.cells.shown(self.other, number=True), "row": self._row(self.other)}
        if code == "not_date.day_first":
            blanks["month"] = self.cells.shown(month_said(text))
        if value is not None:
            said = (
                words.day(value)
                if isinstance(value, date)
                else words.number(value, 0 if float(value).is_integer() else 6)
            )
            blanks["read"] = self.cells.shown(said, number=True)
        return self.cells.problem(code, at, self.column.name, **blanks)

    def _row(self, text: str) -> int:
        return self.cells.table.rows[self.cells.table.columns[self.column.name].index(text)]

    def _readings(self, text: str) -> dict[str, str]:
        """«1,234» → 1234 if thousands, 1.234 if decimals, and how to write the latter beyond doubt."""
        written = strip(text)
        bare = f"{'-' if written.sign < 0 else ''}{written.bare}"
        decimals = bare.replace(",", ".")
        return {
            "thousands": self.cells.shown(re.sub("[.,]", "", bare), number=True),
            "decimals": self.cells.shown(decimals, number=True),
            "clear": self.cells.shown(f"{decimals}0", number=True),
        }

    def _hint(self, text: str) -> str:
        """The nearest word if one is near, else the list of what exists; a reserved text gives nothing away."""
        if text not in self.hints:
            known = self.cells.catalog.vocabularies[self.column.vocabulary].values()
            near = "" if self.cells.reserved else nearest_name(text, [word.named for word in known])
            labels = [word.label for word in known]
            rest = (
                [f"{len(labels) - SHOWN_WORDS} más, en las listas de la plantilla"] if len(labels) > SHOWN_WORDS else []
            )
            listed = words.listing(labels[:SHOWN_WORDS] + rest)
            known_from = OWN_WORDS.get(self.column.vocabulary, "")
            if known_from and near and len(text) < WORD:  # two short codes are two units more often than a slip
                near = ""
            self.hints[text] = f". ¿Quiso decir «{near}»?" if near else f". Escriba uno de estos: {listed}."
            self.hints[text] += f" {words.say(known_from)}" if known_from else ""
        return self.hints[text]


def _personal(cells: Cells, column: Column, encoded: pa.DictionaryArray) -> Iterator[Problem]:
    """One problem a cell and kind of personal data; of many texts, only those that can hold any are searched."""
    texts = encoded.dictionary.to_pylist()
    able = range(len(texts)) if sum(map(len, texts)) < FEW else where(likely(encoded.dictionary))
    found = {n: each for n in able if (each := kinds(texts[n]))}
    if not found:
        return
    held = encoded.indices.to_pylist()
    for at in where(pc.is_in(encoded.indices, value_set=pa.array(list(found), pa.int32()))):
        for kind in found[held[at]]:
            # the name of a task or of an office may be a key, and a number of a person may not
            key = column.pattern or kind != "name" and column.name in cells.table.register.key
            yield cells.problem(f"personal_{kind}{'.code' if key else ''}", at, column.name)
