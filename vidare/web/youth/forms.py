"""Forms of the register of the young."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.actions.people import Contact, Newcomer
from vidare.actions.youth import Attempt, Told
from vidare.queries.youth import Card
from vidare.rules.youth import End, Kind, Occupied, Outcome, Source, Way, Why
from vidare.web.forms import CodeField, DayField, TextField
from vidare.web.once import OnceForm
from vidare.web.people.forms import NUMBERS, PHONE
from vidare.web.words.people import SPOKEN


class SearchForm(forms.Form):
    text = forms.CharField(label=_("Name or identity number"), max_length=200)


class RegisterForm(OnceForm):
    """``boards``: the registers that can be written in; only who keeps several is asked whose."""

    whose = forms.TypedChoiceField(label=_("Whose register"), coerce=int, empty_value=None)
    given_name = forms.CharField(label=_("First name"), max_length=200)
    family_name = forms.CharField(label=_("Last name"), max_length=200, required=False)
    number = forms.CharField(
        label=_("Identity number"), max_length=200, required=False, widget=forms.TextInput(attrs=NUMBERS),
        help_text=_("10 or 12 digits. Leave it empty if there is none."),
    )  # fmt: skip
    born_on = DayField(label=_("Date of birth"), required=False, help_text=_("Where there is no number."))
    language = forms.ChoiceField(label=_("Language"), choices=SPOKEN, initial="sv")
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False, widget=forms.TextInput(attrs=PHONE))
    email = forms.EmailField(label=_("E-mail"), max_length=200, required=False)
    source = CodeField(Source, label=_("How do you know?"), empty=_("Choose"))
    why = CodeField(Why, label=_("Why the young person is covered"), initial=Why.UNKNOWN.value)

    def __init__(self, *args: Any, boards: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = boards
        if len(boards) > 1:
            self.fields["whose"].choices = [("", _("Choose")), *boards]  # type: ignore[attr-defined]
        else:
            del self.fields["whose"]

    def board(self) -> int | None:
        return self.cleaned_data["whose"] if "whose" in self.fields else next((key for key, _name in self.boards), None)

    def newcomer(self) -> Newcomer:
        said = self.cleaned_data
        contact = Contact(
            said["given_name"], said["family_name"], said["language"], phone=said["phone"], email=said["email"]
        )
        return Newcomer(contact, number=said["number"], born_on=said["born_on"])

    def told(self) -> Told:
        return Told(self.cleaned_data["source"], self.cleaned_data["why"])


class TriedForm(OnceForm):
    """Ten seconds after the call."""

    way = CodeField(Way, label=_("How"), radio=True)
    outcome = CodeField(Outcome, label=_("What came of it"), radio=True)
    day = DayField(label=_("Day"))
    occupied = CodeField(Occupied, label=_("What the young person does now"), required=False, empty=_("Was not told"))
    text = TextField(label=_("What was said"), rows=2, max_length=4000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="tried", **kwargs)

    def attempt(self) -> Attempt:
        said = self.cleaned_data
        return Attempt(said["day"], said["way"], said["outcome"], said["text"], said["occupied"])


class OfferForm(OnceForm):
    kind = CodeField(Kind, label=_("What is offered"), empty=_("Choose"))
    text = TextField(label=_("More about it"), rows=2, max_length=4000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="offer", **kwargs)


class ProtectionForm(OnceForm):
    protected = forms.TypedChoiceField(
        label=_("What did the register say?"), coerce=lambda said: said == "yes", widget=forms.RadioSelect(),
        choices=[("no", _("No protection")), ("yes", _("Protected: from now on only I see this person"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="protection", **kwargs)


class PassOnForm(OnceForm):
    service = forms.TypedChoiceField(label=_("To which service"), coerce=int)
    until = DayField(label=_("The consent holds until and including"))
    message = TextField(label=_("In the young person's own words"), rows=2, max_length=4000, required=False)
    consent = forms.BooleanField(
        label=_("The young person has said yes to this, and knows that it can be taken back at any time")
    )

    def __init__(self, *args: Any, card: Card, **kwargs: Any) -> None:
        super().__init__(*args, prefix="pass", **kwargs)
        self.fields["service"].choices = card.services  # type: ignore[attr-defined]


class EndForm(OnceForm):
    reason = CodeField(End, label=_("Why the responsibility ends"), empty=_("Choose"))
    day = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="end", **kwargs)
