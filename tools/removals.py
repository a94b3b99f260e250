"""Takes each behaviour of the fault table out of the program, plants each fault of planted.py, in a copy, and sees that
its tests fail: the test of the tests.

`python tools/removals.py [ROW…]` runs both tables, some twenty-five minutes, or the rows named; `--sample N --seed
S`, N faults of the second. A change is (file, text, what takes its place); one whose text is no longer in the
program says so and counts as a failure, as one that no test notices. The tests of planted faults run first without
any: a broken test would «notice» them all. The stores that they make then are read by every fault, since none
changes what is stored (conftest.made_once)."""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "house")]

from support.planted import PLANTED  # noqa: E402
from support.planting import places, planted  # noqa: E402
from test_fault_table import INVARIANTS, TABLE  # noqa: E402

LOCAL, WRITER = "store/local.py", "store/writer.py"
LOCKED = '        with private(), FileLock(folder / ".lock", timeout=wait):\n'
IN_PLACE = [
    (
        LOCAL,
        'aside = self.folder / f"sig-{number:06d}.tmp"',
        'aside = self.file(current) if current else self.folder / f"sig-{number:06d}.tmp"',
    ),
    (LOCAL, "            if current and not fresh:\n                self._copy(current, aside)\n", ""),
]
POINTER_FIRST = [
    (LOCAL, '        rename_whole(aside, self.file(number))\n        self.on_step("rename")\n', ""),
    (
        LOCAL,
        '        self.on_step("pointer")\n',
        '        self.on_step("pointer")\n        rename_whole(aside, self.file(number))\n        self.on_step("rename")\n',
    ),
]
LIMITS = [
    ("intake/files/grid.py", "COLUMNS_LIMIT = 512", "COLUMNS_LIMIT = 10**6"),
    ("intake/files/grid.py", "rows: int = 200_000", "rows: int = 10**8"),
]
REMOVALS = {
    1: IN_PLACE,
    2: POINTER_FIRST,
    3: [(WRITER, LOCKED, "        if True:\n")],
    4: [(WRITER, LOCKED, f'        if note.exists():\n            raise Timeout("x")\n{LOCKED}')],
    5: [
        (WRITER, "FULL = (errno.ENOSPC, errno.EDQUOT)", "FULL = ()"),
        (WRITER, ' or "No space left" in str(fault)', ""),
    ],
    6: [("store/seal.py", "    stat = path.stat()\n", "    return True\n")],
    7: [(LOCAL, "        to_disk(aside)\n        seal(", "        seal(")],
    8: POINTER_FIRST,
    9: [(WRITER, "fault.errno == errno.EROFS", "False")],
    10: [("store/snapshot.py", '    "memory_limit": "1GB",\n', "")],
    11: IN_PLACE,
    12: [
        (
            "publish/rebuild.py",
            '    for line in lines:\n        if line["annulled_at"]',
            '    for line in lines[:-1]:\n        if line["annulled_at"]',
        )
    ],
    13: [
        (
            "intake/files/package.py",
            "if len({member.filename.casefold() for member in members}) < len(members)",
            "if False",
        )
    ],
    14: [("intake/files/package.py", "swollen = any(", "swollen = False and any(")],
    15: [*LIMITS, ("intake/files/grid.py", "cells: int = 20_000_000", "cells: int = 10**12")],
    16: [("intake/files/package.py", "if DTD.search(self.tail + chunk)", "if False")],
    17: [("intake/files/source.py", "if content.startswith(OLE2):", "if False:")],
    18: LIMITS,
    19: [
        (
            "intake/files/source.py",
            '    name = unicodedata.normalize("NFC", name.replace',
            '    return name\n    name = unicodedata.normalize("NFC", name.replace',
        )
    ],
    20: [
        ("intake/files/source.py", "if not stat.S_ISREG(found.st_mode)", "if False"),
        ("intake/files/source.py", "if path.is_symlink()", "if False"),
    ],
    21: [("publish/merge.py", "if not (report.new or report.changed or report.removed)", "if False")],
    22: [("publish/differences.py", 'is distinct from old_rows.{name})"', 'is not null)"')],
    23: [
        (
            "publish/load.py",
            "            report.count(name, *count_differences(",
            "            (lambda *a: None)(name, *count_differences(",
        )
    ],
    24: [("intake/files/encodings.py", 'return content.decode("cp1252"), []', 'return content.decode("latin-1"), []')],
    25: [("intake/table/cleaning.py", '"letters_broken": (BROKEN.search, [], []),', "")],
    26: [("intake/files/csv_file.py", "key=lambda character: _named(text, character, headings)", "key=text.count")],
    27: [("intake/table/cleaning.py", '    seen = UNSEEN.sub("", ', '    return text\n    seen = UNSEEN.sub("", ')],
    28: [("intake/values/numbers.py", 'if not (mark or form.mark) and re.search("[.,]", written.bare)', "if False")],
    29: [
        ("intake/table/read.py", "if lengths[at] > width and any", "if False and any"),
        ("intake/table/read.py", "if lengths[at] <= needed]", "if False]"),
    ],
    30: [("intake/table/headings.py", "elif column.name in found.placed:", "elif False:")],
    31: [
        (
            "intake/table/sift.py",
            '            return "full_total" if self',
            '            return "rows_total" if self',
        ),
        ("intake/table/sift.py", "        if TOTAL.match(folded) and (why", "        if False and (why"),
    ],
    32: [("intake/files/workbook.py", "self.hidden.add(self.row - 1)", "pass")],
    33: [("intake/files/workbook.py", 'elif self.formula and not value and self.kind != "str"', "elif False")],
    34: [
        (
            "intake/values/dates.py",
            "_day(_year(found[3]), int(found[2]), int(found[1]))",
            "_day(_year(found[3]), int(found[1]), int(found[2]))",
        )
    ],
    35: [("intake/values/parse.py", "if column.pad and text.isdigit()", "if False")],
    36: [("measure/filters.py", "coalesce(string_split(cube.{name}, '/'), [null])", "string_split(cube.{name}, '/')")],
    37: [("measure/compute.py", "if denominator else None", "if denominator else 0")],
    38: [
        (
            "intake/judge/rules.py",
            "    other = cells.column(rule.other).heading\n",
            "    return\n    other = cells.column(rule.other).heading\n",
        )
    ],
    39: [
        (
            "intake/judge/rules.py",
            "    key = cells.table.register.key\n    whole",
            "    return []\n    key = cells.table.register.key\n    whole",
        )
    ],
    40: [("present/charts/line.py", '"connectgaps": False', '"connectgaps": True')],
    41: [("present/charts/pareto.py", '"count": sum(row["count"] for row in kept[top:])', '"count": 0')],
    42: [
        ("publish/older.py", "    incoming = prepared.incoming\n", "    return []\n    incoming = prepared.incoming\n")
    ],
    43: [
        (LOCAL, "self.journal.record([], *told)", "pass"),
        ("session/rows.py", "if session_of(store, code) != before:", "if False:"),
    ],
    "I1": [("language/problems.py", "words.say(code, **blanks))])", 'words.say(code, **blanks) + " /tmp/x.py.")])')],
    "I2": [("intake/child.py", "        os._exit(code)", "        sys.exit(code)")],
    "I3": [
        (
            LOCAL,
            "        except BaseException:\n            aside.unlink(missing_ok=True)\n",
            "        except BaseException:\n",
        )
    ],
    "I4": [
        (
            "intake/table/sift.py",
            "            found.kept.append(index)\n        elif why in",
            "            if len(found.kept) != 3:\n                found.kept.append(index)\n        elif why in",
        )
    ],
    "I5": [
        (
            "cli/commands.py",
            "masked(report.problems, register), masked(report.warnings, register)",
            "masked(report.problems, register), []",
        )
    ],
    "I6": [("intake/judge/wording.py", "MASK if self.reserved else", "")],
}


