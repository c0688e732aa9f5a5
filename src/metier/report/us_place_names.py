"""Names of counties and states of the United States as they are shown."""

from __future__ import annotations

import re

from metier.release.official import country_names
from metier.release.prevailing import UsPlace
from metier.release.reader import Release
from metier.report.us_states import states

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"of", "and", "the", "du", "qui"})
_INNER = ("DeKalb", "DeSoto", "DeWitt", "DuPage", "LaGrange", "LaMoure", "LaPorte", "LaRue", "LaSalle")
_CAPITALS = {name.casefold(): name for name in _INNER}
_NOT_COUNTIES = frozenset({"AK", "CT", "DC", "GU", "PR", "VA", "VI"})  # boroughs, regions, cities, islands among them
_TWO_IN_ONE = frozenset(
    {("MD", "baltimore"), ("MO", "st. louis")}
    | {("VA", name) for name in ("fairfax", "franklin", "richmond", "roanoke")}
)


def place_name(release: Release, place: UsPlace) -> str:
    """A place as it is shown: 'Travis County, TX', 'Orleans Parish, LA', 'Texas'.

    Where the places of a state are not all counties, it has the producer's name alone: 'Alexandria, VA'.
    """
    if not place.county:
        return state_name(release, place.state)
    name = capitals(place.county)
    if place.state == "DC":
        return name
    if place.state == "LA":
        name += " Parish"
    elif (place.state, place.county) == ("NV", "carson"):
        name += " City"
    elif place.state not in _NOT_COUNTIES and not is_two_in_one(place):
        name += " County"
    return f"{name}, {place.state}"


def state_name(release: Release, state: str) -> str:
    """The name of a state, the district or a territory by its code."""
    named = next((name for name, code in states().items() if code == state), "")
    return capitals(named) if named else country_names(release).get(state, state)


def is_two_in_one(place: UsPlace) -> bool:
    """Whether the name is that of a county and of a city outside it: the producer's file has one entry for both."""
    return (place.state, place.county) in _TWO_IN_ONE


def capitals(name: str) -> str:
    """A name with its capitals.

    >>> capitals("lake of the woods"), capitals("o'brien"), capitals("prince george's"), capitals("mcdonald")
    ('Lake of the Woods', "O'Brien", "Prince George's", 'McDonald')
    """

    def word(match: re.Match[str]) -> str:
        text = match.group()
        if text in _SMALL or (text == "s" and match.start()):
            return text
        rest = text.removeprefix("mc")
        return _CAPITALS.get(text) or ("Mc" if rest != text else "") + rest.capitalize()

    return _WORD.sub(word, name)
