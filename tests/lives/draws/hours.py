"""Places in hours, who came, and the absences of somebody who stays away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q

from tests.lives.scene import Draw, Needs, Nothing, Scene, draws
from vidare.actions import absences, attendance, bookings, door, hours, meetings, people, schedule
from vidare.records import models as m
from vidare.records import streaks
from vidare.records.streaks import ASKED
from vidare.rules.absences import BasisState, ReasonKind
from vidare.rules.absences import State as Missed
from vidare.rules.access import Actor, Role, system
from vidare.rules.activities import AssignmentState, BookingState
from vidare.rules.attendance import Mark, Verdict
from vidare.rules.bookings import Choice
from vidare.rules.calendar import Week, local
from vidare.rules.participations import State

BOOKED = {"state": BookingState.BOOKED.value, "session__cancelled_at": None}


def staying_away(scene: Scene) -> list[m.Participation]:
    """Under an assignment and without a basis yet: the first of them comes to no hour, and so a streak grows."""
    if "away" not in scene.kept:
        has_ladder = streaks.policy_of(scene.service, scene.on).review_at is not None
        scene.kept["away"] = next(([way] for way in _under_assignment(scene)), []) if has_ladder else []
    return list(scene.kept["away"])


def _under_assignment(scene: Scene) -> Iterator[m.Participation]:
    """Who stayed away before it was decided must come once before anything can be made of it."""
    under = m.Assignment.unscoped.filter(
        state=AssignmentState.DECIDED.value, start__lte=scene.on, end__gt=scene.on, participation__service=scene.service
    )
    made = m.Basis.unscoped.exclude(state=BasisState.WITHDRAWN.value).values("participation")
    ways = m.Participation.unscoped.filter(pk__in=under.values("participation"), state=State.ACTIVE.value)
    for way in ways.exclude(pk__in=made).exclude(person__protection="protected").order_by("pk"):
        run = streaks.streak_of(way.pk, on=scene.on)
        if run.start is None or streaks.assignment_over(way.pk, run.start, run.end or run.start) is not None:
            yield way


def spared(scene: Scene) -> Q:
    """Not whoever stays away."""
    return ~Q(participation__in=staying_away(scene))


def coming(scene: Scene) -> m.Participation:
    return scene.way(~Q(pk__in=[way.pk for way in staying_away(scene)]), needs=meetings.hold_meeting)


def free_hours(scene: Scene, way: m.Participation) -> list[m.Session]:
    """Of the coming days, soonest first, where they have no place yet."""
    taken = m.Booking.unscoped.filter(participation=way, state=BookingState.BOOKED.value).values("session")
    near = m.Session.objects.filter(
        service=scene.service, cancelled_at=None, starts_at__gt=scene.at, starts_at__lt=scene.at + timedelta(days=9)
    )
    return list(near.exclude(pk__in=taken).order_by("starts_at", "pk")[:8])


@draws(bookings.book)
def _(scene: Scene) -> Draw:
    away = staying_away(scene)
    way = away[0] if away and scene.dice.random() < 0.8 else coming(scene)
    soonest = free_hours(scene, way)[: 1 if way in away else 4]
    return scene.coach(way), {"participation": way.pk, "session": scene.some(soonest).pk}


@draws(bookings.book_series)
def _(scene: Scene) -> Draw:
    way = coming(scene)
    first = Week.of(scene.on).plus(1)
    starts = [local(one.starts_at) for one in free_hours(scene, way)]
    choices = [Choice(at.isoweekday(), at.hour, at.minute) for at in scene.dice.sample(starts, min(2, len(starts)))]
    return scene.coach(way), {"participation": way.pk, "choices": choices, "first": first, "weeks": 2}


@draws(bookings.cancel)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Booking, spared(scene), needs=bookings.book_series, starts_at__gt=scene.at, **BOOKED)
    return scene.coach(row), {"booking": row.pk}


@draws(bookings.move)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Booking, spared(scene), needs=bookings.book_series, starts_at__gt=scene.at, **BOOKED)
    return scene.coach(row), {"booking": row.pk, "session": scene.some(free_hours(scene, row.participation)).pk}


def at_the_door(scene: Scene) -> None:
    """Somebody can only drop in while an hour runs, or its door has opened."""
    if not bookings.open_hours(scene.service, at=scene.at):
        soon = m.Session.objects.filter(service=scene.service, cancelled_at=None, starts_at__gt=scene.at)
        first = soon.order_by("starts_at").values_list("starts_at", flat=True).first()
        raise scene.wait(days=1) if first is None else scene.wait(seconds=(first - scene.at).total_seconds() + 60)


@draws(bookings.drop_in)
def _(scene: Scene) -> Draw:
    at_the_door(scene)
    way = coming(scene)
    return scene.coach(way), {"participation": way.pk}


@draws(hours.cancel_hour)
def _(scene: Scene) -> Draw:
    far = m.Session.objects.filter(
        service=scene.service, cancelled_at=None, starts_at__gt=scene.at + timedelta(days=4)
    ).order_by("starts_at")[:40]
    row = scene.some(list(far))
    return scene.staff(Role.COORDINATOR), {"session": row.pk, "reason": scene.words()}


@draws(schedule.lay_out_week)
def _(scene: Scene) -> Draw:
    return scene.staff(Role.COORDINATOR), {"service": scene.service, "monday": Week.of(scene.on).plus(9).monday}


# ── Who came ──────────────────────────────────────────────────────────────────────────────────────────────────────


def begun(scene: Scene) -> list[m.Booking]:
    """Hours that have begun and of which nobody has said anything; of whoever stays away first."""
    seen = m.Observation.unscoped.filter(booking__isnull=False).values("booking")
    rows = m.Booking.unscoped.filter(person__in=scene.people, starts_at__lte=scene.at, **BOOKED).exclude(pk__in=seen)
    rows = rows.exclude(person__protection="protected").select_related("participation")
    away = staying_away(scene)
    return list(rows.filter(participation__in=away).order_by("pk")) or list(rows.order_by("pk")[:6])


@draws(attendance.register)
def _(scene: Scene) -> Draw:
    rows, away = begun(scene), staying_away(scene)
    if not rows or (away and rows[0].participation not in away):
        coming_up = m.Booking.unscoped.filter(participation__in=away, starts_at__gt=scene.at, **BOOKED)
        if soon := coming_up.order_by("starts_at").first():
            raise scene.wait(seconds=(soon.starts_at - scene.at).total_seconds() + 60)
        raise Needs(bookings.book)
    row = scene.some(rows)
    mark = Mark.NOT_HERE if row.participation in away else scene.dice.choice(list(Mark))
    return scene.coach(row), {"booking": row.pk, "mark": mark}


@draws(attendance.confirm_sheet)
def _(scene: Scene) -> Draw:
    rows = [row for row in begun(scene) if row.participation not in staying_away(scene)]
    row = scene.some(rows, needs=bookings.book_series)
    return scene.coach(row), {"session": row.session_id, "marks": {row.pk: scene.dice.choice(list(Mark))}}


@draws(attendance.check_in_for)
def _(scene: Scene) -> Draw:
    at_the_door(scene)
    way = coming(scene)
    return scene.coach(way), {"participation": way.pk}


@draws(attendance.settle_doubt)
def _(scene: Scene) -> Draw:
    settled = m.Settled.unscoped.values("observation")
    row = scene.one(m.Observation, ~Q(pk__in=settled), ~Q(doubt=""), needs=door.check_in)
    return scene.coach(row), {"observation": row.pk, "counts": False}


def device(scene: Scene) -> m.Device:
    return scene.one(m.Device, Q(end=None) | Q(end__gt=scene.on), needs=door.add_device)


@draws(door.add_device)
def _(scene: Scene) -> Draw:
    return scene.staff(Role.ADMINISTRATOR), {"service": scene.service, "name": scene.words()}


@draws(door.end_device)
def _(scene: Scene) -> Draw:
    scene.after(door.check_in)
    return scene.staff(Role.ADMINISTRATOR), {"device": device(scene).pk}


def cards(scene: Scene) -> list[tuple[dict[str, Any], str]]:
    """The latest of each whose way is open."""
    issued = {said["person"]: (said, card) for said, card in scene.told.get("people.issue_card", [])}
    ways = m.Participation.unscoped.filter(service=scene.service, state=State.ACTIVE.value, person__in=issued)
    return [issued[person] for person in ways.order_by("pk").values_list("person", flat=True)]


@draws(door.check_in)
def _(scene: Scene) -> Draw:
    """With a card, now or of another day: then somebody must look first. Whoever stays away comes to no hour."""
    here = device(scene)
    said, card = scene.some(cards(scene), needs=people.issue_card)
    boards = frozenset(m.Person.unscoped.filter(pk__in=scene.people).values_list("board", flat=True))
    stays_away = said["person"] in [way.person_id for way in staying_away(scene)]
    touched = scene.at - timedelta(days=1 if stays_away else scene.dice.choice([0, 1]))
    actor = Actor(key=f"device:{here.pk}", device=(scene.service, boards))
    return actor, {"card": card, "code": "", "touched_at": touched, "sent_at": scene.at, "key": uuid.uuid4()}


# ── Absences ──────────────────────────────────────────────────────────────────────────────────────────────────────


def missed_hours(scene: Scene, *these: Q, states: list[str]) -> list[m.Absence]:
    """Whose booking stands; of whoever stays away first."""
    rows = m.Absence.unscoped.filter(
        *these, person__in=scene.people, state__in=states, booking__state=BookingState.BOOKED.value
    ).exclude(person__protection="protected")
    away = staying_away(scene)
    return list(rows.filter(participation__in=away).order_by("pk")) or list(rows.order_by("-pk")[:6])


@draws(absences.note_call)
def _(scene: Scene) -> Draw:
    row = scene.some(missed_hours(scene, states=[Missed.SEEN.value]), needs=attendance.register)
    told = absences.Told(ReasonKind.OTHER, scene.words()) if scene.dice.random() < 0.3 else None
    away = row.participation in staying_away(scene)
    return scene.coach(row), {"absence": row.pk, "reached": away or scene.dice.random() < 0.7, "told": told}


@draws(absences.assess)
def _(scene: Scene) -> Draw:
    away = staying_away(scene)
    rows = missed_hours(scene, states=[one.value for one in ASKED])
    to_judge = [row for row in rows if row.booking.verdict == Verdict.CONTESTED.value]
    disputed = set(m.Dispute.unscoped.filter(booking__isnull=False, answered_at=None).values_list("booking", flat=True))
    row = scene.some([row for row in to_judge if row.booking_id not in disputed], needs=absences.note_call)
    valid = row.participation not in away and scene.dice.random() < 0.5
    return scene.coach(row), {"booking": row.booking_id, "valid": valid, "why": scene.words()}


@draws(absences.explain)
def _(scene: Scene) -> Draw:
    states = [one.value for one in Missed if one is not Missed.CORRECTED]
    row = scene.some(missed_hours(scene, spared(scene), states=states), needs=attendance.register)
    who = scene.participant(row.person_id) if scene.dice.random() < 0.5 else scene.coach(row)
    told = absences.Told(scene.dice.choice(list(ReasonKind)), scene.words())
    return who, {"booking": row.booking_id, "told": told}


@draws(absences.dispute)
def _(scene: Scene) -> Draw:
    waiting = m.Dispute.unscoped.filter(booking__isnull=False, answered_at=None).values("booking")
    states = [one.value for one in Missed if one is not Missed.CORRECTED]
    rows = missed_hours(scene, spared(scene), ~Q(booking__in=waiting), states=states)
    row = scene.some([one for one in rows if one.participation not in staying_away(scene)], needs=attendance.register)
    who = scene.participant(row.person_id) if scene.dice.random() < 0.5 else scene.coach(row)
    return who, {"booking": row.booking_id, "text": scene.words()}


@draws(absences.answer_dispute)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Dispute, needs=absences.dispute, answered_at=None, booking__state=BookingState.BOOKED.value)
    return scene.coach(row), {"dispute": row.pk, "answer": scene.words(), "upheld": scene.dice.random() < 0.5}


@draws(absences.pass_silent_days)
def _(scene: Scene) -> Draw:
    return system("night"), {"on": scene.on}


def streak(scene: Scene) -> m.Participation:
    """Whoever stays away has stayed away so long that somebody must look; until then the next hour is missed."""
    if streaks.policy_of(scene.service, scene.on).review_at is None:
        raise Nothing
    from vidare.actions import assignments

    way = scene.some(staying_away(scene), needs=assignments.decide_assignment)
    run = streaks.streak_of(way.pk, on=scene.on)
    counted = streaks.missed(way.pk, run.start, run.end) if run.start and run.end else []
    if any(hour.disputed for hour in counted):
        raise Needs(absences.answer_dispute)
    if not run.review or any(hour.unread or not hour.spoken for hour in counted):
        raise Needs(absences.assess)
    return way
