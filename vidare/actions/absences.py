"""The ladder of an absence: asked about, explained, assessed, disputed. Nothing of it is done by the program itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from vidare.actions import attention, messages, representatives, verdicts
from vidare.actions.ledger import deed, for_another, note
from vidare.records import find
from vidare.records import streaks as evidence
from vidare.records.absences import Absence, Assessment, Explanation
from vidare.records.activities import Booking
from vidare.records.messages import Message
from vidare.records.notes import Dispute
from vidare.records.sealed import seal_bytes
from vidare.records.walls import within
from vidare.rules import absences as rules
from vidare.rules.absences import ReasonKind, State
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.activities import BookingState
from vidare.rules.decision import no
from vidare.rules.messages import Template
from vidare.rules.representatives import Doing, Matter

LABOUR = Compartment.LABOUR_MARKET
PLACE = "records_explanation.attachment_sealed"


@dataclass(frozen=True, slots=True)
class Told:
    """What the person says, in their own words; ``attachment`` is the file as it came.

    ``representative`` is who said it to staff in the person's place.
    """

    reason: ReasonKind
    text: str = ""
    lang: str = "sv"
    attachment: bytes = b""
    attachment_name: str = ""
    representative: int | None = None


@deed
def note_call(actor: Actor, *, absence: int, reached: bool, told: Told | None = None, at: datetime) -> int:
    """Ring first. Reached: it is spoken about. Not reached: the same question goes as a message."""
    on = at.date()
    row = find.one(_absences(actor, on), absence, lock=True)
    actor.may(Deed.CHANGE, on=on, service=row.participation.service_id).require()
    if row.state == State.CORRECTED.value:
        no(rules.No.NOT_SEEN).require()
    policy = evidence.policy_of(row.participation.service_id, row.on)
    row.silent_after = max(row.silent_after, rules.silent_after(on, policy=policy))
    if reached:
        if row.state == State.SEEN.value:
            row.state = State.SPOKEN.value
        row.spoken_at, row.spoken_by_id = row.spoken_at or at, row.spoken_by_id or actor.user_id
        row.participation.last_contact_on = max(on, row.participation.last_contact_on or on)
        row.participation.save(update_fields=["last_contact_on"])
    else:
        messages.write(
            actor, person=row.person, template=Template.MISSED_YOU, at=at, about=f"absence:{row.pk}",
            facts={"starts_at": row.booking.starts_at},
        )  # fmt: skip
    row.save()
    note(actor, "absence.spoken-about" if reached else "absence.called", at=at, person=row.person.key, absence=row.pk)
    if reached and told is not None:
        explain(actor, booking=row.booking_id, told=told, key=uuid.uuid4(), at=at)
    attention.refresh(row.participation_id, on=on)
    return int(row.pk)


@deed
@for_another(Doing.EXPLAIN)
def explain(actor: Actor, *, booking: int, told: Told, key: UUID, at: datetime) -> int:
    """The person's explanation, ahead or afterwards; from themselves or told to staff. One key is one explanation."""
    on = at.date()
    hour = find.one(_hours(actor, on), booking, lock=True)
    if actor.person_id is None:
        actor.may(Deed.ASSESS, LABOUR, on=on, service=hour.participation.service_id).require()
    kept = Explanation.visible_to(actor.scope(on=on)).filter(key=key, booking=hour).first()
    if kept is not None:
        note(actor, "absence.explained-again", at=at, person=hour.person.key, board=hour.board_id, explanation=kept.pk)
        return kept.pk
    rules.explained(told.reason, told.text, attachment=told.attachment).require()
    kind = rules.kind_of_file(told.attachment)
    spoke = _spoke(actor, hour, told, at=at)
    row = Explanation.unscoped.create(
        board_id=hour.board_id, compartment=LABOUR.value, person=hour.person, booking=hour, reason=told.reason.value,
        text=told.text.strip(), lang=told.lang, ahead=at < hour.starts_at, given_at=at,
        taken_by_id=None if actor.person_id is not None else actor.user_id, key=key,
        representative_id=spoke, attachment_name=told.attachment_name[:200] if kind else "",
        attachment_type=kind.value if kind else "",
        attachment_sealed=seal_bytes(told.attachment, place=PLACE, key=key),
    )  # fmt: skip
    absence = Absence.visible_to(actor.scope(on=on)).filter(booking=hour).first()
    if absence is not None and rules.moved(State(absence.state), State.EXPLAINED).allowed:
        absence.state = State.EXPLAINED.value
        absence.save(update_fields=["state"])
    note(actor, "absence.explained", at=at, person=hour.person.key, board=hour.board_id, explanation=row.pk,
         attachment=bool(kind), representative=spoke)  # fmt: skip
    if actor.person_id is not None:
        _tell(actor, hour, Template.EXPLANATION_RECEIVED, {"starts_at": hour.starts_at}, at=at)
    _follow(actor, hour, at=at)
    return int(row.pk)


