"""The room that shows."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "vidare.web"
    label = "web"

    def ready(self) -> None:
        from vidare.actions import messages, papers
        from vidare.web.messages import texts
        from vidare.web.paper import letters

        messages.speak_with(texts.render)
        papers.print_with(letters.printed)
