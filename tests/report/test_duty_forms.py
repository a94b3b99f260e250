"""Holds the forms of the duties to what was typed by hand (forms/*.md), cell by cell, to the rows counted without the product,
and to `value`; and the mechanism to what it refuses, each in words."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from test_activity import Asked, codes, numbers, reads
from test_activity_back import filled

from conftest import DEMO, ROOT
from conftest import codes as problem_codes
from sig_metrics.catalog.reader import default_catalog, load_catalog
from sig_metrics.cli.commands import main
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.duties import duties
from sig_metrics.measure.duties_due import at_end_of
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.report.drafts.activity_back import Place, read_back, row_of
from sig_metrics.report.drafts.activity_identity import identity_in
from sig_metrics.report.drafts.duty import drafted
from sig_metrics.report.drafts.duty_identity import duty_identity_in
from sig_metrics.report.drafts.duty_sight import duty_sight, kinds_of_duty, papers_of
from sig_metrics.report.model import Table
from support import forms
from support.office import by_office

TYPED = sorted((Path(__file__).parent / "forms").glob("*.md"))
YEAR20, YEAR21 = (date(2019, 12, 31), date(2020, 12, 31)), (date(2020, 12, 31), date(2021, 11, 30))
CUIDAR = ROOT / "examples" / "cuidar" / "definitions"
GAPS = (date(2020, 7, 31), date(2021, 2, 28))  # whose cases did not come in the demonstration
PERIODS = [("F8", 2020, 12), ("F9", 2021, 12), ("F13", 2020, 12), ("F13", 2021, 12), ("F14", 2020, 12)]
PERIODS += [("F14", 2021, 12), ("F15-A", 2021, 12), ("F15-B", 2021, 6), ("F15-B", 2021, 12)]


@pytest.fixture(scope="module")
def data(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def held():
    return forms.book()


def made(data, duty: str, day: date):
    return drafted(data, kinds_of_duty(data.catalog, duty)[0], day)


def said_in(draft) -> str:
    return " ".join(block.said for block in draft.paper.blocks if hasattr(block, "said"))


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
def test_each_cell_of_a_form_is_what_was_typed_by_hand(path, demo_folder, tmp_path, capsys):
    _, duty, month = path.read_text(encoding="utf-8").splitlines()[0].split()
    out = tmp_path / "form.docx"
    assert main(["report", "--duty", duty, "--month", month, str(out), "--store", str(demo_folder)]) == 0
    tables, said = forms.typed(path)
    written, text = forms.written(str(out))
    for title, rows in tables.items():
        assert written[title] == rows, title
    assert tables and said and [each for each in said if each not in text] == []


@pytest.mark.parametrize(("name", "span"), [("F13", YEAR20), ("F13-parcial", YEAR21)])
def test_the_claims_that_were_typed_are_those_of_the_rows(held, name, span):
    """Counted from data/demo/qrd.csv, with the terms and the calendar of data/legal, by the audit's own clocks."""
    typed, _ = forms.typed(Path(__file__).parent / "forms" / f"{name}.md")
    mine = [row for row in forms.claims(held) if forms.between(row["registered_on"], *span)]
    answered = [row for row in mine if row["answered_on"] and row["answered_on"] <= span[1]]
    last = lambda title: [row[-1] for row in typed[title][1:]]  # noqa: E731
    assert last("Reclamos registrados y qué fue de ellos, al cierre") == forms.what_became(held, *span)
    assert last("Respuesta en el plazo legal") == forms.in_term(held, *span)
    assert typed["Reclamos registrados, y respuesta en plazo, por mes"][1:] == forms.by_month(held, *span, GAPS)
    for title, found, column, named in (
        ("Reclamos registrados, por canal", mine, "channel", forms.labels("citizen_channel")),
        (
            "Reclamos registrados, por origen en el Libro de Reclamaciones",
            mine,
            "book_origin",
            forms.labels("book_origin"),
        ),
        ("Reclamos registrados, por motivo", mine, "reason", forms.labels("qrd_reason")),
        ("Reclamos registrados, por Unidad Territorial", mine, "ut", forms.ut_names()),
        (
            "Reclamos registrados en el período y respondidos al cierre, por resultado",
            answered,
            "outcome",
            forms.labels("qrd_outcome"),
        ),
    ):
        assert typed[title][1:] == forms.by_word(found, column, named), title
    for title, by, named in (
        ("Respuesta en plazo en el período, por unidad", "unit", forms.labels("unit")),
        ("Respuesta en plazo en el período, por Unidad Territorial", "ut", forms.ut_names()),
    ):
        assert typed[title][1:] == forms.by_place(held, *span, by, named), title


