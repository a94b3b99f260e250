"""Owns the piece of a paper that tells of the session that it is of, as its registers have it: its day, hours, place and who
attended. What they do not say is a blank, of that alone."""

from sig_metrics.catalog.paper_model import PaperBlock
from sig_metrics.language import words
from sig_metrics.report.drafts.activity_numbers import rows_of, written
from sig_metrics.report.drafts.sight import Sight
from sig_metrics.report.model import BLANK, Block, Text
from sig_metrics.session.model import PRESENT


def sitting(sight: Sight, block: PaperBlock) -> list[Block]:
    """A sentence a session since the report before; of none, the blank that its definition gives."""
    minutes, attendance = block.registers
    attended = rows_of(sight, attendance, "always") or []
    made: list[Block] = []
    for row in rows_of(sight, minutes, "report") or []:
        made += _session(row, [each for each in attended if each[minutes] == row[minutes]])
    return made or [Text(words.say("paper_blank", what=said), BLANK) for said in written(sight, block.sentences)]


def _session(row: dict, seats: list[dict]) -> list[Block]:
    present = sum(each["attended_as"] in PRESENT for each in seats)
    hours = {"starts": row.get("starts_at"), "ends": row.get("ends_at")}
    known = {
        "hours": words.say("activity_sitting_hours", **hours) if all(hours.values()) else "",
        "place": words.say("activity_sitting_place", place=row["place"]) if row.get("place") else "",
        "present": words.say("activity_sitting_present", present=present, seats=len(seats)) if seats else "",
    }
    told = [words.say("activity_sitting", key=row["minutes"], day=words.long_day(row["held_on"]))]
    made: list[Block] = [Text(", ".join([*told, *filter(None, known.values())]) + ".")]
    if lost := [words.say(f"activity_sitting_no_{name}") for name, said in known.items() if not said]:
        what = words.say("activity_sitting_lacks", what=words.listing(lost), key=row["minutes"])
        made.append(Text(words.say("paper_blank", what=what), BLANK))
    return made
