"""What is forgotten: a small project with everything in its place, and each omission planted in a copy of it."""

import pytest

from conftest import ROOT
from sig_metrics.catalog.forgotten import forgotten

FORM = "import plotly.graph_objects as go\n\n\ndef dots_chart(rows) -> go.Figure:\n    return go.Figure()\n\n\ndef dots_alt(rows) -> str:\n    return ''\n"
WHOLE = {
    "sig_metrics/definitions/registers/audit.toml": 'title = "Auditorías"\n',
    "sig_metrics/definitions/registers/plan_line.toml": 'title = "Líneas"\n',
    "sig_metrics/definitions/registers/calendar_day.toml": 'title = "Días"\nlaw = true\n',
    "sig_metrics/definitions/registers/plan.toml": 'title = "Anexo 01"\nlayout = "annex"\n',
    "sig_metrics/definitions/indicators/audits_rate.toml": 'code = "AUD-01"\n',
    "sig_metrics/definitions/indicators/audits_rate.sql": "-- grain: one row a month\nselect 1\n",
    "sig_metrics/definitions/checks/audit_twice.toml": 'code = "AUD-S1"\n',
    "sig_metrics/definitions/screens.toml": '[stages]\none = { address = "primera" }\n\n[systems]\nQ = { address = "sgq" }\n',
    "sig_metrics/present/charts/__init__.py": "from sig_metrics.present.charts.dots import dots_alt, dots_chart\n",
    "sig_metrics/present/charts/dots.py": FORM,
    "sig_metrics/demo/chapter.py": 'def registers():\n    return {"audit": []}\n',
    "pages/mesa.py": '"""Mesa."""\n',
    "data/demo/audit.csv": "audit\nA\n",
    "data/plan/2021-v05/plan_line.csv": "line\nA\n",
    "data/legal/calendar_day.csv": "day\n2021-01-01\n",
    "tests/golden/audits_rate/expected.csv": "period,numerator,denominator\n2021-01-31,1,2\n",
    "tests/support/check_cases.py": 'CASES = {"audit_twice": 1}\n',
    "tests/present/test_charts.py": "from sig_metrics.present import charts\n\nFORMS = {'dots': charts.dots_chart}\n",
    "tests/screens/mesa.md": "# Mesa\n",
    "tests/screens/primera.md": "# Primera\n",
    "tests/screens/sgq.md": "# SGQ\n",
}
TOLD = "tests/golden/audits_rate/expected.csv"
# (what is done to the whole: a file taken out (None) or written otherwise; the only sentence that must follow)
PLANTED = {
    "no golden case": ({TOLD: None}, f"El indicador «audits_rate» no tiene su caso: escriba a mano {TOLD}."),
    "an empty golden case": (
        {TOLD: "period,numerator,denominator\n"},
        f"El caso del indicador «audits_rate» no tiene filas: escriba a mano {TOLD}.",
    ),
    "no case of a rule": (
        {"tests/support/check_cases.py": 'CASES = {"audit_once": 1}\n'},
        "La regla «audit_twice» no tiene su caso: añádalo a CASES de tests/support/check_cases.py.",
    ),
    "no cases at all": (
        {"tests/support/check_cases.py": None},
        "La regla «audit_twice» no tiene su caso: añádalo a CASES de tests/support/check_cases.py.",
    ),
    "no test of a form": (
        {"tests/present/test_charts.py": "from sig_metrics.present import charts\n\nSAID = charts.dots_alt([])\n"},
        "La forma «dots_chart» de sig_metrics/present/charts/dots.py no tiene prueba: añádala a FORMS de tests/present/test_charts.py, o una propia.",
    ),
    "a form out of the list": (
        {"sig_metrics/present/charts/__init__.py": "from sig_metrics.present.charts.dots import dots_alt\n"},
        "La forma «dots_chart» de sig_metrics/present/charts/dots.py no está en la lista de formas: añádala a sig_metrics/present/charts/__init__.py.",
    ),
    "no file of a screen": (
        {"tests/screens/mesa.md": None},
        "La pantalla «mesa» no tiene lo que debe decir: escriba tests/screens/mesa.md.",
    ),
    "no file of a stage": (
        {"tests/screens/primera.md": None},
        "La pantalla «primera» no tiene lo que debe decir: escriba tests/screens/primera.md.",
    ),
    "no file of a system": (
        {"tests/screens/sgq.md": None},
        "La pantalla «sgq» no tiene lo que debe decir: escriba tests/screens/sgq.md.",
    ),
    "no rows of a register": (
        {"data/demo/audit.csv": None},
        "El registro «audit» no tiene filas de demostración: falta data/demo/audit.csv.",
    ),
    "nobody writes its rows": (
        {"sig_metrics/demo/chapter.py": 'AUDIT = "audit"\n\n\ndef registers():\n    return {"risk": []}\n'},
        "Nadie escribe data/demo/audit.csv: falta «audit» en registers() de un capítulo de sig_metrics/demo.",
    ),
    "rows of no register": (
        {"data/demo/minutes.csv": "minutes\nA\n"},
        "data/demo/minutes.csv no es de ningún registro: falta registers/minutes.toml.",
    ),
    "a ficha to fill": (
        {
            "sig_metrics/definitions/indicators/audits_rate.toml": 'code = "AUD-01"\ntitle = "«escriba el nombre»"\n# why = "«escriba por qué»"\n'
        },
        "sig_metrics/definitions/indicators/audits_rate.toml: 2 líneas por llenar («escriba…»).",
    ),
    "an SQL to fill": (
        {"sig_metrics/definitions/indicators/audits_rate.sql": "-- «escriba qué cumple»\nselect 1\n"},
        "sig_metrics/definitions/indicators/audits_rate.sql: 1 línea por llenar («escriba…»).",
    ),
    "a chart to fill": (
        {"sig_metrics/present/charts/dots.py": '"""«escriba en inglés»"""\n' + FORM},
        "sig_metrics/present/charts/dots.py: 1 línea por llenar («escriba…»).",
    ),
    "a screen to fill": (
        {"pages/mesa.py": '"""«escriba en inglés»"""\n'},
        "pages/mesa.py: 1 línea por llenar («escriba…»).",
    ),
    "what a screen says, to fill": (
        {"tests/screens/mesa.md": "> «escriba qué dice»\n"},
        "tests/screens/mesa.md: 1 línea por llenar («escriba…»).",
    ),
}


