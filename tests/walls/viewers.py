"""Everybody who could look, by where they stand: in the board itself, in another's, let in, shut out again, outside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.test import Client

from tests.acting import Acting
from tests.acting import acting as comes_in
from tests.web import cast
from tests.world import AT, TODAY, World
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.disclosures import sealed_items
from vidare.records.people import ProtectedAccess
from vidare.rules.access import MATRIX, Actor, Compartment, Deed, Role
from vidare.rules.disclosure import OPENED
from vidare.rules.identity import Protection
from vidare.rules.representatives import Matter

# Said here once more, and not read from the walls: what a board can open of its own to another is never more than this.
CAN_BE_OPENED = frozenset({Compartment.TEAM, Compartment.LABOUR_MARKET})


class Relation(StrEnum):
    """Of whoever looks to the board whose persons they are."""

    OWN = "own"
    OTHER_BOARD = "other-board"
    OPENED = "opened"
    WITHDRAWN = "withdrawn"
    AUTHORITY = "authority"
    FORMER = "former"
    ONESELF = "oneself"
    SOMEBODY_ELSE = "somebody-else"
    ACTS_FOR = "acts-for"


EVERY_MATTER = frozenset(Matter)
# What a matter gives to read, said here once more and not read from the walls. Nobody reads the rest for another.
ACTED_ON: dict[type[models.Model], frozenset[Matter]] = {
    m.Person: EVERY_MATTER,
    m.Participation: EVERY_MATTER,
    **dict.fromkeys((m.Plan, m.Step, m.Agreement, m.OwnerWord, m.Meeting, m.Placement), frozenset({Matter.PLAN})),
    m.Booking: frozenset({Matter.PLAN, Matter.ABSENCE}),
    **dict.fromkeys(
        (m.Absence, m.Explanation, m.Assessment, m.Basis, m.Ruling, m.Dispute), frozenset({Matter.ABSENCE})
    ),
    m.Disclosure: frozenset({Matter.CONSENT}),
    **dict.fromkeys((m.Message, m.Paper), frozenset({Matter.LETTERS})),
}
OF_THE_OWN_DOOR = {"login-code", "login-letter", "login-opened", "code-issued", "acts-for-code"}


def given_to_read(row: models.Model, matters: Collection[Matter]) -> bool:
    """May whoever acts for the row's person in these matters read it?"""
    about, person = _about(row)
    if Compartment(about.compartment) is Compartment.YOUTH or not ACTED_ON.get(type(row), frozenset()) & set(matters):
        return False
    if isinstance(row, m.Person):
        return person.protection == Protection.OPEN.value
    if isinstance(row, m.Dispute):
        return row.booking_id is not None
    return not isinstance(row, m.Message) or row.template not in OF_THE_OWN_DOOR


@dataclass(frozen=True)
class Viewer:
    relation: Relation
    roles: frozenset[Role] = frozenset()
    user: m.User | None = None
    board: int = 0
    organisation: int = 0
    person: int = 0
    session: str = field(default="", compare=False)
    acts: Acting | None = field(default=None, compare=False)
    matters: frozenset[Matter] = frozenset()

    def __str__(self) -> str:
        return f"{self.relation.value} {'+'.join(sorted(role.value for role in self.roles))}".strip()

    @property
    def sees(self) -> frozenset[Compartment]:
        """The compartments of their own board that their roles see: the matrix itself, cell by cell."""
        roles = frozenset() if self.relation is Relation.FORMER else self.roles
        return frozenset(one for role in roles for one, deeds in MATRIX[role].items() if Deed.SEE in deeds)

    def actor(self) -> Actor:
        assert self.user is not None
        if self.acts is not None:
            return self.acts.actor()
        if self.person:
            return Actor(key=f"user:{self.user.pk}", user_id=self.user.pk, person_id=self.person)
        return actor_of(self.user.pk, name="", on=TODAY)

    def may_see(self, row: models.Model) -> bool:
        """What the walls are for, in other words than theirs."""
        about, person = _about(row)
        if self.acts is not None:
            own = isinstance(row, m.Representative) and row.pk == self.acts.representative  # their own name
            return own or (self.person == person.pk and given_to_read(row, self.matters))
        if self.person:
            return self.person == person.pk
        if person.protection == Protection.PROTECTED.value and not self._is_named_for(person):
            return False
        where = Compartment(about.compartment)
        if about.board_id == self.board and where in self.sees:
            return True
        if self.user is not None and self.relation is not Relation.FORMER and _handed(row) == self.user.pk:
            return True
        if isinstance(row, m.Disclosure) and self._was_shown(row):
            return True
        if isinstance(row, m.Person) and self._recommended(row):
            return True
        part = "name" if isinstance(row, m.Person) else getattr(row, "part_of", None)
        let_in = self.relation is Relation.OPENED and where in self.sees & CAN_BE_OPENED
        return let_in and part in OPENED

    def _was_shown(self, row: m.Disclosure) -> bool:
        if row.withdrawn_at is not None or row.start > TODAY or (row.end is not None and row.end < TODAY):
            return False
        if row.to_compartment:
            return row.board_id == self.board and Compartment(row.to_compartment) in self.sees
        return bool(self.organisation) and row.to_organisation_id == self.organisation

    def _recommended(self, person: m.Person) -> bool:
        """Another authority's officer reads the name of whoever they sent here themselves."""
        here = self.relation is Relation.AUTHORITY
        return here and m.Referral.unscoped.filter(person=person, referrer=self.user).exists()

    def _is_named_for(self, person: m.Person) -> bool:
        named = ProtectedAccess.unscoped.filter(person=person, user=self.user, start__lte=TODAY)
        return any(one.end is None or one.end >= TODAY for one in named)


