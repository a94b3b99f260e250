"""The archive is enough: rebuilding gives the same content, also when snapshots are damaged or gone."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from conftest import contents, deliverables, made_once
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.publish.rebuild import content_hash, content_hashes, rebuild
from sig_metrics.store import LocalStore, StoreError

LINES = "select * from load_log order by load"
CUBE = (
    "select * replace (round(numerator, 9) as numerator, round(denominator, 9) as denominator) from cube order by all"
)
ACTA = deliverables("25,11,1,2021-11-29,N° 900,delivered", "02,3,1,2021-03-31,N° 901,delivered")


def load(store, catalog, content, register="deliverable", name=None, **options):
    report = load_file(store, catalog, Incoming(register, name or f"{register}.csv", content, **options), "Ana")
    assert report.loaded, [str(problem) for problem in report.problems]
    return report


def state(store) -> dict:
    """What must come back: the rows with their origin, the ledger, and what is derived."""
    with closing(store.open()) as snapshot:
        return {
            "hash": content_hash(snapshot),
            "hashes": content_hashes(snapshot.connection),
            "ledger": snapshot.rows(LINES),
            "cube": snapshot.rows(CUBE),
            "rows": snapshot.rows("select * from deliverable order by all"),
        }


@pytest.fixture(scope="session")
def grown_once(tmp_path_factory, plan_store, catalog):
    """The plan's store with three more loads: one merged, one that replaces, one that goes back in part."""

    def make(folder):
        shutil.copytree(plan_store.folder, folder)
        store = LocalStore(folder, wait=1)
        load(store, catalog, ACTA)
        load(store, catalog, deliverables(*(f"0{n},3,1,2021-03-31,N° {n},delivered" for n in (2, 3))), mode="replace")
        load(store, catalog, deliverables("02,3,1,2021-03-31,,delivered"), origin="synthetic")

    return made_once(tmp_path_factory, "grown", make)


@pytest.fixture
def grown(grown_once, tmp_path):
    """A copy of it that a test may change."""
    return LocalStore(Path(shutil.copytree(grown_once, tmp_path / "store")), wait=1)


def test_rebuilding_twice_gives_what_there_was(grown, catalog):
    before = state(grown)
    first = rebuild(grown, catalog, "Rosa")
    assert (first.snapshot, first.loads, first.annulled, first.changed) == (
        5,
        19,
        0,
        (),
    ) and first.hash == first.before == before["hash"]
    assert (
        first.message
        == "Datos reconstruidos con los archivos originales: pasan a la versión 5, con 19 cargas repetidas. El contenido es el mismo que había."
    )
    assert state(grown) == before
    assert rebuild(grown, catalog, "Rosa").hash == before["hash"] and state(grown) == before


def test_the_hash_sees_every_cell_and_no_order(grown):
    def seen(*statements: str) -> str:
        with closing(LocalStore(grown.folder).open()) as snapshot:
            import duckdb

            with duckdb.connect(":memory:") as free:
                rows = snapshot.table("select * from deliverable")  # noqa: F841 - DuckDB finds it by its name
                free.execute("create table deliverable as from rows")
                for statement in statements:
                    free.execute(statement)
                return content_hashes(free)["deliverable"]

    same = seen()
    assert seen("create or replace table deliverable as select * from deliverable order by activity desc") == same
    assert (
        seen("update deliverable set _row = 9, _load = 1") == same
        and seen("alter table deliverable add column extra varchar") == same
    )
    assert seen("update deliverable set unit = 'UTI' where activity = '02'") != same
    assert (
        seen("update deliverable set name = unit, unit = name") != same
        and seen("delete from deliverable where activity = '02'") != same
    )


