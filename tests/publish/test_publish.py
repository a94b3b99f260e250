"""Proves what a load does to the registers: merges, replaces, keeps origins, refuses whole, counts every row."""

import os
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from conftest import DELIVERABLE_HEAD, NOVEMBER, V05, codes, contents, deliverables, value
from sig_metrics.language.problems import Refused
from sig_metrics.publish.differences import differences
from sig_metrics.publish.load import Incoming, load_file, load_files, prepare, preview
from sig_metrics.store import LocalStore

LEDGER = (
    "select load, register, file, who, mode, origin, rows_read, rows_new, rows_changed, rows_same, rows_removed, "
    "snapshot, sha256, bytes from load_log order by load"
)
HEAD_OF_SCHEDULE = b"year,version,activity,month,quantity\n"


def load(store, catalog, content: bytes, register="deliverable", **options):
    return load_file(store, catalog, Incoming(register, f"{register}.csv", content, **options), "Ana")


def counts(report) -> tuple:
    return report.read, report.new, report.changed, report.same, report.removed


def test_the_demonstration_at_november(plan_store):
    with_plan = plan_store.open()
    assert value(with_plan, "plan_programmed_count") == (75, None)
    assert value(with_plan, "plan_delivered_rate") == (69, 75)
    assert value(with_plan, "plan_on_time_rate") == (60, 75)
    assert value(with_plan, "plan_overdue_count") == (6, None)
    assert value(with_plan, "plan_unsupported_count") == (3, None)
    assert value(with_plan, "plan_activities_current_rate") == (17, 23)
    assert value(with_plan, "plan_delivered_count") == (72, None)
    assert value(with_plan, "plan_delivered_uncapped_rate") == (69, 75)


def test_the_demonstration_at_the_ends_of_the_year(plan_store):
    with_plan = plan_store.open()
    assert value(with_plan, "plan_delivered_rate", cutoff=date(2021, 1, 31)) == (3, 3)
    assert value(with_plan, "plan_programmed_count", cutoff=date(2021, 12, 31)) == (85, None)
    assert value(with_plan, "plan_overdue_count", cutoff=date(2021, 12, 31)) == (16, None)
    assert value(with_plan, "plan_programmed_count", "04", date(2021, 12, 31)) == (84, None)


def test_rows_in_equal_the_ledger_and_the_tables(plan_store, plan_files):
    with_plan = plan_store.open()
    ledger = with_plan.rows(LEDGER)
    lines = {(n + 1): len(each.content.splitlines()) - 1 for n, each in enumerate(plan_files)}
    assert [row["load"] for row in ledger] == list(lines) == list(range(1, 17))
    for row, each in zip(ledger, plan_files):
        assert row["register"] == each.register and row["bytes"] == len(each.content) and row["snapshot"] == 1
        held = with_plan.rows(f"select count(*) as n from {row['register']} where _load = ?", [row["load"]])[0]["n"]
        assert lines_of(each.content) == row["rows_read"] == row["rows_new"] == held, row
        assert (row["rows_changed"], row["rows_same"], row["rows_removed"]) == (0, 0, 0)
        assert plan_store.archived(row["sha256"], ".csv").read_bytes() == each.content


def only(catalog, name: str):
    """The catalogue with one register and nothing derived: what publishes in a moment."""
    return replace(
        catalog, registers={name: replace(catalog.registers[name], references=())}, views={}, indicators={}, checks={}
    )


def lines_of(content: bytes) -> int:
    import csv
    import io

    return sum(1 for _ in csv.DictReader(io.StringIO(content.decode())))


def test_synthetic_rows_are_known_as_such(plan_store):
    found = plan_store.open().rows(
        "select register, rows, synthetic from register_source where synthetic > 0 order by register"
    )
    assert found == [
        {"register": "deliverable", "rows": 76, "synthetic": 76},
        {"register": "plan_activity", "rows": 49, "synthetic": 24},
        {"register": "plan_schedule", "rows": 145, "synthetic": 72},
        {"register": "plan_version", "rows": 2, "synthetic": 1},
    ]


