"""What reveals an employer's industry: known employers, and words of company names and texts. YAML in, records out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from metier.errors import VocabularyError
from metier.vocabulary.load import industries, read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustryWords:
    """The words of one industry; they are compared from the beginning of a word on, "_" is a word's end."""

    id: str
    name: tuple[str, ...]  # words of a company's name
    says: tuple[str, ...]  # words that tell wherever a company speaks of its business
    hints: tuple[str, ...]  # words that tell less


@cache
def industry_words() -> tuple[IndustryWords, ...]:
    """The words of every industry, in the order of the file."""
    rows = read_yaml("industry_words.yaml")
    _known("industry_words.yaml", rows)
    return tuple(
        IndustryWords(id=key, name=tuple(row["name"]), says=tuple(row["says"]), hints=tuple(row["hints"]))
        for key, row in rows.items()
    )


@cache
def judged_employers() -> dict[str, str]:
    """Industry id by employer key (``metier.reading.normalise.employer_key``), as we judge it ourselves."""
    return _employers("judged")


@cache
def sector_employers() -> dict[str, str]:
    """Industry id by employer key as producers' sector columns give it, where we have no judgement."""
    return _employers("sectors")


def glued(key: str) -> str:
    """An employer key without spaces, because job boards write names so.

    >>> glued("blue river") == glued("blueriver")
    True
    """
    return key.replace(" ", "")


def _employers(part: str) -> dict[str, str]:
    rows: dict[str, str] = read_yaml("employers.yaml")[part]
    _known("employers.yaml", rows)
    found: dict[str, str] = {}
    for industry, keys in rows.items():
        for key in keys.split(", "):
            if found.setdefault(key, industry) != industry:
                raise VocabularyError(
                    f"employers.yaml: {key!r} is in {found[key]} and {industry}", hint="Keep the right one."
                )
    return found


def _known(file: str, rows: Mapping[str, object]) -> None:
    unknown = sorted(set(rows) - set(industries()))
    if unknown:
        raise VocabularyError(f"{file}: unknown industries {unknown}", hint="Use the ids of industries.yaml.")
