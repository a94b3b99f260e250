"""Owns the catalogue as documents: fichas of the indicators and dictionary of the registers, in Markdown.

Everything comes from the definitions; nothing is written by hand in `docs/indicators.md` or
`docs/registers.md`, and a test holds the committed files to what is generated.
"""

from sig_metrics.catalog.model import ORIGINAL_WHY, Catalog, Indicator, Reference, Register, Rule, Target
from sig_metrics.language import words
from sig_metrics.present.columns import allowed_text, type_text

NOTICE = (
    "<!-- generated: do not edit -->\n\n> Este documento se genera de las definiciones con "
    "`python -m sig_metrics describe`. No lo edite: cambie la definición y vuelva a generarlo.\n"
)
TARGET_RULES = {"previous_year": "no más que el acumulado del año anterior (base: propuesto)"}
# the rest are words of the vocabulary
DIMENSIONS = {"year": "Año del plan", "version": "Versión del plan", "plan_part": "De ese plan o de los anteriores"}
CADENCES = {
    "on_change": "cuando cambia",
    "monthly": "cada mes",
    "bimonthly": "cada bimestre",
    "quarterly": "cada trimestre",
    "four_monthly": "cada cuatrimestre",
    "half_yearly": "cada semestre",
    "yearly": "cada año",
}


def describe_indicators(catalog: Catalog) -> str:
    """The fichas of every indicator, in order of code, after a summary table."""
    rows = [
        [
            i.code,
            f"[{i.title}](#{_anchor(_heading(i))})",
            _word(catalog, "measure_unit", i.unit),
            _target(i, i.targets[-1:]),
            _word(catalog, "frequency", i.frequency),
        ]
        for i in catalog.indicators.values()
    ]
    summary = _table(["Código", "Indicador", "Unidad", "Meta", "Frecuencia"], rows)
    fichas = [_ficha(catalog, indicator) for indicator in catalog.indicators.values()]
    return "\n".join([f"# Fichas de los indicadores\n\n{NOTICE}", summary, *fichas])


def _heading(indicator: Indicator) -> str:
    return f"{indicator.code} · {indicator.title}"


def _ficha(catalog: Catalog, indicator: Indicator) -> str:
    fields = {
        "Nombre en el sistema": f"`{indicator.name}` (definición n.º {indicator.version})",
        "Definición": indicator.definition,
        "Para qué sirve": indicator.why,
        "Límites": indicator.limits,
        "Fórmula": formula_text(indicator),
        "Unidad de medida": _word(catalog, "measure_unit", indicator.unit),
        "Sentido": _word(catalog, "direction", indicator.direction),
        "Acumulación": _word(catalog, "accumulation", indicator.accumulation),
        "Lo vencido y abierto": _word(catalog, "carry", indicator.carry),
        "Qué suma el denominador": counts_text(catalog, indicator),
        "Meta": _targets(catalog, indicator),
        "Bandas": bands_text(catalog, indicator),
        "Responsable": _word(catalog, "unit", indicator.owner),
        "Frecuencia": f"{_word(catalog, 'frequency', indicator.frequency)}, hasta el día {indicator.due_day} después del cierre",
        "Actividades del plan de 2021": ", ".join(indicator.activities),
        "Sistemas": _words(catalog, "system", indicator.systems),
        "Etapas": _words(catalog, "stage", indicator.stages),
        "Requisitos que evidencia": "; ".join(indicator.clauses),
        "Se desagrega por": ", ".join(DIMENSIONS.get(d, catalog.label("dimension", d)) for d in indicator.dimensions),
        "Registros de origen": ", ".join(_link(catalog, name) for name in indicator.source_registers),
        "Tablas que lee": ", ".join(_read(catalog, name) for name in indicator.reads),
    }
    lines = [f"- **{name}:** {_line(text)}" for name, text in fields.items() if text]
    sql = ["```sql", indicator.sql.strip(), "```", ""] if indicator.sql else []  # a product of others has none
    return "\n".join([f"## {_heading(indicator)}\n", *lines, "", *sql])


def counts_text(catalog: Catalog, indicator: Indicator) -> str:
    """What the denominator adds up, and what its n counts where that is not how many there are; «» without one."""
    if not indicator.denominator:
        return ""
    said = catalog.label("counts", indicator.counts)
    return f"{said} (n: {indicator.sampled[1]})" if indicator.sample else said


