"""What every source reader returns, and the conformed posting that all posting readers share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from metier.model import Origin

POSTING = pa.schema(
    [
        pa.field("posting_id", pa.string(), nullable=False),  # collection:producer's id or row
        pa.field("collection", pa.string(), nullable=False),  # key of release.schema.COLLECTIONS
        pa.field("origin_id", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),  # raw
        pa.field("employer", pa.string()),  # raw name; null where the producer has none
        pa.field("place", pa.string()),  # raw
        pa.field("country", pa.string()),  # ISO 3166 alpha-2; null unknown
        pa.field("year", pa.int16(), nullable=False),
        pa.field("date", pa.string()),  # ISO day, where known
        pa.field("workplace", pa.string()),  # remote | hybrid | onsite; null unknown
        pa.field("employment_type", pa.string()),  # full-time | part-time | contract | temporary | internship
        pa.field("level_hint", pa.string()),  # the producer's own level, as a vocabulary level id; null
        pa.field("pay_kind", pa.string()),  # advertised | survey; null without pay
        pa.field("pay_low_usd_year", pa.float64()),
        pa.field("pay_high_usd_year", pa.float64()),
        pa.field("pay_low", pa.float64()),  # as stated, in pay_currency per pay_period
        pa.field("pay_high", pa.float64()),
        pa.field("pay_currency", pa.string()),
        pa.field("pay_period", pa.string()),  # year | month | week | day | hour
        pa.field("tags", pa.list_(pa.string())),  # technologies tagged by the producer; null = not tagged
        pa.field("no_degree", pa.bool_()),  # the producer's no-degree flag
        pa.field("industry", pa.string()),  # raw employer industry
        pa.field("text", pa.string()),  # plain text; null where there is none. Never leaves build.
        pa.field("url", pa.string()),
        pa.field("first_seen", pa.string()),
        pa.field("last_seen", pa.string()),
    ]
)
"""One posting as every reader of postings returns it, before duplicates are dropped."""


@dataclass(frozen=True, slots=True)
class SourceRead:
    """What a reader found: its origins, tables by name, and rows set aside with the reason."""

    origins: tuple[Origin, ...]
    tables: Mapping[str, pa.Table]
    set_aside: Mapping[str, int] = field(default_factory=dict)


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
