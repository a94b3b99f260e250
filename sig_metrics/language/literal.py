"""Owns how a text of data stays a text in each medium that gives some characters a meaning: Markdown, HTML, the labels
of charts, the name of a file, a line of a log, and where none has. One function a medium, and nothing else in the
program does it.

What comes out reads as what went in, letter by letter; only what nobody sees and can turn the line around (controls,
bidi) is gone."""

import html
import re
from functools import lru_cache
from string import Template

from sig_metrics.language import words

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
EDGES = re.compile(r"^\s+|\s+$")  # four spaces would begin a block of code
BREAKS = re.compile(r"\r\n|\r")
MEANS = re.compile(r"[\\`*_\[\]<>~$#|&{]")
# What Streamlit looks for in the text itself, after the escapes are gone: links without marks, :icons: and :emoji:,
# arrows and dashes. A bare :color[…] is a plain span: it parts the text there, and adds nothing to see nor to copy.
JOINED = re.compile(
    r":(?=//|[^\W\d]|[\w+-]*:)|(?<=\S)@(?=\S)|(?<=www)\.|(?<=<)-(?=>)|(?<!\S)(?:<(?=[-=])|-(?=[->])|>(?==)|~(?==))(?=\S(?!\S))",
    re.IGNORECASE,
)
# a list, a rule, a heading
LINE_START = re.compile(r"^(\s?)([-+](?=\s|$)|-(?=[-\s]*$)|=(?=[=\s]*$)|\d+(?=[.)](?:\s|$)))")


class Markdown(str):
    """A text that is Markdown already, its data made literal: the tables for reading take it as it is."""


@lru_cache(4096)
def in_markdown(text: str) -> str:
    """A text inside Streamlit's Markdown (labels, captions, messages, tables for reading)."""
    lines = [EDGES.sub(" ", line) for line in BREAKS.sub("\n", UNSEEN.sub("", text)).strip("\n").split("\n")]
    return "\\\n".join(_line(line) for line in lines)


def in_bold(text: str) -> str:
    """The same, strong; at its ends there is no space, which would leave the marks to be read."""
    text = text.strip().strip("\ufeff")
    return f"**{in_markdown(text)}**" if text else ""


def _line(text: str) -> str:
    """One line: what has a meaning is escaped, what is looked for is parted, and what begins a list begins none."""
    parted, at = [], 0
    for found in JOINED.finditer(text):
        parted += [_escaped(text[at : found.start()]), f":color[{_escaped(found[0])}]"]
        at = found.end()
    return LINE_START.sub(_begun, "".join([*parted, _escaped(text[at:])]))


def _escaped(text: str) -> str:
    return MEANS.sub(r"\\\g<0>", text)


def _begun(found: re.Match) -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def in_html(text: str) -> str:
    """A text inside HTML, in an element or between the quotes of an attribute."""
    return html.escape(UNSEEN.sub("", text))


def filled(template: str, **texts: str) -> str:
    """HTML with the $blanks of a template filled, each made literal."""
    return Template(template).substitute({name: in_html(text) for name, text in texts.items()})


def in_plotly(text: str) -> str:
    """A text inside a label of a chart: no tag, no entity, no blank of a template, no formula."""
    return html.escape(UNSEEN.sub("", text), quote=False).replace("$", "&#36;").replace("%{", "&#37;{")


def in_file_name(text: str) -> str:
    """A text inside the name of a file: letters, digits, dashes; no folder, no dot at the beginning, 80 characters."""
    return re.sub(r"(?:[^\w-]|_)+", "_", UNSEEN.sub("", text)).strip("_-")[:80] or "tabla"


def in_plain(value: object) -> object:
    """What goes where nothing has a meaning (cells of a grid, the pieces of a board), with the texts inside it."""
    if isinstance(value, str):
        return UNSEEN.sub("", value)
    if isinstance(value, dict):
        return {key: in_plain(each) for key, each in value.items()}
    return [in_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def in_log(text: str) -> str:
    """A text inside a line of a log: one line, so that it forges no other."""
    return words.plain(text, 300)
