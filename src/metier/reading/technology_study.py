"""Names that say what a degree is in: a subject of study, not a skill."""

from __future__ import annotations

import re
from bisect import bisect_right

from metier.reading.sections import Clause

_SKILLS_AGAIN = re.compile(
    r"\b(?:(?<!equivalent )(?<!practical )(?<!related )experience(?! in (?:a |an )?(?:related|quanti|similar))"
    r"|knowledge|proficien|familiar|skills?\b|expertise|using|understanding of"
    r"|background in|training in|programming|coursework)|\d\+",
    re.IGNORECASE,
)
# Subjects of study that are no skills: what stands beside them in a list is a subject too.
_SUBJECTS = (
    r"(?:applied |pure )?(?:mathematics|maths?|computer sciences?|economics|physics|(?:\w+ )?engineering|finance"
    r"|biology|chemistry|psychology|accounting|information systems|stem|quantitative (?:field|discipline)s?"
    r"|related (?:\w+ )?(?:field|discipline)s?)\b"
)
_SUBJECT_THEN_THIS = re.compile(_SUBJECTS + r"[\s,/&()]{0,3}(?:and |or )?$")
_THIS_THEN_SUBJECT = re.compile(r"[\s,/&()]{1,3}(?:(?:and|or|a|other|another) ){0,2}" + _SUBJECTS)
_SUBJECT_BEFORE = re.compile(r"(?:[A-Z][a-z]+,? (?:and |or )?){1,3}$")


def is_subject(low: str, start: int, end: int) -> bool:
    """Whether start..end stands in a list of subjects, in a clause that names a degree.

    >>> is_subject("ms in statistics, mathematics", 6, 16), is_subject("statistics and sql", 0, 10)
    (True, False)
    """
    return (
        _THIS_THEN_SUBJECT.match(low, end, end + 60) is not None
        or _SUBJECT_THEN_THIS.search(low, max(0, start - 40), start) is not None
    )


def fields_of_study(
    text: str, clauses: tuple[Clause, ...], degrees: tuple[tuple[int, int], ...]
) -> dict[int, tuple[int, int]]:
    """By clause number, the stretch that names what a degree is in: a subject there is not a skill."""
    found: dict[int, tuple[int, int]] = {}
    starts = [clause.start for clause in clauses]
    for start, end in degrees:
        number = bisect_right(starts, start) - 1
        clause = clauses[number]
        known = found.get(number)
        if known is not None and end <= known[1]:
            continue
        before = _SUBJECT_BEFORE.search(text, max(clause.start, start - 80), start)
        after = _SKILLS_AGAIN.search(text, end, clause.end)
        begin = before.start() if before else start
        found[number] = (known[0] if known else begin, after.start() if after else clause.end)
    return found
