"""Part of taking in a list: those who take part in a service since a day, and those who wait to be taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from vidare.actions import attention
from vidare.actions.taking import Part, Said, referral_was, way_was, why
from vidare.records.imports import ImportedRow
from vidare.records.participations import Participation
from vidare.records.people import Person, Reach
from vidare.records.referrals import Referral
from vidare.records.workload import coaches_of, loads_of
from vidare.rules import participations
from vidare.rules.decision import Refused, no
from vidare.rules.imports import Place, RowState
from vidare.rules.participations import Load
from vidare.rules.participations import State as WayState
from vidare.rules.referrals import State as ReferralState
from vidare.rules.referrals import WayIn, may_come


class _Here:
    """Who waits or takes part already, in which service; and what each coach carries."""

    def __init__(self, persons: list[int], board: int) -> None:
        self.board = board
        ways = Participation.unscoped.filter(person__in=persons).exclude(state=WayState.CLOSED.value)
        self.takes_part = set(ways.values_list("person_id", "service_id"))
        waiting = Referral.unscoped.filter(person__in=persons, state=ReferralState.RECEIVED.value)
        self.waits = set(waiting.values_list("person_id", "service_id"))
        self.reached = set(Reach.unscoped.filter(person__in=persons).values_list("person_id", "service_id"))
        self.loads: dict[int, list[Load]] = {}

    def least_loaded(self, service: int, on: date) -> int | None:
        if service not in self.loads:
            self.loads[service] = loads_of(service, board=self.board, on=on)
        loads = self.loads[service]
        chosen = participations.least_loaded(loads)
        self.loads[service] = [
            replace(load, open=load.open + 1, latest_on=on) if load.coach == chosen else load for load in loads
        ]
        return chosen


def take_in(part: Part, left: list[tuple[ImportedRow, Person]], said: Mapping[int, Said]) -> None:
    """Each into the service that its row names. Who is there already stays as they are."""
    here = _Here([person.pk for _row, person in left], part.batch.board_id)
    for service, place in part.places.items():
        coaches = set(coaches_of(service, board=part.batch.board_id, on=part.on))
        rows = [(row, person) for row, person in left if said[row.pk].get("service") == str(service)]
        for row, person in rows:
            try:
                _way(part, row, person, said[row.pk], place, here, coaches)
            except Refused as refused:
                row.why = why(refused.reasons)
                row.state = row.state if row.state == RowState.MADE.value else RowState.KNOWN.value
        _reach([(row, person) for row, person in rows if row.state == RowState.MADE.value], service, here)


def _reach(rows: list[tuple[ImportedRow, Person]], service: int, here: _Here) -> None:
    wanted = {person.pk: (row, person) for row, person in rows if (person.pk, service) not in here.reached}
    reaches = [Reach(board_id=person.board_id, person=person, service_id=service) for _row, person in wanted.values()]
    for (row, _person), reach in zip(wanted.values(), Reach.unscoped.bulk_create(reaches), strict=True):
        row.made = {**row.made, "reach": reach.pk}


def _way(
    part: Part, row: ImportedRow, person: Person, said: Said, place: Place, here: _Here, coaches: set[int]
) -> None:
    """With a start day somebody who takes part since then; without one somebody who waits to be taken in."""
    place_of = (person.pk, place.key)
    way_in = WayIn(said["way"]) if said.get("way") else None
    # Whoever takes part already was let in once: only who waits comes by a way that has to be open.
    is_open = way_in in place.ways_in or bool(said.get("start"))
    may_come(way_in_open=is_open, waits=place_of in here.waits, takes_part=place_of in here.takes_part).require()
    referral = _referral(part, person, said, way_in, place) if way_in is not None else None
    if referral is not None:
        row.made = {**row.made, "referral": referral.pk, "referral_was": referral_was(referral)}
    if said.get("start"):
        way = _started(part, person, said, place, referral, here, coaches)
        row.made = {**row.made, "way": way.pk, "way_was": way_was(way)}
        here.takes_part.add(place_of)
    else:
        here.waits.add(place_of)
    row.state = RowState.MADE.value


def _referral(part: Part, person: Person, said: Said, way_in: WayIn, place: Place) -> Referral:
    accepted = bool(said.get("start"))
    received_on = date.fromisoformat(said["referred"]) if said.get("referred") else part.on
    row: Referral = Referral.unscoped.create(
        board_id=person.board_id, person=person, service_id=place.key, way_in=way_in.value, received_on=received_on,
        received_at=part.at, referrer_id=part.actor.user_id,
        state=(ReferralState.ACCEPTED if accepted else ReferralState.RECEIVED).value,
        decided_on=date.fromisoformat(said["start"]) if accepted else None,
    )  # fmt: skip
    part.note("referral.received", person, referral=row.pk, service=place.key, way_in=way_in.value)
    return row


def _started(
    part: Part, person: Person, said: Said, place: Place, referral: Referral | None, here: _Here, coaches: set[int]
) -> Participation:
    coach = int(said["coach"]) if said.get("coach") else here.least_loaded(place.key, part.on)
    decision = participations.start(WayState.WAITING, has_coach=coach is not None)
    if coach is not None and coach not in coaches:
        decision &= no(participations.No.NOT_A_COACH)
    decision.require()
    way: Participation = Participation.unscoped.create(
        board_id=person.board_id, person=person, service_id=place.key, referral=referral, coach_id=coach,
        coach_since=part.on, state=WayState.ACTIVE.value, started_on=date.fromisoformat(said["start"]),
    )  # fmt: skip
    part.note("participation.taken-over", person, participation=way.pk, service=place.key, coach=coach or 0)
    attention.refresh(way.pk, on=part.on)
    return way
