"""Owns the form of a file in Carga: template → file → problems, or what would change → confirm."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from pages._kit.blocks.figure import XLSX
from pages._kit.loading import faults, plan_document
from pages._kit.loading.changes import confirm
from pages._kit.screens import CATALOG
from pages._kit.shell import data, frame, state, work
from pages._kit.shell.state import place
from sig_metrics.catalog.model import Register
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.intake.isolated import LARGE, ORDINARY
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.present.template import base_in, filled, filled_annex, workbook_for
from sig_metrics.publish.conflicts import Conflicted
from sig_metrics.publish.load import Incoming, Prepared
from sig_metrics.publish.older import undone
from sig_metrics.publish.references import prepare_for
from sig_metrics.publish.seen import content_of, states
from sig_metrics.store.snapshot import Snapshot

MODES = {
    "merge": "Añadir y actualizar: lo que no está en el archivo se conserva",
    "replace": "Reemplazar: lo que no está en el archivo se retira",
}
KINDS = (".xlsx, .csv o .parquet", ".xlsx o .csv; o la resolución en PDF, Word o texto")
TALL = 10  # conflicts shown without scrolling
STAYS = {"theirs": "Lo que escribió la otra carga", "mine": "Lo que dice este libro"}
FIRST = 200  # rows of each kind on the screen


def file_form(view: frame.View | None) -> None:
    """Register → template → file → problems or what would change → confirm → result."""
    register, upload = _chosen_file(view)
    if upload is None:
        return
    name, content = upload.name, upload.getvalue()
    read = plan_document.is_document(name, register)
    if read:
        if (confirmed := plan_document.taken(name, content, register)) is None:
            return
        read, (name, content) = confirmed != (name, content), confirmed
    book = hashlib.sha256(content).hexdigest()[:16]  # what is chosen for one book does not stay for the next
    mode, header = "merge", PlanHeader()
    if register.layout == "table":
        mode = st.radio("Cómo cargar", list(MODES), format_func=MODES.get, key=f"modo_{register.name}", horizontal=True)
    elif not read:  # what was read from a document has been asked for beside it
        header = _plan_header(book)
    choices = Choices(f"leer_vacias_{book}", f"queda_{book}_{_since(register)}")
    incoming = Incoming(
        register.name, name, content, mode, header=header, blank=choices.blank, conflicts=choices.conflicts
    )
    try:
        prepared = _prepared(incoming)
    except Refused as refusal:
        _refused(refusal, incoming, choices)
        return
    choices.ask_again(prepared)
    confirm(view, prepared)


def _chosen_file(view: frame.View | None) -> tuple[Register, Any]:
    """The register that is chosen and the file that was sent for it, if any."""
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
            f"2 · Archivo ({in_markdown(KINDS[register.layout == 'annex'])}, hasta {ORDINARY.mb} MB)",
            key=f"archivo_{name}_{turn}",
            max_upload_size=ORDINARY.mb,
            help=f"Uno más grande se carga en el servidor, hasta {words.number(LARGE.rows)} filas: python -m sig_metrics load … --large",
        )
    return register, upload


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
        _download(
            "Descargar la plantilla",
            lambda: workbook_for(register, data.catalog(), base_in(data.current_snapshot(), register)),
            f"plantilla_{register.name}.xlsx",
            help="El libro trae una fila de ejemplo en la hoja «Ejemplo» y qué va en cada columna en «Definiciones».",
        )
        if register.layout == "annex" and view:
            year = view.plan_year(view.scope())
            version = view.horizon.latest(year)
        if register.layout == "annex" and view and version:
            _download(
                f"Descargar el Anexo 01 con la versión {version}",
                lambda: filled_annex(view.dataset, year, version),
                f"anexo01_{year}_v{version}.xlsx",
            )
        elif register.layout != "annex" and view:
            _download(
                "Descargar con lo cargado",
                lambda: filled(data.dataset(), register),
                f"{register.name}.xlsx",
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


def _download(label: str, make: Callable[[], bytes], name: str, help: str | None = None) -> None:
    st.download_button(label, make, name, XLSX, on_click="ignore", icon=":material/download:", help=help)


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


def _judged(snapshot: Snapshot | None, incoming: Incoming) -> Prepared:
    """The file read and judged beside what is loaded, with what it would undo."""
    found = prepare_for(snapshot.connection if snapshot else None, data.catalog(), incoming)
    if snapshot:
        found.warnings = [*found.warnings, *undone(data.store(), snapshot, data.catalog(), found)]
    return found


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
        try:
            found = work.read("Leyendo y revisando el archivo…", partial(_judged, snapshot, incoming))
        except Refused as refusal:
            found = refusal
        st.session_state["carga_leida"] = (key, found)
    found = st.session_state["carga_leida"][1]
    if isinstance(found, Refused):
        raise found
    return found
