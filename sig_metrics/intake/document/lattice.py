"""Owns the way from the letters and ruled lines of a page to its tables: a cell is what lines close, and a letter is of
the cell in which its middle stands.

What lines leave open is one cell over several places. A block that is no rectangle, a word that a line crosses, and a
number inside a block of several columns are marked: nobody guesses whose they are."""

from collections.abc import Iterator

from sig_metrics.intake.document.pdf import Glyph, Page
from sig_metrics.intake.document.table import Place, Table, flowed

NEAR = 2.0  # points: lines that are one; a row of the smallest type is higher
REACH = 3.0  # points by which a line may fall short of another and still close a cell
SPACE = 0.11  # of the height of a letter: a gap that parts two words
FEWEST = 3  # columns that a table has; one row is enough, for the rest of one may be alone in its page
Line = tuple[float, float, float]


def tables(page: Page) -> list[Table]:
    """The ruled tables of a page, from top to bottom."""
    across, down = _joined(page.across), _joined(page.down)
    found = []
    for rows, columns in _grids(across, down):
        if len(rows) > 1 and len(columns) > FEWEST:
            found.append(_table(page, rows, columns, across, down))
    found.sort(key=lambda each: each[0])
    return [table for _, table in found]


def lines_of(glyphs: list[Glyph]) -> list[str]:
    """Letters as lines of text, from top to bottom; those that are turned, as the file has them."""
    if sum(not each.upright for each in glyphs) * 2 > len(glyphs):
        return ["".join(each.text for each in glyphs)]
    rows: list[list[Glyph]] = []
    for each in sorted(glyphs, key=lambda glyph: glyph.middle[1]):
        held = rows[-1] if rows else []
        if held and each.middle[1] < _foot(held):
            held.append(each)
        else:
            rows.append([each])
    return [_line(sorted(row, key=lambda glyph: glyph.left)) for row in rows]


def _foot(row: list[Glyph]) -> float:
    """Under which height a letter is of the next line; a hyphen or a note is small, and the row has larger ones."""
    tallest = max(row[:8], key=lambda glyph: glyph.bottom - glyph.top)
    return tallest.bottom - 0.1 * (tallest.bottom - tallest.top)


