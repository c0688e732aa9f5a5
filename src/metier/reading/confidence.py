"""How often a field read in a certain way was right on labelled postings: a number from 0 to 1."""

from __future__ import annotations

from functools import cache

from metier.vocabulary import rule
from metier.vocabulary.load import read_yaml


def smoothed(right: float, n: float, share: float, weight: float) -> float:
    """The share right after ``weight`` rows that are right as often as ``share`` (mean of a beta posterior).

    >>> smoothed(9, 10, 0.5, 10)
    0.7
    >>> smoothed(0, 0, 0.9, 10)
    0.9
    """
    return (right + share * weight) / (n + weight)


@cache
def _table() -> dict[str, dict[str, float]]:
    """Confidence by field and method; '' is the field's own, for methods that no labelled row used."""
    weight = rule("reading.confidence_prior_rows")
    made: dict[str, dict[str, float]] = {}
    for field, methods in read_yaml("confidence.yaml").items():
        n = sum(counts["n"] for counts in methods.values())
        right = sum(counts["right"] for counts in methods.values())
        # One right and one wrong row more: no field is ever certain.
        share = smoothed(right, n, 0.5, 2)
        made[field] = {
            method: round(smoothed(counts["right"], counts["n"], share, weight), 3)
            for method, counts in methods.items()
        }
        made[field][""] = round(share, 3)
    return made


@cache
def confidence(field: str, method: str) -> float:
    """The share of labelled postings on which this method got this field right, drawn towards the field's own share.

    >>> 0 < confidence("workplace", "not said") < 1
    True
    """
    methods = _table().get(field, {})
    return methods.get(method, methods.get("", 0.5))
