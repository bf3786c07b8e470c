"""What a basis is made of: the hours of a streak, what was said of them, and the assignment over them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from vidare.records import configured
from vidare.records.absences import Absence, Assessment, Explanation
from vidare.records.activities import Assignment, Booking
from vidare.records.notes import Dispute
from vidare.records.participations import Participation
from vidare.rules import absences as ladder
from vidare.rules.activities import AssignmentState, BookingState
from vidare.rules.attendance import Day, Policy, Streak, Verdict, consequence
from vidare.rules.bases import Missed
from vidare.rules.calendar import local_day

ASKED = [ladder.State.SPOKEN, ladder.State.EXPLAINED, ladder.State.SILENT, ladder.State.ASSESSED]


def policy_of(service: int, on: date) -> ladder.Policy:
    return ladder.Policy.from_values(configured.values_of(service, "attendance", on))


def _hours(participation: int) -> QuerySet[Booking]:
    rows = Booking.unscoped.filter(participation=participation, state=BookingState.BOOKED.value).exclude(verdict="")
    return rows.order_by("starts_at", "pk")


def verdicts_of(participation: int) -> dict[int, tuple[date, Verdict]]:
    """Every hour that has a verdict, by booking: its local day and the verdict now."""
    rows = _hours(participation).values_list("pk", "starts_at", "verdict")
    return {key: (local_day(starts_at), Verdict(verdict)) for key, starts_at, verdict in rows}


def streak_of(participation: int, *, on: date) -> Streak:
    """The streak that runs on a day, by the service's own policy of that day."""
    service = Participation.unscoped.values_list("service_id", flat=True).get(pk=participation)
    policy = Policy.from_values(configured.values_of(service, "attendance", on))
    return consequence((Day(day, found) for day, found in verdicts_of(participation).values()), policy=policy, on=on)


def missed(participation: int, first: date, last: date) -> list[Missed]:
    """The hours from ``first`` to ``last`` that count towards the streak or wait to be assessed."""
    verdicts = verdicts_of(participation)
    counted = {key for key, (_day, found) in verdicts.items() if found is Verdict.ABSENT_INVALID}
    waiting = {key for key, (_day, found) in verdicts.items() if found is Verdict.CONTESTED}
    hours = {key: verdicts[key][0] for key in counted | waiting if first <= verdicts[key][0] <= last}
    asked = Absence.unscoped.filter(booking__in=hours, state__in=[state.value for state in ASKED])
    spoken = set(asked.values_list("booking_id", flat=True))
    rows = Dispute.unscoped.filter(booking__in=hours, answered_at=None)
    disputed = set(rows.values_list("booking_id", flat=True))
    return [
        Missed(day, key, spoken=key in spoken, unread=key in waiting - disputed, disputed=key in disputed)
        for key, day in sorted(hours.items(), key=lambda item: (item[1], item[0]))
    ]


def assignment_over(participation: int, first: date, last: date, *, assignment: int | None = None) -> Assignment | None:
    """The decided assignment that was in force on all days from ``first`` to ``last``."""
    rows = Assignment.unscoped.filter(
        Q(ended_on=None) | Q(ended_on__gte=last),
        participation=participation,
        state__in=[AssignmentState.DECIDED.value, AssignmentState.ENDED.value],
        start__lte=first,
        end__gte=last,
        decided_on__lte=first,
    )
    if assignment is not None:
        rows = rows.filter(pk=assignment)
    return rows.select_related("activity").order_by("-decided_on", "-pk").first()


def facts_of(participation: int, first: date, last: date, *, assignment: int) -> dict[str, Any]:
    """Everything that a basis says, frozen: hours, verdicts, what was said and assessed, what is not registered."""
    rows = [row for row in _hours(participation) if first <= local_day(row.starts_at) <= last]
    keys = [row.pk for row in rows]
    said, judged = _said(keys), _judged(keys)
    spoken = dict(
        Absence.unscoped.filter(booking__in=keys, spoken_at__isnull=False).values_list("booking_id", "spoken_at")
    )
    return {
        "hours": [
            {
                "booking": row.pk,
                "on": local_day(row.starts_at).isoformat(),
                "starts_at": row.starts_at.isoformat(),
                "verdict": row.verdict,
                "why": row.verdict_why,
                "spoken_on": local_day(spoken[row.pk]).isoformat() if row.pk in spoken else None,
                "said": said[row.pk],
                "assessed": judged.get(row.pk),
            }
            for row in rows
        ],
        "not_registered": [
            local_day(row.starts_at).isoformat() for row in rows if row.verdict == Verdict.NOT_REGISTERED.value
        ],
        **_decided(assignment),
    }


def _decided(assignment: int) -> dict[str, Any]:
    under = Assignment.unscoped.select_related("activity").get(pk=assignment)
    return {
        "assignment": {
            "id": under.pk,
            "activity": under.activity.name,
            "start": under.start.isoformat(),
            "end": under.end.isoformat(),
            "decided_on": under.decided_on.isoformat() if under.decided_on else None,
        },
        "consulted": {
            "answer": under.consulted_answer,
            "on": under.consulted_on.isoformat() if under.consulted_on else None,
        },
    }


def _said(keys: list[int]) -> defaultdict[int, list[dict[str, Any]]]:
    said: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Explanation.unscoped.filter(booking__in=keys).order_by("given_at", "pk")
    for row in rows.defer("attachment_sealed"):
        said[row.booking_id].append(
            {
                "explanation": row.pk,
                "reason": row.reason,
                "text": row.text,
                "lang": row.lang,
                "ahead": row.ahead,
                "on": local_day(row.given_at).isoformat(),
                "attachment": bool(row.attachment_type),
            }
        )
    return said


def _judged(keys: list[int]) -> dict[int, dict[str, Any]]:
    """The latest assessment of each hour."""
    rows = Assessment.unscoped.filter(booking__in=keys).order_by("assessed_at", "pk")
    return {
        row.booking_id: {"valid": row.valid, "why": row.why, "on": local_day(row.assessed_at).isoformat()}
        for row in rows
    }
