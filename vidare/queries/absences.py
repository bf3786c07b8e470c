"""An hour somebody missed, with everything said of it that the actor may read; and the participant's own notices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from vidare.queries.notes import DisputeRow, Whom, whom
from vidare.records import find
from vidare.records.absences import Absence, Assessment, Explanation
from vidare.records.activities import Booking
from vidare.records.notes import Dispute
from vidare.records.sealed import opened_bytes
from vidare.records.together import Part, answer, beside, parted, those
from vidare.rules import absences as rules
from vidare.rules.absences import FileKind, ReasonKind, State
from vidare.rules.access import Actor, Compartment, Deed, Scope
from vidare.rules.activities import BookingState
from vidare.rules.attendance import Verdict, Why
from vidare.rules.calendar import bounds, local_day
from vidare.rules.decision import Decision, Hidden
from vidare.rules.papers import about_absence
from vidare.rules.period import Period

LABOUR = Compartment.LABOUR_MARKET
PLACE = "records_explanation.attachment_sealed"
SHOWN = 50


@dataclass(frozen=True, slots=True)
class ExplanationRow:
    key: int
    reason: ReasonKind
    text: str
    lang: str
    ahead: bool
    given_at: datetime
    taken_by: str
    attachment: FileKind | None
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    valid: bool
    why: str
    assessed_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Card:
    """One hour. ``absence`` is None where nobody has said that the person was missing."""

    whom: Whom
    booking: int
    starts_at: datetime
    verdict: Verdict | None
    why: Why | None
    absence: int | None
    state: State | None
    silent_after: date | None
    spoken_at: datetime | None
    spoken_by: str
    explanations: tuple[ExplanationRow, ...]
    assessments: tuple[AssessmentRow, ...]
    disputes: tuple[DisputeRow, ...]
    may_call: Decision
    may_assess: Decision

    @property
    def open_dispute(self) -> DisputeRow | None:
        return next((one for one in self.disputes if one.answered_at is None), None)

    @property
    def asked(self) -> bool:
        return self.state is not None and self.state is not State.SEEN

    @property
    def may_write(self) -> Decision:
        """A letter that asks what happened, while nobody has answered."""
        asked = self.absence is not None and self.state in {State.SEEN, State.SPOKEN, State.SILENT}
        return self.may_assess & about_absence(missed=asked)

    @property
    def to_ask_about(self) -> bool:
        """Somebody was missing, it has not been corrected since, and nobody has spoken with them about it."""
        return self.absence is not None and self.state is not State.CORRECTED and self.spoken_at is None


def card(actor: Actor, *, person: int, booking: int, on: date) -> Card:
    """Raises Hidden when the actor may not see the hour."""
    scope = actor.scope(on=on)
    rows = Booking.visible_to(scope).filter(person_id=person, state=BookingState.BOOKED.value)
    hour = find.one(rows.select_related("participation"), booking)
    absence = Absence.visible_to(scope).filter(booking=hour).select_related("spoken_by").first()
    service = hour.participation.service_id
    return Card(
        whom=whom(actor, person, on=on),
        booking=hour.pk,
        starts_at=hour.starts_at,
        verdict=Verdict(hour.verdict) if hour.verdict else None,
        why=Why(hour.verdict_why) if hour.verdict_why else None,
        absence=absence.pk if absence else None,
        state=State(absence.state) if absence else None,
        silent_after=absence.silent_after if absence else None,
        spoken_at=absence.spoken_at if absence else None,
        spoken_by=absence.spoken_by.name if absence and absence.spoken_by else "",
        explanations=answer(_explanations(scope, [hour.pk])).get(hour.pk, ()),
        assessments=_assessments(scope, hour.pk),
        disputes=answer(_disputes(scope, [hour.pk])).get(hour.pk, ()),
        may_call=actor.may(Deed.CHANGE, on=on, service=service),
        may_assess=actor.may(Deed.ASSESS, LABOUR, on=on, service=service),
    )


def _explanations(scope: Scope, bookings: Iterable[int]) -> Part[dict[int, tuple[ExplanationRow, ...]]]:
    found: dict[int, tuple[ExplanationRow, ...]] = {}
    rows = Explanation.visible_to(scope).filter(booking__in=list(bookings)).select_related("taken_by", "representative")
    for row in (yield from those(rows.defer("attachment_sealed").order_by("given_at", "pk"))):
        one = ExplanationRow(
            row.pk,
            ReasonKind(row.reason),
            row.text,
            row.lang,
            row.ahead,
            row.given_at,
            row.taken_by.name if row.taken_by else "",
            FileKind(row.attachment_type) if row.attachment_type else None,
            row.representative.name if row.representative else "",
        )
        found[row.booking_id] = (*found.get(row.booking_id, ()), one)
    return found


def _assessments(scope: Scope, booking: int) -> tuple[AssessmentRow, ...]:
    rows = Assessment.visible_to(scope).filter(booking=booking).select_related("assessed_by")
    return tuple(
        AssessmentRow(row.valid, row.why, row.assessed_at, row.assessed_by.name)
        for row in rows.order_by("-assessed_at", "-pk")
    )


def _disputes(scope: Scope, bookings: Iterable[int]) -> Part[dict[int, tuple[DisputeRow, ...]]]:
    found: dict[int, tuple[DisputeRow, ...]] = {}
    rows = Dispute.visible_to(scope).filter(booking__in=list(bookings)).select_related("answered_by")
    for row in (yield from those(rows.order_by("-made_at", "-pk"))):
        one = DisputeRow(
            row.pk, row.text, row.lang, row.made_at, row.answered_at,
            row.answered_by.name if row.answered_by else "", row.upheld, row.answer,
        )  # fmt: skip
        found[row.booking_id or 0] = (*found.get(row.booking_id or 0, ()), one)
    return found


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it came; what it is was read from its bytes."""

    kind: FileKind
    content: bytes


