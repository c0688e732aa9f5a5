"""The names of the vocabulary's roles, in every language, as a trie over the words of a title."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from metier.reading.title_lexicon import NEUTRAL, OUTSIDE, Node, insert, lexicon, longest, merged, phrase_words
from metier.reading.title_rules import rule_book
from metier.reading.title_words import title_key, title_words
from metier.vocabulary.load import roles

_SHORTEST = 3  # characters: "BA" is a degree and "AE" a country more often than a role


@dataclass(frozen=True, slots=True)
class Labels:
    """``root`` finds names and the lexicon's phrases in a title; ``whole`` gives the role of a name as one string."""

    root: dict[str, Node]
    whole: dict[str, str]
    firsts: frozenset[str]  # first words of names: a title that is a name begins with one
    lasts: frozenset[str]
    management: frozenset[str]  # roles that manage people


def _says_little(words: tuple[str, ...]) -> bool:
    """True for a name such as "analyst" or "principal scientist", which many jobs share."""
    if sum(map(len, words)) < _SHORTEST:
        return True
    while words:
        length, entry = longest(lexicon().root, words)
        if (
            entry is None
            or entry.cues
            or entry.special == NEUTRAL
            or entry.head == OUTSIDE
            or entry.head.startswith("=")
        ):
            return False
        words = words[length:]
    return True


@cache
def labels() -> Labels:
    """The names of every role; a name that two roles share names neither."""
    named: dict[tuple[str, ...], set[str]] = {}
    spelled: dict[tuple[str, ...], set[str]] = {}
    for role in roles().values():
        for label in (role.label, *role.labels):
            words = phrase_words(label)
            named.setdefault(words, set()).add(role.id)
            spelled.setdefault(words, set()).add(label)
    ignored = {phrase_words(label) for label in rule_book().overruled}
    root: dict[str, Node] = {}
    whole: dict[str, str] = {}
    for words, ids in named.items():
        if len(ids) == 1 and words and words not in ignored and not _says_little(words):
            role_id = next(iter(ids))
            insert(root, words, None, role_id)
            for label in spelled[words]:
                whole[title_key(title_words(label))] = role_id
    management = frozenset(role.id for role in roles().values() if role.track == "management")
    firsts = frozenset(key.partition(" ")[0] for key in whole)
    lasts = frozenset(key.rpartition(" ")[2] for key in whole)
    return Labels(merged(lexicon().root, root), whole, firsts, lasts, management)
