"""What somebody can and has: occupations, skills, languages and licences, as they stand now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vidare.queries.notes import Whom, whom
from vidare.records import find
from vidare.records.needs import Merit
from vidare.records.participations import Participation
from vidare.rules.access import Actor, Compartment, Deed, Role, who_may
from vidare.rules.decision import Decision, Hidden
from vidare.rules.needs import MERITS
from vidare.rules.taxonomy import Kind

WHERE = Compartment.LABOUR_MARKET


@dataclass(frozen=True, slots=True)
class MeritRow:
    """``called`` is what it was found to be, where that is another word than the one that was said."""

    key: int
    said: str
    called: str
    noted_on: date


@dataclass(frozen=True, slots=True)
class Merits:
    whom: Whom
    rows: Mapping[Kind, tuple[MeritRow, ...]]
    may_change: Decision
    seen_by: tuple[Role, ...]


def merits(actor: Actor, person: int, *, on: date) -> Merits:
    """Raises Hidden for one who may not see mappings: what is mapped is behind the same wall."""
    who = whom(actor, person, on=on)
    scope = actor.scope(on=on)
    way = Participation.of(scope, person).first()
    if way is None or not actor.may(Deed.SEE, WHERE, on=on, service=way.service_id).allowed:
        raise Hidden
    rows = Merit.visible_to(scope).filter(participation=way, removed_on=None).order_by(find.swedish("said"), "pk")
    found: dict[Kind, list[MeritRow]] = {kind: [] for kind in MERITS}
    for key, kind, said, label, noted in rows.values_list("pk", "kind", "said", "concept__label", "noted_on"):
        found[Kind(kind)].append(MeritRow(key, said, label if label and label != said else "", noted))
    may = actor.may(Deed.CHANGE, WHERE, on=on, service=way.service_id)
    return Merits(who, {kind: tuple(rows) for kind, rows in found.items()}, may, who_may(Deed.SEE, WHERE))
