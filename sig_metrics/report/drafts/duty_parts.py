"""Owns the pieces of a paper that tell of every part of a whole: what each word of a vocabulary was evaluated with, how each
project goes against what was planned, the objectives of a year, and what no register says."""

from dataclasses import replace
from datetime import date

from sig_metrics.catalog.labels import shown_value
from sig_metrics.catalog.model import Register
from sig_metrics.catalog.paper_model import PaperBlock
from sig_metrics.language import words
from sig_metrics.measure import follow_up
from sig_metrics.measure.objectives import Objective, objectives
from sig_metrics.report.drafts.activity_blocks import value
from sig_metrics.report.drafts.activity_numbers import written
from sig_metrics.report.drafts.activity_tables import not_come
from sig_metrics.report.drafts.held import rows
from sig_metrics.report.drafts.sight import Sight
from sig_metrics.report.model import ITEM, NOTE, Block, Cell, Number, Table, Text

NONE = "—"
SHARES = 1  # decimals of a share of a whole


def each(sight: Sight, block: PaperBlock) -> list[Block]:
    """Every word of a vocabulary with its part and its whole in the last evaluation known, in its order, beside that of the
    period before; one that was not evaluated says so. Columns: the part and the whole."""
    register = sight.catalog.register(block.registers[0])
    found = rows(sight.dataset, register.name, sight.scope)
    if found is None:
        return [not_come(sight, block)]
    now, day = _last(register, block, found)
    if day is None:
        return [Text(words.say("duty_each_none"))]
    then, before = {}, None
    if sight.before:
        then, before = _last(register, block, rows(sight.dataset, register.name, sight.before) or [])
    known = {
        word.code: word.label for word in sight.catalog.vocabularies[register.column(block.by).vocabulary].values()
    }
    of = f"{register.name}.{sight.cutoff:%Y-%m}.each.{block.by}"
    lines = [(known[code], *_part(now.get(code), then.get(code), f"{of}={code}")) for code in known]
    lines.append((words.say("activity_total"), *_part(_whole(now), _whole(then), of)))
    silent = [known[code] for code in known if code not in now]
    return [_evaluated(register, block, lines, before), *_when(day, before, silent)]


def _evaluated(register: Register, block: PaperBlock, lines: list[tuple], before: date | None) -> Table:
    """The table; without an evaluation before, without its columns."""
    heads = [register.column(name).heading for name in (block.by, *block.columns)] + [words.say("duty_share")]
    if before is None:
        shown = tuple(line[: len(heads)] for line in lines)
        return Table(tuple(heads), shown, block.title, (1, 2, 3), (0.55, 0.15, 0.15, 0.15))
    heads += [words.day(before), words.say("duty_change")]
    return Table(tuple(heads), tuple(lines), block.title, (1, 2, 3, 4, 5), (0.4, 0.12, 0.12, 0.12, 0.12, 0.12))


def _when(day: date, before: date | None, silent: list[str]) -> list[Text]:
    """Of which day it is, and what was not evaluated then."""
    said = [words.say("duty_each_of", day=words.long_day(day))]
    if before is not None:
        said = [words.say("duty_each_beside", day=words.long_day(day), before=words.long_day(before))]
    if silent:
        said.append(words.say("duty_each_unknown", words=words.listing([f"«{name}»" for name in silent])))
    return [Text(each, NOTE) for each in said]


Part = tuple[float | None, float | None]  # the part, which may not be known, and the whole


def _last(register: Register, block: PaperBlock, found: list[dict]) -> tuple[dict[str, Part], date | None]:
    """({word: its part and its whole} of the last day that was evaluated, that day)."""
    day = max((row[register.dated_by[0]] for row in found), default=None)
    part, whole = block.columns
    mine = [row for row in found if row[register.dated_by[0]] == day]
    return {row[block.by]: (row[part], row[whole]) for row in mine if row[part] is not None}, day


def _whole(parts: dict[str, Part]) -> Part | None:
    if not parts:
        return None
    return sum(part for part, _ in parts.values()), sum(whole for _, whole in parts.values())


def _part(now: Part | None, then: Part | None, of: str) -> tuple[Cell, ...]:
    """Its part, its whole, what share it is, that of before and by how much it changed, in points."""
    share, was = _share(now), _share(then)
    cells: list[Cell] = [words.say("duty_unknown")] * 2
    if now is not None:
        cells = [_points(amount, f"{of}.{name}") for name, amount in zip(("part", "whole"), now)]
    cells += [
        NONE if each is None else Number(words.percent(each, SHARES), each, f"{of}.{name}")
        for name, each in (("share", share), ("before", was))
    ]
    if share is None or was is None:
        return (*cells, NONE)
    change = (share - was) * 100
    return (*cells, Number(_signed(change), change, f"{of}.change"))


