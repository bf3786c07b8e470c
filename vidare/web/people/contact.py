"""How a person is reached, what the register says, and the code and the card for the door."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vidare.actions import people as actions
from vidare.queries import meetings, people
from vidare.queries.people import ContactCard
from vidare.rules.access import Deed
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.identity import Protection
from vidare.web import drawn
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import once
from vidare.web.people.forms import ChangeForm, ProtectionForm


def contact(request: Asking, person_id: int) -> HttpResponse:
    card = _card(request, person_id)
    shows = card.protection is not Protection.UNKNOWN
    known = {name: getattr(card, name) for name in ChangeForm.base_fields if hasattr(card, name)}
    form = ChangeForm(request.POST or None, initial=known, address=shows)
    context: dict[str, object] = {"card": card, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _change(request, card, form))
        except Refused as refused:
            refuse(form, refused)
        except Stale as stale:
            context |= {"stale": _differences(form, stale)}
            again = request.POST.copy()
            again["version"] = str(stale.version)
            form.data = again
            form.add_error(None, _("Somebody else changed this while you wrote. Look at both, and save again."))
    return render(request, "people/contact.html", context, status=422 if form.errors else 200)


def _card(request: Asking, person_id: int) -> ContactCard:
    found = people.contact_card(request.actor, person=person_id, on=request.day)
    if not request.actor.may(Deed.CHANGE, on=request.day, board=found.board).allowed:
        raise Hidden
    return found


def _change(request: Asking, card: ContactCard, form: ChangeForm) -> str:
    version = form.cleaned_data["version"]
    actions.change_contact(request.actor, person=card.person, version=version, contact=form.contact(), at=request.at)
    messages.success(request, _("Saved."))
    return reverse("person", args=[card.person])


def _differences(form: ChangeForm, stale: Stale) -> list[tuple[object, object, object]]:
    """Label, what stands there now, what was written here: for the fields that differ."""
    return [
        (form.fields[name].label, theirs, stale.yours[name])
        for name, theirs in stale.theirs.items()
        if name in form.fields and theirs != stale.yours[name]
    ]


def protection(request: Asking, person_id: int) -> HttpResponse:
    card = _card(request, person_id)
    colleagues = [
        one
        for service in sorted(request.actor.services(Deed.CHANGE, on=request.day))
        for one in meetings.colleagues(request.actor, service=service, on=request.day)
    ]
    named = people.named_for(request.actor, person=person_id, on=request.day)
    initial = {"protection": card.protection.value, "named": named or [request.actor.user_id or 0]}
    form = ProtectionForm(
        request.POST or None, initial=initial, colleagues={one.user: one for one in colleagues}.values()
    )
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _protect(request, person_id, form))
        except Refused as refused:
            refuse(form, refused)
    context = {"card": card, "form": form}
    return render(request, "people/protection.html", context, status=422 if form.errors else 200)


def _protect(request: Asking, person_id: int, form: ProtectionForm) -> str:
    said = form.cleaned_data
    actions.set_protection(
        request.actor, person=person_id, protection=said["protection"], named=said["named"], reason=said["reason"],
        at=request.at,
    )  # fmt: skip
    messages.success(request, _("Saved."))
    still = said["protection"] is not Protection.PROTECTED or request.actor.user_id in said["named"]
    return reverse("person", args=[person_id]) if still else reverse("search")


@require_POST
def door_code(request: Asking, person_id: int) -> HttpResponse:
    """A new code for the door, shown here and never again."""
    _may_register(request)
    code = actions.issue_door_code(request.actor, person=person_id, at=request.at)
    return _shown(request, person_id, code=code)


@require_POST
def card(request: Asking, person_id: int) -> HttpResponse:
    """A new card for the door: a QR code that says nothing about whose it is."""
    _may_register(request)
    token = actions.issue_card(request.actor, person=person_id, at=request.at)
    return _shown(request, person_id, drawn=drawn.qr(token, scale=6))


def _may_register(request: Asking) -> None:
    if not request.actor.may(Deed.REGISTER, on=request.day).allowed:
        raise Hidden


def _shown(request: Asking, person_id: int, **shown: object) -> HttpResponse:
    about = people.contact_card(request.actor, person=person_id, on=request.day)
    return render(request, "people/door.html", {"card": about} | shown)
