"""Finds the vocabulary's technologies in a text, and tells names from ordinary words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from metier.reading.clauses import folded, is_glued
from metier.vocabulary import Technology, technologies


@dataclass(frozen=True, slots=True)
class Mention:
    """A technology named at start..end of the original text; ``surface`` is that stretch."""

    technology_id: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    """One searched form of a technology's name; ``veto``: a phrase that holds it but means something else.

    ``plain`` forms need no context: they spell out a shorter name ("AWS Lambda" for "Lambda").
    """

    technology: Technology
    written: str
    plain: bool = False
    veto: bool = False


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
_CUE_REACH = 60  # characters before the name
_CUE_REACH_AFTER = 30
_LIST_GAP_LIMIT = 16
_SENTENCE_END = re.compile(r"[.!?;](?=\s)|\n")
_DOMAIN = re.compile(r"\.(?:com|org|net|io|ai|co|me|gov|edu|app|dev|us|uk|de)\b")


def _searchable(name: str) -> str:
    """A name as it is searched: folded, hyphens as spaces, single spaces."""
    return re.sub(r" +", " ", folded(name).replace("-", " ").replace("_", " ")).strip()


class TechnologyMatcher:
    """Finds names of technologies; built once, then linear in the text."""

    def __init__(self, entries: tuple[Technology, ...]) -> None:
        from ahocorasick_rs import AhoCorasick

        names: dict[str, list[_Name]] = {}
        for entry in entries:
            forms = {_searchable(written) for written in (entry.label, *entry.aliases)}
            for written in (entry.label, *entry.aliases):
                key = _searchable(written)
                if key:
                    plain = not entry.context or _spells_out(key, forms)
                    names.setdefault(key, []).append(_Name(entry, written, plain=plain))
            for phrase in entry.not_in:
                key = _searchable(phrase)
                if key:
                    names.setdefault(key, []).append(_Name(entry, phrase, veto=True))
        self._patterns = list(names)
        self._names = [tuple(names[key]) for key in self._patterns]
        self._automaton = AhoCorasick(self._patterns or ["\0"])
        self._cues = {entry.id: _cue_pattern(entry.cues) for entry in entries if entry.cues}
        self._tags = {
            folded(name.written).strip(): name.technology.id
            for found in reversed(self._names)
            for name in found
            if not name.veto
        } | {folded(entry.label).strip(): entry.id for entry in reversed(entries)}
        self._loose_tags = {_searchable(tag): found for tag, found in self._tags.items()}

    def find(self, text: str) -> list[Mention]:
        """Every mention in the text, in order, none overlapping another."""
        return self.find_in(text, folded(text), is_glued(text))

    def find_in(self, text: str, haystack: str, glued: bool) -> list[Mention]:
        """The same, where the folded text and whether it is glued are known."""
        loose = haystack.replace("-", " ").replace("_", " ")
        found, vetoes = self._candidates(text, loose, glued)
        covered = _covered(vetoes)
        kept = _longest([c for c in found if covered.get((c[2].technology.id, c[0]), 0) < c[1]])
        return [
            Mention(name.technology.id, text[start:end], start, end)
            for start, end, name in self._in_context(text, haystack, kept)
        ]

    def resolve(self, tag: str) -> str | None:
        """The technology that a producer's tag names, or None."""
        key = folded(tag).strip()
        return self._tags.get(key) or self._loose_tags.get(_searchable(tag))

    def _candidates(self, text: str, loose: str, glued: bool) -> tuple[list[_Found], list[_Found]]:
        found: list[_Found] = []
        vetoes: list[_Found] = []
        for index, start, end in self._automaton.find_matches_as_indexes(loose, overlapping=True):
            if start and not glued and text[start - 1].isalnum() and text[start].isalnum():
                continue  # by far the commonest case, inside a word
            if not _starts_word(text, start, end, glued):
                continue
            for name in self._names[index]:
                if name.veto:
                    if end == len(text) or not text[end].isalnum():
                        vetoes.append((start, end, name))
                    continue
                stop = _word_end(text, start, end, name, glued)
                if stop is None or (name.technology.case and text[start:end] != name.written):
                    continue
                found.append((start, stop, name))
                break
        return found, vetoes

    def _in_context(self, text: str, haystack: str, found: list[_Found]) -> list[_Found]:
        """Drops names that need context and have none: no cue nearby, no technology beside them."""
        kept = [name.plain or self._has_cue(text, haystack, start, end, name.technology) for start, end, name in found]
        for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
            step = -1 if order.step > 0 else 1
            for i in order:
                if not kept[i] and kept[i + step] and _beside(text, haystack, found[i], found[i + step]):
                    kept[i] = True
        return [item for item, keep in zip(found, kept, strict=True) if keep]

    def _has_cue(self, text: str, haystack: str, start: int, end: int, technology: Technology) -> bool:
        left = max(0, start - _CUE_REACH)
        for stop in _SENTENCE_END.finditer(text, left, start):
            left = stop.end()
        right = min(len(text), end + _CUE_REACH_AFTER)
        stopped = _SENTENCE_END.search(text, end, right)
        right = stopped.start() if stopped else right
        cues = self._cues.get(technology.id, _CUES)
        if cues.search(haystack, left, start) is not None or cues.search(haystack, end, right) is not None:
            return True
        if not text[start].isupper():
            return False
        return (
            _FOLLOWED.match(haystack, end) is not None
            or _INTRODUCED.search(haystack, max(left, start - 40), start) is not None
        )


