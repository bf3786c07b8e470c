"""Gathers, for many participations at once, the facts from which the attention list is derived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from vidare.records.absences import Absence, Assessment, Basis, Explanation
from vidare.records.activities import Assignment, Booking
from vidare.records.expected import Times
from vidare.records.glass import BrokenGlass
from vidare.records.needs import Area
from vidare.records.needs import Mapping as Mapped
from vidare.records.notes import Dispute
from vidare.records.outcomes import FollowUp
from vidare.records.participations import Meeting, Participation
from vidare.records.placements import Placement
from vidare.records.plans import Plan, Step
from vidare.records.referrals import ClockPause
from vidare.records.responsible import without_coach
from vidare.records.said_of_plans import changes_asked, items_wrong
from vidare.rules import placements
from vidare.rules.absences import BasisState
from vidare.rules.absences import State as AbsenceState
from vidare.rules.access import Compartment
from vidare.rules.activities import AssignmentState, BookingState, MeetingKind, MeetingState
from vidare.rules.attendance import Day, Verdict
from vidare.rules.attention import Dated, Facts, Kind
from vidare.rules.bookings import without_hours_since
from vidare.rules.calendar import local_day
from vidare.rules.outcomes import FollowUpState
from vidare.rules.participations import State
from vidare.rules.period import Period, covered_days
from vidare.rules.plans import State as PlanState

WAITING_BASIS = [BasisState.HANDED_OVER.value, BasisState.COMMUNICATED.value, BasisState.HEARD.value]
RUNNING_PLACEMENT = [placements.State.RUNNING.value, placements.State.FOLLOWED_UP.value]


Hand = tuple[int | None, Compartment]  # who owes it instead of the coach (None: the coach), and behind which wall
Hands = dict[tuple[Kind, str], Hand]


@dataclass(slots=True)
class Gathered:
    """One participation with its facts, its streak's days, and to whom each kind of debt belongs."""

    row: Participation
    facts: Facts
    days: list[Day] = field(default_factory=list)
    streaks_answered: set[date] = field(default_factory=set)
    hands: Hands = field(default_factory=dict)


def gather(keys: Collection[int], *, on: date) -> list[Gathered]:
    """Facts of the participations on a day. A fixed number of queries, however many they are."""
    rows = list(Participation.unscoped.filter(pk__in=keys).select_related("referral").order_by("pk"))
    found = _Found(rows, on)
    return [
        Gathered(
            row=row,
            facts=found.facts_of(row),
            days=found.days[row.pk],
            streaks_answered=found.bases.answered[row.pk],
            hands=found.hands[row.pk],
        )
        for row in rows
    ]


