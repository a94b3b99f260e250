"""Owns the pieces of a paper that tell of a whole period: its numbers in a table beside the period before, what flows month by
month and group by group, how long cases take, and what was owed in it and how it was kept."""

from datetime import date

from sig_metrics.catalog.labels import shown_value
from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.paper_model import PaperBlock
from sig_metrics.catalog.papers import BEFORE
from sig_metrics.language import words
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import register_rows
from sig_metrics.measure.durations.spoken import days_said, quantile_said, unit_of
from sig_metrics.measure.durations.times import Times, clock_of, durations
from sig_metrics.measure.freshness import freshness
from sig_metrics.measure.labels import group_label
from sig_metrics.measure.scope import Scope
from sig_metrics.report.drafts.activity_numbers import known
from sig_metrics.report.drafts.activity_tables import not_come
from sig_metrics.report.drafts.added import Sum, awaited, is_known, monthly, summed
from sig_metrics.report.drafts.held import by_month, month_ends, rows
from sig_metrics.report.drafts.held import kept as among
from sig_metrics.report.drafts.sight import Sight
from sig_metrics.report.model import NOTE, Block, Cell, Number, Table, Text
from sig_metrics.report.parts import figure

NONE = "—"
GROUPS = 30  # of a table


def figures(sight: Sight, block: PaperBlock) -> list[Block]:
    """Numbers of the paper, a line each, beside those of the period before; of what nobody knows, that it is so."""
    before, now = sight.heads
    paths = [(each.says, sight.kind.numbers[each.number]) for each in block.figures]
    lines = tuple(
        (said, *([_known(sight, path + BEFORE)] if before else []), _known(sight, path)) for said, path in paths
    )
    heads = (words.say("duty_what"), *([before] if before else []), now)
    widths = (0.6, 0.2, 0.2) if before else (0.75, 0.25)
    return [Table(heads, lines, block.title, tuple(range(1, len(heads))), widths)]


def _known(sight: Sight, path: str) -> Cell:
    found = known(sight, path)
    return found.number if found else words.say("duty_unknown")


def months(sight: Sight, block: PaperBlock) -> list[Block]:
    """An indicator that flows, in each month of the period and in all of it, and what came in, of a register that is named.
    A month that nobody knows is a gap; one that has only totals counts with them."""
    indicator = sight.catalog.indicator(block.indicators[0])
    found = monthly(sight.dataset, indicator, sight.began, sight.cutoff)
    into = by_month(sight, block.registers[0], block.where, sight.began, sight.scope) if block.registers else None
    heads = [words.say(f"activity_{name}") for name in ("month", *(["inflow"] if block.registers else []))]
    heads += [words.say(f"activity_{name}") for name in ("part", "whole")]
    heads += [words.say("duty_missed"), words.say("activity_value"), words.say("duty_open_late")]
    lines = [
        (words.short_month(m.cutoff), *_came_in(block, into, m.cutoff), *_parts(indicator, m), _late(m)) for m in found
    ]
    lines.append(_total(sight, block, indicator, found, into))
    widths = (0.13, *((0.14,) if block.registers else ()), 0.13, 0.14, 0.15, 0.13, 0.18)
    table = Table(tuple(heads), tuple(lines), block.title, tuple(range(1, len(heads))), widths)
    return [table, *_parts_said(sight, indicator), *_gaps(sight, block, found, into)]


def _came_in(block: PaperBlock, into: tuple | None, month: date) -> list[Cell]:
    if not block.registers:
        return []
    counts = {**into[0], **into[1]} if into else {}
    return [_count(counts.get(month), f"{block.registers[0]}.{month:%Y-%m}.month{_said_where(block)}")]


def _gaps(sight: Sight, block: PaperBlock, found: list[Measure], into: tuple | None) -> list[Text]:
    """Which months have only totals, and which have less: no zero of theirs was counted."""
    said = []
    if into and into[1]:
        listed = words.short_months(sorted(into[1]))
        said.append(Text(words.say("duty_only_totals", months=listed), NOTE))
    gaps = sorted({*awaited(found), *(into[2] if into else ())})
    if gaps:
        listed = words.short_months(gaps)
        said.append(Text(words.say("duty_gaps", months=listed), NOTE))
    return said


