"""Due dates worked by hand from the articles, the plan and the calendar, each with its reasoning; how each stands; and that
what is overdue in the plan is overdue here.

Holidays of 2021 that are used (data/legal/calendar_day.csv, DL 713 and DS 161-2021-PCM): 1 and 2 April, 28 and 29 July, 30
August, 8 and 11 October, 1 and 2 November, 8, 24, 27 and 31 December. 1 January 2021 was a Friday, 1 March a Monday, 1 October
a Friday."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest

from sig_metrics.language import words
from sig_metrics.measure import plan
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.duties import duties, moment_of
from sig_metrics.measure.duties_dates import WorkingDays, due_after, due_in, periods
from sig_metrics.measure.duties_due import Due, Moment, at_clock, at_end_of, standing
from sig_metrics.measure.duties_known import Duty, in_force, working_days
from sig_metrics.measure.duties_plan import as_in_grid
from sig_metrics.measure.duties_said import by_unit, due_said, group_of, grouped, of_said, rule_said, summary, unheard
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.year_slots import Document, Slot
from sig_metrics.publish.load import Incoming, load_file

NOVEMBER = at_end_of(date(2021, 11, 30))


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def agenda(dataset) -> dict[str, Due]:
    """{key: due date} at the end of November 2021."""
    return {each.key: each for each in duties(dataset, NOVEMBER)}


# (key, due, state on 30/11/2021), and why.
WORKED = [
    # F7, art. 33.e: each month; the day is proposed, the 10th of the month that follows. October's: 10/11. Its hours are there.
    ("deber.F7-A.2021-10", "10/11/2021", "fulfilled"),
    # The year turns: December's statistics are due in January. Nothing of December is known in November.
    ("deber.F7-A.2021-12", "10/01/2022", "pending"),
    # November ended on the cut-off itself and its hours are loaded: done before its day.
    ("deber.F7-A.2021-11", "10/12/2021", "fulfilled"),
    # F7, art. 42: each quarter, the last day of it. RT-1 was done on 12/04, after 31/03.
    ("deber.F7-B.2021-03", "31/03/2021", "late"),
    # June has 30 days: «31» is its last. RT-2 of 2021 was done on 26/06.
    ("deber.F7-B.2021-06", "30/06/2021", "fulfilled"),
    # RT-2 of 2020 was never done: it is still owed a year later.
    ("deber.F7-B.2020-06", "30/06/2020", "overdue"),
    # RT-4 of 2021 has no day yet; its quarter has not ended.
    ("deber.F7-B.2021-12", "31/12/2021", "pending"),
    # F8: the summary of a year, in January of the next (proposed). That of 2020: nobody can know. That of 2021: to come.
    ("deber.F8.2020-12", "31/01/2021", "unknown"),
    ("deber.F8.2021-12", "31/01/2022", "pending"),
    # F9, arts. 90–91: once in the year, until its last day; the review of 25/03/2021 did it.
    ("deber.F9.2021-12", "31/12/2021", "fulfilled"),
    # F10, art. 78: once; no day. The check list is loaded.
    ("deber.F10", "una vez", "fulfilled"),
    # F11, art. 110: 24 h. A Friday at 07:45 → Saturday at 07:45, whatever day it is. Told on Monday 13: late.
    ("deber.F11.SST-2021-030", "11/09/2021 07:45", "late"),
    # 4 January 08:00 → 5 January 08:00; told at 08:00 exactly: in time.
    ("deber.F11.SST-2021-002", "05/01/2021 08:00", "fulfilled"),
    # Monday 26 July 13:30 → 27 July 13:30, told at 07:00.
    ("deber.F11.SST-2021-023", "27/07/2021 13:30", "fulfilled"),
    # The month turns: no; 24 h after Saturday 10 April 12:30 is Sunday 11 April 12:30, and hours run on Sundays.
    ("deber.F11.SST-2021-012", "11/04/2021 12:30", "fulfilled"),
    # F12, art. 108: 48 h. Known on Saturday 22 May at 21:00 → Monday 24 May at 21:00, over a weekend; told on 24 at 15:00.
    ("deber.F12-A.SI-2021-047", "24/05/2021 21:00", "fulfilled"),
    # Holy Saturday, 3 April, 11:00 → Monday 5 April 11:00: holidays count too.
    ("deber.F12-A.SI-2021-032", "05/04/2021 11:00", "fulfilled"),
    # Known on 26 July at no known hour: from 0 h, the least favourable → 28 July 0 h, a holiday.
    ("deber.F12-A.SI-2021-075", "28/07/2021 00:00", "fulfilled"),
    # 22 July 23:00 → 24 July 23:00; told on 24 at 04:00.
    ("deber.F12-A.SI-2021-072", "24/07/2021 23:00", "fulfilled"),
    # It is not known whether it touched personal data, and nobody was told: owed. 23 February 10:00 → 25 February 10:00.
    ("deber.F12-A.SI-2021-018", "25/02/2021 10:00", "overdue"),
    # Known at 04:00 on Thursday 25 November → Saturday 27 at 04:00; told on 26.
    ("deber.F12-A.SI-2021-116", "27/11/2021 04:00", "fulfilled"),
    # F13, art. 19.2: of a year; the day is proposed, the end of January.
    ("deber.F13.2020-12", "31/01/2021", "unknown"),
    ("deber.F13.2021-12", "31/01/2022", "pending"),
    # F14, art. 5.1: the same.
    ("deber.F14.2021-12", "31/01/2022", "pending"),
    # F15, art. 8: the plan is updated in January of its own year; it is evaluated in July (first semester) and January.
    ("deber.F15-A.2022-12", "31/01/2022", "pending"),
    ("deber.F15-B.2021-06", "31/07/2021", "unknown"),
    ("deber.F15-B.2021-12", "31/01/2022", "pending"),
    # F16, proposed: the 15th of the month that follows.
    ("deber.F16.2021-11", "15/12/2021", "pending"),
    # F17, art. 113.2: when it is asked for.
    ("deber.F17", "a pedido", "undated"),
    # F18, art. 4 of the resolution: two working days. Issued on Thursday 25 February: Friday 26, Monday 1 March; out on 26.
    ("deber.F18-C.2021|04", "01/03/2021", "fulfilled"),
    # Issued on Thursday 30 September: Friday 1 and Monday 4 October, when it was published.
    ("deber.F18-C.2021|05", "04/10/2021", "fulfilled"),
    # The notice of the change has no term in the plan: done on 04/10; the memorandum was not.
    ("deber.F18-A.2021|05", "sin plazo", "fulfilled"),
    ("deber.F18-B.2021|05", "sin plazo", "undated"),
    # F19, proposed: after each semester, and the year in March.
    ("deber.F19-A.2021-06", "31/07/2021", "unknown"),
    ("deber.F19-B.2021-12", "31/03/2022", "pending"),
    # F1: the session of 24/06 was called on 17/06 and its minutes approved at its end; those of 25/11 are to be approved.
    ("deber.F1-A.ACT-2021-03", "sin plazo", "fulfilled"),
    ("deber.F1-B.ACT-2021-03", "sin plazo", "fulfilled"),
    ("deber.F1-B.ACT-2021-04", "sin plazo", "undated"),
    # Nothing says of an index whether it is done.
    ("deber.F1-C.ACT-2021-04", "sin plazo", "unknown"),
    # Deliverables of the plan: the last day of their month, a Sunday too (31/10); without a number nothing is delivered (20).
    ("20.09", "30/09/2021", "overdue"),
    ("22.10", "31/10/2021", "overdue"),
    ("05.11", "30/11/2021", "overdue"),
    ("08.10", "31/10/2021", "late"),
    ("07.12", "31/12/2021", "pending"),
]


@pytest.mark.parametrize("key, due, state", WORKED, ids=[each[0] for each in WORKED])
def test_a_due_date_is_the_one_worked_by_hand(agenda, key, due, state):
    assert (due_said(agenda[key]), agenda[key].state) == (due, state)


def test_two_working_days_jump_the_holidays_and_the_bridge(dataset):
    """From Thursday 7 October 2021: Friday 8 is Angamos, Monday 11 is given by decree; so Tuesday 12 and Wednesday 13. From
    Friday 29 October: Monday 1 and Tuesday 2 November are not worked; Wednesday 3, Thursday 4. From Thursday 23 December: the
    24 and the 27 are given; Tuesday 28, Wednesday 29. From Wednesday 31 March: Easter; Monday 5 and Tuesday 6 April."""
    calendar = working_days(dataset)
    for day, due in (
        ((2021, 10, 7), (2021, 10, 13)),
        ((2021, 10, 29), (2021, 11, 4)),
        ((2021, 12, 23), (2021, 12, 29)),
        ((2021, 3, 31), (2021, 4, 6)),
        ((2021, 10, 9), (2021, 10, 13)),  # from a Saturday, the same days are counted
    ):
        assert due_after(datetime(*day), False, 2, "working_days", calendar).on == date(*due)


def test_a_place_has_its_own_working_days(dataset):
    """On 14 and 15 November 2024 Lima did not work (DS 110-2024-PCM): two days after Wednesday 13 are Friday 15 elsewhere, and
    Tuesday 19 there."""
    calendar, start = working_days(dataset), datetime(2024, 11, 13)
    assert due_after(start, False, 2, "working_days", calendar).on == date(2024, 11, 15)
    assert due_after(start, False, 2, "working_days", calendar, "AYA").on == date(2024, 11, 15)
    assert due_after(start, False, 2, "working_days", calendar, "LIM").on == date(2024, 11, 19)


def test_beyond_the_calendar_there_is_no_date_and_it_is_said(dataset):
    calendar = working_days(dataset)
    after = due_after(datetime(2028, 12, 29), False, 2, "working_days", calendar)
    month = due_in(date(2029, 1, 31), 1, 3, "working_days", calendar)
    nothing = due_after(datetime(2021, 3, 1), False, 2, "working_days", WorkingDays({}))
    assert [each.reason for each in (after, month, nothing)] == ["no_calendar"] * 3
    assert due_after(datetime(2021, 3, 1), False, None, None, calendar).reason == "no_term"


def test_hours_without_an_hour_are_the_days_that_they_fill():
    """24 h from a day are until the end of the next; 25 h, of the one after."""
    for hours, due in ((24, 11), (25, 12), (48, 12)):
        when = due_after(datetime(2021, 9, 10), False, hours, "hours", WorkingDays({}))
        assert (when.on, when.at) == (date(2021, 9, due), None)


def test_the_nth_working_day_of_a_month(dataset):
    """November 2021 began with two days that are not worked: its third working day is Friday 5; February has no 31."""
    calendar = working_days(dataset)
    assert due_in(date(2021, 10, 31), 1, 3, "working_days", calendar).on == date(2021, 11, 5)
    assert due_in(date(2021, 1, 31), 1, 31, "calendar_days", calendar).on == date(2021, 2, 28)
    assert due_in(date(2024, 1, 31), 1, 31, "calendar_days", calendar).on == date(2024, 2, 29)


def test_periods_begin_with_the_year():
    found = list(periods("half_yearly", date(2021, 3, 5), date(2021, 8, 1)))
    assert found == [(date(2021, 1, 1), date(2021, 6, 30)), (date(2021, 7, 1), date(2021, 12, 31))]


def test_what_is_overdue_in_the_plan_is_overdue_here(dataset):
    """Every month of 2021, the deliverables that the plan says are overdue at its end."""
    for month in range(1, 12):
        cutoff = month_end(2021, month)
        of_plan = Counter((row["activity"], row["month"]) for row in plan.overdue(dataset, Scope(cutoff)))
        here = duties(dataset, at_end_of(cutoff))
        assert of_plan == Counter((d.code, d.month) for d in here if d.duty is None and d.state == "overdue"), month
    assert sum(of_plan.values()) == 6


@pytest.mark.parametrize(
    ("day", "overdue", "unknown"),
    [
        (date(2021, 11, 30), 6, 0),
        (date(2021, 12, 1), 6, 0),  # what was overdue by the last load is so on the day after it
        (date(2021, 12, 30), 6, 0),
        (date(2021, 12, 31), 6, 10),  # of the sixteen of the year that had not come, ten fell due in December
        (date(2022, 1, 31), 16, 0),  # its file was due on the 10th
    ],
)
def test_what_was_overdue_by_the_last_load_stays_so(dataset, day, overdue, unknown):
    here = [each.state for each in duties(dataset, at_end_of(day)) if each.duty is None]
    assert (here.count("overdue"), here.count("unknown")) == (overdue, unknown)


def test_a_document_left_over_answers_for_the_oldest_that_is_due():
    slots = [Slot("05", month, 1, month_end(2021, month)) for month in (3, 6, 9)]
    early = [Document("05", 9, 1, date(2021, 6, 20))]  # names September, which is not due in July: it serves March
    came = [each.delivered_on for each in as_in_grid(slots, early, date(2021, 7, 1))]
    assert came == [date(2021, 6, 20), None, None]
    both = [*early, Document("05", 3, 1, date(2021, 3, 10)), Document("05", 6, 1, date(2021, 6, 30))]
    came = [each.delivered_on for each in as_in_grid(slots, both, date(2021, 7, 1))]
    assert came == [date(2021, 3, 10), date(2021, 6, 30), date(2021, 6, 20)]


def test_only_what_was_known_that_day_counts(dataset):
    """The accident of 10/09 was told on 13/09; the one of 24/11 had not happened in September."""
    day = {each.key: each for each in duties(dataset, at_end_of(date(2021, 9, 12)))}
    assert day["deber.F11.SST-2021-030"].state == "overdue"
    assert not [key for key in day if key.endswith("SST-2021-038")]
    next_day = {each.key: each for each in duties(dataset, at_end_of(date(2021, 9, 13)))}
    assert next_day["deber.F11.SST-2021-030"].state == "late"


def test_the_week_ends_on_sunday_and_the_month_with_it(dataset):
    """Monday 27 December 2021: the week ends on 2 January, and the month is January's."""
    found = duties(dataset, at_clock(datetime(2021, 12, 27, 9)))
    moment = at_clock(datetime(2021, 12, 27, 9))
    groups = grouped(found, moment)
    assert (moment.week, moment.month) == (date(2022, 1, 2), date(2022, 1, 31))
    assert {each.code for each in groups["this_week"] if each.duty} == {"F7-B"}
    assert {each.code for each in groups["month"]} == {"F7-A", "F8", "F13", "F14", "F15-A", "F15-B", "F16", "F19-A"}


