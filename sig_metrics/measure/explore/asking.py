"""Owns the queries of an answer: the cells of a question, the smaller groups together, its total, and what has no day."""

from datetime import date

from sig_metrics.catalog.model import Register
from sig_metrics.catalog.queries import query
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.explore import sql as written
from sig_metrics.measure.explore.question import COUNT, SUM, TOP_PARTS, Question
from sig_metrics.measure.scope import Scope

MOST_CELLS = 5000  # of an answer, before the smaller groups are folded in the query itself
LEFT_OUT = ("undated", "later", "valueless", "unended", "backward")  # why a row is not counted
Kept = tuple[tuple[str, ...], tuple[str, ...]]  # the groups and the parts that are told by themselves


class Asking:
    """The queries of an answer, as they ran."""

    def __init__(self, dataset: Dataset, register: Register, question: Question, scope: Scope, since: date | None):
        self.dataset, self.register, self.question, self.scope = dataset, register, question, scope
        self.day = written.day_of(register, question.day)
        self.table = written.table_of(register)
        held, values = written.filters(register, question, scope)
        inside, more = written.within(self.day, since, scope.cutoff)
        self.measured, word = written.measured(register, question)
        self.held, self.inside = held, inside
        self.values = {"cutoff": scope.cutoff, **values, **more, **word}
        self.told = ((question.group, "by_group", question.most), (question.split, "by_split", TOP_PARTS))
        self.shared = any(written.parting(register, name, parted) for name, parted, _ in self.told)
        self.whole: list[dict] = []
        self.ran: list[str] = []

    def rows(self, kept: Kept | None) -> list[dict]:
        """The rows of its cells, the smaller groups together."""
        folds = [self._folds(name, most) for name, _, most in self.told]
        if kept is None and any(folds) and self.question.additive and not self.shared:
            return self._all_cells(folds)
        if kept is None:
            kept = tuple(self._largest(*told) if fold else () for told, fold in zip(self.told, folds))
        return self._plain(kept, folds)

    def total(self, rows: list[dict]) -> list[dict]:
        """What makes its total: the cells, or what was asked of all together where they do not add up to it."""
        question = self.question
        apart = question.group or question.split or question.grain
        if self.whole or not apart or question.additive and not self.shared:
            return self.whole or rows
        columns = _listed(self.measured)
        return self._run(query("explore_plain", columns=columns, register=self.table, filters=self._where()))

    def left_out(self, total: list[dict]) -> dict[str, int]:
        """Rows that are not counted, by why; what has no day, or one after the cut-off, is known of a whole register
        since it was published."""
        found = dict.fromkeys(LEFT_OUT, 0)
        if self.day:
            own = not (self.held or self.question.day or self.register.dated_if)
            found |= _known(self.dataset, self.register.name, self.scope.cutoff) if own else self._sought()
        for row in total:
            for name in ("unended", "backward"):
                found[name] += row.get(name) or 0
            missing = row["size"] - row.get("valued", row["size"]) - (row.get("unended") or 0)
            found["valueless"] += missing - (row.get("backward") or 0)
        return found

    def as_loaded(self) -> bool:
        """Whether some row tells of a day after the cut-off, so that its words may be of after it."""
        return _told_later(self.dataset, self.register, self.scope.cutoff)

    def _sought(self) -> dict[str, int]:
        wheres = " and ".join(self.held or ["true"])
        sql = query("explore_left_out", day=self.day, register=self.table, filters=wheres)
        return self.dataset.rows(sql, written.asked(sql, self.values))[0]

    def _where(self, indent: int = 4) -> str:
        return f"\n{' ' * indent}and ".join([*self.inside, *self.held] or ["true"])

    def _run(self, sql: str) -> list[dict]:
        self.ran.append(written.shown(sql, self.values))
        return self.dataset.rows(sql, written.asked(sql, self.values))

    def _folds(self, name: str, most: int) -> bool:
        """Whether a column may have more values than are told by themselves."""
        if not name:
            return False
        column, vocabularies = self.register.column(name), self.dataset.catalog.vocabularies
        if column.vocabulary and not column.opens:
            return len(vocabularies[column.vocabulary]) > most
        bounded = column.type == "int" and None not in (column.minimum, column.maximum)
        return not bounded or column.maximum - column.minimum >= most

    def _period(self) -> list[str]:
        grain = self.question.grain
        return [f"{written.period_of(self.day, grain)} as period"] if grain else []

    def _all_cells(self, folds: list[bool]) -> list[dict]:
        """Every cell, of which the smaller groups are marked as the others; too many are folded where they are."""
        columns = _listed([*self._period(), *self._told_pieces(), *self.measured])
        sql = query("explore_plain", columns=columns, register=self.table, filters=self._where())
        cells = self.dataset.table(sql, written.asked(sql, self.values))
        if cells.num_rows > MOST_CELLS:
            return self._folded()
        self.ran.append(written.shown(sql, self.values))
        rows = cells.to_pylist()
        for fold, (_, _, most), piece, flag in zip(folds, self.told, ("piece", "part"), ("others", "rest")):
            if fold:
                self._mark(rows, most, piece, flag)
        return rows

    def _mark(self, rows: list[dict], most: int, piece: str, flag: str) -> None:
        weights: dict[str, float] = {}
        for row in (each for each in rows if each[piece] is not None):
            weight = row["added"] or 0 if self.question.measure == SUM else row["size"]
            weights[row[piece]] = weights.get(row[piece], 0) + weight
        kept = set(sorted(weights, key=lambda each: (-weights[each], each))[:most])
        for row in rows:
            row[flag] = row[piece] is not None and row[piece] not in kept

    def _told_pieces(self) -> list[str]:
        """The columns that tell groups and parts apart."""
        return [
            f"{written.piece_of(self.register, name, parted)} as {called}"
            for (name, parted, _), called in zip(self.told, ("piece", "part"))
            if name
        ]

    def _folded(self) -> list[dict]:
        weight = "coalesce(sum({}), 0)" if self.question.measure == SUM else "count(*)"
        weight = weight.format(f"{self.register.name}.{self.question.column}")
        piece, part = (
            written.piece_of(self.register, name, parted) if name else "null::varchar" for name, parted, _ in self.told
        )
        columns = [
            *(self._period() or ["null::date as period"]),
            f"{piece} as piece",
            f"{part} as part",
            *self.measured,
            *(["count(*) as valued", "count(*) as added"] if self.question.measure == COUNT else []),
            f"{weight} as weight",
        ]
        self.values |= {"most": self.question.most, "fewer": TOP_PARTS}
        listed = _listed(columns, 8)
        return self._run(query("explore_folded", columns=listed, register=self.table, filters=self._where(8)))

    def _largest(self, name: str, parted: str, most: int) -> tuple[str, ...]:
        piece = written.piece_of(self.register, name, parted)
        self.values["most"] = most
        table = self.table + written.parting(self.register, name, parted)
        rows = self._run(query("explore_largest", piece=piece, register=table, filters=self._where()))
        return tuple(row["piece"] for row in rows)

    def _plain(self, kept: Kept, folds: list[bool]) -> list[dict]:
        columns, table = self._period(), self.table
        called = (("piece", "others", "groups"), ("part", "rest", "parts"))
        for (name, parted, _), fold, some, (piece, flag, held) in zip(self.told, folds, kept, called):
            table += written.parting(self.register, name, parted, held if fold else "")
            if fold:
                self.values[held] = list(some)
                told, rest = written.told_or_rest(self.register, name, parted, held)
                columns += [f"{told} as {piece}", f"{rest} as {flag}"]
            elif name:
                columns.append(f"{written.piece_of(self.register, name, parted)} as {piece}")
        keys, listed = len(columns), _listed([*columns, *self.measured])
        if self.question.additive or self.shared or not keys:
            return self._run(query("explore_plain", columns=listed, register=table, filters=self._where()))
        places = ", ".join(str(n) for n in range(1, keys + 2))
        found = self._run(query("explore_totalled", columns=listed, register=table, filters=self._where(), keys=places))
        self.whole = [row for row in found if row["cell"] is None]
        return [row for row in found if row["cell"]]


def _listed(columns: list[str], indent: int = 4) -> str:
    return f",\n{' ' * indent}".join(columns)


@remembered(256)
def _known(dataset: Dataset, register: str, cutoff: date) -> dict[str, int]:
    """Rows without a period, and after the cut-off, of a whole register."""
    return dataset.rows(query("explore_periods"), {"register": register, "cutoff": cutoff})[0]


@remembered(256)
def _told_later(dataset: Dataset, register: Register, cutoff: date) -> bool:
    """Whether some row of a register tells of a day after a cut-off."""
    later = " or ".join(f"{day} > $cutoff" for day in written.told_days(register))
    if not later:
        return False
    sql = query("explore_told_later", register=written.table_of(register), later=later)
    return dataset.rows(sql, {"cutoff": cutoff})[0]["later"]
