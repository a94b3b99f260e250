"""Owns the script and the style of the boards, which a page has from its beginning: an element of a screen brings its
data and the name of its board, and neither is sent, copied or hashed again in each run."""

import hashlib
import json
from functools import cache
from pathlib import Path

from sig_metrics.language.literal import filled

# Each board has the common files, what it shares with another (script alone) and its own.
BOARDS = {
    "matrix": (),
    "plan_grid": (),
    "decisions": (),
    "measures": ("spark", "marks"),
    "tiles": ("spark",),
    "found": (),
    "crossed": ("crossing",),
    "chart": ("letters", "plot"),
    "marked": ("marks",),
    "slides": ("letters", "plot", "slide"),
}
_FOLDER = Path(__file__).parents[2] / "boards"  # where the picture of each board lives
# What an element runs. A page of another version of the program takes the boards of this one, once.
RUN = """export default (given) => {
  if (window.sigBoards?.seal === "$seal") return window.sigBoards.draw("$name", given);
  if (sessionStorage.getItem("sig-boards") === "$seal") return;
  sessionStorage.setItem("sig-boards", "$seal");
  location.reload();
};"""


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _whole() -> str:
    """The script of every board, each in a room of its own, with its style as a text."""
    made = "\n".join(
        "{name}: () => {{\n{body}\n}},".format(
            name=name,
            body="\n".join(_text(f"{part}.js") for part in (*shared, name)).replace(
                "export default function", "return function", 1
            ),
        )
        for name, shared in BOARDS.items()
    )
    styles = {name: f"{_text('common.css')}\n{_text(f'{name}.css')}" for name in BOARDS}
    whole = f"{_text('common.js')}\nconst MADE = {{\n{made}\n}};\nconst STYLES = {json.dumps(styles, ensure_ascii=False)};\n"
    return (whole + _text("page.js")).replace("</script", "<\\/script")


@cache
def seal() -> str:
    """What tells the boards of this version of the program from those of another."""
    return hashlib.sha256(_whole().encode("utf-8")).hexdigest()[:12]


def script() -> str:
    """What the page runs before anything is drawn."""
    return f'(() => {{\n{_whole()}\nwindow.sigBoards = {{ seal: "{seal()}", draw, tied }};\n}})();'


def run(name: str) -> str:
    """The module of an element that is a board."""
    return filled(RUN, name=name, seal=seal())
