"""Owns the reading of a file that somebody sends in another process, which may die in its place.

The parent never looks into the bytes. They go to the child by a pipe, with no copy on a disk, and the texts come back as
JSON, never as objects. The child may use 1 GB of addresses and 30 s of processor, write no file and leave no core; the
parent waits 30 s of clock. On Windows, which has no `resource`, only the clock holds.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from sig_metrics.definitions import Register
from sig_metrics.arrival import check_size, clean_name
from sig_metrics.problems import Problem, Refused, refuse
from sig_metrics.read import TextTable, read_file

MEMORY_MB = 1_000
SECONDS = 30
ANSWER_MB = 600  # more than any file within the limits may answer
AT_ONCE = threading.BoundedSemaphore(2)  # children of this process
OUT_OF_MEMORY = 12
KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP")  # no secret goes to the child
HERE = Path(__file__).parents[1]


def read_apart(name: str, content: bytes, register: Register, seconds: float = SECONDS, memory_mb: int = MEMORY_MB) -> TextTable:
    """What `read_file` gives, read by a child of its own; raises Refused also when it dies, or asks for too much."""
    check_size(len(content))
    request = pickle.dumps((memory_mb, seconds, clean_name(name), content, register))
    with AT_ONCE:
        answer, code, late = _ask(request, seconds)
    if late or code == -getattr(signal, "SIGXCPU", 0) != 0:
        raise refuse("file_slow", seconds=f"{seconds:g}")
    if code in (OUT_OF_MEMORY, -getattr(signal, "SIGABRT", 6), -getattr(signal, "SIGKILL", 9)):
        raise refuse("file_memory", limit=memory_mb)
    if code != 0 or len(answer) > ANSWER_MB * 1_000_000:
        raise refuse("file_crash")
    return _received(answer, register)


def _ask(request: bytes, seconds: float) -> tuple[bytes, int, bool]:
    """(answer, exit code, whether the time ran out) of a child that is given the request and killed when late."""
    env = {name: os.environ[name] for name in KEPT if name in os.environ} | {"ARROW_DEFAULT_MEMORY_POOL": "system"}
    command = [sys.executable, "-B", "-X", "utf8", "-m", "sig_metrics.sandbox"]
    late = threading.Event()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=HERE, env=env) as child:

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(seconds, stop)
        feeder = threading.Thread(target=_feed, args=(child.stdin, request), daemon=True)
        clock.start()
        feeder.start()
        try:
            answer = child.stdout.read(ANSWER_MB * 1_000_000 + 1)
            if len(answer) > ANSWER_MB * 1_000_000:
                child.kill()
            code = child.wait()
        finally:
            clock.cancel()
            if child.poll() is None:
                child.kill()
            feeder.join()
    return answer, code, late.is_set()


def _feed(pipe: IO[bytes], request: bytes) -> None:
    try:
        pipe.write(request)
        pipe.close()
    except OSError:  # the child died first: its exit code tells
        pass


def _received(answer: bytes, register: Register) -> TextTable:
    """The table in an answer; raises its refusal, or `file_crash` for an answer that is none."""
    try:
        lines = answer.split(b"\n")
        head = json.loads(lines[0])
        problems = [Problem(**each) for each in head.pop("problems")]
        if head.pop("refused"):
            raise Refused(problems)
        columns = {column.name: json.loads(line) for column, line in zip(register.columns, lines[1:], strict=True)}
        if any(len(texts) != len(head["rows"]) for texts in columns.values()):
            raise ValueError
        return TextTable(register, columns=columns, warnings=problems, **head)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refuse("file_crash") from None


def _limit(memory_mb: int, seconds: float) -> None:
    """Ties this process down, where the system can."""
    try:
        import resource
    except ImportError:
        return
    whole = int(seconds) + 1
    for kind, limit in (("RLIMIT_AS", memory_mb * 1_000_000), ("RLIMIT_CPU", whole), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        resource.setrlimit(getattr(resource, kind), (limit, limit + (kind == "RLIMIT_CPU")))


def _child() -> int:
    """Reads the request of the parent and writes the answer: a line of JSON for the table, and one for each column."""
    _limit(MEMORY_MB, SECONDS)
    try:
        memory_mb, seconds, name, content, register = pickle.loads(sys.stdin.buffer.read())
        _limit(memory_mb, seconds)
        _answer(read_file(name, content, register), sys.stdout.buffer)
    except Refused as refusal:
        sys.stdout.buffer.write(_line(refused=True, problems=refusal.problems))
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _answer(table: TextTable, out: IO[bytes]) -> None:
    out.write(_line(refused=False, problems=table.warnings, sheet=table.sheet, rows=table.rows, places=table.places, above=table.above,
                    header=table.header))  # fmt: skip
    for column in table.register.columns:
        out.write(b"\n" + json.dumps(table.columns.pop(column.name)).encode())


def _line(problems: list[Problem], **rest: object) -> bytes:
    return json.dumps({**rest, "problems": [problem.as_dict() for problem in problems]}).encode()


def _end() -> None:
    """Answers and leaves without an orderly exit: one process in five dies there, of threads that Arrow leaves behind."""
    code = 1
    try:
        code = _child()
        sys.stdout.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    _end()
