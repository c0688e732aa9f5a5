"""Finds the known words of a title in one pass: heads, ranks, subjects, levels, in their phrases."""

from __future__ import annotations

from metier.reading.title_labels import labels
from metier.reading.title_lexicon import TAIL, Entry, Node, lexicon
from metier.reading.title_words import BREAK, PLUS, SLASH, title_key, title_words

_COUNTED = frozenset("year yr month day week position opening hour x time + st nd rd th".split())
_CLEAR_NUMERALS = frozenset(("ii", "iii", "iv"))
_COUPLES = frozenset((SLASH, "and"))  # "Data Analyst and Engineer" names two jobs
_LITTLE = frozenset(
    "of and the de des du la le les el los las en y e et und an or da do das dos di del della der die "
    "das den van het een una un une al au aux sur its our we you your are is".split()
)
_EMPLOYER_FOLLOWS = frozenset(("at", "@"))


class Scan:
    """The known words of one title. Each tuple starts with (position, clause)."""

    __slots__ = (
        "associate",
        "cues",
        "heads",
        "labels",
        "levels",
        "numerals",
        "ranks",
        "unknown",
        "whole",
        "words",
    )

    def __init__(self) -> None:
        self.words = 0
        self.heads: list[tuple[int, int, str, bool, bool]] = []  # head, in the tail ("for ..."), person
        self.ranks: list[tuple[int, int, str, bool, bool, str]] = []  # rank, "of" follows, tail, words
        self.cues: list[tuple[int, int, int, bool]] = []  # bits, True in the tail
        self.levels: list[str] = []
        self.numerals: list[str] = []
        self.unknown: list[tuple[int, int]] = []
        self.labels: list[tuple[int, int, int, str, bool]] = []  # end, role, in the tail
        self.whole = ""  # the role that the whole title names
        self.associate = ""  # "adjective" before a job, "noun" alone


def scan(title: str) -> Scan:
    """What the words of a title say, without deciding anything."""
    known = lexicon()
    root = known.root
    words = title_words(title)
    names = labels()
    name_root = names.root
    found = Scan()
    found.whole = names.whole.get(title_key(words), "")
    named_to = 0
    size, place, clause = len(words), 0, 0
    tail = skipping = after_job = False
    while place < size:
        word = words[place]
        if word == BREAK:
            clause += 1
            tail = skipping = False
            place += 1
            continue
        if skipping or word == SLASH or word == PLUS:
            place += 1
            continue
        node = name_root.get(word)
        if node is not None and place >= named_to:
            length, entry = _longest(node, words, place, size)
            if entry is not None and not _two_jobs(root, words, place, place + length):
                named_to = place + length
                found.labels.append((place, clause, named_to, entry.head, tail))
        node = root.get(word)
        length, entry = 0, None
        if node is not None:
            length, entry = _longest(node, words, place, size)
        if entry is None:
            if word in _EMPLOYER_FOLLOWS:
                skipping = found.words > 0
            elif word in known.numerals:
                _numeral(found, words, place, after_job)
            elif len(word) > 1 and word not in _LITTLE and not word.isdecimal():
                found.unknown.append((place, clause))
                found.words += 1
                after_job = False
            place += 1
            continue
        end = place + length
        if entry.special:
            if entry.special == TAIL and found.words:
                clause += 1
                tail = True
            skipping = word == "at"
            place = end
            continue
        found.words += 1
        after_job = bool(entry.head or entry.rank or entry.level == "lead")
        _note(found, entry, words, place, end, clause, tail)
        if entry.head and end < size and words[end] in _COUPLES:
            clause += 1
        place = end
    return found


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


def _two_jobs(root: dict[str, Node], words: list[str], place: int, end: int) -> bool:
    """True where a slash behind a job parts the words: "Data Analyst / BI Developer" is no one name."""
    for at in range(place + 1, end):
        if words[at] == SLASH:
            node = root.get(words[at - 1])
            if node is not None and node.entry is not None and node.entry.head:
                return True
    return False


def _note(found: Scan, entry: Entry, words: list[str], place: int, end: int, clause: int, tail: bool) -> None:
    if entry.cues:
        found.cues.append((place, clause, entry.cues, tail))
    if entry.level and not (words[place] == "staff" and _is_noun(found, words, end)):
        found.levels.append(entry.level)
    if entry.rank:
        of = end < len(words) and words[end] == "of"
        found.ranks.append((place, clause, entry.rank, of, tail, words[place]))
    if entry.head:
        if words[place] == "associate" and end == place + 1:
            following = words[end] if end < len(words) else BREAK
            if following.isalpha() and following not in ("ii", "iii", "iv", "i", "v", "for", "in", "of"):
                found.associate = "adjective"
                return
            found.associate = "noun"
        found.heads.append((end - 1, clause, entry.head, tail, entry.person))


def _is_noun(found: Scan, words: list[str], end: int) -> bool:
    """True for the "staff" of "Staff wanted" and "Part Time Staff"."""
    following = words[end] if end < len(words) else BREAK
    return not found.heads and (following == BREAK or following in ("wanted", "needed"))


def _numeral(found: Scan, words: list[str], place: int, after_job: bool) -> None:
    """A level numeral counts after a job ("Engineer II", "Analyst - 2") unless it counts something."""
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else BREAK
    if following in _COUNTED:
        return
    before = words[place - 1] if place else BREAK
    if after_job or before == "level" or word in _CLEAR_NUMERALS:
        found.numerals.append(word)
