"""Log review: which readings somebody looks at again, by whom, and by when.

Signals say why a reading is worth a question, never that it was wrong. What gives no signal is drawn by lot. Nothing
here knows a name: names and addresses are compared before, and come as yes or no.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from vidare.rules.calendar import local
from vidare.rules.decision import Because, Decision, no
from vidare.rules.period import ONE_DAY, Period


class Signal(StrEnum):
    """Why a reading is looked at, the weightiest first."""

    GLASS = "signal-glass"
    COLLEAGUE = "signal-colleague"
    NAMESAKE = "signal-namesake"
    SAME_ADDRESS = "signal-same-address"
    NEIGHBOUR = "signal-neighbour"
    MANY_AT_NIGHT = "signal-many-at-night"
    NO_RELATION = "signal-no-relation"
    SAMPLE = "signal-sample"


ORDER = tuple(Signal)
_POSTCODE = re.compile(r"\b(\d{3}) ?(\d{2})\b")
ALWAYS = frozenset({Signal.GLASS, Signal.COLLEAGUE, Signal.NAMESAKE, Signal.SAME_ADDRESS, Signal.NEIGHBOUR})


class Judgement(StrEnum):
    IN_ORDER = "reading-in-order"
    ASKED = "reading-asked"
    REPORTED = "reading-reported"


class No(StrEnum):
    OWN_READING = "log-review.own-reading"
    NO_WORDS = "log-review.no-words"
    SIGNED = "log-review.signed"
    NOT_ALL_JUDGED = "log-review.not-all-judged"
    SIGNS_FOR_ONESELF = "log-review.signs-for-oneself"
    DAYS = "log-review.days"


@dataclass(frozen=True, slots=True)
class Policy:
    """How often a board looks, how soon it shall be signed, and how much is drawn. Dated in the board's own rows."""

    every_days: int = 30
    sign_within: int = 14
    drawn: int = 20
    without_relation: int = 3
    many_at_night: int = 5
    night_from: int = 22
    night_to: int = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """That a user opened a person's file: the moment, and what is known of the two. ``glass``: by breaking it."""

    user: int
    person: str
    at: datetime
    glass: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What was compared beforehand, as pairs of user and person."""

    related: frozenset[tuple[int, str]] = frozenset()
    colleagues: frozenset[str] = frozenset()
    namesakes: frozenset[tuple[int, str]] = frozenset()
    same_address: frozenset[tuple[int, str]] = frozenset()
    neighbours: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: what a user read of a person, or of how many in one night (``person`` is empty)."""

    user: int
    person: str
    signals: tuple[Signal, ...]
    first: datetime
    last: datetime
    times: int
    persons: int = 1


@dataclass(slots=True)
class _Pair:
    at: list[datetime] = field(default_factory=list)
    glass: bool = False


def items(readings: Iterable[Reading], known: Known, *, policy: Policy, seed: str) -> list[Item]:
    """Everything to look at, the weightiest first. ``seed`` is drawn when the review is made, and not before."""
    pairs: defaultdict[tuple[int, str], _Pair] = defaultdict(_Pair)
    nights: defaultdict[tuple[int, date], list[Reading]] = defaultdict(list)
    for reading in readings:
        pair = pairs[reading.user, reading.person]
        pair.at.append(reading.at)
        pair.glass |= reading.glass
        night = night_of(reading.at, policy=policy)
        if night is not None:
            nights[reading.user, night].append(reading)
    found = [*_told(pairs, known), *_nights(nights, policy)]
    seen = {(one.user, one.person) for one in found}
    rest = [key for key in pairs if key not in seen]
    unrelated = list(_a_few_of_each([key for key in rest if key not in known.related], policy.without_relation, seed))
    found += [_item(key, pairs[key], (Signal.NO_RELATION,)) for key in unrelated]
    lot = sorted(set(rest) - set(unrelated), key=lambda key: lot_of(key, seed))[: policy.drawn]
    found += [_item(key, pairs[key], (Signal.SAMPLE,)) for key in lot]
    return sorted(found, key=lambda one: (ORDER.index(one.signals[0]), one.first, one.user, one.person))


