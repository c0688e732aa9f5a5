"""The words of titles.yaml, compiled into one trie: what a word or phrase of a title says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from metier.errors import VocabularyError
from metier.reading.normalise import fold, words_of
from metier.reading.title_words import spelled
from metier.vocabulary.load import read_yaml

NEUTRAL, TAIL, OUTSIDE = "neutral", "tail", "outside"
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "ant", "ary")  # "recruiter", "statistician", "accountant"
_NO_PERSON = frozenset(("center", "customer", "power", "computer", "career"))
WEAK_HEADS = frozenset(("specialist", "expert", "consultant"))  # give way to any other job beside them


@dataclass(slots=True)
class Entry:
    """What one phrase says. ``head`` is a head of title_rules.yaml or '=role-id'."""

    head: str = ""
    cues: int = 0  # bits of Lexicon.cues
    rank: str = ""
    level: str = ""
    special: str = ""  # NEUTRAL or TAIL
    plain: bool = False  # it says what the job is about and nothing else
    person: bool = False  # the head is a person's job ("analyst"), not a field or a thing's manager

    def add(self, other: Entry, phrase: str) -> None:
        """Merge what another section says about the same phrase; a contradiction is an error."""
        for name in ("head", "rank", "level", "special"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine and theirs and mine != theirs:
                raise VocabularyError(f"titles.yaml: {phrase!r} is both {mine} and {theirs}")
            setattr(self, name, mine or theirs)
        self.cues |= other.cues


@dataclass(slots=True)
class Node:
    """A node of the trie: the phrase that ends here, the role that it names, and the words that may follow."""

    entry: Entry | None = None
    role: str = ""
    next: dict[str, Node] = field(default_factory=dict)


@dataclass(slots=True)
class Lexicon:
    """The trie, the bit of each cue, the heads and the level of each numeral."""

    root: dict[str, Node]
    cues: dict[str, int]
    heads: frozenset[str]
    numerals: dict[str, str]
    little: frozenset[str]  # articles and the like
    endings: frozenset[str]  # last parts of compounds
    beginnings: tuple[str, ...]  # first parts of compounds that say the subject whatever follows


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the scanner sees them: folded, singular, '&' as 'and'."""
    return tuple(spelled(word) for word in words_of(fold(phrase)))


def _listed(data: Any, cues: dict[str, int]) -> Iterator[tuple[str, Entry]]:
    for head, phrases in data["heads"].items():
        yield from ((phrase, Entry(head=head)) for phrase in phrases)
    for role, phrases in data["jobs"].items():
        yield from ((phrase, Entry(head=f"={role}")) for phrase in phrases)
    for cue, phrases in data["cues"].items():
        yield from ((phrase, Entry(cues=cues[cue])) for phrase in phrases)
    for rank, phrases in data["ranks"].items():
        yield from ((phrase, Entry(rank=rank)) for phrase in phrases)
    for level, phrases in data["levels"].items():
        yield from ((phrase, Entry(level=level)) for phrase in phrases)
    for special in (NEUTRAL, TAIL):
        yield from ((phrase, Entry(special=special)) for phrase in data[special])


def longest(root: dict[str, Node], words: Iterable[str]) -> tuple[int, Entry | None]:
    """Number of leading words that make the longest known phrase, and what it says."""
    length, found, following = 0, None, root
    for count, word in enumerate(words, 1):
        node = following.get(word)
        if node is None:
            break
        if node.entry is not None:
            length, found = count, node.entry
        following = node.next
    return length, found


def insert(root: dict[str, Node], words: tuple[str, ...], entry: Entry | None, role: str = "") -> None:
    """Put one phrase, or one name of a role, into a trie."""
    following = root
    for word in words[:-1]:
        following = following.setdefault(word, Node()).next
    last = following.setdefault(words[-1], Node())
    last.entry, last.role = entry, role


def merged(root: dict[str, Node], names: dict[str, Node]) -> dict[str, Node]:
    """One trie of the phrases of the first and the roles of the second, so that one walk finds both."""
    both: dict[str, Node] = {}
    for word in root.keys() | names.keys():
        one, other = root.get(word, Node()), names.get(word, Node())
        both[word] = Node(one.entry, other.role, merged(one.next, other.next))
    return both


def _suffix_head(phrases: dict[tuple[str, ...], Entry], words: tuple[str, ...]) -> str:
    """The head that ends a phrase ('programmer analyst' ends in analyst), or ''."""
    for start in range(1, len(words)):
        entry = phrases.get(words[start:])
        if entry is not None and entry.head:
            return entry.head
    return ""


def _suffix_level(phrases: dict[tuple[str, ...], Entry], words: tuple[str, ...]) -> str:
    """The level that ends the name of a job ('partnership lead', 'accountant trainee'), or ''."""
    last = phrases.get(words[-1:])
    if last is None:
        return ""
    if last.rank == "leader":
        return "lead"
    return last.level if last.level in ("lead", "intern", "trainee") else ""


def _is_person(phrases: dict[tuple[str, ...], Entry], words: tuple[str, ...], entry: Entry) -> bool:
    if not entry.head.startswith("="):
        return bool(entry.head) and entry.head not in WEAK_HEADS
    last = phrases.get(words[-1:]) if len(words) > 1 else None
    if last is not None and (last.rank or (last.head and not last.head.startswith("="))):
        return True
    return words[-1].endswith(_PERSON_ENDINGS) and words[-1] not in _NO_PERSON


def _read_as(root: dict[str, Node], target: str) -> Entry:
    """What an English phrase says, its words taken together."""
    said, words = Entry(), phrase_words(target)
    while words:
        length, entry = longest(root, words)
        if entry is not None:
            said.head = entry.head or said.head
            said.rank = entry.rank or said.rank
            said.level = entry.level or said.level
            said.cues |= entry.cues
            said.person = said.person or entry.person
        words = words[max(length, 1) :]
    return said


@cache
def lexicon() -> Lexicon:
    """The compiled words of titles.yaml."""
    data = read_yaml("titles.yaml")
    cues = {name: 1 << place for place, name in enumerate(data["cues"])}
    phrases: dict[tuple[str, ...], Entry] = {}
    for phrase, entry in _listed(data, cues):
        words = phrase_words(str(phrase))
        if not words:
            raise VocabularyError(f"titles.yaml: {phrase!r} holds no word")
        phrases.setdefault(words, Entry()).add(entry, str(phrase))
    root: dict[str, Node] = {}
    for words, entry in phrases.items():
        if not (entry.head or entry.rank or entry.special):
            head = _suffix_head(phrases, words)
            entry.head = "" if entry.cues and head in WEAK_HEADS else head  # "AI agents" are no agents
        if entry.head.startswith("=") and not entry.level and len(words) > 1:
            entry.level = _suffix_level(phrases, words)
        entry.person = _is_person(phrases, words, entry)
        entry.plain = bool(entry.cues) and not (entry.head or entry.rank or entry.level or entry.special)
        insert(root, words, entry)
    for phrase, target in data["same_as"].items():
        said = _read_as(root, target)
        said.person = said.person and phrase not in data["fields"]
        insert(root, phrase_words(phrase), said)
    numerals = {str(numeral): level for numeral, level in data["numerals"].items()}
    little, endings = frozenset(data["little"]), frozenset(data["endings"])
    return Lexicon(root, cues, frozenset(data["heads"]), numerals, little, endings, tuple(data["beginnings"]))
