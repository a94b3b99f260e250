"""Breaks the declarative files one at a time and proves the error names the file, the key and the right word."""

import shutil

import pytest

from conftest import ROOT
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.reader import load_catalog

LIBRARY = ROOT / "sig_metrics" / "definitions"
RATE = "indicators/plan_delivered_rate"
REGISTER = "registers/deliverable.toml"
INCIDENTS = "indicators/security_incident_resolved_rate.toml"


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(LIBRARY, tmp_path, dirs_exist_ok=True)


def edit(root, file, old, new):
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"«{old}» is not in {file}: the test would break nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def fault(root) -> str:
    with pytest.raises(CatalogError) as caught:
        load_catalog(root)
    return str(caught.value)


def test_the_copy_is_sound_before_breaking_it(root):
    whole = load_catalog(root)
    assert len(whole.indicators) >= 8 and len(whole.registers) >= 14 and len(whole.checks) >= 4
    assert [i.code for i in whole.indicators.values()] == sorted(i.code for i in whole.indicators.values())
    order = list(whole.views)
    assert order.index("plan_slot") < order.index("slot_state") < order.index("activity_state")


def test_rows_are_counted_in_the_words_of_their_register(root):
    registers = load_catalog(root).registers
    said = {
        "plan_version": ("versión", "versiones"),
        "plan_activity": ("actividad", "actividades"),
        "plan_schedule": ("mes programado", "meses programados"),
        "activity_system": ("asignación a sistema", "asignaciones a sistema"),
        "deliverable": ("entregable", "entregables"),
        "qrd": ("caso", "casos"),
        "agreement": ("acuerdo", "acuerdos"),
        "finding": ("hallazgo", "hallazgos"),
        "risk": ("riesgo", "riesgos"),
        "sst_hours": ("fila", "filas"),
    }
    assert {name: registers[name].counted for name in said} == said


