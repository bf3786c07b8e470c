"""A list is judged, confirmed, taken in part by part, and taken back: what nobody worked on goes without a trace."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.actions.test_people import AMINA, register
from tests.world import AT, TODAY, World
from vidare.actions import bookings, imports, notes, people, programmes
from vidare.actions.participations import acknowledge
from vidare.queries.links import link_cases
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.guards import domain_models
from vidare.rules.access import Compartment, Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Likeness, Protection
from vidare.rules.imports import Chosen, Kept, No, RowState, State
from vidare.rules.notes import NoteKind
from vidare.rules.programmes import Told
from vidare.rules.referrals import WayIn

pytestmark = pytest.mark.django_db
WORST = (Path(__file__).parents[1] / "cases/list-in-the-worst-shape.csv").read_bytes()
OWN_RECORD = {m.Import, m.ImportedRow, m.Event, m.Seal}
HEAD = "Personnr;Namn;Telefon;Handläggare;Inskriven"


def csv_of(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def bring(world: World, content: bytes, role: Role = Role.COORDINATOR) -> int:
    chosen = Chosen(world.service.pk, WayIn.SOCIAL_SERVICES)
    return imports.bring_list(world.actor(role), content=content, chosen=chosen, at=AT)


def take_in(world: World, content: bytes, role: Role = Role.COORDINATOR, *, most: int = imports.MOST) -> int:
    batch, actor = bring(world, content, role), world.actor(role)
    imports.confirm_list(actor, batch=batch, at=AT)
    while imports.take_in_some(actor, batch=batch, at=AT, most=most).left:
        pass
    return batch


def undo(world: World, batch: int, role: Role = Role.COORDINATOR, *, most: int = imports.MOST) -> None:
    imports.undo_list(world.actor(role), batch=batch, at=AT)
    while imports.take_back_some(world.actor(role), batch=batch, at=AT, most=most).left:
        pass


def states(batch: int) -> dict[int, str]:
    return dict(m.ImportedRow.unscoped.filter(batch=batch).values_list("number", "state"))


def whys(batch: int) -> dict[int, list[str]]:
    rows = m.ImportedRow.unscoped.filter(batch=batch).exclude(why=[])
    return {number: [one["code"] for one in why] for number, why in rows.values_list("number", "why")}


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the trail and the import's own record."""
    return {
        model._meta.db_table: sorted(
            (
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                for row in model._base_manager.values_list()
            ),
            key=str,
        )
        for model in domain_models()
        if model not in OWN_RECORD
    }


def test_a_list_in_the_worst_shape_is_taken_in_and_its_undoing_leaves_everything_as_it_was(world: World) -> None:
    register(world, AMINA)
    before = everything()
    batch = take_in(world, WORST, most=4)
    row = m.Import.unscoped.get(pk=batch)
    assert (row.state, row.kind, row.shape) == ("done", "people", "cp1252")
    assert states(batch)[9] == RowState.REPEAT and states(batch)[10] == states(batch)[13] == RowState.HELD_BACK
    assert not m.ImportedRow.unscoped.filter(batch=batch).exclude(said_sealed=b"").exists()
    asa = m.Person.unscoped.get(given_name="Åsa")
    way = m.Participation.unscoped.get(person=asa)
    assert (way.started_on, way.state, way.coach_id) == (date(2026, 9, 24), "active", world.users[Role.COACH].pk)
    omar = m.Referral.unscoped.get(person__given_name="Omar")
    assert (omar.state, omar.way_in, omar.received_on) == ("received", "employment-service", date(2026, 11, 2))
    assert m.Person.unscoped.filter(given_name__startswith="=HYPERLINK").exists(), "a formula stays a text"
    assert everything() != before
    undo(world, batch, most=4)
    assert everything() == before
    assert m.Import.unscoped.get(pk=batch).state == State.UNDONE
    verbs = set(m.Event.objects.filter(verb__startswith="import.").values_list("verb", flat=True))
    assert {"import.read", "import.confirmed", "import.done", "import.undo-begun", "import.undone"} <= verbs


