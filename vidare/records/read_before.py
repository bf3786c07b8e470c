"""What a log review is made of: a board's readings in some days, and what is known of each reader and person.

Names and addresses are compared here and nowhere else; what goes out is yes or no. Asked inside the house's own scope.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from vidare.records.audit import Event
from vidare.records.boards import working_for
from vidare.records.glass import BrokenGlass
from vidare.records.log_review import ReviewPolicy, StaffHome
from vidare.records.participations import Meeting, Participation
from vidare.records.people import Person
from vidare.records.sealed import index_of, normalised, opened
from vidare.records.services import Membership
from vidare.records.users import User
from vidare.rules import log_review as rules
from vidare.rules.audit import READ, READ_AS_LISTS
from vidare.rules.calendar import bounds
from vidare.rules.log_review import Known, Policy, Reading
from vidare.rules.period import Period

BROKEN = "glass.broken"
WORKED_BEFORE = timedelta(days=180)  # what somebody did for a person so long before a reading explains it
ADDRESS = "records_person.address_sealed"
Pairs = frozenset[tuple[int, str]]


def policy_of(board: int, *, on: date) -> Policy:
    """What the board has laid down, the latest; until it has, the rule's own."""
    row = ReviewPolicy.objects.filter(board=board, first_day__lte=on).order_by("-first_day", "-pk").first()
    return row.policy() if row else Policy()


def readings(board: int, *, since: datetime, until: datetime) -> list[Reading]:
    """Every time that anybody of staff opened a file of the board's persons, whoever they work for."""
    rows = Event.objects.filter(
        at__gte=since, at__lt=until, verb__in=[*READ, BROKEN], user_id__isnull=False, person_key__isnull=False
    ).exclude(role="participant")
    by_pk = {pk: str(key) for pk, key in Person.unscoped.filter(board=board).values_list("pk", "key")}
    own = set(by_pk.values())
    found = [
        Reading(user, str(key), at, glass=verb == BROKEN or "glass" in keys)
        for user, key, at, verb, keys in rows.order_by("pk").values_list("user_id", "person_key", "at", "verb", "keys")
        if user is not None and str(key) in own
    ]
    return found + list(_of_register(by_pk, since=since, until=until))


def _of_register(by_pk: dict[int, str], *, since: datetime, until: datetime) -> Iterator[Reading]:
    """What is noted of a file in the register of the young: whose it was stands among the persons of the line."""
    rows = Event.objects.filter(at__gte=since, at__lt=until, verb__in=READ_AS_LISTS, user_id__isnull=False)
    for user, at, keys in rows.order_by("pk").values_list("user_id", "at", "keys"):
        for pk in keys.get("persons", []):
            if user is not None and pk in by_pk:
                yield Reading(user, by_pk[pk], at)


def broken(board: int, *, since: datetime, until: datetime) -> dict[tuple[int, str], int]:
    """The latest opening by each user of each person."""
    rows = BrokenGlass.unscoped.filter(board=board, opened_at__gte=since, opened_at__lt=until).order_by("pk")
    return {(user, str(key)): pk for user, key, pk in rows.values_list("user", "person__key", "pk")}


def known(board: int, read: Iterable[Reading], *, days: Period) -> Known:
    pairs = {(one.user, one.person) for one in read}
    users = {user for user, _person in pairs}
    keys = {person for _user, person in pairs}
    persons = list(
        Person.unscoped.filter(board=board).only("key", "given_name", "family_name", "address_sealed").order_by("pk")
    )
    met = [person for person in persons if str(person.key) in keys]
    names = dict(User.objects.filter(pk__in=users).values_list("pk", "name"))
    staff = {_plain(name) for name in User.objects.filter(pk__in=staff_of([board])).values_list("name", flat=True)}
    full = {str(one.key): _plain(f"{one.given_name} {one.family_name}") for one in met}
    same, near = _homes(pairs, met, users)
    return Known(
        related=_related(pairs, board, days),
        colleagues=frozenset(key for key, name in full.items() if name in staff),
        namesakes=frozenset(_namesakes(pairs, met, names)),
        same_address=same,
        neighbours=near,
    )


def _plain(name: str) -> str:
    return " ".join(normalised(name).split())


def _namesakes(pairs: set[tuple[int, str]], met: Iterable[Person], names: dict[int, str]) -> Iterable[tuple[int, str]]:
    """The reader's last name is a last name of the person."""
    families = {str(one.key): set(_plain(one.family_name).replace("-", " ").split()) for one in met}
    last = {user: _plain(name).split()[-1:] for user, name in names.items()}
    return ((user, person) for user, person in pairs if set(last.get(user, ())) & families.get(person, set()))


def _homes(pairs: set[tuple[int, str]], met: Iterable[Person], users: Collection[int]) -> tuple[Pairs, Pairs]:
    homes = {row.user_id: row for row in StaffHome.objects.filter(user__in=users)}
    if not homes:
        return frozenset(), frozenset()
    wanted = {person for user, person in pairs if user in homes}
    where = {
        str(one.key): opened(one.address_sealed, place=ADDRESS, key=one.key) for one in met if str(one.key) in wanted
    }
    home = {key: index_of(rules.home_of(address), kind="home") for key, address in where.items()}
    postcode = {key: index_of(rules.postcode_of(address), kind="home-postcode") for key, address in where.items()}
    at_home = [(user, person) for user, person in pairs if user in homes and home[person]]
    same = frozenset(pair for pair in at_home if homes[pair[0]].home_index == home[pair[1]])
    near = frozenset(
        (user, person)
        for user, person in pairs
        if user in homes and postcode[person] and homes[user].postcode_index == postcode[person]
    )
    return same, near - same


def _related(pairs: set[tuple[int, str]], board: int, days: Period) -> Pairs:
    """Who carries the person, has met them, or has done anything for them but read."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    since = bounds(days.start - WORKED_BEFORE)[0]
    rows: list[Any] = list(
        Participation.unscoped.filter(board=board, coach__isnull=False).values_list("coach", "person__key")
    )
    met = Meeting.unscoped.filter(board=board, staff__isnull=False, starts_at__gte=since)
    rows += met.values_list("staff", "person__key")
    done = Event.objects.filter(at__gte=since, user_id__isnull=False, person_key__isnull=False)
    rows += (
        done.exclude(verb__in=READ).exclude(verb__startswith="glass.").values_list("user_id", "person_key").distinct()
    )
    for user, key in rows:
        found[user].add(str(key))
    return frozenset((user, person) for user, person in pairs if person in found[user])


def staff_of(boards: Iterable[int], *, on: date | None = None) -> dict[int, int]:
    """The users who work for the boards, and for which; with ``on`` those of that day alone."""
    found: dict[int, int] = {}
    for board in sorted(boards):
        rows = Membership.objects.filter(working_for(board))
        if on is not None:
            rows = rows.filter(Q(end=None) | Q(end__gte=on), start__lte=on)
        found |= dict.fromkeys(rows.values_list("user", flat=True), board)
    return found
