"""The cases of `test_checks.py`: for each rule, the rows in which it must find `found` (by one column) and those in
which nothing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """`wrong` makes the rule find exactly the rows whose `column` is in `found`; `right` makes it find none."""

    column: str
    found: list[str]
    wrong: list[str]
    right: list[str]


PLAN = "plan_activity year=2021 version=05"
TERM = "legal_term term=claim_correction quantity=2 unit=working_days since=2015-01-01"
WEEK = "calendar_day day=2021-05-01 kind=holiday scope=nacional"
NOTICE = "legal_term term=sst_notification quantity=24 unit=hours since=2015-01-01"
DELIVERED = "deliverable year=2021 activity=01 item=1 state=delivered delivered_on=2021-03-05 document_number=N-1"

SESSION = "minutes minutes=S held_on=2021-11-25"
SEATS = [f"committee_member office={each} role=member standing=titular since=2020-01-01" for each in "ABCDE"]
STAND_IN = "committee_member office=F role=member standing=alternate alternate_of=A since=2020-01-01"
CAME = [f"session_attendance minutes=S office={each} attended_as=titular" for each in "ABCDE"]
AWAY = [f"session_attendance minutes=S office={each} attended_as=absent" for each in "ABCDE"]

CASES = {
    "activity_without_system": Case(
        "activity",
        ["02"],
        [
            f"{PLAN} activity=01",
            f"{PLAN} activity=02",
            "activity_system year=2021 activity=01",
            "activity_system year=2020 activity=02",
        ],
        [f"{PLAN} activity=01", "activity_system year=2021 activity=01"],
    ),
    "agreement_before_minutes": Case(
        "agreement",
        ["DONE", "DUE"],
        [
            "minutes minutes=A held_on=2021-05-10",
            "agreement agreement=DUE minutes=A due_on=2021-05-09",
            "agreement agreement=DONE minutes=A due_on=2021-06-01 fulfilled_on=2021-05-09",
            "agreement agreement=OK minutes=A due_on=2021-05-10",
        ],
        [
            "minutes minutes=A held_on=2021-05-10",
            "agreement agreement=OK minutes=A due_on=2021-05-10 fulfilled_on=2021-05-10",
        ],
    ),
    "app_weight_mismatch": Case(
        "month",
        ["2"],
        [
            "app_project project=A year=2021 month=1 weight=60",
            "app_project project=B year=2021 month=1 weight=40",
            "app_project project=A year=2021 month=2 weight=60",
            "app_project project=B year=2021 month=2 weight=39.9",
        ],
        [
            "app_project project=A year=2021 month=1 weight=33.3",
            "app_project project=B year=2021 month=1 weight=33.3",
            "app_project project=C year=2021 month=1 weight=33.4",
        ],
    ),
    "associate_without_commitment": Case(
        "associate",
        ["SN-0001"],
        [
            "business_associate associate=SN-0001 bribery_risk=medium commitment=no",
            "business_associate associate=SN-0002 bribery_risk=low commitment=no",
        ],
        [
            "business_associate associate=SN-0001 bribery_risk=high commitment=yes",
            "business_associate associate=SN-0002 bribery_risk=high commitment=no related_until=2021-01-31",
        ],
    ),
    "attendance_beyond_headcount": Case(
        "unit",
        ["UTI"],
        [
            "training training=C1 held_on=2021-05-10",
            "headcount period=2021-05-31 unit=UTI servers=1",
            "headcount period=2021-05-31 unit=URH servers=1",
            "training_attendance training=C1 server_pseudo_id=a0000001 unit=UTI",
            "training_attendance training=C1 server_pseudo_id=a0000002 unit=UTI",
            "training_attendance training=C1 server_pseudo_id=a0000003 unit=URH",
        ],
        [
            "training training=C1 held_on=2021-05-10",
            "training training=C2 held_on=2021-05-31",
            "headcount period=2021-05-31 unit=UTI servers=1",
            "training_attendance training=C1 server_pseudo_id=a0000001 unit=UTI",
            "training_attendance training=C2 server_pseudo_id=a0000001 unit=UTI",
        ],
    ),
    "budget_accrued_decreases": Case(
        "month",
        ["2", "3"],
        [
            "budget_execution year=2021 month=1 task=T pim=100 accrued=50",
            "budget_execution year=2021 month=2 task=T pim=100 accrued=40",
            "budget_execution year=2021 month=3 task=T pim=100 accrued=101",
        ],
        [
            "budget_execution year=2020 month=12 task=T pim=100 accrued=90",
            "budget_execution year=2021 month=1 task=T pim=100 accrued=50",
            "budget_execution year=2021 month=2 task=T pim=100 accrued=100",
        ],
    ),
    "context_review_uneven": Case(
        "kind",
        ["interested_parties"],
        [
            "context_review kind=swot approved_on=2021-09-30",
            "context_review kind=interested_parties approved_on=2021-03-30",
        ],
        [
            "context_review kind=swot approved_on=2021-09-30",
            "context_review kind=interested_parties approved_on=2021-03-31",
        ],
    ),
    "control_implemented_unsupported": Case(
        "control",
        ["A.5.1.1", "A.5.1.2"],
        [
            "soa_control version=2013-01 control=A.5.1.1 implementation=implemented reviewed_on=2021-01-05",
            "soa_control version=2013-01 control=A.5.1.2 implementation=implemented evidence=Informe",
            "soa_control version=2013-01 control=A.5.1.3 implementation=partial reviewed_on=2021-01-05",
        ],
        [
            "soa_control version=2013-01 control=A.5.1.1 implementation=implemented reviewed_on=2021-01-05 evidence=Informe",
            "soa_control version=2013-01 control=A.5.1.2 implementation=not_started",
        ],
    ),
    "corruption_cell_unlawful": Case(
        "category",
        ["archived", "q3_archived", "verify"],
        [
            "corruption_status year=2021 semester=first tabulation=by_clock category=archived within_shown=5 due_shown=5",
            "corruption_status year=2021 semester=first tabulation=quarter_state category=q3_archived count_shown=10",
            "corruption_status year=2021 semester=first tabulation=by_clock category=verify within_shown=10 due_shown=5",
        ],
        [
            "corruption_status year=2021 semester=first tabulation=by_clock category=verify within_shown=5 due_shown=5",
            "corruption_status year=2021 semester=first tabulation=quarter_state category=q2_archived count_shown=10",
            "corruption_status year=2021 semester=first tabulation=national_total category=total count_shown=0",
        ],
    ),
    "corruption_table_too_small": Case(
        "category",
        ["archived", "q3_archived"],
        [
            "corruption_status year=2021 semester=first tabulation=national_total category=total count_shown=10",
            "corruption_status year=2021 semester=second tabulation=national_total category=total count_shown=15",
            "corruption_status year=2020 semester=first tabulation=national_total category=total count_shown=95",
            "corruption_status year=2020 semester=second tabulation=quarter_state category=q3_archived count_shown=5",
            "corruption_status year=2021 semester=year tabulation=by_state category=archived count_shown=5",
        ],
        [
            "corruption_status year=2021 semester=first tabulation=national_total category=total count_shown=10",
            "corruption_status year=2021 semester=second tabulation=national_total category=total count_shown=20",
            "corruption_status year=2020 semester=first tabulation=national_total category=total count_shown=100",
            "corruption_status year=2020 semester=second tabulation=quarter_state category=q3_archived count_shown=5",
            "corruption_status year=2021 semester=year tabulation=by_state category=archived count_shown=5",
        ],
    ),
    "ctvc_counts_disagree": Case(
        "month",
        ["5"],
        [
            "ctvc_alert alert=A1 received_on=2021-05-01",
            "ctvc_alert alert=A2 received_on=2021-05-31",
            "ctvc_monthly year=2021 month=5 quantity=3",
        ],
        [
            "ctvc_alert alert=A1 received_on=2021-05-01",
            "ctvc_monthly year=2021 month=5 quantity=1",
            "ctvc_monthly year=2021 month=6 quantity=9",
        ],
    ),
    "ctvc_dates_backward": Case(
        "alert",
        ["EARLY", "LONE", "SOON"],
        [
            "ctvc_alert alert=SOON received_on=2021-05-10 referred_on=2021-05-12 answered_on=2021-05-11",
            "ctvc_alert alert=EARLY received_on=2021-05-10 referred_on=2021-05-01 answered_on=2021-05-09",
            "ctvc_alert alert=LONE received_on=2021-05-10 answered_on=2021-05-11",
        ],
        [
            "ctvc_alert alert=A received_on=2021-05-10 referred_on=2021-05-10 answered_on=2021-05-10",
            "ctvc_alert alert=B received_on=2021-05-10 dismissed_on=2021-05-11",
        ],
    ),
    "deliverable_beyond_schedule": Case(
        "programmed_month",
        ["4", "5"],
        [
            f"{PLAN} activity=01 target=1",
            "plan_schedule year=2021 version=05 activity=01 month=3 quantity=1",
            "plan_schedule year=2021 version=05 activity=01 month=5 quantity=1",
            f"{DELIVERED} programmed_month=4",
            f"{DELIVERED.replace('item=1', 'item=2')} programmed_month=5",
            f"{DELIVERED} programmed_month=3",
        ],
        [
            f"{PLAN} activity=01 target=1",
            "plan_schedule year=2021 version=05 activity=01 month=3 quantity=1",
            f"{DELIVERED} programmed_month=3",
            f"{PLAN} activity=06",
            f"{DELIVERED.replace('activity=01', 'activity=06')} programmed_month=7",
        ],
    ),
    "deliverable_document_repeated": Case(
        "document_number",
        ["N-1"],
        [f"{DELIVERED} programmed_month=1", f"{DELIVERED} programmed_month=2"],
        [
            f"{DELIVERED} programmed_month=1",
            f"{DELIVERED.replace('2021', '2020')} programmed_month=1",
            f"{DELIVERED.replace('N-1', 'N-2')} programmed_month=2",
            "deliverable year=2021 activity=03 programmed_month=2 state=in_progress document_number=N-2",
        ],
    ),
    "deliverable_without_activity": Case(
        "activity",
        ["01"],
        [f"{DELIVERED} programmed_month=1", f"{PLAN} activity=02", "plan_activity year=2020 version=05 activity=01"],
        [f"{DELIVERED} programmed_month=1", f"{PLAN} activity=01"],
    ),
    "deliverable_without_document": Case(
        "activity",
        ["02"],
        [
            "deliverable year=2021 activity=02 programmed_month=1 state=delivered delivered_on=2021-01-05",
            "deliverable year=2021 activity=03 programmed_month=1 state=in_progress",
        ],
        [f"{DELIVERED} programmed_month=1"],
    ),
    "digital_portfolio_weight": Case(
        "month",
        ["2", "4"],
        [
            "digital_project project=PGD-01 year=2021 month=1..4 weight=60",
            "digital_project project=PGD-02 year=2021 month=2 weight=41",
        ],
        [
            "digital_project project=PGD-01 year=2021 month=1..2 weight=60",
            "digital_project project=PGD-02 year=2021 month=2 weight=40",
        ],
    ),
    "digital_project_backward": Case(
        "month",
        ["3"],
        [
            "digital_project project=PGD-01 year=2021 month=1 actual_progress=40",
            "digital_project project=PGD-01 year=2021 month=2",
            "digital_project project=PGD-01 year=2021 month=3 actual_progress=39",
        ],
        [
            "digital_project project=PGD-01 year=2021 month=1 actual_progress=40",
            "digital_project project=PGD-01 year=2021 month=2 actual_progress=40",
            "digital_project project=PGD-02 year=2021 month=3 actual_progress=10",
        ],
    ),
    "document_repeated": Case(
        "code",
        ["PRO-01"],
        [
            "document code=PRO-01 version=01 kind=procedure state=in_force title='Copias de respaldo'",
            "document code=PRO-02 version=01 kind=procedure state=approved title='copias de Respaldo '",
        ],
        [
            "document code=PRO-01 version=01 kind=procedure state=obsolete title=Copias",
            "document code=PRO-01 version=02 kind=procedure state=in_force title=Copias",
            "document code=PRO-02 version=01 kind=form state=in_force title=Copias",
            "document code=PRO-03 version=01 kind=procedure state=in_review title=Copias",
        ],
    ),
    "document_two_versions_in_force": Case(
        "version",
        ["01", "01", "02"],
        [
            "document code=D version=01 approved_on=2020-01-01",
            "document code=D version=02 approved_on=2021-01-01 obsolete_on=2021-07-02",
            "document code=D version=03 approved_on=2021-07-01",
        ],
        [
            "document code=D version=01 approved_on=2020-01-01 obsolete_on=2021-01-01",
            "document code=D version=02 approved_on=2021-01-01",
        ],
    ),
    "finding_of_audit_not_done": Case(
        "finding",
        ["H1"],
        [
            "audit audit=A1",
            "audit audit=A2 executed_on=2021-02-01",
            "finding finding=H1 audit=A1",
            "finding finding=H2 audit=A2",
        ],
        ["audit audit=A1", "audit audit=A2 executed_on=2021-02-01", "finding finding=H2 audit=A2"],
    ),
    "due_date_unknown": Case(
        "case_id",
        ["A1", "F1", "INS-1 v02", "N1", "R1", "S1", "V1"],
        [
            "qrd case_number=R1 kind=claim registered_on=2028-12-01",
            "qrd case_number=N1 kind=complaint registered_on=2019-12-31",
            "ctvc_alert alert=A1 received_on=2028-12-20",
            "suggestion suggestion=F1 received_on=2028-12-01",
            "security_incident id=S1 severity=low known_on=2028-12-28",
            "vulnerability id=V1 severity=high detected_on=2019-12-31",
            "document code=INS-1 version=02 approved_on=2028-12-29",
            "qrd case_number=OK kind=claim registered_on=2028-11-02",
        ],
        [
            "qrd case_number=R1 kind=claim registered_on=2028-11-02",
            "qrd case_number=WAITS kind=claim registered_on=2021-05-03 observed_on=2021-05-04",
            "vulnerability id=V1 severity=high detected_on=2028-12-30",
            "vulnerability id=V2 severity=low detected_on=2021-05-03",
            "security_incident id=S1 severity=high known_on=2028-12-31",
            "document code=D version=1 approved_on=2019-12-31",
        ],
    ),
    "duty_without_day": Case(
        "duty",
        ["A", "B", "C"],
        [
            "legal_duty duty=A rule=event quantity=2 since=2021-01-01",
            "legal_duty duty=B rule=event time_unit=hours since=2021-01-01",
            "legal_duty duty=C rule=event term=no_such_term since=2021-01-01",
            "legal_duty duty=D rule=event term=sst_notification since=2021-01-01",
            "legal_duty duty=E rule=request since=2021-01-01",
        ],
        [
            "legal_duty duty=D rule=event quantity=2 time_unit=hours since=2021-01-01",
            "legal_duty duty=E rule=event term=claim_response since=2021-01-01",
            "legal_duty duty=F rule=request since=2021-01-01",
        ],
    ),
    "law_row_unread": Case(
        "code",
        ["LIM", "claim_respond", "nacional", "rate_households_factor"],
        [
            "legal_term term=claim_respond since=2021-01-01",
            "parameter parameter=rate_households_factor since=2021-01-01",
            "calendar_day day=2021-05-03 scope=LIM",
            "calendar_day day=2029-01-01 scope=nacional",
        ],
        [
            "legal_term term=claim_response since=2021-01-01",
            "parameter parameter=sst_index_factor since=2021-01-01",
            "calendar_day day=2021-05-03 scope=Nacional",
            "territorial_unit ut=LIM",
            "calendar_day day=2021-05-04 scope=lim",
        ],
    ),
    "finding_without_commitment": Case(
        "finding",
        ["H1"],
        ["finding finding=H1 kind=observation", "finding finding=H2 kind=opportunity"],
        [
            "finding finding=H1 kind=observation committed_on=2021-05-01",
            "finding finding=H2 kind=observation closed_on=2021-05-01",
        ],
    ),
    "household_jump": Case(
        "ut",
        ["AMA", "PUN"],
        [
            "household year=2020 bimester=6 ut=AMA affiliated=100",
            "household year=2021 bimester=1 ut=AMA affiliated=151",
            "household year=2021 bimester=1 ut=PUN affiliated=100",
            "household year=2021 bimester=2 ut=PUN affiliated=49",
        ],
        [
            "household year=2020 bimester=6 ut=AMA affiliated=100",
            "household year=2021 bimester=1 ut=AMA affiliated=150",
            "household year=2021 bimester=2 ut=AMA affiliated=75",
            "household year=2021 bimester=2 ut=PUN affiliated=10",
        ],
    ),
    "household_paid_beyond_affiliated": Case(
        "ut",
        ["AMA"],
        [
            "household year=2021 bimester=1 ut=AMA affiliated=10 paid=11",
            "household year=2021 bimester=1 ut=PUN affiliated=10",
        ],
        ["household year=2021 bimester=1 ut=AMA affiliated=10 paid=10"],
    ),
    "improvement_verified_without_result": Case(
        "action",
        ["A1", "A2"],
        [
            "improvement_action action=A1 implemented_on=2021-02-01 verified_on=2021-03-01",
            "improvement_action action=A2 verified_on=2021-03-01 effective=yes",
        ],
        [
            "improvement_action action=A1 implemented_on=2021-02-01 verified_on=2021-03-01 effective=no",
            "improvement_action action=A2",
        ],
    ),
    "improvement_without_commitment": Case(
        "action",
        ["A1"],
        ["improvement_action action=A1", "improvement_action action=A2 cancelled_on=2021-02-01"],
        [
            "improvement_action action=A1 committed_on=2021-05-01",
            "improvement_action action=A2 implemented_on=2021-02-01",
        ],
    ),
    "incident_personal_data_unknown": Case(
        "id",
        ["SI-2021-001"],
        ["security_incident id=SI-2021-001 state=contained", "security_incident id=SI-2021-002 state=discarded"],
        [
            "security_incident id=SI-2021-001 state=discarded",
            "security_incident id=SI-2021-002 state=contained personal_data=no",
        ],
    ),
    "incident_times_backward": Case(
        "id",
        ["DAY", "HOUR", "KNOWN"],
        [
            "security_incident id=HOUR detected_on=2021-05-01 known_on=2021-05-01 known_hour=14 resolved_on=2021-05-01 resolved_hour=13",
            "security_incident id=DAY detected_on=2021-05-02 known_on=2021-05-02 contained_on=2021-05-01",
            "security_incident id=KNOWN detected_on=2021-05-02 detected_hour=10 known_on=2021-05-02 known_hour=9",
        ],
        [
            "security_incident id=A detected_on=2021-05-01 known_on=2021-05-01 known_hour=14 resolved_on=2021-05-01",
            "security_incident id=B detected_on=2021-05-01 detected_hour=9 known_on=2021-05-01 known_hour=9 contained_on=2021-05-01 contained_hour=9",
        ],
    ),
    "indicator_report_silent": Case(
        "indicator",
        ["PLN-01"],
        [
            "indicator_report indicator=PLN-01 period=2021-01-31 due_on=2021-02-15 reported_on=2021-02-10",
            "indicator_report indicator=PLN-01 period=2021-02-28 due_on=2021-03-15",
            "indicator_report indicator=PLN-01 period=2021-03-31 due_on=2021-04-15",
            "indicator_report indicator=PLN-02 period=2021-05-31 due_on=2021-06-15",
        ],
        [
            "indicator_report indicator=PLN-01 period=2021-01-31 due_on=2021-02-15",
            "indicator_report indicator=PLN-01 period=2021-02-28 due_on=2021-03-15",
            "indicator_report indicator=PLN-01 period=2021-03-31 due_on=2021-04-15 reported_on=2021-05-20",
            "indicator_report indicator=PLN-02 period=2021-04-30 due_on=2021-05-15",
            "indicator_report indicator=PLN-02 period=2021-05-31 due_on=2021-06-15",
        ],
    ),
    "integrity_evaluation_incomplete": Case(
        "period_end",
        ["2021-06-30", "2021-12-31"],
        [
            "integrity_component period_end=2021-06-30 component=1..8 score=3 maximum=4",
            "integrity_component period_end=2021-06-30 component=9 maximum=4",
            "integrity_component period_end=2021-12-31 component=1..9 score=5 maximum=4",
        ],
        ["integrity_component period_end=2021-06-30 component=1..9 score=4 maximum=4"],
    ),
    "limits_frozen_short": Case(
        "indicator",
        ["SEG-07", "SEG-08", "SEG-09"],
        [
            "process_decision indicator=SEG-07 kind=freeze begins=2020-02 ends=2020-12 decided_on=2021-03-01",
            "process_decision indicator=SEG-08 kind=freeze begins=2020-12 ends=2021-01 decided_on=2021-03-01",
            "process_decision indicator=SEG-09 kind=release begins=2020-01 decided_on=2021-02-01",
            "process_decision indicator=SEG-09 kind=freeze begins=2020-01 ends=2020-01 decided_on=2021-03-01",
        ],
        [
            "process_decision indicator=SEG-07 kind=freeze begins=2020-02 ends=2021-01 decided_on=2021-03-01",
            "process_decision indicator=SEG-08 kind=freeze begins=2020-01 ends=2020-06 decided_on=2020-07-01",
            "process_decision indicator=SEG-08 kind=release begins=2020-01 decided_on=2021-03-01",
            "process_decision indicator=SEG-09 kind=freeze begins=2020-01 ends=2020-06 decided_on=2020-07-01",
            "process_decision indicator=SEG-09 kind=freeze begins=2020-01 ends=2020-12 decided_on=2021-03-01",
            "process_decision indicator=SEG-11 kind=rebase begins=2021-01 decided_on=2021-03-01",
        ],
    ),
    "plan_sum_mismatch": Case(
        "activity",
        ["01", "03"],
        [
            f"{PLAN} activity=01 target=3",
            "plan_schedule year=2021 version=05 activity=01 month=3 quantity=2",
            f"{PLAN} activity=02",
            f"{PLAN} activity=03 target=1",
        ],
        [
            f"{PLAN} activity=01 target=3",
            "plan_schedule year=2021 version=05 activity=01 month=3 quantity=2",
            "plan_schedule year=2021 version=05 activity=01 month=4 quantity=1",
            f"{PLAN} activity=02",
        ],
    ),
    "qrd_counts_disagree": Case(
        "month",
        ["5"],
        [
            "qrd case_number=R1 kind=claim registered_on=2021-05-03",
            "qrd_monthly year=2021 month=5 kind=claim quantity=2",
        ],
        [
            "qrd case_number=R1 kind=claim registered_on=2021-05-03",
            "qrd_monthly year=2021 month=5 kind=claim quantity=1",
            "qrd_monthly year=2021 month=5 kind=complaint quantity=7",
        ],
    ),
    "qrd_dates_backward": Case(
        "case_number",
        ["BEFORE", "NOTICE", "REFERRED"],
        [
            "qrd case_number=BEFORE registered_on=2021-05-10 answered_on=2021-05-09",
            "qrd case_number=REFERRED registered_on=2021-05-01 referred_on=2021-05-05 answered_on=2021-05-04",
            "qrd case_number=NOTICE registered_on=2021-05-01 answered_on=2021-05-04 notified_on=2021-05-03",
        ],
        [
            "qrd case_number=A registered_on=2021-05-01 referred_on=2021-05-01 answered_on=2021-05-01 notified_on=2021-05-01",
            "qrd case_number=B registered_on=2021-05-01 answered_on=2021-05-04 reopened_on=2021-05-10 referred_on=2021-05-11",
        ],
    ),
    "qrd_merged_into_nothing": Case(
        "case_number",
        ["R1", "R2"],
        ["qrd case_number=R1 merged_into=R9", "qrd case_number=R2 merged_into=R2"],
        ["qrd case_number=R1 merged_into=R2", "qrd case_number=R2"],
    ),
    "qrd_open_beyond_year": Case(
        "case_number",
        ["OLD"],
        [
            "qrd case_number=OLD registered_on=2020-05-30",
            "qrd case_number=EDGE registered_on=2020-05-31",
            "qrd case_number=LAST registered_on=2021-05-31",
        ],
        [
            "qrd case_number=OLD registered_on=2020-01-30 answered_on=2020-02-05",
            "qrd case_number=SHUT registered_on=2020-01-30 closed_on=2020-02-05",
            "qrd case_number=LAST registered_on=2021-05-31",
        ],
    ),
    "qrd_suspension_beyond_term": Case(
        "case_number",
        ["AFTER", "LONG", "NEVER"],
        [
            WEEK,
            TERM,
            "qrd case_number=LONG registered_on=2021-05-03 observed_on=2021-05-04 corrected_on=2021-05-07",
            "qrd case_number=NEVER registered_on=2021-05-03 observed_on=2021-05-04 answered_on=2021-05-06",
            "qrd case_number=AFTER registered_on=2021-05-03 observed_on=2021-05-04 corrected_on=2021-05-06 answered_on=2021-05-05",
            "qrd case_number=OK registered_on=2021-05-03 observed_on=2021-05-04 corrected_on=2021-05-06",
        ],
        [
            WEEK,
            TERM,
            "qrd case_number=OK registered_on=2021-05-03 observed_on=2021-05-07 corrected_on=2021-05-11 answered_on=2021-05-11",
            "qrd case_number=GONE registered_on=2021-05-03 observed_on=2021-05-04 closed_on=2021-05-20 state=archived_uncorrected",
        ],
    ),
    "review_without_agreement": Case(
        "minutes",
        ["A1"],
        ["minutes minutes=A1 kind=management_review", "minutes minutes=A2 kind=committee"],
        [
            "minutes minutes=A1 kind=management_review",
            "agreement agreement=X minutes=A1",
            "minutes minutes=A2 kind=committee",
        ],
    ),
    "risk_acceptance_expired": Case(
        "risk",
        ["AGAIN", "NEVER", "PAST"],
        [
            "risk risk=AGAIN evaluated_on=2020-01-10 closed_on=2020-05-01",
            "risk risk=AGAIN response=accept evaluated_on=2021-01-10",
            "risk risk=PAST response=accept evaluated_on=2021-01-10 accepted_until=2021-06-29",
            "risk risk=NEVER response=accept evaluated_on=2021-01-10",
            "risk risk=EDGE response=accept evaluated_on=2021-01-10 accepted_until=2021-06-30",
            "risk risk=LAST evaluated_on=2021-06-30",
        ],
        [
            "risk risk=A response=accept evaluated_on=2021-01-10 accepted_until=2021-02-01",
            "risk risk=A response=reduce evaluated_on=2021-06-30",
            "risk risk=B response=accept evaluated_on=2021-01-10 accepted_until=2021-02-01 closed_on=2021-03-01",
        ],
    ),
    "risk_residual_above_inherent": Case(
        "risk",
        ["R1"],
        [
            "risk risk=R1 inherent_level=medium residual_level=very_high",
            "risk risk=R2 inherent_level=very_high residual_level=high",
        ],
        ["risk risk=R1 inherent_level=high residual_level=high", "risk risk=R2 inherent_level=low"],
    ),
    "risk_without_treatment": Case(
        "risk",
        ["R1", "R3"],
        [
            "risk risk=R1 response=reduce residual_level=high",
            "risk risk=R2 response=reduce residual_level=very_high",
            "risk_treatment treatment=T risk=R2",
            "risk risk=R3 response=reduce residual_level=high",
            "risk_treatment treatment=V risk=R3 cancelled_on=2020-06-12",
            "risk risk=R4 response=reduce residual_level=high",
            "risk_treatment treatment=W risk=R4 cancelled_on=2020-06-12",
            "risk_treatment treatment=X risk=R4",
        ],
        [
            "risk risk=R1 response=reduce residual_level=medium",
            "risk risk=R2 response=accept residual_level=high accepted_until=2021-12-31",
            "risk risk=R3 response=reduce residual_level=high closed_on=2021-03-01",
        ],
    ),
    "soa_version_incomplete": Case(
        "version",
        ["2013-01", "2022-01"],
        [
            "soa_control version=2013-01 control=1..113",
            "soa_control version=2022-01 control=1 valid_from=2022-01-01",
            "soa_control version=2022-01 control=2 valid_from=2022-01-02",
        ],
        ["soa_control version=2013-01 control=1..114", "soa_control version=2022-01 control=1..93"],
    ),
    "sst_days_mismatch": Case(
        "id",
        ["FATAL", "LEVE", "TEMP"],
        [
            "sst_event id=LEVE kind=accident severity=minor lost_days=1",
            "sst_event id=TEMP kind=accident severity=disabling_temporary",
            "sst_event id=FATAL kind=accident severity=fatal lost_days=3",
        ],
        [
            "sst_event id=LEVE kind=accident severity=minor lost_days=0",
            "sst_event id=TEMP kind=accident severity=disabling_temporary lost_days=1",
            "sst_event id=FATAL kind=accident severity=fatal charged_days=6000",
            "sst_event id=NEAR kind=incident",
        ],
    ),
    "sst_event_without_hours": Case(
        "id",
        ["E2"],
        [
            "sst_event id=E1 kind=accident severity=fatal ut=CAJ happened_on=2021-05-31",
            "sst_event id=E2 kind=accident severity=fatal ut=CAJ happened_on=2021-06-01",
            "sst_hours year=2021 month=5 ut=CAJ hours=160",
            "sst_hours year=2021 month=6 ut=CAJ hours=0",
        ],
        [
            "sst_event id=E1 kind=accident severity=fatal ut=CAJ happened_on=2021-05-31",
            "sst_hours year=2021 month=5 ut=CAJ hours=160",
            "sst_event id=E2 kind=accident severity=minor ut=PUN happened_on=2021-05-31",
        ],
    ),
    "sst_hours_implausible": Case(
        "ut",
        ["AMA", "CAJ", "PUN"],
        [
            "sst_hours year=2021 month=1 ut=AMA workers=10 hours=3001",
            "sst_hours year=2021 month=1 ut=CAJ workers=10 hours=399",
            "sst_hours year=2021 month=1 ut=PUN workers=0 hours=8",
        ],
        [
            "sst_hours year=2021 month=1 ut=AMA workers=10 hours=3000",
            "sst_hours year=2021 month=1 ut=CAJ workers=10 hours=400",
            "sst_hours year=2021 month=1 ut=PUN workers=0 hours=0",
        ],
    ),
    "sst_notification_late": Case(
        "id",
        ["LATE", "NEVER"],
        [
            NOTICE,
            "sst_event id=LATE kind=dangerous_incident happened_on=2021-05-03 hour=10:30 notified_on=2021-05-04 notified_hour=10:31",
            "sst_event id=NEVER kind=accident severity=fatal happened_on=2021-05-03",
        ],
        [
            NOTICE,
            "sst_event id=ON kind=dangerous_incident happened_on=2021-05-03 hour=10:30 notified_on=2021-05-04 notified_hour=10:30",
            "sst_event id=MINOR kind=accident severity=minor happened_on=2021-05-03",
        ],
    ),
    "training_month_without_headcount": Case(
        "training",
        ["C2"],
        [
            "headcount period=2021-05-31",
            "training training=C1 held_on=2021-05-31",
            "training training=C2 held_on=2021-06-01",
        ],
        ["headcount period=2021-05-31", "training training=C1 held_on=2021-05-01"],
    ),
    "training_without_headcount": Case(
        "unit",
        ["URH"],
        [
            "headcount period=2021-05-31 unit=UTI",
            "training training=C1 held_on=2021-05-10",
            "training_attendance training=C1 server_pseudo_id=a0000001 unit=UTI",
            "training_attendance training=C1 server_pseudo_id=a0000002 unit=URH",
        ],
        [
            "headcount period=2021-05-31 unit=UTI",
            "training training=C1 held_on=2021-05-10",
            "training training=C2 held_on=2021-06-10",
            "training_attendance training=C1 server_pseudo_id=a0000001 unit=UTI",
            "training_attendance training=C2 server_pseudo_id=a0000002 unit=URH",
        ],
    ),
    "unit_not_in_force": Case(
        "code",
        ["AMA", "UTI"],
        [
            "organizational_unit unit=UTI valid_from=2021-06-01",
            "territorial_unit ut=AMA valid_from=2018-01-01 valid_until=2021-04-30",
            f"{DELIVERED} programmed_month=1 unit=UTI",
            "qrd case_number=R1 registered_on=2021-05-01 ut=AMA",
        ],
        [
            "organizational_unit unit=UTI valid_from=2021-03-05",
            "territorial_unit ut=AMA valid_from=2018-01-01 valid_until=2021-04-30",
            f"{DELIVERED} programmed_month=1 unit=UTI",
            "qrd case_number=R1 registered_on=2021-04-30 ut=AMA",
        ],
    ),
    "vulnerability_acceptance_expired": Case(
        "id",
        ["NEVER", "PAST"],
        [
            "vulnerability id=PAST state=risk_accepted detected_on=2021-01-01 accepted_on=2021-01-05 accepted_until=2021-06-29",
            "vulnerability id=NEVER state=risk_accepted accepted_on=2021-01-05",
            "vulnerability id=LAST detected_on=2021-06-30",
        ],
        [
            "vulnerability id=EDGE state=risk_accepted detected_on=2021-01-01 accepted_on=2021-01-05 accepted_until=2021-06-30",
            "vulnerability id=SHUT state=closed closed_on=2021-03-01 accepted_on=2021-01-05 accepted_until=2021-02-01",
            "vulnerability id=LAST detected_on=2021-06-30",
        ],
    ),
    "year_without_vulnerability_test": Case(
        "year",
        ["2021"],
        [
            "vulnerability id=V1 detected_on=2021-05-01 origin=scan",
            "vulnerability id=V2 detected_on=2020-05-01 origin=scan",
        ],
        [
            "vulnerability id=V1 detected_on=2021-05-01 origin=scan",
            "vulnerability id=V3 detected_on=2021-12-31 origin=test",
        ],
    ),
    "action_without_origin": Case(
        "action",
        ["LATER", "SAME"],
        [
            "improvement_action action=BEFORE opened_on=2020-12-31",
            "improvement_action action=TOLD opened_on=2021-01-04 answers_kind=finding answers=H-1",
            "improvement_action action=SAME opened_on=2021-01-04",
            "improvement_action action=LATER opened_on=2021-06-01",
            "improvement_action action=GONE opened_on=2021-06-01 cancelled_on=2021-06-02",
        ],
        ["improvement_action action=OLD opened_on=2020-12-31", "improvement_action action=OTHER opened_on=2021-12-31"],
    ),
    "agreement_without_vote": Case(
        "agreement",
        ["SILENT"],
        [
            "agreement agreement=VOTED minutes=S",
            "agreement agreement=SILENT minutes=S",
            "agreement agreement=OLD minutes=R",
            "vote agreement=VOTED office=A sense=in_favour",
        ],
        ["agreement agreement=VOTED minutes=S", "agreement agreement=OLD minutes=R", "vote agreement=VOTED office=A"],
    ),
    "agreement_outside_agenda": Case(
        "agreement",
        ["NONE", "OTHER"],
        [
            "agenda_item minutes=S item=1",
            "agenda_item minutes=R item=2",
            "agreement agreement=IN minutes=S item=1",
            "agreement agreement=OTHER minutes=S item=2",
            "agreement agreement=NONE minutes=S",
        ],
        [
            "agenda_item minutes=S item=1",
            "agreement agreement=IN minutes=S item=1",
            "agreement agreement=OLD minutes=R",
        ],
    ),
    "attendance_of_no_member": Case(
        "office",
        ["A", "B", "X"],
        [
            SESSION,
            *SEATS,
            STAND_IN,
            "session_attendance minutes=S office=X attended_as=titular",
            "session_attendance minutes=S office=A attended_as=alternate replaced_by=Y",
            "session_attendance minutes=S office=B attended_as=alternate replaced_by=F",
            "session_attendance minutes=S office=C attended_as=chosen replaced_by=F",
        ],
        [
            SESSION,
            *SEATS,
            STAND_IN,
            "session_attendance minutes=S office=A attended_as=alternate replaced_by=F",
            "session_attendance minutes=S office=B attended_as=absent",
            "minutes minutes=R held_on=2021-03-31",
            "committee_member office=Z role=member standing=titular since=2021-01-01 until=2021-03-31",
            "session_attendance minutes=R office=Z attended_as=titular",
        ],
    ),
    "dissent_without_reasons": Case(
        "office",
        ["A", "B", "C"],
        [
            "vote agreement=V office=A sense=against",
            "vote agreement=V office=B sense=abstention reasons=Motivo",
            "vote agreement=V office=C sense=abstention norm=Ley",
            "vote agreement=V office=D sense=in_favour",
        ],
        [
            "vote agreement=V office=A sense=against reasons=Motivo",
            "vote agreement=V office=B sense=abstention reasons=Motivo norm=Ley",
            "vote agreement=V office=D sense=in_favour",
        ],
    ),
    "link_to_nothing": Case(
        "id",
        ["BATCH", "FICHA", "KIND", "LOST"],
        [
            "finding finding=H-1",
            "qrd case_number=Q-1 registered_on=2021-10-31",
            "improvement_action action=LOST answers_kind=finding answers=H-2",
            "improvement_action action=KIND answers_kind=risk answers=H-1",
            "improvement_action action=BATCH answers_kind=qrd answers=2021-11",
            "agreement agreement=FICHA answers_kind=indicator answers=SEG-99",
            "agreement agreement=GOOD answers_kind=finding answers=H-1",
        ],
        [
            "finding finding=H-1",
            "risk risk=R-1",
            "qrd case_number=Q-1 registered_on=2021-10-31",
            "qrd_monthly year=2020 month=7",
            "improvement_action action=A1 answers_kind=finding answers=H-1",
            "improvement_action action=A2 answers_kind=qrd answers=2021-10",
            "improvement_action action=A3 answers_kind=qrd answers=2020-07",
            "improvement_action action=A4 answers_kind=agreement answers=C1",
            "improvement_action action=A5",
            "agreement agreement=C1 answers_kind=risk answers=R-1",
            "agreement agreement=C2 answers_kind=indicator answers=SEG-07",
        ],
    ),
    "member_twice": Case(
        "since",
        ["2021-06-30"],
        [
            "committee_member office=A since=2020-01-01 until=2021-06-30",
            "committee_member office=A since=2021-06-30",
            "committee_member office=B since=2020-01-01",
        ],
        [
            "committee_member office=A since=2020-01-01 until=2021-06-30",
            "committee_member office=A since=2021-07-01",
            "committee_member office=B since=2021-01-01",
        ],
    ),
    "objective_of_no_ficha": Case(
        "objective",
        ["LOST", "OTHER"],
        [
            "policy_objective year=2021 objective=LOST indicator=SEG-99 target=100",
            "policy_objective year=2021 objective=OTHER indicator=MAN-10 target=85",
            "policy_objective year=2021 objective=GOOD indicator=MAN-10 target=80",
        ],
        [
            "policy_objective year=2021 objective=GOOD indicator=MAN-10 target=80",
            "policy_objective year=2021 objective=LAST indicator=MEJ-01 target=90",
            "policy_objective year=2021 objective=NONE indicator=MEJ-02 target=3",
        ],
    ),
    "paper_without_version": Case(
        "version",
        ["06"],
        [
            "plan_version year=2021 version=05",
            "plan_paper year=2021 version=05 number=A",
            "plan_paper year=2021 version=06 number=A",
        ],
        ["plan_version year=2021 version=05", "plan_paper year=2021 version=05 number=A"],
    ),
    "quorum_not_reached": Case(
        "minutes",
        ["S", "T"],
        [
            SESSION,
            *SEATS,
            *CAME[:2],
            *AWAY[2:],
            "minutes minutes=T held_on=2021-11-26 session_call=2",
            "session_attendance minutes=T office=A attended_as=titular",
            "session_attendance minutes=T office=B attended_as=titular",
        ],
        [
            SESSION,
            *SEATS,
            "committee_member office=G role=member standing=titular since=2020-01-01 until=2021-11-24",
            *CAME[:3],
            *AWAY[3:],
            "minutes minutes=T held_on=2021-11-26 session_call=2",
            *(f"session_attendance minutes=T office={each} attended_as=titular" for each in "ABC"),
            "minutes minutes=U held_on=2021-11-26 state=no_quorum",
            "session_attendance minutes=U office=A attended_as=titular",
            "minutes minutes=R held_on=2021-06-24",
        ],
    ),
    "urgent_item_without_all": Case(
        "item",
        ["1"],
        [SESSION, *SEATS, *CAME[:3], *AWAY[3:], "agenda_item minutes=S item=1 urgent=yes"],
        [
            SESSION,
            *SEATS,
            *CAME,
            "agenda_item minutes=S item=1 urgent=yes",
            "agenda_item minutes=R item=1 urgent=no",
        ],
    ),
    "vote_without_attendance": Case(
        "office",
        ["D", "F"],
        [
            "agreement agreement=V minutes=S",
            CAME[0],
            AWAY[3],
            "vote agreement=V office=A",
            "vote agreement=V office=D",
            "vote agreement=V office=F",
        ],
        ["agreement agreement=V minutes=S", *CAME[:2], "vote agreement=V office=A", "vote agreement=V office=B"],
    ),
}
