"""Owns how the tables of successive pages become one Anexo 01: headings that repeat, rows and texts that a page breaks,
cells merged over rows.

What a merge makes unclear is split and marked: a bar over months, a month of two activities, a row of which half is
on each page. Nothing that stands outside the columns of the headings is lost without a word."""

from dataclasses import dataclass, field

from sig_metrics.catalog.model import Register
from sig_metrics.intake.annex.head import Head, find_head
from sig_metrics.intake.annex.rows import AMOUNTS, MONTHS
from sig_metrics.intake.annex.words import is_stage_title, quantity
from sig_metrics.intake.document.table import Place, Table, flowed
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.values.dates import month_number
from sig_metrics.intake.values.dress import activity
from sig_metrics.language.text import fold

NEAR = 12.0  # points by which the sides of a table may move from one page to the next
ONCE = ("stage", "units", "line")
MANY = 8  # edges of a table that may be the rest of another
FEW_MONTHS = 4  # in a row that is of headings
TITLE_WIDTH = 7  # columns of a merged block that is a title, not a cell


@dataclass
class Whole:
    """The table of a plan: its columns in order, its rows, the page of each and what is doubtful, by place."""

    columns: list[str]  # codes
    headings: list[str]
    rows: list[list[str]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    bands: list[list[float]] = field(default_factory=list)  # where each row is in its page: top and bottom, or nothing
    doubts: dict[Place, str] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)

    def at(self, name: str) -> int:
        return self.columns.index(name) if name in self.columns else -1

    def cell(self, row: int, name: str) -> str:
        return self.rows[row][self.at(name)] if name in self.columns else ""

    @property
    def activities(self) -> set[str]:
        return {activity(row[self.at("activity")]).zfill(2) for row in self.rows if row[self.at("activity")]}

    def sheet(self) -> Sheet:
        return Sheet("", [list(self.headings), *map(list, self.rows)])


@dataclass
class _Laid:
    """A table of one page in the columns of the whole."""

    rows: list[list[str]]
    merges: list[tuple[int, int, int, int]]
    doubts: dict[Place, str]
    heights: list[float]


def wholes(tables: list[Table], register: Register) -> tuple[list[Whole], list[Head]]:
    """(the plans that the tables hold, the headings that were nearly those of one), in the order of the pages."""
    found: list[Whole] = []
    near: list[Head] = []
    last: tuple[Table, dict[str, tuple[int, int]]] | None = None
    for table in tables:
        _mend(table)
        head, most = find_head(Sheet("", table.grid, merges=table.merges), register)
        starts = head is not None and {"activity", *MONTHS} <= set(head.placed) and not head.faults
        if starts:
            spans = _spans(head, len(table.edges) - 1)
            whole = Whole(list(spans), [head.typed[a] for a, _ in spans.values()], above=table.above)
            _append(whole, _laid(table, spans, head.start), table.page)
            goes_on = last and found and table.page - last[0].page <= 1 and set(found[-1].columns) == set(whole.columns)
            if goes_on and whole.activities and not whole.activities & found[-1].activities:
                spans = {name: spans[name] for name in found[-1].columns}
                _append(found[-1], _laid(table, spans, head.start), table.page)
            else:
                found.append(whole)
            last = (table, spans)
        elif last and table.page - last[0].page <= 1 and (spans := _same(last, table)):
            _append(found[-1], _laid(table, spans, 0), table.page)
            last = (table, spans)
        elif last and table.page - last[0].page <= 1 and len(table.edges) > MANY:
            _cut(found[-1])  # it may be the rest, and cannot be read as such
        elif head is not None and most >= 8:
            near.append(head)
    for whole in found:
        _gaps(whole)
    return [whole for whole in found if whole.activities], near


def _cut(whole: Whole) -> None:
    """Marks the last activity of a plan that may go on."""
    rows = [n for n, row in enumerate(whole.rows) if row[whole.at("activity")]]
    if rows:
        whole.doubts.setdefault((rows[-1], whole.at("activity")), "cut")


def _gaps(whole: Whole) -> None:
    """Marks where activities may be missing: a number that does not follow, a stage without any."""
    before = 0
    for n, row in enumerate(whole.rows):
        number = activity(row[whole.at("activity")])
        if number.isdecimal():
            if int(number) != before + 1:
                whole.doubts.setdefault((n, whole.at("activity")), "gap")
            before = int(number)
    texts = [text for row in whole.rows[-1:] for text in row if text]
    if len(texts) == 1 and is_stage_title(texts[0]):
        _cut(whole)


