"""Says which coming hours a deed gave back, on the page after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.utils.translation import gettext as _

from vidare.web.asking import Asking
from vidare.web.week.forms import clock_of


def tell(request: Asking, given: Sequence[datetime]) -> None:
    """Nothing, when nothing was given back; else how many, and from when to when."""
    if len(given) == 1:
        told = _("One coming hour is given back: %(when)s. The seat is free for somebody else.")
        messages.info(request, told % {"when": clock_of(given[0])})
    elif given:
        told = _("%(n)s coming hours are given back, %(first)s to %(last)s. The seats are free for others.")
        messages.info(request, told % {"n": len(given), "first": clock_of(given[0]), "last": clock_of(given[-1])})
