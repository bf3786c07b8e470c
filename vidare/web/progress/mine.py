"""The participant's own answers, in a language of theirs whatever language the other pages are in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from vidare.actions import progress as actions
from vidare.queries import progress as ask
from vidare.rules.decision import Refused
from vidare.rules.services.known import PROGRESS_LANGUAGES
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import once
from vidare.web.progress.forms import ProgressForm
from vidare.web.progress.picture import charts


def progress(request: Asking) -> HttpResponse:
    mine = ask.mine(request.actor, on=request.day)
    code = _language(request, mine.language)
    with translation.override(code):
        return _page(request, mine, code)


def _page(request: Asking, mine: ask.MyProgress, code: str) -> HttpResponse:
    form = ProgressForm(
        request.POST if request.method == "POST" else None,
        asked=mine.questions,
        own=True,
        language=code,
        on=request.day,
    )

    def work() -> str:
        actions.say_own(request.actor, answers=form.answers(), at=request.at)
        messages.success(request, _("Thank you. Your answers are saved."))
        return f"{reverse('my-progress')}?in={code}"

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    tongues = [(each, name) for each, name in settings.OPEN_PAGE_LANGUAGES if each in PROGRESS_LANGUAGES]
    direction = "rtl" if code in settings.LANGUAGES_BIDI else "ltr"
    context = {"mine": mine, "form": form, "charts": charts(mine.questions), "tongue": code, "direction": direction}
    with translation.override(request.LANGUAGE_CODE):  # around it stands the frame of all the other pages
        page = render(request, "mine/progress.html", context | {"tongues": tongues})
    page.status_code = 422 if form.errors else 200
    return page


def _language(request: Asking, own: str) -> str:
    """The one that was chosen here, else that of the other pages, unless those cannot be had in the person's own."""
    spoken = own if own in PROGRESS_LANGUAGES and own not in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
    wanted = request.GET.get("in", spoken)
    return wanted if wanted in PROGRESS_LANGUAGES else settings.LANGUAGE_CODE
