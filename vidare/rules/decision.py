"""A yes or a no with all its reasons: the one answer that serves the button and the guard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Because:
    """One reason for a no: a code of the subject's own, and the facts its sentence needs.

    ``code`` is a member of a subject's ``StrEnum``; ``facts`` are plain values (days, counts, codes), never names.
    """

    code: StrEnum
    facts: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):
    """A deed was not done. Holds *every* reason, so that the user can mend all of them in one go."""

    def __init__(self, reasons: Iterable[Because]) -> None:
        self.reasons: tuple[Because, ...] = tuple(reasons)
        super().__init__(", ".join(because.code.value for because in self.reasons))


class Hidden(Exception):
    """What was asked for is missing or may not be seen; the two must look the same."""


class Stale(Exception):
    """The record was changed by somebody else after it was opened: both versions go back to the user."""

    def __init__(self, *, yours: Mapping[str, object], theirs: Mapping[str, object], version: int) -> None:
        self.yours, self.theirs, self.version = dict(yours), dict(theirs), version
        super().__init__(f"version {version} is newer")


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of a rule. ``allowed`` for the button, ``require()`` for the deed."""

    reasons: tuple[Because, ...] = ()

    @classmethod
    def of(cls, reasons: Iterable[Because]) -> Decision:
        return cls(tuple(reasons))

    @property
    def allowed(self) -> bool:
        return not self.reasons

    def require(self) -> None:
        """Raise :class:`Refused` with every reason, or return."""
        if self.reasons:
            raise Refused(self.reasons)

    def __and__(self, other: Decision) -> Decision:
        return Decision(self.reasons + other.reasons)


YES = Decision()


def no(code: StrEnum, **facts: object) -> Decision:
    """A no with one reason."""
    return Decision((Because(code, facts),))
