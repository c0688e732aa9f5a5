"""The role of a posting: what its title says; where the title is unclear, what the text calls the job."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from metier.reading.title import TitleReading, read_title
from metier.vocabulary import rule

Span = tuple[int, int]

_I = re.IGNORECASE
_READ = 3000  # characters: a posting names its job near the top
_NAME = r"(?P<name>[A-Za-z][^.,;:!?()\n•|]{2,70})"
# What stands before (or after) the name of the job, the surest first.
_NAMED: tuple[re.Pattern[str], ...] = (
    re.compile(r"\b(?:job|position|role|working) ?title\s?[:–-]?\s?" + _NAME, _I),
    re.compile(r"(?:^|\n)\W{0,3}(?:title|position|role)\s?[:–-]\s?" + _NAME, _I),
    re.compile(
        r"\b(?:looking for|seeking|searching for|in search of|hiring|recruiting|in need of|to hire|search for)"
        r" (?:an?|our(?: next)?|several|multiple|\d+|one|two|experienced|talented) " + _NAME,
        _I,
    ),
    re.compile(
        r"\b(?:as|become|being|join us as|work as|opportunity for|opening for|is for) (?:an?|our|the) " + _NAME, _I
    ),
    re.compile(r"\b(?:the|this|our) " + _NAME + r" (?:position|role|is responsible|will|reports to)\b", _I),
)
# Where the name of the job ends and the sentence goes on.
_ENDS = re.compile(
    r"\s(?:to|who|with|that|which|for|on|in|at|within|is|are|will|would|and you|you|we|based|located|reporting|joining"
    r"|responsible|role|position|opportunity|as|our|from|whose|having|\W)\b.*$|\s[-–—].*$",
    _I | re.DOTALL,
)
_LONG_WORD = re.compile(r"[^\W\d_]{5,40}")
_LONGEST_TITLE = 80  # characters of a first line that may be the title
_WORDS = 8  # of the name of a job at most
_UNKNOWN = "unknown"  # how a title was read in which no word is known: another job, or none ("Join our team!")


@dataclass(frozen=True, slots=True)
class Role:
    """The role with alternatives and how it was decided; None where nothing is named.

    ``method``: "title", "title and text" (the text calls the job the same), "text" (the title is unclear), "guess"
    (neither is clear: not to be relied on, and ``abstained``).
    """

    role_id: str | None
    alternatives: tuple[tuple[str, float], ...]
    track: str
    level: str
    method: str
    confidence: float | None = None  # None: by method
    span: Span | None = None
    abstained: bool = False


def read_role(title: str, text: str) -> Role:
    """The title's role where it is clear; else what the text names the job; else the title's guess, marked so.

    >>> read_role("Data Engineer", "").role_id
    'data-engineer'
    >>> role = read_role("Engineer", "We are looking for a data engineer to join us.")
    >>> role.role_id, role.method
    ('data-engineer', 'text')
    """
    named = read_title(title)
    sure = named.role_id is not None and not named.abstained
    if sure and named.method != _UNKNOWN:
        return Role(named.role_id, named.alternatives, named.track, named.level, "title", named.score)
    called = _called(named, text)
    if called is not None:
        return _by_text(named, *called)
    if sure:
        return Role(named.role_id, named.alternatives, named.track, named.level, "title", named.score)
    score = named.score if named.role_id is not None else None
    return Role(named.role_id, named.alternatives, named.track, named.level, "guess", score, abstained=True)


def _by_text(named: TitleReading, reading: TitleReading, span: Span) -> Role:
    """The role that the text names; track and level stay the title's where it says anything."""
    others = reading.alternatives
    if named.role_id not in (None, reading.role_id):
        others = ((str(named.role_id), rule("reading.role_guess")), *others)
    untitled = named.role_id is None and named.level == "unspecified" and named.track == "individual"
    standing = reading if untitled else named
    method = "title and text" if named.role_id == reading.role_id else "text"
    return Role(reading.role_id, others, standing.track, standing.level, method, span=span)


def _called(named: TitleReading, text: str) -> tuple[TitleReading, Span] | None:
    """The first name of the job in the text that is surely a role; it shares a word with a title that names a job."""
    least = rule("reading.role_text_name")
    words = set(_long_words(named.title)) if named.role_id is not None else set()
    unknown = named.method == _UNKNOWN
    for start, end in _names(text):
        name = text[start:end]
        shares = not words.isdisjoint(_long_words(name))
        if unknown and shares:
            return None  # "Zookeeper" is a job: the text calls it so too
        if words and not unknown and not shares:
            continue
        reading = read_title(name)
        if not reading.abstained and reading.score >= least and reading.role_id not in (None, "other"):
            return reading, (start, end)
    return None


def _long_words(name: str) -> list[str]:
    return _LONG_WORD.findall(name.lower())


def _names(text: str) -> Iterator[Span]:
    """Where the text may name its job: its first line if that is short, then by the words around."""
    first = text.find("\n", 0, _LONGEST_TITLE)
    if first > 0:
        yield 0, first
    for pattern in _NAMED:
        for match in pattern.finditer(text, 0, _READ):
            name = _ENDS.sub("", match.group("name")).rstrip()
            if name and name.count(" ") < _WORDS:
                yield match.start("name"), match.start("name") + len(name)
