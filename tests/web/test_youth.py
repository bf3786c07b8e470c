"""The register of the young stands alone: who is in it is nobody else's to know, and it knows nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.web import cast
from tests.web.matrix.youth import BORN, registered, shared
from tests.web.test_site_map import addresses
from tests.world import AT, TODAY, World
from vidare.actions import asking, disclosures, imports, letters, youth
from vidare.actions.disclosures import Crossing
from vidare.actions.glass import break_glass
from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import Coming, receive_referral
from vidare.actions.youth import Attempt, Told
from vidare.queries import youth as queries
from vidare.queries.access import actor_of
from vidare.queries.youth import Show
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.walls import within
from vidare.rules import disclosure
from vidare.rules.access import Actor, Compartment, Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.identity import check_digit
from vidare.rules.imports import Chosen, Kind
from vidare.rules.referrals import WayIn
from vidare.rules.youth import End, No, Outcome, Source, Way

pytestmark = pytest.mark.django_db
R = Role
NUMBER = f"20080301-238{check_digit('080301238')}"
ALVA = {"given_name": "Alva", "family_name": "Registrerad", "language": "sv", "source": "from-school"}
ALVA |= {"why": "broke-off", "born_on": BORN.isoformat()}
PHONE = "0701740635"


@pytest.fixture(autouse=True)
def _today(world: World) -> None:
    cast.stop_the_clock()


@pytest.fixture
def keeper(world: World) -> Actor:
    return world.actor(R.YOUTH_COORDINATOR)


def enter(client: Client, world: World, role: Role = R.YOUTH_COORDINATOR) -> Client:
    return cast.enter(client, world.users[role])


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[object]:
    return [because.code for because in refused.value.reasons]


def everything(world: World) -> m.User:
    """Holds every role here, the register's too: more than any rota gives anybody."""
    return cast._staff("all-roles", world.service, world.organisation, cast.STAFF, end=None)


def test_no_page_of_a_person_opens_on_somebody_of_the_register_whoever_comes(world: World, client: Client) -> None:
    young = m.Young.unscoped.get(pk=registered(world))
    users = [*world.users.values(), everything(world)]
    about = [(name, route) for name, route, _view in addresses() if "person_id" in route and route.count("<") == 1]
    assert len(about) > 10
    for name, _route in about:
        url = reverse(name, args=[young.person_id])
        for user in users:
            assert cast.enter(client, user).get(url).status_code in {404, 405}, (name, user.username)


def test_no_search_finds_anybody_of_the_register(world: World, client: Client) -> None:
    registered(world)
    for user in (world.users[R.COORDINATOR], world.users[R.SOCIAL_SECRETARY], everything(world)):
        cast.enter(client, user)
        for text in ("Registrerad", "Alva", NUMBER):
            assert "Alva Registrerad" not in client.post("/people/search/", {"text": text}).content.decode()


def test_who_asks_at_the_open_door_is_compared_with_nobody_of_the_register(world: World, client: Client) -> None:
    key = registered(world)
    asking.ask_oneself(
        Actor(key="nobody"), service="jobbhornet", at=AT, coming=Coming(WayIn.OWN_INITIATIVE),
        newcomer=Newcomer(Contact("Alva", "Registrerad", phone=PHONE)),
    )  # fmt: skip
    assert m.Person.unscoped.count() == 2 and not m.LinkCase.unscoped.exists()
    assert m.Young.unscoped.get().pk == key, "nobody comes to stand in the register by asking for help"
    asked = enter(client, world, R.COORDINATOR).get("/referrals/").content.decode()
    assert asked.count("Alva Registrerad") == 1
    assert enter(client, world).get("/youth/").content.decode().count("Alva Registrerad") == 1


def test_who_takes_part_is_looked_for_by_nobody_who_registers_them(world: World, keeper: Actor) -> None:
    with acting("system:test"):
        person = world.person("Alva", "Registrerad")
    youth.register_young(
        keeper, newcomer=Newcomer(Contact("Alva", "Registrerad"), number=NUMBER), told=Told(Source.SCHOOL), at=AT
    )
    assert m.Young.unscoped.get().person_id != person.pk and not m.LinkCase.unscoped.exists()
    with pytest.raises(Refused) as refused:
        youth.register_young(keeper, newcomer=Newcomer(Contact("Alva"), number=NUMBER), told=Told(Source.SCHOOL), at=AT)
    assert codes(refused) == [No.STANDS_ALREADY]


def test_the_register_sees_no_participant_and_no_note(world: World, client: Client, keeper: Actor) -> None:
    way = world.participation(world.person("Inte", "Deltagarsson"))
    scope = keeper.scope(on=TODAY)
    with within(scope):
        assert not m.Person.visible_to(scope).exists() and not m.Participation.visible_to(scope).exists()
        assert not m.Note.visible_to(scope).exists()
    enter(client, world)
    for url in ("/caseload/", "/referrals/", "/day/", "/people/search/", "/results/", f"/people/{way.person_id}/"):
        assert client.get(url).status_code == 404, url