def _mend(table: Table) -> None:
    """Names of months that a narrow column cut («Ma r»), in a row that names others, are whole again."""
    for row in table.grid:
        short = [text.replace(" ", "") if len(text) < 14 else "" for text in row]
        if len({month for text in short if (month := month_number(text))}) >= FEW_MONTHS:
            row[:] = [joined if month_number(joined) else text for joined, text in zip(short, row)]


def _spans(head: Head, wide: int) -> dict[str, tuple[int, int]]:
    """{column: its first and last place in the table}, from left to right; what is under no known heading has its own
    name."""
    starts = {index: name for name, index in head.placed.items()}
    starts |= {index: f"?{index}" for index in head.unknown}
    order = sorted(starts)
    return {starts[at]: (at, after - 1) for at, after in zip(order, [*order[1:], wide])}


def _same(last: tuple[Table, dict[str, tuple[int, int]]], table: Table) -> dict[str, tuple[int, int]] | None:
    """The columns of a table without headings, by those of the page before; None when it is another table."""
    before, spans = last
    shift = table.edges[0] - before.edges[0]
    if abs(table.edges[-1] - before.edges[-1] - shift) > NEAR or abs(shift) > 4 * NEAR:
        return None
    found = {}
    for name, (first, final) in spans.items():
        left, right = before.edges[first] + shift, before.edges[final + 1] + shift
        held = [n for n in range(len(table.edges) - 1) if left < (table.edges[n] + table.edges[n + 1]) / 2 < right]
        if not held:
            return None
        found[name] = (held[0], held[-1])
    return found


def _laid(table: Table, spans: dict[str, tuple[int, int]], start: int) -> _Laid:
    rows, doubts = [], {}
    for r in range(start, len(table.grid)):
        row = []
        for c, (first, final) in enumerate(spans.values()):
            held = [table.grid[r][n] for n in range(first, final + 1) if table.grid[r][n]]
            row.append(flowed(held))
            said = [table.doubts[(r, n)] for n in range(first, final + 1) if (r, n) in table.doubts]
            if said or len(held) > 1:
                doubts[(r - start, c)] = said[0] if said else "across"
        rows.append(row)
    merges = []
    for top, left, bottom, right in table.merges:
        covered = [c for c, (first, final) in enumerate(spans.values()) if first <= right and left <= final]
        if top >= start and covered and (bottom > top or len(covered) > 1):
            merges.append((top - start, covered[0], bottom - start, covered[-1]))
    return _Laid(rows, merges, doubts, table.heights[start:])


def _append(whole: Whole, laid: _Laid, page: int) -> None:
    """Adds the rows of a page, without its merges."""
    _split(whole, laid)
    _collapse(whole, laid)
    kept = [n for n, row in enumerate(laid.rows) if any(row)]
    rows = [laid.rows[n] for n in kept]
    doubts = {(kept.index(r), c): code for (r, c), code in laid.doubts.items() if r in kept}
    if whole.rows and rows:
        _over_the_page(whole, rows, doubts)
    kept = kept[len(kept) - len(rows) :]  # the first may have been joined
    whole.bands += [laid.heights[n : n + 2] for n in kept]
    base = len(whole.rows)
    whole.doubts |= {(base + r, c): code for (r, c), code in doubts.items()}
    whole.rows += rows
    whole.pages += [page] * len(rows)


def _split(whole: Whole, laid: _Laid) -> None:
    """Parts each merged block but those of the number: a text goes to all its rows; an amount stays and is marked."""
    amounts = {whole.at(name) for name in AMOUNTS}
    number = whole.at("activity")
    for top, left, bottom, right in laid.merges:
        text = laid.rows[top][left]
        if not text or left <= number <= right:
            continue
        covered = [c for c in range(left, right + 1) if c in amounts]
        rows = [r for r in range(top, bottom + 1) if r < len(laid.rows)]
        if covered and (len(covered) > 1 or len(rows) > 1) and quantity(text):
            code = "bar" if len(covered) > 1 else "shared"
            laid.doubts |= {(r, c): code for r in rows for c in covered}
        elif right > left and right - left < TITLE_WIDTH:
            laid.doubts |= {(top, c): "across" for c in range(left, right + 1)}
        elif right == left:
            for r in rows[1:]:
                laid.rows[r][left] = laid.rows[r][left] or text