def test_a_damaged_snapshot_is_made_again_and_loads_are_accepted(grown, catalog):
    before = state(grown)
    whole = grown.file(4).read_bytes()
    grown.file(4).write_bytes(whole[: len(whole) // 2])
    with closing(grown.open()) as served:
        assert (served.number, served.damaged) == (3, 4)
    refused = load_file(grown, catalog, Incoming("deliverable", "d.csv", ACTA), "Ana")
    assert (
        refused.problems[0].code == "store_broken"
        and "python -m sig_metrics rebuild" in refused.message + refused.problems[0].message
    )
    report = rebuild(grown, catalog, "Rosa")
    assert (
        report.snapshot == 5 and report.hash == before["hash"] != report.before and report.changed == ("deliverable",)
    )
    after = state(grown)
    for line in (*before["ledger"], *after["ledger"]):
        # only the journal knew it: read again from the file
        line["warnings"] = None if line["load"] == 19 else line["warnings"]
    assert after == before
    assert load(grown, catalog, ACTA).load == 20


@pytest.mark.parametrize("lost", ["all", "all and pointer", "newest"])
def test_the_archive_alone_is_enough(grown, catalog, lost):
    before = state(grown)
    for number in grown.numbers() if lost != "newest" else [4]:
        grown.file(number).unlink()
    if lost != "all":
        (grown.folder / "CURRENT").unlink()
    if lost == "all":
        with pytest.raises(StoreError, match="sig_metrics rebuild"):
            load_file(grown, catalog, Incoming("deliverable", "d.csv", ACTA), "Ana")
    else:
        refused = load_file(grown, catalog, Incoming("deliverable", "d.csv", ACTA), "Ana")
        assert refused.problems[0].code == "store_behind", "nothing may be built on what lacks loads"
    rebuild(grown, catalog, "Rosa")
    after = state(grown)
    assert (after["hash"], after["rows"], after["cube"]) == (before["hash"], before["rows"], before["cube"])
    assert [{**line, "warnings": None} for line in after["ledger"]] == [
        {**line, "warnings": None} for line in before["ledger"]
    ]


def test_only_originals_and_journal_in_another_folder(grown, catalog, tmp_path):
    before = state(grown)
    shutil.copytree(grown.folder / "archive", tmp_path / "other" / "archive")
    other = LocalStore(tmp_path / "other")
    report = rebuild(other, catalog, "Rosa")
    assert report.hash == before["hash"] and report.before is None and "No había una versión legible" in report.message


def test_an_annex_comes_back_with_the_header_it_was_given(plan_copy, catalog):
    from test_annex import Annex

    given = PlanHeader("2021", "06", "RDE N° 1", "15/10/2021")
    report = load_file(plan_copy, catalog, Annex([[], []]).incoming(header=given), "Ana")
    assert report.loaded, report.problems
    before = state(plan_copy)
    assert rebuild(plan_copy, catalog, "Rosa").hash == before["hash"] and state(plan_copy) == before


@pytest.mark.parametrize("how", ["gone", "changed"])
def test_a_lost_original_is_named_and_nothing_changes(grown, catalog, how):
    line = state(grown)["ledger"][16]
    path = grown.archived(line["sha256"], ".csv")
    path.unlink() if how == "gone" else path.write_bytes(path.read_bytes() + b"x")
    before = contents(grown.folder)
    with pytest.raises(Refused) as caught:
        rebuild(grown, catalog, "Rosa")
    assert [p.code for p in caught.value.problems] == ["original_lost"] and "Carga n.º 17 («deliverable.csv»): " in str(
        caught.value
    )
    assert contents(grown.folder) == before
    report = rebuild(grown, catalog, "Rosa", without=[17])
    assert (report.loads, report.annulled) == (18, 1)


def test_a_line_that_was_cut_or_damaged_is_not_taken_for_data(grown, catalog):
    lines = grown.journal.path.read_bytes().splitlines(keepends=True)
    assert len(lines) == 20 and grown.journal.last() == 19, "the first says that the log begins"
    grown.journal.path.write_bytes(b"".join(lines[:19]) + lines[19][:40])
    assert grown.journal.last() == 18
    assert load(grown, catalog, ACTA).load == 20
    assert grown.journal.last() == 20 and sorted(grown.journal.lines()) == list(range(1, 21)), (
        "the ledger of the store completes it"
    )
    grown.journal.path.write_bytes(grown.journal.path.read_bytes().replace(b'"load": 3,', b'"load": 5,'))
    for number in grown.numbers():
        grown.file(number).unlink()
    with pytest.raises(Refused, match="No se sabe nada de estas cargas: 3"):
        rebuild(grown, catalog, "Rosa")


def test_a_store_of_an_earlier_program_is_rebuilt_too(grown, catalog):
    before = state(grown)
    grown.publish(
        "prueba",
        lambda connection, number: [
            connection.execute(sql)
            for sql in (
                "drop table load_annulled",
                "alter table load_log drop column suffix",
                "alter table load_log drop column header",
            )
        ],
    )
    grown.journal.path.unlink()
    assert rebuild(grown, catalog, "Rosa").hash == before["hash"]
    assert load(grown, catalog, ACTA).load == 20


def test_an_empty_store_has_nothing_to_rebuild(empty_store, catalog):
    with pytest.raises(StoreError, match="está vacío"):
        rebuild(empty_store, catalog, "Rosa")


def test_an_original_whose_sha_reads_like_an_identity_document_is_read_again(grown, catalog):
    """«56050513…15ce789340a9533c» is its name in the archive, and «CE 789340» a document of a foreigner."""
    load(grown, catalog, deliverables("25,11,1,2021-11-29,N° 1544,delivered"))
    assert list((grown.folder / "archive").glob("*15ce789340a9533c.csv"))
    before = state(grown)
    assert rebuild(grown, catalog, "Rosa").hash == before["hash"]


def test_the_whole_demonstration_comes_back(demo_copy, whole_catalog):
    with closing(demo_copy.open()) as snapshot:
        before = content_hashes(snapshot.connection)
    rebuild(demo_copy, whole_catalog, "Rosa")
    with closing(demo_copy.open()) as snapshot:
        assert content_hashes(snapshot.connection) == before and len(before) > 40
