"""Fields of amounts: kronor, per cent and hours as one writes them, kept as whole öre, hundredths and minutes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

AMOUNT = re.compile(r"[-−]?\d{1,12}([.,]\d{1,2})?")
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
SPACES = re.compile(r"[\s\u00a0\u202f]")


class AmountField(forms.CharField):
    """A number with at most two decimals, kept in hundredths: 12 345,50 is 1234550."""

    default_error_messages: ClassVar = {"amount": _("Write a number with at most two decimals, like 12 345,50.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}))
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> int | None:
        said = SPACES.sub("", super().clean(value))
        if not said:
            return None
        if not AMOUNT.fullmatch(said) or not said.isascii() and not said.startswith("−"):
            raise forms.ValidationError(self.error_messages["amount"], code="amount")
        return int(Decimal(said.replace("−", "-").replace(",", ".")) * 100)


class HoursField(forms.CharField):
    """Hours as 7,5 or 7:30, kept in minutes."""

    default_error_messages: ClassVar = {"hours": _("Write hours like 7,5 or 7:30.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}))
        super().__init__(max_length=12, **kwargs)

    def clean(self, value: Any) -> int | None:
        said = SPACES.sub("", super().clean(value))
        if said.isascii() and (told := CLOCK.fullmatch(said)):
            return int(told[1]) * 60 + int(told[2])
        if said.isascii() and AMOUNT.fullmatch(said) and not said.startswith("-"):
            return int(Decimal(said.replace(",", ".")) * 60)
        raise forms.ValidationError(self.error_messages["hours"], code="hours")
