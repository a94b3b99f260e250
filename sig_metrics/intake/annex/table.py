"""Owns the way from the sheets of a book to the table of Anexo 01, as offices keep it.

Joins the sheets of a plan that has one a stage; writes again what was written once for several rows. Refuses a book
with two plans. Row n of the second sheet that is joined is row 10,000 + n of the table, and so on: `origin` says
where a row was."""

from dataclasses import dataclass

from sig_metrics.catalog.model import Register
from sig_metrics.intake.annex.doubted import DOUBTS, ORIGIN, unconfirmed
from sig_metrics.intake.annex.head import Head, find_head, span
from sig_metrics.intake.annex.rows import AMOUNTS, MONTHS, Rows, read_rows, told
from sig_metrics.intake.annex.words import EXECUTED, block_of, is_stage_title, month_at, quantity, target
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.cleaning import clean, clean_columns, rows_said, too_long
from sig_metrics.intake.table.headings import OWN_SHEETS
from sig_metrics.intake.table.sheets import find
from sig_metrics.intake.values.dress import activity
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.language.text import fold, letter

ALSO_OURS = (*OWN_SHEETS, fold(DOUBTS), fold(ORIGIN))
STRIDE = 10_000
JOINT = " / "  # no name of a sheet has a bar
FEWEST = 3  # columns of the register that a row of headings has
ONCE = ("units", "line", "stage")  # what is written once for several rows, merged or not
CLEANED = {"activity": activity, "target": target, **dict.fromkeys(MONTHS, quantity)}


@dataclass
class Part:
    """A sheet with its headings and its rows."""

    sheet: Sheet
    head: Head
    rows: Rows

    @property
    def activities(self) -> set[str]:
        return {activity(row["activity"]).zfill(2) for row in self.rows.kept if row["activity"]}


