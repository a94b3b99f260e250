"""Catálogo: a search over everything it explains; fichas, data dictionary, acronyms, legal basis, responsibilities and stages of the plan."""

from urllib.parse import parse_qsl

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import address
from pages._kit.blocks.ficha import ficha_text
from pages._kit.blocks.figure import reading
from pages._kit.blocks.searching import box
from pages._kit.boards import catalogued
from pages._kit.shell import data, frame
from pages._kit.shell.start import show
from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.language.literal import Markdown, in_bold, in_markdown
from sig_metrics.measure import law_state
from sig_metrics.measure.dataset import register_rows
from sig_metrics.measure.evidence import plain_sql
from sig_metrics.present import find
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
READ = 980  # pixels of a text that is read whole
SHOWN = 60  # results on the screen
FOUND = ["Qué es", "Nombre", "Qué dice", "Dónde"]
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


def search(catalog: Catalog, view: frame.View | None) -> str:
    """The box, and what it finds in everything that the catalogue explains; a line opens its place."""
    text = box("Buscar en el catálogo", "Un indicador, una columna, una sigla, una norma…", "catalogo_buscar")
    if not text.strip():
        return ""
    found = find.find(find.entries(catalog, view.dataset if view else None), text)
    if not found:
        st.info(in_markdown(words.say("find_none", text=text)), icon=":material/search_off:")
        return text
    counted = words.count(len(found), "resultado", "resultados")
    said = "find_found" if len(found) <= SHOWN else "find_first"
    st.caption(in_markdown(words.say(said, count=counted, text=text, shown=SHOWN)))
    lines = [(entry, entry.said(find.split(text))) for entry in found[:SHOWN]]
    _list(catalogued.board(lines, "Resultados", FOUND), "resultados")
    return text


def _list(board: dict, key: str) -> None:
    """Entries of the catalogue as a table whose lines open their places."""
    lines = 1.5 + 1.9 * len(board["rows"])
    boards.found(board, key=key, on_pick=lambda place: address.put(**dict(parse_qsl(place))), lines=lines)


def fichas(catalog: Catalog) -> None:
    """The ficha of the address, or the list of all of them."""
    asked = st.query_params.get("ficha", "")
    known = {indicator.code: indicator for indicator in catalog.indicators.values()}
    if asked not in known:
        return _list(catalogued.fichas(catalog, WHAT["fichas"]), "fichas")
    st.button("Todas las fichas", icon=":material/arrow_back:", type="tertiary", on_click=address.put)
    indicator = known[asked]
    frame.section(f"{indicator.code} · {indicator.title}")
    with st.container(width=READ):
        ficha_text(catalog, indicator)
        if indicator.sql:
            with st.expander("SQL de la definición"):
                st.code(plain_sql(indicator.sql), language="sql")


def dictionary(catalog: Catalog) -> None:
    """The columns of a register, as its template and its validation know them."""
    name = st.selectbox(
        "Registro",
        list(catalog.registers),
        format_func=lambda n: catalog.registers[n].title,
        filter_mode="contains",
        key="diccionario",
        on_change=lambda: address.put(seccion="diccionario", registro=st.session_state["diccionario"]),
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
            "heading": _standing_out(c.heading, c.name),
            "name": c.name,
            "type": TYPES[c.type],
            "required": "Sí" if c.required else "No",
            "definition": c.definition,
            "values": ", ".join(w.label for w in catalog.vocabularies[c.vocabulary].values()) if c.vocabulary else "",
            "example": example_of(c, catalog),
        }
        for c in register.columns
    ]
    with st.container(key="wide-diccionario"):
        reading(rows, COLUMNS)


def _standing_out(text: str, name: str) -> str:
    """A text of the line that the address asks for stands out."""
    return Markdown(f":gray-background[{in_bold(text)}]") if st.query_params.get("fila") == name else text


def reference(view: frame.View, what: str) -> None:
    """Acronyms, norms or responsibilities, as the plan lists them."""
    register, headings = REFERENCE[what]
    name = find.OF_PLAN[register][1]
    rows = [{**row, name: _standing_out(row[name], row[name])} for row in register_rows(view.dataset, register)]
    with st.container(key=f"wide-{what}"):
        reading(rows, headings, narrow="coded" if what == "legal" else "ended")


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
    reading(rows, TERMS, place="plazos", narrow="named")
    frame.section("Parámetros de cálculo")
    rows = [
        {**row, "value": words.number(row["value"], 0 if float(row["value"]).is_integer() else 2)}
        for row in law_state.parameters(view.dataset)
    ]
    reading(
        rows,
        {"title": "Parámetro", "value": "Valor", "since": "Desde", "until": "Hasta", "source": "Fuente"},
        numbers=("value",),
        narrow="named",
    )
    left, right = st.columns([13, 7], gap="large")
    with left:
        frame.section("Unidades responsables")
        reading(
            register_rows(view.dataset, "organizational_unit"),
            {"unit": "Sigla", "name": "Nombre", "valid_from": "Desde", "valid_until": "Hasta", "norm": "Norma"},
            narrow="coded",
        )
    with right:
        frame.section("Unidades Territoriales")
        reading(
            register_rows(view.dataset, "territorial_unit"),
            {"ut": "UT", "name": "Nombre", "valid_from": "Desde", "valid_until": "Hasta"},
        )


def stages(view: frame.View) -> None:
    """Section 10 of the plan: stages, their description and their lines of action."""
    order = list(view.catalog.vocabularies["stage"])
    for row in sorted(
        register_rows(view.dataset, "plan_stage"), key=lambda row: (row["year"], order.index(row["stage"]))
    ):
        lines = [
            f"- {in_markdown(line['line'])}"
            for line in register_rows(view.dataset, "plan_line")
            if (line["year"], line["stage"]) == (row["year"], row["stage"])
        ]
        frame.section(f"{row['section']} · {row['name']}")
        st.markdown(in_markdown(row["description"]) + "\n\n" + "\n".join(lines))


def section() -> str:
    """The section of the address: of a register, the dictionary; the fichas by default."""
    asked = st.query_params.get("registro")
    if asked in data.catalog().registers:
        st.session_state["diccionario"] = asked
    default = "diccionario" if asked in data.catalog().registers else "fichas"
    address.chosen("catalogo", "seccion", WHAT, default)
    return st.segmented_control(
        "Qué ver",
        list(WHAT),
        format_func=WHAT.get,
        required=True,
        key="catalogo",
        label_visibility="collapsed",
        on_change=address.keep,
        args=("seccion", "catalogo", "fichas"),
    )


def page(view: frame.View | None) -> None:
    frame.title(
        "Catálogo", caption="Qué significa cada número y cada columna, y de qué numeral del plan o norma viene."
    )
    catalog = data.catalog()
    if search(catalog, view):
        return
    what = section()
    if what == "fichas":
        fichas(catalog)
    elif what == "diccionario":
        dictionary(catalog)
    elif view is None:
        st.info("Se llena al cargar el plan.", icon=":material/info:")
    elif what in ("etapas", "plazos"):
        {"etapas": stages, "plazos": terms}[what](view)
    else:
        reference(view, what)


show(page)
