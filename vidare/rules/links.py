"""Whether two files may be said to be one human being: links hang together as a tree, and never go round."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from vidare.rules.decision import YES, Decision, no


class No(StrEnum):
    CIRCLE = "link.circle"
    SAME_THROUGH_OTHERS = "link.same-through-others"


def may_settle(one: int, other: int, *, same: bool, links: Iterable[tuple[int, int]]) -> Decision:
    """``links`` are the pairs that are settled as the same already, without this one."""
    if not joined(one, other, links):
        return YES
    return no(No.CIRCLE if same else No.SAME_THROUGH_OTHERS)


def joined(one: int, other: int, links: Iterable[tuple[int, int]]) -> bool:
    """Is there a way from one to the other over the links, whichever way each was written?"""
    left, group, grows = [set(pair) for pair in links], {one}, True
    while grows:
        near = [pair for pair in left if pair & group]
        left = [pair for pair in left if not pair & group]
        grows = bool(near)
        group = group.union(*near)
    return other in group
