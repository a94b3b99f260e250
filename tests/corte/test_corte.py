"""Holds the corte to its word: what was frozen is said again byte by byte after files, annulments and other definitions; what
was touched is refused; and what changed from one to the next is told apart by why."""

import shutil
from datetime import date

import pytest

from conftest import NOVEMBER, deliverables
from sig_metrics.catalog.build import using
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.cli.commands import main
from sig_metrics.corte import between as compared
from sig_metrics.corte.freeze import freeze, preview, release
from sig_metrics.corte.reopen import definitions_of, frozen_values, open_corte, still_said
from sig_metrics.corte.values import hash_of, line, rows_of, values_of
from sig_metrics.language.problems import Refused
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import Incoming, load_files, refresh
from sig_metrics.store import local
from sig_metrics.store.cortes import RECORD, VALUES, corte_of, cortes, folder_of
from support.redefined import redefined

# Typed from the demonstration at 30/11/2021, as `tests/screens/resumen.md` has it.
DELIVERED = {"numerator": 69, "denominator": 75, "value": 0.92}
ON_TIME = {"numerator": 60, "denominator": 75, "value": 0.8, "open_overdue": 6, "oldest_overdue_days": 61}
OWED = {"UTI": 3, "UPPM": 2, "CT": 1}


def frozen(store, catalog, name="Sesión", cutoff=NOVEMBER):
    dataset = dataset_of(store.open(), catalog)
    made = freeze(store, dataset, name, cutoff, "UPPM")
    dataset.close()
    return made


@pytest.fixture(scope="module")
def once(demo_folder, whole_catalog, tmp_path_factory):
    """A copy of the demonstration with a corte of November; to be read only."""
    folder = tmp_path_factory.mktemp("corte") / "store"
    shutil.copytree(demo_folder, folder)
    store = local.LocalStore(folder, wait=1)
    return store, frozen(store, whole_catalog)


@pytest.fixture
def mine(once, tmp_path):
    """The same, which a test may change."""
    shutil.copytree(once[0].folder, tmp_path / "store")
    return local.LocalStore(tmp_path / "store", wait=1), once[1]


def of(rows, kind, **named):
    return [row for row in rows if row["kind"] == kind and all(row[name] == value for name, value in named.items())]


def test_it_keeps_what_the_screens_say_of_the_year(once):
    rows = rows_of(frozen_values(*once))
    assert rows[0] | {"definitions": ""} == {
        "kind": "corte",
        "cutoff": "2021-11",
        "plan": {"year": 2021, "version": "05", "approved_on": "2021-09-30", "note": ""},
        "definitions": "",
    }
    for code, told in (("PLN-01", DELIVERED), ("PLN-02", ON_TIME)):
        (found,) = of(rows, "value", code=code, month="2021-11", by={})
        assert found | told == found and found["plan"] == "2021.05"
    months = {row["month"] for row in of(rows, "value", code="SEG-07", by={})}
    assert months == {f"2021-{month:02d}" for month in range(1, 12)}
    (status,) = of(rows, "status")
    assert {unit: state["overdue"] for unit, state in status["units"].items() if state["overdue"]} == OWED
    assert len(of(rows, "cell")) == 25 * 12
    assert [row["what"] for row in of(rows, "decision")].count("overdue") == 3  # and three delivered without a number
    assert len(of(rows, "decision")) == 28
    asked = [row for row in of(rows, "review") if row["state"] != "not_asked"]
    audits = {row["system"] for row in asked if row["state"] == "missing" and row["key"] == "e11"}
    assert audits == {"SGSI", "SGSST"} and {row["key"][0] for row in asked} == {"e", "s"}


def test_its_hash_is_of_its_values_and_not_of_its_name(once, whole_catalog):
    store, corte = once
    assert corte.hash == hash_of(frozen_values(store, corte)) and len(corte.hash) == 64
    dataset = dataset_of(store.open(), whole_catalog)
    assert hash_of(values_of(dataset, NOVEMBER, corte.definitions)) == corte.hash
    assert hash_of(values_of(dataset, date(2021, 10, 31), corte.definitions)) != corte.hash
    dataset.close()


