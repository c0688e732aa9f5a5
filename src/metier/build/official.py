"""The official tables of a release, from the producers' own files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from metier.build.sources.base import SourceRead
from metier.build.sources.crosswalk import read_crosswalk
from metier.build.sources.esco import read_esco
from metier.build.sources.exchange_table import read_exchange_rates
from metier.build.sources.oews import read_oews
from metier.build.sources.oews_workbook import read_oews_workbooks
from metier.build.sources.onet import read_onet
from metier.build.sources.onet_profiles import read_profiles
from metier.build.sources.prevailing_wages import read_prevailing_wages
from metier.build.sources.projections import read_projections
from metier.build.sources.purchasing_power import read_purchasing_power
from metier.errors import SourceError
from metier.release.schema import TABLES
from metier.vocabulary import roles

Progress = Callable[[str], None]
_OEWS_FILES = "bls-oews-*/*.sqlite*"
_OEWS_BOOKS = "bls-oews-*/*_dl.xlsx"
_PROJECTIONS = "bls-projections-*/occupation.xlsx"


def official_tables(sources: Path, progress: Progress, *, metro_soc: frozenset[str] | None = None) -> SourceRead:
    """Every official table of the release schema, and ``role_labels`` without its search key.

    ``sources`` is the folder of the producers' folders. ``metro_soc`` are the SOC-2018 codes whose wages
    are kept for metropolitan areas; by default those that a role of the vocabulary links to.
    """
    onet = read_onet(sources, progress)
    esco = read_esco(sources, progress)
    known, rated = _occupation_ids((onet, esco))
    reads = [
        onet,
        read_profiles(sources, known, rated, progress),
        esco,
        read_crosswalk(sources, known, progress),
        read_oews(_newest(sources, _OEWS_FILES), linked_soc() if metro_soc is None else metro_soc, progress),
        read_oews_workbooks(_newest_folder(sources, _OEWS_BOOKS), progress),
        read_projections(_newest(sources, _PROJECTIONS), progress),
        read_prevailing_wages(sources, progress),
        read_purchasing_power(sources, progress),
        read_exchange_rates(sources, progress),
    ]
    return SourceRead(
        origins=tuple(sorted((origin for read in reads for origin in read.origins), key=lambda o: o.origin_id)),
        tables=_joined(reads),
        set_aside=_added(reads),
    )


def linked_soc() -> frozenset[str]:
    """The SOC-2018 codes that the vocabulary's roles link to."""
    return frozenset(
        link.code[:7] for role in roles().values() for link in role.links if link.scheme in ("onetsoc2019", "soc2018")
    )


def _occupation_ids(reads: Sequence[SourceRead]) -> tuple[set[str], set[str]]:
    """The ids of every occupation, and of those that the database itself rates."""
    known: set[str] = set()
    rated: set[str] = set()
    for read in reads:
        table = read.tables["occupations"]
        for occupation, is_rated in zip(table["occupation_id"].to_pylist(), table["rated"].to_pylist(), strict=True):
            known.add(occupation)
            if is_rated:
                rated.add(occupation)
    return known, rated


def _newest_folder(sources: Path, pattern: str) -> list[Path]:
    """The files that match in the folder whose name sorts last: names end in the year."""
    found = sorted(sources.glob(pattern))
    if not found:
        raise SourceError(
            pattern,
            "no file is there",
            place=str(sources),
            hint="Fetch it (metier fetch), or point --sources at the folder of the producers' folders.",
        )
    return [path for path in found if path.parent == found[-1].parent]


def _newest(sources: Path, pattern: str) -> Path:
    return _newest_folder(sources, pattern)[-1]


def _joined(reads: Sequence[SourceRead]) -> dict[str, pa.Table]:
    """Tables of one name put together, each in the order of its schema."""
    parts: dict[str, list[pa.Table]] = {}
    for read in reads:
        for name, table in read.tables.items():
            parts.setdefault(name, []).append(table)
    joined = {}
    for name, tables in parts.items():
        table = pa.concat_tables(tables)
        keys = [key for key in TABLES[name].sort if key in table.column_names]
        joined[name] = table.sort_by([(key, "ascending") for key in keys])
    return joined


def _added(reads: Sequence[SourceRead]) -> dict[str, int]:
    """Rows set aside by reason, over all readers."""
    total: dict[str, int] = {}
    for read in reads:
        for reason, rows in _items(read.set_aside):
            total[reason] = total.get(reason, 0) + rows
    return total


def _items(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items())
