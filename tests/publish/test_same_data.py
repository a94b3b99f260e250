"""The same data in other bytes is the same data: one content hash, «sin cambios», nothing published. Rows 22, 24 and
26.

Encodings × separators × containers; the workbook saved again by another program; and the file that was made from
another."""

import csv
import io
import itertools
import os
from contextlib import closing
from dataclasses import replace

import openpyxl
import pytest

from conftest import DEMO, codes
from sig_metrics.intake.child import read_apart
from sig_metrics.publish.load import Incoming, load_file, prepare
from sig_metrics.publish.rebuild import content_hash
from sig_metrics.store import LocalStore
from support.bad_files import as_book, as_csv, as_parquet
from support.office import by_office
from support.soundness import trace

HEAVY = os.environ.get("SIG_HEAVY") == "1"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")


@pytest.fixture(scope="module")
def small(whole_catalog):
    register = replace(whole_catalog.register("deliverable"), references=())
    return replace(whole_catalog, registers={"deliverable": register}, views={}, indicators={}, checks={})


@pytest.fixture(scope="module")
def lines(small):
    """The deliverables of the demonstration, with headings, as texts."""
    with (DEMO / "deliverable.csv").open(encoding="utf-8", newline="") as source:
        names, *rows = csv.reader(source)
    return [[small.register("deliverable").column(name).heading for name in names], *rows]


def encoded(text: str, encoding: str) -> bytes:
    return (("\ufeff" if encoding[-2:] in ("le", "be") else "") + text).encode(encoding)


def dresses(lines) -> dict[str, tuple[str, bytes]]:
    found = {
        f"csv {encoding} {delimiter!r}": ("x.csv", encoded(as_csv(lines, delimiter), encoding))
        for encoding, delimiter in itertools.product(ENCODINGS, ",;\t")
    }
    typed = [lines[0], *([int(value) if n in (0, 2, 3) else value for n, value in enumerate(row)] for row in lines[1:])]
    return found | {
        "xlsx": ("x.xlsx", as_book(lines)),
        "xlsx with numbers": ("x.xlsx", as_book(typed)),
        "parquet": ("x.parquet", as_parquet(lines)),
        "parquet zstd": ("x.parquet", as_parquet(lines, compression="zstd")),
    }


def hash_of(folder, catalog, name: str, content: bytes) -> str:
    store = LocalStore(folder)
    assert load_file(store, catalog, Incoming("deliverable", name, content), "prueba").loaded
    with closing(store.open()) as snapshot:
        return content_hash(snapshot)


def test_one_table_in_every_dress_has_one_content(small, lines, tmp_path):
    hashes = {}
    some = list(dresses(lines).items())[:: 1 if HEAVY else 3]
    for n, (dress, (name, content)) in enumerate(some):
        hashes[dress] = hash_of(tmp_path / str(n), small, name, content)
    assert len(hashes) == len(some) >= 8 and len(set(hashes.values())) == 1, hashes
    other = [lines[0], [*lines[1][:-1], "otra"], *lines[2:]]
    assert hash_of(tmp_path / "other", small, "x.csv", as_csv(other).encode()) not in hashes.values(), (
        "the hash sees a cell"
    )


def test_what_is_loaded_in_one_dress_is_nothing_new_in_another(small, lines, tmp_path):
    store = LocalStore(tmp_path)
    assert load_file(store, small, Incoming("deliverable", "x.xlsx", as_book(lines)), "prueba").loaded
    before = trace(store.folder)
    assert len(dresses(lines)) == 22
    for dress, (name, content) in dresses(lines).items():
        report = load_file(store, small, Incoming("deliverable", name, content), "prueba")
        assert (report.loaded, report.problems, report.read, report.same) == (
            False,
            [],
            len(lines) - 1,
            len(lines) - 1,
        ), dress
        assert report.message.startswith("Sin cambios"), dress
    assert trace(store.folder) == before


def saved_by_openpyxl(content: bytes) -> bytes:
    out = io.BytesIO()
    made = openpyxl.load_workbook(io.BytesIO(content))
    made.properties.title = "guardado otra vez"
    made.save(out)
    return out.getvalue()


def saved_by_office(content: bytes, folder, kind: str) -> bytes:
    (folder / "in").mkdir()
    (folder / "in" / "x.xlsx").write_bytes(content)
    by_office([folder / "in" / "x.xlsx"], folder, kind)
    return (folder / f"x.{kind.partition(':')[0]}").read_bytes()


@pytest.mark.parametrize("how", ["openpyxl", "office xlsx", "office csv"])
def test_a_workbook_saved_again_or_as_csv_changes_nothing(small, lines, tmp_path, how):
    content = as_book(lines)
    other = saved_by_openpyxl(content) if how == "openpyxl" else saved_by_office(content, tmp_path, how.split()[1])
    assert other != content
    store = LocalStore(tmp_path / "store")
    assert load_file(store, small, Incoming("deliverable", "x.xlsx", content), "prueba").loaded
    name = "x.csv" if how.endswith("csv") else "x.xlsx"
    prepared = prepare(Incoming("deliverable", name, other), small, read_apart)
    report = load_file(store, small, prepared, "prueba")
    assert not report.loaded and report.problems == [] and report.same == len(lines) - 1, codes(report.problems)
