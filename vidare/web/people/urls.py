"""Pages about one person."""

from __future__ import annotations

from django.urls import path

from vidare.web.people import contact, links, search, views

urlpatterns = [
    path("search/", search.search, name="search"),
    path("links/", links.link_cases, name="link-cases"),
    path("links/<int:case_id>/", links.link_case, name="link-case"),
    path("<int:person_id>/contact/", contact.contact, name="contact"),
    path("<int:person_id>/protection/", contact.protection, name="protection"),
    path("<int:person_id>/code/", contact.door_code, name="door-code"),
    path("<int:person_id>/card/", contact.card, name="card"),
    path("<int:person_id>/", views.person, name="person"),
]
