"""What stands around a name and tells whether the technology is meant, or only a word that looks like it."""

from __future__ import annotations

import re
from functools import lru_cache

from metier.reading.clauses import folded

# Between members of one list of technologies.
_LIST_GAP = re.compile(
    r"[\s,/&()+•·|:;-]*(?:(?:and|or|and/or|e\.g\.|eg|such as|like|plus|with|in"
    r"|using)[\s,(:]*){0,2}"
)
# Words that say a skill is meant, for names that are also ordinary words.
_CUES = re.compile(
    r"\b(?:program|cod(?:e|ing)|script|language|framework|librar|proficien|fluen|familiar|knowledge of"
    r"|experience (?:with|in|using)"
    r"|experienced (?:with|in)|expertise|skills?\b|tools?\b|software|packages?\b|technolog|develop(?:er"
    r"|ment) in|written in"
    r"|using|hands-on|working with|stack|platforms?\b)"
)
# What introduces a name, directly before it.
_INTRODUCED = re.compile(
    r"(?:experience (?:with|in|using)|experienced (?:with|in)|knowledge of|proficien(?:t|cy) (?:in|with)"
    r"|familiar(?:ity)? with|expertise (?:in|with)"
    r"|such as|tools? like|systems? like|platforms? like|languages? like|e\.g\.,?|fluen(?:t|cy) in"
    r"|programming in|written in|skills in|using)"
    r"[\s:(]*(?:[\w+#./-]+ ?(?:,|and|or|/)? ){0,2}$"
)
_FOLLOWED = re.compile(
    r"\s*\(?(?:is )?(?:highly )?(?:preferred|required|experience\b|skills?\b|a plus\b|knowledge\b"
    r"|proficiency|developers?\b|programming|scripting|expertise)"
)
# An item of its own: nothing but the signs and small words of a list on either side.
_ITEM_BEFORE = re.compile(
    r"(?:^|[,;:/(|•·*\n+-]|\b(?:and|or|with|of|in|using|including|like|as|via|e\.g\.?"
    r"|understand|understanding|know|leverage|conduct|perform))\s*$"
)
_ITEM_AFTER = re.compile(
    r"\s*(?:$|[,;/)(|.&+•·*\n]|-\s|\b(?:and|or|etc|is|are|a plus|preferred|required|experience|skills?)\b)"
)
_LINE_ENDS = re.compile(r"[^\S\n]{0,9}\n")  # in the text itself: folding makes line ends spaces
_LINE_BEGINS = re.compile(r"\n[^\S\n]*$")
# "statistical packages (e.g. ...)": what follows are the tools meant.
_MEMBERS_FOLLOW = re.compile(
    r"\s*(?:(?:tools?|systems?|software|packages?|platforms?|frameworks?|languages?|suites?|applications?|solutions?"
    r"|librar(?:y|ies))\b)?[\s,]*(?:\((?!s\))|:|such as\b|like\b|e\.g|i\.e|including\b|for example)"
)
_MEMBERS_BEFORE = re.compile(r"(?:\b(?:other|similar|another|comparable|equivalent)\s+|\w \()$")
_CUE_REACH = 60  # characters before the name
_CUE_REACH_AFTER = 30
LIST_GAP_LIMIT = 16  # characters between two members of a list
_SENTENCE_END = re.compile(r"[.!?;\n](?:(?<=\n)|(?=\s))")


def cue_pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of the cues as whole words of a folded text."""
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(re.escape(folded(cue)) for cue in cues) + r")(?![a-z0-9])")


def has_cue(text: str, low: str, start: int, end: int, own: re.Pattern[str] | None) -> bool:
    """Whether the sentence around start..end says that a technology is meant; ``own``: the name's own cues."""
    left = max(0, start - _CUE_REACH)
    for stop in _SENTENCE_END.finditer(text, left, start):
        left = stop.end()
    right = min(len(text), end + _CUE_REACH_AFTER)
    stopped = _SENTENCE_END.search(text, end, right)
    right = stopped.start() if stopped else right
    cues = own or _CUES
    if cues.search(low, left, start) is not None or cues.search(low, end, right) is not None:
        return True
    if not text[start].isupper():
        return False
    return _FOLLOWED.match(low, end) is not None or _INTRODUCED.search(low, max(left, start - 40), start) is not None


def beside(text: str, low: str, end: int, start: int) -> bool:
    """Whether only list separators, at least one, stand between a name that ends and one that starts here."""
    parts, told = _parts_list(low[end:start])
    return parts and (told or "\n" in text[end:start])


@lru_cache(maxsize=4096)
def _parts_list(gap: str) -> tuple[bool, bool]:
    """Whether only list separators stand in this gap, and whether there is more than white space: gaps repeat."""
    if len(gap) > LIST_GAP_LIMIT:
        return False, False
    return _LIST_GAP.fullmatch(gap) is not None, bool(gap.strip())


def is_item(text: str, low: str, start: int, end: int) -> bool:
    """Whether start..end is an item of its own, not a part of a longer phrase; a line's end ends an item.

    >>> is_item("python, cloud, sql", "python, cloud, sql", 8, 13), is_item("our cloud era", "our cloud era", 4, 9)
    (True, False)
    """
    ends = _ITEM_AFTER.match(low, end) is not None or _LINE_ENDS.match(text, end) is not None
    return ends and (
        _ITEM_BEFORE.search(low, max(0, start - 16), start) is not None
        or _LINE_BEGINS.search(text, max(0, start - 4), start) is not None
    )


def introduces_members(low: str, start: int, end: int) -> bool:
    """Whether a kind of tools only leads to its members: "query languages (SQL, ...)", "or other BI tools".

    >>> introduces_members("crm tools such as salesforce", 0, 9), introduces_members("crm tools. excel", 0, 9)
    (True, False)
    """
    return (
        _MEMBERS_FOLLOW.match(low, end, end + 60) is not None
        or _MEMBERS_BEFORE.search(low, max(0, start - 14), start) is not None
    )
