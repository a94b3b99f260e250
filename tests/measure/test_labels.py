"""Every group of every break-out has words for a reader, in the order of its vocabulary; JSON keeps the codes."""

import json
from dataclasses import replace
from datetime import date

import pytest

from sig_metrics.catalog.model import OWN_WORDS
from sig_metrics.cli.commands import main
from sig_metrics.language import words
from sig_metrics.measure.compute import in_order, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.filters import DIMENSIONS, groupings
from sig_metrics.measure.labels import group_label
from sig_metrics.measure.scope import Scope, month_end

ENDS = [month_end(year, month) for year in (2020, 2021) for month in range(1, 13)]
AS_THEY_ARE = ("line", "activity")  # a sentence, and a number that readers know from the plan
ACRONYMS = ("system", "unit")  # institutional names: their label is the code, but each must be a word


@pytest.fixture(scope="module")
def catalog(whole_catalog):
    return whole_catalog


@pytest.fixture(scope="module")
def snapshot(demo_snapshot):
    return demo_snapshot


@pytest.fixture(scope="module")
def dataset(snapshot, catalog):
    return Dataset(snapshot, catalog)


@pytest.fixture(scope="module")
def groups(catalog, dataset) -> dict[tuple[str, str], set[str | None]]:
    """{(indicator, dimension): its groups at any month end of the demonstration}."""
    found: dict[tuple[str, str], set[str | None]] = {}
    for dimension in DIMENSIONS:
        divided = [each for each in catalog.indicators.values() if dimension in groupings(each)]
        for cutoff in ENDS:
            for m in measures(dataset, tuple(divided), Scope(cutoff), (dimension,)):
                found.setdefault((m.indicator.name, dimension), set()).add(m.group[0])
    return found


def test_every_group_of_every_indicator_has_a_label(catalog, dataset, groups):
    seen = set()
    for indicator in catalog.indicators.values():
        for dimension in groupings(indicator):
            codes = groups.get((indicator.name, dimension))
            assert codes, (indicator.name, dimension)
            for code in codes:
                label = group_label(dataset, indicator, dimension, code)
                if code is None:  # what has no group is a group of its own, so that they add up
                    assert label == words.say("group_unknown")
                elif dimension in AS_THEY_ARE:
                    assert label == code
                elif code is None and dimension != "ut":  # a case whose unit was left blank
                    assert label == words.say("group_unknown")
                elif dimension in ACRONYMS:
                    assert code in catalog.vocabularies[dimension] and label == catalog.label(dimension, code)
                else:
                    assert label and label != code, (indicator.name, dimension, code)
                seen.add((dimension, code))
    assert {dimension for dimension, _ in seen} == {"stage", "system", "unit", "line", "activity", "ut", *OWN_WORDS}
    assert {("ut", "none"), ("ut", "CAJ"), ("unit", None)} <= seen


def test_each_declared_vocabulary_fits_its_codes(catalog, snapshot):
    declared = 0
    for indicator in catalog.indicators.values():
        for dimension, vocabulary in indicator.labels.items():
            found = {
                row["code"]
                for row in snapshot.rows(
                    f"select distinct {dimension} as code from cube where indicator = ?", [indicator.name]
                )
            }
            assert found and found <= set(catalog.vocabularies[vocabulary]), (indicator.name, dimension)
            declared += 1
    assert declared >= 16


@pytest.mark.parametrize(
    ("code", "dimension", "group", "label"),
    [
        ("SEG-14", "severity", "critical", "Crítica"),
        ("SEG-14", "kind", "phishing", "Suplantación (phishing)"),
        ("MAN-03", "severity", "high", "Alto"),
        ("MAN-03", "kind", "agreement", "Entidad con convenio"),
        ("SEG-16", "kind", "system", "Sistema operativo o base"),
        ("SEG-17", "domain", "A.10", "A.10 Criptografía"),
        ("SEG-10", "ut", "CAJ", "Cajamarca"),
        ("SEG-10", "ut", "none", "Sin UT"),
        ("SEG-10", "ut", None, "Sin UT"),
        ("SEG-10", "ut", "ZZZ", "ZZZ"),
        ("SEG-14", "kind", None, "Sin registrar"),
        ("PLN-01", "stage", "monitoring", "Seguimiento"),
        ("PLN-01", "unit", "ALL", "Todas"),
        ("PLN-01", "activity", "05", "05"),
    ],
)
def test_labels_by_hand(catalog, snapshot, code, dimension, group, label):
    assert group_label(Dataset(snapshot, catalog), catalog.indicator(code), dimension, group) == label


def test_a_product_has_the_words_of_its_factors(catalog):
    factor = catalog.indicator("SEG-14")
    product = replace(catalog.indicator("MEJ-04"), factors=(factor, factor))
    assert product.vocabulary("severity") == "security_severity" and product.vocabulary("unit") == "unit"
    assert len({factor, replace(factor, version=2)}) == 2, "an indicator can be in a set"


def test_groups_come_in_the_order_of_their_vocabulary(catalog, snapshot):
    dataset = Dataset(snapshot, catalog)
    scope = Scope(date(2021, 11, 30))
    controls = catalog.indicator("SEG-17")
    found = in_order(catalog, "domain", measures(dataset, (controls,), scope, ("domain",)))
    assert [m.group[0] for m in found] == [f"A.{n}" for n in range(5, 19)]
    incidents = catalog.indicator("SEG-14")
    all_of_it = [m for cutoff in ENDS for m in measures(dataset, (incidents,), Scope(cutoff), ("severity",))]
    assert list(dict.fromkeys(m.group[0] for m in in_order(catalog, "severity", all_of_it))) == [
        "critical",
        "high",
        "medium",
        "low",
    ]
    lost = replace(all_of_it[0], group=(None,))
    assert in_order(catalog, "severity", [lost, replace(lost, group=("zzz",)), all_of_it[0]])[0] is all_of_it[0]


def test_the_command_line_shows_words_and_its_json_keeps_codes(demo_folder, capsys):
    arguments = ["value", "SEG-17", "--by", "domain", "--cutoff", "2021-11", "--store", str(demo_folder)]
    assert main(arguments) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[1].startswith("A.5 Políticas de seguridad de la información  ") and shown[-1].startswith(
        "A.18 Cumplimiento  "
    )
    assert main([*arguments, "--json"]) == 0
    assert [row["domain"] for row in json.loads(capsys.readouterr().out)["rows"]] == [f"A.{n}" for n in range(5, 19)]
