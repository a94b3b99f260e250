"""What a management review has of what the four standards ask: the demonstration at 30/11/2021, worked out by hand, and a
small store in which each kind of gap occurs.

The demonstration has audits and findings of the SGC and the SGAS alone; its last review is ACT-2021-02, of 25/03/2021, with
agreements of improvement, change and resources; and no register keeps the conclusion of a review, nor who was told."""

import csv
from dataclasses import replace
from datetime import date

import pytest

from conftest import NOVEMBER, ROOT, what_it_needs
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.review import Review, review
from sig_metrics.measure.review_rows import output_lines
from sig_metrics.measure.review_said import activities_said, lacking_said, owners_said, review_document, summary
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

# of each row, its cells in SGC, SGAS, SGSI and SGSST: evidence (E), part of it (P), none (M), not asked (-); indirect, in small
CELLS = """
e1 EEEE e2 EEEE e3 eeEE e4 ---E e5 -EEE e6 EeEE e7 EePP e8 E--- e9 EEPP e10 EEPP e11 EEMM e12 Ee-- e13 -E-- e14 -E--
e15 --eE e16 ---E e17 ---E e18 EeeE e19 EEEe e20 EEEE e21 -E-- e22 -E--
s1 EEEE s2 EEEE s3 E--E s4 ---M s5 -M-M s6 EEEE
""".split()
LETTERS = {"evident": "E", "partial": "P", "missing": "M", "awaited": "A", "not_asked": "-", "of_others": "o"}


def found(snapshot, catalog, cutoff: date = NOVEMBER, **filters) -> Review:
    return review(Dataset(snapshot, catalog), Scope(cutoff, **filters))


def letters(seen: Review) -> dict[str, str]:
    return {
        line.key: "".join(LETTERS[cell.state].lower() if cell.indirect else LETTERS[cell.state] for cell in line.cells)
        for line in (*seen.inputs, *seen.outputs)
    }


