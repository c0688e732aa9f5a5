"""Which clauses of a posting tell what the person will do."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from metier.reading.sections import Clause
from metier.reading.signals import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ahocorasick_rs import AhoCorasick

# Outside a list of duties, a sentence counts when it says what the person will do.
_WILL_DO = (
    "you will|you'll|will be |responsible for|responsibilities|the role will|the role includes|the role involves"
    "|this role|this position|will work|duties|is looking for|are looking for|is seeking |are seeking "
    "|is searching for|are searching for|we seek|join us|join our|the ideal candidate|the successful candidate"
    "|your role|your job|your mission|tasked|opportunity to| as a | as an "
)
# How a clause begins that says what the person has, or what the employer does.
_HAS = re.compile(
    r"(?:(?:strong|excellent|proven|solid|extensive|deep|demonstrated|prior|previous|relevant|hands-on|outstanding"
    r"|exceptional|advanced|working|significant|some|good|great|superior|professional|practical|minimum|at least"
    r"|direct|basic|general|technical|in-depth|thorough|expert|\d+\+?(?: ?- ?\d+\+?)?(?: or more)?),? ){0,3}"
    r"(?:experienced? |experience$|knowledge |understanding of|familiar|proficien|fluen(?:t|cy)|expertise (?:in|with)"
    r"|background in|years|skills |skilled |track record|comfortable |ability to|able to|exposure to|bachelor"
    r"|master's|degree |must (?:have|be)|(?:you|candidates?) (?:have|are|possess|should|must)\b|you've |we |our )"
)
_HAS_WORDS = """
    strong excellent proven solid extensive deep demonstrated prior previous relevant hands-on outstanding
    exceptional advanced working significant some good great superior professional practical minimum at direct
    basic general technical in-depth thorough expert experience experienced knowledge understanding familiar
    familiarity proficient proficiency fluent fluency expertise background skills skilled track comfortable
    ability able exposure bachelor bachelor's master's degree must you candidate candidates you've we our strong,
    excellent, 0 1 2 3 4 5 6 7 8 9 10 12 15 1+ 2+ 3+ 4+ 5+ 6+ 7+ 8+ 9+ 10+ 12+ 15+
"""
_HAS_FIRST = frozenset(_HAS_WORDS.split())  # a look at the first word costs less than the expression
_WISHED = re.compile(
    r"\b(?:is|are|would be) an? (?:\w+ )?(?:plus|bonus|asset|advantage)\b|\bpreferred\W*$|\bnice to have\b"
)


def telling(low: str, clauses: tuple[Clause, ...]) -> Iterator[tuple[Clause, str]]:
    """The clauses of a folded text that tell what the person will do, each with how that was decided.

    "duties section", or "sentence": elsewhere, where a sentence says so. Without a section of duties,
    every sentence that stands in no other section may tell them.
    """
    listed = any(clause.kind == "duties" and not clause.heading for clause in clauses)
    for clause in clauses:
        kind = clause.kind
        if kind == "duties":
            method = "duties section"
        elif (kind == "other" and not listed) or (
            kind in ("other", "company") and _says_will_do(low[clause.start : clause.end])
        ):
            method = "sentence"
        else:
            continue
        if clause.signals & Signal.WISH and _WISHED.search(low, clause.start, clause.end):
            continue
        word = low[clause.start : clause.start + 16].partition(" ")[0]
        if word in _HAS_FIRST and _HAS.match(low, clause.start, clause.end):
            continue
        yield clause, method


def _says_will_do(sentence: str) -> bool:
    return sentence.startswith(("as a ", "as an ")) or bool(_will_do().find_matches_as_strings(sentence))


@cache
def _will_do() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, Implementation

    return AhoCorasick(_WILL_DO.split("|"), store_patterns=True, implementation=Implementation.DFA)
