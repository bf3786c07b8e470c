"""A service is started, changed and carried elsewhere by its file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

import vidare
from tests.world import AT, TODAY, World
from vidare.actions import services
from vidare.queries.access import actor_of
from vidare.queries.services import exported, model_of, policy_of, rule_set
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.boards import boards_of
from vidare.rules.access import Role, system
from vidare.rules.decision import Refused
from vidare.rules.services import BoardOf, Faulty
from vidare.rules.services.comparing import differences
from vidare.rules.services.importing import No

pytestmark = pytest.mark.django_db
HOME = Path(vidare.__file__).parent / "models"
LITTLE = (HOME / "lilla-kontoret.toml").read_text(encoding="utf-8")
BIG = (HOME / "jobbhornet.toml").read_text(encoding="utf-8")
LAW = (HOME / "law.toml").read_text(encoding="utf-8")
HOUSE = system("test")


def take(text: str, at: datetime = AT) -> services.Imported:
    return services.import_model(HOUSE, text=text, at=at)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [because.code.value for because in refused.value.reasons]


@pytest.mark.parametrize(("text", "code"), [(BIG, "jobbhornet"), (LITTLE, "lilla-kontoret")])
def test_each_service_starts_from_its_file_alone(db: None, text: str, code: str) -> None:
    done = take(text)
    service = m.Service.objects.get(code=code)
    model = model_of(service.pk)
    assert (done.version, done.changed, done.services) == (1, True, (code,))
    assert service.secrecy == model.secrecy.value
    assert m.Room.objects.filter(service=service).count() == len(model.rooms)
    assert m.Activity.objects.filter(service=service).count() == len(model.activities)
    assert m.RuleSet.objects.filter(service=service).count() == len(model.rule_sets)


def test_the_two_services_rule_differently_in_the_same_house(db: None) -> None:
    take(BIG), take(LITTLE)
    big, little = (m.Service.objects.get(code=code).pk for code in ("jobbhornet", "lilla-kontoret"))
    assert policy_of(big, on=TODAY).review_at == 4
    assert policy_of(big, on=TODAY).announced_ore == 20000
    assert policy_of(little, on=TODAY).review_at is None
    assert policy_of(little, on=TODAY).announced_ore == 0
    assert rule_set(little, "attention", on=TODAY)["first_meeting"] == 14
    assert rule_set(big, "attention", on=TODAY)["first_meeting"] == 8


def test_the_same_file_twice_changes_nothing(db: None) -> None:
    take(BIG)
    rows = [model.objects.count() for model in (m.ServiceModel, m.Service, m.Room, m.Activity, m.RuleSet)]
    again = take(BIG)
    assert (again.changed, again.rule_sets, again.version) == (False, 0, 1)
    assert rows == [model.objects.count() for model in (m.ServiceModel, m.Service, m.Room, m.Activity, m.RuleSet)]


def test_a_changed_file_is_a_new_version_and_the_old_one_stays_as_it_was(db: None) -> None:
    take(BIG)
    done = take(BIG.replace("seats = 18", "seats = 20").replace("review_at = 4", "review_at = 5"))
    assert (done.version, done.changed, done.rule_sets) == (2, True, 1)
    assert m.ServiceModel.objects.get(code="jobbhornet", version=1).text == BIG
    service = m.Service.objects.get(code="jobbhornet")
    assert model_of(service.pk).rooms[0].seats == 20
    assert m.Room.objects.get(service=service).seats == 20
    assert list(
        m.RuleSet.objects.filter(service=service, kind="attendance")
        .order_by("version")
        .values_list("version", flat=True)
    ) == [1, 2]
    assert policy_of(service.pk, on=TODAY).review_at == 5


def test_a_faulty_file_changes_nothing_at_all(db: None) -> None:
    with pytest.raises(Faulty):
        take(BIG.replace("seats = 18", "seats = 0"))
    assert not m.ServiceModel.objects.exists()


def close(service: m.Service, month: date) -> None:
    with acting("system:test"):
        user = m.User.objects.create_user("chef", name="Chef Testsson", password="demo")
        m.ClosedMonth.objects.create(service=service, month=month, closed_by=user, closed_at=AT, figures={})


def test_a_rule_that_reaches_into_a_closed_month_is_refused_and_nothing_is_kept(db: None) -> None:
    take(BIG)
    close(m.Service.objects.get(code="jobbhornet"), date(2026, 10, 1))
    with pytest.raises(Refused) as refused:
        take(BIG.replace("review_at = 4", "review_at = 5"))
    assert codes(refused) == [No.INSIDE_CLOSED_MONTH.value]
    assert m.ServiceModel.objects.count() == 1
    assert policy_of(m.Service.objects.get(code="jobbhornet").pk, on=TODAY).review_at == 4


def test_a_rule_from_a_day_after_the_closed_month_is_taken(db: None) -> None:
    take(BIG)
    service = m.Service.objects.get(code="jobbhornet")
    close(service, date(2026, 10, 1))
    later = BIG[BIG.index('[[rule_sets]]\nkind = "attendance"') : BIG.index('[[rule_sets]]\nkind = "attention"')]
    later = later.replace("2025-01-01", "2026-11-01").replace("review_at = 4", "review_at = 6")
    take(BIG.replace("[[targets]]", later + "[[targets]]", 1))
    assert policy_of(service.pk, on=date(2026, 10, 31)).review_at == 4
    assert policy_of(service.pk, on=date(2026, 11, 1)).review_at == 6


def test_the_nations_rules_are_taken_in_once_for_all_services(db: None) -> None:
    done = take(LAW)
    assert done.rule_sets == LAW.count("[[rule_sets]]") > 0
    assert take(LAW).rule_sets == 0
    take(LITTLE)
    little = m.Service.objects.get(code="lilla-kontoret").pk
    assert rule_set(little, "law-activity-hours", on=date(2026, 7, 1))["hours_per_week"] == 40
    assert rule_set(little, "law-activity-hours", on=date(2026, 6, 30)) == {}


def test_no_boards_administrator_changes_the_nations_rules(world: World) -> None:
    with pytest.raises(Refused) as refused:
        services.import_model(world.actor(Role.ADMINISTRATOR), text=LAW, at=AT)
    assert codes(refused) == [No.ONLY_BY_COMMAND.value]


@pytest.mark.parametrize("role", [Role.COACH, Role.MANAGER, Role.COORDINATOR, Role.SOCIAL_SECRETARY])
def test_only_an_administrator_takes_in_a_file(world: World, role: Role) -> None:
    with pytest.raises(Refused):
        services.import_model(world.actor(role), text=LITTLE, at=AT)


def test_an_administrator_who_starts_a_service_administers_it(world: World) -> None:
    services.import_model(world.actor(Role.ADMINISTRATOR), text=LITTLE, at=AT)
    little = m.Service.objects.get(code="lilla-kontoret")
    assert little.pk in {held.service_id for held in world.actor(Role.ADMINISTRATOR).memberships}


def test_nobody_starts_a_service_under_a_board_that_is_not_theirs(world: World) -> None:
    with acting("system:test"):
        m.Board.objects.create(code="arbetsmarknadsnamnden", name="En annan nämnd", municipality="Annan kommun")
    with pytest.raises(Refused) as refused:
        services.import_model(world.actor(Role.ADMINISTRATOR), text=LITTLE, at=AT)
    assert codes(refused) == [No.ANOTHER_BOARD.value]


def test_an_administrator_of_one_service_does_not_change_another(world: World) -> None:
    take(LITTLE)
    with pytest.raises(Refused):
        services.import_model(world.actor(Role.ADMINISTRATOR), text=LITTLE + "\n", at=AT)


def test_the_same_way_of_working_starts_under_another_board(db: None) -> None:
    take(BIG)
    elsewhere = BoardOf(code="annan-namnd", name="En annan nämnd", municipality="Annan kommun")
    key = services.start_service(
        HOUSE, model="jobbhornet", code="jobbhornet-vast", board=elsewhere, opened_on=TODAY, at=AT
    )
    first = m.Service.objects.get(code="jobbhornet")
    assert m.Service.objects.get(pk=key).board_id != first.board_id
    assert model_of(key) == model_of(first.pk)
    take(BIG.replace("seats = 18", "seats = 12"))
    assert list(m.Room.objects.values_list("seats", flat=True)) == [12, 12]


def test_a_service_is_not_started_twice_or_from_nothing(db: None) -> None:
    take(BIG)
    board = BoardOf(code="b", name="B", municipality="B")
    for model, code, expected in (
        ("jobbhornet", "jobbhornet", No.RUNS_ALREADY),
        ("finns-inte", "ny", No.NO_SUCH_MODEL),
    ):
        with pytest.raises(Refused) as refused:
            services.start_service(HOUSE, model=model, code=code, board=board, opened_on=TODAY, at=AT)
        assert codes(refused) == [expected.value]


def test_taking_in_a_file_is_noted_without_its_text(db: None) -> None:
    take(BIG)
    event = m.Event.objects.get(verb="model.imported")
    assert event.keys["model"] == "jobbhornet"
    assert "200" not in str(event.keys)


def test_a_board_may_have_an_administrator_of_its_own(world: World) -> None:
    stranger = actor_of(world.users[Role.ADMINISTRATOR].pk, name="", on=date(2020, 1, 1))
    with pytest.raises(Refused):
        services.import_model(stranger, text=LITTLE, at=AT)


def test_a_model_of_three_municipalities_starts_under_a_fourth_with_its_other_boards_and_takes_nobodys_staff(
    db: None,
) -> None:
    take((HOME / "etableringscentrum.toml").read_text(encoding="utf-8"))
    before = dict(m.Organisation.objects.values_list("code", "board__code"))
    vasby = BoardOf(code="socialnamnden-vasby", name="Socialnämnden i Väsby", municipality="Upplands Väsby")
    key = services.start_service(
        HOUSE, model="etableringscentrum", code="etablering-vasby", board=vasby, opened_on=TODAY, at=AT
    )
    service = m.Service.objects.get(pk=key)
    assert [board.code for board in boards_of(service)] == [
        "socialnamnden-vasby", "socialnamnden-nynashamn", "arbetsmarknadsnamnden-tyreso",
    ]  # fmt: skip
    after = dict(m.Organisation.objects.values_list("code", "board__code"))
    assert before.items() <= after.items(), "whoever worked for a board works for it still"
    (own,) = set(after) - set(before)
    assert after[own] == "socialnamnden-vasby", "the host has an organisation that can employ"


def test_a_model_that_was_exported_starts_the_same_service_in_another_house(db: None) -> None:
    text = (HOME / "etableringscentrum.toml").read_text(encoding="utf-8")
    take(text)
    travelled = exported("etableringscentrum").replace("socialnamnden-haninge", "socialnamnden-vasby")
    travelled = travelled.replace('code = "etableringscentrum"', 'code = "etablering-vast"', 1)
    done = take(travelled)
    one, other = (model_of(m.Service.objects.get(code=code).pk) for code in ("etableringscentrum", done.code))
    assert {difference.key for difference in differences(one, other)} == {"code", "board.code"}
    assert m.Service.objects.get(code=done.code).shared
