"""A form sent twice is one deed, also when both arrive at the same moment."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections

from tests.world import AT
from vidare.actions.once import forget_sent_forms, led_to, once
from vidare.records.notes import SentForm
from vidare.records.users import User
from vidare.rules.decision import Hidden


@pytest.mark.django_db
def test_what_was_refused_leaves_no_mark_so_that_it_can_be_sent_again() -> None:
    def refused() -> str:
        raise Hidden

    with pytest.raises(Hidden):
        once("mark", user=None, at=AT, work=refused)
    assert once("mark", user=None, at=AT, work=lambda: "/there/") == "/there/"
    assert once("mark", user=None, at=AT, work=refused) == "/there/"


@pytest.mark.django_db
def test_a_form_without_a_mark_is_simply_done() -> None:
    done: list[int] = []
    for _ in range(2):
        once("", user=None, at=AT, work=lambda: str(done.append(1)))
    assert len(done) == 2


@pytest.mark.django_db
def test_a_mark_of_somebody_else_neither_tells_where_it_led_nor_swallows_what_is_sent() -> None:
    one, two = (User.objects.create_user(name, password="demo", name=name) for name in ("en", "annan"))
    once("mark", user=one.pk, at=AT, work=lambda: "/people/1/")
    assert led_to("mark", user=two.pk) == "" == led_to("mark", user=None)
    assert once("mark", user=two.pk, at=AT, work=lambda: "/people/2/") == "/people/2/"
    assert once("mark", user=one.pk, at=AT, work=lambda: "/people/3/") == "/people/1/"


@pytest.mark.django_db
def test_old_marks_are_forgotten() -> None:
    once("old", user=None, at=AT, work=lambda: "/")
    assert forget_sent_forms(at=AT + timedelta(days=6)) == 0
    assert forget_sent_forms(at=AT + timedelta(days=8)) == 1


def test_two_at_the_same_moment_are_one_deed(own_database: None) -> None:
    done: list[str] = []
    told: list[str] = []
    together = threading.Barrier(4)

    def send() -> None:
        together.wait()
        try:
            told.append(once("mark", user=None, at=AT, work=work))
        finally:
            connections.close_all()

    def work() -> str:
        done.append("done")
        return "/there/"

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (done, told) == (["done"], ["/there/"] * 4)
    assert SentForm.objects.count() == 1
