"""Holds the generated documents to the definitions, and each definition to its place in them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from conftest import ROOT
from sig_metrics.catalog.model import Bands, Target
from sig_metrics.measure.compute import judge
from sig_metrics.present.columns import allowed_text
from sig_metrics.present.describe import (
    CADENCES,
    TARGET_RULES,
    bands_text,
    describe_indicators,
    describe_registers,
    formula_text,
)
from sig_metrics.present.documents import MADE, write_docs


@pytest.fixture(scope="session")
def catalog(whole_catalog):
    return whole_catalog


RUN = "the definitions changed: run «python -m sig_metrics describe» and commit docs/"


@pytest.mark.parametrize(("name", "describe"), MADE.items())
def test_the_committed_documents_are_the_generated_ones(catalog, name, describe):
    path = ROOT / "docs" / name
    assert path.exists(), RUN
    assert path.read_text(encoding="utf-8") == describe(catalog), RUN


def ficha_of(catalog, indicator) -> str:
    """The section of one indicator."""
    text = describe_indicators(catalog)
    return text[text.index(f"\n## {indicator.code} · {indicator.title}\n") + 1 :].split("\n## ")[0]


def test_every_indicator_says_everything_that_defines_it(catalog):
    for indicator in catalog.indicators.values():
        section = ficha_of(catalog, indicator)
        ficha = " ".join(section.split())
        assert ("```sql\n" in section) == bool(indicator.sql) and "```sql\n\n" not in section
        parts = [factor.code for factor in indicator.factors] or [indicator.numerator, indicator.denominator]
        said = [
            indicator.name,
            indicator.definition,
            indicator.why,
            indicator.limits,
            *parts,
            *indicator.clauses,
            *indicator.activities,
            *indicator.systems,
            *indicator.reads,
            *(target.text for target in indicator.targets),
            " ".join(indicator.sql.split()),
            *(catalog.label("stage", stage) for stage in indicator.stages),
            *(catalog.register(name).title for name in indicator.source_registers),
        ]
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
    anchors = {
        name: {
            "".join(c for c in heading.lower().replace(" ", "-") if c.isalnum() or c in "-_")
            for heading in re.findall(r"^## (.+)$", text, re.M)
        }
        for name, text in documents.items()
    }
    for name, text in documents.items():
        for file, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text):
            if anchor:
                assert anchor in anchors[file or name], anchor
            else:
                assert (ROOT / "docs" / file).exists(), file


def test_targets_say_their_validity_and_bands_their_side(catalog):
    late = replace(
        catalog.indicator("plan_on_time_rate"),
        direction="down",
        bands=Bands(0.05, 0.1, "N"),
        targets=(
            Target(0.05, "5 %", "N", date(2020, 1, 1), date(2020, 12, 31)),
            Target(0.04, "4 %", "P", date(2021, 1, 1)),
        ),
    )
    text = describe_indicators(replace(catalog, indicators={late.name: late}))
    assert (
        "5 % (base: norma; vigente del 01/01/2020 al 31/12/2020); 4 % (base: propuesto; vigente desde el 01/01/2021)"
        in text
    )
    assert "«cerca de la meta» hasta 5.0 %; «por encima del máximo» hasta 10.0 %" in text
    assert "| 4.0 % |" in text, "the summary shows the last target"


@pytest.mark.parametrize(
    ("direction", "bands", "said"),
    [
        (
            "down",
            Bands(1.1, 1.25, "P", relative=True),
            "«cerca de la meta» hasta 110 % de la meta; «por encima del máximo» hasta 125 % de la meta; después, «fuera de meta»",
        ),
        (
            "up",
            Bands(0.9, 0.75, "P", relative=True),
            "«cerca de la meta» desde 90 % de la meta; «bajo la meta» desde 75 % de la meta; después, «fuera de meta»",
        ),
        (
            "down",
            Bands(1.0, 1.2, "P", relative=True),
            "«por encima del máximo» hasta 120 % de la meta; después, «fuera de meta»",
        ),
        (
            "up",
            Bands(0.9, 0.9, "N", relative=True),
            "«cerca de la meta» desde 90 % de la meta; después, «fuera de meta»",
        ),
        ("up", Bands(0.8, 0.7, "N"), "«bajo la meta» desde 70.0 %; después, «fuera de meta»"),
        ("up", Bands(0.8, 0.8, "N"), "«fuera de meta» si no se cumple"),
        ("up", None, ""),
    ],
)
def test_bands_say_only_limits_that_leave_room(catalog, direction, bands, said):
    target = Target(0.8, "80 %", "N", date(2020, 1, 1))
    made = replace(catalog.indicator("plan_on_time_rate"), direction=direction, bands=bands, targets=(target,))
    assert bands_text(catalog, made).partition(" (base: ")[0] == said


def test_bands_said_and_bands_judged_agree(catalog):
    for indicator in catalog.indicators.values():
        if indicator.bands and indicator.bands.relative:
            good, fair = indicator.bands.limits(0.5)  # under every ceiling
            assert (good, fair) == (indicator.bands.good / 2, indicator.bands.fair / 2)
            assert f"{round(indicator.bands.fair * 100)} % de la meta" in bands_text(catalog, indicator)
            target = Target(0.5, "0.5", "P", date(2020, 1, 1))
            assert judge(indicator, fair, target) == "watch" and judge(indicator, 0.5, target) == "met"
            assert indicator.ceiling is None or judge(indicator, indicator.ceiling + 0.01, target) == "beyond"
    assert Bands(0.9, 0.75, "P").limits(2.0) == (0.9, 0.75)


def test_formulas_say_their_scale_and_products_their_factors(catalog):
    assert formula_text(catalog.indicator("MEJ-04")) == (
        "MEJ-02 (Índice de frecuencia de accidentes (IF)) × MEJ-03 (Índice de gravedad de accidentes (IG)) ÷ 1,000"
    )
    assert formula_text(catalog.indicator("SEG-10")).endswith(
        " ÷ Hogares afiliados al cierre del último bimestre × 10,000"
    )
    count = catalog.indicator("plan_overdue_count")
    assert formula_text(count) == count.numerator


def test_a_target_of_the_year_before_is_said(catalog):
    assert "**Meta:** no más que el acumulado del año anterior (base: propuesto)" in ficha_of(
        catalog, catalog.indicator("MEJ-04")
    )
    assert {i.target_rule for i in catalog.indicators.values()} - {""} <= set(TARGET_RULES)


def test_every_cadence_has_words(catalog):
    assert {register.cadence for register in catalog.registers.values()} <= set(CADENCES)


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
    assert [path.name for path in paths] == ["indicators.md", "registers.md", "definitions.md"]
    assert b"\r" not in paths[0].read_bytes() and "python -m sig_metrics describe" in paths[1].read_text(
        encoding="utf-8"
    )
