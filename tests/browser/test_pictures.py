"""What leaves the screen as a picture or on paper is as it was seen."""

import hashlib

from PIL import Image

from .conftest import visit

REASONS = '[class*="st-key-fig_motivos_qrd"]'


def test_a_chart_that_is_taken_away_has_the_letters_of_the_page(server, open_page, tmp_path):
    """With other letters, which are wider, the number of a bar is written over its end."""
    page = open_page()
    visit(page, server.url)
    visit(page, server.address("seguimiento?tema=qrd"))
    chart = page.locator(REASONS)
    chart.hover()
    with page.expect_download() as downloading, page.expect_response(lambda answer: answer.url.endswith(".woff2")):
        chart.get_by_role("button", name="Descargar PNG").click()
    downloading.value.save_as(tmp_path / "chart.png")
    drawn = Image.open(tmp_path / "chart.png").convert("RGBA")
    picture = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("L")
    whole = chart.locator(".picture").first.bounding_box()
    assert abs(picture.width - 2 * whole["width"]) < 2
    bars = [box for bar in chart.locator(".bar").all() if (box := bar.bounding_box())["width"]]
    assert len(bars) == 7
    for box in bars:
        end, top = 2 * (box["x"] + box["width"] - whole["x"]), 2 * (box["y"] - whole["y"])
        beside = picture.crop((round(end) + 2, round(top), round(end) + 7, round(top + 2 * box["height"])))
        assert beside.getextrema()[0] > 240, "something is written beside the end of a bar"


def test_a_printed_screen_says_of_which_data_it_is(server, open_page):
    """Its scope, its day and the SHA-256 of the file, computed here from the file itself."""
    page = open_page()
    visit(page, server.address("?unidad=UTI"))
    number = int((server.store / "CURRENT").read_text())
    digest = hashlib.sha256((server.store / f"sig-{number:06d}.duckdb").read_bytes()).hexdigest()
    foot = page.locator(".sig-foot")
    assert not foot.is_visible()
    page.emulate_media(media="print")
    assert foot.is_visible()
    said = foot.inner_text()
    assert said.startswith("Resumen · Noviembre de 2021 · v05 vigente · todos los sistemas · UTI")
    assert f"versión {number} de los datos · SHA-256 {digest[:12]}… · impreso el " in said
    page.emulate_media(media="screen")