def formula_text(indicator: Indicator) -> str:
    """How the value is made: «A ÷ B × 10,000», or the product of other indicators by their codes."""
    parts = indicator.numerator
    if indicator.factors:
        parts = " × ".join(f"{factor.code} ({factor.title})" for factor in indicator.factors)
    elif indicator.denominator:
        parts = f"{indicator.numerator} ÷ {indicator.denominator}"
    if indicator.scale == 1:
        return parts
    return (
        f"{parts} × {words.number(indicator.scale)}"
        if indicator.scale > 1
        else f"{parts} ÷ {words.number(1 / indicator.scale)}"
    )


def _target(indicator: Indicator, targets: tuple[Target, ...]) -> str:
    return "; ".join(words.amount(each.value, indicator.unit, indicator.decimals) for each in targets) or "—"


def _targets(catalog: Catalog, indicator: Indicator) -> str:
    """Every target with its validity and the word of its basis."""
    said = []
    for each in indicator.targets:
        valid = (
            f"del {words.day(each.since)} al {words.day(each.until)}"
            if each.until
            else f"desde el {words.day(each.since)}"
        )
        valid += f", cada {words.MONTHS[each.month - 1]}" if each.month else ""
        said.append(f"{each.text} (base: {catalog.label('target_basis', each.basis)}; vigente {valid})")
    return "; ".join(said) or TARGET_RULES.get(indicator.target_rule, "sin meta")


def bands_text(catalog: Catalog, indicator: Indicator) -> str:
    """The limits of each status in words; a relative limit is a share of the target: «hasta 120 % de la meta».

    A limit that leaves nothing to its status is not said: one on the target itself, or both on the same value.
    """
    bands = indicator.bands
    if bands is None:
        return ""
    side = "hasta" if indicator.lower_is_better else "desde"
    reached = {1.0} if bands.relative else {target.value for target in indicator.targets}
    limits = [] if reached == {bands.good} else [("near", bands.good)]
    limits += [] if bands.fair == bands.good else [("watch", bands.fair)]
    said = [
        f"«{catalog.standing(indicator, status).label}» {side} {_limit_text(indicator, value)}"
        for status, value in limits
    ]
    missed = f"«{catalog.standing(indicator, 'missed').label}»"
    said.append(f"después, {missed}" if said else f"{missed} si no se cumple")
    if indicator.ceiling is not None:
        said.append(
            f"sobre {words.amount(indicator.ceiling, indicator.unit, 0)}, «{catalog.label('status', 'beyond')}»"
        )
    return f"{'; '.join(said)} (base: {catalog.label('target_basis', bands.basis)})"


def _limit_text(indicator: Indicator, value: float) -> str:
    if indicator.bands.relative:
        return f"{words.percent(value, 0)} de la meta"
    return words.amount(value, indicator.unit, indicator.decimals)


def describe_registers(catalog: Catalog) -> str:
    """The dictionary of every register, in reading order, after a summary table."""
    rows = [
        [f"[{r.title}](#{_anchor(r.title)})", f"`{r.name}`", r.source, CADENCES[r.cadence]]
        for r in catalog.registers.values()
    ]
    summary = _table(["Registro", "Nombre en el sistema", "Fuente", "Se actualiza"], rows)
    sections = [_section(catalog, register) for register in catalog.registers.values()]
    kept = f"Salvo donde se dice otra cosa, de cada carga se archiva el archivo tal como llegó: {ORIGINAL_WHY}.\n"
    return "\n".join([f"# Diccionario de los registros\n\n{NOTICE}", kept, summary, *sections])


def _section(catalog: Catalog, register: Register) -> str:
    fields = {
        "Nombre en el sistema": f"`{register.name}`",
        "Fuente": register.source,
        "Se actualiza": _calendar(register),
        "Fechado por": _dated(register),
        "Clave": _headings(register, register.key),
        "Se reemplaza dentro de": _headings(register, register.partition),
        "Alimenta": ", ".join(_link(catalog, name) for name in register.feeds),
        "Reservado": "sí: solo se publican conteos protegidos" if register.reserved else "",
        "Se archiva": f"reescrito: {register.archive_why}" if register.rewritten else "",
    }
    rules = [f"- {_rule(catalog, register, rule)}" for rule in register.rules]
    rules += [f"- {_reference(catalog, register, reference)}" for reference in register.references]
    lines = [f"- **{name}:** {_line(text)}" for name, text in fields.items() if text]
    commands = [
        "```",
        f"python -m sig_metrics template {register.name} {register.name}.xlsx",
        f'python -m sig_metrics load {register.name} {register.name}.xlsx --by "Nombre y apellido"',
        "```",
        "",
    ]
    return "\n".join(
        [
            f"## {register.title}\n",
            _line(register.description),
            "",
            *lines,
            "",
            _columns(catalog, register),
            *(["Reglas:", "", *rules, ""] if rules else []),
            "Plantilla y carga:",
            "",
            *commands,
        ]
    )


