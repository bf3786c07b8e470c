"""Words of what an area of the mapping asks for in fields."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.facts import No
from vidare.rules.services import FieldKind

WORDS = {
    No.FIELD: _("This is not asked for here."),
    No.OPTION: _("Choose one of those in the list."),
    No.ONE: _("Only one answer can stand here."),
    No.NUMBER: _("Write a whole number from 0 to %(most)s."),
    No.DAY: _("Write a day as year, month and day."),
    No.COUNTRY: _("Choose a country in the list."),
}
KIND_WORDS = {
    FieldKind.CHOICE: _("One of several"),
    FieldKind.SEVERAL: _("Some of several"),
    FieldKind.NUMBER: _("A number"),
    FieldKind.DAY: _("A day"),
    FieldKind.COUNTRY: _("A country"),
}
