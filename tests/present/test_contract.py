"""Holds the contract of the definitions to the dataclasses and to the files: words for every field, and schemas that
tell good from bad."""

import json
import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date

import pytest

from conftest import ROOT
from sig_metrics.catalog.drill import FIELDS, Query
from sig_metrics.catalog.model import Check, Code, Column, Indicator, Register
from sig_metrics.present.contract import comments, comments_of, found, written
from sig_metrics.present.definitions import PARTS, describe_definitions
from sig_metrics.present.schema import FILES, schema_of, schema_text, write_schemas

DEFINITIONS = ROOT / "sig_metrics" / "definitions"
SCHEMAS = DEFINITIONS / "schema"
RUN = "the definitions or their fields changed: run «python -m sig_metrics describe» and commit what it wrote"
KINDS = [kind for *_, tables in PARTS for _, kind in tables]
KNOWN = {
    "$schema",
    "title",
    "description",
    "type",
    "format",
    "default",
    "enum",
    "items",
    "properties",
    "required",
    "additionalProperties",
}
FORMS = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}


def faults(schema: dict, value: object, where: str = "") -> list[str]:
    """What of a value is not as a schema says: types, required and unknown keys, choices. Other words of a schema
    are not known here."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if schema.get("format") == "date":
        return [] if type(value) is date else [f"{where}: no date"]
    kind = schema["type"]
    if not isinstance(value, FORMS[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return [f"{where}: no {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: «{value}» is no choice"]
    if kind == "array":
        return [fault for n, each in enumerate(value) for fault in faults(schema["items"], each, f"{where}[{n}]")]
    if kind != "object":
        return []
    own, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    wrong = [f"{where}: {name} is missing" for name in schema.get("required", []) if name not in value]
    for name, each in value.items():
        if name in own or isinstance(others, dict):
            wrong += faults(own.get(name, others), each, f"{where}.{name}")
        elif others is False:
            wrong.append(f"{where}: unknown {name}")
    return wrong


def schema(name: str) -> dict:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


def toml(name: str) -> dict:
    return tomllib.loads((DEFINITIONS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_words(kind):
    for name, said in comments(kind).items():
        assert len(said.removeprefix("found: ")) >= 6, f"{kind.__name__}.{name}: «{said}»"


def test_every_shape_of_the_definitions_is_in_the_contract():
    nested = {name for kind in KINDS for each in fields(kind) for name in re.findall(r"\.([A-Z]\w+)", str(each.type))}
    assert (
        nested <= {kind.__name__ for kind in KINDS} | {"ForwardRef"}
        and {"Column", "Target", "Bands", "Disclosure", "ReleasedTable", "Clause"} <= nested
    )


@dataclass(frozen=True)
class Mute:
    said: str  # it has its words
    unsaid: str


def test_a_field_without_words_is_refused():
    with pytest.raises(ValueError, match="Mute: .*: unsaid$"):
        comments(Mute)


def test_words_are_those_of_their_own_field():
    source = '''class A:
    """Not # this."""
    one: str = "a#b"  # first: of one
    two: dict = f(1)  # of # two
    three: int
    # above
    # four
    four: dict = f(
        1)
    five: dict = f(  # beside five
        1)
    # of nobody
