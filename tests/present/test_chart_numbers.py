"""What a chart chooses of its rows, read from the figure itself: which is long, which is in the colour of a breach,
where a click leads."""

from sig_metrics.present import charts
from sig_metrics.present.charts.slip import _said
from sig_metrics.present.theme import LIGHT

LEVELS = [("low", "Bajo"), ("medium", "Medio"), ("high", "Alto"), ("very_high", "Muy alto")]


def notes(figure) -> list[str]:
    return [note["text"].strip() for note in figure.to_dict()["layout"]["annotations"]]


def bars(figure, colour: str) -> list:
    """The lengths of the bars of one tone."""
    return next(
        trace["x"]
        for trace in figure.to_dict()["data"]
        if trace["type"] == "bar" and trace["marker"]["color"] == colour
    )


def test_a_risk_is_in_the_cell_of_its_probability_and_its_impact():
    rows = [
        {"probability": 5, "impact": 2, "inherent": "high", "residual": "low", "count": 3},
        {"probability": 1, "impact": 4, "inherent": "low", "residual": "low", "count": 1},
    ]
    first, second = charts.risk_heat(rows, LEVELS, ("high", "very_high"), LIGHT).to_dict()["data"]
    cells = {key: (x, base) for x, base, key in zip(first["x"], first["base"], first["customdata"]) if key}
    assert set(cells) == {"risk.5.2", "risk.1.4"}
    # impact, probability
    assert {key: (x, round(base + 0.46, 2)) for key, (x, base) in cells.items()} == {
        "risk.5.2": (2, 5),
        "risk.1.4": (4, 1),
    }
    assert {key for key in second["customdata"] if key} == {"level.high.low", "level.low.low"}


def test_a_curve_begins_with_all_and_says_its_half_its_tenth_and_its_term():
    steps = [(3, 0.8, 0.6, 0.9), (17, 0.5, 0.3, 0.7), (25, 0.08, 0.01, 0.2), (40, 0.0, None, None)]
    rows = [dict(zip(("days", "survival", "lower", "upper"), step)) | {"at_risk": 9, "ended": 1} for step in steps]
    drawn = charts.survival_curve(rows, {"days": 30, "label": "su plazo legal", "share": 0.08}, LIGHT)
    band, line, points = drawn.to_dict()["data"]
    assert (points["x"], points["y"]) == ([17, 25], [50, 10])
    assert (line["x"], line["y"], line["line"]["shape"]) == ([0, 3, 17, 25, 40], [100, 80, 50, 8, 0], "hv")
    assert (band["x"], band["y"]) == (
        [3, 17, 17, 25, 25, 40, 40, 25, 25, 17, 17, 3],
        [90, 90, 70, 70, 20, 20, 1, 1, 30, 30, 60, 60],
    )
    assert notes(drawn) == [
        "su plazo legal: 30 días<br>sigue abierto el <b>8 %</b>",
        "la mitad: <b>17 días</b>",
        "nueve de cada diez: <b>25 días</b>",
    ]
    assert [shape["x0"] for shape in drawn.to_dict()["layout"]["shapes"]] == [30]


def test_the_gap_is_what_was_due_and_not_what_the_year_has():
    rows = [
        {"month": month, "programmed": 7 * month, "delivered": 6 * month if month < 12 else None, "uncapped": 0}
        for month in range(1, 13)
    ]
    said = notes(charts.cumulative_curve(rows, [], LIGHT))
    assert (
        any("66 entregados" in each for each in said)
        and any(">11 vencidos<" in each for each in said)
        and "84 en el año" in said
    )
    ahead = [{**row, "delivered": row["programmed"] if row["delivered"] is not None else None} for row in rows]
    assert not any("vencido" in each for each in notes(charts.cumulative_curve(ahead, [], LIGHT)))


def test_only_what_is_past_its_term_is_red():
    rows = [
        {"band": "Hasta 15 días", "count": 14, "overdue": 2, "key": "qrd.1"},
        {"band": "Más de 90 días", "count": 5, "overdue": 5, "key": "qrd.5"},
    ]
    figure = charts.ageing_bars(rows, LIGHT)
    assert (bars(figure, LIGHT.common), bars(figure, LIGHT.breach)) == ([14, 5], [2, 5])
    assert notes(figure)[0].startswith("14 · ") and ">2 fuera de plazo<" in notes(figure)[0].replace("<b>", "").replace(
        "</b>", ""
    )


