"""Owns the paper of a deliverable in the drawer of its cell: the draft that is taken away, and the form by which the signed
paper comes back and its slot turns."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages._kit.loading import faults, near
from pages._kit.loading.sending import WHO, drawn_row, send
from pages._kit.shell import data, frame, work
from sig_metrics.catalog.build import folder, using
from sig_metrics.catalog.paper_model import PaperKind
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_file_name, in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.measure.activity import Activity
from sig_metrics.publish.condition import today
from sig_metrics.publish.entry import entry
from sig_metrics.report.drafts.activity_back import REGISTER, Back, Place, read_back, row_of
from sig_metrics.report.drafts.activity_sight import kinds_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST = 25  # MB
SENT = "papel_enviado"  # the deliverable whose paper this session sent: what became of it is told in its drawer


def papers(view: frame.View, activity: Activity, rows: list[dict], month: int | None, year: int) -> None:
    """Of each deliverable that the plan programs in a month, its draft and the way back."""
    slots = [row for row in rows if row["state"] != "extra" and row["month"] == month]
    for row in slots:
        place = Place(year, activity.activity, month, row["item"])
        kinds = kinds_of(view.dataset, place.activity, place.item, year)
        with st.container(key=f"sig-papel-{place.item}"):
            if len(slots) > 1:
                st.markdown(in_bold(kinds[0].title if kinds else words.say("slot_item", item=place.item)))
            for kind in kinds:
                _draft(view, kind, place)
            if not view.corte:
                _told(place)
                if not row["document_number"]:
                    back(view, activity.units, place)


def _draft(view: frame.View, kind: PaperKind, place: Place) -> None:
    label = view.catalog.label("document_type", kind.document_type).lower()
    st.download_button(
        in_markdown(words.say("slot_draft", document=label)),
        data=_written(view, kind, place),
        file_name=in_file_name(f"{place.year}-{place.month:02d} {kind.title}") + ".docx",
        mime=DOCX,
        key=f"redactar_{place.activity}_{place.month}_{place.item}",
        on_click="ignore",
        icon=":material/edit_document:",
        help=in_markdown(words.say("slot_draft_help", blanks=len(kind.blanks))),
    )


def _written(view: frame.View, kind: PaperKind, place: Place) -> Callable[[], bytes]:
    """What makes the draft when it is asked for, in the thread that asks."""
    root, dataset, corte = folder(), view.dataset, view.corte

    def write() -> bytes:
        from sig_metrics.report.drafts.activity import drafted

        with using(root):
            return drafted(dataset, kind, place.year, place.month, corte, place.item).docx

    return write


def _told(place: Place) -> None:
    """What became of the paper that was sent from here, once."""
    if st.session_state.get(SENT) != place:
        return
    report = work.result()
    if report is None:
        return work.follow()
    del st.session_state[SENT]
    if report.loaded:
        st.success(in_markdown(words.say("slot_registered", place=place.said)), icon=":material/check_circle:")
    elif not near.take(report, False):
        faults.tell(report)


def back(view: frame.View, units: str, place: Place, told_here: bool = True) -> None:
    """The form of the paper that comes back signed; `told_here`: what becomes of it is told in the drawer, and not by the
    screen."""
    kinds = kinds_of(view.dataset, place.activity, place.item, place.year)
    of = f"{place.year}_{place.activity}_{place.month}_{place.item}"
    with st.expander(in_markdown(words.say("slot_back")), icon=":material/upload_file:"):
        came = st.file_uploader(
            in_markdown(words.say("slot_file")), type=["pdf", "docx"], key=f"papel_{of}", max_upload_size=LARGEST
        )
        try:
            found = _read(came) if came else None
        except Refused as refused:
            _refused(refused)
            found = None
        for line in found.told if found else ():
            st.caption(in_markdown(line))
        codes = [unit for unit in units.split("/") if unit != "ALL"] or list(view.catalog.vocabularies["unit"])
        with st.form(f"vuelve_{of}", border=False):
            one, two = st.columns(2)
            number = one.text_input(in_markdown(words.say("slot_number")), placeholder="Informe N° …", max_chars=120)
            latest = today(data.current_snapshot())
            day = two.date_input(in_markdown(words.say("slot_day")), value=None, format="DD/MM/YYYY", max_value=latest)
            unit = one.selectbox(
                in_markdown(words.say("slot_unit")),
                codes,
                index=_first(codes, kinds),
                format_func=lambda code: view.catalog.label("unit", code),
            )
            who = two.text_input(in_markdown(WHO), max_chars=60)
            sent = st.form_submit_button(in_markdown(words.say("slot_send")), type="primary", icon=":material/check:")
    if sent:
        said = {"number": number, "day": day, "unit": unit, "who": who}
        _send(view, place, found, said, kinds, told_here)


def _first(units: list[str], kinds: list[PaperKind]) -> int:
    return units.index(kinds[0].sender) if kinds and kinds[0].sender in units else 0


def _read(came) -> Back:
    """What is known of the file that came; read once while it is the same."""
    key = ("papel_leido", came.file_id)
    if st.session_state.get("papel", (None, None))[0] != key:
        asked = partial(read_back, came.getvalue(), came.name)
        st.session_state["papel"] = key, work.read(words.say("slot_reading"), asked)
    return st.session_state["papel"][1]


def _send(
    view: frame.View, place: Place, found: Back | None, said: dict, kinds: list[PaperKind], told_here: bool
) -> None:
    """Registers the deliverable by the ordinary load, or says every reason why not."""
    if found is None:
        st.error(in_markdown(words.say("slot_no_file")), icon=":material/error:")
        return
    try:
        row = row_of(view.dataset, found, place, said["number"], said["day"])
    except Refused as refused:
        return _refused(refused)
    register = view.catalog.register(REGISTER)
    drawn, _ = drawn_row(view, register, row)
    more = {
        "unit": said["unit"],
        **({"name": kinds[0].title, "document_type": kinds[0].document_type} if kinds else {}),
    }
    if told_here:
        st.session_state[SENT] = place
    send(view, entry(register, {**(drawn.row or {}), **more, **row}), said["who"], drawn)


def _refused(refused: Refused) -> None:
    for problem in refused.problems:
        st.error(in_markdown(problem.message), icon=":material/error:")
