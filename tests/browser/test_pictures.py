"""What leaves the screen as a picture or on paper is as it was seen."""

import hashlib
import re

from PIL import Image
from playwright.sync_api import expect

from .conftest import choose, visit

PHONE = {"width": 390, "height": 844}
UPON = """picture => { const said = [...picture.querySelectorAll('text')].filter(each => each.checkVisibility()).map(each => [each.textContent, each.getBoundingClientRect()]);
  const meet = (one, other, from, to) => Math.min(one[to], other[to]) - Math.max(one[from], other[from]);
  return said.flatMap(([text, box], n) => said.slice(n + 1).filter(([, other]) => meet(box, other, 'left', 'right') > 1 && meet(box, other, 'top', 'bottom') > 6)
    .map(([other]) => `${text} × ${other}`)); }"""
# Of each chart with lying bars: its name, the share of its widest row of bars, the words beyond its edges, those on others.
NARROW = """(places) => places.map((place) => {
  const box = (node) => node.getBoundingClientRect(), whole = box(place.querySelector('.picture'));
  const bars = [...place.querySelectorAll('.bar')].map(box).filter((each) => each.width > each.height / 4);
  const words = [...place.querySelectorAll('text')].filter((each) => each.textContent.trim() && box(each).width);
  const on = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1.5
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
  return [place.ariaLabel, bars.length ? (Math.max(...bars.map((each) => each.right)) - Math.min(...bars.map((each) => each.left))) / whole.width : 1,
    words.filter((each) => box(each).left < whole.left - 1 || box(each).right > whole.right + 1).map((each) => each.textContent),
    words.filter((each, n) => words.slice(n + 1).some((other) => on(box(each), box(other)))).map((each) => each.textContent)];
})"""
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


def test_a_change_of_month_draws_each_chart_once_in_its_place(server, open_page):
    """The place of a chart stays; its picture is another one, made once, and says the new month."""
    page = open_page()
    visit(page, server.url)
    visit(page, server.address("seguimiento?tema=qrd"))
    chart = page.locator(REASONS).locator(".board.chart")
    expect(chart).to_have_attribute("aria-label", re.compile("^Pareto"))  # it is drawn
    chart.evaluate(
        """place => { window.drawn = []; place.kept = true;
        new MutationObserver(all => drawn.push(...all.flatMap(each => [...each.addedNodes].filter(node => node.matches?.('.picture')))))
          .observe(place, {childList: true, subtree: true}); }"""
    )
    before = chart.get_attribute("aria-label")
    choose(page, "Fecha de corte", "Octubre de 2021")
    expect(chart).not_to_have_attribute("aria-label", before)
    assert chart.evaluate("place => [place.kept, drawn.length]") == [True, 1]
    choose(page, "Fecha de corte", "Noviembre de 2021")
    assert (chart.get_attribute("aria-label"), chart.evaluate("() => drawn.length")) == (before, 2)


def test_a_mark_is_told_under_the_pointer(server, walk):
    page = walk(server.address("seguimiento?tema=qrd"))
    chart = page.locator(REASONS)
    chart.locator(".bar").first.hover()
    expect(chart.locator(".tip")).to_have_text(re.compile(r"^Tiempo de atención245\scasos, 27\s%\sacumulado$"))
    page.mouse.move(5, 5)
    expect(chart.locator(".tip")).to_be_hidden()


def test_no_chart_is_cut_on_paper(server, walk):
    """On paper the columns are narrower than on the screen: pictures too, also those that were never in sight."""
    page = walk(server.address("sgc?parte=seguimiento"))
    places = page.locator('[class*="st-key-fig_"] .board.chart')
    expect(places.locator(".picture")).to_have_count(8)
    page.emulate_media(media="print")
    for place in places.all():
        room, picture = place.bounding_box(), place.locator(".picture").bounding_box()
        assert picture["height"] > 50 and picture["width"] > 200
        assert picture["width"] <= room["width"] + 1 and picture["height"] <= room["height"] + 1


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


def test_no_word_stands_on_another_on_a_telephone(server, open_page):
    """Marks of neighbouring months become one, and the names of the tones of a bar go on in another row."""
    page = open_page(PHONE)
    visit(page, server.url)
    for address, words in (
        ("indicadores?ind=SEG-07", "1–2"),
        ("explorador?reg=qrd&cada=-&por=ut&y=reason", "Resultado de la atención"),
    ):
        visit(page, server.address(address))
        pictures = page.locator(".board.chart .picture")
        expect(pictures.first).to_contain_text(words)
        assert [picture.evaluate(UPON) for picture in pictures.all()] == [[]] * pictures.count()


def test_a_narrow_chart_gives_its_marks_what_its_words_leave(server, walk):
    """The widest bar has a fifth of the picture at least, and no word of it is beyond its edges or on another."""
    page = walk(server.address("sgc?parte=seguimiento"), PHONE)
    places = page.locator('[class*="st-key-fig_"] .board.chart')
    expect(places.locator(".picture")).to_have_count(8)
    for key, widest, beyond, touching in places.evaluate_all(NARROW):
        assert widest > 0.2, (key, widest)
        assert (beyond, touching) == ([], []), key
