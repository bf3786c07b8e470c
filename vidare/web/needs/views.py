"""The mapping: all of them with the distance travelled, and one of them area by area."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vidare.actions import needs as actions
from vidare.queries import needs as ask
from vidare.rules.decision import Refused, Stale
from vidare.rules.needs import Answer
from vidare.rules.notes import LONGEST_WORD, text_fits
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.needs.forms import BeginForm, Section, section
from vidare.web.needs.picture import picture
from vidare.web.notes.forms import explain
from vidare.web.once import once


def mapping(request: Asking, person_id: int) -> HttpResponse:
    page = ask.mappings(request.actor, person_id, language=_language(), on=request.day)
    form = BeginForm(request.POST or None, initial={"held_on": request.day})
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _begin(request, person_id, form))
        except Refused as refused:
            refuse(form, refused)
    rows = page.since_first or (page.latest.areas if page.latest else ())
    since = page.held[-1].held_on if page.since_first else None
    context = {"page": page, "form": form, "picture": picture(rows), "rows": rows, "since": since}
    return render(request, "needs/mapping.html", context, status=422 if form.errors else 200)


def _begin(request: Asking, person_id: int, form: BeginForm) -> str:
    key = actions.begin_mapping(request.actor, person=person_id, held_on=form.cleaned_data["held_on"], at=request.at)
    return reverse("mapping-held", args=[person_id, key])


def held(request: Asking, person_id: int, mapping_id: int) -> HttpResponse:
    page = ask.one(request.actor, person_id, mapping_id, language=_language(), on=request.day)
    if request.method == "POST":
        return _save(request, page)
    return _show(request, page, [section(row) for row in page.areas])


def _show(request: Asking, page: ask.OneMapping, sections: list[Section], *, status: int = 200) -> HttpResponse:
    only = request.POST.get("only", "")
    part = next((one for one in sections if request.htmx and one.row.code == only), None)
    if part is not None:
        return render(
            request, "needs/area.html", {"page": page, "section": part}, status=422 if status > 400 else status
        )
    context = {"page": page, "sections": sections, "wrong": [one for one in sections if one.form.errors or one.theirs]}
    return render(request, "needs/held.html", context, status=status)


def _save(request: Asking, page: ask.OneMapping) -> HttpResponse:
    only = request.POST.get("only", "") if request.htmx else ""
    sections = [section(row, request.POST if only in ("", row.code) else None) for row in page.areas]
    sent = [one for one in sections if one.form.is_bound]
    if not all(one.form.is_valid() for one in sent):
        return _show(request, page, sections, status=422)
    try:
        actions.save_areas(
            request.actor,
            mapping=page.held.key,
            answers={one.row.code: one.form.answer() for one in sent},
            seen={one.row.code: one.form.cleaned_data["seen"] for one in sent},
            known=frozenset(row.code for row in page.areas),
            at=request.at,
        )
        if "finish" in request.POST:
            actions.finish_mapping(request.actor, mapping=page.held.key, at=request.at)
    except Refused as refused:
        return _show(request, page, _explained(request, sections, refused), status=422)
    except Stale as stale:
        return _show(request, page, [_beside(one, stale) for one in sections], status=409)
    return _saved(request, page, only)


def _saved(request: Asking, page: ask.OneMapping, only: str) -> HttpResponse:
    if only:
        fresh = ask.one(request.actor, page.whom.key, page.held.key, language=_language(), on=request.day)
        return _show(request, fresh, [section(row, saved=row.code == only) for row in fresh.areas])
    if "finish" in request.POST:
        messages.success(request, _("The mapping is finished. The next time you begin a new one."))
        return redirect("mapping", page.whom.key)
    messages.success(request, _("The mapping is saved. You can go on with it."))
    return redirect("mapping-held", page.whom.key, page.held.key)


def _explained(request: Asking, sections: list[Section], refused: Refused) -> list[Section]:
    """A reason about a text goes to the field whose text it is; any other stands at the first area that was sent.

    Where no area was sent it stands above the page.
    """
    sent = [one for one in sections if one.form.is_bound]
    told = set()
    for one in sent:
        said = one.form.answer()
        for name in ("own_word", "staff_word"):
            fits = text_fits(getattr(said, name), longest=LONGEST_WORD, empty=True)
            explain(one.form, Refused(fits.reasons), at={because.code: name for because in fits.reasons})
            told |= {because.code for because in fits.reasons}
    rest = [because for because in refused.reasons if because.code not in told]
    if sent:
        explain(sent[0].form, Refused(rest), at={})
    else:
        for because in rest:
            messages.error(request, words.sentence(because))
    return sections


def _beside(one: Section, stale: Stale) -> Section:
    """What was written here stays in the form; what somebody else wrote stands beside it."""
    theirs = stale.theirs.get(one.row.code)
    if not isinstance(theirs, Answer):
        return one
    data = one.form.data.copy()  # type: ignore[attr-defined]
    data[one.form.add_prefix("seen")] = theirs.mark
    one.form.data = data
    return replace(one, theirs=theirs)


def _language() -> str:
    return get_language() or "sv"
