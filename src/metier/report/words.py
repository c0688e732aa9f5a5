"""Small pieces of English: lists, plurals, choices that vary but never change for the same input."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

_MANY = re.compile(r"(?<=^posting)s|(?<=^statement)s|(?<=^rater)s|(?<=^employer)s|(?<=^opening)s")


def listed(names: Sequence[str], word: str = "and") -> str:
    """Names as a list in prose.

    >>> listed(["SQL", "Python", "R"])
    'SQL, Python and R'
    """
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + f" {word} {names[-1]}"


def counted(n: int, of: str) -> str:
    """A number with what it counts, which is given as many.

    >>> counted(1204, "postings"), counted(1, "statements (a range counts once)"), counted(1, "US counties")
    ('1,204 postings', '1 statement (a range counts once)', '1 US counties')
    """
    return f"{n:,} {_MANY.sub('', of, count=1) if n == 1 else of}"


def escaped(text: str) -> str:
    """Text that can stand in a sentence template: braces doubled."""
    return text.replace("{", "{{").replace("}", "}}")


def choose(options: Sequence[str], *key: str) -> str:
    """One of the options; the same for the same key, spread evenly over keys."""
    return options[zlib.crc32("|".join(key).encode()) % len(options)]


def lower_first(text: str) -> str:
    """Text with a small first letter, unless it begins with an acronym or a name in capitals.

    >>> lower_first("Leading a team"), lower_first("SQL queries")
    ('leading a team', 'SQL queries')
    """
    return text if len(text) < 2 or text[1].isupper() else text[0].lower() + text[1:]


_WITH_ARTICLE = (
    "United",
    "Netherlands",
    "Philippines",
    "Czech Republic",
    "Dominican Republic",
    "Bahamas",
    "Gambia",
    "Maldives",
)


def in_prose(country: str) -> str:
    """A country's name as it stands in a sentence.

    >>> in_prose("United States"), in_prose("Germany")
    ('the United States', 'Germany')
    """
    return f"the {country}" if country.startswith(_WITH_ARTICLE) else country


def a_an(label: str) -> str:
    """A label with its indefinite article.

    >>> a_an("MLOps Engineer"), a_an("AI Engineer"), a_an("Data Analyst")
    ('an MLOps Engineer', 'an AI Engineer', 'a Data Analyst')
    """
    first = label.split()[0]
    spelled = first.isupper() or (first[:2].isupper() and len(first) > 2)
    vowel = label[0] in ("AEFHILMNORSX" if spelled else "AEIOaeio")
    return f"{'an' if vowel else 'a'} {label}"
