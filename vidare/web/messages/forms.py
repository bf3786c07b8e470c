"""The one form of the outbox: it went, or it is tried again."""

from __future__ import annotations

from django import forms

from vidare.web.once import OnceForm


class SettleForm(OnceForm):
    message = forms.IntegerField(min_value=1)
    sent = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")
