"""Owns the skeleton of a kind of paper that the plan, or a duty of the law, asks for."""

from pathlib import Path

from sig_metrics.catalog.skeleton.files import write

PAPER = """\
# Llene cada «escriba…» y quite el # de «activity» o de «duty»: el catálogo rechaza este archivo hasta entonces.
title = "«escriba cómo se llama el documento»"
document_type = "report"
subject = "«escriba de qué trata», {month}"
# activity = "18"  # el número de la actividad del plan que lo pide
# duty = "F13"  # o, en su lugar, el código del deber con fecha que lo pide; su primera sección es entonces { form = "duty" }
# register = "registro"  # de un deber que nace de un hecho: el registro de cuya fila es el papel
# item = 1  # cuál de los entregables del mes es, si la actividad programa varios
# sender = "UPPM"  # la unidad que lo firma; sin esto, la que debe el entregable o el deber

[[norms]]
norm = "«escriba el número de la norma»"
says = "«escriba qué manda»"
source = "«escriba dónde se leyó: artículo o numeral»"

[numbers]  # los que dicen las frases: «AAA-01», «AAA-01.denominator», «AAA-01.target», «registro.open», «registro.year»
# rate = "AAA-01"
# goal = "AAA-01.target"

[[sections]]
title = "Antecedentes"
blocks = [{ form = "plan" }]

[[sections]]
title = "Base legal"
blocks = [{ form = "norms" }]

[[sections]]
title = "Análisis"

# [[sections.blocks]]
# form = "indicators"
# title = "Indicadores del mes y del informe anterior"
# indicators = ["AAA-01"]

[[sections.blocks]]
form = "blank"
sentences = [{ says = "«escriba qué tiene que explicar una persona»" }]

[[sections]]
title = "Conclusiones"

[[sections.blocks]]
form = "text"
style = "item"
sentences = [
    { says = "«escriba una conclusión; con {rate} dice su número, y con «when» se dice solo si es así»" },
]

[[sections]]
title = "Recomendaciones"

[[sections.blocks]]
form = "blank"
sentences = [{ says = "recomendaciones de la unidad, con responsable y fecha, o «ninguna»" }]
"""


def new_paper(root: Path, name: str) -> list[Path]:
    """Writes the TOML of a kind of paper; returns its path. Raises Refused."""
    return write(name, {root / "papers" / f"{name}.toml": PAPER})
