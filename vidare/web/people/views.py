"""A person on one screen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from vidare.queries import case_system, disclosures, one_person
from vidare.rules.access import Compartment, Deed
from vidare.web.asking import Asking
from vidare.web.day.doors import line


def person(request: Asking, person_id: int) -> HttpResponse:
    """Now, next step, the last times, plan, activities, mapping, notes, and who sees what."""
    actor, on = request.actor, request.day
    language = translation.get_language() or "sv"
    shown = one_person.page(actor, person=person_id, language=language, at=request.at)
    context: dict[str, object] = {
        "card": shown.card,
        "way": shown.way,
        "ways": shown.ways,
        "owed": [line(debt) for debt in shown.owed] if not actor.glass else [],  # nothing for who only reads
        "strip": shown.strip,
        "disclosures": shown.disclosures,
        "let_in": disclosures.opened_until(actor, person=person_id, on=on),
        "representatives": shown.representatives,
        "changes": shown.changes,
        "may_hand_over": case_system.may_hand_over(actor, on=on),
        "may_change": actor.may(Deed.CHANGE, on=on).allowed,
        "own_board": actor.may(Deed.SEE, on=on, board=shown.card.board).allowed,
        "may_place": actor.may(Deed.PLACE, on=on).allowed,
        "may_close": actor.may(Deed.CLOSE, on=on).allowed,
        "sees_labour_market": actor.may(Deed.SEE, Compartment.LABOUR_MARKET, on=on).allowed,
    }
    if (found := shown.on_the_way) is not None:
        context |= {
            "plan": found.plan,
            "mapping": found.mapping,
            "notes": found.notes,
            "placements": found.placements,
            "assignments": found.assignments,
            "hours": found.hours,
            "coming": found.coming,
            "next_hour": found.next_hour,
            "now": request.at,
        }
    return render(request, "people/person.html", context)
