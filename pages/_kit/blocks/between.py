"""Owns what changed between two sets of figures, of which the first was frozen, told apart by why; and the loads between
both."""

import streamlit as st

from pages._kit.shell import frame
from sig_metrics.catalog.model import Catalog
from sig_metrics.corte.between import KINDS, NEW, Between, change_said
from sig_metrics.corte.until_now import changed_until
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.before import Before
from sig_metrics.measure.scope import Scope

MOST = 12  # changes of a kind that are listed


def listed(catalog: Catalog, found: Between, kinds: tuple[str, ...] = KINDS) -> None:
    """What changed, a list for each why; of each, the first ones."""
    for kind in kinds:
        if changes := found.changes.get(kind, ()):
            lines(words.say(f"corte_kind_{kind}"), [change_said(catalog, each) for each in changes])


def loads(catalog: Catalog, found: Between, code: str = "corte_loads") -> None:
    """The loads between both, in one line."""
    if found.loads:
        st.caption(in_markdown(words.say(code, loads=words.listing(_loads(catalog, found)))))


def _loads(catalog: Catalog, found: Between) -> list[str]:
    said = []
    for load, (register, annulled) in list(found.loads.items())[:MOST]:
        title = catalog.registers[register].title if register in catalog.registers else register
        said.append(words.say("corte_load_annulled" if annulled else "corte_load", load=load, title=title))
    rest = len(found.loads) - MOST
    return said + ([words.say("corte_more", count=words.number(rest))] if rest > 0 else [])


def lines(title: str, said: list[str]) -> None:
    """A list with its title and its count; what does not fit is counted."""
    frame.section(title, aside=words.number(len(said)))
    more = [words.say("corte_more", count=words.number(len(said) - MOST))] if len(said) > MOST else []
    st.markdown("\n".join(f"- {in_markdown(each)}" for each in [*said[:MOST], *more]))


def why(view: frame.View, scope: Scope, before: Before | None) -> None:
    """Of a corte that is compared with: what changed of its figures and why, in one line that opens the list."""
    if before is None or before.corte is None:
        return
    found = changed_until(view.dataset, scope, before)
    told = {kind: some for kind, some in found.changes.items() if kind != NEW}
    label = words.say("corte_why", said=found.said) if told else words.say("corte_why_none")
    if before.dataset is None:
        st.caption(in_markdown(words.say("corte_closed")))
    if not told:
        st.caption(in_markdown(label))
        return loads(view.catalog, found, "corte_loads_since")
    with st.expander(in_markdown(label)):
        listed(view.catalog, found, KINDS[1:])
        loads(view.catalog, found, "corte_loads_since")
