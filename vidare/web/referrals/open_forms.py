"""The form of the open page. It knows when it was opened, and is sent once; without a script and without a cookie."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import Coming
from vidare.queries.ways_in import Asked
from vidare.rules.decision import Because, Refused
from vidare.rules.identity import Fault, read_name, read_phone
from vidare.rules.referrals import Eligibility, WayIn
from vidare.web import words
from vidare.web.forms import CodeField, TextField, refuse
from vidare.web.people.forms import PHONE
from vidare.web.templatetags.vidare import told
from vidare.web.words.people import OWN_NAMES

SALT = "open-page"
NAMELESS = {"required": _("Write your name.")}
TOO_LONG = {"max_length": _("That is too long. Make it shorter.")}


def seal(at: datetime) -> str:
    """When the page was opened, and a mark that one sending uses up; nobody else can make it."""
    return signing.dumps([at.isoformat(), secrets.token_urlsafe(18)], salt=SALT)


def _opens(one: Asked, answer: Eligibility) -> bool:
    return answer is Eligibility.UNKNOWN or answer.value in one.eligible


class AskForm(forms.Form):
    """No number is asked for. ``website`` is seen by programs only, and what they write is dropped."""

    given_name = forms.CharField(label=_("What is your name?"), max_length=200, error_messages=NAMELESS | TOO_LONG)
    phone = forms.CharField(
        label=_("Your telephone number"), max_length=60, required=False, widget=forms.TextInput(attrs=PHONE),
        error_messages=TOO_LONG,
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail"), max_length=200, required=False,
        error_messages={"invalid": _("This is not an e-mail address. Write it as name@example.org.")} | TOO_LONG,
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Which language do you want to speak with us?"), choices=list(OWN_NAMES.items()),
        error_messages={"invalid_choice": _("Choose a language in the list.")},
    )  # fmt: skip
    interpreter = forms.BooleanField(label=_("I want an interpreter"), required=False)
    message = TextField(
        label=_("Do you want to tell us something?"), max_length=2000, required=False, error_messages=TOO_LONG
    )
    code = forms.CharField(
        label=_("Invitation code, if you have one"), max_length=60, required=False, error_messages=TOO_LONG,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.HiddenInput())
    seal = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=300)

    def __init__(self, *args: Any, asked: Iterable[Asked], at: datetime, by_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_at: datetime | None = None
        self.mark = ""
        self.initial.setdefault("seal", seal(at))
        if not by_code:
            del self.fields["code"]
        self.questions = tuple(asked)
        for one in self.questions:
            field = CodeField(Eligibility, radio=True, label=told(one.text), required=False)
            self.fields[f"question-{one.code}"] = field

    def clean_seal(self) -> str:
        try:
            opened_at, self.mark = signing.loads(self.cleaned_data["seal"], salt=SALT)
            self.opened_at = datetime.fromisoformat(opened_at)
        except (signing.BadSignature, ValueError):
            self.mark = ""
        return self.mark

    def clean(self) -> dict[str, Any]:
        """What a rule would refuse is told before anybody's tries are counted: a slip of the finger is no try."""
        said = super().clean() or {}
        try:
            read_name(said.get("given_name", "-"))
            read_phone(said.get("phone", ""))
        except Refused as refused:
            refuse(self, refused)
        if not self.errors and not (said["phone"].strip() or said["email"]):
            self.add_error(None, words.sentence(Because(Fault.NO_WAY_TO_REACH)))
        return said

    def open_anew(self, at: datetime) -> None:
        """As it was written, as if the page had been opened now: what had been open too long can be sent again."""
        self.data = dict(self.data.items()) | {"seal": seal(at)}

    @property
    def about(self) -> list[forms.BoundField]:
        """Who it is, and how they can be reached."""
        names = ("given_name", "phone", "email", "language", "interpreter", "message", "code")
        return [self[name] for name in names if name in self.fields]

    @property
    def invitation(self) -> str:
        """The code that was written; none where the person chose to send without it."""
        return "" if "without-code" in self.data else str(self.cleaned_data.get("code", "")).strip()

    @property
    def asked(self) -> list[forms.BoundField]:
        """What may be answered here, or at the first meeting."""
        return [field for field in self.visible_fields() if field.name.startswith("question-")]

    @property
    def elsewhere(self) -> list[Asked]:
        """The questions whose answer is a no: each has its reason, and where to turn instead. Told before anything is
        sent; whoever sends it all the same is met as anybody."""
        if "anyway" in self.data or self.cleaned_data["website"]:
            return []
        said = [(one, self.cleaned_data.get(f"question-{one.code}")) for one in self.questions]
        return [one for one, answer in said if answer and not _opens(one, answer)]

    def newcomer(self) -> Newcomer:
        names = ("given_name", "phone", "email", "language", "interpreter")
        return Newcomer(Contact(**{name: self.cleaned_data[name] for name in names}))

    def coming(self) -> Coming:
        answers = {
            name.removeprefix("question-"): answer.value
            for name, answer in self.cleaned_data.items()
            if name.startswith("question-") and answer
        }
        return Coming(WayIn.OWN_INITIATIVE, self.cleaned_data["message"], answers)
