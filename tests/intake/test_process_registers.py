"""What is refused of a decision about limits, and of a note: without a reason, of no indicator, of months that go back."""

import pytest

from sig_metrics.intake.prepare import Incoming, prepare
from sig_metrics.language.problems import Refused

HEAD = "indicator,kind,begins,ends,reason,decided_on,decided_by,document\n"
REASON = "Desde enero responde un equipo nuevo."
GOOD = f"SEG-09,rebase,2021-01,,{REASON},2021-06-24,committee,ACT-2021-03"


def faults(catalog, register: str, text: str) -> list[tuple[str, str]]:
    try:
        prepare(Incoming(register, "x.csv", text.encode()), catalog)
    except Refused as refusal:
        return [(each.code, each.message) for each in refusal.problems]
    return []


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (GOOD.replace(REASON, ""), "required", "Falta «Motivo»"),
        (GOOD.replace(REASON, "Porque sí."), "too_short", "«Motivo» pide al menos 20"),
        (GOOD.replace(REASON, "x" * 301), "too_long", "«Motivo» tiene 301 letras y caben 300"),
        (GOOD.replace("SEG-09", "SEG-90"), "unknown_code", "SEG-90"),
        (GOOD.replace("SEG-09", "Todos"), "not_value", "«Indicador» no puede ser «Todos»"),
        (GOOD.replace("2021-01,,", "2021-01,2021-12,"), "empty_when", "Hasta el mes"),
        (GOOD.replace("rebase,2021-01,,", "freeze,2020-01,,"), "required_when", "Hasta el mes"),
        (
            GOOD.replace("rebase,2021-01,,", "freeze,2020-12,2020-01,"),
            "not_before",
            "(2020-01) es anterior a «Desde el mes» (2020-12)",
        ),
        (GOOD.replace("2021-01,,", "2021-13,,"), "pattern", "2021-13"),
        (GOOD.replace("2021-06-24", "2099-06-24"), "not_future", "posterior a hoy"),
    ],
)
def test_a_decision_without_what_it_needs_is_refused(whole_catalog, row, code, said):
    ((found, message),) = faults(whole_catalog, "process_decision", HEAD + row)
    assert found == code and said in message


def test_a_decision_with_its_reason_is_taken(whole_catalog):
    """By the code of the ficha or its title, by code or by label."""
    assert faults(whole_catalog, "process_decision", HEAD + GOOD) == []
    titled = GOOD.replace("SEG-09", f'"{whole_catalog.indicator("SEG-09").title}"').replace(
        "rebase", "Calcular de nuevo"
    )
    assert faults(whole_catalog, "process_decision", HEAD + titled) == []


def test_a_note_is_a_line_without_personal_data(whole_catalog):
    head = "indicator,happened_on,position,text,unit,known_on\n"
    assert faults(whole_catalog, "annotation", f"{head}Todos,2021-02-01,1,Cambia el sistema de registro,UCI,") == []
    for text, code in (("x" * 81, "too_long"), ("Llamó al 987654321", "personal_phone")):
        assert code in [
            found for found, _ in faults(whole_catalog, "annotation", f"{head}SEG-07,2021-02-01,1,{text},UCI,")
        ]
    late = f"{head}SEG-07,2021-02-01,1,Cambia el sistema,UCI,2021-01-01"
    assert [found for found, _ in faults(whole_catalog, "annotation", late)] == ["not_before"]
