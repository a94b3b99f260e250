"""Owns what is told of a session to whoever looked at it before others acted: what is new, in words."""

from sig_metrics.language import words
from sig_metrics.session.model import Agreement, Session


def news(before: Session, now: Session) -> list[str]:
    """What changed from one moment of a session to another, a phrase each."""
    told = [words.say(f"sitting_news_{now.state}")] if now.state != before.state else []
    if now.attendance != before.attendance:
        told.append(words.say("sitting_news_attendance"))
    if now.corte != before.corte:
        told.append(words.say("sitting_news_corte", number=now.corte))
    told += _items(before, now)
    told += _agreements(before, now)
    if now.conclusion != before.conclusion:
        told.append(words.say("sitting_news_conclusion"))
    if (now.held_on, now.place, now.call) != (before.held_on, before.place, before.call):
        told.append(words.say("sitting_news_call", day=words.day(now.held_on), place=now.place))
    return told or [words.say("sitting_news_other")]


def _items(before: Session, now: Session) -> list[str]:
    if [each.topic for each in before.items] != [each.topic for each in now.items]:
        return [words.say("sitting_news_items", count=words.count(len(now.items), "punto", "puntos"))]
    said = [n.number for b, n in zip(before.items, now.items) if b.debated != n.debated]
    return [words.say("sitting_news_debated", items=words.listing([str(each) for each in said]))] if said else []


def _agreements(before: Session, now: Session) -> list[str]:
    known = {each.code: each for each in before.agreements}
    told = []
    for each in now.agreements:
        if each.code not in known:
            told.append(words.say("sitting_news_agreement", code=each.code, said=_short(each)))
        elif each != known[each.code]:
            told.append(words.say("sitting_news_agreement_changed", code=each.code))
    return told


def _short(agreement: Agreement) -> str:
    return words.short(agreement.agreed, 60)
