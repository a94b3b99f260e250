"""Owns two versions of a plan side by side: what a reformulation changed, how much later each deliverable comes,
whether their curves can be told apart; and the table of versions that the plan brings."""

from dataclasses import dataclass

from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, register_rows, remembered
from sig_metrics.measure.scope import Scope

CONTROL = ("changed_on", "justification", "document", "owner")
APART = 10  # two curves are told apart from a tenth of the plan on


@dataclass(frozen=True)
class Change:
    """One difference between two versions: kind added · removed · moved · target · unit · text, and the two values;
    `moves`: of the deliverables that changed month, from which to which (1 to 12)."""

    kind: str
    activity: str
    title: str
    before: str
    after: str
    moves: tuple[tuple[int, int], ...] = ()

    @property
    def moved(self) -> int:
        """How many deliverables changed month."""
        return len(self.moves)


@remembered(64)
def changes(dataset: Dataset, year: int, before: str, after: str, scope: Scope | None = None) -> list[Change]:
    """What a reformulation changed, activity by activity, of those in the filters."""
    filters = scope.filters() if scope else {}
    old, new = version_of(dataset, year, before), version_of(dataset, year, after)
    found = compared(old, new)
    if not filters:
        return found
    passing = _passing(dataset, year, (before, after), filters)
    return [each for each in found if each.activity in passing]


def compared(old: dict[str, dict], new: dict[str, dict]) -> list[Change]:
    """What differs from a version to another, as `version_of` gives them, activity by activity."""
    found: list[Change] = []
    for activity in sorted(old.keys() | new.keys()):
        left, right = old.get(activity), new.get(activity)
        if left is None or right is None:
            only = left or right
            text = words.count(sum(only["months"]), "entregable", "entregables")
            found.append(
                Change("added", activity, right["title"], "", text)
                if right
                else Change("removed", activity, left["title"], text, "")
            )
            continue
        if left["target"] != right["target"]:
            found.append(
                Change("target", activity, right["title"], str(left["target"] or "—"), str(right["target"] or "—"))
            )
        if moves := tuple(zip(_left(left["months"], right["months"]), _left(right["months"], left["months"]))):
            found.append(Change("moved", activity, right["title"], _months(left, right), _months(right, left), moves))
        if left["units"] != right["units"]:
            found.append(Change("unit", activity, right["title"], left["units"], right["units"]))
        if left["title"] != right["title"] or left["deliverable"] != right["deliverable"]:
            found.append(Change("text", activity, right["title"], left["title"], right["title"]))
    return found


def _passing(dataset: Dataset, year: int, versions: tuple[str, str], filters: dict[str, str]) -> set[str]:
    """The activities that have every value asked for, in one version or the other."""
    rows = dataset.rows(query("plan_passing"), {"year": year, "before": versions[0], "after": versions[1]})
    found = {(row["activity"], row["dimension"], row["value"]) for row in rows}
    return {activity for activity, _, _ in found if all((activity, *each) in found for each in filters.items())}


def reformulation(before: str, after: str, changes: list[Change], filtered: bool = False) -> str:
    """What version `after` changed of version `before`, in one sentence; `filtered`: of some activities."""
    moved = sum(change.moved for change in changes)
    said = [words.count(moved, "entregable cambió de mes", "entregables cambiaron de mes")] if moved else []
    for kind, one, many in (
        ("added", "actividad se añadió", "actividades se añadieron"),
        ("removed", "actividad se retiró", "actividades se retiraron"),
        ("target", "cambió de meta", "cambiaron de meta"),
        ("unit", "cambió de unidad", "cambiaron de unidad"),
    ):
        if n := sum(change.kind == kind for change in changes):
            said.append(words.count(n, one, many))
    if not said:
        return words.say(
            "reformulation_none_filtered" if filtered else "reformulation_none", before=before, after=after
        )
    return words.say("reformulation", before=before, after=after, said=words.listing(said))


def _left(mine: list[int], other: list[int]) -> list[int]:
    """The months of the deliverables that one version has and the other has not, in order, each as often as it is
    missing: the first that left is the first that came back."""
    return [month for month in range(1, 13) for _ in range(mine[month - 1] - other[month - 1])]


@dataclass(frozen=True)
class Move:
    """Deliverables of an activity that went from a month of one version to another month of the next."""

    activity: str
    title: str
    before: int
    after: int
    count: int

    @property
    def months(self) -> str:
        """«De octubre a noviembre», and how many when they are several."""
        said = words.say("moved_months", before=words.MONTHS[self.before - 1], after=words.MONTHS[self.after - 1])
        return said if self.count == 1 else f"{said} ({words.count(self.count, 'entregable', 'entregables')})"

    @property
    def slip(self) -> str:
        """«1 mes después»."""
        months = self.after - self.before
        said = words.count(abs(months), "mes", "meses")
        return words.say("slip_later" if months > 0 else "slip_earlier", months=said)


def moves(found: list[Change]) -> list[Move]:
    """What changed month, an activity and a pair of months a line, in the order of the plan."""
    return [
        Move(change.activity, change.title, *pair, change.moves.count(pair))
        for change in found
        for pair in dict.fromkeys(change.moves)
    ]


def _months(mine: dict, other: dict) -> str:
    return ", ".join(words.SHORT_MONTHS[n] for n in range(12) if mine["months"][n] > other["months"][n])


def version_of(dataset: Dataset, year: int, version: str) -> dict[str, dict]:
    """{activity: activity, stage, line, title, units, deliverable, target, months (twelve counts)} of one version."""
    of = {"year": year, "version": version}
    activities, schedule = dataset.rows(query("plan_activities"), of), dataset.rows(query("plan_months"), of)
    found = {row["activity"]: {**row, "months": [0] * 12} for row in activities}
    for row in schedule:
        found[row["activity"]]["months"][row["month"] - 1] = row["quantity"]
    return found


def told_apart(rows: list[dict]) -> bool:
    """Whether two versions drawn one over the other can be told apart: somewhere they are a tenth of the plan away."""
    whole = max((max(row["before"], row["after"]) for row in rows), default=0)
    return any(abs(row["after"] - row["before"]) * APART >= whole for row in rows) if whole else False


@remembered(64)
def version_curves(dataset: Dataset, year: int, before: str, after: str) -> list[dict]:
    """Twelve rows: month, and the deliverables programmed up to it in each of two versions."""
    totals = {
        name: [sum(column) for column in zip(*(row["months"] for row in version_of(dataset, year, version).values()))]
        or [0] * 12
        for name, version in (("before", before), ("after", after))
    }
    return [
        {"month": month, **{name: sum(counts[:month]) for name, counts in totals.items()}} for month in range(1, 13)
    ]


def control(dataset: Dataset, year: int) -> list[dict]:
    """The table of versions of the plan, a version a line, with its dates, reasons and documents in order; the same
    word once."""
    found: dict[str, dict[str, list]] = {}
    for row in register_rows(dataset, "plan_change"):
        if row["year"] == year:
            line = found.setdefault(row["version"], {name: [] for name in CONTROL})
            for name in CONTROL:
                if row[name] is not None and row[name] not in line[name]:
                    line[name].append(row[name])
    return [
        {"version": version, **{name: sorted(each) for name, each in line.items()}} for version, line in found.items()
    ]
