"""What is kept of a reserved file is its accepted cells: an invented person in every hiding place of a workbook
leaves no trace, and the same places of any other register are judged as its cells are."""

import hashlib
import io
import json
import zipfile
from contextlib import closing
from dataclasses import replace

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conftest import codes, rows_only
from sig_metrics.catalog.reader import CatalogError, load_catalog
from sig_metrics.intake import isolated as apart
from sig_metrics.intake.kept import keeps_original
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import Dataset
from sig_metrics.present.problem_report import report_of
from sig_metrics.present.template import filled
from sig_metrics.publish.history import history
from sig_metrics.publish.load import Incoming, load_file, prepare
from sig_metrics.publish.rebuild import content_hash, rebuild
from sig_metrics.store import LocalStore
from support.hiding_places import MARKER, NUMBER, SHEET, SHOWN, TRACES, UNSEEN, book_of, edited, saved

HEAD = [
    "Año",
    "Semestre",
    "Tabla",
    "Categoría",
    "Conteo protegido",
    "Dentro de plazo, protegido",
    "Con plazo vencido, protegido",
    "Fecha de publicación",
    "Nota",
]
TRAINED = ["Capacitación", "Tema", "Nombre", "Fecha en que se realizó", "Horas", "Nota"]
YEAR = {case: 2016 + n for n, case in enumerate([*SHOWN, *UNSEEN, "the file's name"])}
REFUSED = {
    "text above the table": "reserved_above",
    "a name above the table": "reserved_above",
    "a hidden column": "reserved_heading",
}


def cells(year: int) -> list[list[object]]:
    return [
        HEAD,
        [year, "Primer semestre", "Total nacional", "Total", "<5", None, None, "15/07/2021", "Celda protegida"],
    ]


def canonical(year: int) -> bytes:
    """Written by hand: codes, ISO dates, the columns of the register."""
    return (
        "year,semester,tabulation,category,count_shown,within_shown,due_shown,released_on,note\n"
        f"{year},first,national_total,total,<5,,,2021-07-15,protected\n"
    ).encode()


def arriving(case: str, rows: list[list[object]], register: str = "corruption_status") -> Incoming:
    name = f"{MARKER.replace(':', '')}.xlsx" if case == "the file's name" else "denuncias del mes.xlsx"
    made = {**SHOWN, **UNSEEN}.get(case) or (lambda rows: saved(book_of(rows)))
    return Incoming(register, name, made(rows))


@pytest.fixture(scope="module")
def tried(tmp_path_factory, whole_catalog):
    """(store, {case: report}) of every case, each with a cell of its own year, in one store."""
    store, catalog = LocalStore(tmp_path_factory.mktemp("reserved") / "store"), rows_only(whole_catalog)
    return store, {
        case: load_file(store, catalog, arriving(case, cells(year)), "pruebas") for case, year in YEAR.items()
    }


def everything(store: LocalStore) -> str:
    """All that a store holds, as text: its files, what is packed in them, and every table of every snapshot."""
    found = []
    for path in (each for each in store.folder.rglob("*") if each.is_file()):
        found += [path.name, *_texts(path.read_bytes())]
    for number in store.numbers():
        with duckdb.connect(str(store.file(number)), read_only=True) as connection:
            for (table,) in connection.execute("select table_name from information_schema.tables").fetchall():
                found.append(str(connection.execute(f"select * from {table}").fetchall()))
    return "\n".join(found)


def _texts(content: bytes) -> list[str]:
    found = [content.decode("latin-1"), content.decode("utf-16-le", "ignore")]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found += [text for name in package.namelist() for text in (name, *_texts(package.read(name)))]
    return found


@pytest.mark.parametrize("case", YEAR)
def test_the_places_that_are_of_the_sheet_refuse_it_and_the_others_are_left_behind(tried, case):
    _, reports = tried
    report = reports[case]
    if case in SHOWN:
        assert not report.loaded and codes(report.problems) == [REFUSED.get(case, "reserved_outside")], report.problems
    else:
        assert report.loaded and report.new == 1, report.problems
    said = json.dumps(report.as_dict(), ensure_ascii=False)
    assert not any(trace in said for trace in (*TRACES, "denuncias del mes", "Otros", "Datos")), said


