"""The notes of a person: the quick one, and one with its corrections and disputes."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import notes as actions
from vidare.queries import notes as ask
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.web.asking import Asking
from vidare.web.notes.forms import FAULTS, AnswerForm, CorrectionForm, DisputeForm, NoteForm, explain
from vidare.web.once import OnceForm, once


def notes(request: Asking, person_id: int) -> HttpResponse:
    number = request.GET.get("page", "1")
    wanted = int(number) if number.isdecimal() and len(number) < 6 else 1
    page = ask.page(request.actor, person_id, on=request.day, number=wanted)
    form = NoteForm(request.POST or None, options=page.may_write_in, initial={"happened_on": request.day})
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _write(request, person_id, form))
        except Refused as refused:
            explain(form, refused, at=FAULTS)
    template = "notes/list.html" if request.htmx and request.method == "GET" else "notes/notes.html"
    return render(request, template, {"page": page, "form": form}, status=422 if form.errors else 200)


def _write(request: Asking, person_id: int, form: NoteForm) -> str:
    said = form.cleaned_data
    actions.write_note(
        request.actor,
        person=person_id,
        kind=said["kind"],
        text=said["text"],
        compartment=said["compartment"],
        happened_on=said["happened_on"],
        lang=said["lang"],
        at=request.at,
    )
    messages.success(request, _("The note is saved."))
    return reverse("notes", args=[person_id])


def note(request: Asking, person_id: int, note_id: int) -> HttpResponse:
    row = ask.one(request.actor, person_id, note_id, on=request.day)
    do = request.POST.get("do", "")
    shown: dict[str, OnceForm] = {
        "correct": CorrectionForm(
            request.POST if do == "correct" else None,
            prefix="correct",
            initial={
                "kind": row.kind.value, "text": row.text, "happened_on": row.happened_on,
                "lang": row.lang, "note": row.key,
            },
        ),
        "dispute": DisputeForm(request.POST if do == "dispute" else None, prefix="dispute"),
        "answer": AnswerForm(request.POST if do == "answer" else None, prefix="answer"),
    }  # fmt: skip
    stale: Stale | None = None
    form = shown.get(do)
    if form is not None and form.is_valid():
        try:
            return once(request, form, lambda: DO[do](request, row, form))
        except Refused as refused:
            explain(form, refused, at=FAULTS)
        except Stale as newer:
            stale = newer
            data = form.data.copy()  # type: ignore[attr-defined]
            data["correct-note"] = str(row.key)
            form.data = data
    status = 409 if stale else 422 if form is not None and form.errors else 200
    who = ask.whom(request.actor, person_id, on=request.day)
    context = {"row": row, "whom": who, "forms": shown, "stale": stale, "wrong": form}
    return render(request, "notes/note.html", context, status=status)


def _correct(request: Asking, row: ask.NoteRow, form: OnceForm) -> str:
    said = form.cleaned_data
    if said["note"] not in {row.key, *(one.key for one in row.before)}:
        raise Hidden  # the note that the form names is another one than the address names
    key = actions.correct_note(
        request.actor,
        note_id=said["note"],
        text=said["text"],
        kind=said["kind"],
        happened_on=said["happened_on"],
        lang=said["lang"],
        at=request.at,
    )
    messages.success(request, _("The correction is saved. What it corrects can still be read."))
    return reverse("note", args=[row.person_id, key])


def _dispute(request: Asking, row: ask.NoteRow, form: OnceForm) -> str:
    said = form.cleaned_data
    actions.dispute_note(request.actor, note_id=row.key, text=said["text"], lang=said["lang"], at=request.at)
    messages.success(request, _("The person's words now stand beside the note."))
    return reverse("note", args=[row.person_id, row.key])


def _answer(request: Asking, row: ask.NoteRow, form: OnceForm) -> str:
    waiting = next((one for note in (row, *row.before) for one in note.disputes if one.answered_at is None), None)
    if waiting is not None:
        said = form.cleaned_data
        actions.answer_dispute(
            request.actor, dispute=waiting.key, upheld=said["upheld"], answer=said["text"], at=request.at
        )
        messages.success(request, _("The answer is saved beside the person's words."))
    return reverse("note", args=[row.person_id, row.key])


DO: dict[str, Callable[[Asking, ask.NoteRow, OnceForm], str]] = {
    "correct": _correct,
    "dispute": _dispute,
    "answer": _answer,
}
