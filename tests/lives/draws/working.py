"""What is done with somebody who takes part: meetings, mapping, plan, placements, and how the way ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q

from tests.lives.draws.hours import coming
from tests.lives.scene import Draw, Needs, Nothing, Scene, draws
from vidare.actions import (
    accounts,
    courses,
    items,
    meetings,
    merits,
    messages,
    needs,
    notes,
    outcomes,
    papers,
    participations,
    people,
    placements,
    plans,
    programmes,
    progress,
    referrals,
    representatives,
    steps,
    team,
)
from vidare.actions.steps import Wanted
from vidare.records import models as m
from vidare.rules.access import Role
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.courses import Attended, Ending, Level
from vidare.rules.disclosure import Ground
from vidare.rules.messages import MessageState, Template
from vidare.rules.outcomes import ExitClass, ExitState, FollowUpState, Occupation
from vidare.rules.papers import Sender
from vidare.rules.participations import State
from vidare.rules.placements import Kind, Result, Where, Workplace
from vidare.rules.placements import State as PlacementState
from vidare.rules.plans import Content, Leads, OnBehalfReason, Party, StepState
from vidare.rules.representatives import Capacity, Matter

OPEN_STEP = {"state__in": [StepState.PLANNED.value, StepState.UNDER_WAY.value]}
BOOKED = MeetingState.BOOKED.value

# ── Meetings ──────────────────────────────────────────────────────────────────────────────────────────────────────


@draws(meetings.book_meeting)
def _(scene: Scene) -> Draw:
    """The first one with whoever waits for it, where there is somebody."""
    met = m.Meeting.unscoped.filter(kind=MeetingKind.FIRST.value, state__in=[BOOKED, MeetingState.HELD.value])
    waiting = scene.rows(m.Participation, ~Q(pk__in=met.values("participation")), service=scene.service,
                         state=State.WAITING.value)  # fmt: skip
    if waiting and (scene.kept.get("first") or scene.dice.random() < 0.6):
        way = scene.some(waiting)
    elif scene.kept.get("first"):
        raise Needs(referrals.accept_referral)
    else:
        way = scene.way()
    kind = MeetingKind.FIRST if way in waiting else scene.dice.choice([MeetingKind.FOLLOW_UP, MeetingKind.PLAN])
    coach = scene.coach(way)
    starts_at = scene.at + timedelta(minutes=scene.dice.randint(1, 90))
    booking = meetings.Booking(starts_at, coach.hand, 20, scene.words(), "ar", interpreter_booked=True)
    return coach, {"participation": way.pk, "kind": kind, "booking": booking}


def booked(scene: Scene, **filters: Any) -> m.Meeting:
    wanted = {"state": BOOKED, "participation__service": scene.service, **filters}
    return scene.one(m.Meeting, needs=meetings.book_meeting, **wanted)


def over(scene: Scene) -> m.Meeting:
    """A meeting whose hour has come; the first meetings before others."""
    wanted = {"state": BOOKED, "participation__service": scene.service}
    if scene.kept.get("first"):
        wanted["kind"] = MeetingKind.FIRST.value
    if not scene.rows(m.Meeting, starts_at__lte=scene.at, **wanted):
        soon = booked(scene, **wanted)
        raise scene.wait(seconds=(soon.starts_at - scene.at).total_seconds() + 60)
    first = scene.rows(m.Meeting, starts_at__lte=scene.at, **{**wanted, "kind": MeetingKind.FIRST.value})
    return scene.some(first) if first else booked(scene, starts_at__lte=scene.at)


@draws(meetings.move_meeting)
def _(scene: Scene) -> Draw:
    row = booked(scene)
    coach = scene.coach(row)
    starts_at = scene.at + timedelta(minutes=scene.dice.randint(30, 90))
    return coach, {"meeting": row.pk, "booking": meetings.Booking(starts_at, coach.hand, 20, "", "sv")}


@draws(meetings.hold_meeting)
def _(scene: Scene) -> Draw:
    row = over(scene)
    return scene.coach(row), {"meeting": row.pk}


@draws(meetings.miss_meeting)
def _(scene: Scene) -> Draw:
    scene.after(meetings.hold_meeting)
    row = over(scene)
    return scene.coach(row), {"meeting": row.pk}


@draws(meetings.cancel_meeting)
def _(scene: Scene) -> Draw:
    row = booked(scene)
    return scene.coach(row), {"meeting": row.pk}


@draws(team.call_meeting)
def _(scene: Scene) -> Draw:
    called = set(m.TeamMeeting.objects.filter(service=scene.service).values_list("held_on", flat=True))
    day = scene.some([day for days in range(9) if (day := scene.on + timedelta(days=days)) not in called][:3])
    return scene.staff(Role.COACH), {"service": scene.service, "held_on": day}


@draws(team.take_up)
def _(scene: Scene) -> Draw:
    row = scene.one(m.TeamMeeting, needs=team.call_meeting, held_on__gte=scene.on)
    way = scene.way()
    return scene.coach(way), {"person": way.person_id, "meeting": row.pk, "why": scene.words()}


@draws(team.settle)
def _(scene: Scene) -> Draw:
    items_there = {"meeting__service": scene.service, "settled_at": None}
    if not scene.rows(m.AgendaItem, meeting__held_on__lte=scene.on, **items_there):
        scene.one(m.AgendaItem, needs=team.take_up, **items_there)
        raise scene.wait(days=1)
    row = scene.one(m.AgendaItem, meeting__held_on__lte=scene.on, **items_there)
    coach = scene.coach(row)
    return coach, {"item": row.pk, "agreed": scene.words(), "wanted": step(scene, coach.user_id)}


# ── Where somebody stands ─────────────────────────────────────────────────────────────────────────────────────────


@draws(needs.begin_mapping)
def _(scene: Scene) -> Draw:
    opened = m.Mapping.unscoped.filter(finished=False).values("participation")
    way = scene.way(~Q(pk__in=opened), needs=needs.finish_mapping)
    return scene.coach(way), {"person": way.person_id, "held_on": scene.on}


@draws(needs.save_areas)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Mapping, needs=needs.begin_mapping, finished=False)
    area = scene.dice.choice(scene.office.model.areas).code
    known = frozenset(one.code for one in scene.office.model.areas)
    answers = {area: needs.Answer(scene.words(), "ar", 2, scene.words(), 3)}
    kept = m.Area.unscoped.filter(mapping=row, code=area).first()
    seen = {area: needs.said(kept).mark} if kept else {}
    return scene.coach(row), {"mapping": row.pk, "answers": answers, "seen": seen, "known": known}


@draws(needs.finish_mapping)
def _(scene: Scene) -> Draw:
    said = m.Area.unscoped.values("mapping")
    row = scene.one(m.Mapping, Q(pk__in=said), needs=needs.save_areas, finished=False)
    return scene.coach(row), {"mapping": row.pk}


@draws(merits.note_merit)
def _(scene: Scene) -> Draw:
    way = scene.way()
    return scene.coach(way), {"person": way.person_id, "what": merits.Chosen(said=scene.words())}


@draws(merits.end_merit)
def _(scene: Scene) -> Draw:
    latest = m.Participation.unscoped.filter(state=State.ACTIVE.value, service=scene.service).values("pk")
    row = scene.one(m.Merit, needs=merits.note_merit, removed_on=None, participation__in=latest)
    return scene.coach(row), {"person": row.person_id, "merit": row.pk}


def asks_for_progress(scene: Scene) -> dict[str, int]:
    if not scene.office.model.progress:
        raise Nothing
    return {one.code: scene.dice.randint(1, 4) for one in scene.office.model.progress}


@draws(progress.say_own)
def _(scene: Scene) -> Draw:
    answers, way = asks_for_progress(scene), scene.way()
    return scene.participant(way.person_id), {"answers": answers}


@draws(progress.say_beside)
def _(scene: Scene) -> Draw:
    answers, way = asks_for_progress(scene), scene.way()
    return scene.coach(way), {"person": way.person_id, "answers": answers}


@draws(courses.note_course)
def _(scene: Scene) -> Draw:
    way = scene.way()
    start = scene.on - timedelta(days=scene.dice.randint(1, 200))
    course = Attended(Level.SECOND_LANGUAGE, None, start, None, scene.words())
    return scene.staff(Role.LANGUAGE_PEDAGOGUE, way.board_id), {"person": way.person_id, "course": course}


@draws(courses.end_course)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Course, needs=courses.note_course, ending="", participation__service=scene.service)
    return scene.coach(row), {"person": row.person_id, "course": row.pk, "ending": Ending.PASSED, "last": scene.on}


@draws(programmes.note_programme)
def _(scene: Scene) -> Draw:
    way = scene.way()
    start = scene.on - timedelta(days=scene.dice.randint(1, 500))
    return scene.coach(way), {"person": way.person_id, "start": start, "end": scene.later()}


@draws(notes.ask_for_change)
def _(scene: Scene) -> Draw:
    return scene.participant(scene.way().person_id), {"text": scene.words()}


@draws(notes.dispute_note)
def _(scene: Scene) -> Draw:
    waiting = m.Dispute.unscoped.filter(note__isnull=False, answered_at=None).values("note")
    row = scene.one(m.Note, ~Q(pk__in=waiting), needs=notes.write_note, compartment="labour-market",
                    participation__service=scene.service)  # fmt: skip
    return scene.coach(row), {"note_id": row.pk, "text": scene.words()}


@draws(notes.answer_dispute)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Dispute, needs=notes.dispute_note, note__isnull=False, answered_at=None,
                    compartment="labour-market")  # fmt: skip
    return scene.coach(row), {"dispute": row.pk, "answer": scene.words()}


# ── Who speaks for somebody ───────────────────────────────────────────────────────────────────────────────────────


@draws(representatives.register_representative)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person, needs=people.set_protection, protection="open")
    said = {"name": scene.words(), "evidence": scene.words(), "capacity": Capacity.POWER_OF_ATTORNEY}
    days = {"start": scene.on - timedelta(days=5), "end": scene.on + timedelta(days=200), "matters": list(Matter)}
    return scene.coach(row), {"person": row.pk, **said, **days, "phone": "0701746605"}


@draws(representatives.end_representative)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Representative, Q(end=None) | Q(end__gt=scene.on), needs=representatives.register_representative)
    return scene.coach(row), {"representative": row.pk, "last": scene.on}


# ── The plan ──────────────────────────────────────────────────────────────────────────────────────────────────────


def step(scene: Scene, owner: int | None) -> Wanted:
    leads = scene.dice.choice(list(Leads))
    if owner is None:
        return Wanted(scene.words(), leads, scene.later(), participant=True)
    return Wanted(scene.words(), leads, scene.later(), owner=owner)


def content(scene: Scene) -> Content:
    return Content(scene.words(), Leads.WORK, scene.on, scene.on + timedelta(days=90), 14, 30, 5)


def in_writing(scene: Scene, *states: str, needs: Any = None) -> m.Plan:
    return scene.one(m.Plan, needs=needs, state__in=states or ["draft", "proposed"], participation__state="active",
                     participation__service=scene.service)  # fmt: skip


@draws(plans.draft_plan)
def _(scene: Scene) -> Draw:
    written = m.Plan.unscoped.filter(state__in=["draft", "proposed"]).values("participation")
    way = scene.way(~Q(pk__in=written), needs=plans.end_plan)
    return scene.coach(way), {"person": way.person_id, "content": content(scene)}


@draws(plans.revise_plan)
def _(scene: Scene) -> Draw:
    written = m.Plan.unscoped.filter(state__in=["draft", "proposed"]).values("participation")
    row = scene.one(m.Plan, ~Q(participation__in=written), needs=plans.agree, state="agreed",
                    participation__state="active", participation__service=scene.service)  # fmt: skip
    return scene.coach(row), {"person": row.person_id}


@draws(plans.write_plan)
def _(scene: Scene) -> Draw:
    row = in_writing(scene, needs=plans.draft_plan)
    return scene.coach(row), {"plan": row.pk, "version": row.version, "content": content(scene)}


@draws(plans.propose_plan)
def _(scene: Scene) -> Draw:
    row = in_writing(scene, "draft", needs=plans.draft_plan)
    steps_there = m.Step.unscoped.filter(plan__state="draft", **OPEN_STEP, person__in=scene.people).values("plan")
    rows = scene.rows(m.Plan, pk__in=steps_there, state="draft", review_on__gte=scene.on)
    row = scene.some(rows, needs=steps.set_next_step)
    return scene.coach(row), {"plan": row.pk, "version": row.version}


@draws(plans.agree)
def _(scene: Scene) -> Draw:
    """The board by its officer; the participant by themselves, through whoever speaks for them, or as told."""
    row = in_writing(scene, "proposed", needs=plans.propose_plan)
    said = {"plan": row.pk, "version": row.version}
    agreed = set(m.Agreement.unscoped.filter(plan=row, withdrawn_at=None).values_list("party", flat=True))
    if Party.BOARD.value not in agreed and (agreed or scene.dice.random() < 0.5):
        return scene.officer(row), {**said, "party": Party.BOARD, "reason": None, "representative": None}
    spoken = scene.rows(m.Representative, Q(end=None) | Q(end__gte=scene.on), person=row.person_id)
    if spoken:
        reason = {"reason": OnBehalfReason.REPRESENTATIVE, "representative": spoken[0].pk}
    else:
        reason = {"reason": OnBehalfReason.AGREED_BY_VOICE, "representative": None}
    return scene.coach(row), {**said, "party": Party.PARTICIPANT, **reason}


@draws(plans.end_plan)
def _(scene: Scene) -> Draw:
    row = in_writing(scene, "draft", "proposed", "agreed", needs=plans.draft_plan)
    return scene.coach(row), {"plan": row.pk, "version": row.version}


@draws(steps.set_next_step)
def _(scene: Scene) -> Draw:
    """In a plan in writing where there is one; owned by the coach, the participant, or the employment service."""
    drafts = m.Plan.unscoped.filter(state="draft").values("participation")
    ways = scene.rows(m.Participation, Q(pk__in=drafts), state=State.ACTIVE.value, service=scene.service)
    way = scene.some(ways) if ways and scene.dice.random() < 0.7 else scene.way()
    coach = scene.coach(way)
    held = m.Membership.objects.filter(service=scene.service, role=Role.EMPLOYMENT_OFFICER.value).order_by("pk")
    owner = scene.dice.choice([coach.user_id, None, *held.values_list("user", flat=True)[:1]])
    return coach, {"person": way.person_id, "wanted": step(scene, owner)}


def open_step(scene: Scene, *these: Q) -> m.Step:
    return scene.one(m.Step, *these, needs=steps.set_next_step, participation__state="active",
                     participation__service=scene.service, compartment="team", **OPEN_STEP)  # fmt: skip


@draws(steps.change_step)
def _(scene: Scene) -> Draw:
    row = open_step(scene)
    coach = scene.coach(row)
    return coach, {"step": row.pk, "version": row.version, "wanted": step(scene, coach.user_id)}


@draws(steps.move_step)
def _(scene: Scene) -> Draw:
    row = open_step(scene)
    to = scene.dice.choice([StepState.DONE, StepState.DROPPED])
    return scene.coach(row), {"step": row.pk, "version": row.version, "state": to, "reason": scene.words()}


def outside(scene: Scene) -> list[int]:
    held = m.Membership.objects.filter(service=scene.service, role=Role.EMPLOYMENT_OFFICER.value, end=None)
    return list(held.values_list("user", flat=True))


@draws(items.say)
def _(scene: Scene) -> Draw:
    said = m.OwnerWord.unscoped.filter(fell_at=None).values("step")
    row = open_step(scene, ~Q(owner__in=outside(scene)), ~Q(pk__in=said), Q(owner__isnull=False))
    return scene.user(row.owner_id), {"step": row.pk, "agreed": scene.dice.random() < 0.6, "wrong": scene.words()}


@draws(items.put_outside)
def _(scene: Scene) -> Draw:
    if not outside(scene):
        raise Nothing
    put = m.Disclosure.unscoped.filter(about__startswith="step:", withdrawn_at=None).values_list("about", flat=True)
    shown = [int(about.removeprefix("step:")) for about in put]
    row = open_step(scene, Q(owner__in=outside(scene)), ~Q(pk__in=shown), Q(person__protection="open"))
    return scene.coach(row), {"step": row.pk, "terms": items.Terms(Ground.STATUTORY_DUTY, scene.later(), "")}


@draws(items.answer_from_outside)
def _(scene: Scene) -> Draw:
    if not outside(scene):
        raise Nothing
    answered = m.OwnerWord.unscoped.filter(fell_at=None).values_list("step", flat=True)
    done = [f"step:{key}" for key in answered]
    row = scene.one(m.Disclosure, ~Q(about__in=done), needs=items.put_outside, about__startswith="step:",
                    withdrawn_at=None, end__gte=scene.on, service=scene.service)  # fmt: skip
    said = {"agreed": scene.dice.random() < 0.5, "wrong": scene.words()}
    return scene.user(scene.some(outside(scene))), {"disclosure": row.pk, **said}


# ── Placements ────────────────────────────────────────────────────────────────────────────────────────────────────


@draws(placements.register_employer)
def _(scene: Scene) -> Draw:
    return scene.staff(Role.COACH), {"service": scene.service}


@draws(placements.change_employer)
def _(scene: Scene) -> Draw:
    return scene.staff(Role.COACH), {"employer": scene.one(m.Employer, needs=placements.register_employer).pk}


def facts(scene: Scene) -> placements.PlacementFacts:
    employer = scene.one(m.Employer, needs=placements.register_employer)
    return placements.PlacementFacts(
        employer.pk, Kind.PRACTICE, Workplace.REGULAR, Where.OUTSIDE, scene.words(), "0701746605", scene.words(),
        scene.on, scene.on + timedelta(days=scene.dice.randint(1, 40)), 20,
    )  # fmt: skip


@draws(placements.register_placement)
def _(scene: Scene) -> Draw:
    taken = m.Placement.unscoped.exclude(state=PlacementState.CANCELLED.value).filter(end__gte=scene.on)
    busy = list(taken.values_list("participation", flat=True))
    way = coming(scene) if not busy else scene.way(~Q(pk__in=busy), ~Q(pk__in=away(scene)))
    return scene.coach(way), {"participation": way.pk, "facts": facts(scene)}


def placed(scene: Scene, *states: PlacementState, needs: Any = placements.register_placement) -> m.Placement:
    wanted = {"state__in": [one.value for one in states], "participation__service": scene.service}
    return scene.one(m.Placement, needs=needs, **wanted)


@draws(placements.change_placement)
def _(scene: Scene) -> Draw:
    row = placed(scene, PlacementState.PROPOSED, PlacementState.INTERVIEW)
    return scene.coach(row), {"placement": row.pk, "facts": facts(scene), "version": row.version}


@draws(placements.move_placement_on)
def _(scene: Scene) -> Draw:
    onward = {
        PlacementState.PROPOSED: PlacementState.AGREED,
        PlacementState.INTERVIEW: PlacementState.AGREED,
        PlacementState.AGREED: PlacementState.RUNNING,
    }
    row = placed(scene, *onward)
    return scene.coach(row), {"placement": row.pk, "to": onward[PlacementState(row.state)]}


@draws(placements.end_placement)
def _(scene: Scene) -> Draw:
    row = placed(scene, PlacementState.RUNNING, PlacementState.FOLLOWED_UP, needs=placements.move_placement_on)
    result = scene.dice.choice(list(Result))
    return scene.coach(row), {"placement": row.pk, "result": result, "ended_on": scene.on, "hired_on": None}


# ── The way itself ────────────────────────────────────────────────────────────────────────────────────────────────


def away(scene: Scene) -> list[int]:
    """Those who are kept for the chain of a basis: who stays away, and those under an assignment."""
    under = m.Assignment.unscoped.filter(state__in=["prepared", "decided"], person__in=scene.people)
    return list(under.values_list("participation", flat=True))


def spare(scene: Scene) -> m.Participation:
    """Somebody who can leave for a time, or for good: one stays always."""
    ways = scene.rows(m.Participation, ~Q(pk__in=away(scene)), state=State.ACTIVE.value, service=scene.service)
    boards = [way.board_id for way in ways]
    return scene.met([way for way in ways if boards.count(way.board_id) > 1], needs=meetings.hold_meeting)


@draws(participations.pause_participation)
def _(scene: Scene) -> Draw:
    way = spare(scene)
    return scene.coach(way), {"participation": way.pk, "until": scene.later()}


@draws(participations.resume_participation)
def _(scene: Scene) -> Draw:
    way = scene.one(m.Participation, needs=participations.pause_participation, state=State.PAUSED.value,
                    service=scene.service)  # fmt: skip
    return scene.coach(way), {"participation": way.pk}


@draws(participations.assign_coach)
def _(scene: Scene) -> Draw:
    way = scene.way()
    held = m.Membership.objects.filter(service=scene.service, organisation__board=way.board_id, role=Role.COACH.value,
                                       end=None)  # fmt: skip
    to = scene.some([one for one in held.order_by("pk") if one.user_id != way.coach_id])
    said = {"participation": way.pk, "coach": to.user_id, "version": way.version}
    return scene.staff(Role.COORDINATOR, way.board_id), said


@draws(participations.acknowledge)
def _(scene: Scene) -> Draw:
    way = scene.one(m.Participation, needs=participations.assign_coach, service=scene.service,
                    coach_acknowledged=False, coach__isnull=False)  # fmt: skip
    return scene.user(way.coach_id), {"participation": way.pk}


@draws(outcomes.close_participation)
def _(scene: Scene) -> Draw:
    way = spare(scene)
    running = m.Placement.unscoped.filter(participation=way, state__in=["running", "followed-up"])
    if running.exists():
        raise Nothing
    began, before = way.started_on or scene.on, scene.on.replace(day=1) - timedelta(days=1)  # told late: last month
    ended_on = scene.dice.choice([scene.on, max(began, before)])
    said = {"ended_on": ended_on, "exit_class": ExitClass.STUDIES, "reason": "", "occupation_from": scene.on}
    return scene.coach(way), {"participation": way.pk, **said}


@draws(outcomes.confirm_exit)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Exit, needs=outcomes.close_participation, state=ExitState.PRELIMINARY.value,
                    ended_on__lte=scene.on)  # fmt: skip
    return scene.coach(row), {"exit": row.pk, "exit_class": scene.dice.choice([ExitClass.STUDIES, ExitClass.OTHER])}


@draws(outcomes.answer_follow_up)
def _(scene: Scene) -> Draw:
    due = {"state": FollowUpState.DUE.value}
    if not scene.rows(m.FollowUp, due_on__lte=scene.on, **due):
        rows = m.FollowUp.unscoped.filter(person__in=scene.people, **due).order_by("due_on")
        first = scene.some(list(rows[:1]), needs=outcomes.close_participation)
        raise scene.wait(days=(first.due_on - scene.on).days)
    row = scene.one(m.FollowUp, due_on__lte=scene.on, **due)
    return scene.coach(row), {"follow_up": row.pk, "occupation": scene.dice.choice(list(Occupation))}


@draws(outcomes.note_occupation)
def _(scene: Scene) -> Draw:
    way = spare(scene)
    known = m.OccupationSpell.unscoped.filter(person=way.person_id).values_list("occupation", flat=True)
    kind = scene.some([one for one in Occupation if one.value not in set(known)])
    said = {"occupation": kind, "start": scene.on, "end": None, "hours": 10}
    return scene.coach(way), {"participation": way.pk, **said}


@draws(outcomes.end_occupation)
def _(scene: Scene) -> Draw:
    ways = m.Participation.unscoped.filter(state=State.ACTIVE.value, service=scene.service).values("person")
    row = scene.one(m.OccupationSpell, needs=outcomes.note_occupation, end=None, start__lte=scene.on,
                    person__in=ways)  # fmt: skip
    way = m.Participation.unscoped.filter(person=row.person_id, state=State.ACTIVE.value, service=scene.service).first()
    return scene.coach(row), {"participation": way.pk if way else 0, "spell": row.pk, "last": scene.on}


# ── Messages and letters ──────────────────────────────────────────────────────────────────────────────────────────


@draws(messages.mark_read)
def _(scene: Scene) -> Draw:
    known = m.Account.unscoped.filter(person__in=scene.people).values("person")
    row = scene.one(m.Message, needs=accounts.open_account, person__in=known, channel="page")
    return scene.participant(row.person_id), {"message": row.pk}


@draws(messages.answer_for)
def _(scene: Scene) -> Draw:
    from tests.lives.draws.house import send_waiting

    states = [MessageState.UNDECIDED.value, MessageState.GIVEN_UP.value]
    asks = {"state__in": states, "compartment__in": ["team", "labour-market"]}
    row = scene.one(m.Message, needs=send_waiting, **asks)
    return scene.coach(row), {"message": row.pk, "answer": messages.Answer.REACHED}


@draws(papers.write_letter)
def _(scene: Scene) -> Draw:
    row = booked(scene, starts_at__gt=scene.at)
    return scene.coach(row), {"person": row.person_id, "template": Template.MEETING, "subject": row.pk}


@draws(papers.let_letter_go)
def _(scene: Scene) -> Draw:
    letter = {"channel": "letter", "template": Template.MEETING.value, "state": MessageState.WAITING.value}
    row = scene.one(m.Message, needs=papers.write_letter, **letter)
    return scene.coach(row), {"person": row.person_id, "letter": row.pk}


@draws(papers.set_letterhead)
def _(scene: Scene) -> Draw:
    kept = m.Letterhead.objects.filter(service=scene.service).first()
    sender = Sender(scene.words(), scene.words(), (scene.words(),), "0313650000")
    said = {"sender": sender, "logo": None, "version": kept.version if kept else 0}
    return scene.staff(Role.ADMINISTRATOR), {"service": scene.service, **said}