class _Found:
    """What the tables say of these participations, each kind by participation."""

    def __init__(self, rows: list[Participation], on: date) -> None:
        inside = Q(participation__in=[row.pk for row in rows])
        held = Meeting.unscoped.filter(inside, kind=MeetingKind.FIRST.value, state=MeetingState.HELD.value)
        self.first = set(held.values_list("participation_id", flat=True))
        self.plans = _agreed_plans(inside)
        self.changes = changes_asked(inside)
        self.mapped = _own_words(inside)
        self.steps, self.ended = _steps(inside)
        self.hours, self.days = _hours(inside, on)
        self.said = _said(inside)
        self.disputed_hours, self.disputed_notes, self.hands = _disputes([row.pk for row in rows])
        self.bases = _bases(inside, self.hands)
        waiting = Assignment.unscoped.filter(inside, state=AssignmentState.PREPARED.value)
        self.prepared = _dated(waiting, "prepared_on")
        self.running = _dated(Placement.unscoped.filter(inside, state__in=RUNNING_PLACEMENT), "end")
        self.asked = _dated(FollowUp.unscoped.filter(inside, state=FollowUpState.DUE.value), "due_on")
        self.unspoken = _dated(Absence.unscoped.filter(inside, state=AbsenceState.SEEN.value), "on", key="booking_id")
        self.glass = _dated(BrokenGlass.unscoped.filter(inside, read_at=None), "on")
        self.stopped = _stopped_days(rows, on)
        self.wrong = _grouped(items_wrong(inside))
        self.orphans = without_coach(rows, on=on)
        self.back = _back(rows, self.days, on)

    def facts_of(self, row: Participation) -> Facts:
        review_on, contact_every = self.plans.get(row.pk, (None, None))
        return Facts(
            state=State(row.state),
            received_on=row.referral.received_on if row.referral else row.started_on,
            paused_clock_days=self.stopped.get(row.referral_id or 0, 0),
            first_meeting_held=row.pk in self.first or row.started_on is not None,
            started_on=row.started_on,
            coach_since=row.coach_since,
            coach_acknowledged=row.coach_acknowledged,
            nobody_since=self.orphans.get(row.pk),
            plan_agreed=row.pk in self.plans,
            plan_review_on=review_on,
            own_word_on=self.mapped.get(row.pk),
            change_asked=self.changes.get(row.pk),
            items_wrong=self.wrong[row.pk],
            contact_every=contact_every,
            last_contact_on=row.last_contact_on,
            open_steps=self.steps[row.pk],
            last_step_ended_on=self.ended.get(row.pk),
            not_registered=self.hours[row.pk],
            without_hours_since=self.back[row.pk],
            absences_unspoken=self.unspoken[row.pk],
            explanations=self.said[row.pk],
            hours_disputed=self.disputed_hours[row.pk],
            notes_disputed=self.disputed_notes[row.pk],
            bases_waiting=self.bases.waiting[row.pk],
            assignments_prepared=self.prepared[row.pk],
            withdrawn_unread_by_officer=self.bases.unread_by_officer[row.pk],
            withdrawn_unread_by_coach=self.bases.unread_by_coach[row.pk],
            placements_running=self.running[row.pk],
            follow_ups=self.asked[row.pk],
            glass_broken=self.glass[row.pk],
        )


Many = defaultdict[int, tuple[Dated, ...]]


def _grouped(rows: Iterable[tuple[int, int, date]]) -> Many:
    groups: Many = defaultdict(tuple)
    for participation, key, on in rows:
        groups[participation] += (Dated(key, on),)
    return groups


def _dated(rows: Any, day: str, *, key: str = "pk") -> Many:
    return _grouped(rows.order_by("pk").values_list("participation_id", key, day))


def _agreed_plans(inside: Q) -> dict[int, tuple[date, int]]:
    rows = Plan.unscoped.filter(inside, state=PlanState.AGREED.value)
    return {
        key: (review, every)
        for key, review, every in rows.values_list("participation_id", "review_on", "contact_every_days")
    }


def _own_words(inside: Q) -> dict[int, date]:
    """The day of the latest finished mapping in which the person said something themselves."""
    spoke = Area.unscoped.filter(mapping=OuterRef("pk")).exclude(own_word="", own_level=None)
    rows = Mapped.unscoped.filter(Exists(spoke), inside, finished=True).order_by().values_list("participation_id")
    return dict(rows.annotate(last=Max("held_on")))


def _steps(inside: Q) -> tuple[Many, dict[int, date]]:
    ended = (
        Step.unscoped.filter(inside, ended_on__isnull=False)
        .order_by()
        .values_list("participation_id")
        .annotate(last=Max("ended_on"))
    )
    return _dated(Step.each_open(Step.unscoped.filter(inside)), "due_on"), dict(ended)


def _hours(inside: Q, on: date) -> tuple[Many, defaultdict[int, list[Day]]]:
    """What is not registered of the days before ``on``, and the days of the streak in their order."""
    days: defaultdict[int, list[Day]] = defaultdict(list)
    missing = []
    rows = (
        Booking.unscoped.filter(inside, state=BookingState.BOOKED.value)
        .exclude(verdict="")
        .order_by("starts_at", "pk")
        .values_list("participation_id", "pk", "starts_at", "verdict")
    )
    for participation, key, starts_at, code in rows:
        day, verdict = local_day(starts_at), Verdict(code)
        days[participation].append(Day(day, verdict))
        if verdict is Verdict.NOT_REGISTERED and day < on:
            missing.append((participation, key, day))
    return _grouped(missing), days


