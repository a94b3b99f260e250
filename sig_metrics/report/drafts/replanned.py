"""Owns the papers of a draft of a plan: the report that supports it, the letter and the memorandum that tell it, and the
Anexo 01 that it would be. What rules a change, and who it goes to, the definitions say of their institution.

They say what the draft says and no more: who decides, and why, only a person can write."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.screen_model import Institution
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.replan.draft import Draft
from sig_metrics.measure.replan.said import Simulated, before_after, figures, loads, summary
from sig_metrics.measure.scope import horizon
from sig_metrics.measure.sources import demo_notice, sources
from sig_metrics.report.model import BLANK, BODY, HEADING, ITEM, Block, Marks, Paper, Signature, Table, Text
from sig_metrics.report.papers.desk import blank, text

SUSTENTO, OFICIO, MEMORANDO, ANEXO = KINDS = ("sustento", "oficio", "memorando", "anexo")
CHANGED = (0.08, 0.2, 0.36, 0.36)
MONTH, UNIT, TITLE, TARGET = 0.036, 0.11, 0.4, 0.048


@dataclass(frozen=True)
class Drawer:
    """What its papers are written from, on a day."""

    dataset: Dataset
    found: Simulated
    day: date

    @property
    def draft(self) -> Draft:
        return self.found.draft

    @property
    def house(self) -> Institution:
        return self.dataset.catalog.screens.institution

    @property
    def named(self) -> dict[str, object]:
        """What the plan is called, its year and its version."""
        return {"plan": self.house.plan, "year": self.draft.year, "version": self.draft.version}

    def marks(self) -> Marks:
        notice = demo_notice(sources(self.dataset), horizon(self.dataset))
        said = words.say("replan_paper_mark", version=self.draft.version, day=words.day(self.found.scope.cutoff))
        return Marks(said, "", (words.say("replan_paper_address", address=self.draft.text),), notice)


def paper(dataset: Dataset, found: Simulated, kind: str, day: date) -> Paper:
    """One of KINDS, dated on a day."""
    of = Drawer(dataset, found, day)
    house = dataset.catalog.screens.institution
    lines = (*house.lines, *(words.say("paper_motto", says=says) for says in house.mottos_on(day)))
    named = {"number": blank("number"), "year": found.draft.year, "version": found.draft.version}
    return Paper(
        name=words.say(f"replan_{kind}_name", year=found.draft.year),
        institution=lines,
        title=words.say(f"replan_{kind}_title", **named),
        heading=() if kind == ANEXO else _heading(of, kind, house.city),
        blocks=BLOCKS[kind](of),
        signatures=() if kind == ANEXO else (Signature(blank("office"), words.say("replan_paper_signs")),),
        marks=of.marks(),
        wide=kind == ANEXO,
    )


def _heading(of: Drawer, kind: str, city: str) -> tuple[tuple[str, str], ...]:
    head = of.house.head or blank("office")
    to = head if kind == SUSTENTO else _told(of) if kind == MEMORANDO else blank("office")
    subject = words.say("replan_paper_subject", **of.named)
    return (
        (words.say("paper_to"), to),
        (words.say("paper_from"), blank("office")),
        (words.say("paper_subject"), subject),
        (words.say("paper_date"), words.say("paper_dated", city=city, day=words.long_day(of.day))),
    )


def _told(of: Drawer) -> str:
    """The units whose deliverables change."""
    changed = {*(each.activity for each in of.draft.changes), *of.draft.resized}
    rows = [
        row for programme in (of.draft.before, of.draft.after) for code, row in programme.items() if code in changed
    ]
    units = dict.fromkeys(unit for row in rows for unit in row["units"].split("/"))
    known = [code for code in of.dataset.catalog.vocabularies["unit"] if code in units]
    return words.listing([of.dataset.catalog.label("unit", code) for code in known]) or blank("office")


def _said(of: Drawer) -> tuple[Text, ...]:
    return tuple(Text(each, BODY) for each in summary(of.found))


def _changes(of: Drawer) -> Table:
    heads = tuple(words.say(f"replan_table_{name}") for name in ("activity", "what", "before", "after"))
    return Table(heads, tuple(before_after(of.dataset, of.draft)), words.say("replan_table_title"), (), CHANGED)


def _figures(of: Drawer) -> Table:
    heads = (
        words.say("replan_table_figure"),
        words.say("replan_now", version=of.draft.version),
        words.say("replan_then"),
    )
    rows = tuple((each["label"], each["before"], each["after"]) for each in figures(of.found))
    return Table(
        heads, rows, words.say("replan_figures_title", day=words.day(of.found.scope.cutoff)), (1, 2), (0.5, 0.25, 0.25)
    )


def _loads(of: Drawer) -> Table:
    months = tuple(f"m{n}" for n in range(1, 13))
    rows = tuple((row["unit"], *(row[each] for each in months)) for row in loads(of.dataset, of.found))
    heads = (words.say("replan_table_unit"), *words.SHORT_MONTHS)
    return Table(heads, rows, words.say("replan_loads_title"), tuple(range(1, 13)), (0.16, *[0.07] * 12))


def _norms(of: Drawer) -> tuple[Text, ...]:
    """What the norms ask of the months of the plan, that the draft opens or closes."""
    found = [(each, "opened") for each in of.found.opened] + [(each, "closed") for each in of.found.closed]
    if not found:
        return (text("replan_norms_none"),)
    return tuple(text(f"replan_norm_{how}", ITEM, title=each.title, norm=each.norm) for each, how in found)


def _sustento(of: Drawer) -> tuple[Block, ...]:
    return (
        text("replan_background", HEADING),
        text("replan_background_said", **of.named),
        Text(blank("reason"), BLANK),
        text("replan_law", HEADING),
        Text(of.house.changes) if of.house.changes else Text(blank("law"), BLANK),
        text("replan_analysis", HEADING),
        *_said(of),
        _changes(of),
        _figures(of),
        _loads(of),
        text("replan_norms", HEADING),
        *_norms(of),
        text("replan_conclusions", HEADING),
        text("replan_conclusion_said", count=words.count(len(before_after(of.dataset, of.draft)), "cambio", "cambios")),
        text("replan_owed_said", owed=of.found.owed.owed, version=of.draft.version),
        text("replan_recommendations", HEADING),
        Text(blank("recommendation"), BLANK),
    )


def _letter(of: Drawer) -> tuple[Block, ...]:
    return (
        text("replan_letter", **of.named),
        _changes(of),
        *([Text(of.house.published)] if of.house.published else []),
        text("replan_letter_end"),
    )


def _memorandum(of: Drawer) -> tuple[Block, ...]:
    return text("replan_memorandum", version=of.draft.version), _changes(of), text("replan_memorandum_end")


def _annex(of: Drawer) -> tuple[Block, ...]:
    heads = ("activity", "name", "unit")
    heads = (
        *(words.say(f"replan_table_{name}") for name in heads),
        *words.SHORT_MONTHS,
        words.say("replan_table_target"),
    )
    rows = tuple(_annex_row(of, code, row) for code, row in of.draft.after.items())
    whole = (TARGET, TITLE, UNIT, *[MONTH] * 12, TARGET)
    return (Table(heads, rows, "", tuple(range(3, 16)), tuple(each / sum(whole) for each in whole)),)


def _annex_row(of: Drawer, code: str, row: dict) -> tuple[str, ...]:
    target = words.say("replan_as_needed") if row["target"] is None else str(row["target"])
    counts = (str(each or "") for each in row["months"])
    return code, row["title"], units_label(of.dataset.catalog, row["units"]), *counts, target


BLOCKS = {SUSTENTO: _sustento, OFICIO: _letter, MEMORANDO: _memorandum, ANEXO: _annex}
