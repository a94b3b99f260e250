"""Owns the inline boards and the charts (Custom Components v2) that Streamlit has no widget for.

`matrix` (systems × stages), `plan_grid` (activities × months), `decisions`
(what needs one), `measures` (the indicator table) and `crossed` (charts that filter one another). Each takes plain data,
draws it with the colours of the page and reports one thing,
the key of the place that was picked, handed to `on_pick` before the page body
runs, so that `on_pick` may set query parameters. The pictures live in
`boards/*.js` and `boards/*.css`; no colour and no rule of the SIG lives here.

Data shapes (optional fields in brackets; every `tone` is one of `ink`, `muted`,
`common`, `concern`, `breach`, `improvement`, `neutral`):

matrix     {label, [wide], columns: [{key, label, [sub], [pick]}],
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
            more: {key, text}|None, [whole], [changes], [uncut], [reasons], [rest: {key, most, text}|None]}
tiles      {label, tiles: [{key, name, value, [small], icon, word, tone, about, spark, [again], target, hint, label,
             [standing], [late: {key, text, label}|None], [why], [why_label]}]}
           `word` is `standing` and what is late; a number that has rows is a button of its own.
measures   {label, head: five titles, [tight], [processes],
            rows: [{key, name, value, sub, [goal], [label], [overdue], [aside], [whole], spark: [number|None],
                    [again], [target], [shared], bullet: {value|None, target|None, bands, tone}|None,
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
slides     {label, foot, mark, channel, agrees, speaks, say, slides: [{key, eyebrow, title, lead, aside, item|None, live, blocks}],
            [notes: {key: text}], [items: {number: topic}]}
           a block is {kind: table, title, headings, rows, numbers, widths}, {kind: text, style, said} or {kind: chart, alt, figure};
           notes and items only where it `speaks`. It hands over «drill.», «agree.» or «leave.» and the key of its slide.
chart      {figure, alt, file, opens, picked: key|None, [below: lines]}
           a figure of `present/charts` in the notation of plotly; `file` is the name of its picture, without ending;
           `below`: what is written under the picture that is taken away;
           where it `opens`, a click on a mark hands over its customdata; the others are faint beside the one `picked`.
"""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages._kit.shell.face import board_script as script
from sig_metrics.language.literal import filled, in_plain
from sig_metrics.measure.kept import kept

OnPick = Callable[[str], None]

# of the session: how high the place of each board is, in lines, of which the style knows as many
HEIGHTS, HIGHEST = "heights", 120
HTML = '<div class="board $name" lang="es-PE"></div>'


def _register(name: str) -> Callable[..., Any]:
    """Register one component, whose script and style the page has."""
    return st.components.v2.component(f"sig_{name}", html=filled(HTML, name=name), js=script.run(name))


_BOARD = {name: _register(name) for name in script.BOARDS}


def _mount(name: str, data: Mapping[str, Any], key: str, on_pick: OnPick | None, lines: float = 0) -> None:
    """`lines`: of 1.2 rem, how high it will be, so that nothing under it moves. The place that is kept for it is the same for
    as long as its page is seen (another would be another element, with its board made anew): the board says how high it is
    now."""
    sent = _sent(data)
    if not lines:
        return put(name, sent, key, on_pick)
    high = min(HIGHEST, math.ceil(lines))
    with st.container(key=f"sig-tall-{key}-h{st.session_state.setdefault(HEIGHTS, {}).setdefault(key, high)}-"):
        put(name, b'{"lines":%d,%b' % (high, sent[1:]), key, on_pick)


def forget_heights() -> None:
    """Of a page that is opened, each height is that of what it shows first."""
    st.session_state.pop(HEIGHTS, None)


def put(name: str, sent: bytes, key: str, on_pick: OnPick | None, **place: int | str) -> None:
    """A board as it is sent: JSON, in bytes."""

    def picked() -> None:
        value = st.session_state[key].picked
        if value is not None and on_pick is not None:
            on_pick(value)

    _BOARD[name](key=key, data=sent, on_picked_change=picked, **place)


@kept(128, same=True)
def _sent(data: Mapping[str, Any]) -> bytes:
    """A board as it is sent, with its texts made literal; of one that is kept, once."""
    return _written(in_plain(dict(data)))


def _written(data: Mapping[str, Any]) -> bytes:
    return json.dumps({"board": data}, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def matrix(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None, lines: float = 0) -> None:
    """Systems × stages: a figure and its note in each cell."""
    _mount("matrix", data, key, on_pick, lines)


def plan_grid(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None, lines: float = 0) -> None:
    """The annual plan as a calendar: activities × months, with the cut-off."""
    _mount("plan_grid", data, key, on_pick, lines)


def decisions(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None, lines: float = 0) -> None:
    """The short list of what needs a decision; `data["empty"]` when there is none."""
    _mount("decisions", data, key, on_pick, lines)


def tiles(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None, lines: float = 0) -> None:
    """A tile a topic; a click hands over its key."""
    _mount("tiles", data, key, on_pick, lines)


def measures(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None, lines: float = 0) -> None:
    """Indicators in rows: value, bullet bar against the target, sparkline, status."""
    _mount("measures", data, key, on_pick, lines)


def marked(data: Mapping[str, Any], *, key: str) -> None:
    """The marks of a process, each beside its sentence."""
    _mount("marked", data, key, None)


def found(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None, lines: float = 0) -> None:
    """What a search finds, or a list to open: a click hands over its key."""
    _mount("found", data, key, on_pick, lines)


def crossed(data: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None, lines: float = 0) -> None:
    """Charts of the same rows that filter one another in the browser."""
    _mount("crossed", data, key, on_pick, lines)


def slides(data: Mapping[str, Any], *, key: str, on_pick: OnPick) -> None:
    """A deck over the whole window, whose slides are turned in the browser; a key that asks for more hands over what."""
    put("slides", _sent(data), key, on_pick)


def chart(figure: go.Figure, about: Mapping[str, Any], *, key: str, on_pick: OnPick | None = None) -> None:
    """A figure, whose labels are literal already (`in_plotly`), and what is said `about` it; drawn again in its place when
    it changes, which has its height from the beginning; small pictures in a grid, and rows
    of names, have it from their width."""
    layout = figure.to_dict()["layout"]
    by_width = "grid" in layout or layout.get("showlegend", False)
    put("chart", _drawn(figure, about), key, on_pick, height="content" if by_width else layout["height"])


@kept(128)
def _drawn(figure: go.Figure, about: Mapping[str, Any]) -> bytes:
    return _written({"figure": figure.to_dict(), **about})
