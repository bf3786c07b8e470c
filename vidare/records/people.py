"""Persons, the ways to reach them, and who may see those whose identity is protected."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from vidare.records.loud import Loud
from vidare.records.organisations import Board
from vidare.records.personal import Personal, behind_walls, ends_after_start, in_sight, one_of, opened_to
from vidare.records.recorded import recorded
from vidare.records.sealed import index_of
from vidare.records.taxonomy import concept_column, said_column, words_beside
from vidare.records.users import User
from vidare.rules.access import Compartment, Scope
from vidare.rules.accounts import Way
from vidare.rules.disclosure import Item
from vidare.rules.identity import Likeness, NumberKind, Origin, Protection, Sex


class Person(Loud):
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, default=Compartment.TEAM.value)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)
    number_kind = models.CharField(max_length=20, default=NumberKind.NONE.value)
    number_sealed = models.BinaryField(default=b"")
    number_index = models.CharField(max_length=32, blank=True)
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=10, default=Sex.UNKNOWN.value)
    origin = models.CharField(max_length=10, default=Origin.UNKNOWN.value)
    language = models.CharField(max_length=8, default="sv")
    interpreter = models.BooleanField(default=False)
    spoken = said_column()
    spoken_concept = concept_column()
    phone_sealed = models.BinaryField(default=b"")
    phone_index = models.CharField(max_length=32, blank=True)
    email_sealed = models.BinaryField(default=b"")
    address_sealed = models.BinaryField(default=b"")
    sms_wanted = models.BooleanField(default=False)
    protection = models.CharField(max_length=10, default=Protection.UNKNOWN.value)
    protection_checked_on = models.DateField(null=True)
    code_index = models.CharField(max_length=32, blank=True)
    card_index = models.CharField(max_length=32, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta(Loud.Meta):
        constraints = [
            one_of("number_kind", NumberKind, name="person_number_kind_is_known"),
            one_of("sex", Sex, name="person_sex_is_known"),
            one_of("origin", Origin, name="person_origin_is_known"),
            words_beside("person_spoken_has_words", said="spoken", concept="spoken_concept"),
            one_of("protection", Protection, name="person_protection_is_known"),
            one_of("compartment", Compartment, name="person_compartment_is_known"),
            models.CheckConstraint(
                name="person_without_number_has_no_index",
                condition=Q(number_kind=NumberKind.NONE.value, number_index="")
                | (~Q(number_kind=NumberKind.NONE.value) & ~Q(number_index="")),
            ),
            models.UniqueConstraint(
                name="door_code_once_in_board", fields=["board", "code_index"], condition=~Q(code_index="")
            ),
            models.UniqueConstraint(
                name="card_once_in_board", fields=["board", "card_index"], condition=~Q(card_index="")
            ),
        ]
        indexes = [
            models.Index(name="person_by_number", fields=["board", "number_index"]),
            models.Index(name="person_by_phone", fields=["phone_index"], condition=~Q(phone_index="")),
        ]

    @classmethod
    def visible_to(cls, scope: Scope) -> models.QuerySet[Self]:
        """Participants of the scope's services, the board's own recipients, oneself; protected only by name."""
        rows: models.QuerySet[Self] = recorded(cls)
        if scope.everything:
            return rows
        if scope.person_id is not None:
            if scope.matters is None:
                return rows.filter(pk=scope.person_id)
            return rows.filter(pk=scope.person_id, protection=Protection.OPEN.value).exclude(
                compartment=Compartment.YOUTH.value
            )
        return rows.filter(pk__in=in_sight(scope))

    @classmethod
    def behind(cls, scope: Scope) -> models.QuerySet[Self]:
        """What ``in_sight`` writes out, for a scope of staff."""
        rows: models.QuerySet[Self] = cls.unscoped.filter(behind_walls(scope, person="pk")).filter(
            Exists(Reach.unscoped.filter(person=OuterRef("pk"), service_id__in=scope.services))
            | Q(board_id__in=scope.support_boards)
        )
        if scope.opened:
            rows |= cls.unscoped.filter(opened_to(scope, Item.NAME, person="pk"))
        if scope.glass:
            broken = Q(pk__in=sorted(scope.glass), protection=Protection.OPEN.value)
            rows |= cls.unscoped.filter(broken & behind_walls(scope, person="pk"))
        if any(wall is Compartment.YOUTH for _board, wall in scope.walls):
            rows = rows.exclude(compartment=Compartment.YOUTH.value)  # the register is a page of its own
        named = ProtectedAccess.unscoped.filter(
            Q(end=None) | Q(end__gte=scope.on), start__lte=scope.on, user_id=scope.user_id
        )
        return rows.filter(~Q(protection=Protection.PROTECTED.value) | Exists(named.filter(person=OuterRef("pk"))))


class Reach(Personal):
    """A service whose team works with the person: made by a referral, ended by weeding."""

    part_of = Item.NAME

    service = models.ForeignKey("records.Service", models.PROTECT, related_name="+")

    class Meta(Personal.Meta):
        constraints = [models.UniqueConstraint(name="reach_once", fields=["person", "service"])]


class NameToken(Personal):
    part_of = Item.NAME

    token = models.CharField(max_length=32)

    class Meta(Personal.Meta):
        constraints = [models.UniqueConstraint(name="name_token_once", fields=["person", "token"])]
        indexes = [models.Index(name="name_token_by_board", fields=["board", "token"])]


class ProtectedAccess(Personal):
    """A named member of staff who may see a person whose identity is protected."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField(null=True)
    reason = models.CharField(max_length=200)

    class Meta(Personal.Meta):
        constraints = [
            ends_after_start("protected_access_ends_after_start"),
            models.CheckConstraint(name="protected_access_has_a_reason", condition=~Q(reason="")),
        ]


