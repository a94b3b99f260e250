"""Owns what changed between two cortes, told apart by why: what is new, what a load corrected, what another version of the
plan programmes, and what another definition calculates.

A figure is the same one when it is of the same indicator, month and group. One that differs under the same definition and
the same version of the plan was corrected: by the loads that came, or were annulled, between one and the other."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.corte.reopen import frozen_values
from sig_metrics.corte.values import rows_of
from sig_metrics.language import words
from sig_metrics.measure.scope import month_end
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import Corte
from sig_metrics.store.journal import Journal

NEW, RESTATED, REPLANNED, REDEFINED = KINDS = ("new", "restated", "replanned", "redefined")
COMPARED = ("value", "numerator", "denominator", "n", "status", "target", "open_overdue", "oldest_overdue_days")


@dataclass(frozen=True)
class Change:
    """An indicator in a month: why it differs, its whole value before and after (None: there was, or is, none), and how
    many of its groups differ too."""

    kind: str
    indicator: str
    code: str
    month: str  # «2021-10»
    before: float | None
    after: float | None
    status: tuple[str, str]
    overdue: tuple[int | None, int | None]  # of its cases, how many were, and are, open past their term
    groups: int
    whole: bool  # False: only groups of it differ


@dataclass(frozen=True)
class Between:
    """What changed from a corte to another: changes of figures by kind, decisions that came and that are no more, and
    the loads between both, {number: (register, whether it was annulled)}."""

    changes: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    began: tuple[dict, ...] = ()
    ended: tuple[dict, ...] = ()
    loads: dict[int, tuple[str, bool]] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        return len(self.changes.get(kind, ()))

    @property
    def said(self) -> str:
        """«42 nuevos, 3 corregidos y 1 redefinido»; «» when no figure differs."""
        return words.listing(
            [f"{words.number(n)} {words.say(f'corte_{kind}')}" for kind in KINDS if (n := self.count(kind))]
        )


@lru_cache(16)
def changed_between(folder: Path, earlier: Corte, later: Corte) -> Between:
    """The same of two cortes of a store, which never change."""
    store = LocalStore(folder)
    found = between(frozen_values(store, earlier), frozen_values(store, later))
    return replace(found, loads=loads_between(store.journal, earlier, later))


def between(earlier: bytes, later: bytes) -> Between:
    """What differs from the values of a corte to those of another."""
    was, is_now = _decisions(earlier), _decisions(later)
    return Between(
        changes_of(_by_place(rows_of(earlier)), _by_place(rows_of(later))),
        tuple(each for key, each in is_now.items() if key not in was),
        tuple(each for key, each in was.items() if key not in is_now),
    )


def changes_of(then: dict[tuple, dict], now: dict[tuple, dict]) -> dict[str, tuple[Change, ...]]:
    """{kind: its changes} from some figures to others, {(indicator, month, group): line} each, in the months that the later
    have."""
    had = frozenset(month for _, month, _ in then)
    months = {month for _, month, _ in now}
    found: dict[tuple, list] = {}
    for place in (each for each in {**then, **now} if each[1] in months):
        before, after = then.get(place), now.get(place)
        if before is None or after is None or any(before[name] != after[name] for name in COMPARED):
            whole = (*place[:2], ())
            kind = _why(before or then.get(whole), after or now.get(whole), place[1] in had)
            found.setdefault((kind, *place[:2]), []).append((place[2], before, after))
    changes: dict[str, list[Change]] = {}
    for (kind, name, month), parts in found.items():
        changes.setdefault(kind, []).append(_change(kind, name, month, parts))
    return {kind: tuple(sorted(changes[kind], key=lambda c: (c.code, c.month))) for kind in KINDS if kind in changes}


def loads_between(journal: Journal, earlier: Corte, later: Corte | None) -> dict[int, tuple[str, bool]]:
    """{load: (register, whether it was annulled)} of what came, or was taken back, between two cortes (None: until now)."""
    last = later.snapshot if later else None
    found = {}
    for number, line in journal.lines().items():
        came = earlier.snapshot < line["snapshot"] and (last is None or line["snapshot"] <= last)
        at = line["annulled_at"].isoformat() if line["annulled_at"] else ""
        gone = bool(at) and earlier.at <= at and (later is None or at <= later.at)
        if came or gone:
            found[number] = (line["register"], bool(at) and (later is None or at <= later.at))
    return found


def change_said(catalog: Catalog, change: Change) -> str:
    """«PLN-02 Entregas a tiempo, octubre de 2021: 82.4 % → 80.1 %»; of one that only changes in groups, how many."""
    indicator = catalog.indicators.get(change.indicator)
    year, month = map(int, change.month.split("-"))
    name = (indicator.short or indicator.title) if indicator else change.indicator
    when = words.month(month_end(year, month))
    if not change.whole:
        groups = words.count(change.groups, "grupo", "grupos")
        return words.say("corte_change_groups", ficha=change.code, name=name, month=when, groups=groups)
    unit, decimals = (indicator.unit, indicator.decimals) if indicator else ("count", 2)
    shown = [words.amount(value, unit, decimals) for value in (change.before, change.after)]
    if shown[0] == shown[1] and change.status[0] != change.status[1]:
        labels = catalog.vocabularies["status"]
        shown = [labels[word].label if word in labels else "—" for word in change.status]
    elif shown[0] == shown[1] and change.overdue[0] != change.overdue[1]:
        after = words.say("corte_overdue", count=words.number(change.overdue[1]))
        shown = [words.number(change.overdue[0]), after]
    return words.say("corte_change", ficha=change.code, name=name, month=when, before=shown[0], after=shown[1])


def _by_place(rows: list[dict]) -> dict[tuple, dict]:
    """{(indicator, month, group): row} of the figures."""
    return {
        (row["indicator"], row["month"], tuple(sorted((k, v or "") for k, v in row["by"].items()))): row
        for row in rows
        if row["kind"] == "value"
    }


def _why(before: dict | None, after: dict | None, had: bool) -> str:
    """Of which kind a figure that differs is, by whether the first had its month, which may be of a year before its own;
    of a group that was not there, or is no more, its whole tells."""
    if not had:
        return NEW
    if before is None or after is None or before["definition"] != after["definition"]:
        return REDEFINED
    return REPLANNED if before.get("plan") != after.get("plan") else RESTATED


def _change(kind: str, name: str, month: str, parts: list[tuple]) -> Change:
    whole = next(((before, after) for group, before, after in parts if not group), None)
    before, after = whole or (None, None)
    some = next(row for _, *both in parts for row in both if row)
    return Change(
        kind,
        name,
        some["code"],
        month,
        before["value"] if before else None,
        after["value"] if after else None,
        tuple(row["status"] if row else "" for row in (before, after)),
        tuple(row["open_overdue"] if row else None for row in (before, after)),
        len(parts) - bool(whole),
        whole is not None,
    )


def _decisions(values: bytes) -> dict[tuple, dict]:
    rows = [row for row in rows_of(values) if row["kind"] == "decision"]
    return {(row["what"], row["key"], row["item"], row["units"]): row for row in rows}
