"""Holds the cross-walk to its shape: 22 inputs and 6 outputs of the review, 7 gaps, and names that can exist."""

import re
import shutil
from dataclasses import FrozenInstanceError, replace

import pytest

from conftest import ROOT
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.review import (
    OutputRows,
    load_clauses,
    load_cross_walk,
    load_gaps,
    missing_evidence,
    registers_of,
)


@pytest.fixture(scope="session")
def catalog(whole_catalog):
    return whole_catalog


LIBRARY = ROOT / "sig_metrics" / "definitions"
CODE = re.compile(r"(PLN|MAN|SEG|MEJ)-\d{2}")
NAME = re.compile(r"[a-z][a-z_]*[a-z]")
CLAUSE = {
    "SGC": r"9\.3\.(2 [a-f]\d?|3( [a-c])?)",
    "SGAS": r"(9\.3\.1( [a-f]\d?)?|9\.3\.2|9\.4|8\.2|5\.1)",
    "SGSI": r"(9\.3( [a-f]\d?)?|7\.1)",
    "SGSST": r"9\.3( [a-g]\d?)?",
}


@pytest.fixture
def root(tmp_path):
    for name in ("clauses.toml", "gaps.toml"):
        shutil.copy(LIBRARY / name, tmp_path)
    return tmp_path


def edit(root, file, old, new):
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"«{old}» is not in {file}: the test would break nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_there_are_22_inputs_and_each_has_evidence():
    inputs = load_clauses()
    assert [each.number for each in inputs] == list(range(1, 23))
    for each in inputs:
        assert each.input and each.page and each.registers and each.clauses, each.number
        assert each.indicators or each.every_indicator or each.objectives, each.number
        assert all(NAME.fullmatch(name) for name in each.registers), each.number
        assert all(CODE.fullmatch(code) for code in each.indicators), each.number
        assert len(set(each.registers)) == len(each.registers) and len(set(each.indicators)) == len(each.indicators)


# By hand, from the data sets that the domain names for each input: the agreements of before, the context and its changes, what
# the parties need, the objectives of the policy, and the body that reviews with its sessions.
ANSWERED_BY = {
    1: {"agreement"},
    2: {"context_review", "context_item", "system_change", "plan_change"},
    3: {"context_review", "interested_party"},
    7: {"policy_objective"},
    22: {"minutes", "agreement", "session_attendance", "agenda_item", "vote"},
}


def test_the_registers_of_a_session_and_of_the_context_answer_their_inputs():
    found = {each.number: set(each.registers) for each in load_clauses() if each.number in ANSWERED_BY}
    assert found == ANSWERED_BY
    assert [(each.number, each.objectives) for each in load_clauses() if each.objectives] == [(7, "policy_objective")]
    assert [each.number for each in load_clauses() if each.every_indicator] == [10], "objectives answer for the policy"


def test_clauses_are_of_their_standard(catalog):
    walk = load_cross_walk()
    for each in (*walk.inputs, *walk.outputs):
        assert len(set(each.clauses)) == len(each.clauses)
        for clause in each.clauses:
            assert clause.system in catalog.vocabularies["system"]
            assert re.fullmatch(CLAUSE[clause.system], clause.clause), (each.number, clause)


def test_every_standard_has_its_whole_list():
    named = {
        system: {c.clause for each in load_clauses() for c in each.asked_by(system) if not c.indirect}
        for system in CLAUSE
    }
    assert named["SGC"] == {f"9.3.2 {letter}" for letter in "a b c1 c2 c3 c4 c5 c6 c7 d e f".split()}
    assert named["SGSST"] == {f"9.3 {letter}" for letter in "a b b1 b2 b3 c d1 d2 d3 d4 d5 d6 e f g".split()}
    assert named["SGSI"] == {f"9.3 {letter}" for letter in "a b c1 c2 c3 c4 d e f".split()}
    assert named["SGAS"] == {f"9.3.1 {letter}" for letter in "a b c1 c2 c3 c4 c5 c6 d e".split()} | {"9.3.2", "9.4"}


def test_missing_evidence_names_what_the_catalogue_lacks(catalog):
    twelfth = load_clauses()[11]
    assert missing_evidence(twelfth, catalog) == ()
    few = type(twelfth)(1, "x", (), ("business_associate", "no_such"), ("MAN-03", "MAN-99"), "x", "UPPM")
    assert missing_evidence(few, catalog) == ("no_such", "MAN-99")
    aims = type(twelfth)(1, "x", (), ("business_associate",), (), "x", "UPPM", objectives="no_aims")
    assert missing_evidence(aims, catalog) == ("no_aims",)


