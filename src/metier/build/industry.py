"""The industry of a posting's employer, from the producer's own industry names."""

from __future__ import annotations

import re
from functools import cache

import pyarrow as pa

from metier.vocabulary import industries


def industry_key(name: str) -> str:
    """A producer's industry name as the vocabulary compares it.

    >>> industry_key("Information,Technology,Services")
    'information technology services'
    """
    return re.sub(r"[^a-z0-9]+", " ", name.casefold()).strip()


@cache
def _by_key() -> dict[str, str]:
    return {industry_key(name): entry.id for entry in industries().values() for name in (entry.label, *entry.names)}


@cache
def find_industry(name: str) -> str | None:
    """The industry id of a producer's name, whole or by the longest known name that it starts with.

    Some producers glue several names into one value; the first is the employer's main industry.
    """
    words = industry_key(name).split()
    names = _by_key()
    for end in range(len(words), 0, -1):
        if (found := names.get(" ".join(words[:end]))) is not None:
            return found
    return None


def industry_of(postings: pa.Table) -> pa.Table:
    """(posting_id, industry_id) of the postings whose producer names an industry that we know."""
    found = [
        (posting, industry)
        for posting, raw in zip(postings["posting_id"].to_pylist(), postings["industry"].to_pylist(), strict=True)
        if raw and (industry := find_industry(raw)) is not None
    ]
    return pa.table(
        {
            "posting_id": pa.array([f[0] for f in found], pa.string()),
            "industry_id": pa.array([f[1] for f in found], pa.string()),
        }
    )
