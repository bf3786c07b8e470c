"""Whether the trail is whole: every seal made again from its rows. And what it tells people of who read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vidare.records import find, trail
from vidare.records.chain import BrokenLink as BrokenLink
from vidare.records.chain import TrailState as TrailState
from vidare.records.chain import trail_state as trail_state
from vidare.records.disclosures import Disclosure
from vidare.records.people import Person
from vidare.records.services import Membership, Service, Setting
from vidare.rules.access import Actor, Role
from vidare.rules.backups import MADE
from vidare.rules.calendar import bounds, local_day
from vidare.rules.decision import Hidden

READ = ("person.viewed", "attachment.opened", "letter.opened", "card.printed", "plan.printed", "times.printed")
# Pages that show several people: the trail keeps the keys of those who stood there.
LISTS = (
    "afterwards.listed", "bases.listed", "caseload.listed", "day.listed", "figure.opened", "here.listed", "hour.listed",
    "import.listed", "letters.listed", "messages.listed", "month.listed", "people.link-cases-listed", "people.searched",
    "places.listed", "referrals.listed", "referrals.own-listed",
)  # fmt: skip
READ_WHAT_WAS_SHARED = "disclosures.listed"


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


def readings(actor: Actor, *, days: int, on: date) -> tuple[Reading, ...]:
    """When the participant's own file, or what was shared of it, was read in the last ``days``; the latest first."""
    if actor.person_id is None:
        raise Hidden
    me = find.one(Person.visible_to(actor.scope(on=on)).only("key", "board"), actor.person_id)
    since = bounds(on - timedelta(days=days))[0]
    rows = trail.of_person(me.key, verbs=READ, since=since, but=actor.user_id)
    found = Counter((local_day(at), unit, role) for at, unit, role in rows)
    found.update(_read_what_was_shared(actor, on=on, days=days))
    staff = Membership.objects.filter(service__board=me.board_id).values_list("user", flat=True)
    lists = trail.of_lists(me.pk, me.key, users=set(staff), verbs=LISTS, since=since)
    listed = Counter((local_day(at), unit, role) for at, unit, role in lists)
    found.update(listed)
    names = {str(pk): name for pk, name in Service.objects.values_list("pk", "name")}
    known = set(Role)
    return tuple(
        Reading(day, names.get(unit, ""), Role(role), times, listed[day, unit, role])
        for (day, unit, role), times in sorted(found.items(), key=lambda one: (-one[0][0].toordinal(), one[0][1:]))
        if role in known
    )


def _read_what_was_shared(actor: Actor, *, days: int, on: date) -> Iterator[tuple[date, str, str]]:
    """Another authority opens a list of what was disclosed to it; the trail keeps which disclosures it showed."""
    shared = dict(Disclosure.visible_to(actor.scope(on=on)).values_list("pk", "to_organisation"))
    if not shared:
        return
    staff = Membership.objects.filter(organisation__in=set(shared.values()) - {None}).values_list("user", flat=True)
    since = bounds(on - timedelta(days=days))[0]
    for at, unit, role, keys in trail.by_users(staff, verb=READ_WHAT_WAS_SHARED, since=since):
        if shared.keys() & set(keys.get("disclosures", ())):
            yield local_day(at), unit, role
