"""Forms held when a log-in ran out. They belong to nobody's file, so they leave no line in the trail."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from vidare.records.notes import HeldForm
from vidare.records.sealed import index_of, opened, seal
from vidare.rules.decision import Hidden

KEPT = timedelta(hours=1)
PLACE = "records_heldform.form_sealed"


def hold_form(*, path: str, fields: Mapping[str, Sequence[str]], user_id: int, at: datetime) -> str:
    """Seal the form under a token that only the browser knows; forms older than an hour are thrown away."""
    HeldForm.objects.filter(held_at__lt=at - KEPT).delete()
    token, key = secrets.token_urlsafe(32), uuid.uuid4()
    kept = {"path": path, "user": user_id, "fields": {name: list(values) for name, values in fields.items()}}
    HeldForm.objects.create(
        token_index=index_of(token, kind="held"),
        path=path[:400],
        form_sealed=seal(json.dumps(kept), place=PLACE, key=key),
        key=key,
        held_at=at,
    )
    return token


def take_form(token: str, *, user_id: int | None, at: datetime) -> tuple[str, dict[str, list[str]]]:
    """The path and the fields again. Raises Hidden when there is none, it is too old, or somebody else wrote it."""
    row = HeldForm.objects.filter(token_index=index_of(token, kind="held"), held_at__gte=at - KEPT).first()
    if not token or row is None:
        raise Hidden
    kept = json.loads(opened(row.form_sealed, place=PLACE, key=row.key))
    if kept["user"] != user_id:
        raise Hidden
    return kept["path"], kept["fields"]


def drop_form(token: str) -> None:
    HeldForm.objects.filter(token_index=index_of(token, kind="held")).delete()
