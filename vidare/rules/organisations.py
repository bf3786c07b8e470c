"""Kinds of organisation that meet in a service."""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    EMPLOYMENT_SERVICE = "employment-service"
    PROVIDER = "provider"
    EMPLOYER = "employer"
    ASSOCIATION = "association"
    SCHOOL = "school"
    FUNDER = "funder"


class SecrecyRegime(StrEnum):
    """OSL 2009:400: 26:1 presumes secrecy (the default), 28:11 presumes openness."""

    CHAPTER_26_1 = "osl-26-1"
    CHAPTER_28_11 = "osl-28-11"
