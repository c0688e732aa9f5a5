"""The words of a title as the scanner sees them, with the marks that part them."""

from __future__ import annotations

import re
from functools import lru_cache

from metier.reading.normalise import fold, singular

MAX_CHARACTERS = 300  # what follows is never part of a title
BREAK, SLASH, PLUS = ",", "/", "+"

_TOKEN = re.compile(r"c\+\+|[cf]#|\.net(?![^\W_])|[^\W_]+|\s-+\s?|-+\s|--+|[,|()\[\]{}:;@•·–—…_*]|[/-]|&|\+")


@lru_cache(maxsize=65536)
def _word(token: str) -> str:
    if token[0].isalnum() or token == ".net" or (len(token) > 1 and token[-1] in "+#"):
        return singular(token)
    if token == "&":
        return "and"
    if token == "-":
        return SLASH
    return token if token in "/@+" else BREAK


def title_words(title: str) -> list[str]:
    """Singular words of a title in lower case, '/' for slash and hyphen, '@', '+', and ',' for any other mark.

    >>> title_words("Sr. Data-Engineers (AI/ML)")
    ['sr', 'data', '/', 'engineer', ',', 'ai', '/', 'ml', ',']
    """
    return [_word(token) for token in _TOKEN.findall(fold(title[:MAX_CHARACTERS]))]


def title_key(words: list[str]) -> str:
    """The words as one string, breaks kept once and not at the ends: two spellings of one title agree."""
    words = [word for word in words if word != SLASH]
    kept = [word for place, word in enumerate(words) if word != BREAK or (place and words[place - 1] != BREAK)]
    return " ".join(kept).strip(" ,")
