"""Owns a paper and a deck typed by hand, with all that a writer may be given: accents, gaps, emphasis, long and hostile
texts, a table of 60 rows and one of none. Run as a program, it prints the hash of each of its files."""

import hashlib
import sys
from functools import lru_cache
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2])]

from sig_metrics.report.model import (
    BARS,
    BLANK,
    HEADING,
    ITEM,
    LEAD,
    LINE,
    NOTE,
    STACKED,
    SUBHEADING,
    Chart,
    Deck,
    Marks,
    Number,
    Paper,
    Series,
    Signature,
    Slide,
    Table,
    Text,
)
from sig_metrics.report.writers import docx, html, pdf, pptx, xlsx

HASH = "1f0c9a2b77de" + "0123456789abcdef" * 3 + "0123"
MARKS = Marks(
    "Corte n.º 3 «Cierre de noviembre», datos al 30/11/2021",
    HASH,
    ("registro de reclamos, carga n.º 12 (03/12/2021)",),
    "Datos de demostración",
)
HOSTILE = (
    "#let x = 1 $x^2$ *a* _b_ [c] {d} \\ @e <f> </script><script>alert(1)</script> `g` // h",
    '=HYPERLINK("http://e.pe","x")',
    "=1+1",
    "@SUM(A1:A9)",
    "<r>a</r>",
    "&amp; &lt;b&gt; 'x' \"y\" %s {0} _x0041_",
    "#" * 3 + "w" * 150,
)
MONTHS = ("Ene 21", "Feb 21", "Mar 21", "Abr 21", "May 21")
DAYS = Chart(
    LINE,
    MONTHS,
    (Series("mediana", (31, 28, None, 22, 23)), Series("meta legal", (30,) * 5, "breach", True)),
    "Días hábiles de respuesta",
    "days",
    0,
    "La mediana baja de 31 a 23 días; la meta es 30.",
)
UNITS = Chart(
    BARS,
    ("Unidad de Cumplimiento e Información", "Unidad de Tecnologías", "Unidad de Recursos Humanos y Bienestar"),
    (Series("vencidos", (1047, 3, None), "breach"),),
    "Vencidos por unidad",
    alt="1,047, 3 y sin dato.",
)
SHARES = Chart(
    BARS,
    ("SGC", "SGAS"),
    (Series("avance", (0.933, 0.5), "ink"), Series("meta", (0.9, 0.9), "common", True)),
    "Avance",
    "percent",
    1,
    "93.3 % y 50.0 %; la meta es 90.0 %.",
)
PILED = Chart(
    STACKED,
    MONTHS,
    (Series("a tiempo", (5, 4, 6, 7, 8)), Series("vencido", (0, 1, 2, None, 13), "breach")),
    "Entregables por mes",
    alt="Cinco meses.",
)
ROWS = tuple(
    (
        f"ACU-2021-{n:03}",
        "Presentar el informe de cierre de la etapa y sus anexos" if n % 3 else "Corregir",
        "UPPM",
        Number(f"{n * 1234:,}", n * 1234, f"of.{n}"),
    )
    for n in range(1, 61)
)
MANY = Table(("Código", "Acuerdo", "Responsable", "Monto"), ROWS, "Acuerdos en curso", (3,), (1, 4, 1, 1))
NONE = Table(("Código", "Acuerdo"), (), "Acuerdos suspendidos")
CRUEL = Table(("=Código", "Texto"), tuple((text, "–") for text in HOSTILE), "Lo que alguien escribió")
FICHAS = Table(
    ("Indicador", "Valor"),
    (
        ("Avance", Number("93.3 %", 0.933)),
        ("Casi todo", Number("99.9 %", 0.9996)),
        ("Gasto", Number("S/ 60,000.50", 60000.5)),
        ("Plazo", Number("121 días", 121)),
        ("Entregables", Number("4 de 68", 4)),
        ("Nadie lo midió", Number("sin dato", None)),
    ),
    "Fichas",
    (1,),
)
LONG = (
    "El Comité revisó el avance del plan y pidió a la Unidad de Planeamiento, Presupuesto y Modernización que informe, "
    "antes del 15/12/2021, qué entregables quedan por reprogramar y por qué. "
)
PAPER = Paper(
    "acta",
    ("Ministerio de Desarrollo e Inclusión Social", "Programa Nacional «Juntos»"),
    "ACTA DE REVISIÓN POR LA DIRECCIÓN N.° ACT-2021-05",
    (("LUGAR Y FECHA", "Lima, 26 de noviembre de 2021"), ("ASUNTO", "Desempeño del sistema **al 31 de octubre**")),
    (
        Text("Se abrió la sesión con **8 de 11** miembros; el cuórum es 6.", LEAD),
        Text("Asistencia", HEADING),
        Text(LONG * 3),
        Text("Satisfacción: !!3 reclamos pasaron de 30 días hábiles!! en noviembre.", ITEM),
        Text("Conclusión.", ITEM),
        Text("Debate", HEADING),
        Text("Reclamos", SUBHEADING),
        DAYS,
        Text("Fuente: registro de reclamos. ◆ en parte · ✓ cumplido", NOTE),
        UNITS,
        Text("[completar: lo que se debatió]", BLANK),
        *(Text(text) for text in HOSTILE),
        Text("Acuerdos", HEADING),
        MANY,
        NONE,
        CRUEL,
        Text("Conclusión", HEADING),
        Text("Adecuado; línea una\nlínea dos."),
    ),
    (
        Signature("Dirección Ejecutiva", "Presidencia"),
        Signature("Unidad de Planeamiento", "Secretaría"),
        Signature("Unidad de Recursos Humanos", "Miembro que votó en contra"),
    ),
    MARKS,
    ("Órgano de Control Institucional", "Archivo"),
)
DECK = Deck(
    "Revisión por la Dirección · 26/11/2021",
    (
        Slide(
            "cover",
            "Sesión",
            "Los reclamos se responden en 22 días; antes, en 33",
            "Aun así, !!3 reclamos pasaron de 30 días hábiles!! en noviembre.",
            (DAYS,),
            ("**Meta legal**", "a veces se incumple"),
        ),
        Slide("units", "Unidades", "Vencidos y avance", "", (UNITS, SHARES)),
        Slide("months", "Etapa", "Entregables por mes", "Once meses.", (PILED, Text("Fuente: plan.", NOTE))),
        Slide("agreed", "Acuerdos", "Acuerdos de sesiones anteriores " + "que siguen en curso " * 5, "", (MANY, NONE)),
        Slide("cruel", HOSTILE[2], HOSTILE[0], HOSTILE[3], (CRUEL, *(Text(text) for text in HOSTILE))),
        Slide("long", "Texto", "Texto largo", "", (Text("Análisis", HEADING), Text(LONG * 20))),
    ),
    MARKS,
)


def made() -> dict[str, bytes]:
    """{format: the file of the paper, or of the deck}, made now."""
    return {
        "docx": docx.paper(PAPER),
        "pdf": pdf.paper(PAPER),
        "pptx": pptx.deck(DECK),
        "xlsx": xlsx.book(DECK, (FICHAS,)),
        "html": html.deck(DECK),
    }


files = lru_cache(maxsize=1)(made)  # made once, for who only reads them

if __name__ == "__main__":
    for name, data in made().items():
        print(name, hashlib.sha256(data).hexdigest())
