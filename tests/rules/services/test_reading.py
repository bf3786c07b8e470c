"""A service is a file: it is read whole, or every fault in it is told with its key and its line."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

import vidare
from vidare.rules.organisations import SecrecyRegime
from vidare.rules.referrals import Eligibility, WayIn
from vidare.rules.services import (
    FaultCode,
    Faulty,
    RuleBook,
    ServiceModel,
    faults,
    read,
    read_book,
    read_kept,
    ruling,
    write,
)
from vidare.rules.services.known import ANSWERS, FIGURES, WAYS_IN
from vidare.rules.statistics import FigureCode

HOME = Path(vidare.__file__).parent / "models"
JOBBHORNET = (HOME / "jobbhornet.toml").read_text(encoding="utf-8")
LITTLE = (HOME / "lilla-kontoret.toml").read_text(encoding="utf-8")


def changed(old: str, new: str, *, text: str = JOBBHORNET) -> str:
    assert old in text
    return text.replace(old, new, 1)


def only_fault(text: str) -> tuple[FaultCode, str, int]:
    found = faults(text)
    assert len(found) == 1, found
    return found[0].code, found[0].key, found[0].line


def line_with(text: str, what: str) -> int:
    return text[: text.index(what)].count("\n") + 1


def test_jobbhornet_is_two_hours_a_week_in_eighteen_seats() -> None:
    model = read(JOBBHORNET)
    assert model.visits_per_week == 2
    assert [room.seats for room in model.rooms] == [18]
    seats = sum(len(hours.weekdays) for hours in model.schedule) * 18
    assert seats >= 150 * 2
    assert model.first_meeting_days == 8
    assert {"language", "computer"} <= {area.code for area in model.areas}


def test_four_in_a_row_is_jobbhornets_ladder_and_two_hundred_kronor_is_its_history() -> None:
    sets = read(JOBBHORNET).rule_sets
    ladder = ruling(sets, "attendance", on=date(2026, 11, 24))
    history = ruling(sets, "historical-scheme", on=date(2026, 11, 24))
    assert ladder is not None and ladder.values["review_at"] == 4
    assert history is not None and history.values["announced_ore"] == 20000
    assert "2014" in history.source


def test_the_little_office_is_another_service_altogether() -> None:
    big, little = read(JOBBHORNET), read(LITTLE)
    assert little.secrecy is SecrecyRegime.CHAPTER_28_11 is not big.secrecy
    assert not {area.code for area in little.areas} & {area.code for area in big.areas}
    assert all(room.seats is None for room in little.rooms)
    assert all(partner.kind.value != "employment-service" for partner in little.partners)
    ladder = ruling(little.rule_sets, "attendance", on=date(2026, 11, 24))
    assert ladder is not None and "review_at" not in ladder.values


def test_before_its_first_day_a_rule_set_does_not_rule() -> None:
    assert ruling(read(LITTLE).rule_sets, "attendance", on=date(2025, 12, 31)) is None


def test_the_nations_rules_are_a_book_of_their_own() -> None:
    book = read_book((HOME / "law.toml").read_text(encoding="utf-8"))
    assert isinstance(book, RuleBook)
    assert all("kontrolleras" in each.standing or each.standing == "Praxis" for each in book.rule_sets)
    assert all(each.verified_by == "" for each in book.rule_sets), "nobody has verified them yet: say so"
    hours = next(each for each in book.rule_sets if each.kind == "law-activity-hours")
    assert hours.values["hours_per_week"] == 40


def test_ways_in_and_answers_are_those_of_the_referral() -> None:
    assert set(WAYS_IN) == {way.value for way in WayIn}
    assert set(ANSWERS) == {answer.value for answer in Eligibility}


def test_no_figure_can_be_named_that_the_program_does_not_count() -> None:
    assert set(FIGURES) == {figure.value for figure in FigureCode}


def test_an_answer_that_does_not_open_the_door_says_where_to_turn() -> None:
    for question in read(JOBBHORNET).questions:
        for language in ("sv", "en", "ar"):
            assert question.reason.told(language)
            assert question.turn_to.told(language)


def test_a_language_nobody_wrote_falls_back_to_swedish() -> None:
    assert read(LITTLE).name.told("ar") == "Lilla kontoret"


def test_of_a_text_that_cannot_be_read_only_the_first_fault_is_told() -> None:
    text = changed('code = "work"', 'code = = "work"')
    fault = faults(text + "\nmore nonsense\n")
    assert [each.code for each in fault] == [FaultCode.SYNTAX]
    assert fault[0].line == line_with(text, 'code = = "work"')


def test_what_staff_are_asked_is_needed_in_swedish_and_in_no_other_language() -> None:
    sv = 'staff.sv = "Har personen ekonomiskt bistånd, eller har hen sökt det?"\n'
    en = 'staff.en = "Does the person have income support, or have they applied for it?"\n'
    assert faults(changed(en, "")) == []
    text = changed(sv, "")
    assert only_fault(text) == (FaultCode.LANGUAGE_MISSING, "eligibility[1].staff.sv", line_with(text, "staff.en"))
    assert only_fault(changed(sv + en, ""))[:2] == (FaultCode.MISSING, "eligibility[1].staff")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('unit = "share"', 'unit = "days"', FaultCode.TARGET_IN_ANOTHER_UNIT),
        ('kind = "job-search"', 'kind = "jobsearch"', FaultCode.NOT_KNOWN),
    ],
)
def test_a_unit_and_a_kind_that_do_not_fit_are_told_at_their_line(old: str, new: str, code: FaultCode) -> None:
    text = changed(old, new)
    found = only_fault(text)
    assert (found[0], found[2]) == (code, line_with(text, new))


def test_a_version_taken_in_before_is_read_though_a_file_must_say_more_now() -> None:
    lines = [line for line in LITTLE.splitlines() if not line.startswith("staff.")]
    old = "\n".join(lines).replace('kind = "guidance"', 'kind = "samtal"')
    assert faults(old)
    book = read_kept(old)
    assert isinstance(book, ServiceModel)
    assert book.visits_per_week == 1 and book.questions[0].staff == {}


def test_a_file_cut_short_is_faulty_at_its_last_line() -> None:
    found = faults('code = "x"\nname = "abc')
    assert [(each.code, each.line, each.facts["column"]) for each in found] == [(FaultCode.SYNTAX, 2, 12)]


@pytest.mark.parametrize("text", ["a = \x00", "a = [" * 5000, "a = " + "9" * 5000, "\ufeffa = 1", "a = 1979-13-40"])
def test_nonsense_is_a_fault_and_never_a_crash(text: str) -> None:
    assert [each.code for each in faults(text)] == [FaultCode.SYNTAX]


def test_a_knot_is_a_fault_and_never_a_crash() -> None:
    assert [each.code for each in faults("a = " + "[" * 5000)] == [FaultCode.TOO_DEEP]
    assert [each.code for each in faults("a." * 500 + "b = 1")] == [FaultCode.TOO_MANY_DOTS]


def test_a_file_far_too_large_is_not_even_read() -> None:
    assert [each.code for each in faults("#" * 600_000)] == [FaultCode.TOO_LARGE]


def test_all_content_faults_are_told_in_one_go_in_the_order_of_their_lines() -> None:
    text = changed("seats = 18", "seats = 0")
    text = changed("first_meeting_days = 8", 'first_meeting_days = "eight"', text=text)
    text = changed('start = "10:15"', 'start = "kvart över tio"', text=text)
    found = faults(text)
    assert [each.code for each in found] == [
        FaultCode.NOT_A_NUMBER,
        FaultCode.TOO_SMALL,
        FaultCode.NOT_A_TIME,
    ]
    assert [each.line for each in found] == sorted(each.line for each in found)
    with pytest.raises(Faulty) as raised:
        read(text)
    assert list(raised.value.faults) == found


CASES = [
    ('room = "jobbverkstaden"', 'room = "kallaren"', FaultCode.NO_SUCH_ROOM, "schedule[1].room"),
    ('activity = "jobbverkstaden"', 'activity = "simning"', FaultCode.NO_SUCH_ACTIVITY, "schedule[1].activity"),
    ('end = "10:00"', 'end = "08:00"', FaultCode.ENDS_BEFORE_START, "schedule[1].end"),
    ('start = "10:15"', 'start = "09:45"', FaultCode.ROOM_TAKEN, "schedule[2].room"),
    ('weekdays = ["monday"', 'weekdays = ["måndag"', FaultCode.NOT_KNOWN, "schedule[1].weekdays[1]"),
    ('role = "coach"', 'role = "boss"', FaultCode.NOT_KNOWN, "roles[1].role"),
    ('role = "manager"', 'role = "coach"', FaultCode.TWICE, "roles[6].role"),
    ('code = "education"', 'code = "work"', FaultCode.TWICE, "areas[2].code"),
    ('en = "The job workshop", ', "", FaultCode.LANGUAGE_MISSING, "rooms[1].name.en"),
    ("text.ar =", "text.xx =", FaultCode.LANGUAGE_MISSING, "eligibility[1].text.ar"),
    ('"enrolled-in-month"', '"wasted"', FaultCode.NOT_KNOWN, "figures[1]"),
    ('secrecy = "osl-26-1"', 'secrecy = "hemligt"', FaultCode.NOT_KNOWN, "secrecy"),
    ('eligible = ["yes"]', "eligible = []", FaultCode.NOBODY_IS_ELIGIBLE, "eligibility[1].eligible"),
    ('source = "Verksamhetens rutin för bevakning."\n', "", FaultCode.MISSING, "rule_sets[2].source"),
    ('source = "Verksamhetens rutin för bevakning."', 'source = " "', FaultCode.EMPTY, "rule_sets[2].source"),
    ("first_day = 2014-01-01", 'first_day = "2014"', FaultCode.NOT_A_DATE, "rule_sets[6].first_day"),
    ("first_day = 2014-01-01", "first_day = 1875-01-01", FaultCode.YEAR_UNLIKELY, "rule_sets[6].first_day"),
    ('kind = "attention"', 'kind = "attntion"', FaultCode.NO_SUCH_RULE, "rule_sets[2].kind"),
    ("review_at = 4", "review_at = 0", FaultCode.TOO_SMALL, "rule_sets[1].values.review_at"),
    ("review_at = 4", "reveiw_at = 4", FaultCode.UNKNOWN_KEY, "rule_sets[1].values.reveiw_at"),
    ("plan_within = 30\n", "", FaultCode.MISSING, "rule_sets[2].values.plan_within"),
    ("value = 0.9", "value = 90", FaultCode.NOT_A_SHARE, "targets[1].value"),
    ('figure = "without-next-step"', 'figure = "moon-coverage"', FaultCode.TARGET_NOT_PRINTED, "targets[2].figure"),
    ('unit = "share"', 'unit = "days"', FaultCode.TARGET_IN_ANOTHER_UNIT, "targets[1].unit"),
    ('unit = "count"', 'unit = "share"', FaultCode.TARGET_IN_ANOTHER_UNIT, "targets[2].unit"),
    ('figure = "without-next-step"', 'figure = "support-paid-out"', FaultCode.TARGET_OF_AN_AMOUNT, "targets[2].figure"),
    ('"enrolled-in-month"', '"moon-coverage"', FaultCode.NOT_KNOWN, "figures[1]"),
    ('kind = "job-search"', 'kind = "jobsearch"', FaultCode.NOT_KNOWN, "activities[1].kind"),
    ("[texts.visits]", "[texts.vists]", FaultCode.NOT_KNOWN, "texts.vists"),
    ("visits_per_week = 2", "visits_per_weeks = 2\nvisits_per_week = 2", FaultCode.UNKNOWN_KEY, "visits_per_weeks"),
    ("visits_per_week = 2", "visits_per_week = true", FaultCode.NOT_A_NUMBER, "visits_per_week"),
    ("follow_up_days = [30, 90", "follow_up_days = [90, 30", FaultCode.TOO_SMALL, "follow_up_days[2]"),
    ('languages = ["sv", "en", "ar"]', 'languages = ["en", "ar"]', FaultCode.SWEDISH_MISSING, "languages"),
    ('code = "jobbhornet"', 'code = "Jobbhörnet!"', FaultCode.NOT_A_CODE, "code"),
    ('[board]\ncode = "socialnamnden-nordost"\n', "[board]\n", FaultCode.MISSING, "board.code"),
    ("of_board = true", 'of_board = "ja"', FaultCode.NOT_A_TRUTH, "partners[1].of_board"),
    ('name = { sv = "Arbete", en = "Work", ar = "العمل" }', 'name = "Arbete"', FaultCode.NOT_A_TABLE, "areas[1].name"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "key"), CASES, ids=[f"{case[2].value}-{case[3]}" for case in CASES])
def test_a_fault_is_told_with_its_key(old: str, new: str, code: FaultCode, key: str) -> None:
    found = faults(changed(old, new))
    assert (code, key) in [(each.code, each.key) for each in found]
    assert {each.line for each in found} != {1} or key == "code"


def test_a_fault_is_told_at_the_line_where_it_stands() -> None:
    text = changed("seats = 18", "seats = 0")
    assert only_fault(text) == (FaultCode.TOO_SMALL, "rooms[1].seats", line_with(text, "seats = 0"))
    text = changed('start = "10:15"', 'start = "1015"')
    code, key, line = only_fault(text)
    assert (code, key, line) == (FaultCode.NOT_A_TIME, "schedule[2].start", line_with(text, 'start = "1015"'))


def test_a_missing_key_is_told_at_the_table_that_lacks_it() -> None:
    text = changed('[[rule_sets]]\nkind = "attention"\n', "[[rule_sets]]\n")
    found = faults(text)
    table = line_with(text, '[[rule_sets]]\nfirst_day = 2025-01-01\nsource = "Verksamhetens rutin för bevakning."')
    assert (FaultCode.MISSING, "rule_sets[2].kind", table) in [(each.code, each.key, each.line) for each in found]


def test_a_missing_table_is_one_fault_and_not_one_for_each_of_its_keys() -> None:
    board = JOBBHORNET[JOBBHORNET.index("[board]") : JOBBHORNET.index("[[partners]]")]
    assert only_fault(changed(board, ""))[:2] == (FaultCode.MISSING, "board")


def test_a_service_without_an_attendance_policy_cannot_start() -> None:
    text = changed('kind = "attendance"', 'kind = "practice-annat"')
    assert only_fault(text)[:2] == (FaultCode.NO_ATTENDANCE_POLICY, "rule_sets")


@pytest.mark.parametrize("text", [JOBBHORNET, LITTLE], ids=["jobbhornet", "lilla-kontoret"])
def test_what_is_written_reads_the_same(text: str) -> None:
    model = read(text)
    assert isinstance(model, ServiceModel)
    assert read(write(model)) == model


def test_hours_of_a_weekday_are_those_that_name_it() -> None:
    little = read(LITTLE)
    assert [hours.start for hours in little.hours_on(1)] == [time(13)]
    assert list(little.hours_on(7)) == []
