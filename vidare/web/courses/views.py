"""Somebody's courses of Swedish: all of them with the gaps between, and how one of them ended."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vidare.actions import courses as actions
from vidare.queries import courses as queries
from vidare.rules.courses import LONGEST_SCHOOL, Attended, Ending, Level, Track
from vidare.rules.decision import Hidden
from vidare.web.asking import Asking
from vidare.web.doing import Work, attempt, bound
from vidare.web.forms import CodeField, DayField
from vidare.web.once import OnceForm


class CourseForm(OnceForm):
    level = CodeField(Level, label=gettext_lazy("Course"))
    track = CodeField(Track, label=gettext_lazy("Path"), required=False, empty=gettext_lazy("Belongs to no path"))
    school = forms.CharField(label=gettext_lazy("School"), required=False, max_length=LONGEST_SCHOOL)
    start = DayField(label=gettext_lazy("First day"))
    end = DayField(label=gettext_lazy("Last day, if it is known"), required=False)


class EndingForm(OnceForm):
    ending = CodeField(Ending, label=gettext_lazy("How did it end?"))
    last = DayField(label=gettext_lazy("Last day"))


def courses(request: Asking, person_id: int) -> HttpResponse:
    found = queries.courses(request.actor, person_id, on=request.day)
    shown: dict[str, OnceForm] = {}
    if found.may_change.allowed:
        shown = {"course": CourseForm(**bound(request, "course"))}
    tried = attempt(request, shown, {"course": _note(request, person_id)})
    if tried.answer is not None:
        return tried.answer
    context = {"found": found, "form": shown.get("course")}
    return render(request, "courses/courses.html", context, status=tried.status)


def _note(request: Asking, person_id: int) -> Work:
    def work(form: OnceForm) -> str:
        actions.note_course(request.actor, person=person_id, course=_said(form), at=request.at)
        messages.success(request, _("Saved."))
        return reverse("courses", args=[person_id])

    return work


def _said(form: OnceForm) -> Attended:
    said = form.cleaned_data
    return Attended(said["level"], said["track"] or None, said["start"], said["end"], said["school"])


def course(request: Asking, person_id: int, course_id: int) -> HttpResponse:
    found = queries.courses(request.actor, person_id, on=request.day)
    row = next((one for one in found.rows if one.key == course_id), None)
    if row is None or not found.may_change.allowed:
        raise Hidden
    last = min(row.course.end or request.day, request.day)
    form = EndingForm(initial={"last": last}, **bound(request, "ending"))
    tried = attempt(request, {"ending": form}, {"ending": _end(request, person_id, course_id)})
    if tried.answer is not None:
        return tried.answer
    context = {"found": found, "row": row, "form": form}
    return render(request, "courses/course.html", context, status=tried.status)


def _end(request: Asking, person_id: int, course_id: int) -> Work:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.end_course(
            request.actor, person=person_id, course=course_id, ending=said["ending"], last=said["last"], at=request.at
        )
        messages.success(request, _("Saved."))
        return reverse("courses", args=[person_id])

    return work
