"""Which roles a collection covers: a collector that leaves a title out leaves only odd jobs behind."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa

from metier.reading.normalise import label_key
from metier.vocabulary import roles, rule

PARTIAL = ("ats-radar",)
"""Collections whose producer keeps some kinds of job only (technical ones), without saying which titles."""


def _names() -> dict[str, tuple[str, ...]]:
    """The keys of each role's names of two words or more, with spaces around them."""
    found = {}
    for role in roles().values():
        keys = {label_key(name) for name in (role.label, *role.labels)}
        found[role.id] = tuple(f" {key} " for key in sorted(keys) if " " in key)
    return found


def without_leftovers(postings: pa.Table) -> tuple[pa.Table, dict[str, int]]:
    """The postings without those of roles that their partial collection does not cover, and how many went.

    A role is covered when enough of its titles there hold one of its plain names. Where none does, what
    was linked to the role are titles that the collector let through for another reason.
    """
    names = _names()
    named: Counter[tuple[str, str]] = Counter()
    key_of: dict[str, str] = {}
    triples = zip(*(postings[c].to_pylist() for c in ("collection", "role_id", "title")), strict=True)
    rows = list(triples)
    for collection, role, title in rows:
        if collection in PARTIAL and role:
            key = key_of.setdefault(title, f" {label_key(title)} ")
            named[collection, role] += any(name in key for name in names[role])
    least = rule("coverage.named_titles")
    keep = [c not in PARTIAL or not role or named[c, role] >= least for c, role, _ in rows]
    gone = Counter(c for (c, _, _), kept in zip(rows, keep, strict=True) if not kept)
    return postings.filter(pa.array(keep)), dict(gone)
