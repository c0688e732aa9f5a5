"""Published pairs of ESCO and O*NET occupations (Nesta, November 2020), where both still exist."""

from __future__ import annotations

from collections.abc import Callable, Set
from pathlib import Path

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.delimited import FETCH_AGAIN, read_columns
from metier.build.sources.tables import esco_id, onet_id, release_table
from metier.errors import SourceError
from metier.model import Origin

ORIGIN = "crosswalk-esco-onet-2020"
FILE = "esco_onet_crosswalk_Nov2020.csv"


def read_crosswalk(sources: Path, occupations: Set[str], progress: Callable[[str], None]) -> SourceRead:
    """Pairs with their confidence. ``occupations`` are the ids of both schemes that exist today.

    The pairs name O*NET-SOC 2010 codes. A code that no longer exists is set aside, never mapped on;
    a code that exists may since have been narrowed, so the pair keeps its own origin.
    """
    path = sources / ORIGIN / FILE
    columns = ("concept_uri", "onet_code", "confidence", "semantic_similarity")
    data = read_columns(path, columns)
    aside: dict[str, int] = {}
    kept: dict[str, list[object]] = {
        name: [] for name in ("esco_id", "onet_id", "confidence", "similarity", "origin_id")
    }
    for row, (uri, code, confidence, similarity) in enumerate(zip(*data.values(), strict=True), start=2):
        reason = ""
        if onet_id(code) not in occupations:
            reason = "crosswalk: the O*NET-SOC 2010 code is not in O*NET-SOC 2019"
        elif esco_id(uri) not in occupations:
            reason = "crosswalk: the ESCO 1.0 occupation is not in ESCO 1.2.1"
        if reason:
            aside[reason] = aside.get(reason, 0) + 1
            continue
        kept["esco_id"].append(esco_id(uri))
        kept["onet_id"].append(onet_id(code))
        kept["confidence"].append(_number(confidence, row, "confidence"))
        kept["similarity"].append(_number(similarity, row, "semantic_similarity"))
        kept["origin_id"].append(ORIGIN)
    table = release_table("occupation_crosswalk", kept)
    progress(f"Crosswalk ESCO to O*NET: {table.num_rows:,} pairs")
    origin = Origin(
        origin_id=ORIGIN,
        producer="Nesta",
        title="Crosswalk of ESCO 1.0 to O*NET-SOC 2010 (not an official one)",
        version="November 2020",
        licence="MIT",
        citation="Nesta, ESCO-O*NET crosswalk, November 2020. MIT licence.",
        url="https://github.com/nestauk/mapping-career-causeways",
        period="2020-11",
        date_published="2020-11",
        files=((path.name, sha256_of(path)),),
        rows_read=len(data["concept_uri"]),
        rows_kept=table.num_rows,
    )
    return SourceRead((origin,), {"occupation_crosswalk": table}, aside)


def _number(text: str, row: int, column: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise SourceError(
            FILE, f"{text!r} is not a number", place=f"row {row:,}, column {column!r}", hint=FETCH_AGAIN
        ) from None
