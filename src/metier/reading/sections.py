"""Which part of a posting each clause stands in: duties, required, preferred, benefits, company ..."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from metier.reading.clauses import folded, split
from metier.reading.signals import Signal, mark

Kind = Literal["duties", "required", "preferred", "benefits", "company", "equal-opportunity", "other"]


class Clause(NamedTuple):
    """A sentence or list item: offsets into the text, the kind of its section, whether it is a heading."""

    start: int
    end: int
    kind: Kind
    signals: int = 0
    heading: bool = False

    def may_hold(self, signal: int) -> bool:
        """Whether a trigger word of this signal stands in the clause."""
        return bool(self.signals & signal)


@dataclass(frozen=True, slots=True)
class Document:
    """A posting's text, the same text folded for searching, and its clauses in order."""

    text: str
    low: str
    glued: bool
    clauses: tuple[Clause, ...]

    def holding(self, signal: int) -> list[Clause]:
        """The clauses that hold a trigger word of this signal, in order."""
        return [clause for clause in self.clauses if clause.signals & signal]


_I = re.IGNORECASE
_MARKS = re.compile(r"[\s#*•·●▪‣◦\-–—_|>:~=🟣\"“(\[]*")

# A short line (or what stands before a colon), in lower case, with one of these words opens a section. Order decides.
_HEADING_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "equal-opportunity",
        re.compile(
            r"\b(?:equal (?:employment )?opportunit|eeo\b|diversity|inclusion|accommodation|privacy"
            r"|e-verify"
            r"|background check|disclaimer|legal)",
        ),
    ),
    (
        "benefits",
        re.compile(
            r"\b(?:benefits?|perks|compensation|pay range|salary|what we(?:'|’)?(?:ll| will| can)? (?:offer"
            r"|provide|give)"
            r"|what(?:'|’)?s in it|what you(?:'|’)?(?:ll| will)? (?:get|receive|gain)|we offer|our offer"
            r"|why (?:join|us"
            r"|work|you)|why this role|total rewards|what(?:'|’)s on offer|you(?:'|’)ll (?:love|enjoy))",
        ),
    ),
    (
        "other",
        re.compile(
            r"\b(?:physical (?:requirements|demands)|working conditions|work environment"
            r"|travel requirements?"
            r"|location|hours|schedule|logistics|additional information|how to apply|application|interview"
            r"|job type|job id|posting date|apply now|security clearance)\b",
        ),
    ),
    (
        "preferred",
        re.compile(
            r"\b(?:preferred|preferable|preferences|nice[- ]to[- ]haves?|good to haves?|bonus(?:es)?|desired"
            r"|desirable|desirables"
            r"|is a plus|plus(?:s?es)?|ideally|extra credit|brownie points|strong candidates may also"
            r"|optional|impress"
            r"|additional (?:skills|qualifications)|assets?|stand out|set you apart|would be (?:great|nice)"
            r"|great if|a bonus|even better|above and beyond)\b",
        ),
    ),
    (
        "required",
        re.compile(
            r"\b(?:qualifications?|requirements?|required|requires|skills?|experience|must[- ]haves?"
            r"|education|competenc(?:y|ies)"
            r"|who you are|about you|your (?:profile|background|expertise|toolkit)|what you(?:'"
            r"|’)?(?:ll)? (?:bring|need|have"
            r"|must)|what (?:we(?:'|’)?re|we are) looking for|what (?:do )?we (?:need|look for|want|expect)"
            r"|we(?:'|’)?re"
            r" looking for|we are looking for|looking for|you (?:have|need|might|may|are|bring|should)"
            r"|your skills"
            r"|credentials"
            r"|ideal candidate|knowledge|abilities|eligib|prerequisites|criteria|candidate|profile"
            r"|expertise"
            r"|good fit|right fit|know\b|familiar with|what you(?:'|’)?ve|you(?:'|’)ve|proficienc|minimum\W*$)",
        ),
    ),
    (
        "duties",
        re.compile(
            r"\b(?:responsibilit|responsible|duties|dutys|accountabilit|what you(?:'|’)?(?:ll"
            r"| will)?(?: be)? (?:do|doing"
            r"|be working|work on|own|accomplish|deliver)|you(?:'|’)?(?:ll| will)\b|what (?:will|would|do"
            r"|i(?:'|’)?ll|will i)"
            r" (?:you|i)|(?:day|week) in the life|day[- ]to[- ]day|your (?:role|mission|impact|challenge"
            r"|tasks|job|work"
            r"|day|responsib)|the work|tasks|(?:position|role|job) objectives"
            r"|key (?:functions|areas|objectives|activities|deliverables)"
            r"|essential functions"
            r"|job functions?|functions|scope of|how you(?:'|’)?(?:ll| will)|the impact|in this role"
            r"|what is the job"
            r"|main purpose|specifically|o que voce)",
        ),
    ),
    (
        "company",
        re.compile(
            r"\b(?:about (?!(?:the|this|your|our) (?:job|role|position|opportunity))|who we are"
            r"|our (?:company|mission|story"
            r"|culture|values|team"
            r"|vision)|company|overview of|corporate|the team|what we do|what we value|our client"
            r"|in the news)",
        ),
    ),
    (
        "other",
        re.compile(
            r"\b(?:overview|summary|job description|description|the role|about the|role|position"
            r"|opportunity"
            r"|purpose)\b",
        ),
    ),
)
# What opens a section in the middle of a flattened line: title case at the start of a clause.
_INLINE = re.compile(
    r"(?:(?:Key|Primary|Core|Main|Major|Essential|Principal|General|Job|Your|Minimum|Basic|Required"
    r"|Preferred|Desired|Desirable"
    r"|Additional|Position|Role|Technical|Other|Specific|Day-to-day|The|Bonus|Ideal|Professional"
    r"|Work) ){0,3}"
    r"(?P<word>Responsibilit(?:y|ies)|Duties|Accountabilities|Qualifications?|Requirements?|Skills"
    r"|Experience|Benefits"
    r"|Perks|Education|Functions|Tasks|Required|Preferred|Desired|Desirable|Bonus|Competencies"
    r"|Compensation|Logistics)"
    r"(?:(?: ?(?:and|&|/|,) ?)(?:[A-Z][a-z]+ ?){1,2}){0,2}"
    r"(?=\s*:|\s+[-–•·*]|\s+[A-Z0-9]|\s*$)"
    r"|(?i:what you(?:'|’)?(?:ll| will)?(?: be)? (?:do|doing|bring|need|get)\b|who you are\b|about you\b"
    r"|nice to haves?\b(?!\s+(?-i:[a-z]))"
    r"|nice-to-haves?\b(?!\s+(?-i:[a-z]))|ideally,? you(?:'|’)?(?: have|ve|d)\b|you may be a good fit if(?: you)?\b"
    r"|what you will do\b"
    r"|strong candidates may also(?: have)?\b|what we(?:'|’)?re looking for\b|what we are looking for\b"
    r"|what we offer\b"
    r"|who we are\b|why join us\b|minimum education\b|in this role,? you will\b(?=\s*:)|about us\b)"
)
# The first three letters of whatever _INLINE matches: a look at them costs less than the expression.
_INLINE_WORDS = """
    key pri cor mai maj ess gen job you min bas req pre des add pos rol tec oth spe day the bon ide pro wor res dut
    acc qua ski exp ben per edu fun tas com log wha who abo nic str why in"""
