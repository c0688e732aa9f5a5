"""Counties and states of the United States as people write them; what names none is refused with the nearest."""

from __future__ import annotations

import re

from metier.errors import UnknownFilter, UserInputError
from metier.release.official import country_names
from metier.release.prevailing import UsPlace, counties_of, county_named, states_with_counties
from metier.release.reader import Release, remembered
from metier.report.question import find_country
from metier.report.spelling import nearest
from metier.report.us_place_names import capitals, state_name
from metier.report.us_states import states
from metier.report.words import in_prose, listed

FEW = 12  # names that are all listed where none is spelled like the one wanted
EXAMPLE = '--county "Travis, TX"'
_NATION = re.compile(r"[\s,]+(?:USA?|U\.S\.(?:A\.)?|United States(?: of America)?)\s*$", re.IGNORECASE)
_SAYS_COUNTY = re.compile(r"\b(?:county|parish|borough|municipio|municipality|census area)\b", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,;/|]\s*")


def find_place(release: Release, text: str) -> UsPlace:
    """The county ('Travis, TX', 'travis county texas') or the state ('TX') that a text names.

    A name of both a state and counties is the state. Raises UserInputError with the nearest counties.
    """
    said = _COMMA.sub(", ", _NATION.sub("", f" {text}")).strip(" ,")
    if not said:
        raise UnknownFilter(f"No county is named in {text!r}.", hint=f"For example: {EXAMPLE}, or --county TX.")
    if state := _state(release, said):
        return _of_state(release, state)
    county, comma, where = said.rpartition(", ")
    if not comma:
        return _without_comma(release, said)
    state = _state(release, where)
    if not state:
        raise _no_state(release, where)
    return _in_state(release, state, county.rpartition(", ")[2])  # 'Austin, Travis County, TX'


def says_county(text: str) -> bool:
    """Whether a text says that it names a county.

    >>> says_county("Austin County, TX"), says_county("Austin, TX")
    (True, False)
    """
    return _SAYS_COUNTY.search(text) is not None


def _of_state(release: Release, state: str) -> UsPlace:
    """A state; its county where it has one alone, as the District of Columbia."""
    counties = counties_of(release, state)
    return UsPlace(state, counties[0] if len(counties) == 1 else "")


def _in_state(release: Release, state: str, county: str) -> UsPlace:
    """A county of a state that is known."""
    if (state, county.casefold()) == ("DC", "washington"):
        return _of_state(release, state)
    found = county_named(release, state, county)
    if not found:
        raise _unknown(release, state, county)
    return UsPlace(state, found)


def _without_comma(release: Release, said: str) -> UsPlace:
    """The place of a text of which the last words may name the state, or none does."""
    words = said.split()
    ways = [(_state(release, " ".join(words[at:])), " ".join(words[:at])) for at in range(1, len(words))]
    splits = [(state, county) for state, county in ways if state]  # the longest name of a state first
    for state, county in splits:
        if named := county_named(release, state, county):
            return UsPlace(state, named)
    found = [UsPlace(s, county) for s in states_with_counties(release) if (county := county_named(release, s, said))]
    if len(found) > 1:
        raise UnknownFilter(
            f"{len(found)} states have a county called {said!r}: {listed([place.state for place in found])}.",
            hint=f'Name the state too, such as --county "{_written(found[0])}".',
        )
    if found:
        return found[0]
    if splits:
        return _in_state(release, *splits[0])
    raise _unknown_anywhere(release, said)


def _state(release: Release, text: str) -> str:
    """The code of a state, the district or a territory by code or name; '' for anything else."""
    wanted = " ".join(text.replace(".", "").split()).casefold()
    return _states(release).get(wanted) or _states(release).get(wanted.removesuffix(" state"), "")


@remembered
def _states(release: Release) -> dict[str, str]:
    """The codes of all states with counties, by name and by code in small letters."""
    known = states()
    names = country_names(release)
    territories = {code: names.get(code, code) for code in states_with_counties(release) if code not in known.values()}
    by_name = known | {name.replace(".", "").casefold(): code for code, name in territories.items()}
    return {code.casefold(): code for code in by_name.values()} | by_name


def _written(place: UsPlace) -> str:
    """A place as one may write it: 'Travis, TX'."""
    return f"{capitals(place.county)}, {place.state}" if place.county else place.state


def _did_you_mean(places: list[UsPlace]) -> str:
    return f"Did you mean {listed([repr(_written(place)) for place in places], 'or')}?"


def _no_state(release: Release, where: str) -> UserInputError:
    """The error for a county of what is no state: of another country, or misspelled."""
    try:
        country = find_country(release, where)
    except UnknownFilter:
        names = {name: code for name, code in _states(release).items() if len(name) > 2}
        near = [f"{capitals(name)} ({names[name]})" for name in nearest(where.casefold(), names)]
        hint = f"Did you mean {listed(near, 'or')}?" if near else "Write a state's name or two letters, such as TX."
        return UnknownFilter(f"No state of the United States is called {where!r}.", hint=hint)
    return outside(release, country)


def outside(release: Release, country: str) -> UserInputError:
    """The error for a county together with another country than the United States."""
    name = in_prose(country_names(release).get(country, country))
    return UserInputError(
        f"Wages are set by county in the United States only: --county cannot be asked for with {name}.",
        hint=f"Leave --county out to see what is advertised with --country {country}, or leave --country out.",
    )


def _unknown(release: Release, state: str, county: str) -> UnknownFilter:
    """The error for a county that a state does not have: with its nearest, or where one of the name is."""
    counties = counties_of(release, state)
    near = nearest(county.casefold(), counties)
    elsewhere = [s for s in states_with_counties(release) if county_named(release, s, county)]
    if near:
        hint = _did_you_mean([UsPlace(state, name) for name in near])
    elif len(counties) <= FEW:
        hint = f"It has {listed([capitals(name) for name in counties])}."
    elif 0 < len(elsewhere) <= FEW:
        hint = f"There is one in {listed(elsewhere)}."
    else:
        hint = f"Name the county, not the city; --county {state} shows the middle county of the state."
    return UnknownFilter(f"{state_name(release, state)} has no county called {county!r}.", hint=hint)


def _unknown_anywhere(release: Release, said: str) -> UnknownFilter:
    """The error for a text that names neither a state nor a county of any, with the nearest of all."""
    names = {name: UsPlace(state) for name, state in _states(release).items() if len(name) > 2}
    for state in states_with_counties(release):
        for county in counties_of(release, state):
            names[f"{county} {state.casefold()}"] = UsPlace(state, county)
            names.setdefault(county, UsPlace(state, county))
    near = list(dict.fromkeys(names[name] for name in nearest(said.casefold(), names)))
    hint = _did_you_mean(near) if near else f"Name the county, not the city, with its state: {EXAMPLE}."
    return UnknownFilter(f"No county of the United States is called {said!r}.", hint=hint)