def attachment(actor: Actor, *, person: int, explanation: int, on: date) -> Attachment:
    """Raises Hidden when there is none, or the actor may not read explanations."""
    row = find.one(Explanation.visible_to(actor.scope(on=on)).filter(person_id=person), explanation)
    if not row.attachment_type:
        raise Hidden
    content = opened_bytes(row.attachment_sealed, place=PLACE, key=row.key)
    return Attachment(FileKind(row.attachment_type), content)


# ── The participant's own ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Notice:
    """What the participant sees of one hour: what happened, what they said, what was answered."""

    booking: int
    starts_at: datetime
    verdict: Verdict | None
    state: State | None
    silent_after: date | None
    explanations: tuple[ExplanationRow, ...]
    disputes: tuple[DisputeRow, ...]
    assessment: AssessmentRow | None
    may_dispute: Decision

    @property
    def disputed(self) -> bool:
        """The person has said that it is wrong, and waits for the answer."""
        return any(one.answered_at is None for one in self.disputes)

    @property
    def waits_for_me(self) -> bool:
        return self.state in {State.SEEN, State.SPOKEN, State.SILENT} and not self.disputed


@parted
def my_notices(actor: Actor, *, on: date) -> Part[tuple[Notice, ...]]:
    """The participant's missed hours, the latest first. Raises Hidden for anybody else."""
    if actor.person_id is None:
        raise Hidden
    rows = Absence.visible_to(actor.scope(on=on)).exclude(state=State.CORRECTED.value)
    found = yield from those(rows.order_by("-on", "-pk").values_list("booking_id", flat=True)[:SHOWN])
    return (yield from _notices(actor, found, on=on))


def my_notice(actor: Actor, *, booking: int, on: date) -> Notice:
    """One hour of the participant's own: missed, or one they want to explain ahead."""
    if actor.person_id is None:
        raise Hidden
    rows = Booking.visible_to(actor.scope(on=on)).filter(state=BookingState.BOOKED.value)
    return answer(_notices(actor, [find.one(rows, booking).pk], on=on))[0]


def my_coming(actor: Actor, *, on: date, days: int = 14) -> tuple[tuple[int, datetime], ...]:
    """The participant's hours of the next days, to tell ahead that one cannot come."""
    if actor.person_id is None:
        raise Hidden
    ahead = Period.last(days, on=date.fromordinal(on.toordinal() + days))
    rows = Booking.visible_to(actor.scope(on=on)).filter(
        state=BookingState.BOOKED.value, starts_at__gte=bounds(on)[0], starts_at__lt=bounds(ahead.end or on)[1]
    )
    return tuple(rows.order_by("starts_at", "pk").values_list("pk", "starts_at"))


@parted
def told_ahead(actor: Actor, *, at: datetime) -> Part[frozenset[int]]:
    """The participant's hours to come of which they have already said that they cannot come."""
    if actor.person_id is None:
        raise Hidden
    rows = Explanation.visible_to(actor.scope(on=local_day(at))).filter(person=actor.person_id, ahead=True)
    coming = rows.filter(booking__session__ends_at__gt=at).values_list("booking_id", flat=True)
    return frozenset((yield from those(coming)))


def _notices(actor: Actor, bookings: list[int], *, on: date) -> Part[tuple[Notice, ...]]:
    scope = actor.scope(on=on)
    said, disputes, missed, rows, hours = yield from beside(
        _explanations(scope, bookings),
        _disputes(scope, bookings),
        those(Absence.visible_to(scope).filter(booking__in=bookings)),
        those(Assessment.visible_to(scope).filter(booking__in=bookings).order_by("assessed_at", "pk")),
        those(Booking.visible_to(scope).filter(pk__in=bookings).order_by("-starts_at", "-pk")),
    )
    absences = {row.booking_id: row for row in missed}
    judged: dict[int, AssessmentRow] = {}
    for row in rows:
        judged[row.booking_id] = AssessmentRow(row.valid, row.why, row.assessed_at, "")
    return tuple(
        Notice(
            booking=hour.pk,
            starts_at=hour.starts_at,
            verdict=Verdict(hour.verdict) if hour.verdict else None,
            state=State(absences[hour.pk].state) if hour.pk in absences else None,
            silent_after=absences[hour.pk].silent_after if hour.pk in absences else None,
            explanations=said.get(hour.pk, ()),
            disputes=disputes.get(hour.pk, ()),
            assessment=judged.get(hour.pk),
            may_dispute=rules.disputed(
                verdict=hour.verdict, waiting=any(one.answered_at is None for one in disputes.get(hour.pk, ()))
            ),
        )
        for hour in hours
    )
