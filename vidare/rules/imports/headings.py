"""Columns known by what their headings mean, in Swedish and English, however they are spelled and spaced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vidare.rules.decision import Because, Refused
from vidare.rules.imports.codes import ColumnFault, Kind, Meaning, No
from vidare.rules.imports.files import Cell

M = Meaning
# What headings say. Compared when folded: without case, accents, spaces, signs and what stands in brackets.
SYNONYMS: dict[Meaning, str] = {
    M.NUMBER: "personnummer, personnr, person nr, pers nr, persnr, pnr, p-nr, person id, personid, id-nummer, idnr, "
    "samordningsnummer, samordningsnr, samnr, person-/samordningsnummer, personnr/samordningsnr, "
    "person- och samordningsnummer, personal number, personal identity number, personal identification number, "
    "identity number, id number, national id, ssn, social security number, coordination number",
    M.NAME: "namn, hela namnet, fullständigt namn, för- och efternamn, förnamn och efternamn, förnamn efternamn, "
    "deltagare, deltagarens namn, deltagarnamn, klient, klientens namn, sökande, kund, person, "
    "mottagare, bidragstagare, biståndstagare, name, full name, participant, participant name, client, client name",
    M.FAMILY_FIRST: "efternamn och förnamn, efternamn förnamn, efternamn/förnamn, surname and first name, "
    "last name first name, last name and first name",
    M.GIVEN: "förnamn, tilltalsnamn, förnamnen, first name, firstname, given name, given names, forename",
    M.FAMILY: "efternamn, släktnamn, last name, lastname, surname, family name",
    M.BORN: "födelsedatum, född, födelsedag, föd datum, födelsedata, date of birth, birth date, birthdate, dob, born",
    M.SEX: "kön, juridiskt kön, sex, gender",
    M.LANGUAGE: "språk, modersmål, talar, förstaspråk, kontaktspråk, tolkspråk, language, mother tongue, "
    "native language",
    M.INTERPRETER: "tolk, tolkbehov, behöver tolk, tolk behövs, interpreter, needs interpreter, interpreter needed",
    M.PHONE: "telefon, telefonnummer, tel, tel nr, telnr, telefonnr, mobil, mobilnummer, mobiltelefon, mobilnr, mob, "
    "mobtel, telefon mobil, tfn, phone, phone number, telephone, telephone number, mobile, mobile phone, cell phone",
    M.EMAIL: "e-post, epost, e-postadress, mejl, mejladress, mail, mailadress, e-mail, email, e-mail address",
    M.ADDRESS: "adress, gatuadress, postadress, utdelningsadress, bostadsadress, folkbokföringsadress, gata, address, "
    "street, street address, postal address",
    M.POSTCODE: "postnummer, postnr, post nr, postal code, postcode, zip, zip code",
    M.CITY: "ort, postort, stad, bostadsort, city, town, postal town",
    M.PROTECTED: "skyddad identitet, skyddade personuppgifter, skyddad, sekretess, sekretessmarkering, "
    "sekretessmarkerad, skyddad folkbokföring, protected, protected identity",
    M.SERVICE: "verksamhet, enhet, jobbcenter, service, unit",
    M.COACH: "coach, jobbcoach, handläggare, ansvarig handläggare, ansvarig coach, arbetsmarknadssekreterare, "
    "jobbkonsulent, handledare, kontaktperson, ansvarig, case worker, caseworker, job coach, responsible",
    M.SOURCE: "hänvisad från, hänvisad av, aktualiserad av, aktualiserad från, remitterad från, remittent, "
    "hänvisare, kommer från, väg in, aktualiseringskälla, källa, anvisad från, inremitterande, referral source, "
    "referred by, referred from, source, way in",
    M.REFERRED: "aktualiserad, aktualiseringsdatum, aktualiserad datum, hänvisad, hänvisningsdatum, "
    "datum för hänvisning, remitterad, remissdatum, anmäld, anmälningsdatum, inkom, inkommen, referred, "
    "referred on, referral date",
    M.START: "startdatum, startdag, inskriven, inskrivningsdatum, inskrivningsdag, inskriven datum, från datum, "
    "from datum, från och med, från och med datum, datum från, gäller från, börjar datum, inskrivning, beviljat från, "
    "biståndsperiod från, start date, started on, enrolled, enrolled on, from date, valid from",
    M.END: "slutdatum, slutdag, avslutad, avslutsdatum, avslut, utskriven, utskrivningsdatum, till datum, tom datum, "
    "till och med, till och med datum, datum till, gäller till, beviljat till, biståndsperiod till, end date, "
    "ended on, finished, to date, valid to, until",
    M.PROGRAMME_START: "programstart, programmets start, programmets startdatum, startdatum program, program från, "
    "program från och med, program from, etableringsprogram från, etableringsprogram start, "
    "etableringsprogrammets start, "
    "startdatum etableringsprogram, start etableringsprogram, etableringsstart, första dag i programmet, "
    "programme start, programme started, programme start date, introduction programme start, programme from",
    M.PROGRAMME_END: "programslut, programmets slut, programmets slutdatum, slutdatum program, program till, "
    "program till och med, program tom, etableringsprogram till, etableringsprogram slut, etableringsprogrammets slut, "
    "slutdatum etableringsprogram, slut etableringsprogram, etableringsslut, sista dag i programmet, "
    "programme end, programme ended, programme end date, introduction programme end, programme until",
    M.FROM: "från, from, fr o m, from och med, start, börjar, starttid, klockan från, kl från, tid från, "
    "start time, starts, begins",
    M.TO: "till, t o m, tom, slut, slutar, sluttid, klockan till, kl till, tid till, to, end, end time, ends",
    M.AMOUNT: "belopp, belopp per månad, månadsbelopp, bistånd, biståndsbelopp, utbetalt, utbetalt belopp, kronor, "
    "summa, försörjningsstöd, ekonomiskt bistånd, amount, amount per month, monthly amount, support, paid",
    M.OBSTACLE: "försörjningshinder, hinder, orsak, orsak till bistånd, hinderkod, obstacle, reason for support",
    M.CHILDREN: "barn, antal barn, barn i hushållet, hemmavarande barn, children, number of children",
    M.SMALL_CHILDREN: "barn under 8, barn under 8 år, antal barn under 8 år, små barn, children under 8",
    M.WEEKDAY: "veckodag, weekday, day of week",
    M.DAY: "datum, dag, dag/datum, date, day",
    M.SPAN: "tid, klockslag, klockan, kl, tider, time, hours",
    M.ROOM: "lokal, rum, sal, plats, room, place, location",
    M.SEATS: "platser, antal platser, max antal, max, max deltagare, seats, places, capacity",
    M.ACTIVITY: "aktivitet, insats, pass, grupp, kurs, activity, session, group, course",
}  # fmt: skip
PERSONAL = frozenset({
    M.NUMBER, M.NAME, M.FAMILY_FIRST, M.GIVEN, M.FAMILY, M.BORN, M.SEX, M.LANGUAGE, M.INTERPRETER, M.PHONE, M.EMAIL,
    M.ADDRESS, M.POSTCODE, M.CITY, M.PROTECTED,
})  # fmt: skip
USED: dict[Kind, frozenset[Meaning]] = {
    Kind.PEOPLE: PERSONAL | {M.SERVICE, M.COACH, M.SOURCE, M.REFERRED, M.START, M.END, M.FROM, M.TO}
    | {M.PROGRAMME_START, M.PROGRAMME_END},
    Kind.SUPPORT: PERSONAL
    | {M.START, M.END, M.FROM, M.TO, M.AMOUNT, M.OBSTACLE, M.CHILDREN, M.SMALL_CHILDREN},
    Kind.YOUTH: PERSONAL | {M.START, M.FROM},
    Kind.SCHEDULE: frozenset({
        M.WEEKDAY, M.DAY, M.SPAN, M.FROM, M.TO, M.START, M.END, M.ROOM, M.SEATS, M.ACTIVITY, M.SERVICE,
    }),
}  # fmt: skip
SEEN_ROWS = 15  # a heading stands among the first rows, below the title and the date that somebody put there
LONGEST_HEADING = 80


def folded(text: str) -> str:
    """Letters and digits only, without case and accents; what stands in brackets left out."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text).casefold())
    return "".join(sign for sign in plain if sign.isalnum())


