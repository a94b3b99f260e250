"""Proves that a file that somebody sends is read by a child that may die, with the same result and a message when it
does.

The bad files are made by change of good ones, from a seed; SIG_HEAVY=1 makes a thousand.
"""

import io
import os
import platform
import random
import re
import subprocess
import sys
import textwrap
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from test_read import HEAD, OTHER, ROW, TOY, book, repacked, text

from conftest import DEMO, ROOT, codes, contents
from sig_metrics.cli.commands import main
from sig_metrics.intake import child as sandbox
from sig_metrics.intake.child import read_apart
from sig_metrics.intake.files.grid import ORDINARY
from sig_metrics.intake.table.read import read_file
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, load_file, prepare
from support.bad_files import as_parquet

HEAVY = os.environ.get("SIG_HEAVY") == "1"
SHEET = "xl/worksheets/sheet1.xml"
SPARSE = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


@pytest.fixture(scope="module")
def register(catalog):
    return catalog.register("deliverable")


def refused(content: bytes, name: str = "x.xlsx", register=TOY, **limits) -> list:
    with pytest.raises(Refused) as caught:
        read_apart(name, content, register, replace(ORDINARY, **limits))
    for problem in caught.value.problems:
        assert problem.message.endswith((".", "?")) and not re.search(
            r"Traceback|Error\b|Exception|/tmp|\.py", problem.message
        )
    return codes(caught.value.problems)


def test_apart_it_reads_the_same(register):
    lines = [["Informe"], HEAD, ROW, [*OTHER[:-1], "RevisiÃ³n \u200b😀 «x»"], ["Total", *[""] * 11]]
    for name, content in (("x.xlsx", book(lines)), ("a/b\u202e.csv", text(lines).encode())):
        table = read_apart(name, content, register)
        assert table == read_file(name, content, register)
        assert table.warnings and table.header == 2 and table.rows == [3, 4]


def test_a_parquet_is_read_apart_every_time():
    """Arrow leaves threads behind: in an orderly exit one child in five aborted, and its good file was refused."""
    content = as_parquet([["Código", "Fecha", "Monto"], ["1", "02/01/2021", "5"]])
    for _ in range(200 if HEAVY else 12):
        assert read_apart("x.parquet", content, TOY) == read_file("x.parquet", content, TOY)


def test_the_child_leaves_without_an_orderly_exit():
    """What Arrow's threads do in one is a matter of luck: here an orderly exit has a code of its own."""
    code = "import atexit, os; atexit.register(os._exit, 77); from sig_metrics.intake import child as sandbox; sandbox.end(sandbox._answer)"
    assert subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, cwd=ROOT).returncode == 1


def test_apart_it_refuses_the_same(register):
    for name, content in (
        ("x.csv", b""),
        ("x.xlsx", b"PK\x03\x04"),
        ("x.csv", text([HEAD, [*ROW, "sobra"], ROW[:3]]).encode()),
        ("x.csv", b"\0" * 9),
    ):
        with pytest.raises(Refused) as here:
            read_file(name, content, register)
        with pytest.raises(Refused) as apart:
            read_apart(name, content, register)
        assert apart.value.problems == here.value.problems


def test_the_parent_never_looks_into_the_bytes(monkeypatch):
    for name in (
        "child.read_file",
        "table.read.read_workbook",
        "table.read.read_text",
        "table.read.read_parquet",
        "table.read.kind_of",
    ):
        monkeypatch.setattr(f"sig_metrics.intake.{name}", lambda *_: pytest.fail("the parent read it"))
    assert read_apart("x.csv", b"codigo,monto\n1,2\n", TOY).columns["amount"] == ["2"]


def test_a_sparse_sheet_is_refused_at_once_and_the_parent_lives():
    content = repacked(
        book([["Código", "Monto"], ["1", 2]]), SHEET, lambda xml: xml.replace(b"</sheetData>", SPARSE.encode())
    )
    began, parent = time.perf_counter(), os.getpid()
    assert refused(content) == ["file_span"]
    # 2 s on a machine that does nothing else
    assert time.perf_counter() - began < (2 if HEAVY else 6) and os.getpid() == parent


