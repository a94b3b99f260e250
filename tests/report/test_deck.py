"""Holds the slides to the corte: what each says is what the screens of November say (typed by hand from `tests/screens`), every
figure is that of the line of the corte that it names, and nothing of a case or of a reserved register is on one."""

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest

from conftest import NOVEMBER, ROOT, made_once
from sig_metrics.catalog.build import using
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.corte.freeze import freeze
from sig_metrics.corte.reopen import definitions_of, frozen_values, open_corte
from sig_metrics.corte.values import rows_of
from sig_metrics.demo import build_demo
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.report.figures import value_of
from sig_metrics.report.model import Chart, Number, Slide, Table, Text
from sig_metrics.report.parts import Sight
from sig_metrics.report.slides.deck import arranged, deck
from sig_metrics.report.slides.session import _attended
from sig_metrics.session import model as session_model
from sig_metrics.session.model import Agreement, Attendance, Carried, Item, Seat, Session, Vote
from sig_metrics.store.local import LocalStore

CUIDAR = ROOT / "examples" / "cuidar" / "definitions"
SEATS = tuple(Seat(f"Jefatura de {unit}", unit, "member") for unit in ("DE", "UPPM", "UTI", "URH", "UCI", "UAJ", "CT"))


def _votes(*senses: str) -> tuple[Vote, ...]:
    return tuple(Vote(seat.office, sense) for seat, sense in zip(SEATS, senses))


HELD = Session(
    "ACT-2021-05",
    "management_review",
    "2021-S2",
    date(2021, 12, 3),
    "Sala de sesiones",
    "09:00",
    date(2021, 11, 26),
    seats=SEATS,
    attendance=tuple(Attendance(each.office, "titular" if n < 5 else "absent") for n, each in enumerate(SEATS)),
    items=(
        Item(1, "Resultados de las auditorías", "UPPM", 11),
        Item(2, "Indicadores del SGSI", "UTI", view="sgsi"),
    ),
    agreements=(
        Agreement(
            "ACU-2021-082",
            1,
            "improvement",
            "UPPM",
            date(2022, 1, 31),
            "Auditar el SGSI y el SGSST",
            "Sin auditorías",
            votes=(
                Vote(SEATS[0].office, "in_favour"),
                Vote(SEATS[1].office, "in_favour"),
                Vote(SEATS[2].office, "against", "x"),
            ),
        ),
        *(
            Agreement(code, 1, "resource", "UTI", date(2022, 1, 31), "Renovar", "Vence", votes=votes, casting=casting)
            for code, votes, casting in (
                ("ACU-2021-083", _votes("in_favour", "in_favour", "abstention"), ""),
                ("ACU-2021-084", _votes("in_favour", "against"), "in_favour"),
                ("ACU-2021-085", _votes("in_favour", "against"), "against"),
                ("ACU-2021-086", (), ""),
            )
        ),
    ),
)
CARRIED = (
    Carried("ACU-2021-070", "ACT-2021-03", "UTI", date(2021, 9, 30), "fulfilled", 0, 0, "Uno"),
    Carried(
        "ACU-2021-071",
        "ACT-2021-03",
        "UTI",
        date(2021, 9, 30),
        "overdue",
        61,
        2,
        "Dos",
        rescheduled_to=date(2022, 1, 31),
        rescheduled_by="ACU-2021-075",
    ),
    Carried("ACU-2021-072", "ACT-2021-03", "UCI", date(2021, 12, 31), "open", 0, 1, "Tres"),
)


def _frozen(folder, catalog, cutoff, place):
    shutil.copytree(folder, place)
    store = LocalStore(place, wait=1)
    dataset = dataset_of(store.open(), catalog)
    corte = freeze(store, dataset, "Cierre", cutoff, "UPPM")
    dataset.close()
    return store, corte


def _made(store, corte, session=None, carried=()):
    opened = open_corte(store, corte)
    with using(definitions_of(store, corte)):
        found = deck(opened, corte, session, carried)
    opened.close()
    return found


