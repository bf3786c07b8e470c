"""One area of a mapping as a form of its own, with the mark of what it said when it was opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from vidare.queries.needs import AreaRow
from vidare.rules.facts import kept
from vidare.rules.needs import HIGHEST, LOWEST, Answer
from vidare.web.forms import DayField
from vidare.web.needs import fields
from vidare.web.notes.forms import LanguageField, WrittenField
from vidare.web.once import OnceForm
from vidare.web.words.needs import LEVELS

WORDS = ("own_word", "own_lang", "own_level", "staff_word", "staff_level")


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

    def __init__(self, *args: Any, row: AreaRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.facts = {fields.name_of(one): fields.field_of(one) for one in row.area.fields}
        self.fields |= self.facts
        for one in row.area.fields:
            self.initial[fields.name_of(one)] = fields.initial(one, row.said.facts)

    @property
    def own_fields(self) -> list[BoundField]:
        """What the area asks for besides words."""
        return [self[name] for name in self.facts]

    def answer(self) -> Answer:
        said = self.cleaned_data
        asked = {one.code: fields.said_in(said[fields.name_of(one)]) for one in self.row.area.fields}
        # What an earlier model asked for and this one does not is kept as it was said.
        before = {code: values for code, values in self.row.said.facts if code not in asked}
        return Answer(
            said["own_word"], said["own_lang"], said["own_level"], said["staff_word"], said["staff_level"],
            facts=kept(before | asked),
        )  # fmt: skip


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
    initial = {name: getattr(row.said, name) for name in WORDS} | {"seen": row.said.mark}
    form = AreaForm(data if sent else None, prefix=row.code, initial=initial, row=row)
    return Section(row, form, **more)