def test_the_few_causes_are_those_that_reach_eighty_in_a_hundred():
    rows = [{"label": label, "count": n, "key": label} for label, n in (("A", 50), ("B", 35), ("C", 10), ("D", 5))]
    figure = charts.pareto_bars(rows, LIGHT)
    # B passes 80: it is one of them
    assert (bars(figure, LIGHT.ink), bars(figure, LIGHT.common)) == ([50, 35, None, None], [None, None, 10, 5])
    assert charts.pareto_alt(rows).endswith("2 causas reúnen 85 %.")


def test_only_what_misses_its_target_is_in_the_colour_of_a_breach():
    rows = [
        {"label": "UTI", "value": 0.5, "parts": "50 de 100", "few": False, "beside": "", "status": status, "key": "x"}
        for status in ("missed", "watch", "near")
    ]
    figure = charts.share_bars(rows, 0.9, LIGHT)
    assert [LIGHT.breach in said for said in notes(figure)[:3]] == [True, False, False] and "meta 90 %" in notes(figure)
    assert bars(figure, LIGHT.ink) == [0.5] * 3


def test_the_figure_at_the_edge_is_that_of_the_last_month_with_data():
    rows = [{"month": "Set", "value": 0.7}, {"month": "Oct", "value": 0.8}, {"month": "Nov", "value": None}]
    figure = charts.indicator_line(rows, 0.95, [], "percent", LIGHT)
    assert "<b>80.0 %</b> (Oct)" in notes(figure) and "meta 95.0 %" in notes(figure)
    assert figure.to_dict()["data"][0]["y"] == [70, 80, None] and figure.to_dict()["data"][1]["x"] == [1]


def test_a_line_ends_with_its_year_and_another_begins():
    rows = [
        {"month": m, "value": v, "again": a}
        for m, v, a in (("Nov", 0.9, False), ("Dic", 1.0, False), ("Ene", 0.1, True))
    ]
    before, after, last = charts.indicator_line(rows, None, [], "percent", LIGHT).to_dict()["data"]
    assert [(each["x"], each["y"], len(each["hovertext"])) for each in (before, after)] == [
        ([0, 1], [90, 100], 2),
        ([2], [10], 1),
    ]
    assert (last["x"], last["y"]) == ([2], [10])
    assert charts.line_alt(rows, None, "percent") == "Serie del indicador: de 10.0 % en Ene a 10.0 % en Ene."


def test_a_process_ends_with_its_year_and_so_does_what_it_is_compared_with():
    limits = {"lower": None, "centre": None, "upper": None}
    rows = [
        {"month": m, "value": v, "again": a, "tone": t, "said": "", "key": k, **limits}
        for m, v, a, t, k in (("Dic", 0.98, False, "", "2020-12"), ("Ene", 0.1, True, "concern", "2021-01"))
    ]
    versus = charts.Versus("un año antes", (0.95, 0.2), True, None, (1,))
    data = charts.process_chart(rows, None, "percent", LIGHT, versus=versus).to_dict()["data"]
    assert [(each["mode"], each["x"], each["y"]) for each in data] == [
        ("lines", [0], [95]),
        ("lines", [1], [20]),
        ("lines+markers", [0], [98]),
        ("lines+markers", [1], [10]),
    ]
    assert [(each["customdata"], each["marker"]["size"]) for each in data[2:]] == [
        (["2020-12"], [6]),
        (["2021-01"], [10]),
    ]


def test_each_small_picture_ends_with_its_year_too():
    points = [
        {"value": v, "said": m, "key": m, "again": a}
        for m, v, a in (("Dic", 0.9, False), ("Ene", 0.1, True), ("Feb", 0.2, False))
    ]
    panel = {"title": "UTI", "beside": "20.0 %", "few": False, "tone": "breach", "points": points}
    data = charts.small_multiples([panel], ["Dic", "Ene", "Feb"], [None] * 3, "percent", LIGHT).to_dict()["data"]
    assert [(each["x"], each["y"], each["customdata"], each["marker"]["size"]) for each in data] == [
        ([0], [90], ["Dic"], [2.5]),
        ([1, 2], [10, 20], ["Ene", "Feb"], [2.5, 8]),
    ]


def test_words_at_the_edge_of_a_slide_are_apart():
    """A slide leaves a figure 240 pixels: 188 of plot, in which 85.7 and 90 of a hundred are eight apart."""
    empty = {"tone": "", "said": "", "lower": None, "centre": None, "upper": None}
    rows = [{"month": f"M{n}", "value": each, "key": f"{n}", **empty} for n, each in enumerate((0.0, 0.9, 0.857))]
    drawn = charts.process_chart(rows, 0.9, "percent", LIGHT, height=240).to_dict()["layout"]
    low, high = drawn["yaxis"]["range"]
    value, goal = (
        next(note["y"] for note in drawn["annotations"] if said in note["text"]) for said in ("85.7", "meta")
    )
    assert (goal - value) * 188 / (high - low) >= 14


