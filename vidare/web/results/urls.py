"""Results: the figures, the rows behind them, files without names, and the closing of a month."""

from __future__ import annotations

from django.urls import path

from vidare.web.results import files, quarter, views

urlpatterns = [
    path("", views.results, name="results"),
    path("figures.csv", files.figures, name="results-file"),
    path("open.csv", files.open_table, name="results-open"),
    path("after-programme.csv", files.after_programme, name="results-after-programme"),
    path("quarter/", quarter.page, name="quarter"),
    path("quarter/file.csv", quarter.file, name="quarter-file"),
    path("close/", views.close, name="results-close"),
    path("rows/<slug:code>/", views.rows, name="results-rows"),
]