_INLINE_BEGINS = frozenset(f"{word:3}" for word in _INLINE_WORDS.split())
_LEAD_DUTIES = re.compile(
    r"(?:you will(?: be)?|you(?:'|’)ll(?: be)?|will be responsible for|responsible for"
    r"|responsibilities(?: will)? include"
    r"|duties(?: will)? include|role includes|will include|opportunity to|expected to|be doing"
    r"|day to day)\W*$",
    _I,
)
_LEAD_PREFERRED = re.compile(
    r"(?:preferred|a plus|nice to have|bonus|desirable|advantageous"
    r"|good to have)\W*$",
    _I,
)
_LEAD_REQUIRED = re.compile(
    r"(?:if you|you (?:should|must|have|are)|candidates? (?:will|should|must)(?: have)?|experience with"
    r"|should have"
    r"|qualifications(?: include)?|skills include|we need|you(?:'|’)ll (?:have|need|bring)"
    r"|you will (?:have|need|bring))\W*$",
    _I,
)
# How an item of a list of skills begins, however short it is: never a heading.
_ITEM = re.compile(
    r"(?:(?:strong|excellent|good|advanced|proven|solid|extensive|deep|basic|working|demonstrated|prior"
    r"|previous|relevant|some|hands-on"
    r"|exceptional|outstanding|superior|great|considerable) [a-z]|experience (?:with|in|using|as|of"
    r"|working|building|developing)"
    r"|experienced |knowledge of|ability to|able to|familiar|proficien|understanding of|expertise (?:in"
    r"|with)|fluen|must |gather|work |collaborat"
    r"|develop |build |design |create |manage |maintain |provide |support |document |analy|track "
    r"|perform |identify |write |lead |ensure |nice[- ]to[- ]haves? (?!skills|qualifications)(?-i:[a-z]))",
    _I,
)
_ABOUT_SKILLS = re.compile(
    r"(?:skills|experience|qualifications|education|requirements|what|knowledge|preferred)\b", _I
)
_OPENING = re.compile(
    r"(?:what|who|why|how|about|your|you|our|we|ideally|nice to have|in this role|the role|the team|key "
    r"|main |primary |core |minimum |required |preferred |desired |basic"
    r"|additional |bonus|essential |technical |responsibilities|requirements|qualifications|skills"
    r"|benefits|duties)\b",
    _I,
)
_OPTIONAL = re.compile(r"\b(?:nice|bonus|plus|additional|extra|asset|also|great)", _I)

_HEADING_LIMIT = 72  # characters: a longer line is a sentence
_WORD_LIMIT = 9
_LEADS_IN = (":", "…", "...")  # ends a clause that leads to a list
_LEADING_IN = frozenset(sign[-1] for sign in _LEADS_IN)


