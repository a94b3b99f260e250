"""Owns the inline boards and the charts (Custom Components v2) that Streamlit has no widget for.

`matrix` (systems × stages), `plan_grid` (activities × months), `decisions`
(what needs one), `measures` (the indicator table) and `crossed` (charts that filter one another). Each takes plain data,
draws it with the colours of the page and reports one thing,
the key of the place that was picked, handed to `on_pick` before the page body
runs, so that `on_pick` may set query parameters. The pictures live in
`boards/*.js` and `boards/*.css`; no colour and no rule of the SIG lives here.

Data shapes (optional fields in brackets; every `tone` is one of `ink`, `muted`,
`common`, `concern`, `breach`, `improvement`, `neutral`):

matrix     {label, columns: [{key, label, [pick]}],
            rows: [{key, label, sub, [pick],
                    cells: [{key|None, value, tone, label, [icon], [share],
                             [mark: {icon, text, tone}], [signals: {key, icon, text, label}],
                             [versus: {of: overdue|rate, text}]}]}]}
plan_grid  {label, months, cutoff_index|None, head: {activity, unit, total},
            groups: [{title, rows: [{code|None, title, unit, [pick], total: {text, tone},
                      cells: [{state, text, key|None, [flag], label}]}]}],
            legend: [{state, text, [sample]}]}
           state: none, pending, on_time, received, late, overdue, not_applicable;
           the legend also knows `flag`. Calidad uses it too: registers × months.
decisions  {label, head: five titles, empty, items: [{key, icon, tone, title, whose, when, norm, hint, label}],
            more: {key, text}|None, [whole], [changes], [uncut], [rest: {key, most, text}|None]}
tiles      {label, tiles: [{key, name, value, [small], icon, word, tone, about, spark, target, hint, label,
             [standing], [late: {key, text, label}|None], [why], [why_label]}]}
           `word` is `standing` and what is late; a number that has rows is a button of its own.
measures   {label, head: five titles, [tight], [processes],
            rows: [{key, name, value, sub, [goal], [label], [overdue], [aside], [whole], spark: [number|None],
                    [target], [shared], bullet: {value|None, target|None, bands, tone}|None,
                    status: {icon, word, tone}, [process: [{icon, word, said, tone}]]}]}
           bullet figures are shares of the bar's length, 0 to 1. Under the name: `overdue`, what is open past its term,
           and `whole`, the filters that the value does not follow.
found      {label, head: four titles, rows: [{key, kind, name, text, place, hint, label}]}
marked     {label, items: [{icon, word, said, tone}]}
crossed    {label, whole, rows: [one, several], few, total, packed: {columns: [base64], counts: base64, size}, months, dimensions,
            chosen: {months: [first, last]|None, values: [[place of the dimension, [places]]], scaled}, turn,
            say}
           months: [{key, label, name, short, year, count|None}]; dimensions: [{key, label, values: [{key, label, count}]}];
           a column has the place of each cell in `months`, and then in the values of each dimension, a byte each; `say` are
           sentences with #1, #2… for what fills them. It hands over «=» or «>» (to see the rows) and what is chosen, as the address has it.
chart      {figure, alt, file, opens, picked: key|None, [below: lines]}
           a figure of `present/charts` in the notation of plotly; `file` is the name of its picture, without ending;
           `below`: what is written under the picture that is taken away;
           where it `opens`, a click on a mark hands over its customdata; the others are faint beside the one `picked`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from sig_metrics.language.literal import filled, in_plain
from sig_metrics.measure.kept import kept

OnPick = Callable[[str], None]

HTML = '<div class="board $name" lang="es-PE"></div>'
_FOLDER = Path(__file__).parent


def _register(name: str, *shared: str) -> Callable[..., Any]:
    """Register one component: the common files first, then what it shares with another (script alone), then its own."""
    css, js = (
        "\n".join((_FOLDER / f"{part}.{kind}").read_text(encoding="utf-8") for part in parts)
        for kind, parts in (("css", ("common", name)), ("js", ("common", *shared, name)))
    )
    return st.components.v2.component(f"sig_{name}", html=filled(HTML, name=name), css=css, js=js, isolate_styles=True)


_MATRIX = _register("matrix")
_PLAN_GRID = _register("plan_grid")
_DECISIONS = _register("decisions")
_MEASURES = _register("measures", "spark", "marks")
_TILES = _register("tiles", "spark")
_FOUND = _register("found")
_CROSSED = _register("crossed", "crossing")
_CHART = _register("chart", "letters", "plot")
_MARKS = _register("marked", "marks")


def _mount(component: Callable[..., Any], data: Mapping[str, Any], key: str, on_pick: OnPick | None) -> None:
    _put(component, _literal(data), key, on_pick)


def _put(
    component: Callable[..., Any], data: Mapping[str, Any], key: str, on_pick: OnPick | None, **place: int | str
) -> None:
    def picked() -> None:
        value = st.session_state[key].picked
        if value is not None and on_pick is not None:
            on_pick(value)

    component(key=key, data={"board": data}, on_picked_change=picked, **place)


@kept(128, same=True)
def _literal(data: Mapping[str, Any]) -> dict:
    """A board with its texts made literal; of one that is kept, once."""
    return in_plain(dict(data))


def matrix(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None) -> None:
    """Systems × stages: a figure and its note in each cell."""
    _mount(_MATRIX, data, key, on_pick)


def plan_grid(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None) -> None:
    """The annual plan as a calendar: activities × months, with the cut-off."""
    _mount(_PLAN_GRID, data, key, on_pick)


def decisions(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None) -> None:
    """The short list of what needs a decision; `data["empty"]` when there is none."""
    _mount(_DECISIONS, data, key, on_pick)


def tiles(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None) -> None:
    """A tile a topic; a click hands over its key."""
    _mount(_TILES, data, key, on_pick)


def measures(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None) -> None:
    """Indicators in rows: value, bullet bar against the target, sparkline, status."""
    _mount(_MEASURES, data, key, on_pick)


def marked(data: Mapping[str, Any], *, key: str) -> None:
    """The marks of a process, each beside its sentence."""
    _mount(_MARKS, data, key, None)


def found(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None) -> None:
    """What a search finds, or a list to open: a click hands over its key."""
    _mount(_FOUND, data, key, on_pick)


def crossed(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None) -> None:
    """Charts of the same rows that filter one another in the browser."""
    _mount(_CROSSED, data, key, on_pick)


def chart(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None) -> None:
    """A figure, whose labels are literal already (`in_plotly`); drawn again in its place when it changes, which has its
    height from the beginning; small pictures in a grid, and rows of names, have it from their width."""
    layout = data["figure"]["layout"]
    by_width = "grid" in layout or layout.get("showlegend", False)
    _put(_CHART, data, key, on_pick, height="content" if by_width else layout["height"])
