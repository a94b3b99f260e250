"""Owns the words of the synthetic follow-up: what was found, agreed and done, why, and what each thing answers.

Registers have words from 2021 on: what came before is as an old file brings it, without those columns. They are taken from
short lists, in turn and without chance, so that no word moves a figure. No row describes a real fact.
"""

from collections.abc import Callable
from datetime import date

from sig_metrics.demo import committee, infosec, safety, users

YEAR, TOLD_SINCE = "2021", "AUD-2020-03"  # the last audit of 2020 is the first whose findings have words
# {clause: (criterion, (statement, evidence), (statement, evidence))}
FOUND = {
    "ISO 9001 § 7.5.3": ("La información documentada vigente está disponible donde se usa.",)
    + (("Se usa una versión anterior de un formato.", "Tres de diez expedientes revisados llevan el formato de 2019."),)
    + (
        (
            "Un instructivo retirado sigue en la carpeta común.",
            "Carpeta compartida de la unidad, vista en la auditoría.",
        ),
    ),
    "ISO 9001 § 8.5.1": ("La prestación del servicio se hace en condiciones controladas.",)
    + (("Falta el registro de conformidad antes de transferir.", "Dos de ocho planillas revisadas no lo tienen."),)
    + (
        (
            "La visita se programa sin el listado del bimestre.",
            "Cronograma de visitas y listado de hogares comparados.",
        ),
    ),
    "ISO 9001 § 9.1.2": ("Se sigue la percepción de los usuarios y se usa lo que dice.",)
    + (("La encuesta no distingue la zona rural.", "Cuestionario y base de la última medición."),)
    + (("Los resultados no llegaron a las Unidades Territoriales.", "Correos de difusión revisados: ninguno."),),
    "ISO 37001 § 8.2": ("Se hace la debida diligencia de los socios de negocio según su riesgo.",)
    + (
        (
            "Un socio de riesgo medio no tiene debida diligencia vigente.",
            "Registro de socios, revisado en la auditoría.",
        ),
    )
    + (("La debida diligencia no se repite al renovar el contrato.", "Cuatro de doce renovaciones revisadas."),),
    "ISO 37001 § 8.7": ("Los regalos y atenciones se declaran y se registran.",)
    + (("El registro de regalos no se lleva en una unidad.", "Entrevista y carpeta de la unidad."),)
    + (("La directiva no dice quién guarda lo devuelto.", "Directiva vigente, numeral sobre devoluciones."),),
    "ISO 37001 § 9.1": ("Se mide y se evalúa el desempeño del sistema antisoborno.",)
    + (("Un indicador no se reportó en el trimestre.", "Tablero de indicadores al cierre del trimestre."),)
    + (("El análisis no dice qué se hará con el resultado.", "Informe de indicadores del semestre."),),
    "ISO 9001 § 6.1 / ISO 37001 § 6.1": ("Los riesgos se identifican y se tratan antes de que ocurran.",)
    + (("La matriz de un proceso no recoge un riesgo ya ocurrido.", "Matriz de riesgos y registro de incidentes."),)
    + (("Un tratamiento se cerró sin volver a evaluar el riesgo.", "Plan de tratamiento y última evaluación."),),
    "ISO 9001 § 9.3 / ISO 37001 § 9.3": ("La Dirección revisa el sistema con todas sus entradas.",)
    + (("El acta no recoge la adecuación de los recursos.", "Acta de la última revisión por la Dirección."),)
    + (("Dos acuerdos no tienen responsable.", "Actas del año, revisadas una por una."),),
}
# {process: (event, cause, consequence)}
FEARED = {
    "PM-01": ("Que se afilie a un hogar que no cumple los requisitos.", "La información de origen llega incompleta.")
    + ("Pagos indebidos y observaciones de control.",),
    "PM-02": (
        "Que se verifique como cumplida una corresponsabilidad que no lo está.",
        "Hay un solo control antes del cierre.",
    )
    + ("Incentivos pagados sin cumplimiento.",),
    "PM-03": ("Que la transferencia salga con montos equivocados.", "La planilla se arma con archivos sueltos.")
    + ("Hogares sin pago en la fecha y reprocesos.",),
    "PM-04": ("Que el acompañamiento no llegue a los hogares priorizados.", "Rutas sin actualizar y distancias largas.")
    + ("Hogares que dejan de cumplir sus corresponsabilidades.",),
    "PE-01": ("Que se favorezca a un proveedor en una contratación.", "Las bases las redacta un solo equipo.")
    + ("Soborno, y pérdida de confianza en el Programa.",),
    "PE-02": (
        "Que se ofrezca agilizar un trámite a cambio de un pago.",
        "El usuario no conoce los plazos ni la gratuidad.",
    )
    + ("Soborno, y daño a los hogares usuarios.",),
    "PE-03": ("Que un indicador se reporte con datos equivocados.", "Los registros se consolidan a mano.")
    + ("Decisiones sobre cifras que no son.",),
    "PS-01": ("Que un servidor se accidente en una visita.", "Traslados por vías en mal estado.")
    + ("Lesiones y días perdidos.",),
    "PS-02": ("Que se contrate sin verificar impedimentos.", "La verificación se hace después de firmar.")
    + ("Nulidad de la contratación y responsabilidad.",),
    "PS-03": ("Que no se detecte a tiempo una enfermedad ocupacional.", "Los exámenes no se programan por puesto.")
    + ("Daño a la salud del servidor.",),
    "PS-04": ("Que se pierda un expediente de un hogar.", "El archivo no tiene control de préstamos.")
    + ("Reclamos que no se pueden resolver.",),
    "PS-05": ("Que se altere un expediente para ocultar una falta.", "Los expedientes no están foliados.")
    + ("Pruebas que se pierden.",),
}
# {origin: (what is done, why it happened), twice}
DONE = {
    "audit": (
        ("Corregir lo hallado y revisar los demás casos del periodo.", "El control no estaba en el procedimiento."),
        ("Actualizar el formato y retirar las versiones anteriores.", "La lista maestra no llega a todas las sedes."),
    ),
    "review": (
        ("Cumplir lo acordado y presentar el resultado en la sesión siguiente.", "No había un responsable designado."),
        ("Cambiar la forma en que se reporta al Comité.", "El informe llegaba después de la sesión."),
    ),
    "complaint": (
        ("Dar respuesta modelo a los motivos que más se repiten.", "Cada caso se redactaba desde cero."),
        ("Avisar cinco días antes del vencimiento de cada caso.", "No se conocía el plazo que quedaba."),
    ),
    "risk": (
        ("Añadir un segundo control antes del cierre.", "Un solo equipo hacía y revisaba."),
        ("Automatizar la comparación de los dos listados.", "La revisión era por muestra."),
    ),
    "incident": (
        ("Cambiar las credenciales y revisar los accesos del servicio.", "Cuentas activas de quienes ya no están."),
        ("Instalar las actualizaciones pendientes del servidor.", "No había una ventana de mantenimiento."),
    ),
    "safety": (
        ("Entregar el equipo de protección y capacitar en su uso.", "La tarea no tenía evaluación de riesgos."),
        ("Señalizar la zona y cambiar la ruta de la visita.", "Vía en mal estado en época de lluvia."),
    ),
    "suggestion": (
        ("Poner en práctica la mejora sugerida en dos sedes.", "El trámite pedía un documento que ya se tiene."),
        ("Publicar la respuesta en los canales de atención.", "La información no estaba a la vista."),
    ),
    "indicator": (
        ("Revisar con la unidad por qué el indicador está bajo su meta.", "La meta no se había repartido por unidad."),
        ("Reportar el indicador cada mes, con su análisis.", "El reporte dependía de un solo archivo."),
    ),
}
CHECKED = {
    "yes": "Casos revisados tres meses después: no se repite.",
    "no": "Casos revisados tres meses después: se repite.",
}
# {kind: what was agreed, in turn}
AGREED = {
    "improvement": (
        "Presentar un plan para mejorar lo revisado, con fechas.",
        "Repetir en las demás unidades lo que dio resultado.",
        "Revisar el procedimiento con quienes lo usan.",
    ),
    "change": (
        "Actualizar el documento y comunicar el cambio a las unidades.",
        "Incluir el cambio en el cuadro de cambios.",
    ),
    "resource": (
        "Asignar recursos para lo acordado, dentro del presupuesto del año.",
        "Pedir la ampliación del plazo del servicio.",
    ),
    "other": ("Informar del avance en la sesión siguiente.", "Remitir el acta a las unidades."),
}
GROUNDS = "Lo expuesto por la unidad y los resultados al corte."
OF_REVIEW = {"improvement": "improvement", "change": "change", "resource": "resource", "other": None}
KINDS = {
    "audit": "finding",
    "review": "agreement",
    "complaint": "qrd",
    "risk": "risk",
    "incident": "security_incident",
    "safety": "sst_event",
    "suggestion": "suggestion",
    "indicator": "indicator",
}
INDICATORS = ("SEG-02", "MAN-07", "SEG-09")
SPREAD = 4  # what an action answers is one of the last few things that were known