def test_nothing_but_the_lists_own_record_is_written_until_it_is_confirmed(world: World) -> None:
    before = everything()
    batch = bring(world, WORST)
    assert everything() == before
    sealed = m.ImportedRow.unscoped.filter(batch=batch, state=RowState.READY.value).values_list(
        "said_sealed", flat=True
    )
    assert sealed and all(b"Warsame" not in bytes(one) for one in sealed)
    imports.drop_list(world.actor(Role.COORDINATOR), batch=batch, at=AT)
    assert not m.ImportedRow.unscoped.exists()
    with pytest.raises(Refused):
        imports.confirm_list(world.actor(Role.COORDINATOR), batch=batch, at=AT)


def test_a_list_that_nobody_confirms_is_dropped_after_a_week(world: World) -> None:
    old = bring(world, WORST)
    assert imports.drop_old_lists(system("night"), at=AT + timedelta(days=7)) == 0
    assert imports.drop_old_lists(system("night"), at=AT + timedelta(days=8)) == 1
    assert m.Import.unscoped.get(pk=old).state == State.DROPPED and not m.ImportedRow.unscoped.exists()


def test_what_somebody_has_worked_on_stays_with_the_reason(world: World) -> None:
    rows = [f";Person {n};07017406{n};;2026-09-01" for n in range(30, 36)]
    batch = take_in(world, csv_of(HEAD, *rows), most=3)
    by_name = {row.family_name: row for row in m.Person.unscoped.filter(given_name="Person")}
    coach = world.actor(Role.COACH)
    noted = by_name["30"]
    notes.write_note(
        coach, person=noted.pk, kind=NoteKind.CALL, compartment=Compartment.LABOUR_MARKET, text="Ringde.",
        happened_on=TODAY, at=AT,
    )  # fmt: skip
    people.issue_door_code(coach, person=by_name["31"].pk, at=AT)
    people.set_protection(coach, person=by_name["32"].pk, protection=Protection.OPEN, at=AT)
    undo(world, batch, most=2)
    assert states(batch) == {2: "kept", 3: "kept", 4: "kept", 5: "undone", 6: "undone", 7: "undone"}
    found = whys(batch)
    assert Kept.NOTE.value in found[2] and found[3] == [Kept.DOOR.value] and found[4] == [Kept.CONTACT.value]
    assert set(m.Person.unscoped.filter(given_name="Person").values_list("family_name", flat=True)) == {
        "30",
        "31",
        "32",
    }


def test_that_a_coach_has_seen_who_is_new_is_no_work(world: World) -> None:
    before = everything()
    batch = take_in(world, csv_of(HEAD, ";Amina Warsame;;coach;2026-09-01"))
    acknowledge(world.actor(Role.COACH), participation=m.Participation.unscoped.get().pk, at=AT)
    undo(world, batch)
    assert everything() == before


def test_somebody_here_already_is_not_taken_in_again(world: World) -> None:
    there = register(world, AMINA)
    batch = take_in(world, csv_of(HEAD, "19900101-0017;Warsame, Amina;;;2026-09-01"))
    assert m.Person.unscoped.count() == 1 and m.Participation.unscoped.get().person_id == there.pk
    with pytest.raises(Refused) as why:
        bring(world, csv_of(HEAD, "19900101-0017;Warsame, Amina;;;2026-09-01"))
    assert [because.code for because in why.value.reasons] == [No.TAKEN_IN_BEFORE]
    again = take_in(world, csv_of(HEAD, "19900101-0017;Warsame, Amina;070;;2026-09-01"))
    assert (states(again), whys(again)) == ({2: "known"}, {2: ["referral.here-already"]})
    undo(world, batch)
    assert m.Person.unscoped.get().pk == there.pk and not m.Participation.unscoped.exists()


def test_who_may_be_one_is_a_case_for_named_staff_and_nobody_is_merged(world: World) -> None:
    register(world, AMINA)
    with_number = world.actor(Role.COORDINATOR)
    batch = take_in(
        world,
        csv_of(
            "Personnr;Namn;Telefon;Född;Inskriven",
            "19900101-0017;Berg Nils;;;2026-09-01",
            "19900101-0018;Amina Annan;;;2026-09-01",
            ";Amina Warsame;;1990-01-01;2026-09-01",
            ";Omar Haddad;070-174 06 35;;2026-09-01",
        ),
    )
    assert m.Person.unscoped.count() == 5
    assert [case.why for case in link_cases(with_number, on=TODAY)] == [
        Likeness.SAME_NUMBER, Likeness.NEAR_NUMBER, Likeness.SAME_NAME, Likeness.SAME_PHONE,
    ]  # fmt: skip
    undo(world, batch)
    assert not m.LinkCase.unscoped.exists()


