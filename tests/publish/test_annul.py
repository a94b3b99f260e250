"""Taking a load back: the data as if it had never come, the ledger with its line, and no byte left when it is
destroyed."""

from contextlib import closing
from datetime import datetime

import pytest

from conftest import V04, V05, contents, deliverables, plan_part, rows_only, value
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language.problems import Refused
from sig_metrics.publish.annul import annul
from sig_metrics.publish.history import history
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.publish.rebuild import content_hash, rebuild
from sig_metrics.store import StoreError

MARKER = "MARCADOR-7f3a91"
FIRST = deliverables("25,11,1,2021-11-29,N° 900,delivered", "02,3,1,2021-03-31,N° 901,delivered")


@pytest.fixture(scope="module")
def catalog():
    """Only the first test looks at what is derived from rows."""
    return rows_only(plan_part(default_catalog()))


def load(store, catalog, content, register="deliverable", **options):
    report = load_file(store, catalog, Incoming(register, f"{register}.csv", content, **options), "Ana")
    assert report.loaded, [str(problem) for problem in report.problems]
    return report


def served(store) -> str:
    with closing(store.open()) as snapshot:
        return content_hash(snapshot)


def refusal(store, catalog, load, **options) -> list:
    before = contents(store.folder)
    with pytest.raises(Refused) as caught:
        annul(store, catalog, load, "prueba", "Rosa", **options)
    assert contents(store.folder) == before
    return caught.value.problems


def test_the_last_load_taken_back_leaves_what_there_was(plan_copy):
    catalog = plan_part(default_catalog())
    before = served(plan_copy)
    load(plan_copy, catalog, FIRST)
    report = annul(plan_copy, catalog, 17, "  Archivo del mes equivocado ", "Rosa")
    assert (report.load, report.snapshot, report.new, report.changed, report.removed) == (17, 3, 0, 1, 1)
    assert report.message == (
        "Carga n.º 17 anulada: 1 fila sale, 1 vuelve a su valor anterior y 0 reaparecen. Los datos pasan a la versión 3."
    )
    assert served(plan_copy) == before
    with closing(plan_copy.open()) as after:
        line = history(after, catalog)[0]
        assert value(after, "plan_delivered_rate") == (69, 75)
    assert (line["load"], line["annulled_by"], line["reason"], line["file"], line["new"]) == (
        17,
        "Rosa",
        "Archivo del mes equivocado",
        "deliverable.csv",
        1,
    )
    assert isinstance(line["annulled_at"], datetime) and line["destroyed"] is False


def test_an_old_load_taken_back_gives_what_the_others_give_alone(plan_copy, catalog, tmp_path):
    import shutil

    second = deliverables("02,3,1,2021-03-31,N° 901,delivered", "06,11,1,2021-11-30,N° 902,delivered")
    shutil.copytree(plan_copy.folder, tmp_path / "alone")
    load(alone := type(plan_copy)(tmp_path / "alone"), catalog, second)
    load(plan_copy, catalog, FIRST)
    load(plan_copy, catalog, second)
    annul(plan_copy, catalog, 17, "no corresponde", "Rosa")
    assert served(plan_copy) == served(alone)
    assert load(plan_copy, catalog, FIRST).load == 19, "a number is never used again"
    with closing(plan_copy.open()) as after:
        assert [line["load"] for line in history(after, catalog)] == list(range(19, 0, -1))
        rows = after.rows(
            "select activity, _load from deliverable where activity in ('02', '06', '25') and _load > 16 order by activity"
        )
    assert [(row["activity"], row["_load"]) for row in rows] == [("02", 18), ("06", 18), ("25", 19)]


def test_a_replacing_load_taken_back_brings_its_rows_back(plan_copy, catalog):
    before = served(plan_copy)
    load(plan_copy, catalog, deliverables("02,3,1,2021-03-31,N° 1,delivered"), mode="replace")
    report = annul(plan_copy, catalog, 17, "reemplazó de más", "Rosa")
    assert (report.new, report.changed, report.removed) == (75, 1, 0) and served(plan_copy) == before


