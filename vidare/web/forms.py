"""Forms drawn with our own field templates, in the design system's markup."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Django's own renderer; the pages draw fields with the templates of ``templates/fields``."""