'''
    assert comments_of(source) == {
        "one": "first: of one",
        "two": "of # two",
        "three": "",
        "four": "above four",
        "five": "beside five",
    }
    assert (
        comments(Code)["label"] == "what a reader sees, in Spanish"
        and comments(Column)["pad"] == "codes that Excel keeps as numbers: «1» is «01»"
    )


def test_what_the_reader_finds_is_no_key_of_a_file(whole_catalog):
    assert set(found(Indicator)) == {"name", "sql", "backlog", "added", "events", "factors", "reserved"} and set(
        found(Register)
    ) == {"name"}
    assert set(found(Check)) == {"name", "sql"} and set(found(Code)) == {"code", "order"}
    for kind in KINDS:
        assert {each.name for each in written(kind, whole_catalog)} | set(found(kind)) == {
            each.name for each in fields(kind)
        }
    assert {each.name for each in written(Query, whole_catalog)} == FIELDS, "what the reader of drill.toml takes"


def test_the_document_has_a_line_for_each_key(whole_catalog):
    text = describe_definitions(whole_catalog)
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(lines) == sum(len(written(kind, whole_catalog)) for kind in KINDS) > 100
    assert (
        "| `type` | text | — | what its cells are. One of `text`, `int`, `decimal`, `date`, `code`, `codes` |" in lines
    )
    assert "| `unit` | text | — | of its value. A word of `measure_unit` |" in lines
    assert (
        "| `due_day` | whole number | `10` | days after the end of a period by which its file is expected; proposed |"
        in lines
    )
    headings = {
        "".join(c for c in each.lower().replace(" ", "-") if c.isalnum() or c in "-_")
        for each in re.findall(r"^### (.+)$", text, re.M)
    }
    assert (links := set(re.findall(r"\]\(#([^)]+)\)", text))) <= headings and len(links) == 29


@pytest.mark.parametrize("name", FILES)
def test_the_committed_schemas_are_the_generated_ones(whole_catalog, name):
    assert (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(name, whole_catalog), RUN


def test_there_is_a_schema_for_each_kind_of_file_and_no_other(whole_catalog, tmp_path):
    made = write_schemas(whole_catalog, tmp_path / "schema")
    assert sorted(path.name for path in SCHEMAS.iterdir()) == sorted(path.name for path in made)
    assert b"\r" not in made[0].read_bytes() and schema("check")["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("name", FILES)
def test_every_definition_is_good_for_its_schema(name):
    files = sorted((DEFINITIONS / f"{name}s").glob("*.toml"))
    assert len(files) >= (20 if name == "paper" else 40)
    assert {path.name: wrong for path in files if (wrong := faults(schema(name), toml(f"{name}s/{path.name}")))} == {}


BROKEN = {
    "a key that nobody knows": ("register", "qrd", lambda it: it.update(cadense="monthly"), ": unknown cadense"),
    "no title": ("register", "qrd", lambda it: it.pop("title"), ": title is missing"),
    "a cadence that is none": (
        "register",
        "qrd",
        lambda it: it.update(cadence="weekly"),
        ".cadence: «weekly» is no choice",
    ),
    "a text where a number goes": ("register", "qrd", lambda it: it.update(due_day="10"), ".due_day: no integer"),
    "a truth where a number goes": ("register", "qrd", lambda it: it.update(order=True), ".order: no integer"),
    "a column without a heading": (
        "register",
        "qrd",
        lambda it: it["columns"][0].pop("heading"),
        ".columns[0]: heading is missing",
    ),
    "a type that is none": (
        "register",
        "qrd",
        lambda it: it["columns"][1].update(type="integer"),
        ".columns[1].type: «integer» is no choice",
    ),
    "a list of words in one text": ("register", "qrd", lambda it: it.update(key="case"), ".key: no array"),
    "a unit of measure that is none": (
        "indicator",
        "agreement_on_time_rate",
        lambda it: it.update(unit="%"),
        ".unit: «%» is no choice",
    ),
    "a system that is none": (
        "indicator",
        "agreement_on_time_rate",
        lambda it: it["systems"].append("SGX"),
        ".systems[4]: «SGX» is no choice",
    ),
    "a date in a text": (
        "indicator",
        "agreement_on_time_rate",
        lambda it: it["targets"][0].update(since="2021-01-01"),
        ".targets[0].since: no date",
    ),
    "what the reader finds": (
        "indicator",
        "agreement_on_time_rate",
        lambda it: it.update(backlog="select 1"),
        ": unknown backlog",
    ),
    "a severity that is none": (
        "check",
        "agreement_before_minutes",
        lambda it: it.update(severity="high"),
        ".severity: «high» is no choice",
    ),
    "a table of numbers": (
        "check",
        "agreement_before_minutes",
        lambda it: it.update(headings={"n": 1}),
        ".headings.n: no string",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_definition_is_not(name):
    kind, file, change, said = BROKEN[name]
    document = toml(f"{kind}s/{file}.toml")
    assert faults(schema(kind), document) == []
    change(document)
    assert faults(schema(kind), document) == [said]


def test_a_schema_admits_what_the_reader_admits(whole_catalog):
    """A whole number where a number goes, no more than the keys without a default, a table of targets."""
    made = schema_of(Indicator, whole_catalog)
    assert made["properties"]["scale"]["type"] == "number" and made["properties"]["scale"]["default"] == 1.0
    assert set(schema_of(Column, whole_catalog)["required"]) == {"name", "heading", "type", "definition"}
    assert (
        made["properties"]["targets"]["items"]["properties"]["since"]["format"] == "date"
        and "default" not in made["properties"]["unit"]
    )
