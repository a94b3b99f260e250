"""Owns the reading of `papers/*.toml`: every indicator, register, column, unit, activity and duty that a paper names is one of
the definitions, or of the law.

Refuses, naming file and key, what is not, with the nearest right word; a number that no sentence can have; more blanks than
a person is asked to fill; and any row of a reserved register, which has protected cells only. A folder of definitions
without papers has none, which is no fault."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from sig_metrics.catalog.build import build, read_toml
from sig_metrics.catalog.model import CatalogError, Code, Indicator, Register
from sig_metrics.catalog.paper_model import DUE, PaperBlock, PaperKind, PaperSentence
from sig_metrics.catalog.paper_parts import PERSON, owed, parts, ruling
from sig_metrics.catalog.paper_parts import known as _known

FOLDER = "papers"
MOST_BLANKS = 3
# form: which of its keys it needs
FORMS = {
    "plan": (),
    "duty": (),
    "norms": (),
    "text": ("sentences",),
    "blank": ("sentences",),
    "indicators": ("indicators",),
    "every": (),
    "changed": ("indicators",),
    "groups": ("indicators", "by"),
    "bars": ("indicators", "by"),
    "line": ("indicators",),
    "owing": ("indicators", "by"),
    "flow": ("registers",),
    "ages": ("registers",),
    "places": ("registers",),
    "counted": ("registers", "by"),
    "listed": ("registers", "columns"),
    "sitting": ("registers", "sentences"),
    "protected": ("registers",),
    "monthly": ("monthly",),
    "row": ("fields",),
    "term": (),
    "figures": ("figures",),
    "months": ("indicators",),
    "summed": ("indicators", "by"),
    "times": ("registers",),
    "kept": ("registers", "by", "columns"),
    "each": ("registers", "by", "columns"),
    "projects": ("registers",),
    "objectives": ("registers",),
    "unsourced": ("sentences",),
}
BY_COLUMN = ("counted", "kept", "each")  # whose «by» is a column of a register
# a piece that only a paper with that key has
OPENINGS = {"plan": "activity", "duty": "duty", "row": "register", "term": "register"}
FORMATS = ("docx", "xlsx")
STYLES = ("body", "item")
SINCE = ("report", "year", "always")  # since the report before, since January, whenever
FIELDS = ("value", "numerator", "denominator", "n", "target", "open_overdue", "oldest_overdue_days")
PERIOD = "period."  # of the months that a paper tells of, added: only what flows is
ADDED = ("value", "numerator", "denominator", "missed")
CASES = ("open", "overdue", "oldest", "inflow", "outflow")
ON = "on"  # the rows whose day, of a column, is since the report before
CAME = "came"
MONTHLY = (CAME, "totals")  # what came in the months of a report, with the totals of those without rows; those totals
ROWS = ("rows", "year", "report", ON, *MONTHLY)
KNOWN, UNKNOWN = "known", "unknown"  # of a day, by the cut-off
BEFORE = ".before"
SAID = ("month", "before", "day", "year", "unit", "activity", "period", "row")  # what any sentence may say
NUMBER = re.compile(r"\{([^{}|]*)(?:\|([^{}|]*)\|([^{}|]*))?\}")
RULE = re.compile(r"(\w+) (?:(=|!=|>=|>|<=|<) (\w+|-?\d+(?:\.\d+)?)|(known|unknown|worse|better)|is (\w+))")
AND = " and "
Known = dict[str, dict[str, Code]]


def read_papers(
    root: Path,
    vocabularies: Known,
    registers: dict[str, Register],
    indicators: dict[str, Indicator],
    without: Collection[Path] = (),
    duties: Collection[str] = (),
    parameters: Collection[str] = (),
) -> dict[str, PaperKind]:
    """{name: kind of paper} of a folder of definitions, by activity, then by duty; raises CatalogError with every fault, a line
    each. `duties` and `parameters`: the codes of the law."""
    found, faults = [], []
    for path in sorted(each for each in (root / FOLDER).glob("*.toml") if each not in without):
        try:
            made = build(PaperKind, read_toml(path), f"{FOLDER}/{path.name}", name=path.stem)
        except CatalogError as fault:
            faults.append(str(fault))
            continue
        faults += [
            f"{FOLDER}/{path.name}: {said}"
            for said in (
                *_strange(made, vocabularies, registers, indicators),
                *_asked(made, indicators, registers, duties),
                *ruling(made, parameters),
            )
        ]
        found.append(made)
    faults += _twice(found)
    if faults:
        raise CatalogError("\n".join(faults))
    order = sorted(found, key=lambda each: (bool(each.duty), each.activity, each.duty, each.item, each.name))
    return {each.name: each for each in order}


def _twice(found: list[PaperKind]) -> Iterator[str]:
    """Two papers of one deliverable, or of one duty: nobody would know which to write."""
    held: dict[tuple, str] = {}
    for each in found:
        place = each.activity, each.duty, each.register, each.item, each.since
        if place in held:
            key, of = ("duty", "deber") if each.duty else ("activity", "entregable")
            yield f"{FOLDER}/{each.name}.toml: {key}: {held[place]}.toml ya es de ese {of}"
        held.setdefault(place, each.name)


def _asked(
    made: PaperKind, indicators: dict[str, Indicator], registers: dict[str, Register], duties: Collection[str]
) -> Iterator[str]:
    """What asks for it: an activity of the plan or a duty of the law, one of both."""
    if not made.activity and not made.duty:
        yield "falta la clave «activity» (de qué actividad del plan es) o «duty» (de qué deber de la ley)"
    elif made.activity and made.duty:
        yield "activity: es de una actividad del plan o de un deber («duty»), no de los dos"
    activities = sorted({a for each in indicators.values() for a in each.activities})
    yield from _known("activity", filter(None, [made.activity]), activities)
    if made.topic and not made.activity:
        yield "topic: es de una actividad del plan («activity»)"
    yield from _known("duty", filter(None, [made.duty]), sorted(duties))
    yield from _known("register", filter(None, [made.register]), registers)
    yield from _known("format", [made.format], FORMATS)
    if made.register and not made.duty:
        yield "register: solo el papel de un deber es de una fila de un registro"
    if made.register in registers and registers[made.register].reserved:
        yield f"register: «{made.register}» es reservado: ningún papel es de una fila suya"
    for n, section in enumerate(made.sections):
        for m, block in enumerate(section.blocks):
            if (key := OPENINGS.get(block.form)) and (made.activity or made.duty) and not getattr(made, key):
                yield f"sections[{n}].blocks[{m}].form: «{block.form}» es de un papel con la clave «{key}»"


def _strange(
    made: PaperKind, vocabularies: Known, registers: dict[str, Register], indicators: dict[str, Indicator]
) -> Iterator[str]:
    """Each name that is none of what is defined, or that is missing."""
    yield from _known("document_type", [made.document_type], vocabularies["document_type"])
    yield from _known("sender", filter(None, [made.sender]), vocabularies["unit"])
    yield from _known("topic", filter(None, [made.topic]), vocabularies.get("topic", {}))
    yield from _said("subject", PaperSentence(made.subject), {})
    codes = {each.code: each for each in indicators.values()}
    for name, path in made.numbers.items():
        if name in SAID or not re.fullmatch(r"[a-z_0-9]+", name):
            yield f"numbers.{name}: no sirve de nombre; use minúsculas y «_», y ninguno de {', '.join(SAID)}"
        if path.partition(".")[0] == DUE:
            yield from owed(f"numbers.{name}", path, made)
            continue
        yield from _number(f"numbers.{name}", path, codes, registers)
    yield from parts(made, codes, registers, vocabularies)
    if len(made.blanks) > MOST_BLANKS:
        yield f"sections: tiene {len(made.blanks)} espacios por completar y se admiten {MOST_BLANKS}"
    for n, section in enumerate(made.sections):
        for m, block in enumerate(section.blocks):
            yield from _block(f"sections[{n}].blocks[{m}]", block, made, codes, registers)


def _block(
    where: str, block: PaperBlock, made: PaperKind, codes: dict[str, Indicator], registers: dict[str, Register]
) -> Iterator[str]:
    yield from _known(f"{where}.form", [block.form], FORMS)
    for name in FORMS.get(block.form, ()):
        if not getattr(block, name):
            yield f"{where}: la forma «{block.form}» pide la clave «{name}»"
    yield from _known(f"{where}.style", [block.style], STYLES)
    yield from _known(f"{where}.since", [block.since], SINCE)
    yield from _known(f"{where}.indicators", block.indicators, codes)
    yield from _known(f"{where}.registers", block.registers, registers)
    yield from _known(f"{where}.figures", [each.number for each in block.figures], made.numbers)
    yield from _only_flows(where, block, codes)
    if block.form == "sitting" and len(block.registers) != 2:
        yield f"{where}.registers: la forma «sitting» pide dos registros: las sesiones y su asistencia"
    for sentence in block.sentences:
        yield from _said(where, sentence, made.numbers)
    if block.form == "blank" and len(block.sentences) > 1:
        yield f"{where}: un espacio por completar es uno solo"
    for name in (each for each in block.registers if each in registers):
        yield from _of_register(where, block, registers[name])
    if block.by and block.indicators and block.indicators[0] in codes:
        of = codes[block.indicators[0]]
        yield from _known(f"{where}.by", [block.by], (of.factors[0] if of.factors else of).dimensions)


def _of_register(where: str, block: PaperBlock, register: Register) -> Iterator[str]:
    if register.reserved != (block.form == "protected"):
        said = "es reservado: solo se muestra con la forma «protected»" if register.reserved else "no es reservado"
        yield f"{where}.registers: «{register.name}» {said}"
    names = [each.name for each in register.columns]
    yield from _known(f"{where}.columns", block.columns, names)
    yield from _known(f"{where}.where", block.where, names)
    by = [block.by] if block.form in BY_COLUMN and block.by else []
    named = (*block.columns, *by)
    yield from (f"{where}: «{name}» representa a una persona: no se muestra" for name in named if PERSON in name)
    yield from _known(f"{where}.by", by, names)
    if block.form in ("kept", "each") and len(block.columns) != 2:
        yield f"{where}.columns: la forma «{block.form}» pide dos columnas"


def _number(where: str, path: str, codes: dict[str, Indicator], registers: dict[str, Register]) -> Iterator[str]:
    """What a number cannot be."""
    of, _, rest = path.removesuffix(BEFORE).partition(".")
    yield from _known(where, [of], [*codes, *registers])
    if of in codes and rest.startswith(PERIOD):
        yield from _known(where, [rest.removeprefix(PERIOD)], ADDED)
        yield from _flows(where, codes[of])
    elif of in codes and rest and "=" not in rest:
        yield from _known(where, [rest], FIELDS)
    if of in registers:
        names = [each.name for each in registers[of].columns]
        what, _, asked = rest.partition(".")
        yield from _known(where, [what], [*CASES, *ROWS])
        if what == ON:
            day, _, asked = asked.partition(".")
            yield from _known(where, [day], [each.name for each in registers[of].columns if each.type == "date"])
        if registers[of].reserved:
            yield f"{where}: «{of}» es reservado: ninguna frase lleva un número suyo"
        yield from _known(where, conditions(asked), names)


def conditions(text: str) -> dict[str, tuple[str, ...]]:
    """«kind=claim,state=merged|observed» → {column: its words}; {} of none."""
    parts = [part.partition("=") for part in text.split(",") if part]
    return {column: tuple(among.split("|")) for column, _, among in parts}


def _only_flows(where: str, block: PaperBlock, codes: dict[str, Indicator]) -> Iterator[str]:
    if block.form in ("months", "summed") and block.indicators and block.indicators[0] in codes:
        yield from _flows(where, codes[block.indicators[0]])


def _flows(where: str, indicator: Indicator) -> Iterator[str]:
    if indicator.accumulation != "flow" or indicator.factors:
        yield f"{where}: «{indicator.code}» no se suma de mes en mes: no es de flujo"


def _said(where: str, sentence: PaperSentence, numbers: dict[str, str]) -> Iterator[str]:
    """What a sentence names and its paper does not have, and a condition that is none."""
    yield from _known(where, [each[0] for each in NUMBER.findall(sentence.says)], [*numbers, *SAID])
    for each in sentence.when.split(AND) if sentence.when else ():
        found = RULE.fullmatch(each.strip())
        if not found:
            yield f"{where}: when: «{each}» no es una condición"
            continue
        named = [found[1], *([found[3]] if found[3] and not re.fullmatch(r"-?[\d.]+", found[3]) else [])]
        yield from _known(f"{where}: when", named, numbers)
