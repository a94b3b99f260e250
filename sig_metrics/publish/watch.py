"""Owns the inbox: a folder made for it, whose files are loaded as they arrive, and set apart with a report beside each.

Accepted files go to `cargados`, refused ones to `rechazados`; one of a reserved register goes nowhere: it is deleted
once it was judged, and its name is written nowhere. The same bytes are loaded once: after a crash between the load
and the move, the file is only moved. What is not the file's fault (somebody else is loading, the disk) leaves it
where it is, for the next look; and so does a file that changed while it was read, or after it. No file stops those
behind it. Refuses any folder without the mark."""

import os
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from sig_metrics.catalog.model import Catalog
from sig_metrics.intake.files.source import clean_name, read_regular
from sig_metrics.intake.kept import keeps_original, neutral_name
from sig_metrics.intake.personal.signed import signed
from sig_metrics.intake.prepare import Incoming, LoadReport, refused
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.publish.dropped import (
    ACCEPTED,
    LOCK,
    REJECTED,
    apart_name,
    hint_of,
    is_inbox,
    lying,
    register_of,
    said_of,
)
from sig_metrics.publish.history import history
from sig_metrics.publish.load import load_file
from sig_metrics.publish.quiet import SETTLE, State, Watched, quiet, seen_again, state_of
from sig_metrics.publish.references import prepare_in
from sig_metrics.publish.set_apart import Dealt, free, hash_of, report_of, said_in_report, stopped
from sig_metrics.store import LocalStore, StoreError

__all__ = ["SETTLE", "Inbox", "register_of", "watch"]
# faults of the store or the moment
LATER = {"busy", "disk_full", "disk_refused", "store_broken", "store_busy", "store_behind", "file_held"}
KEPT_AN_EYE = 3600.0  # seconds in which a file set apart is looked at: its writer may still be at it


