"""The door for lists: brought and judged, dropped or confirmed, taken in part by part, and taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vidare.actions import attention, ledger, taking_back, taking_hours, taking_in, taking_young
from vidare.actions.ledger import deed
from vidare.actions.taking import Part
from vidare.records import find
from vidare.records.boards import board_of_new
from vidare.records.imports import Import, ImportedRow, opened_row, sealed_row
from vidare.records.likeness import tell_here
from vidare.records.offices import offered
from vidare.records.services import Service
from vidare.records.walls import within
from vidare.rules.access import Actor, Deed, system
from vidare.rules.decision import no
from vidare.rules.imports import (
    Chosen,
    Column,
    Kind,
    Line,
    No,
    Read,
    RowState,
    State,
    behind,
    move,
    read_list,
)

TAKES = {Kind.SCHEDULE: taking_hours.take_in, Kind.YOUTH: taking_young.take_in}
KEPT_FOR = timedelta(days=7)
MOST = 250  # rows in one transaction: about a second, so that nobody else waits long to write


@dataclass(frozen=True, slots=True)
class Far:
    """How far an import or its undoing has come."""

    state: State
    done: int
    left: int


@deed
def bring_list(
    actor: Actor,
    *,
    content: bytes,
    chosen: Chosen,
    at: datetime,
    progress: Callable[[int, int], object] | None = None,
) -> int:
    """Judge a list and keep what was read of it, sealed, until it is confirmed or dropped. Nothing else is written."""
    on = at.date()
    read = read_list(
        content, places=offered(actor, service=chosen.service, on=on), chosen=chosen, on=on, progress=progress
    )
    wall = behind(read.kind)
    actor.may(Deed.IMPORT, wall, on=on, service=chosen.service).require()
    board = board_of_new(actor, Service.objects.get(pk=chosen.service), on=on)
    tell_here(read.lines, kind=read.kind, board=board, scope=actor.scope(on=on))
    digest = hashlib.sha256(content).hexdigest()
    _not_before(board, digest, read, on=on)
    row = Import.unscoped.create(
        board_id=board, compartment=wall.value, service_id=chosen.service, kind=read.kind.value, digest=digest,
        sheet=read.sheet.name[:100], shape=read.sheet.encoding or "xlsx", columns=_columns(read),
        way_in=chosen.way_in.value, made_by_id=actor.user_id, read_at=at,
    )  # fmt: skip
    ImportedRow.unscoped.bulk_create((_row(row, line) for line in read.lines), batch_size=500)
    ledger.note(
        actor, "import.read", at=at, board=board, batch=row.pk, kind=read.kind.value, service=chosen.service,
        rows=len(read.lines), ready=read.count(RowState.READY),
    )  # fmt: skip
    return int(row.pk)


def _not_before(board: int, digest: str, read: Read, *, on: date) -> None:
    """The very same file, taken in and not taken back: whoever brings it again has most likely forgotten."""
    with within(system("imports").scope(on=on)):
        same = Import.unscoped.filter(board=board, digest=digest, kind=read.kind.value, sheet=read.sheet.name[:100])
        day = same.filter(state__in=[State.TAKING_IN.value, State.DONE.value]).values_list("confirmed_at", flat=True)
        before = day.order_by("-confirmed_at").first()
    if before is not None:
        no(No.TAKEN_IN_BEFORE, day=before).require()


def _columns(read: Read) -> list[dict[str, str]]:
    return [_column(one) for one in read.headings.columns]


def _column(one: Column) -> dict[str, str]:
    meaning, told = (code.value if code else "" for code in (one.meaning, one.told))
    return {"letter": one.letter, "heading": one.heading, "meaning": meaning, "told": told}


def _row(batch: Import, line: Line) -> ImportedRow:
    found = [
        {
            "code": one.code.value,
            "column": one.column,
            "facts": {name: _plain(fact) for name, fact in one.facts.items()},
        }
        for one in line.found
    ]
    kept = line.state is RowState.READY
    return ImportedRow(
        board_id=batch.board_id, compartment=batch.compartment, batch=batch, number=line.number,
        state=line.state.value, found=found,
        said_sealed=sealed_row(line.said, batch=batch, number=line.number) if kept else b"",
    )  # fmt: skip


def _plain(fact: object) -> object:
    return fact.isoformat() if isinstance(fact, date) else fact if isinstance(fact, int) else str(fact)


def _one(actor: Actor, batch: int, *, at: datetime) -> Import:
    """The import, locked: two who press the button at once take turns."""
    on = at.date()
    row = find.one(Import.visible_to(actor.scope(on=on)), batch, lock=True)
    actor.may(Deed.IMPORT, behind(Kind(row.kind)), on=on, service=row.service_id).require()
    return row


@deed
def drop_list(actor: Actor, *, batch: int, at: datetime) -> None:
    """What was read is forgotten; that somebody brought it stays."""
    row = _one(actor, batch, at=at)
    _move(row, State.DROPPED)
    ImportedRow.unscoped.filter(batch=row).delete()
    ledger.note(actor, "import.dropped", at=at, board=row.board_id, batch=row.pk)


@deed
def drop_old_lists(actor: Actor, *, at: datetime) -> int:
    """What was read and never confirmed is not kept for ever."""
    with within(system("imports").scope(on=at.date())):
        old = Import.unscoped.filter(state=State.READ.value, read_at__lt=at - KEPT_FOR)
        keys = list(old.order_by("pk").values_list("pk", flat=True))
        ImportedRow.unscoped.filter(batch__in=keys).delete()
        Import.unscoped.filter(pk__in=keys).update(state=State.DROPPED.value)
    ledger.note(actor, "import.old-dropped", at=at, batches=keys)
    return len(keys)


@deed
def confirm_list(actor: Actor, *, batch: int, at: datetime) -> None:
    row = _one(actor, batch, at=at)
    decision = move(State(row.state), State.TAKING_IN)
    if not ImportedRow.unscoped.filter(batch=row, state=RowState.READY.value).exists():
        decision &= no(No.NOTHING_READY)
    decision.require()
    row.confirmed_at = at
    _move(row, State.TAKING_IN)
    ledger.note(actor, "import.confirmed", at=at, board=row.board_id, batch=row.pk)


def _move(row: Import, to: State) -> None:
    move(State(row.state), to).require()
    row.state = to.value
    row.save()


@deed
def take_in_some(actor: Actor, *, batch: int, at: datetime, most: int = MOST) -> Far:
    """The next rows. They are written whole or not at all: a machine that stops loses no row and doubles none."""
    row = _one(actor, batch, at=at)
    if row.state != State.TAKING_IN.value:
        no(No.MOVE, state=State(row.state)).require()
    waiting = ImportedRow.unscoped.filter(batch=row, state=RowState.READY.value).order_by("pk")
    rows = list(waiting[:most])
    # The importer need not be among those who see what the list brings: an administrator sees no person at all.
    with within(system("imports").scope(on=at.date())), attention.postponed(on=at.date()):
        said = {one.pk: opened_row(one, batch=row) for one in rows}
        if rows:
            taken = Part(actor, row, offered(actor, service=row.service_id, on=at.date()), at)
            TAKES.get(Kind(row.kind), taking_in.take_in)(taken, rows, said)
        for one in rows:
            one.said_sealed = b""
        ImportedRow.unscoped.bulk_update(rows, ["state", "made", "why", "said_sealed"], batch_size=100)
    left = waiting.count()
    ledger.note(actor, "import.taken-in-part", at=at, board=row.board_id, batch=row.pk, rows=len(rows), left=left)
    if not left:
        row.done_at = at
        _move(row, State.DONE)
        ledger.note(actor, "import.done", at=at, board=row.board_id, batch=row.pk)
    return Far(State(row.state), len(rows), left)


@deed
def undo_list(actor: Actor, *, batch: int, at: datetime) -> None:
    """Begin to take back what the list made. Rows that stayed before are tried again."""
    row = _one(actor, batch, at=at)
    _move(row, State.UNDOING)
    rows = ImportedRow.unscoped.filter(batch=row)
    rows.filter(state=RowState.READY.value).update(state=RowState.UNDONE.value, said_sealed=b"")
    rows.filter(state=RowState.KEPT.value).update(state=RowState.MADE.value, why=[])
    ledger.note(actor, "import.undo-begun", at=at, board=row.board_id, batch=row.pk)


@deed
def take_back_some(actor: Actor, *, batch: int, at: datetime, most: int = MOST) -> Far:
    """The next rows, the last that were taken in first. What somebody has worked on stays, with the reason."""
    row = _one(actor, batch, at=at)
    if row.state != State.UNDOING.value:
        no(No.MOVE, state=State(row.state)).require()
    made = ImportedRow.unscoped.filter(batch=row, state=RowState.MADE.value).order_by("-pk")
    rows = list(made[:most])
    with within(system("imports").scope(on=at.date())):
        taking_back.take_back(actor, row, rows, at=at)
        ImportedRow.unscoped.bulk_update(rows, ["state", "made", "why"], batch_size=100)
    left = made.count()
    ledger.note(actor, "import.undone-part", at=at, board=row.board_id, batch=row.pk, rows=len(rows), left=left)
    if not left:
        row.undone_at = at
        _move(row, State.UNDONE)
        kept = ImportedRow.unscoped.filter(batch=row, state=RowState.KEPT.value).count()
        ledger.note(actor, "import.undone", at=at, board=row.board_id, batch=row.pk, kept=kept)
    return Far(State(row.state), len(rows), left)
