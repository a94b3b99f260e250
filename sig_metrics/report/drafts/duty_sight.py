"""Owns what the draft of a duty of the law looks at: its kind of paper, the duty as it rules, its period or what happened, and
the data of that day and of the period before.

What is owed before its period ends (the update of a plan, in January) tells of the period before. A period that is not over
is told of as it had come, and says so. Refuses, in words, a duty without a paper, a day that ends none of its periods, a row
that does not begin it, one that does not oblige, and a period of which nothing came."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sig_metrics.catalog.model import CADENCE_MONTHS, Catalog
from sig_metrics.catalog.paper_model import PaperKind
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.duties_dates import When, due_after, due_in, periods
from sig_metrics.measure.duties_due import LATE, NOT_APPLICABLE, Due, at_end_of, standing
from sig_metrics.measure.duties_known import EVERYONE, Duty, Event, events, in_force, length, working_days, written
from sig_metrics.measure.duties_said import span_said
from sig_metrics.measure.freshness import freshness, periods_of
from sig_metrics.measure.scope import Scope, horizon, month_end, months_before
from sig_metrics.report.drafts.held import rows
from sig_metrics.report.drafts.sight import Sight, registers_named
from sig_metrics.report.model import Number
from sig_metrics.store.cortes import Corte

JOINED = "|"  # between the parts of a key


@dataclass(frozen=True, kw_only=True)
class DutySight(Sight):
    """What the draft of a duty looks at. `span`: its period, or twice the day of what happened; `told_of`: the period whose
    figures it brings; `when`: by when it is owed; `event`: what happened, of a duty that begins with it."""

    duty: Duty
    span: tuple[date, date]
    told_of: tuple[date, date]
    when: When
    event: Event | None = None

    @property
    def sender(self) -> str:
        owed = [unit for unit in self.duty.units if unit and unit != EVERYONE]
        return self.kind.sender or (owed[0] if owed else "")

    @property
    def office(self) -> str:
        """Who signs it within its unit: «Responsable del Libro de Reclamaciones», or the unit."""
        return self.duty.office or self.unit(self.sender)

    @property
    def year(self) -> int:
        """In which it is written."""
        return (self.when.on or self.span[1]).year

    @property
    def is_partial(self) -> bool:
        """Whether the period is not over by the day of its data."""
        return self.cutoff < self.told_of[1]

    @property
    def looks_back(self) -> bool:
        """Whether its figures are those of the period before."""
        return self.told_of != self.span

    @property
    def row(self) -> str:
        """The key of what happened; «» of a period."""
        return self.event.key if self.event else ""

    @property
    def case(self) -> dict | None:
        """The row of what happened, as it is known at the cut-off."""
        if self.event is None:
            return None
        register = self.catalog.register(self.event.register)
        found = rows(self.dataset, register.name, self.scope) or ()
        return next((each for each in found if JOINED.join(str(each[k]) for k in register.key) == self.row), None)

    @property
    def heads(self) -> tuple[str, str]:
        if self.event:
            return super().heads
        size = CADENCE_MONTHS[self.duty.rule]
        then = months_before(self.began, size) + timedelta(1), self.began
        now = span_said(self.duty, *self.told_of)
        if self.is_partial:
            now = words.say("duty_so_far", period=now, month=words.short_month(self.cutoff))
        return span_said(self.duty, *then) if self.before else "", now

    @property
    def said(self) -> dict[str, str]:
        period = words.long_day(self.span[1]) if self.event else span_said(self.duty, *self.span)
        return {**super().said, "year": str(self.span[1].year), "period": period, "row": self.row}

    @property
    def is_late(self) -> bool:
        """Whether what happened was answered after its term, as the agenda says it."""
        done = self.event.done_at if self.event else None
        return done is not None and standing(self.when, done, True, at_end_of(done.date())) == LATE

    def due_number(self, name: str) -> Number | None:
        """«late»: how long past its term it was done, in hours («47 horas y 15 minutos»), or in days where only the days
        are known; None of what was done in it. «done»: 1 of what was done."""
        done = self.event.done_at if self.event else None
        if name != "late":
            return Number("1", 1, "due.done") if done else None
        return _late_by(self.when, done) if self.is_late else None


def _late_by(when: When, done: datetime) -> Number:
    if when.at is None:
        days = (done.date() - when.on).days
        return Number(words.count(days, "día", "días"), days * 24, "due.late")
    minutes = round((done - when.at).total_seconds() / 60)
    parts = [words.count(minutes // 60, "hora", "horas"), words.count(minutes % 60, "minuto", "minutos")]
    return Number(words.listing([part for part in parts if not part.startswith("0 ")]), minutes / 60, "due.late")


def papers_of(catalog: Catalog, due: Due) -> list[PaperKind]:
    """The papers that are the draft of what is owed: one, or none; none of what does not oblige or has no period."""
    if due.duty is None or due.state == NOT_APPLICABLE or not (due.span or due.event):
        return []
    year = due.span[1].year if due.span else due.when.on.year if due.when.on else 0
    register = due.row.split(".")[1] if due.event else ""
    return [
        each
        for each in catalog.papers.values()
        if each.duty == due.code and each.register == register and (not year or each.in_force(year))
    ]


def kinds_of_duty(catalog: Catalog, code: str) -> list[PaperKind]:
    """The papers of a duty; raises Refused with the duties that have one."""
    found = [each for each in catalog.papers.values() if each.duty == code]
    if not found:
        known = sorted({each.duty for each in catalog.papers.values() if each.duty})
        if not known:
            raise refuse("duty_no_papers")
        code = words.short(words.plain(code), 20)
        raise refuse("duty_no_paper", duty=code, hint=nearest(code, known))
    return found


def duty_sight(
    dataset: Dataset, kind: PaperKind, day: date | None, row: str = "", corte: Corte | None = None
) -> DutySight:
    """What the draft of a duty looks at; raises Refused. `day`: the last of its period; of a row, what it says."""
    if kind.register:
        return _of_event(dataset, kind, row, corte)
    return _of_period(dataset, kind, day, corte)


def _of_event(dataset: Dataset, kind: PaperKind, row: str, corte: Corte | None) -> DutySight:
    found = [each for each in events(dataset) if each.register == kind.register and each.key == row]
    if not found:
        register = dataset.catalog.register(kind.register)
        _exempt(dataset, kind, row)
        raise refuse(
            "duty_no_row", duty=kind.duty, register=register.title, row=words.short(words.plain(row), 40) or "—"
        )
    for event in found:
        duty = in_force([each for each in written(dataset) if each.event == event.event], event.day).get(kind.duty)
        if duty is not None:
            break
    else:
        raise refuse("duty_not_ruling", duty=kind.duty, day=words.day(found[0].day))
    _obliges(duty)
    terms = length(dataset, duty, event.day)
    when = due_after(event.happened_at, event.is_timed, *terms, working_days(dataset), event.ut)
    cutoff = month_end(event.day.year, event.day.month)
    before = months_before(cutoff, 1)
    return DutySight(
        dataset=dataset,
        kind=kind,
        scope=Scope(cutoff),
        before=Scope(before) if before in horizon(dataset).offered() else None,
        began=before,
        opened=months_before(cutoff, 2),
        corte=corte,
        duty=duty,
        span=(event.day, event.day),
        told_of=(event.day, event.day),
        when=when,
        event=event,
    )


def _exempt(dataset: Dataset, kind: PaperKind, key: str) -> None:
    """Raises Refused, with why, of a row that is there and owes nothing."""
    register = dataset.catalog.register(kind.register)
    found = rows(dataset, register.name, Scope(date.max)) or ()
    row = next((each for each in found if JOINED.join(str(each[k]) for k in register.key) == key), None)
    for each in kind.exempt if row else ():
        if all(str(row[column]) in among for column, among in each.where.items()):
            raise refuse("duty_exempt", duty=kind.duty, row=f"{register.counted[0]} {key}", why=each.says)


def _of_period(dataset: Dataset, kind: PaperKind, day: date, corte: Corte | None) -> DutySight:
    duty, span, when = _ruling(dataset, kind, day)
    _obliges(duty)
    size = CADENCE_MONTHS[duty.rule]
    back = when.on is not None and when.on < span[1]
    told_of = (months_before(span[1], 2 * size) + timedelta(1), months_before(span[1], size)) if back else span
    cutoff = _reached(dataset, kind, told_of)
    if cutoff is None:
        raise refuse("duty_nothing_came", duty=kind.duty, period=span_said(duty, *told_of))
    before = told_of[0] - timedelta(1)
    first = _first(dataset, kind)
    return DutySight(
        dataset=dataset,
        kind=kind,
        scope=Scope(cutoff),
        before=Scope(before) if first and first <= before else None,
        began=before,
        opened=months_before(before, size),
        corte=corte,
        duty=duty,
        span=span,
        told_of=told_of,
        when=when,
    )


def _ruling(dataset: Dataset, kind: PaperKind, day: date) -> tuple[Duty, tuple[date, date], When]:
    """(the duty as it rules, its period, by when) of the period that ends on a day."""
    own = [each for each in written(dataset) if each.duty == kind.duty]
    regular = [each for each in own if each.rule in CADENCE_MONTHS]
    for duty in regular:
        span = next(periods(duty.rule, day, day))
        when = due_in(span[1], duty.after, duty.quantity, duty.time_unit or "", working_days(dataset))
        if span[1] == day and duty.since <= day and in_force(own, when.on or day).get(kind.duty) is duty:
            return duty, span, when
    if not regular:
        raise refuse("duty_no_period", duty=kind.duty)
    every = dataset.catalog.label("duty_rule", regular[-1].rule).lower()
    months = CADENCE_MONTHS[regular[-1].rule]
    last = words.listing([words.MONTHS[month - 1] for month in range(months, 13, months)])
    raise refuse("duty_not_its_month", duty=kind.duty, every=every, months=last, month=words.month(day))


def _obliges(duty: Duty) -> None:
    if duty.applies == "no":
        raise refuse("duty_not_obliging", duty=duty.duty, note=duty.note or "—")


def _reached(dataset: Dataset, kind: PaperKind, span: tuple[date, date]) -> date | None:
    """The last month of a period that more than half of the registers of a paper came for; None when none came. What
    is loaded when it changes says nothing of months, unless there is nothing else."""
    named = [dataset.catalog.register(name) for name in registers_named(dataset.catalog, kind)]
    dated = [each.name for each in named if each.cadence in CADENCE_MONTHS] or [each.name for each in named]
    months = [month_end(n // 12, n % 12 + 1) for n in range(_at(span[0]), _at(span[1]) + 1)]
    known = {month: freshness(dataset, month) for month in months}
    lasts = sorted(
        max(came) for name in dated if (came := [month for month in months if _came(known[month], name, month)])
    )
    return lasts[(len(lasts) - 1) // 2] if lasts else None


def _first(dataset: Dataset, kind: PaperKind) -> date | None:
    """The first month with rows of what must have them in every period: of the registers of a paper or, without any, of
    all."""
    every = dataset.catalog.registers.values()
    named = registers_named(dataset.catalog, kind)
    dense = [each.name for each in every if each.dense]
    mine = [name for name in dense if name in named] or dense
    return min((period for name in mine for period in periods_of(dataset, name)), default=None)


def _at(day: date) -> int:
    return day.year * 12 + day.month - 1


def _came(known: dict, name: str, month: date) -> bool:
    """Whether what a register tells of a month came."""
    found = known.get(name)
    return found is not None and found.covered_until is not None and not (found.unseen(month) or found.stale)
