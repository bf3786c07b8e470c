"""An absence: rung about, read, assessed, disputed — and the participant's own page of it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import absences as actions
from vidare.actions import ledger
from vidare.actions import messages as outbox
from vidare.queries import absences as ask
from vidare.queries import messages as letters
from vidare.queries import own_bases, papers, people, representatives
from vidare.rules.absences import FileKind
from vidare.rules.decision import Hidden
from vidare.rules.representatives import Matter
from vidare.web.absences.forms import AnswerForm, AssessForm, CallForm, DisputeForm, ExplainForm
from vidare.web.asking import Asking
from vidare.web.doing import attempt, bound
from vidare.web.once import OnceForm

ENDINGS = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.HEIC: "heic"}


def absence(request: Asking, person_id: int, booking_id: int) -> HttpResponse:
    """For staff: ring and note, read and assess, answer a dispute."""
    card = ask.card(request.actor, person=person_id, booking=booking_id, on=request.day)
    here = reverse("absence", args=[person_id, booking_id])
    speaking = representatives.speaking(request.actor, person=person_id, matter=Matter.ABSENCE, on=request.day)

    def call(form: OnceForm) -> str:
        said = form.cleaned_data
        told = form.told() if isinstance(form, CallForm) else None
        actions.note_call(request.actor, absence=card.absence or 0, reached=said["reached"], told=told, at=request.at)
        messages.success(request, _("The call is noted.") if said["reached"] else _("A message waits on their page."))
        return here

    def assess(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.assess(request.actor, booking=card.booking, valid=said["valid"], why=said["why"], at=request.at)
        messages.success(request, _("The assessment is saved, and the person is told."))
        return here

    def answer(form: OnceForm) -> str:
        said, waiting = form.cleaned_data, card.open_dispute
        actions.answer_dispute(
            request.actor, dispute=waiting.key if waiting else 0, upheld=said["upheld"], answer=said["answer"],
            at=request.at,
        )  # fmt: skip
        messages.success(request, _("The answer is saved, and the person is told."))
        return here

    shown: dict[str, OnceForm] = {
        "call": CallForm(**bound(request, "call"), speaking=speaking),
        "assess": AssessForm(**bound(request, "assess")),
        "answer": AnswerForm(**bound(request, "answer")),
    }
    tried = attempt(request, shown, {"call": call, "assess": assess, "answer": answer})
    if tried.answer is not None:
        return tried.answer
    reach = people.contact_card(request.actor, person=person_id, on=request.day) if card.may_call.allowed else None
    context = {"card": card, "forms": tried.forms, "wrong": tried.wrong, "reach": reach, "speaking": speaking}
    return render(request, "absences/absence.html", context, status=tried.status)


def attachment(request: Asking, person_id: int, explanation_id: int) -> HttpResponse:
    """The file as a download, never shown in the page; that it was opened is noted before it is given."""
    file = ask.attachment(request.actor, person=person_id, explanation=explanation_id, on=request.day)
    key = people.key_of(request.actor, person=person_id, on=request.day)
    ledger.note_reading(request.actor, "attachment.opened", at=request.at, person=key, explanation=explanation_id)
    response = HttpResponse(file.content, content_type=file.kind.value)
    response.headers["Content-Disposition"] = f'attachment; filename="{explanation_id}.{ENDINGS[file.kind]}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


# ── The participant's own ────────────────────────────────────────────────────────────────────────────────────────


def mine(request: Asking) -> HttpResponse:
    """What the participant has been told, what they missed, and the hours they can tell ahead about."""
    context = {
        "notices": ask.my_notices(request.actor, on=request.day),
        "told": ask.told_ahead(request.actor, at=request.at),
        "coming": ask.my_coming(request.actor, on=request.day),
        "bases": own_bases.my_list(request.actor, on=request.day),
        "letters": letters.mine(request.actor, on=request.day),
        "papers": papers.mine(request.actor, on=request.day),
    }
    return render(request, "absences/mine.html", context)


def my_absence(request: Asking, booking_id: int) -> HttpResponse:
    notice = ask.my_notice(request.actor, booking=booking_id, on=request.day)
    here = reverse("my-absence", args=[booking_id])

    def explain(form: OnceForm) -> str:
        if not isinstance(form, ExplainForm):
            raise Hidden
        key = form.cleaned_data["key"] or uuid.uuid4()
        told = form.told(request.LANGUAGE_CODE)
        actions.explain(request.actor, booking=notice.booking, told=told, key=key, at=request.at)
        messages.success(request, _("Thank you. We have got what you wrote, and somebody reads it."))
        return here

    def dispute(form: OnceForm) -> str:
        text = form.cleaned_data["text"]
        actions.dispute(request.actor, booking=notice.booking, text=text, lang=request.LANGUAGE_CODE, at=request.at)
        messages.success(request, _("Thank you. We look at it again, and nothing happens until we have done so."))
        return here

    ahead = notice.starts_at > request.at
    shown: dict[str, OnceForm] = {
        "explain": ExplainForm(**bound(request, "explain"), ahead=ahead),
        "dispute": DisputeForm(**bound(request, "dispute")),
    }
    tried = attempt(request, shown, {"explain": explain, "dispute": dispute})
    if tried.answer is not None:
        return tried.answer
    context = {"notice": notice, "forms": tried.forms, "wrong": tried.wrong, "ahead": ahead}
    return render(request, "absences/my_absence.html", context, status=tried.status)


def read(request: Asking, message_id: int) -> HttpResponse:
    """One message, opened: it counts as read from now."""
    outbox.mark_read(request.actor, message=message_id, at=request.at)
    letter = next((one for one in letters.mine(request.actor, on=request.day) if one.key == message_id), None)
    if letter is None:
        raise Hidden
    return render(request, "absences/letter.html", {"letter": letter})
