"""Owns what Anexo 01 feeds: one row an activity, stage in a column or in title rows, twelve months, and the identity of
the plan.

Turns that sheet, as `annex_table` reads it, into the rows of the four registers it feeds. The year, the version, the
resolution and its date are read above the table or given by whoever loads. Refuses one sentence a cause, never one a
row."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pyarrow as pa

from sig_metrics.catalog.model import Catalog
from sig_metrics.intake.annex.identity import FACTS, PlanHeader, identify
from sig_metrics.intake.annex.rows import MONTHS
from sig_metrics.intake.annex.table import origin
from sig_metrics.intake.annex.words import is_stage_title, stage_readings, units_readings
from sig_metrics.intake.judge.validate import arrow_schema, validate
from sig_metrics.intake.table.cleaning import rows_said
from sig_metrics.intake.table.read import TextTable
from sig_metrics.intake.values.parse import code_finder
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest_name
from sig_metrics.language.problems import Problem

__all__ = ["PlanHeader", "Split", "split_annex"]
AMISS = (
    "not_int",
    "below",
    "above",
    "ambiguous",
    "cell_error",
    "nothing",
)  # of the months: one cause, in whichever month
FEW = 3  # equal faults that are told one by one


@dataclass(frozen=True)
class Split:
    """Typed rows and the columns that came, by register; no rows when there is any error."""

    parts: dict[str, pa.Table] = field(default_factory=dict)
    came: dict[str, tuple[str, ...]] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def split_annex(table: TextTable, given: PlanHeader, catalog: Catalog, blank: bool = False) -> Split:
    """The registers that an annex feeds, or what is wrong with it."""
    header, faults = identify(
        table.above, [table.places[month].partition("«")[2].rstrip("»") for month in MONTHS], given, table.sheet
    )
    table, stageless = staged(table, catalog)
    table = united(table, catalog)
    rows, errors, warnings = validate(table, catalog, blank)
    if stageless:
        errors = [each for each in errors if "«Etapa»" not in each.column]
    errors = faults + stageless + _grouped(with_cause(errors))
    errors, warnings = _placed(errors), _placed(warnings)
    if errors:
        return Split(errors=errors, warnings=warnings)
    parts = _registers(_placed_rows(rows.to_pylist(), table.sheet), header, catalog)
    return Split(parts, {name: _came(name, catalog) for name in parts}, [], warnings)


def _came(name: str, catalog: Catalog) -> tuple[str, ...]:
    """The columns of a register that the annex says; of a version, only the facts over the table."""
    columns = tuple(column.name for column in catalog.register(name).columns)
    return tuple(column for column in columns if column in FACTS) if name == "plan_version" else columns


def staged(table: TextTable, catalog: Catalog) -> tuple[TextTable, list[Problem]]:
    """The table without its rows of title, each activity with its stage; and what is wrong with the stages, a
    sentence a kind."""
    known = catalog.vocabularies["stage"]
    find = code_finder(known)
    written = table.columns["stage"]
    read = {
        at: _stage(written[at], find)
        for at in range(len(table.rows))
        if written[at] and not any(table.columns[name][at] for name in ("activity", "title", "deliverable"))
    }
    several = len({code for code in read.values() if code}) > 1
    current, titled, keep, stages, wrong = "", False, [], [], {"annex_stage": [], "annex_stage_two": []}
    for at in range(len(table.rows)):
        if at in read:
            current, titled = read[at] or "?", True
            continue
        own = _stage(written[at], find) or written[at]
        if own and several and titled and current != "?" and own != current:
            wrong["annex_stage_two"].append(at)
        current = own if own and not several else current
        if not own and not current:
            wrong["annex_stage"].append(at)
        keep.append(at)
        stages.append(own or current.replace("?", ""))
    columns = {name: [texts[at] for at in keep] for name, texts in table.columns.items()} | {"stage": stages}
    problems = [_unknown(table, [at for at, code in read.items() if not code], known)] if None in read.values() else []
    problems += [_of_rows(code, table, rows) for code, rows in wrong.items() if rows]
    kinds = {name: bytes(kinds[at] for at in keep) for name, kinds in table.kinds.items()}
    return replace(table, columns=columns, rows=[table.rows[at] for at in keep], kinds=kinds), problems


def _stage(text: str, find: Callable[[str], str | None]) -> str | None:
    return next((code for reading in stage_readings(text) if (code := find(reading))), None)


def _unknown(table: TextTable, at: list[int], known: dict) -> Problem:
    """The rows of title that are no stage: one sentence, with the nearest stage of the first."""
    text, names = table.columns["stage"][at[0]], [word.named for word in known.values()]
    near = next((near for reading in stage_readings(text) if (near := nearest_name(reading, names))), "")
    hint = (
        f"¿Quiso decir «{near}»?"
        if near
        else words.say(
            "annex_stages",
            stages=words.listing([f"«{word.label}»" for word in known.values()]),
            how=words.say("stage_named"),
        )
    )
    code = "annex_stage_unknown" if is_stage_title(text) or near else "annex_title"
    rows = rows_said(origin(table.sheet, table.rows[n])[1] for n in at)
    shown = words.short(text, 60)
    return Problem(
        code, words.say(code, value=shown, rows=rows, hint=hint), table.sheet, table.rows[at[0]], value=shown
    )


def _of_rows(code: str, table: TextTable, at: list[int]) -> Problem:
    rows = rows_said(origin(table.sheet, table.rows[n])[1] for n in at)
    return Problem(code, words.say(code, rows=rows), table.sheet, table.rows[at[0]], table.places["stage"])


def united(table: TextTable, catalog: Catalog) -> TextTable:
    """«UPPM - URH», «UCI y CT» → «UPPM/URH», when each part is a unit; else the text stays for the judge."""
    find = code_finder(catalog.vocabularies["unit"])
    texts = {text: units_readings(text, find) for text in set(table.columns["units"])}
    return replace(table, columns=table.columns | {"units": [texts[text] for text in table.columns["units"]]})


def with_cause(errors: list[Problem]) -> list[Problem]:
    """Without the sums of a row in which a month or the target could not be read: they have no cause of their own."""
    unread = {
        each.row
        for each in errors
        if each.code not in ("month_sum", "required", "duplicate", "unknown_code", "pattern")
    }
    found = [each for each in errors if each.code != "month_sum" or each.row not in unread]
    # «(1)» is a way to write a negative
    return [
        replace(each, code="not_int", message=words.say("not_int", value=each.value, example="1"))
        if each.code == "below" and each.value.startswith("(")
        else each
        for each in found
    ]


def _grouped(errors: list[Problem]) -> list[Problem]:
    """Equal faults as they are when they are few; when they are many, the first, with the rows of all."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for each in errors:
        kinds.setdefault((each.code, "" if each.code in AMISS else each.column), []).append(each)
    told = []
    for same in kinds.values():
        if len(same) <= FEW:
            told += same
            continue
        rows = rows_said({origin(each.sheet, each.row)[1] for each in same if each.row})
        told.append(
            replace(
                same[0],
                message=words.say("annex_many", message=same[0].message, cells=words.number(len(same)), rows=rows),
            )
        )
    return told