def _share(part: Part | None) -> float | None:
    return part[0] / part[1] if part and part[1] else None


def _points(amount: float, of: str) -> Number:
    return Number(words.number(amount, 0 if float(amount).is_integer() else 1), amount, of)


def _signed(change: float) -> str:
    """«+5 puntos», «−2.5 puntos»."""
    size = words.number(abs(change), 0 if abs(change - round(change)) < 1e-9 else 1)
    return words.say("duty_points", sign="+" if change > 0 else "−" if change < 0 else "", points=size)


def projects(sight: Sight, block: PaperBlock) -> list[Block]:
    """Each project at the cut-off: its weight, what was planned, what is so, how far one is from the other and its state; and
    which are behind."""
    register = sight.catalog.register(block.registers[0])
    found = follow_up.projects(sight.dataset, register.name, sight.scope)
    if not found:
        return [not_come(sight, block)]
    last = {row["project"]: row for row in rows(sight.dataset, register.name, sight.scope) or ()}
    names = ("project", "project_weight", "project_planned", "project_actual", "project_deviation", "project_state")
    lines = tuple(_project(sight, register, row, last.get(row["project"], {})) for row in found)
    heads = tuple(words.say(f"duty_{name}") for name in names)
    table = Table(heads, lines, block.title, (1, 2, 3, 4), (0.38, 0.09, 0.14, 0.12, 0.14, 0.13))
    weight = words.number(sum(row["weight"] for row in found))
    return [*_behind(sight, found), table, Text(words.say("duty_projects_weight", weight=weight), NOTE)]


def _project(sight: Sight, register: Register, row: dict, last: dict) -> tuple[Cell, ...]:
    of = f"{register.name}.{sight.cutoff:%Y-%m}.project={row['project']}"
    shares = tuple(
        NONE if row[name] is None else Number(words.percent(row[name], SHARES), row[name], f"{of}.{name}")
        for name in ("planned", "actual")
    )
    away: Cell = NONE
    if row["actual"] is not None:
        change = (row["actual"] - row["planned"]) * 100
        away = Number(_signed(words.rounded(change, 1)), change, f"{of}.deviation")
    state = shown_value(sight.catalog, register, "state", last.get("state")) if "state" in last else None
    weight = _points(row["weight"], f"{of}.weight")
    return (f"{row['project']} · {row['name']}", weight, *shares, away, str(state or NONE))


def _behind(sight: Sight, found: list[dict]) -> list[Text]:
    behind = [
        row for row in found if row["actual"] is not None and words.rounded(row["actual"] - row["planned"], 4) < 0
    ]
    whole = words.count(len(found), "proyecto", "proyectos")
    code = f"duty_projects_behind_{'one' if len(behind) == 1 else 'many'}" if behind else "duty_projects_none_behind"
    named = words.listing([row["project"] for row in behind])
    said = [Text(words.say(code, whole=whole, n=len(behind), named=named))]
    silent = [row["project"] for row in found if row["actual"] is None]
    return [*said, *([Text(words.say("duty_projects_silent", named=words.listing(silent)))] if silent else [])]


def objectives_of(sight: Sight, block: PaperBlock) -> list[Block]:
    """The objectives of the year of the cut-off, of the systems asked for, with what measures each and how it stands."""
    register = sight.catalog.register(block.registers[0])
    if rows(sight.dataset, register.name, sight.scope) is None:
        return [not_come(sight, block)]
    systems, scope = block.where.get("systems", (None,)), sight.scope
    mine = (objectives(sight.dataset, replace(scope, system=system), register.name) for system in systems)
    keys = {each.row["key"] for some in mine for each in some}
    kept = [each for each in objectives(sight.dataset, scope, register.name) if each.row["key"] in keys]
    if not kept:
        said = {"register": f"«{register.title}»", "year": sight.cutoff.year}
        return [Text(words.say("duty_objectives_none", **said))]
    heads = (
        words.say("duty_objective"),
        *(words.say(f"activity_{n}") for n in ("indicator", "goal", "value", "state")),
    )
    return [
        Table(
            heads, tuple(_objective(sight, each) for each in kept), block.title, (2, 3), (0.36, 0.24, 0.12, 0.12, 0.16)
        )
    ]


def _objective(sight: Sight, each: Objective) -> tuple[Cell, ...]:
    m = each.measure
    word = sight.catalog.standing(m.indicator, m.status)
    called = f"{m.indicator.title} ({m.indicator.code})"
    return each.row["statement"], called, each.goal, value(m), f"{word.icon} {word.label}".strip()


def unsourced(sight: Sight, block: PaperBlock) -> list[Block]:
    """What a norm asks for and no register says: never a blank, nor a zero."""
    return [Text(words.say("duty_unsourced", what=said.rstrip(".")), ITEM) for said in written(sight, block.sentences)]
