"""Owns the pages' access to data: the open snapshot, and what was computed from it, kept by snapshot.

Snapshots never change, so nothing here expires: a new number is a new key.
"""

from datetime import date
from functools import lru_cache

import streamlit as st

from sig_metrics.catalog import review as cross_walk
from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.intake.units import known_to
from sig_metrics.measure import (
    cases,
    consistency,
    coverage,
    drill,
    follow_up,
    freshness,
    insights,
    law_state,
    plan,
    sources,
)
from sig_metrics.measure.compute import all_series, measures, series
from sig_metrics.publish import history as ledger
from sig_metrics.store import LocalStore, Snapshot, open_store


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(folder: str, number: int) -> Snapshot:
    return open_store(folder).open()


def store() -> LocalStore:
    return open_store()


def current_snapshot() -> Snapshot | None:
    """The snapshot CURRENT points to, opened once; None when nothing was ever loaded."""
    here = store()
    number = here.current()
    if number is None:
        return None
    folder = str(here.folder.resolve())
    found = _opened(folder, number)
    if found.busy:  # another program may close it at any moment: the next run asks again
        _opened.clear(folder, number)
    return found


class Kept:
    """What pages ask of one snapshot; each answer is computed once and shared by every session."""

    def __init__(self, snapshot: Snapshot):
        self.snapshot = snapshot
        self.catalog = known_to(default_catalog(), snapshot.connection)
        self.overview = lru_cache(256)(lambda scope: insights.overview(snapshot, self.catalog, scope))
        self.grid = lru_cache(256)(lambda scope, year=None: plan.grid(snapshot, scope, year))
        self.serving = lru_cache(256)(lambda scope, topic: plan.serving(snapshot, scope, topic))
        self.curve = lru_cache(256)(lambda scope: plan.curve(snapshot, self.catalog, scope))
        self.lateness = lru_cache(256)(lambda scope: plan.lateness(snapshot, scope))
        self.changes = lru_cache(64)(
            lambda year, before, after, scope: plan.changes(snapshot, year, before, after, scope)
        )
        self.version_curves = lru_cache(64)(
            lambda year, before, after: plan.version_curves(snapshot, year, before, after)
        )
        self.series = lru_cache(512)(lambda name, scope: series(snapshot, self.catalog.indicator(name), scope))
        self.all_series = lru_cache(256)(
            lambda names, scope: all_series(snapshot, [self.catalog.indicator(n) for n in names], scope)
        )
        self.measures = lru_cache(512)(
            lambda names, scope: measures(snapshot, [self.catalog.indicator(n) for n in names], scope)
        )
        self.case_flow = lru_cache(128)(lambda register, scope: cases.flow(snapshot, register, scope))
        self.case_ages = lru_cache(128)(lambda register, scope: cases.ages(snapshot, register, scope))
        self.case_reasons = lru_cache(64)(lambda scope: cases.reasons(snapshot, self.catalog, scope))
        self.missing = lru_cache(64)(lambda register, scope: cases.missing(snapshot, register, scope))
        self.awaited = lru_cache(256)(lambda registers, scope: freshness.awaited(snapshot, registers, scope.cutoff))
        self.incidents = lru_cache(64)(lambda scope: cases.incidents(snapshot, self.catalog, scope))
        self.controls = lru_cache(64)(lambda scope: cases.controls(snapshot, self.catalog, scope))
        self.case_places = lru_cache(64)(lambda register, scope: cases.by_ut(snapshot, register, scope))
        self.commitments = lru_cache(128)(
            lambda scope, registers: follow_up.commitments(snapshot, self.catalog, scope, registers)
        )
        self.risks = lru_cache(64)(lambda scope: follow_up.risks(snapshot, scope))
        self.documents = lru_cache(64)(lambda scope: follow_up.documents(snapshot, self.catalog, scope))
        self.milestones = lru_cache(64)(lambda scope: follow_up.milestones(snapshot, scope))
        self.projects = lru_cache(64)(lambda register, scope: follow_up.projects(snapshot, register, scope))
        self.groups = lru_cache(256)(
            lambda name, scope, dimension: follow_up.groups(
                snapshot, self.catalog, self.catalog.indicator(name), scope, dimension
            )
        )
        self.long_series = lru_cache(64)(
            lambda name, scope: series(snapshot, self.catalog.indicator(name), scope, date(scope.year - 1, 1, 1))
        )
        self.complaint_cells = lru_cache(16)(lambda scope: follow_up.complaint_cells(snapshot, self.catalog, scope))
        self.behind = lru_cache(64)(lambda scope, key: drill.behind(snapshot, self.catalog, scope, key))
        self.coverage = lru_cache(64)(lambda scope: coverage.coverage(snapshot, self.catalog, scope))
        self.deliveries = lru_cache(256)(lambda scope: coverage.deliveries(snapshot, self.catalog, scope))
        self.findings = lru_cache(1)(lambda: consistency.findings(snapshot, self.catalog))
        self.trend = lru_cache(1)(lambda: consistency.trend(store(), snapshot, self.catalog))
        self._of_the_store(snapshot)

    def _of_the_store(self, snapshot: Snapshot) -> None:
        """What is asked of the data whatever the scope."""
        self.gaps = lru_cache(1)(cross_walk.load_gaps)
        self.clauses = lru_cache(1)(cross_walk.load_clauses)
        self.sources = lru_cache(1)(lambda: sources.sources(snapshot, self.catalog))
        self.rows = lru_cache(64)(lambda register: ledger.register_rows(snapshot, self.catalog.register(register)))
        self.terms = lru_cache(1)(lambda: law_state.terms(snapshot))
        self.parameters = lru_cache(1)(lambda: law_state.parameters(snapshot))
        self.calendar_said = lru_cache(1)(lambda: law_state.calendar_said(snapshot, self.catalog))
        self.history = lru_cache(1)(lambda: ledger.history(snapshot, self.catalog))


@st.cache_resource(max_entries=2, show_spinner=False)
def _kept(folder: str, wanted: int, served: int, _snapshot: Snapshot) -> Kept:
    return Kept(_snapshot)


def kept(snapshot: Snapshot) -> Kept:
    """The shared answers of the current snapshot."""
    return _kept(str(snapshot.path.parent.resolve()), snapshot.damaged or snapshot.number, snapshot.number, snapshot)


def catalog() -> Catalog:
    """What is defined, with the units and names of stages of the current data, if there are any."""
    snapshot = current_snapshot()
    return kept(snapshot).catalog if snapshot else default_catalog()
