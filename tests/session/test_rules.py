"""Tries to break every rule of a session, S1 to S14, and is refused with its article of the TUO of Ley 27444.

Numbers are typed from the text of arts. 107 to 113, counted over the seven seats of the demonstration; articles, as the
refusal has to name them."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from conftest import copied, made_once
from sig_metrics.cli.commands import main
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.session import acts, rules
from sig_metrics.session.facts import session_of, sessions
from sig_metrics.session.known import values
from sig_metrics.session.model import (
    ABSENT,
    ABSTENTION,
    AGAINST,
    ALTERNATE,
    CHOSEN,
    EXCUSED,
    IN_FAVOUR,
    TITULAR,
    Attendance,
    Conclusion,
    Item,
    Seat,
    Session,
    Vote,
)
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import VALUES, corte_of, folder_of, let_go
from support.sessions import (
    ADVISER,
    CT,
    DAY,
    DE,
    ITEMS,
    NEXT,
    SEATS,
    SUPPORT,
    UAJ,
    UCI,
    UPPM,
    URH,
    UTI,
    WANTED,
    WHO,
    Held,
    signed,
    there,
    voted,
    with_corte,
)


@pytest.fixture(scope="module")
def whole(demo_folder, whole_catalog, tmp_path_factory):
    folder = made_once(tmp_path_factory, "session", lambda at: with_corte(demo_folder, whole_catalog, at))
    dataset = dataset_of(LocalStore(folder).open(), whole_catalog)
    yield folder, dataset
    dataset.close()


@pytest.fixture
def held(whole, whole_catalog, tmp_path):
    folder, dataset = whole
    return Held(LocalStore(copied(folder, tmp_path / "store"), wait=1), whole_catalog, dataset)


def refusal(article: str, what, *given: object, **named: object) -> str:
    """What a refused act says, which names its article; the log has nothing of it."""
    with pytest.raises(Refused) as refused:
        what(*given, **named)
    said = str(refused.value)
    assert article in said, said
    return said


# S1: a president presides and a secretary writes (107.1)


def test_s1_no_session_is_called_of_a_committee_without_its_two_roles(held):
    """The committee of the demonstration was formed on 6 January 2020."""
    said = refusal("107.1", held.convene, held_on=date(2020, 1, 5), called_on=date(2020, 1, 2))
    assert "05/01/2020" in said and sessions(held.store) == ()
    assert held.convene(held_on=date(2020, 1, 6), called_on=date(2020, 1, 2)).seat("presidency").office == DE


def test_s1_nor_begins_without_who_presides_and_who_writes(held):
    held.convene()
    held.attend(*there(UPPM, URH, UTI, UCI))
    assert DE in refusal("107.1", held.install)
    held.attend(*there(DE, URH, UTI, UCI))
    assert UPPM in refusal("107.1", held.install)
    held.attend(*there(DE, UPPM, URH, UTI))
    assert held.install().state == "in_session"


# S2: replaced by its alternate, or by a member whom the body chooses (107.3)


@pytest.mark.parametrize(
    "attendance",
    [
        Attendance(UTI, ALTERNATE, "Coordinación de Desarrollo de la UTI"),  # until 30/06/2021
        Attendance(UTI, ALTERNATE, ADVISER),
        Attendance(UTI, ALTERNATE),
        Attendance(UTI, CHOSEN),
        Attendance(UTI, CHOSEN, "Asesoría externa"),
        Attendance(UTI, CHOSEN, UTI),
        Attendance(UTI, TITULAR, SUPPORT),
        Attendance(UTI, EXCUSED, SUPPORT),
    ],
)
def test_s2_nobody_else_takes_a_seat(held, attendance):
    held.convene()
    refusal("107.3", held.attend, *there(DE, UPPM), attendance)
    assert session_of(held.store, held.code).attendance == ()


def test_s2_its_alternate_of_that_day_or_a_member_who_is_chosen_takes_it(held):
    held.convene()
    made = held.attend(*there(DE, UPPM), Attendance(UTI, ALTERNATE, SUPPORT), Attendance(CT, CHOSEN, ADVISER))
    assert [each.office for each in made.present] == [DE, UPPM, CT, UTI]


def test_s2_nobody_takes_two_seats_and_who_has_a_seat_has_one_vote(held):
    held.convene()
    two = [Attendance(UTI, CHOSEN, SUPPORT), Attendance(UCI, CHOSEN, SUPPORT)]
    refusal("107.3", held.attend, *there(DE, UPPM), *two)
    made = held.attend(*there(UPPM, URH, UAJ), Attendance(DE, CHOSEN, UAJ))
    assert len(made.present) == 4 and len(rules.voters(made)) == 3 and made.state == "no_quorum"


def test_s2_a_seat_of_which_nobody_says_who_takes_it_is_not_taken(held):
    """Nor does it count for the quorum while it is written."""
    made = held.convene()
    said = refusal("107.3", held.attend, *there(DE, UPPM, URH), Attendance(UTI, CHOSEN))
    assert said.startswith("Elija quién") and "—" not in said
    assert refusal("107.3", held.attend, *there(DE), Attendance(UTI, ALTERNATE)).startswith("Elija qué suplente")
    written = made.changed(attendance=(*there(DE, UPPM, URH), Attendance(UTI, CHOSEN), Attendance(CT, ALTERNATE)))
    assert len(rules.voters(written)) == 3 and not rules.has_quorum(written)


def test_s2_who_is_absent_takes_no_seat(held):
    held.convene()
    for own in (Attendance(CT, ABSENT), Attendance(CT, EXCUSED), Attendance(CT, CHOSEN, ADVISER)):
        given = [*there(DE, UPPM, URH), Attendance(UTI, CHOSEN, CT), own]
        assert "«Coordinación Técnica» no asiste" in refusal("107.3", held.attend, *given)
    refusal("107.3", held.attend, *there(DE, UPPM, URH), Attendance(UTI, CHOSEN, CT))  # of whom nothing is said
    assert held.attend(*there(DE, UPPM, URH, CT), Attendance(UTI, CHOSEN, CT)).state == "called"
    assert held.attend(*there(DE, UPPM, URH, CT)).state == "called"  # said again, of all the seats
    held.attend(*there(DE, UPPM, URH, UCI, CT), Attendance(UTI, CHOSEN, CT))
    held.install()
    refusal("no asiste", held.attend, Attendance(CT, ABSENT))
    assert held.attend(Attendance(CT, ABSENT), Attendance(UTI, ABSENT)).left == (CT, UTI)


def test_a_seat_that_is_not_of_the_committee_does_not_attend(held):
    held.convene()
    refusal("no es un cargo titular", held.attend, *there(DE, "Jefatura de la UA"))


# S3: the call (108.1, 109.2)


def test_s3_the_days_of_notice_are_counted_and_shown_and_it_is_not_called_afterwards(held):
    assert held.convene(called_on=date(2021, 12, 9)).notice_days() == 7
    assert held.convene(called_on=DAY).notice_days() == 0
    refusal("108.1", held.convene, called_on=NEXT)


def test_s3_the_call_has_the_order_of_the_day_with_its_views_and_its_owners(held):
    made = held.convene(items=[Item(9, "Riesgos", "UPPM", 5, "/seguimiento?tema=riesgos"), *ITEMS])
    assert [(each.number, each.topic, each.view) for each in made.items] == [
        (1, "Riesgos", "/seguimiento?tema=riesgos"),
        (2, "Estado de los acuerdos anteriores", ""),
        (3, "Riesgos y su tratamiento", ""),
    ]
    for wrong in (Item(1, "", "UPPM"), Item(1, "Riesgos", "UZZ"), Item(1, "Riesgos", "UPPM", 42)):
        refusal("«", held.convene, items=[wrong])
    assert [each.number for each in held.act("rearrange", items=ITEMS[::-1]).items] == [1, 2]
    held.attend()
    held.install()
    refusal("en curso", held.act, "rearrange", items=ITEMS)


def test_s3_a_view_is_brought_to_a_session_that_has_not_begun_once_and_at_the_end(held):
    held.convene()
    brought = Item(1, "Reformulación del plan: 1 cambio", "UPPM", view="plan?borrador=06~pasa~11~12")
    other = replace(brought, topic="Otra reformulación", view="plan?borrador=05~pasa~11~12")
    assert held.act("bring", item=brought).items[2] == replace(brought, number=3)
    assert [each.topic for each in held.act("bring", item=other).items[2:]] == [brought.topic, other.topic]
    assert "punto 3 de la sesión ACT-2021-05" in refusal("Esa vista", held.act, "bring", item=brought)
    held.attend()
    held.install()
    refusal("en curso", held.act, "bring", item=replace(brought, view="plan?borrador=20~pasa~9~12"))
    refusal("Esa vista", held.act, "include", item=brought, in_favour=SEATS)


@pytest.mark.parametrize(
    "view", ["plan?borrador=26~nueva~24~URH~Escribir%2520a%2520ana%2540correo.pe", "plan?" + "a" * 596]
)
def test_s3_a_view_with_personal_data_under_two_dresses_or_too_long_is_no_point(held, view):
    held.convene()
    refusal("Vista que lo motiva", held.act, "bring", item=Item(3, "Reformulación", "UPPM", view=view))
    assert len(session_of(held.store, held.code).items) == 2


# S4: without the requisites, all the members agree to begin (109.3)


def test_s4_called_without_an_agenda_it_begins_only_with_all_and_by_all(held):
    held.convene(items=())
    held.attend(*there(*SEATS[:6]))
    refusal("109.3", held.install)
    assert "6 de 7" in refusal("109.3", held.install, unanimous_start=True)
    held.attend()
    refusal("109.3", held.install)
    assert held.install(unanimous_start=True).unanimous_start


# S5: nothing outside the order of the day (109.4)


def test_s5_nothing_is_agreed_outside_the_order_of_the_day(held):
    held.begun()
    assert "(1 y 2)" in refusal("109.4", held.agree, replace(WANTED, item=3))
    assert session_of(held.store, held.code).agreements == ()


def test_s5_unless_all_are_there_and_all_of_them_include_it(held):
    urgent = Item(0, "Corte del servicio de respaldo", "UTI")
    held.begun(*there(*SEATS[:6]))
    assert "6 de 7" in refusal("109.4", held.act, "include", item=urgent, in_favour=SEATS[:6])
    held.attend(*there(UAJ))
    assert UAJ in refusal("109.4", held.act, "include", item=urgent, in_favour=SEATS[:6])
    made = held.act("include", item=urgent, in_favour=SEATS)
    assert (made.items[2].number, made.items[2].urgent, made.items[2].in_favour) == (3, True, SEATS)
    assert held.agree(replace(WANTED, item=3, unit="UTI")) == "ACU-2021-082"


# S6: quorum (110.1), and S7: second call (110.2)


def test_s6_it_does_not_open_without_the_absolute_majority(held):
    held.convene()
    assert "0 de 7" in refusal("110.1", held.install)
    assert held.attend(*there(DE, UPPM, URH)).state == "no_quorum"
    said = refusal("110.1", held.install)
    assert "3 de 7" in said and "se necesitan 4" in said
    assert held.attend(*there(DE, UPPM, URH, CT)).state == "called"
    assert held.install().corte == 1


def test_s6_nor_goes_on_when_too_many_leave(held):
    held.begun(*there(DE, UPPM, URH, UTI))
    made = held.attend(Attendance(UTI, ABSENT))
    assert made.left == (UTI,) and made.attendance[-1].office == UTI and made.attendance[-1].attended_as == TITULAR
    refusal("110.1", held.agree)
    held.attend(*there(UTI))
    code = held.agree()
    held.attend(Attendance(UTI, ABSENT))
    refusal("110.1", held.vote, code, voted(among=(DE, UPPM, URH)))


# members → quorum, and that of the second call: the absolute majority (110.1); a third and never fewer than three (110.2)
QUORUM = {
    3: (2, 3),
    4: (3, 3),
    5: (3, 3),
    6: (4, 3),
    7: (4, 3),
    8: (5, 3),
    9: (5, 3),
    10: (6, 4),
    11: (6, 4),
    12: (7, 4),
}
QUORUM |= {13: (7, 5), 14: (8, 5), 15: (8, 5), 16: (9, 6), 21: (11, 7), 30: (16, 10)}


@pytest.mark.parametrize("members", QUORUM)
def test_s6_and_s7_the_quorums_of_every_number_of_members(members):
    seats = tuple(Seat(f"Cargo {n}", "UPPM", "member") for n in range(members))
    made = Session("S", "committee", "2021", DAY, "Sede", "09:00", DAY, seats=seats)
    first, second = QUORUM[members]
    assert (rules.quorum(made), rules.second_quorum(made)) == (first, second)
    for call, needed in ((1, first), (2, second)):
        for present in range(members + 1):
            came = replace(made, call=call, attendance=tuple(there(*(seat.office for seat in seats[:present]))))
            assert rules.has_quorum(came) is (present >= needed), (call, present)


def test_s7_the_second_call_is_of_the_next_day_once_and_only_without_a_quorum(held):
    held.convene()
    again = {"place": "Sede Central", "starts_at": "10:00"}
    refusal("110.2", held.act, "call_again", held_on=NEXT, **again)  # nobody said who came
    held.attend(*there(DE, UPPM, URH, UTI))
    refusal("110.2", held.act, "call_again", held_on=NEXT, **again)  # there was a quorum
    held.attend(*there(DE, UPPM))
    assert "17/12/2021" in refusal("110.2", held.act, "call_again", held_on=date(2021, 12, 18), **again)
    refusal("110.2", held.act, "call_again", held_on=DAY, **again)
    made = held.act("call_again", held_on=NEXT, **again)
    assert (made.state, made.call, made.held_on, made.second_on, made.attendance) == ("called", 2, NEXT, NEXT, ())
    held.attend(*there(DE, UPPM))
    said = refusal("110.2", held.install)
    assert "2 de 7" in said and "se necesitan 3" in said
    refusal("110.2", held.act, "call_again", held_on=date(2021, 12, 18), **again)
    held.attend(*there(DE, UPPM, URH))
    assert held.install().state == "in_session"


# S8: suspended only with its reason, and when and where it goes on (110.3)


def test_s8_it_says_why_when_and_where(held):
    held.begun()
    said = {
        "reason": "Sismo: se evacuó la sede.",
        "at": "11:20",
        "goes_on": date(2021, 12, 20),
        "place": "Sala virtual",
    }
    for missing in ({"reason": " "}, {"place": ""}, {"goes_on": date(2021, 12, 15)}):
        refusal("110.3", held.act, "suspend", **{**said, **missing})
    refusal("hora", held.act, "suspend", **{**said, "at": "25:00"})
    made = held.act("suspend", **said)
    assert made.state == "suspended" and made.suspensions[0].goes_on == date(2021, 12, 20)
    refusal("suspendida", held.agree)
    refusal("110.3", held.act, "resume", on=date(2021, 12, 15))
    assert rules.last_day(held.act("resume")) == date(2021, 12, 20)
    assert "20/12/2021" in refusal("anterior a la sesión", held.agree, replace(WANTED, due_on=date(2021, 12, 19)))
    refusal("en curso", held.act, "resume")


# S9: the majority of those present, the president breaks a tie (111.1)

# in favour, against, abstention, casting → what it is
OUTCOMES = [
    (7, 0, 0, "", "adopted"),
    (4, 3, 0, "", "adopted"),
    (3, 4, 0, "", "rejected"),
    (3, 3, 0, "", "tied"),
    (3, 3, 0, IN_FAVOUR, "adopted"),
    (3, 3, 0, AGAINST, "rejected"),
    (3, 2, 1, "", "rejected"),  # three of six present are not a majority of them
    (3, 1, 1, "", "adopted"),
    (2, 2, 1, "", "tied"),
    (2, 2, 1, IN_FAVOUR, "adopted"),
    (1, 0, 4, "", "rejected"),
    (0, 7, 0, "", "rejected"),
    (2, 1, 0, "", "adopted"),
    (1, 1, 0, "", "tied"),
]


@pytest.mark.parametrize(("favour", "against", "abstention", "casting", "outcome"), OUTCOMES)
def test_s9_what_a_vote_decides(favour, against, abstention, casting, outcome):
    senses = [IN_FAVOUR] * favour + [AGAINST] * against + [ABSTENTION] * abstention
    votes = tuple(Vote(f"Cargo {n}", sense) for n, sense in enumerate(senses))
    assert replace(WANTED, votes=votes, casting=casting).outcome == outcome


def test_s9_a_tie_waits_for_the_president_and_nothing_else_does(held, capsys):
    held.begun(*there(*SEATS[:6]))
    code = held.agree()
    tied = voted(UTI, UCI, CT, among=SEATS[:6])
    assert held.vote(code, tied).agreement(code).outcome == "tied"
    held.act("conclude", conclusion=Conclusion("a", "b", "c", "d"))
    assert code in refusal("111.1", held.end, "close", ends_at="12:00")
    refusal("111.1", held.vote, code, voted(UTI, among=SEATS[:6]), casting=IN_FAVOUR)
    refusal("111.1", held.vote, code, tied, casting=ABSTENTION)
    assert held.vote(code, tied, casting=AGAINST).agreement(code).outcome == "rejected"
    made = held.vote(code, tied, casting=IN_FAVOUR).agreement(code)
    assert made.outcome == "adopted" and [vote.office for vote in rules.dissenters(made)] == [UTI, UCI, CT]
    assert main(["session", held.code, "--store", str(held.store.folder)]) == 0
    assert f"{code} (adoptado con el voto dirimente), UPPM" in capsys.readouterr().out


# S10: who votes otherwise says why, in writing, until the next day (111.2, 108.3)


def test_s10_without_reasons_it_is_closed_that_day_and_not_once_the_next_has_passed(held):
    code = held.decided(UAJ)
    said = refusal("108.3", held.end, "close", ends_at="12:30", on=date(2021, 12, 18))
    assert "111.2" in said and UAJ in said and code in said and "17/12/2021" in said
    assert held.end("close", ends_at="12:30", on=NEXT).state == "to_approve"
    assert "los motivos de «Jefatura de la UAJ»" in refusal("113.1", held.end, "approve")


def test_s10_reasons_come_until_the_next_day_of_who_voted_otherwise(held):
    code = held.decided(UAJ)
    given = {"agreement": code, "office": UAJ, "reasons": "El plazo no alcanza para la contratación."}
    refusal("108.3", held.act, "reason", **given, on=date(2021, 12, 18))
    refusal("108.3", held.act, "reason", **given, on=date(2021, 12, 15))
    refusal("111.2", held.act, "reason", **{**given, "office": UTI})
    refusal("Motivos", held.act, "reason", **{**given, "reasons": ""})
    held.end("close", ends_at="12:30", on=DAY)
    made = held.act("reason", **given, on=NEXT)
    assert rules.unreasoned(made) == () and rules.lacking(made) == ()
    assert held.end("approve").state == "approved"


def test_s10_in_favour_of_what_most_rejected_is_voting_otherwise_too(held):
    held.begun()
    code = held.agree()
    made = held.vote(code, voted(DE, UPPM, URH, UTI, UCI)).agreement(code)
    assert made.outcome == "rejected" and [vote.office for vote in rules.dissenters(made)] == [CT, UAJ]


# S11: those present vote (112)


def test_s11_every_member_that_is_present_votes_once_and_nobody_else(held):
    held.begun(*there(*SEATS[:5]))
    code = held.agree()
    assert UCI in refusal("112", held.vote, code, voted(among=SEATS[:4]))
    refusal("112", held.vote, code, voted(among=SEATS[:6]))
    refusal("112", held.vote, code, voted(among=(*SEATS[:5], UCI)))
    refusal("no es una opción", held.vote, code, [*voted(among=SEATS[:4]), Vote(UCI, "blank")])
    assert len(held.vote(code, voted(among=SEATS[:5])).agreement(code).votes) == 5


def test_s11_who_abstains_says_by_which_norm_and_why(held):
    held.begun()
    code = held.agree()
    for norm, reasons in (("", ""), ("TUO Ley 27444 art. 99", ""), ("", "Participó en la evaluación.")):
        votes = [*voted(among=SEATS[:6]), Vote(UAJ, ABSTENTION, reasons, norm)]
        assert UAJ in refusal("112", held.vote, code, votes)
    votes = [*voted(among=SEATS[:6]), Vote(UAJ, ABSTENTION, "Participó en la evaluación.", "TUO Ley 27444 art. 99")]
    assert held.vote(code, votes).agreement(code).outcome == "adopted"


# S12: the eleven elements of the minutes (113.1)


def test_s12_the_minutes_say_which_of_their_eleven_elements_they_lack():
    seats = tuple(
        Seat(office, "UPPM", role) for office, role in ((DE, "presidency"), (UPPM, "secretariat"), (UAJ, "member"))
    )
    votes = (Vote(DE, IN_FAVOUR), Vote(UPPM, IN_FAVOUR), Vote(UAJ, AGAINST, "No hay presupuesto."))
    agreed = replace(WANTED, code="ACU-2021-082", votes=votes)
    whole = Session(
        *("ACT-2021-05", "committee", "2021-S2", DAY, "Sede Central", "09:00", date(2021, 12, 9)),
        ends_at="12:00",
        seats=seats,
        attendance=tuple(there(DE, UPPM, UAJ)),
        items=(ITEMS[0], replace(ITEMS[1], debated="Se expuso.")),
        agreements=(agreed,),
    )
    assert rules.lacking(whole) == ()
    silent = replace(agreed, votes=(*votes[:2], Vote(UAJ, AGAINST)))
    tied = replace(agreed, votes=(*votes[1:], Vote(DE, ABSTENTION, "a", "b")))
    for lost, said in (
        ({"attendance": ()}, "quiénes asistieron"),
        ({"place": ""}, "el lugar"),
        ({"held_on": None}, "la fecha"),
        ({"starts_at": ""}, "la hora de inicio"),
        ({"ends_at": ""}, "la hora de término"),
        ({"items": ()}, "los puntos del orden del día"),
        ({"items": ITEMS}, "lo deliberado en el punto 2"),
        ({"agreements": (replace(agreed, agreed=""),)}, "el texto del acuerdo ACU-2021-082"),
        ({"agreements": (replace(agreed, votes=()),)}, "la forma y el sentido de los votos del acuerdo ACU-2021-082"),
        ({"agreements": (tied,)}, "el sentido de la decisión del acuerdo ACU-2021-082"),
        ({"agreements": (replace(agreed, grounds=""),)}, "los fundamentos del acuerdo ACU-2021-082"),
        ({"agreements": (silent,)}, "los motivos de «Jefatura de la UAJ» en el acuerdo ACU-2021-082"),
    ):
        assert rules.lacking(replace(whole, **lost)) == (said,), lost
        assert rules.lacking(replace(whole, **lost, regime="simple")) == ()


def test_s12_and_without_one_they_are_not_approved(held):
    held.begun()
    held.act("conclude", conclusion=Conclusion("a", "b", "c", "d"))
    held.act("debate", item=1, text="Se expuso.")
    held.end("close", ends_at="12:00")
    assert "lo deliberado en el punto 2" in refusal("113.1", held.end, "approve")


# S13: approved at its end or at the start of the next; at once (113.2)


def test_s13_only_what_was_agreed_is_carried_out_at_once(held):
    held.begun()
    code = held.agree()
    refusal("113.2", held.act, "authorise", agreement=code)
    held.vote(code, voted(DE, UPPM, URH, UTI))
    refusal("113.2", held.act, "authorise", agreement=code)
    held.vote(code, voted())
    assert held.act("authorise", agreement=code).agreement(code).at_once


def test_s13_the_minutes_are_approved_at_the_end_or_by_the_next_session(held):
    held.decided()
    refusal("en curso", held.end, "approve")
    held.end("close", ends_at="12:30")
    assert "16/12/2021" in refusal("113.2", held.end, "approve", on=NEXT)
    first = held.code
    earlier = held.convene(held_on=date(2021, 12, 15)).code
    held.attend()
    held.install()
    later = held.convene(held_on=date(2021, 12, 29)).code
    held.code = first
    refusal("convocada", held.end, "approve", in_session=later)
    refusal("113.2", held.end, "approve", in_session=earlier)
    assert session_of(held.store, first).state == "to_approve"


# S14: who signs (113.3)


def test_s14_the_minutes_are_signed_once_approved_by_exactly_those_who_sign(held):
    code = held.decided(UAJ)
    held.act("reason", agreement=code, office=UAJ, reasons="El plazo no alcanza.")
    held.end("close", ends_at="12:30")
    refusal("113.3", held.end, "sign", signed=signed(UPPM, DE, UAJ))
    refusal("113.3", held.act, "also_sign", offices=("Jefatura de la UA",))
    held.act("also_sign", offices=(UCI,))
    held.end("approve")
    found = rules.signers(session_of(held.store, held.code))
    assert [office for office, _ in found] == [UPPM, DE, UAJ, UCI]
    assert [what for _, what in found][:2] == ["Secretaría", "Presidencia"]
    early = refusal("113.3", held.end, "sign", signed=signed(UPPM, DE, UAJ, UCI, on=date(2021, 12, 15)))
    assert "(15/12/2021) es anterior a la de la aprobación del acta (16/12/2021)" in early
    for lost in (UPPM, DE, UAJ, UCI):
        assert lost in refusal("113.3", held.end, "sign", signed=signed(*({UPPM, DE, UAJ, UCI} - {lost})))
    refusal("cambió después", held.end, "sign", signed=signed(UPPM, DE, UAJ, UCI, intact=False))
    refusal("64", held.end, "sign", signed=signed(UPPM, DE, UAJ, UCI, sha256="ab"))
    assert held.end("sign", signed=signed(UPPM, DE, UAJ, UCI)).state == "signed"


def test_s14_who_took_the_seat_signs(held):
    held.begun(Attendance(DE, ALTERNATE, ADVISER), *there(UPPM, URH, UTI, UCI))
    assert [office for office, _ in rules.signers(session_of(held.store, held.code))] == [UPPM, ADVISER]


# the corte


def test_no_session_runs_without_a_corte_that_is_sound(held):
    held.convene()
    held.attend()
    refusal("corte", held.install, corte=2)
    values = folder_of(held.store, 1) / VALUES
    values.write_bytes(values.read_bytes().replace(b"0.92", b"0.93", 1))
    refusal("corte", held.install)
    assert session_of(held.store, held.code).state == "called"


def test_nor_with_one_that_was_let_go(held):
    held.convene()
    held.attend()
    let_go(held.store, corte_of(held.store, "1"), "UPPM", "Se congeló otro.")
    refusal("corte", held.install)


def test_nor_with_the_figures_of_a_month_after_it(held):
    """The corte is of November: a session of that month may have it, one of October may not."""
    held.convene(held_on=date(2021, 10, 29), called_on=date(2021, 10, 20))
    held.attend()
    said = refusal("El corte n.º 1 tiene los datos de noviembre de 2021", held.install)
    assert "la sesión es del 29/10/2021" in said and session_of(held.store, held.code).state == "called"
    assert held.begun(held_on=date(2021, 11, 3), called_on=date(2021, 10, 20)).corte == 1


def test_it_has_one_corte_for_good(held):
    held.begun()
    refusal("en curso", held.install)


# what is agreed


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"agreed": " "}, "Qué se acordó"),
        ({"grounds": ""}, "Fundamentos"),
        ({"grounds": "x" * 601}, "601"),
        ({"unit": "UZZ"}, "Unidad"),
        ({"kind": ""}, "Tipo"),
        ({"output": ""}, "Salida de la revisión"),
        ({"systems": ()}, "Sistemas"),
        ({"systems": ("SGX",)}, "SGX"),
        ({"due_on": date(2021, 12, 15)}, "16/12/2021"),
        ({"view": ""}, "Vista que lo motiva"),
        ({"view": "/seguimiento?corte_fijo=2"}, "n.º 2"),
        ({"view": "/catalogo?buscar=Rosa+Mamani+Condori"}, "datos personales"),
        ({"answers_kind": "finding", "answers": "HAL-2099-001"}, "HAL-2099-001"),
        ({"answers_kind": "qrd", "answers": "2031-01"}, "2031-01"),
        ({"answers_kind": "indicator", "answers": "SEG-99"}, "SEG-99"),
        ({"answers_kind": "finding"}, "«—»"),
        ({"answers": "HAL-2020-027"}, "HAL-2020-027"),
        ({"reschedules": "ACU-2099-001"}, "ACU-2099-001"),
        ({"reschedules": "ACU-2020-001"}, "13/03/2020"),  # it was fulfilled that day
        ({"agreed": "Que lo haga María Quispe Huamán."}, "datos personales"),
        ({"grounds": "Según el DNI 45678912."}, "datos personales"),
    ],
)
def test_an_agreement_has_all_that_it_must(held, wrong, said):
    held.begun()
    refusal(said, held.agree, replace(WANTED, **wrong))
    assert session_of(held.store, held.code).agreements == ()


@pytest.mark.parametrize(
    ("kind", "code"),
    [("finding", "HAL-2020-027"), ("qrd", "2021-10"), ("indicator", "SEG-07"), ("agreement", "ACU-2021-075")],
)
def test_what_it_answers_is_there(held, kind, code):
    held.begun()
    assert held.agree(replace(WANTED, answers_kind=kind, answers=code)) == "ACU-2021-082"


def test_what_reschedules_an_earlier_agreement_answers_it_and_does_so_once(held):
    held.begun()
    refusal("ACU-2021-063", held.agree, replace(WANTED, reschedules="ACU-2021-063", answers="ACU-2021-064"))
    code = held.agree(replace(WANTED, reschedules="ACU-2021-063"))
    made = session_of(held.store, held.code).agreement(code)
    assert (made.answers_kind, made.answers) == ("agreement", "ACU-2021-063")
    refusal("ya se reprograma", held.agree, replace(WANTED, reschedules="ACU-2021-063"))


def test_agreements_are_numbered_on_from_those_of_the_registers_and_of_the_log(held):
    held.begun()
    assert [held.agree(), held.agree()] == ["ACU-2021-082", "ACU-2021-083"]
    held.begun(held_on=date(2021, 12, 20), called_on=date(2021, 12, 10))
    assert (held.code, held.agree()) == ("ACT-2021-06", "ACU-2021-084")


@pytest.mark.parametrize("missing", ["suitability", "adequacy", "effectiveness", "alignment"])
def test_a_review_concludes_before_it_is_closed(held, missing):
    held.decided()
    held.act("conclude", conclusion=replace(session_of(held.store, held.code).conclusion, **{missing: ""}))
    said = {
        "suitability": "conveniencia",
        "adequacy": "adecuación",
        "effectiveness": "eficacia",
        "alignment": "alineación",
    }
    assert said[missing] in refusal("9.3", held.end, "close", ends_at="12:30")


def test_an_agreement_without_votes_is_not_closed(held):
    held.begun()
    code = held.agree()
    assert code in refusal("113.1", held.end, "close", ends_at="12:30")


# the simple regime


def test_the_simple_regime_has_states_and_a_corte_and_no_articles(held):
    held.begun(*there(UTI), regime="simple")
    code = held.agree()
    refusal("El punto 3 no está", held.agree, replace(WANTED, item=3))
    made = session_of(held.store, held.code)
    assert made.agreement(code).outcome == "open" and [each.code for each in made.adopted] == [code]
    held.act("include", item=Item(0, "Otro asunto", "UTI"), in_favour=())
    held.act("conclude", conclusion=Conclusion("a", "b", "c", "d"))
    assert held.end("close", ends_at="12:30").state == "to_approve"
    assert held.end("approve", on=date(2021, 12, 20)).state == "approved"


def test_the_setting_says_which_rules_govern(monkeypatch):
    monkeypatch.delenv("SIG_SESSION", raising=False)
    assert rules.regime_in_use() == "legal"
    monkeypatch.setenv("SIG_SESSION", "Simple ")
    assert rules.regime_in_use() == "simple"
    monkeypatch.setenv("SIG_SESSION", "otra")
    assert rules.regime_in_use() == "legal"


def test_without_the_registers_of_a_session_none_is_called(held):
    catalog = held.dataset.catalog
    part = {name: each for name, each in catalog.registers.items() if name not in ("vote", "committee_member")}
    bare = replace(held.dataset, catalog=replace(catalog, registers=part))
    said = refusal("no tienen los registros", replace(held, dataset=bare).convene)
    assert "(Miembros del Comité y Votos)" in said


# any text


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("debate", {"item": 1, "text": "Expuso la señora Rosa Mamani Condori."}),
        ("conclude", {"conclusion": Conclusion("Escriba a rosa.mamani@gmail.com.")}),
        ("suspend", {"reason": "Llamar al 987654321.", "at": "11:00", "goes_on": NEXT, "place": "Sede"}),
    ],
)
def test_no_text_has_personal_data(held, act, given):
    held.begun()
    refusal("datos personales", held.act, act, **given)
    assert b"Mamani" not in held.store.journal.path.read_bytes()


def test_a_text_keeps_its_lines_and_its_cell_has_them_in_one(held):
    held.decided()
    held.act("debate", item=1, text=" a) Uno \r\nb)  Dos\n\n\n\nc) Tres\n")
    code = held.agree(replace(WANTED, agreed="1) Uno.\n2) Dos.", grounds="Por esto\ny por esto."))
    held.vote(code, voted())
    made = held.end("close", ends_at="12:30")
    assert made.item(1).debated == "a) Uno\nb) Dos\n\nc) Tres" and made.agreement(code).agreed == "1) Uno.\n2) Dos."
    with closing(held.store.open()) as snapshot:
        rows = {each["agreement"]: each for each in values(snapshot, "agreement", "agreement", "agreed", "grounds")}
    assert (rows[code]["agreed"], rows[code]["grounds"]) == ("1) Uno. 2) Dos.", "Por esto y por esto.")
    held.begun(held_on=date(2021, 12, 20), called_on=date(2021, 12, 10))
    refusal("datos personales", held.act, "debate", item=1, text="Expuso Rosa\nMamani Condori.")
    assert held.agree(replace(WANTED, answers=" \n", view=f"{WANTED.view}\n")) == "ACU-2021-084"


def test_who_acts_is_an_office(held):
    refusal("Diga quién", held.convene, who=" ")
    refusal("datos personales", held.convene, who="DNI 45678912")


def test_codes_that_nobody_knows_are_refused_by_name(held):
    refusal("ACT-2099-01", acts.attend, held.store, "ACT-2099-01", attendance=(), who=WHO)
    held.begun()
    refusal("ACU-2099-001", held.vote, "ACU-2099-001", voted())
    refusal("El punto 7", held.act, "debate", item=7, text="Se expuso.")


def test_who_voted_stays_as_who_voted(held):
    held.begun()
    held.vote(held.agree(), voted())
    refusal("ya votó", held.attend, Attendance(UTI, ALTERNATE, SUPPORT))
    assert held.attend(Attendance(UTI, EXCUSED)).left == (UTI,)


def test_but_when_it_goes_on_another_day_who_sits_may_change(held):
    held.begun(*there(DE, UPPM, URH, UCI), Attendance(UTI, ALTERNATE, SUPPORT))
    code = held.agree()
    held.vote(code, voted(among=(DE, UPPM, URH, UCI, UTI)))
    refusal("ya votó", held.attend, Attendance(UTI, TITULAR))
    held.act("suspend", reason="Corte de luz.", at="11:00", goes_on=NEXT, place="Sede")
    held.act("resume")
    made = held.attend(Attendance(UTI, TITULAR))
    assert rules.sitting(made, UTI) == UTI and rules.voter(made, made.agreement(code).votes[4]) == SUPPORT
    other = held.agree()
    held.vote(other, voted(among=(DE, UPPM, URH, UCI, UTI)))
    refusal("ya votó", held.attend, Attendance(UTI, ALTERNATE, SUPPORT))


# the hours


def test_each_hour_of_a_session_comes_after_the_one_before(held):
    held.decided()  # since 09:00
    stop = {"reason": "Corte de luz.", "goes_on": DAY, "place": "Sede"}
    assert "«Hora en que se suspende» es posterior a las 09:00 del 16/12/2021" in refusal(
        "09:00", held.act, "suspend", at="08:00", **stop
    )
    held.act("suspend", at="10:15", **stop)
    refusal("10:15", held.act, "resume", at="10:00")
    held.act("resume", at="10:40")
    assert "«Hora de término» es posterior a las 10:40" in refusal("10:40", held.end, "close", ends_at="07:30")
    refusal("10:40", held.end, "close", ends_at="10:40")
    assert held.end("close", ends_at="12:00").ends_at == "12:00"


def test_after_a_suspension_whose_end_nobody_said_the_last_hour_is_that_of_the_suspension(held):
    held.decided()
    held.act("suspend", at="10:15", reason="Corte de luz.", goes_on=DAY, place="Sede")
    held.act("resume")
    refusal("10:15", held.end, "close", ends_at="09:30")
    held.act("suspend", at="11:00", reason="Corte de luz.", goes_on=NEXT, place="Sede")
    held.act("resume")  # the next day, at an hour that nobody said
    assert held.end("close", ends_at="08:00").ends_on is None


def test_a_session_may_end_past_midnight(held):
    """Less than twelve hours after what happened before it: no morning is taken for the night before."""
    held.begun(starts_at="23:00")
    held.act("conclude", conclusion=Conclusion("a", "b", "c", "d"))
    refusal("23:00", held.end, "close", ends_at="11:00")
    made = held.end("close", ends_at="00:30")
    assert (made.ends_on, rules.last_day(made)) == (NEXT, NEXT)


def test_the_seats_are_those_of_the_day(whole):
    found = {seat.office: seat.alternates for seat in rules.seats_on(whole[1], date(2021, 6, 24))}
    assert found[UTI] == ("Coordinación de Desarrollo de la UTI",) and len(found) == 7
    assert {seat.office: seat.alternates for seat in rules.seats_on(whole[1], DAY)}[UTI] == (SUPPORT,)
    assert [seat.role for seat in rules.seats_on(whole[1], DAY)][:3] == ["presidency", "secretariat", "member"]
