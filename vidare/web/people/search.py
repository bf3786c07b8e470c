"""Search on people: by name, identity number or case number. What is searched for never stands in an address."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from vidare.actions import ledger
from vidare.queries import search as queries
from vidare.rules.decision import Hidden, Refused
from vidare.web.asking import Asking
from vidare.web.forms import refuse


class SearchForm(forms.Form):
    text = forms.CharField(label=_("Name, identity number or case number"), max_length=200)


def search(request: Asking) -> HttpResponse:
    """The list is one line in the reading log, with the keys of those shown, before it is shown."""
    if not queries.may_search(request.actor, on=request.day):
        raise Hidden
    form, found, status = SearchForm(request.POST or None), None, 200
    if request.method == "POST" and form.is_valid():
        try:
            found = queries.search(request.actor, text=form.cleaned_data["text"], on=request.day)
            by = found.by.value if found.by else ""
            ledger.note_reading(request.actor, "people.searched", at=request.at, persons=found.keys, by=by)
        except Refused as refused:
            refuse(form, refused)
    if form.is_bound and form.errors:
        status = 422
    template = "people/found.html" if request.htmx else "people/search.html"
    return render(request, template, {"form": form, "found": found}, status=status)