def test_what_was_typed_of_the_other_forms_is_of_the_rows(held):
    typed = {path.stem: forms.typed(path)[0] for path in TYPED}
    assert typed["F14"]["Puntaje de cada componente del modelo de integridad"][1:] == forms.components(
        held, YEAR21[1], YEAR20[1]
    )
    assert [row[0][0] for row in typed["F14"]["Puntaje de cada componente del modelo de integridad"][1:10]] == list(
        "123456789"
    )
    assert typed["F14"]["Actividades del período que sirven al Sistema de Gestión Antisoborno"][1:] == forms.trainings(
        held, "SGAS", *YEAR21
    )
    owed = "Lo que vencía en el período y cómo se cumplió"
    assert typed["F8"][owed][1:] == forms.obligations(held, *YEAR20)
    assert typed["F9"][owed][1:] == forms.obligations(held, *YEAR21)
    assert typed["F8"]["Actas de las sesiones celebradas, en su orden"][1:] == forms.done_obligations(
        held, "committee_session", *YEAR20, ("evidence", "done_on", "due_on")
    )
    accidents = [row for row in forms.sst_events(held, *YEAR20) if row["kind"] == "accident"]
    assert typed["F8"]["Eventos del período, por gravedad del accidente"][1:] == forms.by_word(
        accidents, "severity", forms.labels("sst_severity")
    )
    projects = "Avance programado y real de cada proyecto, al cierre"
    assert typed["F15-B"][projects][1:] == forms.digital(held, date(2021, 6, 30))
    assert typed["F15-A"][projects][1:] == forms.digital(held, date(2020, 12, 31))
    shares = {"MEJ-01": "66.7 %", "MEJ-05": "80.0 %"}  # of November 2021
    for code, share in shares.items():
        assert forms.percent(*forms.share_of(forms.SHARES[code](held), YEAR21[1])) == share
    for code, index in (("MEJ-02", "2.38"), ("MEJ-03", "20.37")):
        part, whole = forms.share_of(forms.SHARES[code](held), YEAR21[1])
        assert forms.number(part / whole, 2) == index


def test_every_figure_of_a_form_is_what_value_says_at_its_corte(data):
    """What is added through the months is the sum of what `value` says of each."""
    asked, seen, added = Asked(data), 0, 0
    for duty, year, month in PERIODS:
        day = forms.month_end(date(year, month, 1))
        draft = made(data, duty, day)
        began = duty_sight(data, kinds_of_duty(data.catalog, duty)[0], day).began
        for number in [*(cell for *_, cell in numbers(draft)), *draft.cited]:
            code, at, rest = (number.of.split(".", 2) + ["", ""])[:3]
            if code not in codes():
                continue
            if rest.startswith("period"):
                assert reads(number.said, _added(asked, code, at, rest)), (duty, number)
                added += 1
            elif rest == "missed":
                whole = asked.document(code, at)
                assert number.value == whole["denominator"] - whole["numerator"]
            else:
                said, found = number.said.partition("(")[2] or number.said, _of(asked, number.of, began)
                assert reads(said, found), (duty, number, found)
                seen += 1
    assert seen > 200 and added > 150


def _of(asked: Asked, of: str, began: date) -> float:
    """What `value` says; of a group without a row, that nothing of it is open past its term."""
    try:
        return asked.of(of, began)
    except StopIteration:
        assert of.endswith(".open_overdue"), of
        return 0


