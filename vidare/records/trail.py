"""Reads the trail: its rows as they are sealed, in the order of their numbers, and what it says of a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from vidare.records.audit import Event, Seal
from vidare.records.recorded import recorded
from vidare.records.users import User
from vidare.rules.audit import REPRESENTATIVE, Link, Row
from vidare.rules.calendar import bounds

# Every writer of the trail holds this lock, shared, until its transaction ends (see records/guards.py).
LOCK = 7_100_001
LATELY = 1000
FIELDS = ("id", "at", "verb", "actor", "user_id", "role", "unit", "board_id", "person_key", "keys")


def nobody_is_writing() -> bool:
    """True when no row with a lower number can still be on its way, from here to the end of the transaction.

    SQLite has one writer at a time. On PostgreSQL numbers are given out before transactions end, so that a later
    number may be there first; the lock is only tried, and whoever writes never waits for the sealing to begin.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def rows(*, after: int, limit: int | None = None, until: int | None = None, using: str = "default") -> list[Row]:
    """Rows numbered above ``after`` (up to and including ``until``), at most ``limit``; ``using`` names a copy."""
    found = Event.objects.using(using).filter(pk__gt=after).order_by("pk").values_list(*FIELDS)
    if until is not None:
        found = found.filter(pk__lte=until)
    return [Row(*row) for row in (found[:limit] if limit is not None else found)]


def links(*, using: str = "default") -> list[Link]:
    """Every seal, in order."""
    return [
        Link(*row)
        for row in Seal.objects.using(using)
        .order_by("last_event")
        .values_list("first_event", "last_event", "rows", "before", "digest")
    ]


def count(*, using: str = "default") -> int:
    return Event.objects.using(using).count()


def latest() -> datetime | None:
    """The latest moment among the last rows, whichever of them was written last."""
    return max(Event.objects.order_by("-pk").values_list("at", flat=True)[:LATELY], default=None)


def unsealed(*, after: int, using: str = "default") -> int:
    return Event.objects.using(using).filter(pk__gt=after).count()


def of_person(
    key: UUID, *, verbs: Collection[str], since: datetime, but: int | None
) -> QuerySet[Event, tuple[datetime, str, str]]:
    """When, in which unit and by which role something was done about a person, not counting one user's own."""
    rows: QuerySet[Event, Any] = (
        recorded(Event).filter(person_key=key, verb__in=verbs, at__gte=since).exclude(user_id=but)
    )
    return rows.values_list("at", "unit", "role")


def of_lists(
    person: int, key: UUID, *, users: Iterable[int], verbs: Collection[str], since: datetime
) -> QuerySet[Event, tuple[datetime, str, str]]:
    """As :func:`of_person`, of the lists that showed the person among others: the trail keeps whom each showed."""
    rows: QuerySet[Event, Any] = recorded(Event).filter(
        _shows([person, str(key)]), user_id__in=list(users), at__gte=since, verb__in=verbs
    )
    return rows.values_list("at", "unit", "role")


def _shows(known_as: list[int | str]) -> Q | RawSQL:
    """Lines that hold the person among those who were shown, by either of their keys."""
    if connection.vendor == "postgresql":
        return Q(*(Q(keys__persons__contains=[one]) for one in known_as), _connector=Q.OR)
    there = "EXISTS (SELECT 1 FROM json_each(records_event.keys, '$.persons') AS shown WHERE shown.value IN (%s, %s))"
    return RawSQL(there, known_as, output_field=BooleanField())


def noted_since(user: int, *, verb: str, keys: dict[str, Any], since: datetime) -> bool:
    """Whether the very same has been noted of a user since a moment."""
    rows = recorded(Event).filter(user_id=user, at__gte=since, verb=verb)
    return keys in rows.values_list("keys", flat=True)


def of_verbs(
    users: Iterable[int], *, verbs: Collection[str], since: datetime
) -> list[tuple[datetime, int | None, str, dict[str, Any]]]:
    """When, by which of the users or by a command, and the keys that were noted; the latest first."""
    hands = Q(user_id__in=list(users)) | Q(user_id=None)
    rows = recorded(Event).filter(hands, at__gte=since, verb__in=verbs).order_by("-at", "-pk")
    return list(rows.values_list("at", "user_id", "verb", "keys"))


def of_representative(
    key: UUID, *, representative: int, since: date
) -> QuerySet[Event, tuple[datetime, str, dict[str, Any]]]:
    """What somebody who acts for the person has read and done by themselves, and the keys that were noted."""
    rows: QuerySet[Event, Any] = Event.objects.filter(
        person_key=key, role=REPRESENTATIVE, at__gte=bounds(since)[0], keys__representative=representative
    )
    return rows.order_by("-at", "-pk").values_list("at", "verb", "keys")[:LATELY]


VIEWED = "person.viewed"


def last_look(key: UUID, *, user: int, before: datetime) -> QuerySet[Event, datetime]:
    """When a user last had a page of the person's open."""
    rows: QuerySet[Event, Any] = recorded(Event).filter(person_key=key, user_id=user, verb=VIEWED, at__lt=before)
    return rows.order_by("-at").values_list("at", flat=True)[:1]


def since_last_look(
    key: UUID, *, verbs: Collection[str], user: int, before: datetime
) -> QuerySet[Event, tuple[datetime, str, dict[str, Any], str | None]]:
    """What others have done since then: when, what, the keys that were noted, and whose hand it was."""
    name = User.objects.filter(pk=OuterRef("user_id")).values("name")[:1]
    look = Event.objects.filter(person_key=key, user_id=user, verb=VIEWED, at__lt=before).order_by("-at")
    rows: QuerySet[Event, Any] = Event.objects.filter(
        person_key=key, verb__in=list(verbs), at__gt=Subquery(look.values("at")[:1])
    )
    found: QuerySet[Event, Any] = rows.exclude(user_id=user).order_by("-at", "-pk")
    return found.values_list("at", "verb", "keys", Subquery(name))[:LATELY]


def by_users(
    users: Iterable[int], *, verb: str, since: datetime
) -> QuerySet[Event, tuple[datetime, str, str, dict[str, Any]]]:
    """What users have done, with the keys that were noted: a list that was opened holds the keys it showed."""
    rows: QuerySet[Event, Any] = recorded(Event).filter(user_id__in=list(users), verb=verb, at__gte=since)
    return rows.values_list("at", "unit", "role", "keys")
