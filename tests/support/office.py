"""Owns the workbooks that LibreOffice opens and saves again; without it a test is skipped, or fails where it is
required."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REQUIRED = "SIG_REQUIRE_OFFICE"


def program() -> str:
    """The path of LibreOffice."""
    found = shutil.which("soffice")
    if not found and os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1 and soffice is not installed")
    return found or pytest.skip("no office program here")


def by_office(files: list[Path], out: Path, kind: str = "xlsx", *options: str) -> Path:
    """The folder with each of the files as LibreOffice saves it, under the same stem."""
    profile = f"-env:UserInstallation={(out.parent / f'{out.name}-profile').as_uri()}"
    command = [program(), profile, "--headless", *options, "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, sorted(files))], check=True, capture_output=True, timeout=180)
    return out
