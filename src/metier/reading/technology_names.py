"""Finds every place where a text could name a technology, quickly; what it finds is then looked at closely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.reading.clauses import folded
from metier.reading.technology_bounds import starts_word
from metier.vocabulary import Technology

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# Letters and digits stay, any other sign is a space: one table look-up a character. Characters outside
# Latin-1 count as signs here; they only cost a second look.
_PLAIN = bytes(code if chr(code).isalnum() else 32 for code in range(256))
# Signs that never make a name a part of something longer.
_CLEAR_BEFORE = frozenset(" (,;\n|•[*")
_CLEAR_AFTER = frozenset(" ,;)\n|•]*")
_MARGIN = " " * 16  # more than any form ends with of signs
_SHORT = 2  # characters: so short a name stands inside thousands of words


@dataclass(frozen=True, slots=True)
class Name:
    """One searched form of a technology's name; ``veto``: a phrase that holds it but means something else.

    ``exact`` forms count only in the letters as written. ``plain`` forms need no context: they spell out
    a shorter name ("AWS Lambda" for "Lambda"). ``alone`` forms are general words that count only as an
    item of their own. ``plural``: the name has one however it is written. ``simple``: no look at the
    context is needed. ``firm``: what stands beside it in a list must be a technology too.
    """

    technology: Technology
    written: str
    exact: bool = False
    plain: bool = False
    veto: bool = False
    alone: bool = False
    plural: bool = False
    simple: bool = False
    firm: bool = False


# What a searched pattern may stand for: the form, its length, the characters of the pattern before the
# form, whether the pattern can hold nothing else, whether the form ends with a letter or digit, and the names
# written so.
_Entry = tuple[str, int, int, bool, bool, tuple[Name, ...]]


def searchable(name: str) -> str:
    """A name as it is searched: folded, hyphens as spaces, single spaces.

    >>> searchable("Scikit-Learn")
    'scikit learn'
    """
    return " ".join(folded(name).replace("-", " ").replace("_", " ").split())


def names_of(entries: tuple[Technology, ...]) -> dict[str, tuple[Name, ...]]:
    """By searched form, the names that are written so."""
    found: dict[str, list[Name]] = {}
    for entry in entries:
        forms = {searchable(written) for written in (entry.label, *entry.aliases)}
        general = {searchable(written) for written in entry.alone}
        bare = {searchable(written) for written in entry.bare}
        plural = entry.kind in ("method", "standard")
        for written in (entry.label, *entry.aliases):
            form = searchable(written)
            if form:
                plain = form not in bare and (not entry.context or _spells_out(form, forms))
                exact = entry.case or form in bare
                alone = form in general
                firm = not (alone or entry.asked or entry.activity)
                simple = plain and not alone
                many = plural and not written.isupper()  # "Leeds" is not several LEED
                name = Name(entry, written, exact, plain, False, alone, many, simple, firm)
                found.setdefault(form, []).append(name)
        for phrase in entry.not_in:
            form = searchable(phrase)
            if form:
                found.setdefault(form, []).append(Name(entry, phrase, veto=True))
    return {form: tuple(names) for form, names in found.items()}


class NameFinder:
    """Finds the forms of names in a text; the automata are built when first needed."""

    def __init__(self, names: dict[str, tuple[Name, ...]]) -> None:
        self._names = {form: found for form, found in names.items() if not _is_pair(form, names)}
        self._built: dict[bool, tuple[AhoCorasick, list[tuple[_Entry, ...]]]] = {}

    def find(self, text: str, low: str, glued: bool) -> list[tuple[int, int, tuple[Name, ...], bool]]:
        """(start, end, names, clear) wherever a form begins a word of the text; hyphens count as spaces.

        ``low`` is the text folded. ``clear``: plain signs on both sides show that it is no part of anything else;
        the others may still be the beginning of a longer word.
        """
        automaton, table = self._built.get(glued) or self._build(glued)
        framed = f" {low}{_MARGIN}"
        loose = framed.replace("-", " ").replace("_", " ")
        inside = not glued  # what goes on with a letter is a part of a word
        found = []
        for index, at, _ in automaton.find_matches_as_indexes(_squashed(framed), overlapping=True):
            for form, size, lead, sure, ends_word, names in table[index]:
                start = at + lead
                before, after = framed[start - 1], framed[start + size]
                if inside and ends_word and after != "s" and after.isalpha():
                    continue  # the commonest case: "java" in "javanese"
                if not (sure or loose.startswith(form, start)):
                    continue
                if before in _CLEAR_BEFORE:
                    found.append((start - 1, start + size - 1, names, size > _SHORT and after in _CLEAR_AFTER))
                elif starts_word(text, start - 1, start + size - 1, glued):
                    found.append((start - 1, start + size - 1, names, False))
        return found

    def _build(self, glued: bool) -> tuple[AhoCorasick, list[tuple[_Entry, ...]]]:
        from ahocorasick_rs import AhoCorasick

        patterns: dict[str, list[_Entry]] = {}
        for form, names in self._names.items():
            squashed = _squashed(form)
            sure, ends_word = form.isascii() and form.isalnum(), form[-1].isalnum()
            if not form[0].isalnum() or (glued and len(form) > _SHORT):
                # it may stand inside a word too
                patterns.setdefault(squashed, []).append((form, len(form), 0, sure, ends_word, names))
                continue
            entry = (form, len(form), 1, sure, ends_word, names)
            if len(form) > _SHORT or not ends_word:
                patterns.setdefault(f" {squashed}", []).append(entry)
            else:
                patterns.setdefault(f" {squashed} ", []).append(entry)
                patterns.setdefault(f" {squashed}s ", []).append(entry)
        table = [tuple(entries) for entries in patterns.values()]
        self._built[glued] = AhoCorasick(list(patterns) or ["\0"]), table
        return self._built[glued]


def _is_pair(form: str, names: dict[str, tuple[Name, ...]]) -> bool:
    """Whether a form such as "c/c++" names two technologies, which are then found one by one."""
    left, _, right = form.partition("/")
    one, other = names.get(left.strip()), names.get(right.strip())
    if not one or not other or one[0].veto or other[0].veto:
        return False
    first, second = one[0].technology, other[0].technology
    return first.id != second.id and not (first.asked or second.asked)


def _squashed(text: str) -> str:
    """The text with a space for every sign; as long as the text."""
    return text.encode("latin-1", "replace").translate(_PLAIN).decode("latin-1")


def _spells_out(form: str, forms: set[str]) -> bool:
    """Whether a form of a name holds a shorter form of the same name as a word of its own."""
    words = f" {_squashed(form)} "
    return any(len(other) < len(form) and other in form and f" {_squashed(other)} " in words for other in forms)