def test_an_hour_passes_within_a_day():
    """Due at 10:00: at 9:59 it is of this week, at 10:01 it is overdue; at the end of the day, overdue."""
    when = due_after(datetime(2021, 3, 1, 10), True, 48, "hours", WorkingDays({}))
    states = [
        standing(when, None, True, moment)
        for moment in (
            at_clock(datetime(2021, 3, 3, 9, 59)),
            at_clock(datetime(2021, 3, 3, 10, 1)),
            at_end_of(date(2021, 3, 3)),
        )
    ]
    assert states == ["this_week", "overdue", "overdue"]
    assert standing(when, None, False, at_end_of(date(2021, 3, 3))) == "unknown"


def test_the_norm_that_rules_is_that_of_the_day(dataset):
    """An incident of 29/03/2025 is told by DS 029-2021-PCM; of the 30th, by DS 016-2024-JUS, with its two other notices."""
    from sig_metrics.measure.duties_known import written

    ruled = {
        day: {d.duty: d.norm for d in in_force(written(dataset), day).values() if d.duty.startswith("F12")}
        for day in (date(2021, 2, 19), date(2025, 3, 29), date(2025, 3, 30))
    }
    assert [sorted(each.items()) for each in ruled.values()] == [
        [],
        [("F12-A", "DS 029-2021-PCM")],
        [("F12-A", "DS 016-2024-JUS"), ("F12-B", "DS 016-2024-JUS"), ("F12-C", "DS 016-2024-JUS")],
    ]


