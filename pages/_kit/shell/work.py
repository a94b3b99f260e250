"""Owns what takes seconds: a load while it runs, with its steps on the screen, and what is read to be shown. Both work in
a thread of their own, so that their page can be left."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextvars import copy_context
from typing import TypeVar

import streamlit as st

from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import LoadReport, refused

Read = TypeVar("Read")
RUNNING, RESULT = "carga_trabajo", "carga_resultado"
STAY = "Puede dejar esta pantalla: el trabajo sigue y su resultado queda en el historial de cargas."


def read(doing: str, run: Callable[[], Read]) -> Read:
    """What is read or drawn with `doing` over it. The runs of a session go one after another: whoever goes elsewhere
    meanwhile is heard at once, and what was being read is for nobody. Nothing that writes goes here."""
    held: Future[Read] = Future()

    def go() -> None:
        try:
            held.set_result(run())
        except BaseException as fault:  # raised again below, in the thread of the page
            held.set_exception(fault)

    threading.Thread(target=copy_context().run, args=(go,), name="lectura", daemon=True).start()
    with st.spinner(in_markdown(doing)):
        while not held.done():
            wait([held], timeout=0.1)
            st.session_state.get(RUNNING)  # where its state is asked for, a run stops if another waits
    return held.result()


class Work:
    """One load that goes on whether somebody looks or not; `steps` are said as they come."""

    def __init__(self, title: str, run: Callable[[Callable[[str], None]], LoadReport]):
        self.title, self.steps = title, [title]
        self.report: LoadReport | None = None
        self.fault: Exception | None = None
        self.run = run
        self.thread = threading.Thread(target=self._go, name="carga")  # not a daemon: the server ends after it
        self.thread.start()

    def _go(self) -> None:
        try:
            self.report = self.run(self.steps.append)
        except Refused as refusal:
            self.report = refused(refusal)
        except Exception as fault:  # told to whoever looks, by the guard of the screen
            self.fault = fault


def start(title: str, run: Callable[[Callable[[str], None]], LoadReport]) -> None:
    """Begins a load and shows its steps to the end; one at a time in a session."""
    if RUNNING not in st.session_state:
        st.session_state[RUNNING] = Work(title, run)
    follow()


def follow() -> None:
    """Shows the load that this session began, if any, until it ends; then leaves its result for the next run."""
    work: Work | None = st.session_state.get(RUNNING)
    if work is None:
        return
    shown = 0
    with st.status(in_markdown(work.title), expanded=True) as status:
        st.caption(STAY)
        while True:
            alive = work.thread.is_alive()  # asked before the steps are read: the last ones are not lost
            for step in work.steps[shown:]:
                st.write(in_markdown(step))
                shown += 1
            status.update(label=in_markdown(work.steps[-1]))
            if not alive:
                break
            work.thread.join(0.15)
    del st.session_state[RUNNING]
    if work.fault:
        raise work.fault
    st.session_state[RESULT] = work.report
    st.rerun()


def result() -> LoadReport | None:
    """What the last load did, once."""
    return st.session_state.pop(RESULT, None)
