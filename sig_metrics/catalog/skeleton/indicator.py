"""Owns the skeleton of an indicator: its ficha, its SQL and its golden case, of the plan or of a register with its
own columns."""

from pathlib import Path

from sig_metrics.catalog.dated import month_of
from sig_metrics.catalog.model import OWN_WORDS, Code, Register
from sig_metrics.catalog.skeleton.example import example_csv
from sig_metrics.catalog.skeleton.files import write_defined

KINDS = {"rate": ("percent", 1), "count": ("count", 0), "index": ("index", 2)}  # kind → its unit and decimals
INDICATOR = """\
# Llene cada «escriba…» y quite el # de «code»: el catálogo rechaza este archivo hasta entonces.
# code = "«escriba el código de la ficha, por ejemplo PLN-10»"
title = "«escriba el nombre corto»"
sentence = "{{numerator}}{whole} «escriba qué se cuenta»"
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
{denominator}{more}owner = "«escriba la unidad»"
frequency = "{frequency}"
due_day = 15
activities = []  # números del Anexo 01 a los que sirve
systems = []
stages = []
topics = []  # en qué temas de las pantallas se ve; los de «topic» en vocabulary.toml
clauses = []  # «ISO 9001 § 9.1.3»
dimensions = [{dimensions}]
reads = [{reads}]  # las tablas y vistas que lee el SQL, ni una más
{labels}
# [[targets]]
# value = 1.0
# text = "«escriba la meta como se lee»"
# basis = "«escriba N (norma), S (plan) o P (propuesto)»"
# since = 2021-01-01
"""
PLAN_SQL = """\
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
SQL = """\
-- grain: one row a month{grain}
-- {register}: {columns}
-- «escriba qué cumple lo que cuenta el numerador, en el lugar de true; borre esta línea»
select
    {selected},
    {numerator} as numerator,
    {denominator} as denominator
from {source}
{where}group by all
"""
LABELS = """
# [labels]  # solo con kind, severity, domain o reason en «dimensions»: el vocabulario de sus códigos
# kind = "«escriba el vocabulario»"
"""
DIVIDED = {
    "system": ("systems", "system"),
    "unit": ("unit", "units"),
    "ut": ("ut",),
    **{name: (name,) for name in OWN_WORDS},
}
Vocabularies = dict[str, dict[str, Code]]


def new_indicator(
    root: Path,
    tests_root: Path,
    name: str,
    kind: str = "",
    of: Register | None = None,
    vocabularies: Vocabularies | None = None,
) -> list[Path]:
    """Writes the TOML, the SQL and the golden case of an indicator; returns their paths. Raises Refused.

    `kind` is one of KINDS («» says it the name: a «_rate» or an «_index», else a count); `of` is the register that
    it reads, whose headings and a row of examples begin the golden case."""
    kind = kind or next((each for each in ("rate", "index") if name.endswith(f"_{each}")), "count")
    toml, sql, head = _of_register(of, name, kind) if of else _of_plan(name, kind)
    golden = tests_root / "golden" / name
    files = {
        root / "indicators" / f"{name}.toml": toml,
        root / "indicators" / f"{name}.sql": sql,
        golden / "expected.csv": head,
    }
    return write_defined(
        root, name, files | ({golden / f"{of.name}.csv": example_csv(of, vocabularies or {})} if of else {})
    )


def _of_plan(name: str, kind: str) -> tuple[str, str, str]:
    """(ficha, SQL, headings of the golden case) of an indicator of the activities of the plan."""
    toml = _ficha(name, kind, '"version", "activity"', "", LABELS)
    return (
        toml,
        PLAN_SQL.format(denominator="null" if kind == "count" else "count(*)"),
        "period,version,activity,numerator,denominator\n",
    )


def _of_register(of: Register, name: str, kind: str) -> tuple[str, str, str]:
    """The same of one that reads a register, by the dimensions that its columns give."""
    divided = _divided(of)
    labels = {
        dimension: of.column(column).vocabulary for dimension, column in divided.items() if dimension in OWN_WORDS
    }
    period, where, source, reads = _dated(of)
    told = "".join(f'{dimension} = "{vocabulary}"\n' for dimension, vocabulary in labels.items())
    toml = _ficha(
        name,
        kind,
        ", ".join(f'"{dimension}"' for dimension in divided),
        ", ".join(f'"{table}"' for table in reads),
        f"\n[labels]\n{told}" if told else "",
        of,
    )
    selected = [
        f"{period} as period",
        *(
            f"{of.name}.{column}" + (f" as {dimension}" if dimension != column else "")
            for dimension, column in divided.items()
        ),
    ]
    sql = SQL.format(
        grain="".join(f" × {dimension}" for dimension in divided),
        register=of.name,
        columns=", ".join(column.name for column in of.columns),
        selected=",\n    ".join(selected),
        numerator="count(*) filter (where true)",
        denominator="null" if kind == "count" else "count(*)",
        source=source,
        where=where,
    )
    return toml, sql, ",".join(["period", *divided, "numerator", "denominator"]) + "\n"


def _ficha(name: str, kind: str, dimensions: str, reads: str, labels: str, of: Register | None = None) -> str:
    unit, decimals = KINDS[kind]
    more = "scale = 1.0  # el valor es numerador ÷ denominador × scale\n" if kind == "index" else ""
    more += (
        "step = 0.05  # los conteos protegidos se muestran por pasos\n"
        if of and of.reserved and unit == "percent"
        else ""
    )
    return INDICATOR.format(
        name=name,
        whole="" if kind == "count" else " de {denominator}",
        unit=unit,
        decimals=decimals,
        counts="nothing" if kind == "count" else "units",
        dimensions=dimensions,
        reads=reads,
        labels=labels,
        more=more,
        frequency="monthly" if of is None or of.cadence == "on_change" else of.cadence,
        denominator="" if kind == "count" else 'denominator = "«escriba qué cuenta el denominador»"\n',
    )


def _divided(of: Register) -> dict[str, str]:
    """{dimension: the column of the register that gives it}."""
    found = {}
    for dimension, names in DIVIDED.items():
        column = next((column for column in of.columns if column.name in names), None)
        if column and (
            column.vocabulary if dimension in OWN_WORDS else dimension == "ut" or column.vocabulary == dimension
        ):
            found[dimension] = column.name
    return found


def _dated(of: Register) -> tuple[str, str, str, tuple[str, ...]]:
    """(the month of a row, which rows have one, from what, the tables read): the month that the register says, that
    of a date of its own or, without any, every month end."""
    own = [column for column in of.columns if column.type == "date"]
    day = next((column.name for column in own if column.required), own[0].name if own else "")
    if of.dated_by:
        period, filled = month_of(of, f"{of.name}."), of.dated_by[0]
    elif day:
        period, filled = f"last_day({of.name}.{day})", day
    else:
        return "month_end.period", "", f"month_end\ncross join {of.name}", (of.name, "month_end")
    where = "" if of.column(filled).required else f"where {of.name}.{filled} is not null\n"
    return period, where, of.name, (of.name,)
