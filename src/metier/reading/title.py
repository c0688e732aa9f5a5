"""Job titles: role, track and level of a raw title, with the rule that decided. May abstain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from metier.reading.title_labels import labels
from metier.reading.title_level import INDIVIDUAL, MANAGEMENT, Ladder, ladder, seniority, thing_level
from metier.reading.title_manager import managed, whole
from metier.reading.title_role import Named, individual
from metier.reading.title_scan import Scan, scan

_LEADING = frozenset(("lead", "staff"))
_HALF = 0.5  # each further alternative is worth half of the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleReading:
    """What one raw title says. ``role_id`` 'other' is a job outside the list; None abstains."""

    title: str
    role_id: str | None
    score: float  # 0-1, from how specific the deciding rule is
    alternatives: tuple[tuple[str, float], ...]
    track: str  # individual | management
    level: str  # an id of levels.yaml
    abstained: bool
    method: str


@lru_cache(maxsize=200_000)
def read_title(title: str) -> TitleReading:
    """Role, track and level of a raw title.

    >>> read_title("Sr. ML Software Engineer (Remote)").role_id
    'machine-learning-software-engineer'
    >>> reading = read_title("Manager, Data Science")
    >>> reading.role_id, reading.track, reading.level
    ('data-science-manager', 'management', 'manager')
    >>> read_title("Engineer").abstained
    True
    """
    found = scan(title)
    ranks = ladder(found)
    named = _named(found, ranks)
    track, level = _standing(found, ranks, named)
    return TitleReading(
        title=title,
        role_id=named.role,
        score=round(named.score, 3),
        alternatives=_alternatives(named),
        track=track,
        level=level,
        abstained=named.role is None,
        method=named.method,
    )


def read_titles(titles: Iterable[str]) -> Iterator[TitleReading]:
    """The reading of each title, in order; equal titles are read once."""
    return map(read_title, titles)


def _named(found: Scan, ranks: Ladder) -> Named:
    named = whole(found, ranks) if found.whole else None
    if named is None:
        named = managed(found, ranks) if ranks.tier else individual(found)
    return named if ranks.tier else _lead_scientist(named, found, ranks.level)


def _lead_scientist(named: Named, found: Scan, level: str) -> Named:
    """Lead, principal and staff data scientists are data science leads (ruling 4 of the guide)."""
    if named.role != "data-scientist":
        return named
    if seniority(found, numerals=False) not in _LEADING and (level not in _LEADING or found.numerals):
        return named
    also = tuple(role for role in named.also if role not in ("data-scientist", "data-science-lead"))
    return replace(named, role="data-science-lead", also=("data-scientist", *also))


def _standing(found: Scan, ranks: Ladder, named: Named) -> tuple[str, str]:
    """Track and level: the rank's, unless it is of a thing, or the role's name alone says that it leads."""
    if named.thing:
        return INDIVIDUAL, thing_level(ranks, seniority(found))
    if named.method == "label" and not ranks.tier and named.role in labels().management:
        return MANAGEMENT, ranks.level if ranks.level == "lead" else "manager"
    return ranks.track, ranks.level


def _alternatives(named: Named) -> tuple[tuple[str, float], ...]:
    top = named.score or 1.0
    return tuple((role, round(top * _HALF ** (n + 1), 3)) for n, role in enumerate(named.also))
