"""What a management review has of what the four standards ask: the demonstration at 30/11/2021, worked out by hand, and a
small store in which each kind of gap occurs.

The demonstration has audits and findings of the SGC and the SGAS alone; its last review is ACT-2021-04, of 25/11/2021, with
agreements of improvement for every system, of change for the SGAS and of resources for the SGSI; its minutes conclude, but do
not say when anybody was told; and no action has come of it yet. The one before is ACT-2021-02, of 25/03/2021, whose
agreements name no system."""

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
e1 EEEE e2 EEEE e3 eeEE e4 ---E e5 -EEE e6 EeEE e7 EeEE e8 E--- e9 EEPP e10 EEPP e11 EEMM e12 Ee-- e13 -E-- e14 -E--
e15 --eE e16 ---E e17 ---E e18 EeeE e19 EEEe e20 EEEE e21 -E-- e22 -E--
s1 PPPP s2 MEMM s3 M--M s4 ---P s5 -M-M s6 EEEE
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
    # gaps first: by how many systems have nothing, then by how many have a part, in the order of a session
    assert [line.key for line in seen.inputs][:5] == ["e11", "e9", "e10", "e1", "e2"]
    assert [line.key for line in seen.outputs] == ["s2", "s3", "s5", "s1", "s4", "s6"]
    assert seen.tally("input") == {"evident": 44, "missing": 2, "partial": 4, "awaited": 0}
    assert seen.tally("input", "SGC") == {"evident": 12, "missing": 0, "partial": 0, "awaited": 0}
    assert seen.cell("e99", "SGC") is None and seen.cell("e1", "X") is None and not seen.cell("s4", "SGC")[1].clauses
    assert seen.tally("output", "SGSST") == {"evident": 1, "missing": 3, "partial": 2, "awaited": 0}


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


def test_what_has_no_period_is_known_by_its_day_its_year_or_what_it_points_to(demo_snapshot, whole_catalog):
    """Objectives are of 2021; an item of the context holds since its day; a vote is of the day of its minutes."""
    held = {each["minutes"]: each["held_on"] for each in rows("minutes")}
    agreed = {each["agreement"]: held[each["minutes"]] for each in rows("agreement")}
    for cutoff, aims in ((date(2020, 12, 31), 0), (date(2021, 6, 30), 4), (NOVEMBER, 4)):
        seen, day = found(demo_snapshot, whole_catalog, cutoff), cutoff.isoformat()
        assert item(seen, "e7", "SGC", "policy_objective").rows == aims
        context = [
            each for each in rows("context_item") if each["since"] <= day and "SGC" in each["systems"].split("/")
        ]
        assert item(seen, "e2", "SGC", "context_item").rows == len(context)
        votes = [each for each in rows("vote") if agreed[each["agreement"]] <= day]
        assert item(seen, "e22", "SGAS", "vote").rows == len(votes)


@pytest.mark.parametrize(
    ("cutoff", "code", "day"),
    [(date(2021, 10, 31), "ACT-2021-02", date(2021, 3, 25)), (NOVEMBER, "ACT-2021-04", date(2021, 11, 25))],
)
def test_its_outputs_are_those_of_the_last_review(demo_snapshot, whole_catalog, cutoff, code, day):
    seen = found(demo_snapshot, whole_catalog, cutoff)
    assert (seen.held.code, seen.held.held_on) == (code, day)
    for system in ("SGC", "SGAS", "SGSI", "SGSST"):
        agreed = [
            each["kind"]
            for each in rows("agreement")
            if each["minutes"] == code and (not each["systems"] or system in each["systems"].split("/"))
        ]
        for key, kind in (("s1", "improvement"), ("s2", "change"), ("s3", "resource")):
            if seen.cell(key, system)[1].clauses:
                assert item(seen, key, system, "agreement").rows == agreed.count(kind)
        born = [
            each["action"]
            for each in rows("improvement_action")
            if each["origin"] == "review"
            and system in each["systems"].split("/")
            and day.isoformat() <= each["opened_on"] <= cutoff.isoformat()
        ]
        dataset = Dataset(demo_snapshot, whole_catalog)
        for at, told in ((0, agreed.count("improvement")), (1, len(born))):
            part = seen.cell("s1", system)[1].items[at].of
            assert len(output_lines(dataset, part, system, cutoff)) == told
        assert item(seen, "s1", system, "improvement_action").rows == len(born)
        assert bool(born) == (cutoff < NOVEMBER)


def test_before_any_review_no_output_has_evidence(demo_snapshot, whole_catalog):
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
    told = {key: lacking_said(whole_catalog, seen, seen.cell(key, "SGSST")[1]) for key in ("s1", "s2", "s4", "s5")}
    assert told == {
        "s1": ["no hay acciones de mejora nacidas de una revisión del SGSST desde el 25/11/2021"],
        "s2": ["el acta ACT-2021-04 no tiene acuerdos de cambio del SGSST"],
        "s4": [
            "el acta ACT-2021-04 no tiene acuerdos sobre la integración con otros procesos del SGSST",
            "el acta ACT-2021-04 no tiene acuerdos sobre implicancias estratégicas del SGSST",
        ],
        "s5": ["el acta ACT-2021-04 no dice cuándo se comunicó a los trabajadores"],
    }
    assert summary(whole_catalog, seen) == [
        "Con evidencia al 30 de noviembre de 2021: **44 de las 50** entradas que piden las 4 normas; **en parte, 4**; "
        "!!sin ninguna, 2!!: resultados de las auditorías (SGSI y SGSST, de UPPM).",
        "Salidas con evidencia: **5 de 17**; **en parte, 5**; !!sin ninguna, 7!!: necesidad de cambios en el sistema "
        "(SGC, SGSI y SGSST, de UPPM), necesidad de recursos (SGC y SGSST, de UPPM) y 1 más.",
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
    assert letters(seen)["e1"] == "AAAA" and letters(seen)["e11"] == "AAMM" and letters(seen)["s6"] == "EEEE"
    _, cell = seen.cell("e1", "SGC")
    assert lacking_said(whole_catalog, seen, cell) == [
        "aún no llega, se espera el 10/01/2022: «Acuerdos»",
        "MAN-07: aún no llega",
    ]


def test_its_document(demo_snapshot, whole_catalog):
    dataset = Dataset(demo_snapshot, whole_catalog)
    told = review_document(dataset, review(dataset, Scope(NOVEMBER, system="SGSI")))
    assert told["held"] == {"code": "ACT-2021-04", "held_on": date(2021, 11, 25)} and told["system"] == "SGSI"
    first = told["rows"][0]
    assert (first["key"], first["cells"][0]["state"], first["cells"][0]["owners"]) == ("e11", "missing", ["UPPM"])
    assert first["cells"][0]["clauses"] == ["9.3 c3"] and first["cells"][0]["activities"] == ["05", "15"]
    assert {"indicator": "MAN-05", "state": "no_data", "value": None} in first["cells"][0]["evidence"]
    assert told["counts"]["inputs"] == {"SGSI": {"evident": 8, "missing": 1, "partial": 2, "awaited": 0}}


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
        "s1 SGC": ("missing", "el acta M3 no tiene acuerdos de mejora del SGC", "UPPM"),
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
