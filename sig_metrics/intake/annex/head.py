"""Owns where Anexo 01 is in a sheet: its headings, over one to three rows, and which twelve columns are the programmed
months.

Refuses in one sentence the months that are missing, and two blocks of months that nothing tells apart.
"""

from dataclasses import dataclass, field

from sig_metrics.catalog.model import Register
from sig_metrics.intake.annex.wide import HEIGHT, expanded
from sig_metrics.intake.annex.words import EXECUTED, OTHER, PROGRAMMED, bare, block_of, in_order, month_at, unmarked
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest
from sig_metrics.language.problems import Problem
from sig_metrics.language.text import letter

FEW = 3  # headings missing that are told one by one
Block = dict[int, int]  # month → column


@dataclass
class Head:
    """The last row of the headings and the first under them, from 0; column code → index; the blocks of months that
    remain."""

    row: int
    start: int
    placed: dict[str, int]
    typed: dict[int, str]  # index → heading as it is written, in one line
    months: list[int] = field(default_factory=list)  # every column that names one
    blocks: list[Block] = field(default_factory=list)  # several: their sums decide
    unknown: list[int] = field(default_factory=list)
    unread: str = ""  # the columns of the blocks of months that are not loaded: «V a AG»
    faults: list[Problem] = field(default_factory=list)

    def is_at(self, name: str, text: str) -> bool:
        """Whether a text is, again, the heading of a column."""
        index = self.placed.get(name)
        return index is not None and bool(text) and bare(unmarked(text)) == bare(unmarked(self.typed[index]))


def month_names(block: Block) -> dict[str, int]:
    return {f"m{month:02d}": index for month, index in block.items()}


def known_headings(register: Register) -> dict[str, tuple[str, bool]]:
    """Bare heading, name or alias → (column code, whether it is the heading itself)."""
    found: dict[str, tuple[str, bool]] = {}
    for column in register.columns:
        for heading in (column.heading, column.name, *column.aliases):
            found.setdefault(bare(heading), (column.name, heading == column.heading))
    return found


def find_head(sheet: Sheet, register: Register) -> tuple[Head | None, int]:
    """(the likeliest headings of a sheet, how many columns of the register they name); None when there are none."""
    known = {
        name: found
        for name, found in known_headings(register).items()
        if found[0][:1] != "m" or not found[0][1:].isdigit()
    }
    tall, wide = expanded(sheet)
    best, most = None, 0
    for at in range(len(tall)):
        months = _months(wide, at)
        names = _names(tall, at, known, {index for block in months for index in block})
        found = len(names) + max((len({month for _, month in block.values()}) for block in months), default=0)
        if found > most and any(each[2] for each in names.values()):
            best, most = (at, names, months), found
    if best is None:
        return None, 0
    return _head(sheet, register, wide, *best), most


def _names(
    rows: list[list[str]], at: int, known: dict[str, tuple[str, bool]], taken: set[int]
) -> dict[int, tuple[str, str, bool, bool]]:
    """{column: (column code, heading as written, whether it is in this very row, whether it is the heading itself)}."""
    found = {}
    for index, own in enumerate(rows[at]):
        if index in taken:
            continue
        above = [rows[n][index] for n in range(max(at - 2, 0), at)]
        above = [text for n, text in enumerate(above) if text and text != own and text not in above[:n]]
        joined = [" ".join([*above[n:], own]) for n in range(len(above))] if own else []
        for text in (own, *joined, *reversed(above)):
            name = known.get(bare(text)) or known.get(bare(unmarked(text)))
            if text and name:
                found[index] = (name[0], text, text == own, name[1])
                break
    return found


def _months(rows: list[list[str]], at: int) -> list[dict[int, tuple[int, int]]]:
    """The runs of columns that name months in a row: {column: (year or 0, month)}; a run of its own for each block."""
    named = {index: found for index, text in enumerate(rows[at]) if (found := _month_of(text))[1]}
    ordered = in_order(rows[at])
    if len({month for _, month in named.values()}) < 12 and ordered:
        return [{index: (0, month) for month, index in enumerate(run, 1)} for run in ordered]
    blocks: list[dict[int, tuple[int, int]]] = []
    times = max((sum(found[1] == month for found in named.values()) for month in range(1, 13)), default=0)
    for index, found in named.items():
        if not blocks or (times > 1 and found[1] in {month for _, month in blocks[-1].values()}):
            blocks.append({})
        blocks[-1][index] = found
    return blocks