def test_no_trace_is_left_anywhere(tried, whole_catalog):
    store, _ = tried
    held = everything(store)
    assert "corruption_status.csv" in held and "2021-07-15" in held, "what was accepted is there"
    assert not [trace for trace in (*TRACES, "denuncias del mes", ".xlsx") if trace in held]
    with closing(store.open()) as snapshot:
        lines = history(snapshot, whole_catalog)
    assert {line["file"] for line in lines} == {"corruption_status.csv"} and len(lines) == len(UNSEEN) + 1
    kept = {path.name for path in (store.folder / "archive").iterdir()}
    kept -= {"loads.jsonl", "loads.hashes", "loads.checkpoints"}
    assert kept == {f"{hashlib.sha256(canonical(YEAR[case])).hexdigest()}.csv" for case in YEAR if case not in SHOWN}
    assert {line["bytes"] for line in lines} == {len(canonical(2021))}


def test_what_is_kept_makes_the_same_data_again(tried, whole_catalog):
    store, _ = tried
    with closing(store.open()) as snapshot:
        before = content_hash(snapshot)
    assert rebuild(store, rows_only(whole_catalog), "pruebas").hash == before
    with closing(store.open()) as snapshot:
        assert content_hash(snapshot) == before
        assert snapshot.rows("select distinct _row from corruption_status") == [{"_row": 2}]


def test_the_same_cells_are_the_same_file_whatever_they_come_in(tmp_path, whole_catalog):
    store, catalog = LocalStore(tmp_path / "store"), rows_only(whole_catalog)
    row = ["2021", "S2", "Total nacional", "Total", "<5", "", "", "15/01/2022", "Celda protegida"]
    text = "\n".join(";".join(line) for line in (HEAD, row, [str(cell or "") for cell in cells(2021)[1]])).encode()
    first = load_file(store, catalog, Incoming("corruption_status", "uno.csv", text), "pruebas")
    assert first.loaded and first.new == 2
    book = saved(
        book_of([HEAD, cells(2021)[1], [2021, "Segundo semestre", *row[2:5], None, None, "2022-01-15", row[8]]])
    )
    again = load_file(store, catalog, Incoming("corruption_status", "otro.xlsx", book, "replace"), "pruebas")
    with closing(store.open()) as snapshot:  # the first semester was the third row of the first file
        assert [row["_row"] for row in snapshot.rows("select _row from corruption_status order by semester")] == [2, 3]
    assert not again.loaded and not again.problems and "pruebas" in again.message, "told as loaded before, by whom"
    second = b"2021,second,national_total,total,<5,,,2022-01-15,protected\n"
    assert (
        store.folder / "archive" / f"{hashlib.sha256(canonical(2021) + second).hexdigest()}.csv"
    ).read_bytes() == canonical(2021) + second


def test_the_child_brings_nothing_of_the_file_back(whole_catalog):
    for case in ("a comment", "the file's name"):
        prepared = apart.prepare_apart(arriving(case, cells(2021)), whole_catalog)
        assert (prepared.incoming.name, prepared.incoming.content, prepared.incoming.suffix) == (
            "corruption_status.csv",
            canonical(2021),
            ".csv",
        )
        assert prepared.base_load is None and not prepared.sheet
    with pytest.raises(Refused) as caught:
        apart.prepare_apart(arriving("a second visible sheet", cells(2021)), whole_catalog)
    assert not any(trace in str(caught.value.problems) for trace in (*TRACES, "Otros"))


BROKEN = {  # what the reader of tables refuses by itself, with the person in what it would quote
    "an unknown heading in the place of another": saved(book_of([[*HEAD[:-1], MARKER], cells(2021)[1]])),
    "a heading in quotes of ours": saved(book_of([[*HEAD[:-1], f"»{MARKER}«"], cells(2021)[1]])),
    "no table": saved(book_of([[MARKER], [MARKER]])),
    "a value of no list": saved(book_of([HEAD, [2021, MARKER, *cells(2021)[1][2:]]])),
    "no kind of file": b"%PDF-1.4 " + MARKER.encode(),
}


