"""Prevailing wages where a person lives: levels I to IV of an occupation by county and by state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from metier.reading.normalise import fold, words_of
from metier.release.reader import Release, remembered

LEVELS = ("I", "II", "III", "IV")
_TABLE = "prevailing_areas"
_KIND = re.compile(
    r" (county|co|parish|(city and )?borough|census area|municipio|municipality|planning region)$|^county of "
)
_CITY = re.compile(r" city$|^city of ")
_CITIES_APART = frozenset({"MD", "MO", "NV", "VA"})  # states with cities that belong to no county
_SAINTS = {"saint": "st", "sainte": "ste"}


@dataclass(frozen=True, slots=True)
class UsPlace:
    """A county or a whole state of the United States (its federal district and territories with it)."""

    state: str  # two letters
    county: str = ""  # small letters, as the release writes it; '' for the whole state


@dataclass(frozen=True, slots=True)
class PlaceWages:
    """USD an hour of levels I to IV: in one county, or the middle county of a state."""

    soc2018_code: str
    state: str  # two letters
    county: str  # small letters, '' for the whole state
    counties: int
    levels: tuple[float, float, float, float]
    origin_id: str


def county_wages(release: Release, soc2018_code: str, state: str, county: str) -> PlaceWages | None:
    """The prevailing wages of an occupation in one county ("TX", "Travis" or "Travis County"); None if not covered."""
    wanted = county_named(release, state.upper(), county)
    return place_wages(release, soc2018_code, UsPlace(state.upper(), wanted)) if wanted else None


def state_wages(release: Release, soc2018_code: str) -> list[PlaceWages]:
    """For each state, by its code: the median over its counties, each counted once, of every level."""
    found = (place_wages(release, soc2018_code, UsPlace(state)) for state in sorted(_occupation(release, soc2018_code)))
    return [wages for wages in found if wages is not None]


def place_wages(release: Release, soc2018_code: str, place: UsPlace) -> PlaceWages | None:
    """The prevailing wages of an occupation in a county or a state's middle county; None where it is not covered."""
    counties = _occupation(release, soc2018_code).get(place.state, {})
    if place.county:
        counties = {place.county: counties[place.county]} if place.county in counties else {}
    if not counties:
        return None
    origin_id = next(iter(counties.values()))[0]
    levels = _middle([levels for _, levels in counties.values()])
    return PlaceWages(soc2018_code, place.state, place.county, len(counties), levels, origin_id)


def states_with_counties(release: Release) -> tuple[str, ...]:
    """The codes of the states, district and territories whose counties have prevailing wages, in order."""
    return tuple(sorted(_occupation(release, _any_occupation(release))))


def counties_of(release: Release, state: str) -> tuple[str, ...]:
    """The counties of a state as the release writes them, in order; none for what is no state."""
    return tuple(sorted(_occupation(release, _any_occupation(release)).get(state, ())))


def county_named(release: Release, state: str, text: str) -> str:
    """The county of a state that a text names, as the release writes it; '' where none does.

    "St Marys County", "Saint Mary's" and "st. mary's" are one.
    """
    keys = _county_keys(release, state)
    return next((keys[key] for key in _keys(text, cities=state in _CITIES_APART) if key in keys), "")


@remembered
def _county_keys(release: Release, state: str) -> dict[str, str]:
    """The counties of a state by their search keys: whole names before names without 'municipio'."""
    names = counties_of(release, state)
    whole = {_keys(name)[0]: name for name in names}
    return {key: name for name in names for key in _keys(name)[1:]} | whole


def _keys(text: str, *, cities: bool = False) -> list[str]:
    """Search keys of a county's name: as it is written, then without what kind of place it is.

    >>> _keys("Saint Mary’s County"), _keys("Carson City", cities=True)
    (['stmaryscounty', 'stmarys'], ['carsoncity', 'carson'])
    """
    found = [" ".join(_SAINTS.get(word, word) for word in words_of(fold(text)))]
    for kind in (_KIND, _CITY) if cities else (_KIND,):
        found.append(kind.sub("", found[-1], count=1))
    return list(dict.fromkeys(name.replace(" ", "") for name in found))


_Levels = tuple[float, float, float, float]


def _middle(counties: Iterable[_Levels]) -> _Levels:
    one, two, three, four = (round(median(wages), 2) for wages in zip(*counties, strict=True))
    return one, two, three, four


@remembered
def _any_occupation(release: Release) -> str:
    """An occupation: each has the wages of every county."""
    rows = release.rows(f"SELECT min(soc2018_code) FROM {_TABLE}", tables=(_TABLE,))
    return str(rows[0][0])


@remembered
def _occupation(release: Release, soc2018_code: str) -> dict[str, dict[str, tuple[str, _Levels]]]:
    """(origin, levels) of an occupation by state and county."""
    found: dict[str, dict[str, tuple[str, _Levels]]] = {}
    for named, origin_id, one, two, three, four in release.rows(
        "SELECT counties, origin_id, level_i_usd_hour, level_ii_usd_hour, level_iii_usd_hour, level_iv_usd_hour"
        f" FROM {_TABLE} WHERE soc2018_code = ? ORDER BY area",
        (soc2018_code,),
        tables=(_TABLE,),
    ):
        for place in named:
            state, _, county = place.partition("|")
            found.setdefault(state, {})[county] = (origin_id, (one, two, three, four))
    return found
