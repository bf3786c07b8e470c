"""Who somebody is when they come through the door: the memberships or the person behind a log-in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from vidare.records.disclosures import Disclosure
from vidare.records.people import Account
from vidare.records.recorded import recorded
from vidare.records.services import Membership, Service, Setting
from vidare.records.users import User
from vidare.records.walls import within
from vidare.rules.access import Actor, Deed, Opening, Role
from vidare.rules.access import Membership as Held
from vidare.rules.disclosure import Item
from vidare.rules.period import Period


def actor_of(user_id: int, *, name: str, on: date) -> Actor:
    """The actor behind a log-in on a day, with the memberships of staff; a participant has none."""
    rows = list(
        recorded(Membership)
        .filter(Q(end=None) | Q(end__gte=on), user_id=user_id, start__lte=on)
        .order_by("start", "pk")
        .annotate(board=Coalesce("organisation__board_id", "service__board_id"))
        .values_list(
            "role", "service_id", "board", "organisation_id", "start", "end", "stands_in_for_id", "service__shared"
        )
    )
    held = tuple(
        Held(Role(role), service, board, where, Period(start, end), instead)
        for role, service, board, where, start, end, instead, _shared in rows
    )
    actor = Actor(key=f"user:{user_id}", user_id=user_id, memberships=held, name=name)
    shared = {row[1] for row in rows if row[-1]}
    return _with_openings(actor, shared, on=on) if shared else actor


def _with_openings(actor: Actor, shared: Collection[int], *, on: date) -> Actor:
    """The actor with what other boards keep open to them that day. Read anew for every request: it can end at once."""
    posts = {(who, where) for who, where in actor.posts(Deed.SEE, on=on) if where in shared}
    rows = Disclosure.opened_to(posts, on=on).values_list(
        "person_id", "opens", "start", "end", "to_organisation_id", "service_id"
    )
    with within(actor.scope(on=on)):  # what was disclosed to an organisation is seen by whoever stands inside it
        openings = tuple(
            Opening(Item(item), person, Period(start, end), actor.seen_at(who, where, on=on))
            for person, opens, start, end, who, where in rows
            for item in opens
        )
    return replace(actor, openings=openings) if openings else actor


def person_of(user_id: int) -> int | None:
    """The participant behind a log-in, if there is one. Asked before any scope stands."""
    return Account.unscoped.filter(user_id=user_id).values_list("person_id", flat=True).first()


def user_of(user_id: int) -> User | None:
    return User.objects.filter(pk=user_id, is_active=True).first()


def demo_moment() -> str | None:
    """The demo's fixed moment (ISO), or None where there is no demo."""
    found: str | None = recorded(Setting).filter(name="demo.now").values_list("value", flat=True).first()
    return found


@dataclass(frozen=True, slots=True)
class DemoUser:
    username: str
    name: str
    role: str
    service: str


def demo_users() -> list[DemoUser]:
    """The made-up users of the demo, a role each (of each board that shares an office) and the participants of every
    office, in the order of the roles.

    Their names are a role, or "participant" and a number; those of a further office have its code after a dot.
    """
    staff = [role.value for role in Role]
    rows = list(Service.objects.order_by("pk").values_list("code", "name", "shared"))
    services = {code: name for code, name, _shared in rows}
    # Where boards share a service each has its own in a role: the second and the third are numbered.
    doors = [f".{code}" for code in services]
    doors += [f"-{number}.{code}" for code, _name, shared in rows if shared for number in (2, 3)]
    known = Q(username__startswith="participant-")
    for role in staff:
        known |= Q(username=role) | Q(username__in=[f"{role}{door}" for door in doors])
    found = dict(User.objects.filter(known, is_active=True).order_by("username").values_list("username", "name"))
    first = next(iter(services.values()), "")
    return [
        DemoUser(username, found[username], role, services.get(code, first))
        for role in staff
        for username in found
        for before, _, code in [username.partition(".")]
        if before == role or before.startswith(f"{role}-")
    ]


def demo_user(username: str) -> User | None:
    """The demo's user of a role; "participant" is the first of them when nobody has just that name."""
    role, _, code = username.partition(".")
    names = [one.username for one in demo_users()]
    mine = [name for name in names if name.partition(".")[2] == code]
    wanted = [name for name in mine if name == username] or [name for name in mine if name.startswith(f"{role}-")]
    return User.objects.filter(username=wanted[0], is_active=True).first() if wanted and role else None
