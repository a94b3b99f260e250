"""Owns how a column of a register is said to a reader: its type, an example, the values it takes."""

from sig_metrics.catalog.model import Catalog, Column
from sig_metrics.intake.values.parse import parser
from sig_metrics.language import words

TYPES = {
    "text": "texto",
    "int": "número entero",
    "decimal": "número",
    "date": "fecha (dd/mm/aaaa)",
    "code": "un valor de la lista",
    "codes": "uno o varios valores de la lista, separados por «/»",
}


def type_text(column: Column) -> str:
    """The type of a column for a reader: «fecha (dd/mm/aaaa)»."""
    return TYPES[column.type]


def example_of(column: Column, catalog: Catalog) -> str:
    """What a reader is shown as an example of a column: of the last whole year, and of the words that there are."""
    words_of = list(catalog.vocabularies.get(column.vocabulary, {}).values())
    if (
        column.example
        and words_of
        and not column.opens
        and parser(column, catalog.vocabularies)(column.example)[0] is None
    ):
        return words_of[0].label
    return words.recent(column.example)


def allowed_text(column: Column, catalog: Catalog) -> str:
    """The values a column takes: its list, its limits or its form; «» when anything goes."""
    parts = []
    if column.vocabulary:
        known = catalog.vocabularies[column.vocabulary].values()
        parts.append("; ".join(f"{w.label} ({w.name})" if w.name and w.name != w.label else w.label for w in known))
    low, high = _limit(column.minimum), _limit(column.maximum)
    if low and high:
        parts.append(f"de {low} a {high}")
    elif low or high:
        parts.append(f"desde {low}" if low else f"hasta {high}")
    if column.pad:
        parts.append(f"{column.pad} cifras, con ceros delante")
    elif column.pattern:
        parts.append(f"con la forma de «{column.example}»")
    if column.shortest or column.longest:
        edges = (("al menos", column.shortest), ("hasta", column.longest))
        parts.append(f"{' y '.join(f'{said} {edge}' for said, edge in edges if edge)} letras")
    if column.null_words:
        parts.append(f"sin valor: vacío o «{column.null_words[0]}»")
    return "; ".join(parts)


def _limit(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if float(value).is_integer() else str(value)
