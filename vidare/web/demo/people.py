"""Made-up people of the demo, the same ones from the same seed.

Birth numbers 238 and 239 are those the Tax Agency keeps for its published test persons; phone numbers are of the series
that the telecoms authority keeps for fiction.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from vidare.rules.identity import Origin, Sex

# language, weight, women, men, families
NAMES: tuple[tuple[str, int, str, str, str], ...] = (
    ("so", 22, "Amina Hodan Fadumo Sahra Ayaan Hamdi Ifrah Nasra Ubah Zamzam",
     "Abdi Mohamed Ahmed Yusuf Ismail Liban Said",
     "Warsame Farah Abdullahi Jama Hersi Nur Duale Ismail Aden Guled"),
    ("ar", 26, "Rania Layla Huda Salma Noor Samira Dalia Yasmin Rasha Mona",
     "Omar Khaled Ali Hassan Samir Bilal Tarek Nabil",
     "Haddad Khoury Saleh Mansour Darwish Sabbagh Nassar Issa Jaber Kassab"),
    ("ti", 12, "Selam Feven Rahwa Luwam Bsrat Mehret", "Yonas Filmon Samuel Abel Robel Natnael",
     "Tesfay Haile Kidane Gebre Weldu Berhe"),
    ("fa", 13, "Zahra Maryam Parisa Shirin Nasrin Fereshte", "Reza Hamid Jawad Mehdi Farid Navid",
     "Ahmadi Hosseini Rahimi Karimi Nazari Sharifi"),
    ("uk", 8, "Olena Iryna Oksana Nataliia Kateryna", "Andrii Oleh Taras Serhii",
     "Kovalenko Shevchuk Bondar Melnyk Lysenko"),
    ("en", 7, "Grace Blessing Joy Patience", "Emmanuel Samuel Daniel Joseph", "Okafor Mensah Adeyemi Banda Owusu"),
    ("sv", 12, "Emma Linnea Sara Ida Elin Maja", "Erik Oskar Johan Viktor Anton",
     "Lindgren Berg Sandberg Nyström Åkesson Ödman"),
)  # fmt: skip
BORN_ABROAD = {"so", "ar", "ti", "fa", "uk", "en"}


@dataclass(frozen=True, slots=True)
class MadeUp:
    given: str
    family: str
    sex: Sex
    born_on: date
    origin: Origin
    language: str
    interpreter: bool
    number: str
    phone: str
    sms: bool
    address: str


def person(chance: random.Random, index: int) -> MadeUp:
    """The person with this index in the demo's life."""
    language, _, women, men, families = chance.choices(NAMES, weights=[row[1] for row in NAMES])[0]
    woman = chance.random() < 0.52
    born = date(1964, 1, 1) + timedelta(days=chance.randrange(0, 365 * 42))
    abroad = language in BORN_ABROAD and chance.random() < 0.99
    return MadeUp(
        given=chance.choice((women if woman else men).split()),
        family=chance.choice(families.split()),
        sex=Sex.WOMAN if woman else Sex.MAN,
        born_on=born,
        origin=Origin.ABROAD if abroad else Origin.SWEDEN,
        language=language,
        interpreter=abroad and chance.random() < 0.35,
        number=number(born, woman=woman) if chance.random() < 0.8 else "",
        phone=f"070174{605 + index % 95:04d}",
        sms=chance.random() < 0.6,
        address=f"Provgatan {1 + index % 60}, 123 {45 + index % 5} Exempelstad",
    )


def number(born: date, *, woman: bool) -> str:
    """Twelve digits of the test series for a day of birth."""
    nine = f"{born:%y%m%d}{238 if woman else 239}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    check = -sum(value // 10 + value % 10 for value in doubled) % 10
    return f"{born:%Y%m%d}{nine[6:]}{check}"
