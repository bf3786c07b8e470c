"""Seats of the week: never one too many."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError

from tests.world import AT, NINE, TODAY, World
from vidare.actions import bookings, hours, verdicts
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.activities import Booking
from vidare.rules.access import Role, system
from vidare.rules.activities import BookingKind, BookingState
from vidare.rules.attendance import Verdict, Why
from vidare.rules.bookings import Choice, No
from vidare.rules.calendar import Week
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection
from vidare.rules.participations import State

EARLY = NINE - timedelta(days=1)
NEXT_DAY = NINE + timedelta(days=1)


def no(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {because.code.value for because in refused.value.reasons}


def settled(world: World, **values: object) -> None:
    with acting("system:test"):
        m.RuleSet.objects.create(
            service=world.service, kind="attendance", first_day=world.service.opened_on, source="test", values=values,
            imported_at=AT,
        )  # fmt: skip


pytestmark = pytest.mark.django_db


def test_the_first_to_book_gets_seat_one_and_the_next_seat_two(world: World) -> None:
    hour, coach = world.session(), world.actor(Role.COACH)
    keys = [bookings.book(coach, participation=world.participation().pk, session=hour.pk, at=EARLY) for _ in range(2)]
    assert list(Booking.unscoped.filter(pk__in=keys).order_by("pk").values_list("seat", flat=True)) == [1, 2]


def test_a_new_booking_is_not_registered_and_nothing_else(world: World) -> None:
    key = bookings.book(
        world.actor(Role.COACH), participation=world.participation().pk, session=world.session().pk, at=EARLY
    )
    row = Booking.unscoped.get(pk=key)
    assert (row.verdict, row.verdict_why) == (Verdict.NOT_REGISTERED.value, Why.NOTHING_SEEN.value)


def test_a_full_hour_is_refused_and_the_nearest_free_hours_are_told(world: World) -> None:
    hour, other = world.session(seats=1), world.session(NINE + timedelta(hours=1))
    coach = world.actor(Role.COACH)
    bookings.book(coach, participation=world.participation().pk, session=hour.pk, at=EARLY)
    with pytest.raises(Refused) as refused:
        bookings.book(coach, participation=world.participation().pk, session=hour.pk, at=EARLY)
    assert no(refused) == {No.FULL.value}
    assert refused.value.reasons[0].facts["nearest"] == [other.starts_at]


def test_a_seat_of_somebody_with_protected_identity_is_taken_for_all(world: World) -> None:
    hour = world.session(seats=1)
    hidden = world.participation(world.person(protection=Protection.PROTECTED))
    bookings.book(system("test"), participation=hidden.pk, session=hour.pk, at=EARLY)
    with pytest.raises(Refused) as refused:
        bookings.book(world.actor(Role.COACH), participation=world.participation().pk, session=hour.pk, at=EARLY)
    assert no(refused) == {No.FULL.value}


def test_nobody_has_two_seats_in_one_hour(world: World) -> None:
    hour, way, coach = world.session(), world.participation(), world.actor(Role.COACH)
    bookings.book(coach, participation=way.pk, session=hour.pk, at=EARLY)
    with pytest.raises(Refused) as refused:
        bookings.book(coach, participation=way.pk, session=hour.pk, at=EARLY)
    assert no(refused) == {No.ALREADY_BOOKED.value}


def test_an_hour_that_is_over_and_a_way_that_is_paused_are_two_reasons(world: World) -> None:
    way = world.participation(state=State.PAUSED)
    with pytest.raises(Refused) as refused:
        bookings.book(world.actor(Role.COACH), participation=way.pk, session=world.session().pk, at=NEXT_DAY)
    assert no(refused) == {No.HOUR_OVER.value, No.NOT_ACTIVE.value}


def test_an_hour_without_counted_seats_is_never_full(world: World) -> None:
    hour, coach = world.session(seats=None), world.actor(Role.COACH)
    keys = [bookings.book(coach, participation=world.participation().pk, session=hour.pk, at=EARLY) for _ in range(20)]
    assert set(Booking.unscoped.filter(pk__in=keys).values_list("seat", flat=True)) == {None}


def test_the_database_refuses_a_seat_that_the_room_does_not_have(world: World) -> None:
    hour, way = world.session(seats=2), world.participation()
    with pytest.raises(DatabaseError, match="no such seat"), acting("system:test"):
        Booking.unscoped.create(
            board=world.board, person=way.person, participation=way, session=hour, starts_at=hour.starts_at,
            kind=BookingKind.SINGLE.value, seat=3, booked_at=EARLY,
        )  # fmt: skip


def test_a_series_takes_the_same_hours_week_after_week(world: World) -> None:
    for week in range(3):
        world.session(NINE + timedelta(weeks=week))
        world.session(NINE + timedelta(weeks=week, days=2))
    series = bookings.book_series(
        world.actor(Role.COACH), participation=world.participation().pk, choices=[Choice(2, 9), Choice(4, 9)],
        first=Week.of(TODAY), weeks=3, at=EARLY,
    )  # fmt: skip
    assert len(series.booked) == 6
    assert not series.skipped


def test_nine_stays_nine_when_the_clock_is_put_back(world: World) -> None:
    before = datetime(2026, 10, 20, 9, tzinfo=AT.tzinfo)
    after = datetime(2026, 10, 27, 9, tzinfo=AT.tzinfo)
    for hour in (before, after):
        world.session(hour)
    series = bookings.book_series(
        world.actor(Role.COACH), participation=world.participation(started_on=before.date()).pk,
        choices=[Choice(2, 9)], first=Week.of(before.date()), weeks=2, at=before - timedelta(days=1),
    )  # fmt: skip
    assert len(series.booked) == 2


def test_what_a_series_could_not_book_is_told(world: World) -> None:
    world.session(NINE)
    full = world.session(NINE + timedelta(weeks=1), seats=1)
    coach = world.actor(Role.COACH)
    bookings.book(coach, participation=world.participation().pk, session=full.pk, at=EARLY)
    series = bookings.book_series(
        coach, participation=world.participation().pk, choices=[Choice(2, 9)], first=Week.of(TODAY), weeks=3, at=EARLY
    )
    assert len(series.booked) == 1
    assert [one.because.code for one in series.skipped] == [No.FULL, No.NO_HOUR]


def test_a_series_without_one_free_hour_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        bookings.book_series(
            world.actor(Role.COACH), participation=world.participation().pk, choices=[Choice(2, 9)],
            first=Week.of(TODAY), weeks=2, at=EARLY,
        )  # fmt: skip
    assert no(refused) == {No.NO_HOUR.value}


def test_a_series_of_nothing_or_for_ever_is_refused_with_both_reasons(world: World) -> None:
    with pytest.raises(Refused) as refused:
        bookings.book_series(
            world.actor(Role.COACH), participation=world.participation().pk, choices=[], first=Week.of(TODAY),
            weeks=1000, at=EARLY,
        )  # fmt: skip
    assert no(refused) == {No.NO_CHOICE.value, No.TOO_MANY_WEEKS.value}


def booked(world: World, hour: m.Session, way: m.Participation | None = None) -> Booking:
    way = way or world.participation()
    key = bookings.book(world.actor(Role.COACH), participation=way.pk, session=hour.pk, at=EARLY)
    row: Booking = Booking.unscoped.select_related("participation__person").get(pk=key)
    return row


def test_a_participant_moves_their_own_hour_within_the_week(world: World) -> None:
    row, to = booked(world, world.session()), world.session(NEXT_DAY)
    me = world.participant_actor(row.participation.person)
    key = bookings.move(me, booking=row.pk, session=to.pk, at=EARLY)
    new = Booking.unscoped.get(pk=key)
    row.refresh_from_db()
    assert (new.kind, new.session_id, new.moved_from_id) == (BookingKind.MOVED.value, to.pk, row.pk)
    assert (row.state, row.verdict) == (BookingState.MOVED.value, Verdict.CANCELLED.value)


def test_a_moved_seat_is_free_for_another(world: World) -> None:
    row, to = booked(world, world.session(seats=1)), world.session(NEXT_DAY)
    bookings.move(world.actor(Role.COACH), booking=row.pk, session=to.pk, at=EARLY)
    assert booked(world, row.session).seat == 1


def test_a_participant_cannot_move_to_another_week_nor_after_the_hour_began(world: World) -> None:
    row, to = booked(world, world.session()), world.session(NINE + timedelta(weeks=1))
    me = world.participant_actor(row.participation.person)
    with pytest.raises(Refused) as refused:
        bookings.move(me, booking=row.pk, session=to.pk, at=NINE)
    assert no(refused) == {No.OTHER_WEEK.value, No.HOUR_STARTED.value}


def test_a_participant_cannot_move_the_hour_of_another(world: World) -> None:
    row, to = booked(world, world.session()), world.session(NEXT_DAY)
    me = world.participant_actor(world.participation().person)
    with pytest.raises(Hidden):
        bookings.move(me, booking=row.pk, session=to.pk, at=EARLY)


def test_when_the_new_hour_is_full_the_old_one_is_kept(world: World) -> None:
    row, to = booked(world, world.session()), world.session(NEXT_DAY, seats=1)
    booked(world, to)
    with pytest.raises(Refused) as refused:
        bookings.move(world.participant_actor(row.participation.person), booking=row.pk, session=to.pk, at=EARLY)
    row.refresh_from_db()
    assert no(refused) == {No.FULL.value}
    assert row.state == BookingState.BOOKED.value


def test_a_service_may_lay_down_that_participants_do_not_move(world: World) -> None:
    settled(world, participant_may_move=False)
    row, to = booked(world, world.session()), world.session(NEXT_DAY)
    with pytest.raises(Refused) as refused:
        bookings.move(world.participant_actor(row.participation.person), booking=row.pk, session=to.pk, at=EARLY)
    assert no(refused) == {No.MAY_NOT_MOVE.value}


def test_a_place_is_given_back_before_the_hour_and_not_after(world: World) -> None:
    first, second = booked(world, world.session()), booked(world, world.session(NEXT_DAY))
    coach = world.actor(Role.COACH)
    bookings.cancel(coach, booking=second.pk, at=NINE)
    with pytest.raises(Refused) as refused:
        bookings.cancel(coach, booking=first.pk, at=NINE)
    assert no(refused) == {No.HOUR_STARTED.value}


def test_a_participant_cannot_give_a_place_back_but_can_tell_an_absence(world: World) -> None:
    row = booked(world, world.session())
    with pytest.raises(Refused):
        bookings.cancel(world.participant_actor(row.participation.person), booking=row.pk, at=EARLY)


def test_who_drops_in_takes_a_free_seat_in_the_hour_that_runs(world: World) -> None:
    running, following = world.session(NINE), world.session(NINE + timedelta(hours=1))
    key = bookings.drop_in(
        world.actor(Role.COACH), participation=world.participation().pk, at=NINE + timedelta(minutes=40)
    )
    row = Booking.unscoped.get(pk=key)
    assert (row.session_id, row.kind) == (running.pk, BookingKind.DROP_IN.value)
    assert following.pk != row.session_id


def test_who_drops_in_to_a_full_hour_gets_the_next_one(world: World) -> None:
    running, following = world.session(NINE, seats=1), world.session(NINE + timedelta(hours=1))
    booked(world, running)
    key = bookings.drop_in(
        world.actor(Role.COACH), participation=world.participation().pk, at=NINE + timedelta(minutes=40)
    )
    assert Booking.unscoped.get(pk=key).session_id == following.pk


def test_the_hour_of_this_afternoon_is_not_open_to_drop_in_to_in_the_morning(world: World) -> None:
    world.session(NINE + timedelta(hours=5))
    with pytest.raises(Refused) as refused:
        bookings.drop_in(world.actor(Role.COACH), participation=world.participation().pk, at=NINE)
    assert no(refused) == {No.NO_HOUR.value}


@pytest.mark.parametrize("role", [Role.SOCIAL_SECRETARY, Role.MANAGER])
def test_only_the_team_at_the_desk_books_seats(world: World, role: Role) -> None:
    with pytest.raises(Refused):
        bookings.book(world.actor(role), participation=world.participation().pk, session=world.session().pk, at=EARLY)


def test_a_cancelled_hour_is_nobodys_absence(world: World) -> None:
    hour = world.session()
    rows = [booked(world, hour), booked(world, hour)]
    done = hours.cancel_hour(world.actor(Role.COORDINATOR), session=hour.pk, reason="Strömavbrott", at=EARLY)
    assert done == hours.CalledOff(places=2, told=0)
    assert {Booking.unscoped.get(pk=row.pk).verdict for row in rows} == {Verdict.CANCELLED.value}
    with pytest.raises(Refused) as refused:
        booked(world, hour)
    assert no(refused) == {No.HOUR_CANCELLED.value}


def test_a_cancelled_hour_needs_a_reason(world: World) -> None:
    with pytest.raises(Refused) as refused:
        hours.cancel_hour(world.actor(Role.COORDINATOR), session=world.session().pk, reason=" ", at=EARLY)
    assert no(refused) == {No.NO_REASON.value}


def exempting(world: World, line: str) -> None:
    """The service runs by the same file with other exemptions."""
    now = world.service.model
    text = now.text.replace('exemptions = ["education", "placement"]', line)
    assert text != now.text or line in text
    with acting("system:test"):
        world.service.model = m.ServiceModel.objects.create(
            code=now.code, version=now.version + 1, text=text, digest=line, imported_at=AT
        )
        world.service.save()


@pytest.mark.parametrize(
    ("exemptions", "occupation", "why"),
    [
        ('["education", "placement"]', "studies", Why.NOT_EXPECTED),
        ('["education", "placement"]', "work", Why.NOTHING_SEEN),
        ('["education", "placement", "work"]', "work", Why.NOT_EXPECTED),
        ('["placement"]', "studies", Why.NOTHING_SEEN),
    ],
)
def test_nobody_is_expected_who_does_what_the_service_exempts_for(
    world: World, exemptions: str, occupation: str, why: Why
) -> None:
    exempting(world, f"exemptions = {exemptions}")
    row = booked(world, world.session())
    with acting("system:test"):
        m.OccupationSpell.unscoped.create(
            board=world.board, person=row.participation.person, occupation=occupation,
            start=TODAY - timedelta(days=9), source="staff", noted_at=AT,
        )  # fmt: skip
        verdicts.renew(participation=row.participation_id, since=TODAY, at=AT)
    row.refresh_from_db()
    assert row.verdict_why == why.value
