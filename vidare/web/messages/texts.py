"""The letters of the house, in the person's language: warm, short, and without a threat in any of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from babel.dates import format_date
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vidare.rules.messages import ABOUT_LOG_IN, CODES, Channel, Letter, Template
from vidare.web import words

WRITTEN_IN = ("sv", "en", "ar")  # our own texts; where a person reads none of these, Swedish is sent
T = Template

# Template -> (subject, text). What differs by a fact has a line of its own, chosen in _variant.
TEXTS: dict[str, tuple[str, str]] = {
    T.MISSED_YOU: (
        gettext_noop("We missed you"),
        gettext_noop(
            "Hello!\n\nYou had a time %(starts_at)s, and we missed you. What happened?\n\n"
            "Ring us, or answer here on your page. If something came in the way, tell us."
        ),
    ),
    T.EXPLANATION_RECEIVED: (
        gettext_noop("We have got your explanation"),
        gettext_noop(
            "Thank you for telling us about %(starts_at)s.\n\n"
            "Somebody in the team reads it and answers you here. You need not do anything more now."
        ),
    ),
    "assessed-valid": (
        gettext_noop("Your reason is accepted"),
        gettext_noop("We have read what you told us about %(starts_at)s, and we accept it. Hope to see you soon!"),
    ),
    "assessed-invalid": (
        gettext_noop("We have looked at your absence"),
        gettext_noop(
            "We have looked at %(starts_at)s. We could not accept the reason.\n\nThis is why: %(why)s\n\n"
            "Do you think it is wrong? Say so here on your page. Then it waits until we have looked at it again."
        ),
    ),
    "dispute-upheld": (
        gettext_noop("You were right"),
        gettext_noop(
            "We have looked again at %(starts_at)s, and you were right. It is corrected and is no absence.\n\n"
            "%(answer)s"
        ),
    ),
    "dispute-not-upheld": (
        gettext_noop("We have looked at it again"),
        gettext_noop(
            "We have looked again at %(starts_at)s, and we come to the same answer as before.\n\n"
            "This is why: %(answer)s\n\nWhat you wrote stands beside it, for everybody who reads it."
        ),
    ),
    T.BASIS_PREPARED: (
        gettext_noop("We are writing down what has happened"),
        gettext_noop(
            "You have been away %(hours)s times in a row, from %(first)s to %(last)s, without a reason that we could "
            "accept.\n\nYour coach is now writing down the facts. Read them on your page, and write your own words "
            "there, or ask your coach to write them for you.\n\nThen a social secretary reads it. The social secretary "
            "is not your coach, and listens to you first. It is the board that decides, not the coach."
        ),
    ),
    T.BASIS_HANDED_OVER: (
        gettext_noop("A social secretary has got the facts"),
        gettext_noop(
            "What was written about your times from %(first)s to %(last)s is now with a social secretary. "
            "The social secretary will write to you and wants to hear what you say.\n\n"
            "It is the board that decides, not your coach."
        ),
    ),
    T.COMMUNICATED: (
        gettext_noop("Tell us what you think"),
        gettext_noop(
            "A social secretary has got the facts about your times from %(first)s to %(last)s. You can read all of it "
            "on your page.\n\nYou have the right to say what you think before anything is decided. Do it no later than "
            "%(answer_by)s: write, ring or come. We book an interpreter if you want one.\n\n"
            "It is the board that decides."
        ),
    ),
    T.DECISION_RECORDED: (
        gettext_noop("The board has decided"),
        gettext_noop(
            "The board has made a decision.\n\nThese are the reasons: %(reasons)s\n\n"
            "Do you think the decision is wrong? This is how to appeal: %(how_to_appeal)s\n\n"
            "Ask your social secretary if there is something you do not understand."
        ),
    ),
    T.NO_ACTION: (
        gettext_noop("Nothing more happens"),
        gettext_noop(
            "A social secretary has read about your times from %(first)s to %(last)s. Nothing more happens with it, "
            "and you need not do anything."
        ),
    ),
    T.BASIS_WITHDRAWN: (
        gettext_noop("What we wrote is withdrawn"),
        gettext_noop(
            "Something that we had written about your times was not right, or is no longer so. We have withdrawn it, "
            "and nobody uses it any more.\n\nWhat changed: %(days)s\n\nYou need not do anything."
        ),
    ),
    T.ASSIGNMENT_DECIDED: (
        gettext_noop("You take part in %(activity)s"),
        gettext_noop(
            "The board has decided that you take part in %(activity)s from %(start)s to %(end)s. "
            "We have listened to what you wish.\n\nThese are the reasons: %(reasons)s\n\n"
            "Do you have questions, or do you think it is wrong? Talk to your social secretary."
        ),
    ),
    T.MEETING: (
        gettext_noop("You have a meeting"),
        gettext_noop("You have a meeting %(starts_at)s. If you cannot come, ring us."),
    ),
    T.HOUR_CALLED_OFF: (
        gettext_noop("Your time is called off"),
        gettext_noop(
            "Your time %(starts_at)s is called off. You need not do anything, and it is never counted as absence.\n\n"
            "Your next time is %(next_at)s. You are welcome then."
        ),
    ),
    "hour-called-off-without-next": (
        gettext_noop("Your time is called off"),
        gettext_noop(
            "Your time %(starts_at)s is called off. You need not do anything, and it is never counted as absence.\n\n"
            "No other time is booked for you right now. Your coach can book one with you."
        ),
    ),
    T.REFERRAL_RECEIVED: (
        gettext_noop("Welcome"),
        gettext_noop("We have got your name and will get in touch with you soon. You need not do anything more now."),
    ),
    T.LOGIN_CODE: (gettext_noop("Your code"), gettext_noop("Code: %(code)s")),
    T.LOGIN_OPENED: (
        gettext_noop("A log-in was opened for you"),
        gettext_noop(
            "A log-in to your page was opened by %(role)s, %(name)s, %(at)s. It is voluntary to use it.\n\n"
            "Did you not want it? Tell anybody at the office."
        ),
    ),
    T.ACTS_FOR_CODE: (
        gettext_noop("Somebody who acts for you can log in"),
        gettext_noop(
            "%(whom)s, who may act for you, has got a code to log in with. It was printed by %(role)s, %(name)s, "
            "%(at)s.\n\nUnder “About me” you see what they read and do. Is it wrong? Tell anybody at the office."
        ),
    ),
    "code-issued-paper": (
        gettext_noop("A code to log in with was printed"),
        gettext_noop(
            "A code to log in with was printed by %(role)s, %(name)s, %(at)s. Whoever has the code can log in as "
            "you.\n\nHave you not got it? Tell anybody at the office. They can stop the code and log everybody out."
        ),
    ),
    "code-issued-letter": (
        gettext_noop("A letter with a code was asked for"),
        gettext_noop(
            "A letter with a code to log in with was asked for by %(role)s, %(name)s, %(at)s. Whoever has the code "
            "can log in as you.\n\nDoes it not come? Tell anybody at the office. They can stop the code and log "
            "everybody out."
        ),
    ),
    T.LOGIN_LETTER: (
        gettext_noop("Your code to log in"),
        gettext_noop(
            "Open this page on your phone or a computer:\n%(there)s\n\nWrite this code:\n%(code)s\n\n"
            "The code works once, until %(until)s. Show it to nobody.\n\n"
            "Do you need help, or a new code? Ask your coach. It is voluntary to log in."
        ),
    ),
}
# An e-mail can be read by others: it says that there is something to read, not what.
BY_EMAIL = (
    gettext_noop("You have a message"),
    gettext_noop("Hello!\n\nYou have a new message. Log in to read it."),
)


def render(template: Template, *, channel: Channel, lang: str, facts: Mapping[str, object]) -> Letter:
    """The exact text of a letter for one channel. An SMS is a day and a time, a code, or that something can be read."""
    language = lang if lang in WRITTEN_IN else "sv"
    with translation.override(language):
        told = {name: _told(value, language) for name, value in facts.items()}
        if channel is Channel.SMS:
            return Letter(language, "", _by_sms(template, told))
        subject, text = BY_EMAIL if channel is Channel.EMAIL else TEXTS[_variant(template, facts)]
        return Letter(language, _(subject) % told, _(text) % told)


def _by_sms(template: Template, told: Mapping[str, str]) -> str:
    if template in ABOUT_LOG_IN:
        return _(BY_EMAIL[0])
    return _(TEXTS[template][1]) % told if template in CODES else told["starts_at"]


def _variant(template: Template, facts: Mapping[str, object]) -> str:
    if template is T.ASSESSED:
        return "assessed-valid" if facts["valid"] else "assessed-invalid"
    if template is T.DISPUTE_ANSWERED:
        return "dispute-upheld" if facts["upheld"] else "dispute-not-upheld"
    if template is T.CODE_ISSUED:
        return f"{template}-{facts['way']}"
    if template is T.HOUR_CALLED_OFF and facts["next_at"] is None:
        return "hour-called-off-without-next"
    return template


def _told(value: object, language: str) -> str:
    """A day with its weekday, a moment with its clock, as the language writes them."""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        moment = {"day": format_date(local, "EEEE d MMMM", locale=language), "time": f"{local.hour}.{local.minute:02d}"}
        return _("%(day)s at %(time)s") % moment
    if isinstance(value, date):
        return format_date(value, "EEEE d MMMM", locale=language)
    if isinstance(value, list | tuple):
        return ", ".join(_told(date.fromisoformat(str(day)), language) for day in value if day) or "–"
    return words.word(value) if isinstance(value, StrEnum) else str(value)