@pytest.fixture(scope="module")
def november(demo_folder, whole_catalog, tmp_path_factory):
    store, corte = _frozen(demo_folder, whole_catalog, NOVEMBER, tmp_path_factory.mktemp("deck") / "store")
    return _made(store, corte, HELD, CARRIED), rows_of(frozen_values(store, corte)), corte


@pytest.fixture(scope="module")
def slides(november):
    return {each.key: each for each in november[0].slides}


def cells(slide) -> list:
    return [cell for block in slide.blocks if isinstance(block, Table) for row in block.rows for cell in row]


def numbers(deck) -> dict[str, float]:
    """{which figure: its value} of all that is on the slides."""
    found = {}
    for slide in deck.slides:
        found |= {cell.of: cell.value for cell in cells(slide) if isinstance(cell, Number)}
        for block in slide.blocks:
            if isinstance(block, Chart):
                found |= {of: v for each in block.series for of, v in zip(each.of, each.values) if of and v is not None}
    return found


def texts(deck) -> str:
    said = []
    for slide in deck.slides:
        said += [slide.eyebrow, slide.title, slide.lead, *slide.aside]
        said += [cell if isinstance(cell, str) else cell.said for cell in cells(slide)]
        said += [each.said for each in slide.blocks if isinstance(each, Text)]
        said += [each.alt + each.title for each in slide.blocks if isinstance(each, Chart)]
    return "\n".join(said)


def test_the_order_of_the_slides_is_that_of_a_session(november):
    keys = [each.key for each in november[0].slides]
    assert keys[:5] == ["portada", "acuerdos-anteriores", "plan", "entrada-11", "entrada-9"], "gaps come first"
    assert sum(key.startswith("entrada-") for key in keys) == 22
    rest = [key for key in keys[5:] if not key.startswith("entrada-")]
    assert rest[:7] == [
        "etapa-maintenance",
        "etapa-monitoring",
        "etapa-improvement",
        "sistema-SGC",
        "sistema-SGAS",
        "sistema-SGSI",
        "sistema-SGSST",
    ]
    assert rest[7:] == [
        "decisiones",
        "decisiones-1",
        "decisiones-2",
        "decisiones-3",
        "decisiones-4",
        "decisiones-5",
        "indicador-SEG-09",
        "acuerdos",
        "conclusion",
    ]
    assert len(set(keys)) == len(keys)


def test_each_title_says_what_the_screens_say(slides):
    assert slides["plan"].title.startswith(
        "69 de 75 entregables al 30 de noviembre: 6 vencidos (3 entregados sin número)"
    )
    assert slides["entrada-11"].title == "Sin evidencia: SGSI y SGSST"
    assert slides["entrada-9"].title == "En parte: SGSI y SGSST"
    assert slides["entrada-6"].title == "Alertas CTVC en plazo: 85.9 %, meta 95 %"
    assert slides["sistema-SGAS"].title.startswith("55 de 58 entregables al 30 de noviembre: 3 vencidos")
    assert slides["decisiones"].title == "28 asuntos requieren una decisión"
    assert slides["decisiones-1"].title == "11 incidentes sin notificar fuera de plazo legal, y 5 más"
    assert slides["indicador-SEG-09"].title == "Quejas y sugerencias: 11 meses seguidos sobre la media"
    assert not [each.key for each in slides.values() if "**" in each.title or "!!" in each.title]


def test_a_gap_says_what_is_missing_and_who_owes_it(slides):
    lead = slides["entrada-11"].lead
    assert "SGSI y SGSST: sin filas en «Auditorías» y «Hallazgos de auditoría» (**UPPM**)" in lead
    evidence = slides["entrada-11"].blocks[-1]
    assert evidence.rows == (
        ("SGC", "9.3.2 c6", "● con evidencia"),
        ("SGAS", "9.3.1 c3", "● con evidencia"),
        ("SGSI", "9.3 c3", "!!■ sin evidencia!!"),
        ("SGSST", "9.3 d4", "!!■ sin evidencia!!"),
    )