def _placed(problems: list[Problem]) -> list[Problem]:
    """Each problem in the sheet and the row where it is, when the plan has several sheets."""
    found = []
    for each in problems:
        sheet, row = origin(each.sheet, each.row)
        found.append(replace(each, sheet=sheet, row=row))
    return found


def _placed_rows(rows: list[dict], sheet: str) -> list[dict]:
    return [{**row, "_row": origin(sheet, row["_row"])[1]} for row in rows]


def _registers(rows: list[dict], header: dict, catalog: Catalog) -> dict[str, pa.Table]:
    identity = {"year": header["year"], "version": header["version"]}
    activities = [{**identity, **row} for row in rows]
    schedule = [
        {**identity, "activity": row["activity"], "month": month, "quantity": row[f"m{month:02d}"], "_row": row["_row"]}
        for row in rows
        for month in range(1, 13)
        if row[f"m{month:02d}"]
    ]
    systems = [
        {
            "year": header["year"],
            "activity": row["activity"],
            "system": system,
            "basis": "explicit",
            "reason": "Columna «Sistemas ISO» del Anexo 01 cargado",
            "_row": row["_row"],
        }
        for row in rows
        for system in (row["systems"] or "").split("/")
        if system
    ]
    parts = {"plan_version": [{**header, "_row": 1}], "plan_activity": activities, "plan_schedule": schedule}
    if systems:
        parts["activity_system"] = systems
    return {name: _typed(name, part, catalog) for name, part in parts.items()}


def _typed(name: str, rows: list[dict], catalog: Catalog) -> pa.Table:
    schema = arrow_schema(catalog.register(name))
    return pa.Table.from_pylist([{column: row.get(column) for column in schema.names} for row in rows], schema)
