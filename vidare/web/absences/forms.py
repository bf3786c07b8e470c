"""Forms of an absence: the call, the explanation, the assessment, the dispute."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.actions.absences import Told
from vidare.rules.absences import LARGEST_ATTACHMENT, ReasonKind
from vidare.web.forms import CodeField, TextField
from vidare.web.once import OnceForm
from vidare.web.representatives.forms import speaking_field

LANGUAGES = [("sv", _("Swedish")), ("en", _("English")), ("ar", _("Arabic")), ("", _("Another language"))]


class YesNo(forms.TypedChoiceField):
    """Two answers, both shown; none is chosen beforehand."""

    def __init__(self, yes: Any, no: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect())
        super().__init__(choices=[("yes", yes), ("no", no)], coerce=lambda value: value == "yes", **kwargs)


class CallForm(OnceForm):
    reached = YesNo(_("Yes, we spoke"), _("No, send a message on their page"), label=_("Did you reach them?"))
    reason = CodeField(ReasonKind, empty=_("No reason was given"), required=False, label=_("What happened?"))
    text = TextField(rows=3, required=False, label=_("In their words"))

    def __init__(self, *args: Any, speaking: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["representative"] = speaking_field(speaking)

    def told(self) -> Told | None:
        said = self.cleaned_data
        if not said["reason"]:
            return None
        return Told(said["reason"], said["text"], representative=said["representative"])


class AssessForm(OnceForm):
    ruled = frozenset({"why"})
    valid = YesNo(_("Yes, the reason is accepted"), _("No, there is no valid reason"), label=_("Is the reason valid?"))
    why = TextField(rows=2, required=False, label=_("Why"), help_text=_("The person reads this."))


class ExplainForm(OnceForm):
    reason = CodeField(ReasonKind, radio=True, label=_("What happened?"))
    text = TextField(rows=4, required=False, label=_("Tell more, if you want to"))
    file = forms.FileField(
        required=False,
        label=_("A certificate or a picture, if you have one"),
        help_text=_("PDF or picture, 5 MB at most. Only those who read your reason can see it."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, ahead: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ahead:
            self.fields["reason"].label = _("Why can you not come?")
        if not self.is_bound:
            self.initial.setdefault("key", uuid.uuid4())

    def told(self, language: str) -> Told:
        said, file = self.cleaned_data, self.cleaned_data["file"]
        content = file.read(LARGEST_ATTACHMENT + 1) if file else b""
        return Told(said["reason"], said["text"], language, content, file.name if file else "")


class DisputeForm(OnceForm):
    ruled = frozenset({"text"})
    text = TextField(rows=4, required=False, label=_("What is wrong?"))


class AnswerForm(OnceForm):
    ruled = frozenset({"answer"})
    upheld = YesNo(_("Yes, the hour is corrected"), _("No, it stands"), label=_("Is the person right?"))
    answer = TextField(rows=2, required=False, label=_("Why"), help_text=_("The person reads this."))
