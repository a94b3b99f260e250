"""Owns what a paper of a form may name: the figures of its table by months, the fields of its row, the rows that owe none, and
what is known of what is owed.

Yields each fault in words, naming the key; a figure of a register is dated by a day, or by a year and a month."""

from collections.abc import Iterable, Iterator

from sig_metrics.catalog.model import Indicator, Register
from sig_metrics.catalog.paper_model import DUE, PaperBlock, PaperFigure, PaperKind
from sig_metrics.language.nearest import nearest

PERSON = "pseudo"  # in the name of a column: it stands for a person
OWED = ("late", "done")  # what is known of what is owed of a row


def known(where: str, names: Iterable[str], among: Iterable[str]) -> Iterator[str]:
    """Each of some names that is none of those that there are, with the nearest right one."""
    among = tuple(among)
    yield from (f"{where}: «{name}»{nearest(name, among)}" for name in names if name not in among)


def parts(
    where: str, block: PaperBlock, made: PaperKind, codes: dict[str, Indicator], registers: dict[str, Register]
) -> Iterator[str]:
    """The faults of the figures and of the fields of a piece."""
    for n, figure in enumerate(block.figures):
        yield from _figure(f"{where}.figures[{n}]", figure, codes, registers)
    if made.register in registers:
        names = [each.name for each in registers[made.register].columns]
        for n, field in enumerate(block.fields):
            yield from known(f"{where}.fields[{n}].columns", field.columns, names)
            yield from _persons(f"{where}.fields[{n}]", field.columns)


def _figure(
    where: str, figure: PaperFigure, codes: dict[str, Indicator], registers: dict[str, Register]
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
    named = [*figure.where, *figure.adds, *filter(None, [figure.place, figure.whole])]
    yield from known(where, named, [each.name for each in register.columns])
    yield from _persons(where, named)


def _dated(register: Register) -> bool:
    """Whether each row is of a day, or of a year and a month."""
    columns = [register.column(name) for name in register.dated_by]
    return len(columns) == 1 and columns[0].type == "date" or [each.name for each in columns] == ["year", "month"]


def _persons(where: str, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{where}: «{name}» representa a una persona: no se muestra" for name in names if PERSON in name)


def exempt(made: PaperKind, registers: dict[str, Register]) -> Iterator[str]:
    """The faults of the rows that owe none."""
    if made.exempt and not made.register:
        yield "exempt: solo lo tiene el papel de una fila, con la clave «register»"
    for n, each in enumerate(made.exempt if made.register in registers else ()):
        yield from known(f"exempt[{n}].where", each.where, [c.name for c in registers[made.register].columns])


def owed(where: str, path: str, made: PaperKind) -> Iterator[str]:
    """The faults of a number of what is owed."""
    yield from known(where, [path.partition(".")[2]], OWED)
    if not made.register:
        yield f"{where}: «{DUE}» es de un papel con la clave «register»"
