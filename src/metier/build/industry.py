"""The industry of a posting's employer, from the producer's own industry names."""

from __future__ import annotations

import re
from functools import cache

import pyarrow as pa

from metier.reading.industry_employer import known_employer
from metier.reading.normalise import employer_key
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


def industry_of(postings: pa.Table, readings: pa.Table) -> pa.Table:
    """(posting_id, industry_id) of postings whose employer's industry is judged, named by the producer, or read.

    Only postings with a text or a producer's industry are asked. Our own judgement of an employer goes first:
    producers disagree with each other on two employers of five. ``readings`` holds posting_id and industry_id.
    """
    read = dict(zip(readings["posting_id"].to_pylist(), readings["industry_id"].to_pylist(), strict=True))
    found: dict[str, str] = {}
    columns = (postings[name].to_pylist() for name in ("posting_id", "employer", "industry"))
    for posting, employer, raw in zip(*columns, strict=True):
        if not raw and posting not in read:
            continue
        told = read.get(posting)
        industry = _judged(employer) or (find_industry(raw) if raw else None) or told
        if industry not in (None, "other") or (raw and industry == "other"):
            found[posting] = str(industry)
    return pa.table(
        {"posting_id": pa.array(list(found), pa.string()), "industry_id": pa.array(list(found.values()), pa.string())}
    )


@cache
def _judged(employer: str | None) -> str | None:
    """The industry of an employer that the vocabulary judges by name."""
    known = known_employer(employer_key(employer))
    return known.industry_id if known is not None and known.method == "employer" else None
