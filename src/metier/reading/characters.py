"""Characters that are not what they seem: other spaces, invisible signs, and letters decoded wrongly.

Scraped text holds the traces of every program that it went through. The commonest are repaired: UTF-8 read as
Windows-1252 ("weâ€™re", "Â£40k"), Windows-1252 control codes ("we\\x92re"), and bullets of symbol fonts.
"""

from __future__ import annotations

import re
from functools import cache

# Inside a character class of a regular expression. Control characters count as spaces.
ODD_SPACE_CLASS = (
    r"\x00-\x09\x0b-\x1f\x7f\xa0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"  # all but " " and "\n"
)
SPACE_CLASS = rf" \n{ODD_SPACE_CLASS}"
# Soft hyphens, marks of direction, joiners of words: invisible, and inside words.
_INVISIBLE_CLASS = r"\xad\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufff9-\ufffb"
# What the bullets of the fonts Symbol and Wingdings become outside these fonts.
_SYMBOL_BULLET_CLASS = r"\uf06c\uf06e\uf071\uf075\uf076\uf077\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc"
ODD_CLASS = rf"\x80-\x9f{_INVISIBLE_CLASS}{_SYMBOL_BULLET_CLASS}\ud800-\udfff"

_SPACE = re.compile(f"[{SPACE_CLASS}]")
_ODD = re.compile(f"[{ODD_CLASS}]")
_INVISIBLE = re.compile(f"[{_INVISIBLE_CLASS}]")
_SYMBOL_BULLET = re.compile(f"[{_SYMBOL_BULLET_CLASS}]")

# Signs that postings hold often enough to be seen broken.
_SIGNS = "‐‑‒–—‘’‚“”„†•…‰′″‹›€™−→●▪■◆✓✔\u200b\u202f\u2028\uf0a7\uf0b7\uf0d8\ufeff"
# After a real "Ã" these may follow ("AMANHÃ…"), so they do not show that it was decoded wrongly.
_AFTER_A = "‘’“”–—…"
_FIRST_OF_BROKEN = "ÂÃâïî€"


def is_space(char: str) -> bool:
    """Whether the reader treats a character as white space; control characters are."""
    return _SPACE.fullmatch(char) is not None


def is_odd(char: str) -> bool:
    """Whether ``repaired`` changes a character."""
    return _ODD.fullmatch(char) is not None


def may_be_broken(raw: str) -> bool:
    """Whether a text holds a character with which broken sequences begin; one look for each is the quickest way."""
    return any(first in raw for first in _FIRST_OF_BROKEN)


def repaired(odd: str) -> str:
    """What stands for an odd character (or a pair of surrogates); nothing for an invisible one.

    >>> repaired("\\x92"), repaired("\\uf0b7"), repaired("\\u00ad"), repaired("\\ud83d\\ude00"), repaired("\\ud83d")
    ('’', '•', '', '😀', '\\ufffd')
    """
    if len(odd) == 2:
        return chr(0x10000 + ((ord(odd[0]) - 0xD800) << 10) + (ord(odd[1]) - 0xDC00))
    if _INVISIBLE.match(odd):
        return ""
    if _SYMBOL_BULLET.match(odd):
        return "•"
    if "\x80" <= odd <= "\x9f":
        meant = _windows(odd.encode("latin-1"))
        return " " if meant == odd else meant
    return "\ufffd" if "\ud800" <= odd <= "\udfff" else odd


@cache
def broken() -> dict[str, str]:
    """What stands for each wrongly decoded sequence that is repaired.

    >>> broken()["â€™"], broken()["Â£"], broken()["Ã¢â‚¬â„¢"], broken()["Ã©"]
    ('’', '£', '’', 'é')
    """
    known: dict[str, str] = {}
    for sign in (*map(chr, range(0xA0, 0x100)), *_SIGNS):
        once = _windows(sign.encode())
        twice = _windows(once.encode())
        for wrong in (twice, once.encode().decode("latin-1"), once, sign.encode().decode("latin-1")):
            if not (wrong[0] == "Ã" and wrong[1:] and wrong[1] in _AFTER_A):
                known.setdefault(wrong, sign)
    # What is left of a sequence when another program dropped a part of it.
    known.update({"€œ": "“", "€\x9d": "”", "€™": "’", "€¢": "•", "Ã‚": ""})
    return known


def broken_pattern() -> str:
    """A regular expression for the rest of a broken sequence, to be tried after its first character."""
    tails: dict[str, list[str]] = {}
    for wrong in sorted(broken(), key=len, reverse=True):
        tails.setdefault(wrong[0], []).append(re.escape(wrong[1:]))
    # A "Â" alone is what remains of a no-break space.
    alone = r"(?<=Â)(?=[ \n]|\Z)|(?<=[\s.:,]Â)(?=[A-Z][a-z])"
    return "|".join((*(f"(?<={first})(?:{'|'.join(rest)})" for first, rest in tails.items()), alone))


def broken_first_class() -> str:
    """The first characters of broken sequences, for a character class."""
    return "".join(sorted({wrong[0] for wrong in broken()}))


def _windows(data: bytes) -> str:
    """Bytes as Windows-1252, in which five are undefined: these stay control characters."""
    return "".join(_windows_char(byte) for byte in data)


def _windows_char(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
