"""Catálogo: fichas, data dictionary, acronyms, legal basis, responsibilities and stages of the plan."""

import streamlit as st

from pages._kit.blocks.ficha import ficha_text
from pages._kit.blocks.figure import reading
from pages._kit.shell import data, frame
from pages._kit.shell.start import show
from pages._kit.shell.state import place
from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import law_state
from sig_metrics.measure.dataset import register_rows
from sig_metrics.present.columns import example_of

TYPES = {
    "text": "Texto",
    "int": "Entero",
    "decimal": "Número",
    "date": "Fecha",
    "code": "Lista",
    "codes": "Lista, varios con «/»",
}
COLUMNS = {
    "heading": "Encabezado",
    "name": "Código",
    "type": "Tipo",
    "required": "Obligatorio",
    "definition": "Definición",
    "values": "Valores",
    "example": "Ejemplo",
}
TERMS = {
    "title": "Plazo",
    "quantity": "Cuánto",
    "since": "Desde",
    "until": "Hasta",
    "basis": "Base",
    "norm": "Norma o fuente",
}
WHAT = {
    "fichas": "Fichas de indicadores",
    "diccionario": "Diccionario de datos",
    "siglas": "Siglas y definiciones",
    "legal": "Base legal",
    "responsabilidades": "Responsabilidades",
    "etapas": "Etapas y líneas",
    "plazos": "Plazos y vigencias",
}
REFERENCE = {
    "siglas": ("definition", {"term": "Sigla o término", "definition": "Significado", "section": "Numeral"}),
    "legal": ("legal_basis", {"section": "Numeral", "norm": "Norma", "description": "Materia"}),
    "responsabilidades": (
        "responsibility",
        {"role": "Responsable", "responsibility": "Responsabilidad", "section": "Numeral"},
    ),
}


def fichas(catalog: Catalog) -> None:
    """Every ficha, one expander each."""
    for indicator in catalog.indicators.values():
        with st.expander(f"**{indicator.code}** · {in_markdown(indicator.title)}"):
            ficha_text(catalog, indicator)
            if indicator.sql:
                st.code(indicator.sql, language="sql")


def dictionary(catalog: Catalog) -> None:
    """The columns of a register, as its template and its validation know them."""
    name = st.selectbox(
        "Registro",
        list(catalog.registers),
        format_func=lambda n: catalog.registers[n].title,
        filter_mode="contains",
        key="diccionario",
        on_change=lambda: place(registro=st.session_state["diccionario"]),
    )
    register = catalog.register(name)
    st.markdown(
        in_markdown(
            f"{register.description}\nFuente: {register.source} · Clave: "
            + ", ".join(register.column(key).heading for key in register.key)
        )
    )
    rows = [
        {
            "heading": c.heading,
            "name": c.name,
            "type": TYPES[c.type],
            "required": "Sí" if c.required else "No",
            "definition": c.definition,
            "values": ", ".join(w.label for w in catalog.vocabularies[c.vocabulary].values()) if c.vocabulary else "",
            "example": example_of(c, catalog),
        }
        for c in register.columns
    ]
    reading(rows, COLUMNS)


def terms(view: frame.View) -> None:
    """What rules the clocks and the names, each with its validity: terms, parameters, units and territorial units."""
    label = view.catalog.label
    frame.section("Plazos", "Cada uno con su norma; lo «propuesto» no tiene norma que lo fije.")
    rows = [
        {
            **row,
            "quantity": f"{row['quantity']} {label('time_unit', row['unit']).lower()}",
            "basis": label("target_basis", row["basis"]),
        }
        for row in law_state.terms(view.dataset)
    ]
    reading(rows, TERMS)
    frame.section("Parámetros de cálculo")
    rows = [
        {**row, "value": words.number(row["value"], 0 if float(row["value"]).is_integer() else 2)}
        for row in law_state.parameters(view.dataset)
    ]
    reading(
        rows,
        {"title": "Parámetro", "value": "Valor", "since": "Desde", "until": "Hasta", "source": "Fuente"},
        numbers=("value",),
    )
    left, right = st.columns([13, 7], gap="large")
    with left:
        frame.section("Unidades responsables")
        reading(
            register_rows(view.dataset, "organizational_unit"),
            {"unit": "Sigla", "name": "Nombre", "valid_from": "Desde", "valid_until": "Hasta", "norm": "Norma"},
        )
    with right:
        frame.section("Unidades Territoriales")
        reading(
            register_rows(view.dataset, "territorial_unit"),
            {"ut": "UT", "name": "Nombre", "valid_from": "Desde", "valid_until": "Hasta"},
        )


def stages(view: frame.View) -> None:
    """Section 10 of the plan: stages, their description and their lines of action."""
    for row in register_rows(view.dataset, "plan_stage"):
        lines = [
            f"- {in_markdown(line['line'])}"
            for line in register_rows(view.dataset, "plan_line")
            if (line["year"], line["stage"]) == (row["year"], row["stage"])
        ]
        frame.section(f"{row['section']} · {row['name']}")
        st.markdown(in_markdown(row["description"]) + "\n\n" + "\n".join(lines))


def page(view: frame.View | None) -> None:
    frame.title(
        "Catálogo", caption="Qué significa cada número y cada columna, y de qué numeral del plan o norma viene."
    )
    asked = st.query_params.get("registro")
    if asked in data.catalog().registers:
        st.session_state.update(catalogo="diccionario", diccionario=asked)
    what = st.segmented_control(
        "Qué ver",
        list(WHAT),
        format_func=WHAT.get,
        default=None if "catalogo" in st.session_state else "fichas",
        required=True,
        key="catalogo",
        label_visibility="collapsed",
        on_change=place,
    )
    catalog = data.catalog()
    if what == "fichas":
        fichas(catalog)
    elif what == "diccionario":
        dictionary(catalog)
    elif view is None:
        st.info("Se llena al cargar el plan.", icon=":material/info:")
    elif what in ("etapas", "plazos"):
        {"etapas": stages, "plazos": terms}[what](view)
    else:
        register, headings = REFERENCE[what]
        reading(register_rows(view.dataset, register), headings)


show(page)
