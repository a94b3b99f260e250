"""Holds the date of an agreement: a file that says another is refused with what to do, and what was wrong is annulled."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from conftest import codes, rows_only
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.catalog.registers import read_register
from sig_metrics.language.problems import Refused
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.publish.references import prepare_in
from sig_metrics.store import LocalStore

MINUTES = b"minutes,kind,held_on,period\nACT-2021-01,committee,2021-02-25,2021\n"
HEAD = "agreement,minutes,kind,unit,due_on,fulfilled_on,note\n"


@pytest.fixture
def bare(whole_catalog):
    part = {n: replace(r) for n, r in whole_catalog.registers.items() if n in ("minutes", "agreement")}
    return replace(rows_only(whole_catalog), registers=part)


@pytest.fixture
def store(tmp_path, bare):
    store = LocalStore(tmp_path / "store", wait=1)
    assert load_file(store, bare, Incoming("minutes", "actas.csv", MINUTES), "UPPM").loaded
    assert load(store, bare, "ACU-2021-001,ACT-2021-01,change,UTI,2021-06-30,,").load == 2
    return store


def load(store, catalog, *lines, mode="merge"):
    content = (HEAD + "\n".join(lines) + "\n").encode()
    return load_file(store, catalog, Incoming("agreement", "acuerdos.csv", content, mode), "UTI")


def due(store):
    with closing(store.open()) as snapshot:
        return {row["agreement"]: row["due_on"] for row in snapshot.rows("select agreement, due_on from agreement")}


@pytest.mark.parametrize("mode", ["merge", "replace"])
def test_no_file_moves_the_date_of_an_agreement(store, bare, mode):
    report = load(
        store,
        bare,
        "ACU-2021-002,ACT-2021-01,change,UTI,2021-08-31,,",
        "ACU-2021-001,ACT-2021-01,change,UTI,2021-09-30,,",
        mode=mode,
    )
    assert codes(report.problems) == ["unchanged_column"] and not report.loaded
    (problem,) = report.problems
    assert (problem.row, problem.value) == (3, "30/09/2021")
    for said in ("ACU-2021-001", "30/06/2021", "30/09/2021", "otra sesión", "anule la carga n.º 2"):
        assert said in problem.message, problem.message
    assert due(store) == {"ACU-2021-001": date(2021, 6, 30)}


def test_it_is_told_before_it_is_confirmed(store, bare):
    content = (HEAD + "ACU-2021-001,ACT-2021-01,change,UTI,2021-09-30,,\n").encode()
    with pytest.raises(Refused) as refused:
        prepare_in(store, bare, Incoming("agreement", "acuerdos.csv", content))
    assert codes(refused.value.problems) == ["unchanged_column"]


def test_the_rest_of_it_changes_and_the_same_date_is_no_change(store, bare):
    assert load(store, bare, "ACU-2021-001,ACT-2021-01,change,UTI,30/06/2021,2021-06-29,Cumplido").changed == 1
    assert due(store) == {"ACU-2021-001": date(2021, 6, 30)}


def test_what_was_loaded_by_mistake_is_annulled_and_loaded_again(store, bare):
    annul(store, bare, 2, "La fecha se escribió mal", "UPPM")
    assert load(store, bare, "ACU-2021-001,ACT-2021-01,change,UTI,2021-09-30,,").new == 1
    assert due(store) == {"ACU-2021-001": date(2021, 9, 30)}


def test_data_of_before_the_rule_are_made_again_as_they_were(store, bare):
    """A file that moved the date was accepted when there was no such rule: an annulment repeats it."""
    free = replace(bare, registers=bare.registers | {"agreement": replace(bare.registers["agreement"], rules=())})
    assert load(store, free, "ACU-2021-001,ACT-2021-01,change,UTI,2021-09-30,,").changed == 1
    assert load(store, free, "ACU-2021-002,ACT-2021-01,change,UTI,2021-09-30,,").load == 4
    annul(store, bare, 4, "No era de esta acta", "UPPM")
    assert due(store) == {"ACU-2021-001": date(2021, 9, 30)}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('kind = "unchanged"', 'kind = "unchange"', "unchanged"),
        ('instead = "Un', '# instead = "Un', "instead"),
        ('kind = "not_future"', 'kind = "not_future"\ninstead = "Otra cosa."', "instead"),
        ('key = ["agreement"]', 'key = ["agreement"]\nreserved = true', "reservado"),
    ],
)
def test_the_rule_is_read_with_care(tmp_path, before, after, said):
    catalog = default_catalog()
    text = (catalog.root / "registers" / "agreement.toml").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "agreement.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogError, match=said):
        read_register(tmp_path / "agreement.toml", catalog.vocabularies)
