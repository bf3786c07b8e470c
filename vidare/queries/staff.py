"""Who works in a service, where they are employed, and the screens at its door. For its administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vidare.records import configured, find, trail
from vidare.records.boards import may_employ
from vidare.records.services import Device, Membership, Service
from vidare.records.users import User
from vidare.records.workload import coaches_of
from vidare.rules.access import Actor, Deed, Role
from vidare.rules.calendar import local_day
from vidare.rules.services import Words

CREATED, ADDED = "user.created", "membership.added"
SHOWN_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds or has held."""

    key: int
    user: int
    name: str
    username: str
    role: Role
    title: Words
    organisation: str
    start: date
    end: date | None
    start_reason: str
    reason: str
    runs: bool
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class DeviceRow:
    key: int
    name: str
    start: date
    end: date | None
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Staff:
    """A service as its administrator sees to it."""

    service: int
    name: str
    held: tuple[Held, ...]
    ended: tuple[Held, ...]
    devices: tuple[DeviceRow, ...]
    organisations: tuple[tuple[int, str], ...]
    coaches: tuple[tuple[int, str], ...]


def staff_of(actor: Actor, *, service: int, on: date) -> Staff:
    """Raises Hidden for who does not administer the service."""
    row = find.one(Service.objects.filter(pk__in=actor.services(Deed.ADMINISTER, on=on)), service)
    model = configured.model_of(row.pk)
    held = [
        Held(
            one.pk,
            one.user_id,
            one.user.name,
            one.user.username,
            Role(one.role),
            model.title(Role(one.role)) or Words(),
            one.organisation.name,
            one.start,
            one.end,
            one.start_reason,
            one.reason,
            runs=one.end is None or one.end >= on,
            stands_in_for=one.stands_in_for.name if one.stands_in_for else "",
        )
        for one in Membership.objects.filter(service=row)
        .select_related("user", "organisation", "stands_in_for")
        .order_by(find.swedish("user__name"), "role", "pk")
    ]
    devices = Device.objects.filter(service=row).order_by("name", "pk")
    near = may_employ(actor, row, on=on).order_by(find.swedish("name"), "pk")
    names = {one.user: one.name for one in held}
    return Staff(
        row.pk,
        row.name,
        tuple(one for one in held if one.runs),
        tuple(one for one in held if not one.runs),
        tuple(DeviceRow(one.pk, one.name, one.start, one.end, one.last_seen_at) for one in devices),
        tuple(near.values_list("pk", "name")),
        tuple((coach, names[coach]) for coach in coaches_of(row.pk, on=on)),
    )


@dataclass(frozen=True, slots=True)
class Given:
    """That somebody was given a role: to whom, which, and by whom. ``by`` is empty when it was done by command."""

    on: date
    name: str
    role: Role
    by: str
    new_log_in: bool


def roles_given(actor: Actor, *, at: datetime) -> tuple[Given, ...]:
    """Roles given in the last month where the actor administers or leads: nobody gives one that no other sees."""
    on = at.date()
    services = actor.services(Deed.ADMINISTER, on=on) | actor.services(Deed.LEAD, on=on)
    if not services:
        return ()
    held = Membership.objects.filter(service__in=services)
    hands = dict(held.filter(role=Role.ADMINISTRATOR.value).values_list("user", "user__name"))
    noted = trail.of_verbs(hands, verbs=(CREATED, ADDED), since=at - SHOWN_FOR)
    given = {keys.get("membership", 0) for _moment, _by, _verb, keys in noted}
    rows = {row.pk: row for row in held.filter(pk__in=given).select_related("user")}
    return tuple(
        Given(local_day(moment), row.user.name, Role(row.role), hands.get(by or 0, ""), verb == CREATED)
        for moment, by, verb, keys in noted
        if (row := rows.get(keys.get("membership", 0))) is not None
    )


def user_named(username: str) -> int | None:
    """The key of a log-in whose user name is written in full: there is no list of all who can log in."""
    return User.objects.filter(username=username, is_active=True).values_list("pk", flat=True).first()
