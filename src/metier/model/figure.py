"""A figure: one number that may be shown, with its papers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Why a value is, or is not, there. A figure has exactly one."""

    PUBLISHED = "published"  # the producer's own value
    MEASURED = "measured"  # counted by us from postings
    ESTIMATED = "estimated"  # a model's value, such as a shrunk share
    TOP_CODED = "top_coded"  # a lower bound ("#" in wage tables)
    NOT_PUBLISHED = "not_published"  # withheld or left blank by the producer
    TOO_FEW = "too_few"  # under our own stated minimum
    NOT_COVERED = "not_covered"  # the source does not cover it


BLANK = (Status.NOT_PUBLISHED, Status.TOO_FEW, Status.NOT_COVERED)  # three are found sooner by sight than by hash


class Flag(StrEnum):
    """A warning that travels with a value. A figure has any number of them."""

    LOW_PRECISION = "low_precision"  # the producer marks it, or the interval is wide
    SMALL_SAMPLE = "small_sample"
    PROXY = "proxy"  # stands in for a concept that was not measured
    MAPPED_CLOSE = "mapped_close"  # crosses a link that is not exact
    LOWER_BOUND = "lower_bound"
    CLUSTERS_UNKNOWN = "clusters_unknown"  # employers not recorded: interval may be narrow
    OLD = "old"  # the described period ended more than two years before the release


@dataclass(frozen=True, slots=True)
class Interval:
    """Uncertainty of an estimate: bounds in the figure's unit, level in (0, 1), kind of interval."""

    low: float
    high: float
    level: float
    kind: str  # "posterior" | "cluster-robust" | "order-statistic" | "producer" ...

    def __post_init__(self) -> None:
        if not (self.low <= self.high and 0 < self.level < 1):
            raise ValueError(f"not an interval: {self.low}..{self.high} at {self.level}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number that may be shown. Unit, method and origins are never optional.

    ``id`` is readable and can be computed again from the release alone:
    ``measure/role[~role][+other role]/item@filter=value,...`` (docs/decisions/0003).
    """

    id: str
    measure: str
    label: str  # what the number is, in plain words
    unit: str  # share | points | usd_year | usd_hour | count | thousand | percent | score_1_5 | ...
    value: float | None
    status: Status
    period: str  # what the number describes, not when it was fetched
    place: str
    origins: tuple[str, ...]
    method: str  # "statistics.shares.posterior@1"
    n: int | None = None
    n_of: str | None = None  # postings | employers | raters | amounts | ...
    looked_at: int | None = None  # records searched to find those n, where not every one could be read
    looked_at_of: str | None = None  # postings with a text | postings
    interval: Interval | None = None
    no_interval: str | None = None  # the reason, where there is none
    filters: tuple[tuple[str, str], ...] = ()
    flags: frozenset[Flag] = frozenset()
    inputs: tuple[tuple[str, float | int | str], ...] = ()  # the counts or cells it was made from
    parts: tuple[str, ...] = ()  # ids of the figures that it was made from
    note: str = ""

    def __post_init__(self) -> None:
        if not self.origins:
            raise ValueError(f"{self.id}: a figure needs at least one origin")
        if (self.value is None) != (self.status in BLANK):
            raise ValueError(f"{self.id}: value {self.value!r} contradicts status {self.status}")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"{self.id}: {self.value!r} is not a finite number")
        if (self.n is None) != (self.n_of is None):
            raise ValueError(f"{self.id}: n and n_of go together")
        if (self.looked_at is None) != (self.looked_at_of is None):
            raise ValueError(f"{self.id}: looked_at and looked_at_of go together")
        if self.looked_at is not None and self.looked_at < (self.n or 0):
            raise ValueError(f"{self.id}: {self.n} of {self.looked_at} records cannot have been read")
        if self.value is not None and (self.interval is None) == (self.no_interval is None):
            raise ValueError(f"{self.id}: give an interval or say why there is none")
