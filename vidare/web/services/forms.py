"""The administrator's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from vidare.queries.staff import Staff, user_named
from vidare.rules.access import Role
from vidare.web import words
from vidare.web.once import OnceForm

LARGEST = 500_000


class ModelForm(forms.Form):
    """A service model's file, or its text once it has been looked at."""

    ruled = frozenset({"file"})
    file = forms.FileField(
        label=_("Service model (a TOML file)"), required=False, validators=[FileExtensionValidator(["toml"])]
    )
    text = forms.CharField(required=False, max_length=LARGEST, strip=False, widget=forms.HiddenInput())


class RoleForm(OnceForm):
    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.TypedChoiceField(label=_("Employed by"), coerce=int)
    start = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("For example newly employed, or a substitute while somebody is ill."),
    )
    end = forms.DateField(
        label=_("Until and including"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For a substitute, or somebody who is here for a time."),
    )  # fmt: skip
    stands_in_for = forms.TypedChoiceField(
        label=_("Stands in for"), coerce=int, required=False, empty_value=None,
        help_text=_("What waits for that person stands on the substitute's day too, and stays theirs."),
    )  # fmt: skip

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, words.word(role)) for role in Role if role is not Role.PARTICIPANT]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("Choose")), *staff.organisations]  # type: ignore[attr-defined]
        near = {one.user: f"{one.name}, {words.word(one.role)}" for one in staff.held}
        self.fields["stands_in_for"].choices = [("", _("Nobody")), *near.items()]  # type: ignore[attr-defined]


class MemberForm(RoleForm):
    username = forms.CharField(label=_("User name"), max_length=150, help_text=_("Of somebody who can log in already."))
    field_order = ("username", "role", "organisation", "start", "reason", "end", "stands_in_for")

    def clean_username(self) -> int:
        user = user_named(self.cleaned_data["username"])
        if user is None:
            raise forms.ValidationError(_("Nobody logs in with this user name. Make a log-in instead."))
        return user


class LoginForm(RoleForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    username = forms.CharField(label=_("User name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False)
    field_order = ("name", "username", "email", "role", "organisation", "start", "reason", "end", "stands_in_for")


class EndForm(OnceForm):
    end = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Why"), max_length=200)
    successor = forms.TypedChoiceField(
        label=_("Who takes over the participants and steps"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, coaches: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", _("Nobody")), *coaches]  # type: ignore[attr-defined]


class DeviceForm(OnceForm):
    name = forms.CharField(label=_("Name of the screen"), max_length=100, help_text=_("For example where it stands."))