def child(monkeypatch, body: str) -> None:
    """The child does `body` instead of reading: what a reader that goes astray would do."""
    code = (
        "from sig_metrics.intake import child as sandbox\nfrom sig_metrics.intake.table import read\nimport os, sys, time, signal\n"
        + "def astray(name, content, register, limits):\n"
    )
    code += (
        textwrap.indent(textwrap.dedent(body), "    ") + "\nsandbox.read_file = astray\nsandbox.end(sandbox._answer)"
    )
    real = subprocess.Popen

    def other(command, **given):
        assert command[-2:] == ["-m", "sig_metrics.intake.child"]
        return real([*command[:-2], "-c", code], **given)

    monkeypatch.setattr(subprocess, "Popen", other)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("return bytearray(2_000_000_000)", "file_memory"),
        ("os.abort()", "file_memory"),
        ("signal.raise_signal(9)", "file_memory"),
        ("os.kill(os.getpid(), 11)", "file_crash"),
        ("raise RuntimeError('secreto')", "file_crash"),
        ("raise KeyboardInterrupt", "file_crash"),
        ("os.write(1, b'{\"refused\": 1}'); os._exit(0)", "file_crash"),
        ("os.write(1, b'\\x80\\x04cos\\nsystem\\n'); os._exit(0)", "file_crash"),
        ("os._exit(0)", "file_crash"),
        ("time.sleep(60)", "file_slow"),
        ("while True: pass", "file_slow"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="only these systems have the limits")
def test_a_child_that_goes_astray_is_a_message(monkeypatch, body, code):
    child(monkeypatch, body)
    began = time.perf_counter()
    assert refused(b"codigo,monto\n1,2\n", "x.csv", seconds=2 if code == "file_slow" else 30) == [code]
    assert time.perf_counter() - began < 20


def test_a_child_that_does_not_listen_leaves_nothing_to_be_sent():
    ours, theirs = os.pipe()
    os.close(ours)
    pipe = os.fdopen(theirs, "wb")
    sandbox._feed(pipe, [b"x" * 10, b"y" * 100_000])
    assert pipe.closed  # closed later, by whoever waits for the process, it would raise


@pytest.mark.skipif(os.name != "posix", reason="only these systems have the limits")
def test_the_child_may_not_write_nor_see_secrets(monkeypatch, tmp_path):
    monkeypatch.setenv("SIG_SECRET", "clave")
    child(
        monkeypatch,
        f"""
        assert "SIG_SECRET" not in os.environ
        try:
            with open({str(tmp_path / "copia")!r}, "wb", buffering=0) as copy:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                copy.write(content)
        except OSError:
            return read.read_file(name, content, register)
    """,
    )
    assert read_apart("x.csv", b"codigo,monto\n1,2\n", TOY).rows == [2]
    # where the kernel has no filter it is empty
    assert not (tmp_path / "copia").exists() or (tmp_path / "copia").read_bytes() == b""


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"), reason="the filter is of these systems"
)
def test_the_child_is_alone(monkeypatch, tmp_path):
    """No process, no network, no name of the disk is its business, also for the administrator; its threads still
    work."""
    (tmp_path / "ajeno").write_text("x")
    child(
        monkeypatch,
        f"""
        import socket, threading, ctypes
        place = {str(tmp_path)!r}
        tried = [os.fork, socket.socket, socket.socketpair, lambda: os.execv("/bin/true", ["true"]), lambda: os.posix_spawn("/bin/true", ["true"], {{}}),
                 lambda: os.kill(os.getppid(), 0), lambda: os.unlink(place + "/ajeno"), lambda: os.rename(place + "/ajeno", place + "/otro"),
                 lambda: os.mkdir(place + "/nueva"), lambda: open(place + "/nuevo", "w"), lambda: os.open(place + "/ajeno", os.O_RDWR),
                 lambda: os.chmod(place + "/ajeno", 0o777), lambda: os.truncate(place + "/ajeno", 0), lambda: os.symlink("/", place + "/raiz")]
        for n, each in enumerate(tried):
            try:
                each()
            except OSError:
                continue
            os._exit(100 + n)
        done = []
        thread = threading.Thread(target=done.append, args=(1,))
        thread.start(), thread.join()
        assert done
        return read.read_file(name, content, register)
    """,
    )
    assert read_apart("x.csv", b"codigo,monto\n1,2\n", TOY).rows == [2]
    assert [path.name for path in tmp_path.iterdir()] == ["ajeno"] and (tmp_path / "ajeno").read_text() == "x"


@pytest.mark.skipif(os.name != "posix", reason="only these systems have process groups")
def test_who_the_child_leaves_behind_goes_with_it_and_the_place_comes_back(monkeypatch):
    """A grandchild that holds the pipe held the parent, and one of its two places, as long as it lived."""
    monkeypatch.setattr(sandbox, "AT_ONCE", threading.BoundedSemaphore(1))
    real = subprocess.Popen
    held = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); sys.exit(0)"
    monkeypatch.setattr(subprocess, "Popen", lambda command, **given: real([*command[:-2], "-c", held], **given))
    began = time.monotonic()
    assert refused(b"codigo,monto\n1,2\n", "x.csv", seconds=2) == ["file_slow"]
    assert time.monotonic() - began < 20, "neither 60 seconds nor for ever"
    monkeypatch.setattr(subprocess, "Popen", real)
    assert read_apart("x.csv", b"codigo,monto\n1,2\n", TOY).rows == [2], "the only place was given back"


