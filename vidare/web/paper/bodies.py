"""What each letter says, in the language now active: a few short paragraphs, and never a threat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from vidare.rules.messages import Template
from vidare.rules.papers import Order
from vidare.web import words
from vidare.web.paper.wording import (
    Block,
    big,
    day,
    facts,
    heading,
    isolated,
    moment,
    paragraphs,
    phone,
    section,
)

Facts = Mapping[str, object]
T = Template
_POSTCODE = re.compile(r"(?<=\b\d{3}) (?=\d{2}\b)")  # a postcode is never divided between two lines


def subject(template: Template) -> str:
    return {
        T.MEETING: _("You have a meeting"),
        T.MISSED_YOU: _("We missed you"),
        T.COMMUNICATED: _("Tell us what you think"),
        T.DECISION_RECORDED: _("The board has decided"),
    }[template]


def body(order: Order) -> list[Block]:
    bodies = {
        T.MEETING: _meeting,
        T.MISSED_YOU: _missed_you,
        T.COMMUNICATED: _communicated,
        T.DECISION_RECORDED: _decided,
    }
    said = bodies[order.template](order.facts)
    return [heading(subject(order.template)), *paragraphs(_("Hello %(name)s!") % {"name": order.receiver.name}), *said]


def _meeting(said: Facts) -> list[Block]:
    booked, wanted = bool(said["interpreter_booked"]), bool(said["interpreter_language"])
    return [
        *paragraphs(_("You are welcome to a meeting with us.")),
        big(moment(_moment(said["starts_at"]))),
        facts(
            [
                (_("Where"), isolated(said["place"]) if said["place"] else ""),
                (_("With whom"), isolated(said["rings"])),
                (_("How long"), _("%(n)s minutes") % {"n": isolated(said["minutes"])}),
                (_("Interpreter"), _("An interpreter is booked.") if booked and wanted else ""),
            ]
        ),
        *paragraphs(
            _("Can you not come? Ring us before the meeting, and we find another time together."),
            "" if booked and wanted else _interpreter(),
            _("You may bring somebody who supports you."),
        ),
        *whom_to_ring(said),
    ]


def _missed_you(said: Facts) -> list[Block]:
    answer_by = said.get("answer_by")
    return [
        *paragraphs(
            _("You had a time with us %(starts_at)s, and we missed you. What happened?")
            % {"starts_at": moment(_moment(said["starts_at"]))},
            _("Were you ill, or did something else come in the way? Ring us or come by and tell us."),
            _("Were you here? Then we have noted it wrong. Say so, and we put it right."),
            _("It is good if we hear from you by %(day)s.") % {"day": day(answer_by)}
            if isinstance(answer_by, date)
            else "",
            _interpreter(),
        ),
        section(_("Who reads what you say")),
        *paragraphs(_("Those who work here read it and answer you. This letter is a question. Nothing is decided.")),
        *whom_to_ring(said),
    ]


def _communicated(said: Facts) -> list[Block]:
    span = {"first": day(_date(said["first"])), "last": day(_date(said["last"]))}
    return [
        *paragraphs(
            _("A social secretary has got facts about your times from %(first)s to %(last)s.") % span,
            _("Everything that the social secretary has got is on the next page. It is yours to read."),
        ),
        section(_("Before anything is decided")),
        *paragraphs(
            _("You have the right to say what you think. Write, ring or come. Do it no later than:"),
        ),
        big(day(_date(said["answer_by"]))),
        *paragraphs(
            _("Is something wrong, or is something missing? Say so. What you say is written down, and it is read."),
            _("Do you need more time? Ring and say so."),
            _interpreter(),
        ),
        section(_("Who decides")),
        *paragraphs(
            _("It is %(board)s that decides, not your coach. Nothing is decided yet.") % {"board": said["board"]}
        ),
        *whom_to_ring(said),
    ]


def _decided(said: Facts) -> list[Block]:
    return [
        *paragraphs(
            _("%(board)s made a decision about your income support on %(day)s. The decision:")
            % {"board": said["board"], "day": day(_date(said["decided_on"]))}
        ),
        *([big(words.word(said["decision"]))] if said.get("decision") else []),  # type: ignore[arg-type]
        *paragraphs(_("Below you read the reasons, and what you can do if you think that it is wrong.")),
    ]


def appeal(order: Order) -> list[Block]:
    said, weeks = order.facts, order.facts.get("weeks")
    board = ", ".join([str(said["board"]), *(_POSTCODE.sub("\u00a0", line) for line in order.sender.address)])
    return [
        section(_("If you think that the decision is wrong")),
        *paragraphs(
            _("You can appeal. It costs nothing."),
            _("Write which decision you mean, how you want it changed, and why. Write your name and how we reach you."),
            _("Send or hand it to %(board)s, who looks at the decision again and sends your letter on to %(court)s.")
            % {"board": board, "court": said["court"]}
            if said.get("court")
            else _("Send or hand it to %(board)s.") % {"board": board},
            _("It must have come to the board within %(weeks)s weeks from the day when you got the decision.")
            % {"weeks": isolated(weeks)}
            if weeks
            else "",
            _("You can have help to write it. Ask your social secretary, or somebody you trust."),
        ),
    ]


def about_the_facts(said: Facts) -> list[Block]:
    found = [
        section(_("What the social secretary has got")),
        *paragraphs(
            _("The board has decided that you take part in %(activity)s from %(start)s to %(end)s.")
            % {"activity": said["activity"], "start": day(_date(said["start"])), "end": day(_date(said["end"]))},
            _("These are your times, and what is noted about each of them."),
        ),
    ]
    unseen = said.get("not_registered")
    if unseen:
        days = ", ".join(day(one) for one in unseen)  # type: ignore[attr-defined]
        found += paragraphs(_("Nobody noted anything on these days. They are not counted: %(days)s") % {"days": days})
    return found


def _interpreter() -> str:
    return _("Do you need an interpreter? Ring us and say so. It costs you nothing.")


def whom_to_ring(said: Facts) -> list[Block]:
    name, number = str(said.get("rings", "")), str(said.get("phone", ""))
    if not number:
        return [section(_("Questions")), *paragraphs(_("Ask %(name)s.") % {"name": name})] if name else []
    told = {"name": name, "phone": phone(number)}
    return [section(_("Questions")), *paragraphs(_("Ring %(name)s: %(phone)s") % told)]


def _moment(value: object) -> datetime:
    assert isinstance(value, datetime)
    return value


def _date(value: object) -> date:
    assert isinstance(value, date)
    return value
