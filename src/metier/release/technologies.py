"""Technologies across roles: who names each, in which slices, and beside what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.reading.technology import resolve_tag
from metier.release.reader import Release, remembered
from metier.statistics.clusters import GROUPS
from metier.vocabulary import rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from metier.statistics.clusters import Array

    Codes = NDArray[np.int16]

COLLECTIONS = ("data-jobs", "fulltext", "ats-radar")
"""Collections that let technologies be read, in order of preference."""
DIMENSIONS = ("country", "level", "year")


@dataclass(frozen=True, slots=True)
class Use:
    """A technology that enough postings name. ``roles``: those in which it is asked for, in ``collection``."""

    item_id: str
    label: str
    kind: str
    collection: str  # the one that tells of it best
    postings: int  # of that collection that name it
    roles: int
    named: Mapping[str, int]  # postings that name it, by collection


@dataclass(frozen=True, slots=True)
class Companion:
    """A technology named beside another; ``share`` of the other's postings, ``ratio_log`` beside the same roles."""

    item_id: str
    label: str
    common_rank: int
    lifted_rank: int
    postings: int
    both_postings: int
    both_employers: int
    share: float
    share_low: float
    share_high: float
    ratio_log: float
    low_log: float
    high_log: float


@dataclass(frozen=True)
class _Rows:
    """Counted postings, a row each: places in the lists of :class:`Counted`, group of employers, number."""

    role: Codes
    country: Codes
    level: Codes
    year: Codes
    group: Codes
    postings: NDArray[np.int32]

    def part(self, keep: slice) -> _Rows:
        """Some of the rows."""
        return _Rows(*(getattr(self, name)[keep] for name in ("role", *DIMENSIONS, "group", "postings")))

    def by_group(self, roles: int, dimension: str = "", code: int = 0) -> Array:
        """Postings of a slice by role and group of employers."""
        import numpy as np

        keep = slice(None) if not dimension else np.flatnonzero(getattr(self, dimension) == code)
        place = self.role[keep].astype(np.int64) * GROUPS + self.group[keep]
        counts = np.bincount(place, self.postings[keep], roles * GROUPS).reshape(roles, GROUPS)
        return np.asarray(counts, dtype=np.float64)


@dataclass(frozen=True)
class Counted:
    """One collection: the postings that could be read, and those that name each technology."""

    collection: str
    roles: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]  # dimension -> its values
    read: _Rows
    naming: _Rows  # by technology
    starts: Mapping[str, tuple[int, int]]  # technology -> its rows of ``naming``

    def of(self, item_id: str) -> _Rows:
        """The rows of the postings that name a technology."""
        return self.naming.part(slice(*self.starts.get(item_id, (0, 0))))

    def groups(self, item_id: str = "", dimension: str = "", value: str = "") -> Array:
        """Postings by role and group of employers: that name a technology ('' for all read), in one slice."""
        rows = self.of(item_id) if item_id else self.read
        code = self.values[dimension].index(value) if dimension else 0
        return rows.by_group(len(self.roles), dimension, code)

    def size(self, dimension: str) -> dict[str, int]:
        """Readable postings by value of a dimension, most first."""
        import numpy as np

        counted = np.bincount(getattr(self.read, dimension), self.read.postings)
        found = {self.values[dimension][i]: int(n) for i, n in enumerate(counted) if n and self.values[dimension][i]}
        return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