@lru_cache(maxsize=2000)
def known(text: str) -> str:
    """As ``folded``, for words that come again row after row: names of coaches, rooms and languages."""
    return folded(text)


_KNOWN = {folded(word): meaning for meaning, said in SYNONYMS.items() for word in said.split(", ")}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands (from 0), its heading as written, what it means, and what is told about it."""

    place: int
    heading: str
    meaning: Meaning | None = None
    told: ColumnFault | None = None

    @property
    def letter(self) -> str:
        rest, letters = self.place + 1, ""
        while rest:
            rest, one = divmod(rest - 1, 26)
            letters = chr(65 + one) + letters
        return letters


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of headings (from 1), the kind of list they make, and every column."""

    row: int
    kind: Kind
    columns: tuple[Column, ...]

    def of(self, *meanings: Meaning) -> tuple[Column, ...]:
        return tuple(one for one in self.columns if one.meaning in meanings and one.told is not ColumnFault.NOT_USED)

    def has(self, *meanings: Meaning) -> bool:
        return bool(self.of(*meanings))


def meaning_of(heading: str) -> Meaning | None:
    return _KNOWN.get(folded(heading[:LONGEST_HEADING]))


def read_headings(rows: Sequence[Sequence[Cell]], *, kind: Kind | None = None) -> Headings:
    """The row with the most columns that are known, among the first. Raises :class:`Refused` where none says enough."""
    best, number = 0, 0
    for place, row in enumerate(rows[:SEEN_ROWS], 1):
        known = len({meaning_of(cell) for cell in row if isinstance(cell, str)} - {None})
        if known > best:
            best, number = known, place
    if best < 1 or (best == 1 and len([cell for cell in rows[number - 1] if cell]) > 3):
        raise Refused([Because(No.NO_HEADING)])
    said = [str(cell).strip() if cell is not None else "" for cell in rows[number - 1]]
    meanings = [meaning_of(heading) for heading in said]
    chosen = kind or detected({meaning for meaning in meanings if meaning is not None})
    found = Headings(number, chosen, tuple(_columns(said, meanings, chosen)))
    _enough(found)
    return found


