"""Finds the vocabulary's technologies in a text, and tells names from ordinary words."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Literal, NamedTuple

from metier.reading.clauses import folded, is_glued
from metier.reading.technology_bounds import begins_sentence, word_end
from metier.reading.technology_context import LIST_GAP_LIMIT, beside, cue_pattern, has_cue, introduces_members, is_item
from metier.reading.technology_names import Name, NameFinder, names_of, searchable
from metier.vocabulary import Technology, technologies

# How a name was told from a word: it is no other word; a cue stands nearby; other technologies stand
# beside it; or it is a general term that stands as an item of its own.
Basis = Literal["name", "cue", "list", "general"]


class Mention(NamedTuple):
    """A technology named at start..end of the original text; ``surface`` is that stretch.

    ``listed``: a technology that is unmistakable stands beside it.
    """

    technology_id: str
    surface: str
    start: int
    end: int
    basis: Basis = "name"
    listed: bool = False


_Found = tuple[int, int, Name]
_VERSION = re.compile(r"\s+v?\d{1,4}(?:\.[\dx]{1,4})*\+?$")


class TechnologyMatcher:
    """Finds names of technologies; built once, then linear in the text."""

    def __init__(self, entries: tuple[Technology, ...]) -> None:
        names = names_of(entries)
        self._finder = NameFinder(names)
        self._cues: dict[str, re.Pattern[str]] = {}  # made when first needed: they are many
        self._tags = {
            folded(name.written).strip(): name.technology.id
            for found in reversed(names.values())
            for name in found
            if not name.veto
        } | {folded(entry.label).strip(): entry.id for entry in reversed(entries)}
        self._loose_tags = {searchable(tag): found for tag, found in self._tags.items()}

    def find(self, text: str) -> list[Mention]:
        """Every mention in the text, in order, none overlapping another."""
        return self.find_in(text, folded(text), is_glued(text))

    def find_in(self, text: str, haystack: str, glued: bool) -> list[Mention]:
        """The same, where the folded text and whether it is glued are known."""
        found, vetoes = self._candidates(text, haystack, glued)
        if vetoes:
            found = _not_covered(found, vetoes)
        return self._in_context(text, haystack, _longest(found))

    def resolve(self, tag: str) -> str | None:
        """The technology that a producer's tag names, or None."""
        key = folded(tag).strip()
        found = self._tags.get(key) or self._loose_tags.get(searchable(tag))
        if found is None and (version := _VERSION.search(key)):
            return self._tags.get(key[: version.start()])
        return found

    def _candidates(self, text: str, low: str, glued: bool) -> tuple[list[_Found], list[_Found]]:
        found: list[_Found] = []
        vetoes: list[_Found] = []
        size = len(text)
        for start, end, names, clear in self._finder.find(text, low, glued):
            for name in names:
                if name.veto:
                    if (end == size or not text[end].isalnum()) and not _is_proper(text, start, end, name):
                        vetoes.append((start, end, name))
                    continue
                stop = end if clear else word_end(text, start, end, glued, name.plural)
                if stop is None or (name.exact and text[start:end] != name.written):
                    continue
                found.append((start, stop, name))
                break
        return found, vetoes

    def _in_context(self, text: str, low: str, found: list[_Found]) -> list[Mention]:
        """Drops names that need context and have none: no cue nearby, no technology beside them."""
        if not found:
            return []
        bases: list[Basis | None] = [
            "name" if name.simple else self._basis(text, low, start, end, name) for start, end, name in found
        ]
        # Whether only the signs of a list stand before each name; none before the first, none after the last.
        near = [False]
        stopped = found[0][1]
        for start, end, _ in found[1:]:
            near.append(start - stopped <= LIST_GAP_LIMIT and beside(text, low, stopped, start))
            stopped = end
        near.append(False)
        if None in bases:
            _spread(bases, near, found)
        # Whether each name counts and what stands beside it must then be a technology too.
        firm = [basis is not None and name.firm for basis, (_, _, name) in zip(bases, found, strict=True)]
        mentions = []
        made = tuple.__new__  # makes a mention in half the time of calling its class
        for at, (start, end, name) in enumerate(found):
            basis = bases[at]
            if basis is None:
                continue
            technology = name.technology
            if technology.group and introduces_members(low, start, end):
                continue
            listed = (near[at] and firm[at - 1]) or (near[at + 1] and firm[at + 1])
            mentions.append(made(Mention, (technology.id, text[start:end], start, end, basis, listed)))
        return mentions

    def _basis(self, text: str, low: str, start: int, end: int, name: Name) -> Basis | None:
        if name.alone:
            return "general" if is_item(text, low, start, end) else None
        if name.plain:
            return "name"
        return "cue" if has_cue(text, low, start, end, self._own_cues(name.technology)) else None

    def _own_cues(self, technology: Technology) -> re.Pattern[str] | None:
        """What finds the technology's own cues; None if it has none."""
        if not technology.cues:
            return None
        known = self._cues.get(technology.id)
        if known is None:
            known = self._cues[technology.id] = cue_pattern(technology.cues)
        return known


