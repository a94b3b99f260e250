"""Compares every number of the product with a second computation in plain Python, from the rows and the words of the fichas.

Over the demonstration, every month and every dimension; over stores made from a seed, every month in total and some by dimension.
The audit itself (the modules beside this one) imports nothing of the product and reads no SQL.
"""

from dataclasses import replace
from datetime import date

import pytest

from audit import every, product, stores
from audit.book import open_book
from audit.draw import DEMO, FIRST, LAST, LEGAL, ROOT
from audit.open_questions import is_open
from audit.registers import read_folder, read_text, with_law
from sig_metrics.publish import Incoming, load_files
from sig_metrics.store import LocalStore

PLANS = ("2021-v04-synthetic", "2021-v05")
SEEDS = range(1, 11)


def compared(rows: dict, snapshot, catalog, grouped=None) -> tuple[int, list[str]]:
    """(values compared, what differs and is no open question) of one store."""
    book = open_book(rows, FIRST, LAST)
    grouped = grouped or book.periods
    names = [name for name in catalog.indicators if name in every.DIMENSIONS or catalog.indicators[name].product_of]
    answered = product.answers(snapshot, [catalog.indicators[name] for name in names], book.periods, grouped)
    audited = {key: parts for key, parts in every.recompute(book).items() if key[0] in names and (key[2] is None or key[1] in grouped)}
    count, found = product.differences(audited, answered, catalog)
    return count, [line for key, line in found.items() if not is_open(book, key)]


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


def what_is_made(whole, files: dict):
    """The part of the catalogue that reads only the registers of a made store and the law; no check is published."""
    known = set(files) | {name for name, register in whole.registers.items() if register.order < 100}
    views = {}
    for name, view in whole.views.items():
        if set(view.reads) <= known | set(views):
            views[name] = view
    inside = known | set(views)
    indicators = {name: each for name, each in whole.indicators.items() if all(set(one.reads) <= inside for one in (each, *each.factors))}
    return replace(whole, views=views, indicators=indicators, checks={})


@pytest.mark.parametrize("seed", SEEDS)
def test_made_stores_say_what_their_rows_say(seed, tmp_path, whole_catalog):
    files = stores.make(seed, whole=seed % 2 == 1)
    catalog = what_is_made(whole_catalog, files)
    incomings = [Incoming(name, f"{name}.csv", files[name].encode()) for name in catalog.registers if name in files]
    load_files(LocalStore(tmp_path / "store", wait=1), catalog, incomings, "pruebas")
    snapshot = LocalStore(tmp_path / "store", wait=1).open()
    rows = with_law({register: read_text(register, text) for register, text in files.items()}, read_folder(LEGAL))
    grouped = [period for number, period in enumerate(open_book(rows, FIRST, LAST).periods) if number % 5 == seed % 5]
    count, differing = compared(rows, snapshot, catalog, grouped)
    snapshot.close()
    assert not differing, "\n".join(differing[:40])
    assert count > 800


def test_the_audit_sees_a_number_that_is_wrong(whole_catalog):
    key = ("claim_answered_on_time_rate", date(2021, 6, 30), None, None)
    assert product.differences({key: (31, 33)}, {key: (31.0, 33.0)}, whole_catalog) == (1, {})
    assert len(product.differences({key: (31, 33)}, {key: (30.0, 33.0)}, whole_catalog)[1]) == 1
    assert len(product.differences({key: (31, 33)}, {}, whole_catalog)[1]) == 1
