"""A short run of the hostile inputs of bench/fuzz_reading.py: nothing crashes, no place lies outside the input."""

from __future__ import annotations

import random

import pytest
from bench.fuzz_reading import KINDS, TARGETS, Tally, Target, attack, wrong_places

from metier.reading.posting import read_posting


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_hostile_inputs_break_nothing(target: Target) -> None:
    rng = random.Random(20261123)
    tally = Tally()
    for _ in range(60):
        attack(target, 1.0, rng, tally)
    assert tally.inputs == 60
    assert not tally.failures


def test_every_kind_of_input_is_text_of_about_the_size() -> None:
    for kind in KINDS:
        assert len(kind(random.Random(1), 3_000)) > 50, kind.__name__


def test_places_outside_the_input_are_noticed() -> None:
    raw = "You will write SQL and Python for the team every day of the week."
    reading = read_posting(raw)
    assert not list(wrong_places(reading, len(raw)))
    assert list(wrong_places(reading, 5))


def test_sql_is_found_again_in_markup() -> None:
    raw = "<p>You will write <b>SQL</b> &amp; Python for the team every day.</p>"
    found = {fact.surface: raw[fact.start : fact.end] for fact in read_posting(raw).technologies}
    assert found == {"SQL": "SQL", "Python": "Python"}
