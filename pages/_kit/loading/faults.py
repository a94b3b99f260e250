"""Owns how the problems of a file are shown: equal ones as one line, all of them in a workbook; and the result of a
load."""

import streamlit as st

from pages._kit.blocks.figure import XLSX, grid, reading
from pages._kit.shell import frame, mend
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Problem
from sig_metrics.present.problem_report import grouped, masked, problem_report, report_of
from sig_metrics.publish.load import Incoming, LoadReport

READ_WHOLE = 30  # lines whose remedy wraps instead of being cut
SHOWN = 300  # lines on the screen; the workbook has every problem
LINES = {
    "count": "Cuántas",
    "sheet": "Hoja",
    "rows": "Fila",
    "column": "Columna",
    "value": "Valor",
    "message": "Qué pasa y qué hacer",
}
LOOKS = {"error": (st.error, ":material/error:"), "warning": (st.warning, ":material/warning:")}


def show(title: str, problems: list[Problem], incoming: Incoming, kind: str = "error") -> None:
    """Every fault with its place and its remedy, and the workbook with the cells marked."""
    register = default_catalog().register(incoming.register)
    say, icon = LOOKS[kind]
    say(in_markdown(title), icon=icon)
    lines = grouped(masked(problems, register))
    listed(lines, kind)
    named = f"problemas_{register.name}.xlsx"
    st.download_button(
        "Descargar el libro con las celdas marcadas" if not register.reserved else "Descargar la lista en Excel",
        lambda: report_of(incoming.name, incoming.content, problems, register, frame.demonstration()),
        named,
        XLSX,
        on_click="ignore",
        key=f"problemas_xlsx_{kind}",
        icon=":material/download:",
        help="Trae todos los problemas en una hoja y su tabla en otra, con las celdas por corregir pintadas: corríjalas ahí y cárguelo.",
    )


def listed(lines: list[dict], key: str) -> None:
    """Lines of `grouped` as a table, read whole when they are few; columns that say nothing are left out."""
    useful = {name: heading for name, heading in LINES.items() if any(line[name] for line in lines)}
    if all(line["count"] == 1 for line in lines):
        useful.pop("count", None)
    sheets = {line["sheet"] for line in lines}
    if len(sheets) == 1 and useful.pop("sheet", None):
        st.caption(f"Hoja «{in_markdown(sheets.pop())}»")
    if len(lines) <= READ_WHOLE:
        with st.container(key=f"problemas_{key}"):
            reading([{name: str(line[name]) for name in useful} for line in lines], useful)
    else:
        grid(lines[:SHOWN], useful, key)
    if len(lines) > SHOWN:
        st.caption(f"Se muestran {SHOWN} de {words.number(len(lines))}; el libro los trae todos.")


def tell(report: LoadReport | None) -> None:
    """The result of a load, at the top of the screen."""
    if report is None:
        return
    if report.loaded:
        st.success(
            in_markdown(report.message) + " Las pantallas ya muestran los datos nuevos.", icon=":material/check_circle:"
        )
    elif not report.problems:
        st.info(in_markdown(report.message), icon=":material/info:")
    elif any(problem.row for problem in report.problems):
        st.error(in_markdown(report.message), icon=":material/error:")
        listed(grouped(report.problems), "carga")
    else:  # no row is to blame: another load is running, or the disk is full
        for problem in report.problems:
            if problem.code == "store_behind":
                mend.ask(problem.message)
            else:
                st.warning(in_markdown(problem.message), icon=":material/warning:")


def workbook(problems: list[Problem], register: str) -> bytes:
    """A list of problems whose file is not at hand, as .xlsx."""
    return problem_report(None, problems, default_catalog().register(register), frame.demonstration())
