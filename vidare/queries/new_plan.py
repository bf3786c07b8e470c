"""What a new plan starts from in a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.records import configured
from vidare.rules.plans import review_from


@dataclass(frozen=True, slots=True)
class Terms:
    """When it is looked at again, and how often one is in contact."""

    review_on: date
    contact_every_days: int


def terms(service: int, *, on: date) -> Terms:
    model = configured.model_of(service)
    laid_down = configured.values_of(service, "attention", on)
    return Terms(
        review_from(on, weeks=model.plan_review_weeks),
        int(laid_down.get("contact_every", model.contact_every_days)),
    )
