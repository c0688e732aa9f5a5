"""Token numbers of a text, as BERT's uncased models expect them."""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

MAX_TOKENS = 128  # of a text with its two marks; longer texts are cut
_LONGEST_WORD = 100  # characters; longer ones are unknown, as in BERT
_UNKNOWN, _START, _END = "[UNK]", "[CLS]", "[SEP]"
_PLAIN = re.compile(r"[^\W_]+|[^\s\w]|_")  # words and marks of ASCII text
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2CEAF), (0x2F800, 0x2FA1F))


def token_ids(text: str) -> list[int]:
    """The numbers of the text's word pieces between a start and an end mark.

    >>> token_ids("Data analyst")
    [101, 2951, 12941, 102]
    """
    known = vocabulary()
    found = [known[_START]]
    for word in _words(text[: MAX_TOKENS * _LONGEST_WORD]):
        found += _pieces(word)
        if len(found) >= MAX_TOKENS:
            break
    return [*found[: MAX_TOKENS - 1], known[_END]]


@cache
def vocabulary() -> dict[str, int]:
    """The number of each of BERT's 30,522 word pieces (Google, Apache-2.0)."""
    packed = files("metier.reading.semantic").joinpath("data", "wordpieces.txt.gz").read_bytes()
    return {piece: n for n, piece in enumerate(gzip.decompress(packed).decode("utf-8").splitlines())}


def _words(text: str) -> list[str]:
    """Words and single marks in lower case, without accents."""
    if text.isascii():
        return _PLAIN.findall(text.lower())
    return "".join(map(_spaced, unicodedata.normalize("NFD", text.lower()))).split()


@lru_cache(maxsize=4096)
def _spaced(character: str) -> str:
    """The character, set apart if it is a mark or an ideograph, nothing if it is an accent or cannot be seen."""
    if character.isspace():
        return " "
    category, code = unicodedata.category(character), ord(character)
    if category[0] == "C" or category == "Mn" or character == "\ufffd":
        return ""
    ascii_mark = character.isascii() and not character.isalnum()
    if category[0] == "P" or ascii_mark or any(low <= code <= high for low, high in _IDEOGRAPHS):
        return f" {character} "
    return character


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[int, ...]:
    """The longest known pieces from left to right; the mark for unknown where one is missing."""
    known = vocabulary()
    unknown = (known[_UNKNOWN],)
    if len(word) > _LONGEST_WORD:
        return unknown
    found = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        for end in range(len(word), start, -1):
            number = known.get(mark + word[start:end])
            if number is not None:
                found.append(number)
                start = end
                break
        else:
            return unknown
    return tuple(found)
