"""What goes out on paper: which letters there are, who sends them, and what a letterhead may look like."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as tree
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Protocol

from vidare.rules.access import Compartment, Deed
from vidare.rules.decision import YES, Because, Decision, Refused, no
from vidare.rules.messages import MessageState, Template

# What is set as a letter and kept as it was sent. Only the last of them comes after a decision.
LETTERS = (Template.MEETING, Template.MISSED_YOU, Template.COMMUNICATED, Template.DECISION_RECORDED)
# What one must be allowed to, and behind which wall the letter and its file stand.
WRITTEN_BY: dict[Template, tuple[Deed, Compartment]] = {
    Template.MEETING: (Deed.CHANGE, Compartment.TEAM),
    Template.MISSED_YOU: (Deed.ASSESS, Compartment.LABOUR_MARKET),
    Template.COMMUNICATED: (Deed.DECIDE, Compartment.SOCIAL_SERVICES),
    Template.DECISION_RECORDED: (Deed.DECIDE, Compartment.SOCIAL_SERVICES),
}
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: the letterhead's colour is used for text on white
LARGEST_LOGO = 200_000  # bytes
WIDEST_LOGO = 4000  # pixels
APPEAL_KIND = "law-appeal"


class Window(StrEnum):
    """Where the window of the office's envelopes is, seen from the front: V2 or H2."""

    LEFT = "left"
    RIGHT = "right"


class LogoKind(StrEnum):
    SVG = "svg"
    PNG = "png"


class No(StrEnum):
    COLOUR = "papers.no-such-colour"
    PALE = "papers.colour-too-pale"
    NAMELESS = "papers.nobody-sends-it"
    LOGO_KIND = "papers.logo-of-another-kind"
    LOGO_LARGE = "papers.logo-too-large"
    LOGO_REACHES = "papers.logo-reaches-outside"
    SIGN = "papers.sign-cannot-be-set"
    OVER = "papers.meeting-is-over"
    NOT_MISSED = "papers.nobody-was-missed"
    NOT_COMMUNICATED = "papers.not-communicated"
    NOT_DECIDED = "papers.not-decided"
    NOT_WAITING = "papers.letter-does-not-wait"
    NUMBERLESS = "papers.no-number-to-ring"


class Unsettable(Exception):
    """The page could not be set: a sign that no font of the house has, or a picture that cannot be drawn."""

    def __init__(self, *, is_sign: bool) -> None:
        self.is_sign = is_sign
        super().__init__("a sign" if is_sign else "a picture")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a letter is from, as it stands at its head and its foot."""

    municipality: str
    unit: str
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    web: str = ""
    colour: str = "#0b5d57"
    logo: bytes = b""
    logo_kind: LogoKind | None = None
    window: Window = Window.LEFT


@dataclass(frozen=True, slots=True)
class Receiver:
    """To whom, and in which language beside Swedish. Without an address it is handed over."""

    name: str
    language: str
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hour:
    """A row of what the board's officer has got: what is noted, what was said (with its language) and answered."""

    on: date
    verdict: StrEnum
    said: tuple[tuple[str, str], ...] = ()
    assessed: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a letter is about. ``facts`` are plain values and the person's and staff's own words; never a key."""

    template: Template
    sender: Sender
    receiver: Receiver
    on: date
    facts: Mapping[str, object]
    hours: tuple[Hour, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter as it was set: its subject and text, to be found again, and the file itself."""

    lang: str
    subject: str
    text: str
    file: bytes


def specimen(sender: Sender, *, on: date) -> Order:
    """A letter to nobody, to see what the letterhead looks like."""
    at = datetime.combine(on, time(9), UTC)
    facts = {
        "starts_at": at, "minutes": 60, "place": sender.unit, "rings": sender.unit, "phone": sender.phone,
        "service": sender.unit, "interpreter_language": "", "interpreter_booked": False,
    }  # fmt: skip
    address = ("Exempelgatan 1", "123 45 Exempelstad")
    return Order(Template.MEETING, sender, Receiver("Anna Exempel", "ar", address), on, facts)


