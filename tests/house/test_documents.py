"""Holds what is written by hand to what there is: rooms, paths, links, commands, decisions and the words of the
house."""

import io
import re
import struct
from contextlib import redirect_stdout
from pathlib import Path
from xml.etree import ElementTree

import pytest
from test_layers import WALLS

from conftest import ROOT
from sig_metrics.cli.commands import main
from sig_metrics.present.definitions import PARTS
from sig_metrics.present.documents import MADE

BY_HAND = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "tests" / "golden" / "README.md",
    ROOT / "benchmarks" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
TOP = ("sig_metrics", "tests", "docs", "tools", "pages", "data", "benchmarks", r"\.ci", r"\.streamlit")
PATH = re.compile(rf"(?<![\w./$\\-])((?:{'|'.join(TOP)})/[\w.*/-]+)")
BARE = re.compile(r"`((?:[\w-]+|\.[\w-]+)\.(?:py|toml|lock|txt|md))`")
ROOTED = (
    "dashboard.py",
    "pyproject.toml",
    "requirements.txt",
    "requirements-dev.txt",
    "requirements.lock",
    "README.md",
    "CONTRIBUTING.md",
)
# What is named and is not here: made when the program runs, of an example, or of what was rejected.
ELSEWHERE = {
    "data/store",
    "data/archive",
    "data/demo/audit_site.csv",
    "pages/NAME.py",
    "sig_metrics/present/charts/NAME.py",
}
ids = [str(path.relative_to(ROOT)) for path in BY_HAND]


