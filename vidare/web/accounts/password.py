"""A password of one's own: the one that was told by somebody else is left behind."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.views import PasswordChangeView
from django.http import Http404, HttpResponse

from vidare.actions import office as actions
from vidare.web.asking import Asking


class Change(PasswordChangeView):  # type: ignore[misc]
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Participants have codes and no password: for them there is no such page."""
        if not request.user.has_usable_password():
            raise Http404
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        asking = cast(Asking, self.request)
        actions.password_chosen(asking.actor, at=asking.at)
        return response

    def get_success_url(self) -> str:
        return "/"


change = Change.as_view()
