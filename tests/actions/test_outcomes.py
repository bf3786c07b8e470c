"""Placements are arranged and ended, ways are closed and confirmed, and people are asked afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.world import AT, STOCKHOLM, TODAY, World
from vidare.actions import months, outcomes, placements
from vidare.actions.placements import EmployerFacts, PlacementFacts
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.identity import Protection
from vidare.rules.outcomes import ExitClass, ExitState, Occupation
from vidare.rules.placements import Kind, Result, State, Where, Workplace

pytestmark = pytest.mark.django_db


def facts(world: World, **other: object) -> PlacementFacts:
    employer = placements.register_employer(
        world.actor(Role.JOB_MATCHER), service=world.service.pk, facts=EmployerFacts("Tvätteriet", Where.OUTSIDE), at=AT
    )
    return replace(
        PlacementFacts(
            employer=employer,
            kind=Kind.PRACTICE,
            workplace=Workplace.REGULAR,
            where=Where.OUTSIDE,
            supervisor="Handledare Testsson",
            supervisor_phone="",
            tasks="Mangla",
            start=TODAY - timedelta(days=20),
            end=TODAY + timedelta(days=10),
            hours_per_week=30,
        ),
        **other,  # type: ignore[arg-type]
    )


def running(world: World, way: m.Participation) -> int:
    matcher = world.actor(Role.JOB_MATCHER)
    key = placements.register_placement(matcher, participation=way.pk, facts=facts(world), at=AT)
    for to in (State.AGREED, State.RUNNING):
        placements.move_placement_on(matcher, placement=key, to=to, at=AT)
    return key


def test_a_job_matcher_carries_a_placement_to_work(world: World) -> None:
    way = world.participation()
    key = running(world, way)
    placements.end_placement(world.actor(Role.JOB_MATCHER), placement=key, result=Result.HIRED, ended_on=TODAY, at=AT)
    row = m.Placement.unscoped.get(pk=key)
    spell = m.OccupationSpell.unscoped.get(person_id=way.person_id)
    assert (row.state, row.result, row.ended_on) == ("ended", "hired", TODAY)
    assert (spell.occupation, spell.start) == ("work", TODAY + timedelta(days=1))
    verbs = m.Event.objects.filter(person_key=way.person.key).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["placement.registered", "placement.agreed", "placement.running", "placement.ended"]


def test_one_placement_at_a_time(world: World) -> None:
    way = world.participation()
    running(world, way)
    with pytest.raises(Refused) as refused:
        placements.register_placement(
            world.actor(Role.COACH), participation=way.pk, facts=facts(world, start=TODAY, hours_per_week=50), at=AT
        )
    assert {because.code.value for because in refused.value.reasons} == {"placement.overlaps", "placement.hours"}


def test_a_stale_edit_of_a_placement_shows_both(world: World) -> None:
    way = world.participation()
    key = running(world, way)
    with pytest.raises(Stale) as stale:
        placements.change_placement(
            world.actor(Role.COACH), placement=key, facts=facts(world, tasks="Stryka"), version=1, at=AT
        )
    assert (stale.value.yours["tasks"], stale.value.theirs["tasks"]) == ("Stryka", "Mangla")


def test_who_does_not_arrange_places_may_not(world: World) -> None:
    way = world.participation()
    wanted = facts(world)
    with pytest.raises(Refused):
        placements.register_placement(world.actor(Role.COORDINATOR), participation=way.pk, facts=wanted, at=AT)
    hidden = world.participation(world.person(protection=Protection.PROTECTED))
    with pytest.raises(Hidden):
        placements.register_placement(world.actor(Role.JOB_MATCHER), participation=hidden.pk, facts=wanted, at=AT)


def busy(world: World) -> m.Participation:
    way = world.participation()
    coach = world.users[Role.COACH]
    about = {"board_id": way.board_id, "person_id": way.person_id, "participation": way}
    with acting("system:test"):
        for day in (-2, 3):
            session = world.session(AT.replace(hour=9, minute=0) + timedelta(days=day))
            m.Booking.unscoped.create(
                **about, session=session, starts_at=session.starts_at, kind="series", seat=1, booked_at=AT
            )
        plan = m.Plan.unscoped.create(
            **about, number=1, state="agreed", goal="Arbete", leads="work", start=TODAY, contact_every_days=14,
            review_on=TODAY + timedelta(days=30), written_by=coach, written_at=AT,
        )  # fmt: skip
        m.Step.unscoped.create(**about, plan=plan, title="Ring", leads="work", due_on=TODAY, owner=coach)
        m.Enrolment.unscoped.create(**about, activity=world.activity, start=TODAY - timedelta(days=5))
    return way


def test_closing_a_way_leaves_nothing_open(world: World) -> None:
    way = busy(world)
    outcomes.close_participation(
        world.actor(Role.COACH), participation=way.pk, ended_on=TODAY, exit_class=ExitClass.STUDIES, reason="",
        occupation_from=TODAY + timedelta(days=7), at=AT,
    )  # fmt: skip
    way.refresh_from_db()
    assert (way.state, way.ended_on) == ("closed", TODAY)
    bookings = m.Booking.unscoped.filter(participation=way).order_by("starts_at").values_list("state", flat=True)
    assert list(bookings) == ["booked", "cancelled"]
    step, plan = m.Step.unscoped.get(participation=way), m.Plan.unscoped.get(participation=way)
    assert (step.state, step.drop_reason, plan.state) == ("dropped", "participation-closed", "ended")
    assert m.Enrolment.unscoped.get(participation=way).end == TODAY
    due = m.FollowUp.unscoped.filter(participation=way).order_by("days").values_list("days", "due_on")
    assert list(due) == [(days, TODAY + timedelta(days=days)) for days in (30, 90, 180, 365)]
    assert m.OccupationSpell.unscoped.get(person_id=way.person_id).occupation == "studies"


def test_a_way_is_not_closed_under_a_running_placement(world: World) -> None:
    way = world.participation()
    running(world, way)
    with pytest.raises(Refused, match="placement-runs"):
        outcomes.close_participation(
            world.actor(Role.COACH), participation=way.pk, ended_on=TODAY, exit_class=ExitClass.WORK, reason="", at=AT
        )


def test_what_was_registered_in_error_is_asked_about_no_more(world: World) -> None:
    way = world.participation()
    coach = world.actor(Role.COACH)
    key = outcomes.close_participation(
        coach, participation=way.pk, ended_on=TODAY, exit_class=ExitClass.OTHER, reason="", at=AT
    )  # fmt: skip
    settled = outcomes.confirm_exit(coach, exit=key, exit_class=ExitClass.REGISTERED_IN_ERROR, at=AT)
    assert settled is ExitState.CORRECTED and not m.FollowUp.unscoped.filter(participation=way).exists()


def test_work_is_confirmed_after_a_whole_month_and_not_a_day_before(world: World) -> None:
    way = world.participation()
    coach = world.actor(Role.COACH)
    key = outcomes.close_participation(
        coach, participation=way.pk, ended_on=TODAY, exit_class=ExitClass.WORK, reason="", occupation_from=TODAY, at=AT
    )
    with pytest.raises(Refused, match="work-too-short"):
        outcomes.confirm_exit(coach, exit=key, exit_class=ExitClass.WORK, at=AT + timedelta(days=29))
    after = datetime(2026, 12, 24, 9, tzinfo=STOCKHOLM)
    assert outcomes.confirm_exit(coach, exit=key, exit_class=ExitClass.WORK, at=after) is ExitState.CONFIRMED
    with pytest.raises(Refused, match="already-settled"):
        outcomes.confirm_exit(coach, exit=key, exit_class=ExitClass.OTHER, at=after)


def test_unknown_is_an_answer_that_can_become_known(world: World) -> None:
    way = world.participation()
    coach = world.actor(Role.COACH)
    outcomes.close_participation(
        coach, participation=way.pk, ended_on=TODAY, exit_class=ExitClass.OTHER, reason="", at=AT
    )  # fmt: skip
    row = m.FollowUp.unscoped.get(participation=way, days=30)
    with pytest.raises(Refused, match="not-due"):
        outcomes.answer_follow_up(coach, follow_up=row.pk, occupation=Occupation.WORK, at=AT)
    later = AT + timedelta(days=31)
    for answer, state in ((Occupation.UNKNOWN, "unknown"), (Occupation.WORK, "answered")):
        outcomes.answer_follow_up(coach, follow_up=row.pk, occupation=answer, at=later)
        row.refresh_from_db()
        assert (row.state, row.occupation) == (state, answer.value)
    with pytest.raises(Refused, match="already-answered"):
        outcomes.answer_follow_up(coach, follow_up=row.pk, occupation=Occupation.OTHER, at=later)


def test_a_month_is_closed_once_by_the_manager_when_it_is_over(world: World) -> None:
    october = date(2026, 10, 1)
    figures = [{"figure": "enrolled-in-month", "value": 3}]
    manager = world.actor(Role.MANAGER)
    months.close_month(manager, service=world.service.pk, month=october, figures=figures, at=AT)
    with pytest.raises(Refused, match="already-closed"):
        months.close_month(manager, service=world.service.pk, month=october, figures=figures, at=AT)
    with pytest.raises(Refused, match="not-over"):
        months.close_month(manager, service=world.service.pk, month=date(2026, 11, 1), figures=figures, at=AT)
    with pytest.raises(Refused):
        months.close_month(
            world.actor(Role.COORDINATOR), service=world.service.pk, month=october, figures=figures, at=AT
        )
