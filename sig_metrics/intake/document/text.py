"""Owns the way from the text of a document to its tables: those of Markdown, and the text that a PDF leaves when it is
copied, a cell after another.

In such a text the twelve months of a row are one line, in which an empty cell is a space: with all of its spaces
each number has its place; with one less, every month of the row is marked. Where a title ends and its deliverable
begins is told by full stops and capitals, and marked where two places would do."""

import re

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.annex.rows import MONTHS
from sig_metrics.intake.annex.words import bare, is_foot, is_stage_title, month_at, units_readings, unmarked
from sig_metrics.intake.document.table import Table, flowed
from sig_metrics.intake.values.parse import code_finder

COLUMNS = ("units", "line", "activity", "title", "deliverable", "target", *MONTHS)
CELL = re.compile(r"[^\W_]{1,3}[*°]?|[*•✓✔xX-]{1,2}|\d{1,2}\*{1,2}")
TARGET = re.compile(r"(?:\d{1,3}|no aplica|n\.?/?a\.?|aplica)\s*[\d*)(]*", re.I)
NUMBER = re.compile(r"(?:(?P<units>\S.*?)\s+)?(?P<number>\d{1,2})(?P<title>\s+[A-ZÁÉÍÓÚÑ][^\W\d].*)?")
RULE = re.compile(r"\s*:?-{2,}:?\s*")
HEAD_LINES = 16  # lines over the months in which the other headings are
TAIL_LINES = 6  # after the last row, in which the end of one of its texts may be
STEP = 5  # activities that may be missing between two


