"""Owns the synthetic follow-up of the demonstration: audits, minutes, risks and what each asks to be done.

The calendar is that of the plan (audits in April and November, minutes in February, March, June and
November, risk matrices in February and October); everything else is drawn from one seeded generator.
2020 has the delay of the emergency; 2021 improves and leaves a backlog. No row describes a real fact.
"""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from sig_metrics.demo import committee, told
from sig_metrics.demo.common_dates import CUT_OFF, outcome, rows, some_day, systems, unit, weekday

SEED = 2107
ACTIONS_A_MONTH = {1: 3, 2: 6, 3: 7, 4: 10, 5: 9, 6: 8, 7: 5, 8: 6, 9: 7, 10: 7, 11: 8, 12: 4}  # 80 a year
ORIGINS = ("audit", "review", "complaint", "risk", "incident", "safety", "suggestion", "indicator")
ORIGIN_WEIGHTS = (26, 12, 18, 14, 10, 8, 5, 7)
# (code, kind, systems, site, planned, executed)
AUDITS = (
    ("AUD-2020-01", "internal", "SGC/SGAS", "Sede Central", date(2020, 4, 30), date(2020, 9, 18)),
    ("AUD-2020-02", "internal", "SGC/SGAS", "Unidades Territoriales", date(2020, 11, 30), date(2020, 12, 11)),
    ("AUD-2020-03", "external", "SGC/SGAS", "Sede Central", date(2020, 12, 18), date(2020, 12, 18)),
    ("AUD-2021-01", "internal", "SGC/SGAS", "Sede Central", date(2021, 4, 30), date(2021, 4, 28)),
    ("AUD-2021-02", "external", "SGC/SGAS", "Sede Central", date(2021, 7, 30), date(2021, 7, 23)),
    ("AUD-2021-03", "internal", "SGC/SGAS", "Unidades Territoriales", date(2021, 11, 30), date(2021, 11, 26)),
)
CLAUSES = {
    "SGC": ("ISO 9001 § 7.5.3", "ISO 9001 § 8.5.1", "ISO 9001 § 9.1.2"),
    "SGAS": ("ISO 37001 § 8.2", "ISO 37001 § 8.7", "ISO 37001 § 9.1"),
    "SGC/SGAS": ("ISO 9001 § 6.1 / ISO 37001 § 6.1", "ISO 9001 § 9.3 / ISO 37001 § 9.3"),
}
FINDING_KINDS, FINDING_WEIGHTS = ("major", "minor", "observation", "opportunity"), (1, 5, 5, 4)
# Those of November 2021, still to be approved, are of the committee: their deliverable is missing.
MINUTES = (
    ("ACT-2020-01", "data_analysis", date(2020, 2, 27), "2019-T4"),
    ("ACT-2020-02", "management_review", date(2020, 3, 12), "2019"),
    ("ACT-2020-03", "committee", date(2020, 7, 16), "2020-T2"),
    ("ACT-2020-04", "management_review", date(2020, 11, 26), "2020"),
    ("ACT-2021-01", "data_analysis", date(2021, 2, 25), "2020-T4"),
    ("ACT-2021-02", "management_review", date(2021, 3, 25), "2020"),
    ("ACT-2021-03", "committee", date(2021, 6, 24), "2021-T2"),
)
NOVEMBER = (committee.NOVEMBER, "management_review", date(2021, 11, 25), "2021")
AUDITED, HELD = {each[0]: each[5] for each in AUDITS}, {each[0]: each[2] for each in MINUTES}
AGREEMENT = "agreement minutes kind unit due_on fulfilled_on"
# (process, systems): only one process is in the scope of the SGSI (plan, numeral 2).
PROCESSES = (
    ("PM-01", "SGC/SGAS"),
    ("PM-02", "SGC/SGAS"),
    ("PM-03", "SGC/SGAS/SGSI"),
    ("PM-04", "SGC/SGAS"),
    ("PE-01", "SGAS"),
    ("PE-02", "SGAS"),
    ("PE-03", "SGC/SGAS"),
    ("PS-01", "SGAS/SGSST"),
    ("PS-02", "SGAS"),
    ("PS-03", "SGSST"),
    ("PS-04", "SGC"),
    ("PS-05", "SGAS"),
)
ROUNDS = (date(2020, 2, 20), date(2020, 10, 22), date(2021, 2, 18), date(2021, 10, 21))
TREATMENTS = (
    "Segregar funciones",
    "Automatizar un control",
    "Actualizar el procedimiento",
    "Capacitar al equipo",
    "Revisar accesos",
)
LEVELS = ("low", "medium", "high", "very_high")