def rows(register: str) -> list[dict]:
    with (ROOT / "data" / "demo" / f"{register}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def item(seen: Review, key: str, system: str, name: str, nth: int = 0):
    _, cell = seen.cell(key, system)
    return [each for each in cell.items if each.name == name][nth]


# --- the demonstration
# -----------------------------------------------------------------------------------------------------------------


def test_the_matrix_of_the_demonstration(demo_snapshot, whole_catalog):
    seen = found(demo_snapshot, whole_catalog)
    assert letters(seen) == dict(zip(CELLS[::2], CELLS[1::2]))
    # gaps first: two systems have nothing, then those of which two have a part, in the order of a session
    assert [line.key for line in seen.inputs][:5] == ["e11", "e7", "e9", "e10", "e1"]
    assert [line.key for line in seen.outputs] == ["s5", "s4", "s1", "s2", "s3", "s6"]
    assert seen.tally("input") == {"evident": 42, "missing": 2, "partial": 6, "awaited": 0}
    assert seen.tally("input", "SGC") == {"evident": 12, "missing": 0, "partial": 0, "awaited": 0}
    assert seen.cell("e99", "SGC") is None and seen.cell("e1", "X") is None and not seen.cell("s4", "SGC")[1].clauses
    assert seen.tally("output", "SGSST") == {"evident": 4, "missing": 2, "partial": 0, "awaited": 0}


def test_its_rows_are_those_of_the_system_up_to_the_cutoff(demo_snapshot, whole_catalog):
    seen, day = found(demo_snapshot, whole_catalog), NOVEMBER.isoformat()
    for system in ("SGC", "SGAS"):
        mine = {
            each["audit"]
            for each in rows("audit")
            if "" < each["executed_on"] <= day and system in each["systems"].split("/")
        }
        assert item(seen, "e11", system, "audit").rows == len(mine) > 0
        findings = [each for each in rows("finding") if system in each["systems"].split("/")]
        held = {each["audit"] for each in rows("audit") if "" < each["executed_on"] <= day}
        assert item(seen, "e11", system, "finding").rows == sum(each["audit"] in held for each in findings) > 0
    norms = [
        each
        for each in rows("legal_requirement")
        if "SGSST" in each["system"].split("/") and "" < each["evaluated_on"] <= day
    ]
    assert item(seen, "e4", "SGSST", "legal_requirement").rows == len(norms) > 0
    assert item(seen, "e13", "SGAS", "corruption_status").rows is None, "a reserved register tells no count"


def test_its_outputs_are_those_of_the_last_review(demo_snapshot, whole_catalog):
    seen = found(demo_snapshot, whole_catalog)
    assert (seen.held.code, seen.held.held_on) == ("ACT-2021-02", date(2021, 3, 25))
    of_review = [each["kind"] for each in rows("agreement") if each["minutes"] == "ACT-2021-02"]
    for key, kind in (("s1", "improvement"), ("s2", "change"), ("s3", "resource")):
        assert item(seen, key, "SGC", "agreement").rows == of_review.count(kind) > 0
    for system in ("SGC", "SGAS", "SGSI", "SGSST"):
        born = [
            each
            for each in rows("improvement_action")
            if each["origin"] == "review"
            and system in each["systems"].split("/")
            and "2021-03-25" <= each["opened_on"] <= "2021-11-30"
        ]
        assert item(seen, "s1", system, "improvement_action").rows == len(born) > 0
        _, cell = seen.cell("s1", system)
        told = output_lines(Dataset(demo_snapshot, whole_catalog), cell.items[1].of, system, NOVEMBER)
        assert [each["action"] for each in told] == [each["action"] for each in born]
    before = found(demo_snapshot, whole_catalog, date(2020, 2, 29))
    assert before.held is None and {letters(before)[f"s{n}"].strip("-M") for n in range(1, 7)} == {""}


def test_what_is_missing_says_what_and_whose(demo_snapshot, whole_catalog):
    seen = found(demo_snapshot, whole_catalog)
    _, cell = seen.cell("e11", "SGSI")
    assert lacking_said(whole_catalog, seen, cell) == [
        "sin filas del SGSI en «Auditorías» y «Hallazgos de auditoría»",
        "MAN-05 y MAN-06: sin dato",
    ]
    assert (owners_said(whole_catalog, cell), activities_said(cell)) == ("UPPM", "act. 05 y 15")
    _, cell = seen.cell("e10", "SGSI")
    assert lacking_said(whole_catalog, seen, cell) == ["MAN-05 y MAN-06: sin dato", "SEG-19: dato antiguo"]
    assert owners_said(whole_catalog, cell) == "UPPM / UTI"
    assert summary(whole_catalog, seen) == [
        "Con evidencia al 30 de noviembre de 2021: **42 de las 50** entradas que piden las 4 normas; **en parte, 6**; "
        "!!sin ninguna, 2!!: resultados de las auditorías (SGSI y SGSST, de UPPM).",
        "Salidas con evidencia: **14 de 17**; !!sin ninguna, 3!!: comunicación de los resultados (SGAS y SGSST, de UPPM) "
        "y conclusión sobre conveniencia, adecuación y eficacia (SGSST, de UPPM).",
    ]


def test_of_a_system_and_of_a_unit(demo_snapshot, whole_catalog):
    """UTI answers for SEG-14 to SEG-19, of the SGSI, and MEJ-06, of the SGC: e10 asks both for all their indicators."""
    of_system = found(demo_snapshot, whole_catalog, system="SGSI")
    whole = dict(zip(CELLS[::2], CELLS[1::2]))
    assert letters(of_system) == {key: cells[2] for key, cells in whole.items() if cells[2] != "-"}
    of_unit = found(demo_snapshot, whole_catalog, unit="UTI")
    assert {item.owners for line in of_unit.inputs for cell in line.cells for item in cell.items} == {("UTI",)}
    assert letters(of_unit)["e10"] == "EoPo" and letters(of_unit)["e15"] == "--eo" and "e1" not in letters(of_unit)
    assert [cell.owners for _, cell in of_unit.owed] == [("UTI",)] * len(of_unit.owed) != []
    nobody = found(demo_snapshot, whole_catalog, unit="UAJ")
    assert summary(whole_catalog, nobody) == ["UAJ no responde por ninguna evidencia de la Revisión por la Dirección."]


def test_a_month_to_come_is_awaited_and_a_review_that_was_held_stays(demo_snapshot, whole_catalog):
    """At 31/12/2021 no monthly file of December has come, and none is late; the minutes of March are still there."""
    seen = found(demo_snapshot, whole_catalog, date(2021, 12, 31))
    assert letters(seen)["e1"] == "AAAA" and letters(seen)["e11"][:2] == "AA" and letters(seen)["s6"] == "EEEE"
    _, cell = seen.cell("e1", "SGC")
    assert lacking_said(whole_catalog, seen, cell) == [
        "aún no llega, se espera el 10/01/2022: «Acuerdos»",
        "MAN-07: aún no llega",
    ]


def test_its_document(demo_snapshot, whole_catalog):
    dataset = Dataset(demo_snapshot, whole_catalog)
    told = review_document(dataset, review(dataset, Scope(NOVEMBER, system="SGSI")))
    assert told["held"] == {"code": "ACT-2021-02", "held_on": date(2021, 3, 25)} and told["system"] == "SGSI"
    first = told["rows"][0]
    assert (first["key"], first["cells"][0]["state"], first["cells"][0]["owners"]) == ("e11", "missing", ["UPPM"])
    assert first["cells"][0]["clauses"] == ["9.3 c3"] and first["cells"][0]["activities"] == ["05", "15"]
    assert {"indicator": "MAN-05", "state": "no_data", "value": None} in first["cells"][0]["evidence"]
    assert told["counts"]["inputs"] == {"SGSI": {"evident": 7, "missing": 1, "partial": 3, "awaited": 0}}


# --- each kind of gap
# -----------------------------------------------------------------------------------------------------------------

CLAUSES = """
[[held]]
register = "minutes"
column = "kind"
among = ["management_review"]

[[inputs]]
number = 1
input = "Auditorías"
clauses = [{ system = "SGC", clause = "a" }, { system = "SGSI", clause = "a" }]
registers = ["audit"]
indicators = ["MAN-05"]
page = "Auditorías"
owner = "UPPM"

[[inputs]]
number = 2
input = "Personal"
clauses = [{ system = "SGC", clause = "b" }]
registers = ["headcount"]
indicators = []
page = "Personal"
owner = "URH"

[[inputs]]
number = 3
input = "Sin registro"
clauses = [{ system = "SGC", clause = "c" }, { system = "SGSI", clause = "c", indirect = true }]
registers = ["no_such", "suggestion"]
indicators = []
page = "Nada"
owner = "UCI"

[[outputs]]
number = 1
output = "Mejora"
clauses = [{ system = "SGC", clause = "d" }]
rows = [{ register = "agreement", says = "acuerdos de mejora", column = "kind", among = ["improvement"] }]
owner = "UPPM"

[[outputs]]
number = 2
output = "Acta"
clauses = [{ system = "SGC", clause = "e" }]
rows = [{ register = "minutes", says = "acta" }]
owner = "DE"

[[outputs]]
number = 3
output = "Conclusión"
clauses = [{ system = "SGC", clause = "f" }]
rows = [{ register = "minutes", says = "la conclusión", filled = ["no_such"] }, { register = "audit", says = "auditorías" }]
owner = "DE"
"""
FILES = {
    "audit": "audit,kind,systems,site,planned_on,executed_on\nA1,internal,SGC,Lima,2021-03-31,2021-03-20\nA2,internal,SGSI,Lima,2021-12-31,2021-12-20\n",
    "headcount": "period,unit,servers\n2021-08-31,UPPM,10\n2021-09-30,UPPM,10\n",
    "minutes": "minutes,kind,held_on,period\nM1,committee,2021-01-20,2020\nM2,management_review,2021-02-20,2020\nM3,management_review,2021-10-20,2021\n",
    "agreement": "agreement,minutes,kind,unit,due_on,fulfilled_on\nG1,M1,improvement,UPPM,2021-06-30,\nG2,M2,improvement,UPPM,2021-06-30,\nG3,M3,change,UPPM,2021-12-31,\n",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory, whole_catalog):
    """A store of four registers, and of one that was never loaded, and what a review asks of them."""
    root = tmp_path_factory.mktemp("review")
    (root / "clauses.toml").write_text(CLAUSES, encoding="utf-8")
    part = what_it_needs(whole_catalog, "audit_done_rate")
    registers = {name: whole_catalog.registers[name] for name in (*part.registers, *FILES, "suggestion")}
    catalog = replace(part, registers=registers, root=root)
    store = LocalStore(root / "store")
    load_files(store, catalog, [Incoming(name, f"{name}.csv", text.encode()) for name, text in FILES.items()], "prueba")
    snapshot = store.open()
    yield Dataset(snapshot, catalog)
    snapshot.close()


def gaps(dataset: Dataset, cutoff: date) -> dict[str, tuple]:
    seen = review(dataset, Scope(cutoff))
    return {
        f"{line.key} {cell.system}": (
            cell.state,
            *lacking_said(dataset.catalog, seen, cell),
            owners_said(dataset.catalog, cell),
        )
        for line in (*seen.inputs, *seen.outputs)
        for cell in line.cells
        if cell.clauses
    }


def test_each_kind_of_gap(small):
    """At 30/11/2021: the audit of the SGSI is of December; the headcount of October was due on 10/11/2021; nothing keeps
    one register nor the conclusion, and another was never loaded; the review of October agreed no improvement."""
    assert gaps(small, NOVEMBER) == {
        "e1 SGC": ("evident", ""),
        "e1 SGSI": ("missing", "sin filas del SGSI en «Auditorías»", "MAN-05: sin dato", "UPPM"),
        "e2 SGC": (
            "missing",
            "sin actualizar desde el 30/09/2021, se esperaba el 10/11/2021: «Dotación de servidores»",
            "URH",
        ),
        "e3 SGC": ("missing", "ningún registro lo recoge todavía", "falta cargar «Sugerencias»", "UCI"),
        "e3 SGSI": ("missing", "ningún registro lo recoge todavía", "falta cargar «Sugerencias»", "UCI"),
        "s1 SGC": ("missing", "el acta M3 no tiene acuerdos de mejora", "UPPM"),
        "s2 SGC": ("evident", ""),
        "s3 SGC": (
            "missing",
            "ningún registro recoge todavía la conclusión",
            "no hay auditorías del SGC desde el 20/10/2021",
            "DE / UPPM",
        ),
    }
    assert [key for line, cell in review(small, Scope(NOVEMBER)).owed for key in [f"{line.key} {cell.system}"]] == [
        "e1 SGSI",
        "e2 SGC",
        "e3 SGC",
        "s1 SGC",
        "s3 SGC",
    ], "what is asked for indirectly is no gap"


def test_the_same_a_month_before_a_file_is_due_and_before_any_review(small):
    """At 31/10/2021 the headcount of October is not due yet; at 31/03/2021 the last review is M2, which agreed one
    improvement, and A1 came after it; at 31/01/2021 there was none."""
    assert gaps(small, date(2021, 10, 31))["e2 SGC"] == (
        "awaited",
        "aún no llega, se espera el 10/11/2021: «Dotación de servidores»",
        "URH",
    )
    march, january = gaps(small, date(2021, 3, 31)), gaps(small, date(2021, 1, 31))
    assert march["s1 SGC"] == ("evident", "") and march["s3 SGC"][:2] == (
        "partial",
        "ningún registro recoge todavía la conclusión",
    )
    assert march["e2 SGC"] == ("missing", "sin filas en «Dotación de servidores»", "URH")
    assert january["s1 SGC"] == ("missing", "no hay acta de una revisión hasta el 31/01/2021", "UPPM")
