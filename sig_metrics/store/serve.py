"""Owns the choice of the snapshot that readers get: the current one, or the newest sound one before it that is still
true.

An older snapshot may hold a load that was annulled since: whoever annulled it must never see it again, so it is
passed over. What keeps the current one from opening (damage, or another program) goes with what is served, and with
the refusal."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb

from sig_metrics.language import words
from sig_metrics.store.journal import Journal, read_ledger
from sig_metrics.store.seal import annulled_by
from sig_metrics.store.snapshot import Snapshot, StoreBusy, StoreError, held, open_snapshot


def open_one(file: Path, number: int) -> Snapshot:
    """A snapshot, for who asks for that one; raises StoreBusy when another program holds it, StoreError when it is
    not sound."""
    try:
        return open_snapshot(file, number)
    except (duckdb.Error, OSError) as fault:
        if held(fault):
            raise StoreBusy(words.say("store_busy", snapshot=number)) from None
        raise StoreError(words.say("store_lost", folder=file.parent.name)) from None


def serve(file: Callable[[int], Path], numbers: list[int], journal: Journal, wanted: int) -> Snapshot:
    """Snapshot `wanted`, or the one to read in its place; raises StoreBusy or StoreError, with what to do, when
    there is none."""
    busy = untrue = False
    for number in [each for each in reversed(numbers) if each <= wanted]:
        try:
            found = open_snapshot(file(number), number)
            true = number == wanted or _standing(found).isdisjoint(_annulled(file, {*numbers, wanted}, journal, number))
        except (duckdb.Error, OSError) as fault:
            busy = busy or number == wanted and held(fault)
            continue
        if true:
            return found if number == wanted else replace(found, damaged=wanted, busy=busy)
        found.close()
        untrue = True
    if busy:
        raise StoreBusy(words.say("store_busy", snapshot=wanted))
    raise StoreError(
        words.say("store_untrue", snapshot=wanted)
        if untrue
        else words.say("store_lost", folder=file(wanted).parent.name)
    )


def _standing(snapshot: Snapshot) -> set[int]:
    """The loads whose rows are in a snapshot."""
    with snapshot.connection.cursor() as cursor:
        return {line["load"] for line in read_ledger(cursor) if not line["annulled_at"]}


def _annulled(file: Callable[[int], Path], numbers: set[int], journal: Journal, number: int) -> set[int]:
    """Every load known to be annulled: by the journal, and by the seals that came after a snapshot (the journal is
    written last)."""
    return journal.annulled().union(*(annulled_by(file(each)) for each in numbers if each > number))
