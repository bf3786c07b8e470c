"""Nobody makes an account for themselves: the administrator does, or a coach for a participant."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vidare.queries import accounts


class Closed(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class Second(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of one-time codes are sealed, as all that must not be read from a copy of the database."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Add a passkey or connect an app first. Then you can make spare codes."),
        "incorrect_code": _("The code is wrong, or has been used."),
    }

    def encrypt(self, text: str) -> str:
        return accounts.sealed_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return accounts.opened_secret(encrypted_text)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Vidare"}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        return gettext("My passkey")
