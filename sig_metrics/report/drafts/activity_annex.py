"""Owns the annexes of a draft: the definition of each of its indicators, where its data come from, and what the draft says
of itself."""

from sig_metrics.language import words
from sig_metrics.measure.freshness import freshness
from sig_metrics.measure.sources import sources
from sig_metrics.present.describe import formula_text
from sig_metrics.report.drafts.activity_identity import Identity
from sig_metrics.report.drafts.duty_identity import DutyIdentity
from sig_metrics.report.drafts.sight import Sight, asked_of, registers_named
from sig_metrics.report.model import HEADING, NOTE, SUBHEADING, Block, Table, Text

SHOWN = 12  # characters of a hash


def annexes(sight: Sight, identity: Identity | DutyIdentity) -> list[Block]:
    """All of them, each with its letter."""
    found = [_fichas(sight)] if asked_of(sight.catalog, sight.kind) else []
    found += [_sources(sight)]
    blocks: list[Block] = [Text(words.say("activity_annexes"), HEADING)]
    for letter, (code, *parts) in zip("ABCDE", [*found, ("activity_annex_draft", *_draft(identity))]):
        blocks += [Text(words.say("activity_annex", letter=letter, title=words.say(code)), SUBHEADING), *parts]
    return blocks


def _fichas(sight: Sight) -> tuple:
    heads = tuple(words.say(f"activity_{each}") for each in ("indicator", "formula", "goal", "owner"))
    rows = tuple(
        (
            f"{each.title} ({each.code}, definición n.º {each.version})",
            formula_text(each),
            each.targets[-1].text if each.targets else "—",
            sight.catalog.label("unit", each.owner),
        )
        for each in asked_of(sight.catalog, sight.kind)
    )
    return "activity_annex_fichas", Table(heads, rows, widths=(0.3, 0.38, 0.22, 0.1))


def registers_of(sight: Sight) -> list[str]:
    """The registers that a draft comes from, each once."""
    named = [*registers_named(sight.catalog, sight.kind), *sight.own_registers]
    return [name for name in dict.fromkeys(named) if name in sight.catalog.registers]


def _sources(sight: Sight) -> tuple:
    found, fresh = sources(sight.dataset), freshness(sight.dataset, sight.cutoff)
    heads = tuple(words.say(f"activity_{each}") for each in ("register", "load", "loaded", "until", "sha256"))
    rows = []
    for name in registers_of(sight):
        source = found.get(name)
        if source is None or not source.load:
            said = words.say("activity_by_program" if sight.catalog.register(name).law else "activity_no_load")
            rows.append((sight.catalog.register(name).title, said, "—", "—", "—"))
            continue
        until = fresh[name].covered_until if name in fresh else None
        load = words.say("activity_load_number", number=source.load)
        day = words.moment(source.loaded_at)[:10] if source.loaded_at else "—"
        rows.append((source.title, load, day, words.day(until) if until else "—", source.sha256[:SHOWN]))
    return "activity_annex_sources", Table(heads, tuple(rows), widths=(0.36, 0.2, 0.14, 0.14, 0.16))


def _draft(identity: Identity | DutyIdentity) -> tuple[Text, Text]:
    return Text(identity.said), Text(words.say("activity_draft"), NOTE)
