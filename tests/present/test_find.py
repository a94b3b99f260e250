"""What a search of the catalogue finds, from entries typed here and from the definitions in use."""

import pytest

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.present import find
from sig_metrics.present.find import Entry


def entry(name: str, text: str, code: str = "", within: str = "") -> Entry:
    return Entry("Columna", name, text, "aquí", (), code, within)


KNOWN = [
    entry("Canal", "Cómo llegó la queja.", "channel", "Quejas, reclamos y denuncias (QRD)"),
    entry("Fecha de respuesta", "Día en que se respondió.", "answered_on", "Quejas, reclamos y denuncias (QRD)"),
    entry("Fecha", "Día del evento.", "happened_on", "Eventos de seguridad"),
    entry("Índice de quejas", "Quejas por cada 10 000 hogares.", "SEG-10"),
    entry("Ley N° 29783", "Ley de Seguridad y Salud en el Trabajo."),
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("queja", ["Índice de quejas", "Canal"]),  # what has it in its name comes first
        ("QUEJAS", ["Índice de quejas"]),  # of a register that is so called, nothing is found by that alone
        ("indice", ["Índice de quejas"]),
        ("ÍNDICE  quejas", ["Índice de quejas"]),
        ("fecha qrd", ["Fecha de respuesta"]),
        ("fecha seguridad", ["Fecha"]),
        ("seg-10", ["Índice de quejas"]),
        ("answered_on", ["Fecha de respuesta"]),
        ("ley nº 29783", ["Ley N° 29783"]),
        ("queja satelital", []),
        ("", []),
        ("  .", []),
    ],
)
def test_every_word_is_found_whatever_its_accents_and_capitals(text, names):
    assert [each.name for each in find.find(KNOWN, text)] == names


def test_a_long_text_is_shown_where_it_was_found():
    long = entry("Una", f"{'bla ' * 60}aquí está la cláusula {'otra ' * 60}".strip())
    assert long.said(find.split("CLAUSULA")).startswith("… bla bla bla aquí está la cláusula otra")
    assert long.said(["nada"]).startswith("bla bla") and len(long.said(["nada"])) <= find.WIDTH
    assert entry("Una", "Texto corto con su palabra.").said(["palabra"]) == "Texto corto con su palabra."


def test_fichas_registers_and_columns_lead_to_their_place():
    known = find.entries(default_catalog(), None)
    place = {each.place: dict(each.address) for each in known}
    assert place["Ficha SEG-07"] == {"ficha": "SEG-07"}
    assert place["Registro Sugerencias"] == {"seccion": "diccionario", "registro": "suggestion"}
    assert place["Registro Quejas, reclamos y denuncias (QRD), columna Canal"] == {
        "seccion": "diccionario",
        "registro": "qrd",
        "fila": "channel",
    }
    assert {each.kind for each in known} == {"Indicador", "Registro", "Columna"}, "the rest is of the plan"
    registers = default_catalog().registers.values()
    assert sum(each.kind == "Columna" for each in known) == sum(len(register.columns) for register in registers)


def test_what_the_plan_explains_is_found_once_with_its_numeral(demo_snapshot):
    from sig_metrics.measure.dataset import Dataset

    known = find.entries(default_catalog(), Dataset(demo_snapshot, default_catalog()))
    told = [(each.kind, each.name, each.place, each.address) for each in find.find(known, "soborno")]
    assert told[0] == (
        "Sigla o término",
        "Soborno",
        "Siglas y definiciones, numeral 4.2",
        (("seccion", "siglas"), ("fila", "Soborno")),
    )
    assert ("Norma", "Ley N° 29783", "Base legal, numeral 3.2") in [
        (each.kind, each.name, each.place) for each in find.find(known, "29783")
    ]
    assert [(each.kind, each.place) for each in known if each.name == "Jefe/a de UPPM"] == [
        ("Responsable", "Responsabilidades, numeral 5")
    ]
    acronym = next(each for each in known if each.name == "CMG")
    assert acronym.place == "Siglas y definiciones", "it is in no numbered section"
