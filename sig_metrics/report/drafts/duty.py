"""Owns the draft of what a duty of the law asks for: the form or the report that its definition describes, with the figures of
its period or the row of what happened.

Who owes it, to whom, by which norm and by when are in the row of the duty; its number and its day, of the document system of
the institution. Refuses what `duty_sight` does."""

from collections.abc import Iterator
from datetime import date

from sig_metrics.catalog.paper_model import PaperBlock, PaperKind
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.duties_said import span_said
from sig_metrics.report.drafts import duty_row
from sig_metrics.report.drafts.draft import Draft, draft_of, made_of, norms, subject
from sig_metrics.report.drafts.duty_identity import DutyIdentity
from sig_metrics.report.drafts.duty_sight import DutySight, duty_sight
from sig_metrics.report.model import ITEM, NOTE, Block, Signature, Text
from sig_metrics.store.cortes import Corte


def drafted(dataset: Dataset, kind: PaperKind, day: date | None, row: str = "", corte: Corte | None = None) -> Draft:
    """The draft of a duty. `day`: the last of its period; `row`: of one that something that happened begins, the key of the
    row that says it. Raises Refused."""
    seen = duty_sight(dataset, kind, day, row, corte)
    identity = identity_of(seen)
    signature = Signature(seen.office, words.say("duty_signs"))
    return draft_of(seen, identity, _name(identity), seen.year, _heading(seen), signature, OWN)


def identity_of(seen: DutySight) -> DutyIdentity:
    return DutyIdentity(seen.kind.name, seen.duty.duty, f"{seen.span[1]:%Y-%m-%d}", seen.row, *made_of(seen))


def _name(identity: DutyIdentity) -> str:
    row = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in identity.row)
    return "-".join(filter(None, (identity.day if row else identity.day[:7], identity.duty, row, identity.kind)))


def _heading(seen: DutySight) -> tuple[tuple[str, str], ...]:
    house, unit = seen.catalog.screens.institution, seen.unit(seen.sender)
    rows = (
        ("to", seen.kind.addressee or seen.duty.recipient or house.head),
        ("from", f"{seen.duty.office}\n{unit}" if seen.duty.office else unit),
        ("subject", subject(seen)),
        ("reference", _reference(seen)),
        ("date", words.say("activity_day", city=house.city, year=seen.year)),
    )
    return tuple((words.say(f"activity_{name}"), said) for name, said in rows if said)


def _reference(seen: DutySight) -> str:
    return " ".join(filter(None, (seen.duty.norm, seen.duty.article)))


def _duty(seen: DutySight, block: PaperBlock) -> list[Block]:
    return list(_background(seen))


def _background(seen: DutySight) -> Iterator[Text]:
    """What the norm asks, who owes it and by when; of what the figures are, and what they are beside."""
    duty = seen.duty
    period = seen.said["period"]
    whose = ", ".join(filter(None, (duty.office, seen.unit(seen.sender))))
    asked = {"norm": _reference(seen), "title": duty.title, "whose": whose, "recipient": duty.recipient or "—"}
    yield Text(words.say("duty_background", duty=duty.duty, **asked))
    if seen.event:
        yield Text(words.say("duty_background_event", row=seen.row, day=period, by=_by(seen)))
        return
    yield Text(words.say("duty_background_period", period=period, by=_by(seen)))
    if duty.note:
        yield Text(f"{duty.note.rstrip('.')}.", NOTE)
    told = span_said(duty, *seen.told_of)
    if seen.looks_back:
        yield Text(words.say("duty_looks_back", period=period, told=told))
    if seen.is_partial:
        named = {"period": told, "end": words.long_day(seen.told_of[1]), "day": words.long_day(seen.cutoff)}
        yield Text(words.say("duty_partial", **named))
    if seen.before:
        yield Text(words.say("duty_before", before=seen.said["before"]))
    else:
        yield Text(words.say("duty_first", period=told))


def _by(seen: DutySight) -> str:
    """«el 31 de enero de 2022», or that no day is fixed."""
    if seen.when.at:
        return words.say("duty_by_moment", day=words.long_day(seen.when.on), hour=f"{seen.when.at:%H:%M}")
    return words.say("duty_by_day", day=words.long_day(seen.when.on)) if seen.when.on else words.say("duty_by_none")


def _norms(seen: DutySight, block: PaperBlock) -> list[Block]:
    """The norm that asks for it, and those that its definition gives."""
    code = "duty_norm" if seen.duty.article else "duty_norm_unread"
    own = words.say(code, norm=seen.duty.norm, article=seen.duty.article or "", title=seen.duty.title)
    return [Text(own, ITEM), *norms(seen, block)]


OWN = {"duty": _duty, "norms": _norms, "row": duty_row.row, "term": duty_row.term}