def test_merge_adds_changes_and_leaves_the_rest(plan_copy, catalog):
    content = deliverables("25,11,1,2021-11-29,N° 900-2021,delivered", "02,3,1,2021-03-31,N° 901-2021,delivered")
    assert counts(load(plan_copy, catalog, content)) == (2, 1, 1, 0, 0)
    after = plan_copy.open()
    assert after.rows("select count(*) as n from deliverable")[0]["n"] == 77
    assert after.rows("select _load, count(*) as n from deliverable group by _load order by _load") == [
        {"_load": 16, "n": 75},
        {"_load": 17, "n": 2},
    ]
    assert after.rows(
        "select document_number, _row from deliverable where activity = '02' and programmed_month = 3"
    ) == [{"document_number": "N° 901-2021", "_row": 3}]


def test_the_same_file_again_says_when_and_by_whom(plan_copy, catalog, plan_files):
    before = contents(plan_copy.folder)
    report = load_file(plan_copy, catalog, plan_files[-1], "Otra persona")
    assert not report.loaded and counts(report) == (76, 0, 0, 76, 0) and report.load is report.snapshot is None
    assert report.message.startswith("Sin cambios: los datos ya están cargados (") and "por pruebas" in report.message
    assert contents(plan_copy.folder) == before


def test_the_same_rows_in_another_dress_change_nothing(plan_copy, catalog, plan_files):
    lines = plan_files[-1].content.decode().splitlines()
    dressed = "\r\n".join([lines[0], *reversed(lines[1:]), ""]).encode("utf-8-sig")
    before = contents(plan_copy.folder)
    report = load(plan_copy, catalog, dressed)
    assert not report.loaded and report.message.startswith("Sin cambios: los datos del archivo ya están en el registro")
    assert contents(plan_copy.folder) == before


def test_an_empty_cell_replaces_a_value(plan_copy, catalog):
    assert counts(load(plan_copy, catalog, deliverables("02,3,1,2021-03-31,,delivered"))) == (1, 0, 1, 0, 0)
    after = plan_copy.open()
    assert value(after, "plan_unsupported_count") == (4, None) and value(after, "plan_delivered_rate") == (68, 75)
    assert after.rows("select count(*) as n from check_row where rule = 'deliverable_without_document'")[0]["n"] == 4


def test_replace_takes_out_what_the_file_does_not_bring(plan_copy, catalog):
    report = load(plan_copy, catalog, deliverables("02,3,1,2021-03-31,N° 1,delivered"), mode="replace")
    assert counts(report) == (1, 0, 1, 0, 75) and "75 filas retiradas" in report.message
    assert plan_copy.open().rows("select count(*) as n from deliverable")[0]["n"] == 1
    assert value(plan_copy.open(), "plan_delivered_rate") == (1, 75)


def test_replace_stays_within_its_partition(plan_copy, catalog):
    content = (V05 / "plan_schedule.csv").read_bytes().replace(b"2021,05,25,10,1\n", b"2021,05,25,11,1\n")
    assert counts(load(plan_copy, catalog, content, "plan_schedule", mode="replace")) == (73, 1, 0, 72, 1)
    found = plan_copy.open().rows("select version, count(*) as n from plan_schedule group by version order by version")
    assert found == [{"version": "04", "n": 72}, {"version": "05", "n": 73}]


def test_one_changed_row_keeps_the_origin_of_the_others(plan_copy, catalog):
    content = (V05 / "plan_schedule.csv").read_bytes().replace(b"2021,05,18,1,2\n", b"2021,05,18,1,3\n")
    assert counts(load(plan_copy, catalog, content, "plan_schedule")) == (73, 0, 1, 72, 0)
    found = plan_copy.open().rows("select activity, month, _row from plan_schedule where version = '05' and _load = 17")
    assert found == [{"activity": "18", "month": 1, "_row": 1 + content.split(b"\n").index(b"2021,05,18,1,3")}]
    assert plan_copy.open().rows("select rule from check_row where rule = 'plan_sum_mismatch'") == [
        {"rule": "plan_sum_mismatch"}
    ]


