"""Owns where product and audit differ and somebody must decide: each difference named here is expected, and must still be there."""

from datetime import date

from audit.book import Book
from audit.users import last_bimester


def bimester_missing(book: Book, period: date) -> bool:
    """Whether the last bimester that had ended by a month has no row of households."""
    return not any((row["year"], row["bimester"]) == last_bimester(period) for row in book["household"])


OPEN = {"qrd_registered_per_household_rate": bimester_missing}


def is_open(book: Book, key: tuple) -> bool:
    """Whether a value is one of an open question: SEG-10 divides by an older bimester when the last one did not come, and its
    ficha says «del padrón solo cuentan las filas de ese bimestre»."""
    return key[0] in OPEN and OPEN[key[0]](book, key[1])
