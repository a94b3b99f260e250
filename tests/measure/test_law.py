"""The law comes with the program: an own store has working clocks, adds its own rows, and is told where the calendar
ends."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from conftest import LEGAL, V05, codes, incomings, made_once
from sig_metrics.catalog.law import FOLDER, law_fingerprint, read_law
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.cli.commands import main
from sig_metrics.language.problems import Refused
from sig_metrics.measure.compute import measure
from sig_metrics.measure.coverage import coverage
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.freshness import freshness, next_value
from sig_metrics.measure.law_state import calendar_said, parameters, terms
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import Incoming, load_file, load_files, refresh
from sig_metrics.publish.rebuild import content_hash, rebuild
from sig_metrics.publish.references import prepare_in
from sig_metrics.store import LocalStore

UTS = "ut,name,valid_from,valid_until,note\nCAJ,Cajamarca,2018-01-01,,\nPIU,Piura,2018-01-01,,\nLIM,Lima,2018-01-01,,\n"
QRD = (
    "case_number,kind,channel,registered_on,ut,unit,reason,state,referred_on,observed_on,corrected_on,answered_on,outcome,"
    "notified_on,closed_on,reclassified_as,reclassified_on\n"
)
DAYS = "day,name,kind,scope,norm,source\n"
TERMS = "term,title,quantity,unit,since,until,basis,norm\n"
PARAMETERS = "parameter,title,value,since,until,source\n"
REGIONAL = "2021-04-20,Aniversario regional,regional,CAJ,Ley X,prueba\n"
ALERT = "alert,received_on,ut,unit,topic,severity,state,referred_on,answered_on,dismissed_on\n"
IDEA = "suggestion,received_on,channel,ut,unit,topic,state,evaluated_on,answered_on,implemented_on\n"
LAW = ("calendar_coverage", "calendar_day", "legal_term", "parameter")


def file(register: str, text: str) -> Incoming:
    return Incoming(register, f"{register}.csv", text.encode())


PLANNED: list[Path] = []


def claim(
    number: str,
    ut: str,
    registered: str,
    answered: str = "",
    kind: str = "claim",
    observed: str = "",
    corrected: str = "",
) -> str:
    state = "answered" if answered else "observed" if observed and not corrected else "registered"
    return f"{number},{kind},line_1880,{registered},{ut},UCI,access,{state},,{observed},{corrected},{answered},{'accepted' if answered else ''},,,,\n"


@pytest.fixture(scope="module", autouse=True)
def planned(tmp_path_factory, whole_catalog):
    """A store with a plan and its territorial units, which `store_with` copies."""
    files = [*incomings(V05, whole_catalog), file("territorial_unit", UTS)]
    PLANNED.append(
        made_once(tmp_path_factory, "planned", lambda at: load_files(LocalStore(at), whole_catalog, files, "pruebas"))
    )


@pytest.fixture(scope="module")
def clocks(whole_catalog):
    """Every register and view, and one indicator: for what looks at due dates."""
    claims = whole_catalog.indicators["claim_answered_on_time_rate"]
    return replace(whole_catalog, indicators={claims.name: claims}, checks={})


def store_with(folder, catalog, *files: Incoming) -> LocalStore:
    """An institution's own store: a plan, its territorial units, and what is given."""
    store = LocalStore(Path(copytree(PLANNED[0], folder, dirs_exist_ok=True)))
    if files:
        load_files(store, catalog, list(files), "pruebas")
    return store


def due(store: LocalStore) -> dict[str, tuple[str, str | None]]:
    """{case: (due date, reason why there is none)}."""
    rows = store.open().rows("select case_number, due_on, due_reason from qrd_clock order by case_number")
    return {row["case_number"]: (str(row["due_on"]) if row["due_on"] else "", row["due_reason"]) for row in rows}


# --- an own store


