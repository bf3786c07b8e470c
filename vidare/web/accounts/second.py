"""The second proof of staff: its codes are counted in the database, as passwords are, so that nobody guesses them."""

from __future__ import annotations

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.actions import accounts as actions
from vidare.actions import second
from vidare.rules.accounts import CodePolicy, No
from vidare.rules.decision import Because
from vidare.web import clock, words

POLICY = CodePolicy()


def code_field() -> forms.CharField:
    return forms.CharField(
        label=_("One-time code"), widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "dir": "ltr"})
    )


class Once:
    """Two who send the same code are not the same person: the second one is told that it is wrong.

    The package remembers used codes in the memory of one process, and for a third of the time that a code lives.
    """

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not second.use_up(self.user.pk, normalize_user_code(code), at=clock.now()):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class Counted(Once):
    """Six digits can be tried through in an afternoon: after some tries in an hour not even the right ones open."""

    def clean_code(self) -> str:
        user = str(self.user.pk)  # type: ignore[attr-defined]
        if not actions.may_try("second", user, most=POLICY.second_per_user, at=clock.now()):
            raise forms.ValidationError(words.sentence(Because(No.TOO_MANY)))
        return super().clean_code()


class Authenticate(Counted, AuthenticateForm):  # type: ignore[misc]
    """At the log-in."""

    code = code_field()


class Reauthenticate(Counted, ReauthenticateForm):  # type: ignore[misc]
    """Once more, before what protects the log-in is changed."""

    code = code_field()


class Activate(Once, ActivateTOTPForm):  # type: ignore[misc]
    """When the app is connected: the code that shows it is not left over for the next log-in."""

    code = code_field()
