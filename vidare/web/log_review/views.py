"""The reviews of the reading log, one of them, and how each board looks through its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import ledger
from vidare.actions import log_review as actions
from vidare.queries import log_review as ask
from vidare.queries.log_review import BoardOf, ItemRow, OneReview, Reviews
from vidare.rules.access import Role
from vidare.rules.log_review import Judgement
from vidare.web.asking import Asking
from vidare.web.doing import Work, attempt, bound
from vidare.web.log_review.forms import HomeForm, JudgeForm, PolicyForm
from vidare.web.once import OnceForm


def log_reviews(request: Asking) -> HttpResponse:
    found = ask.reviews(request.actor, at=request.at)
    ledger.note_list(request.actor, "log-review.listed", at=request.at, persons=found.keys)
    shown, work = _of_boards(request, found)
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    boards = [(one, tried.forms[f"policy{one.key}"], tried.forms[f"home{one.key}"]) for one in found.boards]
    context = {"found": found, "boards": boards, "wrong": tried.wrong}
    return render(request, "log_review/reviews.html", context, status=tried.status)


def _of_boards(request: Asking, found: Reviews) -> tuple[dict[str, OnceForm], dict[str, Work]]:
    shown: dict[str, OnceForm] = {}
    work: dict[str, Work] = {}
    for board in found.boards:
        policy, home = f"policy{board.key}", f"home{board.key}"
        shown[policy] = PolicyForm(**bound(request, policy), board=board)
        shown[home] = HomeForm(**bound(request, home), board=board, own=request.actor.user_id)
        work[policy], work[home] = _lay_down(request, board), _keep_home(request)
    return shown, work


def _lay_down(request: Asking, board: BoardOf) -> Work:
    def work(form: OnceForm) -> str:
        assert isinstance(form, PolicyForm)
        actions.lay_down(request.actor, board=board.key, policy=form.policy(), at=request.at)
        messages.success(request, _("Saved. It holds for the next review."))
        return reverse("log-reviews")

    return work


def _keep_home(request: Asking) -> Work:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.keep_home(request.actor, user=said["user"], address=said["address"], at=request.at)
        messages.success(request, _("Saved."))
        return reverse("log-reviews")

    return work


def log_review(request: Asking, review_id: int) -> HttpResponse:
    found = ask.review(request.actor, review=review_id, at=request.at)
    ledger.note_list(request.actor, "log-review.listed", at=request.at, persons=found.keys, review=review_id)
    shown: dict[str, OnceForm] = {}
    work: dict[str, Work] = {}
    if found.row.signed_at is None:
        for item in found.items:
            first = {"judgement": item.judgement.value if item.judgement else None, "words": item.words}
            shown[item.form] = JudgeForm(**bound(request, item.form), initial=first)
            work[item.form] = _judge(request, item)
        shown["sign"] = OnceForm(**bound(request, "sign"))
        work["sign"] = _sign(request, found)
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    context = {
        "found": found,
        "readers": _readers(found, tried.forms),
        "in_order": Judgement.IN_ORDER,
        "sign": tried.forms.get("sign"),
        "wrong": tried.wrong,
    }
    return render(request, "log_review/review.html", context, status=tried.status)


@dataclass(slots=True)
class _Reader:
    """What one colleague has opened; ``left``: how much of it nobody has judged."""

    name: str
    role: Role | None
    items: list[tuple[ItemRow, OnceForm | None]] = field(default_factory=list)

    @property
    def left(self) -> int:
        return sum(1 for item, _form in self.items if item.judgement is None)


def _readers(found: OneReview, forms: Mapping[str, OnceForm]) -> list[_Reader]:
    """Each colleague once, whose weightiest reading stands first; the items in their order."""
    readers: dict[tuple[str, Role | None], _Reader] = {}
    for item in found.items:
        reader = readers.setdefault((item.reader, item.role), _Reader(item.reader, item.role))
        reader.items.append((item, forms.get(item.form)))
    return list(readers.values())


def _judge(request: Asking, item: ItemRow) -> Work:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        review = actions.judge(
            request.actor, item=item.key, judgement=said["judgement"], words=said["words"], at=request.at
        )
        return reverse("log-review", args=[review]) + f"#item-{item.key}"

    return work


def _sign(request: Asking, found: OneReview) -> Work:
    def work(form: OnceForm) -> str:
        actions.sign(request.actor, review=found.row.key, at=request.at)
        messages.success(request, _("Signed. The review stands as it is."))
        return reverse("log-reviews")

    return work
