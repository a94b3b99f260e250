"""Owns the rows of a group of an indicator, as the drawer shows them."""

import streamlit as st

from pages._kit.blocks.evidence import files, filters_said, parts_of, query_of, to_ficha
from pages._kit.blocks.figure import source
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.process.apart import Behind, behind
from sig_metrics.measure.scope import Scope


def asked_group(view: View, scope: Scope, key: str) -> tuple | None:
    """The title of the drawer, what draws it and with what; None for a key that no point has."""
    found = behind(view.dataset, scope, key)
    return found and (found.title, of_group, (view, scope, key, found))


@guarded("group")
def of_group(view: View, scope: Scope, key: str, found: Behind) -> None:
    """Why the number of a group: its rows, part by part."""
    indicator = found.evidence.measured.indicator
    st.markdown(f"**{in_markdown(found.said)}**")
    st.caption(in_markdown(filters_said(view.catalog, scope, found.evidence.measured.ignored, found.group)))
    parts_of(view, key.replace(".", "_"), found.evidence)
    source(view, indicator.source_registers)
    files(view, indicator.source_registers)
    if found.evidence.sql:
        query_of(found.evidence.sql)
    to_ficha(indicator, key)
