"""The letterhead of a service, and every letter as it was sent: the file itself, sealed, never set anew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.messages import Message
from vidare.records.personal import Personal, one_of
from vidare.records.services import Service
from vidare.records.users import User
from vidare.rules.papers import LogoKind, Sender, Window
from vidare.rules.representatives import Matter

PLACE = "records_paper.file_sealed"


class Paper(Personal):
    """The PDF of a letter, behind the same walls as its message. It is only added to."""

    acted_on = frozenset({Matter.LETTERS})

    message = models.OneToOneField(Message, models.PROTECT, related_name="paper")
    key = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64)
    file_sealed = models.BinaryField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(name="paper_holds_a_file", condition=~Q(file_sealed=b"")),
            models.CheckConstraint(name="paper_has_a_fingerprint", condition=~Q(digest="")),
        ]
        indexes = [models.Index(name="paper_by_person", fields=["person", "made_at"])]


class Letterhead(models.Model):
    """Who a service's letters are from. Without one they are from the board's municipality, without a telephone."""

    service = models.OneToOneField(Service, models.PROTECT, related_name="+")
    municipality = models.CharField(max_length=100)
    unit = models.CharField(max_length=100)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=200, blank=True)
    web = models.CharField(max_length=200, blank=True)
    colour = models.CharField(max_length=7)
    logo = models.BinaryField(default=b"")
    logo_kind = models.CharField(max_length=10, blank=True)
    window = models.CharField(max_length=10, default=Window.LEFT.value)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("logo_kind", LogoKind, name="letterhead_logo_is_of_a_known_kind", empty=True),
            one_of("window", Window, name="letterhead_window_is_known"),
            models.CheckConstraint(
                name="letterhead_has_a_sender", condition=~Q(municipality="") & ~Q(unit="")
            ),
            models.CheckConstraint(
                name="letterhead_logo_has_a_kind",
                condition=Q(logo=b"", logo_kind="") | (~Q(logo=b"") & ~Q(logo_kind="")),
            ),
        ]  # fmt: skip


def sender_of(service_id: int) -> Sender:
    """Who letters from this service are from."""
    row = Letterhead.objects.filter(service=service_id).first()
    if row is None:
        service = Service.objects.select_related("board").get(pk=service_id)
        return Sender(service.board.municipality, service.name)
    return Sender(
        municipality=row.municipality,
        unit=row.unit,
        address=tuple(line.strip() for line in row.address.splitlines() if line.strip()),
        phone=row.phone,
        email=row.email,
        web=row.web,
        colour=row.colour,
        logo=bytes(row.logo),
        logo_kind=LogoKind(row.logo_kind) if row.logo_kind else None,
        window=Window(row.window),
    )
