"""The one form of a message that asks for a human: what becomes of it."""

from __future__ import annotations

from django import forms

from vidare.rules.messages import Answer
from vidare.web.once import OnceForm


class AnswerForm(OnceForm):
    message = forms.IntegerField(min_value=1)
    said = forms.TypedChoiceField(choices=[(answer.value, "") for answer in Answer], coerce=Answer)
