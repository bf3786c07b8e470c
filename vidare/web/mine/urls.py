"""The participant's own pages. No address holds anybody: they are about the one who has logged in."""

from __future__ import annotations

from django.urls import path

from vidare.web.mine import acts_for_me, file, money, plan, times, views

urlpatterns = [
    path("mine/", views.page, name="my-page"),
    path("mine/money/", money.money, name="my-money"),
    path("mine/plan/", plan.page, name="my-plan"),
    path("mine/plan/agree/", plan.agree, name="my-agree"),
    path("mine/plan/change/", plan.change, name="my-change"),
    path("mine/times/", times.page, name="my-times"),
    path("mine/times/cannot-come/", times.cannot_come, name="my-cannot-come"),
    path("mine/times/<int:booking_id>/move/", times.move, name="my-move"),
    path("mine/file/", file.page, name="my-file"),
    path("mine/file/choices/", file.choices, name="my-choices"),
    path("mine/file/acts-for-me/<int:representative_id>/", acts_for_me.page, name="my-representative"),
    path("mine/file/readings/", file.readings, name="my-readings"),
    path("mine/file/shared/<int:disclosure_id>/withdraw/", file.withdraw, name="my-withdrawal"),
    path("mine/file/notes/<int:note_id>/dispute/", file.dispute, name="my-dispute"),
]