def _with(row: dict, **words: object) -> dict:
    """A row with its words, before its note."""
    note = row["note"]
    bare = {name: value for name, value in row.items() if name != "note"}
    return {**bare, **{name: "" if value is None else str(value) for name, value in words.items()}, "note": note}


def findings(found: list[dict]) -> list[dict]:
    told = []
    for n, row in enumerate(found):
        criterion, *cases = FOUND[row["clause"]]
        words = (criterion, *cases[n % 2]) if row["audit"] >= TOLD_SINCE else (None, None, None)
        told.append(_with(row, criterion=words[0], statement=words[1], evidence=words[2]))
    return told


def risks(found: list[dict]) -> list[dict]:
    """Only the last round has words: the one before is as it came."""
    last = max(row["evaluated_on"] for row in found)
    none = (None, None, None)
    return [
        _with(
            row,
            **dict(
                zip(("event", "cause", "consequence"), FEARED[row["process"]] if row["evaluated_on"] == last else none)
            ),
        )
        for row in found
    ]


def minutes(found: list[dict]) -> list[dict]:
    names = committee.IN_MINUTES.split()
    return [_with(row, **dict(zip(names, committee.HELD.get(row["minutes"], (None,) * len(names))))) for row in found]


def agreements(found: list[dict]) -> list[dict]:
    """Those of 2021 with their words; those of June, with their item of the agenda too."""
    names, told = committee.IN_AGREEMENT.split(), []
    for n, row in enumerate(found):
        said = [None] * len(names)
        if row["agreement"].startswith(f"ACU-{YEAR}"):
            june = row["minutes"] == committee.JUNE
            item = n % len(committee.AGENDA[committee.JUNE]) + 1 if june else None
            answered = ("finding", "HAL-2021-043") if june and item == 3 else (None, None)
            agreed = AGREED[row["kind"]][n % len(AGREED[row["kind"]])]
            said = [item, agreed, GROUNDS, *answered, None, OF_REVIEW[row["kind"]]]
        told.append(_with(row, **dict(zip(names, said))))
    return told


