"""Owns the form of a file in Carga: template → file → problems, or what would change → confirm."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from pages._kit.blocks import shown
from pages._kit.blocks.figure import XLSX, grid
from pages._kit.loading import faults
from pages._kit.screens import CATALOG
from pages._kit.shell import data, frame, state, work
from pages._kit.shell.state import place
from sig_metrics.catalog.model import Register
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.intake.isolated import LARGE, ORDINARY
from sig_metrics.intake.prepare import counted_by_kind
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.present.export import to_xlsx
from sig_metrics.present.template import base_in, filled, filled_annex, workbook_for
from sig_metrics.publish import confirmation
from sig_metrics.publish.conflicts import Conflicted
from sig_metrics.publish.differences import differences
from sig_metrics.publish.load import Incoming, LoadReport, Prepared, load_files, preview
from sig_metrics.publish.older import undone
from sig_metrics.publish.references import prepare_for
from sig_metrics.publish.seen import changed_since, content_of, states

MODES = {
    "merge": "Añadir y actualizar: lo que no está en el archivo se conserva",
    "replace": "Reemplazar: lo que no está en el archivo se retira",
}
KINDS = {"new": ("nueva", "nuevas"), "changed": ("cambiada", "cambiadas"), "removed": ("se retira", "se retiran")}
SEVERAL = {"new": "Nuevo", "changed": "Cambia", "same": "Igual", "removed": "Se retira"}
TALL = 10  # conflicts shown without scrolling
STAYS = {"theirs": "Lo que escribió la otra carga", "mine": "Lo que dice este libro"}
UPLOADED = 100  # MB that are received, to say in Spanish that they are too many
FIRST = 200  # rows of each kind on the screen
MOST = 1000  # differences that are looked up
NOBODY = "sin indicar"


def file_form(view: frame.View | None) -> None:
    """Register → template → file → problems or what would change → confirm → result."""
    catalog = data.catalog()
    left, right = st.columns([1, 1], gap="large")
    with left:
        _asked(set(catalog.registers))
        name = st.selectbox(
            "1 · Registro",
            list(catalog.registers),
            format_func=lambda n: catalog.registers[n].title,
            key="registro",
            persist_state="session",
            filter_mode="contains",
            on_change=_chosen,
        )
        register = catalog.register(name)
        st.caption(in_markdown(register.description))
        _templates(view, register)
    with right:
        turn = st.session_state.setdefault("carga_turno", 0)
        upload = st.file_uploader(
            f"2 · Archivo (.xlsx, .csv o .parquet, hasta {ORDINARY.mb} MB)",
            key=f"archivo_{name}_{turn}",
            max_upload_size=UPLOADED,
            help=f"Uno más grande se carga en el servidor, hasta {words.number(LARGE.rows)} filas: python -m sig_metrics load … --large",
        )
    if upload is None:
        return
    content = upload.getvalue()
    book = hashlib.sha256(content).hexdigest()[:16]  # what is chosen for one book does not stay for the next
    mode, header = "merge", PlanHeader()
    if register.layout == "table":
        mode = st.radio("Cómo cargar", list(MODES), format_func=MODES.get, key=f"modo_{name}", horizontal=True)
    else:
        header = _plan_header(book)
    choices = Choices(f"leer_vacias_{book}", f"queda_{book}_{_since(register)}")
    incoming = Incoming(
        name, upload.name, content, mode, header=header, blank=choices.blank, conflicts=choices.conflicts
    )
    try:
        prepared = _prepared(incoming)
    except Refused as refusal:
        _refused(refusal, incoming, choices)
        return
    choices.ask_again(prepared)
    _confirm(view, prepared)


@dataclass(frozen=True)
class Choices:
    """What whoever loads says of one book: whether «N/A» is read as empty, and whose stays where another load wrote
    since."""

    blank_key: str
    conflicts_key: str

    @property
    def blank(self) -> bool:
        return bool(st.session_state.get(self.blank_key))

    @property
    def conflicts(self) -> str:
        return st.session_state.get(self.conflicts_key) or ""

    def ask_blank(self) -> None:
        st.toggle("Leer esas celdas como vacías", key=self.blank_key)

    def ask_conflicts(self) -> None:
        st.radio(
            "Qué queda donde otra carga escribió después de que se hizo este libro",
            list(STAYS),
            format_func=STAYS.get,
            index=None,
            key=self.conflicts_key,
        )

    def ask_again(self, prepared: Prepared) -> None:
        """The choices already made, so that they can be gone back on."""
        if prepared.incoming.blank:
            self.ask_blank()
        if prepared.incoming.conflicts:
            self.ask_conflicts()


def _refused(refusal: Refused, incoming: Incoming, choices: Choices) -> None:
    """Why the file is not taken, and the choice that would take it when there is one."""
    if isinstance(refusal, Conflicted):
        st.warning(
            f"Otra carga escribió después de que se hizo este libro: {words.count(len(refusal.problems), 'diferencia', 'diferencias')}",
            icon=":material/group:",
        )
        with st.container(height="content" if len(refusal.problems) <= TALL else 320, border=False):
            # a table would cut the lines short
            st.markdown("\n".join(f"- {in_markdown(problem.message)}" for problem in refusal.problems[:FIRST]))
        if (more := len(refusal.problems) - FIRST) > 0:
            st.caption(f"Y {words.count(more, 'diferencia más', 'diferencias más')}.")
        choices.ask_conflicts()
        return
    count = words.count(len(refusal.problems), "problema", "problemas")
    faults.show(f"El archivo tiene {count} y no se cargó nada", refusal.problems, incoming)
    if incoming.blank or any(problem.code == "nothing" for problem in refusal.problems):
        choices.ask_blank()


def _since(register: Register) -> str:
    """What «queda» was asked about: whose stays is said of the conflicts that were shown, and asked again when there
    may be others."""
    snapshot = data.current_snapshot()
    if snapshot is None or register.layout == "annex":  # an annex feeds several registers
        return str(snapshot and snapshot.number)
    return content_of(states(snapshot.connection, [register.name])[register.name])


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
    """The workbook to fill and what its columns mean; for the plan, also one filled with the version in force."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Descargar la plantilla",
            lambda: workbook_for(register, data.catalog(), base_in(data.current_snapshot(), register)),
            f"plantilla_{register.name}.xlsx",
            XLSX,
            on_click="ignore",
            icon=":material/download:",
            help="El libro trae una fila de ejemplo en la hoja «Ejemplo» y qué va en cada columna en «Definiciones».",
        )
        if register.layout == "annex" and view:
            year = view.plan_year(view.scope())
            version = view.horizon.latest(year)
        if register.layout == "annex" and view and version:
            st.download_button(
                f"Descargar el Anexo 01 con la versión {version}",
                lambda: filled_annex(view.dataset, year, version),
                f"anexo01_{year}_v{version}.xlsx",
                XLSX,
                on_click="ignore",
                icon=":material/download:",
            )
        elif register.layout != "annex" and view:
            st.download_button(
                "Descargar con lo cargado",
                lambda: filled(data.dataset(), register),
                f"{register.name}.xlsx",
                XLSX,
                on_click="ignore",
                icon=":material/download:",
                help="El mismo libro con las filas que hay hoy, para corregirlas o añadir otras y volver a cargarlo.",
            )
        st.button(
            "Ver sus columnas en el diccionario",
            type="tertiary",
            icon=":material/menu_book:",
            key="diccionario_de",
            on_click=state.go,
            args=(CATALOG,),
            kwargs={"registro": register.name},
        )


