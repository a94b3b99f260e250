"""Owns what the ficha of an indicator must say beyond its keys: the words of its dimensions, what its denominator adds
up, what becomes of a case open past its term.

Refuses, naming the file and the key: a dimension without its vocabulary, a weighted percentage without its n.
"""

from sig_metrics.catalog.model import OWN_WORDS, CatalogError, Code, Indicator
from sig_metrics.language.nearest import nearest

CARRIED = ("once", "until_closed")  # there is a stock to show beside the flow
SAMPLED = ("weights", "points")  # the denominator is not how many there are: the SQL returns it, as `cases`
RESTARTS = ("", "year", "plan")  # since which January its own SQL counts, if any
COUNTED = "units"  # the denominator is how many there are


def check_ficha(made: Indicator, file: str, vocabularies: dict[str, dict[str, Code]]) -> None:
    """Raises CatalogError on the first thing that a ficha leaves unsaid, or says of what it does not have."""
    _labelled(made, file, vocabularies)
    if (made.counts == "nothing") != (not made.denominator):
        raise CatalogError(f"{file}: counts: «{made.counts}»; debe ser «nothing» si, y solo si, no hay «denominator»")
    if bool(made.sample) != (made.counts in SAMPLED):
        wanted = (
            "exige «sample», qué cuenta su n («respuesta|respuestas»)"
            if made.counts in SAMPLED
            else "no lleva «sample»"
        )
        raise CatalogError(f"{file}: counts: «{made.counts}» {wanted}")
    if made.step and (
        made.unit != "percent"
        or made.product_of
        or not 0 < made.step < 1
        or abs(round(1 / made.step) * made.step - 1) > 1e-9
    ):
        raise CatalogError(
            f"{file}: step: {made.step:g}; es de un porcentaje, y un número entero de pasos debe hacer 1"
        )
    if wrong := [each.month for each in made.targets if each.month not in (None, *range(1, 13))]:
        raise CatalogError(f"{file}: targets: month: {wrong[0]}; son de 1 a 12")
    if not 1 <= made.cycle <= 12 or made.cycle > 1 and made.accumulation != "flow":
        raise CatalogError(f"{file}: cycle: {made.cycle}; son de 1 a 12 meses, y de lo que es de cada mes («flow»)")
    if made.restarts not in RESTARTS or made.restarts and made.accumulation != "stock":
        raise CatalogError(f"{file}: restarts: «{made.restarts}»; es «year» o «plan», y de un estado («stock»)")
    if made.sample and not all(made.sampled):
        raise CatalogError(
            f"{file}: sample: «{made.sample}»; debe ser «una|varias», por ejemplo «respuesta|respuestas»"
        )


def _labelled(made: Indicator, file: str, vocabularies: dict[str, dict[str, Code]]) -> None:
    """Refuses a dimension without the vocabulary of its codes, and a vocabulary without its dimension."""
    for dimension, vocabulary in made.labels.items():
        if dimension not in OWN_WORDS:
            raise CatalogError(f"{file}: labels: «{dimension}»{nearest(dimension, OWN_WORDS)}")
        if dimension not in made.dimensions:
            raise CatalogError(f"{file}: labels: «{dimension}» no está en «dimensions»")
        if vocabulary not in vocabularies:
            raise CatalogError(
                f"{file}: labels: {dimension}: vocabulario «{vocabulary}»{nearest(vocabulary, vocabularies)}"
            )
    for dimension in made.dimensions:
        if dimension in OWN_WORDS and dimension not in made.labels:
            raise CatalogError(f"{file}: labels: falta el vocabulario de la dimensión «{dimension}»")
