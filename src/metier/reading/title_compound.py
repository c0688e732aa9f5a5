"""German and Dutch compounds of known words ("Datenbankentwickler"): what they say, read from their parts."""

from __future__ import annotations

from functools import lru_cache

from metier.reading.title_lexicon import Entry, lexicon

SHORTEST_COMPOUND = 8  # characters
_SHORTEST_PART = 3
_LINKS = ("", "s", "n", "en", "er", "e")  # letters between the parts


@lru_cache(maxsize=65536)
def compound(word: str) -> Entry | None:
    """What a compound says: its last part is a job, a rank or a subject, its first part a subject.

    >>> compound("softwareberater").head
    'consultant'
    >>> compound("gesundheitswesen") is None
    True
    """
    if not word.isalpha():
        return None
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        last = word[cut:]
        if last not in lexicon().endings:
            continue
        first = _subject(word[:cut])
        if first is not None:
            return Entry(head=last_entry(last).head, cues=first.cues, rank=last_entry(last).rank, person=True)
    return _beginning(word)


def last_entry(word: str) -> Entry:
    """What the last part of a compound says by itself."""
    node = lexicon().root.get(word)
    return node.entry if node is not None and node.entry is not None else Entry()


def _subject(first: str) -> Entry | None:
    for link in _LINKS:
        if first.endswith(link):
            entry = last_entry(first[: len(first) - len(link)])
            if entry.cues:
                return entry
    return None


def _beginning(word: str) -> Entry | None:
    """A longer word that begins with one of the subjects listed for it ("Dateninfrastrukturen")."""
    for start in lexicon().beginnings:
        if word.startswith(start) and len(word) > len(start) + _SHORTEST_PART:
            return Entry(cues=last_entry(start).cues)
    return None
