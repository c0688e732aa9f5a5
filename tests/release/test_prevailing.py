"""Prevailing wages where a person lives."""

from __future__ import annotations

import pytest

from metier.release.prevailing import (
    UsPlace,
    counties_of,
    county_named,
    county_wages,
    place_wages,
    state_wages,
    states_with_counties,
)
from metier.surfaces.python import open_release


def test_a_county_has_four_levels_that_ascend() -> None:
    found = county_wages(open_release(), "15-2051", "tx", "Travis County")
    assert found is not None
    assert (found.state, found.county, found.counties) == ("TX", "travis", 1)
    assert list(found.levels) == sorted(found.levels)
    assert county_wages(open_release(), "15-2051", "TX", "Nowhere") is None
    assert county_wages(open_release(), "35-1011", "TX", "Travis") is None


def test_every_state_is_there_and_its_middle_county_is_among_its_counties() -> None:
    found = state_wages(open_release(), "15-2051")
    assert len(found) >= 51
    assert sum(state.counties for state in found) == 3_269
    texas = next(state for state in found if state.state == "TX")
    assert texas.counties == 254
    assert all(state.levels[0] <= state.levels[3] for state in found)


@pytest.mark.parametrize("soc", ["", "15-9999"])
def test_an_occupation_that_is_not_covered_has_no_wages(soc: str) -> None:
    assert state_wages(open_release(), soc) == []


def test_the_wages_of_a_county_are_those_of_the_file() -> None:
    found = place_wages(open_release(), "15-2051", UsPlace("TX", "travis"))
    assert found is not None
    assert found.levels == (36.60, 48.24, 59.87, 71.51)
    assert place_wages(open_release(), "15-2051", UsPlace("TX", "Travis")) is None  # not as the release writes it
    assert place_wages(open_release(), "15-2051", UsPlace("XX")) is None


def test_a_state_has_the_middle_of_its_counties() -> None:
    release = open_release()
    counties = [place_wages(release, "15-2051", UsPlace("TX", name)) for name in counties_of(release, "TX")]
    of_level_one = sorted(county.levels[0] for county in counties if county)
    middle = place_wages(release, "15-2051", UsPlace("TX"))
    assert middle is not None
    assert (len(of_level_one), middle.counties) == (254, 254)
    assert middle.levels[0] == pytest.approx((of_level_one[126] + of_level_one[127]) / 2, abs=0.006)


def test_every_county_is_found_by_its_own_name_with_and_without_county() -> None:
    release = open_release()
    for state in states_with_counties(release):
        for name in counties_of(release, state):
            assert county_named(release, state, name) == name
            assert county_named(release, state, f"{name.title()} County") == name


@pytest.mark.parametrize(
    ("state", "text", "county"),
    [
        ("MD", "St Marys County", "st. mary's"),
        ("MD", "Prince George’s", "prince george's"),
        ("MO", "Sainte Genevieve", "ste. genevieve"),
        ("IL", "La Salle", "lasalle"),
        ("VA", "King & Queen", "king and queen"),
        ("VA", "Charles City County", "charles city"),
        ("VA", "City of Alexandria", "alexandria"),
        ("NV", "Carson City", "carson"),
        ("AK", "Juneau City and Borough", "juneau"),
        ("LA", "Orleans Parish", "orleans"),
        ("PR", "Las Marias", "las marías municipio"),
        ("CA", "County of Los Angeles", "los angeles"),
        ("TX", "Austin City", ""),  # a city of Travis County; Austin County lies elsewhere
        ("TX", "county", ""),
        ("TX", "", ""),
        ("XX", "Travis", ""),
    ],
)
def test_a_county_is_known_by_the_ways_people_write_it(state: str, text: str, county: str) -> None:
    assert county_named(open_release(), state, text) == county