def test_what_others_need_is_not_taken_back(plan_copy, catalog, plan_files):
    version = next(
        n for n, each in enumerate(plan_files, 1) if each.register == "plan_version" and b"2021,05" in each.content
    )
    problems = refusal(plan_copy, catalog, version)
    assert {problem.code for problem in problems} == {"annul_reference"}
    activity = next(
        n for n, each in enumerate(plan_files, 1) if each.register == "plan_activity" and b"2021,05" in each.content
    )
    assert (
        f"No se puede anular la carga n.º {version}: 25 filas de «Actividades del plan» (carga n.º {activity}) usan «2021 · 05»"
        in problems[0].message
    )


def test_a_reference_that_was_already_broken_does_not_stop_another(plan_copy, catalog):
    for folder in (V04, V05):
        lines = (folder / "plan_activity.csv").read_bytes().splitlines(keepends=True)
        kept = b"".join(line for line in lines if line.split(b",")[2] != b"02")
        assert load(plan_copy, catalog, kept, "plan_activity", mode="replace").removed == 1
    load(plan_copy, catalog, deliverables("25,11,1,2021-11-29,N° 900,delivered"))
    with closing(plan_copy.open()) as snapshot:
        lost = snapshot.rows("select count(*) as n from deliverable anti join plan_activity using (year, activity)")[0][
            "n"
        ]
    assert lost > 0 and annul(plan_copy, catalog, 19, "prueba", "Rosa").removed == 1


def test_an_unknown_load(plan_copy, catalog):
    assert refusal(plan_copy, catalog, 99)[0].message == "No existe la carga n.º 99. La última es la n.º 16."
    assert refusal(plan_copy, catalog, 0)[0].code == "annul_unknown"


def test_twice_without_reason_on_nothing_or_on_damaged_data(plan_copy, catalog, empty_store):
    load(plan_copy, catalog, FIRST)
    with pytest.raises(Refused, match="«Motivo» tiene 201 letras y caben 200. Acórtelo."):
        annul(plan_copy, catalog, 1, "a" * 201, "Ana")
    with pytest.raises(Refused, match="Falta el motivo"):
        annul(plan_copy, catalog, 17, "  ", "Rosa")
    annul(plan_copy, catalog, 17, "prueba", "Rosa")
    assert "ya está anulada" in refusal(plan_copy, catalog, 17)[0].message
    with pytest.raises(StoreError):
        annul(type(plan_copy)(plan_copy.folder.parent / "nada"), catalog, 1, "prueba", "Rosa")
    plan_copy.file(3).write_bytes(b"x")
    assert refusal(plan_copy, catalog, 16)[0].code == "store_broken"


def test_the_same_file_may_be_loaded_again_after_its_annulment(plan_copy, catalog):
    load(plan_copy, catalog, FIRST)
    first = served(plan_copy)
    annul(plan_copy, catalog, 17, "prueba", "Rosa")
    assert load(plan_copy, catalog, FIRST).load == 18 and served(plan_copy) == first


def test_an_annulment_survives_damage_and_rebuilding(plan_copy, catalog):
    load(plan_copy, catalog, FIRST)
    annul(plan_copy, catalog, 17, "prueba", "Rosa")
    wanted = served(plan_copy)
    plan_copy.file(3).write_bytes(b"x")
    with closing(plan_copy.open()) as previous:
        assert previous.number == 1, "2 still has the load that was annulled: it is never served again"
    assert rebuild(plan_copy, catalog, "Rosa").annulled == 1 and served(plan_copy) == wanted
    for number in plan_copy.numbers():
        plan_copy.file(number).unlink()
    assert rebuild(plan_copy, catalog, "Rosa").annulled == 1 and served(plan_copy) == wanted
    with closing(plan_copy.open()) as after:
        assert history(after, catalog)[0]["reason"] == "prueba"


