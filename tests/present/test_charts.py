"""Every form of chart: plotly accepts each piece, the words are Spanish, and hard cases draw."""

import plotly.graph_objects as go
import pytest

from sig_metrics.present import charts
from sig_metrics.present.charts.curve import Then
from sig_metrics.present.theme import DARK, LIGHT

CURVE = [
    {"month": m, "programmed": m * 7, "delivered": m * 6 if m < 12 else None, "uncapped": m * 6} for m in range(1, 13)
]
GROUPS = [
    {
        "code": "UTI",
        "label": "Seguimiento a los mecanismos implementados en el marco del SIG",
        "programmed": 9,
        "delivered": 6,
        "overdue": 3,
    },
    {"code": "URH", "label": "URH", "programmed": 2, "delivered": 2, "overdue": 0},
]
LATE = [
    {"activity": "24", "month": 4, "item": 1, "days": 38, "state": "late", "title": "x"},
    {"activity": "18", "month": 7, "item": 2, "days": -4, "state": "on_time", "title": "x"},
]
VERSIONS = [{"month": m, "before": m, "after": m + 1} for m in range(1, 13)]
MONTHS = ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic")
FLOW = [
    {"month": m, "inflow": 20 + n, "outflow": 18 + n % 3 if n < 11 else None, "stock": 12 + 2 * n if n < 11 else None}
    for n, m in enumerate(MONTHS)
]
AGES = [{"band": "0 a 10 días hábiles", "count": 14, "overdue": 0}, {"band": "Más de 30", "count": 5, "overdue": 5}]
CAUSES = [{"label": f"Motivo {n}", "count": n * n} for n in range(13)]
LEVELS = [
    ("low", "Bajo"),
    ("medium", "Medio"),
    ("high", "Alto"),
    ("very_high", "Muy alto"),
    ("unknown", "Sin determinar"),
]
RISKS = [
    {"probability": p, "impact": i, "inherent": LEVELS[p * i // 7][0], "residual": LEVELS[(p + i) % 5][0], "count": p}
    for p in range(1, 6)
    for i in range(1, 6)
]
SHARES = [
    {
        "label": "UTI",
        "value": 0.5,
        "parts": "2 de 4",
        "few": True,
        "beside": "1 abierto fuera de plazo",
        "status": "missed",
        "key": "training.UTI",
    },
    {"label": "URH", "value": 0.9, "parts": "90 de 100", "few": False, "beside": "", "status": "near"},
    {"label": "UCI", "value": None, "parts": "", "few": False, "beside": "", "status": "no_data"},
]
PROJECTS = [
    {"label": "Consulta de pagos", "planned": 0.8, "actual": 0.62, "key": "project.x.1"},
    {"label": "Citas", "planned": 0.4, "actual": None},
]
SEVERITIES = [
    {"severity": s, "state": e, "count": c, "role": r}
    for s, e, c, r in (
        ("Crítica", "Vencidas", 2, "breach"),
        ("Crítica", "Abiertas", 3, "common"),
        ("Alta", "Vencidas", 0, "breach"),
        ("Alta", "Abiertas", 9, "common"),
        ("Alta", "Cerradas", 30, "pending"),
        ("Baja", "Abiertas", 0, "common"),
    )
]
DOMAINS = [
    {"domain": "A.9 Control de acceso", "applicable": 14, "implemented": 9, "unverified": 3},
    {"domain": "A.10 Criptografía", "applicable": 0, "implemented": 0, "unverified": 0},
]
STEPS = [{"month": m, "planned": n % 4, "done": n % 3 if n < 11 else None} for n, m in enumerate(MONTHS)]
PROCESS = [
    {
        "month": month,
        "value": None if n == 4 else 0.9 + n / 200,
        "lower": 0.8 - n % 3 / 20,
        "centre": 0.92,
        "upper": 1.0,
        "tone": "concern" if n == 1 else "",
        "said": "por debajo de su límite" if n == 1 else "",
        "key": f"2021-{n + 1:02d}",
    }
    for n, month in enumerate(MONTHS)
]
DECIDED = [
    {
        **row,
        **({"lower": None, "centre": None, "upper": None} if n >= 8 else {}),
        "begins": "límites nuevos" if n == 8 else "",
        "number": {2: 1, 8: 2}.get(n),
        "noted": {2: "01/03/2021: Un hecho", 8: "09/09/2021: Otro"}.get(n, ""),
    }
    for n, row in enumerate(PROCESS)
]
MOVES = [
    {"label": "Cajamarca", "total": -3.14, "own": -3.0, "mix": -0.14, "tone": "concern"},
    {"label": "Huánuco", "total": 0.41, "own": 0.5, "mix": -0.09, "tone": "improvement"},
    {"label": "otros 14", "total": 0.02, "own": 0.0, "mix": 0.02, "tone": "neutral"},
]
PANELS = [
    {
        "title": title,
        "beside": beside,
        "few": few,
        "tone": "breach",
        "points": [
            {
                "value": None if n in gaps else 0.9 + n / 200,
                "said": f"{title}, {month.lower()}",
                "key": f"SEG-07.2021-{n + 1:02d}.ut.{title}",
            }
            for n, month in enumerate(MONTHS)
        ],
    }
    for title, beside, few, gaps in (
        ("Cajamarca", "95.5 %", False, ()),
        ("Consolidación del Sistema de gestión de seguridad de la información", "2 de 3", True, (0, 1, 5)),
        ("Áncash & Lima", "sin dato", True, (10, 11)),
    )
]
GROUPS_OF_MANY = [
    {
        "label": label,
        "of": of,
        "value": value,
        "tone": tone,
        "close": close,
        "said": f"{label}: 62 %",
        "where": "fuera",
        "key": f"SEG-07.2021-11~12.ut.{label}",
    }
    for label, of, value, tone, close in (
        ("Puno", 84, 0.62, "concern", True),
        ("Lima", 30, 1.0, "", True),
        ("Pasco", 4, 0.5, "", False),
    )
]
CHANCE = [
    {"of": 4.0, "far": (None, None), "close": (0.3, None)},
    {"of": 84.0, "far": (0.85, None), "close": (0.89, 0.99)},
]
LASTING = [
    {"days": days, "survival": share, "lower": low, "upper": high, "at_risk": risk, "ended": ended}
    for days, share, low, high, risk, ended in (
        (1, 0.9, 0.7, 0.97, 20, 2),
        (12, 0.5, 0.3, 0.7, 18, 8),
        (30, 0.1, 0.02, 0.3, 10, 8),
        (44, 0.0, None, None, 2, 2),
    )
]
TERM = {"days": 30, "label": "su plazo legal", "share": 0.1}
SERIES = [{"month": m, "value": None if n in (2, 3, 11) else 0.7 + n / 50} for n, m in enumerate(MONTHS)]
YEARS = [
    {"year": 2020 + n // 12, "month": n % 12 + 1, "value": 7.4 / (n % 12 + 1) if n < 20 else None} for n in range(24)
]
ANSWER = [
    {
        "label": "Cajamarca",
        "value": 164,
        "said": "164",
        "aside": "15.9 %",
        "before": 120,
        "pale": False,
        "key": ".=CAJ.",
    },
    {"label": "Otros", "value": None, "said": "sin dato", "aside": "", "before": None, "pale": True, "key": ""},
]
ANSWERED = [
    {"series": s, "pale": s == "Otros", "at": m, "value": None if n == 3 else n + k, "said": f"{n + k}", "key": f"{n}"}
    for k, s in enumerate(("Reclamo", "Queja", "Otros"))
    for n, m in enumerate(MONTHS)
]
PIECES = [
    {"label": m, "part": p, "value": None if n == 3 else n + k, "said": f"{n + k}", "key": f"{n}"}
    for n, m in enumerate(MONTHS)
    for k, p in enumerate(("Reclamo", "Queja", "Una denuncia con un nombre que no cabe en una sola línea", "Otros"))
]
NOTHING = [{"month": m, "value": None} for m in MONTHS]
FORMS = {
    "curve": lambda c, m: charts.cumulative_curve(CURVE, [{"month": 8.97, "text": "v05 aprobada"}], c, m),
    "curve_of_december": lambda c, m: charts.cumulative_curve(
        [{**r, "delivered": r["month"]} for r in CURVE], [], c, m
    ),
    "curve_without_deliveries": lambda c, m: charts.cumulative_curve(
        [{**r, "delivered": None} for r in CURVE], [], c, m
    ),
    "curve_since_a_month": lambda c, m: charts.cumulative_curve(CURVE, [], c, m, then=Then(10, "Octubre")),
    "curve_beside_another": lambda c, m: charts.cumulative_curve(
        CURVE, [], c, m, then=Then(8, "Agosto", tuple({**r, "delivered": r["month"]} for r in CURVE[:8]))
    ),
    "empty_curve": lambda c, m: charts.cumulative_curve([], [], c, m),
    "bars": lambda c, m: charts.progress_bars(GROUPS, c, m),
    "no_bars": lambda c, m: charts.progress_bars([], c, m),
    "slip": lambda c, m: charts.slip_chart(LATE, c, m),
    "no_slip": lambda c, m: charts.slip_chart([], c, m),
    "versions": lambda c, m: charts.versions_curve(VERSIONS, "04", "05", c, m),
    "no_versions": lambda c, m: charts.versions_curve([], "04", "05", c, m),
    "flow": lambda c, m: charts.case_flow(FLOW, c, m),
    "flow_of_23_months": lambda c, m: charts.case_flow((FLOW * 2)[:23], c, m),
    "no_flow": lambda c, m: charts.case_flow([], c, m),
    "ageing": lambda c, m: charts.ageing_bars(AGES, c, m),
    "no_ageing": lambda c, m: charts.ageing_bars([], c, m),
    "pareto": lambda c, m: charts.pareto_bars(CAUSES, c, m),
    "no_pareto": lambda c, m: charts.pareto_bars([], c, m),
    "heat": lambda c, m: charts.risk_heat(RISKS, LEVELS, ("high", "very_high"), c, m),
    "no_heat": lambda c, m: charts.risk_heat([], LEVELS, (), c, m),
    "severity": lambda c, m: charts.severity_stack(SEVERITIES, c, m),
    "no_severity": lambda c, m: charts.severity_stack([], c, m),
    "domains": lambda c, m: charts.domain_bars(DOMAINS, c, m),
    "no_domains": lambda c, m: charts.domain_bars([], c, m),
    "milestones": lambda c, m: charts.milestone_bars(STEPS, c, m),
    "no_milestones": lambda c, m: charts.milestone_bars([], c, m),
    "shares": lambda c, m: charts.share_bars(SHARES, 0.9, c, m),
    "no_shares": lambda c, m: charts.share_bars([], None, c, m),
    "projects": lambda c, m: charts.plan_bars(PROJECTS, c, m),
    "no_projects": lambda c, m: charts.plan_bars([], c, m),
    "line": lambda c, m: charts.indicator_line(SERIES, 0.95, [{"label": "límite", "value": 0.8}], "percent", c, m),
    "line_of_an_index": lambda c, m: charts.indicator_line([{"month": "Nov", "value": 2.4}], None, [], "index", c, m),
    "line_without_data": lambda c, m: charts.indicator_line(NOTHING, 0.95, [], "percent", c, m),
    "years": lambda c, m: charts.years_line(YEARS, 3.5, "index", c, m),
    "no_years": lambda c, m: charts.years_line([], None, "index", c, m),
    "process": lambda c, m: charts.process_chart(PROCESS, 0.95, "percent", c, m),
    "process_without_limits": lambda c, m: charts.process_chart(
        [{**row, "lower": None, "centre": None, "upper": None} for row in PROCESS], None, "rate", c, m, 2
    ),
    "process_beside_the_year_before": lambda c, m: charts.process_chart(
        PROCESS, 0.95, "percent", c, m, versus=charts.Versus("un año antes", (None, *[0.7] * 11), True)
    ),
    "process_beside_a_month": lambda c, m: charts.process_chart(
        PROCESS, 0.95, "percent", c, m, versus=charts.Versus("Oct 21", (*[None] * 11, 0.945), at=9)
    ),
    "process_beside_a_month_long_ago": lambda c, m: charts.process_chart(
        PROCESS, 0.95, "percent", c, m, versus=charts.Versus("Ene 19", (*[None] * 11, 0.5))
    ),
    "process_of_a_dated_target": lambda c, m: charts.process_chart(
        [{**row, "target": None if n < 3 else 0.9 if n < 6 else 0.95} for n, row in enumerate(PROCESS)],
        0.95,
        "percent",
        c,
        m,
    ),
    "multiples": lambda c, m: charts.small_multiples(PANELS, list(MONTHS), [None] * 4 + [0.95] * 8, "percent", c, m, 2),
    "multiples_of_an_index": lambda c, m: charts.small_multiples(PANELS[:1], list(MONTHS), [None] * 12, "index", c, m),
    "no_multiples": lambda c, m: charts.small_multiples([], [], [], "percent", c, m),
    "funnel": lambda c, m: charts.funnel_chart(GROUPS_OF_MANY, CHANCE, 0.95, "percent", c, m, of="Reclamos"),
    "no_funnel": lambda c, m: charts.funnel_chart([], [], None, "rate", c, m),
    "process_decided": lambda c, m: charts.process_chart(DECIDED, 0.95, "percent", c, m),
    "between": lambda c, m: charts.between_chart([{**row, "upper": 90.0} for row in PROCESS if row["value"]], c, m),
    "no_process": lambda c, m: charts.process_chart([], None, "index", c, m),
    "moves": lambda c, m: charts.move_bars(MOVES, c, m),
    "no_moves": lambda c, m: charts.move_bars([], c, m),
    "survival": lambda c, m: charts.survival_curve(LASTING, TERM, c, m),
    "survival_of_one_step": lambda c, m: charts.survival_curve(LASTING[-1:], None, c, m),
    "no_survival": lambda c, m: charts.survival_curve([], None, c, m),
    "answer_bars": lambda c, m: charts.value_bars(ANSWER, c, m),
    "no_answer_bars": lambda c, m: charts.value_bars([], c, m),
    "answer_lines": lambda c, m: charts.series_lines(ANSWERED, "count", c, m),
    "answer_lines_of_shares": lambda c, m: charts.series_lines(
        [{**row, "value": row["value"] and row["value"] / 20} for row in ANSWERED], "percent", c, m
    ),
    "no_answer_lines": lambda c, m: charts.series_lines([], "count", c, m),
    "answer_stack": lambda c, m: charts.stacked_bars(PIECES, ["24"] * 12, c, m),
    "no_answer_stack": lambda c, m: charts.stacked_bars([], [], c, m),
    "no_line": lambda c, m: charts.indicator_line([], None, [], "index", c, m),
}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("form", FORMS)
def test_plotly_accepts_every_piece(form, colours):
    drawn = FORMS[form](colours, "Datos de demostración")
    assert go.Figure(drawn.to_dict()).to_dict()["data"] == drawn.to_dict()["data"]


# What `pages/_kit/boards/plot.js` draws of the notation of plotly, read in it: another word would be lost in silence.
DRAWN = {
    "data": {"type", "x", "y", "customdata", "hoverinfo", "hovertext", "hovertemplate", "marker", "mode", "line"}
    | {"orientation", "width", "base", "connectgaps", "fill", "fillcolor", "xaxis", "yaxis"}
    | {"text", "textfont", "textposition", "insidetextanchor", "name"},
    "legend": {"orientation", "font", "traceorder"},
    "line": {"color", "width", "dash", "shape"},
    "marker": {"color", "size", "symbol", "line"},
    "annotations": {"x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "text", "font", "align"}
    | {"bgcolor", "showarrow", "textangle"},
    "shapes": {"type", "x0", "x1", "y0", "y1", "xref", "yref", "line"},
    "axis": {"range", "tickvals", "ticktext", "nticks", "ticksuffix", "tickfont", "ticklabelstandoff", "tickangle"}
    | {
        "title",
        "visible",
        "showgrid",
        "gridcolor",
        "showline",
        "linecolor",
        "zeroline",
        "fixedrange",
        "ticks",
        "rangemode",
    },
}


def axes_of(layout: dict, way: str) -> list[dict]:
    """The axes of a figure: one, or one a panel."""
    return [axis for name, axis in layout.items() if name.startswith(f"{way}axis")]


@pytest.mark.parametrize("form", FORMS)
def test_no_form_asks_for_what_is_not_drawn(form):
    drawn = FORMS[form](LIGHT, "Datos de demostración").to_dict()
    layout, traces = drawn["layout"], drawn["data"]
    assert {trace["type"] for trace in traces} <= {"scatter", "bar"} and layout.get("barmode", "overlay") == "overlay"
    for name, pieces in {
        "data": traces,
        "line": [trace["line"] for trace in traces if "line" in trace] + [each["line"] for each in layout["shapes"]],
        "marker": [trace["marker"] for trace in traces if "marker" in trace],
        "annotations": layout["annotations"],
        "shapes": layout["shapes"],
        "legend": [layout["legend"]] if layout["showlegend"] else [],
        "axis": axes_of(layout, "x") + axes_of(layout, "y"),
    }.items():
        assert {key for piece in pieces for key in piece} <= DRAWN[name], name
    assert all(each["type"] == "line" for each in layout["shapes"])
    assert not any(each["showarrow"] for each in layout["annotations"])
    for trace in traces:
        written = {"bar": "inside", "scatter": None}[trace["type"]]
        assert trace.get("textposition") == (written if "text" in trace else None)
        assert not layout["showlegend"] or (trace["name"] and trace["type"] == "bar"), (
            "a tone of the legend has its name"
        )
    for axis in axes_of(layout, "x"):
        assert "title" not in axis and not axis["showgrid"], "they are drawn of the other axis only"
    grid, panels = layout.get("grid", {}), len(axes_of(layout, "x"))
    assert set(grid) <= {"rows", "columns", "pattern"} and panels <= grid.get("rows", 1) * grid.get("columns", 1)
    assert all(trace.get("connectgaps") is not True for trace in traces), "a gap is a gap"
    assert {each.get("dash", "solid") for trace in traces for each in [trace.get("line", {})]} <= {
        "solid",
        "dash",
        "dot",
    }
    for axis in (*axes_of(layout, "x"), *axes_of(layout, "y")):
        low, high = axis["range"]
        assert low != high, "an axis says from where to where it goes"


@pytest.mark.parametrize("form", FORMS)
def test_every_mark_is_inside_its_axes(form):
    drawn = FORMS[form](LIGHT, "").to_dict()
    for trace in drawn["data"]:
        (left, right), (one, other) = (
            drawn["layout"][trace.get(f"{way}axis", way).replace(way, f"{way}axis")]["range"] for way in "xy"
        )
        if trace.get("hoverinfo") == "skip" and trace.get("mode") == "lines":
            continue  # the limits of a month of few cases may be beyond the picture: a line is cut at its axes
        points = [(x, y) for x, y in zip(trace["x"], trace["y"]) if x is not None and y is not None]
        assert all(left <= x <= right for x, _ in points) and all(
            min(one, other) <= y <= max(one, other) for _, y in points
        )


@pytest.mark.parametrize("form", FORMS)
def test_the_demonstration_mark_is_on_the_figure_itself(form):
    def texts(mark: str) -> list[str]:
        return [note["text"] for note in FORMS[form](LIGHT, mark).to_dict()["layout"]["annotations"]]

    assert "Datos de demostración" in texts("Datos de demostración")
    assert "Datos de demostración" not in texts("")


def test_what_is_missing_is_said_in_words():
    notes = " ".join(note["text"] for note in FORMS["curve"](LIGHT, "").to_dict()["layout"]["annotations"])
    assert "66 entregados" in notes and "11 vencidos" in notes and "84 en el año" in notes


@pytest.mark.parametrize(
    "programmed", [[7 * m for m in range(1, 13)], [9] * 12, [0] * 11 + [1]], ids=["even", "all_at_once", "at_the_end"]
)
@pytest.mark.parametrize("last", range(1, 13))
def test_the_words_of_the_last_point_keep_off_curves_and_axis(programmed, last):
    rows = [
        {"month": m, "programmed": due, "delivered": due // 2 if m <= last else None, "uncapped": 0}
        for m, due in enumerate(programmed, 1)
    ]
    layout = charts.cumulative_curve(rows, [], LIGHT, "").to_dict()["layout"]
    top = layout["yaxis"]["range"][1]
    words = [note for note in layout["annotations"] if "entregado" in note["text"] or "vencido" in note["text"]]
    line = top * 17 / (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])
    for note in words:
        if note["x"] == 12:
            assert note["yanchor"] == "middle" and note["y"] - line / 2 > -0.01 * top, "on the axis"
            continue
        left, right = (note["x"], note["x"] + 4.2) if note["xanchor"] == "left" else (note["x"] - 4.2, note["x"])
        below = [row["programmed"] for row in rows if left - 1 < row["month"] <= right]
        assert note["yanchor"] == "bottom" and note["y"] > max(below), "on a curve"
        assert note["y"] + line * (1 + note["text"].count("<br>")) <= top, "beyond the top"
    assert words and words[0]["text"].strip().startswith(f"<b>{programmed[last - 1] // 2} entregado")


def test_the_mark_gives_way_to_an_early_approval():
    early, late = (
        charts.cumulative_curve(CURVE, [{"month": at, "text": "v04 aprobada"}], LIGHT, "Demostración").to_dict()[
            "layout"
        ]["annotations"][-1]
        for at in (1.8, 8.9)
    )
    assert (early["x"], early["xanchor"], late["x"], late["xanchor"]) == (1, "right", 0, "left")


def test_the_words_of_an_earlier_day_never_lie_on_the_months():
    """A line of words is 17 pixels of the 248 of the axis: of up to 78.4 deliverables, some 5.4."""
    rows = [{"month": m, "programmed": 70, "delivered": d, "uncapped": d} for m, d in ((1, 0), (2, 5), (3, 6), (4, 9))]
    for month, placed in ((1, False), (2, False), (3, True)):
        drawn = charts.cumulative_curve(rows, [], LIGHT, "", then=Then(month, "Antes")).to_dict()["layout"]
        words = [note for note in drawn["annotations"] if "Antes" in note["text"]]
        assert len(words) == 1 and (words[0]["x"] == month) is placed, month
        assert placed or words[0]["yanchor"] == "bottom"


def test_an_approval_before_the_first_month_ends_has_its_words_in_the_picture():
    """The axis begins where January is about to end; a plan of the 12th rules all of its year, and draws no line."""
    for month, said in ((12 / 31, []), (1.2, [(1.2, "left")]), (8.9, [(8.9, "center")])):
        drawn = charts.cumulative_curve(CURVE, [{"month": month, "text": "v01 aprobada"}], LIGHT, "").to_dict()[
            "layout"
        ]
        words = [(note["x"], note["xanchor"]) for note in drawn["annotations"] if "aprobada" in note["text"]]
        assert words == said and [rule["x0"] for rule in drawn["shapes"] if rule["line"].get("dash") == "dot"] == [
            at for at, _ in said
        ]


def test_no_point_lies_under_the_words_of_the_deadline():
    crowd = [
        {"activity": f"{a:02d}", "month": 12, "item": i, "days": 0, "state": "on_time", "title": "x"}
        for a in range(1, 10)
        for i in (1, 2)
    ]
    drawn = charts.slip_chart(crowd, LIGHT, "").to_dict()
    words = next(note for note in drawn["layout"]["annotations"] if "fin del mes" in note["text"])
    last = max(x for trace in drawn["data"] for x in trace["x"])
    assert words["xanchor"] == "left" and words["x"] >= drawn["layout"]["xaxis"]["range"][1] > last


def test_alternative_texts_say_the_numbers():
    assert charts.process_alt(PROCESS, "Gráfico p′.", "percent") == (
        "Gráfico p′. Dic: 95.5 %. Feb: por debajo de su límite."
    )
    assert charts.multiples_alt(PANELS[:1]) == "Cajamarca: 95.5 %."
    assert charts.multiples_alt(PANELS[:1], 6) == "Cajamarca: 95.5 %; y 6 más."
    assert charts.funnel_alt(GROUPS_OF_MANY, "1 de 3 fuera.") == "1 de 3 fuera. Puno: 62 %."
    assert charts.survival_alt(LASTING, "Los que siguen abiertos") == (
        "Los que siguen abiertos. A los 44 días sigue abierto el 0 %."
    )
    assert charts.process_alt(DECIDED, "Gráfico p′.", "percent").endswith(
        "límite. Desde Sep, límites nuevos. 1. 01/03/2021: Un hecho. 2. 09/09/2021: Otro."
    )
    assert charts.moves_alt(MOVES) == "Cajamarca: −3.1; Huánuco: +0.4; otros 14: 0.0."
    assert charts.curve_alt(CURVE) == "Curva acumulada: a Nov, 77 entregables programados y 66 entregados (86 %)."
    assert charts.curve_alt(CURVE, Then(10, "Octubre")).endswith("(86 %). Octubre: 60 de 70.")
    one, none = ({"month": 3, "programmed": n, "delivered": n} for n in (1, 0))
    assert charts.curve_alt([one]) == "Curva acumulada: a Mar, 1 entregable programado y 1 entregado (100 %)."
    said = charts.curve_alt([none], Then(3, "Marzo de 2020"))
    assert said == "Curva acumulada: nada programado a Mar. Marzo de 2020: nada programado."
    assert "UTI" not in charts.progress_alt(GROUPS) and "6 de 9" in charts.progress_alt(GROUPS)
    assert (
        charts.slip_alt(LATE)
        == "De 2 entregables, 1 llegó con atraso; el mayor atraso es de 38 días, en la actividad 24."
    )


def test_what_is_beyond_the_first_causes_is_one_row_that_sums():
    shown = charts.pareto_rows(CAUSES, top=3)
    assert [(row["label"], row["count"]) for row in shown] == [
        ("Motivo 12", 144),
        ("Motivo 11", 121),
        ("Motivo 10", 100),
        ("Otros", 285),
    ]
    assert shown[0]["share"] == 144 / 650 and shown[-1]["share"] == 1
    assert charts.pareto_rows(CAUSES[:4], top=2)[-1] == {"label": "Motivo 1", "count": 1, "key": "", "share": 1.0}, (
        "«Otros» of one is that one"
    )


def test_alternative_texts_of_cases_and_series_say_the_numbers():
    assert charts.flow_alt(FLOW) == "Flujo de casos de Ene a Nov: ingresaron 275, se cerraron 208 y quedan 32 abiertos."
    assert "5 abiertos, 5 fuera de plazo" in charts.ageing_alt(AGES)
    assert (
        charts.pareto_alt(CAUSES[:3]) == "Pareto de 5 casos: Motivo 2 es la primera causa, con 4; 1 causa reúne 80 %."
    )
    assert charts.severity_alt(SEVERITIES).endswith("Alta: 9 abiertas · 30 cerradas; Baja: ninguno.")
    assert (
        charts.domains_alt(DOMAINS)
        == "Controles por dominio: 9 implementados de 14 controles aplicables, 3 sin verificar."
    )
    assert "10 cumplidos de 15 programados" in charts.milestones_alt(STEPS)
    assert (
        charts.line_alt(SERIES, 0.95, "percent")
        == "Serie del indicador: de 70.0 % en Ene a 90.0 % en Nov; la meta es 95.0 %; 3 meses sin dato."
    )
    assert "sin dato" in charts.line_alt(NOTHING, None, "percent") and "no hay" in charts.flow_alt([])
    inherent, residual = (
        sum(row["count"] for row in RISKS if row[side] in ("high", "very_high")) for side in ("inherent", "residual")
    )
    assert f"{inherent} antes del tratamiento y {residual} después" in charts.heat_alt(RISKS, ("high", "very_high"))
    assert (
        charts.shares_alt(SHARES)
        == "UTI: 2 de 4 (50 %), 1 abierto fuera de plazo; URH: 90 % · 90 de 100; UCI: sin dato."
    )
    assert (
        charts.plan_alt(PROJECTS)
        == "Avance real sobre lo programado. Consulta de pagos: 62 % de 80 %; Citas: sin dato de 40 %."
    )


def test_alternative_texts_of_answers_say_the_numbers():
    assert charts.values_alt(ANSWER) == "Cajamarca: 164 15.9 %; Otros: sin dato."
    assert charts.series_alt(ANSWERED[:12]) == "Reclamo: de 0 en Ene a 11 en Dic."
    assert charts.stacked_alt(PIECES[:8]).startswith("Ene: Queja 1, Una denuncia")
    assert charts.values_alt([]) == charts.series_alt([]) == charts.stacked_alt([]) == "Sin dato."
