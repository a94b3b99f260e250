"""Owns the synthetic records of the demonstration: documents, context, training, budget and reporting.

The master list has 120 documents and about 40 changes a year; training has 20 events a year and none in
the first months of the emergency, which have no headcount either. Reporting begins with 2021, the first
year of the dashboard. Servers are random codes with nobody behind. No row describes a real fact.
"""

import random
from calendar import monthrange
from datetime import date, timedelta

from sig_metrics.demo.common_dates import CUT_OFF, outcome, rows, some_day, systems, unit, weekday

SEED = 2108
KINDS = {"policy": "POL", "manual": "MAN", "procedure": "PRO", "directive": "DIR", "instruction": "INS", "form": "FOR"}
KIND_WEIGHTS = (1, 2, 10, 4, 6, 8)
SERVERS = {"UPPM": 46, "URH": 41, "UTI": 35, "UCI": 19, "CT": 31, "UAJ": 15, "DE": 11}
TOPICS = (
    "Política del SIG",
    "Gestión de riesgos",
    "Política antisoborno",
    "Seguridad de la información",
    "Seguridad y salud en el trabajo",
    "Auditores internos",
    "Documentos del SIG",
    "Enfoque al usuario",
)
TOPIC_SYSTEMS = (
    "SGC/SGAS/SGSI/SGSST",
    "SGC/SGAS/SGSI/SGSST",
    "SGAS",
    "SGSI",
    "SGSST",
    "SGC/SGAS",
    "SGC/SGAS/SGSI/SGSST",
    "SGC",
)
EVENTS = {
    2020: {1: 1, 2: 2, 3: 1, 7: 2, 8: 3, 9: 2, 10: 3, 11: 4, 12: 2},
    2021: {2: 1, 3: 2, 4: 3, 5: 2, 6: 2, 7: 1, 8: 3, 9: 2, 10: 2, 11: 2},
}
NO_HEADCOUNT = {(2020, 4), (2020, 5)}  # not sent during the emergency
# The unit that reports each monthly indicator.
REPORTERS = {
    "UPPM": ("PLN-01", "PLN-02", "PLN-03", "MAN-02", "MAN-06", "MAN-07", "SEG-01", "SEG-02", "SEG-04"),
    "UCI": ("SEG-07", "SEG-08", "SEG-09"),
    "CT": ("SEG-11",),
    "URH": ("SEG-12", "SEG-13", "MEJ-02", "MEJ-05"),
    "UTI": ("SEG-14", "SEG-15", "SEG-16"),
}
CONTEXT = (date(2020, 3, 13), date(2020, 10, 30), date(2021, 3, 30), date(2021, 9, 29))
# {task: {year: (PIA, PIM, {month: accrued in the month})}}
BUDGET = {
    "Auditoría interna ISO 9001 e ISO 37001": {
        2020: (36000, 34000, {10: 17000, 12: 15500}),
        2021: (36000, 36000, {5: 18000, 11: 9000}),
    },
    "Asistencia técnica para implementar el SGSST": {
        2020: (20000, 12000, {11: 6000, 12: 5000}),
        2021: (24000, 24000, {6: 3600, 7: 3600, 8: 3600, 9: 3600, 10: 3600, 11: 3600}),
    },
}
MONTHS = [(year, month) for year in (2020, 2021) for month in range(1, 13) if (year, month) <= (2021, 11)]


def registers() -> dict[str, list[dict]]:
    """{register: rows} of this chapter."""
    rng = random.Random(SEED)
    servers = {name: [_surrogate(rng) for _ in range(size + 6)] for name, size in SERVERS.items()}
    training = _training(rng)
    return {
        "document": _documents(rng),
        "context_review": rows(
            "approved_on kind document",
            [
                (day, kind, f"Informe de contexto {day.year}-{day.month:02d}")
                for day in CONTEXT
                for kind in ("swot", "interested_parties")
            ],
        ),
        "training": rows("training topic systems held_on hours", training),
        "training_attendance": _attendance(rng, training, servers),
        "headcount": _headcount(rng),
        "budget_execution": _budget(),
        "indicator_report": _reports(rng),
    }


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _surrogate(rng: random.Random) -> str:
    return rng.choice("abcdefghjkmnpqrstuvwxyz") + "".join(rng.choices("abcdefghjkmnpqrstuvwxyz23456789", k=7))


