"""Names that are spelled most like one that is unknown, to offer in its place."""

from __future__ import annotations

from collections.abc import Iterable

from metier.vocabulary import rule


def nearest(wanted: str, names: Iterable[str], *, limit: int = 3) -> list[str]:
    """Up to ``limit`` names that are spelled most like the one wanted; none if nothing comes near.

    >>> nearest("pyhton", ["python", "java"])
    ['python']
    """
    from rapidfuzz import fuzz, process

    least = rule("roles.similar_spelling")
    return [
        name for name, _, _ in process.extract(wanted, list(names), scorer=fuzz.ratio, limit=limit, score_cutoff=least)
    ]
