"""The country of a place as postings write it, on strings that postings hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.build.places import country_names, country_of

ONE_COUNTRY = {
    "Bengaluru, Karnataka, India": "IN",
    "NYC Office": "US",
    "Remote, US": "US",
    "Remote - US: All locations": "US",
    "San Francisco, CA; New York": "US",
    "San Francisco, CA | New York City, NY | Seattle, WA": "US",
    "CA - San Francisco; WA - Seattle; MT - Helena": "US",
    "US-CO-Denver": "US",
    "US, TX, Houston": "US",
    "US, , ": "US",
    "San Mateo, CA United States": "US",
    "3316 S. Main St. Los Angeles, CA. 90007": "US",
    "Austin, TX  (+1 other)": "US",
    "Hayward CA": "US",
    "Washington, D.C.": "US",
    "New York City Metropolitan Area": "US",
    "New York, New Jersey, New England": "US",
    "London": "GB",
    "York, United Kingdom, Hybrid": "GB",
    "Remote (UK)": "GB",
    "Toronto, ON, Canada": "CA",
    "Markham, ON L6E0G5": "CA",
    "Mississauga, ON l5b 2c9": "CA",
    "Remote (Quebec, CA)": "CA",
    "Vancouver, CA": "CA",
    "Ontario, CA": "US",
    "Munich, DE": "DE",
    "Wilmington, DE": "US",
    "Berlin, BE": "DE",
    "IL-Tel Aviv-MSO": "IL",
    "Champaign, IL": "US",
    "IN-Mumbai-MSO": "IN",
    "Remote - IN": "US",
    "Hyderabad, undefined": "IN",
    "Dublin, CA; San Francisco, CA": "US",
    "Dublin, IE": "IE",
    "Lebanon, NH": "US",
    "New Brunswick, NJ": "US",
    "Jersey City, NJ": "US",
    "Mexico, MO": "US",
    "Panama City, FL": "US",
    "Dubai - United Arab Emirates": "AE",
    "Riyadh Saudi Arabia": "SA",
    "Kadıköy, Sahrayı Cedit, Kadıköy/İstanbul, Türkiye": "TR",
    "Bosnia and Herzegovina": "BA",
    "Cape Town, SA": "ZA",
    "Burleigh Heads, QLD": "AU",
    "Nabeul، Tunisia": "TN",
}
NONE_OR_SEVERAL = [
    None, "", "Anywhere", "Remote", "Hybrid", "In-Office", "Distributed; Hybrid", "N/A", "NA", "Europe",
    "BLANK,BLANK,Multiple Locations", "Berlin, Germany; Helsinki, Finland", "Remote - USA or Canada",
    "GB / DE / FR", "Bulgaria, Georgia, Poland, Romania, Uzbekistan", "Chicago; New York; London",
    "London, UK; Ontario, CAN; Remote-Friendly, United States; San Francisco, CA",
]  # fmt: skip


@pytest.mark.parametrize(("place", "country"), ONE_COUNTRY.items())
def test_a_place_in_one_country(place: str, country: str) -> None:
    assert country_of(place) == country


@pytest.mark.parametrize("place", NONE_OR_SEVERAL)
def test_a_place_that_names_no_country_or_several(place: str | None) -> None:
    assert country_of(place) is None


@pytest.mark.parametrize(
    ("place", "country"),
    [("Georgia", None), ("Atlanta, Georgia", "US"), ("Georgia, United States", "US"),
     ("Tbilisi, Georgia", "GE"), ("Georgia; Illinois; Massachusetts", "US"), ("Georgia, VT", "US")],
)  # fmt: skip
def test_georgia_is_a_state_or_a_country_by_what_stands_beside_it(place: str, country: str | None) -> None:
    assert country_of(place) == country


def test_the_fallback_counts_only_where_the_place_is_silent_or_ambiguous() -> None:
    assert country_of("Anywhere", "FR") == "FR"
    assert country_of(None, "FR") == "FR"
    assert country_of("Georgia", "US") == "US"
    assert country_of("Georgia", "GE") == "GE"
    assert country_of("Georgia", "FR") is None
    assert country_of("Bennington, NE", "SD") == "US"  # a search for Sudan that found Nebraska
    assert country_of("Berlin, Germany; Paris, France", "US") is None


@given(st.text(max_size=60), st.sampled_from([None, "US", "DE"]))
def test_any_text_gives_a_known_code_or_nothing(place: str, fallback: str | None) -> None:
    assert country_of(place, fallback) in {None, *country_names()}


@given(st.permutations(["San Francisco, CA", "Remote", "New York", "Austin, TX"]))
def test_the_order_of_places_does_not_matter(places: list[str]) -> None:
    assert country_of("; ".join(places)) == "US"


@given(st.permutations(["San Francisco, CA", "Berlin", "Remote", "Paris, France"]))
def test_several_countries_in_any_order_are_none(places: list[str]) -> None:
    assert country_of(" | ".join(places)) is None


def test_every_country_is_found_by_its_own_name_except_where_a_state_shares_it() -> None:
    wrong = {code: name for code, name in country_names().items() if country_of(name) != code}
    assert wrong == {"GE": "Georgia"}
