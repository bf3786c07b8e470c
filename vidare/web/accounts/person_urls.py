"""A participant's log-in, among the pages about one person."""

from __future__ import annotations

from django.urls import path

from vidare.web.accounts import person

urlpatterns = [path("<int:person_id>/log-in/", person.person_login, name="person-login")]
