"""A service model taken in on a page: looked at first, with its faults or with what it would change."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vidare.actions import services as actions
from vidare.queries import services
from vidare.rules.access import Deed
from vidare.rules.decision import Hidden, Refused
from vidare.rules.services import Faulty, decoded, read_book
from vidare.rules.services.comparing import differences
from vidare.rules.services.saying import said
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.services import files
from vidare.web.services.forms import LARGEST, ModelForm
from vidare.web.words import comparing


def administrators_only(request: Asking) -> None:
    if not request.actor.may(Deed.ADMINISTER, on=request.day).allowed:
        raise Hidden


def take_in(request: Asking) -> HttpResponse:
    """The first sending looks at the file; the second, of the text that was looked at, takes it in."""
    administrators_only(request)
    form = ModelForm(request.POST or None, request.FILES or None)
    page: dict[str, object] = {"form": form, "kept": services.models()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "services/models.html", page, status=422 if form.errors else 200)
    try:
        text = _text(form)
        book = read_book(text)
        if request.POST.get("do") == "take-in":
            done = actions.import_model(request.actor, text=text, at=request.at)
            told = {"code": done.code, "version": done.version}
            messages.success(request, _("%(code)s is taken in as version %(version)s.") % told)
            return redirect("administration")
    except Faulty as faulty:
        page["faults"] = [(fault, files.sentence(fault)) for fault in faulty.faults]
        return render(request, "services/models.html", page, status=422)
    except Refused as refused:
        for because in refused.reasons:
            form.add_error(None, words.sentence(because))
        return render(request, "services/models.html", page, status=422)
    page |= {"book": book, "differences": _changes(text), "looked": ModelForm(initial={"text": text})}
    return render(request, "services/models.html", page)


def _text(form: ModelForm) -> str:
    sent: UploadedFile[bytes] | None = form.cleaned_data["file"]
    if sent is None:
        return str(form.cleaned_data["text"]).replace("\r\n", "\n")
    return decoded(sent.read(LARGEST * 4))


def _changes(text: str) -> list[str] | None:
    """What the file would change; None where no such model stands."""
    book = read_book(text)
    try:
        return [comparing.sentence(one) for one in said(differences(read_book(services.text_of(book.code)), book))]
    except Hidden:
        return None


@require_safe
def export(request: Asking, code: str) -> HttpResponse:
    """The model as a file that travels."""
    administrators_only(request)
    response = HttpResponse(services.exported(code), content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.toml"'
    return response
