"""Who somebody is: identity numbers, protection and what of them may be shown."""

from __future__ import annotations

from enum import StrEnum


class NumberKind(StrEnum):
    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    NONE = "none"


class Protection(StrEnum):
    """``unknown``: the register has not been asked, or did not answer. It is never the same as ``open``."""

    OPEN = "open"
    PROTECTED = "protected"
    UNKNOWN = "unknown"


class Sex(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    SWEDEN = "sweden"
    ABROAD = "abroad"
    UNKNOWN = "unknown"
