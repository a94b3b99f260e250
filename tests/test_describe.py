"""Holds the generated documents to the definitions, and each definition to its place in them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from conftest import ROOT
from sig_metrics.definitions import Bands, Target
from sig_metrics.describe import allowed_text, describe_indicators, describe_registers, write_docs


@pytest.fixture(scope="session")
def catalog(whole_catalog):
    return whole_catalog

RUN = "the definitions changed: run «python -m sig_metrics describe» and commit docs/"


@pytest.mark.parametrize(("name", "describe"), [("indicators.md", describe_indicators), ("registers.md", describe_registers)])
def test_the_committed_documents_are_the_generated_ones(catalog, name, describe):
    path = ROOT / "docs" / name
    assert path.exists(), RUN
    assert path.read_text(encoding="utf-8") == describe(catalog), RUN


def test_every_indicator_says_everything_that_defines_it(catalog):
    text = " ".join(describe_indicators(catalog).split())
    for indicator in catalog.indicators.values():
        start = text.index(f"## {indicator.code} · {indicator.title}")
        ficha = text[start : text.index("```", text.index("```sql", start) + 3)]
        said = [indicator.name, indicator.definition, indicator.why, indicator.limits, indicator.numerator, indicator.denominator,
                *indicator.clauses, *indicator.activities, *indicator.systems, *indicator.reads,
                *(target.text for target in indicator.targets), " ".join(indicator.sql.split()),
                *(catalog.label("stage", stage) for stage in indicator.stages),
                *(catalog.register(name).title for name in indicator.source_registers)]  # fmt: skip
        assert [each for each in said if " ".join(each.split()) not in ficha] == []


def test_every_register_says_every_column_rule_and_reference(catalog):
    text = describe_registers(catalog)
    for register in catalog.registers.values():
        section = text[text.index(f"\n## {register.title}\n") + 1 :].split("\n## ")[0]
        for column in register.columns:
            row = next(line for line in section.splitlines() if f"| `{column.name}` |" in line)
            assert row.startswith(f"| {column.heading} |") and column.definition in row and column.example in row
            assert ("| sí |" in row) == column.required
        assert section.count("\n- «") == len(register.rules) + len(register.references)
        assert f"python -m sig_metrics load {register.name} " in section


def test_every_link_leads_somewhere(catalog):
    documents = {"indicators.md": describe_indicators(catalog), "registers.md": describe_registers(catalog)}
    anchors = {name: {"".join(c for c in heading.lower().replace(" ", "-") if c.isalnum() or c in "-_")
                      for heading in re.findall(r"^## (.+)$", text, re.M)} for name, text in documents.items()}  # fmt: skip
    for name, text in documents.items():
        for file, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text):
            if anchor:
                assert anchor in anchors[file or name], anchor
            else:
                assert (ROOT / "docs" / file).exists(), file


def test_targets_say_their_validity_and_bands_their_side(catalog):
    late = replace(catalog.indicator("plan_on_time_rate"), direction="down", bands=Bands(0.05, 0.1, "N"), targets=(
        Target(0.05, "5 %", "N", date(2020, 1, 1), date(2020, 12, 31)), Target(0.04, "4 %", "P", date(2021, 1, 1))))  # fmt: skip
    text = describe_indicators(replace(catalog, indicators={late.name: late}))
    assert "5 % (base: norma; vigente del 01/01/2020 al 31/12/2020); 4 % (base: propuesto; vigente desde el 01/01/2021)" in text
    assert "«cerca de la meta» hasta 5.0 %; «bajo la meta» hasta 10.0 %" in text
    assert "| 4.0 % |" in text, "the summary shows the last target"


def test_an_indicator_without_target_says_so(catalog):
    bare = replace(catalog.indicator("plan_delivered_rate"), targets=(), bands=None)
    text = describe_indicators(replace(catalog, indicators={bare.name: bare}))
    assert "**Meta:** sin meta" in text and "Bandas" not in text


def test_a_bar_in_a_definition_does_not_break_the_table(catalog):
    register = catalog.register("definition")
    column = replace(register.columns[2], definition="uno | dos\ntres")
    odd = replace(register, columns=(*register.columns[:2], column, *register.columns[3:]))
    assert "uno \\| dos tres" in describe_registers(replace(catalog, registers={odd.name: odd}))


def test_the_values_of_a_column_in_words(catalog):
    deliverable, plan = catalog.register("deliverable"), catalog.register("plan")
    assert allowed_text(deliverable.column("state"), catalog) == "En elaboración; Entregado; Validado"
    assert allowed_text(deliverable.column("year"), catalog) == "de 2015 a 2100"
    assert allowed_text(plan.column("target"), catalog) == "de 0 a 999; sin valor: vacío o «No aplica»"
    assert allowed_text(catalog.register("plan_budget").column("amount"), catalog) == "desde 0"
    assert allowed_text(deliverable.column("note"), catalog) == ""


def test_the_documents_are_written_where_asked(catalog, tmp_path):
    paths = write_docs(catalog, tmp_path / "docs")
    assert [path.name for path in paths] == ["indicators.md", "registers.md"]
    assert b"\r" not in paths[0].read_bytes() and "python -m sig_metrics describe" in paths[1].read_text(encoding="utf-8")
