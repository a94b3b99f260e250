"""Owns the figures of the corte that the agreements of a session lean on: those that an agreement answers or was taken before,
those of the input of clause 9.3 of its point, and those by which the advance of the plan is told. None is of a reserved
indicator."""

from urllib.parse import parse_qs, urlsplit

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.reader import FICHAS
from sig_metrics.language import words
from sig_metrics.measure.beside import parts_text
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.sources import sources
from sig_metrics.report.model import Cell, Number, Table
from sig_metrics.report.papers.desk import Desk
from sig_metrics.session.model import Agreement

FICHA = "ficha"  # of an address, the indicator that it opens
HEADINGS = ("code", "name", "value", "parts", "target", "state", "open", "agreements")
WIDTHS = (0.085, 0.2, 0.095, 0.12, 0.09, 0.15, 0.11, 0.15)


def figures(desk: Desk) -> Table | None:
    """The table; None of a session without a corte."""
    if desk.cutoff is None:
        return None
    used = _used(desk)
    found = measures(desk.dataset, tuple(used), Scope(desk.cutoff))
    rows = tuple(_row(desk, each, used[each.indicator]) for each in found)
    return Table(tuple(words.say(f"paper_figures_{name}") for name in HEADINGS), rows, "", (2, 3, 4, 6), WIDTHS)


def sources_said(desk: Desk) -> list[str]:
    """The loads that the figures come from; none without a corte."""
    if desk.cutoff is None:
        return []
    registers = dict.fromkeys(name for each in _used(desk) for name in each.source_registers)
    known = sources(desk.dataset)
    found = [known[name] for name in registers if name in known and known[name].load]
    return [
        words.say("paper_source", title=each.title, load=each.load, day=words.moment(each.loaded_at)[:10])
        for each in found
    ]


def _used(desk: Desk) -> dict[Indicator, tuple[str, ...]]:
    """{indicator: the agreements that lean on it}, in the order of the fichas."""
    catalog, found = desk.catalog, {}
    for name in catalog.screens.plan.headlines:
        found[catalog.indicators[name].code] = []
    for agreement in desk.session.agreements:
        for code in _codes(desk, agreement):
            found.setdefault(code, []).append(agreement.code)
    order = [each for each in catalog.indicators.values() if each.code in found and not each.reserved]
    return {each: tuple(found[each.code]) for each in order}


def _codes(desk: Desk, agreement: Agreement) -> dict[str, None]:
    """The fichas that an agreement leans on."""
    codes = [agreement.answers] if agreement.answers_kind == FICHAS else []
    item = desk.session.item(agreement.item)
    for view in (agreement.view, item.view if item else ""):
        codes += parse_qs(urlsplit(view).query).get(FICHA, [])
    if item and (asked := desk.input(item.review_input)):
        codes += asked.indicators
    return dict.fromkeys(codes)


def figure(measured: Measure, field: str = "value") -> Number:
    """A figure as it is written, and which one of the corte it is: «SEG-07.2021-11», «SEG-07.2021-11.open_overdue»."""
    indicator = measured.indicator
    of = f"{indicator.code}.{measured.cutoff:%Y-%m}"
    if field == "value":
        return Number(words.amount(measured.value, indicator.unit, indicator.decimals), measured.value, of)
    if field == "target":
        if measured.target is None:
            return Number(words.say("paper_none"), None, f"{of}.{field}")
        decimals = indicator.decimals if indicator.unit == "index" else 0  # as the screens say a target
        return Number(
            words.amount(measured.target.value, indicator.unit, decimals), measured.target.value, f"{of}.{field}"
        )
    value = getattr(measured, field)
    return Number(words.say("paper_none") if value is None else words.number(value), value, f"{of}.{field}")


def _row(desk: Desk, measured: Measure, agreements: tuple[str, ...]) -> tuple[Cell, ...]:
    indicator = measured.indicator
    return (
        indicator.code,
        indicator.short or indicator.title,
        figure(measured),
        parts_text(measured) or words.say("paper_none"),
        figure(measured, "target"),
        desk.catalog.standing(indicator, measured.status).label,
        figure(measured, "open_overdue"),
        ", ".join(agreements) or words.say("paper_none"),
    )
