"""Owns how a draft reads: what it changes, what would be so of the plan, what it opens and closes of what the norms ask, and
its shape for other programs.

What was done and what was programmed again are never one figure: a deliverable that is overdue and goes to another month was
not delivered."""

from dataclasses import asdict, dataclass

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.review import Obligation, load_obligations
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.replan.draft import Draft, Programme
from sig_metrics.measure.replan.effect import Effect, Rescheduled, effects, rescheduled
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.state import State
from sig_metrics.measure.versions import moves

FIGURES = ("programmed", "delivered", "rate", "overdue", "on_time", "current")


@dataclass(frozen=True)
class Simulated:
    """A draft with what would be so at a cut-off, and what the norms ask that it opens or closes."""

    scope: Scope
    draft: Draft
    before: Effect
    after: Effect
    owed: Rescheduled
    opened: tuple[Obligation, ...]
    closed: tuple[Obligation, ...]


def simulated(dataset: Dataset, scope: Scope, draft: Draft) -> Simulated:
    before, after = effects(dataset, scope, draft)
    asked = [each for each in load_obligations(dataset.catalog.root) if each.year == draft.year]
    was, would = (_met(asked, each) for each in (draft.before, draft.after))
    opened = tuple(each for each, one, other in zip(asked, was, would) if one and not other)
    closed = tuple(each for each, one, other in zip(asked, was, would) if other and not one)
    return Simulated(scope, draft, before, after, rescheduled(before, after), opened, closed)


def _met(asked: list[Obligation], programme: Programme) -> list[bool]:
    months = {code: row["months"] for code, row in programme.items()}
    return [each.met(months) for each in asked]


def summary(found: Simulated) -> list[str]:
    """What would be so, in sentences: the advance with its parts, and what of it is only programmed again."""
    day = words.long_day(found.scope.cutoff)
    if found.draft.empty:
        return [words.say("replan_empty", version=found.draft.version)]
    before, after = found.before.total, found.after.total
    said = [
        words.say("replan_said", version=found.draft.version, day=day, before=_advance(before), after=_advance(after))
    ]
    if found.owed.hidden:
        many = {} if found.owed.hidden == 1 else {"count": words.number(found.owed.hidden)}
        code = "replan_hidden_many" if many else "replan_hidden_one"
        said.append(words.say(code, **many, owed=found.owed.owed, version=found.draft.version))
    return said


def _advance(state: State) -> str:
    """«64 de 68 entregables (94.1 %), 4 vencidos»."""
    rate = words.amount(state.rate, "percent", 1) if state.rate is not None else words.say("nothing_due")
    overdue = words.count(state.overdue, "vencido", "vencidos")
    return words.say(
        "replan_advance", delivered=state.delivered, programmed=state.programmed, rate=rate, overdue=overdue
    )


def figures(found: Simulated) -> list[dict]:
    """What would be so beside what is: label, before, after (texts), a row a figure."""
    both = found.before.total, found.after.total
    return [
        {
            "label": words.say(f"replan_of_{name}"),
            **dict(zip(("before", "after"), (_figure(each, name) for each in both))),
        }
        for name in FIGURES
    ]


def _figure(state: State, name: str) -> str:
    if name == "rate":
        return words.amount(state.rate, "percent", 1) if state.rate is not None else "—"
    if name == "current":
        return words.say("replan_of", count=state.current, of=state.activities)
    return words.number(getattr(state, name))


def loads(dataset: Dataset, found: Simulated) -> list[dict]:
    """The deliverables of each unit in each month: unit, m1 to m12 («2», or «2 → 3» where it changes) and how many of its
    are overdue."""
    units = [code for code in dataset.catalog.vocabularies["unit"] if code in {**found.before.load, **found.after.load}]
    none = (0,) * 12
    rows = []
    for unit in units:
        was, would = found.before.load.get(unit, none), found.after.load.get(unit, none)
        months = {f"m{n}": _beside(one, other) for n, (one, other) in enumerate(zip(was, would), 1)}
        overdue = _beside(found.before.overdue(unit), found.after.overdue(unit))
        rows.append({"unit": dataset.catalog.label("unit", unit), **months, "overdue": overdue or "0"})
    return rows


def _beside(before: int, after: int) -> str:
    return words.say("replan_to", before=before, after=after) if before != after else str(after or "")


def before_after(dataset: Dataset, draft: Draft) -> list[tuple[str, str, str, str]]:
    """(activity, what it is, what it says, what it would say) of each change, as the papers of a change ask for it."""
    rows = []
    for code in draft.resized:
        both = (_programmed(programme[code]["months"]) for programme in (draft.before, draft.after))
        rows.append((code, words.say("replan_what_months"), *both))
    for change in draft.changes:
        if change.moves:
            for move in moves([change]):
                said = [words.MONTHS[n - 1].capitalize() for n in (move.before, move.after)]
                many = f" ({words.count(move.count, 'entregable', 'entregables')})" if move.count > 1 else ""
                rows.append((change.activity, words.say("replan_what_moved"), said[0] + many, said[1] + many))
            continue
        named = (
            units_label(dataset.catalog, each) if change.kind == "unit" else each
            for each in (change.before, change.after)
        )
        before, after = (each or "—" for each in named)
        if change.kind in ("added", "removed"):
            before, after = (
                ("—", f"{change.title} {after}") if change.kind == "added" else (f"{change.title} {before}", "—")
            )
        rows.append((change.activity, words.say(f"replan_what_{change.kind}"), before, after))
    return sorted(rows, key=lambda row: row[0])


def _programmed(months: list[int]) -> str:
    """«Mar, Jun (2)»."""
    named = zip(words.SHORT_MONTHS, months)
    return ", ".join(name if n == 1 else f"{name} ({n})" for name, n in named if n) or "—"


def document(found: Simulated) -> dict:
    """The shape of `replan --json`."""
    return {
        "cutoff": f"{found.scope.cutoff:%Y-%m}",
        "plan": {"year": found.draft.year, "version": found.draft.version},
        "draft": found.draft.text,
        "told": list(found.draft.told),
        "changes": [asdict(each) for each in found.draft.changes],
        "resized": list(found.draft.resized),
        "uneven": list(found.draft.uneven),
        "before": found.before.total.as_dict(),
        "after": found.after.total.as_dict(),
        "rescheduled": asdict(found.owed),
        "load": {"before": found.before.load, "after": found.after.load},
        "opened": [each.title for each in found.opened],
        "closed": [each.title for each in found.closed],
    }
