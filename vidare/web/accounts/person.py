"""A participant's log-in, opened and helped along by staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from vidare.actions import accounts as actions
from vidare.actions import letters
from vidare.queries import accounts
from vidare.queries.accounts import LoginOf
from vidare.rules.accounts import written
from vidare.rules.decision import Refused
from vidare.web import drawn, words
from vidare.web.asking import Asking
from vidare.web.messages.texts import WRITTEN_IN


def person_login(request: Asking, person_id: int) -> HttpResponse:
    """Is there a log-in, how can a code be had, and the button that prints one."""
    found = accounts.login_of(request.actor, person=person_id, at=request.at)
    if request.method == "POST":
        try:
            return _do(request, found)
        except Refused as refused:
            for because in refused.reasons:
                messages.error(request, words.sentence(because))
    return render(request, "accounts/person.html", {"login": found})


def _do(request: Asking, found: LoginOf) -> HttpResponse:
    do = request.POST.get("do")
    if do == "paper":
        return _letter(request, found)
    if do == "open":
        actions.open_account(request.actor, person=found.person, at=request.at)
        messages.success(request, _("The log-in is open."))
    elif do == "home":
        there = request.build_absolute_uri(reverse("login-code"))
        letters.ask_letter(request.actor, person=found.person, there=there, at=request.at)
        messages.success(request, _("The letter waits to be printed."))
    elif do == "withdraw":
        actions.withdraw_codes(request.actor, person=found.person, at=request.at)
        messages.success(request, _("No code works any more, and whoever was logged in as the person is logged out."))
    return redirect("person-login", found.person)


def _letter(request: Asking, found: LoginOf) -> HttpResponse:
    """The letter with the code, in the person's language; shown now and never again."""
    made = actions.issue_paper_code(request.actor, person=found.person, at=request.at)
    there = request.build_absolute_uri(reverse("login-code"))
    language = found.language if found.language in WRITTEN_IN else "sv"
    context = {
        "login": found,
        "code": written(made.code),
        "expires_at": made.expires_at,
        "there": there,
        "drawn": drawn.qr(there, scale=4),
        "letter_lang": language,
        "letter_direction": "rtl" if translation.get_language_info(language)["bidi"] else "ltr",
    }
    return render(request, "accounts/letter.html", context)
