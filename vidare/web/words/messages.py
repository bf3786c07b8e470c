"""Words of the outbox."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.messages import Answer, Channel, MessageState, No, Template
from vidare.rules.sending import Came, Held
from vidare.rules.sms import Coding

WORDS = {
    Channel.PAGE: _("My page"),
    Channel.EMAIL: _("E-mail"),
    Channel.SMS: _("SMS"),
    Channel.LETTER: _("Letter"),
    MessageState.WAITING: _("Waits to be sent"),
    MessageState.SENDING: _("On its way"),
    MessageState.SENT: _("Sent"),
    MessageState.UNDECIDED: _("Nobody knows whether it went"),
    MessageState.GIVEN_UP: _("Could not be sent"),
    MessageState.REACHED: _("Reached another way"),
    MessageState.STOPPED: _("Stopped"),
    Template.MISSED_YOU: _("We missed you"),
    Template.EXPLANATION_RECEIVED: _("We have got your explanation"),
    Template.ASSESSED: _("The reason is assessed"),
    Template.DISPUTE_ANSWERED: _("Looked at again"),
    Template.BASIS_PREPARED: _("We are writing down what has happened"),
    Template.BASIS_HANDED_OVER: _("A social secretary has got the facts"),
    Template.COMMUNICATED: _("Tell us what you think"),
    Template.DECISION_RECORDED: _("The board has decided"),
    Template.NO_ACTION: _("Nothing more happens"),
    Template.BASIS_WITHDRAWN: _("What we wrote is withdrawn"),
    Template.ASSIGNMENT_DECIDED: _("The board's assignment"),
    Template.MEETING: _("You have a meeting"),
    Template.HOUR_CALLED_OFF: _("Your time is called off"),
    Template.REFERRAL_RECEIVED: _("Welcome"),
    Template.LOGIN_CODE: _("Your code"),
    Template.LOGIN_LETTER: _("A code by letter"),
    Template.LOGIN_OPENED: _("A log-in was opened"),
    Template.ACTS_FOR_CODE: _("Somebody who acts for the person got a code"),
    Template.CODE_ISSUED: _("A code to log in with was given out"),
    No.STATE: _("Something else has been done with the message meanwhile. Load the page again."),
    No.NOT_UNDECIDED: _("This message has already been dealt with."),
    No.NO_LETTER: _("Choose at least one letter that waits."),
    No.NOT_PRINTED: _("A letter that has not been printed cannot have been posted. Print it first."),
}

ANSWER_WORDS = {
    Answer.WENT: _("It went"),
    Answer.AGAIN: _("Try again"),
    Answer.REACHED: _("Reached another way"),
    Answer.DROP: _("Drop it"),
}

FAULT_WORDS = {
    Held.PROTECTED: _("The identity is not known to be open: nothing is sent."),
    Held.NOT_WANTED: _("The person no longer wants text messages."),
    Held.USELESS: _("It would have come too late."),
    Came.TAKEN: _("Taken"),
    Came.NOT_NOW: _("Not now"),
    Came.NEVER: _("Refused"),
    Came.LOST: _("No answer came back"),
}

CODING_WORDS = {
    Coding.GSM_7: _("7 bits for each sign"),
    Coding.UCS_2: _("16 bits for each sign"),
}
