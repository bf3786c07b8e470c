"""The questions of progress as a form: a few taps, and every question can be left alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from vidare.queries.progress import Asked
from vidare.web.once import OnceForm
from vidare.web.words.progress import ANSWERS


class ProgressForm(OnceForm):
    """``own``: the participant's, else the staff's. What was said earlier the same day stands in it."""

    def __init__(self, *args: Any, asked: Iterable[Asked], own: bool, language: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = tuple(asked)
        for one in self.asked:
            said = dict(one.own if own else one.staff)
            self.fields[f"q-{one.code}"] = forms.TypedChoiceField(
                label=one.text.told(language),
                choices=[(level, text) for level, text in reversed(ANSWERS.items())],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect(),
                initial=said.get(on),
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[f"q-{one.code}"] for one in self.asked]

    def answers(self) -> dict[str, int]:
        said = {one.code: self.cleaned_data[f"q-{one.code}"] for one in self.asked}
        return {code: level for code, level in said.items() if level is not None}
