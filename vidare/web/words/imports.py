"""Words of lists that are taken in: what they hold, what is wrong in a row, and why a row stays."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.imports import ColumnFault, Fault, Kept, Kind, Meaning, No, RowState, State

WORDS = {
    No.EMPTY: _("The file is empty."),
    No.TOO_LARGE: _(
        "The file is too large. It may be %(megabytes)s megabytes at most: divide it, or take away pictures."
    ),
    No.TOO_MANY_ROWS: _("The list has too many rows. Divide it into lists of at most %(most)s rows."),
    No.TOO_WIDE: _("The list has too many columns. Keep at most %(most)s."),
    No.SWELLS: _("The file unpacks to far more than a list, and was not opened."),
    No.NOT_A_LIST: _("This is not a list that can be read. Save it as an Excel workbook (.xlsx) or as CSV."),
    No.OLD_EXCEL: _(
        "This is a file of an old Excel, or one with a password. Save it as an Excel workbook (.xlsx) "
        "without a password."
    ),
    No.LOCKED: _("The file has a password. Save it without one."),
    No.NO_SUCH_SHEET: _("There is no such sheet in the file. It has: %(sheets)s."),
    No.WHICH_SHEET: _("Several sheets have rows. Say which one: %(sheets)s."),
    No.NO_HEADING: _(
        "No heading is known. The list needs a row with headings, for example Personnummer, Förnamn, Efternamn."
    ),
    No.NO_ROWS: _("There are headings, but no rows below them."),
    No.LACKS_NAME: _("No column with names was found. Give it the heading Namn, or Förnamn and Efternamn."),
    No.LACKS_START: _("No column says from when. Give it the heading Startdatum."),
    No.LACKS_HOURS: _("A schedule needs columns for the day, the time and the activity."),
    No.TAKEN_IN_BEFORE: _("This very file was taken in on %(day)s. Undo that import first, or mend the list."),
    No.MOVE: _("That cannot be done with the list any more. Look at where it stands."),
    No.NOTHING_READY: _("No row can be taken in. Mend the list and bring it again."),
    Fault.NAME_MISSING: _("The name is missing."),
    Fault.NUMBER_SHORTENED: _(
        "Excel has shortened the identity number, so that digits are lost. Make the column text in "
        "Excel and write the number again."
    ),
    Fault.NUMBER_RESERVE: _("This is a reserve number, not an identity number."),
    Fault.NUMBER_ONLY_BIRTH: _("Only the birth date is there; it is kept as such, without a number."),
    Fault.NUMBER_LEFT_OUT: _("The number is left out; the rest of the row can be taken in."),
    Fault.DAY: _("This is not a date. Write it as 2026-11-24."),
    Fault.CLOCK: _("This is not a time. Write it as 9.00 or 13.30."),
    Fault.CLOCK_MISSING: _("From when or until when is missing."),
    Fault.DAY_MISSING: _("Neither a date nor a weekday is there."),
    Fault.WEEKDAY: _("This is not a weekday."),
    Fault.LANGUAGE: _("The language is not known here; Swedish is kept."),
    Fault.YES_OR_NO: _("Write yes or no."),
    Fault.SEX: _("Write woman or man, or leave it empty."),
    Fault.WHOLE: _("Write a whole number."),
    Fault.AMOUNT: _("This is not an amount. Write it as 4500 or 4500,50."),
    Fault.TOO_LONG: _("The text is too long. It can have %(most)s signs."),
    Fault.HIDDEN_SIGNS: _("There are hidden signs in the text. Write it by hand instead."),
    Fault.SERVICE: _("There is no such service where you can take in lists."),
    Fault.COACH: _(
        "No coach here has that name. The coach who carries least gets the person, or you choose one afterwards."
    ),
    Fault.COACH_SEVERAL: _("Several coaches have that name. Write the user name instead."),
    Fault.COACH_WITHOUT_START: _("Without a start day the person waits to be taken in, and the coach is chosen then."),
    Fault.SOURCE: _("How the person came is not known here; what you chose for the list is kept."),
    Fault.SOURCE_CLOSED: _("Nobody comes to this service that way; what you chose for the list is kept."),
    Fault.SOURCE_WITHOUT_DAY: _("How the person came is kept only with the day of coming, and that is missing."),
    Fault.START_TO_COME: _("The start day is to come (%(day)s). Take in the person when it has been."),
    Fault.START_BEFORE_SERVICE: _("The start day is before the service opened (%(day)s)."),
    Fault.START_MISSING: _("The day it starts is missing or cannot be read."),
    Fault.REFERRED_TO_COME: _("The day of coming is to come (%(day)s); it is left out."),
    Fault.REFERRED_AFTER_START: _("The day of coming is after the start day; it is left out."),
    Fault.ENDED: _("The person has left (%(day)s). Only those who take part are taken in."),
    Fault.ENDS_BEFORE_START: _("It ends before it starts."),
    Fault.PROGRAMME_START_MISSING: _("The programme's last day says nothing without its first; it is left out."),
    Fault.PROGRAMME_LEFT_OUT: _("The days of the programme are left out; the rest of the row is taken in."),
    Fault.OBSTACLE: _("The reason for support is not known here; it is left out."),
    Fault.PROTECTED_WITHOUT_COACH: _(
        "A person with protected identity needs a coach who may see them. Write one in the list, or "
        "register the person by hand."
    ),
    Fault.PROTECTED_BY_HAND: _(
        "A person with protected identity is not taken in with a list of support. Register it by hand."
    ),
    Fault.NUMBER_MISSING: _("The number has to be right before support is tied to it."),
    Fault.ROOM: _("There is no such room in the service."),
    Fault.ACTIVITY: _("There is no such activity in the service."),
    Fault.ACTIVITY_MISSING: _("What is done is missing."),
    Fault.MORE_SEATS_THAN_ROOM: _("The room has only %(most)s seats; so many are kept."),
    Fault.HOUR_PASSED: _("The day has been (%(day)s)."),
    Fault.HOUR_ENDS_FIRST: _("It ends before it starts."),
    Fault.NO_DAYS_LEFT: _("There is no such day left in the period."),
    Fault.HOLIDAYS: _("Public holidays are left out: %(count)s."),
    Fault.SAME_ROOM: _("The room is taken at that time by row %(row)s."),
    Fault.REPEAT: _("The same as row %(row)s; it is taken in once."),
    Fault.FILLS_IN: _("Fills in what row %(row)s lacks."),
    Fault.OTHER_THAN: _("Says something else than row %(row)s, which stands."),
    Fault.OTHER_NAME: _("Has the same number as row %(row)s, but another name. One of them is wrong."),
    Fault.NEAR_NUMBER: _("The number is one digit away from that of row %(row)s. Is it the same person?"),
    Fault.OVERLAPS: _("Overlaps the period of row %(row)s."),
    Fault.HERE: _("Is here already, and gets no second file."),
    Fault.LOOKS_LIKE: _(
        "Looks like somebody who is here. It becomes a link case: you say whether it is the same person."
    ),
}
COLUMN_WORDS = {
    ColumnFault.UNKNOWN: _("Not known: it is left alone"),
    ColumnFault.TWICE: _("Means the same as another column: it is read where that one is empty"),
    ColumnFault.NOT_USED: _("Not used in such a list: it is left alone"),
}
KIND_WORDS = {
    Kind.PEOPLE: _("Participants"),
    Kind.SUPPORT: _("Recipients of support"),
    Kind.SCHEDULE: _("Schedule"),
    Kind.YOUTH: _("The register of the young"),
}
STATE_WORDS = {
    State.READ: _("Read, waits for you to confirm"),
    State.TAKING_IN: _("Is being taken in"),
    State.DONE: _("Taken in"),
    State.DROPPED: _("Dropped"),
    State.UNDOING: _("Is being undone"),
    State.UNDONE: _("Undone"),
}
ROW_WORDS = {
    RowState.READY: _("Can be taken in"),
    RowState.HELD_BACK: _("Held back"),
    RowState.REPEAT: _("Said twice"),
    RowState.MADE: _("Are taken in"),
    RowState.KNOWN: _("Here already"),
    RowState.REFUSED: _("Not taken in"),
    RowState.UNDONE: _("Are undone"),
    RowState.KEPT: _("Stays"),
}
KEPT_WORDS = {
    Kept.CONTACT: _("Somebody has changed the person's name, contact or protection."),
    Kept.PROTECTION: _("Somebody has been named for the person's protected identity."),
    Kept.DOOR: _("The person has a code or a card for the door."),
    Kept.LOG_IN: _("The person has a log-in."),
    Kept.WAY: _("Somebody has changed the participation: coach, pause, or how it began."),
    Kept.OTHER_WAY: _("The person has come another way too."),
    Kept.MEETING: _("A meeting is booked or has been held."),
    Kept.NOTE: _("Somebody has written a note."),
    Kept.NEEDS: _("A mapping has been made."),
    Kept.PLAN: _("A plan has been begun."),
    Kept.BOOKING: _("Hours are booked, or attendance is noted."),
    Kept.ABSENCE: _("An absence is being dealt with."),
    Kept.ASSIGNMENT: _("The board has an assignment."),
    Kept.PLACEMENT: _("A placement has been proposed or runs."),
    Kept.DISCLOSURE: _("Something has been disclosed."),
    Kept.MESSAGE: _("Something has been sent to the person."),
    Kept.OUTCOME: _("An exit, a follow-up or an occupation is noted."),
    Kept.SUPPORT: _("Support has been registered or changed afterwards."),
    Kept.LINK: _("Named staff have settled, or are to settle, whether it is the same person as another."),
    Kept.HOUR_BOOKED: _("Somebody is booked."),
    Kept.HOUR_CHANGED: _("The hour has been cancelled."),
    Kept.OTHER: _("Somebody has worked on it."),
}
MEANING_WORDS = {
    Meaning.NUMBER: _("identity number"),
    Meaning.NAME: _("name"),
    Meaning.FAMILY_FIRST: _("family name, given name"),
    Meaning.GIVEN: _("given name"),
    Meaning.FAMILY: _("family name"),
    Meaning.BORN: _("birth date"),
    Meaning.SEX: _("sex"),
    Meaning.LANGUAGE: _("language"),
    Meaning.INTERPRETER: _("interpreter"),
    Meaning.PHONE: _("telephone"),
    Meaning.EMAIL: _("e-mail"),
    Meaning.ADDRESS: _("address"),
    Meaning.POSTCODE: _("postcode"),
    Meaning.CITY: _("town"),
    Meaning.PROTECTED: _("protected identity"),
    Meaning.SERVICE: _("service"),
    Meaning.COACH: _("coach"),
    Meaning.SOURCE: _("how the person came"),
    Meaning.REFERRED: _("day of coming"),
    Meaning.START: _("first day"),
    Meaning.END: _("last day"),
    Meaning.PROGRAMME_START: _("first day of the programme"),
    Meaning.PROGRAMME_END: _("last day of the programme"),
    Meaning.FROM: _("from"),
    Meaning.TO: _("until"),
    Meaning.AMOUNT: _("amount a month"),
    Meaning.OBSTACLE: _("reason for support"),
    Meaning.CHILDREN: _("children"),
    Meaning.SMALL_CHILDREN: _("children under 8"),
    Meaning.WEEKDAY: _("weekday"),
    Meaning.DAY: _("date or weekday"),
    Meaning.SPAN: _("from and until"),
    Meaning.ROOM: _("room"),
    Meaning.SEATS: _("seats"),
    Meaning.ACTIVITY: _("activity"),
}
