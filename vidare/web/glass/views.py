"""Breaking the glass: the form, the end of it, and the page on which whoever is responsible reads that it happened."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vidare.actions import glass as actions
from vidare.queries import glass as ask
from vidare.rules.decision import Hidden, Refused
from vidare.rules.glass import LONGEST_REASON
from vidare.web.asking import Asking
from vidare.web.forms import TextField, refuse
from vidare.web.once import OnceForm, once


class GlassForm(OnceForm):
    ruled = frozenset({"reason"})
    sought = forms.CharField(
        label=gettext_lazy("Identity number or case number"), max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    reason = TextField(
        label=gettext_lazy("Why you need it"), max_length=LONGEST_REASON, required=False,
        help_text=gettext_lazy("In words. Your manager and the person's own coach read it."),
    )  # fmt: skip


def break_glass(request: Asking) -> HttpResponse:
    if not ask.may_break(request.actor, at=request.at):
        raise Hidden
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _break(request, form))
        except Refused as refused:
            refuse(form, refused)
    return render(request, "glass/break.html", {"form": form}, status=422 if form.errors else 200)


def _break(request: Asking, form: GlassForm) -> str:
    said = form.cleaned_data
    opened = actions.break_glass(request.actor, sought=said["sought"], reason=said["reason"], at=request.at)
    if opened is None:
        messages.warning(request, _("There is no file that can be opened so. That you have tried is kept."))
        return reverse("break-glass")
    if opened.until is None:
        messages.success(request, _("You may read this file anyhow. Nothing was broken."))
    return reverse("person", args=[opened.person])


@require_POST
def close(request: Asking, glass_id: int) -> HttpResponse:
    actions.close_glass(request.actor, glass=glass_id, at=request.at)
    messages.success(request, _("The file is closed again."))
    return redirect("break-glass")


def openings(request: Asking, person_id: int) -> HttpResponse:
    rows, may_read = ask.of_person(request.actor, person=person_id, at=request.at)
    if request.method == "POST":
        if not may_read:
            raise Hidden
        actions.read_glass(request.actor, person=person_id, at=request.at)
        messages.success(request, _("Noted: you have read it."))
        return redirect("person-openings", person_id=person_id)
    context = {"rows": rows, "may_read": may_read, "person": person_id}
    return render(request, "glass/openings.html", context)
