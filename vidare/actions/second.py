"""The second proof at the log-in: that a code from an app opens once."""

from __future__ import annotations

from datetime import datetime

from vidare.records.sealed import index_of
from vidare.records.users import LoginTry


def use_up(user: int, code: str, *, at: datetime) -> bool:
    """A code from an app opens once, whichever worker of the program it comes to. False: it has been used.

    Such a code lives for a minute and a half, and the mark until the tries of that hour are forgotten.
    """
    index = index_of(f"{user}:{code}", kind="used:second")
    return LoginTry.objects.get_or_create(who_index=index, defaults={"since": at, "count": 1})[1]
