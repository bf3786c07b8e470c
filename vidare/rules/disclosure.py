"""What crosses a wall: on what ground, to whom, what, and until when."""

from __future__ import annotations

from enum import StrEnum


class Ground(StrEnum):
    """What lifts secrecy. Consent is OSL 12:2; it is not the basis under the GDPR."""

    CONSENT = "consent"
    STATUTORY_DUTY = "statutory-duty"
    NECESSITY = "necessity"
    OSL_10_15_A = "osl-10-15-a"


class Item(StrEnum):
    """What can be disclosed, one by one."""

    NAME = "name"
    IDENTITY_NUMBER = "identity-number"
    CONTACT = "contact"
    REFERRAL = "referral"
    PLANNED_ACTIVITY = "planned-activity"
    PLAN = "plan"
    HOURS = "hours"
