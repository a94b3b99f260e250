"""Owns the inbox: a folder whose files are loaded as they arrive, and set apart with a report beside each.

Accepted files go to `cargados`, refused ones to `rechazados`. The same bytes are loaded once: after a crash between the
load and the move, the file is only moved. What is not the file's fault (somebody else is loading, the disk) leaves it where
it is, for the next look.
"""

import hashlib
import os
import re
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from sig_metrics import words
from sig_metrics.arrival import read_regular
from sig_metrics.definitions import Catalog, nearest
from sig_metrics.incoming import Incoming, LoadReport, refused
from sig_metrics.ledger import history
from sig_metrics.problems import Problem, Refused, refuse
from sig_metrics.publish import load_file
from sig_metrics.references import prepare_in
from sig_metrics.store import LocalStore, StoreError

ACCEPTED, REJECTED = "cargados", "rechazados"
LATER = {"busy", "disk_full", "disk_refused", "store_broken", "store_behind"}  # faults of the store, not of the file
UNFINISHED = {".tmp", ".part", ".partial", ".crdownload", ".download"}


@dataclass
class Inbox:
    """A folder being watched; `seen` is the size and time of every file at the last look."""

    store: LocalStore
    catalog: Catalog
    folder: Path
    who: str
    say: Callable[[str], None] = print
    on_step: Callable[[str], None] = lambda step: None  # tests stop it here
    seen: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def look(self) -> tuple[int, int]:
        """(files dealt with, files left for later): loads every file that has not changed since the last look."""
        now = {path: (found.st_size, found.st_mtime_ns) for path in _files(self.folder) if (found := _stat(path))}
        ready = [path for path in sorted(now, key=lambda path: (now[path][1], path.name)) if self.seen.get(path) == now[path]]
        self.seen = now
        done = sum(self._deal(path) for path in ready)
        return done, len(now) - done

    def _deal(self, path: Path) -> bool:
        """Loads one file and sets it apart; False when it has to wait."""
        try:
            report, register = self._load(path)
        except OSError:
            return False  # taken away, or still open in another program
        if {problem.code for problem in report.problems} & LATER:
            self.say(words.say("watch_later", file=path.name, message=report.problems[0].message))
            return False
        self.on_step("loaded")
        try:
            self._set_apart(path, report, register)
        except OSError:
            self.say(words.say("watch_stuck", file=path.name))
            return False
        self.say(f"{path.name}: {report.message}")
        return True

    def _load(self, path: Path) -> tuple[LoadReport, str]:
        """(what the load did, title of the register)."""
        name = register_of(path.relative_to(self.folder), self.catalog)
        if name is None:
            hint = nearest(re.split(r"[_\-. ]", path.stem.lower())[0], self.catalog.registers)
            return _stopped(Problem("watch_register", words.say("watch_register", file=path.name, hint=hint))), "?"
        title = self.catalog.register(name).title
        try:
            content = read_regular(path)
            if said := self._known(name, hashlib.sha256(content).hexdigest()):
                return LoadReport(message=said), title
            prepared = prepare_in(self.store, self.catalog, Incoming(name, path.name, content))
            return load_file(self.store, self.catalog, prepared, self.who), title
        except Refused as refusal:
            return refused(refusal), title
        except StoreError as fault:
            return _stopped(Problem("store_broken", str(fault))), title
        except Exception as fault:  # one file that breaks the program must not stop those behind it
            self.say(f"{path.name}: {type(fault).__name__}")
            return _stopped(Problem("watch_fault", words.say("watch_fault"))), title

    def _known(self, register: str, sha256: str) -> str:
        """What is said of a file that was loaded before, even if another replaced it since; «» when it is new."""
        try:
            with closing(self.store.open()) as snapshot:
                lines = history(snapshot, self.catalog)
        except StoreError:
            return ""
        found = next((line for line in lines if line["sha256"] == sha256 and line["register"] == register and not line["annulled_at"]), None)
        return words.say("watch_known", load=found["load"], when=words.moment(found["loaded_at"]), who=found["who"]) if found else ""

    def _set_apart(self, path: Path, report: LoadReport, register: str) -> None:
        place = self.folder / (REJECTED if report.problems else ACCEPTED)
        place.mkdir(exist_ok=True)
        target = _free(place / path.name)
        text = "\n".join(_text(path, report, register, self.who))
        target.with_name(f"{target.name}.informe.txt").write_text(f"{text}\n", encoding="utf-8")
        self.on_step("told")
        os.replace(path, target)


def watch(store: LocalStore, catalog: Catalog, folder: Path, who: str, once: bool = False, every: float = 5.0,
          say: Callable[[str], None] = print) -> int:  # fmt: skip
    """Looks at the folder every `every` seconds until interrupted; `once`: until nothing is left to settle. Exit code.

    Raises Refused when the folder does not exist or another process already watches it.
    """
    if not folder.is_dir():
        raise refuse("watch_folder", folder=folder)
    inbox = Inbox(store, catalog, folder, who, say)
    try:
        with FileLock(folder / ".vigilado", timeout=0):
            inbox.look()
            while True:
                time.sleep(min(every, 1.0) if once else every)
                done, waiting = inbox.look()
                if once and not done:
                    return 1 if waiting else 0
    except Timeout:
        raise refuse("watch_twice", folder=folder.name) from None
    except KeyboardInterrupt:
        return 0


def register_of(path: Path, catalog: Catalog) -> str | None:
    """The register that a path inside the inbox names: its sub-folder, or how the name of the file begins."""
    if len(path.parts) > 1:
        return path.parts[0].lower() if path.parts[0].lower() in catalog.registers else None
    stem = path.stem.lower()
    return max((name for name in catalog.registers if re.match(rf"{name}(?:_|\W|$)", stem)), key=len, default=None)


def _files(folder: Path) -> list[Path]:
    """The files to load: in the folder and in its sub-folders, but those set apart, hidden ones and unfinished downloads."""
    places = [folder, *(p for p in folder.iterdir() if p.is_dir() and not p.is_symlink() and p.name not in (ACCEPTED, REJECTED) and p.name[0] != ".")]
    return [path for place in places for path in place.iterdir()
            if path.is_file() and not path.is_symlink() and not path.name.startswith((".", "~$")) and path.suffix.lower() not in UNFINISHED]  # fmt: skip


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _free(path: Path) -> Path:
    """`path`, or «name (2).xlsx» when something is already there."""
    found, n = path, 1
    while found.exists():
        n += 1
        found = path.with_name(f"{path.stem} ({n}){path.suffix}")
    return found


def _stopped(problem: Problem) -> LoadReport:
    return LoadReport(problems=[problem], message=words.say("refused", problems=words.count(1, words.say("problem_one"), "")))


def _text(path: Path, report: LoadReport, register: str, who: str) -> list[str]:
    """The report as lines: what was loaded, or every problem with its place and remedy."""
    now = words.moment(datetime.now(timezone.utc).replace(tzinfo=None))
    lines = [f"Archivo: {path.name}", f"Registro: {register}", f"Revisado: {now}, por {who}", "", report.message]
    for title, found in (("Problemas", report.problems), ("Advertencias", report.warnings)):
        if found:
            lines += ["", f"{title} ({words.number(len(found))}):", *(f"  {problem}" for problem in found)]
    return lines
