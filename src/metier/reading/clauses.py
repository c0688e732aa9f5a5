"""Splits a text into clauses: bullets, sentences and the lines of a flattened list."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

_PLAIN_FOR = {
    **dict.fromkeys("\t\r\n\f\v\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\u3000", " "),
    **dict.fromkeys("’‘ʼ`´", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
}

# Capitals right after a small letter or a stop. The charset comes first: it lets the search skip.
_GLUE = re.compile(r"[A-Z](?<=[a-z.):!?;][A-Z])(?=[a-z])")
_GLUED_WORD = re.compile(r"[A-Z](?<=[a-z.):!?;][A-Z])[a-z]{2}")
_GLUED_YEARS = re.compile(r"\d(?<=[a-z)]\d)(?=\d?\s?\+\s|\d?(?:\s?[-–]\s?\d{1,2})?\s?\+?\s?years)")
_BULLETS = "•●▪‣◦·➢❖✔✓🟣►§"
# Every place where a clause may end; `_ends_clause` decides for the unclear ones.
_BREAK = re.compile(rf"[\n.!?;{_BULLETS}]|[A-Z](?<=\s[A-Z])(?=[a-z])|[-–—*](?=\s?[A-Z])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|inc|ltd|co|corp|sr|jr|dr|mr|mrs|ms|ph|approx|no|incl|dept|st|eg|ie|u\.s)"
    r"|\b[a-z](?:\.[a-z])*)$",
    re.IGNORECASE,
)
_LONGEST = 2000  # characters of a clause
_AFTER_STOP = re.compile(r"[\s\"”')]*(.)", re.DOTALL)

# Words that begin a new item where a list was flattened to one line: "... insights Build models ...".
_STARTER_WORDS = """
    Ability Able About Accountabilities Act Additional Advanced Advise Aid Also Analyse Analyze
    Apply Architect Articulate Assess Assist Assure Attention Audit Automate Bachelor Bachelors
    Basic Be Benefits Bonus Bring Build Carry Clean Coach Code Collaborate Collect Combine
    Comfortable Communicate Compensation Complete Conduct Considerable Consult Contribute Coordinate
    Craft Create Deep Define Degree Deliver Demonstrate Demonstrated Deploy Design Desired Determine
    Develop Direct Document Drive Duties Education Effective Engage Engineer Enhance Ensure
    Enthusiasm Essential Establish Estimate Evaluate Excellent Execute Exhibit Experience
    Experienced Explain Exploit Explore Exposure Extensive Extract Facilitate Familiar Familiarity
    Find Fluency Fluent Follow Foster Gather Generate Good Guide Hands Handle Have Help High Highly
    Hire Ideally Identify Implement Improve Independently Influence Ingest Inform Initiate Innovate
    Integrate Interact Interest Interface Interpret Investigate Job Keep Key Knowledge Lead Learn
    Leverage Liaise Main Maintain Make Manage Master Masters Measure Meet Mentor Mine Minimum Model
    Monitor Must Need Nice Operate Optimise Optimize Optional Oversee Own Participate Partner
    Perform Perks Plan Plus Position Possess Preferred Prepare Present Previous Prior Prioritise
    Prioritize Process Produce Proficiency Proficient Program Promote Propose Proven Provide
    Qualifications Recommend Recruit Refine Report Represent Required Requirements Research
    Responsible Responsibilities Review Run Scope Serve Set Skilled Skills Solid Solve Some Specify
    Spearhead Stay Strong Support Supervise Tackle Take Teach Test Track Train Transform Translate
    Troubleshoot Tune Understand Understanding Update Use Utilise Utilize Validate Visualise
    Visualize What Who Why Willingness Work Working Write You Your
"""
_STARTERS = frozenset(_STARTER_WORDS.split())

_JOINING_WORDS = """
    a an and as at by for from in including into is like of on or our such than that the their this
    to using via with your
"""
_JOINING = frozenset(_JOINING_WORDS.split())


def folded(text: str) -> str:
    """Lower case of the same length, with plain spaces, apostrophes and hyphens: its offsets are the text's.

    >>> folded("It’s\\u00a0Python–SQL")
    "it's python-sql"
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for char, plain in _PLAIN_FOR.items():
        if char in low:
            low = low.replace(char, plain)
    return low


def is_glued(text: str) -> bool:
    """Whether the producer dropped line ends so that words run together ("teamsWhat you bring")."""
    allowed = 4 + len(text) // 2000
    return next(islice(_GLUED_WORD.finditer(text), allowed, None), None) is not None