@pytest.mark.parametrize("mode", ["merge", "replace"])
def test_the_preview_says_what_the_load_does(plan_copy, catalog, mode):
    content = deliverables(
        "25,11,1,2021-11-29,N° 900,delivered", "02,3,1,2021-03-31,N° 901,delivered", "03,2,1,,,in_progress"
    )
    incoming = Incoming("deliverable", "d.csv", content, mode)
    seen = preview(plan_copy.open().connection, catalog, prepare(incoming, catalog))
    assert (
        counts(seen)
        == counts(load_file(plan_copy, catalog, incoming, "Ana"))
        == (3, 1, 2, 0, 74 if mode == "replace" else 0)
    )
    assert seen.load is None and not seen.loaded


def test_the_preview_of_an_empty_store(catalog, plan_files):
    assert counts(preview(None, catalog, prepare(plan_files[-1], catalog))) == (76, 76, 0, 0, 0)


def test_a_reference_to_nothing_is_refused_with_its_row(plan_copy, catalog):
    before = contents(plan_copy.folder)
    report = load(
        plan_copy, catalog, deliverables("02,4,1,2021-04-30,N° 1,delivered", "77,4,1,2021-04-30,N° 2,delivered")
    )
    assert not report.loaded and [(p.code, p.row, p.value) for p in report.problems] == [("reference", 3, "2021 · 77")]
    assert report.problems[0].message.startswith("«2021 · 77» no existe en «Actividades del plan»")
    assert report.message == "No se cargó nada: 1 problema. Corrija el archivo y vuelva a cargarlo."
    assert contents(plan_copy.folder) == before


def test_several_files_load_together_or_not_at_all(plan_copy, catalog):
    before = contents(plan_copy.folder)
    good = Incoming("deliverable", "good.csv", deliverables("25,11,1,2021-11-29,N° 900,delivered"))
    lost = Incoming("plan_schedule", "lost.csv", HEAD_OF_SCHEDULE + b"2021,09,01,1,1\n")
    bad = Incoming("plan_schedule", "bad.csv", HEAD_OF_SCHEDULE + b"2021,05,01,13,1\n")
    for other, code in ((lost, "reference"), (bad, "above")):
        for together in ([good, other], [other, good]):
            with pytest.raises(Refused) as caught:
                load_files(plan_copy, catalog, together, "Ana")
            assert codes(caught.value.problems) == [code]
            assert contents(plan_copy.folder) == before
    assert [r.loaded for r in load_files(plan_copy, catalog, [good], "Ana")] == [True]


def test_files_that_need_each_other_go_in_one_snapshot(empty_store, catalog, plan_files):
    reports = load_files(empty_store, catalog, plan_files[:3], "Ana")
    assert [r.snapshot for r in reports] == [1, 1, 1] and [r.load for r in reports] == [1, 2, 3]
    with pytest.raises(Refused):
        load_files(type(empty_store)(empty_store.folder.parent / "other"), catalog, plan_files[1:3], "Ana")


def test_a_known_file_beside_a_new_one_leaves_no_second_line(plan_copy, catalog, plan_files):
    new = Incoming("deliverable", "new.csv", deliverables("25,11,1,2021-11-29,N° 900,delivered"))
    reports = load_files(plan_copy, catalog, [plan_files[0], new], "Ana")
    assert [r.loaded for r in reports] == [False, True] and reports[1].load == 17
    assert plan_copy.open().rows("select max(load) as last, count(*) as n from load_log") == [{"last": 17, "n": 17}]


def test_a_load_without_data_in_the_store(empty_store, catalog):
    report = load(empty_store, catalog, deliverables("02,3,1,2021-03-31,N° 1,delivered"))
    assert codes(report.problems) == ["reference"] and empty_store.current() is None
    assert [name for name in contents(empty_store.folder) if name.endswith((".duckdb", ".tmp", ".csv"))] == []


