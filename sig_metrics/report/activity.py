"""Owns the draft of a deliverable of the plan: the paper of a public office that its definition describes, with the figures
of its day.

Nothing here decides a figure: pieces ask what the screens ask. What only a person can write is a blank, «[completar: …]»,
and the number and the day of the paper are those of the document system of the institution. Refuses, in words, a paper of
what the plan does not program."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sig_metrics.catalog.paper_model import PaperBlock, PaperKind, PaperSection
from sig_metrics.language import words
from sig_metrics.measure import plan
from sig_metrics.measure.compute import measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.freshness import freshness
from sig_metrics.measure.scope import LATEST, horizon, month_end
from sig_metrics.measure.sources import demo_notice, sources
from sig_metrics.report import activity_blocks, activity_tables, docx
from sig_metrics.report.activity_annex import annexes, registers_of
from sig_metrics.report.activity_identity import Identity, before_annexes, stamped
from sig_metrics.report.activity_numbers import written
from sig_metrics.report.activity_sight import Sight, kinds_of, sight, slots
from sig_metrics.report.deck_parts import place
from sig_metrics.report.model import (
    BLANK,
    BODY,
    HEADING,
    ITEM,
    NOTE,
    SUBHEADING,
    Block,
    Marks,
    Number,
    Paper,
    Signature,
    Text,
)
from sig_metrics.store.cortes import Corte

FORMS: dict[str, Callable[[Sight, PaperBlock], list[Block]]] = {
    "indicators": activity_blocks.indicators,
    "every": activity_blocks.indicators,
    "changed": activity_blocks.changed,
    "groups": activity_blocks.groups,
    "bars": activity_blocks.bars,
    "line": activity_blocks.line,
    "owing": activity_blocks.owing,
    "flow": activity_tables.flow,
    "ages": activity_tables.ages,
    "places": activity_tables.places,
    "counted": activity_tables.counted,
    "listed": activity_tables.listed,
    "protected": activity_tables.protected,
}


@dataclass(frozen=True)
class Draft:
    """A draft: its paper, what it says of itself, and the numbers of its sentences as they are written."""

    paper: Paper
    identity: Identity
    cited: tuple[Number, ...]

    @property
    def docx(self) -> bytes:
        return stamped(before_annexes(docx.paper(self.paper)), self.identity)


def draft(dataset: Dataset, kind: PaperKind, year: int, month: int, corte: Corte | None = None, item: int = 0) -> Paper:
    """The paper of a deliverable; raises Refused when the plan programs none that month."""
    return drafted(dataset, kind, year, month, corte, item).paper


def drafted(
    dataset: Dataset, kind: PaperKind, year: int, month: int, corte: Corte | None = None, item: int = 0
) -> Draft:
    """The same with what it says of itself."""
    seen = sight(dataset, kind, year, month, item, corte)
    identity = identity_of(seen)
    blocks = [*_sections(seen), *annexes(seen, identity)]
    label = seen.catalog.label("document_type", kind.document_type)
    title = words.say("activity_title", document=label.upper(), year=year)
    house = seen.catalog.screens.institution
    over = (*house.lines, *(words.say("paper_motto", says=says) for says in house.mottos_on(seen.cutoff)))
    signers = (Signature(seen.unit(seen.sender), words.say("activity_signs")),)
    paper = Paper(_name(identity), over, title, _heading(seen), tuple(blocks), signers, _marks(seen), kind.copies)
    return Draft(paper, identity, tuple(each for each in seen.cited if isinstance(each, Number)))


def every(dataset: Dataset, year: int, corte: Corte | None = None) -> Iterator[Draft]:
    """The drafts of every deliverable of the plan of a year, month by month; raises Refused without a plan."""
    for kind, month, item in programmed(dataset, year):
        yield drafted(dataset, kind, year, month, corte, item)


def programmed(dataset: Dataset, year: int) -> list[tuple[PaperKind, int, int]]:
    """(kind of paper, month, which of that month) of what the plan of a year programs and has a draft."""
    day = month_end(year, 12)
    ruling = horizon(dataset).ruling(day, LATEST)
    found = [
        (each.month, kind, each.item)
        for each in (slots(dataset, ruling, day) if ruling and ruling.year == year else ())
        for kind in kinds_of(dataset.catalog, each.activity, each.item, year)
    ]
    return [
        (kind, month, item)
        for month, kind, item in sorted(found, key=lambda each: (each[0], each[1].activity, each[2]))
    ]


def identity_of(seen: Sight) -> Identity:
    corte, snapshot = seen.corte, seen.dataset.snapshot
    of, mark = (f"C{corte.number}", corte.hash) if corte else (f"D{snapshot.number}", snapshot.seal)
    return Identity(seen.kind.name, seen.kind.activity, f"{seen.cutoff:%Y-%m}", seen.slot.item, of, mark[:12])


def _name(identity: Identity) -> str:
    return f"{identity.month}-act{identity.activity}-{identity.item}-{identity.kind}"


def _marks(seen: Sight) -> Marks:
    day, corte = words.day(seen.cutoff), seen.corte
    said = (
        words.say("paper_corte", number=corte.number, name=corte.name, day=day)
        if corte
        else words.say("activity_data", number=seen.dataset.snapshot.number, day=day)
    )
    found = sources(seen.dataset)
    loads = [
        words.say("activity_source", title=found[name].title, number=found[name].load)
        for name in registers_of(seen)
        if name in found and found[name].load
    ]
    notice = demo_notice(found, horizon(seen.dataset))
    return Marks(said, corte.hash if corte else seen.dataset.snapshot.seal, tuple(loads), notice)


def _heading(seen: Sight) -> tuple[tuple[str, str], ...]:
    house = seen.catalog.screens.institution
    body = seen.kind.addressee or house.body
    subject = seen.kind.subject
    for name, said in seen.said.items():
        subject = subject.replace(f"{{{name}}}", said)
    rows = (
        ("to", body),
        ("from", seen.unit(seen.sender)),
        ("subject", subject),
        ("reference", _reference(seen)),
        ("date", words.say("activity_day", city=house.city, year=seen.cutoff.year)),
    )
    return tuple((words.say(f"activity_{name}"), said) for name, said in rows if said)


def _reference(seen: Sight) -> str:
    """The plan and the report before, if it was registered."""
    ruling, before = seen.ruling, _before(seen)
    named = {"year": ruling.year, "version": ruling.version, "activity": seen.kind.activity}
    named["plan"] = seen.catalog.screens.institution.plan
    said = words.say("activity_plan", **named, month=words.MONTHS[seen.slot.month - 1])
    return words.say("activity_references", plan=said, number=before) if before else said


def _before(seen: Sight) -> str:
    """The number of the report before, as it was registered by the cut-off."""
    if seen.before is None or seen.first:
        return ""
    rows = plan.behind_cell(seen.dataset, seen.scope, seen.kind.activity, seen.before.cutoff.month, seen.ruling.year)
    of = (row for row in rows if row["document_number"] and row["item"] == seen.slot.item)
    return next((row["document_number"] for row in of), "")


def _sections(seen: Sight) -> Iterator[Block]:
    for n, section in enumerate(seen.kind.sections):
        blocks = list(_pieces(seen, section))
        if section.title:
            yield Text(section.title, HEADING)
        if any(block.form in FORMS for block in section.blocks):
            yield from _lacking(seen)
        yield from blocks or [Text(words.say("activity_nothing", day=words.long_day(seen.cutoff)))]


def _pieces(seen: Sight, section: PaperSection) -> Iterator[Block]:
    for block in section.blocks:
        made = _piece(seen, block)
        if made and block.lead:
            yield Text(block.lead, SUBHEADING)
        yield from made


def _piece(seen: Sight, block: PaperBlock) -> list[Block]:
    if block.form == "plan":
        return list(_plan(seen))
    if block.form == "norms":
        return [
            Text(words.say("activity_norm", norm=n.norm, says=n.says, source=n.source), ITEM) for n in seen.kind.norms
        ]
    if block.form == "text":
        style = ITEM if block.style == "item" else BODY
        return [Text(said, style) for said in written(seen, block.sentences)]
    if block.form == "blank":
        return [Text(words.say("paper_blank", what=said), BLANK) for said in written(seen, block.sentences)]
    return FORMS[block.form](seen, block)


def _lacking(seen: Sight) -> list[Block]:
    """What had not come when the draft was made, so that nobody reads as zero what is not known."""
    fresh = freshness(seen.dataset, seen.cutoff)
    named = [name for name in registers_of(seen) if name in fresh and not seen.catalog.register(name).reserved]
    late = [
        f"«{seen.catalog.register(name).title}»"
        for name in named
        if fresh[name].unseen(seen.cutoff) or fresh[name].stale
    ]
    if not late:
        return []
    return [Text(words.say("activity_lacking", registers=words.listing(late), day=words.long_day(seen.cutoff)), NOTE)]


def _plan(seen: Sight) -> Iterator[Text]:
    """What the plan asks, what was delivered of it by the cut-off, and the report before."""
    activity, ruling, catalog = seen.activity, seen.ruling, seen.catalog
    units = words.listing([seen.unit(unit) for unit in activity.units.split("/")])
    yield Text(
        words.say(
            "activity_background",
            plan=catalog.screens.institution.plan,
            year=ruling.year,
            version=ruling.version,
            activity=activity.activity,
            title=activity.title.rstrip("."),
            stage=catalog.label("stage", activity.stage),
            units=units,
            deliverable=(seen.kind.title if seen.kind.item else activity.deliverable).rstrip("."),
            month=words.MONTHS[seen.slot.month - 1],
        )
    )
    if note := ruling.note_at(seen.cutoff):
        yield Text(note, NOTE)
    if said := _delivered(seen):
        yield Text(said)
    if seen.first:
        code = "activity_first" if seen.before else "activity_first_alone"
        yield Text(words.say(code, before=seen.said["before"], year=seen.cutoff.year))
    elif seen.before:
        number = _before(seen)
        yield Text(
            words.say(
                "activity_before" if number else "activity_before_unknown", before=seen.said["before"], number=number
            )
        )


def _delivered(seen: Sight) -> str:
    """How many deliverables of the activity were programmed, delivered and overdue at the cut-off; «» when nobody knows."""
    state, activity = seen.catalog.screens.plan.state, seen.kind.activity
    names = [state[name] for name in ("programmed", "documents", "overdue") if name in state]
    asked = tuple(seen.catalog.indicators[name] for name in names)
    found = measures(seen.dataset, asked, replace(seen.scope, activity=activity))
    if len(found) < 3 or any(m.value is None for m in found) or not found[0].value:
        return ""
    of = [Number(words.number(m.value), m.value, f"{place(m)}.activity={activity}") for m in found]
    seen.cited.extend(of)
    programmed, delivered, overdue = (int(m.value) for m in found)
    many = words.say("activity_delivered_one" if delivered == 1 else "activity_delivered_many", n=of[1].said)
    counted = {
        name: words.count(n, *words.say(f"activity_delivered_{name}").split("|"))
        for name, n in (("programmed", programmed), ("overdue", overdue))
    }
    counted["overdue"] = counted["overdue"] if overdue else words.say("activity_delivered_none")
    return words.say("activity_delivered", day=words.long_day(seen.cutoff), delivered=many, **counted)
