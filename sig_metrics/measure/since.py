"""Owns what changed between two cut-offs, or since what was frozen: which deliverables came, fell overdue or are not overdue any more, which
processes began or ceased to give a signal, which indicators have another word, and which loads changed rows that were
there.

A list is empty where one of the two days does not know: what was not received is no change. Corrections are those that
the ledger keeps, counted by load and by no cell: it does not keep what the rows said before."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure import plan
from sig_metrics.measure.against import of_plan
from sig_metrics.measure.before import Before, then_of
from sig_metrics.measure.comparison import one_sum
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.decisions import deliverable_title
from sig_metrics.measure.filters import concerns
from sig_metrics.measure.freshness import plan_unknown
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signalled import Signalled, signalled_since
from sig_metrics.measure.wording import late

JUDGED = ("met", "backlog", "near", "watch", "missed", "beyond")  # from the best word to the worst


@dataclass(frozen=True)
class Item:
    """A deliverable of the plan that changed: its cell, its name, whose it is and, in a few words, what happened."""

    activity: str
    month: int
    item: int
    units: str
    title: str
    detail: str
    year: int = 0  # of the plan it is owed by, when it is an earlier one

    @property
    def key(self) -> str:
        return f"{self.activity}.{self.month:02d}{f'.{self.year}' if self.year else ''}"


@dataclass(frozen=True)
class Crossing:
    """An indicator whose word is another: the measure of each day, and both words; `redefined`: it was then calculated by
    another definition."""

    before: Measure
    after: Measure
    was: str
    now: str
    worse: bool
    redefined: bool = False

    @property
    def key(self) -> str:
        return f"ficha.{self.after.indicator.code}"


@dataclass(frozen=True)
class Term:
    """An indicator of the same word that has more cases open past their term than it had, or fewer: the measure of each
    day."""

    before: Measure
    after: Measure

    @property
    def worse(self) -> bool:
        return self.after.open_overdue > self.before.open_overdue

    @property
    def how(self) -> str:
        """«began» and «ended» with none on one of the two days, or «more» and «fewer»."""
        if self.worse:
            return "more" if self.before.open_overdue else "began"
        return "fewer" if self.after.open_overdue else "ended"

    @property
    def key(self) -> str:
        return f"{'overdue' if self.after.open_overdue else 'ficha'}.{self.after.indicator.code}"


@dataclass(frozen=True)
class Correction:
    """A load that changed or took out rows that a register already had."""

    load: int
    register: str
    title: str
    day: date
    changed: int
    removed: int
    detail: str

    @property
    def key(self) -> str:
        return f"register.{self.register}"


@dataclass(frozen=True)
class Since:
    """What changed since an earlier cut-off. `plan_known`: what was delivered is known at both."""

    before: date
    after: date
    plan_known: bool
    came: tuple[Item, ...] = ()
    overdue: tuple[Item, ...] = ()
    settled: tuple[Item, ...] = ()  # overdue then, and not now
    signals: tuple[Signalled, ...] = ()
    crossed: tuple[Crossing, ...] = ()
    terms: tuple[Term, ...] = ()
    corrected: tuple[Correction, ...] = ()
    closed: bool = False  # the data of then cannot be opened any more: its deliverables and its signals are not known


@remembered(64)
def since(dataset: Dataset, scope: Scope, before: Scope | Before) -> Since:
    """What changed from an earlier scope, or from what was frozen, to a scope; nothing when it is not earlier."""
    then = then_of(dataset, before)
    why = plan_unknown(dataset, scope.cutoff)
    known = not why and then.dataset is not None and not then.ask(_unknown)
    if not then.precedes(scope):
        return Since(then.cutoff, scope.cutoff, known)
    rows = then.came(dataset, scope) if known else []
    ruling = plan.ruling_of(dataset, scope)
    year = ruling.year if ruling else 0
    came = tuple(_item(dataset, row, year, _delivered(row)) for row in rows)
    return Since(
        then.cutoff,
        scope.cutoff,
        known,
        came,
        *(_overdue(dataset, scope, then, rows) if known else ((), ())),
        signalled_since(dataset, scope, then),
        *_crossed(dataset, scope, then),
        _corrected(dataset, scope, then),
        then.dataset is None,
    )


def _unknown(dataset: Dataset, scope: Scope) -> bool:
    return bool(plan_unknown(dataset, scope.cutoff))


def _overdue(dataset: Dataset, scope: Scope, before: Before, came: list[dict]) -> tuple[tuple[Item, ...], ...]:
    """(what fell overdue, what is not any more), each the oldest first."""
    ruling = plan.ruling_of(dataset, scope)
    year = ruling.year if ruling else 0
    now, then = (
        {_place(row): row for row in rows} for rows in (plan.overdue(dataset, scope), before.ask(plan.overdue))
    )
    arrived = {_place(row): row for row in came}
    return (
        tuple(_item(dataset, row, year, _owed(scope, row)) for place, row in now.items() if place not in then),
        tuple(
            _item(dataset, row, year, _settled(arrived.get(place))) for place, row in then.items() if place not in now
        ),
    )


def _place(row: dict) -> tuple:
    return row["year"], row["activity"], row["month"], row["item"]


def _item(dataset: Dataset, row: dict, year: int, detail: str) -> Item:
    return Item(
        row["activity"],
        row["month"],
        row["item"],
        units_label(dataset.catalog, row["units"]) if row["units"] else "",
        deliverable_title(row["name"] or row["deliverable"], 1 if row["name"] else row["item"]),
        detail,
        row["year"] if row["year"] != year else 0,
    )


def _delivered(row: dict) -> str:
    """«entregado 24/11/2021, a tiempo»; of one that the plan did not programme, the day alone."""
    day = words.day(row["delivered_on"])
    if row["state"] == "extra":
        return words.say("since_extra", day=day)
    how = words.say("since_late", days=words.count(row["days_late"], "día", "días"))
    return words.say("since_came", day=day, how=how if row["days_late"] else words.say("since_on_time"))


def _owed(scope: Scope, row: dict) -> str:
    month = words.MONTHS[row["month"] - 1] + (f" de {row['year']}" if row["year"] != scope.year else "")
    bare = words.say("since_bare", day=words.day(row["unsupported_on"])) if row["unsupported_on"] else ""
    return words.say("since_overdue", month=month, late=bare or late(row["days_late"]))


def _settled(row: dict | None) -> str:
    return _delivered(row) if row else words.say("since_settled_otherwise")


def _crossed(dataset: Dataset, scope: Scope, before: Before) -> tuple[tuple[Crossing, ...], tuple[Term, ...]]:
    """(indicators judged on both days with another word, those that got worse first and, of them, the worst; those of the same
    word that have more cases past their term, or fewer, which the plan's deliverables tell one by one)."""
    catalog = dataset.catalog
    asked = tuple(each for each in catalog.indicators.values() if concerns(each, scope))
    then = {m.indicator.name: m for m in before.measures(asked)}
    found, terms = [], []
    for after in measures(dataset, asked, scope):
        was = then[after.indicator.name]
        if not {after.status, was.status} <= {*JUDGED}:
            continue
        if after.status == was.status or not one_sum(after, was):
            late = [each.open_overdue for each in (was, after)]
            if None not in late and late[0] != late[1] and not of_plan(after.indicator):
                terms.append(Term(was, after))
            continue
        said = [catalog.standing(each.indicator, each.status).label for each in (was, after)]
        worse = JUDGED.index(after.status) > JUDGED.index(was.status)
        found.append(Crossing(was, after, *said, worse, before.redefined(after.indicator)))
    crossed = sorted(found, key=lambda c: (not c.worse, -JUDGED.index(c.after.status), c.after.indicator.code))
    return tuple(crossed), tuple(sorted(terms, key=lambda each: (not each.worse, each.after.indicator.code)))


def _corrected(dataset: Dataset, scope: Scope, before: Before) -> tuple[Correction, ...]:
    """Loads made after then that changed or took out rows of a register that an indicator of the scope comes from,
    the newest first."""
    catalog = dataset.catalog
    serving = {name for each in catalog.indicators.values() if concerns(each, scope) for name in each.source_registers}
    found = []
    for row in _loads_changed(dataset):
        day, name = words.in_lima(row["loaded_at"]).date(), row["register"]
        if before.loaded_after(row) and name in catalog.registers and (name in serving or not scope.filters()):
            title = catalog.registers[name].title
            found.append(Correction(row["load"], name, title, day, row["changed"], row["removed"], _rows_said(row)))
    return tuple(found)


@remembered(2)
def _loads_changed(dataset: Dataset) -> list[dict]:
    return dataset.rows(query("loads_changed"))


def _rows_said(row: dict) -> str:
    """«12 filas cambiadas y 1 retirada»."""
    said = [words.count(row["changed"], "fila cambiada", "filas cambiadas")] if row["changed"] else []
    one, many = ("retirada", "retiradas") if said else ("fila retirada", "filas retiradas")
    said += [words.count(row["removed"], one, many)] if row["removed"] else []
    return words.listing(said)
