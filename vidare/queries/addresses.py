"""Whether what an address names is all about the person it names: no row of one person is reached through another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vidare.records.absences import Basis, Explanation
from vidare.records.activities import Assignment, Booking
from vidare.records.attendance import Observation
from vidare.records.case_system import CaseFile
from vidare.records.courses import Course
from vidare.records.disclosures import Disclosure
from vidare.records.find import LARGEST_KEY
from vidare.records.messages import Message
from vidare.records.needs import Mapping as Mapped
from vidare.records.needs import Merit
from vidare.records.notes import Note
from vidare.records.outcomes import Exit, FollowUp
from vidare.records.participations import Meeting, Participation
from vidare.records.personal import Personal
from vidare.records.placements import Placement
from vidare.records.plans import Plan, Step
from vidare.records.referrals import Referral
from vidare.records.representatives import Representative
from vidare.records.team import AgendaItem
from vidare.rules.access import Actor

# What stands beside ``person_id`` in an address; a test walks the site map and misses whatever is not here.
PARTS: dict[str, type[Personal]] = {
    "assignment_id": Assignment,
    "basis_id": Basis,
    "booking_id": Booking,
    "case_file_id": CaseFile,
    "course_id": Course,
    "disclosure_id": Disclosure,
    "exit_id": Exit,
    "explanation_id": Explanation,
    "follow_up_id": FollowUp,
    "mapping_id": Mapped,
    "meeting_id": Meeting,
    "merit_id": Merit,
    "item_id": AgendaItem,
    "message_id": Message,
    "note_id": Note,
    "observation_id": Observation,
    "participation_id": Participation,
    "placement_id": Placement,
    "plan_id": Plan,
    "referral_id": Referral,
    "representative_id": Representative,
    "step_id": Step,
}


def can_be(parts: Mapping[str, object]) -> bool:
    """False for a key that no table can hold: whoever asks by it is answered before any table is."""
    return all(key <= LARGEST_KEY for key in parts.values() if isinstance(key, int))


def about_another(actor: Actor, *, person: int, parts: Mapping[str, object], on: date) -> bool:
    """True when one of the parts is a row of somebody else's. What the actor cannot see, the page itself turns away."""
    scope = actor.scope(on=on)
    return any(
        PARTS[name].visible_to(scope).filter(pk=key).exclude(person=person).exists()
        for name, key in parts.items()
        if name in PARTS
    )
