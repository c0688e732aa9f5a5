"""Which ladder a title stands on, and how high: track, level and the rank that says so."""

from __future__ import annotations

from dataclasses import dataclass

from metier.reading.title_lexicon import lexicon
from metier.reading.title_scan import Scan

INDIVIDUAL, MANAGEMENT = "individual", "management"

# The words of one title may say several levels: the highest counts (ruling 6 of the guide).
_OF_THINGS = frozenset(("manager", "mgr", "senior", "sr", "snr", "gerente"))
_ORDER = {
    "intern": 0, "entry": 1, "mid": 2, "unspecified": 2, "senior": 3, "staff": 4, "lead": 5,
    "manager": 6, "senior-manager": 7, "director": 8, "head": 9, "vp": 10, "chief": 11,
}  # fmt: skip


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


def _higher(one: str, other: str) -> str:
    return max(one, other, key=_ORDER.__getitem__)


def _managed_level(rank: str, beside: str) -> str:
    """The level of a people manager: 'Senior' before 'Manager' makes a senior manager."""
    if beside == "intern":
        return "intern"
    if rank == "leader":
        return "lead"
    if rank == "manager" and beside in ("senior", "staff"):
        return "senior-manager"
    return rank


def ladder(found: Scan) -> Ladder:
    """Track and level of a title, before its subject is known."""
    beside = seniority(found)
    ranks = [rank for rank in found.ranks if not rank[4]]
    if not ranks and not any(not head[3] for head in found.heads):
        ranks = found.ranks
    if not ranks:
        return Ladder(INDIVIDUAL, beside)
    persons = [head for head in found.heads if head[4] and not head[3]]
    chosen = max(ranks, key=lambda rank: _ORDER.get(rank[2], 5))
    place, clause, rank, of, _, word = chosen
    if persons and not _leads(found, chosen, persons):
        if persons[0][2] == "outside" and clause != persons[0][1]:
            return Ladder(INDIVIDUAL, beside)  # "Executive Assistant - SVP, Engineering" serves the rank
        if rank == "leader":
            return Ladder(INDIVIDUAL, _higher(beside, "lead"))
        if rank == "chief" and clause == persons[0][1] and place < persons[0][0]:
            return Ladder(INDIVIDUAL, _higher(beside, "staff"))
        return Ladder(INDIVIDUAL, _higher(beside, rank))
    beside = seniority(found, numerals=False)
    of_things = rank in ("manager", "senior-manager") and word in _OF_THINGS
    return Ladder(MANAGEMENT, _managed_level(rank, beside), rank, place, clause, of_things)


def _leads(
    found: Scan,
    rank: tuple[int, int, str, bool, bool, str],
    persons: list[tuple[int, int, str, bool, bool]],
) -> bool:
    """True where a rank beside a job is a manager's, False where it is a grade ("Engineer, Manager")."""
    place, clause, name, of, _, _ = rank
    if name == "leader":
        return False
    if of or name == "head":
        return True
    if any(person[1] == clause and person[0] == place - 1 for person in persons):
        return True
    if clause < persons[0][1]:
        own = any(cue[1] == clause and cue[0] != place for cue in found.cues)
        return own or any(head[1] == clause for head in found.heads)
    return False
