"""The log-in: only the pages that are used, under /in/."""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path

from vidare.web.accounts import code, password, spare

urlpatterns = [
    path("", views.login, name="account_login"),
    path("out/", views.logout, name="account_logout"),
    path("again/", views.reauthenticate, name="account_reauthenticate"),
    path("closed/", views.account_inactive, name="account_inactive"),
    path("new/", views.signup, name="account_signup"),
    path("password/", password.change, name="account_change_password"),
    path("code/", code.code, name="login-code"),
    path("code/sent/", code.code_sent, name="login-code-sent"),
    path("code/letter/", code.letter_asked, name="login-letter-asked"),
    path("mfa/recovery-codes/", spare.show, name="mfa_view_recovery_codes"),
    path("mfa/recovery-codes/download/", spare.show, name="mfa_download_recovery_codes"),
    path("mfa/", include("allauth.mfa.urls")),
]