def project(folder, changes: dict[str, str | None]):
    """The small project, changed."""
    for name, text in {**WHOLE, **changes}.items():
        if text is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_nothing_is_forgotten_where_everything_has_its_other_part(tmp_path):
    assert forgotten(project(tmp_path, {})) == []


@pytest.mark.parametrize("omission", PLANTED)
def test_an_omission_is_named_and_nothing_else(tmp_path, omission):
    changes, sentence = PLANTED[omission]
    assert forgotten(project(tmp_path, changes)) == [sentence]


def test_several_are_named_together(tmp_path):
    found = forgotten(project(tmp_path, {TOLD: None, "tests/screens/mesa.md": None, "data/demo/audit.csv": None}))
    assert sorted(found) == sorted(
        PLANTED[each][1] for each in ("no golden case", "no file of a screen", "no rows of a register")
    )


def test_the_law_and_the_workbook_of_the_plan_are_in_no_demonstration(tmp_path):
    bare = {"data/legal/calendar_day.csv": None}
    assert forgotten(project(tmp_path, bare)) == [], "its rows come with the program"


@pytest.mark.parametrize("lacks", ["tests", "sig_metrics/definitions"])
def test_a_program_installed_without_its_tests_has_nothing_to_say(tmp_path, lacks):
    kept = {name: None if name.startswith(lacks) else text for name, text in WHOLE.items()}
    assert forgotten(project(tmp_path, {**kept, "pages/other.py": ""})) == []


def test_the_product_has_nothing_forgotten():
    assert forgotten(ROOT) == []
