"""Owns what every draft of a paper is written with: its sections, piece by piece, what had not come when it was made, and the
marks of its pages.

Nothing here decides a figure: pieces ask what the screens ask. What only a person can write is a blank, «[completar: …]»."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.paper_model import PaperBlock, PaperSection
from sig_metrics.language import words
from sig_metrics.measure.freshness import Freshness, freshness, missing_months
from sig_metrics.measure.judgement import months_without
from sig_metrics.measure.scope import horizon
from sig_metrics.measure.sources import demo_notice, sources
from sig_metrics.report.drafts import (
    activity_blocks,
    activity_months,
    activity_tables,
    duty_cases,
    duty_parts,
    form_xlsx,
    sitting,
)
from sig_metrics.report.drafts.activity_annex import annexes, registers_of
from sig_metrics.report.drafts.activity_identity import Identity, before_annexes, stamped
from sig_metrics.report.drafts.activity_numbers import written
from sig_metrics.report.drafts.duty_identity import DutyIdentity
from sig_metrics.report.drafts.held import month_ends
from sig_metrics.report.drafts.sight import Sight
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
from sig_metrics.report.writers import docx

Form = Callable[[Sight, PaperBlock], list[Block]]
FORMS: dict[str, Form] = {
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
    "sitting": sitting.sitting,
    "monthly": activity_months.monthly,
    "figures": duty_cases.figures,
    "months": duty_cases.months,
    "summed": duty_cases.by_group,
    "times": duty_cases.times,
    "kept": duty_cases.kept,
    "each": duty_parts.each,
    "projects": duty_parts.projects,
    "objectives": duty_parts.objectives_of,
    "unsourced": duty_parts.unsourced,
}
DOCX, XLSX = "docx", "xlsx"
OTHER = "other"  # a document that is of none of the kinds of the plan: it has its own name, and no number


@dataclass(frozen=True)
class Draft:
    """A draft: its paper, what it says of itself, and the numbers of its sentences as they are written."""

    paper: Paper
    identity: Identity | DutyIdentity
    cited: tuple[Number, ...]
    format: str = DOCX

    @property
    def docx(self) -> bytes:
        return stamped(before_annexes(docx.paper(self.paper)), self.identity)

    @property
    def content(self) -> bytes:
        """The file, in the format of its kind."""
        return WRITERS[self.format](self)


WRITERS: dict[str, Callable[[Draft], bytes]] = {
    DOCX: lambda draft: draft.docx,
    XLSX: lambda draft: form_xlsx.form(draft.paper, draft.identity.said),
}


def draft_of(
    seen: Sight,
    identity: Identity | DutyIdentity,
    name: str,
    year: int,
    heading: tuple[tuple[str, str], ...],
    signature: Signature,
    own: dict[str, Form],
) -> Draft:
    """The draft of what a sight looks at. `year`: of its number; `own`: the pieces that only such a draft has."""
    blocks = [*_sections(seen, own), *annexes(seen, identity)]
    title = _title(seen, year)
    house = seen.catalog.screens.institution
    day = seen.cutoff if seen.cutoff.year == year else date(year, 1, 1)  # of the paper, which may be of the next year
    over = (*house.lines, *(words.say("paper_motto", says=says) for says in house.mottos_on(day)))
    paper = Paper(name, over, title, heading, tuple(blocks), (signature,), _marks(seen), seen.kind.copies)
    return Draft(paper, identity, tuple(each for each in seen.cited if isinstance(each, Number)), seen.kind.format)


def _title(seen: Sight, year: int) -> str:
    """«INFORME N.° ______-2021»; of what is no kind of document of the plan, what it is called."""
    if seen.kind.document_type == OTHER:
        return seen.kind.title.upper()
    label = seen.catalog.label("document_type", seen.kind.document_type)
    return words.say("activity_title", document=label.upper(), year=year)


def made_of(seen: Sight) -> tuple[str, str]:
    """(«C3» or «D41», the hash) of a corte, or of the data of a publication."""
    corte, snapshot = seen.corte, seen.dataset.snapshot
    of, mark = (f"C{corte.number}", corte.hash) if corte else (f"D{snapshot.number}", snapshot.seal)
    return of, mark[:12]


def subject(seen: Sight) -> str:
    """What it is about, with its month, its year and its period."""
    made = seen.kind.subject
    for name, said in seen.said.items():
        made = made.replace(f"{{{name}}}", said)
    return made


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


def _sections(seen: Sight, own: dict[str, Form]) -> Iterator[Block]:
    """Each section under its title; what had not come is told once, over the first that has figures."""
    lacking = _lacking(seen)
    for section in seen.kind.sections:
        blocks = list(_pieces(seen, section, own))
        if section.title:
            yield Text(section.title, HEADING)
        if lacking and any(block.form in FORMS for block in section.blocks):
            yield from lacking
            lacking = []
        yield from blocks or [Text(words.say("activity_nothing", day=words.long_day(seen.cutoff)))]


def _pieces(seen: Sight, section: PaperSection, own: dict[str, Form]) -> Iterator[Block]:
    for block in section.blocks:
        made = _piece(seen, block, own)
        if made and block.lead:
            yield Text(block.lead, SUBHEADING)
        yield from made


def _piece(seen: Sight, block: PaperBlock, own: dict[str, Form]) -> list[Block]:
    if block.form in own:
        return own[block.form](seen, block)
    if block.form == "norms":
        return norms(seen, block)
    if block.form == "text":
        style = ITEM if block.style == "item" else BODY
        return [Text(said, style) for said in written(seen, block.sentences)]
    if block.form == "blank":
        return [Text(words.say("paper_blank", what=said), BLANK) for said in written(seen, block.sentences)]
    return FORMS[block.form](seen, block)


def norms(seen: Sight, block: PaperBlock) -> list[Block]:
    """The legal basis that its definition gives, an item each."""
    return [Text(words.say("activity_norm", norm=n.norm, says=n.says, source=n.source), ITEM) for n in seen.kind.norms]


def _lacking(seen: Sight) -> list[Block]:
    """What had not come when the draft was made, so that nobody reads as zero what is not known."""
    fresh = freshness(seen.dataset, seen.cutoff)
    named = [name for name in registers_of(seen) if name in fresh and not seen.catalog.register(name).reserved]
    late = [
        f"«{seen.catalog.register(name).title}»"
        for name in named
        if fresh[name].unseen(seen.cutoff) or fresh[name].stale
    ]
    said = words.say("activity_lacking", registers=words.listing(late), day=words.long_day(seen.cutoff)) if late else ""
    return [Text(each, NOTE) for each in (said, *(_hole(seen, fresh[name]) for name in named)) if each]


def _hole(seen: Sight, of: Freshness) -> str:
    """Which months of a register nobody sent, of those that it tells of and of those whose cases fall due in them."""
    clocks = (each for each in seen.catalog.indicators.values() if of.register in each.source_registers)
    due = {month for each in clocks for month in months_without(seen.dataset, each, seen.cutoff)}
    months = sorted(missing_months(seen.dataset, of, [*month_ends(seen.began, seen.cutoff), *due]))
    listed = words.listing([words.month(each) for each in months])
    title = seen.catalog.register(of.register).title
    return words.say("activity_hole", register=title, months=listed) if months else ""
