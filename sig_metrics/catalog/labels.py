"""Owns how a stored value reads: labels instead of codes, days as dd/mm/yyyy, numbers as Peru writes them."""

from datetime import date

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.language import words

JOIN = " · "


def shown_value(catalog: Catalog, register: Register, column: str, value: object) -> object:
    """A stored value as a reader sees it: labels of codes, dates dd/mm/yyyy; whole numbers stay numbers."""
    if value is None or value == "":
        return None
    vocabulary = next((each.vocabulary for each in register.columns if each.name == column), "")
    if vocabulary:
        return "/".join(catalog.label(vocabulary, code) for code in str(value).split("/"))
    if isinstance(value, float):
        return words.number(value, 0 if value.is_integer() else 2)
    return words.day(value) if isinstance(value, date) else value


def typed_value(catalog: Catalog, register: Register, column: str, value: object) -> object:
    """The same for a table that can be sorted: labels of codes; days and numbers stay days and numbers."""
    return value if isinstance(value, (int, float, date)) else shown_value(catalog, register, column, value)


def key_said(catalog: Catalog, register: Register, key: dict[str, object]) -> str:
    """The key of a row, {column: value}, in one text."""
    return JOIN.join(str(shown_value(catalog, register, name, value)) for name, value in key.items())
