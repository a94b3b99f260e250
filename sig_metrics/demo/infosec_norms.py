"""Owns the synthetic Statement of Applicability, legal evaluations and digital projects of the demonstration.

The 114 controls and the norms are real (`data/norms/`); their states, dates and evaluations, and the projects, are
invented. Two versions of the SoA rule in turn; every half year the legal requirements are evaluated again.
"""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

NORMS = Path(__file__).parents[2] / "data" / "norms"
SEED = 114
END = date(2021, 11, 30)
LAST_REPORT = (2021, 9)  # the projects of October were not sent: the register is out of date at November
FIRST, SECOND = date(2020, 3, 2), date(2021, 7, 15)  # from which day each version rules
OWNERS = {"A.5": "UPPM", "A.6": "UPPM/UTI", "A.7": "URH", "A.15": "UAJ", "A.18": "UAJ"}
EXCLUDED = {"A.14.2.7": "No se contrata desarrollo externo", "A.11.1.6": "La sede no tiene zona de carga y descarga"}
UNASSESSED = {"A.14.1.3", "A.17.2.1"}
NEVER = {"A.8.3.2", "A.11.2.7", "A.12.4.4", "A.13.2.2", "A.17.1.3"}
# share implemented at first
READY = {"A.5": 0.9, "A.9": 0.75, "A.10": 0.3, "A.12": 0.7, "A.14": 0.4, "A.15": 0.45, "A.17": 0.3}
ROUNDS = {
    "2020-1": date(2020, 5, 20),
    "2020-2": date(2020, 10, 19),
    "2021-1": date(2021, 5, 17),
    "2021-2": date(2021, 10, 25),
}
SUSPENDED = {"RSGP 004-2021-PCM/SGP": "2021-08-01"}  # RSGP 015-2021 suspended it; its day was not found
PROJECTS = (  # name, units, weight, first month, months, pace
    ("Interoperabilidad con el padrón de hogares", "UTI", 10, (2020, 7), 24, 0.95),
    ("Firma digital en documentos internos", "UTI", 8, (2020, 7), 14, 1.0),
    ("Gestión documental sin papel", "UTI/UPPM", 9, (2020, 9), 20, 0.8),
    ("Tablero de indicadores del SIG", "UPPM", 6, (2020, 10), 15, 0.9),
    ("Aplicativo móvil de hogares usuarios", "UTI", 8, (2020, 8), 22, 0.7),
    ("Registro de incidentes de seguridad", "UTI", 5, (2020, 9), 12, 1.0),
    ("Respaldo y continuidad del centro de datos", "UTI", 9, (2021, 1), 24, 0.6),
    ("Migración de servicios a la nube", "UTI", 7, (2021, 2), 28, 0.55),
    ("Datos abiertos del Programa", "UPPM", 4, (2020, 11), 14, 1.1),
    ("Capacitación en gobierno digital", "URH", 5, (2020, 8), 16, 0.9),
    ("Legajo digital del servidor", "URH", 6, (2021, 1), 18, 0.75),
    ("Mensajería a hogares usuarios", "UCI", 5, (2021, 3), 12, 0.95),
    ("Doble factor de autenticación", "UTI", 6, (2021, 2), 10, 0.85),
    ("Inventario de activos de información", "UTI", 6, (2020, 10), 16, 0.9),
    ("Notificación electrónica", "UAJ", 6, (2021, 8), 18, 0.0),
)


def registers() -> dict[str, list[dict]]:
    """{register: rows as texts}."""
    rng = random.Random(SEED)
    return {"soa_control": controls(rng), "legal_requirement": requirements(rng), "digital_project": projects(rng)}