def origin(sheet: str, row: int | None) -> tuple[str, int | None]:
    """(name of its sheet, row in it) of a row of a table."""
    names = sheet.split(JOINT)
    return (names[row // STRIDE], row % STRIDE) if row and row // STRIDE < len(names) > 1 else (sheet, row)


def annex_table(sheets: list[Sheet], register: Register) -> dict:
    """The fields of the TextTable of Anexo 01; a row of title holds nothing but its stage. Raises Refused."""
    parts = _parts(sheets, register)
    faults = [fault for part in parts for fault in (*part.head.faults, *part.rows.faults)]
    faults += unconfirmed(sheets)
    warnings = [warning for part in parts for warning in _warnings(part)]
    if faults:
        raise Refused(
            faults + [each for each in warnings if each.code == "header_unknown"], list(parts[0].head.typed.values())
        )
    if len(parts) > 1:
        warnings.append(Problem("annex_joined", words.say("annex_joined", sheets=_names(parts))))
    warnings += _unread(sheets, parts)
    return _fields(parts, register, warnings)


def _unread(sheets: list[Sheet], parts: list[Part]) -> list[Problem]:
    """A warning for each sheet that is hidden or is not of the plan, but for those of our own templates."""
    read = [part.sheet for part in parts]
    return [
        Problem(code, words.say(code, sheet=words.short(each.name, 40)), words.short(each.name, 40))
        for each in sheets
        for code in ["annex_sheet" if each.visible else "sheet_hidden"]
        if each not in read and fold(each.name) not in ALSO_OURS and (not each.visible or any(map(any, each.grid)))
    ]


def _parts(sheets: list[Sheet], register: Register) -> list[Part]:
    """The sheets that hold the plan: one, or one a stage."""
    found = []
    for sheet in sheets:
        head, most = find_head(sheet, register) if sheet.visible else (None, 0)
        if head and most >= FEWEST and block_of(sheet.name) != EXECUTED:
            found.append((sheet, head))
    if not found:
        (sheet, match), *_ = find(sheets, register)[0]  # it words the refusal; what it does find, it finds whole
        found = [(sheet, Head(match.header, match.start, match.placed, dict(enumerate(sheet.grid[match.header]))))]
    parts = [Part(sheet, head, read_rows(sheet, head) if not head.faults else Rows()) for sheet, head in found]
    full = [
        part
        for part in parts
        if part.activities or part.rows.faults or (part.head.faults and "m01" in part.head.placed)
    ]
    full = full or [part for part in parts if part.head.faults][:1]
    if not full:
        raise refuse("no_rows")
    if len(full) > 1 and not any(part.head.faults or part.rows.faults for part in full):
        _joinable(full)
    for part in full:
        _decide(part)
    return full


def _names(parts: list[Part]) -> str:
    return words.listing([f"«{words.short(part.sheet.name, 40)}»" for part in parts])


def _joinable(parts: list[Part]) -> None:
    """Raises Refused unless each sheet has activities of its own and a stage of its own."""
    stages = [_stages(part) for part in parts]
    for n, part in enumerate(parts):
        for other, its in zip(parts[:n], stages):
            if part.activities & other.activities or its & stages[n] or not (its and stages[n]):
                raise refuse("annex_versions", sheets=_names([other, part]))


def _stages(part: Part) -> set[str]:
    """The stages of a sheet as they are written: in its column, its titles, over the table, or its name."""
    rows = part.rows
    written = {fold(row["stage"]) for row in rows.kept if row.get("stage")}
    if not written and (title := _over(part)):
        part.rows.kept.insert(0, {**dict.fromkeys(part.head.placed, ""), **dict.fromkeys(AMOUNTS, ""), "stage": title})
        part.rows.at.insert(0, part.head.row)
        part.rows.titles.add(part.head.row)
        written = {fold(title)}
    return written


def _over(part: Part) -> str:
    """The title of the only stage of a sheet: the last line over the table that says one, or the name of the sheet."""
    lines = [text for row in part.sheet.grid[: part.head.row] for text in map(clean, row) if is_stage_title(text)]
    return lines[-1] if lines else part.sheet.name


def _decide(part: Part) -> None:
    """Of two blocks of months that no heading tells apart: the first, if only its sums are those of the targets."""
    blocks = part.head.blocks
    if len(blocks) < 2:
        return
    right = [
        all(_adds_up(part, at, block) for n, at in enumerate(part.rows.at) if part.rows.kept[n]["activity"])
        for block in blocks
    ]
    if right != [True] + [False] * (len(blocks) - 1):
        said = words.say("annex_blocks", columns=words.listing([span(block.values()) for block in blocks]))
        part.head.faults.append(Problem("annex_blocks", said, part.sheet.name, part.head.row + part.sheet.first_row))


def _adds_up(part: Part, at: int, block: dict[int, int]) -> bool:
    cells = part.sheet.grid[at]
    held = [quantity(clean(cells[index])) if index < len(cells) else "" for index in block.values()]
    wanted = target(clean(cells[part.head.placed["target"]]))
    numbers = [text for text in held if text]
    if not all(map(str.isdecimal, numbers)):
        return False
    return sum(map(int, numbers)) == (int(wanted) if wanted.isdecimal() else 0)


def _warnings(part: Part) -> list[Problem]:
    """What is in a sheet and is not loaded: a line a kind."""
    sheet, head = part.sheet, part.head
    row, said = head.row + sheet.first_row, []
    if head.unknown:
        columns = words.listing([f"{letter(index)} «{words.short(head.typed[index], 30)}»" for index in head.unknown])
        code = "annex_columns" if len(head.unknown) > 1 else "annex_column"
        said.append(Problem("header_unknown", words.say(code, columns=columns), sheet.name, row))
    if head.unread:
        said.append(Problem("annex_block_left", words.say("annex_block_left", columns=head.unread), sheet.name, row))
    used = {*head.placed.values(), *head.typed}
    nameless = sorted(
        {
            index
            for at in part.rows.at
            for index, text in enumerate(sheet.grid[at])
            if text and index not in used and at not in part.rows.titles
        }
        - {index for block in head.blocks for index in block.values()}
    )
    if nameless:
        said.append(Problem("annex_nameless", words.say("annex_nameless", columns=span(nameless)), sheet.name, row))
    said += told(sheet, part.rows, sheet.grid)
    if hidden := [at + sheet.first_row for at in part.rows.at if at in sheet.hidden]:
        said.append(
            Problem(
                "rows_hidden",
                words.say("rows_hidden", rows=rows_said(hidden), count=words.number(len(hidden))),
                sheet.name,
                hidden[0],
            )
        )
    return said


def _fields(parts: list[Part], register: Register, warnings: list[Problem]) -> dict:
    kept, rows = [], []
    for n, part in enumerate(parts):
        part_rows = [at + part.sheet.first_row for at in part.rows.at]
        warnings += _write_again(part, part_rows)
        kept += part.rows.kept
        rows += [row + n * STRIDE for row in part_rows]
    columns = {column.name: [row.get(column.name, "") for row in kept] for column in register.columns}
    name = JOINT.join(part.sheet.name for part in parts)
    places = _places(parts[0].head, register)
    if long := too_long(columns, rows, places, name):
        raise Refused(long)
    warnings += clean_columns(columns, rows, name, shows=not register.reserved)
    for column, clear in CLEANED.items():
        columns[column] = list(map(clear, columns[column]))
    first = parts[0]
    above = [list(map(clean, row)) for row in first.sheet.grid[: first.head.row]]
    came = tuple(
        column.name
        for column in register.columns
        if column.name in first.head.placed or (column.name == "stage" and any(columns["stage"]))
    )
    return {
        "register": register,
        "sheet": name,
        "columns": columns,
        "rows": rows,
        "places": places,
        "above": above,
        "warnings": warnings,
        "header": first.head.row + first.sheet.first_row,
        "came": came,
    }


def _places(head: Head, register: Register) -> dict[str, str]:
    """Where each column is; a month that says its year keeps its words, for the year is a fact of the plan."""
    places = {}
    for column in register.columns:
        index = head.placed.get(column.name)
        dated = index is not None and column.name in MONTHS and month_at(head.typed[index])[0]
        heading = head.typed[index] if dated else column.heading
        places[column.name] = f"«{heading}»" if index is None else f"{letter(index)} «{heading}»"
    return places


def _write_again(part: Part, rows: list[int]) -> list[Problem]:
    """Writes in the empty cells what stands above them, in a column where each value is written once; a warning for
    each column.

    In a column where two rows in a row repeat the same value, an empty cell is a fault and stays empty.
    """
    said = []
    for name in ONCE:
        filled = _fill(part, name)
        if filled:
            heading = part.head.typed.get(part.head.placed[name], name)
            numbers = rows_said(rows[n] for n in filled)
            said.append(
                Problem(
                    "annex_once",
                    words.say("annex_once", heading=heading, rows=numbers),
                    part.sheet.name,
                    rows[filled[0]],
                )
            )
    return said


def _fill(part: Part, name: str) -> list[int]:
    kept, at, titles = part.rows.kept, part.rows.at, part.rows.titles
    if name not in part.head.placed or (name == "stage" and len(titles) > 1):
        return []
    merged = {
        row
        for top, left, bottom, right in part.sheet.merges
        if left <= part.head.placed[name] <= right
        for row in range(top + 1, bottom + 1)
    }
    before, empty, repeated, stage = "", [], False, ""
    for n, row in enumerate(kept):
        if at[n] in titles:
            before = ""
            continue
        page = n and any(at[n - 1] < page < at[n] for page in part.rows.pages)
        if name != "stage" and row.get("stage") and row["stage"] != stage:
            stage, before = row["stage"], ""
        if row[name]:
            repeated = repeated or (row[name] == before and at[n] not in merged and not page)
            before = row[name]
        elif before:
            empty.append((n, before))
    if repeated:
        return []
    for n, text in empty:
        kept[n][name] = text
    return [n for n, _ in empty]