def test_an_own_store_has_working_clocks(tmp_path, whole_catalog):
    rows = (
        claim("R-1", "CAJ", "2021-03-15")
        + claim("R-2", "PIU", "2021-03-15", "2021-04-28")
        + claim("R-3", "PIU", "2021-03-15", "2021-04-29")
    )
    rows += claim("R-4", "PIU", "2021-04-30", "2021-05-10")  # April came too
    store = store_with(tmp_path, whole_catalog, file("qrd", QRD + rows))
    assert due(store) == {
        "R-1": ("2021-04-28", None),
        "R-2": ("2021-04-28", None),
        "R-3": ("2021-04-28", None),
        "R-4": ("2021-06-11", None),
    }
    snapshot = store.open()
    dataset = Dataset(snapshot, whole_catalog)
    april = measure(dataset, whole_catalog.indicator("SEG-07"), Scope(date(2021, 4, 30)))
    assert (april.numerator, april.denominator) == (1, 3)
    assert snapshot.rows(
        "select sum(cases)::int as cases, sum(overdue)::int as overdue, sum(unknown)::int as unknown from case_open "
        "where period = '2021-06-30'"
    ) == [{"cases": 1, "overdue": 1, "unknown": 0}]
    assert calendar_said(dataset) == []
    assert len(terms(dataset)) == 24 and {row["origin"] for row in terms(dataset)} == {"program"}


def test_the_law_is_no_load_and_is_never_missing(tmp_path, whole_catalog):
    snapshot = store_with(tmp_path, whole_catalog, file("qrd", QRD + claim("R-1", "CAJ", "2021-03-15"))).open()
    dataset = Dataset(snapshot, whole_catalog)
    fresh = freshness(dataset, date(2021, 6, 30))
    assert [(fresh[name].covered_until, fresh[name].due_on, fresh[name].stale) for name in LAW] == [
        (date(2021, 6, 30), None, False)
    ] * 4
    lines = {line.register: line.situation for line in coverage(dataset, Scope(date(2021, 6, 30)))}
    assert [lines[name] for name in LAW] == ["on_change"] * 4
    assert next_value(dataset, whole_catalog.indicator("SEG-07"), date(2021, 6, 30)) is not None
    assert snapshot.rows("select count(*) as n from calendar_day")[0]["n"] == 0


def test_what_comes_with_the_program_would_be_accepted_as_a_load(whole_catalog, tmp_path):
    store = store_with(tmp_path, whole_catalog)
    for name in LAW:
        report = load_file(
            store, whole_catalog, Incoming(name, f"{name}.csv", (LEGAL / f"{name}.csv").read_bytes()), "pruebas"
        )
        assert report.loaded and report.problems == [], name
    snapshot = store.open()
    dataset = Dataset(snapshot, whole_catalog)
    assert snapshot.rows("select count(*) as n from law_calendar")[0]["n"] == 169
    assert {row["origin"] for row in terms(dataset) + parameters(dataset)} == {"store"}


def test_every_year_that_is_said_to_be_complete_has_its_holidays(whole_catalog):
    names, *rows = whole_catalog.law["calendar_day"]
    held = {
        year: sum(row[0].startswith(str(year)) and row[2] == "holiday" for row in rows) for year in range(2020, 2029)
    }
    assert held == {2020: 11, 2021: 12, 2022: 14, 2023: 15, 2024: 16, 2025: 16, 2026: 16, 2027: 16, 2028: 16}


# --- its own rows


def test_a_regional_day_moves_the_cases_of_its_unit_only(tmp_path, clocks):
    rows = claim("R-2021-90001", "CAJ", "2021-03-15", "2021-04-29") + claim(
        "R-2021-90002", "PIU", "2021-03-15", "2021-04-29"
    )
    alert = file(
        "ctvc_alert",
        ALERT
        + "A-1,2021-03-29,CAJ,CT,affiliation,low,received,,,\nA-2,2021-03-29,PIU,CT,affiliation,low,received,,,\n",
    )
    idea = file(
        "suggestion",
        IDEA
        + "S-1,2021-03-15,letter,CAJ,UCI,family_support,received,,,\nS-2,2021-03-15,letter,PIU,UCI,family_support,received,,,\n",
    )
    store = store_with(tmp_path, clocks, file("qrd", QRD + rows), alert, idea, file("calendar_day", DAYS + REGIONAL))
    assert due(store) == {"R-2021-90001": ("2021-04-29", None), "R-2021-90002": ("2021-04-28", None)}
    april = store.open().rows(
        "select ut, numerator::int as n, denominator::int as d from cube where indicator = 'claim_answered_on_time_rate' order by ut"
    )
    assert april == [{"ut": "CAJ", "n": 1, "d": 1}, {"ut": "PIU", "n": 0, "d": 1}]
    both = store.open().rows(
        "select alert as case_id, due_on from ctvc_clock union all select suggestion, due_on from suggestion_clock order by 1"
    )
    assert [str(row["due_on"]) for row in both] == ["2021-04-22", "2021-04-21", "2021-04-29", "2021-04-28"]
    calendars = {
        row["calendar"]: row["n"]
        for row in store.open().rows("select calendar, count(*) as n from working_day group by all")
    }
    # one more calendar a unit with days of its own, not one a unit
    assert calendars == {"nacional": 3288, "CAJ": 3288, "LIM": 3288}


