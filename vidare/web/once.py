"""A form sent twice is one deed: forms carry a hidden mark, and the second sending leads where the first one led."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from vidare.actions import once as actions
from vidare.web.asking import Asking


class OnceForm(forms.Form):
    """Draw it with ``{{ form }}``, or add ``{{ form.once }}`` where the fields are drawn one by one."""

    once = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("once", secrets.token_urlsafe(24))


def sent_before(request: Asking, prefix: str = "") -> HttpResponse | None:
    """Where this form led when it was taken in before. Asked before the form is judged: what it asks for may be gone
    by now, because its first sending took it, and whoever got no answer then would be told that it cannot be had."""
    token = request.POST.get(f"{prefix}-once" if prefix else "once", "")[:64]
    if "\0" in token:
        return None  # no mark of ours; the form says what is wrong with it
    path = actions.led_to(token, user=request.actor.user_id)
    return redirect(path) if path else None


def once(request: Asking, form: OnceForm, work: Callable[[], str]) -> HttpResponse:
    """``work`` does the deed and answers the path to show next. What it refuses rises."""
    token = str(form.cleaned_data.get("once", ""))
    return redirect(actions.once(token, user=request.actor.user_id, at=request.at, work=work) or "/")
