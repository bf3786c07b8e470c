"""The open page: anyone may ask for help for themselves, with a name and a way to be reached, in their language."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

from vidare.actions import asking as actions
from vidare.actions import invitations
from vidare.actions.accounts import may_try
from vidare.actions.once import once
from vidare.queries import ways_in
from vidare.queries.ways_in import Door
from vidare.rules.asking import POLICY, No, in_time
from vidare.rules.decision import Because, Refused
from vidare.rules.invitations import No as Invited
from vidare.rules.referrals import WayIn
from vidare.web.accounts import address
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.referrals import tongue
from vidare.web.referrals.open_forms import AskForm


@login_not_required
def ask(request: Asking, service: str, lang: str = "") -> HttpResponse:
    door = ways_in.open_door(code=service)
    code = tongue.wanted(request, lang, door.languages)
    with translation.override(code):
        return _answered(request, door, code)


def _answered(request: Asking, door: Door, lang: str) -> HttpResponse:
    by_code = WayIn.INVITATION in door.ways_in
    known = {"language": lang, "code": request.GET.get("code", "")[:60]}
    form = AskForm(request.POST or None, asked=door.asked, at=request.at, by_code=by_code, initial=known)
    without = False
    taken = request.method == "POST" and form.is_valid()
    elsewhere = form.elsewhere if taken else []
    if taken and not elsewhere:
        try:
            return redirect(_sent(request, door, form, lang))
        except Refused as refused:
            refuse(form, refused)
            without = any(isinstance(because.code, Invited) for because in refused.reasons)
            if any(because.code is No.OPEN_TOO_LONG for because in refused.reasons):
                form.open_anew(request.at)
    without = without and WayIn.OWN_INITIATIVE in door.ways_in
    status = 422 if form.errors or elsewhere else 200
    more = {"form": form, "may_do_without": without, "elsewhere": elsewhere}
    return _page(request, "referrals/ask.html", door, lang, status=status, **more)


def _sent(request: Asking, door: Door, form: AskForm, lang: str) -> str:
    """The path of the receipt. A program that fills in what nobody sees gets one too, and nothing is written."""
    receipt = reverse("asked", args=[door.code, lang])
    if form.cleaned_data["website"]:
        return receipt
    in_time(form.opened_at, at=request.at).require()
    _not_too_many(request, door, form.invitation)

    def work() -> str:
        actions.ask_oneself(
            request.actor, service=door.code, newcomer=form.newcomer(), coming=form.coming(), code=form.invitation,
            at=request.at,
        )  # fmt: skip
        return receipt

    return once(form.mark, user=request.actor.user_id, at=request.at, work=work) or receipt


def _not_too_many(request: Asking, door: Door, code: str) -> None:
    """With a code a whole school class may write from one address; guessing codes is counted by itself."""
    kind, most = ("invitation", POLICY.codes_from_one_address) if code else ("come", POLICY.from_one_address)
    if not may_try(kind, address.of(request), most=most, at=request.at):
        raise Refused([Because(No.MANY_FROM_HERE)])
    if code:
        invitations.try_code(request.actor, service=door.code, text=code, at=request.at)


@login_not_required
@require_GET
def asked(request: Asking, service: str, lang: str) -> HttpResponse:
    """The receipt: what happens now, and by which day the service tries to have met."""
    door = ways_in.open_door(code=service)
    code = tongue.wanted(request, lang, door.languages)
    with translation.override(code):
        by = request.day + timedelta(days=door.first_meeting_days)
        return _page(request, "referrals/asked.html", door, code, by=by)


def _page(request: Asking, template: str, door: Door, lang: str, *, status: int = 200, **more: object) -> HttpResponse:
    tongues = tuple(tongue.offered(door.code, door.languages, here=lang))
    response = render(request, template, {"door": door, "tongues": tongues} | more, status=status)
    response["Content-Language"] = lang
    response["Cache-Control"] = "no-store"
    return response
