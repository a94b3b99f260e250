"""Owns the synthetic context of the demonstration: objectives, what surrounds the programme, what is communicated, what
changes, and the papers of the versions of its plan.

Dates are those of the reviews of the context and of the versions of the plan. No row describes a real fact; the number of
a paper is real where the plan says it.
"""

import hashlib
from datetime import date

from sig_metrics.demo.common_dates import rows

ALL = "SGC/SGAS/SGSI/SGSST"
MARCH, SEPTEMBER = date(2021, 3, 30), date(2021, 9, 29)
OBJECTIVES = (
    ("OBJ-SIG-01", "Cumplir las actividades programadas del plan.", ALL, "PLN-01", 100, "UPPM"),
    ("OBJ-SIG-02", "Cumplir en su plazo lo que el Comité acuerda.", ALL, "MAN-07", 100, "UPPM"),
    ("OBJ-SGC-01", "Responder los reclamos de los hogares en el plazo de ley.", "SGC", "SEG-07", 100, "UCI"),
    ("OBJ-SGC-02", "Aumentar la satisfacción de los hogares usuarios.", "SGC", "MAN-10", 80, "UPPM"),
    ("OBJ-SGAS-01", "Conocer a los socios de negocio antes de contratar.", "SGAS", "MAN-03", 100, "UPPM"),
    ("OBJ-SGAS-02", "Fortalecer la capacidad de prevenir la corrupción.", "SGAS", "MAN-11", 60, "URH"),
    ("OBJ-SGSI-01", "Resolver a tiempo los incidentes de seguridad.", "SGSI", "SEG-14", 95, "UTI"),
    ("OBJ-SGSI-02", "Implementar los controles aplicables de la SoA.", "SGSI", "SEG-17", 90, "UTI"),
    ("OBJ-SGSST-01", "Cumplir las obligaciones periódicas de SST.", "SGSST", "MEJ-05", 100, "URH"),
    ("OBJ-SGSST-02", "Implementar los requisitos de la línea base.", "SGSST", "MEJ-01", 90, "URH"),
)
ITEMS = (
    ("strength", "Procesos certificados y equipos con experiencia.", "Mantener las certificaciones.", ALL, MARCH),
    ("strength", "Presencia en las Unidades Territoriales.", "Usar sus equipos en la difusión.", "SGC/SGAS", MARCH),
    (
        "opportunity",
        "Plataforma digital del Libro de Reclamaciones.",
        "Pasar los registros a la plataforma.",
        "SGC",
        MARCH,
    ),
    ("opportunity", "Norma nueva sobre gobierno digital.", "Ordenar el alcance del SGSI.", "SGSI", SEPTEMBER),
    ("weakness", "Los registros se consolidan a mano.", "Cargar los registros en el cuadro de mando.", ALL, MARCH),
    ("weakness", "El SGSST está en implementación.", "Seguir la línea base cada semestre.", "SGSST", MARCH),
    ("threat", "Cambio de servidores en las unidades.", "Entrega de cargo y capacitación de ingreso.", ALL, MARCH),
    ("threat", "Correos falsos a nombre del Programa.", "Campañas y bloqueo de dominios.", "SGSI", SEPTEMBER),
)
PARTIES = (
    (
        "Hogares usuarios",
        "external",
        "Recibir el incentivo en la fecha anunciada.",
        "Cronograma de pagos.",
        "SGC",
        MARCH,
    ),
    (
        "Hogares usuarios",
        "external",
        "Que sus reclamos se respondan.",
        "Procedimiento de reclamos y línea 1880.",
        "SGC",
        MARCH,
    ),
    ("Servidores", "internal", "Trabajar sin accidentes.", "Plan de seguridad y salud en el trabajo.", "SGSST", MARCH),
    (
        "Servidores",
        "internal",
        "Denunciar sin represalias.",
        "Canal de denuncias y medidas de protección.",
        "SGAS",
        MARCH,
    ),
    ("MIDIS", "external", "Conocer el avance y los cambios del plan.", "Informes y oficios.", ALL, MARCH),
    (
        "Comités de transparencia",
        "external",
        "Respuesta a sus alertas.",
        "Registro de alertas CTVC.",
        "SGC/SGAS",
        MARCH,
    ),
    (
        "Proveedores",
        "external",
        "Reglas claras para contratar.",
        "Debida diligencia y compromiso antisoborno.",
        "SGAS",
        MARCH,
    ),
    (
        "Autoridad de datos personales",
        "external",
        "Aviso de incidentes en 48 horas.",
        "Registro de incidentes.",
        "SGSI",
        SEPTEMBER,
    ),
)
MESSAGES = (
    (
        "Política y objetivos del SIG",
        "UPPM",
        "Todos los servidores",
        "Al ingresar y cada año",
        "Portal interno y correo",
        ALL,
    ),
    ("Resultados de los indicadores", "UPPM", "Comité del SIG", "Cada trimestre", "Informe y sesión", ALL),
    ("Requisitos y plazos del servicio", "UCI", "Hogares usuarios", "Cada bimestre", "Línea 1880 y afiches", "SGC"),
    ("Canal de denuncias y gratuidad", "URH", "Servidores y hogares", "Cada semestre", "Portal y charlas", "SGAS"),
    ("Compromiso antisoborno", "UPPM", "Socios de negocio", "Al contratar", "Correo institucional", "SGAS"),
    (
        "Incidentes que avisar y a quién",
        "UTI",
        "Todos los servidores",
        "Cada trimestre",
        "Correo institucional",
        "SGSI",
    ),
    (
        "Peligros y medidas de control",
        "URH",
        "Todos los servidores",
        "Antes de cada tarea",
        "Charla de cinco minutos",
        "SGSST",
    ),
    ("Cambios del plan", "UPPM", "DGCGPS del MIDIS", "Cada versión", "Oficio", ALL),
)
# (kind, what, impact, level, response, unit, systems, identified, due, done)
CHANGES = (
    ("norm", "Norma técnica de gestión de reclamos.", "Cambian el procedimiento y sus plazos.", "high")
    + (
        "Actualizar el procedimiento y capacitar.",
        "UCI",
        "SGC",
        date(2021, 2, 15),
        date(2021, 6, 30),
        date(2021, 6, 25),
    ),
    ("organization", "El SGSST se suma al SIG.", "El plan pasa de tres a cuatro sistemas.", "high")
    + ("Aprobar la versión 05 del plan.", "UPPM", "SGSST", date(2021, 4, 12), date(2021, 9, 30), date(2021, 9, 30)),
    ("technology", "Nuevo aplicativo de visitas.", "Cambia el registro del acompañamiento.", "medium")
    + ("Probar en dos Unidades Territoriales.", "UTI", "SGC/SGSI", date(2021, 7, 5), date(2021, 12, 15), None),
    ("process", "Segundo control en la verificación.", "Un paso más antes del cierre del bimestre.", "medium")
    + ("Cambiar la ficha del proceso.", "CT", "SGC/SGAS", date(2021, 10, 21), date(2022, 3, 31), None),
    ("context", "Cambio de operador de pagos en 2022.", "Nuevos socios y puntos de pago.", "high")
    + ("Debida diligencia antes de contratar.", "UPPM", "SGC/SGAS", date(2021, 11, 10), date(2022, 2, 28), None),
)
# (version, kind, number, signed, unit)
PAPERS = (
    ("04", "supporting_report", "Informe N° 007-2021-MIDIS/PNADP-UPPM-CMG", date(2021, 1, 25), "UPPM"),
    ("04", "resolution", "RDE N° 032-2021-MIDIS/PNADP-DE", date(2021, 2, 25), "DE"),
    ("04", "circular_memo", "Memorando múltiple sintético 2021-02", date(2021, 2, 26), "UPPM"),
    ("05", "supporting_report", "Informe N° 101-2021-MIDIS/PNADP-UPPM-CMG", date(2021, 9, 23), "UPPM"),
    ("05", "legal_report", "Informe N° 250-2021-MIDIS/PNADP-UAJ", date(2021, 9, 30), "UAJ"),
    ("05", "notice", "Oficio sintético 2021-10", date(2021, 10, 4), "DE"),
)
# (what, number, place, unit, issued, published)
PUBLICATIONS = (
    ("Resolución que aprueba el plan, versión 04", "RDE N° 032-2021-MIDIS/PNADP-DE", "transparency_portal")
    + ("UCI", date(2021, 2, 25), date(2021, 2, 26)),
    ("Plan de Desarrollo del SIG, versión 04", None, "intranet", "UCI", date(2021, 2, 25), date(2021, 3, 1)),
    ("Resolución que aprueba el plan, versión 05", None, "transparency_portal")
    + ("UCI", date(2021, 9, 30), date(2021, 10, 4)),
    ("Plan de Desarrollo del SIG, versión 05", None, "intranet", "UCI", date(2021, 9, 30), date(2021, 10, 5)),
)


