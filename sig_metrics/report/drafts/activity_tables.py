"""Owns the pieces of a paper that tell of the rows of registers: what came and went, what is open by age and by place, how
many there are of each word, the rows themselves, and the protected cells of a reserved register."""

from datetime import date

from sig_metrics.catalog.labels import shown_value
from sig_metrics.catalog.model import Register
from sig_metrics.catalog.paper_model import PaperBlock
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure import cases, follow_up
from sig_metrics.measure.explore.question import PERSON, askable
from sig_metrics.measure.freshness import freshness
from sig_metrics.measure.labels import ut_names
from sig_metrics.report.drafts.activity_numbers import rows_of
from sig_metrics.report.drafts.held import EPOCH, came, kept
from sig_metrics.report.drafts.sight import Sight
from sig_metrics.report.model import LINE, NOTE, Block, Cell, Chart, Number, Series, Table, Text

NONE, UT = "—", "ut"
MONTHS, PLACES, ROWS, WORDS = 12, 10, 20, 15  # of a table
AHEAD = (
    "plan",
    "due",
    "commit",
    "valid",
    "next",
    "until",
    "accepted",
)  # in the name of a day that is set before it comes


def flow(sight: Sight, block: PaperBlock) -> list[Block]:
    """What came in, went out and stayed open in the last months, register by register."""
    found: list[Block] = []
    for name in block.registers:
        months = cases.flow(sight.dataset, name, sight.scope, MONTHS)
        if months:
            found += [_moves(sight, name, months, block.title), *_drawn(sight, name, months)]
    return found or [not_come(sight, block)]


def _moves(sight: Sight, name: str, months: list[dict], title: str) -> Table:
    heads = tuple(words.say(f"activity_{each}") for each in ("month", "inflow", "outflow", "stock"))
    rows = tuple(
        (
            row["month"],
            *(_count(row[each], f"{name}.{row['period']:%Y-%m}.{each}") for each in ("inflow", "outflow", "stock")),
        )
        for row in months[-6:]
    )
    called = sight.catalog.register(name).title
    return Table(heads, rows, words.say("activity_titled", title=title, of=called) if title else called, (1, 2, 3))


def _drawn(sight: Sight, name: str, months: list[dict]) -> list[Block]:
    """What was open at the end of each month."""
    known = [row for row in months if row["stock"] is not None]
    if len(known) < 3:
        return []
    of = tuple(f"{name}.{row['period']:%Y-%m}.stock" for row in months)
    series = Series(words.say("activity_stock"), tuple(row["stock"] for row in months), "ink", of=of)
    called, last = sight.catalog.register(name).title, known[-1]
    alt = words.say(
        "activity_stock_alt", of=called, count=words.number(last["stock"]), month=words.month(last["period"])
    )
    labels = tuple(row["month"] for row in months)
    return [Chart(LINE, labels, (series,), words.say("activity_stock_title", of=called), alt=alt)]


def ages(sight: Sight, block: PaperBlock) -> list[Block]:
    """What is open by how long ago it came in, and how much of it is past its term."""
    found: list[Block] = []
    for name in block.registers:
        if not cases.flow(sight.dataset, name, sight.scope, 1):
            continue
        bands = cases.ages(sight.dataset, name, sight.scope)
        heads = tuple(words.say(f"activity_{each}") for each in ("age", "open", "late", "oldest_open"))
        of = f"{name}.{sight.cutoff:%Y-%m}"
        rows = tuple(_band(row, f"{of}.age={row['key'].partition('.')[2]}") for row in bands)
        total = {each: sum(row[each] for row in bands) for each in ("count", "overdue")}
        rows += (
            (
                words.say("activity_total"),
                _count(total["count"], f"{of}.open"),
                _count(total["overdue"], f"{of}.overdue"),
                "",
            ),
        )
        called = sight.catalog.register(name).title
        title = words.say("activity_titled", title=block.title, of=called) if block.title else called
        found.append(Table(heads, rows, title, (1, 2, 3), (0.4, 0.2, 0.2, 0.2)))
    return found or [not_come(sight, block)]