@remembered
def counted(release: Release, collection: str) -> Counted:
    """The counts of technologies of one collection."""
    import numpy as np

    lists: dict[str, tuple[str, ...]] = {}
    coded = []
    for column in ("item_id", "role_id", *DIMENSIONS):
        found = release.rows(
            f"SELECT DISTINCT {column}::VARCHAR FROM counts WHERE measure = 'technology' AND collection = ? ORDER BY 1",
            (collection,),
            tables=("counts",),
        )
        lists[column] = tuple(row[0] for row in found)
        kind = f"technology_{column}_{collection.replace('-', '_')}"
        release.enum(kind, lists[column] or ("",))
        coded.append(f"enum_code({column}::VARCHAR::{kind})::SMALLINT AS {column}")
    columns = release.columns(
        f"SELECT {', '.join(coded)}, employer_group::SMALLINT AS g, postings FROM counts"
        " WHERE measure = 'technology' AND collection = ? ORDER BY item_id",
        (collection,),
        tables=("counts",),
    )
    role, country, level, year, group = (columns[name].astype(np.int16) for name in ("role_id", *DIMENSIONS, "g"))
    rows = _Rows(role, country, level, year, group, columns["postings"].astype(np.int32))
    item = columns["item_id"]
    places = {name: i for i, name in enumerate(lists["item_id"])}
    bounds = {
        name: (int(np.searchsorted(item, code)), int(np.searchsorted(item, code, side="right")))
        for name, code in places.items()
    }
    return Counted(
        collection,
        lists["role_id"],
        {name: lists[name] for name in DIMENSIONS},
        rows.part(slice(*bounds.get("", (0, 0)))),
        rows,
        bounds,
    )


@remembered
def uses(release: Release) -> dict[str, Use]:
    """Every technology that enough postings of a collection name, by id."""
    asked = release.rows(
        "WITH named AS (SELECT collection, item_id, role_id, sum(postings)::BIGINT AS k FROM counts"
        " WHERE measure = 'technology' GROUP BY ALL)"
        " SELECT i.item_id, any_value(i.label), any_value(i.kind), n.collection, sum(n.k)::BIGINT,"
        " count(*) FILTER (d.k >= ? AND n.k >= ? * d.k)::INT"
        " FROM named n JOIN named d ON d.item_id = '' AND d.role_id = n.role_id AND d.collection = n.collection"
        " JOIN items i ON i.measure = 'technology' AND i.item_id = n.item_id"
        " WHERE n.item_id <> '' GROUP BY i.item_id, n.collection ORDER BY 1, 4",
        (rule("minimum.postings_shown"), rule("technology.asked_share")),
        tables=("counts", "items"),
    )
    found: dict[str, dict[str, tuple[str, str, int, int]]] = {}
    for item_id, label, kind, collection, postings, roles in asked:
        found.setdefault(item_id, {})[collection] = (label, kind, postings, roles)
    made = {}
    for item_id, by in found.items():
        named = {collection: by[collection][2] for collection in COLLECTIONS if collection in by}
        best = _best(named)
        label, kind, postings, roles = by[best]
        if postings >= rule("minimum.postings_shown"):
            made[item_id] = Use(item_id, label, kind, best, postings, roles, named)
    return made


def _best(named: Mapping[str, int]) -> str:
    """The collection that tells of a technology best: the first with enough postings, else the one with most."""
    enough = [c for c in named if named[c] >= rule("technology.enough_named")]
    return enough[0] if enough else max(named, key=lambda c: named[c])


def find_technology(release: Release, name: str) -> str:
    """The id of a technology by id or any of its names ('c++', 'CI/CD'); '' where none has a page.

    Ids hold letters, digits and hyphens only, so that they stand in addresses as they are.
    """
    known = uses(release)
    wanted = name.strip()
    if wanted in known:
        return wanted
    found = resolve_tag(wanted) or resolve_tag(wanted.replace("-", " "))
    return found if found in known else ""


def companions(release: Release, item_id: str, collection: str) -> tuple[Companion, ...]:
    """What postings of a collection name beside a technology; none where too few name it."""
    return _companions(release).get((item_id, collection), ())


@remembered
def _companions(release: Release) -> dict[tuple[str, str], tuple[Companion, ...]]:
    """Every companion by technology and collection, the most often named first."""
    rows = release.rows(
        "SELECT technology_id, collection, companion_id, i.label, common_rank, lifted_rank, postings, both_postings,"
        " both_employers, share, share_low, share_high, ratio_log, low_log, high_log FROM technology_pairs p"
        " JOIN items i ON i.measure = 'technology' AND i.item_id = p.companion_id"
        " ORDER BY share DESC, companion_id",
        tables=("technology_pairs", "items"),
    )
    found: dict[tuple[str, str], tuple[Companion, ...]] = {}
    for item_id, collection, *row in rows:
        found[item_id, collection] = (*found.get((item_id, collection), ()), Companion(*row))
    return found
