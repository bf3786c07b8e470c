"""Words of two files that may be one human being."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.links import No

WORDS = {
    No.CIRCLE: _(
        "These two are the same person already, through other files that are linked. One link more would go in a "
        "circle. Take one of the others back first, if this one is the right one."
    ),
    No.SAME_THROUGH_OTHERS: _(
        "These two are the same person already, through other files that are linked. If they are two people, take "
        "back the link that is wrong first."
    ),
}
