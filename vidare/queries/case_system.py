"""What has been handed over to the board's case system, what can be, and what nobody has received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vidare.queries.notes import Whom, whom
from vidare.records import find
from vidare.records.absences import Basis
from vidare.records.case_matters import files_of
from vidare.records.case_system import CaseFile
from vidare.records.plans import Plan
from vidare.records.sealed import opened_bytes
from vidare.records.walls import within
from vidare.rules import case_system as rules
from vidare.rules.absences import BasisState
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.case_system import CaseKind, CaseState, Policy
from vidare.rules.decision import Hidden
from vidare.rules.plans import State

FILE = "records_casefile.file_sealed"


@dataclass(frozen=True, slots=True)
class CaseRow:
    key: int
    person_id: int
    kind: CaseKind
    state: CaseState
    made_at: datetime
    placed_at: datetime | None
    receipt: str
    fault: str
    late: bool

    @property
    def form(self) -> str:
        return f"again{self.key}"


@dataclass(frozen=True, slots=True)
class Ready:
    """A matter that can be handed over: a basis, a decision or a plan, and its day."""

    kind: CaseKind
    about: int
    on: date

    @property
    def form(self) -> str:
        return f"{self.kind.value.replace('-', '')}{self.about}"


@dataclass(frozen=True, slots=True)
class CaseFiles:
    whom: Whom
    rows: tuple[CaseRow, ...]
    ready: tuple[Ready, ...]


def may_hand_over(actor: Actor, *, on: date) -> bool:
    return actor.may(Deed.AGREE, on=on).allowed


def of_person(actor: Actor, *, person: int, at: datetime) -> CaseFiles:
    """For the board's own officers. Raises Hidden for everybody else."""
    on = at.date()
    if not may_hand_over(actor, on=on):
        raise Hidden
    who = whom(actor, person, on=on)
    rows = files_of(actor.scope(on=on), person).order_by("-made_at", "-pk")
    return CaseFiles(who, tuple(_row(row, at) for row in rows), tuple(_ready(actor, person, on)))


def _ready(actor: Actor, person: int, on: date) -> list[Ready]:
    scope = actor.scope(on=on)
    found = []
    if actor.may(Deed.DECIDE, Compartment.SOCIAL_SERVICES, on=on).allowed:
        mine = Basis.visible_to(scope).filter(person=person, officer=actor.user_id, handed_over_at__isnull=False)
        for row in mine.filter(withdrawn_at=None).order_by("-pk"):
            found.append(Ready(CaseKind.BASIS, row.pk, row.streak_to))
            if row.state == BasisState.DECIDED.value and row.answered_on is not None:
                found.append(Ready(CaseKind.DECISION, row.pk, row.answered_on))
    plans = Plan.visible_to(scope).filter(person=person, state=State.AGREED.value).order_by("-pk")
    return found + [Ready(CaseKind.PLAN, row.pk, row.start) for row in plans]


def _row(row: CaseFile, at: datetime) -> CaseRow:
    state = CaseState(row.state)
    late = rules.is_late(state, row.placed_at, policy=Policy(), at=at)
    return CaseRow(
        row.pk, row.person_id, CaseKind(row.kind), state, row.made_at, row.placed_at, row.receipt, row.fault, late
    )


def file_of(actor: Actor, *, person: int, case_file: int, on: date) -> bytes:
    """The PDF as it was handed over."""
    if not may_hand_over(actor, on=on):
        raise Hidden
    row = find.one(files_of(actor.scope(on=on), person), case_file)
    return opened_bytes(row.file_sealed, place=FILE, key=row.key)


@dataclass(frozen=True, slots=True)
class Late:
    """Without a name: those who administer are told how many and since when, whoever made it also whose it is."""

    mine: tuple[CaseRow, ...]
    boards: int


def late(actor: Actor, *, at: datetime) -> Late:
    """What lies without a receipt, or was turned down."""
    on = at.date()
    moving = [CaseState.PLACED.value, CaseState.REFUSED.value]
    boards = actor.boards(Deed.ADMINISTER, on=on)
    own = CaseFile.visible_to(actor.scope(on=on)).filter(made_by=actor.user_id, state__in=moving)
    mine = tuple(one for one in (_row(row, at) for row in own.order_by("made_at", "pk")) if one.late)
    if not boards:
        return Late(mine, 0)
    with within(system("case-system").scope(on=on)):
        rows = list(CaseFile.unscoped.filter(board__in=boards, state__in=moving))
    return Late(mine, sum(_row(row, at).late for row in rows))


def states(actor: Actor, *, at: datetime) -> dict[str, int]:
    """How many stand how, and how many nobody has answered: for the one who runs the program."""
    if not actor.system:
        raise Hidden
    with within(actor.scope(on=at.date())):
        rows = list(CaseFile.unscoped.defer("facts_sealed", "file_sealed"))
    found = {state.value: sum(row.state == state.value for row in rows) for state in CaseState}
    return found | {"late": sum(_row(row, at).late for row in rows)}
