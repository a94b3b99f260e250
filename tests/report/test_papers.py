"""Holds the papers of a session to the articles that ask for them, word by word: what each says, what it refuses to be made
without, and who signs it. What is expected was typed from arts. 107 to 113 of the TUO of Ley 27444 and from the session of
`support.reviewed`."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.report.model import Number, Paper, Table, Text
from sig_metrics.report.papers.call import call
from sig_metrics.report.papers.certificate import certificate
from sig_metrics.report.papers.memoranda import memoranda, memorandum
from sig_metrics.report.papers.minutes import minutes
from sig_metrics.report.writers import docx, pdf
from sig_metrics.session.model import Conclusion, Signed
from sig_metrics.session.said import quorum_said
from sig_metrics.store.cortes import Corte
from support.reviewed import ALTERNATE, CARRIED, CT, DE, SESSION, SUSPENSION, UAJ, UCI, UPPM, URH, UTI

CORTE = Corte(1, "Cierre de noviembre", "2021-11", 1, "", "", "", "c" * 64, "UPPM", "2021-12-01T15:00:00")


@pytest.fixture(scope="module")
def data(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def acta(data):
    return minutes(SESSION, data, CORTE, CARRIED)


def plainly(said: str) -> str:
    return said.replace("\u00a0", " ")


def said(paper: Paper) -> str:
    """All that a paper says, a line each: heading, paragraphs, and tables row by row."""
    lines = [*paper.institution, paper.title, *(f"{label}: {text}" for label, text in paper.heading)]
    for block in paper.blocks:
        if isinstance(block, Text):
            lines.append(block.said)
        elif isinstance(block, Table):
            lines += [block.title, " | ".join(block.headings), *(" | ".join(map(cell, row)) for row in block.rows)]
    return plainly("\n".join(lines))


def cell(given) -> str:
    return given.said if isinstance(given, Number) else given


def tables(paper: Paper, first: str) -> list[Table]:
    return [each for each in paper.blocks if isinstance(each, Table) and each.headings[0] == first]


ELEMENTS = {
    "the body": ["ÓRGANO: Comité del Sistema Integrado de Gestión"],
    "the place": ["LUGAR: Sala de reuniones de la Sede Central"],
    "the day": ["FECHA: viernes 3 de diciembre de 2021"],
    "when it began and ended": [
        "HORA: De las 09:00 horas a las 12:40 horas",
        "siendo las 12:40 horas la Presidencia levantó",
    ],
    "who attended, and as what": [
        "Dirección Ejecutiva | DE | Presidencia | Titular | Dirección Ejecutiva",
        "Jefatura de la URH | URH | Miembro | Suplente | Coordinación de Bienestar de la URH",
        "Coordinación Técnica | CT | Miembro | Ausente con causa | —",
        "Asistieron 6 de los 7 miembros.",
        "(art. 107.3 del TUO de la Ley N.° 27444)",
    ],
    "the call and the quorum": [
        "CONVOCATORIA: Primera, del 24/11/2021",
        "convocada el 24 de noviembre de 2021, con 9 días calendario de antelación y con su orden del día",
        "el quórum es de 4 de 7 miembros, su mayoría absoluta (art. 110.1 del TUO de la Ley N.° 27444). Con 6 presentes",
    ],
    "the order of the day": [
        "1 | Estado de los acuerdos anteriores | UPPM | 1. ",
        "4 | Conclusiones de la revisión | DE | —",
    ],
    "what was debated, point by point": [
        "Atención de quejas, reclamos y denuncias (punto 2)",
        "Expuso: UCI, Unidad de Comunicación e Imagen. Vista: indicadores?ficha=SEG-07",
        "La UCI expuso los reclamos de octubre fuera de plazo y sus motivos.",
    ],
    "each agreement apart, with its text, grounds, owner, date and view": [
        "Acuerdo ACU-2021-083 · punto 2 del orden del día",
        "Qué se acuerda | Pasar al segundo equipo los reclamos que lleguen al día veinte sin respuesta.",
        "Fundamento | Los reclamos de octubre fuera de plazo y sus motivos.",
        "Unidad responsable | UCI, Unidad de Comunicación e Imagen",
        "Fecha límite | 28 de febrero de 2022",
        "Responde a | QRD de un mes 2021-10",
        "Clase | Mejora · Oportunidad de mejora",
        "Clase | Recurso\n",
        "Responde a | El acuerdo ACU-2021-063, cuya fecha pasa al 31/01/2022",
        "Vista que lo motivó | indicadores?ficha=SEG-07&corte_fijo=1",
        "Propuesta ACU-2021-085, no aprobada · punto 3 del orden del día",
        "Qué se propuso | Contratar dos personas para el centro de atención.",
    ],
    "the decision and its majority": [
        "Resultado | Aprobado por unanimidad de los 6 presentes",
        "Resultado | Aprobado por mayoría de los 6 presentes: 4 a favor, 1 en contra y 1 abstención (art. 111.1",
        "Resultado | Aprobado con el voto dirimente de la Presidencia, tras un empate de los 6 presentes: 3 a favor y 3 en contra",
        "Resultado | No aprobado: 2 a favor y 4 en contra, de 6 presentes",
        "Voto dirimente de la Presidencia (Dirección Ejecutiva): a favor (art. 111.1 del TUO de la Ley N.° 27444).",
    ],
    "the form of the votes, and why some were otherwise": [
        "Votación nominal, por cargo: sentido de cada voto",
        "Jefatura de la UAJ: voto en contra (art. 111.2 del TUO de la Ley N.° 27444). Motivos: No se evaluó la carga",
        "Jefatura de la URH: abstención (art. 112 del TUO de la Ley N.° 27444). Norma que la faculta: TUO Ley 27444 art. 99. "
        "Motivos: Participó en la asignación",
        "Jefatura de la UCI: voto a favor (art. 111.2 del TUO de la Ley N.° 27444). Motivos: La demanda lo justifica.",
    ],
    "what the review concludes": [
        "Conveniencia | El SIG responde al propósito del Programa.",
        "Adecuación | Los recursos alcanzan para lo programado.",
        "Eficacia | El plan avanza; los reclamos quedan por debajo de su meta.",
        "Alineación con la dirección estratégica | Las mejoras acordadas",
    ],
    "what came back from earlier sessions": [
        "se leyó y aprobó el acta de ACT-2021-04 (art. 113.2",
        "Acuerdos de sesiones anteriores a la vista: 3; vencidos a la fecha del corte: 1.",
        "ACU-2021-063 | UPPM | Actualizar las matrices. | 30/09/2021 | Vencido hace 61 días | 2",
        "ACU-2021-071 | UTI | Probar el respaldo. | 15/12/2021; pasó al 31/01/2022 por ACU-2021-079 | Pendiente | 1",
        "ACU-2021-066 | URH | — | 31/08/2021 | Cumplido 12 días después | 1",
    ],
    "its approval": ["A la fecha está por aprobar.", "(art. 113.3 del TUO de la Ley N.° 27444)"],
    "the execution before the approval": [
        "El pleno autorizó su ejecución inmediata, antes de la aprobación del acta (art. 113.2"
    ],
    "whose paper it is": [
        "Ministerio de Desarrollo e Inclusión Social",
        "«Año del Bicentenario del Perú: 200 años de Independencia»",
        "ACTA DE SESIÓN N.° ACT-2021-05",
        "SESIÓN: Revisión por la Dirección",
        "CORTE: Corte n.º 1 «Cierre de noviembre», datos al 30/11/2021",
    ],
}


@pytest.mark.parametrize("element", ELEMENTS)
def test_the_minutes_have_every_element(acta, element):
    whole = said(acta)
    for phrase in ELEMENTS[element]:
        assert phrase in whole


def test_the_sense_of_the_vote_of_each_who_was_there_is_written(acta):
    found = tables(acta, "Miembro")
    assert [len(table.rows) for table in found] == [6, 6, 6, 6]
    assert found[1].rows == (
        (DE, DE, "A favor"),
        (UPPM, UPPM, "A favor"),
        (URH, ALTERNATE, "Abstención"),
        (UTI, UTI, "A favor"),
        (UCI, UCI, "A favor"),
        (UAJ, UAJ, "En contra"),
    )
    assert CT not in {row[0] for table in found for row in table.rows}


def test_those_sign_whom_the_article_names_and_no_one_else(acta):
    assert [(each.office, each.as_what) for each in acta.signatures] == [
        (UPPM, "Secretaría"),
        (DE, "Presidencia"),
        (UAJ, "Miembro que votó distinto"),
        (ALTERNATE, "Miembro que votó distinto"),
        (UCI, "Miembro que votó distinto"),
    ]


def of_first(**given):
    first, *rest = SESSION.agreements
    return {"agreements": (replace(first, **given), *rest)}


LACKING = [
    ({"attendance": ()}, "quiénes asistieron"),
    ({"place": ""}, "el lugar"),
    ({"starts_at": ""}, "la hora de inicio"),
    ({"ends_at": ""}, "la hora de término"),
    ({"items": ()}, "los puntos del orden del día"),
    ({"items": (*SESSION.items[:3], replace(SESSION.items[3], debated=""))}, "lo deliberado en el punto 4"),
    (of_first(agreed=""), "el texto del acuerdo ACU-2021-082"),
    (of_first(grounds=""), "los fundamentos del acuerdo ACU-2021-082"),
    (of_first(votes=()), "el sentido de los votos del acuerdo ACU-2021-082"),
    (
        {"agreements": tuple(replace(each, casting="") for each in SESSION.agreements)},
        "el sentido de la decisión del acuerdo ACU-2021-084",
    ),
    (
        {
            "agreements": tuple(
                replace(each, votes=tuple(replace(vote, reasons="") for vote in each.votes))
                for each in SESSION.agreements[:2]
            )
        },
        "los motivos de «Jefatura de la UAJ» en el acuerdo ACU-2021-083",
    ),
]


@pytest.mark.parametrize("given,which", LACKING, ids=[which for _, which in LACKING])
def test_minutes_that_lack_an_element_are_not_issued_and_say_which(data, given, which):
    with pytest.raises(Refused) as refusal:
        minutes(SESSION.changed(**given), data, CORTE)
    message = plainly(str(refusal.value))
    assert "todavía no se puede emitir. Le falta: " in message and which in message and "art. 113" in message


def test_their_approval_is_at_the_end_or_in_the_next_session(data):
    here = SESSION.changed(state="approved", approved_on=date(2021, 12, 3), approved_in="ACT-2021-05")
    whole = said(minutes(here, data, CORTE))
    assert (
        "leída y aprobada por los miembros al final de la sesión, el viernes 3 de diciembre de 2021 (art. 113.2"
        in whole
    )
    assert "por aprobar" not in whole
    later = here.changed(approved_on=date(2022, 3, 4), approved_in="ACT-2022-01")
    assert "al inicio de la sesión ACT-2022-01, el viernes 4 de marzo de 2022" in said(minutes(later, data, CORTE))


def test_a_signature_that_came_changes_nothing_of_what_was_signed(data):
    approved = SESSION.changed(state="approved", approved_on=date(2021, 12, 3), approved_in="ACT-2021-05")
    signed = approved.changed(state="signed", facts=30, signed=Signed("a" * 64, 6, (UPPM, DE), True, date(2021, 12, 6)))
    assert minutes(approved, data, CORTE, CARRIED) == minutes(signed, data, CORTE, CARRIED)


def test_the_same_session_and_corte_give_the_same_bytes(data, acta):
    again = minutes(SESSION, data, CORTE, CARRIED)
    assert pdf.paper(acta) == pdf.paper(again) and docx.paper(acta) == docx.paper(again)
    assert pdf.paper(acta) != pdf.paper(minutes(SESSION.changed(place="Otra sala"), data, CORTE, CARRIED))


def test_a_second_call_says_its_quorum_and_that_of_the_first_was_not_met(data):
    second = SESSION.changed(call=2, second_on=SESSION.held_on)
    whole = said(minutes(second, data, CORTE))
    assert "No habiendo quórum en la primera" in whole
    assert "con un quórum de 3 de 7 miembros" in whole and "art. 110.2" in whole and "art. 110.1" not in whole
    assert "CONVOCATORIA: Segunda, de la sesión convocada el 24/11/2021" in whole


def test_what_was_out_of_the_ordinary_is_told_with_its_article(data):
    urgent = (*SESSION.items, replace(SESSION.items[0], number=5, topic="Corte del servicio", urgent=True))
    held = SESSION.changed(suspensions=(SUSPENSION,), unanimous_start=True, items=urgent)
    whole = said(minutes(held, data, CORTE))
    assert (
        "A las 10:15 horas del viernes 3 de diciembre de 2021 la sesión se suspendió por fuerza mayor: corte del servicio eléctrico."
        in whole
    )
    assert "continuarla el viernes 3 de diciembre de 2021, en Sala de la UTI (art. 110.3" in whole
    assert "acordaron por unanimidad iniciar la sesión sin los requisitos de la convocatoria (art. 109.3" in whole
    assert "por unanimidad, se incluyó en el orden del día: punto 5 (art. 109.4" in whole
    assert "5 | Corte del servicio (incluido por urgencia) | UPPM" in whole
    ordinary = said(minutes(SESSION, data, CORTE))
    assert not any(article in ordinary for article in ("110.3", "109.3", "109.4"))


def test_a_body_that_no_article_rules_is_told_none(data):
    simple = SESSION.changed(regime="simple", conclusion=Conclusion(), approves=())
    made = minutes(simple, data, CORTE)
    assert "27444)" not in said(made) and "27444)" not in said(call(simple, data))
    assert "La sesión no concluyó sobre el sistema." in said(made)
    assert [each.as_what for each in made.signatures] == ["Secretaría", "Presidencia"]
    assert "Segunda convocatoria" not in said(call(simple, data))


def test_what_a_body_that_no_article_rules_adopts_without_votes_is_an_agreement(data):
    """One member of seven is there, and nobody votes: it begins, and what it agreed is in no paper a proposal."""
    agreed = SESSION.changed(
        regime="simple",
        agreements=(replace(SESSION.agreements[0], votes=(), casting="", at_once=False, reschedules=""),),
        installed=SESSION.attendance[:1],
    )
    whole = said(minutes(agreed, data, CORTE))
    assert "Convocatoria e inicio" in whole and "Con 1 presente, se dio inicio a la sesión." in whole
    assert "Acuerdo ACU-2021-082 · punto" in whole and "no aprobada" not in whole and "uórum" not in whole
    assert "Se acordó: ACU-2021-082." in whole and "Se sometió a votación" not in whole
    assert "Resultado | Adoptado sin votación" in whole
    paper = said(certificate(agreed, data, CORTE, "ACU-2021-082"))
    assert "adoptó el acuerdo que sigue" in paper and "miembros presentes" not in paper
    assert "uórum" not in said(call(agreed, data)) and quorum_said(agreed) == "Asisten 6 de 7"


def test_the_figures_are_those_of_the_corte_and_of_the_agreements(acta):
    (table,) = tables(acta, "Ficha")
    rows = {row[0]: tuple(map(cell, row[1:])) for row in table.rows}
    # typed from `tests/screens/resumen.md` at 30/11/2021
    assert rows["PLN-01"][1:3] == ("92.0 %", "69 de 75") and rows["PLN-02"][1:3] == ("80.0 %", "60 de 75")
    assert rows["PLN-02"][5] == "6" and rows["PLN-02"][6] == "—"
    assert rows["SEG-07"][6] == "ACU-2021-083"
    assert {cell.of for row in table.rows for cell in row if isinstance(cell, Number)} >= {
        "PLN-01.2021-11",
        "PLN-02.2021-11.open_overdue",
        "SEG-07.2021-11.target",
    }
    assert any("Entregables, carga n.º" in each for each in acta.marks.sources)


def test_a_reserved_indicator_is_in_no_table_whatever_an_agreement_answers(data):
    given = of_first(answers_kind="indicator", answers="SEG-12", reschedules="", view="indicadores?ficha=SEG-13")
    made = minutes(SESSION.changed(**given), data, CORTE)
    (table,) = tables(made, "Ficha")
    assert not {"SEG-12", "SEG-13"} & {row[0] for row in table.rows}
    named = of_first(answers_kind="indicator", answers="SEG-18", reschedules="")
    (table,) = tables(minutes(SESSION.changed(**named), data, CORTE), "Ficha")
    assert {row[0]: row[7] for row in table.rows}["SEG-18"] == "ACU-2021-082"


def test_what_somebody_typed_is_no_markup(data):
    items = (replace(SESSION.items[0], debated="Dijo **ojo** y !!mal!!"), *SESSION.items[1:])
    made = minutes(SESSION.changed(items=items), data, CORTE)
    assert not any("**" in each.said or "!!" in each.said for each in made.blocks if isinstance(each, Text))


def test_the_call_says_to_whom_when_where_and_with_what(data):
    called = SESSION.changed(state="called", ends_at="", attendance=(), agreements=())
    made = call(called, data)
    whole = said(made)
    for phrase in (
        "CONVOCATORIA N.° [completar: número]",
        "PARA: Miembros del Comité del Sistema Integrado de Gestión: Jefatura de la UPPM, Jefatura de la URH, Jefatura de la "
        "UTI, Jefatura de la UCI, Coordinación Técnica y Jefatura de la UAJ",
        "DE: Dirección Ejecutiva, Presidencia del Comité",
        "ASUNTO: Convocatoria a la sesión de Revisión por la Dirección ACT-2021-05",
        "REFERENCIA: Revisión del segundo semestre de 2021. Aún sin corte",
        "FECHA: Lima, 24 de noviembre de 2021",
        "(arts. 108.1 y 109.2 del TUO de la Ley N.° 27444)",
        "Primera convocatoria | viernes 3 de diciembre de 2021, 09:00 horas",
        "Quórum | 4 de 7 miembros",
        "Segunda convocatoria | sábado 4 de diciembre de 2021, 09:00 horas",
        "Quórum en la segunda | 3 de 7 miembros",
        "Lugar | Sala de reuniones de la Sede Central",
        "Antelación | 9 días calendario antes de la sesión",
        "| indicadores?ficha=SEG-07",
        "acuda su suplente (art. 107.3",
        "(art. 109.4 del TUO",
    ):
        assert phrase in whole
    (agenda,) = tables(made, "N.°")
    assert [row[:3] for row in agenda.rows][1] == ("2", "Atención de quejas, reclamos y denuncias", "UCI")
    assert agenda.rows[1][3].startswith("6. ") and "SGC 9.3.2 c1" in agenda.rows[1][3]
    assert [(each.office, each.as_what) for each in made.signatures] == [
        (DE, "Presidencia del Comité del Sistema Integrado de Gestión")
    ]


def test_a_call_without_a_corte_says_that_the_figures_are_to_be_frozen(data):
    whole = said(call(SESSION, data))
    assert "Aún sin corte" in whole and "se congelarán en un corte antes de instalar la sesión" in whole
    page = PdfReader(BytesIO(pdf.paper(call(SESSION, data)))).pages[0].extract_text()
    assert "Aún sin corte" in page and "SHA-256" not in page


def test_a_certificate_is_of_an_adopted_agreement_before_the_minutes_are_approved(data):
    made = certificate(SESSION, data, CORTE, "ACU-2021-084")
    whole = said(made)
    for phrase in (
        "CONSTANCIA DE ACUERDO N.° [completar: número]",
        "La Secretaría del Comité del Sistema Integrado de Gestión certifica (art. 113.2",
        "realizada el viernes 3 de diciembre de 2021 (Sala de reuniones de la Sede Central), con 6 de 7 miembros presentes y "
        "un quórum de 4",
        "al tratar el punto 3 del orden del día, «Recursos para el año 2022»",
        "Contratar la renovación del servicio de respaldo",
        "El pleno autorizó su ejecución inmediata",
        "Esta constancia se expide antes de la aprobación del acta de la sesión.",
        "Lima, [completar: fecha de emisión].",
    ):
        assert phrase in whole
    assert [each.office for each in made.signatures] == [UPPM]
    approved = SESSION.changed(state="approved", approved_on=date(2021, 12, 3))
    assert "El acta de la sesión fue aprobada el 3 de diciembre de 2021." in said(
        certificate(approved, data, CORTE, "ACU-2021-084")
    )
    with pytest.raises(Refused, match="ACU-2021-085 no se aprobó"):
        certificate(SESSION, data, CORTE, "ACU-2021-085")
    with pytest.raises(Refused, match="no tiene el acuerdo «ACU-2021-001»"):
        certificate(SESSION, data, CORTE, "ACU-2021-001")


def test_a_memorandum_goes_to_each_unit_with_what_it_owes_and_until_when(data):
    made = memoranda(SESSION, data, CORTE)
    assert [each.name for each in made] == [f"memorando-ACT-2021-05-{unit}" for unit in ("UPPM", "UCI", "UTI")]
    whole = said(made[1])
    for phrase in (
        "MEMORANDO N.° [completar: número]",
        "PARA: Jefatura de la UCI · UCI, Unidad de Comunicación e Imagen",
        "DE: Jefatura de la UPPM, Secretaría del Comité",
        "ASUNTO: Acuerdos a cargo de UCI",
        "adoptó, a cargo de la unidad que usted dirige, 1 acuerdo (art. 107.1",
        "ACU-2021-083 | Pasar al segundo equipo los reclamos que lleguen al día veinte sin respuesta. | 28/02/2022 | SGC | QRD",
        "La primera fecha límite es el 28 de febrero de 2022.",
        "El acta de la sesión está por aprobar (art. 113.2",
        "Atentamente,",
    ):
        assert phrase in whole
    assert "ACU-2021-085" not in whole  # it was not adopted
    assert "De ejecución inmediata, autorizada por el pleno: ACU-2021-084" in said(made[2])
    assert [each.office for each in made[1].signatures] == [UPPM] and DE in made[1].copies
    with pytest.raises(Refused, match="URH no tiene acuerdos a su cargo"):
        memorandum(SESSION, data, CORTE, "URH")