def test_words_at_the_edge_of_a_low_picture_are_apart_and_inside():
    """96.4 and 100 are 3.6 points apart, six pixels of the 128 of a plot 180 high."""
    rows = [{"month": f"M{n}", "value": 0.964} for n in range(1, 13)]
    drawn = charts.indicator_line(rows, 1.0, [], "percent", LIGHT, height=180).to_dict()["layout"]
    low, high = drawn["yaxis"]["range"]
    value, goal = (
        next(note["y"] for note in drawn["annotations"] if said in note["text"]) for said in ("96.4", "meta")
    )
    assert (goal - value) * 128 / (high - low) >= 14 and low < value < goal < high


def test_of_the_controls_that_apply_only_the_implemented_are_dark():
    rows = [{"domain": "A.9", "applicable": 14, "implemented": 9, "unverified": 3, "key": "A.9"}]
    figure = charts.domain_bars(rows, LIGHT)
    assert (bars(figure, LIGHT.pending), bars(figure, LIGHT.ink)) == ([14], [9]) and notes(figure)[0].startswith(
        "9 de 14 · "
    )


def test_what_came_on_its_last_day_is_not_late():
    rows = [
        {"activity": "05", "month": 3, "item": item, "days": days, "state": state, "title": "x"}
        for item, days, state in ((1, 0, "on_time"), (2, 12, "late"), (3, -4, "on_time"))
    ]
    assert (
        charts.slip_alt(rows)
        == "De 3 entregables, 1 llegó con atraso; el mayor atraso es de 12 días, en la actividad 05."
    )
    assert [_said(days) for days in (12, -4)] == ["12 días de atraso", "4 días antes del plazo"]
    assert [each for each in notes(charts.slip_chart(rows, LIGHT)) if each.startswith("Act.")] == ["Act. 05: +12 días"]


def test_a_month_of_milestones_is_red_when_something_lacks():
    rows = [
        {"month": "Oct", "planned": 4, "done": 4},
        {"month": "Nov", "planned": 4, "done": 3},
        {"month": "Dic", "planned": 2, "done": None},
    ]
    figure = charts.milestone_bars(rows, LIGHT)
    assert [(note["text"], note["font"]["color"]) for note in figure.to_dict()["layout"]["annotations"]] == [
        ("4 de 4", LIGHT.ink),
        ("<b>3 de 4</b>", LIGHT.breach),
        ("2", LIGHT.muted),
    ]
    unplanned = [{"month": "Ene", "planned": 0, "done": 0}, {"month": "Feb", "planned": 0, "done": 1}]
    figure = charts.milestone_bars(unplanned, LIGHT).to_dict()
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["1"]
    assert list(figure["data"][0]["hovertext"]) == ["Ene: sin hitos programados", "Feb: 1 hito sin programar"]
    assert (
        charts.milestones_alt(rows)
        == "Hitos por mes: 7 cumplidos de 8 programados a la fecha; en 1 mes se cumplió menos de lo programado."
    )


def test_each_version_ends_at_its_own_total():
    rows = [{"month": month, "before": month, "after": 2 * month} for month in range(1, 13)]
    assert notes(charts.versions_curve(rows, "04", "05", LIGHT)) == ["v04: 12", "v05: 24"]


def test_bars_of_progress_are_delivered_within_programmed():
    rows = [{"code": "UTI", "label": "UTI", "programmed": 9, "delivered": 6, "on_time": 5, "overdue": 3}]
    figure = charts.progress_bars(rows, LIGHT)
    assert (
        (bars(figure, LIGHT.pending), bars(figure, LIGHT.ink)) == ([9], [6])
        and notes(figure)[0].startswith("6 de 9 · ")
        and "3 vencidos" in notes(figure)[0]
    )


def process_rows(values: list[float | None], targets: list[float | None]) -> list[dict]:
    limits = {"lower": None, "centre": None, "upper": None, "tone": "", "said": ""}
    return [
        {"month": f"M{n}", "value": value, "target": target, "key": f"2021-{n:02d}", **limits}
        for n, (value, target) in enumerate(zip(values, targets), 1)
    ]


def test_a_target_that_changes_is_a_step_in_the_month_in_which_it_does():
    """Until March none; 60 % from April and 70 % since May, which is what the words say."""
    rows = process_rows([0.5] * 6, [None, None, None, 0.6, 0.7, 0.7])
    figure = charts.process_chart(rows, 0.7, "percent", LIGHT)
    drawn = figure.to_dict()
    steps = drawn["data"][0]
    assert list(steps["y"]) == [None, None, None, 60, 70, 70]
    assert (steps["line"]["dash"], steps["line"]["shape"]) == ("dash", "hvh")
    assert "meta 70.0 %" in notes(figure) and not drawn["layout"]["shapes"]
    level = charts.process_chart(process_rows([0.5] * 6, [0.7] * 6), 0.7, "percent", LIGHT).to_dict()
    assert [each["y0"] for each in level["layout"]["shapes"]] == [70] and len(level["data"]) == 1


