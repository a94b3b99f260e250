"""A dataset: what it refuses, and how long its answers are remembered."""

import gc
import weakref
from dataclasses import replace
from types import SimpleNamespace

import pytest

from sig_metrics.measure.dataset import Dataset, Outdated, dataset_of, open_dataset, register_rows, remembered

ASKED = []


@remembered(2)
def answer(dataset: Dataset, name: str) -> list[str]:
    ASKED.append(name)
    return [name]


@pytest.fixture(autouse=True)
def nothing_asked():
    ASKED.clear()


def test_an_answer_is_computed_once_and_of_its_dataset(catalog):
    one = Dataset(SimpleNamespace(), catalog)
    assert answer(one, "a") is answer(one, "a") and ASKED == ["a"]
    other = Dataset(one.snapshot, catalog)  # the same data, opened again
    assert other != one and answer(other, "a") == ["a"] and ASKED == ["a", "a"]


def test_another_dataset_lets_go_of_those_before(catalog):
    """Nothing else holds the file of an older snapshot."""
    one = Dataset(SimpleNamespace(), catalog)
    answer(one, "a")
    held = weakref.ref(one)
    Dataset(SimpleNamespace(), catalog)
    del one
    gc.collect()
    assert held() is None


def test_data_of_other_definitions_is_refused(plan_store, catalog):
    snapshot = plan_store.open()
    with pytest.raises(Outdated, match="refresh --store x"):
        dataset_of(snapshot, replace(catalog, fingerprint="another"), " --store x")
    assert dataset_of(snapshot, catalog).snapshot is snapshot
    snapshot.close()


def test_a_folder_is_opened_with_the_units_of_its_data(plan_store, catalog):
    dataset = open_dataset(plan_store.folder, catalog)
    assert (dataset.snapshot.number, dataset.catalog.fingerprint) == (1, catalog.fingerprint)
    # the plan of 2021 calls its stages so
    assert {row["stage"] for row in register_rows(dataset, "plan_stage")} == {
        "monitoring",
        "maintenance",
        "improvement",
    }
    assert [each.code for each in dataset.indicators(("PLN-01", "plan_on_time_rate"))] == ["PLN-01", "PLN-02"]
    dataset.close()
