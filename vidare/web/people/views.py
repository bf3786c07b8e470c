"""A person on one screen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from vidare.queries import people
from vidare.web.asking import Asking


def person(request: Asking, person_id: int) -> HttpResponse:
    return render(
        request, "people/person.html", {"person": people.key_of(request.actor, person=person_id, on=request.day)}
    )