def test_warnings_load_and_stay_in_the_ledger(plan_copy, catalog):
    report = load(plan_copy, catalog, deliverables("25,11,1,2021-11-29,,delivered"))
    assert report.loaded and codes(report.warnings) == ["required_when"]
    assert (
        "Con estado «Entregado» falta «N° de documento»" in report.warnings[0].message and report.warnings[0].row == 2
    )
    assert '"required_when"' in plan_copy.open().rows("select warnings from load_log where load = 17")[0]["warnings"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("02,3,1,,N° 1,delivered", "required_when"),
        ("02,3,1,2021-03-31,,in_progress", "empty_when"),
        ("02,13,1,2021-03-31,N° 1,delivered", "above"),
        ("02,3,0,2021-03-31,N° 1,delivered", "below"),
        ("02,3,1,31/02/2021,N° 1,delivered", "not_date"),
        ("02,3,1,2021-03-31,N° 1,done", "unknown_code"),
    ],
)
def test_rules_of_a_row(plan_copy, catalog, row, code):
    before = contents(plan_copy.folder)
    report = load(plan_copy, catalog, deliverables("03,2,1,2021-02-26,N° 9,delivered", row))
    assert [(p.code, p.row) for p in report.problems] == [(code, 3)] and contents(plan_copy.folder) == before


def test_a_repeated_key_names_the_first_row(plan_copy, catalog):
    report = load(
        plan_copy,
        catalog,
        deliverables(
            "02,3,1,2021-03-31,N° 1,delivered", "3,2,1,2021-02-26,N° 2,delivered", "2,03,1,2021-04-01,N° 3,delivered"
        ),
    )
    assert [(p.code, p.row) for p in report.problems] == [("duplicate", 4)] and "fila 2" in report.problems[0].message


def test_hostile_texts_and_names_are_only_data(plan_copy, catalog):
    hostile = "'); drop table deliverable; --"
    content = f'{DELIVERABLE_HEAD}\n2021,25,11,1,"{hostile}",UPPM,2021-11-29,report,"{hostile}",delivered,{{}},=1+1\n'.encode()
    name = "../../[cube] '; drop.csv"
    assert load_file(plan_copy, catalog, Incoming("deliverable", name, content), hostile).loaded
    after = plan_copy.open()
    assert after.rows("select name, note from deliverable where _load = 17") == [{"name": hostile, "note": "=1+1"}]
    assert after.rows("select file, who from load_log where load = 17") == [
        {"file": "[cube] '; drop.csv", "who": hostile}
    ]
    assert sorted(os.listdir(plan_copy.folder.parent)) == ["store"]


def test_the_cube_is_whole_for_every_indicator(plan_store, catalog):
    found = plan_store.open().rows(
        "select indicator, count(*) as n, count(distinct period) as periods, count(distinct version) as versions, "
        "count(*) filter (numerator is null or numerator < 0) as wrong from cube group by indicator order by indicator"
    )
    assert [row["indicator"] for row in found] == sorted(catalog.indicators)
    assert all((row["periods"], row["versions"], row["wrong"]) == (24, 2, 0) and row["n"] >= 24 * 2 for row in found)
    assert NOVEMBER in {row["period"] for row in plan_store.open().rows("select distinct period from cube")}


# --- what would change, cell by cell


@pytest.mark.parametrize("mode", ["merge", "replace"])
def test_the_differences_are_those_of_the_preview(plan_copy, catalog, mode):
    content = deliverables(
        "25,11,1,2021-11-29,N° 900,delivered", "02,3,1,2021-03-31,N° 901,delivered", "03,2,1,,,in_progress"
    )
    prepared = prepare(Incoming("deliverable", "d.csv", content, mode), catalog)
    with closing(plan_copy.open()) as snapshot:
        seen, found = (
            preview(snapshot.connection, catalog, prepared),
            differences(snapshot.connection, catalog, prepared),
        )
        held = snapshot.rows(
            "select document_number from deliverable where activity = '02' and programmed_month = 3 and item = 1"
        )[0]
    rows = {
        kind: {tuple(each["key"].values()) for each in found if each["kind"] == kind}
        for kind in ("new", "changed", "removed")
    }
    assert (
        (seen.new, seen.changed, seen.removed)
        == tuple(map(len, rows.values()))
        == (1, 2, 74 if mode == "replace" else 0)
    )
    assert all(
        each["before"] != each["after"] and (each["column"] != "") == (each["kind"] == "changed") for each in found
    )
    number = next(
        each
        for each in found
        if each["kind"] == "changed" and each["column"] == "document_number" and each["after"] == "N° 901"
    )
    assert (
        number["key"] == {"year": 2021, "activity": "02", "programmed_month": 3, "item": 1}
        and number["before"] == held["document_number"]
    )
    assert (
        found[0]["kind"] == "new"
        and found[0]["before"] is None
        and found[0]["after"]["delivered_on"] == date(2021, 11, 29)
    )
    if mode == "replace":
        assert (
            found[-1]["kind"] == "removed"
            and found[-1]["after"] is None
            and found[-1]["before"]["activity"] == found[-1]["key"]["activity"]
        )