def _month_of(text: str) -> tuple[int, int]:
    """The month of a heading that may also name its block: «Ene (P)», «Ene ejec.»."""
    found = month_at(text)
    if (
        not found[1]
        and (parts := text.rstrip(" .)").replace("(", " ").split())
        and len(parts) == 2
        and block_of(parts[1])
    ):
        found = month_at(parts[0])
    return found


def _head(sheet: Sheet, register: Register, wide: list[list[str]], at: int, names: dict, months: list[dict]) -> Head:
    head = Head(at, _start(sheet, at), {}, {})
    _place(sheet, register, head, names)
    columns = {index: month for block in months for index, (_, month) in block.items()}
    head.typed |= {index: " ".join(wide[at][index].split()) for index in columns}
    blocks = _by_tag(wide, head, columns) or [
        (_tag(wide, at, block), {month: index for index, (_, month) in block.items()}) for block in months
    ]
    head.months = sorted(columns)
    if twice := _twice(blocks, columns):
        _tell_twice(sheet, register, head, columns, twice)
    else:
        _choose(sheet, head, [each for each in blocks if len(each[1]) > 1 or len(blocks) == 1], wide[at])
    used = {*head.placed.values(), *columns}
    head.unknown = [
        index
        for index, text in enumerate(wide[at])
        if text
        and index not in used
        and not (index and text == wide[at][index - 1])
        and not (index + 1 in used and text == wide[at][index + 1])  # merged with the column of its cells
    ]
    head.typed |= {index: " ".join(wide[at][index].split()) for index in head.unknown}
    _missing(sheet, register, head)
    return head


def _start(sheet: Sheet, at: int) -> int:
    """The first row under the headings; a block merged downwards from their row belongs to them."""
    below = [last for first, _, last, _ in sheet.merges if first <= at < last < first + HEIGHT]
    return max(below, default=at) + 1


def _place(sheet: Sheet, register: Register, head: Head, names: dict) -> None:
    """One column a code: the heading itself before an alias, its own row before one above; two as good as each other
    are a fault."""
    for code in dict.fromkeys(name for name, *_ in names.values()):
        claims = sorted((not own, not exact, index) for index, (name, _, own, exact) in names.items() if name == code)
        first, rest = claims[0], [claim for claim in claims[1:] if claim[:2] == claims[0][:2]]
        near = [
            claim for claim in rest if all(wide_text for wide_text in _between(sheet, head.row, first[2], claim[2]))
        ]
        if near:
            head.faults.append(
                Problem(
                    "header_twice",
                    words.say("header_twice", heading=names[near[0][2]][1]),
                    sheet.name,
                    head.row + sheet.first_row,
                    letter(near[0][2]),
                )
            )
        head.placed[code], head.typed[first[2]] = first[2], " ".join(names[first[2]][1].split())


def _between(sheet: Sheet, at: int, left: int, right: int) -> list[str]:
    """The headings from one column to another: an empty one parts a table from what is at its side."""
    row = sheet.grid[at]
    return [row[index] if index < len(row) else "" for index in range(left, right + 1)]


def _tag(wide: list[list[str]], at: int, block: dict[int, tuple[int, int]]) -> str:
    """Which block it is, by what is written over its months: «PROGRAMADO», «EJECUTADO»."""
    for row in range(at - 1, max(at - 4, -1), -1):
        if tags := {tag for index in block if (tag := block_of(wide[row][index]))}:
            return tags.pop() if len(tags) == 1 else ""
    return ""


def _by_tag(wide: list[list[str]], head: Head, columns: dict[int, int]) -> list[tuple[str, Block]]:
    """The blocks when each month has its own «P» and «E», in its cell or in the row under it; [] when it has not."""
    below = wide[head.row + 1] if head.row + 1 < len(wide) else []
    under = {index: block_of(below[index]) for index in columns if below}
    within = {
        index: block_of(text.rstrip(" .)").replace("(", " ").split()[-1]) if len(text.split()) > 1 else ""
        for index in columns
        for text in [wide[head.row][index]]
    }
    tags = under if columns and all(under.values()) and under else within
    if not columns or not all(tags.values()):
        return []
    if tags is under:
        head.start = max(head.start, head.row + 2)
    return [
        (tag, {columns[index]: index for index in columns if tags[index] == tag})
        for tag in dict.fromkeys(tags.values())
    ]