def test_the_newest_row_rules_though_nobody_closed_the_one_before():
    base = Duty("X", "x", ("UTI",), "N", "monthly", date(2020, 1, 1))
    newer = replace(base, since=date(2021, 6, 1), norm="M")
    closed = replace(newer, until=date(2021, 6, 30))
    assert in_force([newer, base], date(2021, 7, 1))["X"].norm == "M"
    assert in_force([closed, base], date(2021, 7, 1))["X"].norm == "N"
    assert in_force([base], date(2019, 12, 31)) == {}


HEAD = "duty,title,units,office,norm,article,rule,after,event,quantity,time_unit,term,recipient,evidence,applies,since,until,basis,date_basis,note\n"


def test_an_institution_moves_a_day_adds_a_duty_and_says_what_does_not_apply(demo_copy, whole_catalog):
    """Its row of F16 takes the place of the program's: the third working day; F13 does not bind it; it owes one of its own."""
    rows = (
        "F16,Seguimiento del POI,UPPM,,Guía 2021,,monthly,1,,3,working_days,,CEPLAN,,yes,2020-01-01,,P,N,\n"
        "F13,Informe anual de reclamos,UPPM,,DS 007-2020-PCM,art. 19.2,yearly,1,,31,calendar_days,,Titular,,no,2020-01-01,,N,P,El libro es digital\n"
        "Z1,Aviso propio,UTI/URH,,Norma interna,,quarterly,0,,15,calendar_days,,Titular,,yes,2021-01-01,,P,P,\n"
    )
    load_file(demo_copy, whole_catalog, Incoming("legal_duty", "deberes.csv", (HEAD + rows).encode()), "pruebas")
    with_rows = dataset_of(demo_copy.open(), whole_catalog)
    found = {each.key: each for each in duties(with_rows, NOVEMBER)}
    assert due_said(found["deber.F16.2021-10"]) == "05/11/2021"  # 1 and 2 are not worked: 3, 4, 5
    assert found["deber.F13"].state == "not_applicable" and "deber.F13.2021-12" not in found
    assert found["deber.Z1.2021-12"].units == ("UTI", "URH") and due_said(found["deber.Z1.2021-12"]) == "15/12/2021"
    assert "deber.Z1.2021-12" in {each.key for each in duties(with_rows, NOVEMBER, "URH")}
    assert "deber.Z1.2020-12" not in found, "it did not bind yet"
    assert rule_said(with_rows, found["deber.F16.2021-10"]) == "Cada mes, el día hábil n.º 3 del mes siguiente"
    with_rows.close()