def anchors(text: str) -> set[str]:
    """The anchors that repositories give to the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    return {
        "".join(
            c
            for c in re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", each).lower().replace(" ", "-")
            if c.isalnum() or c in "-_"
        )
        for each in headings
    }


def lost_links(path: Path, text: str) -> list[str]:
    """The relative links of a document that lead nowhere, to a file or to a heading."""
    lost = []
    for target in LINK.findall(re.sub(r"```.*?```", "", text, flags=re.S)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if (
            not there.exists()
            or anchor
            and anchor not in anchors(text if there == path else there.read_text(encoding="utf-8"))
        ):
            lost.append(target)
    return lost


def lost_paths(text: str) -> list[str]:
    """The paths of the project that a text names and are not there; one with «*» must match something."""
    named = {found.rstrip(".-/") for found in PATH.findall(text)} | {
        found for found in BARE.findall(text) if found in ROOTED
    }
    return sorted(
        each for each in named - ELSEWHERE if not (list(ROOT.glob(each)) if "*" in each else (ROOT / each).exists())
    )


def cells(text: str, heading: str) -> dict[str, str]:
    """{first cell without its quotes: second cell} of the table under a heading of columns."""
    rows = text.partition(heading)[2].partition("\n\n")[0].splitlines()
    lines = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if row.startswith("| `")]
    return {line[0].strip("`"): line[-1] for line in lines}


@pytest.mark.parametrize("path", BY_HAND, ids=ids)
def test_every_link_and_every_path_is_there(path):
    text = path.read_text(encoding="utf-8")
    assert (lost_links(path, text), lost_paths(text)) == ([], [])


def test_what_is_lost_is_seen():
    text = "[a](docs/nada.md) [b](docs/guia.md#no-hay) [c](#aquí) [d](https://x.org/no) ![e](docs/resumen.png) [f](docs/guia.md#primer-día)\n# Allí\n[g](#allí)"
    assert lost_links(ROOT / "README.md", text) == ["docs/nada.md", "docs/guia.md#no-hay", "#aquí"]
    text = "`tests/nada`, tests/test_kills.py; `tests/intake/test_read.py`. `pages/_kit/*.js` `data/demo/*.csv`, `data/store`; x/data/no `requirements.lock` `tools`"
    assert lost_paths(text) == ["pages/_kit/*.js", "tests/nada", "tests/test_kills.py"]


def test_the_table_of_rooms_is_true():
    folders = {path.name for path in (ROOT / "sig_metrics").iterdir() if path.is_dir() and path.name != "__pycache__"}
    for name in ("README.md", "CONTRIBUTING.md"):
        found = cells((ROOT / name).read_text(encoding="utf-8"), "what it does to data |")
        assert set(found) == folders == {*WALLS, "definitions"}, name
    for room, said in found.items():  # of CONTRIBUTING, which says the walls too
        told = {"nothing of ours": set(), "all of them": set(WALLS) - {room}, "nobody imports it": None}
        allowed = told[said] if said in told else set(said.split(", "))
        assert allowed == (WALLS[room] if room in WALLS else None), room


def test_the_picture_has_every_room_and_both_lights():
    text = (ROOT / "docs" / "arquitectura.svg").read_text(encoding="utf-8")
    picture = ElementTree.fromstring(text)
    names = {each.text for each in picture.iter("{http://www.w3.org/2000/svg}text") if each.get("class") == "name"}
    assert names == {*WALLS, "definitions", "pages", "bytes", "eyes"}
    assert "prefers-color-scheme: dark" in text and not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)
    assert picture.get("role") == "img" and picture.find("{http://www.w3.org/2000/svg}title").text
    for name in ("README.md", "CONTRIBUTING.md"):
        assert "(docs/arquitectura.svg)" in (ROOT / name).read_text(encoding="utf-8")


def test_the_readme_leads_to_every_document():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = {(ROOT / target.partition("#")[0]).resolve() for target in LINK.findall(text)}
    assert {path.resolve() for path in BY_HAND} - linked == {ROOT / "README.md"}
    assert {f"docs/{name}" for name in MADE} <= set(LINK.findall(text))


DECISIONS = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^## (\d+)\. (.+) \((\d{4}-\d{2}-\d{2})\)$", re.M)
INDEXED = re.compile(r"^- (\d+)\. \[(.+)\]\(#(\S+)\) · (\d{4}-\d{2}-\d{2})$", re.M)


def test_every_decision_is_in_the_index():
    entries = {number: (title, day) for number, title, day in ENTRY.findall(DECISIONS)}
    index, _, rest = DECISIONS.partition("\n## 1. ")
    found = INDEXED.findall(index)
    assert list(entries) == [str(n) for n in range(1, len(entries) + 1)] and len(entries) >= 67
    assert len(found) == len(entries) and {number: (title, day) for number, title, _, day in found} == entries
    assert {anchor for *_, anchor, _ in found} <= anchors(DECISIONS)
    themes = re.findall(r"^\*\*(.+)\*\*$", index, re.M)
    assert len(themes) == len(set(themes)) >= 5 and not ENTRY.search(index) and not INDEXED.search(rest)
    for theme in index.split("\n**")[1:]:
        numbers = [int(number) for number, *_ in INDEXED.findall(theme)]
        assert numbers and numbers == sorted(numbers), theme.partition("**")[0]


def test_every_decision_says_what_was_rejected_or_why_not():
    bodies = re.split(ENTRY.pattern, DECISIONS, flags=re.M)[4::4]
    silent = [n for n, body in enumerate(bodies, 1) if not re.search(r"\*Rejected\*|\*Known limit", body)]
    assert [n for n in silent if n >= 65] == []


def test_the_glossary_is_in_order_and_each_word_has_its_spanish():
    text = (ROOT / "docs" / "glosario.md").read_text(encoding="utf-8")
    entries = re.split(r"\n\n(?=\*\*)", text.strip())[1:]
    words = [re.match(r"\*\*(.+?)\*\* \((.+?)\): (\S)", entry, re.S) for entry in entries]
    assert all(words) and len(words) >= 50, [entry[:40] for entry, found in zip(entries, words) if not found]
    names = [found[1] for found in words]
    assert names == sorted(names, key=str.lower) and len(set(names)) == len(names)
    assert {
        "snapshot",
        "load",
        "cut-off",
        "corte",
        "register",
        "view",
        "cube",
        "slot",
        "stock",
        "flow",
        "carry",
        "backlog",
        "dense",
        "golden",
        "planted fault",
        "removals",
        "room",
        "wall",
    } <= set(names)
    assert all("«" in found[2] for found in words) and max(entry.count("\n") for entry in entries) <= 2


def test_every_file_of_the_definitions_is_in_the_contract():
    kinds = [re.compile(file.replace(".", r"\.").replace("<name>", r"[^/]+")) for _, file, *_ in PARTS]
    folder = ROOT / "sig_metrics" / "definitions"
    strange = [
        name
        for path in folder.rglob("*.toml")
        if not any(kind.fullmatch(name := path.relative_to(folder).as_posix()) for kind in kinds)
    ]
    assert not strange, f"say in PARTS what they hold: {strange}"


# a command of a document: alone in its quotes, or after the name of the program; what follows it up to the end of the
# line or of the quotes
ASKED = re.compile(r"(?:python -m sig_metrics |(?<=`))([a-z]+)((?: [^`\n]*)?)")


@pytest.fixture(scope="module")
def commands() -> dict[str, str]:
    """{command: what its help says}."""

    def help_of(*asked: str) -> str:
        said = io.StringIO()
        with redirect_stdout(said), pytest.raises(SystemExit):
            main([*asked, "--help"])
        return said.getvalue()

    names = re.findall(r"^    ([a-z]+)  ", help_of(), re.M)
    return {name: help_of(name) for name in names}


def pictures(text: str) -> dict[str, str]:
    """{picture that a document shows: what it says of it to whoever does not see it}."""
    return {path: alt for alt, path in re.findall(r"!\[([^\]]*(?:\[[^\]]*\][^\]]*)*)\]\((imagenes/[^)]+)\)", text)}


def test_every_picture_of_the_guide_is_there_is_used_and_is_told():
    """They are made by `tools/pictures.py`: small, and as wide as a laptop or a page."""
    folder = ROOT / "docs"
    shown = pictures((folder / "guia.md").read_text(encoding="utf-8"))
    assert set(shown) == {f"imagenes/{path.name}" for path in (folder / "imagenes").iterdir()} and len(shown) >= 7
    made = (ROOT / "tools" / "pictures.py").read_text(encoding="utf-8")
    for path, alt in shown.items():
        content = (folder / path).read_bytes()
        wide, high = struct.unpack(">II", content[16:24])
        assert content.startswith(b"\x89PNG") and len(content) <= 150_000 and wide <= 1366 and high <= 1300, path
        assert len(alt) >= 40 and f'"{Path(path).stem}"' in made, path


def test_a_picture_is_found_whatever_its_words():
    text = "![Una [cosa] así](imagenes/a.png) ![](imagenes/b.png) [no](imagenes/c.png)"
    assert pictures(text) == {"imagenes/a.png": "Una [cosa] así", "imagenes/b.png": ""}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/operacion.md", "docs/guia.md"])
def test_every_command_and_every_option_exists(commands, name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not set(re.findall(r"python -m sig_metrics ([a-z]+)", text)) - set(commands)
    asked = [
        (command, option)
        for command, rest in ASKED.findall(text)
        if command in commands
        for option in re.findall(r"(?<!\S)--[a-z-]+", rest)
    ]
    wrong = [
        (command, option) for command, option in asked if option not in re.findall(r"--[a-z-]+", commands[command])
    ]
    assert wrong == []
    assert name == "docs/guia.md" or len(asked) >= 1


def test_the_commands_of_the_page_of_operation_exist(commands):
    """There they are named without the program."""
    text = (ROOT / "docs" / "operacion.md").read_text(encoding="utf-8")
    asked = {command for command, rest in ASKED.findall(text) if re.match(r" (--|…|\d|[A-Z]{3})", rest)}
    assert asked - set(commands) == set() and {"load", "rebuild", "annul", "watch", "template"} <= asked
