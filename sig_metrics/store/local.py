"""Owns a store in a folder: numbered DuckDB files, a CURRENT pointer, and the originals by SHA-256.

A writer copies the current file aside, changes the copy, verifies it, gives it the next number and
moves the pointer last. Readers never wait and never see half a load; a crash leaves a file that
nobody points to. Refuses a second writer, saying who is loading; and to build on data that is
damaged, or that lacks loads that the archive knows. Nothing published goes before a build is accepted.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import TypeVar

import duckdb
from filelock import FileLock, Timeout

from sig_metrics import words
from sig_metrics.problems import refuse
from sig_metrics.store.journal import Journal, read_ledger, to_disk
from sig_metrics.store.pins import Pin, PinsUnreadable, read_pins, write_pins
from sig_metrics.store.private import private, tighten
from sig_metrics.store.seal import seal, seal_of
from sig_metrics.store.serve import open_one, serve
from sig_metrics.store.snapshot import SAFE, Snapshot, StoreBusy, StoreError, declared_size

Result = TypeVar("Result")
KEEP = 20  # snapshots kept behind the current one
WAIT = 30  # seconds a writer waits for another
FULL = (errno.ENOSPC, errno.EDQUOT)


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

    def file(self, number: int) -> Path:
        return self.folder / f"sig-{number:06d}.duckdb"

    def current(self) -> int | None:
        """The number readers should open; None when nothing was ever published."""
        try:
            return int((self.folder / "CURRENT").read_text(encoding="ascii"))
        except (FileNotFoundError, NotADirectoryError, ValueError):  # lost or unreadable: the newest whole file
            return max(self.numbers(), default=None)

    def numbers(self) -> list[int]:
        return sorted(int(path.stem[4:]) for path in self.folder.glob("sig-*.duckdb") if path.stem[4:].isdigit())

    def open(self, number: int | None = None) -> Snapshot:
        """A snapshot to read: `number`, or the current one, or the newest sound one before it without loads annulled since."""
        if number is not None:
            return open_one(self.file(number), number)
        wanted = self.current()
        if wanted is None:
            raise StoreError(words.say("store_empty"))
        return serve(self.file, self.numbers(), self.journal, wanted)

    def archived(self, sha256: str, suffix: str) -> Path:
        return self.folder / "archive" / f"{sha256}{suffix}"

    def archive(self, sha256: str, suffix: str, content: bytes) -> None:
        """Keeps an accepted original under its hash; writing it twice changes nothing."""
        path = self.archived(sha256, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            aside = path.with_suffix(".tmp")
            aside.write_bytes(content)
            to_disk(aside)
            os.replace(aside, path)
            to_disk(path.parent)

    def originals(self, sha256: str, suffix: str | None) -> list[Path]:
        """Where an accepted file is kept; a suffix of None (an old ledger did not say it): any."""
        return sorted((self.folder / "archive").glob(f"{sha256}*")) if suffix is None else [self.archived(sha256, suffix)]

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

    def publish(self, who: str, build: Callable[[duckdb.DuckDBPyConnection, int], Result], fresh: bool = False) -> Result:
        """Runs `build(connection, number)` on a copy of the current data and makes it snapshot `number`.

        Whatever `build` raises leaves the store as it was; `Unchanged` does so and returns its result. `fresh` starts from
        nothing instead of a copy: for a build that makes the data again, and so may run on a damaged store.
        """
        with self.alone(who), self._disk():
            self._sweep()
            self.journal.ready()
            current = self.current()
            number, left = self._next(current or 0)
            aside = self.folder / f"sig-{number:06d}.tmp"
            if current and not fresh:
                self._copy(current, aside)
            self.on_step("copy")
            try:
                result, ledger = self._build(aside, number, build, fresh)
            except Unchanged as nothing:
                return nothing.result
            finally:
                if (wal := Path(f"{aside}.wal")).exists():
                    wal.unlink()
            self._point(aside, number, (line["load"] for line in ledger if line["annulled_at"]))
            for each in left:
                self._drop(each)
            with suppress(OSError):  # the data is published: what the journal lacks is added by the next publication
                self.journal.record(ledger)
            self.on_step("journal")
            self._retain()
            return result

    def _copy(self, current: int, aside: Path) -> None:
        """Refuses to build on a snapshot that is damaged, or held by another program: what it held would be lost without a word."""
        try:
            sound = self.open()
            sound.close()
            if sound.number == current:
                shutil.copyfile(self.file(current), aside)
                return
        except StoreBusy:
            raise refuse("store_busy", snapshot=current) from None
        except PermissionError as fault:  # it opens and may not be copied
            raise (refuse("store_busy", snapshot=current) if fault.filename == str(self.file(current)) else fault) from None
        raise refuse("store_busy", snapshot=current) if sound.busy else refuse("store_broken", snapshot=current, previous=sound.number)

    def _next(self, current: int) -> tuple[int, list[int]]:
        """(number of the next snapshot, those beyond `current` that go once it is published).

        A writer that died leaves one, which nobody saw, and its number is taken again. More than one, or a pinned one, were
        published: the pointer went back (a restored copy), and neither their numbers nor what is pinned may be given again.
        """
        beyond = [number for number in self.numbers() if number > current]
        try:
            pinned = {pin.snapshot for pin in read_pins(self.folder)}
        except PinsUnreadable:
            pinned = set(beyond)
        if len(beyond) < 2 and pinned.isdisjoint(beyond):
            return current + 1, [number for number in beyond if number != current + 1]
        return max(beyond) + 1, [number for number in beyond if number not in pinned]

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

    def _build(self, aside: Path, number: int, build: Callable, fresh: bool) -> tuple[object, list[dict]]:
        """What `build` returned, and the ledger it left."""
        try:
            connection = duckdb.connect(str(aside), config=SAFE)
            try:
                connection.begin()
                known = max((line["load"] for line in read_ledger(connection)), default=0)
                if not fresh and self.journal.last() > known:
                    raise refuse("store_behind", last=known, archived=self.journal.last())
                result = build(connection, number)
                ledger = read_ledger(connection)
                self.on_step("build")
                connection.commit()
                self.on_step("commit")
                connection.execute("checkpoint")
                self.on_step("checkpoint")
            finally:
                connection.close()
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        return result, ledger

    def _point(self, aside: Path, number: int, annulled: Iterable[int]) -> None:
        """Verified file → durable file → its seal → numbered file → pointer, in this order."""
        _verify(aside)
        to_disk(aside)
        seal(aside, self.file(number), annulled)
        self.on_step("sync")
        os.replace(aside, self.file(number))
        to_disk(self.folder)
        self.on_step("rename")
        pointer = self.folder / "CURRENT.tmp"
        pointer.write_text(str(number), encoding="ascii")
        to_disk(pointer)
        os.replace(pointer, self.folder / "CURRENT")
        to_disk(self.folder)
        self.on_step("pointer")

    def _sweep(self) -> None:
        """Removes the files aside that a dead writer left; a folder is where DuckDB spills what a reader asked."""
        for path in [*self.folder.glob("*.tmp"), *self.folder.glob("*.tmp.wal"), *self.folder.glob("archive/*.tmp")]:
            if not path.is_dir():
                path.unlink(missing_ok=True)

    @contextmanager
    def alone(self, who: str) -> Iterator[None]:
        """One writer at a time on this folder, in any process; the system frees the lock of a dead one."""
        try:
            with private():
                self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock", timeout=self.wait)
            note = self.folder / ".writer"
            with private(), lock:
                tighten(self.folder)
                now = words.moment(datetime.now(timezone.utc).replace(tzinfo=None))
                note.write_text(f"{now}\n{words.plain(who)}", encoding="utf-8")
                yield
                note.unlink(missing_ok=True)
        except Timeout:
            since, _, writer = _read(note).partition("\n")
            raise refuse("busy", since=since or "hace un momento", who=writer or "otra persona") from None
        except OSError as fault:
            if fault.errno in FULL:  # not even the note of who writes fits
                raise refuse("disk_full", needed=10, free=shutil.disk_usage(self.folder).free // 1_000_000) from None
            if isinstance(fault, (PermissionError, FileExistsError, NotADirectoryError)) or fault.errno == errno.EROFS:
                raise refuse("disk_refused", folder=self.folder.name) from None
            raise

    @contextmanager
    def _disk(self) -> Iterator[None]:
        """Refuses before writing when three times the current file does not fit; says so if the disk fills."""
        current = self.current()
        needed = 3 * self.file(current).stat().st_size if current and self.file(current).exists() else 10_000_000
        free = shutil.disk_usage(self.folder).free
        shown = {"needed": needed // 1_000_000 + 1, "free": free // 1_000_000}
        if free < needed:
            raise refuse("disk_full", **shown)
        try:
            yield
        except (OSError, duckdb.Error) as fault:  # a full disk at the commit is a TransactionException
            if getattr(fault, "errno", None) in FULL or "No space left" in str(fault):
                raise refuse("disk_full", **shown) from None
            raise


def _read(note: Path) -> str:
    """The note of whoever writes; «» when it is not there, or is being written."""
    with suppress(OSError):
        return note.read_text(encoding="utf-8", errors="replace")
    return ""


def _verify(path: Path) -> None:
    """Opens what was written as a reader would; and writes the free blocks that DuckDB left out at the end, so that a short file
    always means a damaged one."""
    with duckdb.connect(str(path), read_only=True, config=SAFE) as connection:
        connection.execute("select count(*) from load_log").fetchall()
        size = declared_size(connection)
    if path.stat().st_size < size:
        os.truncate(path, size)
