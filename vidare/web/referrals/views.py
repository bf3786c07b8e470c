"""Who waits, who has come, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vidare.actions import ledger, recommending
from vidare.actions import referrals as actions
from vidare.queries import invitations, recommended, ways_in
from vidare.queries import referrals as queries
from vidare.queries.ways_in import Door, Known, ReferralPage
from vidare.rules.access import Deed
from vidare.rules.decision import Hidden, Refused
from vidare.rules.referrals import WayIn
from vidare.web import which
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import OnceForm, once
from vidare.web.referrals.forms import AcceptForm, DeclineForm, DropInForm, PauseForm, ReferForm, ResumeForm

ANOTHER = "another"  # two people may have one number; then named staff look at both


def page_number(request: Asking) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def referrals(request: Asking) -> HttpResponse:
    """The waiting list for those who take people in; their own for those who only refer."""
    takes_in = request.actor.services(Deed.ACCEPT, on=request.day) | request.actor.services(Deed.LEAD, on=request.day)
    if not takes_in and ways_in.recommends(request.actor, on=request.day):
        raise Hidden  # another authority has a list of its own, and no way to this one
    if not takes_in:
        return _mine(request)
    waiting = queries.waiting_list(request.actor, on=request.day, page=page_number(request))
    ledger.note_reading(request.actor, "referrals.listed", at=request.at, persons=waiting.keys)
    context = {
        "waiting": waiting,
        "may_refer": request.actor.may(Deed.REFER, on=request.day).allowed,
        "may_book": _may_book(request),
        "may_invite": invitations.has_campaigns(request.actor, on=request.day),
    }
    template = "referrals/rows.html" if request.htmx else "referrals/waiting.html"
    return render(request, template, context)


def _may_book(request: Asking) -> bool:
    return bool(request.actor.services(Deed.CHANGE, on=request.day))


def mine(request: Asking) -> HttpResponse:
    """Date and state of those whom I have referred."""
    return _mine(request)


def _mine(request: Asking) -> HttpResponse:
    outside = ways_in.recommends(request.actor, on=request.day)
    find = recommended.recommended if outside else queries.my_referrals
    found = find(request.actor, on=request.day, page=page_number(request))
    ledger.note_reading(request.actor, "referrals.own-listed", at=request.at, persons=found.keys)
    return render(request, "referrals/mine.html", {"found": found, "outside": outside})


def refer(request: Asking) -> HttpResponse:
    """Somebody new, or somebody who is known: then the one who refers says that it is the same person."""
    if ways_in.recommends(request.actor, on=request.day):
        return _recommend(request)
    doors = ways_in.doors(request.actor, on=request.day)
    door = which.chosen(request, doors)
    sources = ways_in.sources(request.actor, door=door, on=request.day)
    form = ReferForm(request.POST or None, asked=door.asked, sources=sources)
    known = _known(request, door, form)
    same = next((one.person for one in known if str(one.person) == request.POST.get("same")), 0)

    def work() -> str:
        newcomer = None if same else form.newcomer()
        actions.receive_referral(
            request.actor, service=door.service, coming=form.coming(), newcomer=newcomer, person=same, at=request.at
        )
        messages.success(request, _("The referral has been sent."))
        return reverse("my-referrals")

    asked_who = known and not same and request.POST.get("same") != ANOTHER
    answer = None if asked_who else _try(request, form, work)
    context = {"form": form, "door": door, "doors": doors, "known": known if asked_who else ()}
    return answer or render(request, "referrals/refer.html", context, status=422 if form.errors or asked_who else 200)


def _recommend(request: Asking) -> HttpResponse:
    """Another authority's officer: nothing of what is known here is answered, not even that somebody is."""
    doors = ways_in.recommended_to(request.actor, on=request.day)
    door = which.chosen(request, doors)
    form = ReferForm(request.POST or None, asked=door.asked, sources=(WayIn.EMPLOYMENT_SERVICE,))

    def work() -> str:
        recommending.recommend(
            request.actor, service=door.service, coming=form.coming(), newcomer=form.newcomer(), at=request.at
        )
        messages.success(request, _("The referral has been sent."))
        return reverse("my-referrals")

    context = {"form": form, "door": door, "doors": doors, "known": (), "outside": True}
    answer = _try(request, form, work)
    return answer or render(request, "referrals/refer.html", context, status=422 if form.errors else 200)


def _known(request: Asking, door: Door, form: ReferForm) -> tuple[Known, ...]:
    """Whom I may see with the number that I wrote: noted as a reading, for their name is shown."""
    if request.method != "POST" or not form.is_valid():
        return ()
    try:
        number = form.cleaned_data["number"]
        known = ways_in.known_by_number(
            request.actor, service=door.service, number=number, on=request.day, way_in=form.coming().way_in
        )
    except Refused:
        return ()  # what is no number is told by the deed itself
    if known:
        persons = [one.person for one in known]
        ledger.note_reading(request.actor, "people.searched", at=request.at, persons=persons, by="number")
    return known