def _two_sheets() -> bytes:
    book = book_of(cells(2021), MARKER[:28].replace(":", ""))
    other = book.create_sheet(f"Marcatoma {NUMBER}")
    for row in cells(2020):
        other.append(row)
    return saved(book)


def _error() -> bytes:
    return edited(
        saved(book_of(cells(2021))),
        lambda name, data: (
            data.replace(b'<c r="A2" t="n"><v>2021', b'<c r="A2" t="e"><v>#' + MARKER.encode())
            if name == SHEET
            else data
        ),
    )


BROKEN |= {"two sheets with the table": _two_sheets(), "an error of Excel that is none": _error()}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_read_is_told_without_a_word_of_it(tmp_path, whole_catalog, case):
    store = LocalStore(tmp_path / "store")
    name = "Marcatoma 45678901." + ("pdf" if case == "no kind of file" else "xlsx")
    incoming = Incoming(
        "corruption_status", name, BROKEN[case], header=replace(Incoming("x", "", b"").header, resolution=MARKER)
    )
    report = load_file(store, rows_only(whole_catalog), incoming, "pruebas")
    assert not report.loaded and 0 < len(report.problems) < 6
    book = report_of(name, incoming.content, report.problems, whole_catalog.register("corruption_status"))
    said = json.dumps(report.as_dict(), ensure_ascii=False) + "".join(_texts(book)) + everything(store)
    assert not any(trace in said for trace in TRACES), said


@pytest.mark.parametrize("form", ["the workbook to fill", "the workbook with what is loaded"])
def test_our_own_workbooks_are_taken(tried, whole_catalog, form):
    from openpyxl import load_workbook

    from sig_metrics.present.template import workbook_for

    register = whole_catalog.register("corruption_status")
    if form == "the workbook to fill":
        book = load_workbook(io.BytesIO(workbook_for(register, whole_catalog)))
        for column, value in enumerate(cells(2021)[1], 1):
            book.worksheets[0].cell(5, column, value)
        assert prepare(
            Incoming("corruption_status", "x.xlsx", saved(book)), whole_catalog
        ).incoming.content == canonical(2021)
        return
    store, _ = tried
    with closing(store.open()) as snapshot:
        content = filled(Dataset(snapshot, rows_only(whole_catalog)), register)
    again = load_file(store, rows_only(whole_catalog), Incoming("corruption_status", "x.xlsx", content), "pruebas")
    assert not again.problems and not again.loaded


# --- the other registers
# -----------------------------------------------------------------------------------------------------


def training(whole_catalog) -> list[list[object]]:
    register = whole_catalog.register("training")
    return [[column.heading for column in register.columns], [column.example or None for column in register.columns]]


@pytest.fixture(scope="module")
def good(whole_catalog):
    rows = training(whole_catalog)
    prepared = prepare(Incoming("training", "capacitaciones.xlsx", saved(book_of(rows))), whole_catalog)
    assert not prepared.warnings
    return rows


FORMULA = "the text of a formula"  # its row has a year in the first cell, and this register has none


def test_nor_in_the_text_of_a_formula(whole_catalog, good):
    before, after = b'<c r="E2" t="n"><v>', b'<c r="E2"><f>IF(1,4,"' + MARKER.encode() + b'")</f><v>'
    book = edited(
        saved(book_of([good[0], [*good[1][:4], 4, good[1][5]]])), lambda name, data: data.replace(before, after)
    )
    with pytest.raises(Refused) as caught:
        prepare(Incoming("training", "x.xlsx", book), whole_catalog)
    assert codes(caught.value.problems) == ["personal_places"] and "una fórmula" in caught.value.problems[0].message


@pytest.mark.parametrize("case", [case for case in YEAR if case != FORMULA])
def test_the_same_places_of_any_register_are_judged_as_its_cells_are(whole_catalog, good, case):
    with pytest.raises(Refused) as caught:
        prepare(arriving(case, good, "training"), whole_catalog)
    (found,) = (problem for problem in caught.value.problems if problem.code == "personal_places")
    assert "un número que parece un DNI" in found.message and not any(trace in found.message for trace in TRACES), (
        found.message
    )


