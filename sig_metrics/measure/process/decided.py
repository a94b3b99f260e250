"""Owns what was decided about the limits of an indicator, as it was known at a cut-off.

A decision has a first month and a reason. `rebase`: from that month on the process is another one, with limits of its
own; `freeze`: limits are of some months, and later ones are judged by them; `release`: the decision that begins in
that month has no effect any more. The history keeps them all; the last one of each month is in force."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, register_rows, remembered

REGISTER = "process_decision"
KINDS = ("rebase", "freeze", "release")


@dataclass(frozen=True)
class Decision:
    """A decision with its reason: its months are the last day of each; `until` is of those that freeze."""

    kind: str
    since: date
    until: date | None
    reason: str
    decided_on: date
    decided_by: str  # a code of the vocabulary
    document: str = ""


@remembered(256)
def decisions(dataset: Dataset, indicator: Indicator, cutoff: date) -> tuple[Decision, ...]:
    """What was decided until a day about an indicator, in its order; () where no such register is kept."""
    if REGISTER not in dataset.catalog.registers:
        return ()
    found = [
        Decision(
            row["kind"],
            month_end(row["begins"]),
            month_end(row["ends"]) if row["ends"] else None,
            row["reason"],
            row["decided_on"],
            row["decided_by"],
            row["document"] or "",
        )
        for row in register_rows(dataset, REGISTER)
        if row["indicator"] == indicator.code and row["decided_on"] <= cutoff
    ]
    return tuple(sorted(found, key=lambda each: (each.decided_on, each.since)))


def month_end(text: str) -> date:
    """«2021-02» → the last day of that month."""
    year, month = int(text[:4]), int(text[5:7])
    return date(year, month, monthrange(year, month)[1])


def in_force(found: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Those that still have an effect, by their first month."""
    held: dict[date, Decision] = {}
    for each in found:
        if each.kind == "release":
            held.pop(each.since, None)
        else:
            held[each.since] = each
    return tuple(held[since] for since in sorted(held))


def decision_said(catalog: Catalog, each: Decision) -> str:
    """«Límites congelados sobre enero de 2020 a diciembre de 2020. Comité del SIG, 15/06/2021 (ACT-2021-03): es el año
    de referencia.»"""
    months = words.say("decision_months", first=words.month(each.since), last=words.month(each.until or each.since))
    return words.say(
        "decided",
        what=words.say(f"decided_{each.kind}", month=words.month(each.since), months=months),
        body=catalog.label("deciding_body", each.decided_by),
        day=words.day(each.decided_on),
        document=f" ({each.document})" if each.document else "",
        reason=each.reason.rstrip("."),
    )