class Press(Protocol):
    """Sets a letter; web has the only one. Raises :class:`Unsettable`."""

    def __call__(self, order: Order) -> Printed: ...


def about_meeting(*, booked: bool, starts_at: datetime, at: datetime) -> Decision:
    """A letter about a meeting that is over or called off would make somebody come in vain."""
    return YES if booked and starts_at > at else no(No.OVER)


def about_absence(*, missed: bool) -> Decision:
    """Nobody is asked about an hour that they were at, or of which nobody has said anything."""
    return YES if missed else no(No.NOT_MISSED)


def about_basis(template: Template, *, communicated: bool, decided: bool, withdrawn: bool) -> Decision:
    """What has been done is told, never what is going to be; and nothing of what was taken back."""
    if template is Template.DECISION_RECORDED:
        return YES if decided and not withdrawn else no(No.NOT_DECIDED)
    return YES if communicated and not decided and not withdrawn else no(No.NOT_COMMUNICATED)


def may_be_answered(phone: str) -> Decision:
    """Every letter asks its reader to ring: without a number it would ask for what cannot be done."""
    return YES if phone.strip() else no(No.NUMBERLESS)


def may_leave(state: MessageState) -> Decision:
    """Posted, handed over or thrown away: once, while it waits."""
    return YES if state is MessageState.WAITING else no(No.NOT_WAITING)


# ── The letterhead ───────────────────────────────────────────────────────────────────────────────────────────────


def may_send(sender: Sender) -> Decision:
    """May letters look like this? Every reason why not."""
    return Decision.of(_sender_faults(sender))


def _sender_faults(sender: Sender) -> Iterator[Because]:
    if not sender.municipality.strip() or not sender.unit.strip():
        yield Because(No.NAMELESS)
    if not re.fullmatch(r"#[0-9a-f]{6}", sender.colour):
        yield Because(No.COLOUR)
    elif contrast(sender.colour) < LEAST_CONTRAST:
        yield Because(No.PALE, {"contrast": round(contrast(sender.colour), 1), "least": LEAST_CONTRAST})


def contrast(colour: str) -> float:
    """Of a colour such as ``#0b5d57`` against white paper, from 1 to 21 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def read_logo(content: bytes) -> LogoKind:
    """What kind of picture it is, read from its bytes and not from its name. Raises Refused."""
    if len(content) > LARGEST_LOGO:
        raise Refused([Because(No.LOGO_LARGE, {"kilobytes": LARGEST_LOGO // 1000})])
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) > 32:
        if max(struct.unpack(">II", content[16:24])) > WIDEST_LOGO:
            raise Refused([Because(No.LOGO_LARGE, {"kilobytes": LARGEST_LOGO // 1000})])
        return LogoKind.PNG
    _is_plain_drawing(content).require()
    return LogoKind.SVG


# What a drawing may hold: shapes and their colours. No program, no page of another kind, no other file, no style sheet.
DRAWN = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "title", "desc", "use"}
    | {"linearGradient", "radialGradient", "stop", "clipPath", "mask", "symbol"}
)


def _is_plain_drawing(content: bytes) -> Decision:
    if b"<!DOCTYPE" in content.upper() or b"<!ENTITY" in content.upper():
        return no(No.LOGO_REACHES)
    try:
        root = tree.fromstring(content.decode("utf-8"))
    except (tree.ParseError, UnicodeDecodeError, ValueError):
        return no(No.LOGO_KIND)
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        return no(No.LOGO_KIND)
    return YES if all(_stays_inside(part) for part in root.iter()) else no(No.LOGO_REACHES)


def _stays_inside(part: tree.Element) -> bool:
    space, _, name = str(part.tag).rpartition("}")
    if space.lstrip("{") == "http://www.w3.org/2000/svg" and name not in DRAWN:
        return False
    for key, value in part.attrib.items():
        plain = key.rpartition("}")[2].lower()
        if plain.startswith("on") or (plain in {"href", "src"} and not value.startswith("#")):
            return False
        if re.search(r"url\(\s*['\"]?\s*(?!#)", value, flags=re.I) or "@import" in value:
            return False
    return True
