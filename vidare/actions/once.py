"""A form sent twice is one deed: the second time leads where the first one led."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from vidare.records.notes import SentForm

KEPT = timedelta(days=7)


def once(token: str, *, user: int | None, at: datetime, work: Callable[[], str]) -> str:
    """Do ``work`` and answer the path it leads to; with a token already taken, only answer the path.

    When the work is refused the mark goes with it, so that the same form can be mended and sent again. A second
    sender waits until the first is done.
    """
    if not token:
        return work()
    with transaction.atomic():
        try:
            with transaction.atomic():
                mark = SentForm.objects.create(token=token, user_id=user, taken_at=at)
        except IntegrityError:
            if not _marks(token, user).exists():
                return work()  # somebody else's page, left in the browser: this one's deed is still to be done
            return led_to(token, user=user)
        mark.answer_path = work()
        mark.save(update_fields=["answer_path"])
    return mark.answer_path


def led_to(token: str, *, user: int | None) -> str:
    """The path that a form of this user's led to, when it has been taken in; else nothing."""
    if not token:
        return ""
    return _marks(token, user).values_list("answer_path", flat=True).first() or ""


def _marks(token: str, user: int | None) -> QuerySet[SentForm]:
    marks = SentForm.objects.filter(token=token)
    return marks.filter(user=None) if user is None else marks.filter(user_id=user)


def forget_sent_forms(*, at: datetime) -> int:
    """For the night: marks older than a week guard nothing any more."""
    return SentForm.objects.filter(taken_at__lt=at - KEPT).delete()[0]
