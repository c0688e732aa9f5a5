"""Whether a mention stands as wanted rather than needed: "a plus", "preferred", "nice to have"."""

from __future__ import annotations

import re

from metier.reading.sections import Clause
from metier.reading.signals import Signal

_I = re.IGNORECASE
# The whole clause is a wish.
_WISH = re.compile(
    r"\b(?:is|are|would be|as|considered|an?|added|huge|big|strong|definite|real|also)\s+(?:an? )?(?:\w+ )?"
    r"(?:plus|bonus|advantage|asset|nice[- ]to[- ]have)\b"
    r"|\bplus(?:es)?\s*[).;!]*\s*$|\ba plus\b|\bpreferred\b|\bpreferable\b|\bnice to have\b"
    r"|\bgood to have\b"
    r"|\bdesirable\b|\bdesired\b|\bwould be (?:great|nice|helpful|beneficial|ideal|a)\b|\badvantageous\b"
    r"|\ba bonus\b"
    r"|\b(?:but )?not (?:essential|required|necessary|mandatory)\b|\bbonus(?: points)?\b|\bnot a must\b"
    r"|\boptional\b"
    r"|\bis helpful\b|\bis beneficial\b|\bhighly valued\b",
    _I,
)
# Only what follows is a wish.
_FROM_HERE = re.compile(
    r"\b(?:ideally|preferably|bonus(?: points)?(?: if| for)|plus if"
    r"|extra credit)\b",
    _I,
)
_NEED = re.compile(r"(?<!not )\b(?:required|must have|must be|is a must|mandatory|essential)\b", _I)
# Stands between two statements of one clause.
_APART = re.compile(r"(?<!e\.g)(?<!i\.e)[.;] |\s[-–—•*]\s")
_NOT_A_WISH = re.compile(
    r"preferred (?:name|pronoun|location|working|method|vendor|partner|employer"
    r"|candidate)|desired (?:outcome|result)",
    _I,
)


def is_wish(text: str, clause: Clause, start: int, end: int) -> bool:
    """Whether the mention at start..end of this clause is presented as preferred, not required."""
    if not clause.may_hold(Signal.WISH):
        return clause.kind == "preferred" and _NEED.search(text, clause.start, clause.end) is None
    for marker in _WISH.finditer(text, clause.start, clause.end):
        if not _NOT_A_WISH.match(text, marker.start()) and _rules(text, clause, marker, start, end):
            return True
    begun = _FROM_HERE.search(text, clause.start, clause.end)
    if begun is not None and begun.start() < start:
        return True
    return clause.kind == "preferred" and _NEED.search(text, clause.start, clause.end) is None


def _rules(text: str, clause: Clause, marker: re.Match[str], start: int, end: int) -> bool:
    """Whether a marker such as "preferred" speaks of the mention at start..end."""
    aside = _parenthesis(text, clause, marker.start(), marker.end())
    between = text[min(end, marker.end()) : max(start, marker.start())]
    if aside is not None:
        if aside[0] <= start < aside[1]:
            return "," not in between
        # "Looker (preferred)" speaks of the words just before the bracket.
        return len(text[aside[0] : aside[1]].split()) <= 2 and 0 <= aside[0] - end <= 3
    if _APART.search(between):
        return False
    return not (marker.start() > end and " but " in between)


def _parenthesis(text: str, clause: Clause, start: int, end: int) -> tuple[int, int] | None:
    """The innermost bracketed stretch of the clause around start..end."""
    opened = text.rfind("(", clause.start, start + 1)
    if opened < 0 or text.find(")", opened, start) >= 0:
        return None
    closed = text.find(")", end, clause.end)
    return opened, closed + 1 if closed >= 0 else clause.end
