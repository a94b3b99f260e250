"""Owns how many rows a management review has at a cut-off, system by system, and which review it is.

A row is known at a cut-off by the day its register is dated by; where it has none, by that since when it holds, by its
year, or by the register it points to (a finding, by its audit); one that nothing dates, since it was loaded. The rows
of an output are those that point to the review and, of what does not, those that have come since it was held."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.dated import ALWAYS, day_of, known_at, known_since
from sig_metrics.catalog.model import Register
from sig_metrics.catalog.queries import query
from sig_metrics.catalog.review import CrossWalk, OutputRows, ReviewHeld, load_cross_walk, undefined
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.sources import sources

Rows = dict[str | None, int]  # of each system; of none, where they are not divided by system


@dataclass(frozen=True)
class Held:
    """The last review that was held by a cut-off: what it is called, and its day."""

    code: str
    held_on: date


@remembered(1)
def cross_walk(dataset: Dataset) -> CrossWalk:
    return load_cross_walk(dataset.catalog.root)


def held_at(dataset: Dataset, cutoff: date) -> Held | None:
    """The last review held by a cut-off; None when none was, or there is no register of them."""
    return next((Held(each["code"], each["held_on"]) for each in _every_held(dataset) if each["since"] <= cutoff), None)


@remembered(1)
def _every_held(dataset: Dataset) -> list[dict]:
    """Every review, the last first, with since when it is known."""
    of = cross_walk(dataset).held
    if of is None or of.register not in _tables(dataset):
        return []
    register, values = dataset.catalog.registers[of.register], {}
    since, known = known_since(dataset.catalog, register) or ALWAYS, _among(of, "held", values)
    places = {"key": register.key[0], "day": f"held.{register.dated_by[0]}", "register": of.register, "since": since}
    found = dataset.rows(query("review_held", known=" and ".join(known) or "true", **places), values)
    return [each for each in found if each["since"]]


def since(dataset: Dataset, cutoff: date) -> date:
    """The day since when an output of the review counts: that of the last one held, or the first of the year."""
    held = held_at(dataset, cutoff)
    return held.held_on if held else date(cutoff.year, 1, 1)


@remembered(256)
def input_rows(dataset: Dataset, cutoff: date) -> dict[str, Rows]:
    """{register: its rows by system} of those that evidence some input."""
    return _by(cutoff, _inputs(dataset))


@remembered(1)
def _inputs(dataset: Dataset) -> list[dict]:
    names = dict.fromkeys(name for each in cross_walk(dataset).inputs for name in each.registers)
    registers = [dataset.catalog.registers[name] for name in names if name in _tables(dataset)]
    return _counts(dataset, [_counted(dataset, each, each.name) for each in registers], {})


@remembered(256)
def output_rows(dataset: Dataset, cutoff: date) -> dict[OutputRows, Rows]:
    """{what evidences an output: its rows by system}, of the last review held by a cut-off."""
    held = held_at(dataset, cutoff)
    if cross_walk(dataset).held and held is None:
        return {}
    named, counts = _outputs(dataset, held, since(dataset, cutoff))
    found = _by(cutoff, counts)
    return {part: found.get(name, {}) for name, part in named.items()}


@remembered(32)
def _outputs(dataset: Dataset, held: Held | None, day: date) -> tuple[dict[str, OutputRows], list[dict]]:
    """Of a review, or since a day where there is none: what each name is, and how many rows it has."""
    parts = dict.fromkeys(rows for each in cross_walk(dataset).outputs for rows in each.rows)
    asked, named, values = [], {}, {}
    for n, part in enumerate(parts):
        if part.register not in _tables(dataset) or undefined(part, dataset.catalog):
            continue
        register = dataset.catalog.registers[part.register]
        known = _of_part(dataset, part, register, f"among{n}", values, held, day)
        asked.append(_counted(dataset, register, f"o{n}", known))
        named[f"o{n}"] = part
    return named, _counts(dataset, asked, values)


def divided(register: Register) -> str:
    """The column that says of which systems a row of a register is; «» when none does."""
    return next((column.name for column in register.columns if column.vocabulary == "system"), "")


def _tables(dataset: Dataset) -> set[str]:
    return set(sources(dataset))


def _counts(dataset: Dataset, asked: list[str], values: dict) -> list[dict]:
    sql = "\nunion all\n".join(asked)
    used = {name: value for name, value in values.items() if f"${name}" in sql}
    return dataset.rows(sql, used) if asked else []


def _by(cutoff: date, counts: list[dict]) -> dict[str, Rows]:
    """What is known by a cut-off, of what each month brought."""
    found: dict[str, Rows] = {}
    for row in counts:
        if row["since"] <= cutoff:
            rows = found.setdefault(row["name"], {})
            rows[row["system"]] = rows.get(row["system"], 0) + row["rows"]
    return found


def _counted(dataset: Dataset, register: Register, name: str, known: list[str] = ()) -> str:
    """The query that counts the rows of a register, or some of them."""
    systems = f"held.{divided(register)}" if divided(register) else "null::varchar"
    places = {"systems": systems, "known": " and ".join(known) or "true"}
    first = known_since(dataset.catalog, register) or ALWAYS
    return query("review_rows", evidence=name, register=register.name, since=first, **places)


def _among(of: OutputRows | ReviewHeld, name: str, values: dict) -> list[str]:
    """That a row has one of some words in a column, whose words go in as a value."""
    if not of.column:
        return []
    values[name] = list(of.among)
    return [f"list_contains(${name}, held.{of.column})"]


def of_review(dataset: Dataset, register: Register) -> str:
    """The column that says of which review a row is; «» when none does."""
    minutes = cross_walk(dataset).held
    if minutes is None or minutes.register not in dataset.catalog.registers:
        return ""
    key = dataset.catalog.registers[minutes.register].key[0]
    if register.name == minutes.register:
        return key
    pairs = (dict(zip(each.there, each.columns)) for each in register.references if each.register == minutes.register)
    return next((found[key] for found in pairs if key in found), "")


def _of_part(
    dataset: Dataset, part: OutputRows, register: Register, name: str, values: dict, held: Held | None, day: date
) -> list[str]:
    """That a row evidences an output."""
    filled = [f"held.{column} is not null" for column in part.filled]
    return [*_among(part, name, values), *filled, *_of_review(dataset, register, values, held, day)]


def _of_review(dataset: Dataset, register: Register, values: dict, held: Held | None, day: date) -> list[str]:
    """That a row is of the review that was held, or has come since its day (without any, in the year)."""
    column = of_review(dataset, register)
    if held and column:
        values["held"] = held.code
        return [f"held.{column} = $held"]
    if not register.dated_by:
        return []
    values["since"] = day
    return [f"{day_of(register, 'held.')} >= $since"]


def output_lines(dataset: Dataset, part: OutputRows, system: str, cutoff: date) -> list[dict]:
    """The rows that evidence an output in a system, in the order of their key, with their declared columns: as many as
    `output_rows` counts."""
    if not output_rows(dataset, cutoff).get(part):
        return []
    register, values = dataset.catalog.registers[part.register], {"cutoff": cutoff}
    held, day = held_at(dataset, cutoff), since(dataset, cutoff)
    known = [known_at(dataset.catalog, register)]
    known += _of_part(dataset, part, register, "among", values, held, day)
    if divided(register):
        values["system"] = system
        column = f"held.{divided(register)}"
        known.append(f"({column} is null or list_contains(string_split({column}, '/'), $system))")
    sql = query(
        "register_rows",
        columns=", ".join(column.name for column in register.columns),
        register=f"{register.name} as held where {' and '.join(known)}",
        key=", ".join(register.key),
    )
    return dataset.rows(sql, {name: value for name, value in values.items() if f"${name}" in sql})
