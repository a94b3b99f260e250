"""A folder of definitions is read once; a copy that says the same, letter by letter, is not read again."""

import shutil
from pathlib import Path

import pytest

from sig_metrics.catalog.build import HERE, using
from sig_metrics.catalog.reader import default_catalog


@pytest.fixture
def copy(tmp_path) -> Path:
    return Path(shutil.copytree(HERE, tmp_path / "definitions"))


def read(root: Path):
    with using(root):
        return default_catalog()


def test_a_copy_has_the_same_objects_and_its_own_folder(copy, tmp_path):
    ours, theirs = read(HERE), read(copy)
    assert theirs.root == copy and ours.root == HERE
    assert theirs.indicators is ours.indicators and theirs.fingerprint == ours.fingerprint


@pytest.mark.parametrize("name", ["gaps.toml", "papers/qrd_status.toml", "queries/loads.sql", "indicators/seg_07.toml"])
def test_one_letter_more_is_another_folder(copy, name):
    read(HERE)
    path = next(copy.glob(name.replace("seg_07", "*"))) if "seg_07" in name else copy / name
    path.write_bytes(path.read_bytes() + (b"\n-- a\n" if name.endswith("sql") else b"\n# a\n"))
    assert read(copy).indicators is not read(HERE).indicators


def test_what_was_edited_since_it_was_read_is_no_twin_of_a_copy_of_it(copy, tmp_path):
    """The copy is of what its original says now, and what is held of the original is what it said before."""
    path = copy / "vocabulary.toml"
    path.write_bytes(path.read_bytes() + b"\n# a\n")
    before = read(copy)
    path.write_bytes(path.read_bytes() + b"# b\n")
    other = Path(shutil.copytree(copy, tmp_path / "other"))
    assert read(other).indicators is not before.indicators
