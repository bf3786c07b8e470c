"""The register of the young: whom to reach first, and one of them with what was tried and offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vidare.actions import ledger
from vidare.actions import youth as actions
from vidare.queries import young_found
from vidare.queries import youth as queries
from vidare.queries.youth import Card, Show
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import Item
from vidare.rules.youth import End, Source, State
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import OnceForm, once
from vidare.web.referrals.views import page_number
from vidare.web.youth.forms import EndForm, OfferForm, PassOnForm, ProtectionForm, RegisterForm, SearchForm, TriedForm

CONSENT_DAYS = 90


def register(request: Asking) -> HttpResponse:
    show = next((one for one in Show if one.value == request.GET.get("show")), Show.STANDING)
    found = queries.register(request.actor, on=request.day, show=show, page=page_number(request))
    ledger.note_reading(request.actor, "youth.listed", at=request.at, persons=found.keys)
    if found.shared:
        told = [row.disclosure for row in found.shared]
        ledger.note_reading(request.actor, "disclosures.listed", at=request.at, disclosures=told)
    return render(request, "youth/register.html", {"found": found, "shows": list(Show), "search": SearchForm()})


def search(request: Asking) -> HttpResponse:
    """By name or number in the register alone; sent as a form, so that no name stands in an address."""
    several = len(queries.kept(request.actor, on=request.day)) > 1
    form, hits, more = SearchForm(request.POST or None), None, False
    if form.is_bound and form.is_valid():
        try:
            hits, more = young_found.search(request.actor, text=form.cleaned_data["text"], on=request.day)
            ledger.note_reading(request.actor, "youth.listed", at=request.at, persons=[row.person for row in hits])
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "hits": hits, "more": more, "several": several}
    return render(request, "youth/search.html", context, status=422 if form.errors else 200)


def new(request: Asking) -> HttpResponse:
    boards = queries.kept(request.actor, on=request.day)
    told, whose = _told(request)
    # What somebody let one board's register know is that register's alone.
    form = RegisterForm(
        request.POST or None, initial=told, boards=tuple(one for one in boards if whose is None or one[0] == whose)
    )

    def work() -> str:
        key = actions.register_young(
            request.actor, newcomer=form.newcomer(), told=form.told(), board=form.board(), at=request.at
        )
        messages.success(request, _("Registered."))
        return reverse("young", args=[key])

    answer = _try(request, form, work)
    return answer or render(request, "youth/new.html", {"form": form}, status=422 if form.errors else 200)


def _told(request: Asking) -> tuple[dict[str, str], int | None]:
    """What somebody has let the register be shown, to begin with, and whose register that was."""
    asked = request.GET.get("from", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return {}, None
    shared, whose = queries.shared_by(request.actor, disclosure=int(asked), on=request.day)
    ledger.note_reading(request.actor, "disclosures.listed", at=request.at, disclosures=[shared.disclosure])
    name = next((one.lines[0] for one in shared.told if one.item is Item.NAME and one.lines), "")
    given, _space, family = name.partition(" ")
    return {"given_name": given, "family_name": family, "source": Source.OWN_WORD.value}, whose


def _try(request: Asking, form: OnceForm, work: Callable[[], str]) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return once(request, form, work)
    except Refused as refused:
        refuse(form, refused)
        return None


def young(request: Asking, young_id: int) -> HttpResponse:
    return _page(request, _found(request, young_id))


def _found(request: Asking, young_id: int) -> Card:
    return queries.young(request.actor, young=young_id, on=request.day)


def _page(request: Asking, card: Card, **bound: OnceForm) -> HttpResponse:
    ledger.note_reading(request.actor, "youth.viewed", at=request.at, persons=[card.row.person])
    turned = card.row.turns_20 is not None and card.row.turns_20 <= request.day
    forms = {
        "tried": TriedForm(initial={"day": request.day}),
        "offer": OfferForm(),
        "protection": ProtectionForm(),
        "pass_on": PassOnForm(card=card, initial={"until": request.day + timedelta(days=CONSENT_DAYS)}),
        "end": EndForm(
            initial={
                "day": card.row.turns_20 if turned else request.day,
                "reason": End.TURNED_20.value if turned else None,
            }
        ),
    } | bound
    context = {
        "card": card, "row": card.row, "forms": forms, "bound": next(iter(bound.values()), None), "turned_20": turned,
    }  # fmt: skip
    return render(request, "youth/young.html", context, status=422 if bound else 200)


def _deed(request: Asking, young_id: int, name: str, form: OnceForm, do: Callable[[], object]) -> HttpResponse:
    card = _found(request, young_id)

    def work() -> str:
        do()
        messages.success(request, _("Saved."))
        return reverse("young", args=[young_id])

    return _try(request, form, work) or _page(request, card, **{name: form})


@require_POST
def tried(request: Asking, young_id: int) -> HttpResponse:
    form = TriedForm(request.POST)

    def do() -> None:
        actions.note_attempt(request.actor, young=young_id, attempt=form.attempt(), at=request.at)

    return _deed(request, young_id, "tried", form, do)


@require_POST
def offer(request: Asking, young_id: int) -> HttpResponse:
    form = OfferForm(request.POST)

    def do() -> None:
        said = form.cleaned_data
        actions.offer_measure(request.actor, young=young_id, kind=said["kind"], text=said["text"], at=request.at)

    return _deed(request, young_id, "offer", form, do)


@require_POST
def move(request: Asking, young_id: int, measure_id: int) -> HttpResponse:
    """A button beside an offer: what the young person answered, or that it is over."""
    _found(request, young_id)
    to = next((state for state in State if state.value == request.POST.get("to")), None)
    if to is None:
        raise Hidden
    try:
        actions.move_measure(request.actor, young=young_id, measure=measure_id, to=to, at=request.at)
        messages.success(request, _("Saved."))
    except Refused as refused:
        for because in refused.reasons:
            messages.error(request, words.sentence(because))
    return redirect("young", young_id=young_id)


@require_POST
def protection(request: Asking, young_id: int) -> HttpResponse:
    form = ProtectionForm(request.POST)

    def do() -> None:
        said = form.cleaned_data["protected"]
        actions.check_protection(request.actor, young=young_id, protected=said, at=request.at)

    return _deed(request, young_id, "protection", form, do)


@require_POST
def pass_on(request: Asking, young_id: int) -> HttpResponse:
    form = PassOnForm(request.POST, card=_found(request, young_id))

    def do() -> None:
        said = form.cleaned_data
        actions.pass_on(
            request.actor, young=young_id, service=said["service"], until=said["until"], message=said["message"],
            at=request.at,
        )  # fmt: skip

    return _deed(request, young_id, "pass_on", form, do)


@require_POST
def end(request: Asking, young_id: int) -> HttpResponse:
    form = EndForm(request.POST)

    def do() -> None:
        said = form.cleaned_data
        actions.end_responsibility(request.actor, young=young_id, reason=said["reason"], day=said["day"], at=request.at)

    return _deed(request, young_id, "end", form, do)