def read_text(text: str, register: Register, catalog: Catalog) -> tuple[list[Table], list[str]]:
    """(tables, lines) of a text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    return [*_markdown(lines), *_flows(lines, register, catalog)], [line for line in lines if line.strip()]


def _markdown(lines: list[str]) -> list[Table]:
    found, run = [], []
    for n, line in enumerate([*lines, ""]):
        if line.count("|") >= 3:
            run.append(n)
        elif run:
            found.append(_piped(lines, run, len(found) + 1))
            run = []
    return found


def _piped(lines: list[str], run: list[int], number: int) -> Table:
    rows = []
    for n in run:
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", lines[n].strip())]
        cells = cells[1:] if lines[n].strip().startswith("|") else cells
        cells = cells[:-1] if lines[n].strip().endswith("|") else cells
        rows.append([re.sub(r"\s*<br\s*/?>\s*", " ", cell.strip("* ") if len(cell) > 4 else cell) for cell in cells])
    rows = [row for row in rows if not all(map(RULE.fullmatch, row))]
    widths = [len(row) for row in rows if len(row) > 1]
    wide = max(widths, key=widths.count, default=1)  # of most rows, or of the headings
    doubts = {
        (r, c): "count"
        for r, row in enumerate(rows)
        if 1 < len(row) != wide
        for c in range(wide)
        if len(row) > wide or c >= len(row) - 12
    }
    rows = [_narrowed(row, wide) for row in rows]
    above = [line.strip() for line in lines[max(run[0] - 8, 0) : run[0]] if line.strip()]
    return Table(
        number, [row + [""] * (wide - len(row)) for row in rows], list(map(float, range(wide + 1))), [], doubts, above
    )


def _narrowed(row: list[str], wide: int) -> list[str]:
    """A row of more cells than the others has a bar inside a text: the longest cells together are one again, and
    the months, at its end, keep their places."""
    more = len(row) - wide
    if more <= 0:
        return row
    at = max(range(max(wide - 12, 1)), key=lambda n: sum(map(len, row[n : n + more + 1])))
    return [*row[:at], " | ".join(row[at : at + more + 1]), *row[at + more + 1 :]]


def _flows(lines: list[str], register: Register, catalog: Catalog) -> list[Table]:
    """The tables whose months stand in one line as headings."""
    heads = [n for n, line in enumerate(lines) if "|" not in line and _names_months(line)]
    if not heads:
        return []
    whole = "".join(bare(column.heading) for column in register.columns if column.name not in MONTHS)
    flow = _Flow(register, catalog)
    skipped = {n for head in heads for n in [head, *_headings_over(lines, head, whole)]}
    for n in range(heads[0] + 1, len(lines)):
        if n not in skipped and flow.take(lines[n]):
            break
    flow.end()
    first = min(skipped)
    above = [line.strip() for line in lines[max(first - 8, 0) : first] if line.strip()]
    table = Table(1, flow.grid, list(map(float, range(len(COLUMNS) + 1))), [], flow.doubts, above)
    return [table] if flow.number else []


def _names_months(line: str) -> bool:
    named = [month for word in line.split() if (month := month_at(word)[1])]
    return named == list(range(1, 13))


def _headings_over(lines: list[str], head: int, whole: str) -> list[int]:
    """The lines right over the months that are pieces of the other headings."""
    found = []
    for n in range(head - 1, max(head - HEAD_LINES, -1), -1):
        plain = bare(unmarked(lines[n].strip()))
        if plain and plain not in whole:
            break
        found.append(n)
    return found


def months_of(line: str) -> tuple[str, list[str], bool] | None:
    """(what stands before them, twelve cells, whether each has its place) of a line of months; None when it is none."""
    parts = line.rstrip("\n").split(" ")
    if parts[-1] == "" and len(parts) > 1:
        parts.pop()
    cells, lead = parts[-12:], " ".join(parts[:-12]).strip()
    if len(parts) >= 12 and all(not cell or CELL.fullmatch(cell) for cell in cells) and _leads(lead, cells):
        return lead, cells, True
    words = line.split()
    lead = re.match(r"\s*(\d{1,3}|(?:no )?aplica\d?)(?=\s)", line, re.I)
    rest = words[len(lead[1].split()) :] if lead else []
    if rest and len(rest) <= 14 and all(map(CELL.fullmatch, rest)) and any(word[0].isdigit() for word in rest):
        return lead[1], (rest + [""] * 12)[:12], False
    return None


def _leads(lead: str, cells: list[str]) -> bool:
    """Whether what stands before twelve cells is a target, or nothing before at least one that is filled or spaced."""
    return bool(TARGET.search(lead)) if lead else True


class _Flow:
    """The rows of a text as they come: over a number are its unit and line, under it title, deliverable and months."""

    def __init__(self, register: Register, catalog: Catalog):
        self.find_unit = code_finder(catalog.vocabularies["unit"])
        self.grid = [[register.column(name).heading for name in COLUMNS]]
        self.doubts: dict[tuple[int, int], str] = {}
        self.before: list[str] = []  # lines over the next number
        self.after: list[str] = []  # lines under it
        self.number, self.open, self.done = 0, False, False
        self.units = self.line = ""

    def take(self, line: str) -> bool:
        """Reads one line; True when the table is over."""
        plain = " ".join(line.split())
        if self.open and (found := months_of(line)):
            self._close(*found)
            return False
        if not plain:
            return False
        numbered = NUMBER.fullmatch(plain)
        if numbered and self._begins(numbered):
            if self.open:  # the months of the row before were never found
                self._close("", [""] * 12, False)
            self._open(numbered)
        elif self.open:
            self.after.append(plain)
        elif is_stage_title(plain):
            self._carry_back()
            self.grid.append([plain, *[""] * (len(COLUMNS) - 1)])
        elif not (self.number and is_foot(plain) and not plain.isdecimal()):
            self.before.append(plain)
            return bool(self.number) and len(self.before) > TAIL_LINES * 3
        return False

    def _next(self, number: int) -> bool:
        return self.number < number <= self.number + STEP

    def _begins(self, found: re.Match) -> bool:
        """Whether a line has the number of the next activity: alone, after its unit, or before its title."""
        if not self._next(int(found["number"])) or (found["title"] and self.open):
            return False
        return not found["units"] or self._is_unit(found["units"])

    def _is_unit(self, text: str) -> bool:
        read = units_readings(text, self.find_unit)
        return bool(self.find_unit(text)) or all(map(self.find_unit, filter(None, read.split("/")))) and bool(read)

    def _open(self, numbered: re.Match) -> None:
        self._carry_back()
        lines = [*self.before, *([numbered["units"]] if numbered["units"] else [])]
        self.before = []
        taken = next((n for n in range(len(lines), 0, -1) if self._is_unit(flowed(lines[:n]))), 0)
        if numbered["units"] and taken < len(lines):  # the unit stands beside the number, after the line
            self.units, rest = numbered["units"], lines[:-1]
        else:
            self.units, rest = (flowed(lines[:taken]) if taken else self.units), lines[taken:]
        self.line = flowed(rest) or self.line
        self.number, self.open = int(numbered["number"]), True
        self.after = [numbered["title"].strip()] if numbered["title"] else []

    def _close(self, lead: str, cells: list[str], placed: bool) -> None:
        target = TARGET.search(lead) if lead else None
        lines, r = list(self.after), len(self.grid)
        if lead and target and lead[: target.start()].strip():
            lines.append(lead[: target.start()].strip())
            lead = lead[target.start() :]
        while lines and re.fullmatch(r"no|\d{1,3}|(?:no )?aplica\d?", lines[-1], re.I) and len(lines) > 1:
            if lead.isdecimal():
                break
            lead = f"{lines.pop()} {lead}".strip()
        title, deliverable, sure = _parted(lines)
        self.grid.append([self.units, self.line, f"{self.number:02d}", title, deliverable, lead, *cells])
        if not sure:
            self.doubts[(r, COLUMNS.index("deliverable"))] = "parted"
        if not placed:
            self.doubts |= {(r, COLUMNS.index(name)): "count" for name in MONTHS}
        self.open, self.after = False, []

    def _carry_back(self) -> None:
        """The end of a text that a page cut: lines in small letters before anything of the next row."""
        rest = []
        while self.before and self.before[0][0].islower() and len(rest) < TAIL_LINES:
            rest.append(self.before.pop(0))
        if not rest or len(self.grid) < 2:
            return
        r = len(self.grid) - 1
        texts = {name: self.grid[r][COLUMNS.index(name)] for name in ("line", "title", "deliverable")}
        cut = [name for name, text in texts.items() if text and not text.endswith((".", ")"))]
        name = cut[0] if cut else "line"
        joined = flowed([texts[name], *rest])
        for n in range(r, 0, -1) if name == "line" else [r]:
            if self.grid[n][COLUMNS.index(name)] != texts[name]:
                break
            self.grid[n][COLUMNS.index(name)] = joined
        if name == "line":
            self.line = joined
        if len(cut) != 1:
            self.doubts[(r, COLUMNS.index(name))] = "tail"

    def end(self) -> None:
        if self.open:
            self._close("", [""] * 12, False)
        self._carry_back()


def _parted(lines: list[str]) -> tuple[str, str, bool]:
    """(title, deliverable, whether only one place parts them)."""
    capital = [n for n in range(1, len(lines)) if lines[n][0].isupper()]
    stops = [n for n in capital if lines[n - 1].endswith((".", ").", ";"))]
    places = stops or capital
    if not places:
        return flowed(lines), "", False
    return flowed(lines[: places[0]]), flowed(lines[places[0] :]), len(places) == 1
