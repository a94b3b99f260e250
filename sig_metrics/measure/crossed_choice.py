"""Owns what a reader chose while crossing the charts of a register: how it is written in an address, what of it exists,
and the rows that pass it.

«month.202103.202106..kind.claim..ut.-.CAJ.PIU»: months, from one to another; the values of a dimension, or after «-» all
but those. The browser writes it, the shorter of both ways, so that an address stays short."""

import re
from dataclasses import dataclass, replace
from datetime import date

from sig_metrics.catalog.drill import Query
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.crossed import Crossable, Feed, Values, crossable, feed, given, rows_sql
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.drill import Behind, read
from sig_metrics.measure.scope import Scope, month_end

REGISTER, CHOICE = "reg", "filtro"  # of an address
MONTH, SCALED, BUT, NONE = "month", "scaled", "-", "none"
BETWEEN_PARTS, BETWEEN, DOT = "..", ".", "~"  # a dot inside a code is written as another sign
YEAR_MONTH = re.compile(r"20\d\d(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Chosen:
    """What exists of what an address asks for; `lost` is what does not, as it was written."""

    months: tuple[date, date] | None = None
    values: tuple[tuple[str, tuple[str | None, ...]], ...] = ()
    lost: tuple[str, ...] = ()
    scaled: bool = False


def written(code: str | None) -> str:
    """A value of a dimension in an address."""
    return NONE if code is None else code.replace(BETWEEN, DOT)


def chosen(found: Feed, text: str) -> Chosen:
    """What an address asks for of what the browser is given."""
    known = {each.dimension.name: each for each in found.values}
    months, values, lost = None, [], []
    parts = [part for part in text.split(BETWEEN_PARTS) if part]
    for part in parts:
        name, *asked = part.split(BETWEEN)
        if name == MONTH:
            months = _months(found, asked)
            lost += [] if months else [part]
        elif name in known and name not in dict(values):
            among, odd = _among(known[name], asked)
            values += [(name, among)] if among else []
            lost += [f"{name}{BETWEEN}{each}" for each in odd]
        elif part != SCALED:
            lost.append(part)
    return Chosen(months, tuple(values), tuple(lost), SCALED in parts)


def _months(found: Feed, asked: list[str]) -> tuple[date, date] | None:
    """The first and the last of some months, in their order, where both are on the axis."""
    if len(asked) != 2 or not all(YEAR_MONTH.fullmatch(each) for each in asked):
        return None
    ends = sorted(month_end(int(each[:4]), int(each[4:])) for each in asked)
    return (ends[0], ends[1]) if set(ends) <= set(found.months) else None


def _among(values: Values, asked: list[str]) -> tuple[tuple[str | None, ...], list[str]]:
    """The values that are asked for, and what is no value."""
    known = {written(code): code for code in values.codes}
    but = asked[:1] == [BUT]
    named = asked[1:] if but else asked
    there = {known[each] for each in named if each in known}
    among = tuple(code for code in values.codes if (code in there) != but)
    return (among if there else (), [each for each in named if each not in known])


@remembered(64)
def behind(dataset: Dataset, scope: Scope, register: str, text: str) -> Behind | None:
    """The rows of a register («»: the first) that pass what was chosen; None of one that cannot be crossed."""
    scope = Scope(scope.cutoff, unit=scope.unit)  # what else a reader chooses divides no register
    found = feed(dataset, register or next(iter(crossable(dataset)), ""), scope)
    if found is None:
        return None
    shape, asked = found.crossable, chosen(found, text)
    filters, values = _filters(asked)
    columns = [*shape.register.key, "day", *(each.name for each in shape.dimensions)]
    sql = query(
        "crossed_chosen",
        columns=", ".join(f"crossed.{name}" for name in columns),
        rows=f"(\n{rows_sql(shape, scope)}) as crossed",
        filters=" and ".join(filters),
        order=", ".join(f"crossed.{name}" for name in ("day", *shape.register.key)),
    )
    title = words.say("crossed_rows", many=shape.register.counted[1].capitalize())
    asks = Query(title, (shape.register.name,), (), _headings(shape, columns), _labels(shape), sql)
    rows = read(dataset, scope, asks, (shape.register.name,), {**given(shape, scope), **values})
    return replace(rows, subject=said(found, asked))


def _filters(asked: Chosen) -> tuple[list[str], dict[str, object]]:
    """The conditions of what was chosen, and their values."""
    filters, values = ["true"], {}
    if asked.months:
        filters.append("last_day(crossed.day) between $first and $last")
        values |= {"first": asked.months[0], "last": asked.months[1]}
    for name, codes in asked.values:
        empty = f" or crossed.{name} is null" if None in codes else ""
        filters.append(f"(list_contains($of_{name}, crossed.{name}){empty})")
        values[f"of_{name}"] = [code for code in codes if code is not None]
    return filters, values


def _headings(shape: Crossable, columns: list[str]) -> dict[str, str]:
    """The columns shown: the key, the day it came in, and what it is crossed by."""
    named = {each.name: each.heading for each in (*shape.register.columns, *shape.dimensions)}
    day = words.say("crossed_day") if shape.clocked else shape.day.heading
    return {name: day if name == "day" else named[name] for name in columns}


def _labels(shape: Crossable) -> dict[str, str]:
    return {each.name: each.vocabulary for each in shape.dimensions if each.vocabulary}


def said(found: Feed, asked: Chosen) -> str:
    """What was chosen, in words: «Tipo: Reclamo; de marzo a junio de 2021»; «» of nothing."""
    known = {each.dimension.name: each for each in found.values}
    parts = []
    for name, codes in asked.values:
        labels = dict(zip(known[name].codes, known[name].labels))
        but = len(codes) > len(labels) / 2 and len(codes) < len(labels)
        shown = ", ".join(label for code, label in labels.items() if (code in codes) != but)
        parts.append(f"{known[name].dimension.heading}: {words.say('crossed_but', values=shown) if but else shown}")
    return "; ".join([*parts, *([span(*asked.months)] if asked.months else [])])


def span(first: date, last: date) -> str:
    """«marzo de 2021», «de marzo a junio de 2021», «de noviembre de 2020 a enero de 2021»."""
    if first == last:
        return words.month(first)
    start = words.MONTHS[first.month - 1] if first.year == last.year else words.month(first)
    return words.say("crossed_span", first=start, last=words.month(last))
