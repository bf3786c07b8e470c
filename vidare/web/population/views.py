"""Numbers of people outside the house: what is kept, and new ones taken in from a few lines of text."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vidare.actions import population as actions
from vidare.queries import population as queries
from vidare.rules.decision import Refused
from vidare.rules.population import BOARD, COHORT, COLUMNS, LARGEST, Measure
from vidare.web.asking import Asking
from vidare.web.forms import TextField, refuse

EXAMPLE = f"{','.join(COLUMNS)}\n"


class PopulationForm(forms.Form):
    service = forms.ChoiceField(label=gettext_lazy("Service"))
    text = TextField(label=gettext_lazy("The lines of the file"), rows=6, max_length=LARGEST, initial=EXAMPLE)


def population(request: Asking) -> HttpResponse:
    boards = queries.kept(request.actor, on=request.day)
    form = PopulationForm(request.POST or None)
    form.fields["service"].choices = [(one.code, one.name) for one in boards]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            rows = actions.take_in(request.actor, **form.cleaned_data, at=request.at)
            messages.success(request, _("Rows taken in: %(n)s.") % {"n": rows})
            return redirect("population")
        except Refused as refused:
            refuse(form, refused)
    context = {
        "boards": boards,
        "form": form,
        "young": Measure.YOUNG_OUTSIDE.value,
        "arrived": Measure.NEWLY_ARRIVED.value,
        "plain": ",".join(COLUMNS),
        "columns": ",".join(COHORT),
        "board": BOARD,
        "several": any(len({one.board for one in row.counts}) > 1 for row in boards),
    }
    return render(request, "population/population.html", context, status=422 if form.errors else 200)