def test_the_differences_stop_at_the_most_asked_for(plan_copy, catalog, plan_files):
    prepared = prepare(
        Incoming("deliverable", "d.csv", deliverables("02,3,1,2021-03-31,N° 1,delivered"), "replace"), catalog
    )
    with closing(plan_copy.open()) as snapshot:
        found = [each["kind"] for each in differences(snapshot.connection, catalog, prepared, most=10)]
        assert found.count("removed") == 10 and all(found.count(kind) <= 10 for kind in found), "so many of each kind"
        assert differences(snapshot.connection, catalog, prepare(plan_files[-1], catalog)) == []
    everything = differences(None, catalog, prepare(plan_files[-1], catalog))
    assert len(everything) == 76 and {each["kind"] for each in everything} == {"new"}
    assert len(differences(None, catalog, prepare(plan_files[-1], catalog), most=5)) == 5


# --- going back


def test_an_old_file_reloaded_after_a_newer_one_warns_and_loads(plan_copy, catalog):
    old, new = (deliverables(f"02,3,1,2021-03-31,N° {n},delivered") for n in (1, 2))
    assert load(plan_copy, catalog, old).warnings == [] and load(plan_copy, catalog, new).warnings == []
    with closing(plan_copy.open()) as snapshot:
        seen = preview(snapshot.connection, catalog, prepare(Incoming("deliverable", "d.csv", old), catalog))
    report = load(plan_copy, catalog, old)
    assert report.loaded and codes(report.warnings) == codes(seen.warnings) == ["older_file"]
    assert (
        "ya se cargó (carga n.º 17, " in report.warnings[0].message
        and "hay una versión más reciente" in report.warnings[0].message
    )
    assert '"older_file"' in plan_copy.open().rows("select warnings from load_log where load = 19")[0]["warnings"]
    assert load(plan_copy, catalog, new).warnings[0].message.count("n.º 18") == 1


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_older_data_than_the_register_has_warns_only_if_it_turns_something_back(tmp_path, whole_catalog, order):
    """Three cuts of the same register, each with the months before it: only a cut that comes after a later one goes
    back."""
    store = LocalStore(tmp_path / "store", wait=1)
    small = only(whole_catalog, "sst_hours")
    cuts = {
        n: (
            "year,month,ut,workers,hours,training_hours\n"
            + "".join(f"2021,{m},AMA,{10 * n},{100 * n},0\n" for m in range(1, n + 1))
        ).encode()
        for n in order
    }
    latest = 0
    for n in order:
        report = load_file(store, small, Incoming("sst_hours", f"corte-{n}.csv", cuts[n]), "Ana")
        assert report.loaded, [str(problem) for problem in report.problems]
        assert codes(report.warnings) == (["older_data"] if n < latest else []), (order, n)
        latest = max(latest, n)


def test_filling_an_old_month_that_was_empty_is_not_going_back(tmp_path, whole_catalog):
    store, small = LocalStore(tmp_path / "store", wait=1), only(whole_catalog, "sst_hours")
    for month in (3, 1):
        report = load_file(
            store,
            small,
            Incoming(
                "sst_hours", "h.csv", f"year,month,ut,workers,hours,training_hours\n2021,{month},AMA,1,2,0\n".encode()
            ),
            "Ana",
        )
        assert report.loaded and report.warnings == []


def test_an_old_cut_of_a_register_of_events_warns_and_one_old_event_does_not(plan_copy, catalog):
    one, many = (
        ("02,3,1,2021-03-31,N° 1,delivered",),
        ("02,3,1,2021-03-31,N° 2,delivered", "01,6,1,2021-06-28,N° 3,delivered"),
    )
    assert load(plan_copy, catalog, deliverables(*one)).warnings == []
    assert codes(load(plan_copy, catalog, deliverables(*many)).warnings) == ["older_data"]
