"""From an empty chair to the answer, in the demo: ring, explain, assess, and for a few the board's own answer."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from vidare.actions import absences, bases, rulings
from vidare.actions.absences import Told
from vidare.queries import absences as cards
from vidare.rules.absences import BoardDecision, ReasonKind
from vidare.rules.decision import Refused
from vidare.web.demo import handed_over, said
from vidare.web.demo.course import Course
from vidare.web.demo.fates import LOST, TODAY

KINDS = (ReasonKind.ILL, ReasonKind.CHILD_ILL, ReasonKind.TRAVEL, ReasonKind.INTERVIEW, ReasonKind.AUTHORITY)
# How far the basis of each of the lost has come on the demo's day.
HOW_FAR = ("waits", "communicated", "heard", "unchanged", "let-be")


class Ladder:
    """One person's absences on their way."""

    def __init__(self, life: Course) -> None:
        self.life = life

    def tell_ahead(self, booking: int, at: datetime) -> None:
        kind = self.life.chance.choice(KINDS)
        told = Told(kind, said.EXPLAINED[KINDS.index(kind)])
        absences.explain(
            self.life.coach, booking=booking, told=told, key=uuid.UUID(int=self.life.chance.getrandbits(128)), at=at
        )
        self.life.agenda.at(at.date() + timedelta(days=1), 16, 20, lambda later: self._assess(booking, True, later))

    def missed(self, booking: int, at: datetime) -> None:
        """Staff have seen an empty chair. The coach rings the day after, most of the time."""
        chance = self.life.chance
        if chance.random() < 0.12 and (TODAY - at.date()).days < 6:
            return
        self.life.agenda.at(at.date() + timedelta(days=1), 16, 40, lambda later: self._ring(booking, later))

    def _ring(self, booking: int, at: datetime) -> None:
        life = self.life
        if life.left:
            return
        card = cards.card(life.coach, person=life.keys.person, booking=booking, on=at.date())
        if not card.to_ask_about:
            return
        lost = life.fate.habits is LOST
        reached = life.chance.random() < (0.3 if lost else 0.85)
        told, valid = None, False
        if reached and life.chance.random() < 0.85:
            kind = life.chance.choice(KINDS)
            told, valid = Told(kind, said.EXPLAINED[KINDS.index(kind)]), life.chance.random() < 0.6 and not lost
        absences.note_call(life.coach, absence=card.absence or 0, reached=reached, told=told, at=at)
        wait = 1 if told else 7
        if told and (TODAY - at.date()).days < 4 and life.fate.index % 3 == 0:
            return  # an explanation that waits to be read on the demo's day
        life.agenda.at(at.date() + timedelta(days=wait), 16, 50, lambda later: self._assess(booking, valid, later))

    def _assess(self, booking: int, valid: bool, at: datetime) -> None:
        life = self.life
        if life.left:
            return
        why = "Det stämmer med vad du berättat." if valid else "Vi har frågat och inte fått något skäl."
        try:
            absences.assess(life.coach, booking=booking, valid=valid, why=why, at=at)
        except Refused:
            return
        if not valid and life.fate.habits is LOST:
            self._prepare(at)

    def _prepare(self, at: datetime) -> None:
        """Four in a row under a decided assignment: facts to the board's officer."""
        life = self.life
        try:
            key = bases.prepare_basis(
                life.coach,
                participation=life.keys.way,
                coach_words="Jag har ringt fyra gånger.",
                person_words="",
                at=at,
            )
        except Refused:
            return
        far = HOW_FAR[life.fate.index // 36 % len(HOW_FAR)]
        later = life.agenda.at
        later(at.date() + timedelta(days=1), 9, 10, lambda at: self._hand_over(key, at))
        if far != "waits":
            later(at.date() + timedelta(days=2), 9, 20, lambda at: self._communicate(key, at))
        if far in {"heard", "unchanged"}:
            later(at.date() + timedelta(days=8), 9, 30, lambda at: self._hear(key, at))
        if far in {"unchanged", "let-be"}:
            later(at.date() + timedelta(days=11), 9, 40, lambda at: self._answer(key, far, at))

    def _hand_over(self, key: int, at: datetime) -> None:
        officer = self.life.secretary.user_id or 0
        bases.hand_over(self.life.coach, basis=key, officer=officer, version=self._version(key, at), at=at)

    def _communicate(self, key: int, at: datetime) -> None:
        answer_by = at.date() + timedelta(days=8)
        rulings.communicate(self.life.secretary, basis=key, answer_by=answer_by, version=self._version(key, at), at=at)

    def _hear(self, key: int, at: datetime) -> None:
        rulings.hear(
            self.life.secretary,
            basis=key,
            words="Jag har haft det svårt hemma och orkade inte ringa.",
            version=self._version(key, at),
            at=at,
        )

    def _answer(self, key: int, far: str, at: datetime) -> None:
        version = self._version(key, at)
        if far == "let-be":
            rulings.let_be(
                self.life.secretary,
                basis=key,
                reasons="Skälen räcker. Vi ses och ändrar planen i stället.",
                version=version,
                at=at,
            )
            return
        rulings.decide(
            self.life.secretary,
            basis=key,
            decision=BoardDecision.UNCHANGED,
            reasons="Det finns skäl för frånvaron som vi inte kände till.",
            how_to_appeal="Du kan överklaga hos Förvaltningsrätten i Göteborg inom tre veckor.",
            children="Barnen i hushållet påverkas inte.",
            version=version,
            at=at,
        )
        handed_over.decided(self.life, key, at)

    def _version(self, key: int, at: datetime) -> int:
        return self.life.office.basis_version(self.life.coach, self.life.keys.person, key, at)
