"""Which of the participant's pages stand open to whoever acts for them: those that their matters give, no others."""

from __future__ import annotations

from collections.abc import Collection

from vidare.rules.representatives import Doing, Matter, gives

D = Doing
PAGES: dict[str, frozenset[Doing]] = {
    "my-page": frozenset(Doing),
    "my-plan": frozenset({D.SEE_PLAN}),
    "my-agree": frozenset({D.AGREE}),
    "my-times": frozenset({D.SEE_TIMES}),
    "my-move": frozenset({D.MOVE_TIME}),
    "my-cannot-come": frozenset({D.EXPLAIN}),
    "my-absences": frozenset({D.SEE_ABSENCES, D.READ_LETTERS}),
    "my-absence": frozenset({D.EXPLAIN}),
    "my-basis": frozenset({D.SEE_BASIS}),
    "my-message": frozenset({D.READ_LETTERS}),
    "my-letter": frozenset({D.READ_LETTERS}),
    "acting-shared": frozenset({D.SEE_SHARED}),
    "my-withdrawal": frozenset({D.WITHDRAW_CONSENT}),
}
# Nobody is read about there.
ANYWAY = frozenset({"start", "language", "appearance", "accessibility", "held", "account_logout"})


def pages(matters: Collection[Matter]) -> frozenset[str]:
    """The names of the pages that these matters give."""
    given = gives(matters)
    return frozenset(name for name, doings in PAGES.items() if doings & given)
