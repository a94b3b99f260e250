"""Owns the slides of a session itself: its cover with the quorum, the agreements of earlier sessions that come back, what
was agreed in it, and what it concludes."""

from collections.abc import Iterator

from sig_metrics.language import words
from sig_metrics.report.model import BLANK, BODY, SUBHEADING, Block, Slide, Table, Text
from sig_metrics.report.parts import BACK, Sight, strong
from sig_metrics.session.model import Agreement, Carried, Session
from sig_metrics.session.rules import needed, persons
from sig_metrics.session.said import decided_said, votes_said

COVER, EARLIER, AGREED, CONCLUSION = "portada", BACK, "acuerdos", "conclusion"
MOST = 6  # agreements of a slide
LONGEST = 76  # letters of what was agreed, two lines of a slide
PENDING = ("overdue", "open")
ROLES = {"overdue": "breach"}
SIGNS = {"overdue": "■", "open": "○", "late": "◐", "fulfilled": "●"}
PARTS = ("suitability", "adequacy", "effectiveness", "alignment")


def cover(sight: Sight) -> Slide:
    """What the session is, where and when, who is there, and of which corte it is."""
    held, corte = sight.session, sight.corte
    day = words.long_day(sight.scope.cutoff)
    title, lead = words.say("slide_cover", day=day), ""
    if held:
        title = f"{sight.catalog.label('minutes_kind', held.kind)}"
        lead = words.say("slide_cover_when", day=words.long_day(held.held_on), hour=held.starts_at, place=held.place)
    frozen = words.say("slide_cover_corte", number=corte.number, name=corte.name, day=day)
    told = [*([_attended(held)] if held else []), frozen, words.say("slide_cover_hash", hash=_spaced(corte.hash))]
    return Slide(
        COVER,
        held.code if held else words.say("slide_cover_eyebrow"),
        title,
        lead,
        _agenda(held),
        tuple(told),
        "resumen",
    )


def _spaced(hash: str) -> str:
    return " ".join(hash[at : at + 8] for at in range(0, len(hash), 8))


def _attended(held: Session) -> str:
    """«5 de 7 miembros presentes; bastan 4»: those with whom it began."""
    seats = words.count(len(held.seats), "miembro", "miembros")
    if not needed(held):
        return words.say("slide_present", present=len(persons(held.began_with)), seats=seats)
    if not held.attendance:
        return words.say("slide_quorum_needed", seats=seats, quorum=needed(held))
    return words.say("slide_quorum", present=len(persons(held.began_with)), seats=seats, quorum=needed(held))


def _agenda(held: Session | None) -> tuple[Block, ...]:
    """The order of the day."""
    if held is None or not held.items:
        return ()
    rows = tuple((str(each.number), each.topic) for each in held.items)
    return (Table((words.say("slide_number"), words.say("slide_agenda")), rows, numbers=(0,), widths=(0.08, 0.92)),)


def earlier_agreements(sight: Sight) -> Iterator[Slide]:
    """Those that come back, what is overdue and has dragged on longest first."""
    found = sight.carried
    if not found:
        return
    order = [*PENDING, *SIGNS]
    found = tuple(sorted(found, key=lambda each: (order.index(each.state), -each.sessions, -each.days, each.agreement)))
    pending = [each for each in found if each.state in PENDING]
    late = sum(each.state == "overdue" for each in found)
    pages = [found[at : at + MOST] for at in range(0, len(found), MOST)]
    for n, page in enumerate(pages, 1):
        title = words.say(
            "slide_earlier_title",
            pending=words.count(len(pending), "acuerdo anterior sigue", "acuerdos anteriores siguen"),
            total=words.say("slide_earlier_of", total=len(found)) if len(pending) < len(found) else "",
            late=words.count(late, "vencido", "vencidos") if late else words.say("slide_none_late"),
        )
        paged = (
            words.say("slide_earlier_page", page=n, pages=len(pages)) if len(pages) > 1 else words.say("slide_earlier")
        )
        key = EARLIER if n == 1 else f"{EARLIER}-{n}"
        yield Slide(key, paged, title, "", (_carried(sight, page),), address="revision")


def _carried(sight: Sight, page: tuple[Carried, ...]) -> Table:
    rows = []
    for each in page:
        due = words.day(each.due_on)
        if each.rescheduled_to:  # it is late by its own date, as the minutes tell
            due = words.say("slide_moved", day=due, to=words.day(each.rescheduled_to))
        state = strong(f"{SIGNS[each.state]} {words.say(f'slide_carried_{each.state}')}", ROLES.get(each.state, ""))
        dragged = words.count(each.sessions, "sesión", "sesiones") if each.sessions else "—"
        rows.append(
            (
                each.agreement,
                words.plain(each.agreed, LONGEST) or "—",
                sight.catalog.label("unit", each.unit),
                due,
                state,
                dragged,
            )
        )
    heads = ("slide_agreement", "slide_agreed", "slide_unit", "slide_due", "slide_state", "slide_dragged")
    return Table(tuple(words.say(each) for each in heads), tuple(rows), widths=(0.14, 0.36, 0.08, 0.17, 0.13, 0.12))


def agreed(sight: Sight) -> Iterator[Slide]:
    """What this session put to the vote, with its outcome."""
    held = sight.session
    if held is None:
        return
    adopted = len(held.adopted)
    title = words.say("slide_agreed_none")
    if held.agreements:
        title = words.say("slide_agreed_title", count=words.count(adopted, "acuerdo adoptado", "acuerdos adoptados"))
    heads = tuple(words.say(f"slide_{name}") for name in ("agreement", "agreed", "unit", "due", "votes"))
    pages = [held.agreements[at : at + MOST] for at in range(0, len(held.agreements), MOST)] or [()]
    for n, page in enumerate(pages, 1):
        table = Table(heads, tuple(_voted(sight, each) for each in page), widths=(0.15, 0.39, 0.1, 0.13, 0.23))
        paged = words.say("slide_agreed_page", page=n, pages=len(pages))
        eyebrow = paged if len(pages) > 1 else words.say("slide_agreed_eyebrow")
        key = AGREED if n == 1 else f"{AGREED}-{n}"
        yield Slide(key, eyebrow, title, "", (table,) if page else (), address=_of(held))


def _voted(sight: Sight, each: Agreement) -> tuple[str, ...]:
    decided = decided_said(each, sight.session)
    votes = words.say("slide_vote", votes=votes_said(each), outcome=decided) if each.votes else decided
    return (
        each.code,
        words.plain(each.agreed, LONGEST),
        sight.catalog.label("unit", each.unit),
        words.day(each.due_on),
        votes,
    )


def conclusion(sight: Sight) -> Iterator[Slide]:
    """What is concluded of the system; what is not written yet says so."""
    held = sight.session
    if held is None:
        return
    said = {part: getattr(held.conclusion, part) for part in PARTS}
    missing = [part for part, text in said.items() if not text]
    title = words.say("slide_conclusion_title" if not missing else "slide_conclusion_open")
    blocks: list[Block] = []
    for part, text in said.items():
        blocks.append(Text(words.say(f"slide_conclusion_{part}"), SUBHEADING))
        blocks.append(Text(text, BODY) if text else Text(words.say("slide_to_write"), BLANK))
    yield Slide(CONCLUSION, words.say("slide_conclusion"), title, "", tuple(blocks), address=_of(held))


def _of(held: Session) -> str:
    return f"revision?sesion={held.code}"