# What a committee of the demonstration settled about limits, and what units noted.
DECISIONS = (
    ("SEG-08", "freeze", "2020-01", "2020-12", "Es el año con el que el Comité compara los que siguen.")
    + (date(2021, 3, 25), "management", "ACT-2021-02"),
    ("SEG-11", "rebase", "2021-01", None, "Desde enero las alertas se responden en un solo sistema.")
    + (date(2021, 6, 24), "committee", "ACT-2021-03"),
    ("SEG-14", "freeze", "2020-01", "2020-12", "Es el primer año con el procedimiento de incidentes.")
    + (date(2021, 2, 25), "uppm", "ACT-2021-01"),
    ("SEG-14", "release", "2020-01", None, "El año 2020 no fue habitual: no sirve de referencia.")
    + (date(2021, 6, 24), "committee", "ACT-2021-03"),
)
NOTES = (
    ("SEG-07", date(2020, 3, 16), "Cierran las oficinas; se atiende solo por teléfono", "UCI", date(2020, 4, 15)),
    ("SEG-07", date(2021, 2, 1), "Un equipo dedicado responde los reclamos", "UCI", None),
    ("MEJ-02", date(2021, 3, 1), "Vuelven las visitas a hogares", "URH", None),
)


def registers() -> dict[str, list[dict]]:
    """{register: rows} of this chapter."""
    rng = random.Random(SEED)
    risks = _risks(rng)
    findings, agreed = _findings(rng), _agreements(rng)
    matrices, treatments, actions = _matrices(rng), _treatments(rng, risks), _actions(rng)
    evaluated = rows(
        "risk process systems probability impact inherent_level residual_level response evaluated_on "
        "accepted_until closed_on",
        risks,
    )
    agreements = told.agreements(agreed) + rows(f"{AGREEMENT} {committee.IN_AGREEMENT}", committee.agreements())
    seen = {"finding": _on(findings, "audit", AUDITED), "agreement": _on(agreed, "minutes", HELD), "risk": evaluated}
    return {
        "audit": rows("audit kind systems site planned_on executed_on", list(AUDITS)),
        "finding": told.findings(findings),
        "minutes": told.minutes(rows("minutes kind held_on period", [*MINUTES, NOVEMBER])),
        "process_decision": _plain("indicator kind begins ends reason decided_on decided_by document", DECISIONS),
        "annotation": _plain(
            "indicator happened_on position text unit known_on",
            [(code, day, 1, text, unit, known) for code, day, text, unit, known in NOTES],
        ),
        "agreement": agreements,
        "risk_matrix": matrices,
        "risk": told.risks(evaluated),
        "risk_treatment": treatments,
        "improvement_action": told.actions(actions, seen),
    }


def _on(found: list[dict], parent: str, days: dict[str, date]) -> list[dict]:
    """Rows with the day on which they were known: that of the audit or of the session that they come from."""
    return [{**row, "known_on": days[row[parent]].isoformat()} for row in found]


def _plain(columns: str, values: Iterable[tuple]) -> list[dict]:
    """Text rows of a register that has no note; what they are, the load says."""
    return [dict(zip(columns.split(), ["" if v is None else str(v) for v in row], strict=True)) for row in values]


def _findings(rng: random.Random) -> list[dict]:
    """About a dozen a audit; opportunities carry no commitment."""
    found = []
    for audit, _, _, _, _, executed in AUDITS:
        for _ in range(rng.randint(9, 14)):
            scope = rng.choice(tuple(CLAUSES))
            kind = rng.choices(FINDING_KINDS, FINDING_WEIGHTS)[0]
            due = weekday(executed + timedelta(days=rng.choice((60, 90, 120))))
            closed = outcome(rng, executed, due, 0.78, 0.14)
            committed = None if kind == "opportunity" else due
            found.append(
                (
                    f"HAL-{executed.year}-{len(found) + 1:03d}",
                    audit,
                    scope,
                    rng.choice(CLAUSES[scope]),
                    kind,
                    committed,
                    closed if committed else None,
                    unit(rng),
                )
            )
    return rows("finding audit systems clause kind committed_on closed_on unit", found)


def _agreements(rng: random.Random) -> list[dict]:
    """Ten to fourteen a meeting, due one to five months later."""
    found = []
    for minutes, _, held, _ in MINUTES:
        for _ in range(rng.randint(9, 13)):
            kind = rng.choices(("improvement", "change", "resource", "other"), (5, 2, 2, 1))[0]
            due = weekday(held + timedelta(days=rng.choice((30, 45, 60, 90, 150))))
            done = outcome(rng, held, due, 0.68 if held.year == 2020 else 0.83, 0.2 if held.year == 2020 else 0.1)
            found.append((f"ACU-{held.year}-{len(found) + 1:03d}", minutes, kind, unit(rng), due, done))
    return rows(AGREEMENT, found)


