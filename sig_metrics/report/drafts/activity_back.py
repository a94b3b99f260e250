"""Owns the way back of a paper: what is known of the file that comes, whether it may answer for a deliverable, and what its
row keeps of it (its number, its day, its SHA-256 and the facts of its digital signatures), never its content.

The text of the file is read in a process of its own, and only what it lacks and what it says it is leave that process.
Refuses a file that is neither PDF nor DOCX, one with something left to fill, the draft of another deliverable, and a number
or a file that already answers for one."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from sig_metrics.intake.child import ask, opened
from sig_metrics.intake.files.source import check_size, clean_name
from sig_metrics.intake.values.nothing import has_number
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.language.text import fold
from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.report.drafts.activity_identity import Identity, blanks_in, identity_in
from sig_metrics.report.drafts.duty_identity import DutyIdentity, duty_identity_in
from sig_metrics.report.signed import BEGINS, LIMITS, Returned, read_signed

DOCX_BEGINS = b"PK\x03\x04"
REGISTER = "deliverable"
SHA = "sha256:"
KEPT = 12  # characters of a hash that are said


@dataclass(frozen=True)
class Place:
    """A deliverable of the plan."""

    year: int
    activity: str
    month: int
    item: int

    @property
    def said(self) -> str:
        """«la actividad 18, octubre de 2021, n.º 1»."""
        return words.say(
            "back_place", activity=self.activity, month=words.MONTHS[self.month - 1], year=self.year, item=self.item
        )


@dataclass(frozen=True)
class Back:
    """What is known of a paper that came. `legible`: it has text, so that what it lacks could be looked for; `signed`, of a
    PDF; `duty`, that it is the draft of a duty of the law, and of no deliverable."""

    sha256: str
    legible: bool
    identity: Identity | None
    blanks: tuple[str, ...]
    signed: Returned | None = None
    duty: DutyIdentity | None = None

    @property
    def told(self) -> list[str]:
        """What is known of it, a sentence each."""
        said = [self._file]
        if not self.legible:
            said.append(words.say("back_picture"))
        elif self.identity is None and self.duty is None:
            said.append(words.say("back_no_identity"))
        return said

    @property
    def _file(self) -> str:
        if self.signed is None:
            return words.say("back_file", sha256=self.sha256[:KEPT])
        pages = words.count(self.signed.pages, "página", "páginas")
        return words.say("back_pdf", pages=pages, sha256=self.sha256[:KEPT], signature=self.signature)

    @property
    def signature(self) -> str:
        """What its row keeps of its signatures: «1 firma digital íntegra, 29/10/2021»; «» of a DOCX."""
        if self.signed is None:
            return ""
        count, intact = len(self.signed.signatures), self.signed.intact
        if not count:
            return words.say("back_unsigned")
        last = max(each.at for each in self.signed.signatures)[:10]
        how = words.say("back_whole" if intact else "back_broken")
        day = words.day(date.fromisoformat(last)) if last else words.say("back_undated")
        return words.say("back_signed", count=words.count(count, "firma digital", "firmas digitales"), how=how, day=day)


def read_back(content: bytes, name: str = "") -> Back:
    """What is known of a file; raises Refused when it is neither PDF nor DOCX, or cannot be read."""
    name = clean_name(name)
    check_size(len(content), LIMITS)
    if not content.startswith((BEGINS, DOCX_BEGINS)):
        raise refuse("back_kind", file=name)
    signed = read_signed(content, name) if content.startswith(BEGINS) else None
    answer = ask("sig_metrics.report.drafts.activity_text", name, content, None, LIMITS)
    try:
        _, _, rest = opened(answer)
        found = json.loads(bytes(rest))
        identity = identity_in(found["identity"])
        blanks, duty = blanks_in(" ".join(found["blanks"])), duty_identity_in(found["duty"])
        return Back(hashlib.sha256(content).hexdigest(), bool(found["legible"]), identity, blanks, signed, duty)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refuse("back_unreadable", file=name) from None


def row_of(dataset: Dataset, back: Back, place: Place, number: str, day: date | None) -> dict[str, object]:
    """What the row of a deliverable says once its paper came; raises Refused with every reason why it may not."""
    number = words.plain(number)
    problems = [
        *_blank(back),
        *_another(back, place),
        *_number(dataset, place, number),
        *_file(dataset, back, place),
        *([Problem("back_no_day", words.say("back_no_day"))] if day is None else []),
    ]
    if problems:
        raise Refused(problems)
    return {
        "year": place.year,
        "activity": place.activity,
        "programmed_month": place.month,
        "item": place.item,
        "delivered_on": day,
        "document_number": number,
        "state": "delivered",
        "evidence": f"{SHA}{back.sha256}",
        "signature": back.signature or None,
    }


def _blank(back: Back) -> list[Problem]:
    if not back.blanks:
        return []
    said = words.say("back_blank", blanks=words.listing([f"«{each}»" for each in back.blanks[:3]]))
    return [Problem("back_blank", said)]


def _another(back: Back, place: Place) -> list[Problem]:
    """That it is the draft of another deliverable, or of a duty."""
    if back.duty is not None:
        day = words.day(date.fromisoformat(back.duty.day))
        return [Problem("back_duty", words.say("back_duty", duty=back.duty.duty, day=day, place=place.said))]
    if back.identity is None:
        return []
    year, month = map(int, back.identity.month.split("-"))
    own = Place(year, back.identity.activity, month, back.identity.item)
    if own == place:
        return []
    return [Problem("back_another", words.say("back_another", own=own.said, place=place.said))]


def _number(dataset: Dataset, place: Place, number: str) -> list[Problem]:
    if not has_number(number):
        return [Problem("back_no_number", words.say("back_no_number"))]
    for row in register_rows(dataset, REGISTER):
        if fold(row["document_number"] or "") == fold(number) and place_of(row) != place:
            return [Problem("back_number", words.say("back_number", number=number, place=place_of(row).said))]
    return []


def _file(dataset: Dataset, back: Back, place: Place) -> list[Problem]:
    for row in register_rows(dataset, REGISTER):
        if (row["evidence"] or "") == f"{SHA}{back.sha256}" and place_of(row) != place:
            return [Problem("back_same_file", words.say("back_same_file", place=place_of(row).said))]
    return []


def place_of(row: dict) -> Place:
    """Where a row of the register is in the plan."""
    return Place(row["year"], row["activity"], row["programmed_month"], row["item"])