@dataclass
class Inbox:
    """A folder being watched. `settle`: seconds a file must have stood still, over two looks at least."""

    store: LocalStore
    catalog: Catalog
    folder: Path
    who: str
    say: Callable[[str], None] = print
    on_step: Callable[[str], None] = lambda step: None  # tests stop it here
    settle: float = 0.0
    settling: int = 0  # files that are still arriving, as of the last look
    refusals: int = 0  # files set apart as refused since it began
    seen: dict[Path, Watched] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)  # (name, sentence) said once
    done: dict[Path, Dealt] = field(default_factory=dict)  # judged, and could not be moved
    grew: dict[Path, str] = field(default_factory=dict)  # loaded by half: what the next report says of it
    # set apart: where it was, hash, state, when
    apart: dict[Path, tuple[Path, str, State | None, float]] = field(default_factory=dict)

    def look(self) -> tuple[int, int]:
        """(files dealt with, files left for later): loads every file that has stood still since the last look."""
        self._bring_back()
        files, left = lying(self.folder, self.catalog)
        for path, code in left:
            self._once(path.name, said_of(path, self.folder, code))
        known, self.seen = self.seen, {}
        for path in files:
            if (now := state_of(path)) and not self._no_register(path):
                self.seen[path] = seen_again(known.get(path), now)
        self.done = {path: dealt for path, dealt in self.done.items() if path in self.seen}
        order = sorted(self.seen, key=lambda path: (self.seen[path].state[1], path.name))
        ready = [path for path in order if quiet(path, self.seen[path], self.settle)]
        self.settling = len(order) - len(ready)
        done = sum(self._deal(path) for path in ready)
        return done, len(order) - done

    def _once(self, name: str, said: str) -> None:
        if (name, said) not in self.told:
            self.told.add((name, said))
            self.say(said)

    def _no_register(self, path: Path) -> bool:
        """Whether a file names no register: it is left where it is, and told once."""
        inside = path.relative_to(self.folder)
        if register_of(inside, self.catalog):
            return False
        shown = clean_name(path.name)
        said = words.say("watch_register", file=shown, hint=hint_of(inside, self.catalog))
        self._once(path.name, f"{shown}: {words.say('watch_not_taken')} {said} {words.say('watch_stays')}")
        return True

    def _shown(self, path: Path) -> str:
        """The name of a file as it may be told: one for a reserved register goes by that of the register."""
        name = register_of(path.relative_to(self.folder), self.catalog)
        return neutral_name(self.catalog.register(name), clean_name(path.name)) if name else clean_name(path.name)

    def _reserved(self, path: Path) -> bool:
        return not keeps_original(self.catalog, register_of(path.relative_to(self.folder), self.catalog) or "")

    def _deal(self, path: Path) -> bool:
        """Loads one file and sets it apart; False when it has to wait. Whatever its name and its fault, it raises
        nothing."""
        shown, dealt = self._shown(path), self.done.get(path)
        if dealt is None or dealt.state != self.seen[path].state:
            dealt = self._judged(path)
            if dealt is None:
                return False
            self.on_step("loaded")
            if dealt.sha256 and hash_of(path) != dealt.sha256:
                return self._still_growing(path, dealt)
        try:
            self._set_apart(path, dealt)
        except (OSError, ValueError):
            self.done[path] = dealt
            self._once(path.name, words.say("watch_stuck", file=shown))
            return False
        self.done.pop(path, None)
        self.refusals += bool(dealt.report.problems)
        self.say(f"{shown}: {dealt.report.message}")
        return True

    def _judged(self, path: Path) -> Dealt | None:
        """What the load of a file did; None when it has to wait."""
        state, shown = self.seen[path].state, self._shown(path)
        try:
            dealt = self._load(path, state)
        except (OSError, ValueError):
            return None  # taken away
        if dealt is None:
            self._once(path.name, words.say("watch_growing", file=shown))
            return None
        if {problem.code for problem in dealt.report.problems} & LATER:
            self._once(path.name, words.say("watch_later", file=shown, message=dealt.report.problems[0].message))
            return None
        dealt.state = state
        return dealt

    def _load(self, path: Path, state: State) -> Dealt | None:
        """The report of a load; None when the file changed before anything of it was written."""
        name = register_of(path.relative_to(self.folder), self.catalog)
        title, sha256 = self.catalog.register(name).title, ""
        try:
            incoming = Incoming(name, self._shown(path), read_regular(path))
            sha256 = incoming.sha256
            if len(incoming.content) != state[0] or state_of(path) != state:
                return None
            if said := self._known(name, sha256):
                return Dealt(LoadReport(message=said), title, sha256)
            prepared = prepare_in(self.store, self.catalog, incoming)
            if state_of(path) != state:
                return None
            return Dealt(load_file(self.store, self.catalog, prepared, self.who), title, sha256)
        except Refused as refusal:
            return Dealt(refused(refusal), title, sha256)
        except StoreError as fault:
            return Dealt(stopped(Problem("store_broken", str(fault))), title)
        except Exception as fault:  # one file that breaks the program must not stop those behind it
            self.say(f"{self._shown(path)}: {type(fault).__name__}")
            return Dealt(stopped(Problem("watch_fault", words.say("watch_fault"))), title, sha256)

    def _known(self, register: str, sha256: str) -> str:
        """What is said of a file that was loaded before, even if another replaced it since; «» when it is new."""
        try:
            with closing(self.store.open()) as snapshot:
                lines = history(snapshot, self.catalog)
        except StoreError:
            return ""
        found = next(
            (
                line
                for line in lines
                if line["sha256"] == sha256 and line["register"] == register and not line["annulled_at"]
            ),
            None,
        )
        return (
            words.say("watch_known", load=found["load"], when=words.moment(found["loaded_at"]), who=found["who"])
            if found
            else ""
        )

    def _still_growing(self, path: Path, dealt: Dealt) -> bool:
        """A file that is not any more what was judged: it stays, and is loaded whole when it stands still."""
        if dealt.report.loaded:
            self.grew[path] = words.say("watch_grew_before", load=dealt.report.load)
            self.say(f"{self._shown(path)}: {dealt.report.message} {words.say('watch_grew')}")
        else:
            self._once(path.name, words.say("watch_growing", file=self._shown(path)))
        return False

    def _set_apart(self, path: Path, dealt: Dealt) -> None:
        """Moves a judged file, or deletes one that may be kept nowhere, with its report; raises OSError, having
        moved nothing."""
        place, reserved = self.folder / (REJECTED if dealt.report.problems else ACCEPTED), self._reserved(path)
        place.mkdir(mode=0o700, exist_ok=True)
        home = self.folder.resolve()
        if place.resolve().parent != home or not path.parent.resolve().is_relative_to(home):
            raise OSError("a link leads out of the inbox")
        target = free(place / apart_name(self._shown(path)), taken=report_of if reserved else lambda free: free)
        where = Path(self._shown(path)) if reserved else path.relative_to(self.folder)
        lines = said_in_report(self.folder, where, dealt, self.who)
        lines += ["", self.grew[path]] if path in self.grew else []
        lines += ["", words.say("watch_reserved")] if reserved else []
        report_of(target).write_text("\n".join([*lines, ""]), encoding="utf-8", errors="replace")
        self.on_step("told")
        if reserved:
            path.unlink()
        else:
            os.replace(path, target)
        self.grew.pop(path, None)
        if dealt.sha256 and not reserved:
            self.apart[target] = (path, dealt.sha256, dealt.state, time.monotonic())

    def _bring_back(self) -> None:
        """A writer that had the file open goes on writing where it was set apart: the longer file comes back, to be
        loaded whole."""
        for target, (path, sha256, state, when) in list(self.apart.items()):
            now = state_of(target)
            if now is None or time.monotonic() - when > KEPT_AN_EYE:
                del self.apart[target]
            elif now != state and hash_of(target) != sha256:
                with suppress(OSError):
                    back = free(path)
                    os.replace(target, back)
                    del self.apart[target]
                    self.grew[back] = words.say("watch_grew")
                    self.say(f"{clean_name(path.name)}: {words.say('watch_grew')}")
                    with report_of(target).open("a", encoding="utf-8") as report:
                        report.write(f"\n{words.say('watch_grew')}\n")


