"""Owns three indicators written from the raw registers in plain pandas and NumPy, every month at once, to compare with
the cube.

Each function takes {register: DataFrame} and gives period, its dimensions, numerator, denominator. Working days are
NumPy's business days with the holidays of the law of the snapshot: nothing of the library is used."""

import numpy as np
import pandas as pd

REGISTERS = ("qrd", "ctvc_alert", "improvement_action", "law_calendar", "law_parameter", "law_term", "month_end")
INTERNAL = {"claim": "claim_response", "complaint": "complaint_internal", "denunciation": "denunciation_internal"}
Frames = dict[str, pd.DataFrame]


def calendar(frames: Frames) -> np.busdaycalendar:
    """Working days: not a weekend, not a national holiday, nor a day without work of the State unless the parameter
    counts them."""
    days = frames["law_calendar"].query("scope == 'nacional'").sort_values("day")
    rule = frames["law_parameter"].query("parameter == 'count_public_non_working'").sort_values("since")
    ruled = pd.merge_asof(days, rule[["since", "value"]], left_on="day", right_on="since")
    return np.busdaycalendar(holidays=_days(ruled.day[(ruled.kind == "holiday") | (ruled.value.fillna(0) == 0)]))


def _days(dates: pd.Series) -> np.ndarray:
    return dates.to_numpy().astype("datetime64[D]")


def _term(frames: Frames, term: str, started: pd.Series) -> pd.Series:
    """The working days of a term on the day each case started; NaN where none rules."""
    rows = frames["law_term"].query("term == @term and unit == 'working_days'").sort_values("since")
    last = (rows.since.shift(-1) - pd.Timedelta(days=1)).combine(
        rows["until"], lambda a, b: min((d for d in (a, b) if pd.notna(d)), default=pd.NaT)
    )
    found = pd.Series(np.nan, started.index)
    for quantity, since, until in zip(rows.quantity, rows.since, last):
        found[(started >= since) & (pd.isna(until) | (started <= until))] = quantity
    return found


def _after(started: pd.Series, days: pd.Series, working: np.busdaycalendar) -> pd.Series:
    """The day that many working days after; NaT where either is missing."""
    known, found = started.notna() & days.notna(), pd.Series(pd.NaT, started.index, dtype="datetime64[us]")
    found[known] = np.busday_offset(
        _days(started[known]), days[known].astype(int).to_numpy(), roll="backward", busdaycal=working
    )
    return found


def _month_end(dates: pd.Series) -> pd.Series:
    return dates + pd.offsets.MonthEnd(0)


def _least(left: pd.Series, right: pd.Series) -> pd.Series:
    """The earlier of two days, or the one that there is."""
    return left.where(right.isna() | (left <= right), right)


def _grouped(rows: pd.DataFrame, dimensions: list[str]) -> pd.DataFrame:
    counted = rows.groupby(["period", *dimensions], dropna=False)["met"].agg(["sum", "size"]).reset_index()
    return counted.rename(columns={"sum": "numerator", "size": "denominator"})


def _response(
    frames: Frames, cases: pd.DataFrame, kind: pd.Series, started: pd.Series, working: np.busdaycalendar
) -> pd.DataFrame:
    """The term of each case without and with its suspension."""
    quantity = pd.Series(np.nan, cases.index)
    for name, term in INTERNAL.items():
        quantity = quantity.where(kind != name, _term(frames, term, started))
    base = _after(started, quantity, working)
    suspended = cases.observed_on.notna() & (cases.observed_on >= started) & (cases.observed_on <= base)
    both = suspended & cases.corrected_on.notna()
    extra = pd.Series(0.0, cases.index).mask(suspended, np.nan)
    next_day = np.timedelta64(1, "D")
    extra[both] = np.busday_count(
        _days(cases.observed_on[both]) + next_day, _days(cases.corrected_on[both]) + next_day, busdaycal=working
    )
    return pd.DataFrame(
        {"kind": kind, "started": started, "base": base, "due": _after(started, quantity + extra, working)}
    )


def claims(frames: Frames) -> pd.DataFrame:
    """claim_answered_on_time_rate: claims answered or overdue by month, and those answered in time."""
    working, cases = calendar(frames), frames["qrd"]
    ruling = _response(frames, cases, cases.kind, cases.registered_on, working)
    again = cases[cases.reclassified_as.notna() & cases.reclassified_on.notna()]
    second = _response(frames, again, again.reclassified_as, again.reclassified_on, working)
    decided = _least(ruling.due.reindex(again.index), again.answered_on)
    moved = second[decided.isna() | (second.started <= decided)]
    ruling.loc[moved.index] = moved
    decided = _least(ruling.due, cases.answered_on)
    judged = (ruling.kind == "claim") & ruling.base.notna() & decided.notna()
    judged &= cases.closed_on.isna() | (cases.closed_on > decided) | (cases.answered_on <= cases.closed_on)
    rows = cases[judged].assign(
        period=_month_end(decided[judged]), met=cases.answered_on <= ruling.due.combine_first(cases.answered_on)
    )
    return _grouped(rows, ["unit", "ut", "reason"])


def alerts(frames: Frames) -> pd.DataFrame:
    """ctvc_alert_answered_on_time_rate: alerts whose internal term ended in the month, and those answered in time."""
    rows = frames["ctvc_alert"]
    due = _after(rows.received_on, _term(frames, "ctvc_alert_internal", rows.received_on), calendar(frames))
    judged = due.notna() & (rows.dismissed_on.isna() | (rows.dismissed_on > due))
    return _grouped(rows[judged].assign(period=_month_end(due[judged]), met=rows.answered_on <= due), ["unit", "ut"])


def improvements(frames: Frames) -> pd.DataFrame:
    """improvement_on_time_rate: at each month end of the snapshot, actions due in the year or overdue when it began, and those
    implemented in time."""
    rows, found = frames["improvement_action"], []
    for period in frames["month_end"].period.sort_values():
        seen = rows[(rows.opened_on <= period) & (rows.cancelled_on.isna() | (rows.cancelled_on > period))]
        start = period.replace(month=1, day=1)
        due = (seen.committed_on <= period) & (
            (seen.committed_on >= start) | seen.implemented_on.isna() | (seen.implemented_on >= start)
        )
        counted = pd.DataFrame(
            {
                "system": seen.systems,
                "unit": seen.unit,
                "due": due,
                "met": due & (seen.implemented_on <= seen.committed_on),
            }
        )
        found.append(
            counted.groupby(["system", "unit"], dropna=False)[["met", "due"]].sum().reset_index().assign(period=period)
        )
    return pd.concat(found).rename(columns={"met": "numerator", "due": "denominator"})


WRITTEN = {
    "claim_answered_on_time_rate": claims,
    "ctvc_alert_answered_on_time_rate": alerts,
    "improvement_on_time_rate": improvements,
}
