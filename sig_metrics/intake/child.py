"""Owns the other process in which a file that somebody sends is read, and which may die in the place of this one.

The parent never looks into the bytes. They go to the child by a pipe, with no copy on a disk, and the answer comes
back as JSON (and, from `apart`, as Arrow), never as objects. The child may use the memory and the seconds of its
`Limits`, write no byte to a file and leave no core; it has a process group of its own, which is killed whole, and
`alone.py` takes from it what else the system lets be taken. The parent waits the same seconds, whatever the child
does, and gives its place back. On Windows, which has no `resource`, only the clock holds."""

import gc
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from sig_metrics.catalog.model import Register
from sig_metrics.intake.alone import alone
from sig_metrics.intake.files.grid import LARGE, ORDINARY, Limits
from sig_metrics.intake.files.source import check_size, clean_name
from sig_metrics.intake.table.read import TextTable, read_file
from sig_metrics.language.problems import Problem, Refused, refuse

# name, content, what is asked of it, limits, where it answers
Answer = Callable[[str, bytes, object, Limits, IO[bytes]], None]
AT_ONCE = threading.BoundedSemaphore(2)  # children of this process
OUT_OF_MEMORY = 12
# no secret goes to the child
KEPT = (
    "SIG_DEFINITIONS",
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "LD_LIBRARY_PATH",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "TEMP",
    "TMP",
    "TZ",
)
HERE = Path(__file__).parents[2]


def read_apart(name: str, content: bytes, register: Register, limits: Limits = ORDINARY) -> TextTable:
    """What `read_file` gives, read by a child of its own; raises Refused also when it dies, or asks for too much."""
    answer = ask("sig_metrics.intake.child", clean_name(name), content, register, limits)
    try:
        return _received(answer, register)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refuse("file_crash") from None


def ask(module: str, name: str, content: bytes, about: object, limits: Limits) -> bytes:
    """The answer of a child that runs `module`; raises Refused when there is none, or when the size is beyond the
    limits.

    The child is given (limits, name, about) and then the bytes, which are never copied.
    """
    check_size(len(content), limits)
    with AT_ONCE:
        answer, code, late = _ask(module, [pickle.dumps((limits, name, about)), content], limits)
    if late or code == -getattr(signal, "SIGXCPU", 0) != 0:
        raise refuse("file_slow", seconds=f"{limits.seconds:g}", larger=limits.larger)
    if code in (OUT_OF_MEMORY, -getattr(signal, "SIGABRT", 6), -getattr(signal, "SIGKILL", 9)):
        raise refuse("file_memory", limit=limits.memory_mb, larger=limits.larger)
    if code != 0 or len(answer) > limits.answer_mb * 1_000_000:
        raise refuse("file_crash")
    return answer


def _ask(module: str, request: list[bytes], limits: Limits) -> tuple[bytes, int, bool]:
    """(answer, exit code, whether the time ran out) of a child that is given the request and killed when late."""
    env = {name: os.environ[name] for name in KEPT if name in os.environ} | {"ARROW_DEFAULT_MEMORY_POOL": "system"}
    command = [sys.executable, "-B", "-X", "utf8", "-m", module]
    most = limits.answer_mb * 1_000_000
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=HERE,
        env=env,
        start_new_session=True,
    )
    said: list[bytes] = []
    feeder = threading.Thread(target=_feed, args=(child.stdin, request), daemon=True)
    hearer = threading.Thread(target=lambda: said.append(child.stdout.read(most + 1)), daemon=True)
    feeder.start()
    hearer.start()
    hearer.join(limits.seconds)
    late = hearer.is_alive()
    if late or len(said[0]) > most:
        _kill(child)
    code = child.wait()
    _kill(child)  # and whoever it left behind, who may hold the pipe
    hearer.join(1)
    feeder.join(1)
    return (said[0] if said else b""), code, late


