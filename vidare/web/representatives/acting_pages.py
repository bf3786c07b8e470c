"""Pages of whoever acts for somebody: for whom, and what has been shared about the person."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vidare.actions import accounts
from vidare.actions import representative_doors as actions
from vidare.queries import disclosures
from vidare.rules.accounts import CodePolicy
from vidare.rules.accounts import No as CodeNo
from vidare.rules.decision import Because, Hidden, Refused
from vidare.web.accounts import address
from vidare.web.accounts.forms import CodeForm
from vidare.web.asking import Asking
from vidare.web.forms import refuse

POLICY = CodePolicy()


def choose(request: Asking) -> HttpResponse:
    """For whom; and a code on paper for one more. It is asked for by somebody who is logged in here already."""
    if not request.doors:
        raise Hidden
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _joined(request, form):
        messages.success(request, _("You can act for one more person from now on."))
        return redirect("acting-for")
    context = {
        "open": [one for one in request.doors if one.stands.allowed],
        "ended": [one for one in request.doors if not one.stands.allowed],
        "form": form,
    }
    return render(request, "representatives/choose.html", context, status=422 if form.errors else 200)


def _joined(request: Asking, form: forms.Form) -> bool:
    try:
        if not accounts.may_try("code", address.of(request), most=POLICY.tries_per_address, at=request.at):
            raise Refused([Because(CodeNo.TOO_MANY)])
        if actions.join(request.actor, code=form.cleaned_data["code"], at=request.at):
            return True
        raise Refused([Because(CodeNo.WRONG_CODE)])
    except Refused as refused:
        refuse(form, refused)
    return False


def shared(request: Asking) -> HttpResponse:
    """What has crossed a wall about the person, and the way to take a consent back in their place."""
    if request.actor.acts_for is None or request.actor.person_id is None:
        raise Hidden
    rows = disclosures.disclosures_of(request.actor, person=request.actor.person_id, on=request.day)
    return render(request, "representatives/shared.html", {"shared": rows})
