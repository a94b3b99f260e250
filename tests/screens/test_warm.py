"""What a server makes ready before its first reader: what Resumen asks is answered; nothing fails without data."""

from pathlib import Path

import pytest

from pages._kit.shell import data, warm
from sig_metrics.measure import compute, insights, plan, signals, since
from sig_metrics.measure.comparison import MONTH, earlier
from sig_metrics.measure.scope import Scope, horizon, month_end
from sig_metrics.store import Snapshot


@pytest.fixture
def served(demo_copy, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    yield
    data.let_go()


def test_what_resumen_says_was_asked_for(served, monkeypatch):
    warm.ask()
    dataset, asked = data.dataset(), []
    monkeypatch.setattr(Snapshot, "table", lambda *given: asked.append(given[1]))
    scope = Scope(month_end(2021, 11))
    before = earlier(MONTH, scope, horizon(dataset))
    assert insights.overview(dataset, scope).total.overdue == 6
    signals.alarms(dataset, scope), insights.whole(dataset, before), since.since(dataset, scope, before)
    plan.curve(dataset, scope)
    compute.all_series(dataset, dataset.indicators(dataset.catalog.screens.plan.summary), scope)
    assert asked == []


def test_an_empty_store_is_left_alone(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(tmp_path / "none"))
    assert warm.ask() is None and not (tmp_path / "none").exists()