_OWN_KIND = Signal.EEO | Signal.BENEFIT | Signal.COMPANY  # a clause that may be about something else than its section


def read_sections(text: str) -> Document:
    """The posting's clauses in order, each with the kind of the section it stands in."""
    low = folded(text)
    found: list[Clause] = []
    kind: Kind = "other"
    weak = False
    main_list: list[int] = []  # clauses under a heading such as "Desired skills" or "Ideally you have"
    spans, glued = split(text)
    made = tuple.__new__  # makes a clause in half the time of calling its class
    for (start, end), signals in zip(spans, mark(low, spans), strict=True):
        if not text[start].isalnum():
            start = _after_mark(text, start, end)
            if start >= end:
                continue
        opened, body = _heading(text, low, start, end) if signals & Signal.HEADING else (None, start)
        if opened is not None:
            kind = opened
            weak = kind == "preferred" and not _OPTIONAL.search(text, start, body)
            if weak:
                main_list.append(len(found))
            found.append(made(Clause, (start, body, kind, signals, True)))
            start = body
            if start >= end:
                continue
        own = _kind_of(kind, signals) if signals & _OWN_KIND else kind
        if weak and own == "preferred":
            main_list.append(len(found))
        found.append(made(Clause, (start, end, own, signals, False)))
    if main_list and not any(clause.kind == "required" for clause in found):
        # "Desired skills" that head the only main list of skills are the requirements.
        for place in main_list:
            found[place] = found[place]._replace(kind="required")
    return Document(text, low, glued, tuple(found))


def _heading(text: str, low: str, start: int, end: int) -> tuple[Kind | None, int]:
    """The section that this clause opens, and where the clause's own content begins."""
    if low[start : start + 3] in _INLINE_BEGINS:
        inline = _INLINE.match(text, start, end)
        if inline is not None:
            opened = _kind_of_heading(inline.group())
            if opened is not None:
                return opened, _after_mark(text, inline.end(), end)
    colon = text.find(":", start, min(end, start + _HEADING_LIMIT))
    stop = colon if colon >= 0 else end
    if stop - start <= _HEADING_LIMIT and (colon >= 0 or _own_line(text, start, end)):
        line = text[start:stop]
        if line.count(" ") < _WORD_LIMIT and not line.rstrip().endswith((".", ",", ";")):
            opened = _kind_of_heading(line)
            if opened is not None and (_is_title(line, colon >= 0) or colon >= end - 2 >= start):
                return opened, _after_mark(text, stop, end)
    # The clause may end in a lead-in: "As a data engineer, you will:".
    if _leads_in(text, start, end):
        tail = text[max(start, end - 60) : end]
        if _LEAD_PREFERRED.search(tail):
            return "preferred", end
        if _LEAD_REQUIRED.search(tail):
            return "required", end
        if _LEAD_DUTIES.search(tail):
            return "duties", end
    return None, start


def _leads_in(text: str, start: int, end: int) -> bool:
    """Whether a clause ends in a colon or dots, or a colon follows it."""
    last = text[end - 1]
    if (last in _LEADING_IN or last.isspace()) and text[max(start, end - 8) : end].rstrip().endswith(_LEADS_IN):
        return True
    return text[end : end + 1] == ":"


def _own_line(text: str, start: int, end: int) -> bool:
    before = text.rfind("\n", max(0, start - 12), start)
    alone = (before >= 0 or start < 12) and _after_mark(text, before + 1, start) == start
    return alone and (end >= len(text) or text[end] == "\n" or text[end - 1] == "\n")


def _is_title(line: str, before_colon: bool) -> bool:
    """Whether a line is written like a heading rather than like an item of a list."""
    words = [word.strip("“”\"'’*&/()") for word in line.split()]
    words = [word for word in words if word]
    if not words or not words[0][0].isalpha() or _ITEM.match(line):
        return False
    if words[-1].lower() in ("preferred", "plus") and not before_colon and not _ABOUT_SKILLS.match(line):
        return False  # "MBA preferred" is an item
    if line.isupper() or _OPENING.match(line):
        return True
    weighty = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in weighty)
    return len(words) <= (4 if before_colon else 3) or (len(words) <= 7 and capitals == len(weighty) > 0)


def _after_mark(text: str, at: int, end: int) -> int:
    matched = _MARKS.match(text, at, end)
    return matched.end() if matched else at


@lru_cache(maxsize=8192)
def _kind_of_heading(line: str) -> Kind | None:
    low = line.lower()
    for kind, words in _HEADING_WORDS:
        if words.search(low):
            return kind
    return None


def _kind_of(section: Kind, signals: int) -> Kind:
    """The section's kind, unless the clause itself is plainly about something else."""
    if signals & Signal.EEO:
        return "equal-opportunity"
    if section in ("other", "company"):
        if signals & Signal.BENEFIT:
            return "benefits"
        if section == "other" and signals & Signal.COMPANY:
            return "company"
    return section