def _back(rows: list[Participation], days: Mapping[int, list[Day]], on: date) -> dict[int, date | None]:
    """The day on which each of them was back from a time away, where no hour is booked from it on."""
    times = Times(rows)
    return {
        row.pk: without_hours_since(
            [one for one in times.freed(row) if row.started_on and (one.days.end or on) >= row.started_on],
            max((day.on for day in days.get(row.pk, []) if day.verdict is not Verdict.CANCELLED), default=None),
            elsewhere=[one.days for one in times.known(row)],
            on=on,
        )
        for row in rows
    }


def _said(inside: Q) -> Many:
    """Explanations that nobody has assessed after they were given."""
    later = Assessment.unscoped.filter(booking=OuterRef("booking"), assessed_at__gte=OuterRef("given_at"))
    rows = Explanation.unscoped.filter(
        ~Exists(later), booking__in=Booking.unscoped.filter(inside).values("pk")
    ).order_by("booking_id", "given_at")
    given = {
        booking: (participation, booking, local_day(at))
        for booking, participation, at in rows.values_list("booking_id", "booking__participation_id", "given_at")
    }
    return _grouped(given.values())


def _disputes(keys: Collection[int]) -> tuple[Many, Many, defaultdict[int, Hands]]:
    """What the person says is wrong, and nobody has answered: of hours, of notes, and who can answer it."""
    waiting = Dispute.unscoped.filter(answered_at=None).order_by("made_at", "pk")
    hours = waiting.filter(booking__participation__in=keys)
    notes = waiting.filter(note__participation__in=keys)
    hands: defaultdict[int, Hands] = defaultdict(dict)
    said = []
    for way, note, at, where, author in notes.values_list(
        "note__participation_id", "note_id", "made_at", "compartment", "note__author_id"
    ):
        said.append((way, note, local_day(at)))
        # Behind a wall that is not the coach's, whoever wrote the note is the one who can answer.
        theirs = Compartment(where) not in {Compartment.TEAM, Compartment.LABOUR_MARKET}
        hands[way][Kind.NOTE_DISPUTED, str(note)] = (author if theirs else None, Compartment(where))
    seen = [
        (way, booking, local_day(at))
        for way, booking, at in hours.values_list("booking__participation_id", "booking_id", "made_at")
    ]
    return _grouped(seen), _grouped(said), hands


@dataclass(slots=True)
class _Bases:
    """Where the bases stand: with the board, or taken back and not yet read about by those who had to do with them."""

    waiting: Many
    unread_by_officer: Many
    unread_by_coach: Many
    answered: defaultdict[int, set[date]]


def _bases(inside: Q, hands: defaultdict[int, Hands]) -> _Bases:
    found = _Bases(_grouped(()), _grouped(()), _grouped(()), defaultdict(set))
    for basis in Basis.unscoped.filter(inside).order_by("pk").defer("facts", "difference"):
        way = basis.participation_id
        if basis.withdrawn_at is None:
            found.answered[way].add(basis.streak_from)
        if basis.handed_over_at is None or basis.officer_id is None:
            continue
        theirs = (basis.officer_id, Compartment.LABOUR_MARKET)
        if basis.state in WAITING_BASIS:
            found.waiting[way] += (Dated(basis.pk, local_day(basis.handed_over_at)),)
            hands[way][Kind.BASIS_WAITING, str(basis.pk)] = theirs
        if basis.withdrawn_at is None:
            continue
        told = Dated(basis.pk, local_day(basis.withdrawn_at))
        if basis.officer_read_withdrawal_at is None:
            found.unread_by_officer[way] += (told,)
            hands[way][Kind.BASIS_WITHDRAWN, str(basis.pk)] = theirs
        if basis.coach_read_withdrawal_at is None:
            found.unread_by_coach[way] += (told,)
    return found


def _stopped_days(rows: list[Participation], on: date) -> dict[int, int]:
    """Days, per referral, in which the clock to the first meeting stood still."""
    pauses: defaultdict[int, list[Period]] = defaultdict(list)
    keys = [row.referral_id for row in rows if row.referral_id is not None]
    for referral, start, end in ClockPause.unscoped.filter(referral__in=keys).values_list(
        "referral_id", "start", "end"
    ):
        pauses[referral].append(Period(start, end))
    return {
        referral: covered_days(periods, within=Period(min(one.start for one in periods), on))
        for referral, periods in pauses.items()
        if min(one.start for one in periods) <= on
    }
