"""The main menu: which pages each role finds there. A page that does not exist is not shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vidare.rules.access import Role

R = Role
TAUGHT = (R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)


@dataclass(frozen=True, slots=True)
class Item:
    name: str | Promise
    url: str
    icon: str
    here: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: the names of its URL (the first that exists), who finds it, and its icon."""

    urls: tuple[str, ...]
    name: str | Promise
    roles: frozenset[Role]
    icon: str = ""


def _for(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


MENU = (
    Entry(("day",), _("My day"), _for(R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY, R.JOB_MATCHER, *TAUGHT)),
    Entry(("caseload",), _("Participants"), _for(R.COORDINATOR, R.MANAGER)),
    Entry(("my-people",), _("Participants"), _for(R.COACH)),
    Entry(("referrals",), _("Ways in"), _for(R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY)),
    Entry(("week",), _("The week"), _for(R.COACH, R.COORDINATOR, R.JOB_MATCHER, *TAUGHT)),
    Entry(("places",), _("Places"), _for(R.COACH, R.COORDINATOR, R.JOB_MATCHER)),
    Entry(("afterwards",), _("Afterwards"), _for(R.COACH, R.COORDINATOR)),
    Entry(("month",), _("The month"), _for(R.SOCIAL_SECRETARY)),
    Entry(("bases",), _("Bases"), _for(R.SOCIAL_SECRETARY)),
    Entry(("disclosed",), _("Disclosed to me"), _for(R.EMPLOYMENT_OFFICER)),
    Entry(("my-referrals",), _("Those I have referred"), _for(R.EMPLOYMENT_OFFICER)),
    Entry(("results",), _("Results"), _for(R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER)),
    Entry(("youth",), _("Youth responsibility"), _for(R.YOUTH_COORDINATOR)),
    Entry(("projects",), _("Projects"), _for(R.MANAGER)),
    Entry(("administration",), _("Administration"), _for(R.ADMINISTRATOR)),
    Entry(("log-reviews",), _("Log review"), _for(R.MANAGER, R.ADMINISTRATOR)),
    Entry(("my-page",), _("My page"), _for(R.PARTICIPANT), "house"),
    Entry(("my-plan",), _("My plan"), _for(R.PARTICIPANT), "footprint"),
    Entry(("my-times",), _("My times"), _for(R.PARTICIPANT), "calendar"),
    Entry(("my-absences",), _("Absence"), _for(R.PARTICIPANT), "bell"),
    Entry(("my-file",), _("About me"), _for(R.PARTICIPANT), "eye"),
)

# The same pages for whoever acts for the participant, as far as their matters give them.
ACTING = (
    Entry(("my-page",), _("At a glance"), _for(R.PARTICIPANT), "house"),
    Entry(("my-plan",), _("The plan"), _for(R.PARTICIPANT), "footprint"),
    Entry(("my-times",), _("The times"), _for(R.PARTICIPANT), "calendar"),
    Entry(("my-absences",), _("Absence and letters"), _for(R.PARTICIPANT), "bell"),
    Entry(("acting-shared",), _("Shared"), _for(R.PARTICIPANT), "eye"),
)


def menu(roles: frozenset[Role], path: str) -> list[Item]:
    """The lines for these roles, the present page marked: the longest address that the path begins with."""
    return _menu([entry for entry in MENU if entry.roles & roles], path)


def acting_menu(pages: Collection[str], path: str) -> list[Item]:
    """The lines for whoever acts for somebody: the pages that stand open to them."""
    return _menu([entry for entry in ACTING if entry.urls[0] in pages], path)


def _menu(entries: list[Entry], path: str) -> list[Item]:
    found = [(entry, url) for entry in entries if (url := _address(entry.urls))]
    under = [url for _entry, url in found if path.startswith(url)]
    here = max(under, key=len) if under else None
    return [Item(entry.name, url, entry.icon, url == here) for entry, url in found]


def home(roles: frozenset[Role]) -> str:
    """Where one comes after the log-in: the first line of the own menu, or nowhere."""
    found = menu(roles, "")
    return found[0].url if found else ""


def _address(names: tuple[str, ...]) -> str:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""
