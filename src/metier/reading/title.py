"""Job titles: role, track and level of a raw title, with the rule that decided and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from metier.reading.collector import collector_paused
from metier.reading.title_labels import labels
from metier.reading.title_level import INDIVIDUAL, MANAGEMENT, Ladder, ladder, seniority, thing_level
from metier.reading.title_manager import managed, whole
from metier.reading.title_role import BARE, Named, individual
from metier.reading.title_rules import rule_book
from metier.reading.title_scan import Scan, scan
from metier.reading.title_score import WHOLE, basis, least, score
from metier.reading.title_support import Suits, suits

_LEADING = frozenset(("lead", "staff"))
_NAMES = frozenset(("whole", "label"))  # methods by which a role's own name decided
_WHOLE = Suits(0.0, 0)  # a name word for word needs no second look
_CHUNK = 256  # titles that are read together
_HALF = 0.5  # each further alternative is worth half of the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleReading:
    """What one raw title says. ``role_id`` 'other' is a job outside the list, None says that none is named.

    Where ``abstained`` is True, ``role_id`` is only the best guess: show it as such, never count it.
    """

    title: str
    role_id: str | None
    score: float  # 0-1: the share of labelled titles for which the deciding rule was right
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
    >>> guess = read_title("Engineer")
    >>> guess.role_id, guess.abstained
    ('software-engineer', True)
    """
    found = scan(title)
    ranks = ladder(found)
    named = _named(found, ranks)
    track, level = _standing(found, ranks, named)
    sure = _sure(found, named)
    return TitleReading(
        title=title,
        role_id=named.role,
        score=sure,
        alternatives=_alternatives(named.also, sure),
        track=track,
        level=level,
        abstained=named.method == BARE or sure < least(),
        method=named.method,
    )


def read_titles(titles: Iterable[str]) -> Iterator[TitleReading]:
    """The reading of each title, in order; equal titles are read once."""
    waiting = iter(titles)
    while chunk := list(islice(waiting, _CHUNK)):
        with collector_paused():
            readings = [read_title(title) for title in chunk]
        yield from readings


def _named(found: Scan, ranks: Ladder) -> Named:
    named = whole(found, ranks) if found.whole else None
    if named is None:
        named = managed(found, ranks) if ranks.tier else individual(found)
    return named if ranks.tier else _lead_scientist(named, found)


def _sure(found: Scan, named: Named) -> float:
    if named.role is None:
        return 0.0
    if named.method == BARE:
        return rule_book().score.faint
    words = suits(found.tokens, named.role) if named.method != WHOLE else _WHOLE
    return score(basis(named.method, len(found.unknown)), named.role, words)


def _lead_scientist(named: Named, found: Scan) -> Named:
    """Lead, principal and staff data scientists are data science leads (ruling 4 of the guide)."""
    if named.role != "data-scientist" or _LEADING.isdisjoint(found.levels):
        return named
    if found.associate == "noun" and "lead" not in found.levels:
        return named  # a "Principal Associate" is a senior
    heads = {head.name for head in found.heads}
    if "analyst" in heads and "scientist" not in heads:
        return named
    also = tuple(role for role in named.also if role not in ("data-scientist", "data-science-lead"))
    return named._replace(role="data-science-lead", also=("data-scientist", *also))


def _standing(found: Scan, ranks: Ladder, named: Named) -> tuple[str, str]:
    """Track and level: the rank's, unless it is of a thing, or the role's name alone says that it leads."""
    if named.thing:
        return INDIVIDUAL, thing_level(ranks, seniority(found))
    if named.method in _NAMES and not ranks.tier and named.role in labels().management:
        if any(head.name == "specialist" and not head.tail for head in found.heads):
            return INDIVIDUAL, ranks.level  # "Operations Associate" helps to manage
        return MANAGEMENT, ranks.level if ranks.level == "lead" else "manager"
    return ranks.track, ranks.level


@lru_cache(maxsize=65536)
def _alternatives(also: tuple[str, ...], sure: float) -> tuple[tuple[str, float], ...]:
    """What else it may be: each half as likely as the one before, of what the role leaves over at most."""
    top = min(sure, 1.0 - sure)
    return tuple((role, round(top * _HALF ** (n + 1), 3)) for n, role in enumerate(also))
