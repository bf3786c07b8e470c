"""Ways in, who somebody is and how they log in, and lists that are taken in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q

from tests.lives.offices import SAID
from tests.lives.scene import Draw, Needs, Nothing, Scene, draws
from vidare.actions import (
    accounts,
    asking,
    feeds,
    imports,
    invitations,
    letters,
    links,
    people,
    population,
    recommending,
    referrals,
    representative_doors,
    youth,
)
from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import Coming
from vidare.records import models as m
from vidare.records.configured import model_of
from vidare.records.sealed import opened
from vidare.rules.access import Actor, Role, system
from vidare.rules.identity import Protection, Sex
from vidare.rules.imports import Chosen, RowState, State
from vidare.rules.invitations import HAND_OUT
from vidare.rules.messages import Channel, MessageState, Template
from vidare.rules.referrals import DeclineReason, WayIn
from vidare.rules.referrals import State as Came
from vidare.web.demo.people import person as drawn
from vidare.web.middleware import NOBODY

ADDRESS = f"{SAID}gatan 1, 424 65 Angered"


def newcomer(scene: Scene, born: int = 0) -> Newcomer:
    """Somebody new; now and then with the number of somebody who is here, so that a link is to be looked at."""
    who = drawn(scene.dice, scene.dice.randrange(10**6))
    known = scene.rows(m.Person, ~Q(number_index=""))
    number = who.number
    if known and scene.dice.random() < 0.3:
        same = scene.dice.choice(known)
        number = opened(same.number_sealed, place=people.place("number_sealed"), key=same.key)
    contact = Contact(
        who.given, f"{SAID}{scene.dice.randrange(10**6)}", phone=f"0701746{scene.dice.randint(605, 699)}",
        email=f"q{scene.dice.randrange(10**6)}@example.org", address=ADDRESS, sms_wanted=scene.dice.random() < 0.5,
    )  # fmt: skip
    if born:
        day = scene.on.replace(year=scene.on.year - born, day=1)
        return Newcomer(contact, born_on=day, sex=Sex.WOMAN)
    return Newcomer(contact, number=number, sex=Sex.WOMAN)


def answers(scene: Scene) -> dict[str, str]:
    return {one.code: scene.dice.choice(sorted(one.eligible)) for one in scene.office.model.questions}


def came(scene: Scene, **filters: Any) -> m.Referral:
    wanted = {"state": Came.RECEIVED.value, "service": scene.service, **filters}
    return scene.one(m.Referral, needs=referrals.receive_referral, **wanted)


@draws(referrals.receive_referral)
def _(scene: Scene) -> Draw:
    coming = Coming(WayIn.SOCIAL_SERVICES, scene.words(), answers(scene))
    said = {"service": scene.service, "coming": coming, "newcomer": newcomer(scene)}
    return scene.staff(scene.dice.choice([Role.COACH, Role.SOCIAL_SECRETARY, Role.COORDINATOR])), said


@draws(referrals.accept_referral)
def _(scene: Scene) -> Draw:
    row = came(scene)
    coach = scene.coach(row)
    return coach, {"referral": row.pk, "answers": answers(scene), "coach": coach.user_id}


@draws(referrals.decline_referral)
def _(scene: Scene) -> Draw:
    row = came(scene)
    return scene.coach(row), {"referral": row.pk, "reasons": [DeclineReason.NOT_REACHED], "turn_to": scene.words()}


@draws(referrals.withdraw_referral)
def _(scene: Scene) -> Draw:
    row = came(scene)
    return scene.coach(row), {"referral": row.pk}


@draws(referrals.pause_clock)
def _(scene: Scene) -> Draw:
    stopped = m.ClockPause.unscoped.filter(end=None).values("referral")
    row = came(scene, pk__in=m.Referral.unscoped.exclude(pk__in=stopped).values("pk"))
    return scene.coach(row), {"referral": row.pk, "start": scene.on}


@draws(referrals.resume_clock)
def _(scene: Scene) -> Draw:
    row = scene.one(m.ClockPause, Q(end=None), needs=referrals.pause_clock, referral__service=scene.service)
    return scene.coach(row), {"referral": row.referral_id, "end": scene.on}


@draws(recommending.recommend)
def _(scene: Scene) -> Draw:
    coming = Coming(WayIn.EMPLOYMENT_SERVICE, scene.words(), answers(scene))
    said = {"service": scene.service, "coming": coming, "newcomer": newcomer(scene)}
    return scene.staff(Role.EMPLOYMENT_OFFICER), said


@draws(recommending.take_back_recommendation)
def _(scene: Scene) -> Draw:
    way_in = {"way_in": WayIn.EMPLOYMENT_SERVICE.value, "state": Came.RECEIVED.value, "service": scene.service}
    own = m.Membership.objects.filter(service=scene.service, role=Role.EMPLOYMENT_OFFICER.value).values("user")
    row = scene.one(m.Referral, needs=recommending.recommend, referrer__in=own, **way_in)
    return scene.user(row.referrer_id), {"referral": row.pk}


@draws(asking.ask_oneself)
def _(scene: Scene) -> Draw:
    """With a code where there is one, else through the open door."""
    free = m.InvitationCode.objects.filter(campaign__service=scene.service, used_at=None)
    codes = scene.rows(free, campaign__end__gte=scene.on, campaign__start__lte=scene.on)
    code = scene.dice.choice(codes).code if codes and scene.dice.random() < 0.5 else ""
    if not code and WayIn.OWN_INITIATIVE.value not in scene.office.model.ways_in:
        raise Nothing
    said = {"service": scene.office.service.code, "newcomer": newcomer(scene), "code": code}
    return NOBODY, {**said, "coming": Coming(WayIn.OWN_INITIATIVE, scene.words(), answers(scene))}


# ── Invitations ───────────────────────────────────────────────────────────────────────────────────────────────────


@draws(invitations.plan_campaign)
def _(scene: Scene) -> Draw:
    if WayIn.INVITATION.value not in model_of(scene.service).ways_in:
        raise Nothing
    where = scene.organisation(kind__in=[one.value for one in HAND_OUT])
    said = {"organisation": where.pk, "name": scene.words(), "start": scene.on, "end": scene.later()}
    return scene.staff(Role.COORDINATOR), {"service": scene.service, **said}


@draws(invitations.make_codes)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Campaign, needs=invitations.plan_campaign, end__gt=scene.on)
    return scene.staff(Role.COORDINATOR), {"campaign": row.pk, "count": 2}


@draws(invitations.end_campaign)
def _(scene: Scene) -> Draw:
    scene.after(invitations.try_code)
    row = scene.one(m.Campaign, needs=invitations.plan_campaign)
    return scene.staff(Role.COORDINATOR), {"campaign": row.pk}


@draws(invitations.try_code)
def _(scene: Scene) -> Draw:
    codes = m.InvitationCode.objects.filter(campaign__service=scene.service)
    row = scene.one(codes, needs=invitations.make_codes)
    return NOBODY, {"service": scene.office.service.code, "text": row.code}


# ── Who somebody is ───────────────────────────────────────────────────────────────────────────────────────────────


@draws(people.change_contact)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person, needs=people.set_protection, protection="open")
    contact = replace(newcomer(scene).contact, language=scene.dice.choice(["sv", "ar", "en"]))
    return scene.coach(row), {"person": row.pk, "version": row.version, "contact": contact}


@draws(people.set_protection)
def _(scene: Scene) -> Draw:
    """Most often that it is open; now and then that somebody is protected, whom only two see from then on."""
    row = scene.one(m.Person)
    coach = scene.coach(row)
    protected = scene.done["people.set_protection"] % 4 == 3
    named = [coach.user_id, scene.officer(row).user_id] if protected else []
    kind = Protection.PROTECTED if protected else Protection.OPEN
    return coach, {"person": row.pk, "protection": kind, "named": named, "reason": scene.words()}


@draws(people.choose_own)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Account, needs=accounts.open_account)
    return scene.participant(row.person_id), {"language": "ar"}


@draws(people.issue_card)
def _(scene: Scene) -> Draw:
    way = scene.way()
    return scene.coach(way), {"person": way.person_id}


@draws(people.issue_door_code)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person)
    return scene.coach(row), {"person": row.pk}


@draws(links.settle_link)
def _(scene: Scene) -> Draw:
    row = scene.one(m.LinkCase, needs=referrals.receive_referral, same=None, other__in=scene.people)
    return scene.staff(Role.COORDINATOR, row.board_id), {"case": row.pk}


@draws(links.reopen_link)
def _(scene: Scene) -> Draw:
    row = scene.one(m.LinkCase, needs=links.settle_link, same__isnull=False, other__in=scene.people)
    return scene.staff(Role.COORDINATOR, row.board_id), {"case": row.pk}


# ── Log-ins ───────────────────────────────────────────────────────────────────────────────────────────────────────


@draws(accounts.open_account)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person, ~Q(pk__in=m.Account.unscoped.values("person")))
    return scene.coach(row), {"person": row.pk, "username": ""}


@draws(accounts.issue_paper_code)
def _(scene: Scene) -> Draw:
    """Most of all to somebody who can be told of it by e-mail."""
    row = scene.one(m.Person, ~Q(email_sealed=b""), needs=people.change_contact, protection="open")
    return scene.coach(row), {"person": row.pk}


@draws(accounts.withdraw_codes)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person)
    return scene.coach(row), {"person": row.pk}


@draws(accounts.send_code)
def _(scene: Scene) -> Draw:
    wants = {"sms_wanted": True, "protection": "open", "pk__in": m.Account.unscoped.values("person")}
    rows = scene.rows(m.Person, ~Q(phone_index=""), **wants) or scene.rows(m.Person, ~Q(phone_index=""))
    return NOBODY, {"phone": people.contact_of(scene.some(rows)).phone}


@draws(accounts.use_code)
def _(scene: Scene) -> Draw:
    """A participant's, or that of somebody who acts for one and has not been inside."""
    waits = m.RepresentativeDoor.unscoped.filter(person__in=scene.people, user=None, shut_at=None)
    known = set(waits.exclude(paper_index="").values_list("representative", flat=True))
    invited = scene.told.get("representative_doors.invite_representative", [])
    if codes := [code for said, code in invited if said["representative"] in known]:
        return NOBODY, {"code": scene.dice.choice(codes), "phone": ""}
    if not m.RepresentativeDoor.unscoped.filter(person__in=scene.people).exists():
        raise Needs(representative_doors.invite_representative)
    _said, made = scene.answered(accounts.issue_paper_code)
    return NOBODY, {"code": made.code, "phone": ""}


