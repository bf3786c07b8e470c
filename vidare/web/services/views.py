"""House-keeping: services and their rules, staff and their roles, screens at the door, the state of the trail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vidare.actions import door, sealing
from vidare.actions import staff as actions
from vidare.queries import case_system, log_review, services, taxonomy
from vidare.queries import staff as ask
from vidare.queries.audit import last_backup, trail_state, unsealed_rows
from vidare.rules.access import Role
from vidare.rules.decision import Hidden, Refused
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import once
from vidare.web.services import languages
from vidare.web.services.forms import DeviceForm, EndForm, LoginForm, MemberForm
from vidare.web.services.models import administrators_only


@require_safe
def administration(request: Asking) -> HttpResponse:
    administrators_only(request)
    context = {
        "services": services.services_of(request.actor, on=request.day),
        "unsealed": unsealed_rows(),
        "backup": last_backup(),
        "given": ask.roles_given(request.actor, at=request.at),
        "missing": taxonomy.missing_kinds(),
        "languages_read": tuple(languages.register()),
        "late_reviews": log_review.late(request.actor, on=request.day),
        "may_review": True,
        "case_files_late": case_system.late(request.actor, at=request.at).boards,
    }
    return render(request, "services/administration.html", context)


@require_safe
def rules(request: Asking, service_id: int) -> HttpResponse:
    found = services.rule_sets(request.actor, service=service_id, on=request.day)
    name = next(one.name for one in services.services_of(request.actor, on=request.day) if one.key == service_id)
    own = [row for row in found if not row.national]
    national = [row for row in found if row.national]
    return render(request, "services/rules.html", {"name": name, "own": own, "national": national})


def trail(request: Asking) -> HttpResponse:
    """The state of the seals; looking through all of them is asked for, since it takes its time."""
    administrators_only(request)
    if request.method == "POST":
        count = sealing.seal_trail(at=request.at)
        messages.success(request, _("Rows sealed: %(count)s.") % {"count": count})
        return redirect("trail")
    state = trail_state() if request.GET.get("verify") == "1" else None
    return render(request, "services/trail.html", {"state": state, "unsealed": unsealed_rows()})


def staff(request: Asking, service_id: int) -> HttpResponse:
    page = ask.staff_of(request.actor, service=service_id, on=request.day)
    first = {"start": request.day}
    member = MemberForm(_sent(request, "member"), staff=page, prefix="member", initial=first)
    login = LoginForm(_sent(request, "login"), staff=page, prefix="login", initial=first)
    told = None
    try:
        if member.is_bound and member.is_valid():
            return once(request, member, lambda: _add(request, page, member))
        if login.is_bound and login.is_valid():
            told = _create(request, page, login)
            page = ask.staff_of(request.actor, service=service_id, on=request.day)
            login = LoginForm(staff=page, prefix="login", initial=first)
    except Refused as refused:
        refuse(member if member.is_bound else login, refused)
    wrong = next((form for form in (member, login) if form.errors), None)
    context = {"page": page, "member": member, "login": login, "told": told, "wrong": wrong}
    return render(request, "services/staff.html", context, status=422 if wrong else 200)


def _add(request: Asking, page: ask.Staff, form: MemberForm) -> str:
    said = form.cleaned_data
    actions.add_membership(
        request.actor, service=page.service, user=said["username"], organisation=said["organisation"],
        role=Role(said["role"]), start=said["start"], end=said["end"], reason=said["reason"],
        stands_in_for=said["stands_in_for"], at=request.at,
    )  # fmt: skip
    messages.success(request, _("The role is given."))
    return reverse("staff", args=[page.service])


def _create(request: Asking, page: ask.Staff, form: LoginForm) -> dict[str, str]:
    """Shown in the answer itself: the password is in no message, no cookie and no address."""
    said = form.cleaned_data
    made = actions.create_login(
        request.actor, service=page.service, username=said["username"], name=said["name"], email=said["email"],
        role=Role(said["role"]), organisation=said["organisation"], start=said["start"],
        reason=said["reason"], end=said["end"], stands_in_for=said["stands_in_for"], at=request.at,
    )  # fmt: skip
    return {"username": said["username"], "password": made.password}


def end(request: Asking, service_id: int, membership_id: int) -> HttpResponse:
    page = ask.staff_of(request.actor, service=service_id, on=request.day)
    row = next((held for held in page.held if held.key == membership_id), None)
    if row is None:
        raise Hidden
    same = (
        page.coaches if row.role is Role.COACH else ((one.user, one.name) for one in page.held if one.role is row.role)
    )
    others = tuple(one for one in same if one[0] != row.user)
    form = EndForm(request.POST or None, coaches=others, initial={"end": request.day})
    if form.is_bound and form.is_valid():
        try:
            return once(request, form, lambda: _end(request, page, membership_id, form))
        except Refused as refused:
            refuse(form, refused)
    context = {"page": page, "row": row, "form": form, "coach": row.role is Role.COACH}
    return render(request, "services/end.html", context, status=422 if form.errors else 200)


def _end(request: Asking, page: ask.Staff, membership: int, form: EndForm) -> str:
    said = form.cleaned_data
    moved = actions.end_membership(
        request.actor, membership=membership, end=said["end"], reason=said["reason"], successor=said["successor"],
        at=request.at,
    )  # fmt: skip
    messages.success(request, _("The role has ended. Participants handed over: %(count)s.") % {"count": moved})
    return reverse("staff", args=[page.service])


def devices(request: Asking, service_id: int) -> HttpResponse:
    page = ask.staff_of(request.actor, service=service_id, on=request.day)
    form = DeviceForm(_sent(request, "add"))
    told = None
    if form.is_bound and form.is_valid():
        token = door.add_device(request.actor, service=service_id, name=form.cleaned_data["name"], at=request.at)
        told = request.build_absolute_uri(reverse("kiosk-start", args=[token]))
        page = ask.staff_of(request.actor, service=service_id, on=request.day)
        form = DeviceForm()
    elif (ended := request.POST.get("end", "")).isdecimal() and len(ended) < 19:
        if int(ended) not in {device.key for device in page.devices}:
            raise Hidden
        door.end_device(request.actor, device=int(ended), at=request.at)
        messages.success(request, _("The screen has ended; its address opens nothing from tomorrow."))
        return redirect("devices", service_id=service_id)
    context = {"page": page, "form": form, "told": told}
    return render(request, "services/devices.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, name: str) -> object:
    """The form's data when it was the one sent."""
    return request.POST if request.method == "POST" and request.POST.get("do") == name else None
