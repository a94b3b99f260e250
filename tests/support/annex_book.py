"""Builds the official Anexo 01 of 2021, version 05, as an office may keep it: each option is one way of dressing it.

The words and the numbers come from `data/plan/2021-v05`; `OFFICIAL` is what must come back, whatever the dress.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field

import openpyxl

from conftest import V05

STAGES = {"maintenance": "Mantenimiento", "monitoring": "Seguimiento, medición y análisis", "improvement": "Mejora"}
UNITS = {"ALL": "Todas"}
HEADS = {
    "units": "Unidad responsable",
    "line": "Líneas de acción",
    "activity": "N° Act.",
    "title": "Actividades",
    "deliverable": "Entregables",
    "target": "Meta física4",
}
MONTHS = tuple("Ene Feb Mar Abr May Jun Jul Ago Sep Oct Nov Dic".split())
TITLES = [
    ["Anexo 01: Cronograma de actividades del SIG – Año 2021"],
    ["Versión: 05"],
    ["Resolución: RDE N° 151-2021-MIDIS/PNADP-DE"],
    ["Fecha de aprobación: 30/09/2021"],
    [],
]


def _csv(name: str) -> list[dict]:
    with (V05 / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _official() -> dict[str, dict]:
    found = {
        row["activity"]: {name: row[name] for name in ("stage", "units", "line", "title", "deliverable")}
        | {"target": int(row["target"]) if row["target"] else None, "months": [0] * 12}
        for row in _csv("plan_activity")
    }
    for slot in _csv("plan_schedule"):
        found[slot["activity"]]["months"][int(slot["month"]) - 1] = int(slot["quantity"])
    return found


OFFICIAL = _official()


@dataclass
class Kept:
    """The annex with its dress; `grid` is what is written, `merges` are (first row, first column, last row, last
    column) from 0."""

    titles: list[list] = field(default_factory=lambda: [list(line) for line in TITLES])
    # rows between the titles and the headings, in the columns of the table
    over: list[list] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)
    months: tuple = MONTHS
    under: list[list] = field(default_factory=list)  # rows of the headings under them
    stage: Callable[[str, int], str] = lambda code, n: f"Etapa: {STAGES[code]}"
    stage_column: str = ""  # «all»: in every row, «once»: in the first of each stage; no rows of title
    merged: bool = True  # equal units and lines are merged; else they are written in every row
    once: bool = False  # they are written once and nothing is merged
    dress: dict[str, Callable] = field(default_factory=dict)
    month: Callable[[int], object] = lambda quantity: quantity or None
    between: dict[str, list[list]] = field(default_factory=dict)  # rows before an activity
    foot: list[list] = field(default_factory=list)
    left: int = 0  # empty columns at the left, from which the rows of stage are merged
    only: tuple[str, ...] = tuple(STAGES)  # the stages in the sheet
    extra: list[list] = field(default_factory=list)  # columns after the months: heading and 25 values

    def __post_init__(self):
        self.grid: list[list] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.row: dict[str, int] = {}  # activity → its row, as the spreadsheet numbers it
        heads = {**({"stage": "Etapa"} if self.stage_column else {}), **HEADS, **self.heads}
        self.columns = [*heads, *(f"m{month:02d}" for month in range(1, 13))]
        for line in self.titles:
            self._add(line)
        for line in self.over:
            self._add(line)
        self.head = [*heads.values(), *self.months, *(column[0] for column in self.extra)]
        self.header = len(self.grid)
        self._add(self.head)
        for line in self.under:
            self._add(line)
        self._activities()
        for line in self.foot:
            self._add(line)

    def _add(self, cells: list) -> None:
        self.grid.append([None] * self.left + list(cells))

    def _activities(self) -> None:
        before, begun = {}, None
        for number, row in OFFICIAL.items():
            if row["stage"] not in self.only:
                continue
            if row["stage"] != begun:
                begun, before, first = row["stage"], {}, True
                if not self.stage_column:
                    self._title(self.stage(begun, list(STAGES).index(begun) + 1))
            for line in self.between.get(number, []):
                self._add(self.head if line == "head" else line)
                before = {}
            cells = self._cells(number, row)
            if self.stage_column == "once" and not first:
                cells[0] = None
            first = False
            self._same(cells, before)
            self._add([*cells, *(column[1:][int(number) - 1] for column in self.extra)])
            self.row[number] = len(self.grid)

    def _cells(self, number: str, row: dict) -> list:
        values = {
            "stage": STAGES[row["stage"]],
            "units": UNITS.get(row["units"], row["units"].replace("/", " / ")),
            "line": row["line"],
            "activity": number,
            "title": row["title"],
            "deliverable": row["deliverable"],
            "target": row["target"] or "No aplica5",
            **{f"m{month:02d}": self.month(quantity) for month, quantity in enumerate(row["months"], 1)},
        }
        return [self.dress[name](values[name]) if name in self.dress else values[name] for name in self.columns]

    def _title(self, text: str) -> None:
        self.grid.append([text])
        at = len(self.grid) - 1
        self.merges.append((at, 0, at, self.left + len(self.head) - 1))

    def _same(self, cells: list, before: dict) -> None:
        at = len(self.grid)
        for name in ("units", "line") if self.merged or self.once else ():
            index = self.columns.index(name)
            value, start = before.get(name, (None, at))
            if value != cells[index]:
                before[name] = (cells[index], at)
                continue
            cells[index] = None
            if self.merged and not self.once:
                where = self.left + index
                self.merges = [each for each in self.merges if each[:2] != (start, where)] + [(start, where, at, where)]

    def xlsx(self, name: str = "Anexo 01") -> bytes:
        return books({name: self})

    def csv(self, delimiter: str = ";", encoding: str = "cp1252") -> bytes:
        out = io.StringIO()
        width = max(map(len, self.grid))
        writer = csv.writer(out, delimiter=delimiter)
        writer.writerows(
            [["" if cell is None else cell for cell in row] + [""] * (width - len(row)) for row in self.grid]
        )
        return out.getvalue().encode(encoding)

    def put(self, activity: str, column: str, value: object) -> None:
        self.grid[self.row[activity] - 1][self.left + self.columns.index(column)] = value


def books(sheets: dict[str, Kept], hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook with several sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, kept in sheets.items():
        page = book.create_sheet(name)
        for row in kept.grid:
            page.append(row)
        for top, left, bottom, right in kept.merges:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        page.sheet_state = "hidden" if name in hidden else "visible"
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def came_back(parts: dict) -> dict[str, dict]:
    """The shape of `OFFICIAL` of what was read."""
    found = {
        row["activity"]: {name: row[name] for name in ("stage", "units", "line", "title", "deliverable", "target")}
        | {"months": [0] * 12}
        for row in parts["plan_activity"].to_pylist()
    }
    for slot in parts["plan_schedule"].to_pylist():
        found[slot["activity"]]["months"][slot["month"] - 1] = slot["quantity"]
    return found