def _choose(sheet: Sheet, head: Head, blocks: list[tuple[str, Block]], row: list[str]) -> None:
    """Places the programmed months; what nothing tells apart stays in `blocks` for the sums, or is a fault."""
    whole = [each for each in blocks if len(each[1]) == 12] or blocks[:2]
    programmed = [block for tag, block in whole if tag == PROGRAMMED]
    plain = [block for tag, block in whole if not tag]
    if len(programmed) == 1 and all(tag != OTHER for tag, _ in whole):
        chosen = programmed
    elif not programmed and len(plain) == 1 and all(tag in ("", EXECUTED) for tag, _ in whole):
        chosen = plain
    elif len(plain) == len(whole) > 1 and _apart(row, plain):
        chosen, head.blocks = plain[:1], plain
    elif whole:
        chosen = []
        code = "annex_executed" if len(whole) == 1 else "annex_blocks"
        spans = words.listing(
            [
                span(block.values())
                for _, block in (whole if len(whole[0][1]) == 12 else [("", dict(enumerate(head.months)))])
            ]
        )
        head.faults.append(Problem(code, words.say(code, columns=spans), sheet.name, head.row + sheet.first_row))
    else:
        return
    for block in chosen:
        head.placed |= month_names(block)
    unread = sorted(index for _, block in blocks for index in block.values() if block not in chosen)
    head.unread = span(unread) if chosen and unread else ""


def _twice(blocks: list[tuple[str, Block]], columns: dict[int, int]) -> list[int]:
    """The few months that more than one column names, when no block without a name is whole by itself."""
    named = list(columns.values())
    twice = [month for month in sorted(set(named)) if named.count(month) > 1]
    alone = len(twice) <= FEW and len(named) > 9 and not any(tag or len(block) == 12 for tag, block in blocks)
    return twice if alone else []


def _tell_twice(sheet: Sheet, register: Register, head: Head, columns: dict[int, int], twice: list[int]) -> None:
    """The months that are named twice and those that are not, in one sentence."""
    said = [f"«{register.column(name).heading}»" for name in month_names(dict.fromkeys(range(1, 13), 0))]
    lost = [said[month - 1] for month in range(1, 13) if month not in columns.values()]
    told = words.say(
        "annex_month_twice",
        months=words.listing([said[month - 1] for month in twice]),
        columns=words.listing([letter(index) for index in sorted(columns) if columns[index] in twice]),
        missing=words.say("annex_month_missing", months=words.listing(lost)) if lost else "",
    )
    head.faults.append(Problem("annex_month_twice", told, sheet.name, head.row + sheet.first_row))


def _apart(row: list[str], blocks: list[Block]) -> bool:
    """Whether the first block goes on from the headings of the table and the others come after an empty column."""
    first = min(blocks[0].values())
    return bool(first and row[first - 1]) and all(not row[min(block.values()) - 1] for block in blocks[1:])


def span(indexes) -> str:
    """«V a AG»; apart, «J, L y N»."""
    indexes = sorted(indexes)
    if len(indexes) > 1 and indexes[-1] - indexes[0] == len(indexes) - 1:
        return f"{letter(indexes[0])} a {letter(indexes[-1])}"
    return words.listing(list(map(letter, indexes)))


def _missing(sheet: Sheet, register: Register, head: Head) -> None:
    """A fault for each heading that is missing; when they are many, one that names them."""
    told = {each.code for each in head.faults}
    lost = [
        column
        for column in register.columns
        if column.name not in head.placed
        and not column.optional_heading
        and not (told & {"annex_blocks", "annex_executed", "annex_month_twice"} and column.name[1:].isdigit())
    ]
    row = head.row + sheet.first_row
    if len(lost) > FEW:
        listed = words.listing([f"«{column.heading}»" for column in lost])
        head.faults.append(Problem("annex_headings", words.say("annex_headings", headings=listed), sheet.name, row))
        return
    for column in lost:
        near = nearest(column.heading, [head.typed[index] for index in head.unknown])
        hint = near.replace("¿Quiso decir", "¿Es") if "Quiso" in near else "."
        head.faults.append(
            Problem("header_column", words.say("header_column", heading=column.heading, hint=hint), sheet.name, row)
        )
