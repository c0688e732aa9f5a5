"""Counts of postings of a few roles and one slice, read once and ready for statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.model import Filters
from metier.release.reader import Release

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GROUPS = 256
UNLISTED_SHARE, UNLISTED_STRENGTH = 0.001, 10.0  # what is expected of an item under priors.kept_share
EXPECTED = 0.05  # items that no posting shows are kept from this expected share on: absence then says something


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Postings of one role slice in which a measure could be read, by employer group and item.

    ``n_g`` has shape (groups,), ``k_gf`` (groups, items). ``prior_mean`` and ``prior_strength``
    (items,) are what the role's parents lead one to expect and how many postings that is worth.
    """

    role_id: str
    n_g: NDArray[np.float64]
    k_gf: NDArray[np.float64]
    prior_mean: NDArray[np.float64]
    prior_strength: NDArray[np.float64]
    by_year: tuple[tuple[int, int], ...]  # (year, readable postings), oldest first

    @property
    def n(self) -> int:
        """Postings in which the measure could be read."""
        return int(self.n_g.sum())

    @property
    def years(self) -> tuple[int, ...]:
        """The years of those postings."""
        return tuple(year for year, _ in self.by_year)


@dataclass(frozen=True, slots=True)
class MeasureCounts:
    """The counts of one measure in one collection for each role, over the same items."""

    collection: str
    measure: str
    items: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    roles: tuple[GroupCounts, ...]

    @property
    def smallest(self) -> int:
        """Readable postings of the role that has fewest."""
        return min(role.n for role in self.roles)


def where(filters: Filters, table: str = "c") -> tuple[str, list[str | int]]:
    """SQL conditions (each starting with AND) and parameters that keep a slice."""
    parts: list[str] = []
    values: list[str | int] = []
    for column, value in (("country", filters.country), ("level", filters.level), ("year", filters.year)):
        if value is not None:
            parts.append(f" AND {table}.{column} = ?")
            values.append(value)
    if filters.remote is not None:
        parts.append(f" AND {table}.workplace {'=' if filters.remote else '<>'} 'remote'")
    return "".join(parts), values


