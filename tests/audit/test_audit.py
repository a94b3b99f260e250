"""Compares every number of the product with a second computation in plain Python, from the rows and the words of the
fichas.

Over the demonstration, every month and every dimension; over stores made from a seed, every month in total and some
by dimension. The audit itself (the modules beside this one) imports nothing of the product and reads no SQL."""

from dataclasses import replace
from datetime import date

import pytest

from audit import every, product, stores
from audit.book import open_book
from audit.calendar import month_ends
from audit.draw import DEMO, FIRST, LAST, LEGAL, ROOT
from audit.registers import LAW_KEYS, read_folder, read_text, with_law
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

PLANS = ("2021-v04-synthetic", "2021-v05")
SEEDS = range(1, 11)


def compared(rows: dict, snapshot, catalog, grouped=None) -> tuple[int, list[str]]:
    """(values compared, what differs) of one store."""
    book = open_book(rows, FIRST, LAST)
    grouped = grouped or book.periods
    names = [name for name in catalog.indicators if name in every.DIMENSIONS or catalog.indicators[name].product_of]
    answered = product.answers(snapshot, [catalog.indicators[name] for name in names], book.periods, grouped)
    audited = {
        key: parts
        for key, parts in every.recompute(book).items()
        if key[0] in names and (key[2] is None or key[1] in grouped)
    }
    count, found = product.differences(audited, answered, catalog)
    return count, list(found.values())


def test_every_indicator_is_audited(whole_catalog):
    derived = {name for name, indicator in whole_catalog.indicators.items() if indicator.product_of}
    assert set(every.DIMENSIONS) | derived == set(whole_catalog.indicators)
    for name, dimensions in every.DIMENSIONS.items():
        declared = set(whole_catalog.indicators[name].dimensions) - {"version", "year", "plan_part"}
        assert declared <= set(dimensions), name


def test_the_demonstration_says_what_its_rows_say(demo_snapshot, whole_catalog):
    rows = read_folder(DEMO)
    for plan in PLANS:
        for register, more in read_folder(ROOT / "data" / "plan" / plan).items():
            rows[register] = rows.get(register, []) + more
    count, differing = compared(with_law(rows, read_folder(LEGAL)), demo_snapshot, whole_catalog)
    assert not differing, "\n".join(differing[:40])
    assert count > 13000


def law_comes(catalog) -> bool:
    """Whether the program brings its law, and a store only what it adds; before, a store loads all of it."""
    return "calendar_coverage" in catalog.registers


def made(seed: int, whole_catalog) -> tuple[dict[str, str], object]:
    """The files of a made store, and the catalogue without what checks them."""
    own = law_comes(whole_catalog)
    files = stores.make(seed, whole=seed % 2 == 1, own_law=own)
    if not own:
        files |= {path.stem: path.read_text(encoding="utf-8") for path in LEGAL.glob("*.csv") if path.stem in LAW_KEYS}
    return files, replace(whole_catalog, checks={})


def loaded(folder, catalog, *parts: dict[str, str]):
    """A snapshot of the files of each part, loaded one after another."""
    for files in parts:
        incomings = [Incoming(name, f"{name}.csv", files[name].encode()) for name in catalog.registers if name in files]
        load_files(LocalStore(folder, wait=1), catalog, incomings, "pruebas")
    return LocalStore(folder, wait=1).open()


def said(seed: int, files: dict[str, str], snapshot, catalog) -> tuple[int, list[str]]:
    rows = with_law({register: read_text(register, text) for register, text in files.items()}, read_folder(LEGAL))
    return compared(
        rows,
        snapshot,
        catalog,
        [period for number, period in enumerate(month_ends(FIRST, LAST)) if number % 5 == seed % 5],
    )


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("seed", SEEDS)
def test_made_stores_say_what_their_rows_say(seed, tmp_path, whole_catalog):
    files, catalog = made(seed, whole_catalog)
    snapshot = loaded(tmp_path / "store", catalog, files)
    count, differing = said(seed, files, snapshot, catalog)
    snapshot.close()
    assert not differing, "\n".join(differing[:40])
    assert count > 800


def half(text: str) -> str:
    """The heading and every other row."""
    head, *rows = text.splitlines(keepends=True)
    return "".join([head, *rows[::2]])


def test_rows_that_come_late_say_the_same(tmp_path, whole_catalog):
    files, catalog = made(12, whole_catalog)
    late = {
        name: half(text)
        for name, text in files.items()
        if name in ("qrd", "suggestion", "ctvc_alert", "household", "deliverable", "survey_answer")
    }
    snapshot = loaded(tmp_path / "store", catalog, files | late, {name: files[name] for name in late})
    count, differing = said(12, files, snapshot, catalog)
    snapshot.close()
    assert not differing, "\n".join(differing[:40])
    assert count > 800


def test_the_audit_sees_a_number_that_is_wrong(whole_catalog):
    key = ("claim_answered_on_time_rate", date(2021, 6, 30), None, None)
    assert product.differences({key: (31, 33)}, {key: (31.0, 33.0)}, whole_catalog) == (1, {})
    assert len(product.differences({key: (31, 33)}, {key: (30.0, 33.0)}, whole_catalog)[1]) == 1
    assert len(product.differences({key: (31, 33)}, {}, whole_catalog)[1]) == 1
