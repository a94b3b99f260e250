"""Owns the files that LibreOffice opens and saves again; without it, or without the part of it that opens such a file, a
test is skipped, or fails where it is required."""

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

REQUIRED = "SIG_REQUIRE_OFFICE"
# what opens a kind of file: a part of LibreOffice, which brings its own file of settings
PARTS = {".xlsx": "calc", ".docx": "writer", ".pptx": "impress"}


def program(*kinds: str) -> str:
    """The path of a LibreOffice that opens files of those kinds."""
    found = shutil.which("soffice")
    settings = Path(found).resolve().parents[1] / "share" / "registry" if found else None
    lacking = [PARTS[kind] for kind in kinds if not (settings and (settings / f"{PARTS[kind]}.xcd").exists())]
    if found and not lacking:
        return found
    told = f"no LibreOffice here that has {', '.join(lacking) or 'anything'}"
    return pytest.fail(f"{REQUIRED}=1 and {told}") if os.environ.get(REQUIRED) == "1" else pytest.skip(told)


@lru_cache(maxsize=1)
def _profile() -> TemporaryDirectory:
    """The settings of LibreOffice in this process: it writes them at its first start, which takes as long again."""
    return TemporaryDirectory(prefix="office-")


def by_office(files: list[Path], out: Path, kind: str = "xlsx", *options: str) -> Path:
    """The folder with each of the files as LibreOffice saves it, under the same stem."""
    profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
    found = program(*sorted({each.suffix for each in files} & {*PARTS}))
    command = [found, profile, "--headless", *options, "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, sorted(files))], check=True, capture_output=True, timeout=180)
    return out
