"""Whether a mention stands as wanted rather than needed: "a plus", "preferred", "nice to have"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.reading.sections import Clause, Document
from metier.reading.signals import Signal

# All but one of these look at the folded text: to ignore case in the search itself would take twice as long.
# The whole clause is a wish.
_WISH = re.compile(
    r"\b(?:(?:is|are|would be|as|considered|an?|added|huge|big|strong|definite|real|also)\s+(?:an? )?(?:\w+[ -]){0,2}"
    r"(?:plus|bonus|advantage|asset|nice[- ]to[- ]have)\b"
    r"|plus(?:es)?\s*[).;!]*\s*$|a plus\b|preferred\b|preferable\b|nice to have\b|good to have\b"
    r"|desirable\b|desired\b|would be (?:great|nice|helpful|beneficial|ideal|a)\b|advantageous\b|a bonus\b"
    r"|(?<!degree )(?<!degree is )(?:but )?not (?:essential|required|necessary|mandatory)\b"
    r"|bonus(?: points)?\b|not a must\b|optional\b"
    r"|is helpful\b|is beneficial\b|highly valued\b)"
)
# Only what follows is a wish.
_FROM_HERE = re.compile(r"\b(?:ideally|preferably|bonus(?: points)?(?: if| for)|plus if|extra credit)\b")
_NEED = re.compile(r"\b(?<!not )(?:required|must have|must be|is a must|mandatory|essential)\b")
# Without one of these words neither can match.
_FROM_HERE_WORDS = ("ideally", "preferably", "bonus", "plus if", "extra credit")
_NEED_WORDS = ("required", "must", "mandatory", "essential")
# Stands between two statements of one clause; in the text as written.
_APART = re.compile(r"(?<!e\.g)(?<!i\.e)[.;] |(?<=[a-z)])\.(?=[A-Z])|\s[-–—•*]\s")
_PHRASE_END = re.compile(r"[,;.]")
_NOT_A_WISH = re.compile(
    r"preferred (?:name|pronoun|location|working|method|vendor|partner|employer"
    r"|candidate)|desired (?:outcome|result)"
)


_NEXT_PHRASE = 40  # characters after a mention in which "required" speaks of it
_ASIDE_WORDS = 2  # of a bracket that speaks of what stands before it, at most
_ASIDE_GAP = 3  # characters from a mention to such a bracket


@dataclass(slots=True)
class Wishes:
    """What one clause presents as wanted rather than needed; built once for all its mentions."""

    document: Document
    clause: Clause
    markers: tuple[tuple[int, int, tuple[int, int] | None], ...]  # start, end, the brackets around it
    begun: int | None  # after this place all is a wish
    needs: bool  # the clause also says that something is required
    otherwise: bool  # whether a mention that no marker speaks of is a wish

    def hold(self, start: int, end: int) -> bool:
        """Whether the mention at start..end is presented as preferred, not required."""
        if self.markers and not (self.needs and self._needed(end)):
            for marker in self.markers:
                if self._rules(marker, start, end):
                    return True
        begun = self.begun
        if begun is not None and begun <= start and not _APART.search(self.document.text, begun, start):
            return True
        return self.otherwise

    def _needed(self, end: int) -> bool:
        """Whether "required" or the like directly follows, before the phrase ends."""
        low = self.document.low
        found = _NEED.search(low, end, min(self.clause.end, end + _NEXT_PHRASE))
        return found is not None and not _PHRASE_END.search(low, end, found.start())

    def _rules(self, marker: tuple[int, int, tuple[int, int] | None], start: int, end: int) -> bool:
        """Whether a marker such as "preferred" speaks of the mention at start..end."""
        said, told, aside = marker
        low = self.document.low
        begin, stop = min(end, told), max(start, said)
        if aside is not None:
            if aside[0] <= start < aside[1]:
                return low.find(",", begin, stop) < 0
            # "Looker (preferred)" speaks of the words just before the bracket.
            return len(low[aside[0] : aside[1]].split()) <= _ASIDE_WORDS and 0 <= aside[0] - end <= _ASIDE_GAP
        if begin >= stop:
            return True
        if _APART.search(self.document.text[begin:stop]) or (self.needs and _NEED.search(low[begin:stop])):
            return False
        return not (said > end and low.find(" but ", begin, stop) >= 0)


_NO_WISH = Wishes(Document("", "", False, ()), Clause(0, 0, "other"), (), None, needs=False, otherwise=False)


def wishes(document: Document, clause: Clause) -> Wishes:
    """What this clause presents as preferred."""
    wished = clause.signals & Signal.WISH
    if not wished and clause.kind != "preferred":
        return _NO_WISH
    low, start, end = document.low, clause.start, clause.end
    said = low[start:end]
    needs = _any_in(_NEED_WORDS, said) and _NEED.search(low, start, end) is not None
    otherwise = clause.kind == "preferred" and not needs
    if not wished:
        return Wishes(document, clause, (), None, needs, otherwise)
    markers = tuple(
        (found.start(), found.end(), _parenthesis(low, clause, found.start(), found.end()))
        for found in _WISH.finditer(low, start, end)
        if not _NOT_A_WISH.match(low, found.start())
    )
    begun = _FROM_HERE.search(low, start, end) if _any_in(_FROM_HERE_WORDS, said) else None
    return Wishes(document, clause, markers, begun.end() if begun else None, needs, otherwise)


def _any_in(words: tuple[str, ...], said: str) -> bool:
    return any(word in said for word in words)


def is_wish(document: Document, clause: Clause, start: int, end: int) -> bool:
    """Whether the mention at start..end of this clause is presented as preferred, not required."""
    return wishes(document, clause).hold(start, end)


def _parenthesis(low: str, clause: Clause, start: int, end: int) -> tuple[int, int] | None:
    """The innermost bracketed stretch of the clause around start..end."""
    opened = low.rfind("(", clause.start, start + 1)
    if opened < 0 or low.find(")", opened, start) >= 0:
        return None
    closed = low.find(")", end, clause.end)
    return opened, closed + 1 if closed >= 0 else clause.end