def test_fifty_files_an_annulment_and_five_definitions_later_it_says_the_same(
    mine, whole_catalog, tmp_path, monkeypatch
):
    store, corte = mine
    monkeypatch.setattr(local, "KEEP", 2)  # what is not pinned goes soon
    values, file = frozen_values(store, corte), store.file(corte.snapshot)
    for five in range(5):  # what was owed comes, late and with its number, in fifty files
        files = [
            Incoming(
                "deliverable",
                f"{five}-{n}.csv",
                deliverables(f"{20 + n % 5:02d},{1 + n},{1 + five},2021-11-2{n % 10},INF-{five}{n},validated"),
            )
            for n in range(10)
        ]
        for report in load_files(store, whole_catalog, files, "UPPM"):
            assert report.loaded, report.problems
    last = store.journal.last()
    annul(store, whole_catalog, last, "era de otro mes", "UPPM")
    other = load_catalog(redefined(whole_catalog.root, tmp_path / "definitions"))
    refresh(store, other, "UPPM")
    assert file.exists() and len(store.numbers()) < 6
    with using(other.root):
        now = dataset_of(store.open(), other)
        assert measure(now, now.catalog.indicator("PLN-01"), Scope(NOVEMBER)).value == 0
        now.close()
    assert corte_of(store, "1") == corte and frozen_values(store, corte) == values and still_said(store, corte)
    dataset = open_corte(store, corte)
    with using(definitions_of(store, corte)):
        found = measure(dataset, dataset.catalog.indicator("PLN-02"), Scope(NOVEMBER))
        assert (found.numerator, found.denominator, found.target.value) == (60, 75, 0.95)
        assert dataset.catalog.vocabularies["status"]["watch"].label == "bajo la meta"
    dataset.close()


