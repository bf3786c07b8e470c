"""What the parts of taking in a list share: the rows at hand, by whom, and the lines that tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from vidare.actions import ledger
from vidare.records.imports import Import
from vidare.records.outcomes import SupportSpell
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.referrals import Referral
from vidare.rules.access import Actor
from vidare.rules.decision import Because
from vidare.rules.imports import Place

Said = Mapping[str, str]


@dataclass(slots=True)
class Part:
    """The rows that are taken in now, by whom, into which services."""

    actor: Actor
    batch: Import
    places: Mapping[int, Place]
    at: datetime
    lines: dict[str, list[tuple[Person, dict[str, int | str]]]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return self.at.date()

    def note(self, verb: str, person: Person, **keys: int | str) -> None:
        self.lines.setdefault(verb, []).append((person, keys))

    def write_down(self) -> None:
        for verb, lines in self.lines.items():
            told = [(person.key, {**keys, "batch": self.batch.pk}) for person, keys in lines]
            ledger.note_all(self.actor, verb, told, at=self.at, board=self.batch.board_id)


def why(reasons: Iterable[Because]) -> list[dict[str, object]]:
    """Reasons as they are kept with a row: codes, and facts as plain texts."""
    return [
        {"code": because.code.value, "facts": {name: str(fact) for name, fact in because.facts.items()}}
        for because in reasons
    ]


def way_was(way: Participation) -> str:
    """What of a way tells whether somebody has worked on it. That its coach has seen it is no work."""
    said = (way.state, way.coach_id, way.started_on, way.ended_on, way.last_contact_on)
    return " ".join(str(part) for part in said)


def referral_was(row: Referral) -> str:
    return f"{row.state} {row.version}"


def spell_was(spell: SupportSpell) -> str:
    return " ".join(str(one) for one in (spell.start, spell.end, spell.obstacle, spell.paid_ore_per_month))
