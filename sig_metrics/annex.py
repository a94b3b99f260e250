"""Owns the shape of Anexo 01: one row an activity, stage in title rows, twelve month columns.

Turns that sheet, as people keep it, into the rows of the four registers it feeds. The year, the
version, the resolution and its date are read above the table or given by whoever loads.
"""

import re
from dataclasses import dataclass, replace

import pyarrow as pa

from sig_metrics import words
from sig_metrics.definitions import Catalog
from sig_metrics.parse import parse_date
from sig_metrics.problems import Problem, Refused
from sig_metrics.read import TextTable, fold
from sig_metrics.validate import arrow_schema, validate

LABELS = {
    "year": ("año", "año del plan"),
    "version": ("version", "version del plan"),
    "resolution": ("resolucion", "resolucion que aprueba", "rde"),
    "approved_on": ("fecha de aprobacion", "aprobado el", "fecha de la resolucion"),
}


@dataclass(frozen=True)
class PlanHeader:
    """What identifies a plan version; empty fields are looked for above the table."""

    year: str = ""
    version: str = ""
    resolution: str = ""
    approved_on: str = ""


def split_annex(table: TextTable, given: PlanHeader, catalog: Catalog) -> tuple[dict[str, pa.Table], list[Problem], list[Problem]]:
    """({register: typed rows}, errors, warnings); no rows when there is any error."""
    table = _stages(table)
    header, faults = _header(table, given)
    rows, errors, warnings = validate(table, catalog)
    errors = [*faults, *_stageless(table), *errors]
    if errors:
        return {}, errors, warnings
    return _registers(rows.to_pylist(), header, catalog), [], warnings


def _stages(table: TextTable) -> TextTable:
    """«Etapa: Mejora» rows become the stage of the rows under them."""
    stage, keep, stages = "", [], []
    for at in range(len(table.rows)):
        texts = {texts[at] for texts in table.columns.values()} - {""}
        title = next(iter(texts)) if len(texts) == 1 else ""
        if found := re.match(r"etapa\s*\d*\s*[:.\-–]?\s*(.+)", title, re.I):
            stage = found[1].strip()
            continue
        keep.append(at)
        stages.append(table.columns["stage"][at] or stage)
    columns = {name: [texts[at] for at in keep] for name, texts in table.columns.items()}
    columns["stage"] = stages
    kinds = {name: bytes(kinds[at] for at in keep) for name, kinds in table.kinds.items()}
    return replace(table, columns=columns, rows=[table.rows[at] for at in keep], kinds=kinds)


def _stageless(table: TextTable) -> list[Problem]:
    return [Problem("annex_stage", words.say("annex_stage"), table.sheet, row, table.places["stage"])
            for row, stage in zip(table.rows, table.columns["stage"]) if not stage]  # fmt: skip


def _header(table: TextTable, given: PlanHeader) -> tuple[dict, list[Problem]]:
    """Year, version, resolution and date of approval, typed; and what is missing."""
    above = _above(table.above)
    found = {name: getattr(given, name) or above.get(name, "") for name in LABELS}
    year = re.search(r"\b(20\d{2})\b", found["year"])
    version = re.search(r"\d{1,2}", found["version"])
    approved, _ = parse_date(found["approved_on"].strip(), None)
    missing = [name for name, bad in (("year", not year), ("version", not version),
               ("resolution", not found["resolution"]), ("approved_on", approved is None)) if bad]  # fmt: skip
    problems = [Problem(code, words.say(code), table.sheet, value=found[name])
                for name in missing for code in [f"annex_{name.removesuffix('_on')}"]]  # fmt: skip
    if problems:
        return {}, problems
    return {"year": int(year[1]), "version": version[0].zfill(2), "resolution": found["resolution"],
            "approved_on": approved}, []  # fmt: skip


def _above(lines: list[list[str]]) -> dict[str, str]:
    """Labels and values over the table: «Versión: 06» in one cell, or label and value side by side."""
    found: dict[str, str] = {}
    for cells in lines:
        filled = [cell for cell in cells if cell]
        for n, cell in enumerate(filled):
            label, _, value = cell.partition(":")
            value = value.strip() or (filled[n + 1] if n + 1 < len(filled) else "")
            for name, labels in LABELS.items():
                if fold(label) in {fold(each) for each in labels} and value:
                    found.setdefault(name, value)
            if year := re.search(r"año\s+(20\d{2})", cell, re.I):
                found.setdefault("year", year[1])
    return found


def _registers(rows: list[dict], header: dict, catalog: Catalog) -> dict[str, pa.Table]:
    identity = {"year": header["year"], "version": header["version"]}
    activities = [{**identity, **row} for row in rows]
    schedule = [{**identity, "activity": row["activity"], "month": month, "quantity": row[f"m{month:02d}"], "_row": row["_row"]}
                for row in rows for month in range(1, 13) if row[f"m{month:02d}"]]  # fmt: skip
    systems = [{"year": header["year"], "activity": row["activity"], "system": system, "basis": "explicit",
                "reason": "Columna «Sistemas ISO» del Anexo 01 cargado", "_row": row["_row"]}
               for row in rows for system in (row["systems"] or "").split("/") if system]  # fmt: skip
    parts = {"plan_version": [{**header, "_row": 1}], "plan_activity": activities, "plan_schedule": schedule}
    if systems:
        parts["activity_system"] = systems
    return {name: _typed(name, part, catalog) for name, part in parts.items()}


def _typed(name: str, rows: list[dict], catalog: Catalog) -> pa.Table:
    schema = arrow_schema(catalog.register(name))
    return pa.Table.from_pylist([{column: row.get(column) for column in schema.names} for row in rows], schema)
