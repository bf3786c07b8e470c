"""Nobody's seat stays taken while they are away with us knowing it; and who is back is booked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.actions.test_attendance import kiosk, touch, with_code
from tests.actions.test_bookings import exempting, no
from tests.world import AT, NINE, TODAY, World
from vidare.actions import attention, bookings, night, outcomes, participations, placements, seats
from vidare.queries import columns, week
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.occupancy import seats_taken
from vidare.rules.access import Role, system
from vidare.rules.activities import BookingState
from vidare.rules.attention import Kind
from vidare.rules.bookings import Choice, No
from vidare.rules.calendar import Week, local
from vidare.rules.decision import Refused
from vidare.rules.door import Door
from vidare.rules.identity import Protection
from vidare.rules.outcomes import Occupation
from vidare.rules.participations import PauseReason
from vidare.rules.placements import Kind as Work
from vidare.rules.placements import Result, State, Where, Workplace

pytestmark = pytest.mark.django_db
TOMORROW = NINE + timedelta(days=1)
LATER = NINE + timedelta(days=8)
EARLY = NINE - timedelta(days=1)
Begins = Callable[[World, m.Participation], "tuple[datetime, ...]"]


def paused(world: World, way: m.Participation, *, until: date = TODAY + timedelta(days=5)) -> tuple[datetime, ...]:
    return participations.pause_participation(
        world.actor(Role.COACH), participation=way.pk, reason=PauseReason.ILLNESS, until=until, at=AT
    )


def studies(world: World, way: m.Participation, *, end: date | None = None) -> tuple[datetime, ...]:
    return outcomes.note_occupation(
        world.actor(Role.COACH), participation=way.pk, occupation=Occupation.STUDIES, start=TODAY, end=end, at=AT
    )


def agreed(world: World, way: m.Participation, *, end: date) -> int:
    matcher = world.actor(Role.JOB_MATCHER)
    employer = placements.register_employer(
        matcher, service=world.service.pk, facts=placements.EmployerFacts("Tvätteriet", Where.OUTSIDE), at=AT
    )
    key = placements.register_placement(matcher, participation=way.pk, facts=written(employer, end), at=AT)
    placements.move_placement_on(matcher, placement=key, to=State.AGREED, at=AT)
    return key


def written(employer: int, end: date) -> placements.PlacementFacts:
    return placements.PlacementFacts(
        employer=employer, kind=Work.PRACTICE, workplace=Workplace.REGULAR, where=Where.OUTSIDE, supervisor="A",
        supervisor_phone="", tasks="", start=TODAY, end=end, hours_per_week=30,
    )  # fmt: skip


def placed(world: World, way: m.Participation, *, end: date = TODAY + timedelta(days=30)) -> tuple[datetime, ...]:
    key = agreed(world, way, end=end)
    return placements.move_placement_on(world.actor(Role.JOB_MATCHER), placement=key, to=State.RUNNING, at=AT)


def with_hour(world: World, starts_at: datetime, way: m.Participation | None = None) -> m.Booking:
    way = way or world.participation()
    hour = m.Session.objects.filter(starts_at=starts_at).first() or world.session(starts_at, seats=1)
    key = bookings.book(system("test"), participation=way.pk, session=hour.pk, at=EARLY)
    row: m.Booking = m.Booking.unscoped.select_related("session", "participation").get(pk=key)
    return row


def state(row: m.Booking) -> str:
    return str(m.Booking.unscoped.values_list("state", flat=True).get(pk=row.pk))


def kinds(way: m.Participation, on: date = TODAY) -> set[str]:
    with acting("system:test"):
        attention.refresh(way.pk, on=on)
    return set(m.Attention.unscoped.filter(participation=way).values_list("kind", flat=True))


@pytest.mark.parametrize("begins", [paused, studies, placed])
def test_the_seat_of_whoever_is_away_is_free_at_once_for_somebody_else(world: World, begins: Begins) -> None:
    row = with_hour(world, TOMORROW)
    assert begins(world, row.participation) == (local(TOMORROW),)
    assert state(row) == BookingState.CANCELLED.value
    assert seats_taken(row.session_id, on=TODAY) == set()
    assert state(with_hour(world, TOMORROW)) == BookingState.BOOKED.value


@pytest.mark.parametrize("begins", [paused, studies, placed])
def test_an_hour_that_has_begun_is_never_touched(world: World, begins: Begins) -> None:
    running = with_hour(world, AT.replace(minute=0))
    assert begins(world, running.participation) == ()
    assert state(running) == BookingState.BOOKED.value


def test_hours_after_the_last_day_are_kept(world: World) -> None:
    row = with_hour(world, LATER)
    assert paused(world, row.participation, until=TODAY + timedelta(days=5)) == ()
    assert state(row) == BookingState.BOOKED.value


def test_a_placement_that_goes_on_for_longer_gives_back_the_hours_of_its_new_days(world: World) -> None:
    row = with_hour(world, LATER)
    assert placed(world, row.participation, end=TODAY + timedelta(days=3)) == ()
    placement = m.Placement.unscoped.get(participation=row.participation)
    given = placements.change_placement(
        world.actor(Role.JOB_MATCHER), placement=placement.pk, version=placement.version, at=AT,
        facts=written(placement.employer_id, TODAY + timedelta(days=30)),
    )  # fmt: skip
    assert given == (local(LATER),)


def test_a_placement_that_is_only_agreed_takes_no_seat_back(world: World) -> None:
    row = with_hour(world, TOMORROW)
    agreed(world, row.participation, end=TODAY + timedelta(days=30))
    assert state(row) == BookingState.BOOKED.value


def test_what_the_service_does_not_exempt_for_gives_nothing_back(world: World) -> None:
    exempting(world, 'exemptions = ["placement"]')
    row = with_hour(world, TOMORROW)
    assert studies(world, row.participation) == ()
    assert state(row) == BookingState.BOOKED.value


def test_what_is_given_back_stands_in_the_trail(world: World) -> None:
    row = with_hour(world, TOMORROW)
    studies(world, row.participation)
    event = m.Event.objects.get(verb="booking.given-back")
    assert (event.person_key, event.keys) == (
        row.person.key, {"participation": row.participation_id, "bookings": [row.pk]},
    )  # fmt: skip


def test_the_week_the_day_and_the_figure_count_the_same_seats(world: World) -> None:
    coach, today = world.actor(Role.COACH), AT.replace(hour=14, minute=0)
    world.session(today, seats=18)
    rows = [with_hour(world, today) for _ in range(3)]
    studies(world, rows[0].participation)
    page = week.week(coach, week=Week.of(TODAY), at=AT)
    assert (page.taken, page.seats) == (2, 18)
    day = week.today(coach, on=TODAY, at=AT)
    assert day is not None and day.coming == 2
    assert [(hour.places, hour.free) for hour in day.hours] == [(2, 16)]
    table = columns.load(world.service.pk, code="jobbhornet", opened_on=world.service.opened_on, on=TODAY)
    assert (table.sessions["seats"].tolist(), table.sessions["taken"].tolist()) == ([18], [2])


@pytest.mark.parametrize(("begins", "code"), [(studies, No.AWAY), (placed, No.AWAY_UNTIL)])
def test_an_hour_in_a_time_away_is_refused_with_what_there_is_instead(world: World, begins: Begins, code: No) -> None:
    way = world.participation()
    begins(world, way)
    hour = world.session(TOMORROW)
    with pytest.raises(Refused) as refused:
        bookings.book(world.actor(Role.COACH), participation=way.pk, session=hour.pk, at=AT)
    assert no(refused) == {code.value}


def test_of_a_series_the_hours_after_the_time_away_are_booked_and_the_others_told(world: World) -> None:
    way = world.participation()
    studies(world, way, end=TODAY + timedelta(days=3))
    world.session(TOMORROW)
    after = world.session(LATER)
    done = bookings.book_series(
        world.actor(Role.COACH), participation=way.pk, choices=[Choice(3, 9)], first=Week.of(TODAY), weeks=2, at=AT
    )
    assert [one.because.code for one in done.skipped] == [No.AWAY_UNTIL]
    assert list(m.Booking.unscoped.filter(pk__in=done.booked).values_list("session", flat=True)) == [after.pk]


def test_nobody_moves_an_hour_into_a_time_away(world: World) -> None:
    row = with_hour(world, NINE + timedelta(days=3))
    studies(world, row.participation, end=TODAY + timedelta(days=1))
    hour = world.session(TOMORROW)
    with pytest.raises(Refused) as refused:
        bookings.move(world.participant_actor(row.person), booking=row.pk, session=hour.pk, at=AT)
    assert no(refused) == {No.AWAY_UNTIL.value}
    assert state(row) == BookingState.BOOKED.value


def test_who_comes_in_spite_of_studies_is_welcome_to_a_free_seat(world: World) -> None:
    way = world.participation()
    studies(world, way)
    world.session(AT.replace(minute=0))
    key = bookings.drop_in(world.actor(Role.COACH), participation=way.pk, at=AT)
    assert m.Booking.unscoped.get(pk=key).state == BookingState.BOOKED.value


def test_staff_are_reminded_to_book_again_when_the_studies_have_a_last_day(world: World) -> None:
    row = with_hour(world, TOMORROW)
    way, coach = row.participation, world.actor(Role.COACH)
    studies(world, way)
    assert Kind.NO_HOURS.value not in kinds(way)
    spell = m.OccupationSpell.unscoped.get(person=way.person)
    outcomes.end_occupation(coach, participation=way.pk, spell=spell.pk, last=TODAY, at=AT)
    assert m.Attention.unscoped.get(participation=way, kind=Kind.NO_HOURS.value).since == TODAY + timedelta(days=1)
    with_hour(world, TOMORROW, way)
    assert Kind.NO_HOURS.value not in kinds(way)


def test_staff_are_reminded_to_book_again_when_a_placement_is_broken_off(world: World) -> None:
    row = with_hour(world, TOMORROW)
    placed(world, row.participation)
    placement = m.Placement.unscoped.get(participation=row.participation)
    placements.end_placement(
        world.actor(Role.JOB_MATCHER), placement=placement.pk, result=Result.BROKEN_OFF, ended_on=TODAY, at=AT
    )
    assert Kind.NO_HOURS.value in kinds(row.participation)


def test_nobody_is_to_be_booked_again_who_was_hired(world: World) -> None:
    row = with_hour(world, TOMORROW)
    placed(world, row.participation)
    placement = m.Placement.unscoped.get(participation=row.participation)
    placements.end_placement(
        world.actor(Role.JOB_MATCHER), placement=placement.pk, result=Result.HIRED, ended_on=TODAY, at=AT
    )
    assert Kind.NO_HOURS.value not in kinds(row.participation)


def test_who_is_back_from_a_pause_can_be_booked_the_same_day_and_stands_in_the_list_until_then(world: World) -> None:
    row = with_hour(world, AT.replace(hour=14, minute=0))
    way, coach = row.participation, world.actor(Role.COACH)
    assert paused(world, way) == (local(row.starts_at),)
    participations.resume_participation(coach, participation=way.pk, at=AT)
    bookings.book(coach, participation=way.pk, session=row.session_id, at=AT)
    assert Kind.NO_HOURS.value not in kinds(way)


def test_who_is_to_be_booked_again_and_drops_in_is_in_the_list_no_more(world: World) -> None:
    way, tomorrow = with_code(world), AT + timedelta(days=1)
    world.session(tomorrow.replace(minute=0))
    studies(world, way, end=TODAY)
    assert Kind.NO_HOURS.value in kinds(way, tomorrow.date())
    assert touch(kiosk(world), touched=tomorrow).door is Door.DROP_IN
    assert not m.Attention.unscoped.filter(participation=way, kind=Kind.NO_HOURS.value).exists()


def test_a_pause_whose_last_day_has_passed_reminds_the_coach(world: World) -> None:
    way = world.participation()
    paused(world, way, until=TODAY + timedelta(days=5))
    assert Kind.NO_HOURS.value not in kinds(way, TODAY + timedelta(days=4))
    assert Kind.NO_HOURS.value in kinds(way, TODAY + timedelta(days=6))


def test_the_night_gives_back_what_a_new_model_of_the_service_frees(world: World) -> None:
    row = with_hour(world, TOMORROW)
    outcomes.note_occupation(
        world.actor(Role.COACH), participation=row.participation_id, occupation=Occupation.WORK, start=TODAY, end=None,
        at=AT,
    )  # fmt: skip
    assert state(row) == BookingState.BOOKED.value
    exempting(world, 'exemptions = ["education", "placement", "work"]')
    parts = (("derive-verdicts", night.derive_verdicts), ("give-back-seats", night.give_back_seats))
    assert [part.count for part in night.run_night(at=AT, parts=parts)][1] == 1
    assert state(row) == BookingState.CANCELLED.value
    assert seats.give_back_all(system("night"), at=AT) == 0


def test_a_hidden_persons_seat_is_given_back_like_all_others(world: World) -> None:
    way = world.participation(world.person("Hemlig", protection=Protection.PROTECTED))
    row = with_hour(world, TOMORROW, way)
    with acting("system:test"):
        m.ProtectedAccess.unscoped.create(
            board=world.board, person=way.person, user=world.users[Role.COACH], start=TODAY, reason="coach"
        )
    assert studies(world, way) == (local(TOMORROW),)
    assert state(row) == BookingState.CANCELLED.value
