"""The log-in: only the pages that are used, under /in/."""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path

urlpatterns = [
    path("", views.login, name="account_login"),
    path("out/", views.logout, name="account_logout"),
    path("again/", views.reauthenticate, name="account_reauthenticate"),
    path("closed/", views.account_inactive, name="account_inactive"),
    path("new/", views.signup, name="account_signup"),
    path("password/", views.password_change, name="account_change_password"),
    path("mfa/", include("allauth.mfa.urls")),
]
