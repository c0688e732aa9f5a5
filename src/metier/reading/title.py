"""Job titles: role, track and level of a raw title, with the rule that decided. May abstain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from metier.reading.title_level import INDIVIDUAL, ladder, seniority
from metier.reading.title_role import Named, individual, managed, names_job, whole
from metier.reading.title_scan import Scan, scan

_LEADING = frozenset(("lead", "staff"))


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


def _lead_scientist(named: Named, found: Scan, level: str) -> Named:
    """Lead, principal and staff data scientists are data science leads (ruling 4 of the guide)."""
    if named.role != "data-scientist":
        return named
    if seniority(found, numerals=False) not in _LEADING and (level not in _LEADING or found.numerals):
        return named
    also = tuple(role for role in named.also if role not in ("data-scientist", "data-science-lead"))
    return Named("data-science-lead", named.score, ("data-scientist", *also), named.method)


def _alternatives(named: Named) -> tuple[tuple[str, float], ...]:
    return tuple(
        (role, round(max(named.score, 0.6) * 0.5 ** (n + 1), 3)) for n, role in enumerate(named.also)
    )


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
    if found.whole and names_job(found, ranks):
        named, ranks = whole(found, ranks)
    elif ranks.track == INDIVIDUAL:
        named = _lead_scientist(individual(found), found, ranks.level)
    else:
        named = managed(found, ranks)
    return TitleReading(
        title=title,
        role_id=named.role,
        score=named.score,
        alternatives=_alternatives(named),
        track=named.track or ranks.track,
        level=named.level or ranks.level,
        abstained=named.role is None,
        method=named.method,
    )


def read_titles(titles: Iterable[str]) -> Iterator[TitleReading]:
    """The reading of each title, in order; equal titles are read once."""
    return map(read_title, titles)
