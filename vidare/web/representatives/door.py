"""The log-in of who acts for somebody, opened and shut by staff."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vidare.actions import representative_doors as actions
from vidare.queries import representative_doors as ask
from vidare.queries.representative_doors import DoorCard
from vidare.rules.accounts import CodePolicy, written
from vidare.rules.decision import Refused
from vidare.web import drawn, words
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.messages.texts import WRITTEN_IN

LANGUAGES = {"sv": "Svenska", "en": "English", "ar": "العربية"}


class InviteForm(forms.Form):
    ruled = frozenset({"phone"})
    phone = forms.CharField(
        required=False, max_length=40, label=gettext_lazy("Their telephone"),
        help_text=gettext_lazy("Codes go there from the second log-in on. Nobody else's: whoever has it can log in."),
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        choices=[(code, LANGUAGES[code]) for code in WRITTEN_IN], label=gettext_lazy("Their language")
    )


def door(request: Asking, person_id: int, representative_id: int) -> HttpResponse:
    """Is there a log-in, and the buttons that open it, print a code, and shut it."""
    card = ask.card(request.actor, person=person_id, representative=representative_id, at=request.at)
    sent = request.POST.get("do") if request.method == "POST" else ""
    form = InviteForm(
        request.POST if sent == "invite" else None, initial={"phone": card.phone, "language": card.language}
    )
    if sent and (sent != "invite" or form.is_valid()):
        try:
            return _do(request, card, form, sent)
        except Refused as refused:
            if sent == "invite":
                refuse(form, refused)
            for because in refused.reasons if sent != "invite" else ():
                messages.error(request, words.sentence(because))
    context = {"card": card, "form": form}
    return render(request, "representatives/door.html", context, status=422 if form.errors else 200)


def _do(request: Asking, card: DoorCard, form: InviteForm, sent: str) -> HttpResponse:
    key = card.representative
    if sent == "invite":
        said = form.cleaned_data
        code = actions.invite_representative(
            request.actor, representative=key, phone=said["phone"], language=said["language"], at=request.at
        )
        return _paper(request, card, code, said["language"])
    if sent == "paper":
        return _paper(
            request, card, actions.print_code(request.actor, representative=key, at=request.at), card.language
        )
    if sent == "shut":
        actions.shut_door(request.actor, representative=key, at=request.at)
        messages.success(request, _("The log-in is shut. Nobody comes in with it any more."))
    return redirect("representative-door", card.person, card.representative)


def _paper(request: Asking, card: DoorCard, code: str, language: str) -> HttpResponse:
    """The code, in their language; shown now and never again. It does not say for whom."""
    there = request.build_absolute_uri(reverse("login-code"))
    lang = language if language in WRITTEN_IN else "sv"
    context = {
        "card": card, "code": written(code), "there": there, "drawn": drawn.qr(there, scale=4), "letter_lang": lang,
        "letter_direction": "rtl" if translation.get_language_info(lang)["bidi"] else "ltr",
        "days": CodePolicy().paper_for.days,
    }  # fmt: skip
    return render(request, "representatives/paper.html", context)
