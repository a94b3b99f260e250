"""What is being written in a session: it is kept by the keyboard alone, and waits while another point is looked at."""

from playwright.sync_api import expect
from test_session_screen import CODE, begun

from sig_metrics.session import facts
from sig_metrics.store import LocalStore

from .conftest import settle, visit


def test_what_is_being_written_is_kept_by_the_keyboard_and_waits_for_whoever_looks_away(own_server, open_page):
    store = LocalStore(own_server.store, wait=1)
    begun(store)
    page = open_page()
    visit(page, own_server.address(f"revision?corte=2021-11&sesion={CODE}&punto=2&acuerdo=nuevo"))
    page.get_by_label("Qué se trató").focus()
    page.keyboard.type("Se expuso el resultado.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settle(page)
    assert facts.session_of(store, CODE).item(2).debated == "Se expuso el resultado."
    page.get_by_label("Qué se acuerda").fill("Hacer una auditoría.")
    page.get_by_role("radio", name="1. Estado").first.check(force=True)
    settle(page)
    assert "punto=1" in page.url
    page.get_by_role("radio", name="2. Resultados").first.check(force=True)
    settle(page)
    page.get_by_role("button", name="Nuevo acuerdo").click()
    settle(page)
    expect(page.get_by_label("Qué se acuerda")).to_have_value("Hacer una auditoría.")
