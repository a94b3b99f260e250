"""Text stands out in the charts of a topic of each stage, in a part of a system and beside a drawer, light and dark."""

import pytest

from .conftest import shot
from .contrast import pale

PLACES = (
    "mantenimiento?tema=documentos",
    "seguimiento?tema=qrd",
    "mejora?tema=sst",
    "sgsi?parte=seguimiento",
    "calidad",
    "?ficha=SEG-07",
)


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_text_of_charts_and_drawers_stands_out(server, walk, mode):
    """WCAG 2.1, 1.4.3: 4.5 to 1; every text of the page, those of charts too."""
    for place in PLACES:
        page = walk(server.address(place), colours=mode)
        shot(page, f"contrast-{place.replace('?', '-')}-{mode}")
        texts = page.locator("svg.picture text").count()
        assert pale(page, least=40) == [], place
        assert texts > 10 or place == "calidad", "a chart that is not drawn has no text to look at"
