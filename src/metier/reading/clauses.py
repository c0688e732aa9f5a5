"""Splits a text into clauses: bullets, sentences and the lines of a flattened list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_PLAIN_FOR = {
    **dict.fromkeys("\t\r\n\f\v\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\u3000", " "),
    **dict.fromkeys("’‘ʼ`´", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
}

_PLAIN_FOR_ASCII = {char: plain for char, plain in _PLAIN_FOR.items() if char.isascii()}

_BULLETS = "•●▪‣◦·➢❖✔✓🟣►§"
_WORD = re.compile(r"[^\W\d_]{1,20}")
_ABBREVIATED = "e.g i.e etc vs inc ltd co corp sr jr dr mr mrs ms ph approx no incl dept st eg ie u.s"
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_INITIALS = re.compile(r"(?:ph|[a-z])(?:\.[a-z])*")
_ABBREVIATED_AT_MOST = 5  # letters that are looked at: more make a word ("approx" apart)
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz")
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


def _one_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, tried letter by letter: many words cost little more than one.

    >>> _one_of(("act", "action", "add"))
    'a(?:ct(?:ion)?|dd)'
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words):
        if word:
            by_letter.setdefault(word[0], []).append(word[1:])
    parts = [re.escape(letter) + _one_of(rests) for letter, rests in by_letter.items()]
    whole = "" in words
    return "|".join(parts) if len(parts) == 1 and not whole else f"(?:{'|'.join(parts)})" + "?" * whole if parts else ""


# Every place where a clause may end; `split` decides for the unclear ones. A capital may begin an item of a
# flattened list ("... insights Build models"), or show that the producer dropped a line end ("teamsWhat"), as may a
# number of years ("skills5+ years"). What begins no clause comes first, as a set of plain characters: the search
# then passes over nearly all of a text without trying anything.
_MAY_BREAK = frozenset("\n.!?;-–—*ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + _BULLETS)
_NEVER = "".join(re.escape(chr(code)) for code in range(256) if chr(code) not in _MAY_BREAK)
_BREAK = re.compile(
    rf"[^{_NEVER}](?:(?<=[A-Z])(?:"
    rf"(?P<item>(?<=[a-zß-öø-ÿ\d)\]%][^\S\n].)(?={_one_of({word[1:] for word in _STARTERS})}(?![^\W\d_])))"
    r"|(?P<glue>(?<=[a-z.):!?;].)(?=[a-z])))"
    rf"|(?P<line>(?<=[\n{_BULLETS}]))"
    r"|(?P<sure>(?<=[a-z]{5}[.!?;])(?<!pprox.)(?= [A-Z]))|(?P<stop>(?<=[.!?;])(?=[\s\"”')]|\Z))"
    r"|(?P<dash>(?<=[-–—*])(?=\s?[A-Z]))"
    r"|(?P<years>(?<=[a-z)]\d)(?=\d?\s?\+\s|\d?(?:\s?[-–]\s?\d{1,2})?\s?\+?\s?years)))"
)

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
    for char, plain in (_PLAIN_FOR_ASCII if low.isascii() else _PLAIN_FOR).items():
        if char in low:
            low = low.replace(char, plain)
    return low


def split(text: str) -> tuple[list[tuple[int, int]], bool]:
    """(start, end) of each clause of the text, in order, and whether its words run together.

    Whitespace and bullets lie between the clauses. Words run together where the producer dropped line
    ends ("teamsWhat you bring").
    """
    breaks = [(match.start(), match.lastgroup) for match in _BREAK.finditer(text)]
    allowed = 4 + len(text) // 2000
    places = [at for at, kind in breaks if kind == "glue" and text[at + 2 : at + 3] in _SMALL]
    glued = len(places) > allowed
    found: list[tuple[int, int]] = []
    start = 0
    for at, kind in breaks:
        if at < start:
            continue
        if kind == "line":
            _add(found, text, start, at)
            start = at + 1
        elif kind == "sure":  # the end of a sentence, beyond doubt
            _add(found, text, start, at + 1)
            start = at + 1
        elif kind == "stop":
            if at - start > _LONGEST or _is_stop(text, start, at):
                _add(found, text, start, at + 1)
                start = at + 1
        elif kind == "item":
            if at > start and (at - start > _LONGEST or _begins_item(text, start, at)):
                _add(found, text, start, at - 1)
                start = at
        elif kind == "dash":
            if at - start > _LONGEST or _is_bullet_dash(text, at):
                _add(found, text, start, at)
                start = at + 1
        elif (kind == "years" or glued) and (at - start > _LONGEST or not _inside_name(text, at)):
            _add(found, text, start, at)
            start = at
    _add(found, text, start, len(text))
    return found, glued


def is_glued(text: str) -> bool:
    """Whether the producer dropped line ends so that words run together ("teamsWhat you bring")."""
    return split(text)[1]


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


def _is_bullet_dash(text: str, at: int) -> bool:
    """Whether a dash or asterisk before a capital begins an item: a space stands before it, or after it."""
    before = text[at - 1] if at else " "
    return before.isspace() or (text[at + 1 : at + 2].isspace() and (before.islower() or before in ".)"))


def _begins_item(text: str, start: int, at: int) -> bool:
    """Whether the capital at ``at`` begins an item of a list rather than going on with a name or sentence."""
    word = _WORD.match(text, at)
    if word is None or word.group() not in _STARTERS:
        return False
    return not _inside_parenthesis(text, start, at - 1) and not _leads_on(text, start, at - 1)


def _is_stop(text: str, start: int, at: int) -> bool:
    """Whether a full stop, question mark or semicolon ends its clause."""
    if text[at] == ".":
        tail = text[at - _ABBREVIATED_AT_MOST : at]
        if (tail == "pprox" or at - start < _ABBREVIATED_AT_MOST or not tail.isalpha()) and _is_abbreviated(
            text, start, at
        ):
            return False
    after = text[at + 1 : at + 3]
    if after[1:].isupper() and after[0] == " ":
        return True  # the usual case, without a search
    following = _AFTER_STOP.match(text, at + 1)
    return following is None or not (following.group(1).islower() or following.group(1) in ",;-–—&/")


def _is_abbreviated(text: str, start: int, at: int) -> bool:
    """Whether the word before the full stop at ``at`` is an abbreviation."""
    begin = max(start, at - 7)
    word = text[max(begin, text.rfind(" ", begin, at) + 1) : at].lstrip("(\"'“[")
    if len(word) == 1 and word.isupper() and _ends_list(text, start, at):
        return False
    word = word.lower()
    return word in _ABBREVIATIONS or _INITIALS.fullmatch(word) is not None


def _ends_list(text: str, start: int, at: int) -> bool:
    """Whether the letter before the full stop at ``at`` names a technology ("Python and R."), not a person ("J. R.").

    >>> _ends_list("SQL and R. You", 0, 9), _ends_list("John R. Smith", 0, 6), _ends_list("and J. Smith", 0, 5)
    (True, False, False)
    """
    if text[at - 1] not in _letters() or not text.startswith(" ", at + 1):
        return False
    before = text[max(start, at - 24) : at - 1].split()
    return bool(before) and (before[-1][-1] in ",/&" or before[-1].islower())


@cache
def _letters() -> frozenset[str]:
    """The technologies that are called by one letter."""
    from metier.vocabulary import technologies

    names = (name for entry in technologies().values() for name in (entry.label, *entry.aliases))
    return frozenset(name for name in names if len(name) == 1)


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
