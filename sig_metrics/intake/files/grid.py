"""Owns the grid of texts that every kind of file becomes, how much of it is admitted, and how a value is written as
text.

Knows nothing of registers nor of any file format.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sig_metrics.intake.files.number_format import settled
from sig_metrics.language import words
from sig_metrics.language.problems import Refused, refuse
from sig_metrics.language.text import letter

COLUMNS_LIMIT = 512
EXTRA_ROWS = 100  # titles, headings and totals do not count


@dataclass(frozen=True)
class Limits:
    """How much one file may be, and what the process that reads it may use. By default, those of the screens."""

    mb: int = 25  # as it is sent
    unpacked_mb: int = 200
    rows: int = 200_000
    cells: int = 20_000_000  # 200,000 rows of 100 columns; calamine reserves the whole rectangle before reading
    memory_mb: int = 1_000
    seconds: float = 30
    answer_mb: int = 600  # more than any file within the limits may answer

    @property
    def larger(self) -> str:
        """How to load what goes beyond these limits, in a sentence; «» when there is no way."""
        return words.say("file_larger", rows=words.number(LARGE.rows), size=LARGE.mb) if self.rows < LARGE.rows else ""


ORDINARY = Limits()
LARGE = Limits(
    mb=250, unpacked_mb=1_500, rows=1_000_000, cells=50_000_000, memory_mb=4_000, seconds=300, answer_mb=2_000
)


# What a cell was: nothing or a text; a number, a day, a truth value or an hour of the spreadsheet; a day that shows only
# its month and year, or that otherwise does not show whole. From FORMATTED on, a number whose format (the one at that
# place of `Sheet.formats`) makes it read otherwise.
TEXT, NUMBER, DAY, TRUTH, HOUR, MONTH_ONLY, IN_PART = range(7)
DAYS = (DAY, MONTH_ONLY, IN_PART)
FORMATTED = 16


@dataclass
class Sheet:
    """A sheet as a grid of texts; `merges` are (first row, first column, last row, last column), from 0.

    A sheet that is not `visible` comes without its grid; `hidden` are the indexes of hidden or filtered rows.
    `kinds` has a byte a cell that says what the cell was before it became a text (row by row; no rows: every cell is
    a text). `from_1904`: its serial numbers of days count from 1904."""

    name: str
    grid: list[list[str]]
    first_row: int = 1
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    visible: bool = True
    hidden: set[int] = field(default_factory=set)
    kinds: list[bytes] = field(default_factory=list)
    formats: tuple[str, ...] = ()
    from_1904: bool = False

    def copy(self, row: int, column: int, to_row: int, to_column: int) -> None:
        """Writes a cell in another, with what it was."""
        self.grid[to_row][to_column] = self.grid[row][column]
        if self.kinds and (row, column) != (to_row, to_column):
            kinds = bytearray(self.kinds[to_row].ljust(to_column + 1, bytes(1)))
            kinds[to_column] = self.kind(row, column)
            self.kinds[to_row] = bytes(kinds)

    def kind(self, row: int, column: int) -> int:
        """What a cell was, by its indexes from 0."""
        kinds = self.kinds[row] if row < len(self.kinds) else b""
        return kinds[column] if column < len(kinds) else TEXT


def as_text(value: object) -> str:
    """A typed value as text; whole numbers lose their «.0», dates become ISO, nothing is «»."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VERDADERO" if value else "FALSO"
    if isinstance(value, float):
        value = settled(value)
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    if isinstance(value, timedelta):
        return _hours(value)
    return str(value).strip()


def _hours(value: timedelta) -> str:
    """A lapse as a cell with «[h]:mm» shows it: «30:00»."""
    minutes, seconds = divmod(round(abs(value.total_seconds())), 60)
    whole = f"{'-' if value < timedelta(0) else ''}{minutes // 60}:{minutes % 60:02d}"
    return f"{whole}:{seconds:02d}" if seconds else whole


def check_span(rows: int, columns: int, sheet: str = "", limits: Limits = ORDINARY) -> None:
    """Raises Refused for a rectangle beyond the limits, saying how many cells it spans."""
    if rows * columns > limits.cells:
        raise _beyond("file_span", sheet, cells=words.number(rows * columns), corner=f"{letter(columns - 1)}{rows}")
    if columns > COLUMNS_LIMIT:
        raise _beyond("file_columns", sheet, columns=words.number(columns), limit=COLUMNS_LIMIT)
    if rows > limits.rows + EXTRA_ROWS:
        larger = limits.larger if rows <= LARGE.rows + EXTRA_ROWS else ""
        raise _beyond("file_rows", sheet, rows=words.number(rows), limit=words.number(limits.rows), larger=larger)


def _beyond(code: str, sheet: str, **blanks: object) -> Refused:
    return refuse(code, sheet=f"La hoja «{words.short(sheet, 40)}»" if sheet else "El archivo", **blanks)
