"""Owns the way from a row that an indicator counted to the row of the register it is: its columns in words, the load, the
file and the row that it came in.

A day after the cut-off that tells what happened is not known that day, and is left empty. The days late of a row are
those from its due day to the day that it was done or, still open, to the cut-off."""

import json
import re
from datetime import date

from sig_metrics.catalog.model import Column, Indicator, Register
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.labels import cell_label
from sig_metrics.measure.unfolding import named_items

MOST_COLUMNS = 9  # of a register, besides its key
ORIGIN = {"load": "Carga", "file": "Archivo", "file_row": "Fila"}
ORIGINAL = "original"  # of a row: the load and the row of the file that it came in
CALLED = ("case_id", "id", "code")  # what rows call the key of their register, or the part of it that they lack
BETWEEN = re.compile(r" v?")  # the parts of a key of several in one text: «INS-117 v01», «SEG-13 2021-10-31»


def with_origin(
    dataset: Dataset, indicator: Indicator, cutoff: date, lines: list[dict], open_days: dict[str, int]
) -> tuple[list[dict], dict[str, str]]:
    """(rows, headings) of the rows that were counted, as their registers hold them. `open_days`: of those that are open
    past their term, by what they are called, the days."""
    held = [_held(line) for line in lines]
    found: list[dict] = [{} for _ in held]
    headings: dict[str, str] = {}
    due, done = _clock(dataset, indicator)
    for register in _registers(dataset, indicator, [line["carrier"] for line in lines]):
        mine = [n for n, row in enumerate(held) if not found[n] and any(name in row for name in register.key)]
        known = tuple(name for name in register.key if mine and name in held[mine[0]])
        if not known:
            continue
        columns = _columns(register, indicator)
        rows = _rows(dataset, register, columns, known, {_key(held[n], known) for n in mine})
        for n in mine:
            if row := _best(rows.get(_key(held[n], known), []), held[n]):
                late = next((open_days[str(row[name])] for name in register.key if str(row[name]) in open_days), None)
                if late is None and lines[n]["is_denominator"]:
                    late = _late({**row, **held[n]}, due, done, cutoff)
                found[n] = _said(dataset, register, columns, row, cutoff) | {"days": late}
        if any(found[n] for n in mine):
            headings |= {
                each.name: each.heading for each in columns if any(found[n].get(each.name) is not None for n in mine)
            }
    late = {"days": words.say("days_late")} if any(row.get("days") for row in found) else {}
    first = next(iter(headings.items()), None)
    headings = {**dict([first] if first else []), **late, **headings}
    return found, {**headings, **ORIGIN}


def origins_of(dataset: Dataset, registers: tuple[str, ...], rows: list[dict]) -> list[dict]:
    """The load, file and row that each of some rows came in, by the key of the first register that has it; {} of what
    is not a row of one."""
    found: list[dict] = [{} for _ in rows]
    known = [dataset.catalog.registers[name] for name in registers if name in dataset.catalog.registers]
    for register in (each for each in known if not each.reserved and rows):
        keys = [_called(register, row) if _may_be(register, row) else "" for row in rows]
        if not any(keys):
            continue
        there = _rows(dataset, register, [], register.key, {key for key in keys if key})
        for n, key in enumerate(keys):
            if not found[n] and len(matching := there.get(key, [])) == 1:
                found[n] = _came(matching[0], register.key)
    return found


def _may_be(register: Register, row: dict) -> bool:
    """Whether a row may be of a register: one that says of which it is, is of no other."""
    return row.get("register") in (None, register.name)


def _called(register: Register, row: dict) -> str:
    """The key of a register in a row, part by part or as it is called; «» where it is not whole."""
    values = [row.get(name) for name in register.key]
    said = next((str(row[name]) for name in CALLED if row.get(name) is not None), "")
    if values.count(None) == len(values) > 1:
        values = BETWEEN.split(said) if len(BETWEEN.split(said)) == len(values) else values
    elif said and values.count(None) == 1:
        values[values.index(None)] = said
    return "|".join(map(str, values)) if None not in values else ""


def _came(row: dict, key: tuple[str, ...]) -> dict:
    return {"load": f"n.º {row['load']}", "file": row["file"] or "", "file_row": row["file_row"], **placed(row, key)}


def placed(row: dict, key: tuple[str, ...]) -> dict:
    """{ORIGINAL: «12.214.R-2021-01874»}: the load, the row and what its key holds, as `original_at` reads them; {} of
    what did not come in a file."""
    if not row.get("load") or not row.get("file_row"):
        return {}
    return {ORIGINAL: f"{row['load']}.{row['file_row']}.{_key(row, key)}"}


