"""What begins with the letters that somebody has typed."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from vidare.queries import taxonomy
from vidare.rules.access import Deed
from vidare.rules.decision import Hidden
from vidare.rules.taxonomy import LONGEST_SAID, Kind
from vidare.web.asking import Asking

FORMS = (Deed.CHANGE, Deed.PLACE, Deed.REFER)  # whoever may none of these has no form to choose in


@require_safe
def choose(request: Asking) -> HttpResponse:
    """At most ten. The words are the employment service's; nothing of a person is asked for or answered."""
    asked, typed = request.GET.get("kind", ""), request.GET.get("q", "")[:LONGEST_SAID]
    works_here = any(request.actor.may(deed, on=request.day).allowed for deed in FORMS)
    # Participants choose one thing themselves: the language that they speak.
    own = request.actor.person_id is not None and asked == Kind.LANGUAGE.value
    if asked not in set(Kind) or not (works_here or own):
        raise Hidden
    found = taxonomy.offers(Kind(asked), typed.replace("\0", ""))
    rows = [{"code": one.code, "label": one.label, "detail": one.detail} for one in found]
    return JsonResponse({"offers": rows}, json_dumps_params={"ensure_ascii": False})
