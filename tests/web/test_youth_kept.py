"""The register of the young as its keepers keep it: whose it is, finding one, its figures, and who looks at its log."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.municipalities import Neighbours, move_in
from tests.web import cast
from tests.web.matrix.youth import registered, shared
from tests.web.test_youth import ALVA, NUMBER, codes
from tests.world import AT, TODAY, World
from vidare.actions import log_review as reviewing
from vidare.actions import youth
from vidare.actions.people import Contact, Newcomer
from vidare.actions.youth import Attempt, Told
from vidare.queries import figures
from vidare.queries import log_review as review
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Actor, Compartment, Role
from vidare.rules.decision import Hidden, Refused
from vidare.rules.small_groups import OF_REGISTER, told_to
from vidare.rules.statistics import FigureCode as F
from vidare.rules.youth import Kind, No, Occupied, Outcome, Source, State, Way

pytestmark = pytest.mark.django_db
R = Role


@pytest.fixture(autouse=True)
def _today(world: World) -> None:
    cast.stop_the_clock()


@pytest.fixture
def keeper(world: World) -> Actor:
    return world.actor(R.YOUTH_COORDINATOR)


def of_both(world: World) -> tuple[Neighbours, Actor, m.User]:
    """The keeper keeps the neighbours' register too."""
    neighbours, user = move_in(world), world.users[R.YOUTH_COORDINATOR]
    with acting("system:test"):
        m.Membership.objects.create(
            user=user, organisation=neighbours.organisation, service=world.service, role=R.YOUTH_COORDINATOR.value,
            start=TODAY,
        )  # fmt: skip
    return neighbours, actor_of(user.pk, name=user.name, on=TODAY), user


def test_who_keeps_the_registers_of_two_boards_says_whose_and_it_is_never_guessed(world: World, client: Client) -> None:
    neighbours, both, user = of_both(world)
    with pytest.raises(Refused) as refused:
        youth.register_young(
            both, newcomer=Newcomer(Contact("Alva"), number=NUMBER), told=Told(Source.SCHOOL), at=AT
        )  # fmt: skip
    assert codes(refused) == [No.WHOSE]
    cast.enter(client, user)
    assert client.post("/youth/new/", ALVA).status_code == 422
    assert client.post("/youth/new/", ALVA | {"whose": neighbours.board.pk}).status_code == 302
    assert m.Young.unscoped.get().board_id == neighbours.board.pk == m.Young.unscoped.get().person.board_id
    assert "Grannkommunen" in client.get("/youth/").content.decode()
    with acting("system:test"):
        elsewhere = m.Board.objects.create(code="annan", name="Annan", municipality="Annan")
    assert client.post("/youth/new/", ALVA | {"whose": elsewhere.pk}).status_code == 422
    with pytest.raises(Hidden):
        youth.register_young(
            both, newcomer=Newcomer(Contact("Alva"), number=NUMBER), told=Told(Source.SCHOOL), board=elsewhere.pk, at=AT
        )


def test_what_somebody_let_one_register_know_is_written_in_no_other(world: World, client: Client) -> None:
    key = shared(world)
    neighbours, _both, user = of_both(world)
    cast.enter(client, user)
    sent = ALVA | {"given_name": "Bilal", "whose": neighbours.board.pk}
    assert client.post(f"/youth/new/?from={key}", sent).status_code == 302
    assert m.Young.unscoped.get().board_id == world.board.pk


def test_one_of_the_register_is_found_by_name_or_number_and_nobody_else_is(
    world: World, client: Client, keeper: Actor
) -> None:
    registered(world, "Åsa-Lena", "Östberg")
    with_number = Newcomer(Contact("Rut", "Numrerad"), number=NUMBER)
    youth.register_young(keeper, newcomer=with_number, told=Told(Source.SCHOOL), at=AT)
    world.participation(world.person("Åsa", "Deltagarsson"))
    hidden = registered(world, "Åsa", "Gömd")
    with acting("system:test"):
        m.Person.unscoped.filter(pk=m.Young.unscoped.get(pk=hidden).person_id).update(protection="protected")
    cast.enter(client, world.users[R.YOUTH_COORDINATOR])

    def search(text: str) -> str:
        return client.post("/youth/search/", {"text": text}).content.decode()

    assert "Åsa-Lena Östberg" in search("ÖST lena") and "Rut" not in search("Östberg")
    assert "Rut Numrerad" in search(NUMBER) and "Gömd" not in search("åsa") and "Deltagarsson" not in search("åsa")
    assert client.post("/youth/search/", {"text": "x"}).status_code == 422
    shown = m.Event.objects.filter(verb="youth.listed").order_by("pk").values_list("keys", flat=True)[0]
    assert len(shown["persons"]) == 1
    for role in (R.COORDINATOR, R.SOCIAL_SECRETARY, R.MANAGER):
        cast.enter(client, world.users[role])
        assert client.post("/youth/search/", {"text": "Östberg"}).status_code == 404


