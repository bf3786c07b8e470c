"""The employment service's words: occupations, skills, languages, licences, places; read from files, and found."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LONGEST_CODE, LONGEST_LABEL, LONGEST_KIND, LONGEST_SAID = 120, 300, 60, 200
AT_MOST = 10  # so many are offered for what is typed
WORDS_IN = 8  # so many beginnings of a label are found by
LETTERS_IN = 60  # so many letters of each beginning
SWEDEN = (55.0, 69.3, 10.5, 24.3)  # south, north, west, east, in degrees
KEPT_APART = "åäö"
COUNTIES = {
    "01": "Stockholms län", "03": "Uppsala län", "04": "Södermanlands län", "05": "Östergötlands län",
    "06": "Jönköpings län", "07": "Kronobergs län", "08": "Kalmar län", "09": "Gotlands län", "10": "Blekinge län",
    "12": "Skåne län", "13": "Hallands län", "14": "Västra Götalands län", "17": "Värmlands län", "18": "Örebro län",
    "19": "Västmanlands län", "20": "Dalarnas län", "21": "Gävleborgs län", "22": "Västernorrlands län",
    "23": "Jämtlands län", "24": "Västerbottens län", "25": "Norrbottens län",
}  # fmt: skip


class Kind(StrEnum):
    """What a form can ask for. The employment service's files hold more kinds; they are kept and not offered."""

    OCCUPATION = "occupation-name"
    SKILL = "skill"
    LANGUAGE = "language"
    LICENCE = "driving-licence"
    PLACE = "place"


class Fault(StrEnum):
    """What is wrong with a row of a file."""

    NO_LABEL = "taxonomy.no-label"
    NO_KIND = "taxonomy.no-kind"
    TOO_LONG = "taxonomy.too-long"
    HIDDEN_SIGNS = "taxonomy.hidden-signs"
    TWICE = "taxonomy.twice"
    NO_MUNICIPALITY = "taxonomy.no-municipality"
    NO_COORDINATES = "taxonomy.no-coordinates"


@dataclass(frozen=True, slots=True)
class Given:
    """A concept as a file gives it. ``detail`` tells it from another of the same name; coordinates only of places."""

    code: str
    kind: str
    label: str
    detail: str = ""
    replaced_by: str = ""
    municipality: str = ""
    county: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody said, in their own words, and the code of what it was found to be, if anything was chosen."""

    said: str = ""
    code: str = ""


NOTHING = Chosen()


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row that is not as it should be: its number in the file from 1, its code where it has one, and why."""

    row: int
    code: str
    why: Fault


