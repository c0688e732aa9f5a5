"""Which ladder a title stands on, and how high: track, level and the rank that says so."""

from __future__ import annotations

from typing import NamedTuple

from metier.reading.title_lexicon import OUTSIDE, WEAK_HEADS, lexicon
from metier.reading.title_scan import Head, Rank, Scan
from metier.reading.title_words import SLASH

INDIVIDUAL, MANAGEMENT = "individual", "management"

# The words of one title may say several levels: the highest counts (ruling 6 of the guide).
_ORDER = {
    "intern": 0, "trainee": 0, "entry": 1, "mid": 2, "unspecified": 2, "senior": 3, "expert": 4, "staff": 4,
    "leader": 5, "lead": 5,
    "manager": 6, "senior-manager": 7, "director": 8, "head": 9, "vp": 10, "chief": 11,
}  # fmt: skip
_MANAGERS = frozenset(("manager", "senior-manager"))
_BELOW = frozenset(("associate", "assistant", "deputy"))  # of a director: a grade beside a job
_AS = {"mid": "unspecified", "expert": "staff"}
_MANAGER = ("manager", "managerin")  # ends a compound
_OF_THINGS = frozenset(("manager", "mgr", "senior", "sr", "snr", "gerente"))


class Ladder(NamedTuple):
    """Track and level of a title. ``clause`` and ``place`` find the manager's rank, -1 without one."""

    track: str
    level: str
    tier: str = ""  # the rank as a people manager's, '' for others
    place: int = -1
    clause: int = -1
    of_things: bool = False  # "manager" may be of things, a "supervisor" or "leader" is of people


def seniority(found: Scan, *, numerals: bool = True) -> str:
    """The level that the words beside the job say, ranks of managers left out."""
    if not (found.levels or found.numerals or found.associate):
        return "unspecified"
    said = list(found.levels)
    if found.associate == "adjective":
        said.append("entry")
    if numerals:
        said += [lexicon().numerals[numeral] for numeral in found.numerals]
    if not said:
        return "unspecified"
    if "intern" in said:
        return "intern"
    if "trainee" in said:
        return "entry" if "entry" in found.levels else "intern"
    highest = max(said, key=_ORDER.__getitem__)
    if highest == "staff" and found.associate == "noun":
        return "senior"  # "Principal Associate" is a grade of banks
    return _AS.get(highest, highest)


def ladder(found: Scan) -> Ladder:
    """Track and level of a title, before its subject is known."""
    if not found.ranks:
        return Ladder(INDIVIDUAL, seniority(found))
    ranks = [rank for rank in found.ranks if not rank.tail]
    if not ranks and not found.untailed and all(head.tail for head in found.heads):
        ranks = found.ranks  # "Looking for a Head of Data", but not "Support for the Head of Data"
    if not ranks:
        return Ladder(INDIVIDUAL, seniority(found))
    own = [rank for rank in ranks if rank.name != "chief" or rank.clause <= ranks[0].clause]
    rank = max(own, key=lambda rank: _ORDER[rank.name])  # an office named after a rank is whom it serves
    persons = [head for head in found.heads if head.person and not head.tail]
    if persons and not _leads(found, rank, persons):
        return Ladder(INDIVIDUAL, _grade(seniority(found), rank, persons[0]))
    level = _managed_level(rank.name, seniority(found, numerals=False))
    of_things = rank.name in ("manager", "senior-manager") and (rank.word in _OF_THINGS or rank.word.endswith(_MANAGER))
    return Ladder(MANAGEMENT, level, rank.name, rank.place, rank.clause, of_things)


def _leads(found: Scan, rank: Rank, persons: list[Head]) -> bool:
    """True where a rank beside a job is a manager's, False where it is a grade ("Engineer, Manager")."""
    if rank.name == "leader":
        return False
    if rank.of or rank.name == "head":
        return True
    if rank.place < persons[0].place and found.tokens[rank.place + 1] == SLASH:
        return False  # "Manager/Data Analyst" is both
    if any(person.clause == rank.clause and person.place == rank.place - 1 for person in persons):
        return True
    if rank.clause == persons[0].clause and rank.name in _MANAGERS and rank.word not in _BELOW:
        before = any(cue.clause == rank.clause and cue.place < rank.place for cue in found.cues)
        return rank.place < persons[0].place and not before  # "Manager Data Analyst"
    if rank.clause < persons[0].clause:
        if rank.name in _MANAGERS and rank.word not in _BELOW:
            return True  # "Manager, Data Analyst" leads them; a grade stands behind the job
        own = any(cue.clause == rank.clause and cue.place != rank.place for cue in found.cues)
        return own or any(head.clause == rank.clause and head.name not in WEAK_HEADS for head in found.heads)
    return False


def _grade(beside: str, rank: Rank, person: Head) -> str:
    """The level of an individual whose title holds a rank: "Vice President - Data Engineer"."""
    if person.name == OUTSIDE and rank.clause != person.clause:
        return beside  # "Executive Assistant - SVP, Engineering" serves the rank
    level = "lead" if rank.name == "leader" else rank.name
    if rank.name == "chief" and rank.clause == person.clause and rank.place < person.place:
        if rank.word != "chief":
            return beside  # "CRO Analyst" serves the office
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
