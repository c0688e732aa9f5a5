"""Single values of schema.org data, as careless producers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice

from metier.reading.education import DEGREES
from metier.reading.source import plain
from metier.vocabulary.load import read_yaml

_MOST = 50  # items of a list that are looked at
_DEEPEST = 4  # objects inside one value
_PLACE_PARTS = ("addressLocality", "addressRegion", "addressCountry")
# What a statement names first in this order, from the least to the highest, is its degree.
_DEGREES = (
    ("none", re.compile(r"\bno (?:requirements?|degree|education)\b|\bnone\b")),
    ("secondary", re.compile(r"\bhigh[- ]?school|\bsecondary\b|\bged\b")),
    ("associate", re.compile(r"\bassociate")),
    ("bachelor", re.compile(r"\bbachelor|\bundergraduate degree")),
    ("master", re.compile(r"\bmaster|\bpost-?graduate")),
    ("doctorate", re.compile(r"\bdoctor|\bph\.?d")),
)
_LONGEST_CATEGORY = 80  # characters; longer statements are prose, for the reader of texts
_YEARS = re.compile(r"(\d{1,3}(?:\.\d)?)\s*\+?\s*(?:(?:-|–|to)\s*\d{1,3}\s*\+?\s*)?(years?|yrs?|months?|mos?)\b")
_NO_EXPERIENCE = re.compile(r"\bno (?:requirements?|experience)\b|\bnone\b")
_MOST_MONTHS = 600
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_REMOTE = re.compile(r"telecommut|remote|work[- _]?from[- _]?home|virtual")
_ONSITE = re.compile(r"on[- _]?site|in[- _]?office|in[- _]?person")


def texts_of(value: object, keys: tuple[str, ...] = ("name", "value", "@value"), depth: int = 0) -> Iterator[str]:
    """The texts that a value holds: itself, or those under ``keys`` of objects, one for each item of a list.

    >>> list(texts_of([{"name": "Acme"}, 7, None, " "]))
    ['Acme', '7']
    """
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, bool):
        return
    elif isinstance(value, (int, float)):
        yield str(value)
    elif depth >= _DEEPEST:
        return
    elif isinstance(value, list):
        for item in value[:_MOST]:
            yield from texts_of(item, keys, depth + 1)
    elif isinstance(value, dict):
        for key in keys:
            found = next(texts_of(value.get(key), keys, depth + 1), None)
            if found is not None:
                yield found
                return


def line_of(value: object, keys: tuple[str, ...] = ("name", "value", "@value")) -> str:
    """The first text of a value as one line, without markup; "" where there is none.

    >>> line_of({"@type": "Organization", "name": "R&amp;D  Ltd"})
    'R&D Ltd'
    """
    return " ".join(plain(next(texts_of(value, keys), "")).text.split())


def text_of(value: object) -> str:
    """All texts of a value, one below the other, as they stand."""
    return "\n".join(texts_of(value))


def place_of(value: object) -> str:
    """Where the job is, as postings write it; several places with semicolons between.

    >>> place_of([{"address": {"addressLocality": "Bonn", "addressCountry": {"name": "DE"}}}, "Remote"])
    'Bonn, DE; Remote'
    """
    items = value[:_MOST] if isinstance(value, list) else [value]
    return "; ".join(dict.fromkeys(filter(None, map(_place, items))))


def _place(value: object) -> str:
    if not isinstance(value, dict):
        return line_of(value)
    address = value.get("address", value)
    if isinstance(address, list):
        address = address[0] if address else ""
    if isinstance(address, dict):
        parts = dict.fromkeys(line_of(address.get(part)) for part in _PLACE_PARTS)
        stated = ", ".join(filter(None, parts))
        if stated:
            return stated
    return line_of(address, ("streetAddress", "name")) or line_of(value)


def employment_type_of(value: object) -> str | None:
    """The type of employment that is stated, of several the rarer, as where a text says several; None where none is.

    Full-time goes before part-time alone: where both are offered, the job can be had full-time.

    >>> employment_type_of("FULL_TIME"), employment_type_of(["FULL_TIME", "CONTRACTOR"]), employment_type_of("OTHER")
    ('full-time', 'contract', None)
    >>> employment_type_of(["PART_TIME", "FULL_TIME"])
    'full-time'
    """
    separator, types = _employment_types()
    stated = (part for text in texts_of(value) for part in separator.split(text.replace("_", " ")))
    found = {next((kind for kind, words in types if words.search(part)), None) for part in islice(stated, _MOST)}
    if "full-time" in found:
        found.discard("part-time")
    return next((kind for kind, _ in types if kind in found), None)


@cache
def _employment_types() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    data = read_yaml("employment_types.yaml")
    types = tuple(
        (str(kind["id"]), re.compile(rf"\b(?:{'|'.join(kind['words'])})\b", re.IGNORECASE)) for kind in data["types"]
    )
    return re.compile(data["separators"], re.IGNORECASE), types


def workplace_of(value: object) -> str | None:
    """remote, hybrid or onsite from the location type.

    >>> workplace_of("TELECOMMUTE"), workplace_of(["Hybrid"]), workplace_of("")
    ('remote', 'hybrid', None)
    """
    said = " ".join(texts_of(value)).lower()[:200]
    if "hybrid" in said:
        return "hybrid"
    remote, onsite = _REMOTE.search(said), _ONSITE.search(said)
    return None if bool(remote) == bool(onsite) else "remote" if remote else "onsite"


def degree_of(value: object) -> str | None:
    """The lowest degree among the stated categories; None where none is clear.

    >>> degree_of([{"credentialCategory": "master degree"}, {"credentialCategory": "bachelor degree"}])
    'bachelor'
    """
    found: list[str] = []
    for text in texts_of(value, ("credentialCategory", "educationalLevel", "name", "value")):
        low = plain(text).text.lower()
        if len(low) <= _LONGEST_CATEGORY:
            found += [level for level, words in _DEGREES if words.search(low)][:1]
    return min(found, key=DEGREES.index, default=None)


def months_of(value: object) -> int | None:
    """Months of experience that are stated; None where it is not clear.

    >>> months_of({"monthsOfExperience": "24"}), months_of("3-5 years"), months_of("no requirements"), months_of("lots")
    (24, 36, 0, None)
    """
    if isinstance(value, list):
        return next((found for item in value[:_MOST] if (found := months_of(item)) is not None), None)
    months = number_of(value.get("monthsOfExperience")) if isinstance(value, dict) else None
    if months is None:
        months = _months_said(line_of(value, ("monthsOfExperience", "description", "name", "value")))
    return round(months) if months is not None and 0 <= months <= _MOST_MONTHS else None


def _months_said(text: str) -> float | None:
    low = text.lower()
    if not low or len(low) > _LONGEST_CATEGORY:
        return None
    found = _YEARS.search(low)
    if found is None:
        return 0 if _NO_EXPERIENCE.search(low) else None
    return float(found.group(1)) * (12 if found.group(2).startswith("y") else 1)


def number_of(value: object) -> float | None:
    """A number that is stated as one, or as nothing but one in a text.

    >>> number_of(5), number_of("60,000.00"), number_of("60k"), number_of(float("nan")), number_of(True)
    (5.0, 60000.0, None, None, None)
    """
    from metier.reading.pay_money import number

    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        try:
            found = float(value)
        except OverflowError:
            return None
        return found if abs(found) < 1e12 else None
    if isinstance(value, str) and re.fullmatch(r"\d[\d,.' ]{0,20}", value.strip()):
        return number(value.strip())
    return None


def flag_of(value: object) -> bool | None:
    """True or False where that is stated, also as text."""
    if isinstance(value, str):
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(value.lower())
    return value if isinstance(value, bool) else None


def date_of(value: object) -> date | None:
    """A day from an ISO date or time, or from seconds or milliseconds since 1970.

    >>> date_of("2026-02-04T09:26:20+01:00"), date_of("2026/2/30"), date_of(1780000000000)
    (datetime.date(2026, 2, 4), None, datetime.date(2026, 5, 28))
    """
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC).date()
        found = _DATE.match(line_of(value))
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3))) if found else None
    except (ValueError, OverflowError, OSError):
        return None
