"""The industry of an employer that the vocabulary knows: by its whole name, its group's, or as a text names it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from metier.reading.normalise import employer_key
from metier.vocabulary.industry_words import glued, judged_employers, sector_employers

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Known(NamedTuple):
    """An employer's industry and how it was found."""

    industry_id: str
    method: str  # "employer", "employer's group", "employer's sector" or "employer in the text"
    span: tuple[int, int] | None = None  # where a text names the employer


# Words that begin names and sentences of postings alike: in a text they are no employer's name.
_ORDINARY = frozenset(("visa", "target", "current", "better", "client", "remote", "indeed", "hired", "color", "merge"))
# Words that follow an employer's name where job boards tell its branches apart.
_PLACES = ("usa", "us", "u", "s", "america", "americas", "north", "uk", "india", "canada", "europe", "emea", "apac")
_BRANCH = frozenset((*_PLACES, "global", "international", "careers", "jobs", "group"))
_GROUP_WORDS, _GROUP_LETTERS = 2, 9  # a name that begins with so much of a known one belongs to it
_SHORTEST = 4  # letters; a shorter name in a text is mostly something else
_MOST_WORDS = 4
_MOST_PLACES = 12
_LOOK_BACK = 60  # characters before "is a" in which an employer's name stands

_NAME = r"(?:[A-Z0-9][\w&.'’-]{0,30}[ ]?){1,4}"
_NAME_HERE = re.compile(_NAME)
# "About Acme", "Join Acme", "At Acme, we": the name follows. "oin" is both "Join" and "join".
_BEFORE = ("About ", "ABOUT ", "Welcome to ", "oin ")
_AT = ("At ", " at ")  # only where a comma ends the name
# "Acme is a leading": the name stands before.
_IS = " is "
_SAID_OF_IT = re.compile(r"(?:an?|the|one of|seeking|looking|hiring|proud|committed)\b")
_MARKS = (*_BEFORE, *_AT, _IS)
_WORD = re.compile(r"[^\W_]+")
_LAST_WORDS = re.compile(rf"(?<![\w&.'’-])({_NAME})$")


@cache
def _judged() -> dict[str, str]:
    return {glued(key): industry for key, industry in judged_employers().items()}


@cache
def _sectors() -> dict[str, str]:
    return {glued(key): industry for key, industry in sector_employers().items()}


@cache
def _beginnings() -> frozenset[str]:
    """First words of judged employers' names: what begins otherwise is none of them."""
    return frozenset(("the", *(key.split(" ", 1)[0] for key in judged_employers())))


def known_employer(key: str) -> Known | None:
    """What is known of the employer with this key (``employer_key``), or of the group that its name begins with.

    >>> known_employer("gitlab"), known_employer("gitlab north america") == known_employer("git lab usa")
    (Known(industry_id='technology', method='employer', span=None), True)
    """
    judged = _judged()
    words = key.split()
    while True:
        if (found := judged.get("".join(words))) is not None:
            return Known(found, "employer")
        if len(words) < 2 or words[-1] not in _BRANCH:
            break
        words.pop()
    for end in range(len(words) - 1, _GROUP_WORDS - 1, -1):
        name = "".join(words[:end])
        if len(name) >= _GROUP_LETTERS and (found := judged.get(name)) is not None:
            return Known(found, "employer's group")
    found = _sectors().get(glued(key))
    return None if found is None else Known(found, "employer's sector")


def employer_in_text(text: str) -> Known | None:
    """The known employer that a text speaks of as itself ("About Acme", "Acme is a"), where no company is given."""
    places = _places(text)
    for mark in (*_BEFORE, *_AT):
        for end in places.get(mark, ()):
            name = _NAME_HERE.match(text, end)
            if name is None or (mark in _AT and not text.startswith(", ", name.end())):
                continue
            if (known := _named(name[0], end, forwards=True)) is not None:
                return known
    for end in places.get(_IS, ()):
        stop = end - len(_IS)
        start = max(0, stop - _LOOK_BACK)
        word = max(text.rfind(" ", start, stop), text.rfind("\n", start, stop), start - 1) + 1
        if text[word].islower() or _SAID_OF_IT.match(text, end) is None:
            continue
        before = _LAST_WORDS.search(text[start:stop])
        if before is not None and (known := _named(before[1], start + before.start(1), forwards=False)) is not None:
            return known
    return None


def _places(text: str) -> dict[str, list[int]]:
    """By mark, where its first places in the text end; one pass finds them all."""
    found: dict[str, list[int]] = {}
    for index, _, end in _marks().find_matches_as_indexes(text, overlapping=True):
        ends = found.setdefault(_MARKS[index], [])
        if len(ends) < _MOST_PLACES:
            ends.append(end)
    return found


@cache
def _marks() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(_MARKS)


def _named(name: str, start: int, *, forwards: bool) -> Known | None:
    """The longest known employer with which this name begins, or else ends."""
    judged = _judged()
    words = list(re.finditer(r"\S+", name))
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        first, last = (words[0], words[count - 1]) if forwards else (words[-count], words[-1])
        start_word = _WORD.match(first[0])
        if start_word is None or start_word[0].lower() not in _beginnings():
            continue
        key = glued(employer_key(name[first.start() : last.end()]))
        if len(key) >= _SHORTEST and key not in _ORDINARY and (industry := judged.get(key)) is not None:
            return Known(industry, "employer in the text", (start + first.start(), start + last.end()))
    return None