def _said_where(block: PaperBlock) -> str:
    """«.kind=claim»: of which rows a number is."""
    return "".join(f".{column}={'|'.join(among)}" for column, among in block.where.items())


def _parts(indicator: Indicator, m: Measure) -> tuple[Cell, ...]:
    if not is_known(m):
        return (NONE,) * 4
    return _written(indicator, summed(indicator, (m,)), f"{indicator.code}.{m.cutoff:%Y-%m}")


def _written(indicator: Indicator, part: Sum, of: str) -> tuple[Cell, ...]:
    said = words.amount(part.value, indicator.unit, indicator.decimals)
    counts = (_count(getattr(part, name), f"{of}.{name}") for name in ("numerator", "denominator", "missed"))
    return (*counts, NONE if part.value is None else Number(said, figure(part.value), of))


def _late(m: Measure) -> Cell:
    return _count(m.open_overdue, f"{m.indicator.code}.{m.cutoff:%Y-%m}.open_overdue")


def _total(
    sight: Sight, block: PaperBlock, indicator: Indicator, found: list[Measure], into: tuple | None
) -> tuple[Cell, ...]:
    of = f"{indicator.code}.{sight.cutoff:%Y-%m}.period"
    whole = any(is_known(m) for m in found)
    parts = _written(indicator, summed(indicator, found), of) if whole else (NONE,) * 4
    came: list[Cell] = []
    if block.registers:
        counts = [*into[0].values(), *into[1].values()] if into else []
        of = f"{block.registers[0]}.{sight.cutoff:%Y-%m}.came{_said_where(block)}"
        came = [_count(sum(counts) if counts else None, of)]
    return (words.say("activity_total"), *came, *parts, _late(found[-1]) if found else NONE)


def _parts_said(sight: Sight, indicator: Indicator) -> list[Text]:
    """What its parts count, once in a paper."""
    if indicator.name in sight.told:
        return []
    sight.told.add(indicator.name)
    said = {"part": indicator.numerator, "whole": indicator.denominator}
    return [Text(words.say("activity_parts", **said), NOTE)]


def by_group(sight: Sight, block: PaperBlock) -> list[Block]:
    """The same in all the period, by one of its dimensions: what failed most first."""
    indicator = sight.catalog.indicator(block.indicators[0])
    if not any(is_known(m) for m in monthly(sight.dataset, indicator, sight.began, sight.cutoff)):
        return [not_come(sight, block, indicator.source_registers[:1])]
    groups: dict[str | None, list[Measure]] = {}
    for month in month_ends(sight.began, sight.cutoff):
        for m in measures(sight.dataset, (indicator,), Scope(month), (block.by,)):
            groups.setdefault(m.group[0], []).append(m)
    added = {code: summed(indicator, mine) for code, mine in groups.items()}
    last = {m.group[0]: m for m in measures(sight.dataset, (indicator,), sight.scope, (block.by,))}
    term = measures(sight.dataset, (indicator,), sight.scope)[0].open_overdue is not None
    turns = sorted(added, key=lambda code: (-added[code].missed, -added[code].denominator, code or ""))
    of = f"{indicator.code}.{sight.cutoff:%Y-%m}.period.{block.by}"
    open_of = f"{indicator.code}.{sight.cutoff:%Y-%m}.{block.by}"
    heads = [sight.catalog.label("dimension", block.by)] + [words.say(f"activity_{name}") for name in ("part", "whole")]
    heads += [words.say("duty_missed"), words.say("activity_value"), words.say("duty_open_late")]
    lines = tuple(
        (
            group_label(sight.dataset, indicator, block.by, code),
            *_written(indicator, added[code], f"{of}={code}"),
            _count(
                (last[code].open_overdue or 0 if code in last else 0) if term else None,
                f"{open_of}={code}.open_overdue",
            ),
        )
        for code in turns[: block.top or GROUPS]
    )
    return [Table(tuple(heads), lines, block.title, (1, 2, 3, 4, 5), (0.3, 0.14, 0.14, 0.14, 0.14, 0.14))]


