"""The calendar feed: whether one has it, and what stands in it for whoever knows its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from vidare.queries import access
from vidare.records.activities import Booking
from vidare.records.feeds import Feed, feed_index, uid_of
from vidare.records.participations import Meeting
from vidare.records.people import Person
from vidare.records.walls import within
from vidare.rules.access import Actor, system
from vidare.rules.activities import BookingKind, BookingState, MeetingState
from vidare.rules.calendar import local_day
from vidare.rules.decision import Decision, Hidden
from vidare.rules.feeds import FeedPolicy, Hour, What, may_have
from vidare.rules.identity import Protection

POLICY = FeedPolicy()
MOST = 2000


@dataclass(frozen=True, slots=True)
class Mine:
    """Since when the address works, where there is one; and whether there may be one."""

    made_at: datetime | None
    may: Decision


@dataclass(frozen=True, slots=True)
class Hours:
    lang: str
    hours: tuple[Hour, ...]


def mine(actor: Actor, *, at: datetime) -> Mine:
    """Raises Hidden for those who have no hours here: the administrator, another authority's officer."""
    if actor.person_id is None and not actor.services(on=local_day(at)):
        raise Hidden
    feed = Feed.objects.filter(user_id=actor.hand, stopped_at=None).first()
    return Mine(feed.made_at if feed else None, may_have(protection_of(actor, at=at)))


def protection_of(actor: Actor, *, at: datetime) -> Protection | None:
    """The participant's own; None for staff."""
    if actor.person_id is None:
        return None
    return Protection(Person.visible_to(actor.scope(on=local_day(at))).get(pk=actor.person_id).protection)


def hours_at(token: str, *, at: datetime) -> Hours | None:
    """What stands at a secret address. None where it is unknown, was stopped, or may be told nothing any more.

    Whoever knows the address is nobody: the house finds whose it is, and then sees no more than they do themselves.
    """
    on = local_day(at)
    with within(system("calendar").scope(on=on)):
        feed = Feed.objects.filter(token_index=feed_index(token), stopped_at=None, user__is_active=True).first()
        if feed is None:
            return None
        user = access.user_of(feed.user_id)
        actor = access.actor_of(feed.user_id, name="", on=on)
        person = None if actor.memberships else access.person_of(feed.user_id)
    if user is None:
        return None
    if person is not None:
        actor = Actor(key=actor.key, user_id=feed.user_id, person_id=person)
    with within(actor.scope(on=on)):
        return _hours(actor, user.language, at)


def _hours(actor: Actor, language: str, at: datetime) -> Hours | None:
    if actor.person_id is None:
        return Hours(language, _meetings(actor, at)) if actor.services(on=local_day(at)) else None
    person = Person.visible_to(actor.scope(on=local_day(at))).get(pk=actor.person_id)
    if not may_have(Protection(person.protection)).allowed:
        return None
    return Hours(person.language, tuple(sorted((*_bookings(actor, person.pk, at), *_meetings(actor, at)))))


def _bookings(actor: Actor, person: int, at: datetime) -> tuple[Hour, ...]:
    rows = Booking.visible_to(actor.scope(on=local_day(at))).filter(
        person_id=person, starts_at__gte=at - POLICY.back, starts_at__lt=at + POLICY.ahead
    )
    rows = rows.exclude(kind=BookingKind.DROP_IN.value).select_related("session").order_by("starts_at", "pk")
    return tuple(
        Hour(
            row.starts_at, row.session.ends_at, uid_of("booking", row.pk), What.HOUR,
            row.state != BookingState.BOOKED.value or row.session.cancelled_at is not None,
        )
        for row in rows[:MOST]
    )  # fmt: skip


def _meetings(actor: Actor, at: datetime) -> tuple[Hour, ...]:
    """One's own: a participant's, or those that staff are to hold. A protected person's stand in no calendar."""
    rows = Meeting.visible_to(actor.scope(on=local_day(at))).filter(
        starts_at__gte=at - POLICY.back, starts_at__lt=at + POLICY.ahead
    )
    own = {"person_id": actor.person_id} if actor.person_id is not None else {"staff_id": actor.user_id}
    rows = rows.filter(**own).exclude(person__protection=Protection.PROTECTED.value).order_by("starts_at", "pk")
    return tuple(
        Hour(
            row.starts_at, row.starts_at + timedelta(minutes=row.minutes), uid_of("meeting", row.pk), What.MEETING,
            row.state == MeetingState.CANCELLED.value,
        )
        for row in rows[:MOST]
    )  # fmt: skip
