"""Owns what an inbox is, and what lies in it: which files are there to be loaded, which register each names, and what
is left alone and why.

An inbox is a folder that was made for it, and has its mark: no other is ever touched. Only the folder and its
sub-folders called like a register are looked into. A file that names no register may have nothing to do with this,
and stays where it is."""

import re
from collections.abc import Iterator
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.intake.files.source import clean_name
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest
from sig_metrics.language.problems import refuse

ACCEPTED, REJECTED, LOCK = "cargados", "rechazados", ".vigilado"
MARK, README = ".bandeja-sig", "LÉAME.txt"
UNFINISHED = {".tmp", ".part", ".partial", ".crdownload", ".download"}
NAME_BYTES = 200  # of a file set apart: « (2)» and «.informe.txt» still fit in the 255 of a disk
ANNEX, PLAN = re.compile(r"anexo(?![a-z])"), "plan"  # the plan goes by the name of its form: «Anexo 01.xlsx»


def create(folder: Path, catalog: Catalog) -> bool:
    """Makes a folder an inbox: its mark, and a text that says what it is for; False when it already was one.

    Raises Refused for a folder with something in it: what is there was not left to be loaded.
    """
    if is_inbox(folder):
        return False
    shown, reserved = (
        clean_name(str(folder.absolute())),
        words.listing([each.name for each in catalog.registers.values() if each.reserved]),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(path.name != README for path in folder.iterdir()):  # killed half-way, it left that
            raise refuse("watch_not_empty", folder=shown)
        (folder / README).write_text(
            words.say("inbox_readme", accepted=ACCEPTED, rejected=REJECTED, reserved=reserved), encoding="utf-8"
        )
        (folder / MARK).write_text(words.say("inbox_mark"), encoding="utf-8")
    except OSError:
        raise refuse("disk_refused", folder=shown) from None
    return True


def is_inbox(folder: Path) -> bool:
    """Whether a folder was made to be an inbox."""
    mark = folder / MARK
    try:
        return mark.is_file() and not mark.is_symlink()
    except OSError:
        return False


def register_of(path: Path, catalog: Catalog) -> str | None:
    """The register that a path inside the inbox names: its sub-folder, or how the name of the file begins."""
    if len(path.parts) > 1:
        return _folder_register(path.parts[0], catalog)
    stem = path.stem.lower()
    named = max((name for name in catalog.registers if re.match(rf"{name}(?:_|\W|$)", stem)), key=len, default=None)
    return named or _annex(stem, catalog)


def hint_of(path: Path, catalog: Catalog) -> str:
    """The register that a name which says none may have meant; «.» when none is near."""
    hint = nearest(re.split(r"[_\-. ]", path.stem.lower())[0], catalog.registers)
    return hint if "¿Quiso decir" in hint else "."


def lying(folder: Path, catalog: Catalog) -> tuple[list[Path], list[tuple[Path, str]]]:
    """(files to load, what is left alone with the code of the sentence that says why)."""
    files: list[Path] = []
    left: list[tuple[Path, str]] = []
    for path in _inside(folder, left):
        if path.name in (ACCEPTED, REJECTED) and _is_folder(path) or path.name in (LOCK, MARK, README):
            continue
        if not _is_folder(path):
            _sort(path, files, left)
        elif path.name.startswith("."):
            left.append((path, "watch_left_hidden"))
        elif _folder_register(path.name, catalog) is None:
            left.append((path, "watch_left_folder"))
        else:
            for inner in _inside(path, left):
                left.append((inner, "watch_left_deep")) if _is_folder(inner) else _sort(inner, files, left)
    return files, left


def apart_name(name: str) -> str:
    """The name under which a file is set apart: as it was, when any disk and any screen takes it."""
    shown = clean_name(name)
    stem, dot, suffix = shown.rpartition(".")
    stem, suffix = (stem, dot + suffix) if stem and len(suffix) <= 10 else (shown, "")
    while len((stem + suffix).encode("utf-8")) > NAME_BYTES:
        stem = stem[:-1]
    return stem + suffix


def _folder_register(name: str, catalog: Catalog) -> str | None:
    return name.lower() if name.lower() in catalog.registers else _annex(name.lower(), catalog)


def _annex(stem: str, catalog: Catalog) -> str | None:
    return PLAN if ANNEX.match(stem) and PLAN in catalog.registers else None


def _inside(folder: Path, left: list[tuple[Path, str]]) -> Iterator[Path]:
    """What is in a folder; one that cannot be read, or is gone, is left."""
    try:
        yield from sorted(folder.iterdir())
    except OSError:
        left.append((folder, "watch_left_closed"))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def _sort(path: Path, files: list[Path], left: list[tuple[Path, str]]) -> None:
    """A file to load, or one that is left alone."""
    try:
        special = path.is_symlink() or not path.is_file()
    except (OSError, ValueError):
        special = True
    if special:
        left.append((path, "watch_left_special"))
    elif path.name.startswith((".", "~$")):
        left.append((path, "watch_left_hidden"))
    elif path.suffix.lower() in UNFINISHED:
        left.append((path, "watch_left_unfinished"))
    else:
        files.append(path)


def said_of(path: Path, folder: Path, code: str) -> str:
    """The line that tells what is left alone."""
    parts = path.relative_to(folder).parts or (path.name,)
    return words.say(code, file="/".join(clean_name(part) for part in parts))
