"""What a service model's parts must agree about between themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vidare.rules.services.faults import FaultCode
from vidare.rules.services.known import FIGURES, WEEKDAYS
from vidare.rules.services.model import SAID, Hours, RuleKind, ServiceModel, Unit
from vidare.rules.services.table import Faults

F = FaultCode


def check(model: ServiceModel, faults: Faults) -> None:
    """Add every fault between the parts of a model to those already found in them."""
    _boards(model, faults)
    _once("partners", "code", [partner.code for partner in model.partners], faults)
    _once("roles", "role", [named.role.value for named in model.roles], faults)
    _once("eligibility", "code", [question.code for question in model.questions], faults)
    _once("areas", "code", [area.code for area in model.areas], faults)
    for number, area in enumerate(model.areas, start=1):
        _once(f"areas[{number}].fields", "code", [each.code for each in area.fields], faults)
        for place, asked in enumerate(area.fields, start=1):
            _once(f"areas[{number}].fields[{place}].options", "code", [one.code for one in asked.options], faults)
    _once("progress", "code", [question.code for question in model.progress], faults)
    _areas_of_progress(model, faults)
    _once("rooms", "code", [room.code for room in model.rooms], faults)
    _once("activities", "code", [activity.code for activity in model.activities], faults)
    _once("targets", "code", [target.code for target in model.targets], faults)
    _once("rule_sets", "first_day", [f"{each.kind} {each.first_day}" for each in model.rule_sets], faults)
    _schedule(model, faults)
    _targets(model, faults)
    for number, each in enumerate(model.rule_sets, start=1):
        if each.kind and each.kind not in set(RuleKind) and not each.kind.startswith(SAID):
            faults.add(f"rule_sets[{number}].kind", F.NO_SUCH_RULE, value=each.kind, known=", ".join(sorted(RuleKind)))
    for number, question in enumerate(model.questions, start=1):
        if not question.eligible:
            faults.add(f"eligibility[{number}].eligible", F.NOBODY_IS_ELIGIBLE)
    if model.rule_sets and not any(each.kind == RuleKind.ATTENDANCE.value for each in model.rule_sets):
        faults.add("rule_sets", F.NO_ATTENDANCE_POLICY)


def _boards(model: ServiceModel, faults: Faults) -> None:
    codes = [board.code for board in model.further_boards]
    _once("further_boards", "code", codes, faults)
    for number, code in enumerate(codes, start=1):
        if code and code == model.board.code:
            faults.add(f"further_boards[{number}].code", F.TWICE, value=code)
    for number, partner in enumerate(model.partners, start=1):
        if partner.board and partner.board not in codes:
            faults.add(
                f"partners[{number}].board", F.NO_SUCH_BOARD, value=partner.board[:60], known=", ".join(sorted(codes))
            )
        if partner.board and partner.of_board:
            faults.add(f"partners[{number}].board", F.OF_TWO_BOARDS)


def _areas_of_progress(model: ServiceModel, faults: Faults) -> None:
    known = {area.code for area in model.areas}
    for number, question in enumerate(model.progress, start=1):
        if question.area and question.area not in known:
            faults.add(f"progress[{number}].area", F.NO_SUCH_AREA, value=question.area[:60])


def _once(name: str, key: str, codes: Iterable[str], faults: Faults) -> None:
    seen: set[str] = set()
    for number, code in enumerate(codes, start=1):
        if code and code in seen and not faults.within(f"{name}[{number}].{key}"):
            faults.add(f"{name}[{number}].{key}", F.TWICE, value=code)
        seen.add(code)


def _schedule(model: ServiceModel, faults: Faults) -> None:
    rooms = {room.code for room in model.rooms}
    activities = {activity.code for activity in model.activities}
    for number, hours in enumerate(model.schedule, start=1):
        where = f"schedule[{number}]"
        if hours.activity and hours.activity not in activities:
            faults.add(f"{where}.activity", F.NO_SUCH_ACTIVITY, value=hours.activity[:60])
        if hours.room and hours.room not in rooms:
            faults.add(f"{where}.room", F.NO_SUCH_ROOM, value=hours.room[:60])
        if hours.end <= hours.start and not faults.within(where):
            faults.add(f"{where}.end", F.ENDS_BEFORE_START, start=f"{hours.start:%H:%M}", end=f"{hours.end:%H:%M}")
    for earlier, later, weekday in _overlaps(model.schedule):
        if faults.within(f"schedule[{earlier + 1}]") or faults.within(f"schedule[{later + 1}]"):
            continue  # what they say is not known, so that they cannot be held against each other
        hours = model.schedule[later]
        faults.add(
            f"schedule[{later + 1}].room",
            F.ROOM_TAKEN,
            room=hours.room,
            weekday=WEEKDAYS[weekday - 1],
            other=f"schedule[{earlier + 1}]",
        )


def _overlaps(schedule: tuple[Hours, ...]) -> Iterator[tuple[int, int, int]]:
    """Pairs of hours in one room at one time, with the first weekday they meet on."""
    for later, hours in enumerate(schedule):
        for earlier, other in enumerate(schedule[:later]):
            days = set(hours.weekdays) & set(other.weekdays)
            if hours.room and hours.room == other.room and days and hours.start < other.end and other.start < hours.end:
                yield earlier, later, min(days)


def _targets(model: ServiceModel, faults: Faults) -> None:
    for number, target in enumerate(model.targets, start=1):
        where = f"targets[{number}]"
        if target.figure and target.figure not in model.figures:
            faults.add(f"{where}.figure", F.TARGET_NOT_PRINTED, value=target.figure[:60])
        counted = FIGURES.get(target.figure)
        if counted is not None and counted not in set(Unit):
            faults.add(f"{where}.figure", F.TARGET_OF_AN_AMOUNT, value=target.figure)
        elif counted is not None and counted != target.unit and not faults.within(f"{where}.unit"):
            faults.add(f"{where}.unit", F.TARGET_IN_ANOTHER_UNIT, value=target.figure, unit=counted)
        if target.unit is Unit.SHARE and not 0 <= target.value <= 1:
            faults.add(f"{where}.value", F.NOT_A_SHARE)
