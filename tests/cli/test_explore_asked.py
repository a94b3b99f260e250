"""The command that asks of any register: the same answer as the screen, in text and in JSON."""

import json

from sig_metrics.cli.commands import main

STORE = ("--cutoff", "2021-11")


def test_a_question_is_answered_with_its_query(demo_folder, capsys):
    asked = [
        "explore",
        "qrd",
        "--group",
        "reason",
        "--where",
        "kind=claim",
        "--sql",
        "--store",
        str(demo_folder),
        *STORE,
    ]
    assert main(asked) == 0
    said = capsys.readouterr().out
    # counted from data/demo/qrd.csv
    assert "515 casos de diciembre de 2020 a noviembre de 2021." in said and "Tiempo de atención          133" in said
    assert "and qrd.kind = 'claim'" in said and "$" not in said
    assert main([*asked, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["total"], document["rows"], document["gaps"]) == (515, 515, ["2021-02"])
    first = document["points"][0]
    assert (first["group"]["label"], first["value"], first["key"]) == ("Tiempo de atención", 133, ".=waiting_time.")


def test_what_is_not_there_is_refused_with_the_nearest_word(demo_folder, capsys):
    for more in (["--group", "raeson"], ["--where", "kind=reclamo"], ["--top", "99"], ["--measure", "share"]):
        assert main(["explore", "qrd", *more, "--store", str(demo_folder), *STORE]) == 1
    assert "¿Quiso decir «reason»?" in capsys.readouterr().err
    assert main(["explore", "corruption_status", "--store", str(demo_folder), *STORE]) == 1


def test_a_filter_that_cannot_apply_is_said(demo_folder, capsys):
    scope = ["--system", "SGSI", "--store", str(demo_folder), *STORE]
    whole = "Este registro no se divide por sistema: se muestra completo, de todos los sistemas."
    for command in (["explore", "qrd"], ["durations", "qrd"]):
        assert main([*command, *scope]) == 0
        assert whole in capsys.readouterr().out
        assert main([*command, *scope, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["ignored"] == ["system"]


def test_of_a_month_whose_file_has_not_come_no_times_are_told(demo_folder, capsys):
    asked = ["durations", "qrd", "--store", str(demo_folder), "--cutoff", "2021-12"]
    why = (
        "Diciembre de 2021 aún no llega: lo abierto y lo vencido se verá cuando llegue; "
        "el último mes con datos es noviembre de 2021."
    )
    assert main(asked) == 0
    assert capsys.readouterr().out.splitlines() == ["Quejas, reclamos y denuncias (QRD)", why]
    assert main([*asked, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["unknown"], document["n"], document["open"], document["median"]) == (why, None, None, None)
    assert document["groups"] == document["curve"] == document["paths"] == []
    assert main([*asked[:-1], "2021-11", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unknown"] == ""
