"""Owns when a file that somebody leaves in a folder is whole: nobody has written in it for a while, and nobody is about
to.

No system says that a writer has finished; what can be told is that size and time stand still, for longer than a writer
pauses, and whether some program still has the file open to write. Refuses nothing: it only says «not yet».
"""

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SETTLE = 60.0  # seconds without a change: a writer that paused 13 was once taken for finished
OPEN = 10  # times as long for a file that some program has open to write, and may be showing to somebody

State = tuple[int, int, int]  # size, time of the last change, place on the disk


@dataclass
class Watched:
    """What is known of a file that is waiting: its state, and since when it has not changed (this process's own
    clock)."""

    state: State
    since: float
    looks: int = 1


def state_of(path: Path) -> State | None:
    """The state of a file now; None when it is gone."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def seen_again(before: Watched | None, now: State) -> Watched:
    """What is known after one more look."""
    if before is None or before.state != now:
        return Watched(now, time.monotonic())
    return Watched(now, before.since, before.looks + 1)


def quiet(path: Path, watched: Watched, settle: float) -> bool:
    """Whether a file has stood still for `settle` seconds, over two looks at least.

    The time of its last change counts too, so that what was there before is not waited for; one in the future (the
    clock of another machine) says nothing."""
    if watched.looks < 2:
        return False
    changed = time.time() - watched.state[1] / 1e9
    still = max(time.monotonic() - watched.since, changed)
    return still >= settle and (still >= settle * OPEN or not open_to_write(path))


def open_to_write(path: Path) -> bool:
    """Whether some program has a file open to write, where the system tells; False where it does not."""
    if os.name == "nt":
        try:
            os.rename(path, path)
        except OSError:
            return True
        return False
    try:
        import fcntl

        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except (ImportError, OSError, ValueError):
        return False
    try:
        return _leased(fcntl, handle)
    finally:
        os.close(handle)


def _leased(fcntl, handle: int) -> bool:
    """Linux gives a lease for reading only on a file that nobody has open to write (fcntl(2), F_SETLEASE)."""
    if not hasattr(fcntl, "F_SETLEASE") or not hasattr(fcntl, "F_SETSIG"):
        return False
    try:
        # if it is broken at this instant: a signal that nobody hears
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:  # not our file, or a disk of the net without leases
        return False
    with suppress(OSError):
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
