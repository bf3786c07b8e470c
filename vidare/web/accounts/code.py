"""The participants' door: a code from a letter or a text message. Nothing here tells whether somebody is known."""

from __future__ import annotations

from django import forms
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from vidare.actions import accounts as actions
from vidare.actions import letters, representative_doors
from vidare.queries import access
from vidare.rules.accounts import CodePolicy, No
from vidare.rules.decision import Because, Refused
from vidare.rules.representatives import No as ActsNo
from vidare.web.accounts import address
from vidare.web.accounts.forms import CodeForm, NumberForm, PhoneForm, SmsCodeForm
from vidare.web.asking import Asking
from vidare.web.forms import refuse

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
POLICY = CodePolicy()
PHONE = "phone_of_code"
TOO_MANY = Refused([Because(No.TOO_MANY)])
STAFF_HERE = Refused([Because(No.STAFF_HERE)])
SOMEBODY_HERE = Refused([Because(ActsNo.SOMEBODY_HERE)])


@login_not_required
def code(request: Asking) -> HttpResponse:
    """One page with all ways: the code on a paper, a phone to send one to, or a letter home."""
    sent = request.POST.get("do") if request.method == "POST" else ""
    letter = CodeForm(request.POST if sent == "letter" else None, prefix="letter")
    phone = PhoneForm(request.POST if sent == "phone" else None, prefix="phone")
    home = NumberForm(request.POST if sent == "home" else None, prefix="home")
    if sent == "letter" and letter.is_valid() and (answer := _open(request, letter, "")) is not None:
        return answer
    if sent == "phone" and phone.is_valid() and (answer := _ask(request, phone)) is not None:
        return answer
    if sent == "home" and home.is_valid() and (answer := _ask_home(request, home)) is not None:
        return answer
    wrong = bool(letter.errors or phone.errors or home.errors)
    context = {"letter": letter, "phone": phone, "home": home, "next": _there(request)}
    return render(request, "accounts/code.html", context, status=422 if wrong else 200)


@login_not_required
def code_sent(request: Asking) -> HttpResponse:
    """The same page, whether a message was sent or not."""
    number = str(request.session.get(PHONE, ""))
    if not number:
        return redirect("login-code")
    form = SmsCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (answer := _open(request, form, number)) is not None:
        return answer
    context = {"form": form, "next": _there(request), "minutes": int(POLICY.sms_for.total_seconds() // 60)}
    return render(request, "accounts/code_sent.html", context, status=422 if form.errors else 200)


@login_not_required
def letter_asked(request: Asking) -> HttpResponse:
    """The same page, whether a letter was written or not."""
    return render(request, "accounts/letter_asked.html")


def _ask_home(request: Asking, form: NumberForm) -> HttpResponse | None:
    number = form.cleaned_data["number"]
    there = request.build_absolute_uri(reverse("login-code"))
    try:
        from_here = actions.may_try("ask", address.of(request), most=POLICY.asked_per_address, at=request.at)
        of_number = actions.may_try("identity", number, most=POLICY.letters_per_number, at=request.at)
        if not from_here or not of_number:
            raise TOO_MANY
        letters.ask_letter_home(request.actor, number=number, there=there, at=request.at)
    except Refused as refused:
        refuse(form, refused)
        return None
    return redirect("login-letter-asked")


def _ask(request: Asking, form: PhoneForm) -> HttpResponse | None:
    number = form.cleaned_data["phone"]
    from_here = actions.may_try("ask", address.of(request), most=POLICY.asked_per_address, at=request.at)
    of_number = actions.may_try("number", number, most=POLICY.sms_per_number, at=request.at)
    if not from_here or not of_number:
        refuse(form, TOO_MANY)
        return None
    actions.send_code(request.actor, phone=number, at=request.at)
    representative_doors.send_code(request.actor, phone=number, at=request.at)
    request.session[PHONE] = number
    response = redirect("login-code-sent")
    if there := _there(request):
        response["Location"] += f"?{urlencode({'next': there})}"
    return response


def _open(request: Asking, form: forms.Form, phone: str) -> HttpResponse | None:
    """Home, or where they were going; None when the form has to say what was wrong."""
    if request.user.is_authenticated and request.actor.person_id is None:
        # Who has a code made does not use it from where they sit.
        refuse(form, SOMEBODY_HERE if request.doors else STAFF_HERE)
        return None
    if not actions.may_try("code", address.of(request), most=POLICY.tries_per_address, at=request.at):
        refuse(form, TOO_MANY)
        return None
    try:
        key = actions.use_code(request.actor, code=form.cleaned_data["code"], phone=phone, at=request.at)
    except Refused as refused:
        refuse(form, refused)
        return None
    user = access.user_of(key) if key is not None else None
    if user is None:
        refuse(form, Refused([Because(No.WRONG_CODE)]))
        return None
    there = _there(request)
    login(request, user, backend=BACKEND)
    request.session.pop(PHONE, None)
    return redirect(there or "/")


def _there(request: Asking) -> str:
    """Where they were going, when that is a page of ours."""
    there = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if ours and there.startswith("/") else ""
