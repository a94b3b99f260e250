"""Owns what slides share: what they are made of, the cells of an indicator, its chart, and which point of the order of the
day a slide serves.

A figure says which of the corte it is: «SEG-07.2021-11», or «SEG-07.2021-11.open_overdue» of what stands beside it;
«status.overdue», «status.stages.monitoring.overdue» of the plan; «decision.legal», of how many of a kind there are;
«review.SGSI.e11», of the state of a cell."""

from dataclasses import dataclass
from functools import cached_property

from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.corte.values import DIGITS
from sig_metrics.language import words
from sig_metrics.measure.beside import few_text, goal_text, without_text
from sig_metrics.measure.comparison import MONTH, earlier
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.judgement import months_without
from sig_metrics.measure.process.chosen import Process, process
from sig_metrics.measure.process.points import points
from sig_metrics.measure.process.spoken import chart_said
from sig_metrics.measure.scope import Scope, horizon
from sig_metrics.measure.standing import ranked
from sig_metrics.present.charts import process_alt
from sig_metrics.report.model import LINE, Cell, Chart, Number, Series, Slide, Table
from sig_metrics.session.model import Carried, Session
from sig_metrics.store.cortes import Corte

LIMITS = ("upper", "centre", "lower")
FROM = 3  # months of a line
BACK, FIRST_INPUT = "acuerdos-anteriores", "1"  # the slides of earlier agreements, and their input of clause 9.3
HEADINGS = ("slide_indicator", "slide_ficha", "slide_value", "slide_goal", "slide_state")


@dataclass(frozen=True)
class Sight:
    """What slides are made of: the dataset of a corte, its whole scope, the session and what it is asked to go on with."""

    dataset: Dataset
    corte: Corte
    scope: Scope
    session: Session | None
    carried: tuple[Carried, ...]

    @property
    def catalog(self) -> Catalog:
        return self.dataset.catalog

    @cached_property
    def before(self) -> Scope | None:
        """A month before, which the sentence of the plan compares with."""
        return earlier(MONTH, self.scope, horizon(self.dataset))

    def item_of(self, slide: Slide) -> int | None:
        """The point of the order of the day that a slide serves: that of its input of clause 9.3, or of its screen, or the
        first of a part of it."""
        items = self.session.items if self.session else ()
        asked = FIRST_INPUT if slide.key.startswith(BACK) else slide.key.removeprefix("entrada-")
        seen = [(each.number, each.view.lstrip("/?")) for each in items if each.view and each.review_input is None]
        found = [each.number for each in items if each.review_input is not None and str(each.review_input) == asked]
        found += [number for number, view in seen if view == slide.address]
        found += [number for number, view in seen if "?" in slide.address and view.startswith(f"{slide.address}&")]
        return next(iter(found), None)


def place(measured: Measure, field: str = "") -> str:
    """«SEG-07.2021-11»: which figure of the corte a value is."""
    said = f"{measured.indicator.code}.{measured.cutoff:%Y-%m}"
    return f"{said}.{field}" if field else said


def figure(value: float | None) -> float | None:
    """A value with the digits that it was frozen with."""
    return None if value is None else float(f"{value:.{DIGITS}g}")


def called(indicator: Indicator) -> str:
    return indicator.short or indicator.title


def value_cell(measured: Measure) -> Cell:
    """The value as it stands beside its indicators everywhere; «—» where there is none to tell."""
    if measured.value is None:
        return "—"
    return Number(few_text(measured), figure(measured.value), place(measured))


def goal_cell(measured: Measure) -> str:
    """«90 %», or what is said where there is none."""
    target, indicator = measured.target, measured.indicator
    if target is None:
        return "—"
    return words.amount(target.value, indicator.unit, indicator.decimals if indicator.unit == "index" else 0)


def state_said(catalog: Catalog, measured: Measure) -> str:
    """«■ fuera de meta», strong in the colour of a breach where it is one."""
    word = catalog.standing(measured.indicator, measured.status)
    return strong(f"{word.icon} {word.label}", word.role)


def strong(said: str, role: str) -> str:
    """A state in words and sign; in the colour of a breach, if it is one."""
    return f"!!{said}!!" if role == "breach" else said


def in_order(catalog: Catalog, vocabulary: str, code: str) -> int:
    """The place of a word in its vocabulary."""
    return list(catalog.vocabularies[vocabulary]).index(code)


def figures(sight: Sight, found: list[Measure], most: int) -> Table:
    """Indicators, the worst first: value, target and how they stand; the others are counted in its title."""
    shown = ranked(found)[:most]
    rows = tuple(
        (
            called(each.indicator),
            each.indicator.code,
            value_cell(each),
            goal_cell(each),
            state_said(sight.catalog, each),
        )
        for each in shown
    )
    rest = words.say("slide_shown_of", shown=len(shown), count=len(found)) if len(shown) < len(found) else ""
    return Table(tuple(words.say(each) for each in HEADINGS), rows, rest, (2, 3), (0.385, 0.115, 0.145, 0.11, 0.245))


def told_of(measured: Measure) -> str:
    """«Reclamos en plazo: 96.4 %, meta 100 %»; what is said where nothing is known."""
    said = few_text(measured) if measured.value is not None else words.say("slide_no_value")
    return words.say("decision_off_target", name=called(measured.indicator), value=said, goal=goal_text(measured))


def whole_measures(sight: Sight, indicators: tuple[Indicator, ...]) -> list[Measure]:
    """Of all that was frozen: a slide about a system says the value of all, and that it is."""
    return measures(sight.dataset, indicators, sight.scope) if indicators else []


def without_said(sight: Sight, measured: Measure) -> list[str]:
    """The sentence of whose cases a value does not have; [] of one that has all."""
    said = without_text(months_without(sight.dataset, measured.indicator, measured.cutoff))
    return [f"{words.opening(said)}."] if said else []


def rows_of(sight: Sight, indicator: Indicator) -> tuple[Process, list[dict]]:
    """The process of an indicator and its months, as its screen draws them."""
    found = process(sight.dataset, indicator, sight.scope)
    return found, points(found)


def process_chart(sight: Sight, indicator: Indicator) -> Chart | None:
    """The last months with limits and target; None of too few."""
    found, rows = rows_of(sight, indicator)
    if sum(row["value"] is not None for row in rows) < FROM:
        return None
    year = f"{sight.scope.year}-"
    of = tuple(f"{indicator.code}.{row['key']}" if row["key"].startswith(year) else "" for row in rows)
    again = tuple(n for n, row in enumerate(rows) if row["again"])
    series = [Series(called(indicator), tuple(figure(row["value"]) for row in rows), "ink", of=of, again=again)]
    for name in (*LIMITS, "target"):
        values = tuple(row[name] for row in rows)
        if any(each is not None for each in values):
            series.append(Series(words.say(f"slide_line_{name}"), values, "faint" if name in LIMITS else "muted", True))
    return Chart(
        LINE,
        tuple(row["month"] for row in rows),
        tuple(series),
        title=words.say("slide_chart", name=called(indicator), months=words.count(len(rows), "mes", "meses")),
        unit=indicator.unit,
        decimals=indicator.decimals,
        alt=process_alt(rows, chart_said(found), indicator.unit, indicator.decimals),
    )
