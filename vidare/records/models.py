"""The index Django asks for: every table, in the order of dependency."""

from vidare.records.absences import Absence, Assessment, Basis, Explanation, Ruling
from vidare.records.activities import Activity, Assignment, Booking, Enrolment, Session
from vidare.records.attendance import Observation, Settled
from vidare.records.attention import Attention
from vidare.records.audit import Event, Seal
from vidare.records.case_system import CaseFile
from vidare.records.courses import Course
from vidare.records.disclosures import Disclosure
from vidare.records.feeds import Feed
from vidare.records.funding import (
    Budget,
    ClosedPeriod,
    Cost,
    HandedIn,
    Key,
    KeyPart,
    Project,
    Reported,
    SteeringSeat,
    WorkedHours,
)
from vidare.records.glass import BrokenGlass
from vidare.records.imports import Import, ImportedRow
from vidare.records.invitations import Campaign, InvitationCode
from vidare.records.log_review import LogReview, ReviewedReading, ReviewPolicy, StaffHome
from vidare.records.messages import Message
from vidare.records.needs import Area, Mapping, Merit
from vidare.records.notes import Dispute, HeldForm, Note, SentForm
from vidare.records.organisations import Board, Organisation
from vidare.records.outcomes import Exit, FollowUp, NoOffer, OccupationSpell, SupportSpell
from vidare.records.papers import Letterhead, Paper
from vidare.records.participations import Meeting, Participation, Pause
from vidare.records.people import Account, LinkCase, LoginCode, NameToken, Person, ProtectedAccess, Reach
from vidare.records.placements import Employer, Placement
from vidare.records.plans import Agreement, OwnerWord, Plan, Step
from vidare.records.population import Population
from vidare.records.programmes import Programme
from vidare.records.progress import Progress
from vidare.records.referrals import ClockPause, Referral
from vidare.records.representatives import Representative, RepresentativeDoor
from vidare.records.requirement import HouseholdChild, MonthMark, Relief
from vidare.records.services import ClosedMonth, Device, Membership, Room, RuleSet, Service, ServiceModel, Setting
from vidare.records.taxonomy import Beginning, Concept, Place
from vidare.records.team import AgendaItem, TeamMeeting
from vidare.records.users import LoginTry, User
from vidare.records.youth import Young, YouthContact, YouthMeasure

__all__ = [
    "Absence",
    "Account",
    "Activity",
    "AgendaItem",
    "Agreement",
    "Area",
    "Assessment",
    "Assignment",
    "Attention",
    "Basis",
    "Beginning",
    "Board",
    "Booking",
    "BrokenGlass",
    "Budget",
    "Campaign",
    "CaseFile",
    "ClockPause",
    "ClosedMonth",
    "ClosedPeriod",
    "Concept",
    "Cost",
    "Course",
    "Device",
    "Disclosure",
    "Dispute",
    "Employer",
    "Enrolment",
    "Event",
    "Exit",
    "Explanation",
    "Feed",
    "FollowUp",
    "HandedIn",
    "HeldForm",
    "HouseholdChild",
    "Import",
    "ImportedRow",
    "InvitationCode",
    "Key",
    "KeyPart",
    "Letterhead",
    "LinkCase",
    "LogReview",
    "LoginCode",
    "LoginTry",
    "Mapping",
    "Meeting",
    "Membership",
    "Merit",
    "Message",
    "MonthMark",
    "NameToken",
    "NoOffer",
    "Note",
    "Observation",
    "OccupationSpell",
    "Organisation",
    "OwnerWord",
    "Paper",
    "Participation",
    "Pause",
    "Person",
    "Place",
    "Placement",
    "Plan",
    "Population",
    "Programme",
    "Progress",
    "Project",
    "ProtectedAccess",
    "Reach",
    "Referral",
    "Relief",
    "Reported",
    "Representative",
    "RepresentativeDoor",
    "ReviewPolicy",
    "ReviewedReading",
    "Room",
    "RuleSet",
    "Ruling",
    "Seal",
    "SentForm",
    "Service",
    "ServiceModel",
    "Session",
    "Setting",
    "Settled",
    "StaffHome",
    "SteeringSeat",
    "Step",
    "SupportSpell",
    "TeamMeeting",
    "User",
    "WorkedHours",
    "Young",
    "YouthContact",
    "YouthMeasure",
]