@pytest.mark.parametrize("role", [role for role in cast.STAFF if role is not R.YOUTH_COORDINATOR])
def test_no_other_role_reads_or_writes_a_row_of_the_register(world: World, role: Role) -> None:
    key = registered(world)
    actor = world.actor(role)
    scope = actor.scope(on=TODAY)
    with within(scope):
        assert not m.Young.visible_to(scope).exists()
        with pytest.raises(Hidden):
            queries.register(actor, on=TODAY)
        with pytest.raises(Hidden):
            queries.young(actor, young=key, on=TODAY)
    with pytest.raises(Hidden):
        youth.note_attempt(actor, young=key, attempt=Attempt(TODAY, Way.CALL, Outcome.TRIED), at=AT)
    with pytest.raises(Hidden):
        youth.register_young(actor, newcomer=Newcomer(Contact("Sara"), born_on=BORN), told=Told(Source.LIST), at=AT)


def test_a_letter_is_tried_and_a_call_is_contact_and_who_is_not_reached_stands_first(
    world: World, keeper: Actor
) -> None:
    reached, written = registered(world, "Rut", "Nådd"), registered(world, "Bo", "Skriven")
    youth.note_attempt(keeper, young=reached, attempt=Attempt(TODAY, Way.CALL, Outcome.REACHED), at=AT)
    youth.note_attempt(keeper, young=written, attempt=Attempt(TODAY, Way.LETTER, Outcome.TRIED), at=AT)
    with pytest.raises(Refused) as refused:
        youth.note_attempt(keeper, young=written, attempt=Attempt(TODAY, Way.LETTER, Outcome.REACHED), at=AT)
    assert codes(refused) == [No.ONLY_SENT]
    found = queries.register(keeper, on=TODAY)
    assert [row.name for row in found.rows] == ["Bo Skriven", "Rut Nådd"]
    tally = found.tally
    assert (tally.all, tally.tried, tally.reached, tally.came) == (2, 2, 1, 0)
    assert [row.name for row in queries.register(keeper, on=TODAY, show=Show.NOT_REACHED).rows] == ["Bo Skriven"]


def test_ten_in_the_register_cost_what_one_costs(world: World, keeper: Actor, count_queries: Any) -> None:
    registered(world)
    one = count_queries(lambda: queries.register(keeper, on=TODAY))
    for number in range(9):
        registered(world, family=f"Nr {number}")
    assert count_queries(lambda: queries.register(keeper, on=TODAY)) == one


def test_it_is_registered_tried_offered_and_ended_on_the_pages(world: World, client: Client) -> None:
    enter(client, world)
    answer = client.post("/youth/new/", ALVA)
    assert answer.status_code == 302
    url = answer["Location"]
    said = {"tried-way": "tried-call", "tried-outcome": "came", "tried-day": TODAY.isoformat(), "tried-text": "Ja!"}
    wrong = client.post(f"{url}tried/", said)
    assert wrong.status_code == 422 and "Ja!" in wrong.content.decode()
    said |= {"tried-outcome": "reached", "tried-occupied": "does-work"}
    assert client.post(f"{url}tried/", said).status_code == 302
    assert client.post(f"{url}offers/", {"offer-kind": "to-adult-education"}).status_code == 302
    measure = m.YouthMeasure.unscoped.get()
    for to, state in (("measure-ended", "measure-offered"), ("measure-accepted", "measure-accepted")):
        client.post(f"{url}offers/{measure.pk}/", {"to": to})
        assert m.YouthMeasure.unscoped.get().state == state
    assert client.post(f"{url}end/", {"end-reason": "turned-20", "end-day": TODAY.isoformat()}).status_code == 422
    assert client.post(f"{url}end/", {"end-reason": "moved-away", "end-day": TODAY.isoformat()}).status_code == 302
    row = m.Young.unscoped.get()
    assert (row.end, row.occupied, row.ended_on) == ("moved-away", "does-work", TODAY)
    assert client.post(f"{url}tried/", said).status_code == 422, "what is over is not tried any more"


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("born_on", "2011-01-01"),
        ("born_on", "2006-11-24"),
        ("born_on", ""),
        ("number", "hej"),
        ("given_name", "a\x00b"),
    ],
)
def test_whoever_the_law_does_not_mean_is_told_why_and_nothing_is_lost(
    world: World, client: Client, field: str, said: str
) -> None:
    answer = enter(client, world).post("/youth/new/", ALVA | {field: said})
    assert answer.status_code == 422 and "Registrerad" in answer.content.decode()
    assert not m.Person.unscoped.exists()