@pytest.mark.parametrize("name", [VALUES, RECORD, "definitions/vocabulary.toml", "definitions/queries/plan_grid.sql"])
def test_what_was_touched_is_refused(mine, name):
    store, corte = mine
    path = folder_of(store, corte.number) / name
    text = path.read_text(encoding="utf-8")
    at = text.index("2021") if name in (VALUES, RECORD) else text.index("a")
    path.write_text(text[:at] + "x" + text[at + 1 :], encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        touched = corte_of(store, "1")
        if name == RECORD:  # the record says another month: its values tell
            assert touched.cutoff == "x021-11"
        open_corte(store, touched)
        raise AssertionError("it was opened")
    assert refusal.value.problems[0].code == "corte_altered"


def test_a_snapshot_in_the_place_of_another_is_refused(mine, whole_catalog):
    store, corte = mine
    load_files(
        store,
        whole_catalog,
        [Incoming("deliverable", "x.csv", deliverables("22,9,1,2021-11-29,INF-9,validated"))],
        "UPPM",
    )
    for suffix in ("", ".sha256"):
        shutil.copyfile(f"{store.file(store.current())}{suffix}", f"{store.file(corte.snapshot)}{suffix}")
    with pytest.raises(Refused) as refusal:
        open_corte(store, corte)
    assert refusal.value.problems[0].code == "corte_lost"


def test_a_name_is_of_one_corte(mine, whole_catalog):
    store, _ = mine
    for name, code in (("Sesión", "corte_taken"), ("   ", "corte_nameless")):
        with pytest.raises(Refused) as refusal:
            frozen(store, whole_catalog, name)
        assert refusal.value.problems[0].code == code
    with pytest.raises(Refused, match="1 «Sesión»"):
        corte_of(store, "otra")
    assert [each.number for each in cortes(store)] == [1]


def test_what_stays_with_it_for_ever_is_whole_and_of_nobody(mine, whole_catalog):
    """Its name, who froze it, and who let it go and why: a cut text says another thing, and a person's stays in the history."""
    store, corte = mine
    dataset = dataset_of(store.open(), whole_catalog)
    dni, long = f"DNI {45_678_912}", "a" * 301
    tried = [(freeze, (store, dataset, name, NOVEMBER, who)) for name, who in ((dni, "UPPM"), ("Otra", dni))]
    tried += [
        (release, (store, corte, who, why)) for who, why in (("UPPM", f"lo pidió el {dni}"), (dni, "se congeló otro"))
    ]
    for act, given in tried:
        with pytest.raises(Refused, match="parece tener datos personales") as refusal:
            act(*given)
        assert dni not in str(refusal.value)
    with pytest.raises(Refused, match="«Nombre del corte» tiene 301 letras y caben 80"):
        freeze(store, dataset, long, NOVEMBER, "UPPM")
    with pytest.raises(Refused, match="«Motivo» tiene 301 letras y caben 300"):
        release(store, corte, "UPPM", long)
    dataset.close()
    assert [(each.name, each.released_at) for each in cortes(store)] == [("Sesión", "")]


def test_a_freeze_that_dies_leaves_nothing_that_holds(mine, whole_catalog, monkeypatch):
    store, _ = mine

    def dies(root, place):
        place.mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr("sig_metrics.corte.freeze.copy_to", dies)
    with pytest.raises(KeyboardInterrupt):
        frozen(store, whole_catalog, "Otra")
    monkeypatch.undo()
    assert [each.name for each in cortes(store)] == ["Sesión"]
    assert frozen(store, whole_catalog, "Otra").number == 2
    assert sorted(pin.name for pin in store.pins()) == ["Otra", "Sesión"]
    told = [each["text"] for each in store.journal.entries() if each["event"] == "corte"]
    assert told == ["Sesión", "Otra"]


def test_what_is_let_go_keeps_its_values_and_frees_what_must_be_destroyed(mine, whole_catalog):
    store, corte = mine
    (load,) = [n for n, each in store.journal.lines().items() if each["register"] == "suggestion"]
    with pytest.raises(Refused) as refusal:
        annul(store, whole_catalog, load, "traía un dato personal", "UPPM", destroy=True)
    assert refusal.value.problems[0].code == "destroy_pinned"
    gone = release(store, corte, "UPPM", "hay que destruir una carga")
    assert gone.released_by == "UPPM" and corte_of(store, "1") == gone and store.pins() == ()
    assert hash_of(frozen_values(store, gone)) == corte.hash
    with pytest.raises(Refused) as refusal:
        open_corte(store, gone)
    assert refusal.value.problems[0].code == "corte_released"
    assert annul(store, whole_catalog, load, "traía un dato personal", "UPPM", destroy=True).removed == 560
    assert [each["event"] for each in store.journal.entries() if each["event"] in ("corte", "release")] == [
        "corte",
        "release",
    ]


def test_the_preview_tells_what_is_not_whole(once, whole_catalog):
    dataset = dataset_of(once[0].open(), whole_catalog)
    november, january = preview(dataset, NOVEMBER), preview(dataset, date(2021, 12, 31))
    dataset.close()
    assert november.unknown == {"stale": ("SEG-19",)} and november.beyond is None
    assert november.told == [
        "Falta «Proyectos del Plan de Gobierno Digital» de octubre de 2021; deja en gris SEG-19.",
        "Falta «Quejas, reclamos y denuncias (QRD)» de febrero de 2021.",
        "En gris, por un registro sin actualizar: SEG-19.",
    ]
    assert january.beyond == NOVEMBER and january.told[0].endswith("hasta noviembre de 2021.")


FIGURE = {
    "kind": "value", "indicator": "plan_on_time_rate", "code": "PLN-02", "definition": "a", "plan": "2021.04",
    "month": "2021-09", "by": {}, "value": 0.5, "numerator": 1, "denominator": 2, "n": 2, "status": "missed",
    "target": 0.95, "open_overdue": 0, "oldest_overdue_days": None,
}  # fmt: skip
OF_UTI = FIGURE | {"by": {"unit": "UTI"}}


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (FIGURE | {"value": 0.6, "numerator": 3, "denominator": 5}, "restated"),
        (FIGURE | {"plan": "2021.05", "denominator": 4, "value": 0.25}, "replanned"),
        (FIGURE | {"definition": "b", "target": 0.5, "status": "met"}, "redefined"),
        (FIGURE | {"plan": "2021.05"}, None),  # another version that programmes the same
    ],
)
def test_a_figure_that_differs_says_why(now, kind):
    found = compared.between(line(FIGURE), line(now))
    assert {name: len(some) for name, some in found.changes.items()} == ({kind: 1} if kind else {})