@draws(letters.ask_letter)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person)
    return scene.coach(row), {"person": row.pk, "there": scene.words()}


@draws(letters.ask_letter_home)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person, ~Q(number_index=""))
    number = opened(row.number_sealed, place=people.place("number_sealed"), key=row.key)
    return NOBODY, {"number": number, "there": scene.words()}


def waiting(scene: Scene, needs: Any, **filters: Any) -> m.Message:
    letter = {"channel": Channel.LETTER.value, "template": Template.LOGIN_LETTER.value}
    return scene.one(m.Message, needs=needs, state=MessageState.WAITING.value, **letter, **filters)


@draws(letters.print_letters)
def _(scene: Scene) -> Draw:
    row = waiting(scene, letters.ask_letter)
    return scene.staff(Role.COORDINATOR, row.board_id), {"letters": [row.pk]}


@draws(letters.post_letters)
def _(scene: Scene) -> Draw:
    row = waiting(scene, letters.print_letters, tries__gt=0)
    return scene.staff(Role.COORDINATOR, row.board_id), {"letters": [row.pk]}


@draws(letters.stop_old_letters)
def _(scene: Scene) -> Draw:
    return system("night"), {}


@draws(feeds.make_feed)
def _(scene: Scene) -> Draw:
    if scene.dice.random() < 0.5:
        return scene.staff(Role.COACH), {}
    return scene.participant(scene.one(m.Account, needs=accounts.open_account).person_id), {}


