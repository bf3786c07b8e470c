"""Triggers on both engines and row-level security on PostgreSQL: the last guards, laid anew after every migration."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

from vidare.records.personal import Personal
from vidare.records.trail import LOCK as TRAIL_LOCK
from vidare.rules.messages import ABOUT_THE_OWN_DOOR
from vidare.rules.representatives import Matter

NOBODY = "nobody acts: write through an action"
# Tables that a log-in, a lost form or the clock of the demo writes to.
UNGUARDED = {"records_user", "records_logintry", "records_heldform", "records_sentform", "records_setting"}
TRAIL = {"records_event", "records_seal"}
ONLY_ADDED_TO = {
    "records_observation", "records_settled", "records_assessment", "records_explanation", "records_note",
    "records_ruleset", "records_servicemodel", "records_paper", "records_programme", "records_youthcontact",
    "records_keypart", "records_budget", "records_cost", "records_closedperiod", "records_reported",
}  # fmt: skip
WEEDING = "system:weeding"

# name, table, when the write is refused (SQL over NEW), what it says
LAWS = [
    ("seat_within_room", "records_booking",
     "NEW.seat IS NOT NULL AND NEW.state = 'booked' AND NEW.seat > "
     "COALESCE((SELECT seats FROM records_session WHERE id = NEW.session_id), 0)",
     "there is no such seat in the room"),
    ("seats_are_taken_by_number", "records_booking",
     "NEW.seat IS NULL AND NEW.state = 'booked' AND "
     "(SELECT seats FROM records_session WHERE id = NEW.session_id) IS NOT NULL",
     "an hour with seats is booked by seat"),
    ("basis_under_a_decided_assignment", "records_basis",
     "NEW.state <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM records_assignment a WHERE a.id = NEW.assignment_id "
     "AND a.participation_id = NEW.participation_id AND a.state IN ('decided', 'ended') "
     "AND a.start <= NEW.streak_from AND NEW.streak_to <= a.\"end\")",
     "no decided assignment covers these days"),
    ("cost_in_an_open_month", "records_cost",
     "EXISTS (SELECT 1 FROM records_closedperiod c WHERE c.project_id = NEW.project_id AND c.month = NEW.month)",
     "the month is closed: book it on an open one that corrects it"),
    ("ruling_by_another_than_the_coach", "records_ruling",
     # A basis that the one who writes cannot see counts as the coach's: the guard fails closed.
     "NOT EXISTS (SELECT 1 FROM records_basis b JOIN records_participation p ON p.id = b.participation_id "
     "WHERE b.id = NEW.basis_id AND b.prepared_by_id <> NEW.officer_id "
     "AND (p.coach_id IS NULL OR p.coach_id <> NEW.officer_id))",
     "the coach and the one who decides are never the same"),
]  # fmt: skip


def domain_models() -> list[type[Model]]:
    return [model for model in apps.get_app_config("records").get_models() if model._meta.db_table not in UNGUARDED]


def personal_tables() -> list[str]:
    return sorted(_personal())


def _personal() -> dict[str, type[Personal]]:
    return {model._meta.db_table: model for model in domain_models() if issubclass(model, Personal)}


def install() -> None:
    """Lay every guard on the connection's database. Run by the migrate command, as the owner."""
    if not set(_all_tables()) <= set(connection.introspection.table_names()):
        return  # migrated only part of the way, or all the way back
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _all_tables() -> list[str]:
    return [model._meta.db_table for model in domain_models()]


