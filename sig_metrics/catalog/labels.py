"""Owns how a stored value reads: labels instead of codes, days as dd/mm/yyyy, numbers as Peru writes them."""

from datetime import date

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.language import words

JOIN = " · "  # between the parts of one thing: a key, a row in a list of choices
AMONG = " / "  # between the words of several codes: «URH / UPPM»; a file separates them by «/» alone


def labelled(catalog: Catalog, vocabulary: str, codes: str) -> str:
    """A code as it reads, or several («URH/UPPM»)."""
    return AMONG.join(catalog.label(vocabulary, code) for code in codes.split("/"))


def units_label(catalog: Catalog, units: str) -> str:
    """«URH/UPPM» as it reads."""
    return labelled(catalog, "unit", units)


def shown_value(catalog: Catalog, register: Register, column: str, value: object) -> object:
    """A stored value as a reader sees it: labels of codes, dates dd/mm/yyyy; whole numbers stay numbers."""
    if value is None or value == "":
        return None
    vocabulary = next((each.vocabulary for each in register.columns if each.name == column), "")
    if vocabulary:
        return labelled(catalog, vocabulary, str(value))
    if isinstance(value, float):
        return words.number(value, 0 if value.is_integer() else 2)
    return words.day(value) if isinstance(value, date) else value


def typed_value(catalog: Catalog, register: Register, column: str, value: object) -> object:
    """The same for a table that can be sorted: labels of codes; days and numbers stay days and numbers."""
    return value if isinstance(value, (int, float, date)) else shown_value(catalog, register, column, value)


def key_said(catalog: Catalog, register: Register, key: dict[str, object]) -> str:
    """The key of a row, {column: value}, in one text."""
    return JOIN.join(str(shown_value(catalog, register, name, value)) for name, value in key.items())
