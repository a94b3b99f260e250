"""Owns what this session was shown last: what changed under it since is said, and stays said until somebody answers."""

from collections.abc import Callable, Hashable
from contextlib import closing
from typing import TypeVar

import streamlit as st

from pages._kit.shell import data
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Problem
from sig_metrics.publish.load import LoadReport

SHOWN = "mostrado"
Seen = TypeVar("Seen")
CHANGED = {"changed_since", "row_changed"}


def say_changes(of: Hashable, content: Hashable, seen: Seen, told: Callable[[object, Seen], list[Problem]]) -> str:
    """Draws what changed since `of` was shown the last time, if its `content` is another: what `told` says (of a
    connection to the data of now, and what was `seen` then).

    Returns a text that is another for every content: in the key of a button it makes the one that was pressed
    another button, so that a press confirms only what was on the screen."""
    of_before, content_before, seen_before, notices = st.session_state.get(SHOWN, (None, None, None, []))
    if of_before != of:
        notices = []
    elif content_before != content and (snapshot := data.current_snapshot()):
        with closing(snapshot.connection.cursor()) as cursor:
            notices = [problem.message for problem in told(cursor, seen_before)] or notices
    st.session_state[SHOWN] = (of, content, seen, notices)
    for notice in notices:
        st.warning(in_markdown(notice), icon=":material/sync_problem:")
    return f"{hash((of, content)):x}"


def last() -> object:
    """What was `seen` the last time, None when nothing was."""
    return st.session_state[SHOWN][2] if SHOWN in st.session_state else None


def noticed() -> bool:
    """Whether something that changed is being said."""
    return SHOWN in st.session_state and bool(st.session_state[SHOWN][3])


def forget() -> None:
    """What is shown next is shown for the first time."""
    st.session_state.pop(SHOWN, None)


def answered(report: LoadReport | None) -> None:
    """Forgets after a load, and after a refusal that already says what changed."""
    if report is not None and (not report.problems or CHANGED & {problem.code for problem in report.problems}):
        forget()
