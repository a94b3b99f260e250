"""The rows behind a point are the number that the chart shows, on the whole demonstration; reserved registers have
none."""

from datetime import date

import pytest

from conftest import NOVEMBER
from sig_metrics.catalog.model import CatalogError
from sig_metrics.measure import cases, drill, follow_up
from sig_metrics.measure.compute import measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope

SCOPES = [
    Scope(NOVEMBER),
    Scope(NOVEMBER, unit="UTI"),
    Scope(date(2021, 3, 31), system="SGSI"),
    Scope(date(2020, 12, 31)),
]
COMMITMENTS = {"improvement_action": "SEG-02", "risk_treatment": "SEG-04", "finding": "MAN-06", "agreement": "MAN-07"}


@pytest.fixture(scope="module")
def demo(demo_snapshot):
    return demo_snapshot


@pytest.fixture(scope="module")
def catalog(whole_catalog):
    return whole_catalog


def counted(demo, catalog, scope) -> dict[str, int]:
    """{key of the drawer: the number its chart shows} of every chart of cases and of follow-up."""
    dataset = Dataset(demo, catalog)
    shown = {}
    for register in ("qrd", "ctvc_alert"):
        for row in cases.flow(dataset, register, scope):
            # None: no file, a gap
            shown |= {
                f"{part}.{row['key']}": row[part] for part in ("inflow", "outflow", "stock") if row[part] is not None
            }
        shown |= {f"age.{row['key']}": row["count"] for row in cases.ages(dataset, register, scope)}
        shown |= {f"ut.{row['key']}": row["count"] for row in cases.by_ut(dataset, register, scope)}
    shown |= {f"reason.{row['key']}": row["count"] for row in cases.reasons(dataset, scope)}
    shown |= {f"incident.{row['key']}": row["count"] for row in cases.incidents(dataset, scope)}
    shown |= {
        f"commitment.{row['key']}": row["count"]
        for row in follow_up.commitments(dataset, scope, catalog.screens.commitments.registers)
    }
    shown |= {f"document.{row['key']}": row["count"] for row in follow_up.documents(dataset, scope)}
    shown |= {f"milestone.{row['key']}": row["planned"] for row in follow_up.milestones(dataset, scope)}
    risks = follow_up.risks(dataset, scope)
    for row in risks:
        for key in (f"risk.{row['probability']}.{row['impact']}", f"level.{row['inherent']}.{row['residual']}"):
            shown[key] = shown.get(key, 0) + row["count"]
    return shown


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_the_rows_behind_a_point_are_its_number(demo, catalog, scope):
    shown = counted(demo, catalog, scope)
    assert len(shown) > 100 and sum(shown.values()) > 500, "the charts are empty: nothing was compared"
    wrong = {
        key: (number, found.total)
        for key, number in shown.items()
        if (found := drill.behind(Dataset(demo, catalog), scope, key)).total != number
    }
    assert not wrong


@pytest.mark.parametrize(
    ("ficha", "dimension", "what"),
    [("MAN-03", "severity", "associate"), ("MAN-12", "domain", "control"), ("MEJ-05", "kind", "obligation")],
)
def test_the_rows_behind_a_group_are_its_denominator(demo, catalog, ficha, dimension, what):
    dataset = Dataset(demo, catalog)
    found = follow_up.groups(dataset, catalog.indicator(ficha), Scope(NOVEMBER), dimension)
    assert found and all(row["label"] != row["code"] for row in found)
    for row in found:
        assert drill.behind(dataset, Scope(NOVEMBER), f"{what}.{row['code']}").total == row["denominator"], row


@pytest.mark.parametrize(
    "key",
    ["control.A.9", "project.app_project.APP-01", "component.policies", "training.UTI", "survey.CAJ", "ut.qrd.none"],
)
def test_other_points_lead_to_rows_too(demo, catalog, key):
    found = drill.behind(Dataset(demo, catalog), Scope(NOVEMBER), key)
    assert found.rows if key != "ut.qrd.none" else found is not None
    assert all(set(row) >= set(found.headings) for row in found.rows)
    assert all(catalog.registers[name] for name in found.registers)


@pytest.mark.parametrize(
    ("key", "subject"),
    [
        ("age.qrd.5", "Quejas, reclamos y denuncias (QRD) · Más de 90 días"),
        ("ut.qrd.CAJ", "Quejas, reclamos y denuncias (QRD) · Cajamarca"),
        ("inflow.qrd.2021-09", "Quejas, reclamos y denuncias (QRD) · setiembre de 2021"),
        ("term.suggestion.internal", "Sugerencias"),
    ],
)
def test_what_a_point_is_of_is_said(demo, catalog, key, subject):
    assert drill.behind(Dataset(demo, catalog), Scope(date(2021, 11, 30)), key).subject == subject


