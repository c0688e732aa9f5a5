"""Finds the duties that a posting describes.

Each phrase of the vocabulary is a regular expression. Running all of them over every clause would
cost more than the rest of the reading together, so each is tried only on clauses that hold one of
its *anchors*: strings of which at least one stands in any text that the phrase matches (the idea of
RE2's FilteredRE2). One Aho-Corasick pass finds the anchors.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from metier.errors import VocabularyError
from metier.reading.sections import Clause, Document
from metier.vocabulary import Duty, duties

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# Outside a list of duties, a sentence counts when it says what the person will do.
_WILL_DO = re.compile(
    r"\b(?:you will|you'll|will be responsible|responsible for|responsibilities|the role (?:will|includes"
    r"|involves)|this role"
    r"|this position|in this position|will work|will be|duties|(?:is|are) (?:looking|seeking"
    r"|searching) for|we seek|join (?:us|our)|the (?:ideal|successful) candidate"
    r"|your (?:role|job|mission)|tasked|opportunity to|as an? [a-z]+)\b"
)
_LONGEST = 1000  # characters of a clause that are read: a clause without an end is no sentence
_FORBIDDEN = re.compile(r"(?<!\\)[*+](?!\?)|\{\d*,\}")


class DutyMatcher:
    """Finds duties by their phrases; built once, then linear in the text."""

    def __init__(self, entries: tuple[Duty, ...]) -> None:
        from ahocorasick_rs import AhoCorasick

        self._phrases: list[tuple[str, re.Pattern[str]]] = []
        self._complete: list[int] = []
        owners: dict[str, list[tuple[int, int]]] = {}
        for duty in entries:
            for phrase in duty.phrases:
                _check(duty.id, phrase)
                groups = anchors(phrase)
                for bit, group in enumerate(groups):
                    for anchor in group:
                        owners.setdefault(anchor, []).append((len(self._phrases), 1 << bit))
                self._complete.append((1 << len(groups)) - 1)
                self._phrases.append((duty.id, re.compile(rf"\b(?:{phrase})")))
        self._owners = list(owners.values())
        self._automaton: AhoCorasick = AhoCorasick(list(owners) or ["\0"])

    def find(self, text: str, known: set[str]) -> set[str]:
        """Ids of further duties, beside the known, whose phrases stand in this folded clause."""
        seen: dict[int, int] = {}
        for index in {match[0] for match in self._automaton.find_matches_as_indexes(text, overlapping=True)}:
            for phrase, bit in self._owners[index]:
                seen[phrase] = seen.get(phrase, 0) | bit
        found: set[str] = set()
        for phrase, bits in seen.items():
            if bits == self._complete[phrase]:
                duty, pattern = self._phrases[phrase]
                if duty not in found and duty not in known and pattern.search(text):
                    found.add(duty)
        return found


def read_duties(document: Document) -> tuple[str, ...]:
    """Ids of the duties that the posting describes, in the vocabulary's order."""
    low = document.low
    listed = any(clause.kind == "duties" and not clause.heading for clause in document.clauses)
    found: set[str] = set()
    for clause in document.clauses:
        told = clause.kind in ("other", "company") and _describes(low, clause, listed)
        if clause.kind == "duties" or told:
            found |= duty_matcher().find(low[clause.start : min(clause.end, clause.start + _LONGEST)], found)
    return tuple(duty for duty in duties() if duty in found)


def _describes(haystack: str, clause: Clause, listed: bool) -> bool:
    if clause.kind == "other" and not listed:
        return True
    return _WILL_DO.search(haystack, clause.start, clause.end) is not None


def _check(duty: str, phrase: str) -> None:
    """Refuses phrases whose time could grow faster than the text: unbounded repeats."""
    bare = re.sub(r"\[[^\]]*\][*+]|\\w[*+]|\\s[*+]", "", phrase)
    if _FORBIDDEN.search(bare):
        raise VocabularyError(
            f"duties.yaml: {duty}: {phrase!r} repeats without bound", hint="Write .{0,40} instead of .*"
        )


def anchors(phrase: str) -> tuple[tuple[str, ...], ...]:
    r"""One or two groups of strings: any text that the phrase matches holds at least one of each group.

    >>> anchors(r"(?:build|design)\w* .{0,20}dashboards?")
    (('dashboard',), ('build', 'design'))
    """
    parts, end = _parts(phrase, 0)
    if end < len(phrase):  # alternatives: one group for all of them
        found, end = _any_of(phrase, 0)
        parts = [found] if found else []
    if not parts:
        raise VocabularyError(f"duties.yaml: {phrase!r} holds no fixed text of two letters to search for")
    return tuple(tuple(sorted(part)) for part in sorted(parts, key=_strength, reverse=True)[:2])


def _strength(part: frozenset[str]) -> tuple[int, int]:
    """A group is the better, the longer its shortest string and the fewer its strings."""
    return min(map(len, part)), -len(part)


def _any_of(phrase: str, at: int) -> tuple[frozenset[str], int]:
    """Anchors of an alternation that starts at ``at``, and where it ends. Empty: none is certain."""
    branches: list[frozenset[str]] = []
    while True:
        found, at = _all_of(phrase, at)
        branches.append(found)
        if at >= len(phrase) or phrase[at] == ")":
            break
        at += 1
    return (frozenset().union(*branches) if all(branches) else frozenset()), at


def _all_of(phrase: str, at: int) -> tuple[frozenset[str], int]:
    """The best group of anchors of one branch."""
    parts, at = _parts(phrase, at)
    return max(parts, key=_strength, default=frozenset()), at


def _parts(phrase: str, at: int) -> tuple[list[frozenset[str]], int]:
    """The groups of anchors of one branch, one for each part that any match must hold."""
    parts: list[frozenset[str]] = []
    run = ""
    while at < len(phrase) and phrase[at] not in "|)":
        part, literal, at = _atom(phrase, at)
        quantified, at = _quantifier(phrase, at)
        if literal and not quantified:
            run += literal
            continue
        parts.append(frozenset([run]))
        run = ""
        if literal is None and not quantified:
            parts.append(part)
    parts.append(frozenset([run]))
    return [part for part in parts if part and min(map(len, part)) >= 2], at


def _atom(phrase: str, at: int) -> tuple[frozenset[str], str | None, int]:
    """One element: (anchors of a group, literal character or '' or None for a group, next place)."""
    char = phrase[at]
    if char == "(":
        if phrase.startswith("(?:", at):
            found, end = _any_of(phrase, at + 3)
            return found, None, end + 1
        _, end = _any_of(phrase, at + 3)  # an assertion such as (?!...): matches no text
        return frozenset(), "", end + 1
    if char == "[":
        return frozenset(), None, phrase.index("]", at + 2) + 1
    if char == "\\":
        escaped = phrase[at + 1]
        if escaped == "b":
            return frozenset(), "", at + 2
        return (frozenset(), None, at + 2) if escaped in "wsdWS" else (frozenset(), escaped, at + 2)
    return (frozenset(), None, at + 1) if char in ".^$" else (frozenset(), char, at + 1)


def _quantifier(phrase: str, at: int) -> tuple[bool, int]:
    """Whether a quantifier follows (the element may then be absent or repeated), and what follows it."""
    if at < len(phrase) and phrase[at] in "?*+":
        return True, at + 1
    if at < len(phrase) and phrase[at] == "{":
        return True, phrase.index("}", at) + 1
    return False, at


@cache
def duty_matcher() -> DutyMatcher:
    """The matcher over the vocabulary's duties, built once a process."""
    return DutyMatcher(tuple(duties().values()))
