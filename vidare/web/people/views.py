"""A person on one screen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from vidare.queries import (
    assignments,
    attendance,
    attention,
    disclosures,
    meetings,
    needs,
    notes,
    people,
    person_file,
    placements,
    plans,
    week,
)
from vidare.rules.access import Compartment, Deed
from vidare.rules.activities import MeetingState
from vidare.rules.decision import Hidden
from vidare.web.asking import Asking
from vidare.web.day.doors import line


def person(request: Asking, person_id: int) -> HttpResponse:
    """Now, next step, the last times, plan, activities, mapping, notes, and who sees what."""
    actor, on = request.actor, request.day
    if actor.person_id is not None:
        raise Hidden  # a participant has pages of their own
    ways = person_file.ways(actor, person=person_id, on=on)
    way = ways[0] if ways else None
    context: dict[str, object] = {
        "card": people.contact_card(actor, person=person_id, on=on),
        "way": way,
        "ways": ways,
        "owed": [line(debt) for debt in attention.of_person(actor, person=person_id, on=on)],
        "strip": attendance.strip(actor, person=person_id, at=request.at, last=16),
        "disclosures": disclosures.disclosures_of(actor, person=person_id, on=on),
        "may_change": actor.may(Deed.CHANGE, on=on).allowed,
        "may_place": actor.may(Deed.PLACE, on=on).allowed,
        "may_close": actor.may(Deed.CLOSE, on=on).allowed,
        "sees_labour_market": actor.may(Deed.SEE, Compartment.LABOUR_MARKET, on=on).allowed,
    }
    if way is not None:
        context |= _cards(request, person_id, way)
    return render(request, "people/person.html", context)


def _cards(request: Asking, person_id: int, way: person_file.Way) -> dict[str, object]:
    actor, on = request.actor, request.day
    coming = [
        row
        for row in meetings.meetings_of(actor, participation=way.participation_id, on=on)
        if row.state is MeetingState.BOOKED
    ]
    hours = week.own(actor, person=person_id, at=request.at)
    return {
        "plan": plans.plan_card(actor, person_id, on=on),
        "mapping": needs.mapping_card(actor, person_id, language=translation.get_language() or "sv", on=on),
        "notes": notes.latest(actor, person_id, on=on),
        "placements": placements.of_person(actor, person=person_id, on=on),
        "assignments": assignments.of_person(actor, person=person_id, on=on).rows,
        "coming": coming[-3:][::-1],
        "next_hour": next((one for one in hours.coming if not one.cancelled), None),
        "now": request.at,
    }
