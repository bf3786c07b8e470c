"""Who holds each way: open ways that no coach holds who works in the service, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from vidare.records.participations import Participation
from vidare.records.services import Membership
from vidare.rules.access import Role
from vidare.rules.participations import State


def without_coach(rows: Iterable[Participation], *, on: date) -> dict[int, date]:
    """By participation. One query, however many they are."""
    wide = [row for row in rows if row.state != State.CLOSED.value]
    held = Membership.objects.filter(
        role=Role.COACH.value, start__lte=on, user__is_active=True,
        service__in={row.service_id for row in wide}, user__in={row.coach_id for row in wide if row.coach_id},
    )  # fmt: skip
    last: dict[tuple[int, int], date] = {}
    for user, service, end in held.values_list("user", "service", "end"):
        last[user, service] = max(last.get((user, service), date.min), end or date.max)
    reach = {row.pk: last.get((row.coach_id or 0, row.service_id)) for row in wide}
    return {row.pk: _since(row, reach[row.pk], on) for row in wide if (reach[row.pk] or date.min) < on}


def _since(row: Participation, last: date | None, on: date) -> date:
    """The day after the coach's last; where there has been none, the day on which the way came in."""
    if last is not None:
        return last + timedelta(days=1)
    came = row.referral.received_on if row.referral else None
    return row.coach_since or row.started_on or came or on