def _plan_header(book: str) -> PlanHeader:
    """The facts of one book, for when it does not say them; the boxes are empty again for the next."""
    with st.expander("Año, versión y resolución, si el libro no los dice"):
        one, two = st.columns(2)
        boxes = (
            (one, "Año del plan", "Cuatro cifras"),
            (two, "Versión", "Dos cifras"),
            (one, "Resolución", "RDE N° …"),
            (two, "Fecha de aprobación", "día/mes/año"),
        )
        return PlanHeader(
            *(
                box.text_input(label, placeholder=hint, key=f"plan_{n}_{book}", max_chars=120).strip()
                for n, (box, label, hint) in enumerate(boxes)
            )
        )


def _prepared(incoming: Incoming) -> Prepared:
    """The file read and judged once while it and the data stay on the screen; raises Refused again as often as it is
    asked for."""
    snapshot = data.current_snapshot()
    key = (
        incoming.sha256,
        incoming.register,
        incoming.mode,
        incoming.header,
        incoming.blank,
        incoming.conflicts,
        snapshot and snapshot.number,
    )
    if st.session_state.get("carga_leida", (None,))[0] != key:
        with st.spinner("Leyendo y revisando el archivo…"):
            try:
                found = prepare_for(snapshot.connection if snapshot else None, data.catalog(), incoming)
                if snapshot:
                    found.warnings = [*found.warnings, *undone(data.store(), snapshot, data.catalog(), found)]
            except Refused as refusal:
                found = refusal
        st.session_state["carga_leida"] = (key, found)
    found = st.session_state["carga_leida"][1]
    if isinstance(found, Refused):
        raise found
    return found


