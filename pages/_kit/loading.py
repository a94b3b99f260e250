"""Owns the forms of Carga: a file with its problems and its confirmation, and one delivered document."""

import hashlib
from datetime import date

import streamlit as st

from pages._kit import data, frame
from pages._kit.figure import XLSX, grid
from pages._kit.state import place
from sig_metrics import words
from sig_metrics.annex import PlanHeader
from sig_metrics.catalog import default_catalog
from sig_metrics.definitions import Register
from sig_metrics.entry import entry, places_to_fill
from sig_metrics.export import to_xlsx
from sig_metrics.problems import Problem, Refused
from sig_metrics.publish import Incoming, LoadReport, Prepared, load_file, prepare, preview
from sig_metrics.sandbox import read_apart
from sig_metrics.template import filled_annex, workbook_for

PROBLEMS = {"sheet": "Hoja", "row": "Fila", "column": "Columna", "value": "Valor", "message": "Qué pasa y qué hacer"}
MODES = {"merge": "Añadir y actualizar: lo que no está en el archivo se conserva", "replace": "Reemplazar: lo que no está en el archivo se retira"}


def file_form(view: frame.View | None) -> None:
    """Register → template → file → problems or what would change → confirm → result."""
    catalog = default_catalog()
    _result()
    left, right = st.columns([1, 1], gap="large")
    with left:
        _asked(set(catalog.registers))
        name = st.selectbox("1 · Registro", list(catalog.registers), format_func=lambda n: catalog.registers[n].title, key="registro",
                            persist_state="session", filter_mode="contains", on_change=_chosen)  # fmt: skip
        register = catalog.register(name)
        st.caption(register.description)
        _templates(view, register)
    with right:
        turn = st.session_state.setdefault("carga_turno", 0)
        upload = st.file_uploader("2 · Archivo (.xlsx, .csv o .parquet, hasta 25 MB)", type=["xlsx", "csv", "parquet"], key=f"archivo_{name}_{turn}", max_upload_size=25)
        header = _plan_header() if register.layout == "annex" else PlanHeader()
    if upload is None:
        return
    mode = "merge"
    if register.layout == "table":
        mode = st.radio("Cómo cargar", list(MODES), format_func=MODES.get, key=f"modo_{name}", horizontal=True)
    incoming = Incoming(name, upload.name, upload.getvalue(), mode, header=header)
    try:
        prepared = _prepared(incoming)
    except Refused as refusal:
        _problems(f"El archivo tiene {words.count(len(refusal.problems), 'problema', 'problemas')} y no se cargó nada", refusal.problems)
        return
    _confirm(prepared)


def _asked(known: set[str]) -> None:
    """The register that the address asks for becomes the one chosen; one that does not exist is forgotten."""
    asked = st.query_params.get("registro")
    if asked in known:
        st.session_state["registro"] = asked
    elif asked is not None:
        place()


def _chosen() -> None:
    """Callback of the register's selector: the address says which one is on the screen."""
    place(registro=st.session_state["registro"])


def _templates(view: frame.View | None, register: Register) -> None:
    """The workbook to fill; for the plan, also one filled with the version in force."""
    st.download_button("Descargar la plantilla", lambda: workbook_for(register, default_catalog()), f"plantilla_{register.name}.xlsx", XLSX,
                       on_click="ignore", icon=":material/download:")  # fmt: skip
    if register.layout == "annex" and view:
        year = view.scope().year
        version = view.horizon.latest(year)
        st.download_button(f"Descargar el Anexo 01 con la versión {version}", lambda: filled_annex(view.snapshot, view.catalog, year, version),
                           f"anexo01_{year}_v{version}.xlsx", XLSX, on_click="ignore", icon=":material/download:")  # fmt: skip


def _plan_header() -> PlanHeader:
    with st.expander("Año, versión y resolución, si el libro no los dice"):
        one, two = st.columns(2)
        return PlanHeader(one.text_input("Año del plan", placeholder="2021"), two.text_input("Versión", placeholder="06"),
                          one.text_input("Resolución", placeholder="RDE N° …"), two.text_input("Fecha de aprobación", placeholder="30/09/2021"))  # fmt: skip


def _prepared(incoming: Incoming) -> Prepared:
    """The file read and judged once while it stays on the screen."""
    key = (hashlib.sha256(incoming.content).hexdigest(), incoming.register, incoming.mode, incoming.header)
    if st.session_state.get("carga_leida", (None,))[0] != key:
        with st.spinner("Leyendo y revisando el archivo…"):
            st.session_state["carga_leida"] = (key, prepare(incoming, default_catalog(), read_apart))
    return st.session_state["carga_leida"][1]


def _problems(title: str, problems: list[Problem], kind: str = "error") -> None:
    """Every fault with its place and its remedy, on screen and as a workbook."""
    (st.error if kind == "error" else st.warning)(title, icon=":material/error:" if kind == "error" else ":material/warning:")
    rows = [problem.as_dict() for problem in problems]
    headings = {name: heading for name, heading in PROBLEMS.items() if any(row[name] for row in rows)}
    grid(rows[:300], headings, f"problemas_{kind}")
    if len(rows) > 300:
        st.caption(f"Se muestran 300 de {words.number(len(rows))}; el libro los trae todos.")
    st.download_button("Descargar la lista en Excel", lambda: to_xlsx(rows, PROBLEMS, title, []), "problemas.xlsx", XLSX, on_click="ignore",
                       key=f"problemas_xlsx_{kind}", icon=":material/download:")  # fmt: skip


