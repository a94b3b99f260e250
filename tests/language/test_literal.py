"""What makes a text of data a text, in each medium; and that nothing reaches a screen around it.

The browser test (browser/test_hostile_text.py) looks at what is drawn; these notice in a second when one place forgets.
"""

import ast
import html
import json
import re
from types import SimpleNamespace

import pytest

from conftest import ROOT
from pages._kit import boards
from pages._kit.blocks import figure, taken
from pages._kit.loading import history
from pages._kit.shell import frame
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language import words
from sig_metrics.language.literal import (
    Markdown,
    filled,
    in_bold,
    in_file_name,
    in_html,
    in_log,
    in_markdown,
    in_plain,
    in_plotly,
)
from sig_metrics.present import charts
from sig_metrics.present.display import display_table
from sig_metrics.present.theme import LIGHT

PAGES = [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py"))]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Informe N° 3: al 10:32", "Informe N° 3: al 10:32"),
        ("**a** _b_ `c` ~~d~~", r"\*\*a\*\* \_b\_ \`c\` \~\~d\~\~"),
        ("[a](b)", r"\[a\](b)"),
        ("<b>a</b> &lt;", r"\<b\>a\</b\> \&lt;"),
        ("$x$", r"\$x\$"),
        ("a\\", "a\\\\"),
        ("# a", r"\# a"),
        ("1. a", r"1\. a"),
        ("2) a", r"2\) a"),
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("===", r"\==="),
        ("2021-05", "2021-05"),
        ("9.1.1", "9.1.1"),
        ("-5", "-5"),
        ("---", r"\---"),
        ("7.", r"7\."),
        ("a\nb", "a\\\nb"),
        ("a\r\n\r\n- b", "a\\\n\\\n\\- b"),
        ("    a", " a"),
        ("a\u202eb\u2066", "ab"),
        (":red[a]", r":color[:]red\[a\]"),
        (":material/home:", ":color[:]material/home:"),
        (":+1:", ":color[:]+1:"),
        ("http://a.b", "http:color[:]//a.b"),
        ("WWW.a.b", "WWW:color[.]a.b"),
        ("a@b.c", "a:color[@]b.c"),
        ("a -> b", r"a :color[-]\> b"),
        ("--", r":color[-]-"),
        ("<->", r"\<:color[-]\>"),
        ("a >= b", r"a :color[\>]= b"),
        ("::a", ":color[:]:color[:]a"),
        ("a{b}", r"a\{b}"),
        ("", ""),
    ],
)
def test_markdown(text, written):
    assert in_markdown(text) == written


def test_what_is_strong_has_no_space_at_its_ends():
    assert [in_bold(text) for text in (" a*b ", "\u2028# a", "\ufeffa", "  ", "")] == [
        r"**a\*b**",
        r"**\# a**",
        "**a**",
        "",
        "",
    ]


def test_html_and_charts_and_names_and_logs():
    assert in_html('<a href="x">\'&\u202e') == "&lt;a href=&quot;x&quot;&gt;&#x27;&amp;"
    assert (
        filled('<p class="$name">$text</p>', name='"x', text="<b>$name</b>")
        == '<p class="&quot;x">&lt;b&gt;$name&lt;/b&gt;</p>'
    )
    assert in_plotly("<b>a</b> &lt; $x$ %{y}\u202e") == "&lt;b&gt;a&lt;/b&gt; &amp;lt; &#36;x&#36; &#37;{y}"
    assert [in_file_name(text) for text in ("casos_reason.../../x", "..", "-a", "Año 2021", "a" * 200)] == [
        "casos_reason_x",
        "tabla",
        "a",
        "Año_2021",
        "a" * 80,
    ]
    assert in_log("a\nTraceback\u2028b\x1b[31m") == "a Traceback b[31m"


def test_what_turns_a_line_around_is_in_no_grid_and_on_no_board(monkeypatch):
    assert in_plain({"key": "a\u202eb", "rows": [("\u2066c\u2069", 1, None)]}) == {
        "key": "ab",
        "rows": [["c", 1, None]],
    }
    assert display_table([{"a": "x\u202ey"}], {"a": "A"}).to_pydict() == {"A": ["xy"]}
    drawn_with = []
    monkeypatch.setitem(boards._BOARD, "matrix", lambda **given: drawn_with.append(json.loads(given["data"])["board"]))
    boards.matrix({"label": "a\u202eb"}, key="k")
    assert drawn_with == [{"label": "ab"}]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("05", 5),
        ("2021", 2021),
        ("0", 0),
        ("²", None),
        ("٣", None),
        ("1²", None),
        ("-1", None),
        ("+1", None),
        (" 1", None),
        ("1_0", None),
        ("1.0", None),
        ("", None),
        ("1" * 10, None),
        ("１", None),
        ("1\n", None),
    ],
)
def test_a_whole_number_is_of_ascii_digits(text, number):
    assert words.whole(text) == number


