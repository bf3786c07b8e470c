"""What stands in no log: an address that is a secret."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"/calendar/[^/\s]+\.ics")


class Secrets(logging.Filter):
    """Django writes the path of every refused request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_without(one) for one in record.args)
        record.msg = _without(record.msg)
        return True


def _without(one: object) -> object:
    return SECRET.sub("/calendar/•••.ics", one) if isinstance(one, str) else one