def test_a_file_too_large_for_the_memory_allowed_is_a_message():
    lines = "codigo,monto\n" + "".join(f"{n:0>200},{n}\n" for n in range(60_000))
    assert refused(lines.encode(), "x.csv", memory_mb=60) == ["file_memory"]
    assert len(read_apart("x.csv", lines.encode(), TOY).rows) == 60_000


def test_the_child_starts_light():
    modules = "import sys; import sig_metrics.intake.child; print(*sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", modules], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.split()
    assert not {"duckdb", "pandas", "pyarrow", "numpy", "streamlit", "plotly"} & set(out)


def test_uploads_and_the_command_line_read_apart(monkeypatch, tmp_path, capsys):
    assert "prepare_for(" in (ROOT / "pages/_kit/loading/file.py").read_text(encoding="utf-8")
    seen = []
    monkeypatch.setattr(
        "sig_metrics.publish.references.prepare_apart", lambda *given: seen.append(given[0].name) or prepare(*given[:2])
    )
    file = tmp_path / "a.csv"
    file.write_bytes(text([HEAD[:3], ROW[:3]]).encode())
    assert main(["load", "deliverable", str(file), "--store", str(tmp_path / "store")]) == 1
    assert seen == ["a.csv"] and "Faltan las columnas «N.º en el mes»" in capsys.readouterr().out
    assert not (tmp_path / "store").exists() or contents(tmp_path / "store") == {}


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of these systems")
def test_the_command_line_wants_a_regular_file(tmp_path, capsys):
    (tmp_path / "enlace.csv").symlink_to(DEMO / "deliverable.csv")
    os.mkfifo(tmp_path / "tubo.csv")
    for path in (tmp_path / "enlace.csv", tmp_path / "tubo.csv", tmp_path, Path(os.devnull)):
        assert main(["load", "deliverable", str(path), "--store", str(tmp_path / "store")]) == 1
        assert "no es un archivo común" in capsys.readouterr().err


# bad files by the hundred

REGISTERS = ("deliverable", "qrd", "household")
ROWS = 12


@pytest.fixture(scope="module")
def samples(whole_catalog):
    """{register: (headings, rows of texts)} of the first rows of the demonstration."""
    found = {}
    for name in REGISTERS:
        register = whole_catalog.register(name)
        table = read_file("x.csv", (DEMO / f"{name}.csv").read_bytes(), register)
        found[name] = (
            [c.heading for c in register.columns],
            [list(row) for row in list(zip(*table.columns.values()))[:ROWS]],
        )
    return found


def as_book(lines: list[list[str]]) -> bytes:
    return book(lines)


def as_csv(lines: list[list[str]]) -> bytes:
    return text(lines).encode()


def wrong_number(lines, at, dice):
    lines[1 + dice.randrange(ROWS)][at] = dice.choice(
        ("13/13/2021", "doce", "1.2.3", "--", "31/02/2021", "#¡REF!", "NaN", "1e5x", "٣x")
    )


