"""Owns the report of one faulty cell, row or file: where it is, what is wrong, what to do."""

from dataclasses import asdict, dataclass

from sig_metrics.language import words


@dataclass(frozen=True)
class Problem:
    """One fault. `row` is the row as the spreadsheet numbers it, `column` its letter and heading."""

    code: str
    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def as_dict(self) -> dict:
        """The shape of the command line: sheet, row, column, code, value, message."""
        return asdict(self)

    def __str__(self) -> str:
        place = [
            f"hoja «{self.sheet}»" if self.sheet else "",
            f"fila {self.row}" if self.row else "",
            f"columna {self.column}" if self.column else "",
        ]
        where = ", ".join(part for part in place if part)
        return f"{where}: {self.message}" if where else self.message


class Refused(Exception):
    """A file or a request that is not accepted; `problems` says why, one fault each. `headings`: those that were
    found in a file refused for its headings."""

    def __init__(self, problems: list[Problem], headings: list[str] | None = None):
        super().__init__(problems[0].message if problems else "")
        self.problems = problems
        self.headings = headings or []


def refuse(code: str, /, **blanks: object) -> Refused:
    """A refusal of one problem, worded by `messages.toml`."""
    return Refused([Problem(code, words.say(code, **blanks))])
