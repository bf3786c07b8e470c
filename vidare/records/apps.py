"""The room that remembers."""

from django.apps import AppConfig


class Records(AppConfig):
    name = "vidare.records"
    label = "records"
