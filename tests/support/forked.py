"""Owns the children that are started to be killed, or to hold what is theirs: each is forked from one process that
imported the program once and has no data open."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import duckdb
import pytest

from conftest import ROOT, plan_part, rows_only
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.publish.rebuild import rebuild
from sig_metrics.store import LocalStore


@lru_cache(maxsize=1)
def _context() -> multiprocessing.context.BaseContext:
    """Its process begins with the first child, and ends with this one; where nothing forks, each child begins alone."""
    if not hasattr(os, "fork"):
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["support.warm"])
    with pytest.MonkeyPatch.context() as there:
        there.setenv("PYTHONPATH", f"{ROOT}:{ROOT / 'tests'}")
        forkserver.ensure_running()
    return context


def start(does: Callable, *given) -> BaseProcess:
    """A child that runs a function of a module; what it is given is pickled."""
    child = _context().Process(target=does, args=given, daemon=True)
    child.start()
    return child


def end(does: Callable, *given) -> int:
    """How a child ended: 0, or minus the signal that killed it."""
    child = start(does, *given)
    child.join(120)
    return child.exitcode


def pipe() -> tuple[Connection, Connection]:
    """(here, there): what a child says and is told."""
    return _context().Pipe()


def hold(path: str, told: Connection) -> None:
    """Has a file of DuckDB open to write until it is told, or left alone."""
    with duckdb.connect(path):
        told.send("held")
        told.poll(None)


def publish(folder: Path, what: str, step: str, file: Incoming, told: Connection | None = None) -> None:
    """One operation on a store with the plan, killed at a step; who is to be told waits there for it."""
    store, catalog = LocalStore(folder), rows_only(plan_part(default_catalog()))

    def at(reached: str) -> None:
        if reached == step and told:
            told.send(step)
            told.poll(None)
        elif reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    store.on_step = at
    if what == "load":
        load_file(store, catalog, file, "Ana")
    elif what == "rebuild":
        rebuild(store, catalog, "Ana")
    else:
        annul(store, catalog, 17, "pedido del titular", "Ana", destroy=what == "destroy")
