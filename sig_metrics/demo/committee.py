"""Owns the synthetic committee of the demonstration: its members, and what its sessions of June and November of 2021 left.

Members are offices, never persons. The session of November was held, and its minutes are still to be approved: that is why
their deliverable is missing. No row describes a real fact.
"""

from datetime import date

from sig_metrics.demo.common_dates import rows

JUNE, NOVEMBER = "ACT-2021-03", "ACT-2021-04"
FORMED = date(2020, 1, 6)
# (titular, its unit, its role, its alternate)
SEATS = (
    ("Dirección Ejecutiva", "DE", "presidency", "Asesoría de la Dirección Ejecutiva"),
    ("Jefatura de la UPPM", "UPPM", "secretariat", "Coordinación de Modernización de la Gestión"),
    ("Jefatura de la URH", "URH", "member", "Coordinación de Bienestar de la URH"),
    ("Jefatura de la UTI", "UTI", "member", "Coordinación de Desarrollo de la UTI"),
    ("Jefatura de la UCI", "UCI", "member", "Coordinación de Imagen de la UCI"),
    ("Coordinación Técnica", "CT", "member", "Especialidad de Procesos de la CT"),
    ("Jefatura de la UAJ", "UAJ", "member", "Especialidad Legal de la UAJ"),
)
# The alternate of the UTI changed in July of 2021.
LEFT, CAME = ("Coordinación de Desarrollo de la UTI", date(2021, 6, 30)), "Coordinación de Soporte de la UTI"
# (minutes, seat, how it attended, who replaced it); the rest, the titular.
REPLACED = {
    (JUNE, "Jefatura de la UTI"): ("alternate", "Coordinación de Desarrollo de la UTI"),
    (NOVEMBER, "Jefatura de la URH"): ("alternate", "Coordinación de Bienestar de la URH"),
    (NOVEMBER, "Coordinación Técnica"): ("excused", None),
}
# (topic, input of clause 9.3, unit, urgent)
AGENDA = {
    JUNE: (
        ("Estado de los acuerdos anteriores", 1, "UPPM", "no"),
        ("Avance del plan y de los indicadores del primer semestre", 10, "UPPM", "no"),
        ("Resultados de la auditoría interna de abril", 11, "UPPM", "no"),
        ("Atención de reclamos, sugerencias y alertas", 6, "UCI", "no"),
        ("Controles de la Declaración de Aplicabilidad", 15, "UTI", "no"),
        ("Ejecución del presupuesto del SIG", 18, "UPPM", "no"),
        ("Difusión del canal de denuncias en las Unidades Territoriales", None, "URH", "yes"),
    ),
    NOVEMBER: (
        ("Estado de los acuerdos anteriores", 1, "UPPM", "no"),
        ("Cambios del contexto y necesidades de las partes interesadas", 2, "UPPM", "no"),
        ("Cumplimiento de los objetivos de la política", 7, "UPPM", "no"),
        ("Reclamos y satisfacción de los hogares", 6, "UCI", "no"),
        ("No conformidades y acciones de mejora", 9, "UPPM", "no"),
        ("Riesgos y plan de tratamiento", 19, "UPPM", "no"),
        ("Incidentes y controles de seguridad de la información", 15, "UTI", "no"),
        ("Seguridad y salud en el trabajo", 16, "URH", "no"),
        ("Recursos para el año 2022", 18, "UPPM", "no"),
        ("Conclusiones de la revisión", None, "DE", "no"),
    ),
}
# What was agreed in November: (kind, unit, due, item, what, grounds, kind and code of what it answers, systems, output)
AGREED = (
    (
        "improvement",
        "UPPM",
        date(2022, 1, 31),
        1,
        "Reprogramar los acuerdos que siguen abiertos, con un aviso quince días antes de su fecha.",
    )
    + (
        "Once acuerdos pasaron su fecha sin cumplirse.",
        "agreement",
        "ACU-2021-063",
        "SGC/SGAS/SGSI/SGSST",
        "improvement",
    ),
    (
        "improvement",
        "UPPM",
        date(2022, 3, 31),
        2,
        "Incorporar a las partes interesadas las asociaciones de transportistas de valores.",
    )
    + ("El cambio de operador de pagos previsto para 2022.", None, None, "SGC/SGAS", "strategy"),
    (
        "improvement",
        "UCI",
        date(2022, 2, 28),
        4,
        "Pasar al segundo equipo los reclamos que lleguen al día veinte sin respuesta.",
    )
    + ("Los reclamos de octubre fuera de plazo y sus motivos.", "qrd", "2021-10", "SGC", "improvement"),
    (
        "change",
        "CT",
        date(2022, 1, 14),
        5,
        "Cerrar el hallazgo más antiguo, con el procedimiento de debida diligencia actualizado.",
    )
    + ("El compromiso venció en marzo y la causa sigue.", "finding", "HAL-2020-027", "SGAS", "change"),
    (
        "improvement",
        "CT",
        date(2022, 3, 31),
        6,
        "Aprobar un segundo control en la verificación de corresponsabilidades.",
    )
    + ("La evaluación de octubre lo deja en el nivel más alto.", "risk", "RIE-0006", "SGC/SGAS", "integration"),
    (
        "resource",
        "UTI",
        date(2022, 4, 29),
        7,
        "Contratar la renovación del servicio de respaldo, con presupuesto del primer trimestre.",
    )
    + ("Los incidentes del año y el informe de la UTI.", "security_incident", "SI-2021-099", "SGSI", "resource"),
    (
        "other",
        "DE",
        date(2022, 1, 14),
        10,
        "Dar por conveniente, adecuado y eficaz al SIG, con las mejoras acordadas, y comunicarlo.",
    )
    + ("Las entradas de la revisión y el avance del plan.", None, None, "SGC/SGAS/SGSI/SGSST", "conclusion"),
)
FIRST = 75  # the number of the first of them
# (agreement, seat): its vote and why; the rest, in favour.
VOTES = {
    ("ACU-2021-080", "Jefatura de la UAJ"): (
        "against",
        "El informe no trae la evaluación de alternativas; se propone acordarlo cuando la tenga.",
        None,
    ),
    ("ACU-2021-080", "Jefatura de la URH"): (
        "abstention",
        "Participó en la evaluación de las propuestas del servicio.",
        "TUO Ley 27444 art. 99",
    ),
}
# What the register of minutes has of these two sessions, in the order of its optional columns.
HELD = {
    JUNE: (
        date(2021, 6, 17),
        1,
        "Sede Central",
        "09:30",
        "12:15",
        "signed",
        date(2021, 6, 24),
        None,
        None,
        None,
        None,
        None,
    ),
    NOVEMBER: (date(2021, 11, 17), 1, "Sede Central", "09:00", "12:40", "to_approve", None)
    + ("El SIG sigue respondiendo al propósito del Programa y a los cambios previstos para 2022.",)
    + ("Los recursos alcanzan para lo programado; falta asegurar el respaldo de la información.",)
    + ("El plan avanza según lo previsto; reclamos y acuerdos quedan por debajo de su meta.", None, None),
}
IN_MINUTES = "called_on session_call place starts_at ends_at state approved_on suitability adequacy effectiveness workers_told_on"
IN_MINUTES += " governing_body_told_on"
IN_AGREEMENT = "item agreed grounds answers_kind answers systems output"


