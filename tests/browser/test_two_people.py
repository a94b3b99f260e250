"""Two people at Carga, over scripts of interleaving: nothing is ever written that was not on the screen of who
confirmed it.

After every confirmation the table, read with DuckDB alone, is what the screen said it would be (worked out here from
the files), and the line of the ledger has the counts that were on it; at the end it is the table typed by hand in
the script."""

import io
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.dataset import Dataset
from sig_metrics.present.template import filled
from sig_metrics.publish import annul
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

from .conftest import ROOT, point
from .two_people import COLUMNS, InBrowser, InSession, Person, Rows, newest_load, table

CONFIRM, WHO = "Confirmar la carga", "Quién carga (cargo o unidad)"
START: Rows = {"ACU-2021-101": ("", "Uno"), "ACU-2021-102": ("", "Dos"), "ACU-2021-103": ("2021-05-01", "Tres")}
ONE, TWO, THREE, FOUR = *START, "ACU-2021-104"


@dataclass(frozen=True)
class Script:
    """`files` by letter: the rows of a CSV, or («marked») what somebody changed in the workbook that brings what is
    stored at the start.

    A step is (who, what, with): uploads, replaces, types the number of rows that go, keeps «mine» or «theirs», confirms
    («written», or what the screen says instead), reads what must be on the screen, annuls the last load.
    """

    files: dict[str, Rows]
    steps: list[tuple[str, str, str]]
    end: Rows
    browser: bool = False
    marked: tuple[str, ...] = ()