def test_the_outputs_are_those_of_the_standards(catalog):
    """ISO 9001 § 9.3.3 a to c and its records; ISO 45001 asks for all of them; the other two, for improvement, changes and
    records, and ISO 37001 for what is told to the governing body too."""
    walk = load_cross_walk()
    assert [each.number for each in walk.outputs] == [1, 2, 3, 4, 5, 6]
    asked = {
        system: {
            each.number: [c.clause for c in each.asked_by(system)] for each in walk.outputs if each.asked_by(system)
        }
        for system in CLAUSE
    }
    assert asked["SGC"] == {1: ["9.3.3 a"], 2: ["9.3.3 b"], 3: ["9.3.3 c"], 6: ["9.3.3"]}
    assert (
        set(asked["SGAS"]) == {1, 2, 5, 6}
        and set(asked["SGSI"]) == {1, 2, 6}
        and set(asked["SGSST"]) == {1, 2, 3, 4, 5, 6}
    )
    assert {each.owner for each in (*walk.inputs, *walk.outputs)} <= set(catalog.vocabularies["unit"])
    assert not any(clause.indirect for each in walk.outputs for clause in each.clauses)


def test_what_evidences_an_output_names_its_words_and_its_columns(catalog):
    walk = load_cross_walk()
    for part in (walk.held, *(rows for each in walk.outputs for rows in each.rows)):
        assert bool(part.column) == bool(part.among)
        if part.column:
            words = catalog.vocabularies[catalog.registers[part.register].column(part.column).vocabulary]
            assert set(part.among) <= set(words), part
    few = replace(
        walk.outputs[0], rows=(OutputRows("no_such", "x"), OutputRows("minutes", "x", filled=("period", "told")))
    )
    assert missing_evidence(few, catalog) == ("no_such", "minutes.told")


def test_a_register_of_another_system_evidences_no_clause_of_this_one(catalog):
    """Of the incidents, those of safety and health are of the SGSST alone, and those of security of the SGSI."""
    found = {system: registers_of(catalog, system, "ISO", load_clauses()) for system in CLAUSE}
    assert "ISO § 9.3 c" in found["SGSI"]["security_incident"] and "sst_event" not in found["SGSI"]
    assert "ISO § 9.3 d1" in found["SGSST"]["sst_event"] and "security_incident" not in found["SGSST"]


def test_there_are_7_gaps_of_known_activities_systems_and_stage(catalog):
    gaps = load_gaps()
    assert len(gaps) == 7 and len({gap.title for gap in gaps}) == 7
    for gap in gaps:
        assert (gap.year, gap.version) == (2021, "05")
        assert gap.text.endswith(".") and re.search(r"\d", gap.norm)
        assert gap.stage in catalog.vocabularies["stage"]
        assert gap.systems and set(gap.systems) <= set(catalog.vocabularies["system"])
        assert gap.activities and all(re.fullmatch(r"0[1-9]|1\d|2[0-5]", activity) for activity in gap.activities)


def test_rows_are_frozen():
    with pytest.raises(FrozenInstanceError):
        load_gaps()[0].title = "x"


BROKEN = {
    "unknown key": (load_clauses, "clauses.toml", "page =", "pagina =", ["clauses.toml", "«pagina»", "«page»"]),
    "nested unknown key": (
        load_clauses,
        "clauses.toml",
        "clause =",
        "clausula =",
        ["clauses.toml", "clauses[0]", "«clausula»", "«clause»"],
    ),
    "out of order": (
        load_clauses,
        "clauses.toml",
        "number = 2\n",
        "number = 1\n",
        ["clauses.toml", "number = 2", "dice 1"],
    ),
    "another table": (load_clauses, "clauses.toml", "[[inputs]]", "[[input]]", ["clauses.toml", "«input»", "«inputs»"]),
    "an output without its words": (
        load_cross_walk,
        "clauses.toml",
        ', says = "acuerdos de mejora"',
        "",
        ["clauses.toml", "outputs[0]", "rows", "«says»"],
    ),
    "outputs out of order": (
        load_cross_walk,
        "clauses.toml",
        "number = 2\noutput",
        "number = 3\noutput",
        ["clauses.toml: outputs", "number = 2", "dice 3"],
    ),
    "two registers of minutes": (
        load_cross_walk,
        "clauses.toml",
        "[[held]]",
        '[[held]]\nregister = "audit"\n[[held]]',
        ["clauses.toml: held", "más de una"],
    ),
    "not a list": (
        load_clauses,
        "clauses.toml",
        'registers = ["agreement"]',
        'registers = "agreement"',
        ["registers", "lista"],
    ),
    "missing key": (load_gaps, "gaps.toml", 'stage = "maintenance"\n', "", ["gaps.toml", "gaps[0]", "«stage»"]),
    "unknown key of a gap": (load_gaps, "gaps.toml", "norm =", "norma =", ["gaps.toml", "«norma»", "«norm»"]),
    "wrong type": (load_gaps, "gaps.toml", 'stage = "maintenance"', "stage = 1", ["gaps.toml", "stage", "str"]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_cross_walk_is_named(root, case):
    load, file, old, new, words = BROKEN[case]
    edit(root, file, old, new)
    with pytest.raises(CatalogError) as caught:
        load(root)
    assert [word for word in words if word not in str(caught.value)] == [], str(caught.value)
