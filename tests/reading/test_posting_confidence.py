"""Confidence: a share counted on labelled postings, drawn towards its field where few were seen."""

from __future__ import annotations

import pytest

from metier.reading.confidence import confidence, smoothed
from metier.reading.posting_facts import TEXT_FIELDS


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_every_field_has_a_confidence_even_for_an_unknown_way_of_reading(field: str) -> None:
    assert 0.5 <= confidence(field, "a way that nobody counted") < 1


def test_few_rows_are_believed_less_than_many() -> None:
    assert smoothed(3, 3, 0.8, 6) < smoothed(30, 30, 0.8, 6) < 1
    assert smoothed(0, 3, 0.8, 6) > smoothed(0, 30, 0.8, 6) > 0
