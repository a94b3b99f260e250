"""Compares every screen with the text that says what it must say: `screens/*.md`, one a screen.

A file has the title, and a part for each view, with the address that opens it: the sentences (`>`), all of them, and
under the title of each board, chart and table its first lines (`-`). A part that has no board looks at the sentences
alone; one that has boards names them all, in their order. The texts were first taken down from the screens; then
every figure, the order of what requires a decision, and the words that depend on a figure were worked out again from
the files of the demonstration, the definitions and the calendar, without the program, and what differed was mended
or typed anew. A line that changes is to be counted from those files and typed, never taken from the screen again."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from test_pages import TITLES, opened

from sig_metrics.language import words
from sig_metrics.store import LocalStore
from support import screen_reader

FOLDER = Path(__file__).parent


@dataclass
class View:
    """One part of a file: what the address opens must say."""

    screen: str
    title: str
    name: str
    address: dict[str, str]
    sentences: list[str] = field(default_factory=list)
    blocks: dict[str, list[str]] = field(default_factory=dict)


def views() -> list[View]:
    """Every part of every file."""
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        title = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            mark, _, text = line.partition(" ")
            match mark:
                case "#" if found and found[-1].screen == path.stem:
                    found[-1].title = text  # a part may have a title of its own
                case "#":
                    title = text
                case "##":
                    name, _, query = text.partition(" · ?")
                    found.append(View(path.stem, title, name, dict(part.split("=") for part in query.split("&"))))
                case ">":
                    found[-1].sentences.append(text)
                case "###":
                    found[-1].blocks[text] = []
                case "-":
                    list(found[-1].blocks.values())[-1].append(text)
                case _:
                    assert not line, f"{path.name}, line {number}: {line}"
    return found


VIEWS = views()


def test_every_screen_has_its_file_with_its_views():
    assert {view.screen for view in VIEWS} == set(TITLES)
    for screen in TITLES:
        asked = [set(view.address) for view in VIEWS if view.screen == screen]
        assert {"corte"} in asked, screen
        if screen not in ("carga", "catalogo", "cortes", "presentar"):
            assert {"corte", "unidad"} in asked and {"corte", "comparar"} in asked, screen
            assert {"corte", "sistema"} in asked or screen.startswith("sg"), screen
    assert sum(len(lines) for view in VIEWS for lines in view.blocks.values()) > 900


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.screen}, {view.name}")
def test_the_screen_says_what_is_written(demo_folder, monkeypatch, view):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = opened(view.screen, **view.address)
    assert app.title[0].value == view.title
    if view.sentences:
        assert screen_reader.sentences(app) == view.sentences
    if view.blocks:
        loaded = words.moment(
            LocalStore(demo_folder).open().rows("select max(loaded_at) as at from load_log")[0]["at"]
        )[:10]
        seen = {
            name: [line.replace(loaded, "(día de la carga)") for line in lines]
            for name, lines in screen_reader.blocks(app).items()
        }
        assert {name: lines[: len(view.blocks.get(name, lines))] for name, lines in seen.items()} == view.blocks
        assert list(seen) == list(view.blocks)
        assert all(view.blocks.values()), "a title without lines"
