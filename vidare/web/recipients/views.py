"""Those who receive support: offered what and when, or why not; a reason is noted beside the name."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vidare.actions import ledger
from vidare.actions import recipients as actions
from vidare.queries import recipients as queries
from vidare.rules.access import Compartment, Deed
from vidare.rules.decision import Hidden, Refused
from vidare.rules.recipients import BY_HAND, Standing
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.referrals.views import page_number


@require_GET
def recipients(request: Asking) -> HttpResponse:
    show = next((one for one in Standing if one.value == request.GET.get("show")), Standing.NEITHER)
    found = queries.recipients(request.actor, on=request.day, show=show, page=page_number(request))
    ledger.note_reading(request.actor, "recipients.listed", at=request.at, persons=found.keys)
    return render(request, "recipients/recipients.html", {"found": found, "reasons": BY_HAND})


@require_POST
def no_offer(request: Asking, person_id: int) -> HttpResponse:
    reason = next((one for one in BY_HAND if one.value == request.POST.get("reason")), None)
    if not request.actor.may(Deed.CHANGE, Compartment.SOCIAL_SERVICES, on=request.day).allowed:
        raise Hidden
    if reason is None:
        messages.error(request, _("Choose why in the list. Nothing was noted."))
        return redirect("recipients")
    try:
        actions.note_no_offer(request.actor, person=person_id, reason=reason, at=request.at)
        messages.success(request, _("Noted."))
    except Refused as refused:
        for because in refused.reasons:
            messages.error(request, words.sentence(because))
    back = {"page": page} if (page := request.POST.get("page", "")) and page.isdecimal() and len(page) < 7 else {}
    return redirect(f"{reverse('recipients')}?{urlencode(back)}" if back else "recipients")
