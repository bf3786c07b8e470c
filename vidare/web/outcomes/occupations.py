"""What a person does and lives on, from a day to a day: noted, and given its last day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import outcomes as actions
from vidare.queries import outcomes as queries
from vidare.queries.outcomes import Occupations, SpellRow
from vidare.web.asking import Asking
from vidare.web.doing import Work, attempt, bound
from vidare.web.once import OnceForm
from vidare.web.outcomes.forms import LastDayForm, OccupationForm
from vidare.web.week import given


def page(request: Asking, person_id: int) -> HttpResponse:
    """One form to note something new, and one under each that goes on."""
    found = queries.occupations(request.actor, person=person_id, on=request.day)
    going_on = [row for row in found.rows if row.end is None]
    shown: dict[str, OnceForm] = {"note": OccupationForm(**bound(request, "note"))}
    shown |= {_name(row): LastDayForm(**bound(request, _name(row))) for row in going_on}
    work = {"note": _note(request, found)} | {_name(row): _end(request, found, row) for row in going_on}
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    context = {
        "found": found,
        "rows": [(row, _name(row), shown.get(_name(row))) for row in found.rows],
        "form": shown["note"],
    }
    return render(request, "outcomes/occupations.html", context, status=tried.status)


def _name(row: SpellRow) -> str:
    return f"end-{row.key}"


def _note(request: Asking, found: Occupations) -> Work:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        freed = actions.note_occupation(
            request.actor,
            participation=found.participation_id,
            occupation=said["occupation"],
            start=said["start"],
            end=said["end"],
            what=said["what"],
            hours=said["hours"],
            at=request.at,
        )
        messages.success(request, _("Saved."))
        given.tell(request, freed)
        return reverse("occupations", args=[found.person_id])

    return work


def _end(request: Asking, found: Occupations, row: SpellRow) -> Work:
    def work(form: OnceForm) -> str:
        actions.end_occupation(
            request.actor,
            participation=found.participation_id,
            spell=row.key,
            last=form.cleaned_data["last"],
            at=request.at,
        )
        messages.success(request, _("Saved. Hours can be booked again from the day after."))
        return reverse("person-week", args=[found.person_id])

    return work
