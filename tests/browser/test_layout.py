"""Nothing lies over its neighbour: the words of the boards keep to their place at both sizes."""

import pytest

from .conftest import LAPTOP, PROJECTOR, visit

SIZES = pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=lambda size: f"{size['width']}")
# What sticks out of its cell by more than a pixel, to the right or above: the words themselves, not their boxes.
STICKS_OUT = """(selector) => {
  const found = [];
  const visit = (root) => {
    for (const cell of root.querySelectorAll(selector)) {
      const place = cell.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(cell);
      for (const box of range.getClientRects()) {
        if (box.right > place.right + 1 || box.left < place.left - 1 || box.top < place.top - 1 || box.bottom > place.bottom + 1) {
          found.push(`${cell.innerText} (${Math.round(box.width)} × ${Math.round(box.height)} px)`);
          break;
        }
      }
    }
    for (const node of root.querySelectorAll('*')) if (node.shadowRoot) visit(node.shadowRoot);
  };
  visit(document);
  return found;
}"""


@SIZES
@pytest.mark.parametrize("screen", ["", "sgsi"], ids=["resumen", "sgsi"])
def test_the_indicators_keep_to_their_columns(server, open_page, screen, size):
    page = open_page(size)
    visit(page, server.address(screen))
    assert page.locator(".board.measures tbody td").count() >= 32
    assert page.evaluate(STICKS_OUT, ".board.measures td, .board.measures th") == []


@SIZES
@pytest.mark.parametrize("screen", ["mantenimiento", "mejora"])
def test_the_title_of_a_line_of_action_has_its_row(server, open_page, screen, size):
    page = open_page(size)
    visit(page, server.address(screen))
    titles = page.locator(".board.plan_grid .group th")
    assert titles.count() >= 2
    assert page.evaluate(STICKS_OUT, ".board.plan_grid .group th") == []
    for title in titles.all():
        line = title.evaluate("node => parseFloat(getComputedStyle(node).lineHeight)")
        words = title.locator("span").bounding_box()
        assert words["height"] < 2.5 * line, "more than two lines"
        assert words["y"] - title.bounding_box()["y"] > 0.4 * line, "too near to the row above"


@pytest.mark.parametrize(("place", "columns"), [("?ficha=PLN-01", {2, 3, 4}), ("plan?act=18", {6}), ("plan", {2})], ids=["ficha", "cell", "budget"])
def test_numbers_are_on_the_right_and_of_one_width(server, open_page, place, columns):
    page = open_page()
    visit(page, server.address(place))
    table = page.locator(('[role="dialog"] ' if "?" in place else "") + '[class*="st-key-numbers-"] table')
    styles = table.evaluate("""node => [...node.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => {
      const style = getComputedStyle(cell.querySelector('p') ?? cell);
      return [style.textAlign, style.fontVariantNumeric];
    }))""")
    assert len(styles) > 2
    for row in styles:
        assert {n for n, (align, _) in enumerate(row, 1) if align == "right"} == columns
        assert all("tabular-nums" in figures for _, figures in row)
