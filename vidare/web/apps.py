"""The room that shows."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "vidare.web"
    label = "web"

    def ready(self) -> None:
        from vidare.actions import messages
        from vidare.web.messages import texts

        messages.speak_with(texts.render)
