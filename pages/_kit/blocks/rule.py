"""Owns how a rule of Rayos X is read in the drawer: why it exists, what to do, what it found."""

from functools import partial

import streamlit as st

from pages._kit.blocks.case import case_of
from pages._kit.blocks.figure import Evidence, downloads, grid, reading, source
from pages._kit.blocks.rows import hidden, hides
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import consistency
from sig_metrics.measure.consistency import Finding
from sig_metrics.measure.origin import ORIGINAL

RULE_ROWS = 1000  # of a rule, on the screen; the files have them all


@guarded("rule")
def rule(view: View, found: Finding) -> None:
    """Why a rule exists, what to do, the rows it found and how many it found in each version of the data."""
    check, severity = found.check, view.catalog.vocabularies["severity"][found.check.severity]
    st.markdown(
        f"**{severity.icon} {severity.label}.** {in_markdown(check.why)}  \n**Qué hacer:** {in_markdown(check.remedy)}"
    )
    registers = consistency.registers_of(view.catalog, check)
    if found.count:
        st.markdown(
            f"**{words.count(found.count, 'fila', 'filas')}**"
            + (f"; se muestran las primeras {words.number(RULE_ROWS)}" if found.count > RULE_ROWS else "")
        )
        if hides(registers):
            hidden(found.count)
        else:
            grid(found.rows[:RULE_ROWS], found.headings, "regla", below=partial(case_of, view))
        if not any(row.get(ORIGINAL) for row in found.rows):
            st.caption(in_markdown(words.say("rule_of_many")))
        source(view, registers)
        if not hides(registers):
            downloads(view, f"regla_{check.code}", check.title, Evidence(found.rows, found.headings, registers, ""))
    else:
        st.markdown("No encuentra nada en lo cargado.")
        source(view, registers)
    st.markdown("**Filas en cada versión de los datos**")
    rows = [
        {
            "version": f"n.º {v.number}",
            "at": words.moment(v.at) if v.at else "",
            "count": words.number(v.counts[check.name]),
        }
        for v in reversed(consistency.trend(view.dataset))
    ]
    reading(rows, {"version": "Versión", "at": "Última carga", "count": "Filas"}, numbers=("count",))
    with st.expander("SQL de la regla"):
        st.code(check.sql, language="sql")