def _spread(bases: list[Basis | None], near: list[bool], found: list[_Found]) -> None:
    """Lets a name that is certain vouch for those that stand beside it in a list, to either side."""
    last = len(found) - 1
    for at in range(1, last + 1):
        if bases[at] is None and bases[at - 1] and near[at] and not found[at][2].alone:
            bases[at] = "list"
    for at in range(last - 1, -1, -1):
        if bases[at] is None and bases[at + 1] and near[at + 1] and not found[at][2].alone:
            bases[at] = "list"


def _is_proper(text: str, start: int, end: int, phrase: Name) -> bool:
    """Whether a phrase with a verb ("excel at") stands here with the name ("export to Excel at night").

    Only where capitals matter, and not where a sentence begins: there a verb has one too.
    """
    if not phrase.technology.case or not phrase.written.islower():
        return False
    capital = next((at for at in range(start, end) if text[at].isupper()), None)
    return capital is not None and not (capital == start and begins_sentence(text, start))


def _not_covered(found: list[_Found], vetoes: list[_Found]) -> list[_Found]:
    """The found names that stand in no phrase that means something else."""
    starts: dict[str, list[int]] = {}
    reaches: dict[str, list[int]] = {}  # by technology, how far the phrases up to here reach
    for start, end, name in sorted(vetoes, key=_place):
        starts.setdefault(name.technology.id, []).append(start)
        reach = reaches.setdefault(name.technology.id, [])
        reach.append(max(end, reach[-1] if reach else 0))
    kept = []
    for item in found:
        identifier = item[2].technology.id
        before = bisect_right(starts.get(identifier, ()), item[0])
        if not before or reaches[identifier][before - 1] < item[1]:
            kept.append(item)
    return kept


def _place(found: _Found) -> tuple[int, int]:
    return found[0], found[1]


def _longest(found: list[_Found]) -> list[_Found]:
    """The found names by place: of those that overlap, the first, and of those that begin together the longest."""
    taken: list[_Found] = []
    free = 0
    for item in sorted(found, key=_first_and_longest):
        if free <= item[0]:
            taken.append(item)
            free = item[1]
    return taken


def _first_and_longest(found: _Found) -> tuple[int, int]:
    return found[0], -found[1]


@cache
def matcher() -> TechnologyMatcher:
    """The matcher over the whole vocabulary, built once a process."""
    return TechnologyMatcher(tuple(technologies().values()))


def resolve_tag(tag: str) -> str | None:
    """The id of the technology that a producer's tag names ("c#", "sheets"), or None.

    A tag is known to be a technology, so the rules for ambiguous words do not apply.
    """
    return matcher().resolve(tag)
