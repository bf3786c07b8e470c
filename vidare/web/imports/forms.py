"""What whoever brings a list chooses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.queries.imports import Door
from vidare.rules.imports import Chosen, Kind
from vidare.rules.referrals import WayIn
from vidare.web import words
from vidare.web.forms import CodeField
from vidare.web.once import OnceForm


class ListForm(OnceForm):
    file = forms.FileField(
        label=_("The list"), help_text=_("An Excel workbook (.xlsx) or a CSV file, at most 20,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}), allow_empty_file=True,
    )  # fmt: skip
    kind = CodeField(Kind, label=_("What it holds"), required=False)
    way_in = CodeField(
        WayIn, label=_("How the people came, where the list does not say"), required=False,
        help_text=_("Of participants who have not started yet, or with a day of coming."),
    )  # fmt: skip
    sheet = forms.CharField(
        label=_("Sheet"), required=False, max_length=100, help_text=_("Only where several sheets have rows.")
    )

    def __init__(self, *args: Any, door: Door, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door = door
        ways = [(way.value, words.word(way)) for way in door.ways_in]
        self.fields["way_in"].choices = ways  # type: ignore[attr-defined]
        kinds = [(kind.value, words.word(kind)) for kind in door.kinds]
        if len(kinds) > 1:
            kinds.insert(0, ("", str(_("See by the headings"))))
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def chosen(self) -> Chosen:
        said = self.cleaned_data
        kind = said["kind"] or (self.door.kinds[0] if len(self.door.kinds) == 1 else None)
        return Chosen(self.door.service, said["way_in"] or self.door.ways_in[0], kind, said["sheet"].strip())