def actions(found: list[dict], seen: dict[str, list[dict]]) -> list[dict]:
    """Those of 2021 with what they answer, which was known before they were opened. `seen`: what this chapter has of
    findings, with their day, of agreements and of risks."""
    known = {
        "finding": _known(seen["finding"], "finding", lambda row: row["known_on"]),
        "agreement": _known(seen["agreement"], "agreement", lambda row: row["known_on"]),
        "risk": _known(seen["risk"], "risk", lambda row: row["evaluated_on"]),
        "security_incident": _known(infosec.registers()["security_incident"], "id", lambda row: row["known_on"]),
        "sst_event": _known(safety.registers()["sst_event"], "id", lambda row: row["happened_on"]),
        "suggestion": _known(users.registers()["suggestion"], "suggestion", lambda row: row["received_on"]),
    }
    told = []
    for n, row in enumerate(found):
        words = dict.fromkeys(("answers_kind", "answers", "what", "cause", "verification"))
        if row["opened_on"].startswith(YEAR):
            kind = KINDS[row["origin"]]
            what, cause = DONE[row["origin"]][n % 2]
            words = {"answers_kind": kind, "answers": _answered(kind, known, row["opened_on"], n), "what": what}
            words |= {"cause": cause, "verification": CHECKED.get(row["effective"])}
        told.append(_with(row, **words))
    return told


def _known(found: list[dict], code: str, day: Callable[[dict], str]) -> list[tuple[str, str]]:
    """(day, code) of the first time that each thing was known, in order."""
    first: dict[str, str] = {}
    for row in found:
        first[row[code]] = min(first.get(row[code], day(row)), day(row))
    return sorted((on, each) for each, on in first.items())


def _answered(kind: str, known: dict[str, list[tuple[str, str]]], opened: str, n: int) -> str:
    if kind == "qrd":
        year, month, _ = map(int, opened.split("-"))
        return f"{date(year - (month == 1), (month - 2) % 12 + 1, 1):%Y-%m}"
    if kind == "indicator":
        return INDICATORS[n % len(INDICATORS)]
    before = [code for on, code in known[kind] if on <= opened]
    return before[-1 - n % min(SPREAD, len(before))]