def test_the_month_compared_with_has_a_ring_and_the_year_before_a_line():
    rows = process_rows([0.5, 0.6, 0.9], [None] * 3)
    month = charts.process_chart(rows, None, "percent", LIGHT, versus=charts.Versus("M2", (None, None, 0.6), at=1))
    assert list(month.to_dict()["data"][0]["marker"]["line"]["width"]) == [0, 2.5, 0] and "○ M2 60.0 %" in notes(month)
    year = charts.process_chart(
        rows, None, "percent", LIGHT, versus=charts.Versus("un año antes", (None, 0.4, 0.8), True)
    )
    assert list(year.to_dict()["data"][0]["y"]) == [None, 40, 80] and "un año antes 80.0 %" in notes(year)
    ago = charts.process_chart(rows, None, "percent", LIGHT, versus=charts.Versus("Ene 19", (None, None, 0.3)))
    assert [each["y0"] for each in ago.to_dict()["layout"]["shapes"]] == [30] and "Ene 19 30.0 %" in notes(ago)


def small(title: str, values: list[float | None], few: bool = False) -> dict:
    points = [{"value": value, "said": f"{title} {n}", "key": f"{title}.{n}"} for n, value in enumerate(values)]
    return {"title": title, "beside": "x", "few": few, "tone": "breach", "points": points}


def test_small_pictures_have_one_scale_and_the_tone_of_their_last_month():
    """From 20 % to 100 %, and the target of each month in both; the one of few is grey."""
    panels = [small("Puno", [0.5, 1.0, None]), small("Lima", [0.2, None, 0.4], few=True)]
    drawn = charts.small_multiples(panels, ["Set", "Oct", "Nov"], [0.9] * 3, "percent", LIGHT, columns=2).to_dict()
    layout = drawn["layout"]
    assert (
        layout["yaxis"]["range"] == layout["yaxis2"]["range"] and layout["xaxis"]["range"] == layout["xaxis2"]["range"]
    )
    low, high = layout["yaxis"]["range"]
    assert low < 20 and high > 100
    lines = {trace["xaxis"]: trace for trace in drawn["data"] if "markers" in trace["mode"]}
    goals = [list(trace["y"]) for trace in drawn["data"] if trace["mode"] == "lines"]
    assert goals == [[90] * 3] * 2
    assert list(lines["x"]["marker"]["color"]) == [LIGHT.ink, LIGHT.breach, LIGHT.ink]
    assert set(lines["x2"]["marker"]["color"]) == {LIGHT.faint} == {lines["x2"]["line"]["color"]}
    assert list(lines["x2"]["customdata"]) == ["Lima.0", "Lima.1", "Lima.2"]
    assert {note["xref"] for note in layout["annotations"] if note["text"] == "Lima"} == {"x2 domain"}


def test_only_groups_outside_the_limits_are_named_in_their_colour():
    def group(label: str, tone: str, close: bool) -> dict:
        return {
            "label": label,
            "of": 50,
            "value": 0.6,
            "tone": tone,
            "close": close,
            "said": label,
            "where": "",
            "key": label,
        }

    points = [group("Puno", "concern", True), group("Lima", "", True), group("Pasco", "", False)]
    limits = [
        {"of": 10, "far": (None, None), "close": (0.5, None)},
        {"of": 50, "far": (0.7, 0.99), "close": (0.8, 0.97)},
    ]
    figure = charts.funnel_chart(points, limits, 0.9, "percent", LIGHT, of="Casos")
    marker = figure.to_dict()["data"][-1]["marker"]
    assert list(marker["color"]) == [LIGHT.concern, LIGHT.background, LIGHT.ink]
    assert [width > 0 for width in marker["line"]["width"]] == [False, True, False]
    assert notes(figure) == ["99.8 %", "99.8 %", "95 %", "95 %", "todos 90.0 %", "Puno", "Casos →"]
    behind = charts.funnel_chart(
        points, limits, 0.9, "percent", LIGHT, of="Incidentes confirmados cuyo plazo de notificación venció"
    )
    assert notes(behind)[-1] == "Incidentes confirmados cuyo plazo de<br>notificación venció →"
    assert list(figure.to_dict()["data"][0]["y"]) == [None, 70]
