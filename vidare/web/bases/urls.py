"""Pages of bases: the officer's list, and one basis under its person."""

from __future__ import annotations

from django.urls import path

from vidare.web.bases import views

urlpatterns = [
    path("bases/", views.bases, name="bases"),
    path("people/<int:person_id>/bases/", views.prepare, name="basis-prepare"),
    path("people/<int:person_id>/bases/<int:basis_id>/", views.basis, name="basis"),
    path("mine/bases/<int:basis_id>/", views.my_basis, name="my-basis"),
]
