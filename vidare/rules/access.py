"""Who may do what with whose facts: role × compartment × relation × deed, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vidare.rules.decision import YES, Decision, Hidden, no
from vidare.rules.disclosure import Item
from vidare.rules.period import Period
from vidare.rules.representatives import ActsFor, Matter


class Compartment(StrEnum):
    """The walls inside a board. ``TEAM`` is what a service's team shares: name, how to reach, language, schedule."""

    TEAM = "team"
    LABOUR_MARKET = "labour-market"
    SOCIAL_SERVICES = "social-services"
    YOUTH = "youth"
    PROVIDER = "provider"


class Role(StrEnum):
    PARTICIPANT = "participant"
    COACH = "coach"
    SOCIAL_SECRETARY = "social-secretary"
    EMPLOYMENT_OFFICER = "employment-officer"
    JOB_MATCHER = "job-matcher"
    LANGUAGE_PEDAGOGUE = "language-pedagogue"
    CIVIC_GUIDE = "civic-guide"
    YOUTH_COORDINATOR = "youth-coordinator"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Deed(StrEnum):
    SEE = "see"
    CHANGE = "change"
    REFER = "refer"
    RECOMMEND = "recommend"
    ACCEPT = "accept"
    AGREE = "agree"
    LEAD = "lead"
    BOOK = "book"
    REGISTER = "register"
    ASSESS = "assess"
    HAND_OVER = "hand-over"
    DECIDE = "decide"
    DISCLOSE = "disclose"
    ANSWER = "answer"
    PLACE = "place"
    CLOSE = "close"
    COUNT = "count"
    OPEN_ROWS = "open-rows"
    CLOSE_MONTH = "close-month"
    ADMINISTER = "administer"
    POST = "post"
    IMPORT = "import"
    TEACH = "teach"
    REVIEW = "review"
    ACCOUNT = "account"


class No(StrEnum):
    ROLE = "access.role"


C, D = Compartment, Deed
# What each role may do in each compartment, in the services where it is held. Printed as docs/access.md.
MATRIX: dict[Role, dict[Compartment, frozenset[Deed]]] = {
    Role.PARTICIPANT: {},
    Role.COACH: {
        C.TEAM: frozenset(
            {D.SEE, D.CHANGE, D.REFER, D.ACCEPT, D.BOOK, D.REGISTER, D.DISCLOSE, D.PLACE, D.CLOSE, D.COUNT, D.TEACH}
        ),
        C.LABOUR_MARKET: frozenset({D.SEE, D.CHANGE, D.ASSESS, D.HAND_OVER}),
    },
    Role.JOB_MATCHER: {C.TEAM: frozenset({D.SEE, D.REFER, D.PLACE, D.BOOK, D.REGISTER, D.COUNT})},
    Role.LANGUAGE_PEDAGOGUE: {C.TEAM: frozenset({D.SEE, D.REFER, D.BOOK, D.REGISTER, D.TEACH})},
    Role.CIVIC_GUIDE: {C.TEAM: frozenset({D.SEE, D.REFER, D.BOOK, D.REGISTER})},
    # The register of the young stands alone: nobody else sees who is in it, and this role sees nobody else's.
    Role.YOUTH_COORDINATOR: {C.YOUTH: frozenset({D.SEE, D.CHANGE, D.DISCLOSE, D.IMPORT})},
    Role.COORDINATOR: {
        C.TEAM: frozenset(
            {D.SEE, D.CHANGE, D.REFER, D.ACCEPT, D.LEAD, D.BOOK, D.REGISTER, D.DISCLOSE, D.CLOSE, D.COUNT, D.OPEN_ROWS}
            | {D.POST, D.IMPORT}
        ),
        C.LABOUR_MARKET: frozenset({D.SEE, D.ASSESS}),
    },
    Role.SOCIAL_SECRETARY: {
        C.TEAM: frozenset({D.SEE, D.CHANGE, D.REFER, D.AGREE, D.DISCLOSE, D.COUNT}),
        C.SOCIAL_SERVICES: frozenset({D.SEE, D.CHANGE, D.DECIDE, D.IMPORT}),
    },
    Role.EMPLOYMENT_OFFICER: {C.TEAM: frozenset({D.ANSWER, D.RECOMMEND})},
    Role.MANAGER: {
        C.TEAM: frozenset({D.SEE, D.LEAD, D.COUNT, D.OPEN_ROWS, D.CLOSE_MONTH, D.REVIEW, D.ACCOUNT}),
        C.LABOUR_MARKET: frozenset({D.SEE}),
    },
    Role.ADMINISTRATOR: {C.TEAM: frozenset({D.ADMINISTER, D.POST, D.IMPORT, D.REVIEW})},
}