def test_a_unit_sees_what_is_its_own_and_what_is_shared(dataset):
    """Activity 07 is of URH and UPPM: what is to come is owed by both, what was delivered is of who delivered it."""
    urh = duties(dataset, NOVEMBER, "URH")
    assert {each.key for each in urh if each.code == "07"} == {"07.04", "07.08", "07.12"}
    assert {each.key for each in duties(dataset, NOVEMBER, "UPPM") if each.code == "07"} == {"07.12"}
    assert all("URH" in each.units for each in urh)
    loads = {each.unit: each.counts for each in by_unit(dataset.catalog, duties(dataset, NOVEMBER), NOVEMBER)}
    # counted with a finger from the list above and the plan's December: overdue, this month, later
    assert {unit: (n.get("overdue", 0), n.get("month", 0), n.get("later", 0)) for unit, n in loads.items()} == {
        "UPPM": (2, 6, 6),
        "URH": (1, 4, 6),
        "UTI": (6, 1, 2),
        "UCI": (0, 1, 0),
        "CT": (1, 1, 0),
    }


def test_what_units_that_are_not_here_owe_is_told(dataset):
    """Of an institution without UPPM and UCI, by the list above: 2 overdue of UPPM, and 12 and 1 to come, of which December
    of activity 07 is of URH too."""
    known = {code: word for code, word in dataset.catalog.vocabularies["unit"].items() if code not in ("UPPM", "UCI")}
    catalog = replace(dataset.catalog, vocabularies={**dataset.catalog.vocabularies, "unit": known})
    every = duties(dataset, NOVEMBER)
    assert unheard(dataset.catalog, every, NOVEMBER) == ""
    assert unheard(catalog, every, NOVEMBER) == (
        "De UPPM y UCI, que no están en «Unidades responsables», hay 2 vencidos y 12 por vencer: no se avisa a nadie. Diga "
        "en «Deberes con fecha» qué unidad responde de cada uno, o que no aplica."
    )
    one = tuple(each for each in every if each.units == ("UCI",))
    assert unheard(catalog, one, NOVEMBER).startswith(
        "De UCI, que no está en «Unidades responsables», hay 1 por vencer:"
    )


