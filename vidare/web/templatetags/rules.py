"""A value of a rule set, as it is read on a page: yes and no in words, codes marked as codes."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@register.filter
def rule_value(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return format_html_join(", ", "{}", ((rule_value(one),) for one in value)) if value else "–"
    if value is None or value == "":
        return "–"
    if isinstance(value, str) and CODE.fullmatch(value):
        return format_html('<code lang="en" dir="ltr">{}</code>', value)
    return str(value)
