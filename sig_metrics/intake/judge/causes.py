"""Owns how many things are said of a file: once for one cause, however many cells it has.

Equal problems are one; so are those of one kind in a column whose values differ, and of one kind in many columns.
The cells themselves stay in the list of problems, for the workbook that marks them."""

from dataclasses import dataclass

from sig_metrics.language import words
from sig_metrics.language.problems import Problem

ONE_BY_ONE = {"conflict", "document_cell", "annex_doubt"}  # each is a choice of its own
APART = 3  # sentences of one kind that are still said one by one
LISTED = 5  # problems of one kind and column that a document still lists one by one
EXAMPLES = 3


@dataclass(frozen=True)
class Cause:
    """Problems that have one cause: the sentence for all, and each of them."""

    message: str
    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        return self.problems[0]

    @property
    def rows(self) -> list[int]:
        """The rows that have it, each once."""
        return sorted({problem.row for problem in self.problems if problem.row})

    @property
    def column(self) -> str:
        """The column that has it; «» when they are several."""
        return self.first.column if all(problem.column == self.first.column for problem in self.problems) else ""


def causes(problems: list[Problem]) -> list[Cause]:
    """The causes of some problems, that of the most cells first."""
    found = [cause for same in _by(problems, "code", "sheet").values() for cause in _of_a_kind(same)]
    return sorted(found, key=lambda cause: -len(cause.problems))


def documented(problems: list[Problem]) -> list[dict]:
    """Problems as a document lists them: one by one while they are few; a cause of many is its first, with all its
    `rows`."""
    many = [cause for cause in causes(problems) if len(cause.problems) > LISTED]
    whole = {
        id(cause.first): {**cause.first.as_dict(), "column": cause.column, "message": cause.message, "rows": cause.rows}
        for cause in many
    }
    told = {id(problem) for cause in many for problem in cause.problems}
    return [
        whole.get(id(problem)) or problem.as_dict()
        for problem in problems
        if id(problem) in whole or id(problem) not in told
    ]


def _by(problems: list[Problem], *names: str) -> dict[tuple, list[Problem]]:
    found: dict[tuple, list[Problem]] = {}
    for problem in problems:
        found.setdefault(tuple(getattr(problem, name) for name in names), []).append(problem)
    return found


def _of_a_kind(problems: list[Problem]) -> list[Cause]:
    """The causes of the problems of one code in one sheet."""
    columns = _by(problems, "column")
    if problems[0].code in ONE_BY_ONE:
        return [Cause(problem.message, (problem,)) for problem in problems]
    if len(columns) > APART:
        named = words.listing([column for (column,) in columns if column != problems[0].column])
        return [Cause(f"{problems[0].message} {words.say('cause_columns', columns=named)}", tuple(problems))]
    found = []
    for same in columns.values():
        sentences = _by(same, "message")
        if len(sentences) > APART:
            found.append(Cause(f"{same[0].message} {_others(same)}", tuple(same)))
        else:
            found += [Cause(message, tuple(each)) for (message,), each in sentences.items()]
    return found


def _others(problems: list[Problem]) -> str:
    """«Lo mismo en 39 celdas más («x», «y», …)»."""
    values = [
        value
        for value in dict.fromkeys(problem.value for problem in problems[1:])
        if value and value != problems[0].value
    ]
    shown = ", ".join(f"«{value}»" for value in values[:EXAMPLES]) + (", …" if len(values) > EXAMPLES else "")
    return words.say(
        "cause_more", cells=words.count(len(problems) - 1, "celda", "celdas"), values=f" ({shown})" if shown else ""
    )