def _read(name: str) -> list[dict]:
    with (NORMS / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def controls(rng: random.Random) -> list[dict]:
    """The 114 controls in two versions; the second keeps the last review of what was not reviewed again."""
    annex, first, second = _read("annex_a_27001_2013"), [], []
    for control in annex:
        code = control["control"]
        state = (
            "implemented"
            if rng.random() < READY.get(control["domain"], 0.6)
            else rng.choice(("partial", "partial", "not_started"))
        )
        day = (
            date(2020, 4, 1) + timedelta(days=rng.randint(0, 230))
            if rng.random() < 0.7
            else date(2021, 3, 1) + timedelta(days=rng.randint(0, 100))
        )
        state, day = ("never_verified", None) if code in NEVER else (state, day)
        first.append(_control("2013-01", FIRST, control, state, day))
        again = rng.random() < 0.72 and code not in NEVER
        better = (
            {"not_started": "partial", "partial": "implemented"}.get(state, state)
            if again and rng.random() < 0.45
            else state
        )
        later = SECOND + timedelta(days=rng.randint(0, 130)) if again else day
        second.append(_control("2013-02", SECOND, control, better, later))
    return first + second


def _control(version: str, since: date, control: dict, state: str, day: date | None) -> dict:
    code = control["control"]
    applies = "no" if code in EXCLUDED else "unassessed" if code in UNASSESSED and version == "2013-02" else "yes"
    evidence = f"Informe sintético {code[2:]}-{version[-2:]}" if state == "implemented" else ""
    return {
        "version": version,
        "valid_from": since.isoformat(),
        "control": code,
        "name": control["name"],
        "domain": control["domain"],
        "applies": applies,
        "justification": EXCLUDED.get(code, "Sintético: tratamiento de riesgos" if applies == "yes" else ""),
        "implementation": state,
        "owner": OWNERS.get(control["domain"], "UTI"),
        "reviewed_on": day.isoformat() if day else "",
        "evidence": evidence,
    }


def requirements(rng: random.Random) -> list[dict]:
    """Every requirement in every round since its norm exists; each round a little better than the one before."""
    rows, before = [], {}
    for number, (name, start) in enumerate(ROUNDS.items()):
        for each in _read("requirement"):
            if int(each["since_year"]) > start.year:
                continue
            odds = (52 + 9 * number, 26 - 2 * number, 14 - 3 * number, 8)
            result = rng.choices(("meets", "partial", "fails", "not_evaluated"), odds)[0]
            result = "meets" if before.get(each["id"]) == "meets" and rng.random() < 0.9 else result
            before[each["id"]] = result
            day = "" if result == "not_evaluated" else (start + timedelta(days=rng.randint(0, 25))).isoformat()
            suspended = SUSPENDED.get(each["norm"], "") if name == "2021-2" else ""
            rows.append(
                {
                    "round": name,
                    **{key: each[key] for key in ("id", "norm", "article", "obligation", "system", "unit")},
                    "norm_state": "suspended" if suspended else "in_force",
                    "norm_state_on": suspended,
                    "evaluation": result,
                    "evaluated_on": day,
                    "evidence": f"Informe sintético {name}" if result == "meets" else "",
                    "note": "Sintético; día de la suspensión por verificar" if suspended else "Sintético",
                }
            )
    return rows


def projects(rng: random.Random) -> list[dict]:
    """One row a project and month since it starts, to the last report sent; now and then a project does not report."""
    rows = []
    for number, (name, unit, weight, (year, month), months, pace) in enumerate(PROJECTS, 1):
        reached, n = 0.0, 0
        while (year, month) <= (END.year, END.month):
            n += 1
            planned = min(100.0, 100 * n / months)
            reached = min(100.0, max(reached, round(planned * pace * rng.uniform(0.92, 1.05), 1)))
            silent = pace == 0 or (reached < 100 and rng.random() < 0.08)
            state = "planned" if pace == 0 else "finished" if reached >= 100 else "in_progress"
            reported = {
                "project": f"PGD-{number:02d}",
                "year": str(year),
                "month": str(month),
                "name": name,
                "unit": unit,
                "weight": str(weight),
                "planned_progress": f"{planned:.1f}",
                "actual_progress": "" if silent else f"{reached:.1f}",
                "state": state,
                "note": "Sintético",
            }
            rows += [reported] if (year, month) <= LAST_REPORT else []
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return rows
