"""What is printed from its page by a button: the plan, the times, the card, the sign for the door, the statement."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET, require_POST, require_safe

from vidare.actions import ledger
from vidare.actions import people as actions
from vidare.queries import meetings, my_page, plans, printing
from vidare.queries import week as hours
from vidare.queries.plans import PlanRow, StepRow
from vidare.queries.printing import Sheet
from vidare.rules.access import Deed
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.decision import Hidden
from vidare.rules.plans import StepState
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.paper import sheets, statement
from vidare.web.paper.served import served
from vidare.web.paper.sheets import Coming, PlanSheet, Said, StepLine
from vidare.web.paper.wording import both, languages_for

WEEKS = 4


@require_safe
def plan(request: Asking, person_id: int) -> HttpResponse:
    """For the person, and for the board's file."""
    page = plans.plan_page(request.actor, person_id, on=request.day)
    row = page.agreed or page.writing
    if row is None:
        raise Hidden
    sheet = printing.sheet_of(request.actor, person=person_id, on=request.day)
    ledger.note_reading(request.actor, "plan.printed", at=request.at, person=sheet.key, plan=row.key)
    return _plan(request, sheet, row, page.next_step)


@require_safe
def my_plan(request: Asking) -> HttpResponse:
    mine = plans.my_plan(request.actor, on=request.day)
    row = mine.agreed or mine.asked
    if row is None:
        raise Hidden
    sheet = _own(request)
    ledger.note_reading(request.actor, "plan.printed", at=request.at, person=sheet.key, plan=row.key)
    return _plan(request, sheet, row, mine.next_step)


def _own(request: Asking) -> Sheet:
    if request.actor.person_id is None:
        raise Hidden
    return printing.sheet_of(request.actor, person=request.actor.person_id, on=request.day)


def _plan(request: Asking, sheet: Sheet, row: PlanRow, following: StepRow | None) -> HttpResponse:
    steps = [step for step in row.steps if step.state is not StepState.DROPPED]
    told = PlanSheet(
        name=sheet.name,
        service=sheet.service,
        goal=Said(row.goal),
        steps=tuple(
            StepLine(
                Said(step.title, step.lang), step.due_on, sheet.name if step.participant else step.owner, step.state,
                following is not None and step.key == following.key,
                step.word if step.is_open and step.owner_id and not step.participant else None,
            )
            for step in sorted(steps, key=lambda step: (not step.is_open, step.due_on, step.key))
        ),
        agreed=tuple(
            (f"{sheet.name} ({yes.by})" if yes.on_behalf else yes.by, yes.at.date()) for yes in row.agreements
        ),
        review_on=row.review_on,
        hours_per_week=row.hours_per_week,
        coach=sheet.coach,
        phone=sheet.phone,
    )  # fmt: skip
    return served(
        sheets.plan(told, sheet.sender, language=sheet.language, on=request.day, at=request.at), f"plan-{row.key}"
    )


@require_safe
def week(request: Asking, person_id: int) -> HttpResponse:
    """The coming weeks' hours and talks."""
    sheet = printing.sheet_of(request.actor, person=person_id, on=request.day)
    rows = meetings.meetings_of(request.actor, participation=sheet.participation, on=request.day)
    talks = [
        _talk(sheet, row.kind, row.starts_at, row.place, row.staff_name)
        for row in rows
        if row.state is MeetingState.BOOKED and row.starts_at > request.at
    ]
    return _week(request, sheet, talks)


@require_safe
def my_week(request: Asking) -> HttpResponse:
    sheet = _own(request)
    talks = my_page.talks(request.actor, at=request.at)
    return _week(
        request, sheet, [_talk(sheet, talk.kind, talk.starts_at, talk.place, talk.staff) for talk in talks]
    )  # fmt: skip


def _talk(sheet: Sheet, kind: MeetingKind, starts_at: object, place: str, staff: str) -> Coming:
    said = " · ".join(both(languages_for(sheet.language), words.word, kind))
    return Coming(starts_at, None, said, place, staff)  # type: ignore[arg-type]


def _week(request: Asking, sheet: Sheet, talks: list[Coming]) -> HttpResponse:
    until = request.at + timedelta(weeks=WEEKS)
    places = hours.own(request.actor, person=sheet.person, at=request.at).coming
    found = [
        Coming(one.starts_at, one.ends_at, one.activity, one.room if one.room != one.activity else "", "", one.seat)
        for one in places
        if not one.cancelled
    ]
    coming = sorted((one for one in found + talks if one.starts_at < until), key=lambda one: (one.starts_at, one.what))
    ledger.note_reading(request.actor, "times.printed", at=request.at, person=sheet.key)
    file = sheets.week(
        sheet.name, coming, sheet.sender, coach=sheet.coach, number=sheet.phone, language=sheet.language,
        on=request.day, at=request.at,
    )  # fmt: skip
    return served(file, "tider")


@require_POST
def card(request: Asking, person_id: int) -> HttpResponse:
    """A new card on a sheet to cut it from; the old one stops working. Nobody keeps the sheet."""
    if not request.actor.may(Deed.REGISTER, on=request.day).allowed:
        raise Hidden
    sheet = printing.sheet_of(request.actor, person=person_id, on=request.day)
    token = actions.issue_card(request.actor, person=person_id, at=request.at)
    ledger.note_reading(request.actor, "card.printed", at=request.at, person=sheet.key)
    return served(sheets.card(token, sheet.service, sheet.sender, language=sheet.language, at=request.at), "kort")


@require_safe
def door(request: Asking, service_id: int) -> HttpResponse:
    """The sign on the door, with a square that leads to the open door."""
    found = printing.door_of(request.actor, service=service_id, on=request.day)
    there = request.build_absolute_uri(reverse("ask", args=[found.code]))
    sign = sheets.DoorSign(found.name, found.open_door, found.address, found.phone, found.hours)
    return served(sheets.door(sign, found.sender, there=there, at=request.at), "skylt")


@login_not_required
@require_GET
def accessibility(request: Asking) -> HttpResponse:
    """The statement on paper, in Swedish and the language of the page, or in another that is asked for."""
    language = request.GET.get("lang") or translation.get_language() or "sv"
    spoken = languages_for(language)
    return served(statement.file(spoken, printing.house_sender(), on=request.day), "tillganglighet")
