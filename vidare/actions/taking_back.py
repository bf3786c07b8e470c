"""Part of undoing a list: what nobody has worked on goes as if it had never come; the rest stays, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from vidare.actions import ledger
from vidare.actions.taking import referral_was, spell_was, way_was
from vidare.records.acting import instead
from vidare.records.activities import Session
from vidare.records.attention import Attention
from vidare.records.guards import WEEDING
from vidare.records.imports import Import, ImportedRow
from vidare.records.outcomes import SupportSpell
from vidare.records.participations import Participation
from vidare.records.people import LinkCase, NameToken, Person, ProtectedAccess, Reach
from vidare.records.programmes import Programme
from vidare.records.referrals import Referral
from vidare.records.worked_on import worked_on
from vidare.records.youth import Young
from vidare.rules.access import Actor
from vidare.rules.imports import Kept, Kind, RowState

Reasons = dict[int, set[Kept]]  # by the row's key


def take_back(actor: Actor, batch: Import, rows: list[ImportedRow], *, at: datetime) -> None:
    if batch.kind == Kind.SCHEDULE.value:
        _hours(rows)
    else:
        _people(actor, batch, rows, at=at)


def _settle(rows: Iterable[ImportedRow], reasons: Reasons) -> None:
    for row in rows:
        why = sorted(reasons.get(row.pk, ()))
        row.state = (RowState.KEPT if why else RowState.UNDONE).value
        row.why = [{"code": code.value, "facts": {}} for code in why]
        row.made = row.made if why else {}


def _hours(rows: list[ImportedRow]) -> None:
    """A row's hours go together: a series with a hole in it would be worse than one that is told to stand."""
    sessions = {key: row.pk for row in rows for key in row.made.get("sessions", [])}
    reasons: Reasons = defaultdict(set)
    for key, _why in worked_on(Session, sessions, own={}).items():
        reasons[sessions[key]].add(Kept.HOUR_BOOKED)
    there = Session.objects.filter(pk__in=list(sessions))
    for key in there.exclude(cancelled_at=None).values_list("pk", flat=True):
        reasons[sessions[key]].add(Kept.HOUR_CHANGED)
    there.filter(pk__in=[key for key, row in sessions.items() if not reasons.get(row)]).delete()
    _settle(rows, reasons)


def _people(actor: Actor, batch: Import, rows: list[ImportedRow], *, at: datetime) -> None:
    made = _Made(rows)
    reasons = made.reasons()
    together: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        together[row.made["who"]].add(row.pk)
    for keys in together.values():  # rows of one person stand or go together
        why = set().union(*(reasons.get(key, set()) for key in keys))
        reasons.update({key: set(why) for key in keys if why})
    gone = [row for row in rows if not reasons.get(row.pk)]
    whose = Person.unscoped.filter(pk__in=[row.made["who"] for row in gone]).values_list("pk", "key")
    lines = [(key, {"batch": batch.pk, "person": person}) for person, key in whose]
    _delete(_Made(gone))
    _settle(rows, reasons)
    ledger.note_all(actor, "person.taken-back", lines, at=at, board=batch.board_id)


