"""``compute interval K N``: a share with Wilson's 95 % interval."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from vidare.compute.intervals import wilson
from vidare.web import columns

HELP = "a share K of N with its 95 % interval"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("k", type=int)
    parser.add_argument("n", type=int)


def answer(options: dict[str, Any]) -> dict[str, object]:
    k, n = options["k"], options["n"]
    if not 0 <= k <= n:
        raise columns.bad_input([_("K is %(k)s and N is %(n)s: K must lie between 0 and N.") % {"k": k, "n": n}])
    share = wilson(k, n)
    return {"share": share.share, "low": share.low, "high": share.high}
