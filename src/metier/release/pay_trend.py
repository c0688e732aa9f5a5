"""How stated pay changed from year to year and month to month, as a release has it."""

from __future__ import annotations

from dataclasses import dataclass

from metier.model import Role
from metier.release.reader import Release, remembered

ALL = "all"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period: log pay less that of the series' newest period at one mix of jobs, with its 95 % interval."""

    period: str  # 2024 | 2024-09
    statements: int
    employers: int  # 0: not recorded
    change_log: float
    low_log: float
    high_log: float
    break_before: str
    ends: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One series, oldest period first."""

    collection: str
    kind: str
    scope: str  # a role, 'family:<family>' or 'all'
    country: str  # '': all countries
    grain: str
    points: tuple[TrendPoint, ...]

    @property
    def employers_known(self) -> bool:
        """Whether employers are recorded, so that the intervals know of them."""
        return all(point.employers for point in self.points)

    def unbroken(self) -> tuple[TrendPoint, ...]:
        """The points from the last break on: they are measured alike."""
        last = max((i for i, point in enumerate(self.points) if point.break_before), default=0)
        return self.points[last:]


def scopes(role: Role) -> tuple[str, ...]:
    """The series that can tell of a role, the closest first: its own, its family's, all roles'."""
    return (role.role_id, f"family:{role.family}", ALL)


def trends(release: Release, scope: str) -> tuple[Trend, ...]:
    """Every series of a role, a family ('family:<family>') or all roles ('all'), in a fixed order."""
    return _trends(release).get(scope, ())


@remembered
def _trends(release: Release) -> dict[str, tuple[Trend, ...]]:
    """The whole table by scope: it is small, and one query is quicker than one a role."""
    rows = release.rows(
        "SELECT collection, kind, role_id, country, grain, period, statements, employers, change_log, low_log,"
        " high_log, break_before, ends FROM pay_trend ORDER BY role_id, collection, kind, country, grain, period",
        tables=("pay_trend",),
    )
    series: dict[tuple[str, str, str, str, str], list[TrendPoint]] = {}
    for row in rows:
        series.setdefault(row[:5], []).append(TrendPoint(*row[5:]))
    found: dict[str, tuple[Trend, ...]] = {}
    for key, points in series.items():
        found[key[2]] = (*found.get(key[2], ()), Trend(*key, tuple(points)))
    return found