def test_the_figures_of_the_register_count_it_as_it_stood_on_the_day(world: World, keeper: Actor) -> None:
    keys = [registered(world, family=f"Nr {number}") for number in range(6)]
    yesterday = AT - timedelta(days=1)
    for key in keys[:3]:
        said = Attempt(yesterday.date(), Way.CALL, Outcome.REACHED, occupied=Occupied.NOTHING)
        youth.note_attempt(keeper, young=key, attempt=said, at=yesterday)
    youth.note_attempt(keeper, young=keys[4], attempt=Attempt(TODAY, Way.LETTER, Outcome.TRIED), at=AT)
    made = youth.offer_measure(keeper, young=keys[0], kind=Kind.GUIDANCE, text="", at=yesterday)
    youth.move_measure(keeper, young=keys[0], measure=made, to=State.ACCEPTED, at=AT)
    with acting("system:test"):
        kept = m.ServiceModel.objects.get(pk=world.service.model_id)
        named = ", ".join(f'"{code.value}"' for code in sorted(OF_REGISTER))
        text = kept.text.replace("figures = [", f"figures = [ {named},", 1)
        model = m.ServiceModel.objects.create(code="young", version=1, text=text, digest="counted", imported_at=AT)
        m.Service.objects.filter(pk=world.service.pk).update(model=model)
        m.Population.objects.create(
            board=world.board, measure="youth-responsibility", as_of=TODAY, people=12, source="Skolans lista",
            taken_in_at=AT,
        )  # fmt: skip

    def counted(on: date) -> dict[F, tuple[int, int, int]]:
        every = (one.figure for one in figures.counted(world.service.pk, on=on))
        return {one.figure: (one.numerator, one.denominator, one.unknown) for one in every if one.figure in OF_REGISTER}

    assert counted(TODAY) == {
        F.YOUTH_REGISTERED: (6, 12, 0), F.YOUTH_REACHED: (3, 6, 0), F.YOUTH_OFFERED: (1, 6, 0),
        F.YOUTH_IN_SOMETHING: (1, 6, 3),
    }  # fmt: skip
    assert counted(yesterday.date())[F.YOUTH_IN_SOMETHING] == (0, 6, 3), "the yes came the day after"
    assert counted(TODAY - timedelta(days=60))[F.YOUTH_REGISTERED][0] == 0
    seen = figures.results(world.actor(R.COORDINATOR), service=world.service.pk, on=TODAY).figures
    assert {one.hidden for one in seen if one.figure in OF_REGISTER} == {True}, "three reached: they are not told apart"
    for role in (R.COORDINATOR, R.MANAGER):
        with pytest.raises(Hidden):  # nor by the page of the rows behind it
            figures.rows_behind(
                world.actor(role), service=world.service.pk, figure=F.YOUTH_REACHED, on=TODAY, seen_on=TODAY
            )
    closed = figures.to_close(world.actor(R.MANAGER), service=world.service.pk, on=TODAY, at=AT)
    assert not any(one.hidden for one in closed), "a closed month keeps them whole"
    exact = [one.figure for one in figures.counted(world.service.pk, on=TODAY)]
    assert not any(one.hidden for one in told_to({Compartment.YOUTH, Compartment.SOCIAL_SERVICES}, exact))


def test_who_reads_in_the_register_is_looked_at_in_the_review_of_the_log(
    world: World, client: Client, keeper: Actor
) -> None:
    key = registered(world)
    cast.enter(client, world.users[R.YOUTH_COORDINATOR]).get(f"/youth/{key}/")
    reviewing.make_due(at=AT + timedelta(days=1))
    (row,) = review.reviews(world.actor(R.MANAGER), at=AT + timedelta(days=1)).rows
    (item,) = review.review(world.actor(R.MANAGER), review=row.key, at=AT + timedelta(days=1)).items
    assert (item.reader, item.person.name, item.person.young) == (world.users[R.YOUTH_COORDINATOR].name, "", key)
