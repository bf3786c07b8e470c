"""Letters to print: chosen, printed one to a page in the person's language, and marked as posted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from vidare.actions import ledger
from vidare.actions import letters as actions
from vidare.actions.letters import Sheet
from vidare.queries import letters as ask
from vidare.queries.letters import Waiting
from vidare.rules.decision import Refused
from vidare.web.asking import Asking
from vidare.web.forms import refuse


class LettersForm(forms.Form):
    """Which letters; none chosen is answered by the rule."""

    ruled = frozenset({"letters"})
    letters = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, waiting: tuple[Waiting, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letters"].choices = [(one.letter, one.name) for one in waiting]  # type: ignore[attr-defined]


def letters(request: Asking) -> HttpResponse:
    """Those that wait, the oldest first."""
    return _page(request, ask.waiting(request.actor, at=request.at))


def _page(request: Asking, waiting: tuple[Waiting, ...], form: LettersForm | None = None) -> HttpResponse:
    persons = [str(one.person_key) for one in waiting]
    ledger.note_reading(request.actor, "letters.listed", at=request.at, persons=persons)
    context = {"waiting": waiting, "form": form}
    return render(request, "messages/letters.html", context, status=422 if form is not None else 200)


@require_POST
def print_letters(request: Asking) -> HttpResponse:
    """The sheets with their codes. They may be printed again until they are marked as posted."""

    def work(chosen: list[int]) -> HttpResponse:
        sheets = actions.print_letters(request.actor, letters=chosen, at=request.at)
        return render(request, "messages/sheets.html", {"sheets": [_directed(one) for one in sheets]})

    return _with_chosen(request, work)


@require_POST
def post_letters(request: Asking) -> HttpResponse:
    def work(chosen: list[int]) -> HttpResponse:
        count = actions.post_letters(request.actor, letters=chosen, at=request.at)
        told = ngettext("%(n)s letter is marked as posted.", "%(n)s letters are marked as posted.", count)
        messages.success(request, told % {"n": count})
        return redirect("letters")

    return _with_chosen(request, work)


def _with_chosen(request: Asking, work: Callable[[list[int]], HttpResponse]) -> HttpResponse:
    """Nothing is chosen, where something that does not wait was named among them: the rule says so on the page."""
    waiting = ask.waiting(request.actor, at=request.at)
    form = LettersForm(request.POST, waiting=waiting)
    form.full_clean()
    try:
        return work(form.cleaned_data.get("letters", []))
    except Refused as refused:
        refuse(form, refused)
        return _page(request, waiting, form)


def _directed(sheet: Sheet) -> dict[str, object]:
    bidi = translation.get_language_info(sheet.lang)["bidi"]
    return {"sheet": sheet, "direction": "rtl" if bidi else "ltr"}
