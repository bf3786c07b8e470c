"""The letterhead of a service: the municipality's name, colour, logo and address, seen on a specimen before use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vidare.actions import papers as actions
from vidare.queries import papers as ask
from vidare.rules import papers as rules
from vidare.rules.decision import Refused, Stale
from vidare.rules.papers import LARGEST_LOGO, Sender, Window
from vidare.web.asking import Asking
from vidare.web.forms import CodeField, TextField, refuse
from vidare.web.once import OnceForm, once
from vidare.web.paper import letters
from vidare.web.paper.served import served


class LetterheadForm(OnceForm):
    """What stands at the head and foot of every letter."""

    ruled = frozenset({"municipality", "unit", "colour"})
    municipality = forms.CharField(label=gettext_lazy("Municipality"), max_length=100, required=False)
    unit = forms.CharField(
        label=gettext_lazy("Unit"), max_length=100, required=False,
        help_text=gettext_lazy("Who writes, such as the name of the service."),
    )  # fmt: skip
    address = TextField(
        rows=3, label=gettext_lazy("Postal address"), max_length=300, required=False,
        help_text=gettext_lazy("One line for each line of the address. What is appealed is sent there."),
    )  # fmt: skip
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=200, required=False)
    web = forms.CharField(label=gettext_lazy("Web address"), max_length=200, required=False)
    colour = forms.CharField(
        label=gettext_lazy("Colour"), max_length=7, required=False, widget=forms.TextInput(attrs={"type": "color"}),
        help_text=gettext_lazy("It must be dark enough to read on white paper."),
    )  # fmt: skip
    logo = forms.FileField(
        label=gettext_lazy("Logo (SVG or PNG)"), required=False,
        help_text=gettext_lazy("Leave it empty to keep the one that is there."),
    )  # fmt: skip
    no_logo = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)
    window = CodeField(Window, radio=True, label=gettext_lazy("Where the window of your envelopes is"))
    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=0, max_value=2**31 - 1)

    def sender(self) -> Sender:
        said = self.cleaned_data
        lines = [line.strip() for line in said["address"].splitlines()]
        return Sender(
            said["municipality"].strip(), said["unit"].strip(), tuple(line for line in lines if line), said["phone"],
            said["email"], said["web"], said["colour"].lower(), window=said["window"],
        )  # fmt: skip

    def picture(self) -> bytes | None:
        """None keeps what is there; empty takes it away."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["logo"]
        if sent is not None:
            return bytes(sent.read(LARGEST_LOGO + 1))
        return b"" if self.cleaned_data["no_logo"] else None


def letterhead(request: Asking, service_id: int) -> HttpResponse:
    head = ask.letterhead(request.actor, service=service_id, on=request.day)
    form = LetterheadForm(request.POST or None, request.FILES or None, initial=_from(head))
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _save(request, head, form))
        except Refused as refused:
            refuse(form, refused)
        except Stale:
            form.add_error(
                None, _("Somebody else has changed this since you opened it. Look at it again, and then save.")
            )
    context = {"head": head, "form": form}
    return render(request, "paper/letterhead.html", context, status=422 if form.errors else 200)


def _from(head: ask.Head) -> dict[str, Any]:
    sender = head.sender
    names = ("municipality", "unit", "phone", "email", "web", "colour")
    kept = {name: getattr(sender, name) for name in names}
    window = sender.window.value
    return kept | {"address": "\n".join(sender.address), "window": window, "version": head.version}


def _save(request: Asking, head: ask.Head, form: LetterheadForm) -> str:
    actions.set_letterhead(
        request.actor, service=head.service, sender=form.sender(), logo=form.picture(),
        version=form.cleaned_data["version"], at=request.at,
    )  # fmt: skip
    messages.success(request, _("Saved. Look at the specimen before the next letter is written."))
    return reverse("letterhead", args=[head.service])


@require_safe
def specimen(request: Asking, service_id: int) -> HttpResponse:
    """A letter to nobody, under the letterhead as it is saved."""
    head = ask.letterhead(request.actor, service=service_id, on=request.day)
    return served(letters.printed(rules.specimen(head.sender, on=request.day)).file, "provbrev")
