"""What a server makes ready before its first reader: what Resumen asks is answered; nothing fails without data."""

import subprocess
import sys
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest

from conftest import ROOT
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


def test_queries_look_for_no_pandas_until_all_is_ready_and_whoever_draws_a_table_has_it(demo_folder):
    asked = """if True:
        import sys
        from sig_metrics.store import LocalStore
        from sig_metrics.store.lighter import QueriesWithoutPandas
        sys.meta_path.insert(0, QueriesWithoutPandas)
        snapshot = LocalStore(sys.argv[1]).open()
        print(snapshot.rows("select count(*) as n from qrd where kind = $kind", {"kind": "claim"}), "pandas" in sys.modules)
        import pyarrow
        pyarrow.array(["a"])
        print("pandas" in sys.modules)"""
    said = subprocess.run([sys.executable, "-c", asked, demo_folder], cwd=ROOT, capture_output=True, text=True)
    assert said.stdout.splitlines() == ["[{'n': 966}] False", "True"], said.stderr


def test_pandas_is_imported_once_all_is_ready(served, monkeypatch):
    done = []
    monkeypatch.setattr(warm, "gc", Mock())
    monkeypatch.setattr(warm, "attend", lambda: done.append("attended"))
    monkeypatch.setattr(warm, "ask", lambda: done.append("asked"))
    monkeypatch.setattr(warm.time, "sleep", lambda seconds: done.append("waited") if seconds == warm.LATER else None)
    monkeypatch.setattr(warm.importlib, "import_module", done.append)
    warm._warm(0.005)
    assert done == ["attended", "asked", "waited", "pandas"]


def test_a_run_waits_until_the_store_was_attended_to_and_for_a_while_for_the_rest(monkeypatch):
    attended, ready, done = threading.Event(), threading.Event(), []
    monkeypatch.setattr(warm, "_ATTENDED", attended)
    monkeypatch.setattr(warm, "_READY", ready)
    monkeypatch.setattr(warm, "PATIENCE", 0.05)
    run = threading.Thread(target=lambda: done.append(warm.wait()))
    run.start()
    run.join(0.3)
    assert run.is_alive() and not done, "it looks at a store that nobody saw to"
    attended.set()
    run.join(10)
    assert done == [None], "it waits for a favour for ever"


def test_what_fails_at_the_start_keeps_nobody_waiting(monkeypatch):
    events = threading.Event(), threading.Event()
    monkeypatch.setattr(warm, "_ATTENDED", events[0])
    monkeypatch.setattr(warm, "_READY", events[1])
    monkeypatch.setattr("pages._kit.shell.letting_go.begin", Mock(side_effect=OSError("disco")))
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(warm, "gc", Mock())
    monkeypatch.setattr(warm.time, "sleep", lambda seconds: None)
    warm._warm(sys.getswitchinterval())
    assert all(each.is_set() for each in events)