def _line(row: list[Glyph]) -> str:
    height = sorted(each.bottom - each.top for each in row)[len(row) // 2] or 1
    text = ""
    for before, each in zip([None, *row], row):
        if before and (each.spaced or each.left - before.right > SPACE * height):
            text += " "
        text += each.text
    return text


def _joined(lines: list[Line]) -> list[Line]:
    """The lines at one height as one level, and those that touch as one line."""
    levels: list[list[Line]] = []
    for line in sorted(lines):
        if levels and line[0] - levels[-1][0][0] <= NEAR:
            levels[-1].append(line)
        else:
            levels.append([line])
    found = []
    for level in levels:
        at = sum(each[0] for each in level) / len(level)
        start, end = None, None
        for _, low, high in sorted(level, key=lambda each: each[1]):
            if start is not None and low <= end + NEAR:
                end = max(end, high)
                continue
            if start is not None:
                found.append((at, start, end))
            start, end = low, high
        found.append((at, start, end))
    return found


def _grids(across: list[Line], down: list[Line]) -> Iterator[tuple[list[float], list[float]]]:
    """(heights, lefts) of each group of lines that touch one another."""
    owner = list(range(len(across) + len(down)))

    def root(n: int) -> int:
        while owner[n] != n:
            owner[n] = owner[owner[n]]
            n = owner[n]
        return n

    for n, (y, left, right) in enumerate(across):
        for m, (x, top, bottom) in enumerate(down, len(across)):
            if left - REACH <= x <= right + REACH and top - REACH <= y <= bottom + REACH:
                owner[root(n)] = root(m)
    groups: dict[int, tuple[set, set]] = {}
    for n, line in enumerate(across + down):
        groups.setdefault(root(n), (set(), set()))[n >= len(across)].add(line[0])
    for rows, columns in groups.values():
        if rows and columns:
            yield _closed(sorted(rows), [line for line in down if line[0] in columns]), sorted(columns)


def _closed(rows: list[float], down: list[Line]) -> list[float]:
    """The heights of a table that a page leaves open: its columns go on over the first line, or under the last."""
    top, bottom = min(line[1] for line in down), max(line[2] for line in down)
    return [*([top] if top < rows[0] - 2 * REACH else []), *rows, *([bottom] if bottom > rows[-1] + 2 * REACH else [])]


def _table(page: Page, rows: list[float], columns: list[float], across: list, down: list) -> tuple[float, Table]:
    tall, wide = len(rows) - 1, len(columns) - 1
    walls = {x: [line for line in down if line[0] == x] for x in columns}
    floors = {y: [line for line in across if line[0] == y] for y in rows}  # an open edge has none, and needs none
    owner = {(r, c): (r, c) for r in range(tall) for c in range(wide)}

    def root(place: Place) -> Place:
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    for r, c in list(owner):
        y, x = (rows[r] + rows[r + 1]) / 2, (columns[c] + columns[c + 1]) / 2
        if c + 1 < wide and not _crossed(walls[columns[c + 1]], y):
            owner[root((r, c + 1))] = root((r, c))
        if r + 1 < tall and not _crossed(floors[rows[r + 1]], x):
            owner[root((r + 1, c))] = root((r, c))
    blocks: dict[Place, list[Place]] = {}
    for place in owner:
        blocks.setdefault(root(place), []).append(place)
    table = Table(page.number, [[""] * wide for _ in range(tall)], columns, heights=rows)
    first = {place: min(held) for held in blocks.values() for place in held}
    inside = _placed(page, rows, columns)
    _write(table, inside, first)
    for held in blocks.values():
        _merge(table, held, inside)
    for place in _torn(page, rows, columns, first):
        table.doubts[place] = "crossed"
    over = [glyph for glyph in page.glyphs if glyph.bottom <= rows[0] + NEAR]
    table.above = [" ".join(line.split()) for line in lines_of(over)]
    return rows[0], table


def _crossed(lines: list[Line], at: float) -> bool:
    return any(low - NEAR <= at <= high + NEAR for _, low, high in lines)


def _index(edges: list[float], at: float) -> int:
    """Which interval a number is in; -1 when it is in none."""
    if not edges[0] <= at < edges[-1]:
        return -1
    return next(n for n in range(len(edges) - 1) if at < edges[n + 1])


def _placed(page: Page, rows: list[float], columns: list[float]) -> dict[Place, list[Glyph]]:
    inside: dict[Place, list[Glyph]] = {}
    for glyph in page.glyphs:
        x, y = glyph.middle
        place = _index(rows, y), _index(columns, x)
        if -1 not in place:
            inside.setdefault(place, []).append(glyph)
    return inside


def _write(table: Table, inside: dict[Place, list[Glyph]], first: dict[Place, Place]) -> None:
    """The text of each block, in its first place."""
    texts: dict[Place, list[Glyph]] = {}
    for place, glyphs in inside.items():
        texts.setdefault(first[place], []).extend(glyphs)
    for (r, c), glyphs in texts.items():
        table.grid[r][c] = flowed(lines_of(glyphs))


def _merge(table: Table, held: list[Place], inside: dict[Place, list[Glyph]]) -> None:
    """Notes a block of several places; one that is no rectangle is doubtful wherever a letter stands."""
    if len(held) == 1:
        return
    (top, left), (bottom, right) = min(held), max(held)
    left, right = min(c for _, c in held), max(c for _, c in held)
    top, bottom = min(r for r, _ in held), max(r for r, _ in held)
    if len(held) == (bottom - top + 1) * (right - left + 1):
        table.merges.append((top, left, bottom, right))
    elif any(place in inside for place in held):
        table.doubts[min(held)] = "open"


def _torn(page: Page, rows: list[float], columns: list[float], first: dict[Place, Place]) -> set[Place]:
    """The places over whose edge a word goes: two letters that touch, in two blocks side by side, or one on a line."""
    found: set[Place] = set()
    before: tuple[Glyph, Place] | None = None
    for glyph in page.glyphs:
        x, y = glyph.middle
        at = _index(rows, y), _index(columns, x)
        if -1 in at or not glyph.upright:
            before = None
            continue
        high, wide = glyph.bottom - glyph.top, glyph.right - glyph.left
        if before and first[before[1]] != first[at]:
            other = before[0]
            level = abs(other.middle[1] - y) < high / 3
            if level and -SPACE * high <= glyph.left - other.right < 0.12 * high:
                found |= {first[at], first[before[1]]}
        edge = next((e for e in columns[1:-1] if glyph.left + 0.2 * wide < e < glyph.right - 0.2 * wide), None)
        if edge is not None and wide > 1:
            sides = {(at[0], _index(columns, edge - 0.01)), (at[0], _index(columns, edge + 0.01))}
            if len({first[side] for side in sides}) == 2:
                found |= {first[side] for side in sides}
        before = (glyph, at)
    return found
