"""Owns all that a screen says, to the last word of its boards, charts and tables, and what no screen may say.

`screen_reader.py` reads a screen as a person does, for what is typed; this reads every text that is sent, whatever
draws it: a kind of element that nobody has thought of is read too.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from support.english import english_in
from support.screen_reader import plain

# of a message: what is of the machine
MACHINE = (
    "id,form_id,icon,type,tag,language,config,columns,css_content,css_source_path,js_content,js_source_path,code_text,"
    "html_content,component_name,deferred_file_id,url,autocomplete,raw_value,raw_values,spec,json,arrow_data,data"
).split(",")
# of a board: what is not read
SIGNS = {"key", "tone", "state", "icon", "pick", "rows_key", "flag", "of", "sample", "packed"}
# of a figure: what is written in it
WRITTEN = {"text", "hovertext", "hovertemplate", "ticktext", "title", "name"}
DEMONSTRATION = "Datos de demostración"  # on every picture of the demonstration
HEADINGS = {"title": 1, "header": 2, "subheader": 3}
APART = ("column", "tab", "expander", "popover", "dialog")  # a heading is of what is under it in the same one
# what a value that is not there leaves behind
HOLES = re.compile(
    r"\b(?:None|nan|NaN|NaT|undefined|null|True|False|Infinity|inf)\b|\[object|[{}$]\w|datetime\.|Decimal\("
    r"|<NA>|\(\)|«»|· *·|^\s*·\s|\s·\s*$|\S  +\S|\s[,;.](?:\s|$)|sin dato de|(?<!\d )\b0 de 0\b(?! a \d)"
)
CODE = re.compile(r"(?<![\w./«-])[a-z]+(?:_[a-z]+)+(?![\w./])")  # «on_change»
MARKS = re.compile(
    r":material/\w+:|</?[a-z][^>]*>|&nbsp;|:(?:red|orange|gray|blue|violet|gray-background)(?=\[)|[*`\\]"
)
VALUE = re.compile(r"%\{\w+[^}]*\}")  # of a point, written when it is seen
ADDRESS = re.compile(r"\b[a-z]+\?[a-z]+=\S+")  # of a screen, as a saved view keeps it: its codes are no words
NAMED = re.compile(r"python -m sig_metrics|[\w-]+\.(?:csv|xlsx|parquet)\b")  # a command, a file


def elements(node, inside: tuple[int, ...] = ()) -> Iterator[tuple[str, object, tuple[int, ...]]]:
    """(type, element, what it is in) in the order of the screen."""
    for child in getattr(node, "children", {}).values():
        yield child.type, child, inside
        yield from elements(child, (*inside, id(child)) if child.type in APART else inside)


def texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """(what says it, a text) of all that the screen says."""
    for kind, element, _ in elements(app._tree):
        if kind != "code" and getattr(element, "proto", None) is not None:
            yield from ((kind, text) for text in said_by(kind, element.proto) if text.strip())


def said_by(kind: str, message) -> Iterator[str]:
    if kind == "bidi_component":
        board = json.loads(message.bytes)["board"]
        figure = board.pop("figure", None)
        yield from _of_board(board)
        yield from _of_figure(figure)
    elif kind in ("dataframe", "table"):
        yield from _of_table(message.arrow_data.data)
    else:
        yield from _of_message(message)


def _of_message(message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in MACHINE or (field.message_type and field.message_type.GetOptions().map_entry):
            continue
        for each in value if field.is_repeated else [value]:
            if field.message_type is not None:
                yield from _of_message(each)
            elif field.type == field.TYPE_STRING:
                yield each


def _of_board(board: object, name: str = "") -> Iterator[str]:
    if isinstance(board, dict):
        for key, value in board.items():
            if key not in SIGNS:
                yield from _of_board(value, key)
    elif isinstance(board, list):
        for value in board:
            yield from _of_board(value, name)
    elif isinstance(board, str) and name not in ("rows", "key"):
        yield board


def _of_figure(figure: object, name: str = "") -> Iterator[str]:
    if isinstance(figure, dict):
        for key, value in figure.items():
            yield from _of_figure(value, name if key == "text" and name in WRITTEN else key)
    elif isinstance(figure, list):
        for value in figure:
            yield from _of_figure(value, name)
    elif isinstance(figure, str) and name in WRITTEN:
        yield figure


def _of_table(data: bytes) -> Iterator[str]:
    table = pa.ipc.open_stream(data).read_all()
    coded = "Código" in table.column_names  # of the dictionary: what is typed in a file
    for heading, column in zip(table.column_names, table.columns):
        if heading.startswith("__index"):
            continue
        yield heading
        if heading == "Código":
            continue
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            yield from {value for value in column.to_pylist() if value and not (coded and CODE.fullmatch(plain(value)))}
        elif pa.types.is_floating(column.type) and any(value != value for value in column.to_pylist()):
            yield f"{heading}: nan"


def untranslated(catalog: Catalog) -> frozenset[str]:
    """The codes of vocabularies that are no word of their labels nor of any other."""
    codes = {
        code
        for name, found in catalog.vocabularies.items()
        if name != "topic"
        for code in found
        if re.fullmatch(r"[a-z]{4,}", code)
    }
    labels = " ".join(word.label for found in catalog.vocabularies.values() for word in found.values())
    return frozenset(codes - set(re.findall(r"\w+", labels.lower())))


def wrong(app: AppTest, catalog: Catalog, codes: frozenset[str]) -> Iterator[str]:
    """What the screen says and no screen may, a line each."""
    for failed in app.exception:
        yield f"excepción: {failed.message}"
    fault = words.say("screen_failed")
    for kind, text in texts(app):
        if fault in text:
            yield f"falla: {text}"
        for each in _faults(text, codes):
            yield f"{kind}: «{each}» en «{text[:160]}»"
    yield from empty_places(app)


def filters_nobody_set(app: AppTest) -> Iterator[str]:
    """What a screen says that its filters leave out, of one where the reader set none: the cause is another."""
    for each in (*app.caption, *app.markdown):
        if "estos filtros" in each.value.lower():
            yield f"filtros que nadie puso: «{each.value}»"


@lru_cache(maxsize=50_000)  # a walk reads the same words on every screen
def _faults(text: str, codes: frozenset[str]) -> tuple[str, ...]:
    bare = ADDRESS.sub("enlace", NAMED.sub("archivo", MARKS.sub("", VALUE.sub("0", text.replace("<br>", "\n"))))).strip(
        " "
    )
    found = [*(each[0] for each in HOLES.finditer(bare)), *english_in(bare), *CODE.findall(bare)]
    found += [each for each in re.findall(r"\b[a-z]{4,}\b", bare) if each in codes]
    return tuple(dict.fromkeys(found))


def empty_places(app: AppTest) -> Iterator[str]:
    """Headings over nothing, and boards and charts of nothing that do not say so."""
    heading, level, place = "", 0, ()
    for kind, element, inside in (*elements(app._tree), ("title", None, ())):
        if kind in HEADINGS:
            if heading and (HEADINGS[kind] <= level or not _in(inside, place)):
                yield f"título sin nada debajo: «{heading}»"
            heading, level, place = (element.value, HEADINGS[kind], inside) if element else ("", 0, ())
            if element and not element.value.strip():
                yield "título vacío"
        elif not hasattr(element, "children"):
            if heading and not _in(inside, place):
                yield f"título sin nada debajo: «{heading}»"
            heading = ""
        if kind == "bidi_component":
            board = json.loads(element.proto.bytes)["board"]
            lists = [board[name] for name in ("rows", "items", "tiles", "groups") if name in board]
            if figure := board.get("figure"):
                marks = [
                    [each for each in trace.get("y") or () if each is not None] for trace in figure.get("data", ())
                ]
                notes = [each for each in figure["layout"].get("annotations", ()) if each["text"] != DEMONSTRATION]
                lists = [*marks, notes]  # what is on every picture says nothing of this one
            if not any(lists) and not board.get("empty"):
                yield f"tablero vacío: {element.proto.component_name}"


def _in(inside: tuple[int, ...], place: tuple[int, ...]) -> bool:
    return inside[: len(place)] == place