def _added(asked: Asked, code: str, at: str, rest: str) -> float:
    """Of the months of the year up to one: only yearly forms add."""
    until = forms.month_end(date(*map(int, at.split("-")), 1))
    field, _, of = rest.removeprefix("period").lstrip(".").partition("=")
    by = field if of else ""
    word, _, field = of.partition(".") if of else ("", "", field)
    parts = [0.0, 0.0]
    for month in forms.months(date(until.year - 1, 12, 31), until):
        found = asked.document(code, f"{month:%Y-%m}", by)
        row = next((row for row in found["rows"] if str(row[by]) == word), {}) if by else found
        parts = [parts[n] + (row.get(name) or 0) for n, name in enumerate(("numerator", "denominator"))]
    made = {"numerator": parts[0], "denominator": parts[1], "missed": parts[1] - parts[0]}
    return made[field] if field in made else parts[0] / parts[1]


def test_a_draft_says_what_it_is_and_leaves_three_blanks_at_most(data, demo_snapshot):
    for duty, year, month in PERIODS:
        draft = made(data, duty, forms.month_end(date(year, month, 1)))
        _, text = forms.written(io.BytesIO(draft.content))
        assert duty_identity_in(text) == draft.identity and identity_in(text) is None
        assert draft.identity.duty == duty and draft.identity.hash == demo_snapshot.seal[:12]
        blanks = read_back(draft.content, "x.docx").blanks
        assert len(blanks) == len(data.catalog.papers[draft.identity.kind].blanks) <= 3


def test_a_paper_says_the_names_of_the_year_that_it_is_dated_in(data):
    """F13 of 2020 is owed in January of 2021, the bicentenary, and that of 2021 in January of 2022."""
    draft = made(data, "F13", date(2020, 12, 31))
    assert draft.paper.title.endswith("2021") and "2021" in dict(draft.paper.heading)["FECHA"]
    assert "«Año del Bicentenario del Perú: 200 años de Independencia»" in draft.paper.institution
    later = made(data, "F13", date(2021, 12, 31)).paper
    assert later.title.endswith("2022") and "«Año del Fortalecimiento de la Soberanía Nacional»" in later.institution
    assert "«Año del Bicentenario del Perú: 200 años de Independencia»" not in later.institution


def test_the_heading_is_of_the_row_of_the_duty(data):
    """legal_duty.csv, F13: UPPM, its office, its recipient, its norm and article; due on 31 January."""
    draft = made(data, "F13", date(2020, 12, 31))
    assert dict(draft.paper.heading) == {
        "A": "Titular de la entidad; copia a la SGP-PCM",
        "DE": "Responsable del Libro de Reclamaciones\nUnidad de Planeamiento, Presupuesto y Modernización (UPPM)",
        "ASUNTO": "Gestión de los reclamos de 2020",
        "REFERENCIA": "DS 007-2020-PCM art. 19.2",
        "FECHA": "Lima, ____ de ______________ de 2021",
    }
    assert draft.paper.title == "INFORME N.° ______-2021"
    assert [each.office for each in draft.paper.signatures] == ["Responsable del Libro de Reclamaciones"]
    assert "**DS 007-2020-PCM**, art. 19.2: manda este documento" in said_in(draft)


def test_a_corte_is_what_a_form_is_made_of(demo_copy, tmp_path, capsys):
    store = ["--store", str(demo_copy.folder)]
    assert main(["freeze", "Cierre de 2020", "--cutoff", "2020-12", *store]) == 0
    capsys.readouterr()
    asked = ["report", "--duty", "F13", "--month", "2020-12", str(tmp_path / "f.docx"), "--corte", "1", "--json"]
    assert main([*asked, *store]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["duty"], told["day"], told["made_of"], told["row"]) == ("F13", "2020-12-31", "C1", "")


def test_no_row_of_a_reserved_register_is_in_one(data):
    """data/demo/corruption_status.csv has «<5» in every cell of 2021: no number is told of it."""
    draft = made(data, "F14", date(2021, 12, 31))
    table = next(b for b in draft.paper.blocks if isinstance(b, Table) and b.title == "Cifras publicadas, por semestre")
    assert {cell for row in table.rows for cell in row[1:]} == {"<5", "<5 de <5 en plazo"}


