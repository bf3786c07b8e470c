"""Lays out the hours of a week from the service's schedule; what is laid out already is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from vidare.actions.ledger import deed, note
from vidare.records import configured, find
from vidare.records.activities import Activity, Session
from vidare.records.services import Room, Service
from vidare.rules.access import Actor, Deed
from vidare.rules.calendar import Week, holiday, moment
from vidare.rules.decision import no
from vidare.rules.services import ServiceModel
from vidare.rules.services.importing import No


@deed
def lay_out_week(actor: Actor, *, service: int, monday: date, at: datetime) -> int:
    """Make the week's hours that are not there yet, holidays left out. Answers how many were made."""
    actor.may(Deed.LEAD, on=at.date(), service=service).require()
    if monday.isoweekday() != 1:
        no(No.MONDAY, day=monday).require()
    row = find.one(Service.objects.all(), service)
    made = _lay_out(row, configured.model_of(row.pk), Week.of(monday))
    note(actor, "week.laid-out", at=at, board=row.board_id, service=row.pk, monday=monday.isoformat(), hours=made)
    return made


def _lay_out(service: Service, model: ServiceModel, week: Week) -> int:
    first, after = moment(week.monday, datetime.min.time()), moment(week.plus(1).monday, datetime.min.time())
    there = Session.objects.filter(service=service, starts_at__gte=first, starts_at__lt=after)
    taken = set(there.values_list("activity_id", "room_id", "starts_at"))
    full = {(room, starts_at) for _, room, starts_at in taken if room is not None}
    fresh = [
        session
        for session in _hours(service, model, week)
        if (session.activity_id, session.room_id, session.starts_at) not in taken
        and (session.room_id, session.starts_at) not in full
    ]
    Session.objects.bulk_create(fresh)
    return len(fresh)


def _hours(service: Service, model: ServiceModel, week: Week) -> Iterator[Session]:
    rooms = {room.code: room for room in Room.objects.filter(service=service)}
    activities = dict(Activity.objects.filter(service=service).values_list("code", "pk"))
    for weekday in range(1, 8):
        day = week.day(weekday)
        if holiday(day) or day < service.opened_on or (service.closed_on is not None and day > service.closed_on):
            continue
        for hours in model.hours_on(weekday):
            room = rooms.get(hours.room)
            yield Session(
                service=service,
                activity_id=activities[hours.activity],
                room=room,
                starts_at=moment(day, hours.start),
                ends_at=moment(day, hours.end),
                seats=room.seats if room is not None else None,
            )


def coming_mondays(count: int, *, on: date) -> list[date]:
    """The Mondays of this week and those after it."""
    this = Week.of(on)
    return [this.monday + timedelta(weeks=number) for number in range(count)]