def test_whoever_is_protected_is_seen_by_the_one_who_asked_and_by_no_other_keeper(world: World, keeper: Actor) -> None:
    key = registered(world)
    youth.check_protection(keeper, young=key, protected=True, at=AT)
    other = cast._staff("other-keeper", world.service, world.organisation, [R.YOUTH_COORDINATOR], end=None)
    away = actor_of(other.pk, name=other.name, on=TODAY)
    assert queries.register(away, on=TODAY).rows == ()
    with pytest.raises(Hidden):
        queries.young(away, young=key, on=TODAY)
    assert queries.register(keeper, on=TODAY).total == 1
    with pytest.raises(Refused) as refused:
        youth.pass_on(keeper, young=key, service=world.service.pk, until=TODAY, at=AT)
    assert codes(refused) == [No.PROTECTED]


def test_by_consent_a_service_is_told_the_name_and_nothing_that_stands_in_the_register(
    world: World, client: Client, keeper: Actor
) -> None:
    key = registered(world)
    youth.note_attempt(keeper, young=key, attempt=Attempt(TODAY, Way.CALL, Outcome.REACHED, "Hemligt"), at=AT)
    with pytest.raises(Refused) as refused:
        youth.pass_on(keeper, young=key, service=world.service.pk, until=TODAY, at=AT)
    assert codes(refused) == [No.NOT_CHECKED]
    youth.check_protection(keeper, young=key, protected=False, at=AT)
    referral = youth.pass_on(
        keeper, young=key, service=world.service.pk, until=TODAY + timedelta(days=30), message="Jag vill jobba", at=AT
    )
    row = m.Referral.unscoped.get(pk=referral)
    assert row.person_id != m.Young.unscoped.get().person_id and row.way_in == "own-initiative"
    shown = enter(client, world, R.COORDINATOR).get(f"/people/{row.person_id}/referrals/{row.pk}/").content.decode()
    assert "Alva Registrerad" in shown and "Jag vill jobba" in shown and "Hemligt" not in shown
    given = m.Disclosure.unscoped.get()
    assert (given.ground, given.to_compartment, given.person_id) == ("consent", "team", row.person_id)
    assert (m.YouthMeasure.unscoped.get().kind, m.YouthMeasure.unscoped.get().state) == (
        "to-open-service", "measure-accepted",
    )  # fmt: skip


def test_the_register_is_shown_who_takes_part_by_their_own_consent_alone_and_until_they_take_it_back(
    world: World, client: Client, keeper: Actor
) -> None:
    key = shared(world)
    assert "Bilal Samtyckt" in enter(client, world).get("/youth/").content.decode()
    assert 'value="Bilal"' in client.get(f"/youth/new/?from={key}").content.decode()
    person = m.Disclosure.unscoped.get().person_id
    crossing = Crossing(Ground.NECESSITY, Purpose.YOUTH, to_compartment=Compartment.YOUTH, until=TODAY)
    with pytest.raises(Refused) as refused:
        disclosures.disclose(
            world.actor(R.COACH), person=person, service=world.service.pk, items=[Item.NAME], crossing=crossing, at=AT
        )
    assert codes(refused) == [disclosure.No.ONLY_BY_CONSENT]
    disclosures.withdraw_disclosure(world.actor(R.COACH), disclosure=key, at=AT)
    assert "Bilal" not in client.get("/youth/").content.decode()
    assert client.get(f"/youth/new/?from={key}").status_code == 404


def test_the_coach_chooses_the_register_on_the_page_of_disclosures(world: World, client: Client) -> None:
    person = world.participation(world.person("Bilal", "Samtyckt")).person
    url = f"/people/{person.pk}/disclosures/"
    sent = {"items": ["name"], "to": "0", "ground": "consent", "purpose": "youth-responsibility", "until": "2026-12-24"}
    enter(client, world, R.COACH)
    assert client.post(url, sent | {"ground": "necessity"}).status_code == 422
    assert client.post(url, sent).status_code == 302
    assert m.Disclosure.unscoped.get().to_compartment == "youth"


LIST = f"""Namn;Personnummer;Telefon;Född
Registrerad, Alva;{NUMBER};;
Gammal, Gun;;;2006-11-24
Ung, Ulf;;;2011-02-03
Utan Ålder;;;
""".encode()


def _brought(keeper: Actor, world: World, content: bytes = LIST) -> int:
    return imports.bring_list(
        keeper, content=content, chosen=Chosen(world.service.pk, WayIn.OWN_INITIATIVE, Kind.YOUTH), at=AT
    )