@dataclass(frozen=True, slots=True)
class Membership:
    """A role somebody holds in a service, for a time, employed by an organisation.

    ``board_id`` is the organisation's own board, whose persons the role reaches, and the service's where it has none.
    """

    role: Role
    service_id: int
    board_id: int
    organisation_id: int
    period: Period
    stands_in_for: int | None = None  # the user whose work a substitute sees to meanwhile


@dataclass(frozen=True, slots=True)
class Opening:
    """A part of one person's file that another board keeps open to this actor, for a time.

    ``compartments``: those that the actor's own roles see in that service. Nobody is let further in than at home.
    """

    item: Item
    person_id: int
    period: Period
    compartments: frozenset[Compartment]


@dataclass(frozen=True, slots=True)
class Scope:
    """What an actor may see on a day, in the shape that SQL needs. ``glass``: persons behind the actor's own walls
    whose file is read though nothing else would show it (see rules/glass.py). ``matters``: it is not the person
    themselves, but somebody who acts for them in these matters and sees what the matters give (None: it is)."""

    on: date
    user_id: int | None = None
    person_id: int | None = None
    walls: frozenset[tuple[int, Compartment]] = frozenset()
    services: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    support_boards: frozenset[int] = frozenset()
    opened: frozenset[tuple[Item, int, Compartment]] = frozenset()
    glass: frozenset[int] = frozenset()
    everything: bool = False
    matters: frozenset[Matter] | None = None

    @property
    def boards(self) -> frozenset[int]:
        return frozenset(board for board, _ in self.walls)

    def opened_to_it(self, item: Item, compartment: Compartment) -> frozenset[int]:
        """The persons of other boards of whom this part is open, as far as it stands in the compartment."""
        return frozenset(person for part, person, where in self.opened if part is item and where is compartment)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: a person of staff, a participant, a device at the door, or the house itself at night."""

    key: str
    user_id: int | None = None
    person_id: int | None = None
    device: tuple[int, frozenset[int]] | None = None  # the service of a kiosk at the door, and its boards
    memberships: tuple[Membership, ...] = ()
    openings: tuple[Opening, ...] = ()
    glass: frozenset[int] = frozenset()  # for this page alone; whoever looks through broken glass does nothing else
    name: str = field(default="", compare=False)
    system: bool = False
    acts_for: ActsFor | None = None  # in the place of the person, who is not the user

    @property
    def hand(self) -> int:
        """The user whose hand signs it. A device, or the house itself, signs nothing."""
        if self.user_id is None:
            raise Hidden
        return self.user_id

    def roles(self, *, on: date) -> frozenset[Role]:
        if self.person_id is not None:
            return frozenset({Role.PARTICIPANT})
        return frozenset(held.role for held in self.held(on=on))

    def held(self, *, on: date) -> tuple[Membership, ...]:
        return tuple(held for held in self.memberships if on in held.period)

    def _allows(self, held: Membership, deed: Deed, compartment: Compartment = Compartment.TEAM) -> bool:
        return deed in MATRIX[held.role].get(compartment, frozenset()) and (deed is Deed.SEE or not self.glass)

    def stood_in_for(self, *, on: date) -> frozenset[int]:
        """The users whose day is this actor's too, while they stand in for them."""
        return frozenset(held.stands_in_for for held in self.held(on=on) if held.stands_in_for is not None)

    def may(
        self,
        deed: Deed,
        compartment: Compartment = Compartment.TEAM,
        *,
        on: date,
        service: int | None = None,
        board: int | None = None,
    ) -> Decision:
        """May this actor do the deed in the compartment, in the service (or in any of theirs)?

        ``board``: for that board only, where a deed is the board's own, as an assignment or a yes to a plan is.
        """
        if self.system:
            return YES
        for held in self.held(on=on):
            here = service in (None, held.service_id) and board in (None, held.board_id)
            if here and self._allows(held, deed, compartment):
                return YES
        return no(No.ROLE, deed=deed.value, compartment=compartment.value)

    def services(
        self, deed: Deed = Deed.SEE, compartment: Compartment = Compartment.TEAM, *, on: date
    ) -> frozenset[int]:
        """The services in which this actor may do the deed."""
        return frozenset(held.service_id for held in self.held(on=on) if self._allows(held, deed, compartment))

    def posts(self, deed: Deed, *, on: date) -> frozenset[tuple[int, int]]:
        """For which organisation, in which service, this actor may do the deed."""
        return frozenset(
            (held.organisation_id, held.service_id) for held in self.held(on=on) if self._allows(held, deed)
        )

    def seen_at(self, organisation: int, service: int, *, on: date) -> frozenset[Compartment]:
        """The compartments that the roles held for the organisation in the service see."""
        return frozenset(
            compartment
            for held in self.held(on=on)
            if (held.organisation_id, held.service_id) == (organisation, service)
            for compartment, deeds in MATRIX[held.role].items()
            if D.SEE in deeds
        )

    def boards(self, deed: Deed, *, on: date) -> frozenset[int]:
        """The boards for which this actor may do the deed."""
        return frozenset(held.board_id for held in self.held(on=on) if self._allows(held, deed))

    def board_in(self, service: int, *, on: date) -> int | None:
        """The board for which this actor works in the service: whose the persons are that they register there."""
        return next((held.board_id for held in self.held(on=on) if held.service_id == service), None)

    def scope(self, *, on: date) -> Scope:
        """What SQL may show this actor on a day."""
        if self.system:
            return Scope(on=on, everything=True)
        held = self.held(on=on)
        if self.device is not None:
            service, boards = self.device
            return Scope(on=on, walls=frozenset((board, C.TEAM) for board in boards), services=frozenset({service}))
        return Scope(
            on=on,
            user_id=self.user_id,
            person_id=self.person_id,
            walls=frozenset(_walls(held)),
            services=self.services(on=on),
            organisations=frozenset(one.organisation_id for one in held),
            support_boards=frozenset(
                one.board_id for one in held if D.SEE in MATRIX[one.role].get(C.SOCIAL_SERVICES, frozenset())
            ),
            opened=frozenset(
                (one.item, one.person_id, where)
                for one in self.openings
                if on in one.period
                for where in one.compartments
            ),
            glass=self.glass,
            matters=self.acts_for.matters if self.acts_for else None,
        )


def _walls(held: Iterable[Membership]) -> Iterable[tuple[int, Compartment]]:
    for one in held:
        for compartment, deeds in MATRIX[one.role].items():
            if D.SEE in deeds:
                yield one.board_id, compartment


def who_may(deed: Deed, compartment: Compartment) -> tuple[Role, ...]:
    """The roles that may do the deed in the compartment: what a page says under "who may see this"."""
    return tuple(role for role in Role if deed in MATRIX[role].get(compartment, frozenset()))


def system(name: str) -> Actor:
    """The house itself: the night's jobs and the imports. Never made from a request."""
    return Actor(key=f"system:{name}", system=True)
