"""The room that shows."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "vidare.web"
    label = "web"

    def ready(self) -> None:
        from vidare.actions import case_system, messages, papers
        from vidare.web.messages import texts
        from vidare.web.paper import case, letters

        messages.speak_with(texts.render)
        papers.print_with(letters.printed)
        case_system.set_with(case.printed)
