"""Owns the skeleton of a new definition: files to fill that the catalogue and the tests refuse until filled.

Refuses a name that is not snake_case, or that an indicator, register, view or table already has.
"""

import re
from pathlib import Path

from sig_metrics.language.problems import Problem, Refused

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
OWN_TABLES = {"cube", "check_row", "load_log", "load_annulled", "register_source", "register_period", "register_due", "published_with", "incoming_rows",
              "arriving"}  # fmt: skip
BLANK = "«escriba"  # what a text to fill starts with; a test refuses definitions that still have it

INDICATOR = """\
# Llene cada «escriba…» y quite el # de «code»: el catálogo rechaza este archivo hasta entonces.
# code = "«escriba el código de la ficha, por ejemplo PLN-10»"
title = "«escriba el nombre corto»"
sentence = "{{numerator}} «escriba qué se cuenta»"
definition = "«escriba qué mide, en una frase que otra persona pueda recalcular»"
why = "«escriba qué decisión permite tomar»"
limits = "«escriba qué no dice»"
unit = "{unit}"
decimals = {decimals}
direction = "«escriba up, down, zero o neutral»"
accumulation = "«escriba stock, flow, year_to_date o last»"
carry = "«escriba once, until_closed o, si no mide un plazo, none»"  # once y until_closed exigen {name}.backlog.sql
counts = "{counts}"  # weights y points exigen sample = "respuesta|respuestas" y la columna cases en el SQL
numerator = "«escriba qué cuenta el numerador»"
{denominator}owner = "«escriba la unidad»"
frequency = "monthly"
due_day = 15
activities = []  # números del Anexo 01 a los que sirve
systems = []
stages = []
clauses = []  # «ISO 9001 § 9.1.3»
dimensions = ["version", "activity"]
reads = []  # las tablas y vistas que lee el SQL, ni una más
source_registers = []  # los registros de donde vienen sus datos

# [labels]  # solo con kind, severity o domain en «dimensions»: el vocabulario de sus códigos
# kind = "«escriba el vocabulario»"

# [[targets]]
# value = 1.0
# text = "«escriba la meta como se lee»"
# basis = "«escriba N (norma), S (plan) o P (propuesto)»"
# since = 2021-01-01
"""
SQL = """\
-- grain: one row a month end × activity of a plan version
select
    table_to_declare.period,
    table_to_declare.version,
    table_to_declare.activity,
    count(*) as numerator,
    {denominator} as denominator
from table_to_declare
group by all
"""
GOLDEN = "period,version,activity,numerator,denominator\n"
REGISTER = """\
# Llene cada «escriba…» y quite el # de «key»: el catálogo rechaza este archivo hasta entonces.
title = "«escriba el nombre del registro»"
description = "«escriba qué es una fila»"
source = "«escriba quién lo lleva y de dónde sale»"
order = 90
# key = ["year", "position"]
cadence = "on_change"

[[columns]]
name = "year"
heading = "Año"
type = "int"
definition = "«escriba de qué es el año»"
required = true
minimum = 2015
maximum = 2100
example = "2021"

[[columns]]
name = "position"
heading = "Orden"
type = "int"
definition = "«escriba qué distingue una fila de otra»"
required = true
minimum = 1
example = "1"

# type: text, int, decimal, date, code, codes; code y codes llevan además vocabulary = "…"
"""
DEMO = "year,position\n"


def new_indicator(root: Path, tests_root: Path, name: str) -> list[Path]:
    """Writes the TOML, the SQL and the golden case of an indicator; returns their paths. Raises Refused."""
    rate = name.endswith("_rate")
    toml = INDICATOR.format(name=name, counts="units" if rate else "nothing", unit="percent" if rate else "count", decimals=1 if rate else 0,
                            denominator='denominator = "«escriba qué cuenta el denominador»"\n' if rate else "")  # fmt: skip
    return _write(root, name, {
        root / "indicators" / f"{name}.toml": toml,
        root / "indicators" / f"{name}.sql": SQL.format(denominator="count(*)" if rate else "null"),
        tests_root / "golden" / name / "expected.csv": GOLDEN,
    })  # fmt: skip


def new_register(root: Path, data_root: Path, name: str) -> list[Path]:
    """Writes the TOML of a register and the headings of its demonstration file; returns their paths. Raises Refused."""
    return _write(root, name, {root / "registers" / f"{name}.toml": REGISTER, data_root / "demo" / f"{name}.csv": DEMO})


def _write(root: Path, name: str, files: dict[Path, str]) -> list[Path]:
    """All the files, or none when the name is not good or any of them exists."""
    if not NAME.fullmatch(name):
        raise _refuse("name_form", f"«{name}» no sirve de nombre. Use minúsculas sin tildes, cifras y «_», "
                      "por ejemplo audits_closed_rate.")  # fmt: skip
    taken = [path.name for folder in ("indicators", "registers", "views", "checks") for path in (root / folder).glob(f"{name}.*")]
    taken += [path.name for path in files if path.exists()] + ([f"la tabla interna {name}"] if name in OWN_TABLES else [])
    if taken:
        raise _refuse("name_taken", f"Ya existe «{name}»: {', '.join(dict.fromkeys(taken))}. Elija otro nombre.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as made:  # «x» never writes over a file
            made.write(text)
    return list(files)


def _refuse(code: str, message: str) -> Refused:
    return Refused([Problem(code, message)])