def test_a_list_tells_nothing_of_somebody_protected(world: World) -> None:
    there = register(world, AMINA)
    named = [world.users[Role.MANAGER].pk]
    people.set_protection(
        world.actor(Role.COACH), person=there.pk, protection=Protection.PROTECTED, named=named, reason="Skydd", at=AT
    )
    batch = take_in(world, csv_of(HEAD, "19900101-0017;Warsame, Amina;;;2026-09-01"))
    assert states(batch) == {2: "made"} and m.Person.unscoped.count() == 2
    assert link_cases(world.actor(Role.COORDINATOR), on=TODAY) == ()
    assert len(link_cases(world.actor(Role.MANAGER), on=TODAY)) == 1


def test_somebody_protected_in_the_list_is_seen_by_their_coach_alone_and_has_no_address(world: World) -> None:
    batch = take_in(
        world, csv_of("Namn;Adress;Skyddad identitet;Coach;Inskriven", "Eva Lind;Gatan 1;ja;coach;2026-09-01")
    )
    eva = m.Person.unscoped.get(given_name="Eva")
    assert (eva.protection, bytes(eva.address_sealed)) == (Protection.PROTECTED.value, b"")
    seen = {role: m.Person.visible_to(world.actor(role).scope(on=TODAY)).exists() for role in world.users}
    assert [role for role in seen if seen[role]] == [Role.COACH]
    undo(world, batch)
    assert not m.Person.unscoped.exists() and not m.ProtectedAccess.unscoped.exists()


def test_the_programmes_days_come_with_the_list_and_go_with_it_but_a_colleagues_word_stays(world: World) -> None:
    here = world.participation(world.person("Omar", "Haddad", protection=Protection.OPEN)).person
    with acting("system:test"):
        m.Person.unscoped.filter(pk=here.pk).update(born_on=date(1980, 5, 5))
    before = everything()
    head = HEAD + ";Född;Programstart;Etableringsprogram till"
    rows = (
        ";Amina Warsame;;coach;2026-09-01;1990-01-01;2024-08-01;2026-07-31", ";Omar Haddad;;;;1980-05-05;2024-05-01;",
        ";Sara Noor;;;2026-09-01;1991-01-01;;2026-07-31", ";Eden Haile;;;2026-09-01;1992-01-01;2026-08-01;2026-07-31",
    )  # fmt: skip
    batch = take_in(world, csv_of(head, *rows))
    days = m.Programme.unscoped.order_by("start").values_list("person__given_name", "start", "end", "told_by")
    told = "employment-service"
    assert list(days) == [
        ("Omar", date(2024, 5, 1), None, told), ("Amina", date(2024, 8, 1), date(2026, 7, 31), told),
    ]  # fmt: skip
    undo(world, batch)
    assert everything() == before
    again = take_in(world, csv_of(head, *rows, ";Liv Ek;;;2026-09-01;;;"))
    amina = m.Person.unscoped.get(given_name="Amina")
    programmes.note_programme(
        world.actor(Role.COACH), person=amina.pk, start=date(2024, 8, 1), end=date(2026, 8, 31), told_by=Told.PAPER,
        at=AT,
    )  # fmt: skip
    undo(world, again)
    assert list(days.filter(person=amina).order_by("pk").values_list("told_by", flat=True)) == [told, "paper"]
    assert not m.Programme.unscoped.exclude(person=amina).exists()


def test_who_takes_part_since_before_is_not_late_for_a_first_meeting(world: World) -> None:
    take_in(world, csv_of(HEAD + ";Aktualiserad;Hänvisad från", ";Amina Warsame;;coach;2026-06-10;2026-06-01;Soc"))
    owed = set(m.Attention.unscoped.values_list("kind", flat=True))
    assert "new-to-me" in owed and "first-meeting-late" not in owed


