"""Whether the trail is whole: every seal made again from its rows. And what it tells people of who read them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from vidare.records import trail
from vidare.records.chain import BrokenLink as BrokenLink
from vidare.records.chain import TrailState as TrailState
from vidare.records.chain import trail_state as trail_state
from vidare.records.disclosures import Disclosure
from vidare.records.people import Person
from vidare.records.services import Membership, Service, Setting
from vidare.records.together import Part, beside, one, parted, those
from vidare.rules.access import Actor, Role
from vidare.rules.audit import LISTS as LISTS
from vidare.rules.audit import NUMBERS as NUMBERS
from vidare.rules.audit import READ as READ
from vidare.rules.audit import READ_WHAT_WAS_SHARED as READ_WHAT_WAS_SHARED
from vidare.rules.backups import MADE
from vidare.rules.calendar import bounds, local_day
from vidare.rules.decision import Hidden


def last_backup() -> datetime | None:
    """When the latest backup was begun, by the machine's clock. What came since is in none."""
    said = Setting.objects.filter(name=MADE).values_list("value", flat=True).first()
    return datetime.fromisoformat(said) if said else None


def unsealed_rows() -> int:
    """How many rows wait for their seal, without checking the others."""
    links = trail.links()
    return trail.unsealed(after=links[-1].last if links else 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody of a role in a unit read about a person on a day, and how many times. Never who.

    ``listed`` of the times it was the name in a list among others.
    """

    on: date
    unit: str
    role: Role
    times: int
    listed: int = 0


@parted
def readings(actor: Actor, *, days: int, on: date) -> Part[tuple[Reading, ...]]:
    """When the participant's own file, or what was shared of it, was read in the last ``days``; the latest first."""
    if actor.person_id is None:
        raise Hidden
    since = bounds(on - timedelta(days=days))[0]
    (rows, lists), shared, services = yield from beside(
        _read(actor, since, on=on), _read_what_was_shared(actor, since, on=on), those(_named())
    )
    found = Counter((local_day(at), unit, role) for at, unit, role in rows)
    found.update(shared)
    listed = Counter((local_day(at), unit, role) for at, unit, role in lists)
    found.update(listed)
    names = {str(pk): name for pk, name in services}
    known = set(Role)
    return tuple(
        Reading(day, names.get(unit, ""), Role(role), times, listed[day, unit, role])
        for (day, unit, role), times in sorted(found.items(), key=lambda one: (-one[0][0].toordinal(), one[0][1:]))
        if role in known
    )


def _named() -> QuerySet[Service, tuple[int, str]]:
    return Service.objects.values_list("pk", "name")


Lines = list[tuple[datetime, str, str]]


def _read(actor: Actor, since: datetime, *, on: date) -> Part[tuple[Lines, Lines]]:
    """The person's own pages, and the lists in which they stood."""
    own = Person.visible_to(actor.scope(on=on)).only("key", "board")
    me = yield from one(own, actor.person_id or 0)
    staff = Membership.objects.filter(service__board=me.board_id).values_list("user", flat=True)
    rows, users = yield from beside(
        those(trail.of_person(me.key, verbs=READ, since=since, but=actor.user_id)), those(staff)
    )
    lists = yield from those(trail.of_lists(me.pk, me.key, users=set(users), verbs=LISTS, since=since))
    return rows, lists


def _read_what_was_shared(actor: Actor, since: datetime, *, on: date) -> Part[list[tuple[date, str, str]]]:
    """Another authority opens a list of what was disclosed to it; the trail keeps which disclosures it showed."""
    given = yield from those(Disclosure.visible_to(actor.scope(on=on)).values_list("pk", "to_organisation"))
    shared = dict(given)
    if not shared:
        return []
    staff = Membership.objects.filter(organisation__in=set(shared.values()) - {None}).values_list("user", flat=True)
    users = yield from those(staff)
    lines = yield from those(trail.by_users(users, verb=READ_WHAT_WAS_SHARED, since=since))
    return [
        (local_day(at), unit, role)
        for at, unit, role, keys in lines
        if shared.keys() & set(keys.get("disclosures", ()))
    ]
