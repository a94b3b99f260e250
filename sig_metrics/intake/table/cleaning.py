"""Owns what is taken out of a text without asking: characters that nobody sees. And tells what it finds.

Letters are composed (NFC). Broken letters («Ã±», «pol?tica») are told and never altered.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from sig_metrics.catalog.model import Register
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.language.text import CHARACTERS_LIMIT

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
UNSEEN = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
MISREAD = re.compile(r"[ÃÂ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€|ï»¿")  # UTF-8 as Windows reads it
LOST = re.compile(
    r"(?<!\S)[^\s/:=¿]{0,60}[^\W\d_]\?[^\W\d_][^\s/=]{0,60}(?!\S)"
)  # «pol?tica», and no address of the web
BROKEN = re.compile(f"{MISREAD.pattern}|\ufffd|{LOST.pattern}")
ODD = re.compile("|".join(each.pattern for each in (CONTROLS, UNSEEN, MISREAD)) + "|\ufffd")
QUOTED = re.compile(r"['’´`](?=[\w+\-(#$])(?=[^'’´`]*$)")
SPACED = re.compile(r"\s\s|[^\S ]")
SHOWN_ROWS = 10


def clean(text: str) -> str:
    """`text` composed, without control, zero-width nor bidi characters; line breaks and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    seen = UNSEEN.sub("", CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return unicodedata.normalize("NFC", seen).strip()  # last: what stood between a letter and its accent is gone


def rows_said(rows: Iterable[int]) -> str:
    """«fila 7», «filas 7, 9 y 12», «filas 17 a 32», «filas 7, 9, …, y 40 más»."""
    rows = sorted(set(rows))
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    parts = [part for run in runs for part in ([f"{run[0]} a {run[-1]}"] if len(run) > 2 else map(str, run))]
    if len(parts) > SHOWN_ROWS:
        shown = parts[:SHOWN_ROWS]
        more = len(rows) - sum(
            int(end) - int(first) + 1
            for first, _, end in (part.partition(" a ") if " " in part else (part, "", part) for part in shown)
        )
        return f"filas {', '.join(shown)} y {words.number(more)} más"
    return f"{'fila' if len(rows) == 1 else 'filas'} {words.listing(parts)}"


def clean_columns(columns: dict[str, list[str]], rows: list[int], sheet: str, shows: bool) -> list[Problem]:
    """Cleans the texts in place; returns a warning for each kind of thing found. `shows`: examples may be quoted."""
    kinds: dict[str, tuple[Callable, list[int], list[str]]] = {
        "controls_removed": (CONTROLS.search, [], []),
        "unseen_removed": (UNSEEN.search, [], []),
        "letters_broken": (BROKEN.search, [], []),
    }
    for name, texts in columns.items():
        odd = {
            text
            for text in set(texts)
            if not (text.isascii() and text.isprintable())
            and ("\r" in text or not unicodedata.is_normalized("NFC", text) or ODD.search(text))
            or "?" in text
            and LOST.search(text)
        }
        cleaned = {text: clean(text) for text in odd}
        for search, at, examples in kinds.values():
            hits = {text for text in odd if search(text)}
            if hits:
                at += [row for row, text in zip(rows, texts) if text in hits]
                examples += [cleaned[text] for text in sorted(hits)]
        if odd:
            columns[name] = [cleaned.get(text, text) for text in texts]
    return [_warning(code, at, examples if shows else [], sheet) for code, (_, at, examples) in kinds.items() if at]


def _warning(code: str, at: list[int], examples: list[str], sheet: str) -> Problem:
    quoted = ", ".join(f"«{words.short(example, 30)}»" for example in examples[:3])
    said = words.say(
        code,
        cells=words.count(len(at), "celda", "celdas"),
        rows=rows_said(at),
        examples=f" ({quoted})" if quoted else "",
    )
    return Problem(code, said, sheet, min(at))


def too_long(columns: dict[str, list[str]], rows: list[int], places: dict[str, str], sheet: str) -> list[Problem]:
    """A problem for each cell beyond what a cell of Excel holds."""
    return [
        Problem(
            "cell_long",
            words.say("cell_long", found=words.number(len(text)), limit=words.number(CHARACTERS_LIMIT)),
            sheet,
            row,
            places[name],
            words.short(text, 60),
        )
        for name, texts in columns.items()
        if max(map(len, texts), default=0) > CHARACTERS_LIMIT
        for row, text in zip(rows, texts)
        if len(text) > CHARACTERS_LIMIT
    ]


def undress(columns: dict[str, list[str]], rows: list[int], sheet: str, register: Register) -> list[Problem]:
    """Takes the apostrophe with which Excel marks a text («'15/03/2021»), and the spaces that repeat, out of every
    column but those of free text, in place; tells of the apostrophes."""
    found: list[int] = []
    for column in register.columns:
        if (
            column.name not in columns
            or column.type == "text"
            and not column.pattern
            and not column.code
            and column.name not in register.key
        ):
            continue
        texts = columns[column.name]
        bare = {
            text: " ".join(QUOTED.sub("", text).split())
            for text in set(texts)
            if QUOTED.match(text) or SPACED.search(text)
        }
        if bare:
            found += [row for row, text in zip(rows, texts) if QUOTED.match(text)]
            columns[column.name] = [bare.get(text, text) for text in texts]
    if not found:
        return []
    return [
        Problem(
            "quotes_removed",
            words.say("quotes_removed", cells=words.count(len(found), "celda", "celdas"), rows=rows_said(found)),
            sheet,
            min(found),
        )
    ]
