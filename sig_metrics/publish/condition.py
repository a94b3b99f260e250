"""Owns what is told of a store to whoever opens it: an operation that died, a pointer that went back, an archive
that is not enough to make the data again, a destruction that is not over, and a clock behind the newest load. Each
in one sentence."""

from contextlib import closing
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.store import LocalStore, Snapshot, StoreError, clock
from sig_metrics.store.disk import stamp
from sig_metrics.store.journal import Journal, read_ledger
from sig_metrics.store.ledger.key import key_file
from sig_metrics.store.order import ordered
from sig_metrics.store.writer import running


def attend(store: LocalStore, who: str) -> None:
    """Ends what a process that died left half done: an order of destruction, and its files aside. Raises nothing."""
    wait, store.wait = store.wait, 0
    try:
        if ordered(store.folder) is not None:
            # it needs all that reads files, and is hardly ever wanted
            from sig_metrics.publish.destroy import carry_out

            carry_out(store, who)
        if any(store.folder.glob("*.tmp")) and not running(store.folder):
            with store.alone(who):
                store.sweep()
    except (Refused, StoreError, OSError):  # somebody writes now, or nobody may: it is told, and done at another start
        pass
    finally:
        store.wait = wait


def today(snapshot: Snapshot | None) -> date:
    """«Hoy» for whoever looks at a snapshot."""
    return clock.day(_known(snapshot)[1] if snapshot else None)


def told(store: LocalStore, snapshot: Snapshot | None) -> list[str]:
    """What has to be told on every screen, and by every command, before any figure of a snapshot (None: there is
    none yet)."""
    found = _of_folder(store, snapshot)
    if snapshot is None:
        return found
    return [*found, *filter(None, [_archive(store.folder, snapshot), clock.behind(_known(snapshot)[1])])]


_SOUND: dict[Path, tuple] = {}  # {store: how its folder looked when there was nothing to tell of it}


def _of_folder(store: LocalStore, snapshot: Snapshot | None) -> list[str]:
    """What is told of the files of a store; looked at again when its folder, or what it points to, changed, and while
    somebody writes: to die changes neither."""
    looks = snapshot, stamp(str(store.folder), str(store.folder / "CURRENT"))
    if looks[1] and _SOUND.get(store.folder) == looks:
        return []
    found = []
    if died := store.unfinished():
        found.append(
            words.say("unfinished", what=words.say(f"unfinished_{died.what}"), who=died.who, when=words.moment(died.at))
        )
    elif snapshot and snapshot.damaged is None and (beyond := store.beyond()) and not running(store.folder):
        found.append(words.say("store_pointer", snapshot=snapshot.number, newest=max(beyond)))
    if (load := ordered(store.folder)) is not None:
        found.append(words.say("destroy_ordered", load=load))
    if store.journal.log.checkpoints.exists() and not (key := key_file(store.folder)).exists():
        found.append(words.say("ledger_key_lost", file=key.name))
    _SOUND.clear()  # one store is looked at, and its older snapshots are held by nobody
    if not found and not running(store.folder):
        _SOUND[store.folder] = looks
    return found


@lru_cache(1)  # of the snapshot that is served: an older one is held by nobody
def _known(snapshot: Snapshot) -> tuple[list[dict], datetime | None]:
    """The ledger of a snapshot, and the moment of its newest load."""
    with closing(snapshot.connection.cursor()) as cursor:
        return read_ledger(cursor), clock.newest(cursor)


def _archive(store: Path, snapshot: Snapshot) -> str:
    """What the archive lacks to make the data again; looked at again when its folder or its journal changed."""
    folder, journal = store / "archive", Journal(store / "archive")
    try:
        changed = folder.stat().st_mtime_ns, journal.path.stat().st_mtime_ns if journal.path.exists() else 0
        return _lacks(folder, snapshot, changed)
    except OSError:
        return words.say("archive_lost") if _known(snapshot)[0] else ""


@lru_cache(1)
def _lacks(folder: Path, snapshot: Snapshot, changed: tuple[int, int]) -> str:
    ledger, names = _known(snapshot)[0], {path.name for path in folder.iterdir()}
    standing = [line for line in ledger if not line["annulled_at"]]
    lost = [
        str(line["load"])
        for line in standing
        if line["suffix"] is not None and line["sha256"] + line["suffix"] not in names
    ]
    if lost:
        return words.say("archive_gaps", loads=words.listing(lost))
    journal = Journal(folder)
    known, signed, told = journal.lines(), journal.log.signed(), sum(1 for _ in journal.entries())
    if unknown := [str(line["load"]) for line in ledger if line["load"] not in known]:
        return words.say("journal_behind", loads=words.listing(unknown))
    return words.say("ledger_unsigned", facts=told, signed=signed) if signed not in (0, told) else ""
