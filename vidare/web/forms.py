"""Forms drawn in the design system's markup, and the few fields that all pages share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from vidare.rules.decision import Refused
from vidare.web import words

HERE = Path(__file__).parent / "templates"
DJANGOS = Path(forms.__file__).parent / "templates"
# What is never turned round in a right-to-left text; all else follows its own first letter.
LEFT_TO_RIGHT = {"number", "date", "time", "datetime-local", "month", "week", "tel", "email", "url", "password"}
YEARS = range(1900, 2101)
SELECT = "django/forms/widgets/select.html"
BARE = {"hidden", "checkbox", "radio", "file"}


class Renderer(DjangoTemplates):
    """Our field template for every field, and on every input the class, direction and silence it should have."""

    form_template_name = "fields/form.html"
    field_template_name = "fields/field.html"

    @cached_property
    def engine(self) -> Any:
        built_in = ["django.templatetags.i18n", "vidare.web.templatetags.vidare"]
        return self.backend(
            {
                "APP_DIRS": False,
                "DIRS": [HERE, DJANGOS],
                "NAME": "forms",
                "OPTIONS": {
                    "builtins": built_in,
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [("django.template.loaders.filesystem.Loader", [HERE, DJANGOS])],
                        )
                    ],
                },
            }
        )

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if "widget" in context:
            _dress(context["widget"])
            if template_name == SELECT:
                context["options"] = _options(context["widget"]["optgroups"])
        return super().render(template_name, context, request)


def _options(groups: list[tuple[str | None, list[dict[str, Any]], int]]) -> str:
    """Written out here: a list of a hundred coaches through a template costs more than all else on its page."""
    written = [(group, format_html_join("", "{}", ((_option(one),) for one in rows))) for group, rows, _index in groups]
    told = (format_html('<optgroup label="{}">{}</optgroup>', name, rows) if name else rows for name, rows in written)
    return format_html_join("", "{}", ((one,) for one in told))


def _option(one: dict[str, Any]) -> str:
    form = '<option value="{}" selected>{}</option>' if one["selected"] else '<option value="{}">{}</option>'
    return format_html(form, str(one["value"]), one["label"])


def _dress(widget: dict[str, Any]) -> None:
    """The browser keeps nothing of what is written about people, and text is read in its own direction."""
    attrs, kind = widget["attrs"], widget.get("type", "")
    if kind == "hidden":
        return
    for inner in [option for _group, options, _i in widget.get("optgroups", ()) for option in options]:
        if inner.get("type") in BARE:
            inner["attrs"].setdefault("class", "ds-input")
    if widget.get("optgroups") and widget["template_name"] != SELECT:
        return
    attrs.setdefault("class", "ds-input")
    if kind in BARE or "optgroups" in widget:
        return
    attrs.setdefault("dir", "ltr" if kind in LEFT_TO_RIGHT else "auto")
    attrs.setdefault("autocomplete", "off")


class OfferedField(forms.CharField):
    """Own words, and beside them what is often meant: the browser offers it while somebody types."""

    def offer(self, values: Iterable[str]) -> None:
        self.widget = forms.TextInput(attrs=self.widget.attrs)
        self.widget.template_name = "fields/offered.html"
        self.widget.attrs["offered"] = tuple(values)


class DayField(forms.DateField):
    """A day from the browser's own calendar, in a year that somebody can mean: a slip of the finger is no day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class ClockField(forms.TimeField):
    """A time of day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H:%M:%S"])
        super().__init__(**kwargs)


class TextField(forms.CharField):
    """A text of some lines, in the user's own words."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


class CodeField(forms.TypedChoiceField):
    """One code of a rule, chosen by its word. ``radio=True`` shows all of them at once; ``empty`` names no choice."""

    def __init__(self, codes: Iterable[StrEnum], *, radio: bool = False, empty: object = None, **kwargs: Any) -> None:
        known = list(codes)
        kind = type(known[0])

        def choices() -> list[tuple[str, str]]:
            none = [("", str(empty))] if empty is not None else []
            return none + [(code.value, words.word(code)) for code in known]

        if radio:
            kwargs.setdefault("widget", forms.RadioSelect())
        super().__init__(choices=choices, coerce=kind, empty_value=None, **kwargs)


def refuse(form: forms.Form, refused: Refused) -> None:
    """Every reason of the rule, in words, on the form; the view answers it with status 422."""
    for because in refused.reasons:
        form.add_error(None, words.sentence(because))
