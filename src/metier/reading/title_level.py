"""Which ladder a title stands on, and how high: track, level and the rank that says so."""

from __future__ import annotations

from dataclasses import dataclass

from metier.reading.title_lexicon import OUTSIDE, WEAK_HEADS, lexicon
from metier.reading.title_scan import Head, Rank, Scan

INDIVIDUAL, MANAGEMENT = "individual", "management"

# The words of one title may say several levels: the highest counts (ruling 6 of the guide).
_ORDER = {
    "intern": 0, "entry": 1, "mid": 2, "unspecified": 2, "senior": 3, "staff": 4, "leader": 5, "lead": 5,
    "manager": 6, "senior-manager": 7, "director": 8, "head": 9, "vp": 10, "chief": 11,
}  # fmt: skip
_OF_THINGS = frozenset(("manager", "mgr", "senior", "sr", "snr", "gerente"))


@dataclass(frozen=True, slots=True)
class Ladder:
    """Track and level of a title. ``clause`` and ``place`` find the manager's rank, -1 without one."""

    track: str
    level: str
    tier: str = ""  # the rank as a people manager's, '' for others
    place: int = -1
    clause: int = -1
    of_things: bool = False  # "manager" may be of things, a "supervisor" or "leader" is of people


def seniority(found: Scan, *, numerals: bool = True) -> str:
    """The level that the words beside the job say, ranks of managers left out."""
    said = list(found.levels)
    if found.associate == "adjective":
        said.append("entry")
    if numerals:
        said += [lexicon().numerals[numeral] for numeral in found.numerals]
    if not said:
        return "unspecified"
    if "intern" in said:
        return "entry" if "entry" in found.levels else "intern"
    highest = max(said, key=_ORDER.__getitem__)
    if highest == "staff" and found.associate == "noun":
        return "senior"  # "Principal Associate" is a grade of banks
    return "unspecified" if highest == "mid" else highest


def ladder(found: Scan) -> Ladder:
    """Track and level of a title, before its subject is known."""
    ranks = [rank for rank in found.ranks if not rank.tail]
    if not ranks and all(head.tail for head in found.heads):
        ranks = found.ranks
    if not ranks:
        return Ladder(INDIVIDUAL, seniority(found))
    rank = max(ranks, key=lambda rank: _ORDER[rank.name])
    persons = [head for head in found.heads if head.person and not head.tail]
    if persons and not _leads(found, rank, persons):
        return Ladder(INDIVIDUAL, _grade(seniority(found), rank, persons[0]))
    level = _managed_level(rank.name, seniority(found, numerals=False))
    of_things = rank.name in ("manager", "senior-manager") and rank.word in _OF_THINGS
    return Ladder(MANAGEMENT, level, rank.name, rank.place, rank.clause, of_things)


def _leads(found: Scan, rank: Rank, persons: list[Head]) -> bool:
    """True where a rank beside a job is a manager's, False where it is a grade ("Engineer, Manager")."""
    if rank.name == "leader":
        return False
    if rank.of or rank.name == "head":
        return True
    if any(person.clause == rank.clause and person.place == rank.place - 1 for person in persons):
        return True
    if rank.clause < persons[0].clause:
        own = any(cue.clause == rank.clause and cue.place != rank.place for cue in found.cues)
        return own or any(head.clause == rank.clause and head.name not in WEAK_HEADS for head in found.heads)
    return False


def _grade(beside: str, rank: Rank, person: Head) -> str:
    """The level of an individual whose title holds a rank: "Vice President - Data Engineer"."""
    if person.name == OUTSIDE and rank.clause != person.clause:
        return beside  # "Executive Assistant - SVP, Engineering" serves the rank
    level = "lead" if rank.name == "leader" else rank.name
    if rank.name == "chief" and rank.clause == person.clause and rank.place < person.place:
        level = "staff"  # "Chief Data Engineer"
    return max(beside, level, key=_ORDER.__getitem__)


def _managed_level(rank: str, beside: str) -> str:
    """The level of a people manager: "Senior" before "Manager" makes a senior manager."""
    if beside == "intern":
        return "intern"
    if rank == "leader":
        return "lead"
    if (rank == "manager" and beside == "senior") or (rank == "director" and beside == "entry"):
        return "senior-manager"  # an associate director is one
    return rank


def thing_level(ranks: Ladder, beside: str) -> str:
    """The level of a manager of things, from the seniority beside the rank: "Senior Product Manager"."""
    return "senior" if ranks.tier == "senior-manager" and beside == "unspecified" else beside
