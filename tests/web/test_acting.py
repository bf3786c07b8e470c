"""Who acts for somebody, on the person's own pages: what their matters give, and at once no longer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.acting import PHONE, Acting, acting, invited
from tests.actions import test_disclosures, test_notes, test_plans
from tests.actions.test_representatives import register
from tests.ladder import OnTheLadder, on_the_ladder
from tests.web import cast
from tests.web.test_sent_again import mark_on
from tests.world import AT, NINE, TODAY, World
from vidare.actions import absences, accounts, people, representatives
from vidare.actions import representative_doors as doors
from vidare.actions.people import set_protection
from vidare.records import models as m
from vidare.records.acting import acting as writing
from vidare.rules.access import Compartment, Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection
from vidare.rules.representatives import Capacity, Matter, No
from vidare.web.middleware import NOBODY
from vidare.web.representatives.gives import PAGES, pages

pytestmark = pytest.mark.django_db
E164 = "+46701740699"
SECRET = "Talade om det som ingen annan vet."


@pytest.fixture
def ladder(world: World) -> OnTheLadder:
    cast.stop_the_clock()
    return on_the_ladder(world)


def everything(ladder: OnTheLadder) -> OnTheLadder:
    """Something in each matter, and a note the person reads and nobody who acts for them does."""
    test_notes.write(ladder.world, ladder.way, SECRET, where=Compartment.TEAM)
    test_plans.proposed(ladder.world, ladder.way)
    ladder.miss(NINE - timedelta(days=1))
    missed = m.Absence.unscoped.get(person=ladder.way.person)
    absences.note_call(ladder.coach, absence=missed.pk, reached=False, at=AT)
    ladder.book(NINE + timedelta(days=1))
    test_disclosures.share(ladder.world, ladder.way.person)
    return ladder


SEEN = {
    Matter.PLAN: {"my-plan": "Arbete på hotell", "my-times": "Jobbverkstaden", "my-agree": 'name="version"'},
    Matter.ABSENCE: {
        "my-absences": "/mine/absences/",
        "my-times": "Jobbverkstaden",
        "my-cannot-come": "Jobbverkstaden",
    },
    Matter.CONSENT: {"acting-shared": "Arbetsförmedlingen"},
    Matter.LETTERS: {"my-absences": "/mine/messages/"},
}
ADDRESSES = {
    "my-page": "mine/", "my-plan": "mine/plan/", "my-times": "mine/times/", "my-agree": "mine/plan/agree/",
    "my-absences": "mine/absences/", "acting-shared": "mine/shared/", "my-cannot-come": "mine/times/cannot-come/",
    "my-file": "mine/file/", "my-readings": "mine/file/readings/", "my-choices": "mine/file/choices/",
    "my-money": "mine/money/", "my-change": "mine/plan/change/", "my-progress": "mine/progress/",
    "my-calendar": "mine/calendar/", "my-plan-paper": "mine/plan/paper/", "acting-for": "for/",
}  # fmt: skip


@pytest.mark.parametrize("matter", Matter)
def test_each_matter_opens_its_own_pages_and_no_others(ladder: OnTheLadder, client: Client, matter: Matter) -> None:
    who = acting(everything(ladder).world, ladder.way.person, matter)
    cast.enter(client, who.user)
    given = pages({matter})
    for name, address in ADDRESSES.items():
        answer = client.get(who.at(address))
        assert answer.status_code == (200 if name in given else 404), name
        text = answer.content.decode()
        assert SECRET not in text and "850101" not in text
        if name in given:
            assert "Du företräder" in text and "no-store" in answer.headers["Cache-Control"]
            assert SEEN[matter].get(name, "") in text, name
            within = re.findall(r'(?:href|action)="(/[^"#?]*)', text)
            mine = [one for one in within if "/mine/" in one]
            assert [one for one in mine if not one.startswith(f"/for/{who.door}/")] == []
            assert {one for one in mine if client.get(one).status_code == 404} <= _only_sent(mine), name


def _only_sent(addresses: list[str]) -> set[str]:
    return {one for one in addresses if "/messages/" in one or one.endswith("/withdraw/")}


def test_every_page_of_theirs_is_a_page_of_the_participant(ladder: OnTheLadder) -> None:
    assert set(PAGES) <= {*ADDRESSES, "my-move", "my-absence", "my-basis", "my-message", "my-letter", "my-withdrawal"}


def test_a_yes_bears_their_name_and_the_person_reads_what_was_done(ladder: OnTheLadder, client: Client) -> None:
    who = acting(everything(ladder).world, ladder.way.person, Matter.PLAN)
    cast.enter(client, who.user)
    page = who.at("mine/plan/agree/")
    text = client.get(page).content.decode()
    version = re.search(r'name="version" value="(\d+)"', text)
    assert version
    answer = client.post(page, {"version": version[1], "once": mark_on(client, page)})
    assert answer["Location"] == who.at("mine/plan/")
    yes = m.Agreement.unscoped.get(plan__participation=ladder.way, party="participant")
    assert (yes.representative_id, yes.on_behalf, yes.agreed_by_id) == (who.representative, True, who.user.pk)
    line = m.Event.objects.get(verb="plan.agreement-given")
    assert (line.role, line.keys["representative"], line.user_id) == ("representative", who.representative, who.user.pk)
    assert line.person_key == ladder.way.person.key
    cast.enter(client, cast._participant(ladder.world, ladder.way.person))
    told = client.get(f"/mine/file/acts-for-me/{who.representative}/").content.decode()
    assert "Sa ja till din plan" in told and "din plan" in told


def test_a_letter_that_they_open_is_not_read_by_the_person(ladder: OnTheLadder, client: Client) -> None:
    who = acting(everything(ladder).world, ladder.way.person, Matter.LETTERS)
    letter = m.Message.unscoped.filter(person=ladder.way.person, channel="page").order_by("pk")[0]
    cast.enter(client, who.user)
    assert client.post(who.at(f"mine/messages/{letter.pk}/")).status_code == 200
    letter.refresh_from_db()
    assert letter.read_at is None


def test_an_explanation_and_a_protest_are_theirs_in_the_persons_place(ladder: OnTheLadder, client: Client) -> None:
    hour = ladder.miss(NINE - timedelta(days=1))
    who = acting(ladder.world, ladder.way.person, Matter.ABSENCE)
    cast.enter(client, who.user)
    page = who.at(f"mine/absences/{hour}/")
    said = {"do": "explain", "explain-reason": "child-ill", "explain-text": "Barnet hade feber."}
    assert client.post(page, said).status_code == 302
    row = m.Explanation.unscoped.get()
    assert (row.representative_id, row.taken_by_id) == (who.representative, None)
    assert client.post(page, {"do": "dispute", "dispute-text": "Vi var där hela tiden."}).status_code == 302
    assert m.Booking.unscoped.get(pk=hour).verdict == "contested", "the verdict follows as from the person's own word"


def test_what_they_may_not_do_is_not_done_by_another_way(ladder: OnTheLadder) -> None:
    hour = ladder.miss(NINE - timedelta(days=1))
    actor = acting(ladder.world, ladder.way.person, Matter.LETTERS).actor()
    with pytest.raises(Hidden):
        absences.dispute(actor, booking=hour, text="Vi var där.", at=AT)
    with pytest.raises(Hidden):
        people.choose_own(actor, language="sv", spoken=("", ""), sms_wanted=True, at=AT)  # type: ignore[arg-type]


def _taken_back(world: World, who: Acting) -> None:
    doors.take_back(world.participant_actor(who.person), representative=who.representative, at=AT)


def _passed(world: World, who: Acting) -> None:
    last = TODAY - timedelta(days=1)
    representatives.end_representative(world.actor(Role.COACH), representative=who.representative, last=last, at=AT)


def _protected(world: World, who: Acting) -> None:
    named = [world.users[Role.COACH].pk]
    set_protection(
        system("test"), person=who.person.pk, protection=Protection.PROTECTED, named=named, reason="Skydd", at=AT
    )


def _shut(world: World, who: Acting) -> None:
    doors.shut_door(world.actor(Role.COACH), representative=who.representative, at=AT)


def _weeded(world: World, who: Acting) -> None:
    with writing("system:test"):
        m.Reach.unscoped.filter(person=who.person).delete()


ENDS = {
    _taken_back: "återtagits", _passed: "tog slut", _protected: "kan inte företräda personen här",
    _shut: "har stängts", _weeded: "kan inte företräda personen här",
}  # fmt: skip


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_it_ends_at_once_on_an_open_page_and_what_was_written_is_given_back(
    ladder: OnTheLadder, client: Client, end: object
) -> None:
    hour = ladder.miss(NINE - timedelta(days=1))
    who = acting(ladder.world, ladder.way.person, Matter.ABSENCE)
    cast.enter(client, who.user)
    page = who.at(f"mine/absences/{hour}/")
    assert client.get(page).status_code == 200
    end(ladder.world, who)  # type: ignore[operator]
    events = m.Event.objects.count()
    answer = client.post(page, {"do": "dispute", "dispute-text": "Vi var faktiskt där."})
    text = answer.content.decode()
    assert answer.status_code == 404 and "Vi var faktiskt där." in text
    assert ENDS[end] in text  # type: ignore[index]
    if end in (_protected, _weeded):
        assert ladder.way.person.given_name not in text + client.get("/for/").content.decode()
    assert not m.Dispute.unscoped.exists() and m.Event.objects.count() == events
    assert client.get(who.at()).status_code == 404


def test_one_who_acts_for_two_chooses_and_the_boards_learn_nothing(ladder: OnTheLadder, client: Client) -> None:
    world = ladder.world
    who = acting(world, ladder.way.person)
    other = world.participation(world.person("Ali", "Andersson"))
    with writing("system:test"):
        board = m.Board.objects.create(code="annan", name="Annan nämnd", municipality="Borås")
        for row in (m.Person, m.Participation, m.Reach):
            key = {"pk": other.person_id} if row is m.Person else {"person": other.person_id}
            row.unscoped.filter(**key).update(board=board)
    second = m.Representative.unscoped.get(pk=_registered_as_house(other.person_id, board))
    code = doors.invite_representative(system_hand(world), representative=second.pk, phone=PHONE, at=AT)
    assert accounts.use_code(NOBODY, code=code, at=AT) is None, "at the open door: the telephone has a log-in already"
    cast.enter(client, who.user)
    assert client.post("/for/", {"code": "abcde-fghjk"}).status_code == 422
    assert client.post("/for/", {"code": code}).status_code == 302
    text = client.get("/for/").content.decode()
    assert "Andersson" in text and ladder.way.person.given_name in text
    theirs = m.RepresentativeDoor.unscoped.get(representative=second)
    shown = client.get(f"/for/{theirs.pk}/mine/").content.decode()
    assert "Andersson" in shown and ladder.way.person.given_name not in shown
    assert f"/for/{who.door}/" in client.get(who.at()).content.decode()
    assert f"/for/{who.door}/" not in shown, "no address of one stays on the page of the other"
    cast.enter(client, cast._participant(world, ladder.way.person))
    own = client.get("/mine/").content.decode()
    assert 'href="/mine/plan/"' in own and "/for/" not in own
    printed = doors.print_code(world.actor(Role.COACH), representative=who.representative, at=AT)
    assert accounts.use_code(NOBODY, code=printed, at=AT) is None, "who prints a code comes not in to another board's"
    coach = world.actor(Role.COACH).scope(on=TODAY)
    assert list(m.RepresentativeDoor.visible_to(coach).values_list("pk", flat=True)) == [who.door]


def system_hand(world: World):  # type: ignore[no-untyped-def]
    """The house, with a hand to sign with: staff of the other board are none of this world."""
    from dataclasses import replace

    return replace(system("test"), user_id=world.users[Role.MANAGER].pk)


def _registered_as_house(person: int, board: m.Board) -> int:
    from datetime import date

    with writing("system:test"):
        row = m.Representative.unscoped.create(
            board=board, person_id=person, name="Leyla Warsame", capacity=Capacity.SPECIAL_REPRESENTATIVE.value,
            matters=[Matter.PLAN.value], start=date(2026, 1, 1), evidence="Registerutdrag", seen_on=TODAY,
            seen_by=m.User.objects.order_by("pk")[0],
        )  # fmt: skip
    return int(row.pk)


def test_nobody_elses_door_opens(ladder: OnTheLadder, client: Client) -> None:
    world = ladder.world
    who = acting(world, ladder.way.person)
    other = acting(world, world.participation(world.person("Ali", "Andersson")).person, phone="0701740688")
    for user in [*world.users.values(), cast._participant(world, ladder.way.person), other.user]:
        cast.enter(client, user)
        assert client.get(who.at()).status_code == 404
        assert client.post(who.at("mine/plan/agree/"), {"version": 1}).status_code == 404
    client.logout()
    assert client.get(who.at())["Location"].startswith("/in/?next=/for/")


def test_at_the_door_a_code_goes_to_their_telephone_and_to_nobody_elses(ladder: OnTheLadder, client: Client) -> None:
    world = ladder.world
    who = acting(world, ladder.way.person)
    doors.send_code(NOBODY, phone=E164, at=AT, draw=lambda signs: "123456")
    sent = m.Message.unscoped.get(channel="sms")
    assert "123456" in sent.text and sent.about == f"acts-for:{who.door}"
    assert accounts.use_code(NOBODY, code="654321", phone=E164, at=AT) is None
    assert accounts.use_code(NOBODY, code="123456", phone=E164, at=AT) == who.user.pk
    assert accounts.use_code(NOBODY, code="123456", phone=E164, at=AT) is None, "once"
    _taken_back(world, who)
    doors.send_code(NOBODY, phone=E164, at=AT)
    assert m.Message.unscoped.filter(channel="sms").count() == 1


def test_staff_open_it_and_bad_input_keeps_what_was_written(ladder: OnTheLadder, client: Client) -> None:
    world, person = ladder.world, ladder.way.person
    page = f"/people/{person.pk}/representatives/{register(world, person.pk)}/"
    cast.enter(client, world.users[Role.COACH])
    for phone, told in (
        ("", "Skriv numret"), ("ring mig", "070"), (world.users[Role.COORDINATOR].phone, "arbetar här"),
    ):  # fmt: skip
        answer = client.post(page, {"do": "invite", "phone": phone, "language": "ar"})
        text = answer.content.decode()
        assert answer.status_code == 422 and told in text and f'value="{phone}"' in text or not phone
    answer = client.post(page, {"do": "invite", "phone": PHONE, "language": "sv"})
    code = re.search(r'big-code"><bdi dir="ltr">([^<]+)', answer.content.decode())
    assert answer.status_code == 200 and code
    told = m.Message.unscoped.get(person=person, template="acts-for-code", channel="page")
    assert "Leyla Warsame" in told.text and world.users[Role.COACH].name in told.text, "the person is told at once"
    again = client.post(page, {"do": "invite", "phone": PHONE, "language": "sv"})
    assert again.status_code == 422 and "redan en inloggning" in again.content.decode()
    client.logout()
    entered = client.post("/in/code/", {"do": "letter", "letter-code": code[1]}, follow=True)
    assert entered.redirect_chain[-1][0] == "/for/" and person.given_name in entered.content.decode()


def test_no_log_in_is_opened_for_somebody_protected_or_unknown(world: World) -> None:
    for protection in (Protection.PROTECTED, Protection.UNKNOWN):
        person = world.participation(world.person()).person
        key = register(world, person.pk)
        with writing("system:test"):
            m.Person.unscoped.filter(pk=person.pk).update(protection=protection.value)
            m.ProtectedAccess.unscoped.create(
                board=world.board, person=person, user=world.users[Role.COACH], start=TODAY, reason="Utsedd"
            )
        with pytest.raises(Refused) as refused:
            invited(world, key)
        assert [one.code for one in refused.value.reasons] == [No.HIDDEN_IDENTITY]


def test_the_person_takes_back_a_power_of_attorney_and_is_told_where_to_turn_otherwise(
    ladder: OnTheLadder, client: Client
) -> None:
    world, person = ladder.world, ladder.way.person
    who = acting(world, person)
    by_court = register(world, person.pk)
    cast.enter(client, cast._participant(world, person))
    page = f"/mine/file/acts-for-me/{who.representative}/"
    assert client.post(page, {"once": mark_on(client, page)})["Location"] == page
    assert "Du tog tillbaka det" in client.get(page).content.decode()
    page = f"/mine/file/acts-for-me/{by_court}/"
    text = client.get(page).content.decode()
    assert "överförmyndaren" in text and 'name="once"' not in text
    client.post(page, {"once": "x"})
    assert m.Representative.unscoped.get(pk=by_court).taken_back_at is None
