"""A file made with the template of before a register had words is taken, and takes no word away.

The headings are those of each earlier template, typed by hand; the rows are of the demonstration, which has their words."""

from contextlib import closing

import pytest

from conftest import codes, rows_only
from sig_metrics.intake.prepare import Incoming, prepare
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import load_file
from sig_metrics.publish.references import prepare_in

# {register: (its headings before, a row in which one thing is corrected, what it still says)}
BEFORE = {
    "finding": (
        "Hallazgo,Auditoría,Sistemas,Cláusula,Tipo,Fecha de compromiso,Fecha de cierre,Unidad,Nota",
        "HAL-2021-063,AUD-2021-03,SGC/SGAS,ISO 9001 § 6.1 / ISO 37001 § 6.1,No conformidad menor,28/03/2022,,URH,Sintético",
        {"statement": "La matriz de un proceso no recoge un riesgo ya ocurrido."},
    ),
    "improvement_action": (
        "Acción,Origen,Sistemas,Unidad,Fecha de apertura,Fecha de compromiso,Fecha de implementación,"
        "Fecha de verificación,Eficaz,Fecha de anulación,Nota",
        "AM-2021-138,SST,SGC/SGAS,DE,15/11/2021,14/02/2022,,,,,Sintético",
        {"answers_kind": "sst_event", "cause": "Vía en mal estado en época de lluvia."},
    ),
    "risk": (
        "Riesgo,Proceso,Sistemas,Probabilidad,Impacto,Nivel inherente,Nivel residual,Respuesta,Fecha de evaluación,"
        "Aceptado hasta,Fecha de baja,Nota",
        "RIE-0006,PM-02,SGC/SGAS,5,5,Muy alto,Alto,Reducir,21/10/2021,,,Sintético",
        {"cause": "Hay un solo control antes del cierre."},
    ),
    "agreement": (
        "Acuerdo,Acta,Tipo,Unidad,Fecha límite,Fecha de cumplimiento,Nota",
        "ACU-2021-079,ACT-2021-04,Otro,CT,31/03/2022,,Sintético",
        {"item": 6, "answers": "RIE-0006", "output": "integration"},
    ),
    "minutes": (
        "Acta,Tipo,Fecha,Periodo revisado,Nota",
        "ACT-2021-04,Revisión por la Dirección,26/11/2021,2021,Sintético",
        {"place": "Sede Central", "starts_at": "09:00", "state": "to_approve"},
    ),
}
TOLD = {
    "finding": "Hallazgo,Auditoría,Sistemas,Cláusula,Tipo,Fecha de compromiso,Fecha de cierre,Unidad,Enunciado\n"
    "HAL-2021-900,AUD-2021-03,SGC,ISO 9001 § 8.5.1,No conformidad menor,28/03/2022,,URH,{0}\n",
    "vote": "Acuerdo,Cargo titular,Voto,Motivos,Norma de la abstención\nACU-2021-079,Jefatura de la UAJ,En contra,{0},\n",
    "interested_party": "Código,Parte interesada,Ámbito,Necesidad o expectativa,Con qué se responde,Sistemas,Desde,Hasta\n"
    "PI-90,Hogares usuarios,Externa,{0},,SGC,30/03/2021,\n",
}


@pytest.fixture(scope="module")
def bare(whole_catalog):
    return rows_only(whole_catalog)


def test_a_file_with_the_headings_of_before_loads_and_takes_no_word_away(demo_copy, bare):
    for register, (head, line, words) in BEFORE.items():
        prepared = prepare_in(demo_copy, bare, Incoming(register, f"{register}.csv", f"{head}\n{line}\n".encode()))
        report = load_file(demo_copy, bare, prepared, "A")
        assert (report.new, report.changed) == (0, 1), register
        (key,) = bare.register(register).key[:1]
        with closing(demo_copy.open()) as snapshot:
            found = snapshot.rows(f"select * from {register} where {key} = $code", {"code": line.split(",")[0]})
        assert [{name: row[name] for name in words} for row in found][-1] == words, register


@pytest.mark.parametrize("register", TOLD)
@pytest.mark.parametrize(
    ("said", "fault"),
    [("Lo pidió el señor con DNI 45678912", "personal_dni"), ("Escribir a vecino.uno@correo.pe", "personal_email")],
)
def test_what_is_told_is_searched_for_personal_data_like_any_other_text(bare, register, said, fault):
    with pytest.raises(Refused) as caught:
        prepare(Incoming(register, f"{register}.csv", TOLD[register].format(said).encode()), bare)
    assert codes(caught.value.problems) == [fault], caught.value.problems
    assert (
        prepare(Incoming(register, f"{register}.csv", TOLD[register].format("Todo en orden").encode()), bare).read == 1
    )


def test_no_reserved_register_has_free_text(whole_catalog):
    reserved = [each for each in whole_catalog.registers.values() if each.reserved]
    free = [
        (register.name, column.name)
        for register in reserved
        for column in register.columns
        if column.type == "text" and not column.pattern
    ]
    assert reserved and free == []
