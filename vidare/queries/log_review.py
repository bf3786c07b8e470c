"""The log reviews of a board: which wait, what is looked at in each, and what nobody has signed in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from vidare.records import find, read_before
from vidare.records.glass import BrokenGlass
from vidare.records.log_review import LogReview, ReviewedReading, StaffHome
from vidare.records.organisations import Board
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.services import Membership
from vidare.records.users import User
from vidare.records.walls import within
from vidare.records.youth import Young
from vidare.rules.access import Actor, Deed, Role, system
from vidare.rules.decision import Hidden
from vidare.rules.identity import Protection
from vidare.rules.log_review import Judgement, Policy, Signal

HOUSE = system("log-review")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review among others. ``left``: how many readings nobody has judged."""

    key: int
    board: str
    start: date
    end: date
    due_on: date
    readings: int
    items: int
    left: int
    signed_by: str
    signed_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose file it was, as far as the reviewer may know: the name, else the number of the case or in the register of
    the young, else nothing."""

    key: int | None = None
    name: str = ""
    case: int | None = None
    young: int | None = None


@dataclass(frozen=True, slots=True)
class GlassRow:
    """A file opened by breaking the glass that no review has come to yet."""

    reader: str
    role: Role | None
    person: Whose
    reason: str
    opened_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class BoardOf:
    """A board for which the actor reviews, how it looks through its log, and its staff with a home kept or not."""

    key: int
    name: str
    policy: Policy
    staff: tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Reviews:
    rows: tuple[ReviewRow, ...]
    broken: tuple[GlassRow, ...]
    boards: tuple[BoardOf, ...]

    @property
    def keys(self) -> list[int]:
        return sorted({row.person.key for row in self.broken if row.person.key is not None})


@dataclass(frozen=True, slots=True)
class ItemRow:
    key: int
    reader: str
    role: Role | None
    person: Whose
    persons: int
    signals: tuple[Signal, ...]
    first_at: datetime
    last_at: datetime
    times: int
    reason: str
    judgement: Judgement | None
    words: str
    judged_by: str

    @property
    def form(self) -> str:
        return f"judge{self.key}"


@dataclass(frozen=True, slots=True)
class OneReview:
    """``own``: readings of the reviewer's own that somebody else must judge, and that are not shown."""

    row: ReviewRow
    items: tuple[ItemRow, ...]
    own: int

    @property
    def keys(self) -> list[int]:
        return sorted({item.person.key for item in self.items if item.person.key is not None})


def reviews(actor: Actor, *, at: datetime) -> Reviews:
    """Raises Hidden for who reviews for no board."""
    on = at.date()
    boards = _boards(actor, on)
    with within(HOUSE.scope(on=on)):
        rows = _rows(LogReview.objects.filter(board__in=boards).order_by("-end", "-pk")[:24], on)
        fresh = list(
            BrokenGlass.unscoped.filter(board__in=boards)
            .exclude(pk__in=ReviewedReading.objects.filter(glass__isnull=False).values("glass"))
            .exclude(user=actor.user_id)
            .select_related("user", "person")
            .order_by("-opened_at", "-pk")[:50]
        )
        of_boards = tuple(_board(board, on) for board in Board.objects.filter(pk__in=boards).order_by("name", "pk"))
    whose = _whose(actor, {row.person.key for row in fresh}, on=on)
    roles = _roles(row.user_id for row in fresh)
    broken = (
        GlassRow(
            row.user.name, roles.get(row.user_id), whose[row.person.key], row.reason, row.opened_at, row.until
        )
        for row in fresh
    )  # fmt: skip
    return Reviews(rows, tuple(broken), of_boards)


def _boards(actor: Actor, on: date) -> frozenset[int]:
    boards = actor.boards(Deed.REVIEW, on=on)
    if not boards:
        raise Hidden
    return boards


