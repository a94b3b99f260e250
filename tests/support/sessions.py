"""Owns the sessions that tests hold: the seven seats of the demonstration, typed, and a session as far as a test wants it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sig_metrics.corte.freeze import freeze
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, dataset_of
from sig_metrics.session import acts
from sig_metrics.session.facts import session_of
from sig_metrics.session.model import (
    AGAINST,
    IN_FAVOUR,
    TITULAR,
    Agreement,
    Attendance,
    Conclusion,
    Item,
    Session,
    Signed,
    Vote,
)
from sig_metrics.store import LocalStore

DE, UPPM, URH, UTI, UCI, CT, UAJ = SEATS = (
    "Dirección Ejecutiva",
    "Jefatura de la UPPM",
    "Jefatura de la URH",
    "Jefatura de la UTI",
    "Jefatura de la UCI",
    "Coordinación Técnica",
    "Jefatura de la UAJ",
)
ADVISER, SUPPORT = "Asesoría de la Dirección Ejecutiva", "Coordinación de Soporte de la UTI"
WHO = "Jefatura de la UPPM"
DAY, NEXT = date(2021, 12, 16), date(2021, 12, 17)
ITEMS = (Item(1, "Estado de los acuerdos anteriores", "UPPM", 1), Item(2, "Riesgos y su tratamiento", "UPPM", 5))
CONCLUDED = Conclusion(
    "El sistema responde a su propósito.", "Los recursos alcanzan.", "El plan avanza.", "Los objetivos siguen al PEI."
)
WANTED = Agreement(
    "",
    1,
    "improvement",
    "UPPM",
    date(2022, 1, 31),
    "Reforzar el seguimiento de los acuerdos.",
    "Los acuerdos que siguen abiertos al corte.",
    ("SGC", "SGAS"),
    "improvement",
    view="/seguimiento?tema=acuerdos&corte_fijo=1",
)


def there(*offices: str) -> list[Attendance]:
    return [Attendance(office, TITULAR) for office in offices]


def voted(*against: str, among: tuple[str, ...] = SEATS, **reasons: str) -> list[Vote]:
    """Every seat in favour but those that are named."""
    return [Vote(office, AGAINST if office in against else IN_FAVOUR, **reasons) for office in among]


def with_corte(demo_folder: Path, catalog, at: Path) -> LocalStore:
    """A copy of the demonstration with the corte n.º 1, of November."""
    shutil.copytree(demo_folder, at)
    store = LocalStore(at, wait=1)
    dataset = dataset_of(store.open(), catalog)
    freeze(store, dataset, "Cierre de noviembre", date(2021, 11, 30), "UPPM")
    dataset.close()
    return store


_LEFT: dict[tuple, tuple[object, str, dict[str, bytes]]] = {}


@dataclass
class Held:
    """A store in which a test holds a session, step by step: each step is an act with what it usually says."""

    store: LocalStore
    catalog: object
    dataset: Dataset
    code: str = ""

    def convene(self, **given: object) -> Session:
        usual = {
            "kind": "management_review",
            "held_on": DAY,
            "place": "Sede Central",
            "starts_at": "09:00",
            "called_on": date(2021, 12, 9),
            "items": ITEMS,
            "who": WHO,
        }
        made = acts.convene(self.store, self.dataset, **{**usual, **given})
        self.code = made.code
        return made

    def attend(self, *attendance: Attendance) -> Session:
        return acts.attend(self.store, self.code, attendance=attendance or there(*SEATS), who=WHO)

    def install(self, **given: object) -> Session:
        return acts.install(self.store, self.code, **{"corte": 1, "who": WHO, **given})

    def begun(self, *attendance: Attendance, **given: object) -> Session:
        """Convened, attended and installed."""

        def begin() -> None:
            self.convene(**given)
            self.attend(*attendance)
            self.install()

        self._as_before(begin, attendance, given)
        return session_of(self.store, self.code)

    def _as_before(self, hold: Callable[[], object], *given: object) -> object:
        """What acts of the log alone do; the log that they left where it was as it is here is written again."""
        log = self.store.journal.path
        asked = (log.read_bytes(), words.today(), hold.__name__, repr(given))
        if asked not in _LEFT:
            made = hold()
            _LEFT[asked] = made, self.code, {path.name: path.read_bytes() for path in log.parent.glob(f"{log.stem}.*")}
        made, self.code, left = _LEFT[asked]
        for name, content in left.items():
            (log.parent / name).write_bytes(content)
        return made

    def agree(self, agreement: Agreement = WANTED) -> str:
        made = acts.agree(self.store, self.dataset, self.code, agreement=agreement, who=WHO)
        return made.agreements[-1].code

    def vote(self, agreement: str, votes: list[Vote], casting: str = "") -> Session:
        return acts.vote(self.store, self.code, agreement=agreement, votes=votes, casting=casting, who=WHO)

    def act(self, name: str, **given: object) -> Session:
        """Any other act of the log."""
        return getattr(acts, name)(self.store, self.code, **{"who": WHO, **given})

    def end(self, name: str, **given: object) -> Session:
        """An act that loads rows."""
        return getattr(acts, name)(self.store, self.catalog, self.code, **{"who": WHO, **given})

    def decided(self, *against: str) -> str:
        """Begun, with an agreement that was voted, all its items debated, and concluded."""
        self.begun()

        def decide() -> str:
            code = self.agree()
            self.vote(code, voted(*against))
            for number in (1, 2):
                self.act("debate", item=number, text="Se expuso el estado y se absolvieron preguntas.")
            self.act("conclude", conclusion=CONCLUDED)
            return code

        return self._as_before(decide, against)

    def closed(self, *against: str, **given: object) -> Session:
        self.decided(*against)
        return self.end("close", ends_at="12:30", **given)


def signed(*offices: str, **given: object) -> Signed:
    return Signed(**{"sha256": "ab" * 32, "pages": 4, "signers": offices, "intact": True, "on": NEXT, **given})
