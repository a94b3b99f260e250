"""Owns the skeletons of a form of chart and of a screen: a module that draws already, and the file that says what
must be seen."""

from pathlib import Path

from sig_metrics.catalog.skeleton.files import write

SCREEN_LINE = 'Screen("{name}", "{title}", ANALYSIS),'  # what the table of screens asks of each, and where it is
SCREEN_TABLE = "LAST de pages/_kit/screens/__init__.py"
CHART = '''\
"""«escriba en inglés qué muestra», drawn as horizontal bars."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import number
from sig_metrics.present.charts.base import keys_of
from sig_metrics.present.charts.rows import row_bars, rows_sketch
from sig_metrics.present.theme import Palette


def {name}_chart(rows: list[dict], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: label, value, key; drawn in the order given, the first on top."""
    sketch = rows_sketch([row["label"] for row in rows], max((row["value"] for row in rows), default=1), colours)
    hover = [f"{{in_plotly(row['label'])}}<br>{{number(row['value'])}}" for row in rows]
    row_bars(sketch, [row["value"] for row in rows], colours.ink, hover, customdata=keys_of(rows))
    for n, row in enumerate(rows):
        sketch.note(row["value"], n, f" {{number(row['value'])}}", colours.ink)
    return sketch.figure(mark)


def {name}_alt(rows: list[dict]) -> str:
    """What the chart shows, in one sentence."""
    said = "; ".join(f"{{row['label']}}: {{number(row['value'])}}" for row in rows)
    return f"«escriba el título». {{said}}." if rows else "«escriba el título»: no hay datos."
'''
CHART_TEST = '''\
"""The form «{name}»: plotly accepts each piece, it says its numbers, and nothing draws too."""

import plotly.graph_objects as go
import pytest

from sig_metrics.present.charts.{name} import {name}_alt, {name}_chart
from sig_metrics.present.theme import DARK, LIGHT

ROWS = [{{"label": "Uno", "value": 12, "key": "a"}}, {{"label": "Dos", "value": 1500, "key": "b"}}]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("rows", [ROWS, []], ids=["rows", "nothing"])
def test_plotly_accepts_every_piece_and_the_mark_is_on_the_figure(rows, colours):
    drawn = {name}_chart(rows, colours, "Datos de demostración").to_dict()
    assert go.Figure(drawn).to_dict()["data"] == drawn["data"]
    assert "Datos de demostración" in [note["text"] for note in drawn["layout"]["annotations"]]


def test_each_bar_is_as_long_as_its_value_and_says_it():
    drawn = {name}_chart(ROWS, LIGHT).to_dict()
    assert (drawn["data"][0]["x"], drawn["data"][0]["customdata"]) == ([12, 1500], ["a", "b"])
    assert [note["text"].strip() for note in drawn["layout"]["annotations"]] == ["12", "1,500"]


def test_the_alternative_text_says_the_numbers():
    assert {name}_alt(ROWS).endswith("Uno: 12; Dos: 1,500.") and {name}_alt([]).endswith("no hay datos.")
'''
SCREEN = '''\
"""{title}: «escriba en inglés qué se ve»."""

from pages._kit.shell import frame
from pages._kit.shell.start import show


def page(view: frame.View) -> None:
    frame.title("{title}", ["«escriba qué dice la pantalla, en una frase»."])


show(page)
'''
GOLDEN = """\
# {title}

## Al 30/11/2021, todo · ?corte=2021-11

> «escriba qué dice la pantalla, en una frase».

## Una unidad · ?corte=2021-11&unidad={unit}

> «escriba qué dice la pantalla, en una frase».

## Un sistema · ?corte=2021-11&sistema={system}

> «escriba qué dice la pantalla, en una frase».

## Sin comparación · ?corte=2021-11&comparar=no

> «escriba qué dice la pantalla, en una frase».
"""


def new_chart(project: Path, name: str) -> list[Path]:
    """Writes the module of a form of chart, that draws rows and says them, and its test; returns their paths. Raises
    Refused."""
    return write(
        name,
        {
            project / "sig_metrics" / "present" / "charts" / f"{name}.py": CHART.format(name=name),
            project / "tests" / "present" / f"test_chart_{name}.py": CHART_TEST.format(name=name),
        },
    )


def new_screen(project: Path, name: str, unit: str, system: str) -> list[Path]:
    """Writes the page of a screen and what it must say, with no filter, with that of a unit and with that of a
    system; returns their paths. Raises Refused."""
    title = title_of(name)
    return write(
        name,
        {
            project / "pages" / f"{name}.py": SCREEN.format(title=title),
            project / "tests" / "screens" / f"{name}.md": GOLDEN.format(title=title, unit=unit, system=system),
        },
    )


def screen_line(name: str) -> str:
    """What the table of screens needs for one."""
    return SCREEN_LINE.format(name=name, title=title_of(name))


def title_of(name: str) -> str:
    """The title that a screen begins with: «mesa_de_partes» → «Mesa de partes»."""
    return name.replace("_", " ").capitalize()
