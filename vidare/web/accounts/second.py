"""The second proof of staff: its codes are counted in the database, as passwords are, so that nobody guesses them."""

from __future__ import annotations

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms

from vidare.actions import accounts as actions
from vidare.rules.accounts import CodePolicy, No
from vidare.rules.decision import Because
from vidare.web import clock, words

POLICY = CodePolicy()


class Counted:
    """Six digits can be tried through in an afternoon: after some tries in an hour not even the right ones open."""

    def clean_code(self) -> str:
        user = str(self.user.pk)  # type: ignore[attr-defined]
        if not actions.may_try("second", user, most=POLICY.second_per_user, at=clock.now()):
            raise forms.ValidationError(words.sentence(Because(No.TOO_MANY)))
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class Authenticate(Counted, AuthenticateForm):  # type: ignore[misc]
    """At the log-in."""


class Reauthenticate(Counted, ReauthenticateForm):  # type: ignore[misc]
    """Once more, before what protects the log-in is changed."""