def store_of(store, catalog, **files: bytes):
    """The data of a store with those registers alone."""
    load_files(
        store, catalog, [Incoming(name, f"{name}.csv", text, origin="real") for name, text in files.items()], "p"
    )
    return dataset_of(store.open(), catalog)


def csv_of(name: str, keep=lambda row: True) -> bytes:
    with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    out = io.StringIO()
    made = csv.DictWriter(out, rows[0], lineterminator="\n")
    made.writeheader()
    made.writerows(row for row in rows if keep(row))
    return out.getvalue().encode()


def test_a_month_without_claims_is_a_zero_and_not_a_gap(empty_store, whole_catalog):
    """Its file came, with complaints: nobody claimed in May 2020. And a component that was not evaluated says so."""
    no_claims = lambda row: not (row["kind"] == "claim" and "2020-05" in row["registered_on"])  # noqa: E731
    eight = lambda row: not (row["period_end"] == "2020-12-31" and row["component"] == "oversight")  # noqa: E731
    places = csv_of("territorial_unit")
    data = store_of(
        empty_store,
        whole_catalog,
        territorial_unit=places,
        qrd=csv_of("qrd", no_claims),
        integrity_component=csv_of("integrity_component", eight),
    )
    draft = made(data, "F13", date(2020, 12, 31))
    months = next(b for b in draft.paper.blocks if isinstance(b, Table) and b.title.endswith("por mes"))
    came = {row[0]: getattr(row[1], "said", row[1]) for row in months.rows}
    assert came["May 20"] == "0" and came["Jul 20"] == "—"  # of July nothing came, and this store has no totals
    assert "No llegó el archivo de Jul 20" in said_in(draft)
    parts = made(data, "F14", date(2020, 12, 31))
    table = next(b for b in parts.paper.blocks if isinstance(b, Table) and b.headings[0] == "Componente")
    assert len(table.rows) == 10 and table.rows[7][:2] == ("8. Supervisión y monitoreo", "sin dato")
    assert "Sin dato: «8. Supervisión y monitoreo»." in said_in(parts)
    assert "No hay una evaluación completa" not in said_in(parts)  # the one of June is complete
    assert "El registro «Capacitaciones» no se ha cargado: falta cargarlo." in said_in(parts)


