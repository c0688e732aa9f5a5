"""Finds the known words of a title in one pass: heads, ranks, subjects, levels, in their clauses."""

from __future__ import annotations

from typing import NamedTuple

from metier.reading.title_compound import SHORTEST_COMPOUND, compound
from metier.reading.title_labels import Labels, labels
from metier.reading.title_lexicon import TAIL, Entry, Lexicon, lexicon
from metier.reading.title_words import BREAK, PLUS, SLASH, title_key, title_words

# Words that make a number before them a count ("2 positions"), no level.
_COUNTED = frozenset(
    ("year", "yr", "month", "day", "week", "position", "opening", "hour", "x", "time", "+", "to", "st", "nd", "rd",
     "th", "role", "vacancy", "post", "job", "-")
)  # fmt: skip
_CLEAR_NUMERALS = frozenset(("ii", "iii", "iv"))
_BEFORE_GRADE = frozenset((BREAK, "sr", "senior"))
_PASSED = frozenset((SLASH, PLUS))
_COUPLES = frozenset((SLASH, "and"))  # "Data Analyst and Engineer" names two jobs
_EMPLOYER_FOLLOWS = frozenset(("at", "@"))
_NO_JOB_FOLLOWS = frozenset(("i", "ii", "iii", "iv", "v", "for", "in", "of", "or", "and", "to", "at", "with", "full"))


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
        "associate", "by_clause", "cues", "everything", "heads", "levels", "names", "numerals", "ranks", "tokens",
        "unknown", "untailed", "whole", "words",
    )  # fmt: skip

    def __init__(self, whole: str, tokens: list[str]) -> None:
        self.tokens = tokens  # every word of the title and the marks between them
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
        self.everything = self.untailed = 0  # bits of all cues, and of those outside the tail
        self.by_clause: dict[int, int] = {}

    def add(self, cue: Cue) -> None:
        """Keep one cue."""
        self.cues.append(cue)
        bits, clause = cue.bits, cue.clause
        self.everything |= bits
        self.by_clause[clause] = self.by_clause.get(clause, 0) | bits
        if not cue.tail:
            self.untailed |= bits

    def bits(self, clause: int) -> int:
        """All cues of one clause."""
        return self.by_clause.get(clause, 0)


def scan(title: str) -> Scan:
    """What the words of a title say, without deciding anything."""
    return _Walk(title_words(title), lexicon(), labels()).run()


def _whole(words: list[str], names: Labels) -> str:
    """The role that the title as a whole names, or ''."""
    if not words or (words[0] not in names.firsts and words[0] != BREAK):
        return ""
    if words[-1] not in names.lasts and words[-1] != BREAK:
        return ""
    return names.whole.get(title_key(words), "")


class _Walk:
    """One pass over the words of a title."""

    __slots__ = ("after_job", "clause", "found", "known", "named_to", "place", "root", "skipping", "tail", "words")

    def __init__(self, words: list[str], known: Lexicon, names: Labels) -> None:
        self.words, self.known, self.root = words, known, names.root
        self.found = Scan(_whole(words, names), words)
        self.place = self.clause = self.named_to = 0
        self.tail = self.skipping = self.after_job = False

    def run(self) -> Scan:
        words, size, root = self.words, len(self.words), self.root
        place = 0
        while place < size:
            word = words[place]
            if word == BREAK:
                self.clause += 1
                self.tail = self.skipping = False
                place += 1
                continue
            if self.skipping or word in _PASSED:
                place += 1
                continue
            self.place = place
            entry, length, node, at = None, 1, root.get(word), place + 1
            role, end = "", at
            while node is not None:  # the longest phrase and the longest name from here; slashes are passed over
                if node.entry is not None:
                    entry, length = node.entry, at - place
                if node.role:
                    role, end = node.role, at
                if not node.next:
                    break
                while at < size and words[at] == SLASH:
                    at += 1
                if at >= size:
                    break
                node = node.next.get(words[at])
                at += 1
            if role and place >= self.named_to and not self._two_jobs(end):
                self.named_to = end
                self.found.names.append(Name(place, self.clause, end, role, self.tail))
            if entry is None:
                self._unknown(word)
                place += 1
            elif entry.plain:
                self.found.words += 1
                self.after_job = False
                if place < self.named_to < place + length:
                    self._misnamed()
                self.found.add(Cue(place, self.clause, entry.cues, self.tail))
                place += length
            else:
                place += length
                self._known(entry, place)
        return self.found

    def _two_jobs(self, end: int) -> bool:
        """True where a slash behind a job parts the words: "Data Analyst / BI Developer" is no one name."""
        for at in range(self.place + 1, end):
            if self.words[at] == SLASH:
                node = self.root.get(self.words[at - 1])
                if node is not None and node.entry is not None and node.entry.head:
                    return True
        return False

    def _misnamed(self) -> None:
        """A longer subject begins inside the last name: "Head of Product | Security" names no product director."""
        if self.found.names[-1].place < self.place:
            self.found.names.pop()
            self.named_to = self.place

    def _unknown(self, word: str) -> None:
        if word in _EMPLOYER_FOLLOWS:
            self.skipping = self.found.words > 0
        elif word in self.known.numerals:
            self._numeral(word)
        elif len(word) >= SHORTEST_COMPOUND and (entry := compound(word)) is not None:
            self._known(entry, self.place + 1)
        elif len(word) > 1 and word not in self.known.little and not word.isdecimal():
            self.found.unknown.append((self.place, self.clause))
            self.found.words += 1
            self.after_job = False

    def _numeral(self, word: str) -> None:
        """A level numeral counts after a job ("Engineer II", "Analyst - 2") unless it counts something."""
        if word not in _CLEAR_NUMERALS and word.isdecimal() and self._counts():
            return
        if word in _CLEAR_NUMERALS or self.after_job or self._at(self.place - 1) == "level":
            self.found.numerals.append(word)

    def _counts(self) -> bool:
        """True for "1-year", "2 positions", "3/2 work schedule" and "4-5 years": the number is of something else."""
        following = self._at(self.place + 1)
        if following == SLASH:
            following = self._at(self.place + 2)
            return following in _COUNTED or following.isdecimal()
        if following.isdecimal() or self._at(self.place - 1).isdecimal():
            return True  # "(3.1)"
        return following in _COUNTED

    def _at(self, place: int) -> str:
        return self.words[place] if 0 <= place < len(self.words) else BREAK

    def _known(self, entry: Entry, end: int) -> None:
        found, word = self.found, self.words[self.place]
        if entry.special:
            if entry.special == TAIL and found.words:
                self.clause += 1
                self.tail = True
            self.skipping = word == "at"
            self.after_job = False  # "Data Engineer (Hybrid - 3 days)"
            return
        found.words += 1
        self.after_job = bool(entry.head or entry.rank or entry.level == "lead")
        if entry.cues:
            found.add(Cue(self.place, self.clause, entry.cues, self.tail))
        if entry.level and not (self.tail and found.heads) and not (word == "staff" and self._staff_is_noun(end)):
            found.levels.append(entry.level)  # behind a job and "for" it is another's: "Analyst for Senior Living"
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
        if self.found.heads or (following != BREAK and following not in ("wanted", "needed")):
            return False
        return self._at(self.place - 1) not in _BEFORE_GRADE or end >= len(self.words)  # but "Staff, Data Scientist"
