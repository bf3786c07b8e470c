"""Who a row is about: the number, the names, the language and the way in, out of what somebody wrote."""

from __future__ import annotations

import re
from datetime import date

from vidare.rules.decision import Refused
from vidare.rules.identity import IdentityNumber, Sex, read_number
from vidare.rules.imports.cells import digits_of, refuse, text_of
from vidare.rules.imports.codes import Fault
from vidare.rules.imports.files import Cell
from vidare.rules.imports.headings import folded, known
from vidare.rules.referrals import WayIn

_ONLY_BIRTH = re.compile(r"(\d{8})[- ]?(?:0000|[xX*?]{4}|-)?")
_RESERVE = re.compile(r"\d{6,8}[-+ ]?(?:[A-Za-zÅÄÖåäö]{1,2}\d{2,3}|\d?[A-Za-zÅÄÖåäö]\d{2,3})")


def number_of(cell: Cell, *, on: date) -> IdentityNumber | date | None:
    """The identity number, or the birth date where no more than that was written; nothing for nothing.

    Excel keeps a number of digits only as a number: the zeros it began with are lost, and are put back here when the
    digits then fit together. Raises :class:`Refused`.
    """
    text = digits_of(text_of(cell)).strip()
    if not text or folded(text) in {"saknas", "inget", "ingen", "none", "okant", "okand", "unknown", "nej"}:
        return None
    if re.fullmatch(r"\d+([.,]\d+)?[eE]\+?\d+", text):
        raise refuse(Fault.NUMBER_SHORTENED)
    if _RESERVE.fullmatch(text):
        raise refuse(Fault.NUMBER_RESERVE)
    if (found := _ONLY_BIRTH.fullmatch(text)) and (born := _birth(found[1])) is not None:
        return born
    if re.fullmatch(r"\d+", text) and 7 <= len(text) <= 9:
        try:
            return read_number(text.zfill(10), on=on)
        except Refused:
            pass  # zeros do not make a number of it: what is told below is of the digits that were written
    return read_number(re.sub(r"\.0$", "", text), on=on)


def _birth(eight: str) -> date | None:
    try:
        born = date(int(eight[:4]), int(eight[4:6]), int(eight[6:]))
    except ValueError:
        return None
    return born if 1900 <= born.year <= 2100 else None


def near_numbers(cell: Cell, *, on: date) -> tuple[str, ...]:
    """The numbers that fit together and differ in one digit from what was written, which does not."""
    digits = "".join(sign for sign in digits_of(text_of(cell)) if sign.isdigit())
    if len(digits) not in {10, 12}:
        return ()
    found: set[str] = set()
    for place in range(len(digits) - 10, len(digits)):
        for digit in "0123456789":
            if digit != digits[place]:
                try:
                    found.add(read_number(digits[:place] + digit + digits[place + 1 :], on=on).twelve)
                except Refused:
                    continue
    return tuple(sorted(found))


PARTICLES = {
    "von",
    "van",
    "de",
    "da",
    "dos",
    "di",
    "del",
    "af",
    "al",
    "el",
    "bin",
    "ben",
    "abu",
    "ibn",
    "la",
    "le",
    "der",
}


def names_of(text: str, *, family_first: bool) -> tuple[str, str]:
    """Given and family name of one cell. A comma parts the family name from what follows; else the last word is it."""
    before, comma, after = (part.strip() for part in text.partition(","))
    if comma:
        return (after, before) if after else ("", before)
    words = text.split()
    if len(words) < 2:
        return text, ""
    if family_first:
        return " ".join(words[1:]), words[0]
    place = len(words) - 1
    while place > 1 and words[place - 1].casefold() in PARTICLES:
        place -= 1
    return " ".join(words[:place]), " ".join(words[place:])


def phone_text(cell: Cell) -> str:
    """As written; a number that Excel has taken the first zero from gets it back."""
    text = digits_of(text_of(cell)).strip()
    if re.fullmatch(r"[1-9]\d{6,8}", text):
        return "0" + text
    if re.fullmatch(r"46[1-9]\d{7,8}", text):
        return "+" + text
    return text


