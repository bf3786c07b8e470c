"""Words about who somebody is, and what is wrong with what was written."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vidare.rules.identity import Fault, Likeness, NumberKind, Origin, Protection, SearchBy, Sex

WORDS = {
    NumberKind.PERSONNUMMER: _("Personal identity number"),
    NumberKind.SAMORDNINGSNUMMER: _("Coordination number"),
    NumberKind.NONE: _("No number"),
    Protection.OPEN: _("The register has been asked: no protection"),
    Protection.PROTECTED: _("Protected identity"),
    Protection.UNKNOWN: _("Not checked yet"),
    Likeness.SAME_NUMBER: _("The same number"),
    Likeness.NEAR_NUMBER: _("One digit of the number differs"),
    Likeness.SAME_NAME: _("The same name and birth date"),
    Likeness.SAME_PHONE: _("The same telephone number"),
    SearchBy.NAME: _("Name"),
    SearchBy.NUMBER: _("Identity number"),
    SearchBy.CASE: _("Case"),
    Fault.NUMBER_EMPTY: _("Write the identity number."),
    Fault.NUMBER_SIGNS: _("An identity number has only digits and a hyphen. Write it as 19900101-0017."),
    Fault.NUMBER_TOO_LONG: _("The identity number is too long. It has 10 or 12 digits."),
    Fault.NUMBER_TOO_SHORT: _("A digit is missing. The identity number has 10 or 12 digits."),
    Fault.NUMBER_NO_SUCH_DATE: _("The identity number begins with a day that does not exist. Check the first digits."),
    Fault.NUMBER_NOT_BORN_YET: _("The identity number begins with a day to come. Check the year."),
    Fault.NUMBER_TOO_OLD: _("Nobody alive was born that year. Check the first four digits of the identity number."),
    Fault.NUMBER_CHECK_DIGIT: _("The digits do not fit together. Check the identity number digit by digit."),
    Fault.BORN_IN_FUTURE: _("The birth date is a day to come. Check the year."),
    Fault.BORN_TOO_LONG_AGO: _("Nobody alive was born that day. Check the year of birth."),
    Fault.BORN_NOT_AS_NUMBER: _("The birth date is another than in the identity number. Check both."),
    Fault.PROTECTED_BY_NOBODY: _("Choose who may see a person with protected identity, and say why."),
    Fault.SEARCH_TOO_SHORT: _("Write at least two letters of the name, an identity number or a case number."),
    Fault.NO_CODE_LEFT: _("No free code was found. Ask the administrator to end old codes."),
}

SEX_WORDS = {Sex.WOMAN: _("Woman"), Sex.MAN: _("Man"), Sex.UNKNOWN: _("Not known")}
ORIGIN_WORDS = {
    Origin.SWEDEN: _("Born in Sweden"),
    Origin.ABROAD: _("Born abroad"),
    Origin.UNKNOWN: _("Not known"),
}

# Languages that people speak here; the person's own comes first on letters and with the interpreter.
SPOKEN = [
    ("sv", _("Swedish")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("so", _("Somali")),
    ("ti", _("Tigrinya")),
    ("fa", _("Persian")),
    ("prs", _("Dari")),
    ("ps", _("Pashto")),
    ("ku", _("Kurdish (Kurmanji)")),
    ("ckb", _("Kurdish (Sorani)")),
    ("uk", _("Ukrainian")),
    ("ru", _("Russian")),
    ("tr", _("Turkish")),
    ("bs", _("Bosnian, Croatian, Serbian")),
    ("sq", _("Albanian")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("pt", _("Portuguese")),
    ("am", _("Amharic")),
    ("sw", _("Swahili")),
    ("th", _("Thai")),
    ("vi", _("Vietnamese")),
    ("zh", _("Chinese")),
]

# What those who speak a language call it: who looks for their own finds it in a list they cannot read.
OWN_NAMES = {
    "sv": "svenska", "en": "English", "ar": "العربية", "so": "Soomaali", "ti": "ትግርኛ", "fa": "فارسی", "prs": "دری",
    "ps": "پښتو", "ku": "Kurmancî", "ckb": "سۆرانی", "uk": "українська", "ru": "русский", "tr": "Türkçe",
    "bs": "bosanski, hrvatski, srpski", "sq": "shqip", "pl": "polski", "ro": "română", "es": "español",
    "fr": "français", "pt": "português", "am": "አማርኛ", "sw": "Kiswahili", "th": "ไทย", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
# Each name stands apart, so that neither turns the other round.
SPOKEN_BY_THEMSELVES = [
    (code, format_lazy("\u2068{own}\u2069 · \u2068{name}\u2069", own=OWN_NAMES[code], name=name))
    for code, name in SPOKEN
]


def spoken(code: str) -> str:
    """A language by its name."""
    return str(dict(SPOKEN).get(code, code))
