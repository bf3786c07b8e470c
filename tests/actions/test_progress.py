"""What an area asks for in fields of its own, and how a participant says that it goes, beside the staff's word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.actions.test_needs import begin, save
from tests.asking import SENTENCE, asks
from tests.web import cast
from tests.world import AT, TODAY, World
from vidare.actions.progress import say_beside, say_own
from vidare.queries import needs
from vidare.queries import progress as ask
from vidare.records.acting import acting
from vidare.records.models import Membership, Participation, Person
from vidare.records.progress import Progress
from vidare.rules import facts
from vidare.rules.access import Role
from vidare.rules.attention import Kind
from vidare.rules.decision import Hidden, Refused
from vidare.rules.needs import Answer

pytestmark = pytest.mark.django_db
SAID = facts.kept({"level": ["sun-5"], "country": ["SY"], "hours": ["25"]})


def test_what_an_area_asks_for_is_kept_with_its_words_and_read_again(world: World) -> None:
    way = asks(world).participation()
    save(world, begin(world, way), "education", Answer("Läkare", facts=SAID))
    page = needs.mappings(world.actor(Role.COACH), way.person_id, language="sv", on=TODAY)
    assert page.latest is not None and page.asks_progress
    row = next(row for row in page.latest.areas if row.code == "education")
    assert row.said.facts == SAID
    assert [field.name for field in row.area.fields] == ["Nivå", "Land", "Timmar"]


def test_what_the_model_does_not_ask_for_is_refused(world: World) -> None:
    mapping = begin(world, asks(world).participation())
    with pytest.raises(Refused):
        save(world, mapping, "education", Answer(facts=facts.kept({"diagnosis": ["x"]})))
    with pytest.raises(Refused):
        save(world, mapping, "education", Answer(facts=facts.kept({"hours": ["90"]})))


def test_the_fields_are_filled_on_the_page_and_stand_in_the_language_of_its_reader(
    world: World, client: Client
) -> None:
    cast.stop_the_clock()
    way = asks(world).participation()
    mapping = begin(world, way)
    url = f"/people/{way.person_id}/mapping/{mapping}/"
    cast.enter(client, world.users[Role.COACH])
    page = client.get(url)
    seen = {one.form["seen"].html_name: one.form["seen"].value() for one in page.context["sections"]}
    sent = {name.replace("seen", "own_lang"): "sv" for name in seen} | seen
    sent |= {"education-fact-level": "sun-5", "education-fact-country": "SY", "education-fact-hours": "25"}
    assert client.post(url, sent | {"save": "all"}).status_code == 302
    text = client.get(f"/people/{way.person_id}/mapping/").content.decode()
    assert all(word in text for word in ("5 Eftergymnasial", "Syrien", ">25<"))
    wrong = client.post(url, sent | {"save": "all", "education-fact-hours": "99", "education-own_word": "Ord kvar"})
    assert wrong.status_code == 422 and "Ord kvar" in wrong.content.decode()


def test_the_participants_answer_and_the_staffs_stand_beside_each_other(world: World) -> None:
    way = asks(world).participation()
    me, coach = world.participant_actor(way.person), world.actor(Role.COACH)
    say_own(me, answers={"swedish": 2}, at=AT - timedelta(days=92))
    say_own(me, answers={"swedish": 3}, at=AT)
    say_own(me, answers={"swedish": 4}, at=AT)  # the same day, said otherwise
    say_beside(coach, person=way.person_id, answers={"swedish": 3}, at=AT)
    (asked,) = ask.of_person(coach, way.person_id, on=TODAY).questions
    assert asked.own == ((TODAY - timedelta(days=92), 2), (TODAY, 4))
    assert asked.staff == ((TODAY, 3),)
    (mine,) = ask.mine(me, on=TODAY).questions
    assert (mine.own, mine.staff) == (asked.own, asked.staff)


def test_what_is_not_asked_is_not_answered_and_nobody_answers_for_another(world: World) -> None:
    way = asks(world).participation()
    me = world.participant_actor(way.person)
    for answers in ({}, {"swedish": 6}, {"hope": 3}):
        with pytest.raises(Refused):
            say_own(me, answers=answers, at=AT)
    with pytest.raises(Hidden):
        say_own(world.actor(Role.COACH), answers={"swedish": 3}, at=AT)
    with pytest.raises(Hidden):
        say_beside(me, person=way.person_id, answers={"swedish": 3}, at=AT)
    with pytest.raises((Refused, Hidden)):
        say_beside(world.actor(Role.SOCIAL_SECRETARY), person=way.person_id, answers={"swedish": 3}, at=AT)
    assert not Progress.unscoped.exists()


def test_it_is_asked_in_the_persons_own_language_and_answered_in_one_sending(world: World, client: Client) -> None:
    cast.stop_the_clock()
    way = asks(world).participation()
    with acting("system:test"):
        Person.unscoped.filter(pk=way.person_id).update(language="so")
    me = world.participant_actor(way.person)
    cast.enter(client, cast.everybody(world, cast.match_of(f"/people/{way.person_id}/"))[Role.PARTICIPANT])
    assert "/mine/progress/" in client.get("/mine/").content.decode()
    page = client.get("/mine/progress/").content.decode()
    assert f"{SENTENCE} (so)" in page and "Haa, si buuxda" in page and 'lang="so"' in page
    assert f"{SENTENCE} (fa)" in client.get("/mine/progress/?in=fa").content.decode()
    assert client.post("/mine/progress/", {}).status_code == 422
    assert client.post("/mine/progress/", {"q-swedish": "4"}).status_code == 302
    assert ask.mine(me, on=TODAY).questions[0].own == ((TODAY, 4),)
    assert "/mine/progress/" not in client.get("/mine/").content.decode()


def test_who_has_no_coach_that_works_here_is_told_to_those_who_lead(world: World) -> None:
    from vidare.actions import attention
    from vidare.queries.attention import my_day

    way = world.participation()
    kinds = lambda role: {one.kind for one in my_day(world.actor(role), on=TODAY).reasons}  # noqa: E731
    with acting("system:test"):
        Membership.objects.filter(user=way.coach, role=Role.COACH.value).update(end=TODAY - timedelta(days=3))
        attention.refresh(way.pk, on=TODAY)
    assert Kind.NOBODY_RESPONSIBLE in kinds(Role.COORDINATOR)
    debt = next(
        one.debts[0]
        for one in my_day(world.actor(Role.MANAGER), on=TODAY).reasons
        if one.kind is Kind.NOBODY_RESPONSIBLE
    )
    assert (debt.person_id, debt.since) == (way.person_id, TODAY - timedelta(days=2))
    with acting("system:test"):
        Participation.unscoped.filter(pk=way.pk).update(coach=world.users[Role.COORDINATOR])
        Membership.objects.filter(user=world.users[Role.COORDINATOR]).update(role=Role.COACH.value)
        attention.refresh(way.pk, on=TODAY)
    assert Kind.NOBODY_RESPONSIBLE not in kinds(Role.MANAGER)
