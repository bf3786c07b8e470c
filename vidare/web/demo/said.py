"""What people of the demo say and write. Made up, short, and kind."""

from __future__ import annotations

from vidare.rules.papers import Sender
from vidare.rules.plans import Leads

TURN_TO = "Arbetsförmedlingen i Angered. Du kan ringa dem eller gå dit utan att boka tid."
ROOM = "Samtalsrum 2"

# A municipality that there is not, so that nobody takes a letter of the demo for a real one.
SENDER = Sender(
    "Exempelstads kommun", "Jobbhörnet", ("Box 100", "123 45 Exempelstad"), "031-390 06 10",
    "jobbhornet@exempelstad.example", "exempelstad.example/jobbhornet", colour="#0b4f79",
)  # fmt: skip
OPEN_SENDER = Sender(
    "Exempelstads kommun", "Möjligheternas kontor", ("Box 200", "123 45 Exempelstad"), "031-390 06 20",
    "mojligheternas-kontor@exempelstad.example", "exempelstad.example/mojligheter", colour="#7a3b69",
)  # fmt: skip
CENTRUM_SENDER = Sender(
    "Haninge, Nynäshamn och Tyresö", "Etableringscentrum", ("Box 300", "123 45 Exempelstad"), "08-465 004 10",
    "etableringscentrum@exempel.example", "exempel.example/etablering", colour="#1f5f3f",
)  # fmt: skip
# A shield with a road over a hill: shapes alone, as a letterhead's drawing must be.
LOGO = b"".join((
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 64">',
    b'<path fill="#0b4f79" d="M4 4h52v30c0 14-12 22-26 26C16 56 4 48 4 34z"/>',
    b'<path fill="#f2c14e" d="M30 12a7 7 0 1 1 0 14 7 7 0 0 1 0-14z"/>',
    b'<path fill="#fff" d="M8 40c8-8 14-11 22-11s14 3 22 11c-3 8-12 13-22 16-10-3-19-8-22-16z"/>',
    b'<path fill="#0b4f79" d="M27 55c0-8 4-11 1-17-1-3 0-6 2-9 2 3 3 6 5 9 3 6-1 10-2 17l-3 1z"/></svg>',
))  # fmt: skip

