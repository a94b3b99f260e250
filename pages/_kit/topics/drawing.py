"""Owns how a form of a topic is drawn: it takes the View, its scope and what `screens.toml` says of the chart, and puts
it on the screen with the rows behind its points."""

from collections.abc import Callable
from functools import wraps

from pages._kit.blocks.figure import Evidence, chart
from pages._kit.shell import state
from pages._kit.shell.frame import View, section
from sig_metrics.catalog.screen_model import Chart
from sig_metrics.measure import freshness
from sig_metrics.measure.evidence import form_sql
from sig_metrics.measure.filters import unfollowed
from sig_metrics.measure.scope import Scope

Draw = Callable[[View, Scope], None]
Form = Callable[[View, Scope, Chart], None]


def behind(what: str) -> Callable[[str], None]:
    """What a click on a point does: the drawer with its rows."""
    return lambda key: state.place(casos=f"{what}.{key}" if what else key)


def whole(view: View, scope: Scope, divided: tuple[str, ...], register: str = "") -> tuple[str, ...]:
    """The filters of the reader that a chart of a register does not follow; the stage is the screen's own."""
    left = unfollowed(scope, divided, system=view.catalog.screens.served(register))
    return tuple(name for name in left if name != "stage")


def of_the_day(draw: Form) -> Form:
    """What a figure of the day of the cut-off says instead, while its registers are not known that day."""

    @wraps(draw)
    def drawn(view: View, scope: Scope, about: Chart) -> None:
        dated = tuple(name for name in about.registers if view.catalog.registers[name].cadence != "on_change")
        if why := freshness.stock_unknown(view.dataset, dated, scope.cutoff):
            return section(about.title, why)
        draw(view, scope, about)

    return drawn


def points_of(about: Chart, rows: list[dict]) -> tuple[str, ...]:
    """The points of a chart as the drawer asks for their rows."""
    return tuple(f"{about.rows}.{row['key']}" if about.rows else row["key"] for row in rows if row.get("key"))


def points(share: float | None) -> float | None:
    """A share as percentage points, for a column «(%)» that sorts as a number."""
    return None if share is None else round(share * 100, 4)


def put(
    view: View,
    scope: Scope,
    about: Chart,
    sentence: str,
    picture: object,
    alt: str,
    rows: list[dict],
    headings: dict[str, str],
    divided: tuple[str, ...],
    of: str | None = None,
    points: tuple[str, ...] | None = None,
) -> None:
    """A chart with its sentence and its rows; `divided`: the filters that it follows, `of`: the register whose
    systems count (its first one; «»: none); `points`: those of its sentence, if they are not all."""
    register = about.registers[0] if of is None else of
    left = whole(view, scope, divided, register)
    if points is None:
        points = points_of(about, rows)
    evidence = Evidence(
        rows, headings, about.registers, about.indicator, behind(about.rows), left, points, form_sql(about.form)
    )
    show(view, about, sentence, picture, alt, evidence)


def show(view: View, about: Chart, sentence: str, picture: object, alt: str, evidence: Evidence) -> None:
    """A chart whose rows are not those of its registers alone."""
    chart(view, about.key, about.title, sentence, picture, alt, evidence)
