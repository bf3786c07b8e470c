"""A month is closed by the manager: its figures are kept, and later facts show beside them as corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.services import ClosedMonth, Service
from vidare.rules.access import Actor, Deed
from vidare.rules.statistics import may_close_month


@deed
def close_month(
    actor: Actor, *, service: int, month: date, figures: Sequence[Mapping[str, object]], at: datetime
) -> int:
    """Keep the figures of a month that is over. A closed month is never written again."""
    on = at.date()
    where = find.one(Service.objects.filter(pk__in=actor.services(on=on)), service)
    actor.may(Deed.CLOSE_MONTH, on=on, service=service).require()
    closed = ClosedMonth.objects.filter(service=where, month=month).exists()
    may_close_month(month, already=closed, on=on).require()
    row = ClosedMonth.objects.create(
        service=where, month=month, closed_by_id=actor.hand, closed_at=at, figures=[dict(one) for one in figures]
    )
    note(actor, "month.closed", at=at, board=where.board_id, service=service, month=month.isoformat())
    return int(row.pk)
