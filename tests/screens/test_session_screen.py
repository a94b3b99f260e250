"""The screens of a session, without a browser: the order of the day that is proposed, the call, quorum, the corte, agreements
and their votes, the end; what is refused is said with its article, and what was typed stays."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import ONE_ROW, board

from conftest import ROOT, copied, made_once
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.corte.freeze import freeze
from sig_metrics.measure.dataset import Dataset
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.session import acts, facts
from sig_metrics.session.model import Agreement, Attendance, Conclusion, Item, Session, Vote
from sig_metrics.store import LocalStore
from support.app import go

CODE = "ACT-2021-05"  # the register of the demonstration ends with ACT-2021-04
DAY = date(2021, 12, 10)
WHO = "Jefatura de la UPPM"
SEATS = (
    "Dirección Ejecutiva",
    WHO,
    "Jefatura de la URH",
    "Jefatura de la UTI",
    "Jefatura de la UCI",
    "Jefatura de la UAJ",
)
SEATS += ("Coordinación Técnica",)
ITEMS = (
    Item(1, "Estado de los acuerdos de sesiones anteriores", "UPPM", 1, "revision?casos=revision.SGC.e1"),
    Item(2, "Resultados de las auditorías", "UPPM", 11, "revision?casos=revision.SGSI.e11"),
)


def called(store: LocalStore, day: date = DAY) -> Session:
    dataset = Dataset(store.open(), default_catalog())
    given = {"kind": "management_review", "place": "Sede Central", "starts_at": "09:00", "items": ITEMS, "who": WHO}
    made = acts.convene(store, dataset, held_on=day, called_on=day - timedelta(days=9), **given)
    dataset.close()
    return made


def begun(store: LocalStore) -> Session:
    """A session in course: all but the Coordinación Técnica are there."""
    called(store)
    dataset = Dataset(store.open(), default_catalog())
    corte = freeze(store, dataset, "Cierre de noviembre", date(2021, 11, 30), WHO)
    dataset.close()
    there = [Attendance(each, "titular") for each in SEATS[:6]]
    acts.attend(store, CODE, attendance=[*there, Attendance(SEATS[6], "excused")], who=WHO)
    return acts.install(store, CODE, corte=corte.number, who=WHO)


@pytest.fixture(scope="session")
def begun_folder(tmp_path_factory, demo_folder) -> Path:
    """The demonstration with a session in course; to be read only."""

    def make(at: Path) -> None:
        copytree(demo_folder, at)
        begun(LocalStore(at, wait=1))

    return made_once(tmp_path_factory, "session_begun", make)


@pytest.fixture
def store(begun_folder, tmp_path, monkeypatch) -> LocalStore:
    """A session in course, that a test may change."""
    copied(begun_folder, tmp_path / "begun")
    monkeypatch.setenv("SIG_STORE", str(tmp_path / "begun"))
    return LocalStore(tmp_path / "begun", wait=1)


@pytest.fixture
def plain(demo_copy, monkeypatch) -> LocalStore:
    """No session yet, in a store that a test may change."""
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    return demo_copy


def at(screen: str = "revision", **address: str) -> AppTest:
    app = go(AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run(), screen)
    for name, value in {"corte": "2021-11", **address}.items():
        app.query_params[name] = value
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    return sound(app)


def fill(app: AppTest, key: str, value: object) -> AppTest:
    app.get_by_key(key).set_value(value).run()
    return sound(app)


def buttons(app: AppTest) -> set[str]:
    return {each.label for each in app.button}


def said(app: AppTest) -> str:
    return " ".join(each.value for each in [*app.markdown, *app.caption, *app.info, *app.warning, *app.success])


def errors(app: AppTest) -> str:
    return " ".join(each.value for each in app.error)


def topics(app: AppTest) -> list[str]:
    found = [each for each in app.text_input if each.label.startswith("Asunto del punto")]
    return [each.value for each in found]


def test_the_order_of_the_day_is_proposed_with_what_lacks_first(plain):
    """Of a review, the 22 inputs of clause 9.3, three of them with gaps, then the four grave kinds of what requires a
    decision in November and the conclusion."""
    app = at(parte="convocar")
    assert topics(app)[0].startswith("Estado de los acuerdos de sesiones anteriores (")
    assert topics(app)[1:4] == [
        "Resultados de las auditorías (falta evidencia: SGSI y SGSST)",
        "No conformidades y acciones correctivas (falta evidencia: SGSI y SGSST)",
        "Resultados de seguimiento y medición (falta evidencia: SGSI y SGSST)",
    ]
    assert topics(app)[-1] == "Conclusiones de la revisión" and len(topics(app)) == 22 + 4 + 1
    press(app, "Dejar solo lo que falta")
    assert len(topics(app)) == 1 + 3 + 4 + 1 and topics(app)[1].startswith("Resultados de las auditorías")


def test_points_are_moved_by_their_number_added_and_taken_out(plain):
    app = press(at(parte="convocar"), "Dejar solo lo que falta")
    first, second, third = topics(app)[:3]
    place = next(each for each in app.number_input if each.label == "Lugar del punto 3")
    place.set_value(1).run()
    assert topics(app)[:3] == [third, first, second]
    next(each for each in app.button if each.key and each.key.endswith("_quitar")).click().run()
    assert topics(app)[:2] == [first, second]
    press(app, "Agregar un punto")
    assert topics(app)[-1] == ""


def test_what_is_proposed_is_of_the_data_that_are_looked_at(plain):
    """Another cut-off proposes anew; what was written of the first waits for it."""
    app = at(parte="convocar")
    next(each for each in app.text_input if each.label == "Asunto del punto 2").set_value("Auditorías").run()
    november = topics(app)
    app.query_params["corte"] = "2020-12"
    december = topics(sound(app.run()))
    assert "Propuesto con los datos al 31/12/2020" in said(app) and december[1] != "Auditorías"
    assert next(each for each in app.text_input if each.label == "Periodo que se revisa").value == "2020"
    app.query_params["corte"] = "2021-11"
    assert topics(sound(app.run())) == november


def test_a_call_that_is_refused_keeps_what_was_typed(plain):
    app = press(at(parte="convocar"), "Dejar solo lo que falta")
    fill(app, "convocar_fecha", DAY)
    fill(app, "convocar_convocada", date(2021, 12, 1))
    assert "Se avisa con 9 días de anticipación (art. 108.1)." in said(app)
    next(each for each in app.text_input if each.label == "Asunto del punto 2").set_value("Auditorías del año").run()
    press(app, "Convocar la sesión")
    assert (
        errors(app) == "Falta «Lugar o medio»." and topics(app)[1] == "Auditorías del año" and not facts.sessions(plain)
    )
    fill(app, "convocar_lugar", "Sede Central")
    press(app, "Convocar la sesión")
    made = facts.session_of(plain, CODE)
    assert app.query_params["sesion"] == CODE and f"Sesión {CODE} convocada." in said(app)
    assert (made.held_on, made.place, made.items[1].topic, len(made.seats)) == (
        DAY,
        "Sede Central",
        "Auditorías del año",
        7,
    )


def test_where_nobody_is_a_member_it_says_how_to_fill(plain):
    """The committee of the demonstration was formed on 6 January 2020."""
    app = fill(at(parte="convocar"), "convocar_fecha", date(2020, 1, 5))
    assert "no dice quiénes integran el Comité el 05/01/2020" in said(app)
    assert "Convocar la sesión" not in buttons(app)
    press(app, "Cargar «Miembros del Comité»")
    assert app.title[0].value == "Carga" and app.query_params["registro"] == "committee_member"


def test_without_quorum_it_is_called_again_with_a_third(plain):
    """Seven seats: four are needed, and three of a second call (arts. 110.1 and 110.2)."""
    called(plain)
    app = press(at(sesion=CODE), "Todos los titulares")
    assert "7 de 7: hay quórum (se necesitan 4: mayoría absoluta, art. 110.1)" in said(app)
    for office in SEATS[3:]:
        fill(app, f"asiste_{CODE}_1_{office}", "absent")
    assert "3 de 7: no hay quórum (se necesitan 4: mayoría absoluta, art. 110.1)" in said(app)
    press(app, "Registrar la asistencia")
    assert facts.session_of(plain, CODE).state == "no_quorum" and "Instalar la sesión" not in buttons(app)
    press(app, "Convocar por segunda vez")
    again = facts.session_of(plain, CODE)
    assert (again.call, again.held_on) == (2, DAY + timedelta(days=1))
    press(app, "Todos los titulares")
    for office in SEATS[3:]:
        fill(app, f"asiste_{CODE}_2_{office}", "absent")
    assert "3 de 7: hay quórum (se necesitan 3: un tercio y nunca menos de tres, art. 110.2)" in said(app)


def test_a_seat_is_taken_by_its_alternate_or_by_a_member_who_is_chosen(plain):
    called(plain)
    app = press(at(sesion=CODE), "Todos los titulares")
    fill(app, f"asiste_{CODE}_1_Jefatura de la UTI", "alternate")
    held = app.get_by_key(f"asiste_{CODE}_1_Jefatura de la UTI_alternate")
    assert list(held.options) == ["Coordinación de Soporte de la UTI"], "the alternate since July of 2021"
    press(app, "Registrar la asistencia")
    taken = [each for each in facts.session_of(plain, CODE).attendance if each.attended_as == "alternate"]
    assert taken == [Attendance("Jefatura de la UTI", "alternate", "Coordinación de Soporte de la UTI")]


def test_no_session_begins_without_a_corte_which_may_be_frozen_here(plain):
    called(plain)
    app = press(press(at(sesion=CODE), "Todos los titulares"), "Registrar la asistencia")
    press(app, "Instalar la sesión")
    assert "Elija un corte" in errors(app) and facts.session_of(plain, CODE).state == "called"
    press(app, "Congelar un corte nuevo")
    assert "Falta «Quejas, reclamos y denuncias (QRD)» de febrero de 2021." in said(app), "what would not be whole"
    press(app, "Congelar")
    press(app, "Instalar la sesión")
    now = facts.session_of(plain, CODE)
    assert (now.state, now.corte) == ("in_session", 1) and "Sesión instalada: está en curso." in said(app)


def frozen(store: LocalStore, name: str) -> int:
    dataset = Dataset(store.open(), default_catalog())
    made = freeze(store, dataset, name, date(2021, 11, 30), WHO)
    dataset.close()
    return made.number


def test_the_corte_that_is_frozen_in_a_session_is_the_one_it_begins_with_and_is_named_in_it(plain):
    """Another was there, and was seen in the box before."""
    called(plain)
    assert frozen(plain, "Octubre") == 1
    app = press(press(at(sesion=CODE), "Todos los titulares"), "Registrar la asistencia")
    assert app.get_by_key(f"corte_sesion_{CODE}").value == 1
    press(press(app, "Congelar un corte nuevo"), "Congelar")
    assert app.get_by_key(f"corte_sesion_{CODE}").value == 2
    press(app, "Instalar la sesión")
    assert facts.session_of(plain, CODE).corte == 2
    assert "Corte n.º 2 «Revisión por la Dirección ACT-2021-05», datos al 30/11/2021; huella" in said(app)


def test_what_is_too_long_stays_in_its_box_and_says_by_how_much(store):
    app = press(at(sesion=CODE, punto="2"), "Nuevo acuerdo")
    key = written(app, 2, que="a" * 601)
    press(press(app, "Todos a favor"), "Registrar el acuerdo")
    assert errors(app) == "«Qué se acuerda» tiene 601 letras y caben 600. Acórtelo."
    assert app.get_by_key(f"{key}_que").value == "a" * 601 and not facts.session_of(store, CODE).agreements
    fill(app, f"{key}_que", "Hacer una auditoría.")
    fill(app, f"{key}_voto_{SEATS[5]}", "against")
    fill(app, f"{key}_voto_{SEATS[5]}_motivos", "b" * 601)
    press(app, "Registrar el acuerdo")
    assert errors(app) == "«Motivos» tiene 601 letras y caben 600. Acórtelo."
    assert not facts.session_of(store, CODE).agreements, "nothing is written while its votes cannot be"
    box = next(each for each in app.text_area if each.label == "Qué se trató")
    press(box.set_value("c" * 2_001).run(), "Guardar lo tratado")
    assert errors(app) == "«Qué se trató» tiene 2,001 letras y caben 2,000. Acórtelo."
    app.get_by_key(f"suspender_{CODE}_0_motivo").set_value("d" * 601)
    press(app, "Suspender")
    assert errors(app).startswith("«Motivo» tiene 601 letras y caben 600.")


def test_what_is_not_adopted_is_not_carried_out_at_once(store):
    app = press(at(sesion=CODE, punto="2"), "Nuevo acuerdo")
    key = written(app, 2, ya=True)
    for office in SEATS[:6]:
        fill(app, f"{key}_voto_{office}", "against")
    press(app, "Registrar el acuerdo")
    assert errors(app) == "Solo se ejecuta de inmediato lo que se adopta (art. 113.2): quite la autorización."
    assert not facts.session_of(store, CODE).agreements


def written(app: AppTest, item: int, **values: object) -> str:
    """Fills the form of an agreement, and says its key."""
    key = f"acuerdo_{CODE}_{item}_"
    given = {"que": "Hacer una auditoría del SGSI.", "por": "No hay ninguna en el año.", "limite": date(2022, 2, 28)}
    for name, value in {**given, "sistemas": ["SGSI"], "salida": "change", **values}.items():
        fill(app, f"{key}_{name}", value)
    return key


def test_an_agreement_needs_the_vote_of_everybody_present(store):
    """Art. 112: who is present votes, and who abstains says by which norm and why."""
    app = press(at(sesion=CODE, punto="2"), "Nuevo acuerdo")
    key = written(app, 2)
    press(app, "Registrar el acuerdo")
    assert "art. 112" in errors(app) and not facts.session_of(store, CODE).agreements
    press(app, "Todos a favor")
    assert "6 a favor: se adopta (mayoría de los presentes, art. 111.1)" in said(app)
    fill(app, f"{key}_voto_Jefatura de la UAJ", "abstention")
    press(app, "Registrar el acuerdo")
    assert "art. 112" in errors(app) and app.get_by_key(f"{key}_que").value == "Hacer una auditoría del SGSI."
    fill(app, f"{key}_voto_Jefatura de la UAJ_norma", "TUO Ley 27444 art. 99")
    fill(app, f"{key}_voto_Jefatura de la UAJ_motivos", "Participó en la evaluación.")
    press(app, "Registrar el acuerdo")
    made = facts.session_of(store, CODE).agreements[0]
    assert (made.outcome, made.count("in_favour"), made.count("abstention")) == ("adopted", 5, 1)
    assert made.view == "revision?casos=revision.SGSI.e11&corte=2021-11&corte_fijo=1", (
        "the exact view that motivates it"
    )
    assert "acuerdo" not in app.query_params and "5 a favor y 1 abstención: se adopta" in said(app)


def test_a_tie_asks_for_the_casting_vote_and_a_dissent_for_its_reasons(store):
    app = press(at(sesion=CODE, punto="2"), "Nuevo acuerdo")
    key = written(app, 2)
    press(app, "Todos a favor")
    for office in SEATS[3:6]:
        fill(app, f"{key}_voto_{office}", "against")
    assert "3 a favor y 3 en contra: empate" in said(app)
    press(app, "Registrar el acuerdo")
    assert "voto dirimente de la Presidencia (art. 111.1)" in errors(app)
    fill(app, f"{key}_dirimente", "in_favour")
    press(app, "Registrar el acuerdo")
    assert facts.session_of(store, CODE).agreements[0].outcome == "adopted"
    assert said(app).count("faltan sus motivos; llegan por escrito hasta el día siguiente (arts. 108.3 y 111.2)") == 3
    why = next(each for each in app.text_input if each.label == "Motivos que dio por escrito Jefatura de la UAJ")
    why.set_value("No trae alternativas.").run()
    press(app, "Agregar los motivos")
    votes = {each.office: each.reasons for each in facts.session_of(store, CODE).agreements[0].votes}
    assert votes["Jefatura de la UAJ"] == "No trae alternativas."


def test_an_earlier_agreement_is_given_another_date_by_one_of_this_session(store):
    """ACU-2021-063 was due on 23 August 2021 and was open in the sessions of November."""
    app = at(sesion=CODE)
    rows = {each["key"]: each for each in board(app, "sig_decisions")["items"]}
    row = rows["case.agreement.ACU-2021-063"]
    assert (row["tone"], row["norm"]) == ("breach", "vencido hace 99 días; fecha límite 23/08/2021; arrastra 1 sesión")
    fill(app, "reprogramar", "ACU-2021-063")
    press(app, "Reprogramar")
    key = f"acuerdo_{CODE}_1_ACU-2021-063"
    given = {"por": "Falta presupuesto.", "limite": date(2022, 3, 31), "sistemas": ["SGC"], "salida": "improvement"}
    for name, value in given.items():
        fill(app, f"{key}_{name}", value)
    press(press(app, "Todos a favor"), "Registrar el acuerdo")
    made = facts.session_of(store, CODE).agreements[0]
    assert (made.reschedules, made.agreed) == ("ACU-2021-063", "Reprogramar el acuerdo ACU-2021-063.")


def test_nothing_is_included_while_a_member_lacks(store):
    """Art. 109.4: all the members, and all in favour; one is excused."""
    app = at(sesion=CODE)
    app.get_by_key(f"incluir_{CODE}_2_asunto").set_value("Difusión del canal de denuncias")
    press(app, "Incluir el punto")
    assert "art. 109.4" in errors(app) and len(facts.session_of(store, CODE).items) == 2


def test_whoever_arrives_is_asked_for_their_vote(store):
    """The seventh member comes: an urgent point may be included, with all in favour."""
    app = fill(at(sesion=CODE), f"asiste_{CODE}_1_{SEATS[6]}", "titular")
    press(app, "Registrar la asistencia")
    app.get_by_key(f"incluir_{CODE}_2_asunto").set_value("Difusión del canal")
    press(app, "Incluir el punto")
    assert not errors(app) and facts.session_of(store, CODE).items[2].topic == "Difusión del canal"


def test_each_suspension_proposes_the_day_after_the_last_one(store):
    app = at(sesion=CODE)
    assert app.get_by_key(f"suspender_{CODE}_0_dia").value == date(2021, 12, 11)
    acts.suspend(store, CODE, reason="Corte de luz", at="10:00", goes_on=date(2021, 12, 14), place="Sala", who=WHO)
    acts.resume(store, CODE, who=WHO)
    assert at(sesion=CODE).get_by_key(f"suspender_{CODE}_1_dia").value == date(2021, 12, 15)


def test_who_acts_upon_what_another_changed_is_told_before(store):
    app = at(sesion=CODE, punto="2")
    box = next(each for each in app.text_area if each.label == "Qué se trató")
    acts.debate(store, CODE, item=1, text="Se leyó el informe.", who=WHO)  # another person, meanwhile
    box.set_value("Se expuso el resultado.")
    press(app, "Guardar lo tratado")
    assert "Otra persona actuó en esta sesión" in said(app) and "lo tratado en los puntos 1" in said(app)
    assert facts.session_of(store, CODE).item(2).debated == ""
    assert next(each for each in app.text_area if each.label == "Qué se trató").value == "Se expuso el resultado."
    press(app, "Guardar lo tratado")
    assert facts.session_of(store, CODE).item(2).debated == "Se expuso el resultado."
    assert "Otra persona actuó" not in said(app)


def test_an_agreement_upon_what_another_changed_waits_for_a_second_press(store):
    app = press(at(sesion=CODE, punto="2"), "Nuevo acuerdo")
    key = written(app, 2)
    press(app, "Todos a favor")
    acts.debate(store, CODE, item=1, text="Se leyó el informe.", who=WHO)
    press(app, "Registrar el acuerdo")
    assert "Otra persona actuó en esta sesión" in said(app) and not facts.session_of(store, CODE).agreements
    assert app.get_by_key(f"{key}_que").value == "Hacer una auditoría del SGSI."
    press(app, "Registrar el acuerdo")
    assert len(facts.session_of(store, CODE).agreements) == 1


def test_from_a_corte_a_session_is_read_and_never_written(store):
    """Of a screen with acts, those that leave it: all the rest is in the bar or opens something."""
    for step in ("convocatoria", "inicio", "sesion", "cierre", "acta"):
        app = at(sesion=CODE, corte_fijo="1", paso=step)
        assert "la sesión se lee y no se escribe" in said(app)
        assert buttons(app) <= {"Todas las sesiones", "Volver a los datos de hoy", "Pantalla compartida"}, step
        assert not app.text_area and not app.text_input


def agreed(store: LocalStore) -> None:
    dataset = Dataset(store.open(), default_catalog())
    made = Agreement("", 2, "change", "UPPM", date(2022, 2, 28), "Hacer una auditoría.", "No hay ninguna.", ("SGSI",))
    made = replace(made, output="change", view="revision?casos=revision.SGSI.e11&corte_fijo=1")
    acts.agree(store, dataset, CODE, agreement=made, who=WHO)
    dataset.close()
    code = facts.session_of(store, CODE).agreements[0].code
    acts.vote(store, CODE, agreement=code, votes=[Vote(each, "in_favour") for each in SEATS[:6]], who=WHO)


def test_a_session_is_closed_once_its_minutes_are_whole_and_they_are_approved_and_signed_for(store):
    agreed(store)
    app = at(sesion=CODE, paso="cierre")
    assert "Lo deliberado en el punto 1" in said(app) and "La hora de término" in said(app)
    fill(app, f"cerrar_{CODE}_hora", time(12, 30))
    press(app, "Cerrar la sesión")
    assert "lo deliberado en el punto 1" in errors(app) and "art. 113.1" in errors(app)
    acts.debate(store, CODE, item=1, text="Se leyó el informe.", who=WHO)
    app = at(sesion=CODE, paso="cierre")
    fill(app, f"cerrar_{CODE}_hora", time(12, 30))
    press(app, "Cerrar la sesión")
    assert "onveniencia" in errors(app), "a review concludes"
    for heading in ("Conveniencia", "Adecuación", "Eficacia", "Alineación con la dirección estratégica"):
        next(each for each in app.text_area if each.label == heading).set_value("Sigue sirviendo a su propósito.")
    press(app, "Guardar la conclusión")
    fill(app, f"cerrar_{CODE}_hora", time(12, 30))
    press(app, "Cerrar la sesión")
    closed = facts.session_of(store, CODE)
    assert (closed.state, closed.ends_at) == ("to_approve", "12:30") and "Acta" in _papers(app)
    press(app, "Leída y aprobada al final de la sesión")
    assert facts.session_of(store, CODE).state == "approved" and "falta la copia **firmada**" in said(app)
    assert "**Jefatura de la UPPM** · Secretaría" in said(app) and "**Dirección Ejecutiva** · Presidencia" in said(app)
    assert [each.label for each in app.get("file_uploader")] == ["Acta firmada (PDF)"]
    opened = at("seguimiento", corte="2021-12", casos=f"case.agreement.{closed.agreements[0].code}")
    press(opened, f"Abrir la sesión {CODE}")
    assert opened.title[0].value == f"Revisión por la Dirección · {CODE}", "an agreement leads to its session"


def _papers(app: AppTest) -> set[str]:
    """The titles of the papers that are offered."""
    return {line.partition("**")[2].partition("**")[0] for line in (each.value for each in app.markdown) if line}


def test_the_next_session_offers_the_minutes_that_wait(store):
    agreed(store)
    acts.debate(store, CODE, item=1, text="Se leyó el informe.", who=WHO)
    concluded = {
        name: "Sigue sirviendo a su propósito." for name in ("suitability", "adequacy", "effectiveness", "alignment")
    }
    acts.conclude(store, CODE, conclusion=Conclusion(**concluded), who=WHO)
    acts.close(store, default_catalog(), CODE, ends_at="12:30", who=WHO)
    called(store, date(2021, 12, 28))
    later = facts.sessions(store)[-1].code
    acts.attend(store, later, attendance=[Attendance(each, "titular") for each in SEATS], who=WHO)
    acts.install(store, later, corte=1, who=WHO)
    app = at(sesion=later)
    assert f"El acta {CODE}, del 10/12/2021, espera que esta sesión la lea y la apruebe (art. 113.2)." in said(app)
    whole = at(sesion=later, anteriores="todo")
    back = [each["key"] for each in board(whole, "sig_decisions")["items"]]
    assert "case.agreement.ACU-2021-082" in back, "what was agreed on the tenth comes back by itself"
    press(app, "Leída y aprobada")
    approved = facts.session_of(store, CODE)
    assert (approved.state, approved.approved_in) == ("approved", later)


def test_the_matrix_says_which_session_is_in_course_and_opens_it(store):
    app = at()
    assert f"**Revisión por la Dirección {CODE}**, 10/12/2021: en curso." in said(app)
    press(app, "Abrir la sesión")
    assert app.query_params["sesion"] == CODE and app.title[0].value == f"Revisión por la Dirección · {CODE}"
    rows = board(at(parte="sesiones"), "sig_decisions")["items"]
    assert rows[0]["title"] == f"{CODE} · Revisión por la Dirección" and rows[0]["when"] == "6 de 7"
    assert rows[0]["norm"] == "En curso · corte «Cierre de noviembre»" and len(rows) == 1 + 8


def test_minutes_that_the_log_does_not_have_are_read_in_their_register(plain):
    app = at(sesion="ACT-2021-04")
    press(app, "Ver lo que dice su registro")
    assert app.get("dialog")[0].proto.dialog.title == "Acta ACT-2021-04"


def test_a_store_of_one_row_says_how_to_begin(monkeypatch, tmp_path):
    """A plan and nothing else: no session, no minutes, no members."""
    files = [Incoming(name, f"{name}.csv", text.encode()) for name, text in ONE_ROW.items()]
    load_files(LocalStore(tmp_path / "one"), default_catalog(), files, "prueba")
    monkeypatch.setenv("SIG_STORE", str(tmp_path / "one"))
    app = at(corte="2022-03", parte="sesiones")
    assert "Todavía no hay sesiones: convoque la primera." in said(app)
    press(app, "Convocar una sesión")
    assert "Cargar «Miembros del Comité»" in buttons(app) and "Convocar la sesión" not in buttons(app)