def damage(dice: random.Random, register, head, rows) -> tuple[str, bytes, str]:
    """(name, bytes, what was done) of a file that must be refused."""
    lines, typed = (
        [list(head), *map(list, rows)],
        [n for n, c in enumerate(register.columns) if c.type in ("int", "date", "code")],
    )
    required = [n for n, c in enumerate(register.columns) if c.required]
    kinds = (
        "wrong",
        "missing",
        "twice",
        "repeat",
        "blank",
        "ragged",
        "nul",
        "byte",
        "quote",
        "cut",
        "dtd",
        "formula",
        "error",
        "sparse",
        "lies",
        "empty",
        "half",
        "twins",
        "noise",
    )
    kind = dice.choice(kinds)
    if kind == "wrong":
        wrong_number(lines, dice.choice(typed), dice)
    elif kind == "missing":
        lines[0][dice.choice(required)] = dice.choice(("", "Otra cosa"))
    elif kind == "twice":
        at, other = dice.sample(range(len(head)), 2)
        lines[0][at] = lines[0][other]
    elif kind == "repeat":
        lines.append(list(lines[1 + dice.randrange(ROWS)]))
    elif kind == "blank":
        lines[1 + dice.randrange(ROWS)][dice.choice(required)] = ""
    elif kind == "empty":
        return "x.csv", b"", kind
    content, whole = as_csv(lines), as_book(lines)
    if kind in ("wrong", "missing", "twice", "repeat", "blank"):
        return *dice.choice((("x.csv", content), ("x.xlsx", whole))), kind
    if kind == "ragged":
        cut = content.splitlines(keepends=True)
        cut[dice.randrange(1, len(cut))] = dice.choice(
            (b'sobra,"1,5"\r\n', b"1,2,3,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n")
        )
        return "x.csv", b"".join(cut), kind
    at = dice.randrange(len(content.splitlines()[0]) + 2, len(content))
    if kind in ("nul", "byte"):
        return "x.csv", content[:at] + (b"\0" if kind == "nul" else b"\xff") + content[at:], kind
    if kind == "quote":
        return "x.csv", content + b'"sin cerrar,1\r\n', kind
    if kind == "cut":
        return "x.xlsx", whole[: dice.randrange(1, len(whole))], kind
    if kind == "half":
        return "x.csv", content.decode().encode("utf-16")[:-1], kind
    if kind == "lies":
        return *dice.choice((("x.csv", whole), ("x.xlsx", content), ("x.parquet", content), ("x.xls", whole))), kind
    if kind == "noise":
        return dice.choice(("x.csv", "x.xlsx", "x.parquet")), dice.randbytes(dice.randrange(1, 3000)), kind
    if kind == "twins":
        out = io.BytesIO(whole)
        with zipfile.ZipFile(out, "a") as package:
            package.writestr(SHEET.upper(), b"<worksheet/>")
        return "x.xlsx", out.getvalue(), kind
    if kind in ("dtd", "sparse"):
        change = (
            (lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml)
            if kind == "dtd"
            else lambda xml: xml.replace(b"</sheetData>", SPARSE.encode())
        )
        return "x.xlsx", repacked(whole, SHEET, change), kind
    made = openpyxl.load_workbook(io.BytesIO(whole))
    cell = made.active.cell(2 + dice.randrange(ROWS), 1 + dice.choice(typed))
    cell.value, cell.data_type = (
        ("=1+1", "f") if kind == "formula" else (dice.choice(("#DIV/0!", "#REF!", "#N/A")), "e")
    )
    out = io.BytesIO()
    made.save(out)
    return "x.xlsx", out.getvalue(), kind


def dress(dice: random.Random, head, rows) -> tuple[str, bytes, str]:
    """(name, bytes, what was done) of a file that must be read, with the same rows."""
    order = dice.sample(range(len(head)), len(head))
    lines = [
        [
            dice.choice((str.upper, str.lower, str))(head[n]).replace(" ", dice.choice((" ", "  ", "\u00a0")))
            for n in order
        ]
    ]
    lines += [[row[n] for n in order] for row in rows]
    blank = [""] * len(head)
    if above := dice.randrange(4):
        lines = [["Título", *blank[1:]]] * above + lines
    if dice.random() < 0.5:
        lines += [blank, ["TOTAL", *blank[1:]], ["Fuente: padrón", *blank[1:]]]
    if dice.random() < 0.3:
        lines.insert(above + 3, blank)
    if dice.random() < 0.4:
        return "x.xlsx", as_book(lines), "book"
    delimiter, ending = dice.choice(",;\t|"), dice.choice(("\r\n", "\n"))
    content = ("sep=;\n" if delimiter == ";" and dice.random() < 0.5 else "") + text(lines, delimiter).replace(
        "\r\n", ending
    )
    encoding = dice.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    return "x.csv", content.encode(encoding), encoding


def test_files_that_must_be_refused_are_and_change_nothing(whole_catalog, samples, empty_store):
    dice, seen = random.Random(42), set()
    for n in range(1000 if HEAVY else 60):
        name = REGISTERS[n % 3]
        file, content, kind = damage(dice, whole_catalog.register(name), *samples[name])
        report = load_file(empty_store, whole_catalog, Incoming(name, file, content), "prueba")
        assert report.problems and not report.loaded, (name, kind, n)
        for problem in report.problems:
            assert re.search(r"[.?]$", problem.message) and not re.search(
                r"Traceback|Error\b|Exception|/tmp|\.py\b", str(problem)
            ), (kind, problem)
        seen.add(kind)
        assert contents(empty_store.folder) == {}, (name, kind)
    assert len(seen) > 15


def test_files_that_must_be_read_are_and_whole(whole_catalog, samples):
    dice = random.Random(43)
    for n in range(400 if HEAVY else 40):
        name = REGISTERS[n % 3]
        head, rows = samples[name]
        expected = (
            prepare(Incoming(name, "x.csv", as_csv([head, *rows])), whole_catalog).parts[name].drop_columns("_row")
        )
        file, content, kind = dress(dice, head, rows)
        assert (
            prepare(Incoming(name, file, content), whole_catalog).parts[name].drop_columns("_row").equals(expected)
        ), (name, kind, n)
