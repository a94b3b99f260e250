"""Owns a store in a folder: numbered DuckDB files, a CURRENT pointer, and the originals by SHA-256.

A writer copies the current file aside, changes the copy, reads it back, gives it the next number and moves the
pointer last. Readers never wait and never see half a load; a crash leaves a file that nobody points to, and a note
that tells it. Refuses a second writer, saying who is loading; and to build on data that is damaged, that lacks loads
that the archive knows, or whose archive is gone. Nothing goes before a build is accepted."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import TypeVar

import duckdb

from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.store.disk import rename_whole, to_disk, write_whole
from sig_metrics.store.journal import Journal, read_ledger
from sig_metrics.store.pins import Pin, PinsUnreadable, read_pins, write_pins
from sig_metrics.store.readback import Contents, contents, read_back
from sig_metrics.store.seal import seal, seal_of
from sig_metrics.store.serve import open_one, serve
from sig_metrics.store.snapshot import SAFE, Snapshot, StoreBusy, StoreError
from sig_metrics.store.unfinished import Unfinished, under_way, unfinished
from sig_metrics.store.writer import alone, room, running

Result = TypeVar("Result")
KEEP = 20  # snapshots kept behind the current one
WAIT = 30  # seconds a writer waits for another
ABSURD = 999_999  # no pointer goes beyond
# A new file has blocks of a quarter of what is usual: with many small tables they are mostly empty, and each publication
# copies, seals and keeps them. It is of the format of the engine that is pinned, which opens it in half the time of the
# oldest one, that any engine reads. What is committed goes to its place and to no log first: a file aside whose writer
# dies is thrown away.
WRITING = {
    **SAFE,
    "default_block_size": "65536",
    "storage_compatibility_version": "v1.5.0",
    "checkpoint_threshold": "0b",
}


class Unchanged(Exception):
    """Raised by a build that found nothing to publish: the copy is dropped, the pointer stays."""

    def __init__(self, result: object):
        self.result = result


class LocalStore:
    """A folder with `sig-000042.duckdb` files, `CURRENT` and `archive/`."""

    def __init__(self, folder: Path | str, wait: float = WAIT):
        self.folder = Path(folder)
        self.wait = wait
        self.on_step: Callable[[str], None] = lambda step: None  # tests stop a publication here
        self.journal = Journal(self.folder / "archive")
        self._fresh: list[Path] = []  # originals of the publication under way

    def file(self, number: int) -> Path:
        return self.folder / f"sig-{number:06d}.duckdb"

    def current(self) -> int | None:
        """The number readers should open; None when nothing was ever published."""
        try:
            if 0 < (number := int((self.folder / "CURRENT").read_text(encoding="ascii"))) <= ABSURD:
                return number
        except (OSError, ValueError):
            pass
        return max(self.numbers(), default=None)  # lost, unreadable or absurd: the newest file

    def numbers(self) -> list[int]:
        return sorted(int(path.stem[4:]) for path in self.folder.glob("sig-*.duckdb") if path.stem[4:].isdigit())

    def open(self, number: int | None = None) -> Snapshot:
        """A snapshot to read: `number`, or the current one, or the newest sound one before it without loads annulled
        since."""
        if number is not None:
            return open_one(self.file(number), number)
        wanted = self.current()
        if wanted is None:
            raise StoreError(words.say("store_empty"))
        return serve(self.file, self.numbers(), self.journal, wanted)

    def archived(self, sha256: str, suffix: str) -> Path:
        return self.folder / "archive" / f"{sha256}{suffix}"

    def archive(self, sha256: str, suffix: str, content: bytes) -> None:
        """Keeps an accepted original under its hash; writing it twice changes nothing. One whose publication is then
        refused goes again."""
        path = self.archived(sha256, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            self._fresh.append(path)
            write_whole(path, content)

    def originals(self, sha256: str, suffix: str | None) -> list[Path]:
        """Where an accepted file is kept; a suffix of None (an old ledger did not say it): any."""
        return (
            sorted((self.folder / "archive").glob(f"{sha256}*")) if suffix is None else [self.archived(sha256, suffix)]
        )

    def original(self, sha256: str, suffix: str | None) -> tuple[str, bytes] | None:
        """(name, bytes) of an accepted file in the archive; None when it is not there, or is no longer what it was."""
        for path in self.originals(sha256, suffix):
            with suppress(OSError):
                content = path.read_bytes()
                if hashlib.sha256(content).hexdigest() == sha256:
                    return path.name, content
        return None

    def pins(self) -> tuple[Pin, ...]:
        """The snapshots that are never thrown away; raises StoreError when the list cannot be read."""
        try:
            return read_pins(self.folder)
        except PinsUnreadable:
            raise StoreError(words.say("pins_broken", folder=self.folder.name)) from None

    def pin(self, number: int, name: str, who: str) -> None:
        """Keeps a snapshot for good under a name; raises StoreError when it cannot be opened or the name is taken."""
        with self.alone(who):
            pins = self.pins()
            if any(pin.name == name for pin in pins):
                raise StoreError(words.say("pin_taken", name=name))
            self.open(number).close()
            now = datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0).isoformat()
            write_pins(self.folder, (*pins, Pin(number, name, who, now)))

    def unpin(self, name: str, who: str) -> None:
        """Lets go of a pinned snapshot; the next publication may throw it away."""
        with self.alone(who):
            write_pins(self.folder, tuple(pin for pin in self.pins() if pin.name != name))

    def publish(
        self,
        who: str,
        build: Callable[[duckdb.DuckDBPyConnection, int], Result],
        fresh: bool = False,
        what: str = "load",
        events: Callable[[], Iterable[dict]] = tuple,
    ) -> Result:
        """Runs `build(connection, number)` on a copy of the current data and makes it snapshot `number`.

        Whatever `build` raises leaves the store as it was; `Unchanged` does so and returns its result. `fresh`
        starts from nothing instead of a copy: for a build that makes the data again, and so may run on a damaged
        store. `what` is told if the process dies. `events` is asked first, under the lock, and may refuse: they are
        written with the line of the load, or by themselves when there was nothing to publish."""
        with self.alone(who):
            self.journal.ready()
            told = list(events())
            current = self.current()
            with room(self.folder, self.file(current) if current else None):
                number = self._next(current or 0, fresh)
                with under_way(self.folder, what, words.plain(who), number) as published:
                    try:
                        result, ledger = self._published(current, number, build, fresh)
                    except Unchanged as nothing:
                        if told:
                            self.journal.record([], *told)
                        return nothing.result
                    published()
                # the data is published: what the journal lacks is told, and added by the next publication
                with suppress(OSError):
                    self.journal.record(ledger, *told)
                self.on_step("journal")
                self.sweep()
                self._retain()
                return result

    def _published(self, current: int | None, number: int, build: Callable, fresh: bool) -> tuple[object, list[dict]]:
        """Writes the file aside and makes it the current one; what `build` returned, and the ledger it left."""
        aside = self.folder / f"sig-{number:06d}.tmp"
        log = Path(f"{aside}.wal")
        self._fresh.clear()
        for left in (aside, log):  # of a writer that died; its log would be played again over the new file
            left.unlink(missing_ok=True)
        try:
            if current and not fresh:
                self._copy(current, aside)
            self.on_step("copy")
            result, ledger, written = self._build(aside, number, build, fresh)
            read_back(aside, written)
            self._point(aside, number, (line["load"] for line in ledger if line["annulled_at"]))
        except BaseException:
            aside.unlink(missing_ok=True)
            if (self.current() or 0) < number:  # refused, also between its name and the pointer: nobody saw it
                self._drop(number)
                for original in self._fresh:
                    original.unlink(missing_ok=True)
            raise
        finally:
            log.unlink(missing_ok=True)
        return result, ledger

    def record_event(self, event: str, who: str, **values: str | int | None) -> int:
        """Leaves in the journal, and in the tree that is signed, that somebody did something («corte», «release»…);
        its place in the tree. What a stranger may read goes under any name; free text under «text» (`leaf.TEXTS`)."""
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        with self.alone(who):
            return self.journal.record([], {"event": event, "at": now, "who": who, **values})

    def unfinished(self) -> Unfinished | None:
        """The publication whose process died, if nothing was published since; None also while one is running."""
        if unfinished(self.folder, None) is None or unfinished(self.folder, self.current()) is None:
            return None
        return None if running(self.folder) else unfinished(self.folder, self.current())

    def alone(self, who: str) -> AbstractContextManager[None]:
        """One writer at a time on this folder, in any process."""
        return alone(self.folder, self.wait, who)

    def _copy(self, current: int, aside: Path) -> None:
        """Refuses to build on a snapshot that is damaged, or held by another program: what it held would be lost
        without a word."""
        try:
            sound = self.open()
            sound.close()
            if sound.number == current:
                shutil.copyfile(self.file(current), aside)
                return
        except StoreBusy:
            raise refuse("store_busy", snapshot=current) from None
        except PermissionError as fault:  # it opens and may not be copied
            raise (
                refuse("store_busy", snapshot=current) if fault.filename == str(self.file(current)) else fault
            ) from None
        raise (
            refuse("store_busy", snapshot=current)
            if sound.busy
            else refuse("store_broken", snapshot=current, previous=sound.number)
        )

    def beyond(self) -> list[int]:
        """The snapshots newer than the one CURRENT points to; a writer that died before it moved the pointer leaves
        one, which nobody saw. Any other was published: the pointer went back, as in a folder restored by halves."""
        current = self.current() or 0
        newer = [number for number in self.numbers() if number > current]
        died = unfinished(self.folder, current) if newer else None
        return [] if died and newer == [died.number] and died.number == current + 1 else newer

    def _next(self, current: int, fresh: bool) -> int:
        """The number of the next snapshot. Refuses to go on from a pointer that went back; what makes the data again
        goes beyond all."""
        beyond = self.beyond()
        if beyond and not fresh:
            raise refuse("store_pointer", snapshot=current, newest=max(beyond))
        return max([current, *beyond]) + 1

    def _retain(self) -> None:
        """Throws away the oldest snapshots, but never a pinned one."""
        try:
            pinned = {pin.snapshot for pin in read_pins(self.folder)}
        except PinsUnreadable:
            return
        for old in [number for number in self.numbers() if number not in pinned][: -KEEP - 1]:
            with suppress(PermissionError):  # Windows keeps a file that somebody is reading
                self._drop(old)

    def _drop(self, number: int) -> None:
        self.file(number).unlink(missing_ok=True)
        seal_of(self.file(number)).unlink(missing_ok=True)

    def _build(self, aside: Path, number: int, build: Callable, fresh: bool) -> tuple[object, list[dict], Contents]:
        """What `build` returned, the ledger it left, and the contents of every table."""
        with duckdb.connect(str(aside), config=WRITING) as connection:
            connection.begin()
            known = max((line["load"] for line in read_ledger(connection)), default=0)
            if not fresh and self.journal.last() > known:
                raise refuse("store_behind", last=known, archived=self.journal.last())
            if not fresh and known and not self.journal.path.parent.is_dir():
                raise refuse("archive_lost")
            result = build(connection, number)
            ledger, written = read_ledger(connection), contents(connection)
            self.on_step("build")
            connection.commit()
            self.on_step("commit")
            connection.execute("checkpoint")
            self.on_step("checkpoint")
        return result, ledger, written

    def _point(self, aside: Path, number: int, annulled: Iterable[int]) -> None:
        """Durable file → its seal → numbered file → pointer, in this order."""
        to_disk(aside)
        seal(aside, self.file(number), annulled)
        self.on_step("sync")
        rename_whole(aside, self.file(number))
        self.on_step("rename")
        write_whole(self.folder / "CURRENT", str(number).encode("ascii"))
        self.on_step("pointer")

    def sweep(self) -> None:
        """Under the lock: removes the files aside that a dead writer left; a folder is where DuckDB spills what a
        reader asked."""
        for path in [*self.folder.glob("*.tmp"), *self.folder.glob("*.tmp.wal"), *self.folder.glob("archive/*.tmp")]:
            if not path.is_dir():
                path.unlink(missing_ok=True)
