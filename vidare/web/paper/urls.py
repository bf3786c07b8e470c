"""What goes out on paper."""

from __future__ import annotations

from django.urls import path

from vidare.web.paper import letterhead, printing, views

urlpatterns = [
    path("letters/", views.waiting, name="letters-to-post"),
    path("people/<int:person_id>/letters/", views.letters, name="person-letters"),
    path("people/<int:person_id>/letters/<int:message_id>/", views.letter_file, name="letter-file"),
    path("people/<int:person_id>/letters/<int:message_id>/gone/", views.letter_gone, name="letter-gone"),
    path("people/<int:person_id>/plan/paper/", printing.plan, name="plan-paper"),
    path("people/<int:person_id>/week/paper/", printing.week, name="week-paper"),
    path("people/<int:person_id>/card/paper/", printing.card, name="card-paper"),
    path("mine/letters/<int:message_id>/", views.my_letter, name="my-letter"),
    path("mine/plan/paper/", printing.my_plan, name="my-plan-paper"),
    path("mine/times/paper/", printing.my_week, name="my-times-paper"),
    path("services/<int:service_id>/door-sign/", printing.door, name="door-sign"),
    path("administration/<int:service_id>/letterhead/", letterhead.letterhead, name="letterhead"),
    path("administration/<int:service_id>/letterhead/specimen/", letterhead.specimen, name="letterhead-specimen"),
    path("accessibility/paper/", printing.accessibility, name="accessibility-paper"),
]
