"""Owns reading a screen the way a person does: its sentences, and each board, chart and table as lines of text under
its title.

What it gives is compared with `screens/*.md`. It computes nothing: every word and figure is the screen's.
"""

import json
import re
from collections.abc import Iterator

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic")
STATES = {
    "on_time": "a tiempo",
    "late": "tarde",
    "overdue": "vencido",
    "pending": "por vencer",
    "not_applicable": "no aplica",
    "received": "recibido",
    "unregistered": "sin registro",
}
MONTH = re.compile(r"([A-Z][a-z]{2}) (\d{2})")
ESCAPED = 0xE000  # where signs that are not marks wait while the marks are taken out
CHOICES = ("selectbox", "button_group", "pills", "expander")
FOLDED = ("expander", "popover")


def elements(node) -> Iterator[tuple[str, object]]:
    """(type, element) of what is drawn, in order; the table behind a chart is left out, it says the same, and so is
    what is folded."""
    for child in getattr(node, "children", {}).values():
        if child.type == "tab" and child.label == "Tabla":
            continue
        yield child.type, child
        if child.type not in FOLDED:
            yield from elements(child)


def blocks_of(app: AppTest, kind: str) -> list:
    """The elements of a kind in the main area."""
    return [element for found, element in elements(app.main) if found == kind]


def plain(text: str) -> str:
    """Words without the marks of Markdown, in one line; a sign after «\\» is no mark."""
    text = re.sub(r"\\([!-/:-@\[-`{-~])", lambda found: chr(ESCAPED + ord(found[1])), text)
    text = re.sub(r":[a-z]+\[(.*?)\]", r"\1", text)
    text = re.sub(r"\s+", " ", re.sub(r"[*`]|<(?!br)[^>]+>", "", text).replace("<br>", " ")).strip()
    return re.sub(f"[{chr(ESCAPED)}-{chr(ESCAPED + 127)}]", lambda found: chr(ord(found[0]) - ESCAPED), text)


def sentences(app: AppTest) -> list[str]:
    """The sentences under the title."""
    return re.split(r"(?<=\.) (?=[A-ZÁÉÍÓÚ0-9])", plain(app.markdown[0].value)) if app.markdown else []


def blocks(app: AppTest) -> dict[str, list[str]]:
    """{title: lines} of what the main area shows, in the order of the screen; what is written under a title or under
    what it names comes first, between «»; a line of its own for what can be chosen or unfolded."""
    found: dict[str, list[str]] = {}
    name, captions = app.title[0].value, []
    for kind, element in elements(app.main):
        if kind in ("header", "subheader"):
            name, captions = again(plain(element.value), found), []
        elif kind == "caption" and not element.value.startswith("Fuente:"):
            (found[name].insert if name in found else captions.insert)(0, f"«{plain(element.value)}»")
        elif kind == "popover":
            found.setdefault(
                "Alcance", [plain(element.proto.popover.label)]
            )  # the first; others open parts of a screen
        elif kind in CHOICES:
            found.setdefault(name, []).append(
                ": ".join(
                    filter(None, (plain(element.label or ""), " / ".join(map(plain, getattr(element, "options", ())))))
                )
            )
        elif lines := list(said(kind, element)):
            name = again(name, found)
            found[name] = captions + lines
            captions = []
    return found


def again(name: str, found: dict) -> str:
    """A title that was already there goes on: «Plan (sigue)»."""
    return again(f"{name} (sigue)", found) if name in found else name


def said(kind: str, element) -> Iterator[str]:
    if kind == "bidi_component":
        board = json.loads(element.proto.bytes)["board"]
        yield from BOARDS[element.proto.component_name](board)
    elif kind in ("table", "arrow_table", "dataframe", "arrow_data_frame"):
        for row in element.value.itertuples(index=False):
            yield " | ".join("—" if value is None or value != value else plain(str(value)) for value in row)


def matrix(board: dict) -> Iterator[str]:
    columns = [column["label"] for column in board["columns"]]
    for row in board["rows"]:
        for column, cell in zip(columns, row["cells"]):
            versus = {cell["versus"]["of"]: cell["versus"]["text"]} if cell.get("versus") else {}
            parts = [
                " ".join(filter(None, (cell["value"], versus.get("overdue")))),
                " ".join(filter(None, (cell["share"], versus.get("rate")))) or None,
                " ".join((cell["mark"]["icon"], cell["mark"]["text"])) if cell["mark"] else None,
                " ".join((cell["signals"]["icon"], cell["signals"]["text"])) if cell["signals"] else None,
            ]
            yield f"{row['label']}, {column}: {' · '.join(filter(None, parts))} ({cell['tone']})"


def tiles(board: dict) -> Iterator[str]:
    for tile in board["tiles"]:
        yield f"{tile['name']}: {'; '.join(filter(None, (tile['value'], tile['word'], tile['about'])))} ({tile['tone']})"


def grid(board: dict) -> Iterator[str]:
    for row in (row for group in board["groups"] for row in group["rows"]):
        cells = [
            f"{month} {cell['text']} {STATES[cell['state']]}{' s/d' if cell['flag'] else ''}"
            for month, cell in zip(MONTHS, row["cells"])
            if cell["state"] != "none"
        ]
        yield f"{row['code'] or row['title']} ({row['unit']}): {row['total']['text']}; {', '.join(cells)}"


