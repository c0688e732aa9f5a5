"""Links postings to roles by their titles, and reads their texts: raw postings in, facts out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from metier.reading.normalise import employer_key
from metier.reading.posting import read_batch
from metier.reading.title import read_titles
from metier.statistics.clusters import GROUPS
from metier.vocabulary import technologies

TEXT_BATCH = 256
_KEPT = (
    "pay",
    "education_min",
    "education_preferred",
    "experience_substitutes",
    "experience_years_min",
    "workplace",
    "employment_type",
    "industry_id",
    "language",
)


def employer_hash(key: str) -> int:
    """A 32-bit hash of an employer's key (0 to 2**32 - 1), the same on every machine.

    >>> employer_hash("acme") == employer_hash("acme")
    True
    """
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "big")


def link_titles(postings: pa.Table, progress: Callable[[str], None]) -> pa.Table:
    """The postings with what their titles say (role_id '': no role), and employer_hash and employer_group."""
    titles = postings["title"].combine_chunks().dictionary_encode()
    distinct = titles.dictionary.to_pylist()
    progress(f"reading {len(distinct):,} distinct titles of {len(postings):,} postings")
    readings = list(read_titles(distinct))
    columns = {
        "role_id": ["" if reading.abstained else reading.role_id or "" for reading in readings],
        "track": [reading.track for reading in readings],
        "level": [reading.level for reading in readings],
    }
    scores = pa.array([reading.score for reading in readings], pa.float64())
    postings = postings.append_column("title_score", scores.take(titles.indices))
    for name, values in columns.items():
        postings = postings.append_column(name, pa.array(values, pa.string()).take(titles.indices))
    hint = postings["level_hint"]
    stated = pc.or_(pc.equal(postings["collection"], "aijobs"), pc.equal(postings["level"], "unspecified"))
    level = pc.if_else(pc.and_(stated, pc.is_valid(hint)), hint, postings["level"])
    postings = postings.set_column(postings.column_names.index("level"), "level", level)
    return _with_employers(postings)


def _with_employers(postings: pa.Table) -> pa.Table:
    """Adds employer_hash (uint32) and employer_group (int16).

    A posting whose employer is not recorded counts as an employer of its own, except where the
    whole collection records none (group -1: clusters unknown).
    """
    encoded = postings["employer"].combine_chunks().dictionary_encode()
    keys = [employer_key(name) for name in encoded.dictionary.to_pylist()]
    by_name = pa.array([keys[i.as_py()] if i.is_valid else "" for i in encoded.indices], pa.string())
    names = by_name.to_pylist()
    ids = postings["posting_id"].to_pylist()
    hashes = [employer_hash(name or posting) for name, posting in zip(names, ids, strict=True)]
    collections = postings["collection"].to_pylist()
    groups = [-1 if c == "aijobs" else h % GROUPS for h, c in zip(hashes, collections, strict=True)]
    named = pa.array([bool(name) for name in names])
    return (
        postings.append_column("employer_named", named)
        .append_column("employer_hash", pa.array(hashes, pa.uint32()))
        .append_column("employer_group", pa.array(groups, pa.int16()))
    )


def read_texts(postings: pa.Table, progress: Callable[[str], None]) -> pa.Table:
    """One row a posting that has text, with what its text says; technologies and duties by id, null if not read."""
    asked = postings.filter(pc.is_valid(postings["text"]))
    given = pa.table(
        {
            "id": asked["posting_id"],
            "title": asked["title"],
            "company": asked["employer"],
            "location": asked["place"],
            "text": asked["text"],
        }
    )
    progress(f"reading {len(given):,} texts")
    batches: list[pa.RecordBatch] = given.combine_chunks().to_batches(max_chunksize=TEXT_BATCH)
    if not batches:
        batches = [pa.RecordBatch.from_pylist([], schema=given.schema)]
    read = pa.Table.from_batches([read_batch(batch) for batch in batches])
    ids = {technology.label: technology.id for technology in technologies().values()}
    return pa.table(
        {
            "posting_id": read["id"],
            "technologies_required": _ids(read["required"], ids),
            "technologies_preferred": _ids(read["preferred"], ids),
            "duties": read["responsibilities"],
            **{name: read[name] for name in _KEPT},
        }
    )


def _ids(asked: pa.ChunkedArray, ids: dict[str, str]) -> pa.Array:
    """The vocabulary's ids of named technologies, by posting."""
    named = (None if items is None else [ids[item["name"]] for item in items] for items in asked.to_pylist())
    return pa.array(named, pa.list_(pa.string()))


def fill_from_texts(postings: pa.Table, readings: pa.Table) -> pa.Table:
    """The postings with workplace and employment type from their text where the producer gives none."""
    at = {posting: row for row, posting in enumerate(readings["posting_id"].to_pylist())}
    rows = [at.get(posting) for posting in postings["posting_id"].to_pylist()]
    where = pa.array(rows, pa.int64())
    for name in ("workplace", "employment_type"):
        said = readings[name].combine_chunks()
        said = pc.if_else(pc.equal(said, "unspecified"), pa.scalar(None, pa.string()), said)
        filled = pc.coalesce(postings[name].combine_chunks(), said.take(where))
        postings = postings.set_column(postings.column_names.index(name), name, filled)
    return postings
