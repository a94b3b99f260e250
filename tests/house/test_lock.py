"""Proves that the lock file is that of the requirements, with a hash for every file, and that it names no place of
any machine."""

import re
from importlib.metadata import PackageNotFoundError, version

from packaging.markers import Marker

from conftest import ROOT

ENTRY = re.compile(
    r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M
)
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", re.M)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


TEXT = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = [
    (plain(name), pinned, marker, hashes.count("sha256:")) for name, pinned, marker, hashes in ENTRY.findall(TEXT)
]


def test_every_requirement_is_in_the_lock_as_it_is_pinned():
    wanted = {
        (plain(name), pinned)
        for name, pinned in PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    }
    assert len(wanted) == 16 and wanted <= {each[:2] for each in LOCKED}
    assert {"starlette", "uvicorn", "python-multipart", "pillow", "uvloop", "httptools", "orjson"} <= {
        each[0] for each in LOCKED
    }


def test_every_line_of_the_lock_has_its_hashes_and_no_address():
    lines = [line for line in TEXT.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(lines) == len(LOCKED) > 40 and all(each[3] for each in LOCKED)
    assert "://" not in TEXT and "--index" not in TEXT and "--find-links" not in TEXT


def test_what_is_installed_is_what_is_locked():
    compared = 0
    for name, pinned, marker, _ in LOCKED:
        if marker and not Marker(marker).evaluate():
            continue
        try:
            assert version(name) == pinned, name
        except PackageNotFoundError:
            continue
        compared += 1
    assert compared > 35