def marked() -> bytes:
    text = deliverables("25,11,1,2021-11-29,N° 900,delivered", "06,11,1,2021-11-30,,delivered").decode()
    return (
        text.replace(",,report", f",{MARKER} UPPM,report")
        .replace("N° 900", f"N° {MARKER}")
        .replace(",,UPPM", f",{MARKER},UPPM")
        .encode()
    )


def holders(store) -> list[str]:
    return [
        name
        for name, content in contents(store.folder).items()
        if MARKER.encode() in content or MARKER.encode("utf-16-le") in content or MARKER in name
    ]


def test_destroying_leaves_no_byte_in_any_file(plan_copy, catalog):
    assert MARKER.encode() in marked()
    report = load_file(plan_copy, catalog, Incoming("deliverable", f"{MARKER}.csv", marked()), "Ana")
    assert report.loaded and report.warnings
    load(plan_copy, catalog, deliverables("02,3,1,2021-03-31,N° 901,delivered"))
    assert len(holders(plan_copy)) == 4, "two snapshots, the original and the journal"
    report = annul(plan_copy, catalog, 17, "pedido del titular", "Rosa", destroy=True)
    assert "Se destruyeron el archivo original y 2 versiones anteriores" in report.message
    assert holders(plan_copy) == [] and plan_copy.numbers() == [1, 4] and plan_copy.current() == 4
    assert {path.name for path in plan_copy.folder.glob("*.sha256")} == {
        "sig-000001.duckdb.sha256",
        "sig-000004.duckdb.sha256",
    }
    with closing(plan_copy.open()) as after:
        line = history(after, catalog)[1]
        assert (line["load"], line["file"], line["destroyed"], line["warnings"]) == (17, "(destruido)", True, [])
    wanted = served(plan_copy)
    plan_copy.file(4).write_bytes(b"x")
    assert plan_copy.file(1).exists()
    rebuild(plan_copy, catalog, "Rosa")
    assert served(plan_copy) == wanted and holders(plan_copy) == []


def test_an_annulled_load_may_be_destroyed_later(plan_copy, catalog):
    load_file(plan_copy, catalog, Incoming("deliverable", f"{MARKER}.csv", marked()), "Ana")
    annul(plan_copy, catalog, 17, "prueba", "Rosa")
    assert holders(plan_copy) != []
    annul(plan_copy, catalog, 17, "pedido del titular", "Rosa", destroy=True)
    assert holders(plan_copy) == []


def test_a_destruction_that_was_cut_is_finished_by_repeating_it(plan_copy, catalog, monkeypatch):
    load_file(plan_copy, catalog, Incoming("deliverable", f"{MARKER}.csv", marked()), "Ana")
    monkeypatch.setattr("sig_metrics.publish.destroy.carry_out", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        annul(plan_copy, catalog, 17, "prueba", "Rosa", destroy=True)
    monkeypatch.undo()
    assert holders(plan_copy) != []
    annul(plan_copy, catalog, 17, "prueba", "Rosa", destroy=True)
    assert holders(plan_copy) == []


def test_destruction_stops_at_a_corte_and_at_a_shared_file(plan_copy, catalog):
    load(plan_copy, catalog, FIRST)
    plan_copy.pin(2, "Comité de noviembre", "Rosa")
    assert "«Comité de noviembre»" in refusal(plan_copy, catalog, 17, destroy=True)[0].message
    plan_copy.unpin("Comité de noviembre", "Rosa")
    load(plan_copy, catalog, deliverables("02,3,1,2021-03-31,N° 5,delivered"))
    load(plan_copy, catalog, FIRST)
    problem = refusal(plan_copy, catalog, 17, destroy=True)[0]
    assert problem.code == "destroy_shared" and "n.º 19" in problem.message