def test_a_regional_day_and_a_national_one_add_up(tmp_path, clocks):
    store = store_with(
        tmp_path,
        clocks,
        file("qrd", QRD + claim("R-1", "CAJ", "2021-03-15")),
        file("calendar_day", DAYS + REGIONAL + "2021-04-21,Feriado nuevo,holiday,Nacional,Ley Y,prueba\n"),
    )
    assert due(store) == {"R-1": ("2021-04-30", None)}


def test_a_day_given_back_to_work(tmp_path, clocks):
    """The store's row wins: 11 October 2021 is worked, in the whole country or in one unit."""
    cases = file("qrd", QRD + claim("R-1", "CAJ", "2021-09-15") + claim("R-2", "PIU", "2021-09-15"))
    store = store_with(
        tmp_path / "a",
        clocks,
        cases,
        file("calendar_day", DAYS + "2021-10-11,Se trabaja,working,nacional,DS X,prueba\n"),
    )
    assert due(store) == {"R-1": ("2021-10-28", None), "R-2": ("2021-10-28", None)}
    store = store_with(
        tmp_path / "b",
        clocks,
        cases,
        file("calendar_day", DAYS + "2021-10-11,Se trabaja,working,PIU,DS X,prueba\n"),
    )
    assert due(store) == {"R-1": ("2021-10-29", None), "R-2": ("2021-10-28", None)}


@pytest.mark.parametrize("scope", ["Nacional", "NACIONAL", "nacional ", "Perú", "todo el país", "A nivel nacional"])
def test_the_country_by_its_names(tmp_path, clocks, scope):
    store = store_with(
        tmp_path,
        clocks,
        file("qrd", QRD + claim("R-1", "PIU", "2021-03-15")),
        file("calendar_day", f"{DAYS}2021-04-21,Feriado nuevo,holiday,{scope},Ley Y,prueba\n"),
    )
    assert due(store) == {"R-1": ("2021-04-29", None)}


def test_a_unit_by_its_code_in_small_letters(tmp_path, clocks):
    store = store_with(tmp_path, clocks, file("qrd", QRD + claim("R-1", "CAJ", "2021-03-15")))
    report = load_file(store, clocks, file("calendar_day", DAYS + REGIONAL.replace("CAJ", "caj")), "pruebas")
    assert report.loaded and codes(report.warnings) == ["key_dress"] and due(store) == {"R-1": ("2021-04-29", None)}


@pytest.mark.parametrize(
    ("kind", "scope", "code"),
    [
        ("regional", "regional", "reference"),
        ("holiday", "Regional", "reference"),
        ("holiday", "Lima y Callao", "reference"),
        ("holiday", "CAX", "reference"),
        ("regional", "nacional", "not_value"),
        ("regional", "Perú", "not_value"),
    ],
)
def test_a_place_that_is_no_place_is_refused(tmp_path, whole_catalog, kind, scope, code):
    store = store_with(tmp_path, whole_catalog)
    row = file("calendar_day", f"{DAYS}2021-04-21,Feriado nuevo,{kind},{scope},Ley Y,prueba\n")
    with pytest.raises(Refused) as caught:
        prepare_in(store, whole_catalog, row)
    assert codes(caught.value.problems) == [code] and store.current() == 1
    assert caught.value.problems[0].message.endswith((".", "?"))


