"""Owns the note of a publication under way, by which one that died is told: who began what, when, and the version it
was to be.

The note goes when the publication ends, well or refused; what a process that was killed left stays until another is
published."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from sig_metrics.store.disk import write_whole

NOTE = ".en-curso"


@dataclass(frozen=True)
class Unfinished:
    """A publication that did not end: `what` («load», «annul», «rebuild», «refresh»), by whom, since when (UTC), and
    its number."""

    what: str
    who: str
    at: datetime
    number: int


@contextmanager
def under_way(folder: Path, what: str, who: str, number: int) -> Iterator[Callable[[], None]]:
    """Keeps the note while a publication runs; gives what to call once it is published. Under the lock of the store."""
    path, published = folder / NOTE, []
    before = _bytes(path)
    now = datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0)
    note = json.dumps({"what": what, "who": who, "at": now.isoformat(), "number": number}, ensure_ascii=False)
    write_whole(path, note.encode("utf-8", "replace"))
    try:
        yield lambda: published.append(True)
    finally:
        if before is None or published:
            path.unlink(missing_ok=True)
        else:  # nothing was published: the one that died before is still to be told
            with suppress(OSError):
                write_whole(path, before)


def unfinished(folder: Path, current: int | None) -> Unfinished | None:
    """The publication that the note tells of, unless it was published after all."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads((folder / NOTE).read_bytes())
        number = int(found["number"])
        if current is None or current < number:
            return Unfinished(str(found["what"]), str(found["who"]), datetime.fromisoformat(found["at"]), number)
    return None


def _bytes(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None
