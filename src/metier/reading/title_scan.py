"""Finds the known words of a title in one pass: heads, ranks, subjects, levels, in their clauses."""

from __future__ import annotations

from typing import NamedTuple

from metier.reading.title_labels import Labels, labels
from metier.reading.title_lexicon import TAIL, Entry, Lexicon, Node, lexicon
from metier.reading.title_words import BREAK, PLUS, SLASH, title_key, title_words

# Words that make a number before them a count ("2 positions"), no level.
_COUNTED = frozenset(
    ("year", "yr", "month", "day", "week", "position", "opening", "hour", "x", "time", "+", "st", "nd", "rd", "th")
)  # fmt: skip
_CLEAR_NUMERALS = frozenset(("ii", "iii", "iv"))
_COUPLES = frozenset((SLASH, "and"))  # "Data Analyst and Engineer" names two jobs
_EMPLOYER_FOLLOWS = frozenset(("at", "@"))
_NO_JOB_FOLLOWS = frozenset(("i", "ii", "iii", "iv", "v", "for", "in", "of"))


class Head(NamedTuple):
    """A noun that says what the person is: a head of title_rules.yaml or '=role-id'."""

    place: int
    clause: int
    name: str
    tail: bool = False  # behind "for", "with", "in" ...
    person: bool = False  # a person's job ("analyst"), not a field ("customer success")


class Rank(NamedTuple):
    """A word for people who lead; ``word`` is its first word."""

    place: int
    clause: int
    name: str
    tail: bool
    of: bool  # "of" follows: it leads what follows
    word: str


class Cue(NamedTuple):
    """What the job is about, as bits."""

    place: int
    clause: int
    bits: int
    tail: bool


class Name(NamedTuple):
    """The name of a role of the vocabulary, from ``place`` to ``end``."""

    place: int
    clause: int
    end: int
    role: str
    tail: bool


class Scan:
    """The known words of one title."""

    __slots__ = (
        "associate", "cues", "heads", "levels", "names", "numerals", "ranks", "unknown", "whole", "words",
    )  # fmt: skip

    def __init__(self, whole: str) -> None:
        self.whole = whole  # the role that the whole title names, or ''
        self.words = 0
        self.heads: list[Head] = []
        self.ranks: list[Rank] = []
        self.cues: list[Cue] = []
        self.names: list[Name] = []
        self.levels: list[str] = []
        self.numerals: list[str] = []
        self.unknown: list[tuple[int, int]] = []  # place and clause of words that say nothing known
        self.associate = ""  # "adjective" before a job, "noun" alone

    def bits(self, clause: int | None = None, *, tail: bool = True) -> int:
        """All cues of one clause or of the title, with or without its tail."""
        bits = 0
        for cue in self.cues:
            if (clause is None or cue.clause == clause) and (tail or not cue.tail):
                bits |= cue.bits
        return bits


def scan(title: str) -> Scan:
    """What the words of a title say, without deciding anything."""
    return _Walk(title_words(title), lexicon(), labels()).run()


class _Walk:
    """One pass over the words of a title."""

    __slots__ = ("after_job", "clause", "found", "known", "named_to", "names", "place", "skipping", "tail", "words")

    def __init__(self, words: list[str], known: Lexicon, names: Labels) -> None:
        self.words, self.known, self.names = words, known, names
        self.found = Scan(names.whole.get(title_key(words), ""))
        self.place = self.clause = self.named_to = 0
        self.tail = self.skipping = self.after_job = False

    def run(self) -> Scan:
        words, size = self.words, len(self.words)
        named, root = self.names.root, self.known.root
        while self.place < size:
            word = words[self.place]
            if word == BREAK:
                self.clause += 1
                self.tail = self.skipping = False
                self.place += 1
                continue
            if self.skipping or word in (SLASH, PLUS):
                self.place += 1
                continue
            node = named.get(word)
            if node is not None and self.place >= self.named_to:
                self._name(node)
            node = root.get(word)
            length, entry = _longest(node, words, self.place, size) if node is not None else (0, None)
            if entry is None:
                self._unknown(word)
                self.place += 1
            else:
                self._known(entry, self.place + length)
                self.place += length
        return self.found

    def _name(self, node: Node) -> None:
        length, entry = _longest(node, self.words, self.place, len(self.words))
        end = self.place + length
        if entry is not None and not self._two_jobs(end):
            self.named_to = end
            self.found.names.append(Name(self.place, self.clause, end, entry.head, self.tail))

    def _two_jobs(self, end: int) -> bool:
        """True where a slash behind a job parts the words: "Data Analyst / BI Developer" is no one name."""
        for at in range(self.place + 1, end):
            if self.words[at] == SLASH:
                node = self.known.root.get(self.words[at - 1])
                if node is not None and node.entry is not None and node.entry.head:
                    return True
        return False

    def _unknown(self, word: str) -> None:
        if word in _EMPLOYER_FOLLOWS:
            self.skipping = self.found.words > 0
        elif word in self.known.numerals:
            self._numeral(word)
        elif len(word) > 1 and word not in self.known.little and not word.isdecimal():
            self.found.unknown.append((self.place, self.clause))
            self.found.words += 1
            self.after_job = False

    def _numeral(self, word: str) -> None:
        """A level numeral counts after a job ("Engineer II", "Analyst - 2") unless it counts something."""
        if self._at(self.place + 1) in _COUNTED:
            return
        if self.after_job or self._at(self.place - 1) == "level" or word in _CLEAR_NUMERALS:
            self.found.numerals.append(word)

    def _at(self, place: int) -> str:
        return self.words[place] if 0 <= place < len(self.words) else BREAK

    def _known(self, entry: Entry, end: int) -> None:
        found, word = self.found, self.words[self.place]
        if entry.special:
            if entry.special == TAIL and found.words:
                self.clause += 1
                self.tail = True
            self.skipping = word == "at"
            return
        found.words += 1
        self.after_job = bool(entry.head or entry.rank or entry.level == "lead")
        if entry.cues:
            found.cues.append(Cue(self.place, self.clause, entry.cues, self.tail))
        if entry.level and not (word == "staff" and self._staff_is_noun(end)):
            found.levels.append(entry.level)
        if entry.rank:
            of = self._at(end) == "of"
            found.ranks.append(Rank(self.place, self.clause, entry.rank, self.tail, of, word))
        if entry.head:
            self._head(entry, end)

    def _head(self, entry: Entry, end: int) -> None:
        following = self._at(end)
        if self.words[self.place] == "associate" and end == self.place + 1:
            if following.isalpha() and following not in _NO_JOB_FOLLOWS:
                self.found.associate = "adjective"
                return
            self.found.associate = "noun"
        self.found.heads.append(Head(end - 1, self.clause, entry.head, self.tail, entry.person))
        if following in _COUPLES:
            self.clause += 1

    def _staff_is_noun(self, end: int) -> bool:
        """True for "Staff wanted" and "Part Time Staff"."""
        following = self._at(end)
        return not self.found.heads and (following == BREAK or following in ("wanted", "needed"))


def _longest(node: Node, words: list[str], place: int, size: int) -> tuple[int, Entry | None]:
    """Length of the longest phrase that starts at ``place`` (slashes inside are passed over)."""
    length, found = (1, node.entry) if node.entry is not None else (0, None)
    at = place + 1
    while at < size:
        word = words[at]
        following = node.next.get(word)
        if following is None:
            if word == SLASH:
                at += 1
                continue
            break
        node = following
        at += 1
        if node.entry is not None:
            length, found = at - place, node.entry
    return length, found
