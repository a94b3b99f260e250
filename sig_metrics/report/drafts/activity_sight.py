"""Owns what the draft of a deliverable of the plan looks at: its kind of paper, the deliverable in the plan, the data of its
day and those of the report before.

The report before is that of the previous month in which the plan programs the same deliverable; for the first of a year, the
close of the year before. Refuses, saying when it is programmed, a deliverable that the plan does not program."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.paper_model import PaperKind
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest
from sig_metrics.language.problems import refuse
from sig_metrics.measure import plan
from sig_metrics.measure.activity import Activity
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import IN_FORCE, LATEST, PlanVersion, Scope, horizon, month_end
from sig_metrics.measure.year_slots import Slot, slots_at
from sig_metrics.report.drafts.sight import Sight
from sig_metrics.store.cortes import Corte


@dataclass(frozen=True, kw_only=True)
class PlanSight(Sight):
    """What the draft of a deliverable looks at."""

    ruling: PlanVersion
    slot: Slot
    first: bool  # of its year: what is before is the close of the last one

    @cached_property
    def activity(self) -> Activity:
        """The activity of the plan, as it is at the cut-off."""
        asked = Scope(self.cutoff, self.ruling.version if self.ruling.year == self.cutoff.year else IN_FORCE)
        return next(each for each in plan.grid(self.dataset, asked) if each.activity == self.kind.activity)

    @property
    def sender(self) -> str:
        owed = [unit for unit in self.slot.units if unit and unit != "ALL"]
        return self.kind.sender or (owed[0] if owed else "")

    @property
    def own_registers(self) -> tuple[str, ...]:
        return "deliverable", "plan_schedule"


def sight(
    dataset: Dataset, kind: PaperKind, year: int, month: int, item: int = 0, corte: Corte | None = None
) -> PlanSight:
    """What the draft of a deliverable looks at; raises Refused when the plan programs none there."""
    cutoff = month_end(year, month)
    ruling, mine = _programmed(dataset, kind, cutoff)
    slot = next((each for each in mine if each.month == month and item in (0, each.item)), None)
    if slot is None:
        months = list(dict.fromkeys(words.MONTHS[each.month - 1] for each in mine))
        said = words.listing(months) or words.say("activity_no_month")
        raise refuse("activity_not_programmed", paper=kind.title, month=words.month(cutoff), months=said)
    earlier = sorted({each.month for each in mine if each.month < month and (not kind.item or each.item == slot.item)})
    day = month_end(year, max(earlier)) if earlier else month_end(year - 1, 12)
    known = earlier or day in horizon(dataset).months
    opened = month_end(year, earlier[-2]) if len(earlier) > 1 else month_end(year - 1, 12) if earlier else None
    return PlanSight(
        dataset=dataset,
        kind=kind,
        scope=Scope(cutoff),
        before=Scope(day) if known else None,
        began=day if known else month_end(year - 1, 12),
        opened=opened,
        corte=corte,
        ruling=ruling,
        slot=slot,
        first=not earlier,
    )


def _programmed(dataset: Dataset, kind: PaperKind, cutoff: date) -> tuple[PlanVersion, list[Slot]]:
    """(the version, its deliverables of a kind): of the one in force at a cut-off or, where that one does not program this
    deliverable that month, of the last of the year."""
    available, found = horizon(dataset), None
    for choice in (IN_FORCE, LATEST):
        ruling = available.ruling(cutoff, choice)
        if ruling is None or ruling.year != cutoff.year:
            continue
        mine = [each for each in slots(dataset, ruling, cutoff) if kind.of(each.activity, each.item, ruling.year)]
        if found is None or any(each.month == cutoff.month for each in mine):
            found = ruling, mine
        if any(each.month == cutoff.month for each in mine):
            break
    if found is None:
        raise refuse("activity_no_plan", year=cutoff.year)
    if not answers(dataset, kind, cutoff.year):
        topic = dataset.catalog.label("topic", kind.topic)
        raise refuse("activity_other", paper=kind.title, activity=kind.activity, year=cutoff.year, topic=topic)
    return found


def slots(dataset: Dataset, ruling: PlanVersion, day: date) -> list[Slot]:
    """Every deliverable of a version of the plan."""
    return slots_at(dataset, Scope(day), ruling, day)


def kinds_of(dataset: Dataset, activity: str, item: int, year: int) -> list[PaperKind]:
    """The papers that are the draft of a deliverable: one, or none."""
    found = [each for each in dataset.catalog.papers.values() if each.of(activity, item, year)]
    return [each for each in found if answers(dataset, each, year)]


def answers(dataset: Dataset, kind: PaperKind, year: int) -> bool:
    """Whether in the plan of a year the activity of a paper's number is the one that it was written for: it answers for
    the topic of the paper, or the plan says of no paper's who answers for it."""
    if not kind.topic or kind.activity in plan.answering(dataset, year, kind.topic):
        return True
    topics = {each.topic for each in dataset.catalog.papers.values() if each.topic}
    return not any(plan.answering(dataset, year, topic) for topic in topics)


def kind_of(catalog: Catalog, name: str) -> PaperKind:
    """The kind of paper of a name; raises Refused with the nearest right one."""
    if name not in catalog.papers:
        if not catalog.papers:
            raise refuse("activity_no_papers")
        raise refuse("activity_unknown", name=words.short(words.plain(name), 40), hint=nearest(name, catalog.papers))
    return catalog.papers[name]