_Found = tuple[int, int, _Name]


def _cue_pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(re.escape(folded(cue)) for cue in cues) + r")(?![a-z0-9])")


def _starts_word(text: str, start: int, end: int, glued: bool) -> bool:
    """Whether a word begins at start, with no sign before it that makes it part of something else."""
    if start == 0:
        return True
    before = text[start - 1]
    if before.isalnum():
        first = text[start]
        if not first.isalnum():
            return True  # ".NET" after a word is a name of its own only if the vocabulary has it
        return glued and first.isupper() and before.islower() and end - start > 2
    if before in "@#_\\":
        return False
    if before == "." and start > 1 and text[start - 2].isalnum() and not text[start].isupper():
        return False
    if end - start <= 2 and before in "&-'’+":
        return False
    return not (before == "/" and start > 1 and text[start - 2] in "/:")


def _word_end(text: str, start: int, end: int, name: _Name, glued: bool) -> int | None:
    """Where the name ends, a plural s or version digits included in the word; None inside another word."""
    size = len(text)
    plural = end < size and text[end] in "sS" and _takes_plural(text, start, end, name.technology)
    if plural and (end + 1 == size or not text[end + 1].isalnum()):
        return end + 1
    if end == size:
        return end
    after = text[end]
    following = text[end + 1] if end + 1 < size else " "
    if after.isdigit() and (end - start >= 3 or text[end - 1] == "+"):
        stop = end
        while stop < size and (text[stop].isdigit() or text[stop] == "."):
            stop += 1
        return end if stop == size or not text[stop].isalpha() else None
    if after.isalnum():
        joined = glued and after.isupper() and (following.islower() or text[end - 1].islower())
        return end if joined and end - start > 2 else None
    if text.startswith("://", end):
        return None
    if after in "_@" or (after in "+#" and end - start <= 2):
        return None
    if after == "." and (following.isalnum() and _DOMAIN.match(text, end)):
        return None
    if end - start <= 2 and (after in "&-'’" or (after == "." and following.isalnum()) or text[end : end + 3] == " & "):
        return None
    return end


def _takes_plural(text: str, start: int, end: int, technology: Technology) -> bool:
    """Names of several words and acronyms do; "Spark" does not, for "sparks" is a verb."""
    surface = text[start:end]
    return (
        " " in surface.strip()
        or "-" in surface
        or (end - start >= 3 and surface.isupper())
        or technology.kind in ("method", "standard")
    )


def _covered(vetoes: list[_Found]) -> dict[tuple[str, int], int]:
    """For each technology and place inside a phrase that means something else, where that phrase ends."""
    ends: dict[tuple[str, int], int] = {}
    for start, end, name in vetoes:
        for at in range(start, end):
            key = (name.technology.id, at)
            ends[key] = max(end, ends.get(key, 0))
    return ends


def _longest(found: list[_Found]) -> list[_Found]:
    """The found names by place: of those that overlap, the first, and of those that begin together the longest."""
    taken: list[_Found] = []
    for item in sorted(found, key=lambda f: (f[0], -f[1])):
        if not taken or taken[-1][1] <= item[0]:
            taken.append(item)
    return taken


def _beside(text: str, haystack: str, one: _Found, other: _Found) -> bool:
    """Whether only list separators, at least one, stand between two names."""
    left, right = (one, other) if one[0] < other[0] else (other, one)
    start, end = left[1], right[0]
    if end - start > _LIST_GAP_LIMIT or not (haystack[start:end].strip() or "\n" in text[start:end]):
        return False
    return _LIST_GAP.fullmatch(haystack, start, end) is not None


def _spells_out(key: str, forms: set[str]) -> bool:
    """Whether a form of a name holds a shorter form of the same name as a word of its own."""
    return any(
        form != key and re.search(rf"(?<![a-z0-9]){re.escape(form)}(?![a-z0-9])", key)
        for form in forms
        if len(form) < len(key)
    )


@cache
def matcher() -> TechnologyMatcher:
    """The matcher over the whole vocabulary, built once a process."""
    return TechnologyMatcher(tuple(technologies().values()))


def resolve_tag(tag: str) -> str | None:
    """The id of the technology that a producer's tag names ("c#", "sheets"), or None.

    A tag is known to be a technology, so the rules for ambiguous words do not apply.
    """
    return matcher().resolve(tag)
