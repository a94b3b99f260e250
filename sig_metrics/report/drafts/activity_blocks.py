"""Owns the pieces of a paper that tell of indicators: their table beside the report before, what changed, their groups,
their charts, and who has cases open past their term."""

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.paper_model import PaperBlock
from sig_metrics.language import words
from sig_metrics.measure import follow_up
from sig_metrics.measure.beside import few_text, goal_text, overdue_text
from sig_metrics.measure.comparison import JUDGED, differences
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.labels import group_label
from sig_metrics.report.drafts.sight import Sight
from sig_metrics.report.model import BARS, ITEM, LINE, NOTE, Block, Cell, Chart, Number, Series, Table, Text
from sig_metrics.report.parts import figure, place

NONE = "—"
MOST = 12  # groups of a table
MONTHS = 3  # the fewest of a line


def indicators_of(sight: Sight, block: PaperBlock) -> tuple[Indicator, ...]:
    if block.form == "every":
        return tuple(sight.catalog.indicators.values())
    return tuple(sight.catalog.indicator(code) for code in block.indicators)


def indicators(sight: Sight, block: PaperBlock) -> list[Block]:
    """Each with the report before, what is open past its term, its target and its word."""
    asked = indicators_of(sight, block)
    now = measures(sight.dataset, asked, sight.scope)
    then = {m.indicator.name: m for m in measures(sight.dataset, asked, sight.before)} if sight.before else {}
    heads = [words.say("activity_indicator"), words.short_month(sight.cutoff)]
    heads[1:1] = [words.short_month(sight.before.cutoff)] if then else []
    heads += [words.say(f"activity_{name}") for name in ("goal", "late", "state")]
    rows = tuple(_indicator(sight, each, then.get(each.indicator.name), bool(then)) for each in now)
    numbers = tuple(range(1, len(heads) - 1))
    widths = (0.34, 0.14, 0.14, 0.09, 0.11, 0.18) if then else (0.4, 0.16, 0.1, 0.13, 0.21)
    return [Table(tuple(heads), rows, block.title, numbers, widths)]


def _indicator(sight: Sight, now: Measure, then: Measure | None, beside: bool) -> tuple[Cell, ...]:
    called = f"{now.indicator.title} ({now.indicator.code})"
    values = [*([value(then) if then else NONE] if beside else []), value(now)]
    word = sight.catalog.standing(now.indicator, now.status)
    return (called, *values, goal(now), late(now), f"{word.icon} {word.label}".strip())


def value(measured: Measure) -> Cell:
    if measured.value is None:
        return NONE
    return Number(few_text(measured), figure(measured.value), place(measured))


def goal(measured: Measure) -> str:
    target, indicator = measured.target, measured.indicator
    if target is None:
        return NONE
    return words.amount(target.value, indicator.unit, indicator.decimals if indicator.unit == "index" else 0)


def late(measured: Measure) -> Cell:
    """How many cases are open past their term; «—» of what has none, or nobody knows."""
    count = measured.open_overdue
    return NONE if count is None else Number(words.number(count), count, place(measured, "open_overdue"))


def changed(sight: Sight, block: PaperBlock) -> list[Block]:
    """A sentence an indicator that is not as it was in the report before; one, when none changed."""
    if sight.before is None:
        return [Text(words.say("activity_no_before"), NOTE)]
    asked = indicators_of(sight, block)
    now = measures(sight.dataset, asked, sight.scope)
    found = differences(sight.dataset, now, sight.before)
    said = []
    for each in now:
        change = found.get(each.indicator.name)
        if change and change.change:
            sight.cited.extend([value(each), value(change.before)])
            said.append(Text(_change(sight, each, change.before, change.said), ITEM))
    if not said:
        code = "activity_unchanged" if found else "activity_not_compared"
        return [Text(words.say(code, before=words.month(sight.before.cutoff)))]
    return [Text(words.say("activity_changed", before=words.month(sight.before.cutoff))), *said]


def _change(sight: Sight, now: Measure, then: Measure, by: str) -> str:
    """«Reclamos en plazo: de 88.2 % a 91.1 % (+2.9 puntos); pasa de «fuera de meta» a «cerca de la meta»»."""
    said = words.say("activity_change", name=now.indicator.title, then=few_text(then), now=few_text(now), by=by)
    was, is_now = (sight.catalog.standing(each.indicator, each.status) for each in (then, now))
    if was.label != is_now.label and now.status in JUDGED:
        return words.say("activity_change_state", said=said, was=was.label, now=is_now.label)
    return f"{said}."


def groups(sight: Sight, block: PaperBlock) -> list[Block]:
    """An indicator by one of its dimensions, the furthest from its target first; the last ones are counted."""
    indicator = sight.catalog.indicator(block.indicators[0])
    found = follow_up.groups(sight.dataset, indicator, sight.scope, block.by)
    most = block.top or MOST
    parts = bool(indicator.denominator) and not indicator.sample
    term = bool(indicator.backlog)
    heads = [sight.catalog.label("dimension", block.by)]
    heads += [words.say(f"activity_{each}") for each in ("part", "whole")] if parts else []
    heads += [words.say("activity_value")] + ([words.say("activity_late")] if term else [])
    rows = tuple(_group(sight, indicator, block.by, row, parts, term) for row in found[:most])
    shown: list[Block] = [Table(tuple(heads), rows, block.title, tuple(range(1, len(heads))), _even(len(heads)))]
    if parts and rows and indicator.name not in sight.told:
        sight.told.add(indicator.name)
        shown.append(Text(words.say("activity_parts", part=indicator.numerator, whole=indicator.denominator), NOTE))
    if len(found) > most:
        shown.append(Text(words.say("activity_more", shown=most, count=len(found)), NOTE))
    return shown


