"""Which organisations and activities a running service has: for those who set it up."""

from __future__ import annotations

from dataclasses import dataclass

from vidare.records.activities import Activity
from vidare.records.organisations import Organisation
from vidare.records.services import Service
from vidare.rules.decision import Hidden
from vidare.rules.organisations import OrganisationKind


@dataclass(frozen=True, slots=True)
class Running:
    service: int
    activity: int
    own: int
    employment_service: int | None


def running(code: str) -> Running:
    """The service of that code, its first activity, its board's own organisation and the Employment Service's."""
    service = Service.objects.filter(code=code).first()
    if service is None:
        raise Hidden
    activity = Activity.objects.filter(service=service).order_by("pk").first()
    own = Organisation.objects.filter(board=service.board_id).order_by("pk").first()
    if activity is None or own is None:
        raise Hidden
    kind = OrganisationKind.EMPLOYMENT_SERVICE.value
    other = Organisation.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True).first()
    return Running(service.pk, activity.pk, own.pk, other)


def by_code(code: str) -> int:
    """Raises Hidden for an organisation that is not there."""
    key = Organisation.objects.filter(code=code).values_list("pk", flat=True).first()
    if key is None:
        raise Hidden
    return int(key)
