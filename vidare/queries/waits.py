"""How long those who were referred waited for a first meeting: key, way, days, met, turned away, and the way in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from vidare.compute.stock import NONE
from vidare.records.participations import Meeting, Participation
from vidare.records.referrals import ClockPause, Referral
from vidare.records.together import Part, beside, those
from vidare.rules import activities, referrals
from vidare.rules.calendar import local_day
from vidare.rules.period import Period

WAYS_IN = tuple(referrals.WayIn)
Rows = Iterable[tuple[Any, ...]]


def referred(service_id: int, days: Period) -> Part[tuple[Any, ...]]:
    """Who was referred in the twelve months: first meetings, pauses, the ways they took, and the referrals."""
    rows = Referral.unscoped.filter(service=service_id, received_on__range=(days.start, days.end))
    met = Meeting.unscoped.filter(
        participation__referral__in=rows.values("pk"),
        kind=activities.MeetingKind.FIRST.value,
        state=activities.MeetingState.HELD.value,
    )
    paused = ClockPause.unscoped.filter(referral__in=rows.values("pk"))
    after = Participation.unscoped.filter(referral__in=rows.values("pk"))
    return (
        yield from beside(
            those(met.values_list("participation__referral_id", "starts_at")),
            those(paused.values_list("referral_id", "start", "end")),
            those(after.values_list("referral_id", "pk", "started_on", "ended_on")),
            those(rows.order_by("pk").values_list("pk", "received_on", "state", "way_in")),
        )
    )


def waited(read: tuple[Rows, Rows, Rows, Rows], on: date) -> list[tuple[int, int, int, bool, bool, int]]:
    """Everyone referred in the twelve months: days waited without pauses, whether they met or were turned away.

    The wait of whoever left without a meeting ends with the last day.
    """
    gone = [referrals.State.DECLINED.value, referrals.State.WITHDRAWN.value]
    held, paused, after, rows = read
    met: dict[int, datetime] = dict(held)
    pauses: dict[int, list[Period]] = {}
    for referral, start, end in paused:
        pauses.setdefault(referral, []).append(Period(start, end))
    ways = {key: (way, started_on, ended_on) for key, way, started_on, ended_on in after}
    found = []
    for key, received_on, state, way_in in rows:
        way, started_on, left = ways.get(key, (NONE, None, None))
        # Whoever a list told of as taking part has met somebody on the day of the start: no hour of it is known.
        day = local_day(met[key]) if key in met else started_on if started_on and started_on >= received_on else None
        clock = referrals.clock(
            received_on, pauses=pauses.get(key, []), first_meeting_on=day, target_days=0, on=min(on, left or on)
        )  # fmt: skip
        by = WAYS_IN.index(referrals.WayIn(way_in))
        found.append((key, way, clock.waited, day is not None and day <= on, state in gone, by))
    return found