def _about(row: models.Model) -> tuple[m.Person, m.Person]:
    """What bears the board and the compartment, and whom it is about."""
    return (row, row) if isinstance(row, m.Person) else (row, row.person)  # type: ignore[attr-defined,return-value]


def _handed(row: models.Model) -> int | None:
    name = getattr(row, "handed_to", "")
    return getattr(row, name) if name else None


class Viewers:
    """One of each role where a role sees something; somebody with every role at once where nobody sees anything.

    ``let_in`` opens everybody there is, as each relation has it.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        with acting("system:test"):
            m.Service.objects.filter(pk=world.service.pk).update(shared=True)
            places = {relation: self._place(relation) for relation in NEIGHBOURS}
        self.standing = [*self._own(), *self._former(), *(one for made in places.items() for one in self._all(*made))]
        # A role looks through the compartments that it sees: of those who see the same ones one is enough for a table.
        self.unlike = list({(one.relation, one.sees): one for one in self.standing}.values())
        self.turn = 0
        self.receivers = {relation: place.pk for relation, place in places.items()}

    def _place(self, relation: Relation) -> m.Organisation:
        board = m.Board.objects.create(code=relation.value, name=relation.value, municipality="Grannen")
        return m.Organisation.objects.create(code=relation.value, name=relation.value, kind="municipality", board=board)

    def _own(self) -> Iterator[Viewer]:
        world = self.world
        for role, user in world.users.items():
            if role is Role.EMPLOYMENT_OFFICER:
                yield _viewer(Relation.AUTHORITY, {role}, user, organisation=world.employment_service.pk)
            else:
                yield _viewer(Relation.OWN, {role}, user, board=world.board.pk, organisation=world.organisation.pk)

    def _former(self) -> Iterator[Viewer]:
        yield _viewer(Relation.FORMER, OF_A_BOARD, cast.former(self.world), board=self.world.board.pk)

    def _all(self, relation: Relation, place: m.Organisation) -> Iterator[Viewer]:
        for roles in [{role} for role in OF_A_BOARD] if relation is Relation.OPENED else [OF_A_BOARD]:
            with acting("system:test"):
                user = m.User.objects.create_user(f"{relation.value}-{min(roles).value}", name="Granne")
                for role in roles:
                    m.Membership.objects.create(
                        user=user, organisation=place, service=self.world.service, role=role.value,
                        start=date(2025, 1, 1),
                    )  # fmt: skip
            yield _viewer(relation, roles, user, board=place.board_id or 0, organisation=place.pk)

    def let_in(self) -> None:
        """Every person of the board stands open to one neighbour, and does so no longer, or not yet, to another."""
        kinds = (
            {"withdrawn_at": AT}, {"end": TODAY - timedelta(days=1)}, {"start": TODAY + timedelta(days=1)},
        )  # fmt: skip
        for number, person in enumerate(m.Person.unscoped.filter(board=self.world.board).order_by("pk")):
            if person.protection != Protection.PROTECTED.value:
                self._opening(person, Relation.OPENED)
            self._opening(person, Relation.WITHDRAWN, **kinds[number % len(kinds)])

    def _opening(self, person: m.Person, relation: Relation, **otherwise: object) -> None:
        said = {"start": TODAY - timedelta(days=9), "end": TODAY + timedelta(days=9), "withdrawn_at": None} | otherwise
        with acting("system:test"):
            m.Disclosure.unscoped.create(
                board_id=person.board_id, person=person, to_organisation_id=self.receivers[relation],
                service=self.world.service, ground="consent", purpose="joint-plan", items=sealed_items({}, hide=()),
                opens=sorted(item.value for item in OPENED), made_by=self.world.users[Role.COACH], made_at=AT, **said,
            )  # fmt: skip

    def of_persons(self, person: m.Person | None, *, spoken_for: bool = False) -> Iterator[Viewer]:
        """The one whom it is about, and another participant; ``spoken_for``: and who acts for them, in a matter."""
        if person is not None:
            account = m.Account.unscoped.filter(person=person).select_related("user").first()
            own = account.user if account else m.User.objects.get(pk=self.world.participant_actor(person).user_id)
            yield _viewer(Relation.ONESELF, (), own, person=person.pk)
            if spoken_for and person.protection == Protection.OPEN.value:
                self.turn += 1
                yield _acting(self.world, person, list(Matter)[self.turn % len(Matter)])
        other = m.Person.unscoped.get(account_of(user := cast.stranger(self.world)))
        yield _viewer(Relation.SOMEBODY_ELSE, (), user, person=other.pk)


def account_of(user: m.User) -> models.Q:
    return models.Q(pk__in=m.Account.unscoped.filter(user=user).values("person"))


OF_A_BOARD = frozenset(cast.STAFF) - {Role.EMPLOYMENT_OFFICER}
NEIGHBOURS = (Relation.OTHER_BOARD, Relation.OPENED, Relation.WITHDRAWN)


def _viewer(
    relation: Relation, roles: Collection[Role], user: m.User, *, board: int = 0, organisation: int = 0, person: int = 0
) -> Viewer:
    session = cast.enter(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value
    return Viewer(relation, frozenset(roles), user, board, organisation, person, session)


def _acting(world: World, person: m.Person, matter: Matter) -> Viewer:
    acts = comes_in(world, person, matter)
    session = cast.enter(Client(), acts.user).cookies[settings.SESSION_COOKIE_NAME].value
    return Viewer(
        Relation.ACTS_FOR, user=acts.user, person=person.pk, acts=acts, matters=frozenset({matter}), session=session
    )
