"""Agenda: what the law and the plan ask to hand in, tell or review: what is overdue, of this week, of this month, whose it is,
and the calendar to subscribe to."""

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import address, drawer
from pages._kit.blocks.duty import moment_seen, of_case
from pages._kit.blocks.rows import hidden
from pages._kit.boards import agenda
from pages._kit.shell import feed, frame, state
from pages._kit.shell.start import show
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.duties import duties, tells
from sig_metrics.measure.duties_due import OVERDUE, WEEK, Due, Moment
from sig_metrics.measure.duties_known import has_duties
from sig_metrics.measure.duties_said import DONE, LATER, MONTH, SILENT, by_unit, grouped, summary, unheard
from sig_metrics.present.agenda_file import agenda_file
from sig_metrics.present.icalendar import MIME

FOLDED = {"despues": LATER, "sin-fecha": SILENT, "cumplido": DONE}  # of the address: what else is seen
SEEN = "ver"


def group(view: frame.View, name: str, dues: list[Due], moment: Moment) -> None:
    """A part of the agenda, a tight row each."""
    days = {"sunday": words.day(moment.week), "until": words.day(moment.month)}
    title = words.say(f"agenda_group_{name}", **days)
    frame.section(title, aside=words.number(len(dues)) if dues else "")
    seen = [each for each in dues if not of_case(each)]
    board = agenda.listed(view.catalog, tuple(seen), moment, title, words.say("agenda_nothing"))
    with frame.reserved(2 + 1.5 * len(seen), f"agenda-{name}"):
        boards.decisions(board, key=f"agenda_{name}", on_pick=drawer.pick_cell)
    if len(seen) < len(dues):
        hidden(len(dues) - len(seen))


def folded(view: frame.View, groups: dict[str, list[Due]], moment: Moment) -> None:
    """What is neither late nor near: later, without a day, done; one of them at a time."""
    there = [code for code, name in FOLDED.items() if groups[name]]
    if not there:
        return
    chosen = address.chosen("agenda_ver", SEEN, there)
    st.pills(
        in_markdown(words.say("agenda_more")),
        there,
        format_func=lambda code: in_markdown(_counted(FOLDED[code], groups)),
        key="agenda_ver",
        on_change=address.fold,
        args=(SEEN, "agenda_ver"),
        label_visibility="collapsed",
    )
    if chosen:
        group(view, FOLDED[chosen], groups[FOLDED[chosen]], moment)


def _counted(name: str, groups: dict[str, list[Due]]) -> str:
    """«Más adelante · 14»."""
    return f"{words.say(f'agenda_group_{name}')} · {words.number(len(groups[name]))}"


def owing(view: frame.View, every: tuple[Due, ...], moment: Moment) -> None:
    """What each unit owes."""
    board = agenda.units(view.catalog, tuple(by_unit(view.catalog, every, moment)))
    frame.section(words.say("agenda_by_unit"), words.say("agenda_by_unit_about"))
    with frame.reserved(2.2 + 2.2 * len(board["rows"]), "agenda-units"):
        boards.matrix(board, key="agenda_unidades", on_pick=_pick)
    if said := unheard(view.catalog, every, moment):
        st.caption(in_markdown(said))


def _pick(key: str) -> None:
    state.set_choice(unidad=key.partition(".")[2])


def subscribing(view: frame.View, dues: tuple[Due, ...], unit: str | None) -> None:
    """The address that a calendar program subscribes to, and the file."""
    base = feed.base_of(_server())
    name = view.catalog.label("unit", unit) if unit else words.say("calendar_everyone")
    frame.section(words.say("agenda_feed", unit=name), words.say("agenda_feed_about"))
    st.code(feed.address(base, unit or ""), language=None, wrap_lines=True)
    st.download_button(
        in_markdown(words.say("agenda_download")),
        lambda: agenda_file(view.dataset, dues, unit, base),
        file_name=f"agenda_{unit or 'todas'}.ics",
        mime=MIME,
        key="agenda_archivo",
        icon=":material/event:",
        on_click="ignore",
    )


def _server() -> str:
    """The address of the server as the browser calls it."""
    parts = (st.context.url or "").split("/", 3)
    return "/".join(parts[:3])


def page(view: frame.View) -> None:
    if not tells(view.dataset):
        frame.title("Agenda", [words.say("agenda_no_states")])
        return
    scope, moment = view.scope(), moment_seen(view)
    every = duties(view.dataset, moment)
    dues = duties(view.dataset, moment, scope.unit)
    whose = f"{view.catalog.label('unit', scope.unit)}" if scope.unit else ""
    said = [summary(dues, moment, whose), *([] if has_duties(view.dataset) else [words.say("agenda_no_duties")])]
    frame.title("Agenda", said)
    groups = grouped(dues, moment)
    left, right = st.columns([33, 18], gap="large")
    with left:
        for name in (OVERDUE, WEEK, MONTH):
            group(view, name, groups[name], moment)
        folded(view, groups, moment)
    with right:
        owing(view, every, moment)
        subscribing(view, tuple(each for each in dues if not of_case(each)), scope.unit)
    drawer.open_if_asked(view, scope)


show(page)