@draws(feeds.stop_feed)
def _(scene: Scene) -> Draw:
    staff = m.Membership.objects.filter(service=scene.service).values("user")
    row = scene.one(m.Feed.objects.filter(stopped_at=None, user__in=staff), needs=feeds.make_feed)
    return scene.user(row.user_id), {}


# ── Lists ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@draws(imports.bring_list)
def _(scene: Scene) -> Draw:
    who = drawn(scene.dice, scene.dice.randrange(10**6))
    line = f"{who.number};{who.given} {SAID}{scene.dice.randrange(10**6)};{scene.on.isoformat()}"
    content = f"Personnummer;Namn;Aktualiserad\n{line}\n".encode()
    chosen = Chosen(scene.service, WayIn.SOCIAL_SERVICES)
    return scene.staff(Role.COORDINATOR), {"content": content, "chosen": chosen}


def batch(scene: Scene, needs: Any, *states: State) -> tuple[Actor, m.Import]:
    found = m.Import.unscoped.filter(service=scene.service)
    row = scene.one(found, needs=needs, state__in=[state.value for state in states])
    return scene.staff(Role.COORDINATOR, row.board_id), row


@draws(imports.confirm_list)
def _(scene: Scene) -> Draw:
    ready = m.ImportedRow.unscoped.filter(state=RowState.READY.value).values("batch")
    found = m.Import.unscoped.filter(service=scene.service, state=State.READ.value, pk__in=ready)
    row = scene.one(found, needs=imports.bring_list)
    return scene.staff(Role.COORDINATOR, row.board_id), {"batch": row.pk}


