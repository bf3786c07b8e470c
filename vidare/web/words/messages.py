"""Words of the outbox."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.messages import Channel, MessageState, No, Template

WORDS = {
    Channel.PAGE: _("My page"),
    Channel.EMAIL: _("E-mail"),
    Channel.SMS: _("SMS"),
    Channel.LETTER: _("Letter"),
    MessageState.WAITING: _("Waits to be sent"),
    MessageState.SENDING: _("On its way"),
    MessageState.SENT: _("Sent"),
    MessageState.GIVEN_UP: _("Given up"),
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
    Template.CODE_ISSUED: _("A code to log in with was given out"),
    No.STATE: _("Something else has been done with the message meanwhile. Load the page again."),
    No.NOT_UNDECIDED: _("This message has already been dealt with."),
    No.NO_LETTER: _("Choose at least one letter that waits."),
    No.NOT_PRINTED: _("A letter that has not been printed cannot have been posted. Print it first."),
}
