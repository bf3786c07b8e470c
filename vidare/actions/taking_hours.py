"""Part of taking in a list: rows of a schedule become hours; what is laid out already is left alone."""

from __future__ import annotations

from collections.abc import Mapping

from vidare.actions import ledger
from vidare.actions.taking import Part, Said
from vidare.records.activities import Session
from vidare.records.imports import ImportedRow
from vidare.rules.calendar import bounds, moment
from vidare.rules.imports import RowState, hours_of


def take_in(part: Part, rows: list[ImportedRow], said: Mapping[int, Said]) -> None:
    """Every dated hour whose room is free, and which is not there; a row of which nothing was new is known."""
    days = sorted({day for row in rows for day, _start, _end in hours_of(said[row.pk])})
    if not days:
        return
    there = Session.objects.filter(
        service__in=list(part.places), starts_at__gte=bounds(days[0])[0],
        starts_at__lt=bounds(days[-1])[1],
    )  # fmt: skip
    taken = list(there)
    for row in rows:
        fresh = [hour for hour in _hours(said[row.pk]) if not any(_in_the_way(hour, other) for other in taken)]
        made = Session.objects.bulk_create(fresh)
        taken += made
        row.state = (RowState.MADE if made else RowState.KNOWN).value
        row.made = {"sessions": [hour.pk for hour in made]}
        if made:
            ledger.note(
                part.actor, "hours.laid-out", at=part.at, board=part.batch.board_id, batch=part.batch.pk,
                row=row.number, hours=len(made),
            )  # fmt: skip


def _hours(said: Said) -> list[Session]:
    return [
        Session(
            service_id=int(said["service"]),
            activity_id=int(said["activity"]),
            room_id=int(said["room"]) if said.get("room") else None,
            starts_at=moment(day, start),
            ends_at=moment(day, end),
            seats=int(said["seats"]) if said.get("seats") else None,
        )
        for day, start, end in hours_of(said)
    ]


def _in_the_way(hour: Session, other: Session) -> bool:
    """The same hour, or another in the same room at the same time."""
    if hour.room_id is not None and hour.room_id == other.room_id:
        return bool(hour.starts_at < other.ends_at and other.starts_at < hour.ends_at)
    same = (hour.activity_id, hour.room_id, hour.starts_at) == (other.activity_id, other.room_id, other.starts_at)
    return bool(hour.service_id == other.service_id and same)
