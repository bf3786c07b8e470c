"""The start page: what this is, and how one gets in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from vidare.web.asking import Asking


@login_not_required
def start(request: Asking) -> HttpResponse:
    return render(request, "start/start.html")
