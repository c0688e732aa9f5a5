"""Filters and places in words that a reader need not decode: 'United States, senior level, 2024'."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from metier.vocabulary import levels
from metier.vocabulary.load import read_yaml


@cache
def _countries() -> dict[str, str]:
    """The name of each country by ISO 3166 alpha-2 code."""
    return {row["code"]: row["name"] for row in read_yaml("countries.yaml")}


def place_in_words(place: str) -> str:
    """The name of a country given by its code; any other place as it is.

    >>> place_in_words("DE"), place_in_words("all countries"), place_in_words("Kern County, CA")
    ('Germany', 'all countries', 'Kern County, CA')
    """
    return _countries().get(place, place) if len(place) == 2 else place


def level_in_words(level: str) -> str:
    """A level as it stands in a list of filters.

    >>> level_in_words("senior"), level_in_words("unspecified"), level_in_words("vp")
    ('senior level', 'level not stated or mid-level', 'vice president level')
    """
    known = levels().get(level)
    label = known.label if known else level
    label = label[:1].lower() + label[1:]
    return f"level {label}" if level == "unspecified" else f"{label} level"


def filters_in_words(filters: Iterable[tuple[str, str]]) -> str:
    """Filters, given as (name, value), in words; '' where there are none.

    >>> filters_in_words([("country", "US"), ("level", "senior"), ("year", "2024"), ("remote", "no")])
    'United States, senior level, 2024, not remote'
    """
    return ", ".join(_one(name, value) for name, value in filters)


def _one(name: str, value: str) -> str:
    match name:
        case "country":
            return place_in_words(value)
        case "level":
            return level_in_words(value)
        case "remote":
            return "remote" if value == "yes" else "not remote"
        case _:
            return value
