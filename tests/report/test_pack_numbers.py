"""Reads again every number of every format of a pack and compares it with the corte: what was frozen, as `valores.jsonl` has it,
is what the figure says, and what it says is in the file."""

import re
from collections import Counter

import pytest
from test_pack_session import content, files, store  # noqa: F401

from sig_metrics.corte.reopen import frozen_values
from sig_metrics.corte.values import rows_of
from sig_metrics.report.book import sheets
from sig_metrics.report.figures import value_of
from sig_metrics.report.model import Chart, Number, Table
from sig_metrics.report.papers.issue import came_back, documents, opened
from sig_metrics.report.slides.deck import arranged, deck
from sig_metrics.session.facts import sessions
from support.papers import NUMBER, flat, numbers_of, texts_of, values_of

FIELDS = ("numerator", "denominator", "n", "target", "open_overdue", "oldest_overdue_days")


@pytest.fixture(scope="module")
def frozen(files):  # noqa: F811
    """{which figure: its value} of `valores.jsonl`; of what is no value of an indicator, its lines."""
    rows = rows_of(files["cifras/valores.jsonl"])
    known = {}
    for row in rows:
        if row["kind"] == "value":
            name = ".".join([row["code"], row["month"], *(f"{k}={v}" for k, v in row["by"].items())])
            known[name] = row["value"]
            known |= {f"{name}.{field}": row[field] for field in FIELDS}
    rest = [row for row in rows if row["kind"] != "value"]
    return lambda of: known[of] if of in known else value_of(rest, of)


@pytest.fixture(scope="module")
def made(store):  # noqa: F811
    """(slides, papers, tables of the book) that the pack was written from."""
    session = sessions(store)[-1]
    with opened(store, session, None) as (dataset, corte):
        papers, _ = documents(store, dataset, corte, session)
        shown = arranged(deck(dataset, corte, session, came_back(store, dataset, corte, session)), session.deck)
        return shown, {each.kind: each.paper for each in papers}, sheets(dataset, rows_of(frozen_values(store, corte)))


def figures(blocks) -> list[tuple[str, float | None, str]]:
    """(which it is, its value, how it is written) of each figure of some blocks."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            found += [
                (each.of, each.value, each.said) for row in block.rows for each in row if isinstance(each, Number)
            ]
        elif isinstance(block, Chart):
            for series in block.series:
                found += [(of, value, "") for of, value in zip(series.of, series.values)]
    return found


def of_all(made) -> list[tuple[str, float | None, str]]:
    shown, papers, tables = made
    blocks = [block for slide in shown.slides for block in slide.blocks]
    return figures([*blocks, *papers["minutes"].blocks, *tables])


def read(said: str) -> tuple[float, float]:
    """(the value, the half of its last digit): «92.0 %» → 0.92; of «5 de 7 (71.4 %)», where few are counted, the share."""
    number = NUMBER.search(said.rpartition("(")[2])[0]
    plain = re.sub("[, %]", "", number)
    share = 100 if "%" in number else 1
    return float(plain) / share, 0.5 * 10 ** -len(plain.partition(".")[2]) / share


def test_every_figure_is_the_one_that_was_frozen_and_says_it(made, frozen):
    checked = Counter()
    for of, value, said in of_all(made):
        if not of:
            continue
        was = frozen(of)
        assert value == pytest.approx(was, rel=1e-11) if value is not None else was is None, of
        if said and value is not None:
            number, half = read(said)
            kept = abs(number - value) <= half + 1e-9
            # nothing that is less than all is said to be all, nor something to be nothing
            assert kept or (0 < value < 1 and said in ("99.9 %", "0.1 %")), (of, said, value)
        checked[of.split(".")[0]] += 1
    assert len(checked) > 40 and sum(checked.values()) > 2_000


def test_every_number_of_the_minutes_is_in_both_its_formats(made, files):  # noqa: F811
    _, papers, _ = made
    wanted = Counter(n for _, _, said in figures(papers["minutes"].blocks) for n in NUMBER.findall(said))
    assert sum(wanted.values()) > 30
    for format in ("docx", "pdf"):
        found = Counter(numbers_of(format, files[f"papeles/acta-ACT-2021-05.{format}"]))
        assert not wanted - found, format


def test_every_number_of_the_slides_is_in_each_of_their_formats(made, files):  # noqa: F811
    shown, _, _ = made
    blocks = [block for slide in shown.slides for block in slide.blocks]
    tables = [said for block in blocks if isinstance(block, Table) for _, _, said in figures([block])]
    wanted = Counter(n for said in tables for n in NUMBER.findall(said))
    drawn = Counter(
        round(value, 9)
        for block in blocks
        if isinstance(block, Chart)
        for _, value, _ in figures([block])
        if value is not None
    )
    assert sum(wanted.values()) > 100 and sum(drawn.values()) > 50
    slides, page = (
        files["presentacion/presentacion-ACT-2021-05.pptx"],
        files["presentacion/presentacion-ACT-2021-05.html"],
    )
    assert not wanted - Counter(numbers_of("pptx", slides))
    assert not wanted - Counter(numbers_of("html", page))
    assert not drawn - Counter(round(value, 9) for value in values_of("pptx", slides))


def test_every_value_of_the_corte_is_in_the_book(made, files, frozen):  # noqa: F811
    _, _, tables = made
    wanted = Counter(round(value, 9) for table in tables for _, value, _ in figures([table]) if value is not None)
    book = files["cifras/cifras-ACT-2021-05.xlsx"]
    found = Counter(round(value, 9) for value in values_of("xlsx", book))
    assert sum(wanted.values()) > 2_000 and not wanted - found
    whole = flat(texts_of("xlsx", book))
    assert "Valores por grupo al corte" in whole and frozen("PLN-01.2021-11") == 0.92
