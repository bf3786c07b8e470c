"""The recurring review of the reading log: made when its days are over, judged reading by reading, signed."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from vidare.actions.ledger import deed, note
from vidare.records import find, read_before
from vidare.records.log_review import LogReview, ReviewedReading, ReviewPolicy, StaffHome
from vidare.records.organisations import Board
from vidare.records.sealed import index_of
from vidare.records.walls import within
from vidare.rules import log_review as rules
from vidare.rules.access import Actor, Deed, system
from vidare.rules.calendar import bounds, local_day
from vidare.rules.decision import Hidden
from vidare.rules.log_review import Judgement, Policy
from vidare.rules.period import Period

HOUSE = system("log-review")


def make_due(*, at: datetime) -> int:
    """One review for every board whose days are over. Answers how many were made."""
    on = local_day(at)
    made = 0
    for board in Board.objects.order_by("pk").values_list("pk", flat=True):
        with within(HOUSE.scope(on=on)):
            policy = read_before.policy_of(board, on=on)
            last = LogReview.objects.filter(board=board).order_by("-end").values_list("end", flat=True).first()
        days = rules.next_period(last, policy=policy, on=on)
        if days is not None and days.end is not None:
            make_review(HOUSE, board=board, start=days.start, end=days.end, policy=policy, at=at)
            made += 1
    return made


@deed
def make_review(
    actor: Actor, *, board: int, start: date, end: date, policy: Policy, at: datetime, seed: str | None = None
) -> int:
    """What was read in the days, with its signals, and some drawn by a lot that nobody could know before."""
    seed = seed or secrets.token_hex(16)
    with within(HOUSE.scope(on=local_day(at))):
        read = read_before.readings(board, since=bounds(start)[0], until=bounds(end)[1])
        known = read_before.known(board, read, days=Period(start, end))
        found = rules.items(read, known, policy=policy, seed=seed)
        review = LogReview.objects.create(
            board_id=board, start=start, end=end, due_on=rules.due_on(local_day(at), policy=policy), seed=seed,
            readings=len(read), readers=len({one.user for one in read}), made_at=at,
        )  # fmt: skip
        broken = read_before.broken(board, since=bounds(start)[0], until=bounds(end)[1])
        ReviewedReading.objects.bulk_create(
            ReviewedReading(
                review=review, user_id=one.user, person_key=one.person or None,
                glass_id=broken.get((one.user, one.person)), signals=[signal.value for signal in one.signals],
                first_at=one.first, last_at=one.last, times=one.times, persons=one.persons,
            )
            for one in found
        )  # fmt: skip
    note(actor, "log-review.made", at=at, board=board, review=review.pk, items=len(found), readings=len(read))
    return int(review.pk)


def _one(actor: Actor, review: int, *, on: date) -> LogReview:
    """Called inside the house's own scope, once it is known that the actor reviews for the board."""
    return find.one(LogReview.objects.filter(board__in=actor.boards(Deed.REVIEW, on=on)), review, lock=True)


@deed
def judge(actor: Actor, *, item: int, judgement: Judgement, words: str, at: datetime) -> int:
    """Judged again, the last word counts, until the review is signed. Answers its review."""
    on = at.date()
    boards = actor.boards(Deed.REVIEW, on=on)
    with within(HOUSE.scope(on=on)):
        row = find.one(ReviewedReading.objects.filter(review__board__in=boards), item, lock=True)
        review = _one(actor, row.review_id, on=on)
        rules.may_judge(
            judgement, words, reader=row.user_id, reviewer=actor.hand, signed=review.signed_at is not None
        ).require()
        row.judgement, row.words = judgement.value, words.strip()
        row.judged_by_id, row.judged_at = actor.hand, at
        row.save(update_fields=["judgement", "words", "judged_by", "judged_at"])
    note(
        actor, "log-review.judged", at=at, board=review.board_id, review=review.pk, item=row.pk,
        judgement=judgement.value,
    )  # fmt: skip
    return int(review.pk)


@deed
def sign(actor: Actor, *, review: int, at: datetime) -> None:
    on = at.date()
    with within(HOUSE.scope(on=on)):
        row = _one(actor, review, on=on)
        items = ReviewedReading.objects.filter(review=row)
        left = items.filter(judgement="").count()
        readers = set(items.values_list("user", flat=True))
        rules.may_sign(
            left=left, readers=readers, reviewer=actor.hand, signed=row.signed_at is not None
        ).require()  # fmt: skip
        row.signed_by_id, row.signed_at = actor.hand, at
        row.save(update_fields=["signed_by", "signed_at"])
    note(actor, "log-review.signed", at=at, board=row.board_id, review=row.pk, late=on > row.due_on)


@deed
def lay_down(actor: Actor, *, board: int, policy: Policy, at: datetime) -> int:
    """How the board looks through its log from today."""
    on = at.date()
    if board not in actor.boards(Deed.REVIEW, on=on):
        raise Hidden
    rules.may_lay_down(policy).require()
    row = ReviewPolicy.objects.create(
        board_id=board, first_day=on, every_days=policy.every_days, sign_within=policy.sign_within, drawn=policy.drawn,
        without_relation=policy.without_relation, many_at_night=policy.many_at_night, laid_by_id=actor.hand, laid_at=at,
    )  # fmt: skip
    note(actor, "log-review.policy-laid-down", at=at, board=board, policy=row.pk, every_days=policy.every_days)
    return int(row.pk)


@deed
def keep_home(actor: Actor, *, user: int, address: str, at: datetime) -> None:
    """Where a colleague lives, as fingerprints alone; an address without a postcode takes away what was kept."""
    on = at.date()
    whose = read_before.staff_of(actor.boards(Deed.REVIEW, on=on), on=on)
    if user not in whose or user == actor.user_id:
        raise Hidden
    postcode, home = rules.postcode_of(address), rules.home_of(address)
    with within(HOUSE.scope(on=on)):
        StaffHome.objects.filter(user=user).delete()
        if postcode:
            StaffHome.objects.create(
                user_id=user, postcode_index=index_of(postcode, kind="home-postcode"),
                home_index=index_of(home, kind="home"), written_by_id=actor.hand, written_at=at,
            )  # fmt: skip
    note(actor, "log-review.home-kept", at=at, board=whose[user], user=user, kept=bool(postcode))


def note_overdue(*, at: datetime) -> int:
    """Every night that a review stands unsigned after its day the trail says so, and the pages of those who lead do."""
    on = local_day(at)
    with within(HOUSE.scope(on=on)):
        rows = list(LogReview.objects.filter(signed_at=None, due_on__lt=on).values_list("pk", "board", "due_on"))
    for review, board, due in rows:
        _note_overdue(HOUSE, review=review, board=board, days=(on - due) // timedelta(days=1), at=at)
    return len(rows)


@deed
def _note_overdue(actor: Actor, *, review: int, board: int, days: int, at: datetime) -> None:
    note(actor, "log-review.overdue", at=at, board=board, review=review, days=days)
