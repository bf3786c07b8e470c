"""What happens to my money if I work: an example by the rules of the day. What is written here is kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from vidare.queries import money as wages_beside
from vidare.queries.money import Money
from vidare.rules.money import Pay, Split, household, pay, split
from vidare.web.asking import Asking

EXAMPLES = (3_000_00, 8_000_00, 15_000_00)  # wages in öre, to show how the rule counts
MOST = 100_000  # kronor a month


class PayForm(forms.Form):
    """Plain numbers: nobody has to hit a point on a line."""

    pay = forms.IntegerField(
        min_value=0, max_value=MOST, label=_("Your pay in a month, before tax"), help_text=_("In whole kronor.")
    )
    two = forms.TypedChoiceField(
        label=_("Who lives on the support?"), coerce=lambda value: value == "two", widget=forms.RadioSelect(),
        choices=[("one", _("I am the only adult")), ("two", _("We are two adults"))], initial="one",
    )  # fmt: skip
    other = forms.IntegerField(
        min_value=0,
        max_value=MOST,
        required=False,
        label=_("The other adult's pay in a month, before tax"),
        help_text=_("Write 0 if there is none."),
    )
    long = forms.TypedChoiceField(
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes")), ("no", _("No, or I do not know"))], widget=forms.RadioSelect(), initial="yes",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A wage in whole kronor, as it is read."""

    wage: str
    counted: str
    aside: str


@dataclass(frozen=True, slots=True)
class Told:
    """A household's example, line by line, as it is read."""

    rows: tuple[tuple[str, str], ...]
    aside: str
    counted: str


def money(request: Asking) -> HttpResponse:
    """The form is answered on the page it stands on; no row, no line and no address holds what was written."""
    rules = wages_beside.money(request.actor, on=request.day)
    form = PayForm(request.POST or None)
    if rules.wages:
        form.fields["long"].label = _("Have you had support for at least %(n)s months in a row?") % {
            "n": rules.wages.months_of_support
        }
    told = _told(rules, form) if request.method == "POST" and form.is_valid() else None
    wages = rules.wages
    context = {
        "rules": rules,
        "form": form if rules.tax_percent is not None and wages else None,
        "told": told,
        "examples": [_example(split(wage, wages=wages)) for wage in EXAMPLES] if wages else [],
        "bonus": kronor(rules.bonus.most_in_a_month) if rules.bonus else "",
    }
    return render(request, "mine/money.html", context, status=422 if form.errors else 200)


def _told(rules: Money, form: PayForm) -> Told | None:
    if rules.tax_percent is None:
        return None
    said = form.cleaned_data
    months = rules.wages.months_of_support if rules.wages and said["long"] else 0
    grosses = [said["pay"] * 100] + ([(said["other"] or 0) * 100] if said["two"] else [])
    both = household(
        pay(gross, tax_percent=rules.tax_percent, wages=rules.wages, months=months) for gross in grosses
    )  # fmt: skip
    return Told(_rows(both), kronor(both.aside), kronor(both.counted))


def _rows(both: Pay) -> tuple[tuple[str, str], ...]:
    return tuple((name, kronor(getattr(both, name))) for name in Pay.__slots__)


def kronor(ore: int) -> str:
    """3 750: the digits of an amount, which read the same in every language of the pages."""
    whole, rest = divmod(ore, 100)
    return f"{whole:,}".replace(",", "\u00a0") + (f",{rest:02d}" if rest else "")


def _example(one: Split) -> Example:
    return Example(kronor(one.wage), kronor(one.counted), kronor(one.aside))
