"""Owns what a table of a document is, whatever the document: a grid of texts, where its columns stand, its merged
cells, and the cells that could not be told.

Knows nothing of plans nor of any file format."""

import re
from dataclasses import dataclass, field

HYPHENS = "-\u00ad\u2010\u0002\ufffe"  # at the end of a line; the last two are what PDFium gives for one
Place = tuple[int, int]  # row and column, from 0


@dataclass
class Table:
    """`edges`: the left of each column and the right of the last; `doubts`: {place: code of the reason}; `above`: the
    lines of text over it in its page, the nearest last."""

    page: int
    grid: list[list[str]]
    edges: list[float]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    doubts: dict[Place, str] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)  # of a page: the top of each row and the bottom of the last


def flowed(lines: list[str]) -> str:
    """The lines of a cell as one text: a word that a hyphen cut is whole again; a name in capitals keeps its own."""
    text = ""
    for line in (" ".join(each.split()) for each in lines):
        if not line:
            continue
        if text and text[-1] in HYPHENS and len(text) > 1 and text[-2].isalpha():
            text = text[:-1] + line if line[0].islower() else text[:-1] + "-" + line
        elif text and text[-1] in HYPHENS and text[-2:-1].isdigit() and line[0].isdigit():  # 2020-2023
            text = text[:-1] + "-" + line
        elif text and text[-1] == "/":
            text += line
        else:
            text = f"{text} {line}" if text else line
    return re.sub(f"[{HYPHENS[1:]}]", "", text)