def test_what_is_loaded_can_be_annulled_and_made_again(tmp_path, clocks):
    store = store_with(tmp_path, clocks, file("qrd", QRD + claim("R-1", "CAJ", "2021-03-15")))
    load = load_file(store, clocks, file("calendar_day", DAYS + REGIONAL), "pruebas").load
    again = load_file(store, clocks, file("calendar_day", DAYS + REGIONAL), "pruebas")
    assert not again.loaded and due(store) == {"R-1": ("2021-04-29", None)}
    before = content_hash(store.open())
    rebuild(store, clocks, "pruebas")
    assert content_hash(store.open()) == before and due(store) == {"R-1": ("2021-04-29", None)}
    annul(store, clocks, load, "era un ejemplo", "pruebas")
    assert due(store) == {"R-1": ("2021-04-28", None)}


# --- terms and parameters


def test_a_second_term_of_publication_counts_each_document_once(demo_copy, whole_catalog):
    row = "document_publication,Publicación,3,working_days,2021-07-01,,P,Acuerdo del Comité\n"
    load_file(demo_copy, whole_catalog, file("legal_term", TERMS + row), "pruebas")
    november = measure(
        Dataset(demo_copy.open(), whole_catalog), whole_catalog.indicator("MAN-04"), Scope(date(2021, 11, 30))
    )
    assert november.denominator == 44


@pytest.mark.parametrize(
    ("unit", "quantity", "due_on"),
    [
        ("working_days", 3, "2021-04-05"),
        ("calendar_days", 3, "2021-04-01"),
        ("hours", 72, "2021-04-01"),
        ("hours", 25, "2021-03-31"),
    ],
)
def test_a_term_is_counted_in_its_unit_by_every_clock(tmp_path, clocks, unit, quantity, due_on):
    """From Monday 29 March 2021; 1 and 2 April are holidays."""
    names = ("claim_response", "ctvc_alert_internal", "suggestion_internal", "incident_sla_low", "vulnerability_high")
    alert = file("ctvc_alert", ALERT + "A-1,2021-03-29,CAJ,CT,affiliation,low,received,,,\n")
    idea = file("suggestion", IDEA + "S-1,2021-03-29,letter,CAJ,UCI,family_support,received,,,\n")
    weak = file(
        "vulnerability",
        "id,detected_on,severity,origin,component,closed_on,accepted_on,accepted_until,state\nVU-2021-0001,2021-03-29,high,scan,network,,,,open\n",
    )
    rows = "".join(f"{name},x,{quantity},{unit},2021-01-01,,P,prueba\n" for name in names)
    store = store_with(
        tmp_path,
        clocks,
        file("qrd", QRD + claim("R-1", "CAJ", "2021-03-29")),
        alert,
        idea,
        weak,
        file("legal_term", TERMS + rows),
    )
    snapshot = store.open()
    days = snapshot.rows("select register, due_on from case_spell where is_last order by 1")
    assert {row["register"]: str(row["due_on"]) for row in days} == dict.fromkeys(
        ("ctvc_alert", "qrd", "suggestion", "vulnerability"), due_on
    )
    found = snapshot.rows("select unit, quantity from term_in_force where valid_from = '2021-01-01'")
    assert found == [{"unit": unit, "quantity": quantity}] * 5


def test_a_suspension_in_calendar_days_moves_by_calendar_days(tmp_path, clocks):
    cases = claim("R-1", "CAJ", "2021-03-29", observed="2021-03-30", corrected="2021-04-02") + claim(
        "R-2", "CAJ", "2021-03-29", observed="2021-03-30"
    )
    store = store_with(
        tmp_path,
        clocks,
        file("qrd", QRD + cases),
        file("legal_term", TERMS + "claim_response,x,10,calendar_days,2021-01-01,,P,prueba\n"),
    )
    assert due(store) == {"R-1": ("2021-04-11", None), "R-2": ("", None)}  # suspended is not unknown