def _band(row: dict, of: str) -> tuple[Cell, ...]:
    oldest = Number(words.count(row["oldest"], "día", "días"), row["oldest"], f"{of}.oldest") if row["count"] else NONE
    return row["band"], _count(row["count"], of), _count(row["overdue"], f"{of}.overdue"), oldest


def places(sight: Sight, block: PaperBlock) -> list[Block]:
    """What is open by territorial unit, the one with most past its term first."""
    found: list[Block] = []
    for name in block.registers:
        if not cases.flow(sight.dataset, name, sight.scope, 1):
            continue
        rows = cases.by_ut(sight.dataset, name, sight.scope)
        most = block.top or PLACES
        of = f"{name}.{sight.cutoff:%Y-%m}"
        cells = tuple(_place(row, f"{of}.ut={row['key'].partition('.')[2]}") for row in rows[:most])
        heads = tuple(words.say(f"activity_{each}") for each in ("ut", "open", "late"))
        called = sight.catalog.register(name).title
        title = words.say("activity_titled", title=block.title, of=called) if block.title else called
        if cells:
            found.append(Table(heads, cells, title, (1, 2), (0.5, 0.25, 0.25)))
        if len(rows) > most:
            found.append(Text(words.say("activity_more", shown=most, count=len(rows)), NOTE))
    return found or [not_come(sight, block)]


def _place(row: dict, of: str) -> tuple[Cell, ...]:
    return row["band"], _count(row["count"], of), _count(row["overdue"], f"{of}.overdue")


def _count(value: int | None, of: str) -> Cell:
    return NONE if value is None else Number(words.number(value), value, of)


def counted(sight: Sight, block: PaperBlock) -> list[Block]:
    """How many rows of a register have each word of a column."""
    register = sight.catalog.register(block.registers[0])
    found = _kept(sight, block)
    whole = came(sight, register.name, sight.scope)
    if found is None or not found and not whole:
        return [not_come(sight, block)]
    totals: dict[str, int] = {}
    for row in found:
        totals[_word(row[block.by])] = totals.get(_word(row[block.by]), 0) + 1
    turns = sorted(totals, key=lambda code: (-totals[code], code))[: block.top or WORDS]
    of, column = f"{register.name}.{sight.cutoff:%Y-%m}.{_since(block)}", register.column(block.by)
    cells = tuple(
        (_said(sight, register, block.by, code), _count(totals[code], f"{of}.{block.by}={code}")) for code in turns
    )
    cells += ((words.say("activity_total"), _count(len(found), of if not block.where else "")),) if cells else ()
    heads = column.heading, register.counted[1].capitalize()
    return [Table(heads, cells, block.title or register.title, (1,), (0.7, 0.3)), *_partly(sight, block, whole)]


def _since(block: PaperBlock) -> str:
    return "rows" if block.since == "always" else block.since


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _kept(sight: Sight, block: PaperBlock) -> list[dict] | None:
    """The rows since when they are asked for, with one of the words asked for in a column."""
    found = rows_of(sight, block.registers[0], block.since)
    return None if found is None else kept(sight, block.registers[0], found, block.where)


def _said(sight: Sight, register: Register, column: str, code: object) -> str:
    if code in (None, ""):
        return words.say("group_unknown")
    return _shown(sight, register, column, code)


def _shown(sight: Sight, register: Register, column: str, value: object) -> str:
    """As it reads; a territorial unit, by its name."""
    if column == UT:
        return ut_names(sight.dataset).get(str(value), str(value))
    said = shown_value(sight.catalog, register, column, value)
    return "" if said is None else str(said)


