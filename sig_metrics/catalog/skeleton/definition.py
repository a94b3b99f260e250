"""Owns the skeletons of a register and of a consistency rule («Rayos X»)."""

from pathlib import Path

from sig_metrics.catalog.model import Register
from sig_metrics.catalog.skeleton.files import write_defined

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
CHECK = """\
# Llene cada «escriba…» y quite el # de «code»: el catálogo rechaza este archivo hasta entonces.
# code = "«escriba el código de la regla, por ejemplo AUD-S1»"
title = "«escriba qué está mal, en una frase»"
why = "«escriba qué número saldría mal»"
remedy = "«escriba qué hacer con esas filas»"
severity = "warning"  # o error, si el número deja de servir
reads = ["{register}"]  # las tablas y vistas que lee el SQL, ni una más

# [headings]  # de las columnas que el SQL calcula
# rows = "Filas"
"""
RULE = """\
-- grain: one row a row of {register} that is wrong
-- {blank} qué fila está mal, en el lugar de false; borre esta línea»
select
    {columns}
from {register}
where false
"""


def new_register(root: Path, data_root: Path, name: str) -> list[Path]:
    """Writes the TOML of a register and the headings of its demonstration file; returns their paths. Raises Refused."""
    return write_defined(
        root, name, {root / "registers" / f"{name}.toml": REGISTER, data_root / "demo" / f"{name}.csv": DEMO}
    )


def new_check(root: Path, name: str, of: Register | None = None) -> list[Path]:
    """Writes the TOML and the SQL of a rule that looks at the rows of a register; returns their paths. Raises
    Refused."""
    register = of.name if of else "table_to_declare"
    columns = ",\n    ".join(f"{register}.{column}" for column in (of.key if of else ("column_to_declare",)))
    return write_defined(
        root,
        name,
        {
            root / "checks" / f"{name}.toml": CHECK.format(register=register),
            root / "checks" / f"{name}.sql": RULE.format(register=register, columns=columns, blank="«escriba"),
        },
    )
