"""A draft of a plan goes to a session by the keyboard alone: it is opened by its link, made a point, and the session shows it
with its live figures."""

from playwright.sync_api import expect
from test_session_screen import CODE, called

from sig_metrics.session import facts
from sig_metrics.store import LocalStore

from .conftest import no_exception, settle, shot, visit


def test_a_draft_is_brought_to_the_session_that_is_called_and_opened_from_it(own_server, open_page):
    store = LocalStore(own_server.store, wait=1)
    called(store)
    page = open_page()
    visit(page, own_server.address("plan?corte=2021-11&borrador=06~pasa~11~12"))
    page.get_by_role("button", name="Llevar a la sesión").focus()
    page.keyboard.press("Enter")
    topic = page.get_by_label("Qué se trata")
    expect(topic).to_have_value("Reformulación del plan: 1 cambio")
    topic.focus()
    page.keyboard.press("End")
    page.keyboard.type(", la auditoría pasa a diciembre")
    page.keyboard.press("Tab")
    settle(page)
    shot(page, "llevar-a-la-sesion")
    page.get_by_role("button", name="Agregar a la orden del día").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMain")).to_contain_text(f"Este borrador es el punto 3 de la sesión {CODE}")
    settle(page)
    shot(page, "borrador-en-la-sesion")
    made = facts.session_of(store, CODE).items[2]
    assert (made.topic, made.view) == (
        "Reformulación del plan: 1 cambio, la auditoría pasa a diciembre",
        "plan?borrador=06~pasa~11~12",
    )
    page.get_by_role("button", name=f"Abrir la sesión {CODE}").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/revision*")
    settle(page)
    no_exception(page)
    page.get_by_role("radio", name="1 Convocatoria").first.check(force=True)
    settle(page)
    link = page.get_by_role("link", name="Ver").last
    visit(page, own_server.address(link.get_attribute("href").removeprefix("./")))
    expect(page.get_by_test_id("stMain")).to_contain_text("con el borrador: 69 de 74 entregables")
