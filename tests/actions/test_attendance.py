"""At the door and on the sheet: what was seen, and the verdict that follows."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import AT, NINE, TODAY, World
from vidare.actions import absences, attendance, bookings, door, verdicts
from vidare.records import evidence
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.activities import Booking
from vidare.records.attendance import Observation
from vidare.records.people import card_index, door_code_index
from vidare.rules import door as door_rule
from vidare.rules.absences import State as AbsenceState
from vidare.rules.access import Actor, Role
from vidare.rules.attendance import Doubt, Mark, No, Verdict, Why
from vidare.rules.decision import Hidden, Refused
from vidare.rules.door import Door
from vidare.rules.identity import Protection
from vidare.rules.participations import State

pytestmark = pytest.mark.django_db
EARLY = NINE - timedelta(days=1)
ON_TIME = NINE - timedelta(minutes=4)


def kiosk(world: World) -> Actor:
    with acting("system:test"):
        device = m.Device.objects.create(
            service=world.service, name="Dörren", token_index=uuid.uuid4().hex, start=world.service.opened_on
        )
    return Actor(key=f"device:{device.pk}", device=(world.service.pk, frozenset({world.board.pk})))


def with_code(world: World, code: str = "4711", **more: object) -> m.Participation:
    way = world.participation(**more)  # type: ignore[arg-type]
    with acting("system:test"):
        way.person.code_index = door_code_index(world.board.pk, code)
        way.person.card_index = card_index(world.board.pk, f"card-{code}")
        way.person.save()
    return way


def place(world: World, way: m.Participation, hour: m.Session | None = None) -> Booking:
    key = bookings.book(
        world.actor(Role.COORDINATOR), participation=way.pk, session=(hour or world.session()).pk, at=EARLY
    )
    return again(key)


def again(key: int) -> Booking:
    row: Booking = Booking.unscoped.get(pk=key)
    return row


def touch(
    actor: Actor, *, code: str = "4711", card: str = "", touched: datetime = ON_TIME, sent: datetime | None = None,
    arrived: datetime | None = None, key: uuid.UUID | None = None,
) -> door.Answered:  # fmt: skip
    return door.check_in(
        actor, code="" if card else code, card=card, key=key or uuid.uuid4(), touched_at=touched,
        sent_at=sent or arrived or touched, at=arrived or touched,
    )  # fmt: skip


# ── At the door ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("how", ["code", "card"])
def test_four_digits_or_a_card_are_enough_to_be_here(world: World, how: str) -> None:
    row = place(world, with_code(world))
    answer = touch(kiosk(world), card="card-4711" if how == "card" else "")
    assert (answer.door, answer.seat) == (Door.WELCOME, 1)
    assert again(row.pk).verdict == Verdict.PRESENT.value


def test_who_comes_after_the_quarter_is_late(world: World) -> None:
    row = place(world, with_code(world))
    touch(kiosk(world), touched=NINE + timedelta(minutes=16))
    assert again(row.pk).verdict == Verdict.LATE.value


def test_a_check_in_sent_twice_is_one_observation(world: World) -> None:
    place(world, with_code(world))
    key, actor = uuid.uuid4(), kiosk(world)
    assert [touch(actor, key=key).door, touch(actor, key=key).door] == [Door.WELCOME, Door.ALREADY]
    assert Observation.unscoped.count() == 1


def test_who_touches_again_is_already_here(world: World) -> None:
    place(world, with_code(world))
    actor = kiosk(world)
    touch(actor)
    assert touch(actor, touched=NINE).door is Door.ALREADY
    assert Observation.unscoped.count() == 1


@pytest.mark.parametrize("booked", [True, False])
def test_an_hour_that_goes_past_midnight_is_one_hour(world: World, booked: bool) -> None:
    way, evening = with_code(world), NINE + timedelta(hours=13)
    hour = world.session(evening, minutes=240)
    if booked:
        place(world, way, hour)
    actor = kiosk(world)
    came = [touch(actor, touched=evening + timedelta(minutes=more)).door for more in (5, 140)]
    assert came == [Door.WELCOME if booked else Door.DROP_IN, Door.ALREADY]
    assert Observation.unscoped.count() == 1


def test_who_has_no_hour_takes_a_free_seat(world: World) -> None:
    with_code(world)
    world.session()
    answer = touch(kiosk(world), touched=NINE + timedelta(minutes=30))
    assert (answer.door, answer.seat) == (Door.DROP_IN, 1)
    assert Booking.unscoped.get().verdict == Verdict.PRESENT.value


def test_who_comes_when_there_is_no_hour_is_seen_by_staff(world: World) -> None:
    with_code(world)
    assert touch(kiosk(world)).door is Door.SEE_STAFF
    assert Observation.unscoped.get().doubt == Doubt.NO_BOOKING.value


def test_who_waits_for_a_first_meeting_can_say_that_they_are_here(world: World) -> None:
    with_code(world, state=State.WAITING)
    world.session()
    assert touch(kiosk(world)).door is Door.SEE_STAFF


def test_one_with_protected_identity_checks_in_like_all_others(world: World) -> None:
    way = with_code(world)
    row = place(world, way)
    with acting("system:test"):
        way.person.protection = Protection.PROTECTED.value
        way.person.save()
    assert touch(kiosk(world)).door is Door.WELCOME
    assert again(row.pk).verdict == Verdict.PRESENT.value


def test_one_without_any_number_checks_in_too(world: World) -> None:
    row = place(world, with_code(world))
    assert row.person.number_kind == "none"
    assert touch(kiosk(world)).door is Door.WELCOME


def test_a_code_that_nobody_has_is_unknown_and_leaves_no_observation(world: World) -> None:
    with_code(world)
    assert touch(kiosk(world), code="0000").door is Door.UNKNOWN
    assert not Observation.unscoped.exists()


def test_guessing_is_stopped_and_a_card_still_opens(world: World) -> None:
    place(world, with_code(world))
    actor = kiosk(world)
    for _ in range(door_rule.TRIES):
        assert touch(actor, code="0000").door is Door.UNKNOWN
    assert touch(actor).door is Door.WAIT
    assert touch(actor, card="card-4711").door is Door.WELCOME
    assert touch(actor, touched=ON_TIME + door_rule.WITHIN).door is Door.ALREADY


def test_a_code_of_another_board_is_nobodys_here(world: World) -> None:
    with acting("system:test"):
        other = m.Board.objects.create(code="annan", name="En annan nämnd", municipality="Mölndal")
        m.Person.unscoped.create(
            board=other, given_name="Nagla", created_at=AT, code_index=door_code_index(other.pk, "4711")
        )
    assert touch(kiosk(world)).door is Door.UNKNOWN


def test_only_a_device_can_use_the_door(world: World) -> None:
    with pytest.raises(Hidden):
        touch(world.actor(Role.COACH))


def test_a_touch_made_while_the_network_was_down_keeps_its_time(world: World) -> None:
    row = place(world, with_code(world))
    assert touch(kiosk(world), touched=ON_TIME, arrived=NINE + timedelta(hours=3)).door is Door.WELCOME
    assert Observation.unscoped.get().touched_at == ON_TIME
    assert again(row.pk).verdict == Verdict.PRESENT.value


def test_a_touch_from_yesterday_goes_to_staff(world: World) -> None:
    row = place(world, with_code(world))
    assert touch(kiosk(world), touched=ON_TIME, arrived=AT + timedelta(days=1)).door is Door.SEE_STAFF
    assert Observation.unscoped.get().doubt == Doubt.OLD_TOUCH.value
    assert again(row.pk).verdict == Verdict.NOT_REGISTERED.value


def test_a_clock_that_is_wrong_goes_to_staff(world: World) -> None:
    place(world, with_code(world))
    touch(kiosk(world), touched=ON_TIME - timedelta(hours=1), sent=ON_TIME - timedelta(hours=1), arrived=ON_TIME)
    assert Observation.unscoped.get().doubt == Doubt.CLOCK_WRONG.value


def test_a_touch_in_the_night_the_clock_changes_has_its_own_time(world: World) -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=AT.tzinfo)
    hour = world.session(first)
    way = with_code(world, started_on=first.date() - timedelta(days=9))
    row = bookings.book(world.actor(Role.COACH), participation=way.pk, session=hour.pk, at=first - timedelta(days=1))
    touch(kiosk(world), touched=first, arrived=first.replace(fold=1))
    assert Observation.unscoped.get().touched_at == first.astimezone(UTC)
    assert again(row).verdict == Verdict.PRESENT.value


def test_one_check_in_costs_what_the_300th_costs(world: World, count_queries: object) -> None:
    actor = kiosk(world)
    for number in range(12):
        place(world, with_code(world, code=f"{number:04d}"), m.Session.objects.first() or world.session())
    touch(actor, code="0000")  # the first of a minute also tells when the device was last used
    costs = [count_queries(lambda code=number: touch(actor, code=f"{code:04d}")) for number in range(1, 12)]  # type: ignore[operator]
    assert len(set(costs)) == 1, costs


def test_a_welcome_asks_nothing_that_cannot_matter(world: World) -> None:
    actor = kiosk(world)
    for code in ("0001", "0002"):
        place(world, with_code(world, code=code), m.Session.objects.first() or world.session())
    touch(actor, code="0001")
    with CaptureQueriesContext(connection) as seen:
        assert touch(actor, code="0002").door is Door.WELCOME
    around = ("SAVEPOINT", "RELEASE", "SELECT set_config")
    asked = [one["sql"] for one in seen if not one["sql"].startswith(around)]
    assert len(asked) <= 7, asked
    assert len(seen) - len(asked) <= 4, seen.captured_queries


def test_a_welcome_ends_a_streak_that_somebody_was_to_look_at(world: World) -> None:
    way = with_code(world)
    with acting("system:test"):
        m.RuleSet.objects.create(
            service=world.service, kind="attendance", first_day=TODAY - timedelta(days=90), version=1, source="prov",
            values={"review_at": 4}, imported_at=EARLY,
        )  # fmt: skip
    for days in range(4, 0, -1):
        seen_away(world, way, NINE - timedelta(days=days))
    owed = m.Attention.unscoped.filter(participation=way, kind="streak")
    today = place(world, way)
    assert owed.exists()
    assert touch(kiosk(world)).door is Door.WELCOME
    assert again(today.pk).verdict == Verdict.PRESENT.value
    assert not owed.exists()


def seen_away(world: World, way: m.Participation, starts_at: datetime) -> None:
    """An hour at which staff saw that the person was away, and called it an absence without a valid reason."""
    coach, hour = world.actor(Role.COACH), world.session(starts_at)
    row = bookings.book(coach, participation=way.pk, session=hour.pk, at=starts_at - timedelta(days=1))
    at = starts_at + timedelta(hours=2)
    attendance.register(coach, booking=row, mark=Mark.NOT_HERE, at=at)
    absence = m.Absence.unscoped.get(booking=row)
    absences.note_call(coach, absence=absence.pk, reached=True, at=at)
    absences.assess(coach, booking=row, valid=False, why="Ingen orsak gavs.", at=at)


# ── On the sheet ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("mark", "verdict", "why"),
    [
        (Mark.HERE, Verdict.PRESENT, Why.SEEN),
        (Mark.CAME_LATE, Verdict.LATE, Why.CAME_LATE),
        (Mark.NOT_HERE, Verdict.CONTESTED, Why.WAITING_FOR_ASSESSMENT),
    ],
)
def test_what_staff_mark_afterwards_is_what_they_saw(world: World, mark: Mark, verdict: Verdict, why: Why) -> None:
    row = place(world, with_code(world))
    attendance.register(world.actor(Role.JOB_MATCHER), booking=row.pk, mark=mark, at=NINE + timedelta(hours=5))
    kept = again(row.pk)
    assert (kept.verdict, kept.verdict_why) == (verdict.value, why.value)


def test_an_absence_begins_when_somebody_was_seen_to_be_away(world: World) -> None:
    row = place(world, with_code(world))
    assert not m.Absence.unscoped.exists()
    attendance.register(world.actor(Role.COACH), booking=row.pk, mark=Mark.NOT_HERE, at=AT)
    absence = m.Absence.unscoped.get()
    assert (absence.state, absence.on) == (AbsenceState.SEEN.value, TODAY)


def test_a_correction_ends_the_absence(world: World) -> None:
    row, coach = place(world, with_code(world)), world.actor(Role.COACH)
    attendance.register(coach, booking=row.pk, mark=Mark.NOT_HERE, at=AT)
    attendance.register(coach, booking=row.pk, mark=Mark.HERE, at=AT + timedelta(minutes=1))
    assert again(row.pk).verdict == Verdict.PRESENT.value
    assert m.Absence.unscoped.get().state == AbsenceState.CORRECTED.value


def test_nobody_is_away_from_an_hour_that_has_not_begun(world: World) -> None:
    row = place(world, with_code(world))
    with pytest.raises(Refused) as refused:
        attendance.register(world.actor(Role.COACH), booking=row.pk, mark=Mark.NOT_HERE, at=ON_TIME)
    assert refused.value.reasons[0].code is No.NOT_STARTED


def test_a_confirmed_sheet_makes_no_absence_of_who_was_not_marked(world: World) -> None:
    hour = world.session()
    here, unmarked = (place(world, with_code(world, code=code), hour) for code in ("1111", "2222"))
    left = attendance.confirm_sheet(world.actor(Role.COACH), session=hour.pk, marks={here.pk: Mark.HERE}, at=AT)
    assert left == 1
    assert again(unmarked.pk).verdict == Verdict.NOT_REGISTERED.value
    assert not m.Absence.unscoped.exists()


def test_the_desk_checks_somebody_in_for_their_hour_or_for_a_free_seat(world: World) -> None:
    hour, coach = world.session(), world.actor(Role.COACH)
    booked = place(world, with_code(world), hour)
    dropped = with_code(world, code="2222")
    assert attendance.check_in_for(coach, participation=booked.participation_id, at=NINE) == booked.pk
    other = attendance.check_in_for(coach, participation=dropped.pk, at=NINE + timedelta(minutes=30))
    assert {again(booked.pk).verdict, again(other).verdict} == {Verdict.PRESENT.value}


@pytest.mark.parametrize("role", [Role.SOCIAL_SECRETARY, Role.MANAGER])
def test_who_does_not_register_is_refused(world: World, role: Role) -> None:
    row = place(world, with_code(world))
    with pytest.raises(Refused):
        attendance.register(world.actor(role), booking=row.pk, mark=Mark.HERE, at=AT)


def test_a_doubtful_check_in_counts_when_staff_say_so(world: World) -> None:
    row = place(world, with_code(world))
    touch(kiosk(world), touched=ON_TIME, arrived=AT + timedelta(days=1))
    seen = Observation.unscoped.get()
    attendance.settle_doubt(
        world.actor(Role.COACH), observation=seen.pk, counts=True, booking=row.pk, at=AT + timedelta(days=1)
    )
    assert again(row.pk).verdict == Verdict.PRESENT.value


def test_a_doubtful_check_in_without_a_place_gets_a_free_seat_of_then(world: World) -> None:
    with_code(world)
    touch(kiosk(world), touched=ON_TIME)
    hour = world.session()
    seen = Observation.unscoped.get()
    attendance.settle_doubt(world.actor(Role.COACH), observation=seen.pk, counts=True, session=hour.pk, at=AT)
    assert Booking.unscoped.get().verdict == Verdict.PRESENT.value


def test_a_doubtful_check_in_is_settled_once(world: World) -> None:
    with_code(world)
    touch(kiosk(world))
    seen, coach = Observation.unscoped.get(), world.actor(Role.COACH)
    attendance.settle_doubt(coach, observation=seen.pk, counts=False, at=AT)
    with pytest.raises(Refused) as refused:
        attendance.settle_doubt(coach, observation=seen.pk, counts=False, at=AT)
    assert refused.value.reasons[0].code is No.ALREADY_SETTLED


# ── What is kept equals what is derived ──────────────────────────────────────────────────────────────────────────
STEPS = st.lists(
    st.sampled_from(["touch", "here", "late", "away", "explain", "valid", "invalid", "dispute", "move", "pause"]),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_verdict_that_is_kept_is_the_one_that_is_derived(world: World, steps: list[str]) -> None:
    code = f"{m.Person.unscoped.count():04d}"
    way, coach, actor = with_code(world, code=code), world.actor(Role.COACH), kiosk(world)
    hour = m.Session.objects.filter(starts_at=NINE).first() or world.session(seats=200)
    tomorrow = m.Session.objects.filter(starts_at__gt=NINE).first() or world.session(
        NINE + timedelta(days=1), seats=200
    )
    row = place(world, way, hour)
    for minute, step in enumerate(steps):
        live(world, step, way, row, coach, actor, code, tomorrow, AT + timedelta(minutes=minute))
    for known in evidence.gather(Booking.unscoped.filter(participation=way).values_list("pk", flat=True)):
        kept = (known.booking.verdict, known.booking.verdict_why)
        derived = verdicts.answer(known)
        assert kept == (derived.verdict.value, derived.why.value), steps


def live(
    world: World, step: str, way: m.Participation, row: Booking, coach: Actor, actor: Actor, code: str,
    tomorrow: m.Session, at: datetime,
) -> None:  # fmt: skip
    whose = {"board": world.board, "person": way.person}
    marks = {"here": Mark.HERE, "late": Mark.CAME_LATE, "away": Mark.NOT_HERE}
    try:
        if step == "touch":
            touch(actor, code=code, touched=ON_TIME, arrived=at)
        elif step in marks:
            attendance.register(coach, booking=row.pk, mark=marks[step], at=at)
        elif step == "move":
            bookings.move(coach, booking=row.pk, session=tomorrow.pk, at=ON_TIME)
        else:
            with acting("system:test"):
                _say(world, step, way, row, whose, at)
                verdicts.derive_and_refresh(row.pk, at=at)
    except Refused:
        return


def _say(world: World, step: str, way: m.Participation, row: Booking, whose: dict[str, object], at: datetime) -> None:
    if step == "explain":
        m.Explanation.unscoped.create(**whose, booking=row, reason="ill", ahead=False, given_at=at, key=uuid.uuid4())
    elif step in {"valid", "invalid"}:
        m.Assessment.unscoped.create(
            **whose, booking=row, valid=step == "valid", why="Läkarintyg", assessed_by=world.users[Role.COACH],
            assessed_at=at,
        )  # fmt: skip
    elif step == "dispute":
        m.Dispute.unscoped.create(**whose, booking=row, text="Jag var där", made_at=at)
    elif not m.Pause.unscoped.filter(participation=way).exists():
        m.Pause.unscoped.create(**whose, participation=way, reason="illness", start=TODAY, until=TODAY)
