"""Handing over to the board's case system: both files made and kept, put in its folder, and received or told of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings

from vidare.actions.ledger import deed, note
from vidare.records import case_matters, find
from vidare.records.case_folder import CaseFolder
from vidare.records.case_system import CaseFile
from vidare.records.sealed import opened, opened_bytes, seal, seal_bytes
from vidare.records.walls import within
from vidare.rules import case_system as rules
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.case_system import CaseKind, CaseState, Receipt
from vidare.rules.decision import Hidden

FACTS, FILE = "records_casefile.facts_sealed", "records_casefile.file_sealed"
HOUSE = system("case-system")
Press = Callable[[CaseKind, Mapping[str, Any], datetime], bytes]
_press: list[Press] = []
MAY = {
    CaseKind.BASIS: (Deed.DECIDE, Compartment.SOCIAL_SERVICES),
    CaseKind.DECISION: (Deed.DECIDE, Compartment.SOCIAL_SERVICES),
    CaseKind.PLAN: (Deed.AGREE, Compartment.TEAM),
}


def set_with(press: Press) -> None:
    """Web lends its press when the program starts, as for letters."""
    _press[:] = [press]


@deed
def hand_over(actor: Actor, *, person: int, kind: CaseKind, about: int, at: datetime) -> int:
    """Make both files of a matter as it stands. The same matter with the same content is handed over once."""
    on = at.date()
    matter = case_matters.matter(actor.scope(on=on), kind, about, person=person)
    what, compartment = MAY[kind]
    mine = matter.officer is None or matter.officer == actor.user_id
    if not actor.may(what, compartment, on=on, service=matter.service, board=matter.board).allowed or not mine:
        raise Hidden
    matter.may.require()
    digest = rules.fingerprint(matter.content)
    kept = CaseFile.visible_to(actor.scope(on=on)).filter(kind=kind.value, about=matter.about, digest=digest).first()
    if kept is not None:
        note(actor, "case-file.stands-already", at=at, person=matter.key, case_file=kept.pk)
        return int(kept.pk)
    key, file = uuid4(), _press[0](kind, matter.content, at)
    text = rules.document(
        matter.content, key=key, kind=kind, made_at=at, file=f"{key}.pdf", digest=hashlib.sha256(file).hexdigest()
    )
    row = CaseFile.unscoped.create(
        board_id=matter.board, person_id=person, compartment=compartment.value, key=key, kind=kind.value,
        about=matter.about, digest=digest, facts_sealed=seal(text, place=FACTS, key=key),
        file_sealed=seal_bytes(file, place=FILE, key=key), made_by_id=actor.hand, made_at=at,
    )  # fmt: skip
    note(actor, "case-file.made", at=at, person=matter.key, board=matter.board, case_file=row.pk, kind=kind.value)
    return int(row.pk)


def exchange(*, at: datetime, root: str = "") -> int:
    """Put what waits in its board's folder, and read the receipts there. Without a folder nothing moves."""
    if not (root or settings.CASE_FOLDER):
        return 0
    folder = CaseFolder(root or settings.CASE_FOLDER)
    with within(HOUSE.scope(on=at.date())):
        moving = [CaseState.WAITING.value, CaseState.PLACED.value]
        rows = list(CaseFile.unscoped.filter(state__in=moving).values_list("pk", "state", "board__code").order_by("pk"))
    done = sum(_place(HOUSE, case_file=pk, folder=folder, at=at) for pk, state, _b in rows if state == moving[0])
    for board in sorted({board for _pk, _state, board in rows}):
        for path, receipt in list(folder.receipts(board)):
            if receipt is not None and settle(HOUSE, board=board, receipt=receipt, at=at):
                folder.done(path)
                done += 1
    return done


@deed
def _place(actor: Actor, *, case_file: int, folder: CaseFolder, at: datetime) -> int:
    with within(HOUSE.scope(on=at.date())):
        rows = CaseFile.unscoped.select_related("board", "person")
        row = find.one(rows.filter(state=CaseState.WAITING.value), case_file, lock=True)
        if not case_matters.stands(HOUSE.scope(on=at.date()), row).allowed:
            row.state, row.settled_at = CaseState.REFUSED.value, at
            row.save(update_fields=["state", "settled_at"])
            note(actor, "case-file.stopped", at=at, person=row.person.key, board=row.board_id, case_file=row.pk)
            return 0
        file = opened_bytes(row.file_sealed, place=FILE, key=row.key)
        folder.put(row.board.code, row.key, file=file, description=opened(row.facts_sealed, place=FACTS, key=row.key))
        row.state, row.placed_at = CaseState.PLACED.value, at
        row.save(update_fields=["state", "placed_at"])
    note(actor, "case-file.placed", at=at, person=row.person.key, board=row.board_id, case_file=row.pk)
    return 1


@deed
def settle(actor: Actor, *, board: str, receipt: Receipt, at: datetime) -> bool:
    """What the receiver said, once: a receipt of a file that nobody has placed, or that is settled, changes nothing."""
    with within(HOUSE.scope(on=at.date())):
        rows = CaseFile.unscoped.filter(board__code=board, key=receipt.key, state=CaseState.PLACED.value)
        row = rows.select_related("person").first()
        if row is None:
            note(actor, "case-file.receipt-of-nothing", at=at)
            return False
        row.state = (CaseState.RECEIVED if receipt.received else CaseState.REFUSED).value
        row.settled_at = at
        row.receipt, row.fault = (receipt.said, "") if receipt.received else ("", receipt.said)
        row.save(update_fields=["state", "settled_at", "receipt", "fault"])
    verb = "case-file.received" if receipt.received else "case-file.refused"
    note(actor, verb, at=at, person=row.person.key, board=row.board_id, case_file=row.pk)
    return True


@deed
def place_again(actor: Actor, *, person: int, case_file: int, at: datetime) -> None:
    """What was turned down, or has lain without a receipt, is put in the folder once more under the same key."""
    on = at.date()
    rows = case_matters.files_of(actor.scope(on=on), person)
    row = find.one(rows.select_related("person"), case_file, lock=True)
    what, compartment = MAY[CaseKind(row.kind)]
    own = actor.may(what, compartment, on=on, board=row.board_id)
    if not own.allowed or row.state == CaseState.RECEIVED.value:
        raise Hidden
    with within(HOUSE.scope(on=on)):
        case_matters.stands(HOUSE.scope(on=at.date()), row).require()
    row.state, row.placed_at, row.settled_at, row.fault = CaseState.WAITING.value, None, None, ""
    row.save(update_fields=["state", "placed_at", "settled_at", "fault"])
    note(actor, "case-file.placed-again", at=at, person=row.person.key, board=row.board_id, case_file=row.pk)
