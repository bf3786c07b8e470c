"""Whole lists, as bad as they come: what is read, what is told, what is held back."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from vidare.rules.decision import Refused
from vidare.rules.identity import Fault as Wrong
from vidare.rules.imports import (
    Chosen,
    ColumnFault,
    Fault,
    Kind,
    Line,
    Meaning,
    Named,
    No,
    Place,
    Read,
    RowState,
    files,
    read_list,
)
from vidare.rules.imports.files import read_sheet
from vidare.rules.imports.headings import SYNONYMS, folded, meaning_of, read_headings
from vidare.rules.referrals import WayIn

ON = date(2026, 11, 24)
WORST = (Path(__file__).parents[2] / "cases/list-in-the-worst-shape.csv").read_bytes()
PLACES = {
    1: Place(
        1, ("Jobbhörnet", "jobbhornet"), date(2025, 1, 1), (WayIn.SOCIAL_SERVICES, WayIn.EMPLOYMENT_SERVICE),
        (Named(7, ("Coach Testsson", "coach")), Named(8, ("Kim Ek", "kim")), Named(9, ("Kim Ek", "kim2"))),
        (Named(3, ("Jobbverkstaden", "jobbverkstaden")),), {3: 18},
        (Named(4, ("Jobbverkstaden", "jobbverkstaden")), Named(5, ("Språkcafé", "sprakcafe"))),
    )
}  # fmt: skip
CHOSEN = Chosen(1, WayIn.SOCIAL_SERVICES)


def read(content: bytes, chosen: Chosen = CHOSEN) -> Read:
    return read_list(content, places=PLACES, chosen=chosen, on=ON)


def csv_of(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\n".join(rows).encode(encoding)


def workbook(*rows: list[object], sheets: tuple[str, ...] = ("Blad1",)) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"})
    for name in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


def refused(content: bytes, chosen: Chosen = CHOSEN) -> list[str]:
    with pytest.raises(Refused) as why:
        read(content, chosen)
    return [because.code for because in why.value.reasons]


def codes(line: Line) -> set[object]:
    return {found.code for found in line.found}


def test_a_list_in_the_worst_shape_is_read_row_by_row() -> None:
    found = read(WORST)
    rows = {line.number: line for line in found.lines}
    assert (found.sheet.encoding, found.sheet.separator, found.headings.row, found.kind) == ("cp1252", ";", 4, "people")
    assert sorted(rows) == [5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18], "an empty row is no row"
    first = rows[5].said
    assert (first["given"], first["family"], first["number"]) == ("Amina", "Warsame", "199001010017")
    assert (first["language"], first["coach"], first["start"]) == ("so", "7", "2026-09-01")
    assert (first["referred"], first["way"]) == ("2026-08-20", "social-services")
    assert (rows[6].said["given"], rows[6].said["family"], rows[6].said["phone"]) == ("Åsa", "Öberg", "+46701740636")
    assert rows[6].said["start"] == "2026-09-24"
    assert codes(rows[7]) == {Wrong.EMAIL, Fault.COACH} and rows[7].state is RowState.READY
    assert (rows[8].said["number"], rows[8].said["start"], rows[8].said["given"]) == (
        "200501010011", "2026-10-05", "Linh",
    )  # fmt: skip
    assert rows[9].state is RowState.REPEAT and codes(rows[9]) == {Fault.REPEAT, Fault.OTHER_THAN}
    assert {rows[10].state, rows[11].state} == {RowState.HELD_BACK} and Fault.OTHER_NAME in codes(rows[10])
    assert {Wrong.NUMBER_CHECK_DIGIT, Fault.NUMBER_LEFT_OUT, Fault.NEAR_NUMBER} <= codes(rows[12])
    assert rows[12].state is RowState.READY and "number" not in rows[12].said
    assert codes(rows[13]) == {Fault.NAME_MISSING} and rows[13].state is RowState.HELD_BACK
    assert rows[15].said["given"].startswith("=HYPERLINK") and Fault.LANGUAGE in codes(rows[15])
    assert rows[16].said["protected"] == "True" and rows[16].state is RowState.READY
    assert codes(rows[18]) == {Fault.START_TO_COME, Fault.SOURCE} and rows[18].state is RowState.HELD_BACK
    assert [(one.letter, one.heading, one.told) for one in found.headings.columns if one.told] == [
        ("L", "Skostorlek", ColumnFault.UNKNOWN)
    ]


def test_a_list_of_excel_with_dates_and_numbers_as_excel_keeps_them() -> None:
    found = read(
        workbook(
            ["Personnummer", "Förnamn", "Efternamn", "Telefon", "Startdatum"],
            [199001010017, "Amina", "Warsame", 701740635, datetime(2026, 9, 1)],
            [501010011, "Linh", "Nguyen", None, 46300],
        )
    )
    one, other = found.lines
    assert (one.said["number"], one.said["phone"], one.said["start"]) == ("199001010017", "+46701740635", "2026-09-01")
    assert (other.said["number"], other.said["start"]) == ("200501010011", "2026-10-05")
    assert not one.found and not other.found


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_read_with_any_separator_and_encoding(separator: str, encoding: str) -> None:
    rows = [["Förnamn", "Efternamn", "Språk"], ["Åsa", "Öberg", "svenska"]]
    found = read(csv_of(*(separator.join(row) for row in rows), encoding=encoding))
    assert (found.lines[0].said["given"], found.lines[0].said["family"]) == ("Åsa", "Öberg")


def test_headings_are_known_in_both_languages_and_no_word_means_two_things() -> None:
    for heading, meaning in (
        ("PERSON-NR.", Meaning.NUMBER),
        ("Social security number", Meaning.NUMBER),
        ("E - post", Meaning.EMAIL),
        ("förnamn ", Meaning.GIVEN),
        ("Fornamn", Meaning.GIVEN),
        ("Fr.o.m.", Meaning.FROM),
        ("Skostorlek", None),
    ):
        assert meaning_of(heading) is meaning
    said = [(folded(word), meaning) for meaning, words in SYNONYMS.items() for word in words.split(", ")]
    assert len(dict(said)) == len(set(said))


def test_two_columns_of_one_meaning_are_told_and_the_second_fills_in() -> None:
    found = read(csv_of("Namn;Telefon;Mobil", "Amina Warsame;;070-174 06 35"))
    assert [one.told for one in found.headings.columns] == [None, None, ColumnFault.TWICE]
    assert found.lines[0].said["phone"] == "+46701740635"


def test_half_a_row_is_filled_in_by_the_other_half() -> None:
    found = read(
        csv_of(
            "Namn;Personnummer;Telefon", "Amina Warsame;900101-0017;", "Amina Ali Warsame;19900101-0017;070-174 06 35"
        )
    )
    assert found.lines[0].said["phone"] == "+46701740635"
    assert codes(found.lines[1]) == {Fault.FILLS_IN, Fault.REPEAT}


def test_somebody_protected_needs_a_coach_who_may_see_them() -> None:
    found = read(csv_of("Namn;Skyddad identitet;Handläggare", "A B;ja;", "C D;okänt;", "E F;nej;", "G H;ja;coach"))
    assert [Fault.PROTECTED_WITHOUT_COACH in codes(line) for line in found.lines] == [True, True, False, False]


def test_two_coaches_with_one_name_are_not_guessed_between() -> None:
    found = read(csv_of("Namn;Coach", "Amina Warsame;Kim Ek", "Omar Haddad;kim2"))
    assert codes(found.lines[0]) == {Fault.COACH_SEVERAL} and "coach" not in found.lines[0].said
    assert found.lines[1].said["coach"] == "9"


def test_who_has_left_is_not_taken_in_as_somebody_who_takes_part() -> None:
    found = read(csv_of("Namn;Inskriven;Avslutad", "Amina Warsame;2026-01-10;2026-06-30"))
    assert found.lines[0].state is RowState.HELD_BACK and codes(found.lines[0]) == {Fault.ENDED}


def test_a_list_of_recipients_is_known_by_its_amounts() -> None:
    found = read(
        csv_of(
            "Personnr;Namn;Fr.o.m.;T.o.m.;Belopp;Försörjningshinder;Antal barn",
            "900101-0017;Amina Warsame;1/10 2026;;4 500 kr;Arbetslös;2",
            "900101-0017;Amina Warsame;2026-01-01;2026-03-31;4000;Sjuk;2",
            "900101-0017;Amina Warsame;2026-02-01;2026-02-28;4000;;",
            "19780707-1119;Mats Ek;2026-10-01;;100;;",
            "19850412-2394;Åsa Öberg;2026-10-01;2026-09-01;100;;",
        )
    )
    assert found.kind is Kind.SUPPORT
    assert [line.number for line in found.lines] == [3, 4, 2, 5, 6], "the oldest spell first, as spells are kept"
    by_row = {line.number: line for line in found.lines}
    assert (by_row[2].said["ore"], by_row[2].said["obstacle"], by_row[2].said["children"]) == (
        "450000",
        "unemployed",
        "2",
    )
    assert [by_row[row].state for row in (2, 3, 4, 5, 6)] == ["ready", "ready", "held-back", "held-back", "held-back"]
    assert Fault.OVERLAPS in codes(by_row[4]) and Fault.NUMBER_MISSING in codes(by_row[5])


def test_a_list_of_recipients_with_half_its_columns_is_refused_with_all_that_lacks() -> None:
    for headings, lacks in (
        ("Namn;Belopp;Försörjningshinder", [No.LACKS_START]),
        ("Personnr;Belopp;Försörjningshinder", [No.LACKS_NAME, No.LACKS_START]),
    ):
        with pytest.raises(Refused) as refused:
            read(csv_of(headings, "900101-0017;4500;Arbetslös"))
        assert [because.code for because in refused.value.reasons] == lacks


def test_a_schedule_is_known_by_its_hours_and_laid_out_day_by_day() -> None:
    found = read(
        csv_of(
            "Dag;Tid;Lokal;Platser;Aktivitet;Startdatum;Slutdatum",
            "Måndag;9-11;Jobbverkstaden;20;Jobbverkstaden;2026-12-01;2026-12-31",
            "2026-12-01;13.00-15.00;;10;Språkcafé;;",
            "måndag;10-12;Jobbverkstaden;;Språkcafé;2026-12-01;2026-12-31",
            "2026-10-01;9-11;;;Språkcafé;;",
            "tisdag;11-9;Källaren;;Simning;;",
        )
    )
    assert found.kind is Kind.SCHEDULE
    one, dated, clash, passed, wrong = found.lines
    assert one.said["days"] == "2026-12-07 2026-12-14 2026-12-21 2026-12-28"
    assert (one.said["seats"], codes(one)) == ("18", {Fault.MORE_SEATS_THAN_ROOM})
    assert (dated.said["days"], dated.said["starts"], dated.said["seats"]) == ("2026-12-01", "13:00", "10")
    assert Fault.SAME_ROOM in codes(clash) and Fault.HOUR_PASSED in codes(passed)
    assert {Fault.HOUR_ENDS_FIRST, Fault.ROOM, Fault.ACTIVITY} <= codes(wrong)


def test_no_hour_is_laid_out_on_a_holiday() -> None:
    found = read(csv_of("Veckodag;Från;Till;Aktivitet;Slutdatum", "torsdag;9;11;Språkcafé;2026-12-31"))
    assert "2026-12-24" not in found.lines[0].said["days"] and Fault.HOLIDAYS in codes(found.lines[0])


def bomb(where: str = "XFD1048576") -> bytes:
    """A file of Excel with one cell, as far out as Excel has cells."""
    made, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook(["Namn"], ["Amina"])))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b'r="A2"', f'r="{where}"'.encode())
            packed.writestr(name, text)
    return made.getvalue()


def swollen() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "x")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)
    return made.getvalue()


def test_what_is_no_list_is_refused_before_it_is_unpacked() -> None:
    assert refused(b"") == refused(b" \r\n") == [No.EMPTY]
    assert refused(b"%PDF-1.7\n...") == refused(b"PK\x03\x04 not a workbook") == refused(b"\x00\x01") == [No.NOT_A_LIST]
    assert refused(b"\xd0\xcf\x11\xe0 old") == [No.OLD_EXCEL]
    assert refused(bomb()) == [No.TOO_MANY_ROWS] and refused(bomb("XFD2")) == [No.TOO_WIDE]
    assert refused(b"x" * 10_000_001) == [No.TOO_LARGE]
    assert refused(csv_of("Namn", *["Amina"] * 200_000)) == [No.TOO_MANY_ROWS]
    assert refused(csv_of("Skor;Hattar", "38;52")) == [No.NO_HEADING]
    assert refused(csv_of("Personnummer;Telefon", "900101-0017;0701")) == [No.LACKS_NAME]
    assert refused(csv_of("Namn;Belopp", "Amina;100")) == [No.LACKS_START]
    assert refused(csv_of("Aktivitet;Lokal", "Språkcafé;Källaren")) == [No.LACKS_HOURS]
    assert refused(csv_of("Namn;Telefon")) == [No.NO_ROWS]


def test_a_workbook_that_was_written_over_is_no_list() -> None:
    whole = workbook(["Namn"], *[[f"Person {number}"] for number in range(400)])
    packed = zipfile.ZipFile(io.BytesIO(whole)).getinfo("xl/worksheets/sheet1.xml")
    begins = packed.header_offset + 30 + len(packed.filename)
    for at in (begins, begins + packed.compress_size // 2, begins + packed.compress_size - 4):
        assert refused(whole[:at] + b"\xff" * 8 + whole[at + 8 :]) == [No.NOT_A_LIST]


def test_a_file_that_unpacks_to_far_more_than_a_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 1_000_000)
    assert refused(swollen()) == [No.SWELLS]


def test_of_several_sheets_one_is_chosen() -> None:
    several = workbook(["Namn"], ["Amina Warsame"], sheets=("Våren", "Hösten"))
    assert refused(several) == [No.WHICH_SHEET]
    assert read(several, Chosen(1, WayIn.SOCIAL_SERVICES, sheet="Hösten")).sheet.name == "Hösten"
    assert refused(several, Chosen(1, WayIn.SOCIAL_SERVICES, sheet="Vintern")) == [No.NO_SUCH_SHEET]
    assert read_sheet(several, sheet="Våren").sheets == ("Våren", "Hösten")


def test_a_kind_that_is_chosen_goes_before_what_the_headings_suggest() -> None:
    rows = csv_of("Namn;Startdatum;Belopp", "Amina Warsame;2026-10-01;100")
    assert read(rows).kind is Kind.SUPPORT
    found = read(rows, Chosen(1, WayIn.SOCIAL_SERVICES, kind=Kind.PEOPLE))
    assert found.kind is Kind.PEOPLE
    assert read_headings(read_sheet(rows).rows, kind=Kind.PEOPLE).columns[2].told is ColumnFault.NOT_USED
