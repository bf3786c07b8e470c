"""``vidare places load FILE``: the employment service's places, with municipality, county and where they lie."""

from __future__ import annotations

from vidare.rules.taxonomy import Read, read_places
from vidare.web.management.commands import taxonomy


class Command(taxonomy.Command):
    help = "Load the employment service's places, and say what is new, changed, removed and faulty."
    name = "places"

    def read(self, file: str) -> Read:
        found = taxonomy.plain_json(file)
        if not isinstance(found, list):
            raise taxonomy.not_the_form(file)
        return read_places(found)