def _columns(catalog: Catalog, register: Register) -> str:
    rows = [
        [
            column.heading,
            f"`{column.name}`",
            type_text(column),
            "sí" if column.required else "",
            allowed_text(column, catalog),
            column.definition,
            column.example,
        ]
        for column in register.columns
    ]
    return _table(["Encabezado", "Código", "Tipo", "Obligatorio", "Valores", "Definición", "Ejemplo"], rows)


def _calendar(register: Register) -> str:
    """How often a register comes, by when, and what shows that it did."""
    said = CADENCES[register.cadence]
    if register.cadence == "on_change":
        return said
    proof = "un periodo sin filas es un archivo que falta" if register.dense else "está al día hasta su última carga"
    return f"{said}, hasta {words.count(register.due_day, 'día', 'días')} después del cierre (propuesto); {proof}"


def _dated(register: Register) -> str:
    only = f", solo con «{register.column(register.dated_if).heading}»" if register.dated_if else ""
    return _headings(register, register.dated_by) + only


def _rule(catalog: Catalog, register: Register, rule: Rule) -> str:
    level = "" if rule.level == "error" else " (advierte, no impide cargar)"
    column = f"«{register.column(rule.column).heading}»"
    if rule.kind == "month_sum":
        return f"{column} debe ser la suma de los doce meses{level}."
    if rule.kind == "not_before":
        return f"{column} no puede ser anterior a «{register.column(rule.other).heading}»{level}."
    if rule.kind == "not_above":
        return f"{column} no puede ser mayor que «{register.column(rule.other).heading}»{level}."
    if rule.kind == "not_future":
        return f"{column} no puede ser una fecha futura{level}."
    if rule.kind == "unchanged":
        return f"{column} no cambia con una carga{level}. {rule.instead}"
    when = register.column(rule.when)
    if rule.kind == "not_value":
        column += f" no puede ser «{rule.value}»"
    states = words.listing([f"«{catalog.label(when.vocabulary, state)}»" for state in rule.among])
    verb = {"required_when": " es obligatorio", "empty_when": " debe quedar vacío"}.get(rule.kind, "")
    return f"{column}{verb} cuando «{when.heading}» es {states}{level}."


def _reference(catalog: Catalog, register: Register, reference: Reference) -> str:
    named = words.listing([f"«{register.column(name).heading}»" for name in reference.columns])
    verb = "deben existir, juntos," if len(reference.columns) > 1 else "debe existir"
    besides = f", o ser {words.listing([f'«{value}»' for value in reference.besides])}" if reference.besides else ""
    return f"{named} {verb} en {_link(catalog, reference.register)}{besides}."


def _headings(register: Register, names: tuple[str, ...]) -> str:
    return ", ".join(f"«{register.column(name).heading}»" for name in names)


def _word(catalog: Catalog, vocabulary: str, code: str) -> str:
    """The name of a word, or its label when the name adds nothing: «porcentaje (%)»."""
    word = catalog.vocabularies[vocabulary].get(code)
    return f"{word.name} ({word.label})" if word and word.name else catalog.label(vocabulary, code)


def _words(catalog: Catalog, vocabulary: str, codes: tuple[str, ...]) -> str:
    return ", ".join(catalog.label(vocabulary, code) for code in codes)


def _link(catalog: Catalog, name: str) -> str:
    title = catalog.register(name).title
    return f"[{title}](registers.md#{_anchor(title)})"


def _read(catalog: Catalog, name: str) -> str:
    """A table that an indicator reads: a register, or a view with the file that derives it."""
    return f"[`{name}`](../sig_metrics/definitions/views/{name}.sql)" if name in catalog.views else _link(catalog, name)


def _anchor(heading: str) -> str:
    """The anchor that repositories give to a heading."""
    return "".join(c for c in heading.lower().replace(" ", "-") if c.isalnum() or c in "-_")


def _line(text: str) -> str:
    return " ".join(text.split())


def _table(headings: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [headings, ["---"] * len(headings), *rows]
    return (
        "\n".join("| " + " | ".join(_line(cell).replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
    )