@dataclass(frozen=True, slots=True)
class Read:
    rows: tuple[Given, ...]
    faulty: tuple[Faulty, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file would change of what is kept."""

    new: tuple[Given, ...]
    changed: tuple[Given, ...]
    removed: tuple[str, ...]

    @property
    def none(self) -> bool:
        return not (self.new or self.changed or self.removed)


def read_concepts(pairs: list[tuple[str, Any]]) -> Read:
    """The rows of a file ``{code: {preferredLabel, type, …}}``, as pairs so that a code that stands twice is seen."""
    return _read([(str(code), said if isinstance(said, dict) else {}) for code, said in pairs], _concept)


def read_places(rows: list[Any]) -> Read:
    """The rows of a file ``[{label, kommunkod, latitud, longitud, type}]``.

    A place has no code of its own: its municipality and its name are it. One whose coordinates are missing or outside
    the country is told as faulty, and kept without them.
    """
    plain = [said if isinstance(said, dict) else {} for said in rows]
    return _read([(f"{said.get('kommunkod')}:{said.get('label')}", said) for said in plain], _place)


def _read(pairs: list[tuple[str, dict[str, Any]]], make: Any) -> Read:
    found: dict[str, Given] = {}
    faulty = []
    for number, (code, said) in enumerate(pairs, start=1):
        given = make(code, said)
        if isinstance(given, Given) and code in found:
            faulty.append(Faulty(number, code, Fault.TWICE))
        elif isinstance(given, Given):
            found[code] = given
            if given.kind == Kind.PLACE and given.latitude is None:
                faulty.append(Faulty(number, code, Fault.NO_COORDINATES))
        else:
            faulty.append(Faulty(number, code, given))
    return Read(tuple(found.values()), tuple(faulty))


def _concept(code: str, said: Mapping[str, Any]) -> Given | Fault:
    label, kind = said.get("preferredLabel"), said.get("type")
    wrong = _wrong(code, label, kind)
    if wrong is not None:
        return wrong
    return Given(code, str(kind), str(label).strip(), replaced_by=_text(said.get("replacedBy"))[:LONGEST_CODE])


def _place(code: str, said: Mapping[str, Any]) -> Given | Fault:
    label, municipality = said.get("label"), _text(said.get("kommunkod"))
    wrong = _wrong(code, label, Kind.PLACE.value)
    if wrong is not None:
        return wrong
    county = COUNTIES.get(municipality[:2], "")
    if len(municipality) != 4 or not municipality.isdecimal() or not county:
        return Fault.NO_MUNICIPALITY
    latitude, longitude = _coordinates(said.get("latitud"), said.get("longitud"))
    return Given(
        code, Kind.PLACE.value, str(label).strip(), county, "", municipality, county, latitude, longitude
    )  # fmt: skip


def _wrong(code: str, label: Any, kind: Any) -> Fault | None:
    if not isinstance(label, str) or not label.strip():
        return Fault.NO_LABEL
    if not isinstance(kind, str) or not kind.strip():
        return Fault.NO_KIND
    if len(code) > LONGEST_CODE or len(label) > LONGEST_LABEL or len(kind) > LONGEST_KIND:
        return Fault.TOO_LONG
    signs = {unicodedata.category(letter) for letter in code + label + kind}
    return Fault.HIDDEN_SIGNS if signs & {"Cc", "Cf", "Cs", "Zl", "Zp"} else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _coordinates(latitude: Any, longitude: Any) -> tuple[float, float] | tuple[None, None]:
    south, north, west, east = SWEDEN
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None, None
    inside = south <= latitude <= north and west <= longitude <= east
    return (float(latitude), float(longitude)) if inside else (None, None)


def changes(kept: Mapping[str, Given], gone: frozenset[str], given: tuple[Given, ...]) -> Changes:
    """What a file says otherwise than what is kept. ``gone`` are the codes that were removed before: one that comes
    back is new again. Only kinds that the file holds can lose a concept, so that a file of occupations takes no skill.
    """
    now = {one.code: one for one in given}
    kinds = {one.kind for one in given}
    return Changes(
        new=tuple(one for one in given if one.code not in kept or one.code in gone),
        changed=tuple(one for one in given if one.code in kept and one.code not in gone and kept[one.code] != one),
        removed=tuple(code for code, one in kept.items() if code not in now and code not in gone and one.kind in kinds),
    )


def folded(text: str) -> str:
    """As it is searched: without case and accents, but å, ä and ö stay letters of their own, as in Swedish."""
    whole = unicodedata.normalize("NFC", text.casefold())
    return "".join(letter if letter in KEPT_APART else _bare(letter) for letter in whole).strip()


def _bare(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))


def beginnings(label: str) -> Iterator[tuple[int, str]]:
    """Where a label is found from: its own beginning (0), and the beginning of each word in it."""
    whole = folded(label)
    starts = [at for at in range(len(whole)) if at == 0 or (whole[at].isalnum() and not whole[at - 1].isalnum())]
    for place, at in enumerate(starts[:WORDS_IN]):
        yield place, whole[at : at + LETTERS_IN]


def said_as(said: str, label: str) -> str:
    """The words that are kept beside a concept: the label where only some letters of it were typed, else one's own."""
    typed = folded(said)
    if not typed or any(beginning.startswith(typed) for _place, beginning in beginnings(label)):
        return label
    return said.strip()
