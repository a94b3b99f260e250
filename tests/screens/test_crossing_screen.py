"""The screen of Cruzar without a browser: what an address asks for, the rows that it opens, and what does not fit."""

import json

import pytest
from test_pages import opened

from sig_metrics.measure import crossed
from support.screen_reader import plain

QRD = {"corte": "2021-11", "vista": "cruzar"}


def board(app) -> dict:
    return json.loads(next(each.proto for each in app.get("bidi_component")).bytes)["board"]


@pytest.fixture(autouse=True)
def served(monkeypatch, demo_folder):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))


def test_an_address_chooses_and_opens_its_rows_and_what_is_lost_is_told():
    app = opened("explorador", **QRD, filtro="reason.treatment..channel.web..ut.XXX", casos="filtro")
    given = board(app)
    chosen = {
        given["dimensions"][place]["label"]: [given["dimensions"][place]["values"][at]["label"] for at in among]
        for place, among in given["chosen"]["values"]
    }
    assert chosen == {"Canal": ["Web"], "Motivo": ["Trato profesional"]} and given["chosen"]["months"] is None
    assert [plain(each.value) for each in app.warning] == [
        "La dirección pide «ut.XXX», que no está en lo que se ve; el resto se aplicó."
    ]
    assert "23 filas" in [plain(each.value) for each in app.markdown]  # counted in data/demo/qrd.csv
    turn = given["turn"]
    app.run()
    assert board(app)["turn"] == turn, "the same address is told once"
    app.query_params["filtro"] = "kind.claim"
    app.run()
    assert board(app)["turn"] == turn + 1
    app.selectbox(key="explorador_registro").select("vulnerability").run()
    assert board(app)["total"] == 840 and "filtro" not in app.query_params


def test_what_does_not_fit_is_said_and_asked(monkeypatch):
    whole = crossed.feed
    monkeypatch.setattr(crossed, "feed", lambda dataset, register, scope: whole(dataset, register, scope, 1000))
    app = opened("explorador", **QRD)
    assert "UT" not in [each["label"] for each in board(app)["dimensions"]]
    said = [plain(each.value) for each in app.caption]
    assert any(each.startswith("Con UT") and "no cabe en el navegador" in each for each in said), said
    app.button(key="crossed_ask").click().run()
    assert dict(app.query_params) == {"corte": "2021-11", "reg": "qrd", "por": "ut"}