def test_a_name_alone_outside_the_table_is_told_once(whole_catalog, good):
    book = book_of(
        [["Responsable: Sra. Zoraida Marcatoma Huamán"], ["Visto bueno: Sr. Pedro Marcatoma Quispe"], [], *good]
    )
    (warning,) = prepare(Incoming("training", "x.xlsx", saved(book)), whole_catalog).warnings
    assert (
        warning.code == "personal_places_name"
        and "A1" in warning.message
        and "A2" in warning.message
        and "Marcatoma" not in warning.message
    )


@pytest.mark.parametrize(
    "text", ["Monto total: S/ 45678901", "Memorando N° 45678901", "45678901", "Periodo 20211130", "SIAF 0045678901"]
)
def test_figures_and_documents_outside_the_table_are_nobody(whole_catalog, good, text):
    book = book_of([[text], [], *good])
    book.create_sheet("Resumen")["C3"] = 45678901
    assert "personal_places" not in codes(prepare(Incoming("training", "x.xlsx", saved(book)), whole_catalog).warnings)


def test_a_bare_number_under_its_label_in_another_sheet_is_somebodys(whole_catalog, good):
    book = book_of(good)
    other = book.create_sheet("Participantes")
    for row in (["Orden", "DNI"], [1, 45678901], [2, 45678902]):
        other.append(row)
    with pytest.raises(Refused) as caught:
        prepare(Incoming("training", "x.xlsx", saved(book)), whole_catalog)
    (found,) = (problem for problem in caught.value.problems if problem.code == "personal_places")
    assert "B2 de la hoja «Participantes»" in found.message


def test_what_a_parquet_or_a_csv_says_besides_is_judged_too(whole_catalog, good):
    table = pa.table({heading: [None if value is None else str(value)] for heading, value in zip(*good)})
    noted, beside = (io.BytesIO() for _ in range(2))
    pq.write_table(table.replace_schema_metadata({"nota": MARKER}), noted)
    pq.write_table(table.append_column("Detalle", pa.array([MARKER])), beside)
    text = "\n".join([f"{MARKER};;;;;", *(";".join(str(cell or "") for cell in row) for row in good)])
    for name, content in (("x.parquet", noted.getvalue()), ("x.parquet", beside.getvalue()), ("x.csv", text.encode())):
        with pytest.raises(Refused) as caught:
            prepare(Incoming("training", name, content), whole_catalog)
        assert "personal_places" in codes(caught.value.problems)


# --- what is declared
# --------------------------------------------------------------------------------------------------------


def test_every_reserved_register_is_kept_by_its_cells(whole_catalog):
    reserved = [register for register in whole_catalog.registers.values() if register.reserved]
    assert reserved and all(
        register.rewritten and not keeps_original(whole_catalog, register.name) for register in reserved
    )
    assert keeps_original(whole_catalog, "training")


@pytest.mark.parametrize(
    ("text", "other", "said"),
    [
        ('archive = "rewrite"\n', "", "reserved: exige archive"),
        ('archive = "rewrite"\n', 'archive = "copy"\n', "archive: «copy»"),
        ("archive_why = ", "source_why = ", "source_why"),
        ('category = "category"\n', 'category = "kind"\n', "columna «kind» no declarada"),
        ('periods = ["year"]', 'periods = ["month"]', "«month» no es de «semester»"),
        ('table = "year_kind"\n', 'table = "by_state"\n', "cuándo se admite «year_kind»"),
        ('total = "national_total"', 'total = "by_total"', "no es una de sus tablas"),
    ],
)
def test_a_reserved_register_that_does_not_say_what_is_kept_is_no_definition(
    tmp_path, whole_catalog, text, other, said
):
    import shutil

    root = tmp_path / "definitions"
    shutil.copytree(whole_catalog.root, root)
    path = root / "registers" / "corruption_status.toml"
    assert text in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(text, other, 1), encoding="utf-8")
    with pytest.raises(CatalogError, match=said):
        load_catalog(root)
