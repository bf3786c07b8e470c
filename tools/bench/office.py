"""Who asks for which page in the office that is measured: told as JSON, with sessions that are logged in already.

python -m tools.bench.office             the pages, for the load
python -m tools.bench.office --queries   how many queries each of them asks
python -m tools.bench.office --analyze   lets PostgreSQL look at its tables, as it does by itself in time
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

DOOR = "demo-kiosk"  # the token of the demo's screen


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    path: str
    who: str
    form: str = ""  # what is posted; what is searched for never stands in an address


def pages() -> list[Page]:
    from django.urls import reverse

    from vidare.records.activities import Booking, Session
    from vidare.records.participations import Participation
    from vidare.web.demo.fates import TODAY
    from vidare.web.demo.year import NOW

    ways = Participation.unscoped.filter(coach__username="coach", state="active").order_by("pk")
    way = ways.filter(pk__in=Booking.unscoped.values("participation")).select_related("person").first() or ways[0]
    hours = Session.objects.filter(service=way.service_id, starts_at__date=TODAY, starts_at__lte=NOW).order_by(
        "-starts_at"
    )
    hour = next(one for one in hours if Booking.unscoped.filter(session=one).exists())
    return [
        Page("my day", reverse("day"), "coach"),
        Page("caseload", reverse("caseload"), "coordinator"),
        Page("caseload, filtered", f"{reverse('caseload')}?state=active&coach={way.coach_id}", "coordinator"),
        Page("a person", reverse("person", args=[way.person_id]), "coach"),
        Page("search", reverse("search"), "coordinator", f"text={way.person.family_name}"),
        Page("session sheet", reverse("hour", args=[hour.pk]), "coach"),
        Page("week and seats", reverse("week"), "coordinator"),
        Page("results", reverse("results"), "manager"),
        Page("my page", reverse("my-page"), "participant-1"),
    ]


def cookie_of(username: str, by: str = "allauth.account.auth_backends.AuthenticationBackend") -> str:
    """A session of somebody who logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from vidare.records.users import User

    user = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = by
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


TOKEN = "b" * 32  # a CSRF cookie and its form field: equal, as a browser would send them


def told() -> dict[str, Any]:
    return {
        "pages": [
            {"name": one.name, "path": one.path, "cookie": f"{cookie_of(one.who)}; csrftoken={TOKEN}", "form": one.form}
            for one in pages()
        ],
        "floor": cookie_of("coordinator", by="django.contrib.auth.backends.ModelBackend"),
    }


def queries(asked: list[Page]) -> dict[str, int]:
    """Statements of one request each, the second time it is asked: what a process has learned it keeps."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counted = {}
    for page in asked:
        client = Client(SERVER_NAME="localhost", headers={"cookie": cookie_of(page.who)})
        for _ in range(2):
            with CaptureQueriesContext(connection) as seen:
                answer = _asked(client, page)
        assert answer.status_code == 200, (page.path, answer.status_code)
        counted[page.name] = len([one for one in seen.captured_queries if _asks(one["sql"])])
    return counted


def _asked(client: Any, page: Page) -> Any:
    return client.post(page.path, dict(parse_qsl(page.form))) if page.form else client.get(page.path)


def _asks(statement: str) -> bool:
    return not statement.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK", "SELECT set_config"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vidare.config.settings")
    import django

    django.setup()
    from vidare.records.acting import acting
    from vidare.records.walls import within
    from vidare.rules.access import system
    from vidare.web.demo.fates import TODAY

    if "--analyze" in sys.argv:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return
    if "--queries" in sys.argv:
        with within(system("bench").scope(on=TODAY)):
            asked = pages()
        print(json.dumps(queries(asked)))
        return
    with within(system("bench").scope(on=TODAY)), acting("system:bench"):
        print(json.dumps(told()))


if __name__ == "__main__":
    main()
