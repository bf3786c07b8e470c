"""What is looked after in the demo: who read which file, and the reviews of it, one signed and one that waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from vidare.actions import ledger, log_review
from vidare.queries import log_review as reviews
from vidare.queries import people
from vidare.rules.access import Actor
from vidare.rules.log_review import Judgement
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.course import Course
from vidare.web.demo.fates import TODAY
from vidare.web.demo.office import Office

Lives = Callable[[], Sequence[Course]]
FIRST, SECOND = TODAY - timedelta(days=35), TODAY - timedelta(days=4)
WEEKS, AT_NIGHT = 8, 6  # weeks in which somebody reads, and how many files one of them opens in one night
ASKED = "Jag har frågat. Kollegan var sjuk, och svarade i telefon för henne."


def plan(office: Office, agenda: Agenda, lives: Lives) -> None:
    """Two files a week by their own coaches and one by a colleague; one night a colleague reads many."""
    for week in range(WEEKS):
        day = TODAY - timedelta(days=6 + 7 * week)
        agenda.at(day, 10, 5, lambda at, turn=week: _week(office, _here(lives), turn, at))  # type: ignore[misc]
    agenda.at(TODAY - timedelta(days=12), 22, 35, lambda at: _night(office, _here(lives), at))
    agenda.at(FIRST, 6, 10, lambda at: _made(at))
    agenda.at(FIRST + timedelta(days=6), 14, 0, lambda at: _signed(office.staff["manager"], at))
    agenda.at(SECOND, 6, 10, lambda at: _made(at))


def _here(lives: Lives) -> list[Course]:
    return [life for life in lives() if life.keys.way and not life.left]


def _week(office: Office, here: list[Course], turn: int, at: datetime) -> None:
    for life in here[2 * turn : 2 * turn + 2]:
        _read(life.coach, life, at)
    for life in here[turn : turn + 1]:
        _read(office.coordinator, life, at + timedelta(minutes=20))


def _night(office: Office, here: list[Course], at: datetime) -> None:
    for number, life in enumerate(here[:AT_NIGHT]):
        _read(office.staff["coach-2"], life, at + timedelta(minutes=4 * number))


def _read(reader: Actor, life: Course, at: datetime) -> None:
    """Noted as when the page is opened."""
    key = people.key_of(reader, person=life.keys.person, on=at.date())
    ledger.note_reading(reader, "person.viewed", at=at, person=key, page="person")


def _made(at: datetime) -> None:
    log_review.make_due(at=at)


def _signed(manager: Actor, at: datetime) -> None:
    """All in order but one, of whom the reader was asked."""
    for row in reviews.reviews(manager, at=at).rows:
        for number, item in enumerate(reviews.review(manager, review=row.key, at=at).items):
            judgement, words = (Judgement.IN_ORDER, "") if number else (Judgement.ASKED, ASKED)
            log_review.judge(manager, item=item.key, judgement=judgement, words=words, at=at)
        log_review.sign(manager, review=row.key, at=at)
