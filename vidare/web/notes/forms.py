"""The quick note, the correction, the dispute and its answer; and the field for what somebody writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.queries.notes import Reader
from vidare.rules.access import Compartment
from vidare.rules.decision import Refused
from vidare.rules.notes import No, NoteKind, cleaned
from vidare.web import words
from vidare.web.forms import CodeField, DayField
from vidare.web.once import OnceForm

# Each in its own language, so that its speaker finds it.
LANGUAGES = [
    ("sv", "Svenska"), ("en", "English"), ("ar", "العربية"), ("so", "Soomaali"), ("ti", "ትግርኛ"), ("fa", "فارسی"),
    ("prs", "دری"), ("ckb", "کوردی"), ("tr", "Türkçe"), ("uk", "Українська"), ("es", "Español"), ("fr", "Français"),
]  # fmt: skip
FAULTS: dict[StrEnum, str] = {
    No.EMPTY: "text",
    No.TOO_LONG: "text",
    No.CONTROL: "text",
    No.TURNED: "text",
    No.UNCHANGED: "text",
    No.FUTURE: "happened_on",
    No.BEFORE_BIRTH: "happened_on",
    No.COMPARTMENT: "compartment",
}


class WrittenField(forms.CharField):
    """What somebody writes. The rule judges it, so nothing is refused here with a sentence of another's."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        if rows > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class LanguageField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Language of the text"))
        super().__init__(choices=LANGUAGES, initial="sv", **kwargs)


def explain(form: forms.Form, refused: Refused, *, at: Mapping[StrEnum, str]) -> None:
    """Every reason in words, at its field; what was written is kept, but for the marks that were refused."""
    for because in refused.reasons:
        name = at.get(because.code, "")
        form.add_error(name if name in form.fields else None, words.sentence(because))
    if {No.CONTROL, No.TURNED} & {because.code for because in refused.reasons}:
        data: Any = form.data
        data = data.copy()
        for name, field in form.fields.items():
            if isinstance(field, WrittenField) and form.add_prefix(name) in data:
                data[form.add_prefix(name)] = cleaned(data[form.add_prefix(name)])
        form.data = data


def readers(options: Iterable[Reader]) -> list[tuple[str, str]]:
    """The compartments to choose among, each with the roles that may read there."""
    return [
        (one.compartment.value, f"{words.word(one.compartment)}: {', '.join(words.word(role) for role in one.roles)}")
        for one in options
    ]


class CompartmentField(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=Compartment, widget=forms.RadioSelect(), **kwargs)


class NoteForm(OnceForm):
    kind = CodeField(NoteKind, radio=True, label=_("What was it?"))
    text = WrittenField(rows=4, label=_("What was said or happened?"))
    happened_on = DayField(label=_("Day"))
    compartment = CompartmentField(
        label=_("Who may see this?"), help_text=_("The person can always read what is written about them.")
    )
    lang = LanguageField()

    def __init__(self, *args: Any, options: Iterable[Reader], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = readers(options)
        self.fields["compartment"].choices = choices  # type: ignore[attr-defined]
        if choices:
            self.fields["compartment"].initial = choices[0][0]


class CorrectionForm(OnceForm):
    kind = CodeField(NoteKind, label=_("What was it?"))
    text = WrittenField(rows=5, label=_("As it should be"))
    happened_on = DayField(label=_("Day"))
    lang = LanguageField()
    note = forms.IntegerField(widget=forms.HiddenInput())


class DisputeForm(OnceForm):
    text = WrittenField(rows=4, label=_("What is wrong, in the person's own words"))
    lang = LanguageField()


class AnswerForm(OnceForm):
    upheld = forms.TypedChoiceField(
        label=_("Is the person right?"),
        choices=[("yes", _("Yes, the note is wrong")), ("no", _("No, the note stands"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(),
    )
    text = WrittenField(rows=3, label=_("Answer to the person"))
