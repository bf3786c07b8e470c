"""Rows of one list about one person: said twice, said differently, or hardly told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from vidare.rules.imports.codes import Fault, Found, Line
from vidare.rules.imports.headings import folded

FILLS = (
    "family",
    "born",
    "sex",
    "language",
    "interpreter",
    "phone",
    "email",
    "address",
    "coach",
    "start",
    "referred",
    "programme",
    "programme_end",
)


def name_words(said: Mapping[str, str]) -> frozenset[str]:
    whole = f"{said.get('given', '')} {said.get('family', '')}".replace("-", " ")
    return frozenset(filter(None, map(folded, whole.split())))


def same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """A second given name or half a double surname may be left out; nothing may be another."""
    return bool(one & other) and (one <= other or other <= one)


def who(said: Mapping[str, str]) -> str:
    """What tells the person of a row from others: the number, else the name with a birth date or a telephone."""
    if said.get("number"):
        return said["number"]
    name = " ".join(sorted(name_words(said)))
    besides = said.get("born") or said.get("phone")
    return f"{name}|{besides}" if name and besides else ""


def tell_repeats(lines: list[Line]) -> None:
    """In a list of people who stands there twice fills in the first row and is left out; contradictions stop both."""
    for same in _together(lines):
        first = same[0]
        for later in same[1:]:
            if _other_name(first, later):
                continue
            for name in FILLS:
                if name in later.said and name not in first.said:
                    first.said[name] = later.said[name]
                    later.tell(Fault.FILLS_IN, row=first.number)
                elif name in later.said and name not in {"family", "given"} and first.said[name] != later.said[name]:
                    later.tell(Fault.OTHER_THAN, row=first.number)
            later.found = _once(later.found)
            later.tell(Fault.REPEAT, row=first.number)
    _tell_near(lines)


def tell_spells(lines: list[Line]) -> None:
    """Of a list of support: several rows of one person are several spells, which may not overlap."""
    for same in _together(lines):
        first = same[0]
        spells = [first]
        for later in same[1:]:
            if _other_name(first, later):
                continue
            clash = next((one for one in spells if _overlap(one.said, later.said)), None)
            if clash is not None:
                alike = (clash.said.get("start"), clash.said.get("end")) == (
                    later.said.get("start"), later.said.get("end")
                )  # fmt: skip
                later.tell(Fault.REPEAT if alike else Fault.OVERLAPS, row=clash.number)
            else:
                spells.append(later)
    _tell_near(lines)


def _together(lines: Iterable[Line]) -> list[list[Line]]:
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if key := who(line.said):
            groups[key].append(line)
    return [same for same in groups.values() if len(same) > 1]


def _other_name(first: Line, later: Line) -> bool:
    if same_name(name_words(first.said), name_words(later.said)):
        return False
    first.tell(Fault.OTHER_NAME, row=later.number)
    later.tell(Fault.OTHER_NAME, row=first.number)
    return True


def _overlap(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Days as ISO texts compare as days. A spell without an end ends when the next begins, as the house keeps them."""
    if not one.get("start") or not other.get("start"):
        return False
    first, last = sorted((one, other), key=lambda said: said["start"])
    return first["start"] == last["start"] or bool(first.get("end")) and last["start"] <= first["end"]


def _tell_near(lines: Iterable[Line]) -> None:
    numbers = {line.said["number"]: line.number for line in lines if line.said.get("number")}
    for line in lines:
        rows = sorted(numbers[near] for near in line.said.get("near", "").split() if near in numbers)
        if rows:
            line.tell(Fault.NEAR_NUMBER, row=rows[0])


def _once(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in found:
        if one not in kept:
            kept.append(one)
    return kept
