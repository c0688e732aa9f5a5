"""Finds the duties that a posting describes, and where.

Each phrase of the vocabulary is a regular expression. Running all of them over every clause would
cost more than the rest of the reading together, so each is tried only on clauses that hold its
anchors (``duty_anchors``). One Aho-Corasick pass over the clause finds those; which phrases are left
to try is then one intersection of bits.
"""

from __future__ import annotations

import re
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from metier.errors import VocabularyError
from metier.reading.duty_anchors import anchors, leads
from metier.reading.duty_clauses import telling
from metier.reading.sections import Document
from metier.vocabulary import Duty, duties, rule

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class DutyMention(NamedTuple):
    """The first place where a posting describes a duty, and how it was decided."""

    id: str
    start: int
    end: int
    method: str  # "duties section", or "sentence": said elsewhere of what the person will do


_LONGEST = 1000  # characters of a clause that are read: a clause without an end is no sentence
_FORBIDDEN = re.compile(r"(?<!\\)[*+](?!\?)|\{\d*,\}")


class _Phrase(NamedTuple):
    """A phrase of a duty, ready to be tried."""

    duty: str
    pattern: re.Pattern[str]
    leads: frozenset[int] | None  # patterns of the automaton of which one begins every match


class DutyMatcher:
    """Finds duties by their phrases; built once, then linear in the text."""

    def __init__(self, entries: tuple[Duty, ...]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        self._count = sum(len(duty.phrases) for duty in entries)
        self.every = (1 << self._count) - 1  # bits of the phrases of all duties
        self._phrases: list[_Phrase] = []
        self.of_duty: dict[str, int] = {}  # bits of the duty's phrases
        self.in_passing = frozenset(duty.id for duty in entries if duty.in_passing)
        # An anchor's bits: phrases that have it in their first group, and above those in their second.
        masks: dict[str, int] = {"\0": 0}
        places: dict[str, int] = {"\0": 0}
        for duty in entries:
            for phrase in duty.phrases:
                _check(duty.id, phrase)
                bit = 1 << len(self._phrases)
                groups = anchors(phrase)
                for shift, group in ((0, groups[0]), (self._count, groups[-1])):
                    for anchor in group:
                        masks[anchor] = masks.get(anchor, 0) | bit << shift
                begins = leads(phrase)
                for string in (*groups[0], *groups[-1], *(begins or ())):
                    places.setdefault(string, len(places))
                self.of_duty[duty.id] = self.of_duty.get(duty.id, 0) | bit
                begin = None if begins is None else frozenset(places[lead] for lead in begins)
                self._phrases.append(_Phrase(duty.id, _compiled(phrase), begin))
        self._masks = [masks.get(string, 0) for string in places]
        self._automaton: AhoCorasick = AhoCorasick(list(places), implementation=Implementation.DFA)

    def find(self, low: str, start: int, end: int, wanted: int) -> tuple[list[tuple[str, int, int]], int]:
        """(duty, start, end) of the wanted duties whose phrases stand in this clause of folded text, and what is left.

        ``wanted`` and what is left of it are bits of phrases: ``every`` at first.
        """
        seen = self._automaton.find_matches_as_indexes(low[start:end], overlapping=True)
        masks = self._masks
        bits = reduce(or_, [masks[match[0]] for match in seen], 0)
        left = bits & (bits >> self._count) & wanted
        found: list[tuple[str, int, int]] = []
        while left:
            bit = left & -left
            phrase = self._phrases[bit.bit_length() - 1]
            matched = _first(phrase, low, start, end, seen)
            if matched is None:
                left ^= bit
            else:
                found.append((phrase.duty, matched.start(), matched.end()))
                left &= ~self.of_duty[phrase.duty]
                wanted &= ~self.of_duty[phrase.duty]
        return found, wanted


def _compiled(phrase: str) -> re.Pattern[str]:
    """The phrase with each word of a gap taken whole: a part of it would not be followed by a space."""
    return re.compile(phrase.replace("]+,? )", "]++,? )").replace("]+ )", "]++ )"))


def _first(phrase: _Phrase, low: str, start: int, end: int, seen: list[tuple[int, int, int]]) -> re.Match[str] | None:
    """The phrase's first match in a clause that begins where a word begins."""
    pattern, begins = phrase.pattern, phrase.leads
    if begins is not None:
        for index, at, _ in seen:
            if index in begins and (not at or _at_word(low, start, start + at)):
                matched = pattern.match(low, start + at, end)
                if matched is not None:
                    return matched
        return None
    at = start
    while (matched := pattern.search(low, at, end)) is not None:
        if _at_word(low, start, matched.start()):
            return matched
        at = matched.start() + 1
    return None


def _at_word(low: str, start: int, at: int) -> bool:
    """Whether a word begins here."""
    return at == start or (before := low[at - 1]) == " " or not (before.isalnum() or before == "_")


def read_duties(document: Document) -> tuple[DutyMention, ...]:
    """The first mention of each duty that the posting describes, clause by clause."""
    matcher = duty_matcher()
    low = document.low
    far = rule("reading.duty_far")
    mentions: list[DutyMention] = []
    doubtful: dict[str, DutyMention] = {}  # named in passing; a second clause may confirm it
    wanted = matcher.every
    for clause, method in telling(low, document.clauses):
        start = clause.start
        found, wanted = matcher.find(low, start, min(clause.end, start + _LONGEST), wanted)
        for duty, at, end in found:
            mention = DutyMention(duty, at, end, method)
            if method == "sentence" and at - start >= far and duty in matcher.in_passing and duty not in doubtful:
                doubtful[duty] = mention
                wanted |= matcher.of_duty[duty]
            else:
                mentions.append(doubtful.pop(duty, mention))
    return tuple(mentions)


def _check(duty: str, phrase: str) -> None:
    """Refuses phrases whose time could grow faster than the text: unbounded repeats."""
    bare = re.sub(r"\[[^\]]*\][*+]|\\w[*+]|\\s[*+]", "", phrase)
    if _FORBIDDEN.search(bare):
        raise VocabularyError(
            f"duties.yaml: {duty}: {phrase!r} repeats without bound", hint="Write .{0,40} instead of .*"
        )


@cache
def duty_matcher() -> DutyMatcher:
    """The matcher over the vocabulary's duties, built once a process."""
    return DutyMatcher(tuple(duties().values()))