@deed
def assess(actor: Actor, *, booking: int, valid: bool, why: str, at: datetime) -> int:
    """Staff's assessment of the reason. Nobody's absence is called invalid before they were asked."""
    on = at.date()
    hour = find.one(_hours(actor, on), booking, lock=True)
    actor.may(Deed.ASSESS, LABOUR, on=on, service=hour.participation.service_id).require()
    absence = Absence.visible_to(actor.scope(on=on)).filter(booking=hour).first()
    if absence is not None:
        rules.assessed(State(absence.state), valid=valid, why=why).require()
    else:
        ahead = Explanation.visible_to(actor.scope(on=on)).filter(booking=hour).exists()
        rules.assessed_ahead(valid=valid, why=why, told=ahead).require()
    row = Assessment.unscoped.create(
        board_id=hour.board_id, compartment=LABOUR.value, person=hour.person, booking=hour, valid=valid,
        why=why.strip(), assessed_by_id=actor.user_id, assessed_at=at,
    )  # fmt: skip
    if absence is not None:
        absence.state = State.ASSESSED.value
        absence.save(update_fields=["state"])
    note(actor, "absence.assessed", at=at, person=hour.person.key, assessment=row.pk, valid=valid)
    _tell(actor, hour, Template.ASSESSED, {"starts_at": hour.starts_at, "valid": valid, "why": why}, at=at)
    _follow(actor, hour, at=at)
    return int(row.pk)


@deed
@for_another(Doing.DISPUTE)
def dispute(actor: Actor, *, booking: int, text: str, lang: str = "sv", at: datetime) -> int:
    """The person says that what was registered is wrong. It stands beside the hour; the consequence waits."""
    on = at.date()
    hour = find.one(_hours(actor, on), booking, lock=True)
    if actor.person_id is None:
        actor.may(Deed.CHANGE, LABOUR, on=on, service=hour.participation.service_id).require()
    waiting = Dispute.visible_to(actor.scope(on=on)).filter(booking=hour, answered_at=None).exists()
    (rules.said(text) & rules.disputed(verdict=hour.verdict, waiting=waiting)).require()
    row = Dispute.unscoped.create(
        board_id=hour.board_id, compartment=LABOUR.value, person=hour.person, booking=hour, text=text.strip(),
        lang=lang, made_at=at,
    )  # fmt: skip
    note(actor, "absence.disputed", at=at, person=hour.person.key, board=hour.board_id, dispute=row.pk)
    _follow(actor, hour, at=at)
    return int(row.pk)


@deed
def answer_dispute(actor: Actor, *, dispute: int, upheld: bool, answer: str, at: datetime) -> int:
    """Staff's answer. Upheld: the hour is no longer an absence, and what was handed over because of it is withdrawn."""
    on = at.date()
    rows = Dispute.visible_to(actor.scope(on=on)).filter(booking__isnull=False).select_related("person")
    row = find.one(rows, dispute, lock=True)
    hour = find.one(_hours(actor, on), row.booking_id or 0, lock=True)
    actor.may(Deed.ASSESS, LABOUR, on=on, service=hour.participation.service_id).require()
    if row.answered_at is not None:
        no(rules.No.ANSWERED_ALREADY).require()
    rules.said(answer, code=rules.No.NO_WHY).require()
    row.answered_at, row.answered_by_id, row.upheld, row.answer = at, actor.user_id, upheld, answer.strip()
    row.save()
    note(actor, "absence.dispute-answered", at=at, person=row.person.key, dispute=row.pk, upheld=upheld)
    facts = {"starts_at": hour.starts_at, "upheld": upheld, "answer": answer}
    _tell(actor, hour, Template.DISPUTE_ANSWERED, facts, at=at)
    _follow(actor, hour, at=at)
    return int(row.pk)


@deed
def pass_silent_days(actor: Actor, *, on: date, at: datetime) -> int:
    """For the night: who was asked and has not answered by their day is silent. Nothing follows from it by itself."""
    with within(system("absences").scope(on=on)):
        asked = set(
            Message.unscoped.filter(template=Template.MISSED_YOU.value).values_list("about", flat=True).distinct()
        )
        rows = Absence.unscoped.filter(state__in=[State.SEEN.value, State.SPOKEN.value], silent_after__lt=on)
        silent = [
            row
            for row in rows.order_by("pk")
            if rules.is_silent(
                State(row.state), row.silent_after, on=on, asked=bool(row.spoken_at) or f"absence:{row.pk}" in asked
            )
        ]
        for row in silent:
            row.state = State.SILENT.value
        Absence.unscoped.bulk_update(silent, ["state"])
        for participation in sorted({row.participation_id for row in silent}):
            attention.refresh(participation, on=on)
    note(actor, "absence.silent-days-passed", at=at, rows=[row.pk for row in silent])
    return len(silent)


def _spoke(actor: Actor, hour: Booking, told: Told, *, at: datetime) -> int | None:
    """Who said it in the person's place; a participant speaks for themselves."""
    if actor.acts_for is not None:
        return actor.acts_for.representative
    if told.representative is None or actor.person_id is not None:
        return None
    return representatives.speaking(
        actor, representative=told.representative, person=hour.person_id, matter=Matter.ABSENCE, at=at
    ).pk


def _absences(actor: Actor, on: date) -> QuerySet[Absence]:
    return Absence.visible_to(actor.scope(on=on)).select_related("participation", "person", "booking")


def _hours(actor: Actor, on: date) -> QuerySet[Booking]:
    rows = Booking.visible_to(actor.scope(on=on)).filter(state=BookingState.BOOKED.value)
    return rows.select_related("participation", "person")


def _follow(actor: Actor, hour: Booking, *, at: datetime) -> None:
    verdicts.derive(hour.pk, at=at)
    attention.refresh(hour.participation_id, on=at.date())


def _tell(actor: Actor, hour: Booking, template: Template, facts: dict[str, object], *, at: datetime) -> None:
    messages.write(actor, person=hour.person, template=template, facts=facts, at=at, about=f"booking:{hour.pk}")