def registers() -> dict[str, list[dict]]:
    """{register: rows} of this chapter."""
    return {
        "committee_member": rows("office unit role standing alternate_of since until", _members()),
        "session_attendance": rows(
            "minutes office attended_as replaced_by",
            [
                (minutes, office, *REPLACED.get((minutes, office), ("titular", None)))
                for minutes in AGENDA
                for office, *_ in SEATS
            ],
        ),
        "agenda_item": rows(
            "minutes item topic review_input unit urgent",
            [(minutes, n, *item) for minutes, items in AGENDA.items() for n, item in enumerate(items, 1)],
        ),
        "vote": rows("agreement office sense reasons norm", _votes()),
    }


def _members() -> list[tuple]:
    found = [(office, unit, role, "titular", None, FORMED, None) for office, unit, role, _ in SEATS]
    for office, unit, role, alternate in SEATS:
        until = LEFT[1] if alternate == LEFT[0] else None
        found.append((alternate, unit, role, "alternate", office, FORMED, until))
        if until:
            found.append((CAME, unit, role, "alternate", office, date(2021, 7, 1), None))
    return found


def _votes() -> list[tuple]:
    """Every seat that attended votes in every agreement of November."""
    present = [office for office, *_ in SEATS if REPLACED.get((NOVEMBER, office), ("titular",))[0] != "excused"]
    return [
        (code, office, *VOTES.get((code, office), ("in_favour", None, None)))
        for code in (f"ACU-2021-{FIRST + n:03d}" for n in range(len(AGREED)))
        for office in present
    ]


def agreements() -> list[tuple]:
    """(agreement, minutes, kind, unit, due, fulfilled, then IN_AGREEMENT) of the session of November."""
    return [
        (f"ACU-2021-{FIRST + n:03d}", NOVEMBER, kind, unit, due, None, *rest)
        for n, (kind, unit, due, *rest) in enumerate(AGREED)
    ]
