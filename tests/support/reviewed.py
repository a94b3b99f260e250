"""A session made by hand, as its acts would leave it: six of seven seats, one agreement of each kind of vote."""

from datetime import date

from sig_metrics.session.model import (
    Agreement,
    Attendance,
    Carried,
    Conclusion,
    Item,
    Seat,
    Session,
    Suspension,
    Vote,
)

DE, UPPM, URH, UTI = "Dirección Ejecutiva", "Jefatura de la UPPM", "Jefatura de la URH", "Jefatura de la UTI"
UCI, CT, UAJ = "Jefatura de la UCI", "Coordinación Técnica", "Jefatura de la UAJ"
ALTERNATE = "Coordinación de Bienestar de la URH"
SEATS = (
    Seat(DE, "DE", "presidency", ("Asesoría de la Dirección Ejecutiva",)),
    Seat(UPPM, "UPPM", "secretariat"),
    Seat(URH, "URH", "member", (ALTERNATE,)),
    Seat(UTI, "UTI", "member"),
    Seat(UCI, "UCI", "member"),
    Seat(CT, "CT", "member"),
    Seat(UAJ, "UAJ", "member"),
)
ATTENDANCE = (
    Attendance(DE, "titular"),
    Attendance(UPPM, "titular"),
    Attendance(URH, "alternate", ALTERNATE),
    Attendance(UTI, "titular"),
    Attendance(UCI, "titular"),
    Attendance(CT, "excused"),
    Attendance(UAJ, "titular"),
)
ITEMS = (
    Item(1, "Estado de los acuerdos anteriores", "UPPM", 1, "revision", debated="Se revisaron los acuerdos vencidos."),
    Item(
        2,
        "Atención de quejas, reclamos y denuncias",
        "UCI",
        6,
        "indicadores?ficha=SEG-07",
        debated="La UCI expuso los reclamos de octubre fuera de plazo y sus motivos.",
    ),
    Item(3, "Recursos para el año 2022", "UTI", 18, debated="La UTI sustentó la renovación del servicio de respaldo."),
    Item(4, "Conclusiones de la revisión", "DE", None, debated="Se leyó la propuesta de conclusiones."),
)


def votes(against=(), abstained=(), favour=()) -> tuple[Vote, ...]:
    """Of each seat that was taken; those named vote otherwise, for the reasons given."""
    against, abstained = dict(against), dict(abstained)
    found = []
    for office in (DE, UPPM, URH, UTI, UCI, UAJ):
        if office in against:
            found.append(Vote(office, "against", against[office]))
        elif office in abstained:
            found.append(Vote(office, "abstention", abstained[office], "TUO Ley 27444 art. 99"))
        else:
            found.append(Vote(office, "in_favour", dict(favour).get(office, "")))
    return tuple(found)


AGREEMENTS = (
    Agreement(
        "ACU-2021-082",
        1,
        "improvement",
        "UPPM",
        date(2022, 1, 31),
        "Reprogramar los acuerdos que siguen abiertos, con un aviso quince días antes de su fecha.",
        "Once acuerdos pasaron su fecha sin cumplirse.",
        ("SGC", "SGAS", "SGSI", "SGSST"),
        "improvement",
        "agreement",
        "ACU-2021-063",
        "revision?corte_fijo=1",
        reschedules="ACU-2021-063",
        votes=votes(),
    ),
    Agreement(
        "ACU-2021-083",
        2,
        "improvement",
        "UCI",
        date(2022, 2, 28),
        "Pasar al segundo equipo los reclamos que lleguen al día veinte sin respuesta.",
        "Los reclamos de octubre fuera de plazo y sus motivos.",
        ("SGC",),
        "improvement",
        "qrd",
        "2021-10",
        "indicadores?ficha=SEG-07&corte_fijo=1",
        votes=votes(
            against={UAJ: "No se evaluó la carga del segundo equipo."},
            abstained={URH: "Participó en la asignación de personal del equipo."},
        ),
    ),
    Agreement(
        "ACU-2021-084",
        3,
        "resource",
        "UTI",
        date(2022, 4, 29),
        "Contratar la renovación del servicio de respaldo en el primer trimestre.",
        "Los incidentes del año y el informe de la UTI.",
        ("SGSI",),
        "resource",
        "security_incident",
        "SI-2021-099",
        "sgsi?corte_fijo=1",
        votes=votes(
            against={UCI: "Falta el estudio de mercado.", UAJ: "Falta el estudio de mercado.", URH: "Plazo corto."}
        ),
        casting="in_favour",
        at_once=True,
    ),
    Agreement(
        "ACU-2021-085",
        3,
        "resource",
        "UCI",
        date(2022, 3, 31),
        "Contratar dos personas para el centro de atención.",
        "La demanda de fin de año.",
        ("SGC",),
        "resource",
        view="resumen?corte_fijo=1",
        votes=votes(
            against={DE: "", UPPM: "", URH: "", UTI: ""},
            favour={UCI: "La demanda lo justifica.", UAJ: "Se atenderá mejor."},
        ),
    ),
)
CARRIED = (
    Carried("ACU-2021-063", "ACT-2021-02", "UPPM", date(2021, 9, 30), "overdue", 61, 2, "Actualizar las matrices."),
    Carried(
        "ACU-2021-071",
        "ACT-2021-03",
        "UTI",
        date(2021, 12, 15),
        "open",
        0,
        1,
        "Probar el respaldo.",
        rescheduled_to=date(2022, 1, 31),
        rescheduled_by="ACU-2021-079",
    ),
    Carried("ACU-2021-066", "ACT-2021-03", "URH", date(2021, 8, 31), "late", 12, 1, fulfilled_on=date(2021, 9, 12)),
)
SUSPENSION = Suspension("corte del servicio eléctrico", "10:15", date(2021, 12, 3), "Sala de la UTI", date(2021, 12, 3))
SESSION = Session(
    code="ACT-2021-05",
    kind="management_review",
    period="2021-S2",
    held_on=date(2021, 12, 3),
    place="Sala de reuniones de la Sede Central",
    starts_at="09:00",
    called_on=date(2021, 11, 24),
    state="to_approve",
    ends_at="12:40",
    corte=1,
    seats=SEATS,
    attendance=ATTENDANCE,
    items=ITEMS,
    agreements=AGREEMENTS,
    conclusion=Conclusion(
        "El SIG responde al propósito del Programa.",
        "Los recursos alcanzan para lo programado.",
        "El plan avanza; los reclamos quedan por debajo de su meta.",
        "Las mejoras acordadas sirven a los objetivos institucionales.",
    ),
    approves=("ACT-2021-04",),
)