def _confirm(prepared: Prepared) -> None:
    """What the load would change, and the button that does it."""
    snapshot = data.current_snapshot()
    report = preview(snapshot.connection if snapshot else None, default_catalog(), prepared)
    st.subheader("3 · Lo que va a cambiar", anchor=False)
    said = [words.count(report.read, "fila leída", "filas leídas"), words.count(report.new, "nueva", "nuevas"),
            words.count(report.changed, "cambiada", "cambiadas"), words.count(report.same, "igual", "iguales")]  # fmt: skip
    if report.removed:
        said.append(f":red[**{words.count(report.removed, 'se retira', 'se retiran')}**]")
    st.markdown(" · ".join(said))
    if report.warnings:
        _problems(f"{words.count(len(report.warnings), 'advertencia', 'advertencias')}: se carga igual y queda anotado", report.warnings, "warning")
    sure = True
    if report.removed and prepared.incoming.mode == "replace":
        typed = st.text_input(f"Para retirar filas, escriba cuántas son ({words.number(report.removed)})", key="retiro")
        sure = typed.strip() == str(report.removed)
    who = st.text_input("Quién carga (cargo o unidad)", key="quien", persist_state="session", placeholder="Por ejemplo: UPPM-CMG", max_chars=60)
    if st.button("Confirmar la carga", type="primary", icon=":material/check:", disabled=not sure):
        with st.spinner("Cargando y calculando los indicadores…"):
            report = load_file(data.store(), default_catalog(), prepared, who.strip() or "sin indicar")
        _finish(report)


def _finish(report: LoadReport) -> None:
    """Leaves the result for the next run, which already shows the new data."""
    st.session_state["carga_resultado"] = report
    st.session_state["carga_turno"] = st.session_state.get("carga_turno", 0) + (0 if report.problems else 1)
    st.session_state.pop("carga_leida", None)
    st.rerun()


def _result() -> None:
    report = st.session_state.pop("carga_resultado", None)
    if report is None:
        return
    if report.problems:
        _problems(report.message, report.problems)
    elif report.loaded:
        st.success(report.message + " Las pantallas ya muestran los datos nuevos.", icon=":material/check_circle:")
    else:
        st.info(report.message, icon=":material/info:")


def entry_form(view: frame.View | None) -> None:
    """One delivered document: activity (with search), the deliverable it answers for, and its support."""
    _result()
    if view is None:
        st.info("Cargue primero el plan anual.", icon=":material/info:")
        return
    scope = view.scope()
    activities = {a.activity: a for a in view.kept.grid(frame.replace(scope, system=None, unit=None))}
    left, right = st.columns([1, 1], gap="large")
    with left:
        code = st.selectbox("Actividad (escriba para buscar)", list(activities), key="form_act", filter_mode="contains", index=None,
                            format_func=lambda c: f"{c} · {activities[c].title}", placeholder="Número o palabras de la actividad")  # fmt: skip
        if code is None:
            return
        places = places_to_fill(view.snapshot, view.catalog, scope, activities[code])
        if not places:
            st.info("Esta actividad no tiene entregables pendientes a la fecha de corte.", icon=":material/info:")
            return
        spot = st.selectbox("Entregable", range(len(places)), format_func=lambda n: _place(view, places[n]), key=f"form_lugar_{code}")
    with right:
        _document(view, scope.year, activities[code].units.split("/"), code, places[spot])


def _place(view: frame.View, place: dict) -> str:
    state = view.catalog.label("slot_state", place["state"]).lower() if place["state"] != "not_applicable" else "según necesidad"
    return f"{words.MONTHS[place['month'] - 1].capitalize()}, n.º {place['item']} · {state}"


def _document(view: frame.View, year: int, units: list[str], code: str, place: dict) -> None:
    vocabularies = view.catalog.vocabularies
    choices = [unit for unit in units if unit != "ALL"] or [unit for unit in vocabularies["unit"] if unit != "ALL"]
    with st.form(f"form_{code}_{place['month']}_{place['item']}", border=False):
        one, two = st.columns(2)
        unit = one.selectbox("Unidad que entrega", choices, format_func=lambda u: vocabularies["unit"][u].label)
        delivered = two.date_input("Fecha de entrega", value=None, format="DD/MM/YYYY", min_value=date(year, 1, 1), max_value=date.today())
        kind = one.selectbox("Tipo de documento", list(vocabularies["document_type"]), format_func=lambda t: vocabularies["document_type"][t].label)
        number = two.text_input("N° de documento", placeholder="Informe N° 210-2021-MIDIS/PNADP-UTI", max_chars=120)
        evidence = st.text_input("Evidencia (enlace o SHA-256)", max_chars=300)
        who = st.text_input("Quién registra (cargo o unidad)", placeholder="Por ejemplo: UPPM-CMG", max_chars=60)
        sent = st.form_submit_button("Registrar el entregable", type="primary", icon=":material/check:")
    if sent:
        values = {"year": year, "activity": code, "programmed_month": place["month"], "item": place["item"], "unit": unit,
                  "delivered_on": delivered, "document_type": kind, "document_number": number.strip(), "state": "delivered",
                  "evidence": evidence.strip()}  # fmt: skip
        with st.spinner("Registrando y calculando los indicadores…"):
            _finish(load_file(data.store(), view.catalog, entry(view.catalog.register("deliverable"), values), who.strip() or "sin indicar"))