# (file, text to change, what it becomes, words the error must have)
BROKEN = {
    "unknown key": (f"{RATE}.toml", "unit =", "unti =", ["plan_delivered_rate.toml", "«unti»", "«unit»"]),
    "missing key": (f"{RATE}.toml", 'owner = "UPPM"\n', "", ["plan_delivered_rate.toml", "«owner»"]),
    "duplicate key": (
        f"{RATE}.toml",
        'unit = "percent"',
        'unit = "percent"\nunit = "count"',
        ["plan_delivered_rate.toml", "unit"],
    ),
    "not a list": (
        f"{RATE}.toml",
        'reads = ["activity_state"]',
        'reads = "activity_state"',
        ["plan_delivered_rate.toml", "reads", "lista"],
    ),
    "wrong type": (
        f"{RATE}.toml",
        "decimals = 1",
        'decimals = "1"',
        ["plan_delivered_rate.toml", "decimals", "int", "'1'"],
    ),
    "a stock has no cycle": (
        f"{RATE}.toml",
        "decimals = 1",
        "decimals = 1\ncycle = 2",
        ["plan_delivered_rate.toml", "cycle: 2", "«flow»"],
    ),
    "a cycle of no month": (
        "indicators/claim_answered_on_time_rate.toml",
        'accumulation = "flow"',
        'accumulation = "flow"\ncycle = 0',
        ["claim_answered_on_time_rate.toml", "cycle: 0", "de 1 a 12 meses"],
    ),
    "what is of a month counts since no January": (
        "indicators/claim_answered_on_time_rate.toml",
        'accumulation = "flow"',
        'accumulation = "flow"\nrestarts = "year"',
        ["claim_answered_on_time_rate.toml", "restarts: «year»", "«stock»"],
    ),
    "a count since something else": (
        f"{RATE}.toml",
        'restarts = "plan"',
        'restarts = "month"',
        ["plan_delivered_rate.toml", "restarts: «month»", "«plan»"],
    ),
    "letters of a date": (
        "registers/annotation.toml",
        "longest = 80",
        'longest = 80\n\n[[columns]]\nname = "x"\nheading = "X"\ntype = "date"\ndefinition = "x"\nshortest = 2',
        ["annotation.toml", "x: shortest", "«date»"],
    ),
    "an event of no column": (
        "screens.toml",
        'says = "Auditoría {kind}"',
        'says = "Auditoría {kin}"',
        ["screens.toml", "events.audit", "«kin»", "«kind»"],
    ),
    "yes is no number": (
        f"{RATE}.toml",
        "due_day = 15",
        "due_day = true",
        ["plan_delivered_rate.toml", "due_day", "int"],
    ),
    "table for a text": (
        f"{RATE}.toml",
        'unit = "percent"',
        "unit = {a = 1}",
        ["plan_delivered_rate.toml", "unit", "str"],
    ),
    "nested unknown key": (
        f"{RATE}.toml",
        "good =",
        "goood =",
        ["plan_delivered_rate.toml", "bands", "«goood»", "«good»"],
    ),
    "nested wrong type": (
        f"{RATE}.toml",
        "since = 2021-01-01",
        'since = "2021"',
        ["plan_delivered_rate.toml", "targets[0]", "since", "date"],
    ),
    "one word for its rows": (
        REGISTER,
        'rows = "entregable|entregables"',
        'rows = "entregable"',
        ["deliverable.toml", "rows", "«entregable»"],
    ),
    "an empty word": (
        REGISTER,
        'rows = "entregable|entregables"',
        'rows = "entregable| "',
        ["deliverable.toml", "rows"],
    ),
    "duplicate code": (f"{RATE}.toml", "PLN-01", "PLN-02", ["PLN-02", "plan_delivered_rate", "plan_on_time_rate"]),
    "declared, not read": (
        f"{RATE}.toml",
        '["activity_state"]',
        '["activity_state", "plan_slot"]',
        ["plan_delivered_rate.toml", "«plan_slot»"],
    ),
    "read, not declared": (
        f"{RATE}.sql",
        "from activity_state",
        "from activity_state\ncross join plan_slot",
        ["plan_delivered_rate.sql", "«plan_slot»", "plan_delivered_rate.toml"],
    ),
    "bad SQL": (f"{RATE}.sql", "select", "selec", ["plan_delivered_rate.sql", "SQL mal escrito"]),
    "select star": (
        f"{RATE}.sql",
        "activity_state.period,",
        "activity_state.*,",
        ["plan_delivered_rate.sql", "select *"],
    ),
    "select distinct star": ("views/plan_slot.sql", "select", "select distinct *,", ["plan_slot.sql", "select *"]),
    "unit of measure": (
        f"{RATE}.toml",
        '"percent"',
        '"precent"',
        ["plan_delivered_rate.toml", "unit", "«precent»", "«percent»"],
    ),
    "direction": (f"{RATE}.toml", '"up"', '"upp"', ["plan_delivered_rate.toml", "direction", "«upp»", "«up»"]),
    "accumulation": (f"{RATE}.toml", '"stock"', '"stok"', ["plan_delivered_rate.toml", "accumulation", "«stock»"]),
    "system": (f"{RATE}.toml", '["SGC"', '["SGCC"', ["plan_delivered_rate.toml", "systems", "«SGCC»", "«SGC»"]),
    "dimension without words": (
        "indicators/sst_obligations_rate.toml",
        'kind = "sst_obligation_kind"\n',
        "",
        ["sst_obligations_rate.toml", "labels", "falta", "«kind»"],
    ),
    "words of an unknown dimension": (
        INCIDENTS,
        'severity = "',
        'severty = "',
        ["resolved_rate.toml", "labels", "«severty»", "«severity»"],
    ),
    "words of no dimension of its own": (
        INCIDENTS,
        'dimensions = ["kind", "severity"]',
        'dimensions = ["kind"]',
        ["resolved_rate.toml", "labels", "«severity»", "dimensions"],
    ),
    "unknown words": (
        INCIDENTS,
        '"security_severity"',
        '"securty_severity"',
        ["resolved_rate.toml", "labels", "severity", "«securty_severity»", "¿Quiso decir «security_severity»?"],
    ),
    "labels that are no table": (
        INCIDENTS,
        '[labels]\nkind = "incident_kind"\nseverity = "security_severity"\n',
        'labels = "incident_kind"\n',
        ["resolved_rate.toml", "labels", "tabla"],
    ),
    "words that are no text": (
        INCIDENTS,
        '"security_severity"',
        "3",
        ["resolved_rate.toml", "labels.severity", "str", "3"],
    ),
    "source register": (
        f"{RATE}.toml",
        'source_registers = ["deliverable"',
        'source_registers = ["deliverables"',
        ["plan_delivered_rate.toml", "«deliverables»", "«deliverable»"],
    ),
    "severity": (
        "checks/plan_sum_mismatch.toml",
        '"error"',
        '"eror"',
        ["plan_sum_mismatch.toml", "severity", "«error»"],
    ),
    "unknown vocabulary": (
        REGISTER,
        'vocabulary = "unit"',
        'vocabulary = "units"',
        ["deliverable.toml", "unit", "«units»", "«unit»"],
    ),
    "unknown column type": (
        REGISTER,
        'type = "date"',
        'type = "dat"',
        ["deliverable.toml", "delivered_on", "«dat»", "«date»"],
    ),
    "unknown reference": (
        REGISTER,
        'register = "plan_activity"',
        'register = "plan_activities"',
        ["deliverable.toml", "«plan_activities»", "«plan_activity»"],
    ),
    "reference column": (
        "registers/plan_activity.toml",
        'columns = ["year", "version"]',
        'columns = ["year", "activity"]',
        ["plan_activity.toml", "«activity»", "plan_version"],
    ),
    "unknown rule": (
        REGISTER,
        'kind = "empty_when"',
        'kind = "empty_wen"',
        ["deliverable.toml", "«empty_wen»", "«empty_when»"],
    ),
    "word of a rule": (
        REGISTER,
        '["in_progress"]',
        '["in_progres"]',
        ["deliverable.toml", "«in_progres»", "«in_progress»"],
    ),
    "key column": (
        REGISTER,
        'key = ["year", "activity",',
        'key = ["year", "activty",',
        ["deliverable.toml", "«activty»", "«activity»"],
    ),
    "repeated column": (REGISTER, 'name = "note"', 'name = "evidence"', ["deliverable.toml", "«evidence»"]),
    "unknown feed": (
        "registers/plan.toml",
        '"plan_schedule"',
        '"plan_shedule"',
        ["plan.toml", "«plan_shedule»", "«plan_schedule»"],
    ),
    "vocabulary key": (
        "vocabulary.toml",
        'label = "SGC"',
        'lable = "SGC"',
        ["vocabulary.toml", "system.SGC", "«lable»", "«label»"],
    ),
    "view without grain": ("views/plan_slot.sql", "-- grain: ", "-- ", ["plan_slot.sql", "-- grain: "]),
    "view of nothing": (
        "views/plan_slot.sql",
        "from plan_schedule",
        "from plan_shedule as plan_schedule",
        ["plan_slot.sql", "«plan_shedule»", "«plan_schedule»"],
    ),
    "circular views": (
        "views/plan_slot.sql",
        "from plan_schedule",
        "from plan_schedule\nsemi join slot_state on true",
        ["circular", "plan_slot", "slot_state"],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_definition_is_named(root, case):
    file, old, new, words = BROKEN[case]
    edit(root, file, old, new)
    text = fault(root)
    assert [word for word in words if word not in text] == [], text


@pytest.mark.parametrize("clock", ["now()", "current_date", "today()", "current_timestamp", "random()", "CURRENT_DATE"])
@pytest.mark.parametrize("file", [f"{RATE}.sql", "views/activity_state.sql", "checks/plan_sum_mismatch.sql"])
def test_a_clock_is_refused(root, clock, file):
    edit(root, file, "\nfrom ", f",\n    {clock} as moment\nfrom ")
    text = fault(root)
    assert file.split("/")[1] in text and "reloj" in text and clock.removesuffix("()") in text


def test_a_clock_in_a_comment_or_a_text_is_no_clock(root):
    edit(root, f"{RATE}.sql", "select", "-- as of today, now\nselect")
    edit(root, "views/activity_dimension.sql", "'stage' as dimension", "'today' as dimension")
    assert load_catalog(root).indicators["plan_delivered_rate"].sql.count("today") == 1


@pytest.mark.parametrize("folder", ["indicators", "checks"])
@pytest.mark.parametrize("half", [".toml", ".sql"])
def test_a_forgotten_half_is_named(root, folder, half):
    stem = sorted((root / folder).glob("*.toml"))[0].stem
    (root / folder / f"{stem}{half}").unlink()
    text = fault(root)
    assert f"{folder}/{stem}" in text and f"{stem}{half}" in text


def test_an_unknown_table_is_named_with_the_nearest(root):
    edit(root, f"{RATE}.sql", "from activity_state", "from activity_stat as activity_state")
    edit(root, f"{RATE}.toml", '["activity_state"]', '["activity_stat"]')
    text = fault(root)
    assert "plan_delivered_rate.toml" in text and "«activity_stat»" in text and "¿Quiso decir «activity_state»?" in text


def test_an_empty_view_is_named(root):
    (root / "views" / "plan_slot.sql").write_text("", encoding="utf-8")
    assert "plan_slot.sql" in fault(root)


def test_asking_for_what_does_not_exist_says_what_does(catalog):
    assert catalog.indicator("PLN-01") is catalog.indicator("plan_delivered_rate")
    with pytest.raises(CatalogError, match="plan_delivered_rat».*¿Quiso decir «plan_delivered_rate»"):
        catalog.indicator("plan_delivered_rat")
    with pytest.raises(CatalogError, match="Existen: .*deliverable"):
        catalog.register("zzz")
    assert catalog.label("stage", "improvement") == "Mejora" and catalog.label("stage", "x") == "x"


def test_another_institution_brings_its_own_definitions(root):
    for stem in ("improvement_effective_rate", "plan_delivered_count"):
        for part in (root / "indicators").glob(f"{stem}.*"):
            part.unlink()
    shutil.rmtree(root / "papers")  # some name what it does not have
    screens = root / "screens.toml"
    text = screens.read_text(encoding="utf-8")
    screens.write_text(text.replace('documents = "plan_delivered_count"\n', ""), encoding="utf-8")
    assert len(load_catalog(root).indicators) == len(load_catalog().indicators) - 2
