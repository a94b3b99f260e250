"""Holds the papers to the moment of which each tells: who was there as the session began, who at a vote, what the call said
when it was made, and on which day something was agreed. The sessions are made by their acts, as the log has them."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from sig_metrics.measure.dataset import dataset_of
from sig_metrics.report.model import Number, Paper, Table, Text
from sig_metrics.report.papers.call import call
from sig_metrics.report.papers.certificate import certificate
from sig_metrics.report.papers.index import index
from sig_metrics.report.papers.issue import documents
from sig_metrics.report.papers.minutes import minutes
from sig_metrics.report.writers import docx, pdf
from sig_metrics.session.folding import after, convened
from sig_metrics.session.model import (
    ABSENT,
    AGAINST,
    ALTERNATE,
    CHOSEN,
    IN_FAVOUR,
    TITULAR,
    Agreement,
    Attendance,
    Item,
    Session,
    Vote,
)
from sig_metrics.session.shapes import packed
from sig_metrics.store.cortes import Corte
from support.reviewed import ALTERNATE as COORDINATOR
from support.reviewed import CT, DE, SEATS, UAJ, UCI, UPPM, URH, UTI

CORTE = Corte(1, "Cierre de noviembre", "2021-11", 1, "", "", "", "c" * 64, "UPPM", "2021-12-01T15:00:00")
ALL = (DE, UPPM, URH, UTI, UCI, CT, UAJ)
CODE = "ACU-2021-082"


@pytest.fixture(scope="module")
def data(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


def held(*acts: tuple) -> Session:
    """A session called for 3 December at 09:00, in Sala A, after some acts: each its name, what it says and, of some, the
    instant at which it was told."""
    said = {
        "kind": "management_review",
        "period": "2021-S2",
        "held_on": date(2021, 12, 3),
        "place": "Sala A",
        "starts_at": "09:00",
        "called_on": date(2021, 11, 24),
        "items": (Item(1, "Estado de los acuerdos", "UPPM", 1, debated="Se revisaron."),),
        "seats": SEATS,
        "regime": "legal",
    }
    session = convened("ACT-2021-05", packed(said))
    for name, values, *at in acts:
        session = after(session, name, packed(values), *at)
    return session


def attend(*offices: str, **others: Attendance) -> tuple:
    return "attend", {"attendance": [*(Attendance(office, TITULAR) for office in offices), *others.values()]}


def leave(office: str, *at: str) -> tuple:
    return ("attend", {"attendance": [Attendance(office, ABSENT)]}, *at)


def vote(*offices: str, against: tuple[str, ...] = (), casting: str = "") -> list[tuple]:
    wanted = Agreement(CODE, 1, "improvement", "UPPM", date(2022, 1, 31), "Reforzar.", "Siguen abiertos.")
    votes = [Vote(each, AGAINST if each in against else IN_FAVOUR, "Motivo." * (each in against)) for each in offices]
    return [("agree", {"agreement": wanted}), ("vote", {"agreement": CODE, "votes": votes, "casting": casting})]


INSTALL = ("install", {"corte": 1, "unanimous_start": False})
AGAIN = ("call_again", {"held_on": date(2021, 12, 4), "place": "Videoconferencia", "starts_at": "10:30"})
STOP = ("suspend", {"reason": "corte de luz", "at": "10:30", "goes_on": date(2021, 12, 7), "place": "Sala B"})
ON = ("resume", {"on": date(2021, 12, 7), "at": "11:00"})


def close(at: str = "12:00") -> tuple:
    return "close", {"ends_at": at}


def said(paper: Paper) -> str:
    lines = [paper.title, *(f"{label}: {text}" for label, text in paper.heading)]
    for block in paper.blocks:
        if isinstance(block, Text):
            lines.append(block.said)
        elif isinstance(block, Table):
            rows = [[each.said if isinstance(each, Number) else each for each in row] for row in block.rows]
            lines += [block.title, *(" | ".join(row) for row in rows)]
    return "\n".join(lines).replace("\u00a0", " ")


def acta(data, *acts: tuple) -> str:
    return said(minutes(held(*acts), data, CORTE))


def test_the_quorum_is_that_of_the_installation_and_who_left_later_is_told(data):
    whole = acta(data, attend(DE), AGAIN, attend(DE, UPPM, UTI), INSTALL, *vote(DE, UPPM, UTI), leave(UTI), close())
    assert "con un quórum de 3 de 7 miembros" in whole
    assert "Con 3 presentes, la Presidencia verificó que lo había y declaró instalada" in whole
    assert "Asistieron 3 de los 7 miembros." in whole
    assert "Jefatura de la UTI se retiró tras la votación del acuerdo ACU-2021-082." in whole


def test_who_came_after_the_installation_was_not_there_at_it(data):
    at = "2021-12-03T14:42:00"  # 09:42 in Lima
    acts = [attend(*ALL[:6]), INSTALL, (*attend(UAJ), at), *vote(*ALL), close()]
    whole = acta(data, *acts)
    assert "Con 6 presentes, la Presidencia verificó" in whole and "Asistieron 7 de los 7 miembros." in whole
    came = "Jefatura de la UAJ se incorporó ya instalada la sesión, antes de la primera votación"
    assert f"{came} (se anotó a las 09:42 horas)." in whole
    acts[2] = (*attend(UAJ), "2021-12-06T14:42:00")  # the log was written another day: its hour is not that of the act
    assert f"{came}." in acta(data, *acts)


def test_who_sits_in_two_seats_attended_once(data):
    acts = [attend(*ALL[:6], uaj=Attendance(UAJ, CHOSEN, CT)), INSTALL, *vote(*ALL[:6]), close()]
    whole = acta(data, *acts)
    assert "Asistieron 6 de los 7 miembros." in whole and "Con 6 presentes" in whole


def test_one_alone_attended_in_the_singular(data):
    whole = acta(data, attend(DE), INSTALL, *vote(DE), close())
    assert "Asistió 1 de los 7 miembros." in whole and "Con 1 presente, la Presidencia" in whole


def test_a_certificate_counts_those_who_were_there_at_the_vote(data):
    acts = [attend(*ALL[:6]), INSTALL, *vote(*ALL[:6], against=ALL[3:6], casting=IN_FAVOUR), attend(UAJ), close()]
    whole = said(certificate(held(*acts), data, CORTE, CODE))
    assert "con 6 de 7 miembros presentes y un quórum de 4" in whole and "tras un empate de los 6 presentes" in whole


def test_the_call_says_what_it_said_when_it_was_made(data):
    before = held()
    included = ("include", {"item": Item(2, "Corte del servicio", "UTI", 15, urgent=True), "in_favour": ALL})
    later = held(attend(*ALL), INSTALL, included, *vote(*ALL), close())
    assert call(later, data) == call(before, data)
    whole = said(call(later, data))
    assert "Aún sin corte" in whole and "Corte del servicio" not in whole and "Corte n.º" not in whole


def test_a_second_call_leaves_the_first_as_it_was(data):
    session = held(attend(DE), AGAIN)
    whole = said(call(session, data))
    assert "Primera convocatoria | viernes 3 de diciembre de 2021, 09:00 horas\n" in whole
    assert "Segunda convocatoria | sábado 4 de diciembre de 2021, 10:30 horas, en Videoconferencia\n" in whole
    assert "Lugar | Sala A\n" in whole and "Antelación | 9 días calendario" in whole
    assert session.notice_days() == 9
    whole = acta(data, attend(DE), AGAIN, attend(DE, UPPM, UTI), INSTALL, *vote(DE, UPPM, UTI), close())
    assert "con 9 días calendario de antelación" in whole and "HORA: De las 10:30 horas a las 12:00 horas" in whole


def test_a_session_that_went_on_another_day_says_both_days(data):
    whole = acta(data, attend(*ALL), INSTALL, STOP, ON, *vote(*ALL), close())
    assert "FECHA: viernes 3 de diciembre de 2021 y martes 7 de diciembre de 2021\n" in whole
    hours = "De las 09:00 horas del viernes 3 de diciembre de 2021 a las 12:00 horas del martes 7 de diciembre de 2021"
    assert f"HORA: {hours}\n" in whole and "LUGAR: Sala A y Sala B\n" in whole
    assert "A las 10:30 horas del viernes 3 de diciembre de 2021 la sesión se suspendió" in whole
    assert "La sesión continuó a las 11:00 horas del martes 7 de diciembre de 2021." in whole
    assert "Día de la votación | martes 7 de diciembre de 2021" in whole
    unsaid = ("resume", {"on": date(2021, 12, 7)})  # as an earlier program told it
    assert "La sesión continuó el martes 7 de diciembre de 2021." in acta(
        data, attend(*ALL), INSTALL, STOP, unsaid, close()
    )


def test_what_was_agreed_is_certified_and_filed_on_the_day_on_which_it_was(data):
    first = held(attend(*ALL), INSTALL, *vote(*ALL), STOP, ON, close())
    later = held(attend(*ALL), INSTALL, STOP, ON, *vote(*ALL), close())
    assert "realizada el viernes 3 de diciembre de 2021 (Sala A)" in said(certificate(first, data, CORTE, CODE))
    assert "realizada el martes 7 de diciembre de 2021 (Sala B)" in said(certificate(later, data, CORTE, CODE))
    for session, day in ((first, 3), (later, 7)):
        filed, _ = documents(None, data, None, session)
        days = {each.kind: each.on for each in filed}
        assert days["certificate"] == date(2021, 12, day) and days["minutes"] == date(2021, 12, 7)
    heading = dict(index(later, data, CORTE, ()).heading)
    assert heading["FECHA"] == "7 de diciembre de 2021"
    assert heading["FECHA DE LA SESIÓN"] == "viernes 3 de diciembre de 2021 y martes 7 de diciembre de 2021"


def test_a_session_past_midnight_ends_the_next_day(data):
    late = ("call_again", {"held_on": date(2021, 12, 4), "place": "Sala A", "starts_at": "23:00"})
    whole = acta(data, attend(DE), late, attend(DE, UPPM, UTI), INSTALL, *vote(DE, UPPM, UTI), close("00:30"))
    hours = "De las 23:00 horas del sábado 4 de diciembre de 2021 a las 00:30 horas del domingo 5 de diciembre de 2021"
    assert f"HORA: {hours}\n" in whole and "siendo las 00:30 horas del domingo 5 de diciembre de 2021" in whole


def test_what_was_written_in_lines_is_read_in_lines(data):
    said_of = ("debate", {"item": 1, "text": "a) Primero.\nb) Segundo."})
    agreed = Agreement(CODE, 1, "improvement", "UPPM", date(2022, 1, 31), "1) Uno.\n2) Dos.", "Porque sí.")
    made = minutes(
        held(attend(*ALL), INSTALL, said_of, ("agree", {"agreement": agreed}), *vote(*ALL)[1:], close()), data, CORTE
    )
    pages = PdfReader(BytesIO(pdf.paper(made))).pages
    assert {"a) Primero.", "b) Segundo.", "2) Dos."} <= set(
        "\n".join(page.extract_text() for page in pages).split("\n")
    )
    written = Document(BytesIO(docx.paper(made)))
    assert "a) Primero.\nb) Segundo." in [each.text for each in written.paragraphs]
    assert "1) Uno.\n2) Dos." in [cell.text for table in written.tables for row in table.rows for cell in row.cells]


def test_who_sat_as_it_was_voted_is_who_voted_whoever_sat_later(data):
    first = attend(*(each for each in ALL if each != URH), urh=Attendance(URH, ALTERNATE, COORDINATOR))
    back = ("attend", {"attendance": [Attendance(URH, TITULAR)]})
    session = held(first, INSTALL, *vote(*ALL, against=(URH,)), STOP, ON, back, close())
    made = minutes(session, data, CORTE)
    (votes,) = [each for each in made.blocks if isinstance(each, Table) and each.headings[0] == "Miembro"]
    assert (URH, COORDINATOR, "En contra") in votes.rows
    assert [each.office for each in made.signatures] == [UPPM, DE, COORDINATOR]
    told = (
        "Jefatura de la URH reemplazó a Coordinación de Bienestar de la URH tras la votación del acuerdo ACU-2021-082"
    )
    assert f"{told}, el martes 7 de diciembre de 2021." in said(made)