@pytest.mark.parametrize(
    "key",
    [
        "",
        "age",
        "age.qrd",
        "age.qrd.x",
        "inflow.qrd.2021-13",
        "inflow.corruption_status.2021-06",
        "nothing.1",
        "inflow.'; drop table qrd; --.2021-06",
    ],
)
def test_a_key_that_no_chart_has_leads_nowhere(demo, catalog, key):
    assert drill.behind(Dataset(demo, catalog), Scope(NOVEMBER), key) is None


def test_no_query_reads_a_reserved_register(catalog):
    reserved = {register.name for register in catalog.registers.values() if register.reserved}
    assert reserved
    for name, query in drill.queries().items():
        assert not reserved & set(query.registers), name
        assert not any(register in query.sql for register in reserved), name


def test_a_forgotten_half_is_named(tmp_path):
    (tmp_path / "drill").mkdir()
    (tmp_path / "drill.toml").write_text(
        '[x]\ntitle = "X"\nregisters = ["qrd"]\narguments = []\nheadings = {}\n', encoding="utf-8"
    )
    with pytest.raises(CatalogError, match="x: falta su mitad drill/x.sql"):
        drill.queries(tmp_path)
    (tmp_path / "drill" / "x.sql").write_text("-- grain: one\nselect 1 as one", encoding="utf-8")
    (tmp_path / "drill" / "y.sql").write_text("-- grain: one\nselect 1 as one", encoding="utf-8")
    with pytest.raises(CatalogError, match="drill/y.sql: falta su parte"):
        drill.queries(tmp_path)


def test_more_rows_than_are_shown_are_counted(demo, catalog, monkeypatch):
    monkeypatch.setattr(drill, "MOST", 3)
    found = drill.behind(Dataset(demo, catalog), Scope(NOVEMBER), "age.qrd.1")
    assert len(found.rows) == 3 < found.total


@pytest.mark.parametrize("scope", [Scope(NOVEMBER), Scope(NOVEMBER, unit="UTI"), Scope(date(2020, 12, 31))], ids=str)
@pytest.mark.parametrize("register", COMMITMENTS)
def test_commitments_by_state_are_the_parts_of_their_indicator(demo, catalog, register, scope):
    dataset = Dataset(demo, catalog)
    rows = {row["key"].partition(".")[2]: row["count"] for row in follow_up.commitments(dataset, scope, (register,))}
    whole = measure(dataset, catalog.indicator(COMMITMENTS[register]), scope)
    # SEG-04 counts what was done, late or not
    met = rows.get("on_time", 0) + (rows.get("late", 0) if register == "risk_treatment" else 0)
    assert (met, sum(rows.get(state, 0) for state in ("on_time", "late", "overdue"))) == (
        whole.numerator or 0,
        whole.denominator or 0,
    )


def test_charts_add_up_to_their_indicators(demo, catalog):
    dataset = Dataset(demo, catalog)
    scope = Scope(NOVEMBER)

    def parts(ficha: str) -> tuple[float, float]:
        found = measures(dataset, (catalog.indicator(ficha),), scope)[0]
        return found.numerator, found.denominator

    documents = follow_up.documents(dataset, scope)
    assert (
        sum(r["count"] for r in documents if r["key"].endswith(".current")),
        sum(r["count"] for r in documents),
    ) == parts("MAN-01")
    risks = follow_up.risks(dataset, scope)
    known = [r for r in risks if r["residual"] != "unknown"]
    assert (
        sum(r["count"] for r in known if r["residual"] in follow_up.ABOVE),
        sum(r["count"] for r in known),
    ) == parts("SEG-05")
    for register, ficha in (("app_project", "MEJ-06"), ("digital_project", "SEG-19")):
        rows = [
            r
            for r in follow_up.projects(dataset, register, scope)
            if register == "app_project" or r["actual"] is not None
        ]
        sums = sum((r["actual"] or 0) * r["weight"] for r in rows), sum(r["planned"] * r["weight"] for r in rows)
        assert sums == pytest.approx(parts(ficha)), register
    done = [r["is_done"] for r in demo.rows("select is_done from milestone_state where period = ?", [NOVEMBER])]
    assert (sum(done), len(done)) == parts("MEJ-01")
    assert sum(r["count"] for r in cases.by_ut(dataset, "qrd", scope)) == sum(
        r["count"] for r in cases.ages(dataset, "qrd", scope)
    )


def test_complaints_are_protected_cells_and_nothing_else(demo, catalog):
    dataset = Dataset(demo, catalog)
    rows, periods = follow_up.complaint_cells(dataset, Scope(NOVEMBER))
    assert list(periods.values())[0] == "Primer semestre 2021" and len(rows) == 6
    assert {row[period] for row in rows for period in periods} == {"<5", "<5 de <5 en plazo"}
    assert follow_up.complaint_cells(dataset, Scope(date(2020, 6, 30))) == ([], {}), (
        "released on 15/07/2020: not known before"
    )
