"""Counties and states as people write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.errors import UserInputError
from metier.release.prevailing import UsPlace, counties_of, states_with_counties
from metier.report.us_counties import find_place
from metier.report.us_place_names import place_name, state_name
from metier.surfaces.python import open_release


@pytest.mark.parametrize(
    "text",
    [
        "Travis, TX", "Travis County, TX", "travis county texas", "TRAVIS TX", "Travis County, Texas, USA",
        "Travis;TX", "Travis/TX", "travis county", "Austin, Travis County, TX", " Travis ,  tx ", "Travis co., Texas",
    ],
)  # fmt: skip
def test_one_county_is_found_however_it_is_written(text: str) -> None:
    assert find_place(open_release(), text) == UsPlace("TX", "travis")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("TX", UsPlace("TX")),
        ("texas", UsPlace("TX")),
        ("Washington", UsPlace("WA")),  # a state's name is the state, though 31 states have such a county
        ("Washington State", UsPlace("WA")),
        ("New York", UsPlace("NY")),
        ("New York New York", UsPlace("NY", "new york")),
        ("New York, NY", UsPlace("NY", "new york")),
        ("monongalia west virginia", UsPlace("WV", "monongalia")),
        ("Washington, DC", UsPlace("DC", "district of columbia")),
        ("D.C.", UsPlace("DC", "district of columbia")),
        ("san juan puerto rico", UsPlace("PR", "san juan municipio")),
        ("Puerto Rico", UsPlace("PR")),
        ("St Thomas, US Virgin Islands", UsPlace("VI", "st. thomas")),
        ("DE", UsPlace("DE")),  # Delaware, and not Germany
    ],
)
def test_states_territories_and_counties_with_their_names(text: str, place: UsPlace) -> None:
    assert find_place(open_release(), text) == place


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("travs, tx", "'Travis, TX'"),
        ("travs", "'Travis, TX'"),
        ("texs", "'TX'"),
        ("Travis, Texs", "Texas (TX)"),
        ("Seattle, WA", "not the city"),
        ("Travis, CA", "There is one in TX"),
        ("Fairfield, CT", "Western Connecticut Planning Region"),
        ("Jefferson", "26 states have a county called 'Jefferson': AL, AR, CO"),
        ("Jefferson", "Jefferson, AL"),
        ("Cork, Ireland", "not be asked for with Ireland"),
        ("Kings, Narnia", "two letters"),
        ("Toronto", "not the city"),
        ("Germany", "No county of the United States"),
        ("", "Travis, TX"),
        ("USA", "Travis, TX"),
    ],
)
def test_what_names_no_county_is_refused_with_the_nearest(text: str, says: str) -> None:
    with pytest.raises(UserInputError) as refused:
        find_place(open_release(), text)
    assert says in f"{refused.value} {refused.value.hint}".replace("cannot be", "not be")


@given(st.text(max_size=30) | st.text(alphabet="ATXaex ,;.'-", max_size=12))
def test_any_text_is_a_place_or_an_error_of_ours(text: str) -> None:
    with suppress(UserInputError):
        assert find_place(open_release(), text).state in states_with_counties(open_release())


def test_every_place_is_found_by_the_name_it_is_shown_with() -> None:
    release = open_release()
    for state in states_with_counties(release):
        assert find_place(release, state_name(release, state)).state == state
        for county in counties_of(release, state)[::3]:
            place = UsPlace(state, county)
            assert find_place(release, place_name(release, place)) == place


@pytest.mark.parametrize(
    ("state", "county", "shown"),
    [
        ("TX", "travis", "Travis County, TX"),
        ("IA", "o'brien", "O'Brien County, IA"),
        ("MD", "prince george's", "Prince George's County, MD"),
        ("IL", "mchenry", "McHenry County, IL"),
        ("GA", "dekalb", "DeKalb County, GA"),
        ("MN", "lake of the woods", "Lake of the Woods County, MN"),
        ("LA", "orleans", "Orleans Parish, LA"),
        ("NV", "carson", "Carson City, NV"),
        ("VA", "alexandria", "Alexandria, VA"),  # a city of its own
        ("MD", "baltimore", "Baltimore, MD"),  # the file has one entry for city and county
        ("DC", "district of columbia", "District of Columbia"),
        ("TX", "", "Texas"),
        ("PR", "", "Puerto Rico"),
    ],
)
def test_a_place_is_called_what_it_is(state: str, county: str, shown: str) -> None:
    assert place_name(open_release(), UsPlace(state, county)) == shown
