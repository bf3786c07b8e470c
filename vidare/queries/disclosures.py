"""What has been disclosed: to the receiver item by item, and to those who made it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce

from vidare.records.disclosures import Disclosure, opened_items
from vidare.records.organisations import Organisation
from vidare.records.people import Person, Reach
from vidare.records.plans import OwnerWord
from vidare.records.services import Membership, Service
from vidare.records.together import Part, beside, one, parted, those
from vidare.records.walls import within
from vidare.rules.absences import BasisState, BoardDecision
from vidare.rules.access import Actor, Compartment, Deed, Role, system
from vidare.rules.activities import EmploymentServiceAnswer
from vidare.rules.decision import Hidden
from vidare.rules.disclosure import FOR_A_BASIS, Ground, Item, Purpose
from vidare.rules.identity import Protection
from vidare.rules.items import Word
from vidare.rules.referrals import WayIn

PAGE = 50
LATELY = timedelta(days=7)  # how long somebody who has moved is told so, instead of that a page does not exist


@dataclass(frozen=True, slots=True)
class Told:
    """One item: its code, and what was told of it, as lines to read."""

    item: Item
    lines: tuple[str, ...] = ()
    way_in: WayIn | None = None
    answer: BoardDecision | BasisState | None = None


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    disclosure: int
    service: str
    board: str
    receiver: str
    to_compartment: Compartment | None
    ground: Ground
    purpose: Purpose
    conditions: str
    told: tuple[Told, ...]
    start: date
    end: date | None
    asked_answer: bool
    answer: EmploymentServiceAnswer | None
    answered_on: date | None
    withdrawn_at: datetime | None
    made_by: str
    basis: int | None
    opens: tuple[Item, ...] = ()
    step: int | None = None  # the step of a plan that the receiver owns
    word: Word = Word.WAITS

    @property
    def by_itself(self) -> bool:
        """It can be taken back alone; what belongs to a basis goes with the basis."""
        return self.purpose not in FOR_A_BASIS

    @property
    def waits(self) -> bool:
        return self.asked_answer and self.answer is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Disclosed:
    rows: tuple[DisclosureRow, ...]
    waiting: int
    total: int
    page: int

    @property
    def keys(self) -> list[int]:
        return [row.disclosure for row in self.rows]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def disclosed_to_me(actor: Actor, *, on: date, page: int = 1) -> Disclosed:
    """What the actor's own organisation may read today, and nothing more; those that wait for an answer first."""
    if not actor.services(Deed.ANSWER, on=on):
        raise Hidden
    rows = Disclosure.disclosed_to(actor.posts(Deed.ANSWER, on=on), on=on)
    total, waiting = rows.count(), rows.filter(asked_answer=True, answer="").count()
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    shown = rows.select_related("service", "board", "to_organisation", "made_by")
    shown = shown.order_by(F("answered_on").desc(nulls_first=True), "-asked_answer", "-pk")
    part = shown[(page - 1) * PAGE : page * PAGE]
    found = tuple(row_of(row) for row in part)
    own = OwnerWord.unscoped.filter(
        said_by=actor.user_id, fell_at=None, step__in=[row.step for row in found if row.step]
    )
    words = {step: Word.AGREED if agreed else Word.WRONG for step, agreed in own.values_list("step_id", "agreed")}
    told = tuple(replace(row, word=words.get(row.step or 0, Word.WAITS)) for row in found)
    waiting += sum(row.step is not None and row.word is Word.WAITS for row in told)
    return Disclosed(told, waiting, total, page)


@parted
def disclosures_of(actor: Actor, *, person: int, on: date) -> Part[tuple[DisclosureRow, ...]]:
    """Everything that has crossed a wall about a person, withdrawn or not; for the team and for the person."""
    scope = actor.scope(on=on)
    rows = Disclosure.visible_to(scope).filter(person=person).order_by("-made_at", "-pk")
    shown = rows.select_related("service", "board", "to_organisation", "made_by")[:PAGE]
    _whose, found = yield from beside(one(Person.visible_to(scope), person), those(shown))
    return tuple(row_of(row) for row in found)


