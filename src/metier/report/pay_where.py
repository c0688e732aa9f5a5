"""The place of a described job, checked against the places that the estimator knows; what is unknown is told."""

from __future__ import annotations

from dataclasses import dataclass

from metier.errors import UnknownFilter
from metier.report.spelling import nearest
from metier.report.us_states import find_state, states
from metier.report.words import listed
from metier.statistics.pay_estimate import PayEstimator
from metier.vocabulary import rule

STATED = "with stated pay and a named employer"


@dataclass(frozen=True, slots=True)
class Where:
    """City and state ('' each where none is known), and what is to be told of them."""

    city: str
    state: str
    told: tuple[str, ...]


def find_where(estimator: PayEstimator, country: str, city: str | None, state: str | None) -> Where:
    """The place that a description names, as far as the estimator knows it. Raises UnknownFilter for a state."""
    name, _, rest = (" ".join(part.split()) for part in (city or "").partition(","))
    code = find_state(state) if state else _state_behind(rest, country)
    if not name:
        return Where("", code, (_count(estimator, country, "", code),) if code else ())
    key = name.casefold()
    inside = {k.rpartition("|")[2]: n for (c, k), n in estimator.places.items() if c == country and _city(k) == key}
    if not inside:
        return Where("", code, (_unknown(estimator, country, name),))
    named = {s: n for s, n in inside.items() if s}
    if code and named and code not in named:
        most = max(named, key=lambda s: named[s])
        text = (
            f"{_fewer()} {STATED} name {name}, {state_name(code)}: {name} is left out, and the state alone is taken. "
            f"{named[most]:,} name {name}, {state_name(most)}."
        )
        return Where("", code, (text,))
    shown = name.title() if name.islower() else name
    taken = code or max(named, key=lambda s: named[s], default="")
    told = [_count(estimator, country, shown, taken)]
    if taken != code:
        others = [state_name(s) for s in sorted(named) if s != taken]
        also = f" Others name {shown}, {listed(others, 'or')}." if others else ""
        told.append(f"No state was named: {state_name(taken)} is taken, which most postings in {shown} name.{also}")
    return Where(shown, taken, tuple(told))


def state_name(code: str) -> str:
    """The name of a state of the United States by its two letters.

    >>> state_name("DC")
    'District of Columbia'
    """
    return next((name.title().replace(" Of ", " of ") for name, c in states().items() if c == code), code)


def _city(name: str) -> str:
    return name.partition("|")[0]


def _state_behind(text: str, country: str) -> str:
    """The state that is written behind a city ('Austin, TX'); '' where it is none."""
    if not text or country != "US":
        return ""
    try:
        return find_state(text)
    except UnknownFilter:
        return ""


def _fewer() -> str:
    return f"Fewer than {rule('pay_estimator.least_postings'):.0f} postings"


def _count(estimator: PayEstimator, country: str, city: str, state: str) -> str:
    """How many postings with pay name a place."""
    place = ", ".join(part for part in (city, state_name(state) if state else "") if part)
    n = estimator.places.get((country, f"{city.casefold()}|{state}"), 0)
    return f"{f'{n:,} postings' if n else _fewer()} {STATED} name {place}."


def _unknown(estimator: PayEstimator, country: str, city: str) -> str:
    """That a city is left out, with the cities that are spelled most like it."""
    cities = {_city(name) for c, name in estimator.places if c == country and _city(name)}
    near = [name.title() for name in nearest(city.casefold(), sorted(cities))]
    offer = f" Did you mean {listed(near, 'or')}?" if near else ""
    return f"{_fewer()} {STATED} name “{city}”: it is left out.{offer}"
