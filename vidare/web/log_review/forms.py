"""Forms of the log review: one reading judged, the board's own rules for it, where a colleague lives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.queries.log_review import BoardOf
from vidare.rules.log_review import Judgement, Policy
from vidare.web.forms import CodeField, TextField
from vidare.web.once import OnceForm

LAID_DOWN = ("every_days", "sign_within", "drawn", "without_relation", "many_at_night")


class JudgeForm(OnceForm):
    ruled = frozenset({"words"})
    judgement = CodeField(Judgement, radio=True, label=_("What you found"))
    words = TextField(
        rows=2, label=_("In words"), max_length=2000, required=False,
        help_text=_("What was asked and answered, or to whom it is reported."),
    )  # fmt: skip


class PolicyForm(OnceForm):
    every_days = forms.IntegerField(label=_("Days between the reviews"), min_value=1, max_value=1000)
    sign_within = forms.IntegerField(label=_("Days to sign in"), min_value=1, max_value=1000)
    drawn = forms.IntegerField(label=_("Readings drawn by lot"), min_value=1, max_value=1000)
    without_relation = forms.IntegerField(
        label=_("Of each reader, files without anything else done for the person"), min_value=0, max_value=1000
    )
    many_at_night = forms.IntegerField(label=_("Many files in a night is"), min_value=1, max_value=1000)

    def __init__(self, *args: Any, board: BoardOf, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(board.policy, name) for name in LAID_DOWN})
        super().__init__(*args, **kwargs)

    def policy(self) -> Policy:
        return Policy(**{name: self.cleaned_data[name] for name in LAID_DOWN})


class HomeForm(OnceForm):
    user = forms.TypedChoiceField(label=_("Who"), coerce=int)
    address = forms.CharField(
        label=_("Street, number and postcode"), max_length=200, required=False,
        help_text=_("Kept so that it can be compared and read by nobody. Empty takes it away."),
    )  # fmt: skip

    def __init__(self, *args: Any, board: BoardOf, own: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [  # type: ignore[attr-defined]
            (user, f"{name} ✓" if kept else name) for user, name, kept in board.staff if user != own
        ]
