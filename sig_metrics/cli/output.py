"""Owns how the command line shows its answers to a person: short Spanish text, aligned."""

import json
import re
from datetime import date

from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.language import words
from sig_metrics.measure.beside import excluded_text, overdue_text, parts_said, whole_text, without_short, without_text
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import Overview
from sig_metrics.measure.labels import group_label
from sig_metrics.measure.scope import Scope
from sig_metrics.present.problem_report import grouped, said
from sig_metrics.publish.load import LoadReport

SHOWN = 50  # problems listed before «y N más»


def print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def table(rows: list[list[str]], right: set[int] = frozenset()) -> None:
    """Prints rows as columns; `right` are the indexes of the columns aligned to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    for row in rows:
        print(
            "  ".join(
                cell.rjust(width) if n in right else cell.ljust(width)
                for n, (cell, width) in enumerate(zip(row, widths))
            ).rstrip()
        )


def print_load(report: LoadReport) -> None:
    print(report.message)
    for title, found in (("Problemas", report.problems), ("Advertencias", report.warnings)):
        if found:
            print(f"{title}:")
            lines = grouped(found)
            print(*(f"  {said(line)}" for line in lines[:SHOWN]), sep="\n")
            if len(lines) > SHOWN:
                print(f"  y {words.number(len(lines) - SHOWN)} más")


def print_value(dataset: Dataset, indicator: Indicator, scope: Scope, document: dict, by: str | None) -> None:
    catalog = dataset.catalog
    shown = words.amount(document["value"], indicator.unit, indicator.decimals)
    parts, status = _parts(indicator, document), catalog.standing(indicator, document["status"]).label
    said = status if document["excluded_by"] else f"{shown}{f' ({parts})' if parts else ''} · {status}"
    print(f"{indicator.code} {indicator.title}, {document['cutoff']}: {said}")
    if document.get("plan"):
        print(
            words.say(
                "summary_against",
                plan=document["plan"]["note"] or f"v{document['plan']['version']} del plan {document['plan']['year']}",
            )
        )
    beside = (
        excluded_text(catalog, indicator, scope),
        _overdue(document),
        whole_text(tuple(document["ignored_filters"])),
        without_text(_lacking(document)),
    )
    print(*(f"  {said}" for said in beside if said), sep="\n", end="\n" if any(beside) else "")
    then = document.get("compared")
    if then:
        was = " · ".join(filter(None, [_shown(indicator, then), then["said"]]))
        print(f"  {words.say('compare_was', name=then['name'], said=was)}")
    groups = {row[by]: row for row in then["rows"]} if then and by else {}
    table(
        [
            [
                group_label(dataset, indicator, by, row[by]),
                words.amount(row["value"], indicator.unit, indicator.decimals),
                _parts(indicator, row) or words.number(row["numerator"]),
                _overdue(row),
                *([_shown(indicator, groups[row[by]]) if row[by] in groups else "—"] if then else []),
            ]
            for row in document["rows"]
        ],
        {1, 2},
    )


def _shown(indicator: Indicator, row: dict) -> str:
    """«92.0 % (69 de 75)»."""
    parts = _parts(indicator, row)
    return words.amount(row["value"], indicator.unit, indicator.decimals) + (f" ({parts})" if parts else "")


def _parts(indicator: Indicator, row: dict) -> str:
    return parts_said(indicator, row["numerator"], row["denominator"], row["n"], named=True)


def _lacking(row: dict) -> tuple[date, ...]:
    return tuple(date.fromisoformat(f"{month}-01") for month in row["without_months"])


def _overdue(row: dict) -> str:
    return overdue_text(row["open_overdue"], row["oldest_overdue_days"])


def print_series(catalog: Catalog, indicator: Indicator, rows: list[dict]) -> None:
    table(
        [
            [
                row["month"],
                words.amount(row["value"], indicator.unit, indicator.decimals),
                catalog.standing(indicator, row["status"]).label,
                _overdue(row),
                without_short(_lacking(row)),
            ]
            for row in rows
        ],
        {1},
    )
    if whole := whole_text(tuple(rows[-1]["ignored_filters"]) if rows else ()):
        print(f"  {whole}")


def print_list(rows: list[dict]) -> None:
    table([[" ".join(value) if isinstance(value, tuple) else str(value) for value in row.values()] for row in rows])


def print_status(catalog: Catalog, seen: Overview, sentences: list[str]) -> None:
    print(*(re.sub(r"\*\*|!!", "", sentence) for sentence in sentences), sep="\n")
    for dimension in ("stage", "system", "unit") if seen.total.known else ():
        print(f"\n{catalog.label('dimension', dimension)}")
        table(
            [
                [
                    f"  {catalog.label(dimension, value)}",
                    f"{state.delivered} de {state.programmed}",
                    words.percent(state.rate),
                    catalog.label("status", "not_yet")
                    if state.waiting
                    else words.count(state.overdue, "vencido", "vencidos"),
                ]
                for value, state in seen.groups[dimension].items()
            ],
            {1, 2, 3},
        )
    if seen.decisions:
        print("\nRequiere decisión")
        print(*(f"  {d.title}\n    {d.detail}" for d in seen.decisions), sep="\n")


def print_history(rows: list[dict]) -> None:
    table(
        [
            [
                str(row["load"]),
                words.moment(row["loaded_at"]),
                row["title"],
                row["file"],
                row["who"],
                f"{row['new'] or 0} nuevas",
                f"{row['changed'] or 0} cambiadas",
                f"{row['removed'] or 0} retiradas",
                f"ANULADA el {words.moment(row['annulled_at'])} por {row['annulled_by']}: {row['reason']}"
                if row["annulled_at"]
                else "",
            ]
            for row in rows
        ],
        {0},
    )


def print_checks(document: list[dict]) -> None:
    for check in document:
        print(f"{check['code']} {check['title']}: {words.count(check['count'], 'fila', 'filas')}")
        for row in check["rows"][:SHOWN]:
            print("  " + " · ".join(f"{name} {value}" for name, value in row.items() if value is not None))
