"""The participant's own pages, as the participant meets them on a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.actions import test_needs, test_notes, test_plans
from tests.actions.test_disclosures import share
from tests.actions.test_referrals import refer
from tests.ladder import OnTheLadder, on_the_ladder
from tests.world import AT, NINE, TODAY, World
from vidare.actions import messages, notes, plans
from vidare.queries import needs
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.services import RuleSet, Setting
from vidare.rules.access import Actor, Compartment, Role
from vidare.rules.attention import Kind
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import Ground
from vidare.rules.messages import Template
from vidare.rules.needs import Answer
from vidare.rules.notes import NoteKind
from vidare.rules.participations import State

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = ("/mine/", "/mine/money/", "/mine/plan/", "/mine/plan/change/", "/mine/times/", "/mine/times/cannot-come/",
         "/mine/file/", "/mine/file/choices/", "/mine/file/readings/")  # fmt: skip


@dataclass
class Me:
    """A participant who has logged in."""

    ladder: OnTheLadder
    actor: Actor
    client: Client

    @property
    def world(self) -> World:
        return self.ladder.world

    @property
    def way(self) -> m.Participation:
        return self.ladder.way

    def read(self, url: str, **cookies: str) -> str:
        for name, value in cookies.items():
            self.client.cookies[name] = value
        response = self.client.get(url)
        assert response.status_code == 200, url
        return str(response.content.decode())

    def staff(self, role: Role) -> Client:
        client = Client()
        client.force_login(self.world.users[role], backend=BACKEND)
        return client

    def owed(self) -> set[str]:
        return set(m.Attention.unscoped.filter(participation=self.way).values_list("kind", flat=True))


@pytest.fixture
def me(world: World, client: Client) -> Me:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    ladder = on_the_ladder(world)
    actor = world.participant_actor(ladder.way.person)
    client.force_login(m.User.objects.get(pk=actor.user_id), backend=BACKEND)
    return Me(ladder, actor, client)


@pytest.fixture
def other(me: Me) -> m.Participation:
    return me.world.participation(me.world.person("Yusuf", "Annansson"))


# ── My page ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_page_opens_in_every_language_without_anything_in_it(me: Me, language: str) -> None:
    for url in PAGES:
        text = me.read(url, lang=language)
        assert f'lang="{language}"' in text
        title = text.partition("<title>")[2].partition("</title>")[0]
        assert me.actor.name.split()[0] not in title


def test_the_next_step_comes_first_and_is_the_largest(me: Me) -> None:
    test_plans.agreed(me.world, me.way, "Träffa tvätteriet på sjukhuset")
    text = me.read("/mine/")
    assert "Träffa tvätteriet på sjukhuset" in text.partition('class="next-what"')[2][:80]
    assert text.index("next-what") < text.index("h-week")
    assert "tisdag 1 december" in text


def test_a_missing_next_step_is_said_to_be_missing(me: Me) -> None:
    assert "Det bestämmer du och din coach tillsammans" in me.read("/mine/")


def test_one_who_waits_is_told_that_we_ring(world: World, client: Client) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    way = world.participation(state=State.WAITING)
    actor = world.participant_actor(way.person)
    client.force_login(m.User.objects.get(pk=actor.user_id), backend=BACKEND)
    assert "Vi ringer dig och bokar ett första möte." in client.get("/mine/").content.decode()


def test_the_weeks_times_stand_with_seat_and_a_way_to_say_no(me: Me) -> None:
    booking = me.ladder.book(NINE + timedelta(days=2))
    text = me.read("/mine/")
    assert "torsdag 26 november" in text and "Jobbverkstaden" in text
    assert "/mine/times/cannot-come/" in text
    assert f"/mine/absences/{booking}/" in me.read("/mine/times/cannot-come/")


def test_a_missed_time_waits_for_the_participants_words_without_money_or_threats(me: Me) -> None:
    booking = me.ladder.miss(NINE - timedelta(days=1))
    text = me.read("/mine/")
    assert f"/mine/absences/{booking}/" in text
    assert "kronor" not in text.lower() and "avdrag" not in text.lower()


def test_a_basis_says_what_happened_what_it_can_mean_and_who_decides(me: Me) -> None:
    basis = me.ladder.assigned().streak().handed_over()
    text = me.read("/mine/")
    assert f'href="/mine/bases/{basis.pk}/"' in text
    assert "en socialsekreterare" in text and "kronor" not in text


def test_the_coach_can_be_rung_with_one_touch(me: Me) -> None:
    with acting("system:test"):
        m.User.objects.filter(pk=me.way.coach_id).update(phone="070-174 06 35")
    assert 'href="tel:0701740635"' in me.read("/mine/")


def test_a_message_is_marked_new_until_it_is_read(me: Me) -> None:
    with acting("system:test"):
        messages.write(me.world.actor(Role.COACH), person=me.way.person, template=Template.MISSED_YOU,
                   facts={"starts_at": NINE}, about="", at=AT)  # fmt: skip
    row = m.Message.unscoped.get(channel="page")
    assert "Nytt" in me.read("/mine/")
    me.client.post(f"/mine/messages/{row.pk}/")
    assert "Nytt" not in me.read("/mine/")


def test_the_front_page_costs_the_same_however_much_there_is(
    me: Me, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    test_plans.agreed(me.world, me.way, "Ett")
    me.ladder.book(NINE + timedelta(days=1))
    me.ladder.miss(NINE - timedelta(days=3))
    before = count_queries(lambda: me.read("/mine/"))
    for days in range(2, 8):
        me.ladder.book(NINE + timedelta(days=days))
        me.ladder.miss(NINE - timedelta(days=days + 3))
    assert count_queries(lambda: me.read("/mine/")) == before


# ── Money ────────────────────────────────────────────────────────────────────────────────────────────────────────


def law(kind: str, first: date, **values: object) -> None:
    with acting("system:test"):
        RuleSet.objects.create(
            kind=kind, first_day=first, version=1, source="SoL 12 kap. 8 §", values=values, imported_at=AT
        )


def test_what_work_means_for_ones_money_is_an_example_with_its_source_and_first_day(me: Me) -> None:
    law("law-wages-disregarded", date(2025, 7, 1), percent=25, months_of_support=6, years=2)
    text = me.read("/mine/money/")
    assert "SoL 12 kap. 8 §" in text and "2025-07-01" in text
    assert "8\u00a0000" in text and "2\u00a0000" in text and "6\u00a0000" in text
    assert "inte råd" in text and "socialsekreterare" in text


def test_an_example_of_ones_own_pay_is_counted_and_kept_nowhere(me: Me) -> None:
    law("law-wages-disregarded", date(2025, 7, 1), percent=25, months_of_support=6, years=2)
    law("practice-example-tax", date(2026, 3, 1), percent=20)
    said = {"pay": "10000", "two": "two", "other": "5000", "long": "yes"}
    before = m.Event.objects.count()
    text = me.client.post("/mine/money/", said).content.decode()
    for amount in ("15\u00a0000", "3\u00a0000", "9\u00a0000"):  # pay, tax and aside, counted
        assert amount in text
    assert "bara socialtjänsten kan säga" in text
    assert m.Event.objects.count() == before
    assert me.client.post("/mine/money/", {**said, "pay": "-1"}).status_code == 422
    assert (
        "3\u00a0000"
        not in me.client.post("/mine/money/", {**said, "two": "one", "long": "no"})
        .content.decode()
        .split('role="status"')[1]
        .split("<form")[0]
    )


def test_a_rule_that_has_not_begun_is_not_shown(me: Me) -> None:
    law("law-wages-disregarded", TODAY + timedelta(days=1), percent=25, months_of_support=6, years=2)
    assert "Vi har ingen regel att visa" in me.read("/mine/money/")


# ── My plan ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_participant_says_yes_to_the_version_they_read(me: Me) -> None:
    plan = test_plans.proposed(me.world, me.way)
    assert "/mine/plan/agree/" in me.read("/mine/")
    assert "Ringa hotellet" in me.read("/mine/plan/agree/")
    assert me.client.post("/mine/plan/agree/", {"version": plan.version}).status_code == 302
    given = m.Agreement.unscoped.get(plan=plan)
    assert (given.party, given.on_behalf, given.agreed_by_id) == ("participant", False, me.actor.user_id)


def test_a_yes_to_a_plan_that_was_changed_meanwhile_is_not_taken(me: Me) -> None:
    plan = test_plans.proposed(me.world, me.way)
    response = me.client.post("/mine/plan/agree/", {"version": plan.version + 1})
    assert response.status_code == 409
    assert not m.Agreement.unscoped.filter(plan=plan).exists()


def test_a_yes_sent_twice_is_one_yes(me: Me) -> None:
    plan = test_plans.proposed(me.world, me.way)
    sent = {"version": plan.version, "once": "samma"}
    assert [me.client.post("/mine/plan/agree/", sent).status_code for _ in range(2)] == [302, 302]
    assert m.Agreement.unscoped.filter(plan=plan).count() == 1


def test_a_plan_in_writing_is_not_shown_before_it_is_put_to_its_parties(me: Me) -> None:
    test_plans.draft(me.world, me.way)
    assert "Arbete på hotell" not in me.read("/mine/plan/")
    assert me.client.get("/mine/plan/agree/").status_code == 404


def test_a_wish_to_change_the_plan_reaches_the_coach_and_waits_for_her(me: Me) -> None:
    test_plans.agreed(me.world, me.way)
    assert Kind.CHANGE_ASKED.value not in me.owed()
    assert me.client.post("/mine/plan/change/", {"text": "أريد مكانًا آخر"}).status_code == 302
    assert Kind.CHANGE_ASKED.value in me.owed()
    assert "أريد مكانًا آخر" in me.staff(Role.COACH).get(f"/people/{me.way.person_id}/notes/").content.decode()
    notes.write_note(
        me.world.actor(Role.COACH), person=me.way.person_id, kind=NoteKind.CALL, text="Vi har pratat",
        compartment=Compartment.LABOUR_MARKET, happened_on=TODAY, at=AT + timedelta(hours=1),
    )  # fmt: skip
    assert Kind.CHANGE_ASKED.value not in me.owed()


def test_an_empty_wish_is_refused_with_a_sentence(me: Me) -> None:
    response = me.client.post("/mine/plan/change/", {"text": "  "})
    assert response.status_code == 422
    assert not m.Note.unscoped.exists()


def test_staff_cannot_write_as_the_participant(me: Me) -> None:
    with pytest.raises(Hidden):
        notes.ask_for_change(me.world.actor(Role.COACH), text="Nej", at=AT)


def test_ones_own_words_of_the_mapping_are_seen(me: Me) -> None:
    code = needs.areas_of(me.world.service.pk, language="sv")[0].code
    key = test_needs.begin(me.world, me.way)
    test_needs.save(me.world, key, code, Answer("أفهم أكثر الآن", "ar", 3, "Läser annonser", 2))
    text = me.read("/mine/plan/")
    assert "أفهم أكثر الآن" in text and "Läser annonser" in text


# ── My times ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_unregistered_hour_is_said_not_to_be_absence(me: Me) -> None:
    me.ladder.book(NINE - timedelta(days=1))
    text = me.read("/mine/times/")
    assert "Ej registrerat" in text and "Det räknas aldrig som frånvaro." in text


def test_the_participant_moves_to_another_hour_of_the_same_week(me: Me) -> None:
    booking = me.ladder.book(NINE + timedelta(days=1))
    to = me.world.session(NINE + timedelta(days=2))
    later = me.world.session(NINE + timedelta(days=8))
    text = me.read(f"/mine/times/{booking}/move/")
    assert f'value="{to.pk}"' in text and f'value="{later.pk}"' not in text
    assert me.client.post(f"/mine/times/{booking}/move/", {"session": to.pk}).status_code == 302
    assert m.Booking.unscoped.get(moved_from=booking).session_id == to.pk


def test_an_hour_of_another_week_cannot_be_chosen_by_hand(me: Me) -> None:
    booking = me.ladder.book(NINE + timedelta(days=1))
    me.world.session(NINE + timedelta(days=2))
    later = me.world.session(NINE + timedelta(days=8))
    assert me.client.post(f"/mine/times/{booking}/move/", {"session": later.pk}).status_code == 422
    assert m.Booking.unscoped.get(pk=booking).state == "booked"


def test_nobody_moves_or_sees_anothers_time(me: Me, other: m.Participation) -> None:
    theirs = OnTheLadder(me.world, other).book(NINE + timedelta(days=1))
    assert me.client.get(f"/mine/times/{theirs}/move/").status_code == 404
    assert me.client.post(f"/mine/times/{theirs}/move/", {"session": 1}).status_code == 404
    assert me.client.get(f"/mine/absences/{theirs}/").status_code == 404


# ── What is kept about me ────────────────────────────────────────────────────────────────────────────────────────


def open_person(me: Me) -> m.Person:
    with acting("system:test"):
        m.Person.unscoped.filter(pk=me.way.person_id).update(protection="open")
    return m.Person.unscoped.get(pk=me.way.person_id)


def test_a_consent_is_taken_back_at_once_and_the_receivers_page_is_empty(me: Me) -> None:
    key = share(me.world, open_person(me))
    officer = me.staff(Role.EMPLOYMENT_OFFICER)
    name = me.way.person.family_name
    assert name in officer.get("/disclosed/").content.decode()
    text = me.read("/mine/file/")
    assert "Arbetsförmedlingen" in text and f"/mine/file/shared/{key}/withdraw/" in text
    assert me.client.post(f"/mine/file/shared/{key}/withdraw/").status_code == 302
    assert name not in officer.get("/disclosed/").content.decode()
    assert "Återtaget" in me.read("/mine/file/")


def test_what_does_not_rest_on_consent_is_not_the_participants_to_take_back(me: Me) -> None:
    key = share(me.world, open_person(me), ground=Ground.STATUTORY_DUTY)
    assert f"/mine/file/shared/{key}/withdraw/" not in me.read("/mine/file/")
    assert me.client.post(f"/mine/file/shared/{key}/withdraw/").status_code == 302
    assert m.Disclosure.unscoped.get(pk=key).withdrawn_at is None


def test_nobody_takes_back_anothers_consent(me: Me, other: m.Participation) -> None:
    key = share(me.world, other.person)
    assert me.client.post(f"/mine/file/shared/{key}/withdraw/").status_code == 404
    assert m.Disclosure.unscoped.get(pk=key).withdrawn_at is None


def test_a_reading_is_shown_by_day_role_and_unit_and_never_by_name(me: Me) -> None:
    for _ in range(2):
        me.staff(Role.COACH).get(f"/people/{me.way.person_id}/")
    text = me.read("/mine/file/readings/")
    assert "Jobbhörnet" in text and "2 gånger" in text and "tisdag 24 november" in text
    assert me.world.users[Role.COACH].name not in text
    assert "2 gånger den senaste månaden" in me.read("/mine/")


def test_it_is_a_reading_too_when_another_authority_opens_what_was_shared(me: Me) -> None:
    share(me.world, open_person(me))
    me.staff(Role.EMPLOYMENT_OFFICER).get("/disclosed/")
    assert "Arbetsförmedlare" in me.read("/mine/file/readings/")


def test_readings_of_others_are_not_mine(me: Me, other: m.Participation) -> None:
    share(me.world, other.person)
    me.staff(Role.COACH).get(f"/people/{other.person_id}/")
    me.staff(Role.EMPLOYMENT_OFFICER).get("/disclosed/")
    assert "Ingen har öppnat din sida" in me.read("/mine/file/readings/")


def test_the_services_notes_are_read_and_the_board_s_own_file_is_not(me: Me) -> None:
    test_notes.write(me.world, me.way, "Ringde om praktik")
    test_notes.write(me.world, me.way, "Hot i receptionen", kind=NoteKind.SAFETY)
    test_notes.write(
        me.world, me.way, "Handläggarens ord", role=Role.SOCIAL_SECRETARY, where=Compartment.SOCIAL_SERVICES
    )
    text = me.read("/mine/file/")
    assert "Ringde om praktik" in text
    assert "Hot i receptionen" not in text and "Handläggarens ord" not in text


def test_a_note_is_disputed_in_ones_own_words_and_stands_as_it_was(me: Me) -> None:
    key = test_notes.write(me.world, me.way, "Kom inte till mötet")
    assert me.client.post(f"/mine/file/notes/{key}/dispute/", {"text": "كنت هناك"}).status_code == 302
    text = me.read("/mine/file/")
    assert "كنت هناك" in text and "Kom inte till mötet" in text
    response = me.client.post(f"/mine/file/notes/{key}/dispute/", {"text": "En gång till"})
    assert response.status_code == 422
    assert "En gång till" in response.content.decode()


def test_notes_that_are_not_mine_or_not_open_to_me_cannot_be_disputed_by_their_key(
    me: Me, other: m.Participation
) -> None:
    theirs = test_notes.write(me.world, other, "Om någon annan")
    safety = test_notes.write(me.world, me.way, "Säkerhet", kind=NoteKind.SAFETY)
    for key in (theirs, safety, 10**40):
        assert me.client.get(f"/mine/file/notes/{key}/dispute/").status_code == 404


def test_the_participant_changes_their_language_and_text_messages_alone(me: Me) -> None:
    before = m.Person.unscoped.get(pk=me.way.person_id)
    sent = {"language": "ar", "sms_wanted": "on"}
    assert me.client.post("/mine/file/choices/", sent).status_code == 302
    now = m.Person.unscoped.get(pk=me.way.person_id)
    assert (now.language, now.sms_wanted, now.version) == ("ar", True, before.version + 1)
    assert me.client.post("/mine/file/choices/", {"language": "klingon"}).status_code == 422


def test_nothing_of_another_participant_is_on_any_page(me: Me, other: m.Participation) -> None:
    test_plans.agreed(me.world, other, "Annans steg")
    test_notes.write(me.world, other, "Annans anteckning")
    share(me.world, other.person)
    OnTheLadder(me.world, other).miss(NINE - timedelta(days=1))
    for url in PAGES:
        text = me.read(url)
        assert not {word for word in ("Annans", "Annansson") if word in text}, url


def test_a_yes_to_anothers_plan_is_not_possible(me: Me, other: m.Participation) -> None:
    plan = test_plans.proposed(me.world, other)
    with pytest.raises((Hidden, Refused)):
        plans.agree(me.actor, plan=plan.pk, version=plan.version, party=test_plans.Party.PARTICIPANT, at=AT)


@pytest.mark.parametrize(
    ("language", "received", "promise"),
    [("sv", "Vi har tagit emot det.", "inom 8 dagar"), ("en", "It has reached us.", "within 8 days"),
     ("ar", "وقد وصلتنا الإحالة.", "خلال 8 أيام")],
)  # fmt: skip
def test_a_newcomer_reads_that_we_have_it_and_by_when_we_meet(
    world: World, client: Client, language: str, received: str, promise: str
) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    person = m.Referral.unscoped.get(pk=refer(world)).person
    client.force_login(m.User.objects.get(pk=world.participant_actor(person).user_id), backend=BACKEND)
    client.cookies["lang"] = language
    html = client.get("/mine/").content.decode()
    assert received in html and promise in html
    assert "tillbaka" not in html and "welcome back" not in html