def test_a_list_comes_into_the_register_and_nowhere_else_and_is_taken_back(world: World, keeper: Actor) -> None:
    person = world.person("Alva", "Registrerad")
    batch = _brought(keeper, world)
    imports.confirm_list(keeper, batch=batch, at=AT)
    imports.take_in_some(keeper, batch=batch, at=AT)
    row = m.Young.unscoped.get()
    assert (row.person.compartment, row.source) == ("youth", "from-list") and row.person_id != person.pk
    assert not m.Reach.unscoped.filter(person=row.person).exists() and not m.LinkCase.unscoped.exists()
    states = m.ImportedRow.unscoped.order_by("number").values_list("state", flat=True)
    assert list(states) == ["made", "held-back", "held-back", "held-back"]
    again = _brought(keeper, world, LIST + b"\n")
    imports.confirm_list(keeper, batch=again, at=AT)
    imports.take_in_some(keeper, batch=again, at=AT)
    assert m.Young.unscoped.count() == 1
    imports.undo_list(keeper, batch=batch, at=AT)
    imports.take_back_some(keeper, batch=batch, at=AT)
    assert not m.Young.unscoped.exists() and not m.Person.unscoped.filter(compartment="youth").exists()


@pytest.mark.parametrize("role", [R.COORDINATOR, R.ADMINISTRATOR, R.SOCIAL_SECRETARY])
def test_no_other_role_brings_or_sees_a_list_of_the_register(
    world: World, client: Client, keeper: Actor, role: Role
) -> None:
    with pytest.raises(Refused):
        _brought(world.actor(role), world)
    batch = _brought(keeper, world)
    assert enter(client, world, role).get(f"/lists/{batch}/").status_code == 404
    assert f"/lists/{batch}/" not in client.get("/lists/").content.decode()


def test_a_responsibility_ends_on_the_birthday_and_the_page_says_so(
    world: World, client: Client, keeper: Actor
) -> None:
    registered(world)
    with acting("system:test"):
        m.Person.unscoped.filter(compartment="youth").update(born_on=TODAY.replace(year=2006))
    assert queries.register(keeper, on=TODAY - timedelta(days=1)).turned_20 == 0
    assert queries.register(keeper, on=TODAY).turned_20 == 1
    row = m.Young.unscoped.get()
    shown = enter(client, world).get(f"/youth/{row.pk}/").content.decode()
    assert 'value="2026-11-24"' in shown
    youth.end_responsibility(keeper, young=row.pk, reason=End.TURNED_20, day=TODAY, at=AT)
    assert queries.register(keeper, on=TODAY, show=Show.ENDED).total == 1


def test_no_glass_opens_the_register_not_even_to_somebody_who_keeps_it_too(world: World, keeper: Actor) -> None:
    youth.register_young(
        keeper, newcomer=Newcomer(Contact("Alva", "Registrerad"), number=NUMBER), told=Told(Source.SCHOOL), at=AT
    )
    user = everything(world)
    for actor in (world.actor(R.COACH), actor_of(user.pk, name=user.name, on=TODAY)):
        assert break_glass(actor, sought=NUMBER, reason="Ringer akut och behöver hjälp i dag", at=AT) is None
    assert not m.BrokenGlass.unscoped.exists()


def test_who_stands_in_the_register_too_gets_the_letter_with_their_code_as_anybody(world: World, keeper: Actor) -> None:
    """Two with one number get none: by that somebody could find out who stands in the register."""
    referral = receive_referral(
        world.actor(R.SOCIAL_SECRETARY), service=world.service.pk, coming=Coming(WayIn.SOCIAL_SERVICES),
        newcomer=Newcomer(Contact("Alva", "Registrerad"), number=NUMBER), at=AT,
    )  # fmt: skip
    person = m.Referral.unscoped.get(pk=referral).person
    world.participant_actor(person)
    youth.register_young(
        keeper, newcomer=Newcomer(Contact("Alva", "Registrerad"), number=NUMBER), told=Told(Source.SCHOOL), at=AT
    )
    with within(system("test").scope(on=TODAY)):
        assert [one.pk for one in letters._known(NUMBER.replace("-", ""))] == [person.pk]


def test_a_list_tells_of_nobody_whom_its_keeper_does_not_see(world: World, keeper: Actor) -> None:
    first = _brought(keeper, world)
    imports.confirm_list(keeper, batch=first, at=AT)
    imports.take_in_some(keeper, batch=first, at=AT)
    youth.check_protection(keeper, young=m.Young.unscoped.get().pk, protected=True, at=AT)
    user = cast._staff("other-keeper", world.service, world.organisation, [R.YOUTH_COORDINATOR], end=None)
    other = actor_of(user.pk, name=user.name, on=TODAY)
    again = _brought(other, world, LIST + b"\n")
    imports.confirm_list(other, batch=again, at=AT)
    imports.take_in_some(other, batch=again, at=AT)
    states = m.ImportedRow.unscoped.filter(batch=again).order_by("number").values_list("state", flat=True)
    assert list(states) == ["made", "held-back", "held-back", "held-back"]