def _count(value: float | None, of: str) -> Cell:
    return NONE if value is None else Number(words.number(value), value, of)


def times(sight: Sight, block: PaperBlock) -> list[Block]:
    """How long the cases of a register take in the twelve months up to the cut-off, those that are open counted: of the
    kinds asked for, or of all."""
    register = block.registers[0]
    if rows(sight.dataset, register, sight.scope) is None:
        return [not_come(sight, block)]
    found = durations(sight.dataset, register, sight.scope, clock_of(sight.dataset, register, sight.scope))
    shown = [each for each in found.kinds if each.code in block.where.get("kind", ())] or [found.whole]
    heads = tuple(words.say(f"duty_times_{name}") for name in ("of", "n", "closed", "open", "median", "p90", "oldest"))
    of = f"{register}.{sight.cutoff:%Y-%m}.times"
    lines = tuple(_times(each, f"{of}.{each.by or 'all'}={each.code}", found.clock) for each in shown)
    table = Table(heads, lines, block.title, tuple(range(1, 7)), (0.2, 0.12, 0.12, 0.12, 0.14, 0.15, 0.15))
    return [table, Text(words.say("duty_times_how", days=unit_of(found.clock), day=words.day(sight.cutoff)), NOTE)]


def _times(each: Times, of: str, clock: str) -> tuple[Cell, ...]:
    counts = tuple(_count(getattr(each, name), f"{of}.{name}") for name in ("n", "closed", "open"))
    quantiles = tuple(
        quantile_said(each, value) if value is None else Number(words.number(value), value, f"{of}.{name}")
        for name, value in (("median", each.median), ("p90", each.p90))
    )
    oldest = NONE if each.oldest is None else Number(days_said(each.oldest), each.oldest, f"{of}.oldest")
    return each.label, *counts, *quantiles, oldest


def kept(sight: Sight, block: PaperBlock) -> list[Block]:
    """What fell due in the period, by a word of a register: done by its day, done later, not done by the cut-off. Columns:
    the day by which, and that on which it was done."""
    register = sight.catalog.register(block.registers[0])
    due, done = block.columns
    known_ = freshness(sight.dataset, sight.cutoff).get(register.name)
    if known_ is None or not known_.loaded:
        return [not_come(sight, block)]
    every = among(sight, register.name, register_rows(sight.dataset, register.name), block.where)
    mine = [row for row in every if row[due] is not None and sight.began < row[due] <= sight.cutoff]
    order = list(sight.catalog.vocabularies[register.column(block.by).vocabulary])
    codes = sorted({row[block.by] for row in mine}, key=order.index)
    of = f"{register.name}.{sight.cutoff:%Y-%m}.due"
    lines = [
        (
            str(shown_value(sight.catalog, register, block.by, code)),
            *_owed(sight, [row for row in mine if row[block.by] == code], due, done, f"{of}.{block.by}={code}"),
        )
        for code in codes
    ]
    if len(codes) > 1:
        lines.append((words.say("activity_total"), *_owed(sight, mine, due, done, of)))
    heads = (
        register.column(block.by).heading,
        *(words.say(f"duty_{n}") for n in ("owed", "on_time", "later", "not_done")),
    )
    return [Table(heads, tuple(lines), block.title, (1, 2, 3, 4), (0.36, 0.16, 0.16, 0.16, 0.16))]


def _owed(sight: Sight, mine: list[dict], due: str, done: str, of: str) -> tuple[Cell, ...]:
    on_time = sum(row[done] is not None and row[done] <= row[due] for row in mine)
    later = sum(row[done] is not None and row[due] < row[done] <= sight.cutoff for row in mine)
    counts = {"": len(mine), ".on_time": on_time, ".later": later, ".not_done": len(mine) - on_time - later}
    return tuple(_count(value, f"{of}{name}") for name, value in counts.items())