def drop_in(request: Asking) -> HttpResponse:
    doors = ways_in.doors(request.actor, on=request.day)
    door = which.chosen(request, doors)
    form = DropInForm(request.POST or None)

    def work() -> str:
        actions.receive_referral(
            request.actor, service=door.service, coming=form.coming(), newcomer=form.newcomer(), at=request.at
        )
        messages.success(request, _("Noted."))
        return f"{reverse('drop-in')}?service={door.code}" if len(doors) > 1 else reverse("drop-in")

    context = {"form": form, "door": door, "doors": doors}
    answer = _try(request, form, work)
    return answer or render(request, "referrals/drop_in.html", context, status=422 if form.errors else 200)


def _try(request: Asking, form: OnceForm, work: Callable[[], str]) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return once(request, form, work)
    except Refused as refused:
        refuse(form, refused)
        return None


def referral(request: Asking, person_id: int, referral_id: int) -> HttpResponse:
    return _page(request, _found(request, person_id, referral_id))


def _found(request: Asking, person_id: int, referral_id: int) -> ReferralPage:
    return ways_in.referral_page(request.actor, person=person_id, referral=referral_id, on=request.day)


def _page(request: Asking, page: ReferralPage, **bound: OnceForm) -> HttpResponse:
    today = {"start": request.day, "end": request.day}
    forms = {
        "accept": AcceptForm(page=page),
        "decline": DeclineForm(page=page),
        "pause": PauseForm(initial=today),
        "resume": ResumeForm(initial=today),
    } | bound
    context = {"page": page, "row": page.row, "forms": forms, "bound": next(iter(bound.values()), None)}
    context |= {"may_book": _may_book(request)}
    return render(request, "referrals/referral.html", context, status=422 if bound else 200)


def _deed(request: Asking, page: ReferralPage, name: str, form: OnceForm, do: Callable[[], object]) -> HttpResponse:
    if not page.may_accept.allowed:
        raise Hidden

    def work() -> str:
        do()
        messages.success(request, _("Saved."))
        return reverse("referral", args=[page.row.person, page.row.referral])

    return _try(request, form, work) or _page(request, page, **{name: form})


@require_POST
def accept(request: Asking, person_id: int, referral_id: int) -> HttpResponse:
    page = _found(request, person_id, referral_id)
    form = AcceptForm(request.POST, page=page)

    def do() -> None:
        actions.accept_referral(
            request.actor, referral=referral_id, answers=form.answers(), coach=form.cleaned_data["coach"], at=request.at
        )

    return _deed(request, page, "accept", form, do)


@require_POST
def decline(request: Asking, person_id: int, referral_id: int) -> HttpResponse:
    page = _found(request, person_id, referral_id)
    form = DeclineForm(request.POST, page=page)

    def do() -> None:
        turn_to = form.cleaned_data["turn_to"]
        actions.decline_referral(
            request.actor, referral=referral_id, reasons=form.codes(), turn_to=turn_to, at=request.at
        )

    return _deed(request, page, "decline", form, do)


@require_POST
def pause(request: Asking, person_id: int, referral_id: int) -> HttpResponse:
    form = PauseForm(request.POST)

    def do() -> None:
        said = form.cleaned_data
        actions.pause_clock(
            request.actor, referral=referral_id, reason=said["reason"], start=said["start"], at=request.at
        )

    return _deed(request, _found(request, person_id, referral_id), "pause", form, do)


@require_POST
def resume(request: Asking, person_id: int, referral_id: int) -> HttpResponse:
    form = ResumeForm(request.POST)

    def do() -> None:
        actions.resume_clock(request.actor, referral=referral_id, end=form.cleaned_data["end"], at=request.at)

    return _deed(request, _found(request, person_id, referral_id), "resume", form, do)


@require_POST
def withdraw(request: Asking, person_id: int, referral_id: int) -> HttpResponse:
    """By the one who referred, from their own list, or by the service."""
    return _withdraw(request, lambda: actions.withdraw_referral(request.actor, referral=referral_id, at=request.at))


@require_POST
def take_back(request: Asking, referral_id: int) -> HttpResponse:
    """By another authority's officer, to whom no person here has an address."""

    def do() -> None:
        recommending.take_back_recommendation(request.actor, referral=referral_id, at=request.at)

    return _withdraw(request, do)


def _withdraw(request: Asking, do: Callable[[], object]) -> HttpResponse:
    form = OnceForm(request.POST)

    def work() -> str:
        do()
        messages.success(request, _("The referral has been taken back."))
        return reverse("my-referrals")

    answer = _try(request, form, work)
    if answer is None:
        for fault in form.non_field_errors():
            messages.error(request, str(fault))
        answer = _mine(request)
        answer.status_code = 422
    return answer
