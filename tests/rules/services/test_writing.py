"""Any service that can be described is the same after it has travelled."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from vidare.rules.access import Role
from vidare.rules.organisations import OrganisationKind, SecrecyRegime
from vidare.rules.services import (
    ActivityKind,
    ActivityOf,
    AreaOf,
    BoardOf,
    Exemption,
    Hours,
    Partner,
    Question,
    RoleTitle,
    RoomOf,
    RuleSetOf,
    ServiceModel,
    Target,
    TextCode,
    Unit,
    Words,
    faults,
    read,
    write,
)
from vidare.rules.services.known import ANSWERS, FIGURES, WAYS_IN

LANGUAGES = ("sv", "en")
text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda said: bool(said.strip())
)
maybe = st.just("") | text
words = st.builds(lambda sv, en: Words(sv=sv, en=en), text, text)
code = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
plain = st.integers(-(10**9), 10**9) | text | st.booleans() | st.lists(text, max_size=3) | st.floats(-1e6, 1e6)
values = st.dictionaries(code, plain, max_size=3)


def several(of: st.SearchStrategy[Any], *, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=least, max_size=3, unique_by=lambda one: one.code).map(tuple)


rooms = several(st.builds(RoomOf, code=code, name=words, seats=st.none() | st.integers(1, 1000)))
activities = several(
    st.builds(ActivityOf, code=code, name=words, kind=st.sampled_from(ActivityKind), hours_per_week=st.integers(0, 60)),
    least=1,
)
LADDER = RuleSetOf(
    kind="attendance",
    first_day=date(2026, 1, 1),
    source="prov",
    values={
        "late_after_minutes": 1,
        "opens_before_minutes": 1,
        "closes_after_minutes": 1,
        "silent_after_days": 1,
        "answer_days": 1,
    },
)
others = st.lists(
    st.builds(
        RuleSetOf,
        kind=code.map(lambda kind: f"law-{kind}"),
        first_day=st.dates(date(1950, 1, 1), date(2100, 12, 31)),
        source=text,
        values=values,
        standing=maybe,
        verified_by=maybe,
    ),
    max_size=3,
    unique_by=lambda each: (each.kind, each.first_day),
)
figures = st.lists(st.sampled_from(sorted(FIGURES)), min_size=1, max_size=4, unique=True).map(tuple)


@st.composite
def models(draw: st.DrawFn) -> ServiceModel:
    """Any model without faults: its parts agree."""
    has_rooms, offered, printed = draw(rooms), draw(activities), draw(figures)
    hours = [
        Hours(weekdays=(day,), start=time(8 + day), end=time(9 + day, 30), activity=offered[0].code, room=room)
        for day in draw(st.lists(st.integers(1, 7), max_size=4, unique=True))
        for room in ([has_rooms[0].code] if has_rooms else [""])
    ]
    aimed = [figure for figure in printed if FIGURES[figure] == Unit.SHARE] or [printed[0]]
    targets = several(
        st.builds(
            Target,
            code=code,
            figure=st.sampled_from(aimed),
            value=st.floats(0, 1),
            unit=st.just(Unit.SHARE),
            definition=words,
        )
    )
    titles = st.lists(st.sampled_from(list(Role)), max_size=3, unique=True)
    return ServiceModel(
        code=draw(code),
        name=draw(words),
        secrecy=draw(st.sampled_from(list(SecrecyRegime))),
        languages=LANGUAGES,
        board=draw(st.builds(BoardOf, code=code, name=text, municipality=text, appeal_to=maybe)),
        target_group=draw(words),
        ways_in=tuple(draw(st.lists(st.sampled_from(WAYS_IN), max_size=3, unique=True))),
        first_meeting_days=draw(st.integers(1, 365)),
        visits_per_week=draw(st.integers(0, 10)),
        full_time_hours=draw(st.integers(1, 60)),
        plan_review_weeks=draw(st.integers(1, 52)),
        contact_every_days=draw(st.integers(1, 365)),
        follow_up_days=tuple(sorted(draw(st.sets(st.integers(1, 1000), max_size=4)))),
        exemptions=tuple(draw(st.lists(st.sampled_from(list(Exemption)), max_size=3, unique=True))),
        partners=draw(
            several(
                st.builds(
                    Partner,
                    code=code,
                    name=text,
                    kind=st.sampled_from(list(OrganisationKind)),
                    of_board=st.booleans(),
                )
            )
        ),
        roles=tuple(RoleTitle(role=role, title=draw(words)) for role in draw(titles)),
        questions=draw(
            several(
                st.builds(
                    Question,
                    code=code,
                    text=words,
                    staff=words,
                    eligible=st.lists(st.sampled_from(ANSWERS), min_size=1, unique=True).map(tuple),
                    reason=words,
                    turn_to=words,
                )
            )
        ),
        areas=draw(several(st.builds(AreaOf, code=code, name=words, hint=st.just(Words()) | words), least=1)),
        rooms=has_rooms,
        activities=offered,
        schedule=tuple(hours),
        rule_sets=(LADDER, *draw(others)),
        targets=draw(targets) if FIGURES[aimed[0]] == Unit.SHARE else (),
        figures=printed,
        texts={one: draw(words) for one in TextCode if draw(st.booleans())},
    )


@settings(deadline=None, max_examples=60)
@given(models())
def test_any_model_written_and_read_again_is_equal(model: ServiceModel) -> None:
    written = write(model)
    assert faults(written) == []
    assert read(written) == model


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("abs=[]{}.,\"'#\n 1x\\-:T"), max_size=60))
def test_no_text_whatever_breaks_the_reader(said: str) -> None:
    assert isinstance(faults(said), list)
