"""Every naughty text in every free text column of every register: it loads, it comes back as written, it leaves as
written.

Row 27 of the fault table. Screens are looked at in the browser tests.
"""

import io
from contextlib import closing
from dataclasses import replace

import plotly.graph_objects as go
import pytest
from python_calamine import CalamineWorkbook
from test_export import assert_inert, csv_cells, same_but_for_marks

from conftest import DEMO, codes
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.intake.table.cleaning import clean
from sig_metrics.intake.table.read import read_file
from sig_metrics.present import charts
from sig_metrics.present.export import CELL_LIMIT, to_csv, to_xlsx
from sig_metrics.present.theme import LIGHT
from sig_metrics.publish.load import Incoming, load_file, prepare
from sig_metrics.publish.rebuild import content_hash, rebuild
from sig_metrics.store import LocalStore
from support.bad_files import as_book, as_csv, as_parquet
from support.naughty import ALL, PLAIN, UNSEEN

CATALOG = default_catalog()
TOLD = {"controls_removed", "unseen_removed"}
DOUBTS = {"letters_broken"}  # «ÿþ» and the like may look broken; they are not altered


def free(register) -> list[str]:
    """The columns where anything may be written: prose, and no code, in which «-» is no value."""
    return [c.name for c in register.columns if c.type == "text" and not (c.code or c.null_words)]


def fits(column, text: str) -> bool:
    """Whether a column takes a text of that length."""
    return (column.shortest or 0) <= len(clean(text)) <= (column.longest or CELL_LIMIT)


REGISTERS = [
    name
    for name, register in CATALOG.registers.items()
    if (DEMO / f"{name}.csv").exists() and free(register) and not register.reserved
]


def filled(name: str, texts: list[str]) -> tuple[list[list[str]], list[dict[str, str]]]:
    """(lines of a file, what was written in each row): rows of the demonstration, with the texts by turns in its
    free columns."""
    register = CATALOG.register(name)
    table = read_file("x.csv", (DEMO / f"{name}.csv").read_bytes(), register)
    rows = [
        dict(zip([c.name for c in register.columns], row))
        for row in zip(*(table.columns[c.name] for c in register.columns))
    ]
    columns, put = free(register), []
    rows = rows[: max(len(texts), 1)]
    for at, row in enumerate(rows):
        given = {column: texts[(at + n * 7) % len(texts)] for n, column in enumerate(columns)}
        put.append({column: text for column, text in given.items() if fits(register.column(column), text)})
        row.update(put[-1])
    return [[c.heading for c in register.columns], *(list(row.values()) for row in rows)], put


def test_the_list_is_long_and_each_text_is_one():
    assert len(ALL) >= 150 and len(set(ALL.values())) == len(ALL)
    assert all(clean(text) == text.strip() for text in PLAIN.values()), "nothing of these is taken out"
    assert all(clean(text) != text for text in UNSEEN.values()), "something of these is"


@pytest.mark.in_turn(16)
@pytest.mark.parametrize("name", REGISTERS)
def test_they_load_in_every_free_column(name):
    lines, put = filled(name, list(ALL.values()))
    prepared = prepare(Incoming(name, "x.csv", as_csv(lines).encode()), CATALOG)
    rows = prepared.parts[name].to_pylist()
    assert len(rows) == len(put)
    for row, written in zip(rows, put):
        for column, text in written.items():
            assert row[column] == (clean(text) or None), (column, ascii(text[:60]))
    assert set(codes(prepared.warnings)) - TOLD - DOUBTS <= {
        "before_programme",
        "required_when",
        "not_before",
        "not_future",
        "empty_when",
    }


def test_every_text_is_tried_in_some_column():
    tried = {
        text
        for name in REGISTERS
        for _, put in [filled(name, list(ALL.values()))]
        for row in put
        for text in row.values()
    }
    assert tried == set(ALL.values())


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """(store, catalogue, texts in order) of a register whose free column has every plain text once."""
    name = "suggestion"
    register = replace(CATALOG.register(name), references=(), rules=())
    small = replace(CATALOG, registers={name: register}, views={}, indicators={}, checks={})
    store, texts = LocalStore(tmp_path_factory.mktemp("naughty")), list(PLAIN.values())
    lines, put = filled(name, texts)
    assert len(put) == len(texts), "the demonstration has a row for each"
    assert load_file(store, small, Incoming(name, "x.csv", as_csv(lines).encode()), "prueba").loaded
    return store, small, lines, put


def test_in_the_store_they_are_what_was_written_and_rebuilding_gives_the_same(held):
    store, small, _, put = held
    columns = list(put[0])
    with closing(store.open()) as snapshot:
        rows, before = (
            snapshot.rows(f"select {', '.join(columns)} from suggestion order by _row"),
            content_hash(snapshot),
        )
    assert rows == [{column: text.strip() for column, text in row.items()} for row in put]
    assert rebuild(store, small, "prueba").hash == before


@pytest.mark.parametrize("pack", ["x.xlsx", "x.parquet"])
def test_in_another_container_they_are_the_same(held, pack):
    store, small, lines, _ = held
    content = as_book(lines) if pack == "x.xlsx" else as_parquet(lines)
    report = load_file(store, small, Incoming("suggestion", pack, content), "prueba")
    assert not report.loaded and report.problems == [] and report.same == len(lines) - 1, report


def test_they_leave_as_they_came(held):
    *_, put = held
    texts = [row[next(iter(row))].strip() for row in put]
    rows, headings = [{"name": text} for text in texts], {"name": "Texto"}
    content = to_xlsx(rows, headings, "Textos", [])
    assert_inert(content)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python(skip_empty_area=False)[3:]] == [text[:CELL_LIMIT] for text in texts]
    for separator in ",;\t|":
        csv_cells(to_csv(rows, headings), separator)
    _, *lines = csv_cells(to_csv(rows, headings))
    assert len(lines) == len(texts)
    for (cell,), text in zip(lines, texts):
        assert same_but_for_marks(cell, text), (cell[:80], text[:80])


def test_charts_take_them_as_labels():
    labels = [text[:200] for text in ALL.values()]
    for drawn in (
        charts.pareto_bars([{"label": text, "count": n + 1} for n, text in enumerate(labels)], LIGHT, "", 300),
        charts.share_bars(
            [
                {"label": text, "value": 0.5, "parts": text, "few": True, "beside": text, "status": "near"}
                for text in labels
            ],
            0.9,
            LIGHT,
            "",
        ),
        charts.indicator_line([{"month": text, "value": 0.5} for text in labels], 0.9, [], "percent", LIGHT, ""),
    ):
        assert go.Figure(drawn.to_dict()).to_dict()["data"] == drawn.to_dict()["data"]
