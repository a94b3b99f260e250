"""Owns what a form was refused for, said under the field that it is about."""

import re

import streamlit as st

from sig_metrics.language.literal import in_markdown
from sig_metrics.publish.load import LoadReport

FAULTS = "formulario_faltas"
HEADING = re.compile(r"«(.+)»$")


def heading(column: str) -> str:
    """«C «Estado»» → «Estado»: a form has no letters."""
    found = HEADING.search(column)
    return found[1] if found else ""


def take(report: LoadReport | None, form: bool) -> bool:
    """Whether the answer of a load is a refusal that a form says under its fields, one after another."""
    refused = form and report is not None and not report.loaded
    faults = [(problem.column, problem.message) for problem in report.problems] if refused else []
    st.session_state[FAULTS] = faults if all(column for column, _ in faults) else []
    return bool(st.session_state[FAULTS])


def tell(where, name: str) -> None:
    """Under the field of a heading, what it was refused for."""
    for column, message in [each for each in st.session_state.get(FAULTS, []) if each[0] == name]:
        st.session_state[FAULTS].remove((column, message))
        where.error(in_markdown(message), icon=":material/error:")


def rest() -> None:
    """What is about no field that was drawn."""
    for name in dict.fromkeys(column for column, _ in st.session_state.get(FAULTS, [])):
        tell(st, name)