def _rows(rows: Iterable[LogReview], on: date) -> tuple[ReviewRow, ...]:
    found = {row.pk: row for row in rows}
    counts = {
        review: (items, left)
        for review, items, left in ReviewedReading.objects.filter(review__in=found)
        .values_list("review")
        .annotate(items=Count("pk"), left=Count("pk", filter=Q(judgement="")))
    }
    names = dict(Board.objects.filter(pk__in={row.board_id for row in found.values()}).values_list("pk", "name"))
    hands = dict(User.objects.filter(pk__in={row.signed_by_id for row in found.values()}).values_list("pk", "name"))
    return tuple(
        ReviewRow(
            row.pk, names[row.board_id], row.start, row.end, row.due_on, row.readings, *counts.get(row.pk, (0, 0)),
            hands.get(row.signed_by_id or 0, ""), row.signed_at, row.signed_at is None and row.due_on < on,
        )
        for row in found.values()
    )  # fmt: skip


def _board(board: Board, on: date) -> BoardOf:
    users = read_before.staff_of([board.pk], on=on)
    homes = set(StaffHome.objects.filter(user__in=users).values_list("user", flat=True))
    staff = User.objects.filter(pk__in=users, is_active=True).order_by(find.swedish("name"), "pk")
    return BoardOf(
        board.pk, board.name, read_before.policy_of(board.pk, on=on),
        tuple((user, name, user in homes) for user, name in staff.values_list("pk", "name")),
    )  # fmt: skip


def review(actor: Actor, *, review: int, at: datetime) -> OneReview:
    """The readings of one review, the weightiest first, but for the reviewer's own."""
    on = at.date()
    boards = _boards(actor, on)
    with within(HOUSE.scope(on=on)):
        row = find.one(LogReview.objects.filter(board__in=boards), review)
        items = list(
            ReviewedReading.objects.filter(review=row).select_related("user", "judged_by", "glass").order_by("pk")
        )
        (told,) = _rows([row], on)
    whose = _whose(actor, {item.person_key for item in items if item.person_key}, on=on)
    roles = _roles(item.user_id for item in items)
    others = [item for item in items if item.user_id != actor.user_id]
    shown = tuple(_item(item, whose, roles.get(item.user_id)) for item in others)
    return OneReview(told, shown, len(items) - len(others))


def _item(item: ReviewedReading, whose: dict[UUID, Whose], role: Role | None) -> ItemRow:
    return ItemRow(
        item.pk, item.user.name, role, whose.get(item.person_key, Whose()) if item.person_key else Whose(),
        item.persons, tuple(Signal(code) for code in item.signals), item.first_at, item.last_at, item.times,
        item.glass.reason if item.glass else "", Judgement(item.judgement) if item.judgement else None, item.words,
        item.judged_by.name if item.judged_by else "",
    )  # fmt: skip


def _roles(users: Iterable[int]) -> dict[int, Role]:
    held = Membership.objects.filter(user__in=set(users)).order_by("-start", "-pk")
    return {user: Role(role) for user, role in held.values_list("user", "role")}


def _whose(actor: Actor, keys: set[UUID], *, on: date) -> dict[UUID, Whose]:
    """A name is for whoever may see the person anyhow. The administrator has the number of the case, and can ask."""
    seen = {person.key: person for person in Person.visible_to(actor.scope(on=on)).filter(key__in=keys)}
    with within(HOUSE.scope(on=on)):
        ways = Participation.unscoped.filter(person__key__in=keys - set(seen)).order_by("pk")
        open_ways = ways.exclude(person__protection=Protection.PROTECTED.value)
        cases = dict(open_ways.values_list("person__key", "pk"))
        register = Young.unscoped.filter(person__key__in=keys - set(seen)).order_by("pk")
        open_to_all = register.exclude(person__protection=Protection.PROTECTED.value)
        young = dict(open_to_all.values_list("person__key", "pk"))
    return {
        key: Whose(seen[key].pk, f"{seen[key].given_name} {seen[key].family_name}".strip())
        if key in seen
        else Whose(case=cases.get(key), young=young.get(key))
        for key in keys
    }


def late(actor: Actor, *, on: date) -> tuple[ReviewRow, ...]:
    """Reviews that should have been signed: told to those who review for the board and to those who lead there."""
    boards = actor.boards(Deed.REVIEW, on=on) | actor.boards(Deed.LEAD, on=on)
    if not boards:
        return ()
    with within(HOUSE.scope(on=on)):
        rows = list(LogReview.objects.filter(board__in=boards, signed_at=None, due_on__lt=on).order_by("due_on", "pk"))
        return _rows(rows, on) if rows else ()
