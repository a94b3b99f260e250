"""A hostile text in every column of texts of every register at once, and what must be true of whatever shows it.

`planted` gives the files of the demonstration with it; columns with a pattern cannot hold it, and their own test
proves that. The texts are invented and of nobody."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.demo import demo_files
from sig_metrics.publish.load import Incoming

HOST = "planted.invalid"
BEGINS = f'<b>fuerte</b><a href="//{HOST}/">liga</a>'  # first: a label of a chart is cut
PLANT = (
    f'{BEGINS}<sup>alto</sup><img src="http://{HOST}/a.png"><style>h1{{color:red}}</style><form action="http://{HOST}/"><input type="password"></form>'
    f"![foto](http://{HOST}/b.png) [ver](http://{HOST}/) http://{HOST}/c www.{HOST} $x^2$ $$y_1$$ :red[**VENCIDO**] :material/home: :material_home: "
    ":smile: :streamlit: `monoespacio` *cursiva* ~~tachado~~ __grueso__ &lt;i&gt; &#36; | -> -- <-> >= {a}\u2028fin \\"
)
UNSEEN = "\u202e\u2066"  # taken out where it is loaded, and again where it is shown
CODE = f"<b>clave</b>:red[clave]*cursiva*$k$ www.{HOST}"  # what a code or a key carries after its own
SHORT = f"*k* www.{HOST}"  # the same, where there is no room for it
FILE = "*cursiva* $f$ :red[clave] <b>fuerte<b>.csv"
STARTS = ("# ", "1. ", "- ", "> ", "=== ", "")
# What would have been made of the plant, in the page or in the shadow of a board: an element of one of its words, or
# one that leads to its host.
ELEMENTS = f"""() => {{
  const found = [], roots = [document];
  while (roots.length) {{
    const root = roots.pop();
    for (const node of root.querySelectorAll('*')) {{
      if (node.shadowRoot) roots.push(node.shadowRoot);
      const leads = [...node.attributes].some((each) => /src|href|action/.test(each.name) && each.value.includes('{HOST}'));
      const made = /^(liga|fuerte|alto|ver|foto|VENCIDO|cursiva|tachado|grueso|monoespacio|clave|home)$/.test(node.textContent.trim());
      if (leads || made || node.matches('.katex, form[action], input[type=password]')) found.push(node.outerHTML.slice(0, 200));
    }}
  }}
  return found;
}}"""


def visible(text: str) -> str:
    """A text as a page says it: every space alike, and without what nobody sees."""
    return " ".join(re.sub("[\u202e\u2066]", "", text).split())


def misread(shown: str, written: dict[str, str]) -> list[str]:
    """The places of a page where the plant does not read as it was written. `written`: {what is before the plant:
    the whole}."""
    shown, plant, begins = visible(shown), visible(PLANT), tuple(written)
    wrong = []
    for found in re.finditer(re.escape(BEGINS), shown):
        rest = shown[found.start() : found.start() + len(plant)]
        same = next((n for n, (a, b) in enumerate(zip(rest, plant)) if a != b), len(rest))
        cut = same < len(plant) and shown[found.start() + same : found.start() + same + 1] in ("…", "")
        if not (same == len(plant) or cut) or not shown[: found.start()].endswith(begins):
            wrong.append(shown[max(found.start() - 60, 0) : found.start() + same + 40])
    return wrong


def free_columns(register) -> list:
    """The columns of texts that take any text: neither of a pattern, nor of the words of a list or the codes of
    another register."""
    return [column for column in register.columns if column.type == "text" and not column.pattern and not column.words]


def planted_text(register, column, value: str, at: int) -> str:
    """What a cell says once it is planted: a code carries CODE after its own, a line of so many letters before it, the
    rest the whole plant after its beginning."""
    if not value.strip() or value.strip().casefold() in {word.casefold() for word in column.null_words}:
        return value
    keys = {column.name for column in register.columns if column.code or column.name in register.key}
    if column.name in keys or any(column.name in reference.columns for reference in register.references):
        room = column.longest or len(value) + 1 + len(CODE)
        return next(said for said in (f"{value} {CODE}", f"{value} {SHORT}", value) if len(said) <= room)
    if column.longest:  # there is no room for the whole plant
        return f"{CODE} {value}"[: column.longest]
    return f"{STARTS[at % len(STARTS)]}{UNSEEN}{value} {PLANT}"


def planted(catalog=None) -> list[Incoming]:
    """The files of the demonstration with the plant in every free column of texts; the reserved register as it is."""
    catalog = catalog or default_catalog()
    files = [
        (incoming, list(csv.reader(io.StringIO(incoming.content.decode("utf-8-sig"), newline=""))))
        for incoming in demo_files(catalog)
    ]
    files += [
        (Incoming(name, f"{name}.csv", b""), [[value or "" for value in row] for row in rows])
        for name, rows in catalog.law.items()
    ]
    return [
        replace(
            incoming,
            name=f"{Path(incoming.name).stem} {FILE}",
            content=_planted(catalog.register(incoming.register), rows),
        )
        for incoming, rows in files
    ]


def _planted(register, rows: list[list[str]]) -> bytes:
    head, lines = rows[0], [list(line) for line in rows[1:]]
    for column in free_columns(register) if not register.reserved else ():
        if column.name not in head:
            head, lines = [*head, column.name], [[*line, ""] for line in lines]
        at = head.index(column.name)
        if not any(line[at] for line in lines):  # nothing is written in it: one row is
            lines[0][at] = "x"
        for n, line in enumerate(lines):
            line[at] = planted_text(register, column, line[at], n)
    out = io.StringIO(newline="")
    csv.writer(out).writerows([head, *lines])
    return out.getvalue().encode()