def detected(known: set[Meaning]) -> Kind:
    """A list without people but with hours is a schedule; one with amounts or obstacles is of support."""
    if not known & (PERSONAL - {M.PROTECTED}) and known & {M.ACTIVITY, M.ROOM, M.WEEKDAY, M.SPAN}:
        return Kind.SCHEDULE
    if known & {M.AMOUNT, M.OBSTACLE, M.CHILDREN, M.SMALL_CHILDREN}:
        return Kind.SUPPORT
    return Kind.PEOPLE


def _columns(said: list[str], meanings: list[Meaning | None], kind: Kind) -> list[Column]:
    seen: set[Meaning] = set()
    columns = []
    for place, (heading, meaning) in enumerate(zip(said, meanings, strict=True)):
        if not heading:
            continue
        told = None
        if meaning is None:
            told = ColumnFault.UNKNOWN
        elif meaning not in USED[kind]:
            told = ColumnFault.NOT_USED
        elif meaning in seen:
            told = ColumnFault.TWICE
        else:
            seen.add(meaning)
        columns.append(Column(place, heading[:LONGEST_HEADING], meaning, told))
    return columns


def _enough(found: Headings) -> None:
    """What a list of its kind cannot do without. Raises :class:`Refused` with everything that lacks."""
    lacks = []
    if found.kind is Kind.SCHEDULE:
        if not (found.has(M.SPAN) or found.has(M.FROM)) or not found.has(M.WEEKDAY, M.DAY) or not found.has(M.ACTIVITY):
            lacks.append(Because(No.LACKS_HOURS))
    elif not found.has(M.NAME, M.FAMILY_FIRST, M.GIVEN, M.FAMILY):
        lacks.append(Because(No.LACKS_NAME))
    if found.kind is Kind.SUPPORT and not found.has(M.START, M.FROM):
        lacks.append(Because(No.LACKS_START))
    if lacks:
        raise Refused(lacks)
