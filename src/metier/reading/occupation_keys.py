"""The search keys under which a raw title may be known as an official name: the whole title, or parts of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from metier.reading.normalise import expanded, fold
from metier.reading.title_lexicon import OUTSIDE, TAIL, lexicon

_MAX_CHARACTERS = 300  # what follows is never part of a title
# The words of a search key, and between them what parts a title: marks (a clause ends) and slashes.
_TOKEN = re.compile(r"c\+\+|[cf]#|\.net(?![^\W_])|[^\W_]+|[&/,|()\[\]{}:;@•·*+]|\s[-–—]+\s?|[-–—]+\s")
_SLASH, _BREAK = "/", ","


class Clauses(NamedTuple):
    """A title as runs of words between marks; ``whole`` is all its words."""

    whole: str
    parts: list[list[str]]


def title_clauses(title: str) -> Clauses:
    """The words of a title as they stand in search keys; what follows "for", "at" and the like is in no part.

    >>> title_clauses("Pastry Chefs (Part Time) at Acme")
    Clauses(whole='pastry chef part time at acme', parts=[['pastry', 'chef'], ['part', 'time']])
    """
    tails = _words().tails
    whole: list[str] = []
    parts: list[list[str]] = [[]]
    skipping = False
    for word in map(_word, _TOKEN.findall(fold(title[:_MAX_CHARACTERS]))):
        if word == _BREAK:
            if parts[-1]:
                parts.append([])
            skipping = False
            continue
        if word != _SLASH:
            whole.append(word)
            skipping = skipping or (word in tails and len(whole) > 1)
        if not skipping and (word != _SLASH or parts[-1]):
            parts[-1].append(word)
    return Clauses(" ".join(whole), [part for part in parts if part])


def whole_keys(clauses: Clauses) -> list[str]:
    """Keys for the title as one name: all of it, its first part, and that without levels.

    >>> whole_keys(title_clauses("Sr. Pastry Chef - York"))
    ['senior pastry chef york', 'senior pastry chef', 'pastry chef']
    """
    if not clauses.parts:
        return [clauses.whole] if clauses.whole else []
    first = clauses.parts[0]
    if _SLASH in first:
        named, bare = " ".join([word for word in first if word != _SLASH]), _bare(_jobs(first)[0])
    else:
        named, bare = " ".join(first), _bare(first)
    keys = [clauses.whole]
    if named != clauses.whole:
        keys.append(named)
    if bare and len(bare) != len(first):
        keys.append(" ".join(bare))
    return keys


def part_keys(clauses: Clauses) -> list[str]:
    """Keys for names inside the title, longest first: endings of its jobs, its other parts, single last words.

    >>> part_keys(title_clauses("Night Pastry Chef / Baker - Patisserie"))
    ['night pastry chef', 'pastry chef', 'patisserie', 'chef', 'baker']
    """
    if not clauses.parts:
        return []
    jobs = [_bare(job) for job in _jobs(clauses.parts[0])]
    keys = [" ".join(job[start:]) for job in jobs for start in range(len(job) - 1)]
    keys += [" ".join(_bare(part)) for part in clauses.parts[1:]]
    keys += [job[-1] for job in jobs if job]
    return [key for key in dict.fromkeys(keys) if key]


def begins_with_level(key: str) -> bool:
    """True for "staff engineer": an official list may have it, as the name of some other job's grade."""
    return key.partition(" ")[0] in _words().levels


@cache
def generic_words() -> frozenset[str]:
    """Words for a job or a rank that alone name no occupation ("engineer", "director")."""
    known = lexicon().root.items()
    found = [(word, node.entry) for word, node in known if node.entry is not None]
    generic = [
        word
        for word, entry in found
        if entry.rank or entry.level or (entry.head not in ("", OUTSIDE) and not entry.head.startswith("="))
    ]
    return frozenset(map(expanded, generic))


def _jobs(words: list[str]) -> list[list[str]]:
    """The jobs of "Baker / Cook"."""
    jobs: list[list[str]] = [[]]
    for word in words:
        if word == _SLASH:
            jobs.append([])
        else:
            jobs[-1].append(word)
    return [job for job in jobs if job] or [[]]


def _bare(words: list[str]) -> list[str]:
    """The words without slashes, and without levels and numerals at either end ("senior", "II")."""
    levels = _words().levels
    start, end = 0, len(words)
    while start < end and words[start] in levels:
        start += 1
    while start < end and words[end - 1] in levels:
        end -= 1
    kept = words[start:end]
    return [word for word in kept if word != _SLASH] if _SLASH in kept else kept


@lru_cache(maxsize=65536)
def _word(token: str) -> str:
    """The word as it stands in a search key; '/' for a slash, ',' for any other mark."""
    if token[0].isalnum() or token in ("c++", ".net"):
        return expanded(token)
    return "and" if token == "&" else token if token == _SLASH else _BREAK


class _Words(NamedTuple):
    levels: frozenset[str]
    tails: frozenset[str]


@cache
def _words() -> _Words:
    """Words that say the level of a job, and words that end its name, from the lists for titles."""
    known = lexicon()
    single = [(word, node.entry) for word, node in known.root.items() if node.entry is not None]
    levels = [word for word, entry in single if entry.level and not (entry.head or entry.rank)]
    tails = [word for word, entry in single if entry.special == TAIL]
    return _Words(frozenset(map(expanded, (*levels, *known.numerals))), frozenset(tails))
