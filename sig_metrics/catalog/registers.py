"""Owns reading a register: what is declared of it is of its columns, of the vocabularies and of other registers."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

from sig_metrics.catalog.build import build, read_toml
from sig_metrics.catalog.kept_ficha import check_kept
from sig_metrics.catalog.register_model import (
    CADENCE_MONTHS,
    YEAR_MONTH,
    CatalogError,
    Code,
    Column,
    Register,
    part_months,
)
from sig_metrics.language.nearest import nearest

COLUMN_TYPES = ("text", "int", "decimal", "date", "code", "codes")
UNCHANGED = "unchanged"  # asked of what is stored (`publish/unchanged.py`), and not of a row
RULE_KINDS = (
    *("required_when", "empty_when", "month_sum", "not_before", "not_future", "not_above", "not_value"),
    UNCHANGED,
)


def read_register(path: Path, vocabularies: dict[str, dict[str, Code]]) -> Register:
    """One register, with its references to columns and vocabularies verified."""
    made = build(Register, read_toml(path), path.name, name=path.stem)
    made = replace(made, columns=tuple(map(partial(_identifying, made), made.columns)))
    _columns(made, path.name, vocabularies)
    _rules(made, path.name, vocabularies)
    if not re.fullmatch(r"[^|]*\S[^|]*\|[^|]*\S[^|]*", made.rows):
        raise CatalogError(
            f"{path.name}: rows: «{made.rows}»; debe ser «una|varias», por ejemplo «actividad|actividades»"
        )
    _calendar(made, path.name)
    check_kept(made, path.name, vocabularies)
    return made


def _columns(made: Register, file: str, vocabularies: dict[str, dict[str, Code]]) -> None:
    """Refuses a column that is there twice, of no type, or of a vocabulary that does not exist."""
    names = [column.name for column in made.columns]
    for column in made.columns:
        if names.count(column.name) > 1:
            raise CatalogError(f"{file}: la columna «{column.name}» está dos veces")
        if column.placeholders not in ("", "empty"):
            raise CatalogError(
                f"{file}: {column.name}: placeholders: «{column.placeholders}»{nearest(column.placeholders, ('empty',))}"
            )
        if column.type not in COLUMN_TYPES:
            raise CatalogError(f"{file}: {column.name}: tipo «{column.type}»{nearest(column.type, COLUMN_TYPES)}")
        if column.type in ("code", "codes") and column.vocabulary not in vocabularies:
            raise CatalogError(
                f"{file}: {column.name}: vocabulario «{column.vocabulary}»{nearest(column.vocabulary, vocabularies)}"
            )
        if column.words and (column.type != "text" or column.words not in vocabularies):
            raise CatalogError(f"{file}: {column.name}: words «{column.words}»{nearest(column.words, vocabularies)}")
        if (column.shortest or column.longest) and column.type != "text":
            raise CatalogError(f"{file}: {column.name}: shortest, longest: son de un texto, y es «{column.type}»")
        if column.opens and not (column.type == "code" and column.pattern):
            raise CatalogError(f'{file}: {column.name}: opens: pide type = "code" y un pattern')


def _rules(made: Register, file: str, vocabularies: dict[str, dict[str, Code]]) -> None:
    """Refuses a rule of no kind, and a column or a word that the register names and does not have."""
    names = [column.name for column in made.columns]
    for rule in made.rules:
        if rule.kind not in RULE_KINDS:
            raise CatalogError(f"{file}: regla «{rule.kind}»{nearest(rule.kind, RULE_KINDS)}")
        if rule.kind == UNCHANGED and made.reserved:
            raise CatalogError(f"{file}: {rule.kind}: de un registro reservado no se cita lo que hay")
        if (rule.kind == UNCHANGED) != bool(rule.instead):
            raise CatalogError(f"{file}: {rule.kind}: instead: lo dice una regla «{UNCHANGED}», y solo ella")
        if rule.level not in ("error", "warning"):
            raise CatalogError(f"{file}: {rule.kind}: nivel «{rule.level}»{nearest(rule.level, ('error', 'warning'))}")
    used = [
        *made.key,
        *made.partition,
        *(r.column for r in made.rules),
        *(r.when for r in made.rules if r.when),
        *(r.other for r in made.rules if r.other),
        *made.dated_by,
        *([made.dated_if] if made.dated_if else []),
    ]
    for name in used + [c for reference in made.references for c in reference.columns]:
        if name not in names:
            raise CatalogError(f"{file}: columna «{name}» no declarada{nearest(name, names)}")
    for rule in made.rules:
        words = vocabularies.get(made.column(rule.when).vocabulary, {}) if rule.when else {}
        for word in rule.among:
            if word not in words:
                raise CatalogError(f"{file}: {rule.kind}: «{word}» no es de «{rule.when}»{nearest(word, words)}")


def _identifying(register: Register, column: Column) -> Column:
    """A column of texts that are a key, a reference, or have a form, as the code that it is."""
    used = {*register.key, *(name for reference in register.references for name in reference.columns)}
    return replace(
        column,
        code=column.type == "text" and (column.code or column.name in used or bool(column.pattern or column.pad)),
    )


def _calendar(made: Register, file: str) -> None:
    """Refuses a register whose cadence is no cadence, or whose rows cannot be dated by the columns it says."""
    if made.cadence not in ("on_change", *CADENCE_MONTHS):
        raise CatalogError(f"{file}: cadence: «{made.cadence}»{nearest(made.cadence, ('on_change', *CADENCE_MONTHS))}")
    if made.due_day < 0:
        raise CatalogError(f"{file}: due_day: {made.due_day} días; debe ser cero o más")
    if made.dense and (not made.dated_by or made.cadence == "on_change"):
        raise CatalogError(f"{file}: dense: exige «dated_by» y una cadencia con periodos")
    if made.dated_if and not made.dated_by:
        raise CatalogError(f"{file}: dated_if: exige «dated_by»")
    columns = [made.column(name) for name in made.dated_by]
    if len(columns) == 1:
        sound = columns[0].type == "date" or columns[0].pattern == YEAR_MONTH
    else:
        sound = not columns or len(columns) == 2 and columns[0].type == "int" and part_months(columns[1].name)
    if not sound:
        raise CatalogError(
            f"{file}: dated_by: {', '.join(made.dated_by)}; debe ser una fecha, un mes AAAA-MM, o un año y su mes, "
            "bimestre, trimestre o semestre"
        )


def check_references(register: Register, registers: dict[str, Register]) -> None:
    """Refuses a reference to a register, or to a column of it, that does not exist."""
    for other in [
        *(r.register for r in register.references),
        *register.feeds,
        *([register.stands_for] if register.stands_for else []),
    ]:
        if other not in registers:
            raise CatalogError(f"{register.name}.toml: registro «{other}»{nearest(other, registers)}")
    for reference in register.references:
        names = [column.name for column in registers[reference.register].columns]
        for name in reference.there:
            if name not in names:
                raise CatalogError(
                    f"{register.name}.toml: «{name}» no es columna de {reference.register}{nearest(name, names)}"
                )
