"""Owns how minutes and other papers write an agreement: what was agreed, its grounds, who owes it and until when, what it
answers, the view that motivated it, and the form and sense of every vote (arts. 111 to 113 of the TUO of Ley 27444)."""

from sig_metrics.language import words
from sig_metrics.report.model import ITEM, SUBHEADING, Block, Table
from sig_metrics.report.papers.desk import Desk, fields, text, weekday
from sig_metrics.session import rules
from sig_metrics.session.model import ABSTENTION, ADOPTED, AGAINST, IN_FAVOUR, PRESIDENCY, Agreement, Vote

VOTE_WIDTHS = (0.4, 0.4, 0.2)


def proposals(desk: Desk) -> list[Block]:
    """Each that was put to the vote, apart; that none was, if so."""
    found = [block for each in desk.session.agreements for block in proposal(desk, each)]
    return found or [text("paper_no_agreements")]


def proposal(desk: Desk, agreement: Agreement) -> list[Block]:
    code = "paper_agreement" if agreement in desk.session.adopted else "paper_proposal"
    found: list[Block] = [text(code, SUBHEADING, key=agreement.code, number=agreement.item)]
    found.append(told(desk, agreement))
    found += votes(desk, agreement)
    if agreement.at_once:
        found.append(text("paper_at_once", law=desk.law("113.2")))
    return found


def told(desk: Desk, agreement: Agreement) -> Table:
    """What was agreed, field by field."""
    output = desk.catalog.label("review_output", agreement.output) if agreement.output else ""
    kind = desk.catalog.label("agreement_kind", agreement.kind)
    both = words.say("paper_kind_output", kind=kind, output=output) if output not in ("", kind) else kind
    rows = (
        ("agreed" if agreement in desk.session.adopted else "proposed", agreement.agreed),
        ("grounds", agreement.grounds),
        ("owner", desk.unit(agreement.unit)),
        ("due", words.long_day(agreement.due_on)),
        ("day", weekday(rules.day_agreed(desk.session, agreement)) if len(desk.session.sittings) > 1 else ""),
        ("answers", answers(desk, agreement)),
        ("systems", desk.systems(agreement.systems)),
        ("class", both),
        ("view", agreement.view),
        ("outcome", outcome(desk, agreement)),
    )
    named = tuple((words.say(f"paper_agreement_{name}"), said) for name, said in rows)
    return fields(words.say("paper_agreement_head"), agreement.code, *named)


def answers(desk: Desk, agreement: Agreement) -> str:
    """«Hallazgo HAL-2021-003»; of one that moves the date of another, which."""
    if agreement.reschedules:
        day = words.day(agreement.due_on)
        return words.say("paper_reschedules", key=agreement.reschedules, day=day)
    if not agreement.answers_kind:
        return ""
    kind = desk.catalog.label("answered_kind", agreement.answers_kind)
    return words.say("paper_answers", kind=kind, key=agreement.answers).strip()


def outcome(desk: Desk, agreement: Agreement) -> str:
    """«Aprobado por mayoría: 4 a favor, 1 en contra y 1 abstención, de 6 presentes»."""
    said = []
    for sense in (IN_FAVOUR, AGAINST, ABSTENTION):
        if count := agreement.count(sense):
            said.append(words.say(f"paper_{sense}_{'one' if count == 1 else 'many'}", count=count))
    favour, whole = agreement.count(IN_FAVOUR), len(agreement.votes)
    result = agreement.outcome
    if result == ADOPTED:
        result = "unanimous" if favour == whole else "cast" if agreement.casting else "majority"
    elif agreement in desk.session.adopted:
        result = "unvoted"
    count = words.listing(said)
    return words.say(f"paper_outcome_{result}", count=count, whole=whole, law=desk.law("111.1"))


def votes(desk: Desk, agreement: Agreement) -> list[Block]:
    """The form and the sense of every vote, and what those who did not vote in favour said."""
    if not agreement.votes:
        return [text("paper_not_voted")]
    rows = tuple(
        (vote.office, rules.voter(desk.session, vote), desk.catalog.label("vote_sense", vote.sense))
        for vote in agreement.votes
    )
    headings = tuple(words.say(f"paper_vote_{name}") for name in ("office", "who", "sense"))
    found: list[Block] = [Table(headings, rows, words.say("paper_vote_form"), widths=VOTE_WIDTHS)]
    dissents = rules.dissenters(agreement)
    found += [_apart(desk, vote) for vote in agreement.votes if vote in dissents or vote.sense == ABSTENTION]
    if agreement.casting:
        sense = desk.catalog.label("vote_sense", agreement.casting).lower()
        found.append(text("paper_casting", ITEM, office=_presided(desk, agreement), sense=sense, law=desk.law("111.1")))
    return found


def _presided(desk: Desk, agreement: Agreement) -> str:
    """The office of who presided as it was put to the vote."""
    seat = desk.session.seat(PRESIDENCY)
    cast = (rules.voter(desk.session, vote) for vote in agreement.votes if seat and vote.office == seat.office)
    return next(cast, desk.presidency)


def _apart(desk: Desk, vote: Vote) -> Block:
    reasons = vote.reasons or words.say("paper_no_reasons")
    if vote.sense != ABSTENTION:
        sense = desk.catalog.label("vote_sense", vote.sense).lower()
        return text("paper_dissent", ITEM, office=vote.office, sense=sense, reasons=reasons, law=desk.law("111.2"))
    norm = vote.norm or words.say("paper_none")
    return text("paper_abstains", ITEM, office=vote.office, norm=norm, reasons=reasons, law=desk.law("112"))
