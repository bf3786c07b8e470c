"""The bulk door writes what the actions would have written: the rules, asked again, change nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from vidare.actions import attendance, attention, bookings, past_hours, sealing, verdicts
from vidare.actions import absences as absent
from vidare.records import models as m
from vidare.rules.access import system
from vidare.rules.activities import BookingState
from vidare.rules.attendance import Mark
from vidare.rules.attention import Kind
from vidare.rules.audit import FIRST
from vidare.rules.participations import State
from vidare.rules.plans import StepState
from vidare.web.demo.crowd import Crowd
from vidare.web.demo.fates import TODAY
from vidare.web.demo.year import NOW, Year