def test_emphasis_is_the_librarys_and_the_rest_is_literal():
    assert (
        frame.marked("Al 3: **7 de 9** a tiempo, !!2 <b> vencidos!!. *x* 1. $y$")
        == r"Al 3: **7 de 9** a tiempo, :red[**2 \<b\> vencidos**]. \*x\* 1. \$y\$"
    )


# --- charts
# ---------------------------------------------------------------------------------------------------------------------------

OWN = re.compile(r"<br>|</?b>|<span style='color:#[0-9a-fA-F]{6}'>|</span>|<extra></extra>")
LABEL = "<a>z</a>$w$&lt;"  # short: labels are cut
N = {
    "count": 3,
    "overdue": 1,
    "programmed": 4,
    "delivered": 2,
    "planned": 0.5,
    "actual": 0.2,
    "applicable": 3,
    "implemented": 2,
    "unverified": 1,
    "key": "k",
}
FORMS = {
    "ageing": lambda: charts.ageing_bars([{**N, "band": LABEL}], LIGHT, LABEL),
    "curve": lambda: charts.cumulative_curve(
        [{"month": 1, "programmed": 2, "delivered": 1}], [{"month": 1, "text": LABEL}], LIGHT, LABEL
    ),
    "domains": lambda: charts.domain_bars([{**N, "domain": LABEL}], LIGHT, LABEL),
    "flow": lambda: charts.case_flow(
        [{"month": LABEL, "inflow": 1, "outflow": 2, "stock": 3, "key": "k"}], LIGHT, LABEL
    ),
    "heat": lambda: charts.risk_heat(
        [{"probability": 1, "impact": 1, "inherent": "a", "residual": "a", "count": 1}],
        [("a", LABEL)],
        ("a",),
        LIGHT,
        LABEL,
    ),
    "process": lambda: charts.process_chart(
        [
            {"month": LABEL, "value": 1, "lower": 0, "centre": 1, "upper": 2, "tone": "", "said": LABEL, "key": ""}
            | {"noted": LABEL, "number": 1},
        ],
        2,
        "index",
        LIGHT,
        LABEL,
        versus=charts.Versus(LABEL, (1,), True),
    ),
    "multiples": lambda: charts.small_multiples(
        [
            {
                "title": LABEL,
                "beside": LABEL,
                "few": few,
                "tone": "breach",
                "points": [{"value": 0.5, "said": LABEL, "key": "k"}],
            }
            for few in (True, False)
        ],
        [LABEL],
        [0.9],
        "percent",
        LIGHT,
        LABEL,
    ),
    "funnel": lambda: charts.funnel_chart(
        [
            {"label": LABEL, "of": 9, "value": 0.5, "tone": "concern", "close": True, "said": LABEL, "where": LABEL}
            | {"key": "k"}
        ],
        [{"of": 9, "far": (0.1, 0.9), "close": (0.2, None)}],
        0.5,
        "percent",
        LIGHT,
        LABEL,
        of=LABEL,
    ),
    "survival": lambda: charts.survival_curve(
        [{"days": 1, "survival": 0.5, "lower": 0.4, "upper": 0.6, "at_risk": 2, "ended": 1}],
        {"days": 2, "label": LABEL, "share": 0.5},
        LIGHT,
        LABEL,
    ),
    "between": lambda: charts.between_chart(
        [{"month": LABEL, "value": 1, "lower": 0, "centre": 1, "upper": 2, "tone": "", "said": LABEL, "key": ""}],
        LIGHT,
        LABEL,
    ),
    "moves": lambda: charts.move_bars(
        [{"label": LABEL, "total": 1, "own": 1, "mix": 0, "tone": "neutral"}], LIGHT, LABEL
    ),
    "years": lambda: charts.years_line(
        [{"year": 2020, "month": 1, "value": 1}, {"year": 2021, "month": 1, "value": 2}], 2, "index", LIGHT, LABEL
    ),
    "line": lambda: charts.indicator_line(
        [{"month": LABEL, "value": 1}, {"month": LABEL, "value": None}],
        2,
        [{"label": LABEL, "value": 1}],
        "index",
        LIGHT,
        LABEL,
    ),
    "milestones": lambda: charts.milestone_bars([{"month": LABEL, "planned": 2, "done": 1, "key": "k"}], LIGHT, LABEL),
    "pareto": lambda: charts.pareto_bars([{**N, "label": LABEL}], LIGHT, LABEL),
    "progress": lambda: charts.progress_bars([{**N, "code": "c", "label": LABEL}], LIGHT, LABEL),
    "severity": lambda: charts.severity_stack(
        [
            {"severity": LABEL, "state": LABEL, "count": n, "role": role, "key": "k"}
            for n, role in ((2, "breach"), (1, "common"))
        ],
        LIGHT,
        LABEL,
    ),
    "shares": lambda: charts.share_bars(
        [{"label": LABEL, "value": 0.5, "parts": LABEL, "few": True, "beside": LABEL, "status": "missed", "key": "k"}],
        0.9,
        LIGHT,
        LABEL,
    ),
    "plan": lambda: charts.plan_bars([{**N, "label": LABEL}], LIGHT, LABEL),
    "answer_bars": lambda: charts.value_bars(
        [{"label": LABEL, "value": 2, "said": LABEL, "aside": LABEL, "before": 1, "pale": False, "key": "k"}],
        LIGHT,
        LABEL,
    ),
    "answer_lines": lambda: charts.series_lines(
        [{"series": LABEL, "pale": False, "at": LABEL, "value": 2, "said": LABEL, "key": "k"}], "count", LIGHT, LABEL
    ),
    "answer_stack": lambda: charts.stacked_bars(
        [{"label": LABEL, "part": LABEL, "value": 2, "said": LABEL, "key": "k"}], [LABEL], LIGHT, LABEL
    ),
    "slip": lambda: charts.slip_chart(
        [{"activity": "05", "month": 4, "item": 1, "days": 38, "state": "late", "title": LABEL}], LIGHT, LABEL
    ),
    "versions": lambda: charts.versions_curve([{"month": 1, "before": 2, "after": 3}], LABEL, LABEL, LIGHT, LABEL),
}


