"""Owns what a load would change, on the screen: the counts, the rows of each kind, and the button that does it."""

from functools import partial

import streamlit as st

from pages._kit.blocks import shown
from pages._kit.blocks.figure import XLSX, grid
from pages._kit.loading import faults
from pages._kit.shell import data, frame, work
from sig_metrics.intake.prepare import counted_by_kind
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.present.export import to_xlsx
from sig_metrics.publish import confirmation
from sig_metrics.publish.differences import differences
from sig_metrics.publish.load import Incoming, LoadReport, Prepared, load_files, preview
from sig_metrics.publish.seen import changed_since, content_of
from sig_metrics.store.snapshot import Snapshot

KINDS = {"new": ("nueva", "nuevas"), "changed": ("cambiada", "cambiadas"), "removed": ("se retira", "se retiran")}
SEVERAL = {"new": "Nuevo", "changed": "Cambia", "same": "Igual", "removed": "Se retira"}
FIRST = 200  # rows of each kind on the screen
MOST = 1000  # differences that are looked up
NOBODY = "sin indicar"


def _against(snapshot: Snapshot | None, prepared: Prepared) -> tuple[LoadReport, str, dict]:
    connection, catalog = snapshot.connection if snapshot else None, data.catalog()
    report = preview(connection, catalog, prepared)
    found = differences(connection, catalog, prepared, MOST)
    told = confirmation.already(snapshot, catalog, prepared, report)
    return report, told, confirmation.change_tables(catalog, prepared, found)


def _compared(prepared: Prepared) -> tuple[LoadReport, str, dict]:
    """(counts, whether it was loaded before, tables of differences) against the data of now, kept while both stay."""
    snapshot = data.current_snapshot()
    key = (id(prepared), snapshot.number if snapshot else None)
    if st.session_state.get("carga_comparada", (None,))[0] != key:
        asked = partial(_against, snapshot, prepared)
        st.session_state["carga_comparada"] = key, work.read("Comparando con los datos cargados…", asked)
    return st.session_state["carga_comparada"][1]


def confirm(view: frame.View | None, prepared: Prepared) -> None:
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
        max_chars=60,
    )
    if asked := _typed_to_confirm(prepared, report):
        if st.session_state.get("retiro_de") != seen:
            st.session_state["retiro_de"] = seen
            st.session_state["retiro"] = ""  # popped, its box would still say what was typed
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
        st.session_state.pop("plan_confirmado", None)
        st.session_state.pop("carga_comparada", None)
