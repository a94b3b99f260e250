"""Owns the draft of a plan as a screen shows it: the grid that it would be, what it does to the advance and to the load of each
unit, what it opens and closes of what the norms ask, and the papers that tell it.

The draft is in the address (`borrador`) and nowhere else; the cell or the activity that is worked on too (`celda`)."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import replan_session
from pages._kit.blocks.figure import XLSX, reading
from pages._kit.blocks.replan_session import DRAFT
from pages._kit.boards.drafted import drafted
from pages._kit.shell import frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.measure.plan import ruling_of
from sig_metrics.measure.replan import draft as drafts
from sig_metrics.measure.replan.draft import ADD, DROP, MOVE, NEW, TARGET, UNITS, Draft, Edit
from sig_metrics.measure.replan.said import Simulated, figures, loads, simulated, summary
from sig_metrics.measure.scope import Scope
from sig_metrics.present.template import drafted_annex
from sig_metrics.report.drafts import replanned
from sig_metrics.report.writers import docx

CELL, EMPTY = "celda", "nuevo"  # of the address
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MONTHS = {f"m{n}": words.SHORT_MONTHS[n - 1] for n in range(1, 13)}
LOAD = {"unit": "Unidad", **MONTHS, "overdue": "Vencidos"}


def asked() -> bool:
    """Whether the address asks for a draft."""
    return DRAFT in st.query_params


def way(view: frame.View, scope: Scope) -> None:
    """The way into a draft of the version in view."""
    if ruling_of(view.dataset, scope) and not view.corte:
        st.button(
            in_markdown(words.say("replan_begin")),
            key="replan_begin",
            icon=":material/edit_calendar:",
            on_click=state.look,
            kwargs={DRAFT: EMPTY},
        )


def screen(view: frame.View, scope: Scope) -> None:
    """The whole of a draft, in place of the plan."""
    ruling = ruling_of(view.dataset, scope)
    if ruling is None:
        st.info(in_markdown(words.say("replan_no_plan")), icon=":material/info:")
        return
    text = st.query_params[DRAFT]
    made = drafts.drafted(view.dataset, ruling.year, ruling.version, "" if text == EMPTY else text)
    whole = Scope(scope.cutoff, scope.plan)
    found = simulated(view.dataset, whole, made)
    frame.title(words.say("replan_screen", version=ruling.version), summary(found))
    _told(view, scope, made)
    left, right = st.columns([13, 7], gap="large")
    with left:
        _grid(view, found)
        _load(view, found)
    with right:
        _effect(found)
        _work(view, found)
        _norms(found)
        _papers(view, found)


def _told(view: frame.View, scope: Scope, made: Draft) -> None:
    """What it is, what it leaves aside, and what of it does not add up."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.button(
            in_markdown(words.say("replan_leave")),
            key="replan_leave",
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=state.look,
            kwargs={DRAFT: "", CELL: ""},
        )
        st.caption(in_markdown(words.say("replan_is")))
    for each in made.told:
        st.warning(in_markdown(each), icon=":material/warning:")
    if made.uneven:
        st.warning(
            in_markdown(words.say("replan_uneven", activities=words.listing(list(made.uneven)))),
            icon=":material/calculate:",
        )
    if scope.filters():
        st.caption(in_markdown(words.say("replan_whole")))


def _grid(view: frame.View, found: Simulated) -> None:
    frame.section(words.say("replan_grid"), words.say("replan_grid_how"))
    board = drafted(view.catalog, found, found.scope.cutoff.month if found.scope.year == found.draft.year else 12)
    lines = 4.4 + 1.65 * len(found.draft.after) + 2.2 * len(board["groups"])
    boards.plan_grid(board, key="replan_grid", on_pick=lambda key: state.look(**{CELL: key}), lines=lines)


def _effect(found: Simulated) -> None:
    frame.section(words.say("replan_effect"), words.say("replan_effect_day", day=words.day(found.scope.cutoff)))
    now, then = words.say("replan_now", version=found.draft.version), words.say("replan_then")
    reading(figures(found), {"label": "", "before": now, "after": then}, numbers=("before", "after"))


def _load(view: frame.View, found: Simulated) -> None:
    frame.section(words.say("replan_load"), words.say("replan_load_how"))
    with st.container(key="wide-replan"):
        reading(loads(view.dataset, found), LOAD, numbers=tuple(LOAD)[1:])


def _norms(found: Simulated) -> None:
    frame.section(words.say("replan_norms"))
    for each in found.opened:
        st.markdown(
            f":orange[:material/warning:] {in_markdown(words.say('replan_opened', title=each.title, norm=each.norm))}"
        )
    for each in found.closed:
        st.markdown(f":material/check: {in_markdown(words.say('replan_closed', title=each.title, norm=each.norm))}")
    if not found.opened and not found.closed:
        st.caption(in_markdown(words.say("replan_norms_none")))


def _work(view: frame.View, found: Simulated) -> None:
    """What can be done with the cell, or the activity, that is picked; and a new activity."""
    frame.section(words.say("replan_work"))
    code, _, month = st.query_params.get(CELL, "").partition(".")
    row = found.draft.after.get(code)
    if row is None:
        st.caption(in_markdown(words.say("replan_pick")))
    else:
        st.markdown(f"{in_bold(code)} · {in_markdown(row['title'])}")
        at = int(month) if month.isdigit() and 1 <= int(month) <= 12 and row["months"][int(month) - 1] else 0
        _moves(found.draft, code, row, at)
        _rest(view, found.draft, code, row)
    with st.popover(in_markdown(words.say("replan_new_activity")), icon=":material/add:"):
        _new(view, found.draft)


