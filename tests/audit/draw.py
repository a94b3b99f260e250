"""Owns chance: a seeded draw of days, codes and blanks, and rows whose other cells come from the demonstration's
first row."""

import csv
import io
import random
from datetime import date, timedelta
from pathlib import Path

from audit.calendar import month_end, month_ends

ROOT = Path(__file__).parents[2]
DEMO, LEGAL = ROOT / "data" / "demo", ROOT / "data" / "legal"
FIRST, LAST = date(2020, 1, 31), date(2022, 2, 28)
UTS = ("AMA", "CAJ", "SAM")
UNITS = ("UPPM", "URH", "UTI", "UCI", "CT")
SYSTEMS = ("SGC", "SGAS", "SGSI", "SGSST", "SGC/SGAS", "SGAS/SGSI/SGSST")


def head(path: Path) -> dict[str, str]:
    """The first row of a file, its days blank: what a made row says where nothing is asked of it."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        row = next(csv.DictReader(lines))
    return {
        name: "" if len(value) == 10 and value[4:5] == "-" and value[7:8] == "-" else value
        for name, value in row.items()
    }


class Draw:
    """A random source that leans to the days where a mistake of one day shows."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.rows: dict[str, list[dict[str, str]]] = {}

    def one(self, *values):
        return self.random.choice(values)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        """A day of a range: half of them a month end, or the day before or after one."""
        if self.chance(0.5):
            near = self.one(*month_ends(first, last)) + timedelta(self.number(-1, 1))
            return min(max(near, first), last)
        return first + timedelta(self.number(0, (last - first).days))

    def around(self, day: date, spread: int = 40) -> date:
        """That day, one of its neighbours, the end of its month, or a day some time after or before."""
        return self.one(
            day,
            day,
            day - timedelta(1),
            day + timedelta(1),
            month_end(day),
            month_end(day) + timedelta(1),
            day + timedelta(self.number(-spread, spread)),
        )

    def blank(self, value, share: float = 0.25):
        return None if self.chance(share) else value

    def write(self, register: str, source: Path | None = None, **cells) -> None:
        """Adds a row: the named cells, and what the first row of the demonstration has in the rest."""
        row = head(source or DEMO / f"{register}.csv")
        unknown = set(cells) - set(row)
        assert not unknown, f"{register} has no {unknown}"
        row |= {name: "" if value is None else str(value) for name, value in cells.items()}
        self.rows.setdefault(register, []).append(row)


def text(rows: list[dict[str, str]]) -> str:
    """Rows as the text of a CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