def clauses(text: str, glued: bool) -> list[tuple[int, int]]:
    """(start, end) of each clause of the text, in order; whitespace and bullets lie between them.

    ``glued``: the producer dropped line ends (see ``is_glued``).
    """
    # A capital stands for the space before it.
    breaks = [(at - 1, at) if text[at].isupper() else (at, at + 1) for at in map(re.Match.start, _BREAK.finditer(text))]
    glue = [match.start() for match in _GLUED_YEARS.finditer(text)]
    if glued:
        glue += [match.start() for match in _GLUE.finditer(text)]
    if glue:
        breaks = sorted({*breaks, *((at, at) for at in glue)})
    found: list[tuple[int, int]] = []
    start = 0
    for begin, end in breaks:
        if begin < start:
            continue
        stop: int | None = begin
        if begin - start <= _LONGEST:
            stop = _clause_end(text, start, begin) if begin < end else _glue_end(text, begin)
        if stop is None:
            continue
        _add(found, text, start, stop)
        start = end
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, stop: int) -> None:
    """Appends a clause, in pieces if it is longer than any sentence, so that later steps stay linear."""
    while stop - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        if text[start:cut].strip():
            found.append((start, cut))
        start = cut
    if text[start:stop].strip():
        found.append((start, stop))


def _glue_end(text: str, at: int) -> int | None:
    return None if _inside_name(text, at) else at


def _clause_end(text: str, start: int, at: int) -> int | None:
    """Where the clause ends if the sign at ``at`` ends it, else None."""
    sign = text[at]
    if sign == "\n" or sign in _BULLETS:
        return at
    if sign in ".!?;":
        return at + 1 if _is_stop(text, start, at) else None
    if sign in "-–—*":
        before = text[at - 1] if at else " "
        spaced = before.isspace() or (text[at + 1 : at + 2].isspace() and (before.islower() or before in ".)"))
        return at if spaced else None
    if not at or not (text[at - 1].islower() or text[at - 1].isdigit() or text[at - 1] in ")]%"):
        return None
    listed = _word_at(text, at + 1) in _STARTERS
    return at if listed and not _inside_parenthesis(text, start, at) and not _leads_on(text, start, at) else None


def _is_stop(text: str, start: int, at: int) -> bool:
    after = text[at + 1 : at + 2]
    if after and not after.isspace() and after not in "\"”')":
        return False
    if text[at] == "." and _ABBREVIATED.search(text, max(start, at - 12), at):
        return False
    following = _AFTER_STOP.match(text, at + 1)
    return following is None or not (following.group(1).islower() or following.group(1) in ",;-–—&/")


def _word_at(text: str, at: int) -> str:
    end = at
    limit = min(len(text), at + 20)
    while end < limit and text[end].isalpha():
        end += 1
    return text[at:end]


def _leads_on(text: str, start: int, at: int) -> bool:
    """Whether the word before ``at`` belongs to the next: part of a title, or a word such as "of"."""
    word = text[max(start, text.rfind(" ", start, at) + 1) : at]
    if word.lower() in _JOINING:
        return True
    return word[:1].isupper() and not text.startswith("Minimum", at + 1)


def _inside_parenthesis(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


_CAMEL = re.compile(r"([A-Z]?[a-z]+)(?=([A-Z][a-z]*))")


@cache
def _joints() -> frozenset[tuple[str, str]]:
    """Pairs such as ("power", "point") that a capital inside a name of the vocabulary separates."""
    from metier.vocabulary import technologies

    return frozenset(
        (match.group(1).lower(), match.group(2).lower())
        for technology in technologies().values()
        for name in (technology.label, *technology.aliases)
        for match in _CAMEL.finditer(name)
    )


def _inside_name(text: str, at: int) -> bool:
    """Whether the capital at this place belongs to a name such as "PowerPoint" or "McKinsey"."""
    if not text[at - 1].isalpha():
        return False
    first = at - 1
    while first > 0 and at - first < 30 and text[first].islower() and text[first - 1].isalpha():
        first -= 1
    if at - first < 3:
        # "What you'll DoBuild" is glued, "McKinsey" is a name.
        return not (text[first:at].lower() in ("do", "us") and text[first - 1 : first] in " '’")
    last = at + 1
    while last < len(text) and last - at < 30 and text[last].islower():
        last += 1
    return (text[first:at].lower(), text[at:last].lower()) in _joints()