def test_each_leads_to_its_live_screen(slides):
    assert slides["entrada-11"].address == "revision?casos=revision.SGSI.e11"
    assert slides["etapa-monitoring"].address == "seguimiento"
    assert slides["sistema-SGSI"].address == "sgsi"
    assert slides["decisiones"].address == "resumen?decisiones=todas"
    assert slides["indicador-SEG-09"].address == "indicadores?ind=SEG-09"
    assert slides["conclusion"].address == "revision?sesion=ACT-2021-05"


def test_the_figures_are_those_of_the_screens(november):
    found = numbers(november[0])
    typed = {
        "status.units.UTI.overdue": 3,
        "status.matrix.SGSI.monitoring.overdue": 3,
        "status.matrix.SGC.improvement.delivered": 2,
        "decision.legal": 3,
        "decision.off_target": 9,
        "decision.term": 5,
        "PLN-01.2021-11.numerator": 69,
        "SEG-07.2021-11": 54 / 56,
        "SEG-17.2021-11": 68 / 110,
        "SEG-09.2021-11": 80 / 84,
    }
    assert {of: found[of] for of in typed} == pytest.approx(typed)


def test_every_figure_is_that_of_the_corte(november):
    made, rows, _ = november
    found = numbers(made)
    assert len(found) > 150
    assert {of: value_of(rows, of) for of in found} == pytest.approx(found)
    assert value_of(rows, "SEG-07.2020-11") is None and value_of(rows, "status.nothing") is None
    assert value_of(rows, "review.SGSI.e11") == "missing"


def test_the_cover_says_quorum_corte_and_hash(november, slides):
    _, _, corte = november
    cover = slides["portada"]
    assert (
        cover.title == "Revisión por la Dirección" and "3 de diciembre de 2021, 09:00 · Sala de sesiones" in cover.lead
    )
    assert cover.aside[0] == "Quórum: **5 de 7 miembros** presentes; bastan 4"  # art. 110.1: more than half of seven
    assert corte.hash in cover.aside[2].replace(" ", "")
    assert november[0].marks.hash == corte.hash and november[0].marks.demonstration


def test_a_slide_serves_the_point_of_its_input_or_of_its_screen(slides):
    assert (slides["entrada-11"].item, slides["sistema-SGSI"].item, slides["plan"].item) == (1, 2, None)


def test_a_slide_of_earlier_agreements_serves_the_first_input_and_one_of_decisions_the_first_of_its_kinds():
    items = (
        Item(1, "Uno", "UPPM", 11, "revision?casos=revision.SGC.e11"),
        Item(2, "Acuerdos anteriores", "UPPM", 1, "revision?casos=revision.SGC.e1"),
        Item(3, "Para decidir: plazos", "UPPM", None, "resumen?decisiones=todas&clase=legal"),
        Item(4, "Para decidir: reglas", "UPPM", None, "resumen?decisiones=todas&clase=rule"),
    )
    sight = Sight(None, None, None, replace(HELD, items=items), ())
    given = {"acuerdos-anteriores-2": "revision", "decisiones-1": "resumen?decisiones=todas", "portada": "resumen"}
    found = {key: sight.item_of(Slide(key, "", "", "", (), (), address)) for key, address in given.items()}
    assert found == {"acuerdos-anteriores-2": 2, "decisiones-1": 3, "portada": None}


def test_agreements_come_back_with_their_state_and_how_long_they_drag_on(slides):
    slide = slides["acuerdos-anteriores"]
    assert slide.title == "2 acuerdos anteriores siguen sin cumplirse, de 3: 1 vencido"
    assert [row[0] for row in slide.blocks[0].rows] == ["ACU-2021-071", "ACU-2021-072", "ACU-2021-070"]
    # it is late by its own date, and the one that a session gave it is not past
    assert slide.blocks[0].rows[0][3:] == ("30/09/2021; pasó al 31/01/2022", "!!■ vencido!!", "2 sesiones")