class Account(Personal):
    """The log-in of a participant."""

    user = models.OneToOneField(User, models.PROTECT, related_name="+")

    handed_to = "user_id"

    class Meta(Personal.Meta):
        constraints = [models.UniqueConstraint(name="account_once_for_person", fields=["person"])]


class LoginCode(Personal):
    """A code that opens a participant's log-in once, by SMS, letter or on paper. Kept only as a keyed fingerprint."""

    way = models.CharField(max_length=10)
    code_index = models.CharField(max_length=32)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("way", Way, name="login_code_way_is_known"),
            models.CheckConstraint(
                name="login_code_ends_after_it_is_issued", condition=Q(expires_at__gt=models.F("issued_at"))
            ),
            models.CheckConstraint(
                name="login_code_used_is_not_withdrawn", condition=Q(used_at=None) | Q(withdrawn_at=None)
            ),
            models.UniqueConstraint(
                name="login_code_on_paper_is_one_of_a_kind", fields=["code_index"],
                condition=Q(way__in=["letter", "paper"]),
            ),
            models.UniqueConstraint(
                name="login_code_open_once_for_each_way", fields=["person", "way"],
                condition=Q(used_at=None, withdrawn_at=None),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="login_code_by_person", fields=["person", "issued_at"])]


class LinkCase(Personal):
    """Two persons of one board who may be one. The user was told nothing; named staff look at it."""

    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, default=Likeness.SAME_NUMBER.value)
    opened_at = models.DateTimeField()
    same = models.BooleanField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("why", Likeness, name="link_case_why_is_known"),
            models.UniqueConstraint(name="link_case_once", fields=["person", "other"]),
            models.CheckConstraint(name="link_case_joins_two", condition=~Q(person=models.F("other"))),
            models.CheckConstraint(
                name="link_case_settled_by_somebody",
                condition=Q(same=None, settled_by=None, settled_at=None)
                | Q(same__isnull=False, settled_by__isnull=False, settled_at__isnull=False),
            ),
        ]


def door_code_index(board: int, code: str) -> str:
    """Under what a person's four digits at the door are kept: ``Person.code_index``, once in a board."""
    return index_of(code, kind=f"door:{board}")


def card_index(board: int, token: str) -> str:
    """Under what the token of a person's card is kept: ``Person.card_index``, once in a board."""
    return index_of(token, kind=f"card:{board}")


def phone_index(phone: str) -> str:
    """Under what a number in E.164 is found again by the one who asks for a code: ``Person.phone_index``."""
    return index_of(phone, kind="phone")
