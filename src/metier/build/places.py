"""The country of a place as a posting writes it: 'San Francisco, CA; New York' is US.

Every name found in a place votes for the countries that own it, with a weight by kind of name. A place
that names several countries, or one name that several countries share (Georgia), has no country unless
something else decides. Names are in vocabulary/data/countries.yaml.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from metier.build.conform import vocabulary_file

NAME, REGION, REGION_CODE, CITY, ISO_CODE = 6.0, 3.0, 2.5, 2.0, 1.4
"""Votes: a country's own name settles it; a US state code beats an ISO code ('Wilmington, DE'), and a
known city with an ISO code beats a state code ('Munich, DE', 'Vancouver, CA')."""

_SHARED_NAMES = frozenset({"georgia"})  # a country and a state: as a name it votes no more than a region
_ALTERNATIVES = re.compile(r"\s*(?:;|\||•|/|·|\n)\s*")
_PARTS = re.compile(r"\s*(?:,|،|\(|\)|\[|\]|:|\s[-–—]|[-–—]\s)\s*")
_CODE_PREFIX = re.compile(r"^([A-Z]{2})-(?=\w)")
_MORE = re.compile(r"\(?\+\s*\d+\s*(?:others?|more)?\)?", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:remote(?:-friendly)?|remoto|hybrid|on-?site|in-office|offices?|hq|headquarters|anywhere|only"
    r"|all locations|undefined|blank|multiple locations|various|distributed|open|within|greater|metropolitan"
    r"|metro|area|home based|travel-required|travel required|flexible|global|worldwide|mso|n/a)\b",
    re.IGNORECASE,
)
_HAS_DIGIT = re.compile(r"\S*\d\S*")
_NOTHING = frozenset({"", "NA", "BLANK"})


@dataclass(frozen=True, slots=True)
class _Names:
    """Weight of each country by folded name, and by upper-case code."""

    words: dict[str, dict[str, float]]
    codes: dict[str, dict[str, float]]
    alpha3: dict[str, str]
    us_states: frozenset[str]
    longest: int  # words in the longest name


def _fold(text: str) -> str:
    text = text.replace("ı", "i").replace("İ", "I").replace("ł", "l").replace("Ł", "L").replace("ø", "o")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.replace("&", " and ").replace(".", "").replace("’", "'").replace("-", " ")
    return " ".join(plain.casefold().split())


@cache
def _names() -> _Names:
    words: defaultdict[str, dict[str, float]] = defaultdict(dict)
    codes: defaultdict[str, dict[str, float]] = defaultdict(dict)
    alpha3: dict[str, str] = {}
    states: frozenset[str] = frozenset()
    for row in vocabulary_file("countries.yaml"):
        country = row["code"]
        named = (("cities", CITY), ("regions", REGION), ("names", NAME))
        for key, weight in named:
            for name in row.get(key, ()):
                if len(name) > 2 or weight != NAME:
                    words[_fold(name)][country] = weight
        folded = _fold(row["name"])
        words[folded][country] = REGION if folded in _SHARED_NAMES else NAME
        codes[country].setdefault(country, ISO_CODE)
        for name in row.get("names", ()):
            if len(name) == 2:
                codes[name][country] = NAME
        for code in row.get("region_codes", ()):
            if len(code) == 2:
                codes[code][country] = REGION_CODE
            else:
                words[_fold(code)][country] = REGION_CODE
        if country == "US":
            states = frozenset(row["region_codes"])
            codes["US"][country] = NAME
        alpha3[row["alpha3"]] = country
    longest = max(len(name.split()) for name in words)
    return _Names(dict(words), dict(codes), alpha3, states, longest)


def _votes_of_part(part: str) -> list[dict[str, float]]:
    """What the names in one comma part vote for: the whole part, else names at its end and start."""
    names = _names()
    if part in names.alpha3:
        return [{names.alpha3[part]: NAME}]
    if part.isupper() and part in names.codes:
        return [names.codes[part]]
    tokens = part.split()
    found: list[dict[str, float]] = []
    for from_end in (True, False):
        while tokens:
            size, vote = _longest_name(tokens, from_end=from_end)
            if not vote:
                break
            found.append(vote)
            tokens = tokens[:-size] if from_end else tokens[size:]
    return found


def _longest_name(tokens: list[str], *, from_end: bool) -> tuple[int, dict[str, float]]:
    names = _names()
    for size in range(min(names.longest, len(tokens)), 0, -1):
        chosen = tokens[-size:] if from_end else tokens[:size]
        vote = names.words.get(_fold(" ".join(chosen)))
        if vote is None and size == 1:
            code = names.codes.get(chosen[0].replace(".", ""), {})
            vote = code if max(code.values(), default=0) > ISO_CODE else None  # 'IT' may be a word
        if vote:
            return size, vote
    return 0, {}


def _candidates(alternative: str) -> frozenset[str] | None:
    """The countries that one alternative may mean; None where it names nothing that is known."""
    spaced = _CODE_PREFIX.sub(r"\1, ", alternative.strip())
    spaced = _CODE_PREFIX.sub(r"\1, ", spaced) if spaced == alternative.strip() else _after_code(spaced)
    parts = [_clean(part) for part in _PARTS.split(spaced)]
    parts = [part for part in parts if part not in _NOTHING]
    by_part = [(part, votes) for part in parts if (votes := _votes_of_part(part))]
    if not by_part:
        return None
    by_part = _without_town_names(by_part)
    total: defaultdict[str, float] = defaultdict(float)
    named: set[str] = set()
    for _, votes in by_part:
        for vote in votes:
            for country, weight in vote.items():
                total[country] += weight
            if max(vote.values()) == NAME and len(vote) == 1:
                named.update(vote)
    if len(named) > 1:
        return frozenset(named)
    best = max(total.values())
    return frozenset(country for country, weight in total.items() if weight == best)


def _after_code(text: str) -> str:
    """'US, CO-Denver' -> 'US, CO, Denver': codes may follow one another."""
    head, _, rest = text.partition(", ")
    return f"{head}, {_CODE_PREFIX.sub(chr(92) + '1, ', rest)}"


def _without_town_names(
    by_part: list[tuple[str, list[dict[str, float]]]],
) -> list[tuple[str, list[dict[str, float]]]]:
    """Drops a foreign name that is a town before a US state code: 'Lebanon, NH', 'New Brunswick, NJ'."""
    last, votes = by_part[-1]
    if len(by_part) < 2 or last not in _names().us_states:
        return by_part
    kept = []
    for part, found in by_part[:-1]:
        town = any(
            weight >= REGION and country != "US" and country not in votes[0]
            for vote in found
            for country, weight in vote.items()
        )
        if not town:
            kept.append((part, found))
    return [*kept, (last, votes)]


def _clean(part: str) -> str:
    return " ".join(_NOISE.sub(" ", _HAS_DIGIT.sub(" ", part)).strip(" -–—.،").split())


@lru_cache(maxsize=65536)
def country_of(place: str | None, fallback: str | None = None) -> str | None:
    """The ISO 3166 alpha-2 code of a place as written, or None where it names none or several.

    ``fallback`` is used where the place says nothing, and to choose between countries that share a name.

    >>> country_of("Bengaluru, Karnataka, India"), country_of("San Francisco, CA; New York")
    ('IN', 'US')
    >>> country_of("London; Berlin"), country_of("Anywhere", "FR"), country_of("Georgia", "US")
    (None, 'FR', 'US')
    """
    found = None
    for alternative in _ALTERNATIVES.split(_MORE.sub("", place or "")):
        candidates = _candidates(alternative)
        if candidates is not None:
            found = candidates if found is None else found & candidates
    if found is None:
        return fallback
    if len(found) == 1:
        return next(iter(found))
    return fallback if fallback in found else None


@cache
def country_names() -> dict[str, str]:
    """English name by ISO 3166 alpha-2 code."""
    return {row["code"]: row["name"] for row in vocabulary_file("countries.yaml")}
