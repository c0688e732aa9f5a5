"""Where the name of a technology begins and ends in a text: never inside another word."""

from __future__ import annotations

import re

_DOMAIN = re.compile(r"\.(?:com|org|net|io|ai|co|me|gov|edu|app|dev|us|uk|de)\b")


def starts_word(text: str, start: int, end: int, glued: bool) -> bool:
    """Whether a word begins at start, with no sign before it that makes it part of something else.

    >>> starts_word("use Go", 4, 6, False), starts_word("jobs@go", 5, 7, False)
    (True, False)
    """
    if start == 0:
        return True
    before = text[start - 1]
    if before == " ":
        return True  # by far the commonest case
    if before.isalnum():
        first = text[start]
        if not first.isalnum():
            return True  # ".NET" after a word is a name of its own only if the vocabulary has it
        return glued and first.isupper() and before.islower() and end - start > 2
    if before in "@#_\\":
        return False
    if before == "." and start > 1 and text[start - 2].isalnum() and not text[start].isupper():
        return False
    if end - start <= 2 and before in "&-'’+":
        return False
    return not (before == "/" and start > 1 and text[start - 2] in "/:")


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence, line or list item begins at start.

    >>> begins_sentence("Excel at work. Use Excel", 0), begins_sentence("Excel at work. Use Excel", 19)
    (True, False)
    """
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in ".!?\n•·*-–—:;"


def word_end(text: str, start: int, end: int, glued: bool, takes_plural: bool) -> int | None:
    """Where the name ends, a plural s or version digits included in the word; None inside another word.

    ``takes_plural``: whether names of this kind have a plural however they are written.

    >>> word_end("APIs", 0, 3, False, False), word_end("sparks", 0, 5, False, False)
    (4, None)
    >>> word_end("Python3", 0, 6, False, False)
    6
    """
    size = len(text)
    if end == size:
        return end
    after = text[end]
    if after == " " and end - start > 2:
        return end  # by far the commonest case
    following = text[end + 1] if end + 1 < size else " "
    if after in "sS" and not following.isalnum() and (takes_plural or _is_plural_form(text[start:end])):
        return end + 1
    if after.isdigit() and (end - start >= 3 or text[end - 1] == "+"):
        stop = end
        while stop < size and stop - end < 20 and (text[stop].isdigit() or text[stop] == "."):
            stop += 1
        return end if stop == size or not text[stop].isalpha() else None
    if after.isalnum():
        joined = glued and after.isupper() and (following.islower() or text[end - 1].islower())
        return end if joined and end - start > 2 else None
    if text.startswith("://", end):
        return None
    if after in "_@" or (after in "+#" and end - start <= 2):
        return None
    if after == "." and following.isalnum() and _DOMAIN.match(text, end):
        return None
    if end - start <= 2:
        # "R.Self-motivated" of a glued text ends a sentence, "r.e." does not.
        runs_on = after == "." and following.isalnum() and not (glued and following.isupper())
        if runs_on or after in "&-'’" or text.startswith(" & ", end):
            return None
    return end


def _is_plural_form(surface: str) -> bool:
    """Names of several words and acronyms have a plural; "Spark" does not, for "sparks" is a verb."""
    return " " in surface.strip() or "-" in surface or (len(surface) >= 3 and surface.isupper())