STEPS: tuple[tuple[str, Leads], ...] = (
    ("Skriv klart ditt CV på svenska", Leads.WORK),
    ("Lägg upp ditt CV på Platsbanken", Leads.WORK),
    ("Sök tre jobb som passar dig", Leads.WORK),
    ("Prata med studievägledaren på komvux", Leads.STUDIES),
    ("Studiebesök på hotellets städ", Leads.WORK),
    ("Öva på en anställningsintervju", Leads.WORK),
    ("Träffa tvätteriet på sjukhuset", Leads.WORK),
    ("Anmäl dig till SFI kurs C", Leads.STUDIES),
    ("Ring äldreboendet om timanställning", Leads.WORK),
    ("Skicka in betygen för validering", Leads.STUDIES),
    ("Besök jobbmässan i Frölunda", Leads.WORK),
    ("Ta reda på vad körkortet kostar", Leads.WORK),
    ("Sök yrkesutbildning till barnskötare", Leads.STUDIES),
    ("Träffa lagerchefen i Gamlestaden", Leads.WORK),
    ("Gå på informationsmöte om bussförare", Leads.WORK),
    ("Fråga den förra chefen om intyg", Leads.WORK),
)
SCHOOLS = ("Vuxenutbildningen i Haninge", "Campus Nynäshamn", "Komvux i Tyresö")
# Steps in a plan that many write together, and whose each is: the participant's own where it says nothing.
TEAM_STEPS: tuple[tuple[str, Leads, str], ...] = (
    ("Öva uttal i språkverkstaden på tisdagar", Leads.STUDIES, "language-pedagogue"),
    ("Skicka betygen till UHR för bedömning", Leads.STUDIES, "coach"),
    ("Sök förskoleplats", Leads.WORK, ""),
    ("Gå igenom hyreskontraktet tillsammans", Leads.WORK, "social-secretary"),
    ("Visa hur vårdcentralen och apoteket fungerar", Leads.WORK, "civic-guide"),
    ("Studiebesök på äldreboendet i Handen", Leads.WORK, "job-matcher"),
    ("Svar om nystartsjobb", Leads.WORK, "employment-officer"),
    ("Anmäl dig till nästa sfi-kurs", Leads.STUDIES, ""),
    ("Skriv ett CV på svenska", Leads.WORK, "coach"),
    ("Träffa starta-eget-rådgivaren", Leads.OWN_BUSINESS, ""),
    ("Läs en nyhet på lätt svenska varje dag", Leads.STUDIES, "language-pedagogue"),
    ("Ring busstrafiken om provkörning", Leads.WORK, "job-matcher"),
    ("Byt ut det utländska körkortet", Leads.WORK, ""),
    ("Prata med studievägledaren om undersköterska", Leads.STUDIES, "coach"),
    ("Ordna e-legitimation", Leads.WORK, "civic-guide"),
    ("Beställ intyg från förra arbetsgivaren", Leads.WORK, ""),
)
GOALS: tuple[tuple[str, Leads], ...] = (
    ("Jobb på tvätteri eller hotell", Leads.WORK),
    ("Undersköterska, via komvux", Leads.STUDIES),
    ("Fast jobb inom lager", Leads.WORK),
    ("Jobb i kök eller på restaurang", Leads.WORK),
    ("Klara SFI D och börja yrkesvux", Leads.STUDIES),
    ("Barnskötare på förskola", Leads.STUDIES),
    ("Lokalvårdare på heltid", Leads.WORK),
    ("Eget företag med cateringmat", Leads.OWN_BUSINESS),
)
OWN = (
    "Det är svårt just nu.",
    "Jag vill, men jag behöver hjälp.",
    "Det går framåt.",
    "Det här kan jag bra.",
    "Det är min styrka.",
)
STAFF = (
    "Behöver mycket stöd här.",
    "Behöver någon att öva med.",
    "Klarar en del själv.",
    "Klarar det mesta själv.",
    "Redo för arbete.",
)
CALLS = (
    "Ringde och frågade hur det går. Hen söker två jobb den här veckan.",
    "Pratade om restiden till praktiken. Buss 58 fungerar.",
    "Kom förbi utan tid. Vi tittade på en annons tillsammans.",
    "Ringde. Barnet är friskt igen, hen kommer på torsdag.",
)
EXPLAINED = (
    "Jag var sjuk.",
    "Mitt barn hade feber.",
    "Bussen kom inte.",
    "Jag var på intervju.",
    "Jag hade tid på banken.",
)
WISHES = ("Vill helst komma på förmiddagen.", "Vill arbeta med människor.", "Vill lära sig mer svenska samtidigt.")
REASONS = (
    "Du kan arbeta och behöver stöd för att hitta jobb. Jobbhörnet ger det, och Arbetsförmedlingen har inget annat nu."
)
EMPLOYERS: tuple[tuple[str, bool, str], ...] = (
    ("Sjukhustvätten Öst", True, "Sortera och vika tvätt"),
    ("Hotell Hjällbo", False, "Städa rum och duka frukost"),
    ("Lagerhuset i Gamlestaden", False, "Plocka och packa varor"),
    ("Parkförvaltningen", True, "Sköta rabatter och gångvägar"),
    ("Förskolan Granen", True, "Hjälpa till i barngruppen"),
    ("Restaurang Kaneltorget", False, "Förbereda mat och diska"),
    ("Cykelverkstaden", True, "Laga cyklar"),
)


def own(area: str, level: int) -> str:
    return OWN[level - 1]


def staff(area: str, level: int) -> str:
    return STAFF[level - 1]