def row_of(row: Disclosure) -> DisclosureRow:
    """One disclosure as it is read, by whoever has been let in to the row."""
    return DisclosureRow(
        disclosure=row.pk,
        service=row.service.name,
        board=row.board.name,
        receiver=row.to_organisation.name if row.to_organisation else "",
        to_compartment=Compartment(row.to_compartment) if row.to_compartment else None,
        ground=Ground(row.ground),
        purpose=Purpose(row.purpose),
        conditions=row.conditions,
        told=tuple(_told(Item(code), fact) for code, fact in opened_items(row.items).items()),
        start=row.start,
        end=row.end,
        asked_answer=row.asked_answer,
        answer=EmploymentServiceAnswer(row.answer) if row.answer else None,
        answered_on=row.answered_on,
        withdrawn_at=row.withdrawn_at,
        made_by=row.made_by.name,
        opens=tuple(Item(item) for item in row.opens),
        step=int(row.about.removeprefix("step:")) if row.about.startswith("step:") else None,
        basis=int(row.about.removeprefix("basis:")) if row.about.startswith("basis:") else None,
    )


def _told(item: Item, fact: object) -> Told:
    if item is Item.BOARD_ANSWER and isinstance(fact, dict):
        code = str(fact["answer"])
        return Told(
            item, (str(fact["on"]),), answer=BoardDecision(code) if code in set(BoardDecision) else BasisState(code)
        )
    if fact is True:
        return Told(item)
    if isinstance(fact, dict):
        return Told(item, (str(fact["received_on"]),), WayIn(fact["way_in"]))
    return Told(item, tuple(str(line) for line in fact) if isinstance(fact, list) else (str(fact),))


@dataclass(frozen=True, slots=True)
class Receiver:
    organisation: int
    name: str
    another_board: bool


@dataclass(frozen=True, slots=True)
class From:
    """A service out of which somebody's facts may be disclosed."""

    service: int
    code: str
    name: str


def from_services(actor: Actor, *, person: int, on: date) -> tuple[From, ...]:
    """Those where the actor discloses and whose team works with the person; if none of them does, all of the actor's.

    Raises Hidden for those who disclose nothing.
    """
    own = actor.services(Deed.DISCLOSE, on=on)
    if not own:
        raise Hidden
    near = Reach.visible_to(actor.scope(on=on)).filter(person=person, service__in=own).values_list("service", flat=True)
    rows = Service.objects.filter(pk__in=set(near) or own).order_by("name", "pk")
    return tuple(From(row.pk, row.code, row.name) for row in rows)


def ended_for(actor: Actor, *, person: int, on: date) -> bool:
    """Was a part of this person's file open to the actor, and is no longer? Tells nobody who never saw it."""
    posts = actor.posts(Deed.SEE, on=on)
    if posts and Disclosure.once_opened_to(posts, on=on).filter(person=person).exists():
        return True
    return _moved_from(actor, person=person, on=on)


def _moved_from(actor: Actor, *, person: int, on: date) -> bool:
    """Did the actor work until lately for the person's board, in a service whose team works with them?

    Asked as the house: the rows stand behind a wall that is not the actor's any more. Of whoever is protected nothing
    is told.
    """
    ended = Membership.objects.filter(user=actor.user_id, end__lt=on, end__gte=on - LATELY)
    was = ended.annotate(board=Coalesce("organisation__board_id", "service__board_id")).values_list("service", "board")
    with within(system("ended").scope(on=on)):
        near = Reach.unscoped.filter(person=person).exclude(person__protection=Protection.PROTECTED.value)
        return bool(set(near.values_list("service", "board")) & set(was)) if was else False


def opened_until(actor: Actor, *, person: int, on: date) -> tuple[DisclosureRow, ...]:
    """By what another board keeps this person's file open to the actor; empty for the board's own staff."""
    posts = actor.posts(Deed.SEE, on=on)
    if not actor.scope(on=on).opened:
        return ()
    rows = Disclosure.opened_to(posts, on=on).filter(person=person).order_by("-made_at", "-pk")
    return tuple(row_of(row) for row in rows.select_related("service", "board", "to_organisation", "made_by"))


def receivers(actor: Actor, *, service: int, on: date) -> tuple[Receiver, ...]:
    """Organisations outside the actor's own that work in the service."""
    held = Membership.objects.filter(service=service, start__lte=on).values("organisation")
    rows = Organisation.objects.filter(pk__in=held).exclude(pk__in=actor.scope(on=on).organisations)
    own = actor.board_in(service, on=on)
    return tuple(
        Receiver(pk, name, another_board=board not in (None, own))
        for pk, name, board in rows.order_by("name", "pk").values_list("pk", "name", "board")
    )


def register_here(service: int, *, on: date) -> bool:
    """Whether somebody keeps the register for the board of this service: who consents can be shown to them."""
    board = Service.objects.filter(pk=service).values_list("board", flat=True).first()
    held = Membership.objects.filter(service__board=board, role=Role.YOUTH_COORDINATOR.value, start__lte=on)
    return held.exclude(end__lt=on).exists()