@draws(imports.take_in_some)
def _(scene: Scene) -> Draw:
    who, row = batch(scene, imports.confirm_list, State.TAKING_IN)
    return who, {"batch": row.pk}


@draws(imports.undo_list)
def _(scene: Scene) -> Draw:
    who, row = batch(scene, imports.take_in_some, State.DONE)
    return who, {"batch": row.pk}


@draws(imports.take_back_some)
def _(scene: Scene) -> Draw:
    who, row = batch(scene, imports.undo_list, State.UNDOING)
    return who, {"batch": row.pk}


@draws(imports.drop_list)
def _(scene: Scene) -> Draw:
    who, row = batch(scene, imports.bring_list, State.READ)
    return who, {"batch": row.pk}


@draws(imports.drop_old_lists)
def _(scene: Scene) -> Draw:
    return system("night"), {}


@draws(population.take_in)
def _(scene: Scene) -> Draw:
    text = f"measure,as_of,people,source\nyoung-outside-work-and-school,{scene.on},120,{SAID}\n"
    return scene.staff(Role.COORDINATOR), {"service": scene.office.service.code, "text": text}


# ── The register of the young ─────────────────────────────────────────────────────────────────────────────────────


@draws(youth.register_young)
def _(scene: Scene) -> Draw:
    return scene.staff(Role.YOUTH_COORDINATOR), {"newcomer": newcomer(scene, born=17)}


def young(scene: Scene, **filters: Any) -> tuple[Actor, m.Young]:
    who = scene.staff(Role.YOUTH_COORDINATOR)
    boards = [held.board_id for held in who.held(on=scene.on)]
    rows = m.Young.unscoped.filter(board__in=boards, ended_on=None).exclude(person__protection="protected")
    return who, scene.one(rows, needs=youth.register_young, **filters)


@draws(youth.note_attempt)
def _(scene: Scene) -> Draw:
    who, row = young(scene)
    attempt = youth.Attempt(scene.on, youth.Way.CALL, youth.Outcome.REACHED, scene.words(), youth.Occupied.NOTHING)
    return who, {"young": row.pk, "attempt": attempt}


@draws(youth.offer_measure)
def _(scene: Scene) -> Draw:
    who, row = young(scene)
    return who, {"young": row.pk, "text": scene.words()}


@draws(youth.move_measure)
def _(scene: Scene) -> Draw:
    """Accepted or declined what was offered; ended what was accepted."""
    who = scene.staff(Role.YOUTH_COORDINATOR)
    boards = [held.board_id for held in who.held(on=scene.on)]
    moves = youth.youth.TRANSITIONS
    live = [state.value for state, to in moves.items() if to]
    rows = m.YouthMeasure.unscoped.filter(board__in=boards, state__in=live).exclude(person__protection="protected")
    row = scene.one(rows, needs=youth.offer_measure)
    to = scene.some(sorted(moves[youth.State(row.state)]))
    return who, {"young": row.young_id, "measure": row.pk, "to": to}


@draws(youth.check_protection)
def _(scene: Scene) -> Draw:
    who, row = young(scene)
    return who, {"young": row.pk, "protected": scene.done["youth.check_protection"] % 4 == 3}


@draws(youth.pass_on)
def _(scene: Scene) -> Draw:
    who = scene.staff(Role.YOUTH_COORDINATOR, scene.office.service.board_id)
    rows = m.Young.unscoped.filter(board=scene.office.service.board_id, ended_on=None, person__protection="open")
    row = scene.one(rows, needs=youth.check_protection)
    return who, {"young": row.pk, "service": scene.service, "until": scene.later(), "message": scene.words()}


@draws(youth.end_responsibility)
def _(scene: Scene) -> Draw:
    scene.after(youth.pass_on)
    who, row = young(scene)
    return who, {"young": row.pk, "reason": youth.End.MOVED, "day": scene.on}
