"""Owns how minutes tell who came and who left once the session had begun: the seat, who took it, after which vote and, where
the log was written that day, at which hour (art. 113.1 of the TUO of Ley 27444)."""

from datetime import datetime

from sig_metrics.language import words
from sig_metrics.report.model import ITEM, Block
from sig_metrics.report.papers.desk import Desk, hour, text, weekday
from sig_metrics.session.model import Attendance, Move


def moves(desk: Desk) -> list[Block]:
    """Each change, as it came."""
    return [_told(desk, each) for each in desk.session.moves]


def _told(desk: Desk, move: Move) -> Block:
    when = _when(desk, move)
    if move.was.present and move.now.present:
        return text(
            "paper_moved_other", ITEM, who=_who(move.now), other=move.was.replaced_by or move.was.office, when=when
        )
    came = move.now.present
    return text(
        "paper_moved_came" if came else "paper_moved_left", ITEM, who=_who(move.now if came else move.was), when=when
    )


def _who(each: Attendance) -> str:
    """«Jefatura de la UTI»; of who replaced it, with the seat."""
    if not each.replaced_by:
        return each.office
    return words.say("paper_moved_seat", who=each.replaced_by, office=each.office)


def _when(desk: Desk, move: Move) -> str:
    """«tras la votación de ACU-2021-082, el martes 7 de diciembre de 2021 (se anotó a las 10:42 horas)»."""
    said = words.say("paper_moved_after", key=move.after) if move.after else words.say("paper_moved_before")
    if len(desk.session.sittings) > 1:
        said = words.say("paper_moved_day", when=said, day=weekday(move.on))
    at = words.in_lima(datetime.fromisoformat(move.told_at)) if move.told_at else None
    if at is None or at.date() != move.on:
        return said
    return words.say("paper_moved_noted", when=said, hour=hour(f"{at:%H:%M}"))