def decisions(board: dict) -> Iterator[str]:
    if not board["items"]:
        yield board["empty"]
    for item in board["items"]:
        yield f"{' | '.join((item['title'], item['whose'], item['when'], item['norm']))} ({item['tone']})"
    if board["more"]:
        yield board["more"]["text"]


def measures(board: dict) -> Iterator[str]:
    for row in board["rows"]:
        parts = [
            row["value"],
            row["sub"],
            row.get("goal"),
            row.get("overdue"),
            row.get("whole"),
            f"{row['status']['word']} ({row['status']['tone']})",
            *(f"{mark['word']} ({mark['icon']})" for mark in row.get("process", ()) if board.get("processes")),
        ]
        yield f"{row['key']} {'; '.join(filter(None, parts))}"


def found_rows(board: dict) -> Iterator[str]:
    for row in board["rows"]:
        yield f"{row['kind']} | {row['name']} | {row['text']} | {row['place']}"


def crossed(board: dict) -> Iterator[str]:
    yield board["whole"]
    axes = [("Mes", [{**each, "label": f"{each['short']} {each['year'] % 100}"} for each in board["months"]])]
    for label, values in [*axes, *((axis["label"], axis["values"]) for axis in board["dimensions"])]:
        said = (f"{each['label']} {'—' if each['count'] is None else each['count']}" for each in values)
        yield f"{label}: {' · '.join(said)}"


BOARDS = {
    "sig_matrix": matrix,
    "sig_tiles": tiles,
    "sig_plan_grid": grid,
    "sig_decisions": decisions,
    "sig_measures": measures,
    "sig_found": found_rows,
    "sig_marked": lambda board: (f"{each['word']}: {each['said']} ({each['icon']})" for each in board["items"]),
    "sig_chart": lambda board: charted(go.Figure(board["figure"])),
    "sig_crossed": crossed,
}


def charts_of(app: AppTest) -> list[dict]:
    """The figures that were sent to the screen."""
    sent = [each.proto for each in app.get("bidi_component") if each.proto.component_name == "sig_chart"]
    return [json.loads(each.bytes)["board"]["figure"] for each in sent]


def charted(figure: go.Figure) -> Iterator[str]:
    """Of small pictures, the words of each; of a funnel, what each group says; of any other, its bars."""
    *limits, groups = figure.data or (None,)
    if (
        groups
        and groups.type == "scatter"
        and groups.mode == "markers"
        and limits
        and all(each.hoverinfo == "skip" for each in limits)
    ):
        yield from map(plain, groups.hovertext)
        return
    if not figure.layout.grid.rows:
        yield from bars(figure)
        return
    words: dict[str, list[str]] = {}
    for note in figure.layout.annotations:
        if note.xref != "paper":
            words.setdefault(note.xref, []).append(plain(note.text))
    yield from (": ".join(each) for each in words.values())


def bars(figure: go.Figure) -> Iterator[str]:
    """«category: value · value «written»», a value a trace, each place by the words of its axis; then what is
    written elsewhere."""
    lines: dict[str, list[str]] = {}
    across = bool(figure.layout.yaxis.ticktext)
    cells = (
        len({value for trace in figure.data for value in (trace.y if trace.type == "bar" and not across else (0, 1))})
        == 1
    )
    written = [
        (each.x, each.y, plain(each.text))
        for each in figure.layout.annotations
        if each.xref != "paper" and each.yref != "paper"
    ]
    for trace in figure.data if not cells else ():  # of a picture of cells, only what is written
        places, values = (trace.y, trace.x) if across else (trace.x, trace.y)
        # what is written on a mark is what the mark says: its height says nothing
        on_marks = trace.text if trace.type == "scatter" and trace.mode == "markers+text" else None
        named = f"{plain(trace.name)} " if figure.layout.showlegend else ""
        for n, (place, value) in enumerate(zip(places, values)):
            lines.setdefault(place_of(place, figure.layout.yaxis if across else figure.layout.xaxis), []).append(
                f"n.º {plain(on_marks[n])}" if on_marks else named + figure_of(value)
            )
    for _, y, text in written if across else ():
        place = place_of(y, figure.layout.yaxis)
        lines.setdefault(place, []).append(f"«{text}»")
    for place, found in lines.items():
        yield f"{place}: {' · '.join(found)}"
    if written and not across:
        yield "; ".join(f"{x:g}, {y:g}: {text}" if cells else text for x, y, text in written)


def place_of(place: object, axis) -> str:
    """The words at a place of an axis; two bars of one month stand a little to each side of it, and an axis may name
    one month of several: the others are counted from it («Jun 20», before «Jul 20»)."""
    if not axis.ticktext or not isinstance(place, (int, float)):
        return plain(str(place))
    names = dict(zip(map(round, axis.tickvals), axis.ticktext))
    at = round(place)
    if at in names:
        return plain(names[at])
    known, month = next(
        ((place, found) for place, name in names.items() if (found := MONTH.fullmatch(plain(name)))), (0, None)
    )
    if month is None:
        return str(at)
    counted = int(month[2]) * 12 + MONTHS.index(month[1].lower()) + at - known
    return f"{MONTHS[counted % 12].capitalize()} {counted // 12:02d}"


def figure_of(value: object) -> str:
    return (
        "—"
        if value is None or value != value
        else f"{round(value, 3):g}"
        if isinstance(value, (int, float))
        else str(value)
    )
