"""The municipality's youth responsibility, behind its own wall."""

from __future__ import annotations

from django.urls import path

from vidare.web.youth import views

urlpatterns = [
    path("", views.register, name="youth"),
    path("new/", views.new, name="youth-new"),
    path("search/", views.search, name="youth-search"),
    path("<int:young_id>/", views.young, name="young"),
    path("<int:young_id>/tried/", views.tried, name="youth-tried"),
    path("<int:young_id>/offers/", views.offer, name="youth-offer"),
    path("<int:young_id>/offers/<int:measure_id>/", views.move, name="youth-measure"),
    path("<int:young_id>/protection/", views.protection, name="youth-protection"),
    path("<int:young_id>/pass-on/", views.pass_on, name="youth-pass-on"),
    path("<int:young_id>/end/", views.end, name="youth-end"),
]
