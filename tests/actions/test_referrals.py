"""In: referred, asked for, or dropped in; taken in with a coach, or told where to turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.world import AT, TODAY, World
from vidare.actions.asking import ask_oneself
from vidare.actions.meetings import Booking, book_meeting, cancel_meeting, hold_meeting, miss_meeting, move_meeting
from vidare.actions.participations import acknowledge, assign_coach, pause_participation, resume_participation
from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import (
    Coming,
    accept_referral,
    decline_referral,
    pause_clock,
    receive_referral,
    resume_clock,
    withdraw_referral,
)
from vidare.queries.referrals import my_referrals, waiting_list
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules import asking, meetings, participations
from vidare.rules.access import Actor, Role
from vidare.rules.activities import MeetingKind
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.identity import Fault
from vidare.rules.participations import PauseReason as Away
from vidare.rules.participations import State as Way
from vidare.rules.referrals import ClockState, DeclineReason, No, PauseReason, State, WayIn

pytestmark = pytest.mark.django_db
ANSWERS = {"support": "yes", "work-capable": "yes", "job-guarantee": "no", "youth-guarantee": "no"}
NOBODY = Actor(key="nobody")
OMAR = Newcomer(Contact("Omar", "Haddad", language="ar", interpreter=True, phone="0701740635"))


def refer(world: World, role: Role = Role.SOCIAL_SECRETARY, *, at: datetime = AT, newcomer: Newcomer = OMAR) -> int:
    coming = Coming(WayIn.SOCIAL_SERVICES, message="Vill arbeta i kök.", answers=ANSWERS)
    return receive_referral(world.actor(role), service=world.service.pk, coming=coming, newcomer=newcomer, at=at)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[object]:
    return [because.code for because in refused.value.reasons]


def test_the_referrer_sees_date_state_and_days_waited(world: World) -> None:
    refer(world, at=AT - timedelta(days=10))
    mine = my_referrals(world.actor(Role.SOCIAL_SECRETARY), on=TODAY)
    (row,) = mine.rows
    assert (row.state, row.clock.waited, row.clock.target, mine.late) == (State.RECEIVED, 10, 8, 1)
    assert my_referrals(world.actor(Role.COACH), on=TODAY).rows == ()


def test_anyone_may_ask_with_a_name_and_a_way_to_be_reached(world: World) -> None:
    ask_oneself(NOBODY, service="jobbhornet", newcomer=OMAR, coming=Coming(WayIn.OWN_INITIATIVE), at=AT)
    row = m.Referral.unscoped.get()
    assert (row.way_in, row.referrer_id, row.person.given_name) == ("own-initiative", None, "Omar")
    with pytest.raises(Refused) as refused:
        ask_oneself(
            NOBODY, service="jobbhornet", newcomer=Newcomer(Contact("Omar")), coming=Coming(WayIn.OWN_INITIATIVE), at=AT
        )
    assert codes(refused) == [Fault.NO_WAY_TO_REACH]
    with pytest.raises(Hidden):
        ask_oneself(NOBODY, service="other", newcomer=OMAR, coming=Coming(WayIn.OWN_INITIATIVE), at=AT)


def test_the_open_door_takes_people_and_not_a_flood(world: World) -> None:
    with acting("system:test"):
        for number in range(40):
            m.Referral.unscoped.create(
                board=world.board, person=world.person(family=f"Nr {number}"), service=world.service,
                way_in="own-initiative", received_on=TODAY, received_at=AT,
            )  # fmt: skip
    with pytest.raises(Refused) as refused:
        ask_oneself(NOBODY, service="jobbhornet", newcomer=OMAR, coming=Coming(WayIn.OWN_INITIATIVE), at=AT)
    assert codes(refused) == [asking.No.DOOR_IS_CROWDED]


@pytest.mark.parametrize("role", [Role.EMPLOYMENT_OFFICER, Role.ADMINISTRATOR, Role.MANAGER])
def test_who_may_not_refer_refers_nobody(world: World, role: Role) -> None:
    with pytest.raises(Refused):
        refer(world, role)
    assert not m.Person.unscoped.exists()


def test_taken_in_means_waiting_with_the_coach_who_carries_least(world: World) -> None:
    with acting("system:test"):
        fresh = m.User.objects.create_user("fresh", name="Ny Coach")
        m.Membership.objects.create(
            user=fresh, organisation=world.organisation, service=world.service, role="coach", start=TODAY
        )
    world.participation()
    key = accept_referral(world.actor(Role.COORDINATOR), referral=refer(world), at=AT)
    way = m.Participation.unscoped.get(pk=key)
    assert (way.state, way.coach_id, way.coach_acknowledged) == (Way.WAITING.value, fresh.pk, False)
    assert m.Attention.unscoped.filter(participation=key, kind="new-to-me", owner=fresh).exists()


def test_the_coordinator_may_choose_another_coach_but_only_a_coach(world: World) -> None:
    leader, referral = world.actor(Role.COORDINATOR), refer(world)
    with pytest.raises(Refused) as refused:
        accept_referral(leader, referral=referral, coach=world.users[Role.JOB_MATCHER].pk, at=AT)
    assert codes(refused) == [participations.No.NOT_A_COACH]
    key = accept_referral(leader, referral=referral, coach=world.users[Role.COACH].pk, at=AT)
    assert m.Participation.unscoped.get(pk=key).coach_id == world.users[Role.COACH].pk


def test_a_referral_is_settled_once(world: World) -> None:
    referral = refer(world)
    accept_referral(world.actor(Role.COORDINATOR), referral=referral, at=AT)
    with pytest.raises(Refused) as refused:
        accept_referral(world.actor(Role.COACH), referral=referral, at=AT)
    assert No.SETTLED in codes(refused)


def test_the_same_person_waits_once_in_a_service(world: World) -> None:
    person, secretary = world.person(), world.actor(Role.SOCIAL_SECRETARY)
    coming = Coming(WayIn.SOCIAL_SERVICES)
    receive_referral(secretary, service=world.service.pk, coming=coming, person=person.pk, at=AT)
    with pytest.raises(Refused) as refused:
        receive_referral(secretary, service=world.service.pk, coming=coming, person=person.pk, at=AT)
    assert codes(refused) == [No.WAITS_ALREADY]


def test_a_no_tells_why_and_where_to_turn(world: World) -> None:
    referral, leader = refer(world), world.actor(Role.COORDINATOR)
    with pytest.raises(Refused) as refused:
        decline_referral(leader, referral=referral, reasons=[], turn_to="", at=AT)
    assert codes(refused) == [No.REASON_MISSING, No.TURN_TO_MISSING]
    decline_referral(
        leader, referral=referral, reasons=[DeclineReason.OTHER_MEASURE_RUNS], turn_to="Arbetsförmedlingen", at=AT
    )
    row = m.Referral.unscoped.get()
    assert (row.state, row.turn_to, row.decline_reasons) == ("declined", "Arbetsförmedlingen", ["other-measure-runs"])


def test_the_referrer_takes_back_their_own_and_nobody_elses(world: World) -> None:
    withdraw_referral(world.actor(Role.SOCIAL_SECRETARY), referral=refer(world), at=AT)
    assert m.Referral.unscoped.get().state == "withdrawn"
    with pytest.raises(Refused) as refused:
        withdraw_referral(world.actor(Role.SOCIAL_SECRETARY), referral=refer(world, Role.COACH), at=AT)
    assert codes(refused) == [No.NOT_YOURS]


def test_the_clock_stands_still_while_it_is_paused(world: World) -> None:
    referral, leader = refer(world, at=AT - timedelta(days=10)), world.actor(Role.COORDINATOR)
    pause_clock(leader, referral=referral, reason=PauseReason.ILLNESS, start=TODAY - timedelta(days=5), at=AT)
    (row,) = my_referrals(world.actor(Role.SOCIAL_SECRETARY), on=TODAY).rows
    assert (row.clock.state, row.clock.waited) == (ClockState.PAUSED, 4)
    resume_clock(leader, referral=referral, end=TODAY - timedelta(days=1), at=AT)
    (row,) = my_referrals(world.actor(Role.SOCIAL_SECRETARY), on=TODAY).rows
    assert (row.clock.state, row.clock.waited) == (ClockState.RUNNING, 5)


def test_those_whose_target_passed_longest_ago_stand_first(world: World) -> None:
    late, new = refer(world, at=AT - timedelta(days=12)), refer(world)
    paused = refer(world, at=AT - timedelta(days=20))
    pause_clock(
        world.actor(Role.COACH),
        referral=paused,
        reason=PauseReason.PERSON_AWAY,
        start=TODAY - timedelta(days=19),
        at=AT,
    )
    found = waiting_list(world.actor(Role.COORDINATOR), on=TODAY)
    assert [row.referral for row in found.rows] == [late, new, paused]
    assert (found.total, found.late) == (3, 1)


def test_the_waiting_list_is_not_for_those_who_only_refer(world: World) -> None:
    for role in (Role.SOCIAL_SECRETARY, Role.EMPLOYMENT_OFFICER, Role.JOB_MATCHER, Role.ADMINISTRATOR):
        with pytest.raises(Hidden):
            waiting_list(world.actor(role), on=TODAY)


def test_ten_who_wait_cost_what_one_costs(world: World, count_queries: object) -> None:
    leader = world.actor(Role.COORDINATOR)

    def work() -> object:
        return waiting_list(leader, on=TODAY)

    def some(number: int) -> None:
        for _ in range(number):
            accept_referral(leader, referral=refer(world), at=AT)

    some(1)
    one = count_queries(work)  # type: ignore[operator]
    some(9)
    assert count_queries(work) == one  # type: ignore[operator]
    assert waiting_list(leader, on=TODAY).total == 10


def booking(world: World, at: datetime = AT, **changes: object) -> Booking:
    made = Booking(at + timedelta(hours=2), world.users[Role.COACH].pk, interpreter_language="ar")
    return replace(made, **changes)  # type: ignore[arg-type]


def waiting(world: World) -> int:
    return accept_referral(world.actor(Role.COORDINATOR), referral=refer(world, at=AT - timedelta(days=5)), at=AT)


def test_the_first_meeting_held_stops_the_clock_and_starts_the_participation(world: World) -> None:
    way, coach = waiting(world), world.actor(Role.COACH)
    meeting = book_meeting(coach, participation=way, kind=MeetingKind.FIRST, booking=booking(world), at=AT)
    assert waiting_list(coach, on=TODAY).rows[0].meeting_on == TODAY
    hold_meeting(coach, meeting=meeting, at=AT + timedelta(hours=3))
    row = m.Participation.unscoped.get(pk=way)
    assert (row.state, row.started_on, row.last_contact_on) == ("active", TODAY, TODAY)
    assert waiting_list(coach, on=TODAY).rows == ()
    later = my_referrals(world.actor(Role.SOCIAL_SECRETARY), on=TODAY + timedelta(days=30))
    assert (later.rows[0].clock.state, later.rows[0].clock.waited) == (ClockState.STOPPED, 5)


def test_a_missed_first_meeting_is_offered_again_and_the_clock_goes_on(world: World) -> None:
    way, coach = waiting(world), world.actor(Role.COACH)
    meeting = book_meeting(coach, participation=way, kind=MeetingKind.FIRST, booking=booking(world), at=AT)
    miss_meeting(coach, meeting=meeting, at=AT + timedelta(hours=3))
    assert waiting_list(coach, on=TODAY).total == 1
    again = booking(world, AT + timedelta(days=1))
    other = book_meeting(coach, participation=way, kind=MeetingKind.FIRST, booking=again, at=AT)
    cancel_meeting(coach, meeting=other, at=AT)
    assert m.Meeting.unscoped.get(pk=other).state == "cancelled"


def test_every_fault_of_a_booking_is_told_at_once(world: World) -> None:
    way, coach = waiting(world), world.actor(Role.COACH)
    wrong = booking(world, AT - timedelta(days=2), staff=world.users[Role.COACH].pk, interpreter_language="")
    with pytest.raises(Refused) as refused:
        book_meeting(coach, participation=way, kind=MeetingKind.FIRST, booking=wrong, at=AT)
    assert codes(refused) == [meetings.No.IN_THE_PAST, meetings.No.INTERPRETER_MISSING]


def test_nobody_has_two_talks_at_once(world: World) -> None:
    coach = world.actor(Role.COACH)
    book_meeting(coach, participation=waiting(world), kind=MeetingKind.FIRST, booking=booking(world), at=AT)
    soon = booking(world, AT + timedelta(minutes=30))
    with pytest.raises(Refused) as refused:
        book_meeting(coach, participation=waiting(world), kind=MeetingKind.FIRST, booking=soon, at=AT)
    assert codes(refused) == [meetings.No.STAFF_BUSY]


def test_a_meeting_is_moved_and_not_held_before_its_hour(world: World) -> None:
    coach = world.actor(Role.COACH)
    meeting = book_meeting(coach, participation=waiting(world), kind=MeetingKind.FIRST, booking=booking(world), at=AT)
    move_meeting(coach, meeting=meeting, booking=booking(world, AT + timedelta(days=1), interpreter_booked=True), at=AT)
    row = m.Meeting.unscoped.get()
    assert (row.interpreter_booked, row.starts_at) == (True, AT + timedelta(days=1, hours=2))
    with pytest.raises(Refused) as refused:
        hold_meeting(coach, meeting=meeting, at=AT)
    assert codes(refused) == [meetings.No.NOT_YET]


def test_a_second_first_meeting_is_refused(world: World) -> None:
    way, coach = waiting(world), world.actor(Role.COACH)
    book_meeting(coach, participation=way, kind=MeetingKind.FIRST, booking=booking(world), at=AT)
    other = booking(world, AT + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        book_meeting(coach, participation=way, kind=MeetingKind.FIRST, booking=other, at=AT)
    assert codes(refused) == [meetings.No.FIRST_ALREADY]


def test_a_pause_is_begun_and_ended(world: World) -> None:
    way, coach = world.participation(), world.actor(Role.COACH)
    until = TODAY + timedelta(days=14)
    pause_participation(coach, participation=way.pk, reason=Away.ILLNESS, until=until, at=AT)
    assert m.Participation.unscoped.get(pk=way.pk).state == "paused"
    resume_participation(coach, participation=way.pk, at=AT + timedelta(days=3))
    assert m.Pause.unscoped.get().end == TODAY + timedelta(days=3)
    with pytest.raises(Refused) as refused:
        resume_participation(coach, participation=way.pk, at=AT)
    assert codes(refused) == [participations.No.MOVE]


def test_only_who_leads_the_caseload_moves_people_between_coaches(world: World) -> None:
    with acting("system:test"):
        other = m.User.objects.create_user("other", name="Annan Coach")
        m.Membership.objects.create(
            user=other, organisation=world.organisation, service=world.service, role="coach", start=date(2025, 1, 1)
        )
    way = world.participation()
    with pytest.raises(Refused):
        assign_coach(world.actor(Role.COACH), participation=way.pk, coach=other.pk, at=AT)
    assign_coach(world.actor(Role.COORDINATOR), participation=way.pk, coach=other.pk, version=1, at=AT)
    row = m.Participation.unscoped.get(pk=way.pk)
    assert (row.coach_id, row.coach_acknowledged) == (other.pk, False)
    with pytest.raises(Stale):
        assign_coach(
            world.actor(Role.COORDINATOR), participation=way.pk, coach=world.users[Role.COACH].pk, version=1, at=AT
        )
    with pytest.raises(Refused):
        acknowledge(world.actor(Role.COACH), participation=way.pk, at=AT)