def test_an_administrator_brings_a_list_and_sees_nobody(world: World) -> None:
    batch = take_in(world, csv_of(HEAD, ";Amina Warsame;;coach;2026-09-01"), Role.ADMINISTRATOR)
    assert states(batch) == {2: "made"}
    assert not m.Person.visible_to(world.actor(Role.ADMINISTRATOR).scope(on=TODAY)).exists()
    undo(world, batch, Role.ADMINISTRATOR)
    assert not m.Person.unscoped.exists()


@pytest.mark.parametrize("role", [Role.COACH, Role.JOB_MATCHER, Role.MANAGER, Role.SOCIAL_SECRETARY])
def test_nobody_else_brings_a_list_of_people(world: World, role: Role) -> None:
    with pytest.raises((Refused, Hidden)):
        bring(world, csv_of(HEAD, ";Amina Warsame;;;2026-09-01"), role)
    assert not m.Import.unscoped.exists()


def test_recipients_become_spells_as_their_officer_would_register_them(world: World) -> None:
    person = register(world, AMINA)
    before = everything()
    rows = csv_of(
        "Personnr;Namn;Fr.o.m.;T.o.m.;Belopp;Barn",
        "900101-0017;Amina Warsame;2026-10-01;;4 500 kr;2",
        "900101-0017;Amina Warsame;2026-01-01;;4000;2",
        ";Omar Haddad;2026-10-01;;100;",
    )
    with pytest.raises(Refused):
        bring(world, rows, Role.COORDINATOR)
    batch = take_in(world, rows, Role.SOCIAL_SECRETARY)
    spells = m.SupportSpell.unscoped.filter(person=person).order_by("start")
    assert [(one.start, one.end, one.paid_ore_per_month) for one in spells] == [
        (date(2026, 1, 1), date(2026, 9, 30), 400_000),
        (date(2026, 10, 1), None, 450_000),
    ]
    omar = m.Person.unscoped.get(given_name="Omar")
    assert not m.Reach.unscoped.filter(person=omar).exists(), "no team comes to know who receives support"
    assert not m.Person.visible_to(world.actor(Role.COACH).scope(on=TODAY)).filter(pk=omar.pk).exists()
    assert m.Person.visible_to(world.actor(Role.SOCIAL_SECRETARY).scope(on=TODAY)).filter(pk=omar.pk).exists()
    undo(world, batch, Role.SOCIAL_SECRETARY, most=1)
    assert everything() == before


def test_a_schedule_becomes_hours_and_only_those_without_bookings_go_again(world: World) -> None:
    before = everything()
    rows = csv_of(
        "Dag;Tid;Lokal;Platser;Aktivitet;Slutdatum",
        "Onsdag;9-11;Jobbverkstaden;10;Jobbverkstaden;2026-12-31",
        "2026-12-01;13-15;Jobbverkstaden;;Jobbverkstaden;",
    )
    batch = take_in(world, rows)
    hours = m.Session.objects.order_by("starts_at")
    assert {one.seats for one in hours} == {10, 18} and hours.count() == 7
    again = take_in(world, csv_of("Dag;Tid;Aktivitet;Lokal", "2026-12-01;14-16;Jobbverkstaden;Jobbverkstaden"))
    assert states(again) == {2: "known"}
    way = world.participation()
    booked = hours.filter(seats=18).get()
    bookings.book(world.actor(Role.COACH), participation=way.pk, session=booked.pk, at=AT)
    undo(world, batch)
    assert (states(batch), whys(batch)) == ({2: "undone", 3: "kept"}, {3: [Kept.HOUR_BOOKED.value]})
    assert m.Session.objects.count() == 1 and before["records_session"] == []


def test_the_command_sees_every_service_of_the_board_it_was_given(world: World) -> None:
    chosen = Chosen(world.service.pk, WayIn.SOCIAL_SERVICES)
    key = imports.bring_list(system("import"), content=csv_of(HEAD, ";A B;;;2026-09-01"), chosen=chosen, at=AT)
    assert m.Import.unscoped.get(pk=key).made_by_id is None
