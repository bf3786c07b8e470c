"""What every table has that no door stands open to: the loud manager, as its default and its base."""

from __future__ import annotations

from django.db import models

from vidare.records.personal import Unscoped


class Loud(models.Model):
    unscoped = Unscoped()

    class Meta:
        abstract = True
        default_manager_name = "unscoped"
        base_manager_name = "unscoped"
