"""A field for an occupation, a skill, a language, a licence or a place: own words, and beside them what it is called.

Without a script its button asks for what begins so, and the form comes back with choices and with all that was
written. With one it is a combobox (static/choose.js). Where nothing has been loaded it is a field for words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from vidare.queries import taxonomy
from vidare.queries.taxonomy import Offer
from vidare.rules.taxonomy import LONGEST_SAID, NOTHING, Chosen, Kind, said_as
from vidare.web.once import OnceForm

ASKED = "choose"  # the button that asks says which field


class ChooseWidget(forms.Widget):
    template_name = "fields/choose.html"

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind, self.asked = kind, False
        self.loaded: bool | None = None  # said by a page with several fields, which asks once for all

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Chosen:
        code = str(data.get(f"{name}-code") or "")
        return Chosen(str(data.get(name) or "").strip(), "" if "\0" in code else code)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        said = value if isinstance(value, Chosen) else NOTHING
        known = taxonomy.offer(self.kind, said.code) if said.code else None
        found = taxonomy.offers(self.kind, said.said) if self.asked else ()
        context["widget"] |= {
            "said": said.said,
            "kind": self.kind.value,
            "longest": LONGEST_SAID,
            "loaded": taxonomy.is_loaded(self.kind) if self.loaded is None else self.loaded,
            "offers": _with(known, found),
            "chosen": known.code if known else "",
            "asked": self.asked,
        }
        return context


def _with(known: Offer | None, found: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """What was found, and first what is chosen already, also when it is no longer offered."""
    return found if known is None or known in found else (known, *found)


class ChosenField(forms.Field):
    """Answers a :class:`Chosen`. A code that does not exist is the form's fault, not the user's: it is let go of."""

    def __init__(self, kind: Kind, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        self.kind = kind
        super().__init__(widget=ChooseWidget(kind), **kwargs)

    def clean(self, value: Any) -> Chosen:
        said = value if isinstance(value, Chosen) else NOTHING
        known = taxonomy.offer(self.kind, said.code) if said.code else None
        words = said_as(said.said, known.label) if known else said.said
        if self.required and not words:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(words) > LONGEST_SAID:
            raise forms.ValidationError(_("That is too long: at most %(most)s letters.") % {"most": LONGEST_SAID})
        if "\0" in words:
            raise forms.ValidationError(_("There are hidden signs in what was pasted. Write it by hand instead."))
        return Chosen(words, known.code if known else "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or NOTHING) != data)


class ChoosingForm(OnceForm):
    """A form with such fields. While one of them asks, nothing is judged and nothing is saved."""

    @cached_property
    def asking(self) -> str:
        """The name of the field that asks, or nothing."""
        asked = self.data.get(ASKED, "") if self.is_bound else ""
        names = (name for name, field in self.fields.items() if isinstance(field, ChosenField))
        return next((name for name in names if self.add_prefix(name) == asked), "")

    def is_valid(self) -> bool:
        return not self.asking and super().is_valid()

    def full_clean(self) -> None:
        if not self.asking:
            super().full_clean()
            return
        self._errors: ErrorDict | None = ErrorDict()
        self.cleaned_data = {}
        widget = self.fields[self.asking].widget
        assert isinstance(widget, ChooseWidget)
        widget.asked = True