def _matrices(rng: random.Random) -> list[dict]:
    """Updated in February and October; two processes lag and one has never had a matrix."""
    found = []
    for process, scope in PROCESSES:
        updated = None
        for turn, day in enumerate(ROUNDS):
            lagging = process in ("PE-02", "PS-02") and turn > 1
            if process != "PS-05" and not lagging and (turn != 2 or rng.random() < 0.6):
                updated = day
            found.append((process, scope, day, updated, "no" if process == "PS-04" and turn < 2 else "yes"))
    return rows("process systems recorded_on updated_on in_scope", found)


def _risks(rng: random.Random) -> list[tuple]:
    """150 risks, evaluated in each round from the one they were found in; controls slowly lower them."""
    found = []
    for number in range(1, 151):
        process, scope = rng.choice(PROCESSES)
        probability, impact = (
            rng.choices((1, 2, 3, 4, 5), (1, 3, 5, 4, 2))[0],
            rng.choices((1, 2, 3, 4, 5), (1, 3, 5, 4, 2))[0],
        )
        inherent = _level(probability * impact)
        residual = max(inherent - rng.choices((0, 1, 2), (4, 5, 1))[0], 0)
        response = "reduce" if residual > 1 else rng.choice(("reduce", "accept", "share"))
        first = rng.choices(range(4), (70, 10, 12, 8))[0]
        gone = ROUNDS[3] if first < 2 and rng.random() < 0.06 else None
        for turn in range(first, 4):
            if turn > first and rng.random() < 0.3:
                residual = max(residual - 1, 0)
            day = ROUNDS[turn]
            level = None if turn == first and rng.random() < 0.05 else LEVELS[residual]
            accepted = day + timedelta(days=365) if response == "accept" else None
            found.append(
                (
                    f"RIE-{number:04d}",
                    process,
                    scope,
                    probability,
                    impact,
                    LEVELS[inherent],
                    level,
                    response,
                    day,
                    accepted,
                    gone if turn == 3 else None,
                )
            )
    return found


def _level(score: int) -> int:
    """0 to 3 from probability × impact; the cuts are proposed."""
    return (score > 4) + (score > 9) + (score > 16)


def _treatments(rng: random.Random, risks: list[tuple]) -> list[dict]:
    """120 actions on risks above low, from the round they were found in."""
    firsts = {}
    for risk in risks:
        firsts.setdefault(risk[0], risk)
    high = [risk for risk in firsts.values() if risk[6] != "low"]
    found = []
    for number in range(1, 121):
        risk = rng.choice(high)
        planned = weekday(risk[8] + timedelta(days=rng.randint(60, 420)))
        executed = outcome(rng, risk[8], planned, 0.72, 0.17)
        cancelled = weekday(min(planned, CUT_OFF)) if not executed and rng.random() < 0.1 else None
        found.append((f"TRA-{number:04d}", risk[0], rng.choice(TREATMENTS), unit(rng), planned, executed, cancelled))
    return rows("treatment risk action unit planned_on executed_on cancelled_on", found)


def _actions(rng: random.Random) -> list[dict]:
    """80 a year, more after audits and reviews; verified about three months after they are implemented."""
    found = []
    for year in (2020, 2021):
        for month in range(1, 13 if year == 2020 else 12):
            quiet = year == 2020 and month in (4, 5)  # the emergency
            for _ in range(ACTIONS_A_MONTH[month] // (3 if quiet else 1)):
                found.append(_action(rng, len(found) + 1, some_day(rng, year, month)))
    return rows(
        "action origin systems unit opened_on committed_on implemented_on verified_on effective cancelled_on", found
    )


def _action(rng: random.Random, number: int, opened: date) -> tuple:
    owner = unit(rng)
    due = weekday(opened + timedelta(days=rng.choice((30, 45, 60, 90, 120))))
    implemented = outcome(rng, opened, due, 0.62 if owner == "UTI" else 0.8, 0.25 if owner == "UTI" else 0.12)
    checked = weekday(implemented + timedelta(days=rng.randint(60, 120))) if implemented else None
    verified = checked if checked and checked <= CUT_OFF and rng.random() < 0.75 else None
    effective = ("yes" if rng.random() < 0.82 else "no") if verified else None
    cancelled = opened + timedelta(days=20) if not implemented and rng.random() < 0.08 else None
    cancelled = cancelled if cancelled and cancelled <= CUT_OFF else None
    committed = None if not implemented and rng.random() < 0.1 else due
    return (
        f"AM-{opened.year}-{number:03d}",
        rng.choices(ORIGINS, ORIGIN_WEIGHTS)[0],
        systems(rng),
        owner,
        opened,
        committed,
        implemented,
        verified,
        effective,
        cancelled,
    )
