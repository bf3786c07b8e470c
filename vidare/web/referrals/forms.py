"""Forms of the ways in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import Coming
from vidare.queries.ways_in import Asked, ReferralPage
from vidare.rules.referrals import DeclineReason, Eligibility, PauseReason, WayIn
from vidare.web import words
from vidare.web.forms import CodeField, DayField, TextField
from vidare.web.once import OnceForm
from vidare.web.people.forms import PHONE, NewcomerForm
from vidare.web.templatetags.vidare import told
from vidare.web.words.people import SPOKEN


def add_questions(form: forms.Form, asked: Iterable[Asked]) -> None:
    """The service's own questions about somebody; the codes of the answers are the house's."""
    for one in asked:
        field = CodeField(Eligibility, radio=True, label=told(one.staff), required=False)
        field.initial = one.answer or None
        if one.answer and not one.opens:
            field.help_text = told(one.reason)
        form.fields[f"question-{one.code}"] = field


def answers(form: forms.Form) -> dict[str, str]:
    return {
        name.removeprefix("question-"): answer.value
        for name, answer in form.cleaned_data.items()
        if name.startswith("question-") and answer
    }


class ReferForm(NewcomerForm):
    """``sources``: how the person may have come. Where there is but one it is no question: it is who writes."""

    def __init__(self, *args: Any, asked: Iterable[Asked], sources: Sequence[WayIn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = sources
        if len(sources) > 1:
            self.fields["way_in"] = CodeField(sources, label=_("Who sent the person here?"), radio=True)
        add_questions(self, asked)

    def coming(self) -> Coming:
        said = self.cleaned_data
        return Coming(said.get("way_in") or self.sources[0], said["message"], answers(self))


class DropInForm(OnceForm):
    """Ten seconds at the door: a name, and what else there was time for."""

    given_name = forms.CharField(label=_("Name"), max_length=200)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False, widget=forms.TextInput(attrs=PHONE))
    language = forms.ChoiceField(label=_("Language"), choices=SPOKEN, initial="sv")
    message = forms.CharField(label=_("What is it about?"), max_length=4000, required=False)

    def newcomer(self) -> Newcomer:
        said = self.cleaned_data
        return Newcomer(Contact(said["given_name"], phone=said["phone"], language=said["language"]))

    def coming(self) -> Coming:
        return Coming(WayIn.WALK_IN, self.cleaned_data["message"])


class AcceptForm(OnceForm):
    coach = forms.TypedChoiceField(label=_("Coach"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, page: ReferralPage, **kwargs: Any) -> None:
        super().__init__(*args, prefix="accept", **kwargs)
        add_questions(self, page.asked)
        self.fields["coach"].choices = [  # type: ignore[attr-defined]
            (one.user, f"{one.name} ({one.open})") for one in page.coaches
        ] or [("", "–")]
        self.fields["coach"].initial = page.proposed
        self.fields["coach"].help_text = _("The number is how many they carry. The one who carries least is proposed.")
        self.order_fields([name for name in self.fields if name != "coach"])

    def answers(self) -> dict[str, str]:
        return answers(self)


class DeclineForm(OnceForm):
    ruled = frozenset({"reasons", "turn_to"})
    reasons = forms.MultipleChoiceField(
        label=_("Why"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        choices=lambda: [(reason.value, words.word(reason)) for reason in DeclineReason],
    )
    turn_to = TextField(label=_("Where can the person turn instead?"), rows=3, max_length=1000, required=False)

    def __init__(self, *args: Any, page: ReferralPage, **kwargs: Any) -> None:
        super().__init__(*args, prefix="decline", **kwargs)
        proposed = [one.turn_to.told("sv") for one in page.asked if one.answer and not one.opens]
        self.fields["turn_to"].initial = " ".join(proposed)

    def codes(self) -> list[DeclineReason]:
        return [DeclineReason(reason) for reason in self.cleaned_data["reasons"]]


class PauseForm(OnceForm):
    reason = CodeField(PauseReason, label=_("Why the clock stands still"))
    start = DayField(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="pause", **kwargs)


class ResumeForm(OnceForm):
    end = DayField(label=_("Last day of the pause"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="resume", **kwargs)
