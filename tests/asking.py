"""A service whose mapping asks in fields of its own, and that asks its participants how it goes."""

from __future__ import annotations

import hashlib

from tests.world import AT, World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.configured import model_of
from vidare.rules.services.known import PROGRESS_LANGUAGES

FIELDS = """
[[areas.fields]]
code = "level"
kind = "choice"
name = { sv = "Nivå", en = "Level", ar = "المستوى" }
options = [
  { code = "sun-3", name = { sv = "3 Gymnasial", en = "3 Upper secondary", ar = "3 ثانوي" } },
  { code = "sun-5", name = { sv = "5 Eftergymnasial", en = "5 After upper secondary", ar = "5 بعد الثانوي" } },
]

[[areas.fields]]
code = "country"
kind = "country"
name = { sv = "Land", en = "Country", ar = "البلد" }

[[areas.fields]]
code = "hours"
kind = "number"
name = { sv = "Timmar", en = "Hours", ar = "الساعات" }
most = 60
"""
SENTENCE = "Jag klarar mig på svenska"


def asks(world: World, *, every_days: int = 92) -> World:
    """The small office's model with fields in its area of education, and one question of progress."""
    world.service.refresh_from_db(fields=["model"])  # what was made for another page may have been undone since
    was = m.Service.objects.select_related("model").get(pk=world.service.pk).model
    text = was.text
    if "[[progress]]" not in text:
        before, mark, after = text.partition('code = "education"')
        area, blank, rest = after.partition("\n\n")
        told = "\n".join(f'text.{code} = "{SENTENCE} ({code})"' for code in PROGRESS_LANGUAGES)
        question = f'[[progress]]\ncode = "swedish"\narea = "language"\n{told}\n\n'
        text = f"progress_every_days = {every_days}\n{before}{mark}{area}\n{FIELDS}{blank}{rest}".replace(
            "[[rooms]]", question + "[[rooms]]", 1
        )
        with acting("system:test"):
            model = m.ServiceModel.objects.create(
                code=was.code, version=was.version + 7, text=text, imported_at=AT,
                digest=hashlib.sha256(text.encode()).hexdigest(),
            )  # fmt: skip
            # Not on the world's own row in hand: what is made for a page is undone after it, and that would not be.
            m.Service.objects.filter(pk=world.service.pk).update(model=model)
    model_of(world.service.pk)
    return world