def _collapse(whole: Whole, laid: _Laid) -> None:
    """The rows of one activity, whose number is merged over them, as one row."""
    number = whole.at("activity")
    months = {whole.at(name) for name in AMOUNTS}
    for top, left, bottom, right in laid.merges:
        if not (left <= number <= right and bottom > top and laid.rows[top][number] and right - left < TITLE_WIDTH):
            continue
        for c in range(len(whole.columns)):
            held = list(dict.fromkeys(laid.rows[r][c] for r in range(top, bottom + 1) if laid.rows[r][c]))
            laid.rows[top][c] = flowed(held)
            if len(held) > 1 and c in months:
                laid.doubts[(top, c)] = "several"
            if said := [laid.doubts.pop((r, c)) for r in range(top + 1, bottom + 1) if (r, c) in laid.doubts]:
                laid.doubts.setdefault((top, c), said[0])
        for r in range(top + 1, bottom + 1):
            laid.rows[r] = [""] * len(whole.columns)


def _over_the_page(whole: Whole, rows: list[list[str]], doubts: dict[Place, str]) -> None:
    """What the break of a page cut: the end of the last row, the end of a text merged over rows, a text written once."""
    first, number = rows[0], whole.at("activity")
    if not first[number] and not _is_title(whole, first):
        _join(whole, rows.pop(0), rows, doubts)
        moved = {(r - 1, c): code for (r, c), code in doubts.items() if r > 0}
        doubts.clear()
        doubts |= moved
        if not rows:
            return
    for name in ONCE:
        at = whole.at(name)
        if at < 0 or _is_title(whole, rows[0]):
            continue
        before, held = whole.rows[-1][at], rows[0][at]
        if _is_title(whole, whole.rows[-1]):
            continue
        if held and not before:  # the text of a block stands in the second page
            first = _back(whole, at, "", held)
            whole.doubts |= {(r, at): "broken" for r in range(first, len(whole.rows))}
            continue
        if not before:
            continue
        if not held:
            _fill(rows, at, "", before)
        elif held[0].islower() and _unfinished(before):
            joined = flowed([before, held])
            _fill(rows, at, held, joined)
            _back(whole, at, before, joined)


def _join(whole: Whole, rest: list[str], after: list[list[str]], doubts: dict[Place, str]) -> None:
    """The end of the last row, and of the texts that it shares with the rows before and after."""
    last = len(whole.rows) - 1
    for c, text in enumerate(rest):
        if not text:
            continue
        before = whole.rows[last][c]
        if whole.columns[c] in AMOUNTS:
            whole.rows[last][c] = before or text
            whole.doubts[(last, c)] = "broken"
        else:
            joined = flowed([before, text])
            if whole.columns[c] in ONCE:
                _back(whole, c, before, joined)
                _fill(after, c, text, joined)
            whole.rows[last][c] = joined
            if before and not _unfinished(before) and not text[0].islower():
                whole.doubts[(last, c)] = "broken"
        if (0, c) in doubts:
            whole.doubts[(last, c)] = doubts[(0, c)]


def _fill(rows: list[list[str]], at: int, held: str, text: str) -> None:
    for row in rows:
        if row[at] != held:
            return
        if sum(map(bool, row)) > 1:  # a title has one text
            row[at] = text


def _back(whole: Whole, at: int, held: str, text: str) -> int:
    """Writes a text in the last rows that hold another; the first of them."""
    first = len(whole.rows)
    while first and whole.rows[first - 1][at] == held and not _is_title(whole, whole.rows[first - 1]):
        first -= 1
        whole.rows[first][at] = text
    return first


def _unfinished(text: str) -> bool:
    return not text.rstrip().endswith((".", ")", ":", ";"))


def _is_title(whole: Whole, row: list[str]) -> bool:
    """Whether a row holds one text that is no end of another: a title of a stage."""
    texts = [text for text in row if text]
    return len(texts) == 1 and (is_stage_title(texts[0]) or (row[0] == texts[0] and fold(texts[0])[:1].isdigit()))