def _compared(prepared: Prepared) -> tuple[LoadReport, str, dict]:
    """(counts, whether it was loaded before, tables of differences) against the data of now, kept while both stay."""
    snapshot, catalog = data.current_snapshot(), data.catalog()
    key = (id(prepared), snapshot.number if snapshot else None)
    if st.session_state.get("carga_comparada", (None,))[0] != key:
        with st.spinner("Comparando con los datos cargados…"):
            connection = snapshot.connection if snapshot else None
            report = preview(connection, catalog, prepared)
            found = differences(connection, catalog, prepared, MOST)
            told = confirmation.already(snapshot, catalog, prepared, report)
            st.session_state["carga_comparada"] = (
                key,
                (report, told, confirmation.change_tables(catalog, prepared, found)),
            )
    return st.session_state["carga_comparada"][1]


def _confirm(view: frame.View | None, prepared: Prepared) -> None:
    """What the load would change, and the button that does it."""
    report, told, tables = _compared(prepared)
    seen = _seen(prepared.incoming, report)
    st.subheader("3 · Lo que va a cambiar", anchor=False)
    st.markdown(" · ".join(_counts(report)))
    if told:
        st.info(in_markdown(told), icon=":material/history:")
    _differences(view, prepared.incoming, report, tables)
    if report.warnings:
        faults.show(
            f"{words.count(len(report.warnings), 'advertencia', 'advertencias')}: se carga igual y queda anotado",
            report.warnings,
            prepared.incoming,
            "warning",
        )
    if report.new or report.changed or report.removed:
        _decide(prepared, report, seen)


def _seen(incoming: Incoming, report: LoadReport) -> str:
    """Says what another load changed while this difference was on the screen; returns the mark of what is on it now."""
    of = (incoming.sha256, incoming.register, incoming.mode, incoming.header, incoming.blank, incoming.conflicts)
    content = tuple((name, content_of(state)) for name, state in report.compared.items())
    return shown.say_changes(
        of, content, report.compared, lambda connection, compared: changed_since(connection, data.catalog(), compared)
    )


