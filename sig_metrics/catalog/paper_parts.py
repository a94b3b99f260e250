"""Owns what a paper of a form may name: the columns of its table by months, the fields of its row, the rows that owe none, and
what is known of what is owed.

Yields each fault in words, naming the key; a figure of a register is dated by a day, or by a year and a month."""

from collections.abc import Iterable, Iterator

from sig_metrics.catalog.model import Indicator, Register
from sig_metrics.catalog.paper_model import DUE, PaperKind, PaperMonthly
from sig_metrics.language.nearest import nearest

PERSON = "pseudo"  # in the name of a column: it stands for a person
OWED = ("late", "done")  # what is known of what is owed of a row


def known(where: str, names: Iterable[str], among: Iterable[str]) -> Iterator[str]:
    """Each of some names that is none of those that there are, with the nearest right one."""
    among = tuple(among)
    yield from (f"{where}: «{name}»{nearest(name, among)}" for name in names if name not in among)


def parts(
    made: PaperKind, codes: dict[str, Indicator], registers: dict[str, Register], vocabularies: dict[str, Iterable[str]]
) -> Iterator[str]:
    """The faults of the columns by months and of the fields of a paper, and of the rows that owe none."""
    own = registers.get(made.register)
    for n, section in enumerate(made.sections):
        for m, block in enumerate(section.blocks):
            where = f"sections[{n}].blocks[{m}]"
            for k, figure in enumerate(block.monthly):
                yield from _monthly(f"{where}.monthly[{k}]", figure, codes, registers, vocabularies)
            for k, field in enumerate(block.fields if own else ()):
                yield from known(f"{where}.fields[{k}].columns", field.columns, _names(own))
                yield from _persons(f"{where}.fields[{k}]", field.columns)
    if made.exempt and not made.register:
        yield "exempt: solo lo tiene el papel de una fila, con la clave «register»"
    for n, each in enumerate(made.exempt if own else ()):
        yield from _words(f"exempt[{n}].where", each.where, own, vocabularies)


def _monthly(
    where: str,
    figure: PaperMonthly,
    codes: dict[str, Indicator],
    registers: dict[str, Register],
    vocabularies: dict[str, Iterable[str]],
) -> Iterator[str]:
    if figure.indicator and figure.register:
        yield f"{where}: es de un indicador («indicator») o de un registro («register»), no de los dos"
    yield from known(f"{where}.indicator", filter(None, [figure.indicator]), codes)
    yield from known(f"{where}.register", filter(None, [figure.register]), registers)
    if figure.register not in registers:
        return
    register = registers[figure.register]
    if register.reserved:
        yield f"{where}.register: «{register.name}» es reservado: ninguna cifra suya va en una tabla por meses"
    if not _dated(register):
        yield f"{where}.register: «{register.name}» no dice de qué mes es cada fila"
    named = [*figure.adds, *filter(None, [figure.place, figure.whole])]
    yield from known(where, named, _names(register))
    yield from _persons(where, named)
    yield from _words(f"{where}.where", figure.where, register, vocabularies)


def _names(register: Register) -> list[str]:
    return [each.name for each in register.columns]


def _words(
    where: str, asked: dict[str, tuple[str, ...]], register: Register, vocabularies: dict[str, Iterable[str]]
) -> Iterator[str]:
    """A column that is not there, and a word that none of its rows can have: nothing would be counted."""
    yield from known(where, asked, _names(register))
    yield from _persons(where, asked)
    for column in (each for each in register.columns if each.name in asked and each.vocabulary):
        yield from known(f"{where}.{column.name}", asked[column.name], vocabularies[column.vocabulary])


def _dated(register: Register) -> bool:
    """Whether each row is of a day, or of a year and a month."""
    columns = [register.column(name) for name in register.dated_by]
    return len(columns) == 1 and columns[0].type == "date" or [each.name for each in columns] == ["year", "month"]


def _persons(where: str, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{where}: «{name}» representa a una persona: no se muestra" for name in names if PERSON in name)


def owed(where: str, path: str, made: PaperKind) -> Iterator[str]:
    """The faults of a number of what is owed."""
    yield from known(where, [path.partition(".")[2]], OWED)
    if not made.register:
        yield f"{where}: «{DUE}» es de un papel con la clave «register»"


def ruling(made: PaperKind, parameters: Iterable[str]) -> Iterator[str]:
    """The faults of the parameters of the law that a table by months tells."""
    among = tuple(parameters)
    for n, section in enumerate(made.sections):
        for m, block in enumerate(section.blocks):
            yield from known(f"sections[{n}].blocks[{m}].parameters", block.parameters, among)