class _Made:
    """What these rows made, table by table: the key of each thing with the row that made it."""

    def __init__(self, rows: list[ImportedRow]) -> None:
        self.rows = rows
        self.persons = self._of("person")
        self.reaches = self._of("reach")
        self.referrals = self._of("referral")
        self.ways = self._of("way")
        self.spells = self._of("spell")
        self.young = self._of("young")
        self.programmes = self._of("programme")
        cases = LinkCase.unscoped.filter(person__in=list(self.persons), same=None)
        self.cases = set(cases.values_list("pk", flat=True)) if self.persons else set()

    def _of(self, name: str) -> dict[int, ImportedRow]:
        return {int(row.made[name]): row for row in self.rows if name in row.made}

    def reasons(self) -> Reasons:
        found: Reasons = defaultdict(set)
        named = ProtectedAccess.unscoped.filter(person__in=list(self.persons), end=None, reason="import")
        own = {
            Person: set(self.persons),
            Reach: set(self.reaches),
            Referral: set(self.referrals),
            Participation: set(self.ways),
            SupportSpell: set(self.spells),
            Young: set(self.young),
            Programme: set(self.programmes),
            LinkCase: self.cases,
            ProtectedAccess: set(named.values_list("pk", flat=True)),
        }
        for target, made in (
            (Person, self.persons), (Participation, self.ways), (Referral, self.referrals), (SupportSpell, self.spells),
            (Young, self.young),
        ):  # fmt: skip
            for key, why in worked_on(target, list(made), own=own).items():
                found[made[key].pk] |= why
        self._changed(found)
        return found

    def _changed(self, found: Reasons) -> None:
        """What is as it was made is nobody's work; that a coach has seen that somebody is new is no change."""
        for person in Person.unscoped.select_for_update(of=("self",)).filter(pk__in=list(self.persons)):
            if person.version != 1:
                found[self.persons[person.pk].pk].add(Kept.CONTACT)
            if person.code_index or person.card_index:
                found[self.persons[person.pk].pk].add(Kept.DOOR)
        for way in Participation.unscoped.filter(pk__in=list(self.ways)):
            if way_was(way) != self.ways[way.pk].made["way_was"]:
                found[self.ways[way.pk].pk].add(Kept.WAY)
        for referral in Referral.unscoped.filter(pk__in=list(self.referrals)):
            if referral_was(referral) != self.referrals[referral.pk].made["referral_was"]:
                found[self.referrals[referral.pk].pk].add(Kept.WAY)
        for young in Young.unscoped.filter(pk__in=list(self.young)).exclude(version=1):
            found[self.young[young.pk].pk].add(Kept.OTHER)
        for key, row in self.programmes.items():
            if Programme.unscoped.filter(person=row.made["who"]).exclude(pk=key).exists():
                found[row.pk].add(Kept.OUTCOME)
        kept = SupportSpell.unscoped.filter(pk__in=list(self.spells))
        closed = {int(row.made["closed"]): row for row in self.rows if "closed" in row.made}
        for spell in kept:
            # A spell that a later row of the same list has ended is as the list left it.
            by_list = closed.get(spell.pk)
            if by_list is None and spell_was(spell) != self.spells[spell.pk].made["spell_was"]:
                found[self.spells[spell.pk].pk].add(Kept.SUPPORT)


def _delete(made: _Made) -> None:
    """From what points to what is pointed at."""
    persons = list(made.persons)
    Attention.unscoped.filter(participation__in=list(made.ways)).delete()
    with instead(WEEDING):  # what a colleague noted is only added to; what a list brought goes as if it never came
        Programme.unscoped.filter(pk__in=list(made.programmes)).delete()
    Participation.unscoped.filter(pk__in=list(made.ways)).delete()
    Referral.unscoped.filter(pk__in=list(made.referrals)).delete()
    SupportSpell.unscoped.filter(pk__in=list(made.spells)).delete()
    Young.unscoped.filter(pk__in=list(made.young)).delete()
    for row in sorted(made.rows, key=lambda row: row.pk, reverse=True):
        if "closed" in row.made:
            before = SupportSpell.unscoped.filter(pk=row.made["closed"], end=date.fromisoformat(row.made["closed_on"]))
            before.update(end=None)
    LinkCase.unscoped.filter(pk__in=made.cases).delete()
    NameToken.unscoped.filter(person__in=persons).delete()
    ProtectedAccess.unscoped.filter(person__in=persons).delete()
    _leave(made)
    Person.unscoped.filter(pk__in=persons).delete()


def _leave(made: _Made) -> None:
    """The team's reach goes with the way that made it, unless somebody else has let the person in there since."""
    reaches = Reach.unscoped.filter(pk__in=list(made.reaches))
    in_use = set()
    for reach in reaches:
        there = Q(person=reach.person_id, service=reach.service_id)
        if Participation.unscoped.filter(there).exists() or Referral.unscoped.filter(there).exists():
            in_use.add(reach.pk)
    reaches.exclude(pk__in=in_use).delete()