def original_at(said: str) -> tuple[int, int, tuple[str, ...]] | None:
    """(load, row of its file, what its key holds) of what `placed` says."""
    load, row, key = [*said.split(".", 2), "", ""][:3]
    return (int(load), int(row), tuple(key.split("|"))) if load.isdecimal() and row.isdecimal() else None


def _held(line: dict) -> dict:
    """What a counted row says of itself; of a table with a column of its own name, only that column is said."""
    row = json.loads(line["origin"])
    return row if isinstance(row, dict) else {line["carrier"]: row}


def _registers(dataset: Dataset, indicator: Indicator, carriers: list[str]) -> list[Register]:
    """The registers in which the rows may be, the table that carries them first and then the one with the longest
    key."""
    catalog = dataset.catalog
    known = [catalog.registers[name] for name in indicator.source_registers if name in catalog.registers]
    known = [each for each in known if not each.reserved and not each.law]
    return sorted(known, key=lambda each: (each.name not in carriers, -len(each.key)))


def _columns(register: Register, indicator: Indicator) -> list[Column]:
    """Its key, what it can be divided by, its days and its codes: what tells whose a row is, and when."""
    others = [each for each in register.columns if each.name not in register.key]
    named = [each for each in others if each.name in indicator.dimensions]
    dated = [each for each in others if each.type == "date"]
    coded = [each for each in others if each.type in ("code", "codes") and each not in named]
    return [each for each in register.columns if each.name in register.key] + [*named, *dated, *coded][:MOST_COLUMNS]


def _rows(
    dataset: Dataset, register: Register, columns: list[Column], known: tuple[str, ...], keys: set[str]
) -> dict[str, list[dict]]:
    """{key: its rows} of a register."""
    sql = query(
        "evidence_origin",
        columns=", ".join(
            f"{register.name}.{name}" for name in dict.fromkeys([*known, *(each.name for each in columns)])
        ),
        table=register.name,
        key=", ".join(f"{register.name}.{name}::varchar" for name in known),
    )
    found: dict[str, list[dict]] = {}
    for row in dataset.rows(sql, {"keys": sorted(keys)}):
        found.setdefault(_key(row, known), []).append(row)
    return found


def _key(row: dict, names: tuple[str, ...]) -> str:
    return "|".join(str(row[name]) for name in names)


def _best(rows: list[dict], held: dict) -> dict | None:
    """Of the rows of a key that is not whole, the one that agrees most with what was counted."""
    return max(
        rows, key=lambda row: sum(str(row.get(name)) == str(value) for name, value in held.items()), default=None
    )


def _said(dataset: Dataset, register: Register, columns: list[Column], row: dict, cutoff: date) -> dict:
    """A row in words, as it was known at the cut-off."""
    past = {rule.column for rule in register.rules if rule.kind == "not_future"}
    said: dict = _came(row, register.key)
    for column in columns:
        value = row[column.name]
        if isinstance(value, date) and column.name in past and value > cutoff:
            value = None
        said[column.name] = (
            cell_label(dataset, column.name, value, column.vocabulary) if isinstance(value, str) else value
        )
    return said


def _clock(dataset: Dataset, indicator: Indicator) -> tuple[str, str]:
    """(the day by which, the day on which) of what an indicator counts in time, as its definition names them; «» of what
    it does not compare."""
    named = [said.rpartition(".")[2] for name, said in named_items(_items(indicator.backlog)) if name == "due_on"]
    views = [dataset.catalog.views[name].sql for name in indicator.reads if name in dataset.catalog.views]
    for text in (indicator.sql, *views):
        for due in (*named, "due_on", "due_at"):
            if re.fullmatch(r"\w+", due) and (met := re.search(rf"\b(\w+_(?:on|at)) <= (?:\w+\.)?{due}\b", text)):
                return due, met[1]
    compared = re.search(r"\b(\w+_on) <= \w+\.(\w+_on)\b", indicator.sql)
    return (compared[2], compared[1]) if compared else ("", "")


def _items(backlog: str) -> str:
    """The columns of the query of what is open past its term."""
    return backlog.partition("select\n")[2].partition("\nfrom ")[0]


def _late(row: dict, due: str, done: str, cutoff: date) -> int | None:
    """Days late of a row at the cut-off; None of what is in time, or has no day."""
    by, on = _day(row.get(due)), _day(row.get(done))
    until = on if on and on <= cutoff else cutoff
    return (until - by).days if by and until > by else None


def _day(value: object) -> date | None:
    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value):
        return date.fromisoformat(value[:10])
    return value if isinstance(value, date) else None