SPOKEN = {
    "sv": "svenska, swedish",
    "en": "engelska, english",
    "ar": "arabiska, arabic, العربية",
    "so": "somaliska, somali, soomaali",
    "ti": "tigrinska, tigrinja, tigrinya, ትግርኛ",
    "fa": "persiska, farsi, persian, فارسی",
    "prs": "dari, دری",
    "ps": "pashto, pashtu, pastu, پښتو",
    "ku": "kurdiska, kurmanji, kurmandji, nordkurdiska, kurdish",
    "ckb": "sorani, centralkurdiska, kurdiska sorani",
    "uk": "ukrainska, ukrainian, українська",
    "ru": "ryska, russian, русский",
    "tr": "turkiska, turkish, türkçe",
    "bs": "bosniska, kroatiska, serbiska, bks, bosanski, hrvatski, srpski, bosnian, croatian, serbian",
    "sq": "albanska, albanian, shqip",
    "pl": "polska, polish, polski",
    "ro": "rumänska, romanian, română",
    "es": "spanska, spanish, español",
    "fr": "franska, french, français",
    "pt": "portugisiska, portuguese, português",
    "am": "amhariska, amharic, አማርኛ",
    "sw": "swahili, kiswahili",
    "th": "thailändska, thai, ไทย",
    "vi": "vietnamesiska, vietnamese",
    "zh": "kinesiska, mandarin, chinese, 中文",
}
_LANGUAGES = {folded(name): code for code, names in SPOKEN.items() for name in [code, *names.split(", ")]}


def language_of(cell: Cell) -> str:
    """The code of a language written by its name or its code; the first of several. Raises :class:`Refused`."""
    first = re.split(r"[,/;&]| och | and ", text_of(cell))[0]
    if not known(first):
        return ""
    found = _LANGUAGES.get(known(first))
    if found is None:
        raise refuse(Fault.LANGUAGE)
    return found


_SEXES = {
    **dict.fromkeys(["kvinna", "k", "woman", "female", "f", "w", "flicka"], Sex.WOMAN),
    **dict.fromkeys(["man", "m", "male", "pojke"], Sex.MAN),
    **dict.fromkeys(["", "okand", "okant", "unknown", "annat", "other"], Sex.UNKNOWN),
}


def sex_of(cell: Cell) -> Sex:
    text = known(text_of(cell))
    if text not in _SEXES:
        raise refuse(Fault.SEX)
    return _SEXES[text]


_WAYS = {
    WayIn.SOCIAL_SERVICES: "socialtjänst|försörjningsstöd|ekonomiskt bistånd|ekonomisktbistand|ifo|socialsekr|soc|"
    "socialkontor|bistånd|social services",
    WayIn.EMPLOYMENT_SERVICE: "arbetsförmedling|af|employment service|public employment",
    WayIn.OWN_INITIATIVE: "själv|egen|eget initiativ|egen ansökan|own|self",
    WayIn.WALK_IN: "drop in|dropin|spontan|besök|öppen dörr|walk in|walkin",
    WayIn.INVITATION: "inbjud|invit|förening|företag",
}


def way_of(cell: Cell) -> WayIn | None:
    """How somebody came, by what the office calls it. Raises :class:`Refused` for what is not known."""
    text = known(text_of(cell))
    if not text:
        return None
    for way, said in _WAYS.items():
        if text == known(way.value) or any(
            text == word if len(word) < 4 else word in text for word in map(known, said.split("|"))
        ):
            return way
    raise refuse(Fault.SOURCE)


_OBSTACLES = {
    "introduction-benefit": "etableringsersattning",
    "sickness-benefit": "sjukersattning|aktivitetsersattning",
    "pension": "pension|aldreforsorjning",
    "works-full-time": "arbetarheltid",
    "none": "ingethinder|ingetforsorjningshinder",
    "unemployed-language": "sprak|sfi|otillrackligsvenska",
    "unemployed": "arbetslos|unemployed",
    "works-too-little": "arbetardeltid|deltid|otillrackliginkomst|lag inkomst|workstoolittle|parttime",
    "studies": "stud",
    "ill": "sjuk|ohalsa|ill|sick",
    "parental-leave": "foraldraledig|foraldrapenning|parental",
    "social-reasons": "sociala|social",
}


def obstacle_of(cell: Cell) -> str:
    """The code of what stands in the way of supporting oneself (Kolada N31858–N31868, grouped)."""
    text = known(text_of(cell))
    if not text:
        return ""
    for code, said in _OBSTACLES.items():
        if text == known(code) or any(known(word) in text for word in said.split("|")):
            return code
    raise refuse(Fault.OBSTACLE)