def test_a_newer_term_rules_while_it_lasts(tmp_path, clocks):
    cases = "".join(
        claim(f"R-{n}", "PIU", day) for n, day in enumerate(("2021-03-14", "2021-03-15", "2021-03-31", "2021-04-05"))
    )
    store = store_with(
        tmp_path,
        clocks,
        file("qrd", QRD + cases),
        file("legal_term", TERMS + "claim_response,x,1,working_days,2021-03-15,2021-03-31,P,x\n"),
    )
    assert due(store) == {
        "R-0": ("2021-04-27", None),
        "R-1": ("2021-03-16", None),
        "R-2": ("2021-04-05", None),
        "R-3": ("2021-05-17", None),
    }


def test_a_parameter_ends_when_it_says(tmp_path, clocks):
    """«Public days count as working» until 30 June 2021: in October they do not, as the program's own row says."""
    cases = file("qrd", QRD + claim("R-1", "PIU", "2020-09-28") + claim("R-2", "PIU", "2021-09-15"))
    store = store_with(
        tmp_path / "a",
        clocks,
        cases,
        file("parameter", PARAMETERS + "count_public_non_working,x,1,2020-01-01,2021-06-30,prueba\n"),
    )
    assert due(store) == {"R-1": ("2020-11-10", None), "R-2": ("2021-10-29", None)}
    store = store_with(tmp_path / "b", clocks, cases)
    assert due(store) == {"R-1": ("2020-11-11", None), "R-2": ("2021-10-29", None)}


def test_a_term_that_ends_before_it_begins_is_refused(tmp_path, whole_catalog):
    report = load_file(
        LocalStore(tmp_path),
        whole_catalog,
        file("legal_term", TERMS + "claim_response,x,10,hours,2021-03-15,2021-03-14,P,x\n"),
        "pruebas",
    )
    assert codes(report.problems) == ["not_before"]


# --- where the calendar ends


def test_beyond_the_calendar_there_is_no_date_and_a_reason(tmp_path, whole_catalog, capsys):
    cases = (
        claim("R-1", "CAJ", "2028-11-02")
        + claim("R-2", "CAJ", "2028-12-01")
        + claim("R-3", "CAJ", "2019-12-31")
        + claim("R-4", "CAJ", "2029-01-15", "2029-01-16")
        + claim("R-5", "CAJ", "2028-11-02", observed="2028-11-03", corrected="2028-12-28")
    )
    days = "2021-01-01,x,holiday,nacional,x,x\n"
    store = LocalStore(tmp_path)
    load_files(
        store,
        whole_catalog,
        [*incomings(V05, whole_catalog), file("territorial_unit", UTS), file("calendar_day", DAYS + days)],
        "pruebas",
    )
    store.publish("prueba", lambda connection, number: _put(connection, whole_catalog, cases))
    assert due(store) == {
        "R-1": ("2028-12-15", None),
        "R-2": ("", "no_calendar"),
        "R-3": ("", "no_term"),
        "R-4": ("", "no_calendar"),
        "R-5": ("", "no_calendar"),
    }
    snapshot = store.open()
    assert snapshot.rows(
        "select count(*) as n from cube where indicator = 'claim_answered_on_time_rate' and denominator > 0 and period > '2028-12-31'"
    ) == [{"n": 0}]
    said = calendar_said(Dataset(snapshot, whole_catalog))
    assert said == [
        "Hay vencimientos posteriores al 02/01/2026, el último día del que se conocen los días no laborables por decreto: pueden correrse. "
        "Los feriados de ley están hasta el 31/12/2028.",
        "!!1 caso no tiene plazo!! el día en que empieza a contarse: no se puede calcular su vencimiento (Rayos X, LEY-01).",
        "!!3 casos no tienen calendario!!: su plazo necesita días de antes del 01/01/2020 o de después del 31/12/2028 (Rayos X, LEY-01).",
    ]
    assert main(["check", "--json", "--store", str(tmp_path)]) in (0, 1)
    rule = next(each for each in json.loads(capsys.readouterr().out) if each["check"] == "due_date_unknown")
    assert [row["case_id"] for row in rule["rows"]] == ["R-3", "R-5", "R-2", "R-4"]


def _put(connection, catalog, cases: str) -> None:
    """Cases of days that no load admits yet, as they will be there one day, and the derived tables again."""
    from sig_metrics.publish.tables import derive

    names = QRD.strip().split(",")
    for line in cases.strip().split("\n"):
        cells = [cell or None for cell in line.split(",")]
        connection.execute(
            f"insert into qrd ({', '.join(names)}, _load, _row) values ({', '.join('?' * len(names))}, 1, 1)", cells
        )
    derive(connection, catalog)