CHANGED = "«Acuerdos» cambió mientras usted revisaba"
SCRIPTS = {
    "the same row, in two browsers": Script(
        {"a": {ONE: ("", "De Ana")}, "b": {ONE: ("2021-06-01", "De Beto"), FOUR: ("", "Nuevo")}},
        [
            ("Ana", "uploads", "a"),
            ("Beto", "uploads", "b"),
            ("Ana", "confirms", "written"),
            ("Beto", "confirms", CHANGED),
            ("Beto", "reads", "2 filas leídas · 1 nueva · 1 cambiada"),
            ("Beto", "confirms", "written"),
        ],
        {ONE: ("2021-06-01", "De Beto"), TWO: ("", "Dos"), THREE: ("2021-05-01", "Tres"), FOUR: ("", "Nuevo")},
        browser=True,
    ),
    "two books of the same day, in two browsers": Script(
        {"a": {ONE: ("", "De Ana")}, "b": {ONE: ("", "De Beto"), TWO: ("2021-07-01", "Dos")}},
        [
            ("Ana", "uploads", "a"),
            ("Ana", "confirms", "written"),
            ("Beto", "uploads", "b"),
            ("Beto", "may not", CONFIRM),
            ("Beto", "reads", "puso «De Ana», y el libro dice «De Beto»"),
            ("Beto", "keeps", "theirs"),
            ("Beto", "confirms", "written"),
        ],
        {ONE: ("", "De Ana"), TWO: ("2021-07-01", "Dos"), THREE: ("2021-05-01", "Tres")},
        browser=True,
        marked=("a", "b"),
    ),
    "to replace, one types how many go; another load changes how many": Script(
        {"a": {FOUR: ("", "De Ana")}, "b": {ONE: ("2021-06-01", "Uno")}},
        [
            ("Beto", "uploads", "b"),
            ("Beto", "replaces", ""),
            ("Beto", "types", "2"),
            ("Ana", "uploads", "a"),
            ("Ana", "confirms", "written"),
            ("Beto", "confirms", CHANGED),
            ("Beto", "may not", CONFIRM),
            ("Beto", "types", "2"),
            ("Beto", "may not", CONFIRM),
            ("Beto", "types", "3"),
            ("Beto", "confirms", "written"),
        ],
        {ONE: ("2021-06-01", "Uno")},
    ),
    "the same file twice": Script(
        {"a": {ONE: ("", "De los dos"), FOUR: ("", "Nuevo")}},
        [
            ("Ana", "uploads", "a"),
            ("Beto", "uploads", "a"),
            ("Ana", "confirms", "written"),
            ("Beto", "confirms", CHANGED),
            ("Beto", "reads", "Sin cambios"),
            ("Beto", "may not", CONFIRM),
        ],
        {ONE: ("", "De los dos"), TWO: ("", "Dos"), THREE: ("2021-05-01", "Tres"), FOUR: ("", "Nuevo")},
    ),
    "one annuls in between": Script(
        {"a": {ONE: ("", "De Ana"), FOUR: ("", "De Ana")}, "b": {ONE: ("2021-06-01", "De Ana")}},
        [
            ("Ana", "uploads", "a"),
            ("Ana", "confirms", "written"),
            ("Beto", "uploads", "b"),
            ("Ana", "annuls", ""),
            ("Beto", "confirms", f"{CHANGED}. No se escribió nada"),
            ("Beto", "confirms", "written"),
        ],
        {ONE: ("2021-06-01", "De Ana"), TWO: ("", "Dos"), THREE: ("2021-05-01", "Tres")},
    ),
    "whose stays is asked again of what was written since": Script(
        {
            "a": {ONE: ("", "De Ana")},
            "c": {ONE: ("", "Otra de Ana"), TWO: ("", "Otra de Ana")},
            "b": {ONE: ("", "De Beto"), TWO: ("", "De Beto")},
        },
        [
            ("Ana", "uploads", "a"),
            ("Ana", "confirms", "written"),
            ("Beto", "uploads", "b"),
            ("Beto", "keeps", "mine"),
            ("Ana", "uploads", "c"),
            ("Ana", "confirms", "written"),
            ("Beto", "confirms", "puso «Otra de Ana», y el libro dice «De Beto»"),
            ("Beto", "may not", CONFIRM),
            ("Beto", "keeps", "mine"),
            ("Beto", "confirms", "written"),
        ],
        {ONE: ("", "De Beto"), TWO: ("", "De Beto"), THREE: ("2021-05-01", "Tres")},
        marked=("b",),
    ),
    "rows of each, none of both": Script(
        {"a": {ONE: ("2021-06-01", "De Ana")}, "b": {TWO: ("2021-06-02", "De Beto")}},
        [
            ("Ana", "uploads", "a"),
            ("Beto", "uploads", "b"),
            ("Beto", "confirms", "written"),
            ("Ana", "confirms", CHANGED),
            ("Ana", "confirms", "written"),
        ],
        {ONE: ("2021-06-01", "De Ana"), TWO: ("2021-06-02", "De Beto"), THREE: ("2021-05-01", "Tres")},
    ),
    "an old copy without a mark": Script(
        {"a": {ONE: ("", "De Ana")}, "b": {ONE: ("", "Uno"), TWO: ("", "De Beto")}},
        [
            ("Ana", "uploads", "a"),
            ("Ana", "confirms", "written"),
            ("Beto", "uploads", "b"),
            ("Beto", "reads", "Deshace lo que cargó Ana"),
            ("Beto", "confirms", "written"),
        ],
        {ONE: ("", "Uno"), TWO: ("", "De Beto"), THREE: ("2021-05-01", "Tres")},
    ),
    "a book that replaces, and a row that came after it": Script(
        {"a": {FOUR: ("", "De Ana")}, "b": {TWO: ("", "De Beto")}},
        [
            ("Ana", "uploads", "a"),
            ("Beto", "uploads", "b"),
            ("Beto", "replaces", ""),
            ("Ana", "confirms", "written"),
            ("Beto", "confirms", f"{FOUR}: la trajo la carga"),
            ("Beto", "may not", CONFIRM),
            ("Beto", "keeps", "theirs"),
            ("Beto", "confirms", "written"),
        ],
        {ONE: ("", "Uno"), TWO: ("", "De Beto"), THREE: ("2021-05-01", "Tres"), FOUR: ("", "De Ana")},
        marked=("b",),
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A store with the plan of 2021, a meeting and three agreements."""
    catalog, store = default_catalog(), LocalStore(tmp_path_factory.mktemp("two") / "store")
    plan = {path.stem: path.read_bytes() for path in (ROOT / "data" / "plan" / "2021-v05").glob("*.csv")}
    files = [Incoming(name, f"{name}.csv", plan[name]) for name in catalog.registers if name in plan]
    files.append(
        Incoming("minutes", "actas.csv", b"minutes,kind,held_on,period\nACT-2021-01,data_analysis,2021-02-26,2020-T4\n")
    )
    load_files(store, catalog, [*files, Incoming("agreement", "acuerdos.csv", csv(START))], "inicio")
    assert table(store.folder) == START
    return store.folder


@pytest.fixture(scope="module")
def book(made) -> bytes:
    with closing(LocalStore(made).open()) as snapshot:
        return filled(Dataset(snapshot, default_catalog()), default_catalog().register("agreement"))


@pytest.fixture
def store(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


@pytest.fixture
def two_browsers(relinked, store, open_page):
    """Ana and Beto, each in a browser of their own, before the same store."""
    address = point(relinked, store).address("carga?registro=agreement")
    return {name: InBrowser(store, name).at(open_page(apart=name == "Beto"), address) for name in ("Ana", "Beto")}


def csv(rows: Rows) -> bytes:
    lines = [",".join([code, "ACT-2021-01", "change", "UTI", "2021-08-31", *rest]) for code, rest in rows.items()]
    return "\n".join([",".join(COLUMNS), *lines, ""]).encode()


def changed_book(content: bytes, rows: Rows) -> bytes:
    """The workbook with what was stored, after somebody corrected some of its rows."""
    made, memory = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    for row in made.worksheets[0].iter_rows(min_row=5):
        if row[0].value in rows:
            day, row[-1].value = rows[row[0].value]  # the note is the last column
            row[5].value = date.fromisoformat(day) if day else None
    made.save(memory)
    return memory.getvalue()


def left_by(held: Rows, brought: Rows, replaces: bool, written_since: set[str], keeps: str) -> Rows:
    """The table that a file leaves, by the definition of each mode; «theirs» leaves what was written since as it is."""
    stays = (
        held
        if not replaces
        else {code: row for code, row in held.items() if code in written_since and keeps == "theirs"}
    )
    taken = {code: row for code, row in brought.items() if keeps != "theirs" or code not in written_since}
    return {**stays, **taken}


def counted(held: Rows, left: Rows, read: int) -> tuple[int, ...]:
    """(read, new, changed, same, removed) of going from a table to another with a file of so many rows."""
    new, gone = len(left.keys() - held.keys()), len(held.keys() - left.keys())
    changed = sum(left[code] != held[code] for code in left.keys() & held.keys())
    return read, new, changed, gone


class Told:
    """A script while it is told: what each person has on the screen, and the checks after each step."""

    def __init__(self, script: Script, store: Path, people: dict[str, Person], folder: Path, book: bytes):
        self.script, self.store, self.people, self.start = script, store, people, table(store)
        self.has: dict[str, dict] = {}
        self.paths = {}
        for letter, rows in script.files.items():
            marked = letter in script.marked
            self.paths[letter] = folder / f"{letter}.{'xlsx' if marked else 'csv'}"
            self.paths[letter].write_bytes(changed_book(book, rows) if marked else csv(rows))

    def step(self, who: str, what: str, given: str) -> None:
        person, has = self.people[who], self.has.setdefault(who, {"replaces": False, "keeps": ""})
        if what == "uploads":
            has |= {"file": given, "keeps": ""}
            person.upload(self.paths[given])
        elif what == "replaces":
            has["replaces"] = True
            person.replace()
        elif what == "types":
            person.type(f"Para retirar filas, escriba cuántas son ({self.going(person)})", given)
        elif what == "keeps":
            has["keeps"] = given
            person.keep(given)
        elif what == "annuls":
            annul.annul(LocalStore(self.store), default_catalog(), newest_load(self.store)["load"], "prueba", who)
        elif what == "reads":
            assert given in person.text(), person.text()
        elif what == "may not":
            assert not person.can(given)
        elif what == "confirms":
            self.confirm(person, has, given)
        if what in ("uploads", "replaces", "keeps"):
            self.look(person, has)
            if WHO in person.boxes() and not has.get("named"):
                # before what the others do: no run of their screen comes between that and their confirming
                has["named"] = True
                person.type(WHO, who)

    def going(self, person: Person) -> int:
        return person.counts()[4]

    def look(self, person: Person, has: dict) -> None:
        """What the difference on the screen says the table will be; its counts are those worked out from the file."""
        if "Otra carga escribió" in person.text():
            assert not person.can(CONFIRM)
            person.picture("carga-conflicto")
            return
        held, rows, marked = table(self.store), self.script.files[has["file"]], has["file"] in self.script.marked
        brought = {**self.start, **rows} if marked else rows
        since = {code for code, row in held.items() if self.start.get(code) != row} if marked else set()
        person.left = left_by(held, brought, has["replaces"], since, has["keeps"])
        read, new, changed, same, removed = person.counts()
        assert (read, new, changed, removed) == counted(held, person.left, len(brought))

    def confirm(self, person: Person, has: dict, expected: str) -> None:
        before, counts = table(self.store), person.counts()
        shown = person.left
        person.press(CONFIRM)
        after = table(self.store)
        if expected == "written":
            assert after == shown, "what was shown, and nothing else"
            line = newest_load(self.store)
            assert (line["who"], *(line[f"rows_{name}"] for name in ("read", "new", "changed", "same", "removed"))) == (
                person.name,
                *counts,
            )
            has["file"] = None
        else:
            assert after == before, "nothing was written"
            assert expected in person.text(), person.text()
            self.look(person, has)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_written_that_was_not_shown(name, store, book, tmp_path, request, monkeypatch):
    script = SCRIPTS[name]
    if script.browser:
        people = request.getfixturevalue("two_browsers")
    else:
        people = {who: InSession(store, who).at(store, monkeypatch) for who in ("Ana", "Beto")}
    told = Told(script, store, people, tmp_path, book)
    for who, what, given in script.steps:
        told.step(who, what, given)
    assert table(store) == script.end


def test_a_form_against_a_file(two_browsers, store, tmp_path):
    """Ana fills the form of an agreement while Beto loads a file that changes its note: she is shown it, and keeps
    it."""
    ana, beto = two_browsers["Ana"], two_browsers["Beto"]
    ana.open_agreement(ONE)
    ana.fulfil(date(2021, 6, 30))
    (tmp_path / "b.csv").write_bytes(csv({ONE: ("", "De Beto")}))
    beto.upload(tmp_path / "b.csv")
    beto.press(CONFIRM)
    ana.press("Registrar")
    assert (
        f"«{ONE}» de «Acuerdos» cambió mientras usted llenaba el formulario (carga n.º {newest_load(store)['load']},"
        in ana.text()
    )
    assert "«Nota» dice ahora «De Beto»" in ana.text() and table(store) == {**START, ONE: ("", "De Beto")}
    ana.press("Registrar")
    assert table(store) == {**START, ONE: ("2021-06-30", "De Beto")}


def test_two_forms_of_the_same_agreement(two_browsers, store):
    """Both close the same agreement: the second is told what the first wrote, and writes nothing."""
    ana, beto = two_browsers["Ana"], two_browsers["Beto"]
    for person, day in ((ana, date(2021, 6, 30)), (beto, date(2021, 7, 15))):
        person.open_agreement(TWO)
        person.fulfil(day)
    ana.press("Registrar")
    beto.press("Registrar")
    assert f"«{TWO}» de «Acuerdos» cambió mientras usted llenaba el formulario" in beto.text()
    assert "«Fecha de cumplimiento» dice ahora «30/06/2021»" in beto.text() and not beto.can("Registrar")
    assert table(store) == {**START, TWO: ("2021-06-30", "Dos")}