def texts(value: object, name: str = "") -> list[str]:
    """Every text of a figure but the keys that a click leads to."""
    if isinstance(value, dict):
        return [text for key, each in value.items() if key != "customdata" for text in texts(each, key)]
    if isinstance(value, (list, tuple)):
        return [text for each in value for text in texts(each, name)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("form", FORMS)
def test_a_label_of_a_chart_is_a_text(form):
    found = texts(FORMS[form]().to_dict())
    said = [OWN.sub("", text) for text in found]
    assert not [text for text in said if "<" in text or "$" in text], "nothing but the chart's own emphasis is markup"
    read = [html.unescape(text) for text in said]
    assert any(LABEL.casefold() in text.casefold() for text in read), "and it reads as it was written"


def test_every_form_of_chart_is_tried():
    public = {name for name in charts.__all__ if name.islower() and not name.endswith(("_alt", "_rows", "_missing"))}
    assert len(public) == len(FORMS) == 24


# --- tables, messages, the board of names
# ----------------------------------------------------------------------------------------------


@pytest.fixture
def shown(monkeypatch):
    """What reaches Streamlit's tables and messages."""
    said = []
    monkeypatch.setattr("streamlit.table", lambda table, **_: said.append(table.to_pydict()))
    return said


def test_a_table_for_reading_makes_its_texts_literal_but_for_what_is_markdown(shown):
    figure.reading([{"a": "*x*", "b": Markdown("~~x~~"), "c": 3}], {"a": "A", "b": "B", "c": "C"})
    assert shown == [{"A": [r"\*x\*"], "B": ["~~x~~"], "C": [3]}]


def test_the_history_strikes_an_annulled_load_and_takes_nothing_of_its_words_for_markup():
    row = {
        "load": 1,
        "loaded_at": words.datetime(2021, 12, 3, 15, 32),
        "title": "Riesgos",
        "file": "_a_.csv",
        "who": "*yo*",
        "origin": "real",
        "read": 2,
        "new": 2,
        "changed": 0,
        "same": 0,
        "removed": 0,
        "warnings": [],
        "annulled_at": words.datetime(2021, 12, 4, 15, 0),
        "annulled_by": "<b>",
        "reason": ":red[x]",
        "destroyed": False,
    }
    line = history._load(row)
    assert line["file"] == r"~~\_a\_.csv~~" and line["who"] == r"~~\*yo\*~~"
    assert line["changes"].endswith(r"**Anulada** el 04/12/2021 10:00 por \<b\>: :color[:]red\[x\].")
    assert all(isinstance(line[name], Markdown) for name in ("file", "who", "changes"))


def test_the_name_of_a_download_is_one_name():
    view = SimpleNamespace(notice="x", choice=SimpleNamespace(corte="2021-11"))
    assert taken.file_name(view, "casos_reason___/__/x") == "demostracion_casos_reason_x_2021-11"


# --- the source of the screens
# ---------------------------------------------------------------------------------------------------------

# What Streamlit reads as Markdown: elements by the name they are called with, and the arguments that are shown.
MARKDOWN = {
    "markdown",
    "caption",
    "write",
    "info",
    "warning",
    "error",
    "success",
    "toast",
    "title",
    "header",
    "subheader",
    "button",
    "download_button",
    "form_submit_button",
    "link_button",
    "page_link",
    "radio",
    "pills",
    "segmented_control",
    "checkbox",
    "toggle",
    "expander",
    "tabs",
    "metric",
    "popover",
    "status",
    "spinner",
    "progress",
    "dialog",
    "selectbox",
    "multiselect",
    "text_input",
    "text_area",
    "number_input",
    "date_input",
    "file_uploader",
    "table",
    "update",
    "badge",
    "feedback",
    "slider",
    "exception",
}
SHOWN = ("body", "label", "text", "help", "title", "tabs", "caption")
SAFE = {"in_bold", "in_markdown", "marked", "Markdown"}
# What else may be shown: its texts are the program's own, numbers, dates, or codes with a pattern. Each with its place.
OWN_WORDS = {
    "pages/_kit/blocks/drawer.py": {
        "words.count(found.total, 'fila', 'filas')",
        "words.number(len(found.rows))",
        "activity.credited",
        "activity.programmed",
        "words.count(activity.delivered, 'entregado', 'entregados')",
    },
    "pages/_kit/blocks/rule.py": {
        "severity.icon",
        "severity.label",
        "words.count(found.count, 'fila', 'filas')",
        "words.number(RULE_ROWS)",
    },
    # each name of a tab is made literal
    "pages/_kit/blocks/evidence.py": {
        "[in_markdown(name) for name in (words.say('evidence_drawn'), *names)]",
        "[in_markdown(name) for name in names]",
        "[in_markdown(f'{said[name][0]} · {words.number(found.parts[name].total)}') for name in shown]",
    },
    "pages/_kit/blocks/ficha.py": {"_headline(view.catalog, measured)", "name"},
    "pages/_kit/loading/faults.py": {
        "SHOWN",
        "words.number(len(lines))",
        "'Descargar el libro con las celdas marcadas' if not register.reserved else 'Descargar la lista en Excel'",
    },
    "pages/_kit/blocks/address.py": {"labels"},  # whoever asks for tabs makes their names literal
    "pages/indicadores.py": {"label"},
    "pages/_kit/blocks/taken.py": {"label"},
    "pages/_kit/blocks/searching.py": {"label"},
    "pages/_kit/blocks/figure.py": {
        "labels",
        "words.say('nothing_listed')",
        "_table(rows, headings)",  # each of its texts is read by `_read`
    },
    "pages/_kit/loading/forms.py": {"register.title", "WHO", "label", "words.number(len(found[n]))"},
    "pages/_kit/loading/limits.py": {"WHO"},
    "pages/_kit/shell/frame.py": {"label"},
    "pages/_kit/loading/file.py": {
        "ORDINARY.mb",
        "words.number(LARGE.rows)",
        "words.count(len(refusal.problems), 'diferencia', 'diferencias')",
        "words.count(more, 'diferencia más', 'diferencias más')",
        "version",
        "label",
        "help",
    },
    "pages/_kit/loading/changes.py": {
        "' · '.join(_counts(report))",
        "FIRST",
        "words.number(len(rows))",
        "label",
        "words.count(counts[k], *KINDS[k])",
    },
    "pages/_kit/loading/history.py": {
        "words.count(earlier, 'carga anterior', 'cargas anteriores')",
        "words.number(-(-(row['bytes'] or 0) // 1000))",
        "MODES.get(row['mode'], row['mode'])",
        "words.moment(row['loaded_at'])",
        "words.count(row['read'], 'fila leída', 'filas leídas')",
        "changes or 'nada cambió'",
        "row['snapshot']",
        "row['sha256'][:SHORT_HASH]",
        "row['sha256']",
        "words.count(len(problems), 'advertencia', 'advertencias')",
        "_annulled(row)",
        "row['load']",
    },
    "pages/_kit/blocks/registers.py": {"len(found)"},
    "pages/_kit/shell/start.py": {"words.say('screen_failed')"},
    "pages/_kit/shell/without_data.py": {"screens.page_of(screens.LOADING)", "min(len(done) / steps, 1.0)"},
    "pages/_kit/screens/system.py": {"name", "len(rows)", "listed"},  # each line of the list is made literal
    "pages/_kit/shell/work.py": {"STAY"},
    "pages/_kit/session/agreed.py": {"COLOURS[tone]"},
    "pages/_kit/session/voting.py": {"ICONS.get(put.outcome, ':orange[:material/balance:]')"},
    "pages/resumen.py": {"page_of(LOADING)"},
    "pages/_kit/presenting/page.py": {"screens.page_of(REVIEW)", "screens.page_of(CORTES)"},
    "pages/calidad.py": {"'  \\n'.join(notes)", "len(innocent)", "TONES[word.role]"},
    "pages/catalogo.py": {"indicator.code", "'\\n'.join(lines)"},
}


def bare(node: ast.expr) -> list[str]:
    """The parts of what is shown that are neither written there nor made literal."""
    if isinstance(node, ast.Constant):
        return []
    if isinstance(node, ast.JoinedStr):
        return [part for each in node.values for part in bare(each)]
    if isinstance(node, ast.FormattedValue):
        return bare(node.value)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return bare(node.left) + bare(node.right)
    if isinstance(node, ast.IfExp) and re.fullmatch(r"isinstance\(\w+, Markdown\)", ast.unparse(node.test)):
        return bare(node.orelse)
    if isinstance(node, ast.IfExp) and not all(isinstance(each, ast.Constant) for each in (node.body, node.orelse)):
        return bare(node.body) + bare(node.orelse)
    if isinstance(node, ast.List):
        return [part for each in node.elts for part in bare(each)]
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and isinstance(node.args[0], (ast.GeneratorExp, ast.ListComp))
    ):
        return bare(node.args[0].elt)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAFE:
        return []
    return [ast.unparse(node)]


