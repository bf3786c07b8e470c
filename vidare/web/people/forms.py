"""Forms about a person: contact, protection, and the fields of somebody new."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.actions.people import Contact, Newcomer
from vidare.queries.ways_in import Colleague
from vidare.rules.identity import Protection
from vidare.rules.taxonomy import Kind
from vidare.web.choosing.fields import ChoosingForm, ChosenField
from vidare.web.forms import CodeField, TextField
from vidare.web.once import OnceForm
from vidare.web.words.people import SPOKEN

NUMBERS = {"inputmode": "numeric", "dir": "ltr"}
PHONE = {"type": "tel"}


class ContactForm(ChoosingForm):
    given_name = forms.CharField(label=_("First name"), max_length=200)
    family_name = forms.CharField(label=_("Last name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=SPOKEN, initial="sv")
    interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    spoken = ChosenField(
        Kind.LANGUAGE, label=_("Speaks best"), help_text=_("If it is another language than the one above.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False, widget=forms.TextInput(attrs=PHONE))
    email = forms.EmailField(label=_("E-mail"), max_length=200, required=False)

    def contact(self, **more: Any) -> Contact:
        known = {name: self.cleaned_data[name] for name in Contact.__dataclass_fields__ if name in self.cleaned_data}
        return Contact(**known | more)


class ChangeForm(ContactForm):
    """The contact of somebody known. The address stands here only where the register says that it may be shown."""

    sms_wanted = forms.BooleanField(label=_("Wants text messages: day and time only"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not address:
            del self.fields["address"]


class NewcomerForm(ContactForm):
    number = forms.CharField(
        label=_("Identity number"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=NUMBERS),
        help_text=_("10 or 12 digits. Leave it empty if there is none."),
    )
    message = TextField(label=_("What is good to know?"), max_length=4000, required=False)

    field_order = (
        "given_name",
        "family_name",
        "number",
        "language",
        "spoken",
        "interpreter",
        "phone",
        "email",
        "message",
    )

    def newcomer(self) -> Newcomer:
        return Newcomer(self.contact(), number=self.cleaned_data["number"])


class ProtectionForm(OnceForm):
    protection = CodeField(Protection, label=_("What did the register say?"), radio=True)
    named = forms.TypedMultipleChoiceField(
        label=_("Who may see the person, if the identity is protected"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    reason = forms.CharField(label=_("Why these"), max_length=200, required=False)

    def __init__(self, *args: Any, colleagues: Collection[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named"].choices = [(one.user, one.name) for one in colleagues]  # type: ignore[attr-defined]
