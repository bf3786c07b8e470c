"""What is kept about the participant, what has been shared, and who has read it."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vidare.actions import disclosures as sharing
from vidare.actions import notes as writing
from vidare.actions import people as registering
from vidare.queries import accounts, audit, disclosures, my_page, notes, people, representatives
from vidare.queries import messages as letters
from vidare.queries.people import ContactCard
from vidare.rules.decision import Hidden, Refused
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.mine.forms import ChoicesForm, DisputeForm
from vidare.web.notes.forms import FAULTS, explain
from vidare.web.once import once

DAYS = 365


def _me(request: Asking) -> ContactCard:
    if request.actor.person_id is None:
        raise Hidden
    return people.contact_card(request.actor, person=request.actor.person_id, on=request.day)


def page(request: Asking) -> HttpResponse:
    me = _me(request)
    context = {
        "me": me,
        "act_for_me": representatives.of_person(request.actor, person=me.person, on=request.day),
        "shared": disclosures.disclosures_of(request.actor, person=me.person, on=request.day),
        "notes": notes.mine(request.actor, on=request.day),
        "read": sum(one.times for one in audit.readings(request.actor, days=my_page.LAST_MONTH, on=request.day)),
        "log_ins": letters.unseen_log_ins(request.actor, on=request.day),
        "codes": accounts.my_codes(request.actor, at=request.at),
        "coach": my_page.coach(request.actor, on=request.day),
    }
    return render(request, "mine/file.html", context)


def readings(request: Asking) -> HttpResponse:
    """Day by day, by which unit and role; names are given out only after an assessed request."""
    rows = audit.readings(request.actor, days=DAYS, on=request.day)
    context = {"days": [(on, list(found)) for on, found in groupby(rows, key=lambda one: one.on)]}
    return render(request, "mine/readings.html", context)


def choices(request: Asking) -> HttpResponse:
    me = _me(request)
    form = ChoicesForm(
        request.POST or None, initial={"language": me.language, "spoken": me.spoken, "sms_wanted": me.sms_wanted}
    )

    def work() -> str:
        said = form.cleaned_data
        registering.choose_own(
            request.actor,
            language=said["language"],
            spoken=said["spoken"],
            sms_wanted=said["sms_wanted"],
            at=request.at,
        )
        messages.success(request, _("Saved."))
        return reverse("my-file")

    if request.method == "POST" and form.is_valid():
        return once(request, form, work)
    return render(request, "mine/choices.html", {"form": form, "me": me}, status=422 if form.errors else 200)


@require_POST
def withdraw(request: Asking, disclosure_id: int) -> HttpResponse:
    """A consent is taken back with one press, and the receiver's page is empty from that moment."""
    _me(request)
    try:
        sharing.withdraw_disclosure(request.actor, disclosure=disclosure_id, at=request.at)
        messages.success(request, _("The consent is taken back. They cannot see it any more."))
    except Refused as refused:
        for because in refused.reasons:
            messages.error(request, words.sentence(because))
    return redirect("my-file" if request.actor.acts_for is None else "acting-shared")


def dispute(request: Asking, note_id: int) -> HttpResponse:
    """The participant's own words beside a note; the note itself is never changed by it."""
    row = next((one for one in notes.mine(request.actor, on=request.day) if one.key == note_id), None)
    if row is None or row.own:
        raise Hidden
    form = DisputeForm(request.POST or None)

    def work() -> str:
        text = form.cleaned_data["text"]
        writing.dispute_note(request.actor, note_id=row.key, text=text, lang=request.LANGUAGE_CODE, at=request.at)
        messages.success(request, _("Thank you. Your words now stand beside the note, and somebody answers you."))
        return reverse("my-file")

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            explain(form, refused, at=FAULTS)
    return render(request, "mine/dispute.html", {"note": row, "form": form}, status=422 if form.errors else 200)
