"""Owns the table by months of a form: the twelve months of the year of a cut-off and what they come to, a column a figure,
and under it what its cells mean.

A count is of the rows that happened in the month, by the day that dates them, whenever they came; an index is its ficha's
value at the end of the month, accumulated where the ficha is. A month whose file did not come says so, one after the cut-off
is «—», and what no register has is told as such: none of them is a zero."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.labels import shown_value
from sig_metrics.catalog.paper_model import PaperBlock, PaperMonthly
from sig_metrics.language import words
from sig_metrics.measure.compute import Measure, all_series
from sig_metrics.measure.freshness import seen_months
from sig_metrics.measure.labels import ut_names
from sig_metrics.measure.law_state import parameters
from sig_metrics.measure.scope import month_end
from sig_metrics.report.drafts.activity_numbers import rows_of
from sig_metrics.report.drafts.activity_sight import Sight
from sig_metrics.report.model import NOTE, Block, Cell, Number, Table, Text
from sig_metrics.report.parts import figure, place

AHEAD = "—"


@dataclass(frozen=True)
class Column:
    """A figure with the cells of its twelve months and of the year; `places`: those of the column beside, that says where;
    `notes`: what is told of it under the table; `gaps`: the months by the cut-off that did not come."""

    asked: PaperMonthly
    cells: tuple[Cell, ...]
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    gaps: tuple[date, ...] = ()


def monthly(sight: Sight, block: PaperBlock) -> list[Block]:
    """The table, and its notes."""
    columns = [_column(sight, each) for each in block.monthly]
    heads, over, numbers = [words.say("activity_month")], [""], []
    for each in columns:
        numbers.append(len(heads))
        heads.append(each.asked.heading)
        over.append(each.asked.over)
        if each.places:
            heads.append(words.say("form_place"))
            over.append(each.asked.over)
    named = [name.capitalize() for name in words.MONTHS] + [_total_said(sight)]
    rows = tuple((named[n], *(cell for each in columns for cell in _cells(each, n))) for n in range(len(named)))
    table = Table(tuple(heads), rows, block.title, tuple(numbers), over=tuple(over))
    said = [*_notes(sight, columns), *_parameters(sight, block)]
    return [table, *(Text(each, NOTE) for each in said)]


def _cells(column: Column, n: int) -> tuple[Cell, ...]:
    return (column.cells[n], column.places[n]) if column.places else (column.cells[n],)


def _total_said(sight: Sight) -> str:
    code = {1: "form_total_one", 12: "form_total"}.get(sight.cutoff.month, "form_total_to")
    return words.say(code, month=words.MONTHS[sight.cutoff.month - 1])


def _column(sight: Sight, asked: PaperMonthly) -> Column:
    if asked.indicator:
        return _indicator(sight, asked)
    if asked.register:
        return _counted(sight, asked)
    return Column(asked, _whole([words.say("form_no_source")] * sight.cutoff.month, words.say("form_no_source")))


def _whole(cells: list[Cell], total: Cell) -> tuple[Cell, ...]:
    """The cells of the months by the cut-off, those of the months after it, and that of the year."""
    return (*cells, *[AHEAD] * (12 - len(cells)), total)


def _ends(sight: Sight) -> list[date]:
    """The months of the year by the cut-off."""
    return [month_end(sight.cutoff.year, month) for month in range(1, sight.cutoff.month + 1)]


def _indicator(sight: Sight, asked: PaperMonthly) -> Column:
    """The values of a ficha at the end of each month; of the year, that of the cut-off."""
    indicator, ends = sight.catalog.indicator(asked.indicator), _ends(sight)
    found = {each.cutoff: each for each in all_series(sight.dataset, (indicator,), sight.scope)[indicator.name]}
    sources = [name for name in indicator.source_registers if not sight.catalog.register(name).law]
    came = set(ends).intersection(*(seen_months(sight.dataset, name, ends) for name in sources))
    cells = [_value(found.get(end), end in came) for end in ends]
    return Column(asked, _whole(cells, cells[-1]), gaps=tuple(end for end in ends if end not in came))


def _value(measured: Measure | None, came: bool) -> Cell:
    if not came:
        return words.say("form_not_come")
    if measured is None or measured.value is None:
        return words.NO_DATA
    said = words.amount(measured.value, measured.indicator.unit, measured.indicator.decimals)
    return Number(said, figure(measured.value), place(measured))


def _counted(sight: Sight, asked: PaperMonthly) -> Column:
    """How many rows each month has, or what they add to, and where they are."""
    ends, register = _ends(sight), sight.catalog.register(asked.register)
    came = seen_months(sight.dataset, register.name, ends)
    kept = [row for row in rows_of(sight, register.name, "year") or () if _is_asked(asked, row)]
    of_month = {end: [row for row in kept if _month_of(row, register.dated_by) == end] for end in ends}
    path = ".".join([*(f"{name}={'+'.join(among)}" for name, among in asked.where.items()), *asked.adds])
    cells: list[Cell] = []
    for end in ends:
        found = _amount(asked, of_month[end])
        of = f"{register.name}.{end:%Y-%m}.month.{path}".rstrip(".")
        cells.append(Number(words.number(found), found, of) if end in came else words.say("form_not_come"))
    total = _amount(asked, [row for end in ends if end in came for row in of_month[end]])
    of = f"{register.name}.{sight.cutoff:%Y-%m}.year.{path}".rstrip(".")
    whole = Number(words.number(total), total, of) if came else words.say("form_not_come")
    places = [_where(sight, asked, of_month[end] if end in came else []) for end in ends] if asked.place else []
    return Column(
        asked,
        _whole(cells, whole),
        _whole(places, "") if asked.place else (),
        tuple(_lacking(sight, asked, of_month, came)),
        tuple(end for end in ends if end not in came),
    )


def _is_asked(asked: PaperMonthly, row: dict) -> bool:
    return all(row[name] in among for name, among in asked.where.items())


def _month_of(row: dict, dated_by: tuple[str, ...]) -> date:
    first = row[dated_by[0]]
    return month_end(first, row[dated_by[1]]) if len(dated_by) == 2 else month_end(first.year, first.month)


def _amount(asked: PaperMonthly, rows: list[dict]) -> int | float:
    if not asked.adds:
        return len(rows)
    found = sum(next((row[name] for name in asked.adds if row[name]), 0) for row in rows)
    return int(found) if float(found).is_integer() else float(found)


def _where(sight: Sight, asked: PaperMonthly, rows: list[dict]) -> str:
    """«PUN (2), JUN»: where most of them were, first."""
    found = Counter(_place_of(sight, asked, row) for row in rows)
    turns = sorted(found, key=lambda name: (-found[name], name))
    return ", ".join(f"{name} ({found[name]})" if found[name] > 1 else name for name in turns)


def _place_of(sight: Sight, asked: PaperMonthly, row: dict) -> str:
    said = shown_value(sight.catalog, sight.catalog.register(asked.register), asked.place, row[asked.place])
    return str(said or words.say("group_unknown"))


def _lacking(sight: Sight, asked: PaperMonthly, of_month: dict[date, list[dict]], came: set[date]) -> list[str]:
    """Of each month that came, the words that other months of the year have in a column and it has not."""
    if not asked.whole:
        return []
    every = {row[asked.whole] for rows in of_month.values() for row in rows}
    found = []
    for end in sorted(came & set(of_month)):
        missing = sorted(every - {row[asked.whole] for row in of_month[end]})
        if missing:
            found.append(
                words.say("form_lacking", figure=asked.heading, month=words.month(end), parts=words.listing(missing))
            )
    return found


def _notes(sight: Sight, columns: list[Column]) -> list[str]:
    """What the cells of the table mean, each once."""
    found = [said for each in columns for said in each.notes]
    accumulated = [
        each.asked.heading
        for each in columns
        if each.asked.indicator and sight.catalog.indicator(each.asked.indicator).accumulation == "year_to_date"
    ]
    if accumulated:
        found.append(words.say("form_accumulated", figures=words.listing(accumulated)))
    gaps = sorted({end for each in columns for end in each.gaps})
    if gaps:
        found.append(words.say("form_gaps", months=words.listing([words.month(end) for end in gaps])))
    without = [each.asked.heading for each in columns if not each.asked.indicator and not each.asked.register]
    if without:
        found.append(words.say("form_without_source", mark=words.say("form_no_source"), figures=words.listing(without)))
    if sight.cutoff.month < 12:
        found.append(words.say("form_ahead", day=words.day(sight.cutoff)))
    if said := _names(sight, columns):
        found.append(said)
    return found


def _parameters(sight: Sight, block: PaperBlock) -> Iterator[str]:
    """The values of the law that ruled in some month of the year by the cut-off: «Factor de los índices…: 1,000,000»."""
    first = date(sight.cutoff.year, 1, 1)
    for row in parameters(sight.dataset):
        if row["parameter"] in block.parameters and row["since"] <= sight.cutoff and (row["until"] or first) >= first:
            value = words.number(row["value"], 0 if float(row["value"]).is_integer() else 2)
            yield words.say("form_parameter", title=row["title"], value=value, source=row["source"])


def _names(sight: Sight, columns: list[Column]) -> str:
    """The names of the places that the table says by their code."""
    known = ut_names(sight.dataset)
    said = {part.partition(" (")[0] for each in columns for cell in each.places for part in cell.split(", ")}
    named = [f"{code}, {known[code]}" for code in sorted(said) if known.get(code)]
    return words.say("form_places", places="; ".join(named)) if named else ""
