"""Seats given back, and an hour called off — at the pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.actions.test_seats import agreed
from tests.web.test_week import BACKEND, NEXT_DAY, place, text_of
from tests.world import AT, NINE, TODAY, World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.activities import Booking
from vidare.records.sealed import seal
from vidare.rules.access import Role
from vidare.rules.activities import BookingState
from vidare.rules.identity import Protection
from vidare.rules.messages import Template

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach(world: World, client: Client) -> Client:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.force_login(world.users[Role.COACH], backend=BACKEND)
    client.cookies["lang"] = "en"
    return client


def state(row: Booking) -> str:
    return str(Booking.unscoped.values_list("state", flat=True).get(pk=row.pk))


def plain(page: str) -> str:
    return re.sub("<[^>]+>", "", page)


def note(coach: Client, row: Booking, **said: object) -> str:
    sent = {"do": "note", "note-occupation": "studies", "note-start": TODAY.isoformat(), "note-end": ""} | said
    return text_of(coach.post(f"/people/{row.person_id}/occupation/", sent, follow=True))


def test_studies_that_are_noted_give_the_coming_hours_back_and_the_page_says_so(world: World, coach: Client) -> None:
    row = place(world, world.session(NEXT_DAY))
    page = note(coach, row)
    assert "One coming hour is given back: Wednesday 25 November 9.00. The seat is free for somebody else." in page
    assert state(row) == BookingState.CANCELLED.value
    assert "0 of 18 seats are taken this week." in text_of(coach.get("/week/"))
    week = text_of(coach.get(f"/people/{row.person_id}/week/"))
    assert "Instead of hours here: studies, from Tuesday 24 November, without a last day" in plain(week)


def test_an_hour_in_studies_is_refused_in_words_and_can_be_booked_when_they_have_a_last_day(
    world: World, coach: Client
) -> None:
    row = place(world, world.session(NEXT_DAY))
    note(coach, row)
    refused = coach.post(f"/people/{row.person_id}/week/book/", {"session": row.session_id})
    assert refused.status_code == 422
    assert "No hours then: studies without a last day." in text_of(refused)
    spell = m.OccupationSpell.unscoped.get(person=row.person_id)
    where = f"/people/{row.person_id}/occupation/"
    early = coach.post(where, {"do": f"end-{spell.pk}", f"end-{spell.pk}-last": "2026-11-23"})
    assert early.status_code == 422 and "The last day comes before the first" in text_of(early)
    done = coach.post(where, {"do": f"end-{spell.pk}", f"end-{spell.pk}-last": TODAY.isoformat()}, follow=True)
    assert "Hours can be booked again from the day after." in text_of(done)
    assert "Are back, and have no hours booked" in text_of(coach.get("/day/"))
    booked = coach.post(f"/people/{row.person_id}/week/book/", {"session": row.session_id}, follow=True)
    assert "The hour is booked." in text_of(booked)
    assert "Are back, and have no hours booked" not in text_of(coach.get("/day/"))


def test_studies_that_go_on_are_noted_once(world: World, coach: Client) -> None:
    row = place(world, world.session(NEXT_DAY))
    note(coach, row)
    assert "It is noted already, from Tuesday 24 November." in note(coach, row)
    assert m.OccupationSpell.unscoped.filter(person=row.person_id).count() == 1


def test_a_spell_that_ends_before_it_begins_is_refused_in_words(world: World, coach: Client) -> None:
    row = place(world, world.session(NEXT_DAY))
    assert "The last day comes before the first" in note(coach, row, **{"note-end": "2026-11-20"})
    assert state(row) == BookingState.BOOKED.value


def test_a_placement_that_begins_and_a_pause_say_what_they_gave_back(world: World, coach: Client) -> None:
    rows = [place(world, world.session(NEXT_DAY)), place(world, world.session(NEXT_DAY + timedelta(hours=2)))]
    placement = agreed(world, rows[0].participation, end=TODAY + timedelta(days=30))
    begun = coach.post(f"/people/{rows[0].person_id}/placements/{placement}/move/", {"to": "running"}, follow=True)
    assert "One coming hour is given back: Wednesday 25 November 9.00." in text_of(begun)
    way = rows[1].participation
    sent = {"reason": "illness", "until": (TODAY + timedelta(days=9)).isoformat()}
    paused = coach.post(f"/people/{way.person_id}/cases/{way.pk}/pause/", sent, follow=True)
    assert "One coming hour is given back: Wednesday 25 November 11.00." in text_of(paused)


def test_the_participant_reads_why_no_times_are_booked(world: World, client: Client, coach: Client) -> None:
    row = place(world, world.session(NEXT_DAY))
    note(coach, row, **{"note-end": (TODAY + timedelta(days=9)).isoformat()})
    user = m.User.objects.get(pk=world.participant_actor(row.person).user_id)
    client.force_login(user, backend=BACKEND)
    for where in ("/mine/", "/mine/times/"):
        page = plain(text_of(client.get(where)))
        assert "You have studies until and including Thursday 3 December." in page
        assert "No times are booked for you." not in page


def test_whoever_calls_an_hour_off_sees_how_many_are_told_and_whom_to_ring(world: World, coach: Client) -> None:
    hour = world.session(NEXT_DAY)
    told, alone = place(world, hour, given="Ali"), place(world, hour, given="Bo")
    user = m.User.objects.get(pk=world.participant_actor(told.person).user_id)
    with acting("system:test"):
        alone.person.phone_sealed = seal("0701740605", place="records_person.phone_sealed", key=alone.person.key)
        alone.person.save()
    page = text_of(coach.post(f"/week/hours/{hour.pk}/cancel/", {"reason": "Strömavbrott"}, follow=True))
    assert "1 of 2 have been told. 1 cannot be reached here: ring them." in page
    ring = page[page.index("Ring these") :].partition("</section>")[0]
    assert "Bo Warsame" in ring and "tel:0701740605" in ring and "Ali Warsame" not in ring
    coach.force_login(user, backend=BACKEND)
    mine = text_of(coach.get("/mine/"))
    assert "Din tid är inställd" in mine or "Your time is called off" in mine
    assert m.Message.unscoped.filter(person=told.person_id, template=Template.HOUR_CALLED_OFF.value).exists()


def test_that_a_hidden_person_must_be_rung_is_told_to_those_who_lead_and_to_nobody_else(
    world: World, coach: Client
) -> None:
    hour = world.session(NEXT_DAY)
    place(world, hour, given="Hemlig", protection=Protection.PROTECTED)
    page = text_of(coach.post(f"/week/hours/{hour.pk}/cancel/", {"reason": "Strömavbrott"}, follow=True))
    assert "Hemlig" not in page and "ring them" not in page and "named staff" not in page
    coach.force_login(world.users[Role.COORDINATOR], backend=BACKEND)
    page = text_of(coach.get(f"/week/hours/{hour.pk}/"))
    assert "1 more person must be rung, by named staff." in page
    assert "Hemlig" not in page


def test_nobody_is_asked_to_ring_about_an_hour_that_is_over(world: World, coach: Client) -> None:
    hour = world.session(NINE + timedelta(hours=1))
    place(world, hour)
    coach.post(f"/week/hours/{hour.pk}/cancel/", {"reason": "Strömavbrott"})
    with acting("system:test"):
        m.Setting.objects.filter(name="demo.now").update(value=(AT + timedelta(hours=3)).isoformat())
    assert "Ring these" not in text_of(coach.get(f"/week/hours/{hour.pk}/"))


def test_the_list_of_those_to_ring_costs_the_same_for_ten(world: World, coach: Client, count_queries) -> None:  # type: ignore[no-untyped-def]
    hours = [world.session(NEXT_DAY), world.session(NEXT_DAY + timedelta(hours=1))]
    for hour, many in zip(hours, (1, 9), strict=True):
        for _ in range(many):
            place(world, hour)
        coach.post(f"/week/hours/{hour.pk}/cancel/", {"reason": "Strömavbrott"}, follow=True)
    one, ten = (count_queries(lambda hour=hour: coach.get(f"/week/hours/{hour.pk}/")) for hour in hours)
    assert one == ten