def drawn(tree: ast.AST) -> list[tuple[int, ast.expr]]:
    """(line, what is shown) of every element that reads Markdown; a table of elements (`LOOKS`) is called by its
    name `say`."""
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = (
            call.func.attr
            if isinstance(call.func, ast.Attribute)
            else call.func.id
            if isinstance(call.func, ast.Name) and call.func.id == "say"
            else ""
        )
        owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else "st"
        if name not in MARKDOWN | {"say"} or owner in (
            "words",
            "state",
            "charts",
            "frame",
            "line",
            "topic",
            "st.session_state",
            "form",
        ):
            continue
        found += [(call.lineno, each) for each in (*call.args[:1], *(k.value for k in call.keywords if k.arg in SHOWN))]
        for each in (k.value for k in call.keywords if k.arg == "format_func"):
            if name in ("radio", "pills", "segmented_control") and isinstance(each, ast.Lambda):
                found.append((call.lineno, each.body))
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_shows_is_its_own_or_made_literal(path):
    own = OWN_WORDS.get(str(path.relative_to(ROOT)), set())
    wrong = {
        f"{line}: {part}"
        for line, node in drawn(ast.parse(path.read_text(encoding="utf-8")))
        for part in bare(node)
        if part not in own
    }
    assert not wrong


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_html_is_written_whole_or_filled_by_the_function_that_makes_it_literal(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword):
            assert node.arg != "unsafe_allow_html", f"{path.name}: unsafe_allow_html"
            assert node.arg not in ("html", "_repr_html_") or plain(node.value), f"{path.name}:{node.value.lineno}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("html", "iframe", "logo")
        ):
            assert all(plain(each) for each in node.args), f"{path.name}:{node.lineno}: {ast.unparse(node)[:100]}"


def plain(node: ast.expr) -> bool:
    """A text written there, one of the module's own (in capitals), or `filled` with a template that is one."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "filled" and plain(node.args[0])
    if isinstance(node, ast.IfExp):
        return plain(node.body) and plain(node.orelse)
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return isinstance(node, ast.Constant) or (name.isupper() and len(name) > 2)


def test_the_columns_that_cannot_hold_it_refuse_every_sign_that_means_something():
    """Columns of a pattern are shown as they are: none takes a sign of any medium (a unit may be «R&D»: without «;»
    it is no entity)."""
    for register in default_catalog().registers.values():
        for column in (each for each in register.columns if each.pattern):
            for sign in "<>$[](){}*_`~#|\\!\"' \n\u202e\u2028":
                taken = [
                    text
                    for text in (f"A{sign}1", f"AB{sign}", f"{sign}AB", f"2021{sign}1")
                    if re.fullmatch(column.pattern, text)
                ]
                assert not taken or (sign == "_" and column.pattern == "[a-z_]+"), (register.name, column.name, taken)