def lift() -> None:
    """Take the triggers off SQLite while it migrates: it cannot rebuild a table that another table's trigger reads."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'records_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _sqlite() -> Iterator[str]:
    def guard(name: str, when: str, table: str, condition: str, says: str) -> Iterator[str]:
        yield f"DROP TRIGGER IF EXISTS {name}"
        clause = f" WHEN {condition}" if condition else ""
        yield f"CREATE TRIGGER {name} BEFORE {when} ON {table}{clause} BEGIN SELECT RAISE(ABORT, '{says}'); END"

    for model in domain_models():
        table = model._meta.db_table
        for when in ("INSERT", "UPDATE", "DELETE"):
            yield from guard(f"{table}_{when.lower()}_by_somebody", when, table, "app_actor() IS NULL", NOBODY)
    for table in sorted(TRAIL | ONLY_ADDED_TO):
        says = f"{table} is only added to"
        yield from guard(f"{table}_not_updated", "UPDATE", table, "", says)
        allowed = "" if table in TRAIL else f"app_actor() IS NOT '{WEEDING}'"
        yield from guard(f"{table}_not_deleted", "DELETE", table, allowed, says)
    for name, table, refused, says in LAWS:
        for when in ("INSERT", "UPDATE"):
            yield from guard(f"{name}_{when.lower()}", when, table, refused, says)


def _postgresql() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION app_somebody() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF COALESCE(current_setting('app.actor', true), '') = '' THEN RAISE EXCEPTION '{NOBODY}'; END IF; RETURN NULL; END $$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION app_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' AND TG_ARGV[0] = 'weeded' AND current_setting('app.actor', true) = '{WEEDING}' THEN RETURN NULL; END IF; "
        "RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$"
    )
    for model in domain_models():
        table = model._meta.db_table
        yield f"DROP TRIGGER IF EXISTS by_somebody ON {table}"
        yield f"CREATE TRIGGER by_somebody BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION app_somebody()"
    for table in sorted(TRAIL | ONLY_ADDED_TO):
        how = "never" if table in TRAIL else "weeded"
        yield f"DROP TRIGGER IF EXISTS only_added_to ON {table}"
        yield (
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION app_only_added_to('{how}')"
        )
    yield from _trail_lock()
    yield from _postgresql_laws()
    yield from _walls()
    yield from _grants()


def _trail_lock() -> Iterator[str]:
    """Whoever writes the trail holds a shared lock to the end, so that the sealing knows when no number is on its way."""
    yield (
        "CREATE OR REPLACE FUNCTION app_trail_writer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"PERFORM pg_advisory_xact_lock_shared({TRAIL_LOCK}); RETURN NULL; END $$"
    )
    yield "DROP TRIGGER IF EXISTS trail_writer ON records_event"
    yield (
        "CREATE TRIGGER trail_writer BEFORE INSERT ON records_event "
        "FOR EACH STATEMENT EXECUTE FUNCTION app_trail_writer()"
    )


def _postgresql_laws() -> Iterator[str]:
    for name, table, refused, says in LAWS:
        yield (
            f"CREATE OR REPLACE FUNCTION app_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {refused} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF; "
            "RETURN NEW; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION app_{name}()"


EVERYTHING = "(SELECT current_setting('app.everything', true) = '1')"
WALL = "(board_id::text || ':' || compartment) = ANY ((SELECT string_to_array(current_setting('app.walls', true), ','))::text[])"
OWN = "= (SELECT NULLIF(current_setting('app.person', true), '')::bigint)"
OPENED = (
    "(compartment IN ('labour-market', 'team') AND ('{item}:' || {person}::text || ':' || compartment) = "
    "ANY ((SELECT string_to_array(NULLIF(current_setting('app.opened', true), ''), ','))::text[]))"
)
RECEIVER = (
    "to_organisation_id::text = ANY ((SELECT string_to_array(current_setting('app.organisations', true), ','))::text[])"
)
SHOWN = WALL.replace("compartment", "to_compartment")
HAND = "(SELECT NULLIF(current_setting('app.user', true), '')::bigint)"
NAMED = (
    "(protection <> 'protected' OR EXISTS (SELECT 1 FROM records_protectedaccess named WHERE named.person_id = records_person.id "
    f"AND named.user_id = {HAND}))"
)

# Within their wall only whoever they were handed to: colleagues of the same board have no part in somebody's basis.
NARROWED = {
    "records_casefile": "(kind = 'case-plan' OR EXISTS (SELECT 1 FROM records_basis own "
    f"WHERE 'basis:' || own.id::text = records_casefile.about AND own.officer_id = {HAND}))",
}

# Whoever acts for a person reads what their matters give, and writes nothing through this: a deed of theirs is done in
# the person's own place (see actions/ledger.py). Which of a table's rows, where it is not all of them:
ACTS_FOR = "(SELECT NULLIF(current_setting('app.acts_for', true), '')::bigint)"
ACTED_IF = {
    "records_dispute": "booking_id IS NOT NULL",
    "records_message": "template NOT IN (" + ", ".join(f"'{one.value}'" for one in sorted(ABOUT_THE_OWN_DOOR)) + ")",
    "records_person": "protection = 'open'",
}

# A list is behind the wall of its kind, and before whoever brought it: an administrator sees no person's own rows.
LISTS = {
    "records_import": f"made_by_id = {HAND}",
    "records_importedrow": f"batch_id IN (SELECT id FROM records_import WHERE made_by_id = {HAND})",
}


# Rows that belong to a log-in and to nobody's board: their owner's alone.
OWNED = {"records_feed": "user_id"}
# What colleagues have read, and where they live: the house steps in for whoever reviews the log (see log_review.py).
FOR_THE_HOUSE = ("records_logreview", "records_reviewedreading", "records_staffhome")


def _walls() -> Iterator[str]:
    for table, owner in OWNED.items():
        yield from _policy(table, f"{EVERYTHING} OR {owner} = {HAND}")
    for table in FOR_THE_HOUSE:
        yield from _policy(table, EVERYTHING)
    parts = {table: model.part_of.value if model.part_of else "" for table, model in _personal().items()}
    handed = {table: model.handed_to for table, model in _personal().items()}
    for table in [*personal_tables(), "records_person"]:
        own = f"id {OWN}" if table == "records_person" else f"person_id {OWN}"
        item = "name" if table == "records_person" else parts[table]
        wall = WALL
        if item:
            wall = f"({WALL} OR {OPENED.format(item=item, person='id' if table == 'records_person' else 'person_id')})"
        written = ""
        if table == "records_person":
            written = f"{EVERYTHING} OR ({WALL} AND {NAMED}) OR {own}"  # let in is to read who somebody is
            wall = f"({wall} AND {NAMED})"
        if table in NARROWED:
            wall = f"({wall} AND {NARROWED[table]})"
        seen = f"{EVERYTHING} OR {wall} OR {own}"
        if handed.get(table):
            seen += f" OR {handed[table]} = {HAND}"
        if table == "records_disclosure":
            seen += f" OR {RECEIVER} OR {SHOWN}"
        yield from _policy(table, seen, written)
        yield from _acted_on(table, frozenset(Matter) if table == "records_person" else _personal()[table].acted_on)
    for table, seen in LISTS.items():
        yield from _policy(table, f"{EVERYTHING} OR {WALL} OR {seen}")


def _policy(table: str, seen: str, written: str = "") -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS walls ON {table}"
    yield f"CREATE POLICY walls ON {table} USING ({seen}) WITH CHECK ({written or seen})"


def _acted_on(table: str, matters: frozenset[Matter]) -> Iterator[str]:
    yield f"DROP POLICY IF EXISTS acted_on ON {table}"
    if not matters:
        return
    given = ", ".join(f"'{matter.value}'" for matter in sorted(matters))
    in_matters = f"(SELECT string_to_array(current_setting('app.matters', true), ',') && ARRAY[{given}])"
    own = "id" if table == "records_person" else "person_id"
    rows = f"{own} = {ACTS_FOR} AND {in_matters} AND compartment <> 'youth' AND {ACTED_IF.get(table, 'true')}"
    yield f"CREATE POLICY acted_on ON {table} FOR SELECT USING ({rows})"


def _grants() -> Iterator[str]:
    role = getattr(settings, "APP_ROLE", "")
    if not role:
        return
    if not role.isidentifier():
        raise ValueError(f"the app role's name {role!r} is not a plain word")
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table in sorted(TRAIL):
        yield f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}"