def _told(pairs: dict[tuple[int, str], _Pair], known: Known) -> Iterator[Item]:
    """Those that a signal names, however well the two know each other at work."""
    for key, pair in pairs.items():
        said = {
            Signal.GLASS: pair.glass,
            Signal.COLLEAGUE: key[1] in known.colleagues,
            Signal.NAMESAKE: key in known.namesakes,
            Signal.SAME_ADDRESS: key in known.same_address,
            Signal.NEIGHBOUR: key in known.neighbours,
            Signal.NO_RELATION: key not in known.related,
        }
        signals = tuple(signal for signal in ORDER if said.get(signal))
        if ALWAYS & set(signals):
            yield _item(key, pair, signals)


def _nights(nights: dict[tuple[int, date], list[Reading]], policy: Policy) -> Iterator[Item]:
    for (user, _night), read in nights.items():
        persons = {reading.person for reading in read}
        if len(persons) >= policy.many_at_night:
            at = [reading.at for reading in read]
            yield Item(user, "", (Signal.MANY_AT_NIGHT,), min(at), max(at), len(at), len(persons))


def _a_few_of_each(keys: Iterable[tuple[int, str]], most: int, seed: str) -> Iterator[tuple[int, str]]:
    by_user: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for key in keys:
        by_user[key[0]].append(key)
    for _user, own in sorted(by_user.items()):
        yield from sorted(own, key=lambda key: lot_of(key, seed))[:most]


def _item(key: tuple[int, str], pair: _Pair, signals: tuple[Signal, ...]) -> Item:
    return Item(*key, signals, min(pair.at), max(pair.at), len(pair.at))


def lot_of(key: tuple[int, str], seed: str) -> str:
    """The lot that a pair draws: the same for the same seed, so that the drawing can be made again and checked."""
    return hashlib.sha256(f"{seed}:{key[0]}:{key[1]}".encode()).hexdigest()


def night_of(at: datetime, *, policy: Policy) -> date | None:
    """The day on whose evening the night began, or None by day."""
    moment = local(at)
    if moment.hour >= policy.night_from:
        return moment.date()
    return moment.date() - ONE_DAY if moment.hour < policy.night_to else None


def postcode_of(address: str) -> str:
    """The last five digits that could be a postcode, or nothing."""
    found = _POSTCODE.findall(address)
    return "".join(found[-1]) if found else ""


def home_of(address: str) -> str:
    """Street, number and postcode as one plain word, so that two ways to write a home are the same; or nothing."""
    postcode = postcode_of(address)
    street = _POSTCODE.split(address)[0] if postcode else ""
    plain = "".join(sign for sign in street.casefold() if sign.isalnum())
    return f"{plain}{postcode}" if plain else ""


def next_period(last_end: date | None, *, policy: Policy, on: date) -> Period | None:
    """The days that shall be looked at now: those after the last review, when they are over. None: not yet.

    The first review looks back one period. After a long stop one review takes all the days that nobody has looked at.
    """
    start = on - timedelta(days=policy.every_days) if last_end is None else last_end + ONE_DAY
    end = on - ONE_DAY
    return Period(start, end) if (end - start).days + 1 >= policy.every_days else None


def due_on(end: date, *, policy: Policy) -> date:
    return end + timedelta(days=policy.sign_within)


def may_judge(judgement: Judgement, words: str, *, reader: int, reviewer: int, signed: bool) -> Decision:
    """Nobody judges their own reading; what is asked or reported has words."""
    reasons = []
    if signed:
        reasons.append(Because(No.SIGNED))
    if reader == reviewer:
        reasons.append(Because(No.OWN_READING))
    if judgement is not Judgement.IN_ORDER and not words.strip():
        reasons.append(Because(No.NO_WORDS))
    return Decision.of(reasons)


def may_sign(*, left: int, readers: Collection[int], reviewer: int, signed: bool) -> Decision:
    """Signed when all is judged, by somebody whose own readings are not in it."""
    reasons = []
    if signed:
        return no(No.SIGNED)
    if left:
        reasons.append(Because(No.NOT_ALL_JUDGED, {"n": left}))
    if reviewer in readers:
        reasons.append(Because(No.SIGNS_FOR_ONESELF))
    return Decision.of(reasons)


def may_lay_down(policy: Policy) -> Decision:
    """Looked through at least once a quarter, and signed within a month of it."""
    wide = 7 <= policy.every_days <= 92 and 1 <= policy.sign_within <= 31
    drawn = 1 <= policy.drawn <= 200 and 0 <= policy.without_relation <= 50 and 2 <= policy.many_at_night <= 100
    return Decision() if wide and drawn else no(No.DAYS)