def test_a_store_without_the_register_says_so_and_writes_nothing(
    empty_store, whole_catalog, plan_files, tmp_path, capsys
):
    out = tmp_path / "f.docx"
    load_files(empty_store, whole_catalog, plan_files, "pruebas")
    store = ["--store", str(empty_store.folder)]
    assert main(["report", "--duty", "F13", "--month", "2021-12", str(out), *store]) == 1
    assert "No ha llegado nada de lo que cuenta el deber F13 en el período (2021)" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--duty", "F13"], "Pida un papel del plan"),
        (["--duty", "F13", "--month", "2021-12", "--activity", "18"], "Pida un papel del plan"),
        (["--duty", "F13", "--month", "2021-12", "--case", "X"], "Pida un papel del plan"),
        (["--duty", "F13", "--case", "R-2021-00123"], "Pida un papel del plan"),
        (["--case", "R-2021-00123"], "Pida un papel del plan"),
        (["--activity", "18", "--month", "2021-10", "--case", "X"], "Pida un papel del plan"),
        (["--paper", "claims_yearly", "--month", "2021-12"], "Pida un papel del plan"),
        (["--duty", "F13", "--paper", "qrd_status", "--month", "2021-12"], "Pida un papel del plan"),
        (["--all", "--year", "2021", "--duty", "F13"], "Pida un papel del plan"),
        (["--duty", "F013", "--month", "2021-12"], "¿Quiso decir «F13»?"),
        (["--duty", "F13", "--month", "2021-11"], "su período termina en diciembre, y no en noviembre de 2021"),
        (["--duty", "F15-B", "--month", "2021-12"], ""),
        (["--duty", "F15-B", "--month", "2021-09"], "su período termina en junio y diciembre"),
        (["--duty", "F15-A", "--month", "2020-12"], "No ha llegado nada de lo que cuenta el deber F15-A"),
        (["--duty", "F13", "--month", "2022-12"], "en el período (2022)"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_what_is_asked_wrong_is_refused_in_words(demo_folder, tmp_path, capsys, given, said):
    out = tmp_path / "f.docx"
    assert main(["report", *given, str(out), "--store", str(demo_folder)]) == (1 if said else 0)
    assert said in capsys.readouterr().err
    assert out.exists() == (not said)


def test_a_form_does_not_answer_for_a_deliverable_of_the_plan(data):
    content = made(data, "F13", date(2020, 12, 31)).docx
    back = read_back(filled(content), "informe.docx")
    assert back.identity is None and back.duty.duty == "F13" and len(back.told) == 1
    with pytest.raises(Refused, match="Es el borrador del deber F13") as found:
        row_of(data, back, Place(2021, "18", 10, 2), "Informe N° 1", date(2021, 10, 29))
    assert problem_codes(found.value.problems) == ["back_duty"]


def test_what_is_owed_finds_its_paper_and_nothing_else_does(data):
    found = {}
    for due in duties(data, at_end_of(date(2021, 11, 30))):
        for kind in papers_of(data.catalog, due):
            found.setdefault(due.code, set()).add(kind.name)
        assert due.duty or not papers_of(data.catalog, due)
    assert {code: found[code] for code in ("F8", "F9", "F13", "F14", "F15-A", "F15-B")} == {
        "F8": {"sst_committee_yearly"},
        "F9": {"sst_review_yearly"},
        "F13": {"claims_yearly"},
        "F14": {"integrity_yearly"},
        "F15-A": {"digital_plan_update"},
        "F15-B": {"digital_plan_evaluation"},
    }


def test_a_duty_that_does_not_oblige_has_no_paper(demo_copy, whole_catalog):
    with (ROOT / "data" / "legal" / "legal_duty.csv").open(encoding="utf-8", newline="") as source:
        row = next(row for row in csv.DictReader(source) if row["duty"] == "F13")
    out = io.StringIO()
    writer = csv.DictWriter(out, row, lineterminator="\n")
    writer.writeheader()
    writer.writerow({**row, "applies": "no", "note": "El libro es el de la plataforma digital de la PCM."})
    load_files(demo_copy, whole_catalog, [Incoming("legal_duty", "d.csv", out.getvalue().encode())], "pruebas")
    data = dataset_of(demo_copy.open(), whole_catalog)
    due = next(each for each in duties(data, at_end_of(date(2021, 11, 30))) if each.code == "F13")
    assert papers_of(data.catalog, due) == []
    with pytest.raises(Refused, match="no obliga a la entidad: El libro es el de la plataforma"):
        made(data, "F13", date(2021, 12, 31))


def test_another_institution_without_these_papers_has_none():
    catalog = load_catalog(CUIDAR)
    assert not [each for each in catalog.papers.values() if each.duty]
    with pytest.raises(Refused, match="no tienen papeles de deberes"):
        kinds_of_duty(catalog, "F13")


def test_the_office_opens_them_without_a_repair(data, tmp_path):
    for duty, year, month in PERIODS[-6:]:
        draft = made(data, duty, forms.month_end(date(year, month, 1)))
        (tmp_path / f"{draft.paper.name}.docx").write_bytes(draft.content)
    paths = sorted(tmp_path.glob("*.docx"))
    printed = by_office(paths, tmp_path / "pdf", "pdf")
    assert {path.stem for path in printed.glob("*.pdf")} == {path.stem for path in paths}


def test_a_form_of_the_plan_is_not_one_of_a_duty():
    plan = [each for each in default_catalog().papers.values() if not each.duty]
    assert len(plan) == 23 and not any(each.of("", 0, 2021) for each in default_catalog().papers.values())