def _kill(child: subprocess.Popen) -> None:
    """The child and all that it started; a group that is gone is no fault."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL) if hasattr(os, "killpg") else child.kill()


def _feed(pipe: IO[bytes], request: list[bytes]) -> None:
    with suppress(OSError):  # the child died first: its exit code tells
        try:
            for part in request:
                pipe.write(part)
        finally:
            pipe.close()  # whatever was not sent goes here, and not when the process is waited for


def _received(answer: bytes, register: Register) -> TextTable:
    """The table in an answer; raises its refusal, or a fault of Python for an answer that is none."""
    head, problems, rest = opened(answer)
    columns = {
        column.name: json.loads(line)
        for column, line in zip(register.columns, rest.tobytes().split(b"\n")[:-1], strict=True)
    }
    if any(len(texts) != len(head["rows"]) for texts in columns.values()):
        raise ValueError
    head |= {
        "came": tuple(head["came"]),
        "kinds": {name: bytes.fromhex(kinds) for name, kinds in head["kinds"].items()},
    }
    return TextTable(register, columns=columns, warnings=problems, **head)


def opened(answer: bytes) -> tuple[dict, list[Problem], memoryview]:
    """(head, problems, bytes that follow) of an answer; raises Refused when that is what it says, ValueError when it
    says nothing."""
    at = answer.index(b"\n") + 1
    head, problems = json.loads(answer[:at]), []
    for _ in range(head.pop("problems")):  # one at a time: other threads run in between
        end = answer.index(b"\n", at) + 1
        problems.append(Problem(**json.loads(answer[at:end])))
        at = end
    if head.pop("refused"):
        raise Refused(problems, head["headings"])
    return head, problems, memoryview(answer)[at:]


def _limit(limits: Limits) -> None:
    """Ties this process down, where the system can."""
    try:
        import resource
    except ImportError:
        return
    whole = int(limits.seconds) + 1
    for kind, limit in (
        ("RLIMIT_AS", limits.memory_mb * 1_000_000),
        ("RLIMIT_CPU", whole),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
    ):
        resource.setrlimit(getattr(resource, kind), (limit, limit + (kind == "RLIMIT_CPU")))


class WithoutPandas:
    """Says that pandas is not there: PyArrow imports it with its first column, which takes longer than most files."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def serve(answer: Answer) -> int:
    """The child: reads the request of the parent, and has `answer` write what it finds. Returns the exit code."""
    gc.disable()  # it makes no cycles, and lives for one file
    sys.meta_path.insert(0, WithoutPandas)
    _limit(LARGE)
    alone()
    out = sys.stdout.buffer
    try:
        limits, name, about = pickle.load(sys.stdin.buffer)
        _limit(limits)
        answer(name, sys.stdin.buffer.read(), about, limits, out)
    except Refused as refusal:
        say(out, refusal.problems, refused=True, headings=refusal.headings)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def say(out: IO[bytes], problems: list[Problem], refused: bool = False, **head: object) -> None:
    """Writes the head of an answer, a line, and a line for each problem; in a multiple of 8 bytes, as Arrow wants
    what follows."""
    lines = [
        _line({**head, "refused": refused, "problems": len(problems)}),
        *(_line(problem.as_dict()) for problem in problems),
    ]
    out.write(b" " * (-sum(map(len, lines)) % 8))
    out.writelines(lines)


def _line(document: object) -> bytes:
    return json.dumps(document).encode() + b"\n"


def _answer(name: str, content: bytes, register: Register, limits: Limits, out: IO[bytes]) -> None:
    """A table of texts: the head, the warnings and a line for each column."""
    table = read_file(name, content, register, limits)
    say(
        out,
        table.warnings,
        sheet=table.sheet,
        rows=table.rows,
        places=table.places,
        above=table.above,
        header=table.header,
        came=table.came,
        joined=table.joined,
        typed=table.typed,
        kinds={name: kinds.hex() for name, kinds in table.kinds.items()},
    )
    for column in table.register.columns:
        out.write(_line(table.columns.pop(column.name)))


def end(answer: Answer) -> None:
    """Serves and leaves without an orderly exit: one process in five dies there, of threads that Arrow leaves
    behind."""
    code = 1
    try:
        code = serve(answer)
        sys.stdout.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    end(_answer)