def watch(
    store: LocalStore,
    catalog: Catalog,
    folder: Path,
    who: str,
    once: bool = False,
    every: float = 5.0,
    say: Callable[[str], None] = print,
    settle: float = SETTLE,
) -> int:
    """Looks at the folder every `every` seconds until interrupted; `once`: until nothing is left to settle. Exit code.

    The code is 1 when something was refused, or has to wait. Raises Refused when the folder does not exist, was not
    made to be an inbox, is the store's own, or another process already watches it."""
    shown = _inbox_of(store, folder)
    inbox = Inbox(store, catalog, folder, signed(who), say, settle=settle)
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise refuse("watch_twice", folder=shown) from None
    except OSError:
        raise refuse("disk_refused", folder=shown) from None
    try:
        inbox.look()
        while True:
            time.sleep(min(every, 1.0) if once else every)
            done, waiting = inbox.look()
            if once and not done and not inbox.settling:
                return 1 if waiting or inbox.refusals else 0
    except KeyboardInterrupt:
        return 1 if inbox.refusals else 0
    finally:
        lock.release()


def _inbox_of(store: LocalStore, folder: Path) -> str:
    """The folder as it is shown. Raises Refused unless it exists, was made to be an inbox and is not the store's own."""
    shown = clean_name(str(folder.absolute()))
    if not folder.is_dir():
        raise refuse("watch_folder", folder=shown)
    if folder.resolve().is_relative_to(store.folder.resolve()):
        raise refuse("watch_store", folder=shown)
    if not is_inbox(folder):
        raise refuse("watch_no_inbox", folder=shown)
    return shown