def _counts(report: LoadReport) -> list[str]:
    """How many rows are new, change, stay and go; of a book that feeds several registers, each in its own words."""
    if len(report.by_register) > 1:
        told = [f"{SEVERAL[kind]}: {counted}" for kind, counted in counted_by_kind(report, data.catalog()).items()]
    else:
        told = [
            words.count(report.read, "fila leída", "filas leídas"),
            words.count(report.new, *KINDS["new"]),
            words.count(report.changed, *KINDS["changed"]),
            words.count(report.same, "igual", "iguales"),
        ]
        told += [words.count(report.removed, *KINDS["removed"])] if report.removed else []
    return [*told[:-1], f":red[**{told[-1]}**]"] if report.removed else told


def _differences(view: frame.View | None, incoming: Incoming, report: LoadReport, tables: dict) -> None:
    """What is new, what changes and what goes, one kind at a time, each with its download."""
    if not tables:
        return
    counts = {"new": report.new, "changed": report.changed, "removed": report.removed}
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        kind = st.segmented_control(
            "Qué cambia",
            list(tables),
            format_func=lambda k: words.count(counts[k], *KINDS[k]),
            default=next(iter(tables)),
            required=True,
            key=f"diferencia_{'_'.join(tables)}",
            label_visibility="collapsed",
        )
        rows, headings = tables[kind]
        notes = [incoming.name, *([view.source((incoming.register,))] if view else []), *frame.demonstration()]
        title = f"{data.catalog().register(incoming.register).title}: {words.count(counts[kind], *KINDS[kind])}"
        st.download_button(
            "Descargar esta tabla",
            lambda: to_xlsx(rows, headings, title, notes),
            f"cambios_{incoming.register}_{kind}.xlsx",
            XLSX,
            on_click="ignore",
            key=f"diferencia_xlsx_{kind}",
            icon=":material/download:",
        )
    grid(rows[:FIRST], headings, f"diferencia_{kind}")
    if len(rows) > FIRST:
        st.caption(f"Se muestran las {FIRST} primeras líneas; la descarga trae {words.number(len(rows))}.")


def _decide(prepared: Prepared, report: LoadReport, seen: str) -> None:
    """Who loads, the number typed when rows go, and the button; the number and the press are of the difference that
    was `seen`."""
    sure = True
    left, right = st.columns([1, 1], gap="large")
    who = left.text_input(
        "Quién carga (cargo o unidad)",
        key="quien",
        persist_state="session",
        placeholder="Por ejemplo: UPPM-CMG",
        max_chars=60,
    )
    if asked := _typed_to_confirm(prepared, report):
        if st.session_state.get("retiro_de") != seen:
            st.session_state["retiro_de"] = seen
            st.session_state.pop("retiro", None)
        label, number = asked
        typed = right.text_input(label, key="retiro").strip()
        sure = number in (typed, typed.replace(",", ""))
    if st.button(
        "Confirmar la carga", type="primary", icon=":material/check:", disabled=not sure, key=f"confirmar_{seen}"
    ):
        store, catalog, name = data.store(), data.catalog(), who.strip() or NOBODY
        work.start(
            "Comparando y escribiendo",
            lambda step: load_files(store, catalog, [prepared], name, step, report.compared)[0],
        )


def _typed_to_confirm(prepared: Prepared, report: LoadReport) -> tuple[str, str] | None:
    """(what is asked, what is to be typed) of a load that takes rows out, or that writes over a version of the plan
    that is there."""
    if report.removed:
        return f"Para retirar filas, escriba cuántas son ({words.number(report.removed)})", str(report.removed)
    if "plan_version" in prepared.parts and len(prepared.parts) > 1 and not report.by_register["plan_version"][0]:
        version = prepared.parts["plan_version"]["version"][0].as_py()
        return f"La versión {version} del plan ya está cargada: para cambiarla, escriba su número ({version})", version
    return None


def forget(report: LoadReport | None) -> None:
    """After a load that was accepted, the file leaves the screen; after a refusal it stays, to try again."""
    if report is not None and not report.problems:
        st.session_state["carga_turno"] = st.session_state.get("carga_turno", 0) + 1
        st.session_state.pop("carga_leida", None)
        st.session_state.pop("carga_comparada", None)
