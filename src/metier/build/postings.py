"""All postings of all collections, read, conformed and without duplicates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from metier.build.duplicates import drop_duplicates
from metier.build.sources import aijobs, asaniczka, ats_radar, data_jobs, fulltext, network_jobs
from metier.build.sources.base import POSTING, SourceRead
from metier.errors import SourceError

DROPPED = pa.schema([("collection", pa.string()), ("reason", pa.string()), ("rows", pa.int64())])


def read_postings(postings: Path, sources: Path, progress: Callable[[str], None]) -> dict[str, SourceRead]:
    """What each collection's reader found, duplicates included, by collection."""
    readers: dict[str, tuple[Callable[[Path], SourceRead], Path]] = {
        "aijobs": (aijobs.read, sources),
        "data-jobs": (data_jobs.read, postings),
        "ats-radar": (ats_radar.read, postings),
        "network-jobs": (network_jobs.read, postings),
        "asaniczka": (asaniczka.read, postings),
        "fulltext": (fulltext.read, postings),
    }
    found = {}
    for collection, (reader, folder) in readers.items():
        progress(f"reading postings: {collection}")
        found[collection] = reader(folder)
    return found


def posting_tables(postings: Path, sources: Path, progress: Callable[[str], None]) -> SourceRead:
    """Tables ``postings`` (schema POSTING, no duplicates) and ``dropped`` (collection, reason, rows).

    An origin's ``rows_kept`` counts its postings after duplicates are dropped.
    """
    found = read_postings(postings, sources, progress)
    table = pa.concat_tables([read.tables["postings"] for read in found.values()])
    dropped: Counter[tuple[str, str]] = Counter()
    for collection, read in found.items():
        dropped.update({(collection, reason): rows for reason, rows in read.set_aside.items()})
    progress(f"dropping duplicates among {table.num_rows:,} postings")
    kept, duplicates = drop_duplicates(table)
    dropped.update(duplicates)
    _check(kept)
    by_origin = Counter(kept["origin_id"].to_pylist())
    origins = tuple(
        replace(origin, rows_kept=by_origin[origin.origin_id]) for read in found.values() for origin in read.origins
    )
    rows = [
        {"collection": collection, "reason": reason, "rows": number}
        for (collection, reason), number in sorted(dropped.items())
        if number
    ]
    return SourceRead(origins, {"postings": kept, "dropped": pa.Table.from_pylist(rows, schema=DROPPED)})


def _check(table: pa.Table) -> None:
    if table.schema != POSTING:
        raise SourceError("postings", "a reader changed the posting schema")
    ids = Counter(table["posting_id"].to_pylist())
    if twice := [key for key, number in ids.items() if number > 1]:
        raise SourceError("postings", f"{len(twice)} ids stand twice, such as {twice[0]!r}")
