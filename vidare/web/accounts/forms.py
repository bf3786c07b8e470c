"""The forms at the participants' door."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.rules.accounts import read_code
from vidare.rules.decision import Refused
from vidare.rules.identity import read_phone
from vidare.web import words


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Large and small letters are the same, and you need not write the hyphen."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        ),
    )

    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])


class SmsCodeForm(CodeForm):
    """The same code, six digits that came to a phone."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["code"]
        field.label, field.help_text = _("The code in the text message"), _("Six digits.")
        field.widget.attrs["inputmode"] = "numeric"


class NumberForm(forms.Form):
    """Who wants a letter. It goes to the address that is known, whoever asks."""

    number = forms.CharField(
        label=_("Your identity number"),
        max_length=40,
        help_text=_("10 or 12 digits."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )

    def clean_phone(self) -> str:
        try:
            return read_phone(self.cleaned_data["phone"])
        except Refused as refused:
            raise forms.ValidationError([words.sentence(because) for because in refused.reasons]) from refused