def test_an_open_case_without_a_date_is_counted_apart(tmp_path, whole_catalog):
    cases = file(
        "qrd",
        QRD
        + claim("R-1", "CAJ", "2019-12-31")
        + claim("R-2", "CAJ", "2021-03-15")
        + claim("R-3", "CAJ", "2021-03-15", observed="2021-03-16"),
    )
    snapshot = store_with(tmp_path, whole_catalog, cases).open()
    assert snapshot.rows(
        "select sum(cases)::int as cases, sum(overdue)::int as overdue, sum(unknown)::int as unknown from case_open "
        "where period = '2021-05-31'"
    ) == [{"cases": 3, "overdue": 1, "unknown": 1}]


COVERAGE = "part,since,until,norm,source\n"


def test_a_store_carries_the_calendar_further(tmp_path, whole_catalog):
    wider = COVERAGE + "holiday,2019-01-01,2028-12-31,x,x\ndecree,2019-01-01,2030-12-31,x,x\n"
    early = DAYS + "2019-01-01,Año Nuevo,holiday,nacional,x,x\n"
    cases = file("qrd", QRD + claim("R-1", "CAJ", "2019-12-27") + claim("R-2", "CAJ", "2026-10-01"))
    term = file("legal_term", TERMS + "claim_response,x,3,working_days,2019-01-01,2019-12-31,P,x\n")
    store = store_with(
        tmp_path, whole_catalog, cases, term, file("calendar_day", early), file("calendar_coverage", wider)
    )
    assert due(store) == {"R-1": ("2020-01-02", None), "R-2": ("2026-11-13", None)}
    assert calendar_said(Dataset(store.open(), whole_catalog)) == []


def test_a_year_without_holidays_is_not_complete_whatever_is_declared(tmp_path, whole_catalog):
    store = store_with(
        tmp_path, whole_catalog, file("calendar_coverage", COVERAGE + "holiday,2018-01-01,2035-12-31,x,x\n")
    )
    assert store.open().rows("select first_day, last_day from calendar_range") == [
        {"first_day": date(2020, 1, 1), "last_day": date(2028, 12, 31)}
    ]


# --- versions of the law


def test_another_law_is_another_fingerprint_and_comes_at_the_next_publication(tmp_path, whole_catalog, monkeypatch):
    store = store_with(tmp_path / "store", whole_catalog, file("qrd", QRD + claim("R-1", "PIU", "2021-03-15")))
    assert store.open().rows("select law from published_with") == [{"law": law_fingerprint(whole_catalog.law)}]
    copytree(FOLDER, tmp_path / "legal")
    text = (tmp_path / "legal" / "calendar_day.csv").read_text(encoding="utf-8")
    (tmp_path / "legal" / "calendar_day.csv").write_text(
        text + "2021-04-20,Feriado nuevo,holiday,nacional,Ley Z,x\n", encoding="utf-8"
    )
    monkeypatch.setattr(
        "sig_metrics.catalog.reader.read_law", lambda registers: read_law(registers, tmp_path / "legal")
    )
    newer = load_catalog()
    assert newer.fingerprint != whole_catalog.fingerprint
    report = refresh(store, newer, "pruebas")
    assert report.snapshot == 3 and due(store) == {"R-1": ("2021-04-29", None)}


def test_which_term_rules_and_when_it_ends_is_asked_in_one_place(whole_catalog):
    """Whoever has a clock reads `term_due`; none looks up the term of a day by itself, nor counts its days."""
    readers = [*whole_catalog.views.values(), *whole_catalog.indicators.values(), *whole_catalog.checks.values()]
    assert {each.name for each in readers if "term_in_force" in each.reads} == {"term_due"}
    # a suspension moves what is left of a term, «within five working days» looks ahead, and a case lasts so many of them
    counting = {each.name for each in readers if "working_day" in each.reads}
    assert counting == {"term_due", "qrd_term", "case_open", "case_survival", "qrd_suspension_beyond_term"}