def test_each_agreement_says_all_its_votes_and_whose_broke_a_tie(slides):
    assert [row[-1] for row in slides["acuerdos"].blocks[0].rows] == [
        "2 a favor y 1 en contra: adoptado",
        "2 a favor y 1 abstención: adoptado",
        "1 a favor y 1 en contra: adoptado con el voto dirimente",
        "1 a favor y 1 en contra: no adoptado, con el voto dirimente",
        "sin votos",
    ]


def test_the_cover_counts_each_person_once_and_the_quorum_of_the_call(slides):
    seats = (*HELD.attendance[:2], Attendance(SEATS[2].office, "chosen", SEATS[1].office))
    second = HELD.changed(attendance=(*seats, *HELD.attendance[3:]), call=2)
    assert _attended(second) == "Quórum: **4 de 7 miembros** presentes; bastan 3"
    assert _attended(second.changed(installed=seats)) == "Quórum: **2 de 7 miembros** presentes; bastan 3"


def test_the_secretary_orders_and_hides(november):
    made = november[0]
    keys = [each.key for each in made.slides]
    kept = session_model.Deck(("conclusion", "portada"), ("plan",))
    found = [each.key for each in arranged(made, kept).slides]
    assert found[0] == "conclusion" and "plan" not in found and len(found) == len(keys) - 1
    assert found.index("acuerdos-anteriores") == found.index("portada") + 1
    assert [each.key for each in arranged(made, session_model.Deck()).slides] == keys
    gone = session_model.Deck(("ya-no-existe", *keys))
    assert [each.key for each in arranged(made, gone).slides] == keys


def test_nothing_of_a_case_nor_of_a_reserved_register_is_on_a_slide(november, demo_snapshot, whole_catalog):
    said = texts(november[0])
    for name in ("qrd", "suggestion", "ctvc_alert", "security_incident", "vulnerability"):
        key = whole_catalog.registers[name].key[0]
        codes = [row["code"] for row in demo_snapshot.rows(f"select {key}::varchar as code from {name}")]
        assert len(codes) > 20 and not [code for code in codes if re.search(rf"\b{re.escape(code)}\b", said)], name
    assert "reservado: solo cifras protegidas" in said
    protected = [cells(each) for each in november[0].slides if each.key == "entrada-13"][0]
    assert not [cell for cell in protected if isinstance(cell, Number)]


def test_without_a_session_a_corte_has_its_slides(demo_folder, whole_catalog, tmp_path):
    store, corte = _frozen(demo_folder, whole_catalog, date(2021, 6, 30), tmp_path / "store")
    made = _made(store, corte)
    keys = [each.key for each in made.slides]
    curve = next(each for each in made.slides if each.key == "plan").blocks[0]
    assert curve.series[0].of[5] == "PLN-01.2021-06.numerator" and not any(curve.series[0].of[:5])
    assert "acuerdos" not in keys and "conclusion" not in keys and keys[0] == "portada"
    assert made.title == "Cierre" and made.slides[0].title == "El SIG al 30 de junio de 2021"


def test_another_institution_has_its_own_stages_and_systems(tmp_path_factory, tmp_path, monkeypatch):
    catalog = load_catalog(CUIDAR)
    folder = made_once(tmp_path_factory, "cuidar", lambda at: build_demo(LocalStore(at), catalog))
    monkeypatch.setenv("SIG_DEFINITIONS", str(CUIDAR))
    store, corte = _frozen(folder, catalog, date(2026, 8, 31), tmp_path / "store")
    made = _made(store, corte)
    keys = {each.key for each in made.slides}
    assert {f"etapa-{code}" for code in catalog.vocabularies["stage"]} <= keys
    assert {f"sistema-{code}" for code in catalog.vocabularies["system"]} <= keys
    rows = rows_of(frozen_values(store, corte))
    found = numbers(made)
    assert found and {of: value_of(rows, of) for of in found} == pytest.approx(found)
