"""Owns what is presented: the session that the address names, and its slides, made of its corte once for every window that
shows them."""

from pathlib import Path

from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.report.model import Deck
from sig_metrics.report.slides.deck import arranged, deck, scope_of
from sig_metrics.session.carried import carried
from sig_metrics.session.facts import session_of, sessions
from sig_metrics.session.model import Session
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import Corte


def whole_deck(store: LocalStore, dataset: Dataset, corte: Corte, session: Session | None) -> Deck:
    """Every slide of a corte, and of a session of it, hidden ones too; the definitions in use are those of the corte."""
    return _deck(dataset, store.folder, corte, session.code if session else "", session.facts if session else 0)


def shown_deck(store: LocalStore, dataset: Dataset, corte: Corte, session: Session | None) -> Deck:
    """The slides as the secretary arranged them."""
    whole = whole_deck(store, dataset, corte, session)
    return arranged(whole, session.deck) if session else whole


@remembered(8)
def _deck(dataset: Dataset, folder: Path, corte: Corte, code: str, facts: int) -> Deck:
    """`facts`: how many acts made the session what it is; of another number, it is another session."""
    if not code:
        return deck(dataset, corte)
    store = LocalStore(folder)
    session = session_of(store, code)
    return deck(dataset, corte, session, carried(dataset, scope_of(corte).cutoff, session.held_on, sessions(store)))