def _documents(rng: random.Random) -> list[dict]:
    """120 documents, two thirds of them from 2019; some have a second version, some a draft of one."""
    found = []
    for number in range(1, 121):
        kind = rng.choices(tuple(KINDS), KIND_WEIGHTS)[0]
        name = (f"{KINDS[kind]}-{number:03d}", kind, f"Documento {number:03d}", systems(rng), unit(rng))
        year = rng.choices((2019, 2020, 2021), (80, 22, 18))[0]
        first = some_day(rng, year, rng.randint(1, 10))
        second = some_day(rng, *rng.choice(MONTHS[3:])) if year == 2019 and rng.random() < 0.55 else None
        found.append(_version(rng, name, "01", first, second))
        if second:
            found.append(_version(rng, name, "02", second, None))
        elif rng.random() < 0.08:
            found.append((*name[:2], *name[2:], "02", *[None] * 7, "in_review"))
    return rows(
        "code version kind title systems unit approved_on act published_on next_review_on implementation_due_on "
        "implemented_on obsolete_on state",
        [(r[0], r[5], *r[1:5], *r[6:]) for r in found],
    )


def _version(rng: random.Random, name: tuple, version: str, approved: date, replaced: date | None) -> tuple:
    published = approved + timedelta(days=rng.choices((0, 1, 2, 6, 15), (30, 40, 15, 10, 5))[0])
    published = None if rng.random() < 0.03 or published > CUT_OFF else published
    review = approved + timedelta(days=rng.choice((730, 1095)) + rng.randint(0, 40))
    due = weekday(approved + timedelta(days=rng.choice((60, 90, 120)))) if rng.random() < 0.8 else None
    implemented = outcome(rng, approved, due or approved, 0.82, 0.12) if due else None
    if replaced and implemented and implemented > replaced:
        implemented = None
    return (
        *name,
        version,
        approved,
        f"RDE N° {rng.randint(10, 240):03d}-{approved.year}",
        published,
        review,
        due,
        implemented,
        replaced,
        "obsolete" if replaced else "in_force",
    )


def _training(rng: random.Random) -> list[tuple]:
    found = []
    for year, months in EVENTS.items():
        for month, events in months.items():
            for _ in range(events):
                topic = rng.randrange(len(TOPICS))
                code = f"CAP-{year}-{len(found) + 1:02d}"
                found.append(
                    (code, TOPICS[topic], TOPIC_SYSTEMS[topic], some_day(rng, year, month), rng.choice((2, 3, 4, 8)))
                )
    return found


def _attendance(rng: random.Random, training: list[tuple], servers: dict[str, list[str]]) -> list[dict]:
    """Units differ: URH and UPPM go, CT and UAJ less."""
    share = {"UPPM": 0.14, "URH": 0.15, "UTI": 0.11, "UCI": 0.12, "CT": 0.06, "UAJ": 0.05, "DE": 0.08}
    return rows(
        "training server_pseudo_id unit",
        [
            (event[0], server, name)
            for event in training
            for name, people in servers.items()
            for server in people[: SERVERS[name]]
            if rng.random() < share[name]
        ],
    )


def _headcount(rng: random.Random) -> list[dict]:
    return rows(
        "period unit servers",
        [
            (_last(*at), name, size + rng.randint(0, 4))
            for at in MONTHS
            if at not in NO_HEADCOUNT
            for name, size in SERVERS.items()
        ],
    )


def _budget() -> list[dict]:
    """Amounts accumulated from January, as SIAF shows them; certified and committed run ahead of accrued."""
    found = []
    for year, month in MONTHS:
        for task, years in BUDGET.items():
            pia, pim, accruals = years[year]
            accrued = sum(amount for at, amount in accruals.items() if at <= month)
            certified = pim if month >= 3 else 0
            found.append(
                (year, month, task, pia, pim if month >= 4 else pia, certified, max(accrued, certified * 0.8), accrued)
            )
    return rows("year month task pia pim certified committed accrued", found)


def _reports(rng: random.Random) -> list[dict]:
    """January to October 2021, each due on the 15th of the next month."""
    found = []
    for month in range(1, 11):
        due = date(2021, month + 1, 15)
        for name, codes in REPORTERS.items():
            on_time = {"URH": 0.75, "UTI": 0.85}.get(name, 0.95)
            found += [
                (
                    code,
                    _last(2021, month),
                    name,
                    due,
                    outcome(rng, _last(2021, month), due, on_time, 0.95 - on_time + 0.04),
                )
                for code in codes
            ]
    return rows("indicator period unit due_on reported_on", found)
