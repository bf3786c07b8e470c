"""Pages with several small forms: the one that was sent is tried, and keeps what was written when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from vidare.rules.decision import Refused, Stale
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import OnceForm, once, sent_before

Work = Callable[[OnceForm], str]


@dataclass(slots=True)
class Tried:
    """``answer`` when the deed was done; else the forms as they stand, and which of them was refused."""

    forms: dict[str, OnceForm]
    wrong: Form | None = None
    answer: HttpResponse | None = None

    @property
    def status(self) -> int:
        return 422 if self.wrong is not None else 200


def bound(request: Asking, name: str) -> dict[str, object]:
    """What a form takes when it was the one sent: the button's ``do`` names it, and its prefix keeps fields apart."""
    sent = request.method == "POST" and sent_form(request) == name
    return {"data": request.POST if sent else None, "files": request.FILES if sent else None, "prefix": name}


def sent_form(request: Asking) -> str:
    """The form that was sent: its own button names it, or one of its fields that asks for what begins so."""
    return request.POST.get("do", "") or request.POST.get("choose", "").rpartition("-")[0]


def attempt(request: Asking, shown: dict[str, OnceForm], work: Mapping[str, Work]) -> Tried:
    form = shown.get(sent_form(request)) if request.method == "POST" else None
    tried = Tried(shown)
    if form is None:
        return tried
    tried.answer = sent_before(request, str(form.prefix or ""))
    if tried.answer is not None:
        return tried
    if form.is_valid():
        try:
            tried.answer = once(request, form, lambda: work[str(form.prefix)](form))
        except Refused as refused:
            refuse(form, refused)
        except Stale:
            form.add_error(
                None, _("Somebody else has changed this since you opened it. Look at it again, and then save.")
            )
    if form.errors:
        tried.wrong = form
    return tried
