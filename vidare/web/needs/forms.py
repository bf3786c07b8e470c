"""One area of a mapping as a form of its own, with the mark of what it said when it was opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.queries.needs import AreaRow
from vidare.rules.needs import HIGHEST, LOWEST, Answer
from vidare.web.forms import DayField
from vidare.web.notes.forms import LanguageField, WrittenField
from vidare.web.once import OnceForm
from vidare.web.words.needs import LEVELS


def _levels() -> list[tuple[str, object]]:
    return [("", _("Not said")), *((str(n), f"{n} – {LEVELS[n]}") for n in range(LOWEST, HIGHEST + 1))]


class LevelField(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_levels, coerce=int, empty_value=None, required=False, **kwargs)


class AreaForm(forms.Form):
    own_word = WrittenField(rows=3, required=False, label=_("In the person's own words"))
    own_lang = LanguageField(label=_("Language of those words"))
    own_level = LevelField(label=_("Where the person puts themselves"))
    staff_word = WrittenField(rows=3, required=False, label=_("What you see and agree on"))
    staff_level = LevelField(label=_("Where you put it"))
    seen = forms.CharField(widget=forms.HiddenInput(), max_length=16)

    def answer(self) -> Answer:
        said = self.cleaned_data
        return Answer(said["own_word"], said["own_lang"], said["own_level"], said["staff_word"], said["staff_level"])


class BeginForm(OnceForm):
    held_on = DayField(label=_("The day you sat down together"))


@dataclass(frozen=True, slots=True)
class Section:
    """An area on the page: its row, its form, and what somebody else wrote there meanwhile."""

    row: AreaRow
    form: AreaForm
    theirs: Answer | None = None
    saved: bool = False


def section(row: AreaRow, data: Mapping[str, Any] | None = None, **more: Any) -> Section:
    """The area's form: filled from the request where it was sent, else from what is kept."""
    sent = data is not None and f"{row.code}-seen" in data
    initial = {name: getattr(row.said, name) for name in Answer.__slots__} | {"seen": row.said.mark}
    form = AreaForm(data if sent else None, prefix=row.code, initial=initial)
    return Section(row, form, **more)