def changes_of(row: int | str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """(changes, tests) of a row of either table; files are told from the root of the project, and tests from its
    `tests`."""
    if row in PLANTED:
        *change, tests = PLANTED[row]
        return [tuple(change)], tests
    tests = [
        f"test_{file}.py::test_{name}" for file, names in {**TABLE, **INVARIANTS}[row][-1].items() for name in names
    ]
    return [(f"sig_metrics/{file}", text, other) for file, text, other in REMOVALS[row]], tests


def place(test: str) -> str:
    """«test_x.py::test_y» → its path from the root of the project: the name of a file of tests is of one room only."""
    file, _, rest = test.partition("::")
    return f"{next((ROOT / 'tests').rglob(file)).relative_to(ROOT).as_posix()}::{rest}"


def copied(folder: Path) -> Path:
    """A copy of the program, without the stores that it made: the rooms called `store` are code."""

    def left_out(of: str, names: list[str]) -> set[str]:
        made = {"store", "archive"} if Path(of) == ROOT / "data" or Path(of).parent == ROOT / "examples" else set()
        return {name for name in names if name in {".git", "__pycache__", ".venv"} | made}

    return Path(shutil.copytree(ROOT, folder / "copy", ignore=left_out, symlinks=True))


def run(copy: Path, tests: list[str], *options: str, made: Path | None = None) -> subprocess.CompletedProcess:
    """The result of tests of the copy, which reads the stores `made` by another run, if any."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "SIG_"))}
    env = {**kept, "PYTHONDONTWRITEBYTECODE": "1", "SIG_FAULTY": "1", **({"SIG_MADE": str(made)} if made else {})}
    command = [
        sys.executable,
        "-m",
        "pytest",
        *(place(test) for test in tests),
        "-n",
        "0",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        *options,
    ]
    return subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True)


def noticed(copy: Path, row: int | str, made: Path | None = None) -> str:
    """What the tests of a row say of a program with its fault."""
    before: dict[Path, str] = {}
    changes, tests = changes_of(row)
    try:
        for file, text, other in changes:
            path = copy / file
            source = path.read_text(encoding="utf-8")
            before.setdefault(path, source)
            if not places(source, text, path.suffix == ".py"):
                return f"NOT FOUND: {file}: {text[:60]!r}"
            path.write_text(planted(source, text, other, path.suffix == ".py"), encoding="utf-8")
        for file in dict.fromkeys(test.partition("::")[0] for test in tests):
            if run(copy, [test for test in tests if test.startswith(f"{file}::")], made=made).returncode == 1:
                return f"noticed by {file.removesuffix('.py')}"
        return "SURVIVED"
    finally:
        for path, source in before.items():
            path.write_text(source, encoding="utf-8")


def sound(copy: Path, rows: list[int | str], *options: str, made: Path | None = None) -> str:
    """The control: what the tests of some rows say against a program without any fault; «» when they pass, as they
    must."""
    tests = list(dict.fromkeys(test for row in rows for test in changes_of(row)[1]))
    done = run(copy, tests, *options, made=made) if tests else None
    return "" if done is None or done.returncode == 0 else done.stdout + done.stderr


def drawn(number: int, seed: object) -> list[str]:
    """That many planted faults, the same for the same seed."""
    return random.Random(str(seed)).sample(sorted(PLANTED), number)


def main(given: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="*")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", default="0")
    options = parser.parse_args(given)
    assert list(REMOVALS) == [*TABLE, *INVARIANTS]
    wanted = [*options.rows, *(drawn(options.sample, options.seed) if options.sample else [])]
    rows = [row for row in (*REMOVALS, *PLANTED) if not wanted or str(row) in wanted]
    failed = len(set(wanted) - {str(row) for row in rows})
    with tempfile.TemporaryDirectory() as folder:
        copy, made = copied(Path(folder)), Path(folder) / "made"
        if why := sound(copy, rows, f"--basetemp={made}"):
            print(why, "these tests fail without any fault", sep="\n")
            return 1
        for row in rows:
            said = noticed(copy, row, made if row in PLANTED else None)
            failed += not said.startswith("noticed")
            print(row, said, flush=True)
    print(f"{failed} of {len(wanted) or len(rows)} were not noticed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