def test_a_later_month_is_new_and_a_later_group_is_not():
    october = FIGURE | {"month": "2021-10"}
    found = compared.between(line(FIGURE), line(FIGURE) + line(OF_UTI) + line(october))
    assert [(c.month, c.whole) for c in found.changes["new"]] == [("2021-10", True)]
    assert [(c.month, c.whole, c.groups) for c in found.changes["restated"]] == [("2021-09", False, 1)]
    assert compared.between(line(FIGURE) + line(october), line(FIGURE)).changes == {}


def test_a_month_of_the_year_before_is_new_to_a_corte_of_january():
    """January is frozen, and in February the close of the year before: it had no month of that year to compare."""
    january, december = FIGURE | {"month": "2022-01"}, FIGURE | {"month": "2021-12"}
    found = compared.between(line(january), line(december))
    assert {kind: [c.month for c in some] for kind, some in found.changes.items()} == {"new": ["2021-12"]}


def test_what_a_load_corrected_names_it(mine, whole_catalog):
    store, first = mine
    load_files(
        store,
        whole_catalog,
        [Incoming("deliverable", "x.csv", deliverables("22,10,1,2021-11-29,INF-9,validated"))],
        "UPPM",
    )
    second = frozen(store, whole_catalog, "Después")
    found = compared.changed_between(store.folder, first, second)
    assert found.loads == {store.journal.last(): ("deliverable", False)}
    said = [compared.change_said(whole_catalog, each) for each in found.changes["restated"] if each.whole]
    assert "PLN-01 Avance por entregables, noviembre de 2021: 92.0 % → 93.3 %" in said
    assert "PLN-02 Entregas a tiempo, noviembre de 2021: 6 → 5 abiertos fuera de plazo" in said
    assert set(found.changes) == {"restated"} and [each["activity"] for each in found.ended] == ["22"]


def test_the_commands_freeze_list_look_and_check(mine, capsys):
    store, _ = mine
    folder = str(store.folder)
    assert main(["freeze", "Octubre", "--cutoff", "2021-10", "--store", folder, "--by", "UPPM"]) == 0
    assert "Corte n.º 2 «Octubre» de octubre de 2021" in capsys.readouterr().out
    assert main(["value", "PLN-01", "--corte", "Sesión", "--store", folder]) == 0
    told = capsys.readouterr()
    assert "2021-11: 92.0 % (69 de 75)" in told.out and "Corte «Sesión», huella" in told.err
    assert main(["cortes", "--check", "--store", folder]) == 0
    told = capsys.readouterr().out
    assert told.count("conforme") == 2
    assert "Desde el corte «Sesión» no cambió ningún valor, en los meses que ambos tienen." in told
    assert main(["value", "PLN-01", "--corte", "7", "--store", folder]) == 1
    assert "1 «Sesión» y 2 «Octubre»" in capsys.readouterr().err
    path = folder_of(store, 2) / VALUES
    path.write_bytes(path.read_bytes().replace(b"2021-10", b"2021-01", 1))
    assert main(["cortes", "--check", "--store", folder]) == 1
    assert "NO conforme" in capsys.readouterr().out


def test_where_nothing_was_frozen_the_command_says_it(tmp_path, capsys):
    assert main(["cortes", "--store", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("Todavía no hay ningún corte congelado.")
