"""Owns the parts of a question as widgets, all in the address: register, measure, group, split, time, window, comparison,
filters and chart."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from pages._kit.shell import frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.explore import address, choices, spoken
from sig_metrics.measure.explore.answer import Answer
from sig_metrics.measure.explore.question import MOST_FILTERS, Question

FORM, VERSUS = "forma", "contra"  # of the address: the chart, and what the answer is compared with
KEYS = (address.REGISTER, *address.KEYS.values(), FORM, VERSUS)  # all that this view keeps in the address
WIDTHS = {  # pixels, at least: with a short question they are one row of a laptop
    "register": 215,
    "measure": 120,
    "column": 150,
    "other": 150,
    "group": 120,
    "split": 120,
    "grain": 100,
    "span": 120,
    "versus": 125,
    "form": 105,
}
BESIDE, LETTER, WIDEST = 58, 6.4, 340  # pixels: what is in a box beside its words, a letter, the widest box


def parts(view: frame.View, found: Answer, forms: tuple[str, ...]) -> None:
    """The parts of a question, in a row that goes on in another where it does not fit."""
    question = found.question
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="sig-ask"):
        for part, options in choices.offered(view.dataset, question).items():
            _box(view, question, part, options)
        if found.since:
            _kept("ask_versus", VERSUS, {"": words.say("explore_versus_none"), **_said(spoken.VERSUS)}, "versus")
        if len(forms) > 1:
            _kept("ask_form", FORM, {form: words.say(f"explore_form_{form}") for form in forms}, "form")
        _more(view, question)


def _said(versus: Mapping[str, str]) -> dict[str, str]:
    return {key: words.say(f"explore_versus_{kind}") for key, kind in versus.items()}


def _box(view: frame.View, question: Question, part: str, options: dict[str, str]) -> None:
    """A part of the question and what it may be."""
    key, said = f"ask_{part}", choices.called(question, part)
    st.session_state[key] = str(getattr(question, part) or "")
    st.selectbox(
        in_markdown(words.say(f"explore_part_{said}")),
        list(options),
        format_func=lambda value: options[value],
        key=key,
        filter_mode="contains",
        on_change=_changed,
        args=(view, question, part),
        width=_width(part, options.get(st.session_state[key], "")),
    )


def _width(part: str, chosen: str) -> int:
    """Of a box, so that what is chosen in it is read whole."""
    return min(WIDEST, max(WIDTHS[part], round(BESIDE + LETTER * len(chosen))))


def _changed(view: frame.View, question: Question, part: str) -> None:
    """Callback: a question with another part, whatever else it needs."""
    asked(view, choices.changed(view.dataset, question, part, st.session_state[f"ask_{part}"]))


def asked(view: frame.View, question: Question) -> None:
    """From a callback: the address of a question, if a link can hold it; else it is said."""
    said = address.keys_of(view.catalog, question)
    if address.too_long(said):
        st.toast(in_markdown(words.say("explore_long", most=address.LONGEST)), icon=":material/link_off:")
        return
    same = question.register == address.read(view.catalog, st.query_params)[0].register
    gone = (*address.KEYS.values(), address.REGISTER, *(() if same else (FORM,)))
    state.look(**{**dict.fromkeys(gone, ""), **said})


def _kept(key: str, name: str, options: dict[str, str], part: str) -> None:
    """What is chosen of how the answer is seen, beside the question."""
    st.session_state[key] = state.seen(name, options) or next(iter(options))

    def changed() -> None:
        state.look(**{name: st.session_state[key] if st.session_state[key] != next(iter(options)) else ""})

    st.selectbox(
        in_markdown(words.say(f"explore_part_{part}")),
        list(options),
        format_func=lambda each: options[each],
        key=key,
        on_change=changed,
        width=_width(part, options[st.session_state[key]]),
    )


def _more(view: frame.View, question: Question) -> None:
    """Filters, the day that dates a row, and how many groups are told by themselves."""
    many = f" · {len(question.filters)}" if question.filters else ""
    with st.popover(in_markdown(words.say("explore_filters") + many), icon=":material/filter_list:"):
        for name, _ in question.filters:
            _filter(view, question, name)
        columns = {name: said for name, said in choices.columns(view.catalog, question).items()}
        if len(question.filters) < MOST_FILTERS and columns:
            chosen = st.selectbox(
                in_markdown(words.say("explore_filter_by")),
                list(columns),
                index=None,
                format_func=lambda name: columns[name],
                key=f"ask_filter_{len(question.filters)}_{question.register}",
                placeholder=words.say("explore_filter_column"),
            )
            if chosen:
                _filter(view, question, chosen)
        for part, options in choices.rare(view.catalog, question).items():
            _rare(view, question, part, options)


def _filter(view: frame.View, question: Question, name: str) -> None:
    """The values of a column that are asked for."""
    options, key = choices.values(view.dataset, question, name), f"ask_si_{name}"
    st.session_state[key] = [value for value in dict(question.filters).get(name, ()) if value in options]

    def changed() -> None:
        others = tuple(each for each in question.filters if each[0] != name)
        mine = ((name, tuple(st.session_state[key])),) if st.session_state[key] else ()
        asked(view, replace(question, filters=(*others, *mine)))

    st.multiselect(
        in_markdown(view.catalog.register(question.register).column(name).heading),
        list(options),
        format_func=lambda value: options[value],
        key=key,
        on_change=changed,
        placeholder=words.say("explore_filter_values"),
    )


def _rare(view: frame.View, question: Question, part: str, options: dict[str, str]) -> None:
    key = f"ask_{part}"
    st.session_state[key] = str(getattr(question, part) or "")
    st.selectbox(
        in_markdown(words.say(f"explore_part_{part}")),
        list(options),
        format_func=lambda value: options[value],
        key=key,
        on_change=_changed,
        args=(view, question, part),
    )
