"""Owns the saved views as a screen offers them: the list that opens each, and the form that keeps what is looked at."""

from collections.abc import Iterable

import streamlit as st

from pages._kit.screens import EXPLORER
from pages._kit.shell import data, frame, state, work
from sig_metrics.catalog.labels import JOIN
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.measure.explore import views
from sig_metrics.publish.condition import today
from sig_metrics.publish.entry import entry
from sig_metrics.publish.load import LoadReport, load_files, refused

MOST = 30  # views in the list; the register has them all


def saved_views(view: frame.View, keys: Iterable[str]) -> None:
    """The list of views, which open with the cut-off of who looks; and a new one of what the address has of `keys`."""
    if not views.kept(view.dataset):
        return
    with st.popover(in_markdown(words.say("views_title")), icon=":material/bookmark:"):
        _told(work.result())
        work.follow()
        found = views.saved(view.dataset)
        for each in [one for one in found if one.last][:MOST]:
            _line(view, each)
        if older := [one for one in found if not one.last][:MOST]:
            with st.expander(in_markdown(words.say("views_older"))):
                for each in older:
                    _line(view, each)
        if not found:
            st.caption(in_markdown(words.say("views_none")))
        if not view.corte:
            _form(view, {key: st.query_params[key] for key in keys if key in st.query_params})


def _line(view: frame.View, each: views.SavedView) -> None:
    unit = view.catalog.label("unit", each.unit)
    version = words.say("views_version", number=each.version)
    st.button(
        in_markdown(each.name if each.last else JOIN.join((each.name, version))),
        key=f"vista_{each.name}_{each.version}",
        type="tertiary",
        icon=":material/arrow_outward:",
        help=in_markdown(JOIN.join(filter(None, (unit, words.day(each.saved_on), version, each.note)))),
        on_click=state.go,
        args=(each.screen if each.screen == EXPLORER else EXPLORER,),
        kwargs=dict(each.query),
    )


def _form(view: frame.View, query: dict[str, str]) -> None:
    """A name, whose it is and what for; a name that is there already gets another version."""
    units = [code for code in view.catalog.vocabularies["unit"] if code != "ALL"]
    with st.form("vista_nueva", border=False, clear_on_submit=True):
        name = st.text_input(in_markdown(words.say("views_name")), max_chars=60)
        unit = st.selectbox(
            in_markdown(words.say("views_unit")), units, format_func=lambda code: view.catalog.label("unit", code)
        )
        note = st.text_input(in_markdown(words.say("views_note")), max_chars=200)
        sent = st.form_submit_button(in_markdown(words.say("views_save")), icon=":material/bookmark_add:")
    if sent and name.strip():
        _keep(view, name, unit, note, query)


def _keep(view: frame.View, name: str, unit: str, note: str, query: dict[str, str]) -> None:
    """Loads the new version as any row is loaded."""
    store, catalog, on = data.store(), view.catalog, today(data.current_snapshot())
    row = views.written(view.dataset, name, unit, note, (EXPLORER, query), on)
    incoming = entry(catalog.register(views.REGISTER), row)

    def run(step) -> LoadReport:
        try:
            return load_files(store, catalog, [incoming], catalog.label("unit", unit), step)[0]
        except Refused as refusal:
            return refused(refusal)

    work.start(words.say("views_saving"), run)


def _told(report: LoadReport | None) -> None:
    """What became of the view that was sent."""
    if report is None:
        return
    if report.loaded:
        st.success(in_markdown(words.say("views_saved")), icon=":material/check:")
    for problem in report.problems:
        st.error(in_markdown(str(problem)), icon=":material/error:")