def _moves(made: Draft, code: str, row: dict, at: int) -> None:
    months = list(range(1, 13))
    if at:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            label = words.say("replan_move", month=words.MONTHS[at - 1])
            to = st.selectbox(
                in_markdown(label),
                [n for n in months if n != at],
                format_func=_month,
                key=f"replan_to_{code}_{at}",
                index=min(at, 11) - 1 if at > 11 else at - 1,
            )
            _button("replan_move_button", made, Edit(code, MOVE, (str(at), str(to))))
        drop = [Edit(code, DROP, (str(at),)), *_target(code, row, -1)]
        _button("replan_drop", made, *drop, month=words.MONTHS[at - 1])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        to = st.selectbox(
            in_markdown(words.say("replan_add")),
            months,
            format_func=_month,
            key=f"replan_add_{code}",
            index=(at or 12) - 1,
        )
        _button("replan_add_button", made, Edit(code, ADD, (str(to),)), *_target(code, row, 1))


def _month(number: int) -> str:
    return words.MONTHS[number - 1].capitalize()


def _target(code: str, row: dict, by: int) -> list[Edit]:
    """The target follows what is added or dropped, where it was the sum."""
    even = row["target"] is not None and sum(row["months"]) == row["target"]
    return [Edit(code, TARGET, (str(row["target"] + by),))] if even else []


def _rest(view: frame.View, made: Draft, code: str, row: dict) -> None:
    """Its target and its units, which change when they are pressed."""
    units = [each for each in view.catalog.vocabularies["unit"]]
    with st.form(f"replan_rest_{code}_{made.text}", border=False):
        target = st.text_input(
            in_markdown(words.say("replan_target_label")),
            str(row["target"] if row["target"] is not None else ""),
            max_chars=3,
        )
        held = st.pills(
            in_markdown(words.say("replan_units_label")),
            units,
            default=row["units"].split("/"),
            selection_mode="multi",
            format_func=lambda each: in_markdown(view.catalog.label("unit", each)),
        )
        if st.form_submit_button(in_markdown(words.say("replan_rest_button"))):
            edits = (
                [Edit(code, TARGET, (target.strip(),))]
                if target.strip() != str(row["target"] if row["target"] is not None else "")
                else []
            )
            edits += [Edit(code, UNITS, ("/".join(held),))] if held and held != row["units"].split("/") else []
            if edits:
                _edit(made, *edits)
                st.rerun()


def _new(view: frame.View, made: Draft) -> None:
    with st.form("replan_new", border=False):
        code = st.text_input(in_markdown(words.say("replan_new_code")), max_chars=6)
        like = st.selectbox(
            in_markdown(words.say("replan_new_like")),
            list(made.before),
            format_func=lambda each: in_markdown(f"{each} · {made.before[each]['title']}"),
            filter_mode="contains",
        )
        unit = st.selectbox(
            in_markdown(words.say("replan_new_unit")),
            list(view.catalog.vocabularies["unit"]),
            format_func=lambda each: in_markdown(view.catalog.label("unit", each)),
        )
        title = st.text_input(in_markdown(words.say("replan_new_title")), max_chars=drafts.LONGEST)
        month = st.selectbox(
            in_markdown(words.say("replan_new_month")),
            range(1, 13),
            format_func=_month,
        )
        if st.form_submit_button(in_markdown(words.say("replan_new_button")), type="primary"):
            named = code.strip()
            _edit(
                made,
                Edit(named, NEW, (like, unit, title.strip())),
                Edit(named, ADD, (str(month),)),
                Edit(named, TARGET, ("1",)),
            )
            st.rerun()


def _button(said: str, made: Draft, *edits: Edit, **blanks: str) -> None:
    key = f"{said}_{'_'.join(each.text for each in edits)}"
    st.button(in_markdown(words.say(said, **blanks)), key=key, on_click=partial(_edit, made, *edits))


def _edit(made: Draft, *edits: Edit) -> None:
    """The address of the draft with more edits; what is picked stays."""
    others = {key: value for key, value in st.query_params.items() if key != DRAFT}
    st.query_params.from_dict({**others, DRAFT: drafts.edited(made, *edits) or EMPTY})


def _papers(view: frame.View, found: Simulated) -> None:
    """What the draft issues: Anexo 01 as a workbook, and the papers that tell it."""
    frame.section(words.say("replan_papers"), words.say("replan_papers_how"))
    if found.draft.empty:
        st.caption(in_markdown(words.say("replan_papers_none")))
        return
    with st.container(horizontal=True, gap="small"):
        _download("anexo_xlsx", partial(drafted_annex, view.dataset, found.draft), XLSX, "xlsx")
        for kind in replanned.KINDS:
            _download(kind, partial(_paper, view, found, kind, words.today()), DOCX, "docx")
    st.caption(in_markdown(words.say("replan_address")))
    st.code(replan_session.address(found.draft), language=None, wrap_lines=True)
    replan_session.bring(view, found)


def _paper(view: frame.View, found: Simulated, kind: str, day: date) -> bytes:
    return docx.paper(replanned.paper(view.dataset, found, kind, day))


def _download(kind: str, made: Callable[[], bytes], mime: str, ending: str) -> None:
    name = f"{words.say('replan_anexo_name' if kind == 'anexo_xlsx' else f'replan_{kind}_name', year='')}".rstrip("-")
    st.download_button(
        in_markdown(words.say(f"replan_get_{kind}")),
        made,
        f"{name}.{ending}",
        mime,
        key=f"replan_get_{kind}",
        icon=":material/download:",
        on_click="ignore",
    )
