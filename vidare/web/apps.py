"""The room that shows."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "vidare.web"
    label = "web"
