"""Runs a session through its acts on a store, as far as it is asked: what the papers are then made of."""

from dataclasses import replace
from datetime import date

from sig_metrics.corte.freeze import freeze
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.session import acts
from sig_metrics.session.model import Session
from support.reviewed import AGREEMENTS, ATTENDANCE, ITEMS, SESSION

WHO = "Jefatura de la UPPM"
CUTOFF = date(2021, 11, 30)


def called(store, catalog) -> Session:
    dataset = dataset_of(store.open(), catalog)
    try:
        return acts.convene(
            store,
            dataset,
            kind=SESSION.kind,
            held_on=SESSION.held_on,
            place=SESSION.place,
            starts_at=SESSION.starts_at,
            called_on=SESSION.called_on,
            items=[replace(each, debated="") for each in ITEMS],
            who=WHO,
            period=SESSION.period,
        )
    finally:
        dataset.close()


def in_course(store, catalog) -> Session:
    """Called, with a corte, installed, and debated."""
    code = called(store, catalog).code
    dataset = dataset_of(store.open(), catalog)
    corte = freeze(store, dataset, "Cierre de noviembre", CUTOFF, WHO)
    dataset.close()
    acts.attend(store, code, attendance=ATTENDANCE, who=WHO)
    session = acts.install(store, code, corte=corte.number, who=WHO)
    for item in ITEMS:
        session = acts.debate(store, code, item=item.number, text=item.debated, who=WHO)
    return session


def closed(store, catalog) -> Session:
    """The same, with the agreements of `reviewed` voted and the session closed."""
    code = in_course(store, catalog).code
    dataset = dataset_of(store.open(), catalog)
    for each in AGREEMENTS[1:]:
        proposed = replace(each, code="", votes=(), casting="", at_once=False)
        session = acts.agree(store, dataset, code, agreement=proposed, who=WHO)
        made = session.agreements[-1].code
        acts.vote(store, code, agreement=made, votes=each.votes, who=WHO, casting=each.casting)
        if each.at_once:
            acts.authorise(store, code, agreement=made, who=WHO)
    dataset.close()
    acts.conclude(store, code, conclusion=SESSION.conclusion, who=WHO)
    return acts.close(store, catalog, code, ends_at=SESSION.ends_at, who=WHO)
