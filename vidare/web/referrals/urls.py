"""Ways in."""

from __future__ import annotations

from django.urls import path

from vidare.web.referrals import door, views

urlpatterns = [
    path("come/<slug:service>/", door.ask, name="ask"),
    path("come/<slug:service>/<slug:lang>/", door.ask, name="ask-in"),
    path("come/<slug:service>/<slug:lang>/thanks/", door.asked, name="asked"),
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/mine/", views.mine, name="my-referrals"),
    path("referrals/new/", views.refer, name="refer"),
    path("referrals/mine/<int:referral_id>/take-back/", views.take_back, name="take-back"),
    path("referrals/door/", views.drop_in, name="drop-in"),
    path("people/<int:person_id>/referrals/<int:referral_id>/", views.referral, name="referral"),
    path("people/<int:person_id>/referrals/<int:referral_id>/accept/", views.accept, name="accept-referral"),
    path("people/<int:person_id>/referrals/<int:referral_id>/decline/", views.decline, name="decline-referral"),
    path("people/<int:person_id>/referrals/<int:referral_id>/pause/", views.pause, name="pause-clock"),
    path("people/<int:person_id>/referrals/<int:referral_id>/resume/", views.resume, name="resume-clock"),
    path("people/<int:person_id>/referrals/<int:referral_id>/withdraw/", views.withdraw, name="withdraw-referral"),
]
