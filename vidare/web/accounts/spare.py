"""Spare codes are shown at the press of a button: that they were seen is kept, and a GET writes nothing."""

from __future__ import annotations

from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from django.http import HttpResponse
from django.shortcuts import render

from vidare.web.asking import Asking

shown = ViewRecoveryCodesView.as_view()


def show(request: Asking) -> HttpResponse:
    if request.method != "POST":
        return render(request, "mfa/recovery_codes/show.html")
    request.method = "GET"
    answer: HttpResponse = shown(request)
    return answer