def test_it_says_in_a_sentence_how_it_stands(dataset):
    found = duties(dataset, NOVEMBER)
    assert summary(found, NOVEMBER) == (
        "Al 30/11/2021 hay !!10 vencidos!!; nada vence en la semana que termina el 05/12/2021 y **12** más hasta el 31/12/2021."
    )
    assert (
        of_said(dataset.catalog, next(d for d in found if d.key == "deber.F7-B.2020-06")) == "segundo trimestre de 2020"
    )
    assert group_of(next(d for d in found if d.code == "F17"), NOVEMBER) == "silent"


def test_it_is_of_today_only_while_a_plan_is_of_this_year(dataset):
    assert moment_of(dataset, datetime(2021, 12, 6, 9)) == Moment(
        date(2021, 12, 6), date(2021, 12, 6), datetime(2021, 12, 6, 9)
    )
    assert moment_of(dataset, datetime(2026, 12, 6, 9)) == NOVEMBER
    assert moment_of(dataset, datetime(2021, 12, 6, 9), date(2021, 5, 31)) == at_end_of(date(2021, 5, 31))


def test_what_is_asked_again_keeps_its_identity_when_its_day_moves(dataset):
    """The audits of activity 05 were moved by version 05: each is still the first, the second…"""
    before = {d.uid: d.when.on for d in duties(dataset, at_end_of(date(2021, 8, 31))) if d.duty is None}
    after = {d.uid: d.when.on for d in duties(dataset, NOVEMBER) if d.duty is None}
    moved = [uid for uid in before.keys() & after.keys() if before[uid] != after[uid]]
    assert moved and len(set(after)) == len(after) == 85
    assert words.day(after["plan-2021-05-2"]) == "30/11/2021"
