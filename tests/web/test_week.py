"""The week, the sheet of the hour, who is here, and a person's hours — at the pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.web import cast
from tests.world import AT, NINE, World
from vidare.actions import attendance, bookings
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.activities import Booking
from vidare.rules.access import Role, system
from vidare.rules.attendance import Doubt, Mark, Verdict
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EARLY = NINE - timedelta(days=1)
NEXT_DAY = NINE + timedelta(days=1)


@pytest.fixture
def coach(world: World, client: Client) -> Client:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.force_login(world.users[Role.COACH], backend=BACKEND)
    client.cookies["lang"] = "en"
    return client


def place(world: World, hour: m.Session, *, given: str = "Amina", protection: Protection = Protection.OPEN) -> Booking:
    way = world.participation(world.person(given, "Warsame", protection=protection))
    key = bookings.book(system("test"), participation=way.pk, session=hour.pk, at=EARLY)
    row: Booking = Booking.unscoped.get(pk=key)
    return row


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_week_says_how_many_seats_are_taken(world: World, coach: Client) -> None:
    place(world, world.session())
    assert "1 of 18 seats are taken this week." in text_of(coach.get("/week/"))


@pytest.mark.parametrize("wanted", ["2026-60", "x", "٢٠٢٦-٤٨", "2025-53", "\x00"])
def test_a_week_that_is_none_is_this_week(coach: Client, wanted: str) -> None:
    assert '<bdi dir="ltr">48</bdi>' in text_of(coach.get("/week/", {"w": wanted}))


def test_the_week_of_another_number_is_shown(world: World, coach: Client) -> None:
    world.session(NINE + timedelta(weeks=1))
    page = text_of(coach.get("/week/", {"w": "2026-49"}))
    assert "0 of 18 seats" in page
    assert "?w=2026-50" in page


def test_a_day_off_has_its_name(coach: Client) -> None:
    assert "Juldagen" in text_of(coach.get("/week/", {"w": "2026-52"}))


def test_that_somebody_hidden_has_a_place_is_told_to_those_who_lead_and_to_nobody_else(
    world: World, client: Client
) -> None:
    cast.stop_the_clock()
    client.cookies["lang"] = "en"
    hour = world.session()
    place(world, hour, given="Hemlig", protection=Protection.PROTECTED)
    for role in (Role.COACH, Role.JOB_MATCHER, Role.SOCIAL_SECRETARY, Role.COORDINATOR, Role.MANAGER):
        page = text_of(cast.enter(client, world.users[role]).get(f"/week/hours/{hour.pk}/"))
        assert "Hemlig" not in page
        leads = role in {Role.COORDINATOR, Role.MANAGER}
        assert ("1 more person has a place" in page) is leads, role
        assert ("named staff" in page) is leads, role


def test_marks_are_saved_and_who_is_not_marked_stays_not_registered(world: World, coach: Client) -> None:
    hour = world.session()
    here, away, unmarked = (place(world, hour, given=name) for name in ("Ali", "Bo", "Cia"))
    response = coach.post(
        f"/week/hours/{hour.pk}/", {f"mark-{here.pk}": "here", f"mark-{away.pk}": "not-here"}, follow=True
    )
    assert "1 person was not marked" in text_of(response)
    assert [Booking.unscoped.get(pk=row.pk).verdict for row in (here, away, unmarked)] == [
        Verdict.PRESENT.value, Verdict.CONTESTED.value, Verdict.NOT_REGISTERED.value,
    ]  # fmt: skip


def test_the_sheet_names_everybody_once_with_what_was_seen_and_what_to_mark(world: World, coach: Client) -> None:
    hour = world.session()
    rows = [place(world, hour, given=name) for name in ("Ali", "Bo")]
    coach.post(f"/week/hours/{hour.pk}/", {f"mark-{rows[0].pk}": "here"})
    page = text_of(coach.get(f"/week/hours/{hour.pk}/"))
    for row in rows:
        assert page.count(f'href="/people/{row.person_id}/"') == 1
        (line,) = re.findall(rf'<li id="mark-{row.pk}">.*?</li>', page, re.DOTALL)
        assert f'name="mark-{row.pk}"' in line and 'class="pill' in line
    assert page.index('<form method="post" id="sheet">') < page.index('id="seen"') < page.index("Save the marks")


def test_a_sheet_without_a_mark_is_refused_in_words(world: World, coach: Client) -> None:
    hour = world.session()
    place(world, hour)
    response = coach.post(f"/week/hours/{hour.pk}/", {"mark-x": "here", "mark-1": "gone"})
    assert response.status_code == 422
    assert "Mark at least one person" in text_of(response)


def test_a_refused_sheet_keeps_what_was_ticked(world: World, coach: Client) -> None:
    hour = world.session()
    row, gone = place(world, hour), place(world, hour)
    with acting("system:test"):
        Booking.unscoped.filter(pk=gone.pk).update(state="cancelled")
    response = coach.post(f"/week/hours/{hour.pk}/", {f"mark-{row.pk}": "here", f"mark-{gone.pk}": "here"})
    assert response.status_code == 422
    assert "checked" in text_of(response)


def test_the_fragment_is_the_pages_part(world: World, coach: Client) -> None:
    hour = world.session()
    place(world, hour)
    page, part = (
        coach.get(f"/week/hours/{hour.pk}/"),
        coach.get(f"/week/hours/{hour.pk}/", headers={"hx-request": "true"}),
    )
    assert text_of(part).strip() in text_of(page)
    page, part = coach.get("/here/"), coach.get("/here/", headers={"hx-request": "true"})
    assert text_of(part).strip() in text_of(page)


def test_ten_people_in_an_hour_cost_what_one_costs(
    world: World, coach: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    hour = world.session()
    row = place(world, hour)
    attendance.register(world.actor(Role.COACH), booking=row.pk, mark=Mark.HERE, at=AT)
    one = count_queries(lambda: coach.get(f"/week/hours/{hour.pk}/"))
    for _ in range(9):
        attendance.register(world.actor(Role.COACH), booking=place(world, hour).pk, mark=Mark.HERE, at=AT)
    assert count_queries(lambda: coach.get(f"/week/hours/{hour.pk}/")) == one


def test_ten_hours_cost_what_one_costs(
    world: World, coach: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    world.session()
    one = count_queries(lambda: coach.get("/week/"))
    for hour in range(1, 9):
        world.session(NINE + timedelta(hours=hour))
    assert count_queries(lambda: coach.get("/week/")) == one


def test_ten_doubts_cost_what_one_costs(
    world: World, coach: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    hour = world.session()
    doubtful(world, place(world, hour))
    one = count_queries(lambda: coach.get("/here/"))
    for _ in range(5):
        doubtful(world, place(world, hour))
    assert count_queries(lambda: coach.get("/here/")) == one


def doubtful(world: World, row: Booking) -> m.Observation:
    import uuid

    with acting("system:test"):
        return m.Observation.unscoped.create(
            board=world.board, person=row.person, service=world.service, key=uuid.uuid4(), seen="here", source="self",
            touched_at=NINE, recorded_at=AT, doubt=Doubt.OLD_TOUCH.value,
        )  # fmt: skip


def test_a_check_in_in_doubt_is_settled_from_the_board(world: World, coach: Client) -> None:
    row = place(world, world.session())
    seen = doubtful(world, row)
    assert "It was made on another day than it arrived" in text_of(coach.get("/here/"))
    coach.post(f"/people/{row.person_id}/doubts/{seen.pk}/", {"counts": f"booking-{row.pk}"})
    assert Booking.unscoped.get(pk=row.pk).verdict == Verdict.PRESENT.value
    assert "No check-ins are in doubt." in text_of(coach.get("/here/"))


@pytest.mark.parametrize("counts", ["", "booking-x", "session-٣"])
def test_a_doubt_is_not_settled_by_nonsense(world: World, coach: Client, counts: str) -> None:
    row = place(world, world.session())
    seen = doubtful(world, row)
    response = coach.post(f"/people/{row.person_id}/doubts/{seen.pk}/", {"counts": counts})
    assert response.status_code == 422


@pytest.mark.parametrize("key", ["9" * 17, "99999"])
def test_a_doubt_cannot_be_given_to_an_hour_that_is_not_there(world: World, coach: Client, key: str) -> None:
    row = place(world, world.session())
    response = coach.post(f"/people/{row.person_id}/doubts/{doubtful(world, row).pk}/", {"counts": f"session-{key}"})
    assert response.status_code == 404


def test_a_series_is_booked_on_the_persons_page_and_what_failed_is_told(world: World, coach: Client) -> None:
    world.session(NEXT_DAY)
    way = world.participation()
    page = coach.post(f"/people/{way.person_id}/week/series/", {"places": ["3-9-0"], "weeks": "2"}, follow=True)
    assert "1 hours are booked." in text_of(page)
    assert "There is no hour at that time." in text_of(page)


def test_an_hour_is_booked_moved_and_given_back_on_the_persons_page(world: World, coach: Client) -> None:
    first, second = world.session(NEXT_DAY), world.session(NEXT_DAY + timedelta(hours=1))
    way = world.participation()
    url = f"/people/{way.person_id}/week/"
    assert coach.post(f"{url}book/", {"session": first.pk}).status_code == 302
    row = Booking.unscoped.get()
    assert coach.post(f"{url}{row.pk}/move/", {"session": second.pk}).status_code == 302
    new = Booking.unscoped.get(state="booked")
    assert coach.post(f"{url}{new.pk}/cancel/").status_code == 302
    assert not Booking.unscoped.filter(state="booked").exists()


def test_a_mark_that_is_none_of_ours_is_no_fault(world: World, coach: Client) -> None:
    row, hour = place(world, world.session(NEXT_DAY)), world.session(NEXT_DAY + timedelta(hours=1))
    sent = {"session": hour.pk, "once": "\0"}
    assert coach.post(f"/people/{row.person_id}/week/{row.pk}/move/", sent).status_code == 422


def test_a_seat_given_back_is_named_so_that_a_slip_is_seen(world: World, coach: Client) -> None:
    row = place(world, world.session(NEXT_DAY))
    page = text_of(coach.post(f"/people/{row.person_id}/week/{row.pk}/cancel/", follow=True))
    assert "Given back: Wednesday 25 November 9.00" in page


def test_who_is_here_shows_the_hour_whose_door_has_opened(world: World, coach: Client) -> None:
    soon, later = world.session(AT + timedelta(minutes=10)), world.session(AT + timedelta(hours=2))
    page = text_of(coach.get("/here/"))
    assert f"/week/hours/{soon.pk}/" in page
    assert f"/week/hours/{later.pk}/" not in page


def test_an_absence_on_the_sheet_leads_to_the_conversation_about_it(world: World, coach: Client) -> None:
    hour = world.session()
    here, away = place(world, hour), place(world, hour, given="Bo")
    coach.post(f"/week/hours/{hour.pk}/", {f"mark-{here.pk}": "here", f"mark-{away.pk}": "not-here"})
    page = text_of(coach.get(f"/week/hours/{hour.pk}/"))
    assert f"/people/{away.person_id}/hours/{away.pk}/" in page
    assert f"/people/{here.person_id}/hours/{here.pk}/" not in page


def test_a_full_hour_is_not_offered_and_not_taken(world: World, coach: Client) -> None:
    hour = world.session(NEXT_DAY, seats=1)
    place(world, hour)
    way = world.participation()
    response = coach.post(f"/people/{way.person_id}/week/book/", {"session": hour.pk})
    assert response.status_code == 422
    assert Booking.unscoped.filter(session=hour).count() == 1


def test_the_desk_checks_somebody_in_from_their_page(world: World, coach: Client) -> None:
    world.session(AT.replace(hour=10, minute=0))
    way = world.participation()
    assert coach.post(f"/people/{way.person_id}/week/here/").status_code == 302
    assert Booking.unscoped.get().verdict == Verdict.PRESENT.value


def test_when_no_hour_runs_the_desk_is_told_so(world: World, coach: Client) -> None:
    way = world.participation()
    response = coach.post(f"/people/{way.person_id}/week/here/")
    assert response.status_code == 422
    assert "There is no hour at that time." in text_of(response)


def test_an_hour_is_called_off_with_its_reason(world: World, coach: Client) -> None:
    hour = world.session(NEXT_DAY)
    row = place(world, hour)
    assert coach.post(f"/week/hours/{hour.pk}/cancel/", {"reason": ""}).status_code == 422
    assert coach.post(f"/week/hours/{hour.pk}/cancel/", {"reason": "Strömavbrott"}).status_code == 302
    assert "0 of 1 have been told. 1 cannot be reached here: ring them." in text_of(
        coach.get(f"/week/hours/{hour.pk}/")
    )
    assert Booking.unscoped.get(pk=row.pk).verdict == Verdict.CANCELLED.value
    assert "Strömavbrott" in text_of(coach.get("/week/"))


def test_an_hour_of_nobody_is_missing(coach: Client) -> None:
    assert coach.get(f"/week/hours/{'9' * 40}/").status_code == 404


def test_a_participant_moves_their_own_hour_and_sees_nobody_elses(world: World, client: Client) -> None:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    to, row = world.session(NEXT_DAY + timedelta(hours=1)), place(world, world.session(NEXT_DAY))
    other = place(world, world.session(NEXT_DAY + timedelta(hours=2)))
    me = world.participant_actor(row.person)
    client.force_login(m.User.objects.get(pk=me.user_id), backend=BACKEND)
    url = f"/mine/times/{row.pk}/move/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"session": to.pk}).status_code == 302
    assert Booking.unscoped.get(moved_from=row).session_id == to.pk
    assert client.get(f"/people/{other.person_id}/week/").status_code == 404
    assert client.get("/here/").status_code == 404


def test_many_rooms_stand_as_sums_until_one_is_chosen(world: World, coach: Client) -> None:
    hour = world.session(NINE)
    with acting("system:test"):
        for number in range(5):
            room = m.Room.objects.create(service=world.service, code=f"sal-{number}", name=f"Sal {number}", seats=9)
            m.Session.objects.create(
                service=world.service, activity=world.activity, room=room, starts_at=NINE, ends_at=hour.ends_at, seats=9
            )
    place(world, hour)
    place(world, hour)
    page = text_of(coach.get("/week/"))
    assert "2 of 63 seats taken" in page and "6 rooms" in page and "All rooms, as sums" in page
    assert f"/week/hours/{hour.pk}/" not in page
    chosen = text_of(coach.get("/week/", {"room": m.Room.objects.get(code="sal-3").pk}))
    assert "/week/hours/" in chosen and f"/week/hours/{hour.pk}/" not in chosen and "6 rooms" not in chosen
    assert "6 rooms" in text_of(coach.get("/week/", {"room": "0"})) and "6 rooms" in text_of(coach.get("/day/"))