def _group(sight: Sight, indicator: Indicator, by: str, row: dict, parts: bool, term: bool) -> tuple[Cell, ...]:
    of = f"{indicator.code}.{sight.cutoff:%Y-%m}.{by}={row['code']}"
    cells = [row["label"] or words.say("group_unknown")]
    if parts:
        cells += [_count(row[name], f"{of}.{name}") for name in ("numerator", "denominator")]
    said = words.amount(row["value"], indicator.unit, indicator.decimals)
    cells.append(NONE if row["value"] is None else Number(said, figure(row["value"]), of))
    return (*cells, *([_count(row["overdue"], f"{of}.open_overdue")] if term else []))


def _count(value: float | None, of: str) -> Cell:
    return NONE if value is None else Number(words.number(value), value, of)


def _even(count: int) -> tuple[float, ...]:
    """The first column as wide as two of the others."""
    return (2 / (count + 1), *(1 / (count + 1) for _ in range(count - 1)))


def owing(sight: Sight, block: PaperBlock) -> list[Block]:
    """Who has cases open past their term, the one with most first; that nobody has, if so."""
    whole, totals = measures(sight.dataset, indicators_of(sight, block), sight.scope), {}
    asked = tuple(m.indicator for m in whole if m.open_overdue is not None)  # of the others nobody knows what is open
    if not asked:
        return [Text(words.say("activity_owing_unknown"))]
    for each in measures(sight.dataset, asked, sight.scope, (block.by,)):
        if each.open_overdue:
            totals.setdefault(each.group[0], []).append(each)
    if not totals:
        return [Text(words.say("activity_owing_none"))]
    heads = [sight.catalog.label("dimension", block.by), words.say("activity_indicator")]
    heads += [words.say(f"activity_{each}") for each in ("late", "oldest")]
    turns = sorted(totals, key=lambda code: (-sum(m.open_overdue for m in totals[code]), code or ""))
    rows = tuple(_owed(sight, block.by, each) for code in turns[: block.top or MOST] for each in totals[code])
    shown: list[Block] = [Table(tuple(heads), rows, block.title, (2, 3), (0.3, 0.4, 0.14, 0.16))]
    if len(turns) > (block.top or MOST):
        shown.append(Text(words.say("activity_more", shown=block.top or MOST, count=len(turns)), NOTE))
    return shown


def _owed(sight: Sight, by: str, each: Measure) -> tuple[Cell, ...]:
    label = group_label(sight.dataset, each.indicator, by, each.group[0])
    of = f"{place(each)}.{by}={each.group[0]}"
    days = each.oldest_overdue_days
    oldest = Number(words.count(days, "día", "días"), days, f"{of}.oldest_overdue_days") if days is not None else NONE
    called = f"{each.indicator.short or each.indicator.title} ({each.indicator.code})"
    return label, called, _count(each.open_overdue, f"{of}.open_overdue"), oldest


def line(sight: Sight, block: PaperBlock) -> list[Block]:
    """The months of the year of an indicator with its target; nothing of too few."""
    indicator = sight.catalog.indicator(block.indicators[0])
    found = [m for m in follow_up.two_years(sight.dataset, indicator, sight.scope)]
    if sum(m.value is not None for m in found) < MONTHS:
        return []
    values = tuple(figure(m.value) for m in found)
    own = tuple(place(m) if m.cutoff.year == sight.scope.year else "" for m in found)
    called = indicator.short or indicator.title
    series = [Series(called, values, "ink", of=own)]
    targets = tuple(m.target.value if m.target else None for m in found)
    if any(each is not None for each in targets):
        series.append(Series(words.say("slide_line_target"), targets, "muted", True))
    last = next(m for m in reversed(found) if m.value is not None)
    late_said = overdue_text(last.open_overdue, last.oldest_overdue_days)
    alt = words.say("activity_line", name=called, value=few_text(last), month=words.month(last.cutoff))
    return [
        Chart(
            LINE,
            tuple(words.short_month(m.cutoff) for m in found),
            tuple(series),
            block.title or words.say("activity_line_title", name=indicator.title),
            indicator.unit,
            indicator.decimals,
            alt,
        ),
        Text(f"{alt} {goal_text(last).capitalize()}." + (f" {late_said.capitalize()}." if late_said else ""), NOTE),
    ]


def bars(sight: Sight, block: PaperBlock) -> list[Block]:
    """An indicator by one of its dimensions, drawn."""
    indicator = sight.catalog.indicator(block.indicators[0])
    found = [
        row for row in follow_up.groups(sight.dataset, indicator, sight.scope, block.by) if row["value"] is not None
    ]
    found = found[: block.top or MOST]
    if not found:
        return []
    of = f"{indicator.code}.{sight.cutoff:%Y-%m}"
    series = Series(
        indicator.short or indicator.title,
        tuple(figure(row["value"]) for row in found),
        of=tuple(f"{of}.{block.by}={row['code']}" for row in found),
    )
    worst = words.say("activity_bars", label=found[0]["label"], value=_said(indicator, found[0]["value"]))
    labels = tuple(row["label"] for row in found)
    return [Chart(BARS, labels, (series,), block.title or indicator.title, indicator.unit, indicator.decimals, worst)]


def _said(indicator: Indicator, value: float) -> str:
    return words.amount(value, indicator.unit, indicator.decimals)
