"""Which registers an indicator comes from: found through the views, typed here by hand, and said by a ficha only
where it is another."""

import shutil

import pytest

from conftest import ROOT
from sig_metrics.catalog.build import read_toml
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.origins import derived, reached
from sig_metrics.catalog.reader import default_catalog, load_catalog

LIBRARY = ROOT / "sig_metrics" / "definitions"
CATALOG = default_catalog()
# By what its SQL reads, and what the views under it read; the law and the frames of days left out.
FOUND = {
    "MAN-01": ("document",),
    "MAN-03": ("business_associate", "due_diligence"),
    "MAN-06": ("audit", "finding"),
    "MAN-07": ("minutes", "agreement"),
    "MAN-08": ("training", "training_attendance", "headcount"),
    "MAN-12": ("soa_control",),
    "SEG-04": ("risk", "risk_treatment"),
    "SEG-05": ("risk",),
    "SEG-10": ("qrd", "qrd_monthly", "household"),
    "SEG-13": ("corruption_status",),
    "SEG-19": ("digital_project",),
    "MEJ-02": ("sst_event", "sst_hours"),
    "MEJ-04": ("sst_event", "sst_hours"),
}
# Where the ficha says it: what was delivered and what was programmed decide the advance of the plan; a legal clock
# names its law.
SAID = {
    "PLN-01": ("deliverable", "plan_schedule"),
    "PLN-02": ("deliverable", "plan_schedule"),
    "PLN-04": ("deliverable", "plan_schedule"),
    "PLN-05": ("deliverable", "plan_schedule"),
    "PLN-06": ("deliverable", "plan_schedule"),
    "PLN-07": ("deliverable", "plan_schedule"),
    "PLN-08": ("plan_schedule",),
    "PLN-09": ("deliverable", "plan_schedule"),
    "MAN-04": ("document", "legal_term", "calendar_day"),
    "SEG-07": ("qrd", "legal_term", "calendar_day", "parameter"),
    "SEG-08": ("qrd", "legal_term", "calendar_day", "parameter"),
    "SEG-09": ("qrd", "suggestion", "legal_term", "calendar_day", "parameter"),
    "SEG-11": ("ctvc_alert", "legal_term", "calendar_day", "parameter"),
    "SEG-14": ("security_incident", "legal_term", "calendar_day"),
    "SEG-15": ("security_incident", "legal_term"),
    "SEG-16": ("vulnerability", "legal_term"),
}


@pytest.fixture
def root(tmp_path):
    shutil.copytree(LIBRARY, tmp_path / "library")
    return tmp_path / "library"


def edit(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("code", [*FOUND, *SAID])
def test_an_indicator_comes_from_these_registers(code):
    assert CATALOG.indicator(code).source_registers == {**FOUND, **SAID}[code]


def test_a_ficha_says_them_only_where_they_are_others():
    said = {
        each.code
        for each in CATALOG.indicators.values()
        if "source_registers" in read_toml(LIBRARY / "indicators" / f"{each.name}.toml")
    }
    assert said == set(SAID)
    assert [
        code
        for code in sorted(said)
        if set(CATALOG.indicator(code).source_registers)
        == set(derived(CATALOG.indicator(code), CATALOG.views, CATALOG.registers))
    ] == []


def test_frames_hide_what_they_read():
    assert {view.name for view in CATALOG.views.values() if view.frame} == {"month_end", "term_start"}
    assert reached(["month_end"], CATALOG.views, CATALOG.registers) == ()
    assert reached(["plan_period"], CATALOG.views, CATALOG.registers) == ("plan_version",)
    assert "qrd" in reached(["qrd_clock"], CATALOG.views, CATALOG.registers) and "suggestion" not in reached(
        ["qrd_clock"], CATALOG.views, CATALOG.registers
    )


def test_what_is_no_frame_any_more_is_an_origin(root):
    edit(root / "views" / "month_end.sql", "-- frame: ", "-- ")
    assert load_catalog(root).indicator("MAN-01").source_registers == ("plan_version", "document")


def test_a_register_that_the_sql_does_not_reach_is_refused(root):
    edit(
        root / "indicators" / "plan_programmed_count.toml",
        'source_registers = ["plan_schedule"]',
        'source_registers = ["plan_schedule", "qrd"]',
    )
    with pytest.raises(CatalogError, match="plan_programmed_count.toml: source_registers: su SQL no llega a «qrd»"):
        load_catalog(root)


def test_what_reaches_a_reserved_register_is_reserved_whatever_its_ficha_says(root):
    edit(
        root / "indicators" / "plan_programmed_count.sql",
        "from activity_state",
        "from activity_state\nsemi join corruption_status on true",
    )
    edit(
        root / "indicators" / "plan_programmed_count.toml",
        'reads = ["activity_state"]',
        'reads = ["activity_state", "corruption_status"]',
    )
    made = load_catalog(root).indicator("PLN-08")
    assert made.reserved and made.source_registers == ("plan_schedule",)
    assert {each.code for each in CATALOG.indicators.values() if each.reserved} == {"SEG-12", "SEG-13"}
