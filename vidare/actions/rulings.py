"""The basis on the board's side: communicated, the person heard, decided with reasons, or let be. Always by a human."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions import attention, disclosures, messages
from vidare.actions.disclosures import Crossing
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records import streaks as evidence
from vidare.records.absences import Basis, Ruling
from vidare.records.outcomes import SupportSpell
from vidare.rules import bases as rules
from vidare.rules.absences import BasisState, BoardDecision
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.attendance import Verdict
from vidare.rules.decision import YES, Decision, Stale, no
from vidare.rules.disclosure import Item, Purpose
from vidare.rules.messages import Template

SOCIAL = Compartment.SOCIAL_SERVICES


@deed
def communicate(actor: Actor, *, basis: int, answer_by: date, version: int, at: datetime) -> int:
    """FL 25 §: the person gets to see everything, and a day to answer by."""
    on = at.date()
    row = _row(actor, basis, on=on)
    policy = evidence.policy_of(row.participation.service_id, on)
    rules.communicated(BasisState(row.state), answer_by=answer_by, policy=policy, on=on).require()
    ruling = _ruling(actor, row)
    ruling.communicated_at, ruling.answer_by = at, answer_by
    ruling.save()
    _move(row, BasisState.COMMUNICATED, version)
    messages.write(
        actor, person=row.person, template=Template.COMMUNICATED, at=at, about=f"basis:{row.pk}", compartment=SOCIAL,
        facts={"first": row.streak_from, "last": row.streak_to, "answer_by": answer_by},
    )  # fmt: skip
    return _noted(actor, row, "basis.communicated", at=at)


@deed
def hear(actor: Actor, *, basis: int, words: str, version: int, at: datetime) -> int:
    """What the person said; or that they said nothing, when the day to answer by has passed."""
    on = at.date()
    row = _row(actor, basis, on=on)
    ruling = _ruling(actor, row)
    rules.heard(BasisState(row.state), words=words, answer_by=ruling.answer_by, on=on).require()
    ruling.heard_at, ruling.heard_words = at, words.strip()
    ruling.save()
    _move(row, BasisState.HEARD, version)
    return _noted(actor, row, "basis.heard", at=at)


@deed
def decide(
    actor: Actor, *, basis: int, decision: BoardDecision | None, reasons: str, how_to_appeal: str, children: str,
    version: int, at: datetime,
) -> int:  # fmt: skip
    """The board's decision as its officer made it, outside the program. Nothing here proposes one."""
    on = at.date()
    row = _row(actor, basis, on=on)
    allowed = rules.decided(
        BasisState(row.state),
        decision=decision,
        reasons=reasons,
        appeal=how_to_appeal,
        children=_children(actor, row, on=on),
        considered=children,
    )
    (allowed & (no(rules.NoBasis.DISPUTE_OPEN) if _waits(row) else YES) & _may_go_back(row, on=on)).require()
    ruling = _ruling(actor, row)
    ruling.decided_at, ruling.decision, ruling.reasons = at, decision.value if decision else "", reasons
    ruling.how_to_appeal, ruling.children_considered = how_to_appeal, children
    ruling.save()
    row.answer, row.answered_on = ruling.decision, on
    _move(row, BasisState.DECIDED, version)
    _go_back(actor, row, ruling.decision, at=at)
    messages.write(
        actor, person=row.person, template=Template.DECISION_RECORDED, at=at, about=f"basis:{row.pk}",
        compartment=SOCIAL, facts={"reasons": reasons, "how_to_appeal": how_to_appeal},
    )  # fmt: skip
    return _noted(actor, row, "basis.decided", at=at)


@deed
def let_be(actor: Actor, *, basis: int, reasons: str, version: int, at: datetime) -> int:
    """The officer does nothing with it, and says why."""
    row = _row(actor, basis, on=at.date())
    (rules.let_be(BasisState(row.state), reasons=reasons) & _may_go_back(row, on=at.date())).require()
    ruling = _ruling(actor, row)
    ruling.decided_at, ruling.reasons = at, reasons
    ruling.save()
    row.answered_on = at.date()
    _move(row, BasisState.NO_ACTION, version)
    _go_back(actor, row, BasisState.NO_ACTION.value, at=at)
    messages.write(
        actor, person=row.person, template=Template.NO_ACTION, at=at, about=f"basis:{row.pk}", compartment=SOCIAL,
        facts={"first": row.streak_from, "last": row.streak_to},
    )  # fmt: skip
    return _noted(actor, row, "basis.let-be", at=at)


def _row(actor: Actor, key: int, *, on: date) -> Basis:
    """The basis, for its own officer, who decides for the board and is none of the coaches."""
    rows = Basis.visible_to(actor.scope(on=on)).select_related("person", "participation", "board")
    row = find.one(rows, key, lock=True)
    way = row.participation
    decision = actor.may(Deed.DECIDE, SOCIAL, on=on, service=way.service_id, board=way.board_id)
    decision &= rules.another(actor.user_id, coaches=[way.coach_id, row.prepared_by_id])
    (decision & rules.own(actor.user_id, officer=row.officer_id)).require()
    return row


def _ruling(actor: Actor, row: Basis) -> Ruling:
    kept = Ruling.visible_to(actor.scope(on=row.prepared_at.date())).filter(basis=row).first()
    return kept or Ruling(
        board_id=row.board_id, compartment=SOCIAL.value, person=row.person, basis=row, officer_id=actor.hand
    )


def _move(row: Basis, to: BasisState, version: int) -> None:
    if row.version != version:
        raise Stale(yours={"state": to.value}, theirs={"state": row.state}, version=row.version)
    row.state, row.version = to.value, row.version + 1
    row.save(update_fields=["state", "version", "answer", "answered_on"])


def _crossing(row: Basis) -> Crossing:
    return Crossing(
        ground=rules.GROUND,
        purpose=Purpose.BOARD_ANSWER,
        to_compartment=Compartment.LABOUR_MARKET,
        about=f"basis:{row.pk}",
    )


def _may_go_back(row: Basis, *, on: date) -> Decision:
    # It goes to those who handed the basis over: of somebody protected, the named alone see that there is a row.
    return disclosures.allowed(row.person, items=[Item.BOARD_ANSWER], crossing=_crossing(row), on=on, named=True)


def _go_back(actor: Actor, row: Basis, answer: str, *, at: datetime) -> None:
    """The answer and its day go back to the service; the reasons stay with the board."""
    disclosures.cross(
        actor, person=row.person, service=row.participation.service_id, crossing=_crossing(row), at=at,
        facts={Item.BOARD_ANSWER: {"answer": answer, "on": at.date().isoformat()}}, compartment=SOCIAL,
    )  # fmt: skip


def _waits(row: Basis) -> bool:
    """Is any hour of it disputed, or explained and not yet read? Then the decision waits."""
    now = evidence.verdicts_of(row.participation_id)
    return any(
        now.get(hour["booking"], (None, Verdict.CONTESTED))[1] is Verdict.CONTESTED
        for hour in row.facts["hours"]
        if hour["verdict"] == Verdict.ABSENT_INVALID.value
    )


def _children(actor: Actor, row: Basis, *, on: date) -> int | None:
    spells = SupportSpell.visible_to(actor.scope(on=on)).filter(person=row.person_id, start__lte=on)
    return spells.exclude(end__lt=on).order_by("-start").values_list("children", flat=True).first()


def _noted(actor: Actor, row: Basis, verb: str, *, at: datetime) -> int:
    note(actor, verb, at=at, person=row.person.key, basis=row.pk)
    attention.refresh(row.participation_id, on=at.date())
    return row.pk
