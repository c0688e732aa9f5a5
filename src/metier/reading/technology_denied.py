"""Whether a technology is named only to say that it is not asked for, or as a way to apply or to find the employer."""

from __future__ import annotations

import re

from metier.reading.sections import Clause
from metier.reading.signals import Signal

_WORDS = r"(?:(?!(?:but|only|just|merely|simply|we|you|they|instead|rather|so)\b)[^\s.;:]{1,30}\s){0,8}"
_DENIED_BEFORE = re.compile(
    r"\b(?:(?:do|does|did|will)(?:n't| not) (?:use|need|require|expect|work with|(?:need|have) to (?:know|use|have))"
    r"|need not (?:know|use|have))\s" + _WORDS + r"$"
)
# "No experience in Scala needed"
_NONE_BEFORE = re.compile(r"\bno\s(?:[^\s.;:]{1,30}\s){0,6}$")
_NEEDED_AFTER = re.compile(
    r"(?:\s(?!but\b)[\w/+#'-]{1,25}){0,4}?\s(?:is |are )?(?:needed|required|necessary|expected)\b"
)
# "Experience with Hadoop is not needed", but not "Python, degree not required".
_DENIED_AFTER = re.compile(
    r"(?:\s(?!but\b|and you|degree|travel|required|needed|must|a must|where|when|if\b|is a\b)[\w/+#'-]{1,25}){0,5}?"
    r"\s?\(?(?:(?:is|are)n't|(?:is |are |be )?\bnot) (?:strictly |absolutely )?(?:needed|required|necessary|used)\b"
)
_STILL_WISHED = re.compile(
    r"\b(?:plus|prefer\w*|nice|good|help\w*|desir\w*|bonus|advantage\w*|benefi\w*|asset|ideal\w*|valued|welcome|great)\b"
)
# "Follow us on LinkedIn", "apply through Workday", "a link to your GitHub"
_REACHED = re.compile(
    r"(?:\b(?:follow|find|connect with|visit|check|see|like|join) (?:us|our [\w ]{1,20}?)(?: out)? (?:on|at|via|in)"
    r"|\bapply (?:[\w-]{1,12} ){0,2}?(?:through|via|on)"
    r"|\b(?:application|resume|cv|profile)s? (?:[\w-]{1,12} ){0,4}(?:through|via|on)"
    r"|\b(?:link|url)s? to your)\s(?:[\w&,-]{1,20}\s){0,4}$"
)
_BEFORE = 90  # characters before a mention that are looked at
_AFTER = 80


def is_denied(low: str, clause: Clause, start: int, end: int) -> bool:
    """Whether the clause says that what is named at start..end of the folded text is not asked for.

    >>> said = "- gcp not required"
    >>> is_denied(said, Clause(2, len(said), "required", Signal.DENIED), 2, 5)
    True
    >>> said = "java is not required but a plus"
    >>> is_denied(said, Clause(0, len(said), "required", Signal.DENIED), 0, 4)
    False
    """
    if not clause.signals & Signal.DENIED:
        return False
    first = max(clause.start, start - _BEFORE)
    if _REACHED.search(low, first, start) or _DENIED_BEFORE.search(low, first, start):
        return True
    last = min(clause.end, end + _AFTER)
    if clause.kind == "preferred" or _STILL_WISHED.search(low, end, clause.end):
        return False
    if _DENIED_AFTER.match(low, end, last):
        return not _STILL_WISHED.search(low, clause.start, start)
    return _NONE_BEFORE.search(low, first, start) is not None and _NEEDED_AFTER.match(low, end, last) is not None