def listed(sight: Sight, block: PaperBlock) -> list[Block]:
    """The rows of a register, the last first; a day after the cut-off that tells what happened is not known that day."""
    register = sight.catalog.register(block.registers[0])
    found = _kept(sight, block)
    whole = came(sight, register.name, sight.scope)
    if found is None or not found and not whole:
        return [not_come(sight, block)]
    shown = [name for name in block.columns if PERSON not in name and register.name in askable(sight.catalog)]
    most = block.top or ROWS
    if register.dated_by:
        found = sorted(
            found,
            key=lambda row: tuple(str(row[each]).zfill(10) for each in register.dated_by),
            reverse=not block.first,
        )
    rows = tuple(tuple(_cell(sight, register, name, row[name]) for name in shown) for row in found[:most])
    heads = tuple(register.column(name).heading for name in shown)
    made: list[Block] = [Table(heads, rows, block.title or register.title, widths=_widths(heads, rows))]
    if len(found) > most:
        made.append(Text(words.say("activity_more", shown=most, count=len(found)), NOTE))
    return [*made, *_partly(sight, block, whole)]


def _partly(sight: Sight, block: PaperBlock, whole: bool) -> list[Block]:
    """That some of it had not come."""
    said = sight.catalog.register(block.registers[0]).title
    return [] if whole else [Text(words.say("activity_partly", register=said, day=words.day(sight.cutoff)), NOTE)]


def _widths(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """Each column by its longest text, so that a date takes what it needs and a sentence has the rest."""
    longest = [max([len(head) * 0.8, *(len(row[n]) for row in rows)]) for n, head in enumerate(heads)]
    shares = [min(max(each, 8), 42) for each in longest]
    return tuple(each / sum(shares) for each in shares)


def _cell(sight: Sight, register: Register, name: str, value: object) -> str:
    if value is None or value == "":
        return NONE
    if isinstance(value, date) and value > sight.cutoff and not any(each in name for each in AHEAD):
        return NONE
    return _shown(sight, register, name, value)


def protected(sight: Sight, block: PaperBlock) -> list[Block]:
    """The cells of a reserved register as they were released: texts that are already protected, and no number of its rows.
    Of a month without a release, that there was none."""
    rows, periods = follow_up.complaint_cells(sight.dataset, sight.scope)
    if not rows:
        return [Text(words.say("activity_never_released"))]
    heads = (words.say("activity_category"), *periods.values())
    cells = tuple((row["category"], *(row.get(period, NONE) for period in periods)) for row in rows)
    made: list[Block] = [Table(heads, cells, block.title, tuple(range(1, len(heads))))]
    since = sight.before.cutoff if sight.before else None
    last = released(sight, block.registers[0])
    if last:
        is_new = since is None or last > since
        period = {"period": sight.said["period"]} if sight.said["period"] else {"month": words.month(sight.cutoff)}
        code = f"{'duty' if sight.said['period'] else 'activity'}_{'released' if is_new else 'not_released'}"
        made.insert(0, Text(words.say(code, **period, day=words.long_day(last))))
    return [*made, Text(words.say("activity_protected"), NOTE)]


def released(sight: Sight, register: str) -> date | None:
    """The last day by the cut-off on which protected cells were released."""
    places = {"columns": "max(held.released_on) as day", "register": register, "known": "held.released_on <= $cutoff"}
    asked = query("paper_rows", **places, later="$since is not null", key="1")
    return sight.dataset.rows(asked, {"cutoff": sight.cutoff, "since": EPOCH})[0]["day"]


def not_come(sight: Sight, block: PaperBlock, registers: tuple[str, ...] = ()) -> Text:
    """That nothing of a register can be told yet."""
    registers = registers or block.registers
    titles = words.listing([f"«{sight.catalog.register(name).title}»" for name in registers])
    fresh = freshness(sight.dataset, sight.cutoff)
    loaded = any(fresh[name].loaded for name in registers if name in fresh)
    return Text(
        words.say(
            "activity_not_come" if loaded else "activity_not_loaded", registers=titles, day=words.day(sight.cutoff)
        )
    )