class Evidence:
    """Everything that is counted about some roles in one slice: one query, then arrays."""

    def __init__(self, release: Release, role_ids: Sequence[str], filters: Filters) -> None:
        self.release = release
        self.role_ids = tuple(role_ids)
        self.filters = filters
        self._number(release)
        marks = ", ".join("?" * len(self.role_ids))
        condition, values = where(filters)
        self._columns = release.columns(
            "SELECT list_position(?, c.role_id) - 1 AS role, s.no AS set, i.no AS item,"
            " c.employer_group AS g, sum(c.postings)::DOUBLE AS k"
            " FROM counts c JOIN set_no s USING (collection, measure)"
            " JOIN item_no i USING (measure, item_id)"
            f" WHERE c.role_id IN ({marks}){condition} GROUP BY ALL",
            (list(self.role_ids), *self.role_ids, *values),
            tables=("counts",),
        )
        self._years = release.rows(
            "SELECT c.role_id, c.collection, c.measure, c.year::INT, sum(c.postings)::INT FROM counts c"
            f" WHERE c.role_id IN ({marks}) AND c.item_id = ''{condition} GROUP BY ALL ORDER BY ALL",
            (*self.role_ids, *values),
            tables=("counts",),
        )
        self._priors = release.columns(
            "SELECT list_position(?, p.role_id) - 1 AS role, s.no AS set, i.no AS item, p.mean_share AS m,"
            " p.strength_postings AS strength FROM priors p JOIN set_no s USING (collection, measure)"
            f" JOIN item_no i USING (measure, item_id) WHERE p.role_id IN ({marks})",
            (list(self.role_ids), *self.role_ids),
            tables=("priors",),
        )
        self._sets = {
            (c, m): int(no) for c, m, no in release.rows("SELECT collection, measure, no FROM set_no", tables=())
        }
        self._totals = [int(no) for (no,) in release.rows("SELECT no FROM item_no WHERE item_id = ''", tables=())]

    @staticmethod
    def _number(release: Release) -> None:
        """Numbers for (measure, item) and (collection, measure), so that arrays need no text."""
        release.keep(
            "item_no",
            "SELECT measure, item_id, label, kind, row_number() OVER (ORDER BY measure, item_id)::INT AS no"
            " FROM (SELECT measure, item_id, max(label) AS label, max(kind) AS kind FROM ("
            "SELECT * FROM items UNION SELECT DISTINCT measure, '', '', '' FROM items) GROUP BY ALL)",
            ("items",),
        )
        release.keep(
            "set_no",
            "SELECT collection, measure, row_number() OVER (ORDER BY collection, measure)::INT AS no"
            " FROM (SELECT DISTINCT collection, measure FROM priors UNION"
            " SELECT DISTINCT collection, 'posting' FROM counts)",
            ("priors", "counts"),
        )

    def has(self, collection: str, measure: str) -> bool:
        """Whether the release counts this measure in this collection at all."""
        return (collection, measure) in self._sets

    def readable(self, collection: str, measure: str) -> list[int]:
        """Postings of each role in which a measure could be read; zeros where it is not counted."""
        import numpy as np

        key = (collection, measure)
        if key not in self._sets:
            return [0] * len(self.role_ids)
        here = (self._columns["set"] == self._sets[key]) & np.isin(self._columns["item"], self._totals)
        n = np.bincount(
            self._columns["role"][here].astype(np.int64),
            self._columns["k"][here],
            minlength=len(self.role_ids),
        )
        return [int(value) for value in n]

    def counts(self, collection: str, measure: str, also: str = "") -> MeasureCounts | None:
        """The counts of one measure for each role, over the items that any of them or its parents show.

        ``also`` names an item to keep that none of them shows.
        """
        import numpy as np

        number = self._sets.get((collection, measure))
        if number is None:
            return None
        names = self.release.rows(
            "SELECT no, item_id, label, kind FROM item_no WHERE measure = ? ORDER BY no",
            (measure,),
            tables=(),
        )
        first, width = int(names[0][0]), len(names)  # item '' sorts first
        total = np.zeros((len(self.role_ids), GROUPS, width))
        here = self._columns["set"] == number
        role, group, item = (self._columns[c][here].astype(np.int64) for c in ("role", "g", "item"))
        total[role, group, item - first] = self._columns["k"][here]
        mean = np.full((len(self.role_ids), width), np.nan)
        strength = np.full((len(self.role_ids), width), UNLISTED_STRENGTH)
        prior = self._priors["set"] == number
        at = (
            self._priors["role"][prior].astype(np.int64),
            self._priors["item"][prior].astype(np.int64) - first,
        )
        mean[at] = self._priors["m"][prior]
        strength[at] = self._priors["strength"][prior]
        known = (mean >= EXPECTED).any(axis=0) | (total.sum(axis=(0, 1)) > 0)
        known |= np.array([name[1] == also for name in names])
        known[0] = False
        keep = np.flatnonzero(known)
        mean = np.nan_to_num(mean, nan=UNLISTED_SHARE)
        years = {
            role_id: tuple((y, n) for r, c, m, y, n in self._years if (r, c, m) == (role_id, collection, measure))
            for role_id in self.role_ids
        }
        return MeasureCounts(
            collection=collection,
            measure=measure,
            items=tuple(names[i][1] for i in keep),
            labels=tuple(names[i][2] for i in keep),
            kinds=tuple(names[i][3] for i in keep),
            roles=tuple(
                GroupCounts(
                    role_id,
                    total[r, :, 0],
                    total[r][:, keep],
                    mean[r, keep],
                    strength[r, keep],
                    years[role_id],
                )
                for r, role_id in enumerate(self.role_ids)
            ),
        )

    def postings(self, role_id: str) -> dict[str, int]:
        """Postings of one role in the slice by collection."""
        import numpy as np

        role = self.role_ids.index(role_id)
        found = {}
        for (collection, measure), number in self._sets.items():
            if measure == "posting":
                here = (self._columns["set"] == number) & (self._columns["role"] == role)
                if n := int(np.sum(self._columns["k"][here])):
                    found[collection] = n
        return found

    def employers(self) -> dict[str, dict[str, int]]:
        """Distinct employers by role id and collection in the slice."""
        condition, values = where(self.filters, "e")
        marks = ", ".join("?" * len(self.role_ids))
        found: dict[str, dict[str, int]] = {role_id: {} for role_id in self.role_ids}
        for role_id, collection, n in self.release.rows(
            "SELECT e.role_id, e.collection, count(DISTINCT e.employer_hash) FROM employers e"
            f" WHERE e.role_id IN ({marks}){condition} GROUP BY ALL ORDER BY ALL",
            (*self.role_ids, *values),
            tables=("employers",),
        ):
            found[role_id][collection] = int(n)
        return found