def registers() -> dict[str, list[dict]]:
    """{register: rows} of this chapter."""
    return {
        "policy_objective": rows(
            "year objective statement systems indicator target unit", [(2021, *each) for each in OBJECTIVES]
        ),
        "context_item": rows(
            "context_item kind statement response systems since until",
            [(f"FODA-{n:02d}", *each, None) for n, each in enumerate(ITEMS, 1)],
        ),
        "interested_party": rows(
            "need party party_scope statement response systems since until",
            [(f"PI-{n:02d}", *each, None) for n, each in enumerate(PARTIES, 1)],
        ),
        "communication": rows(
            "communication what unit audience occasion channel systems reviewed_on",
            [(f"COM-{n:02d}", *each, SEPTEMBER) for n, each in enumerate(MESSAGES, 1)],
        ),
        "system_change": rows(
            "change kind statement impact level response unit systems identified_on due_on done_on",
            [(f"CAM-2021-{n:02d}", *each) for n, each in enumerate(CHANGES, 1)],
        ),
        "plan_paper": rows(
            "year version kind number signed_on unit sha256",
            [(2021, *each, hashlib.sha256(each[2].encode()).hexdigest()) for each in PAPERS],
        ),
        "published_document": rows(
            "publication what number place unit issued_on published_on",
            [(f"PUB-2021-{n:02d}", *each) for n, each in enumerate(PUBLICATIONS, 1)],
        ),
    }
