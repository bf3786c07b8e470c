"""The calendar feed: one's own hours without a name, for whoever has the address and for nobody else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar

from tests.web import cast
from tests.world import AT, NINE, TODAY, World
from vidare.actions import bookings
from vidare.actions.people import set_protection
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.walls import within
from vidare.rules.access import Role, system
from vidare.rules.identity import Protection
from vidare.web.feeds import limits

pytestmark = pytest.mark.django_db
TOMORROW = NINE + timedelta(days=1)


@pytest.fixture
def participant(world: World, client: Client) -> m.Participation:
    cast.stop_the_clock()
    way = world.participation(world.person())
    cast.enter(client, m.User.objects.get(pk=world.participant_actor(way.person).user_id))
    return way


def address(client: Client, page: str = "/mine/calendar/") -> str:
    shown = client.post(page, {"do": "make"}).content.decode()
    (found,) = set(re.findall(r"/calendar/[\w-]{43}\.ics", shown))
    return str(found)


def booked(world: World, way: m.Participation, starts_at: datetime = TOMORROW) -> int:
    hour = world.session(starts_at)
    return bookings.book(world.actor(Role.COACH), participation=way.pk, session=hour.pk, at=AT)


def meets(world: World, way: m.Participation, starts_at: datetime = TOMORROW) -> m.Meeting:
    with acting("system:test"):
        return m.Meeting.unscoped.create(
            board=world.board, person=way.person, participation=way, kind="plan", starts_at=starts_at, minutes=45,
            staff=world.users[Role.COACH], place="Storgatan 1, hos Amina",
        )  # fmt: skip


def events(there: str, **headers: str) -> list[dict[str, object]]:
    answer = Client().get(there, headers=headers)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    return [
        {"uid": str(one["UID"]), "says": str(one["SUMMARY"]), "start": one.start, "end": one.end,
         "status": str(one["STATUS"]), "keys": set(one)}
        for one in read.walk("VEVENT")
    ]  # fmt: skip


def test_a_participants_calendar_has_their_hours_and_meetings_in_utc_and_no_name(
    world: World, client: Client, participant: m.Participation
) -> None:
    booked(world, participant)
    meets(world, participant, TOMORROW + timedelta(days=1))
    there = address(client)
    hour, meeting = events(there)
    assert (hour["says"], meeting["says"]) == ("Bokad tid", "Bokat möte")
    assert (hour["start"], hour["end"]) == (TOMORROW.astimezone(UTC), TOMORROW.astimezone(UTC) + timedelta(hours=1))
    assert meeting["end"] == meeting["start"] + timedelta(minutes=45)  # type: ignore[operator]
    text = Client().get(there).content.decode()
    assert not [name for name in ("Amina", "Warsame", "Jobb", "Storgatan", "Coach", "LOCATION") if name in text]


def test_nine_on_the_wall_is_nine_on_the_wall_also_after_the_clock_has_changed(
    world: World, client: Client, participant: m.Participation
) -> None:
    after = NINE.replace(year=2027, month=3, day=29)
    booked(world, participant, after)
    (hour,) = events(address(client))
    assert hour["start"] == datetime(2027, 3, 29, 7, tzinfo=UTC)


def test_an_hour_called_off_stands_there_as_called_off_under_the_same_name(
    world: World, client: Client, participant: m.Participation
) -> None:
    key = booked(world, participant)
    there = address(client)
    (before,) = events(there)
    bookings.cancel(world.actor(Role.COACH), booking=key, at=AT)
    (after,) = events(there)
    assert (before["uid"], before["status"]) == (after["uid"], "CONFIRMED")
    assert after["status"] == "CANCELLED"


def test_a_calendar_that_asks_again_gets_nothing_anew_until_something_has_changed(
    world: World, client: Client, participant: m.Participation
) -> None:
    booked(world, participant)
    there = address(client)
    mark = Client().get(there).headers["ETag"]
    assert Client().get(there, headers={"If-None-Match": mark}).status_code == 304
    booked(world, participant, TOMORROW + timedelta(days=1))
    assert Client().get(there, headers={"If-None-Match": mark}).status_code == 200


def test_reading_is_not_noted_but_who_makes_renews_and_stops_it(
    world: World, client: Client, participant: m.Participation
) -> None:
    first = address(client)
    second = address(client)
    before = m.Event.objects.count()
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    assert m.Event.objects.count() == before
    client.post("/mine/calendar/", {"do": "stop"})
    assert Client().get(second).status_code == 404
    noted = m.Event.objects.filter(verb__startswith="feed.").order_by("pk")
    assert [row.verb for row in noted] == ["feed.made", "feed.renewed", "feed.stopped"]
    assert {row.person_key for row in noted} == {participant.person.key}
    token = second.rpartition("/")[2].removesuffix(".ics")
    kept = m.Feed.objects.values_list("token_index", flat=True)
    assert token not in str(list(kept)) + str([row.keys for row in noted]), "only its fingerprint is kept"


def test_a_clock_that_was_put_back_hinders_nobody_from_stopping_a_secret(
    world: World, client: Client, participant: m.Participation
) -> None:
    there = address(client)
    m.Setting.objects.filter(name="demo.now").update(value=(AT - timedelta(hours=2)).isoformat())
    client.post("/mine/calendar/", {"do": "stop"})
    assert Client().get(there).status_code == 404


@pytest.mark.parametrize("protection", [Protection.PROTECTED, Protection.UNKNOWN])
def test_a_protected_persons_times_are_in_no_calendar_theirs_or_anybodys(
    world: World, client: Client, participant: m.Participation, protection: Protection
) -> None:
    meets(world, participant)
    own = address(client)
    coach = address(cast.enter(Client(), world.users[Role.COACH]), "/calendar/")
    assert len(events(coach)) == 1
    set_protection(
        system("test"), person=participant.person_id, protection=protection,
        named=[world.users[Role.COACH].pk], reason="Skydd", at=AT,
    )  # fmt: skip
    assert Client().get(own).status_code == 404
    assert len(events(coach)) == (0 if protection is Protection.PROTECTED else 1)
    page = client.post("/mine/calendar/", {"do": "make"}).content.decode()
    assert ".ics" not in page and 'value="make"' not in page and 'value="stop"' in page


def test_staff_have_their_own_meetings_only_and_nothing_when_they_have_left(
    world: World, client: Client, participant: m.Participation
) -> None:
    meets(world, participant)
    booked(world, participant)
    coach, matcher = (
        address(cast.enter(Client(), world.users[role]), "/calendar/") for role in (Role.COACH, Role.JOB_MATCHER)
    )
    (meeting,) = events(coach)
    assert meeting["says"] == "Bokat möte" and meeting["start"] == TOMORROW.astimezone(UTC)
    assert events(matcher) == []
    with acting("system:test"):
        m.Membership.objects.filter(user=world.users[Role.COACH]).update(end=TODAY - timedelta(days=1))
        m.User.objects.filter(pk=world.users[Role.JOB_MATCHER].pk).update(is_active=False)
    assert {Client().get(one).status_code for one in (coach, matcher)} == {404}


def test_a_feed_speaks_the_participants_language(world: World, client: Client, participant: m.Participation) -> None:
    booked(world, participant)
    there = address(client)
    said = {}
    for language in ("en", "ar", "so"):
        with acting("system:test"):
            m.Person.unscoped.update(language=language)
        said[language] = events(there)[0]["says"]
    assert said == {"en": "Booked time", "ar": "موعد محجوز", "so": "Bokad tid"}


def test_who_asks_too_often_waits_and_the_secret_stands_in_no_log(
    world: World, client: Client, participant: m.Participation,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    from django.conf import settings

    from vidare.config import logs

    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["secrets"]
    there = address(client)
    monkeypatch.setattr(limits, "ASKED", 2)
    caplog.handler.addFilter(logs.Secrets())
    answers: list[HttpResponse] = [Client().get(there) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "600"
    assert "Too Many Requests" in caplog.text and there not in caplog.text
    monkeypatch.setattr(limits, "MISSED", 1)
    guesses = [Client(REMOTE_ADDR="192.0.2.7").get(f"/calendar/{word}.ics").status_code for word in ("a", "b", "c")]
    assert guesses == [404, 429, 429]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_the_database_shows_nobody_anothers_address(world: World, client: Client, participant: m.Participation) -> None:
    address(client)
    for seen, scope in ((0, world.actor(Role.COACH).scope(on=TODAY)), (1, system("test").scope(on=TODAY))):
        with within(scope), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM records_feed")
            assert cursor.fetchone()[0] == seen
