"""Blocks that draw pay: distributions, the ladder, ranked countries and the trend.

Every chart has one axis, in ``unit``: '<ISO 4217 in lower case>_year' ('usd_year', 'eur_year'),
'usd_ppp_year' (dollars of United States prices) or, for a trend, 'percent'. The figures on it carry the
same unit. What a value is (posted, observed or modelled) is never said here: ``model.nature`` tells it from
the figure, so that no chart can contradict the papers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PayRow:
    """One distribution of pay a year, in the chart's unit: ids of quantile figures and a histogram to draw.

    ``quantiles`` maps 'p10', 'p25', 'p50', 'p75', 'p90' to figure ids (any may be missing).
    ``histogram`` holds (low, high, share) bins; empty where only quantiles are published.
    ``kind`` is 'advertised', 'official' or 'survey' and is always shown.
    ``width`` is the figure of how wide one employer's range is: shown apart from the spread between jobs.
    """

    label: str
    kind: str
    quantiles: tuple[tuple[str, str], ...]
    histogram: tuple[tuple[float, float, float], ...] = ()
    role_index: int = 0
    width: str | None = None


@dataclass(frozen=True, slots=True)
class PayChart:
    """Distributions of pay on one axis."""

    caption: str
    rows: tuple[PayRow, ...]
    note: str = ""
    unit: str = "usd_year"


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder of levels, lowest first: ('Individual contributors', ('Entry', 'Mid', 'Senior'))."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LadderSeries:
    """One role's figures along the ladders: (level label, figure id; None where there is no evidence).

    A level that the role does not have at all may be left out.
    """

    label: str
    points: tuple[tuple[str, str | None], ...]
    role_index: int = 0


@dataclass(frozen=True, slots=True)
class LadderChart:
    """Pay by level: a row a level, a dot with its interval a role, the ladders apart but on one axis."""

    caption: str
    ladders: tuple[Ladder, ...]
    series: tuple[LadderSeries, ...]
    note: str = ""
    unit: str = "usd_year"


@dataclass(frozen=True, slots=True)
class BarRow:
    """One ranked item: its figure and, where there is one, a second figure to draw as a tick.

    A second figure in another unit than the axis stands in words only (dollars of United States prices
    share an axis with dollars: in the United States the two are the same).
    """

    label: str
    figure: str | None
    second: str | None = None
    role_index: int = 0


@dataclass(frozen=True, slots=True)
class RankedBars:
    """Items in the given order, a bar each from zero; ``second`` says what the ticks are ('at US prices')."""

    caption: str
    rows: tuple[BarRow, ...]
    note: str = ""
    unit: str = "usd_year"
    second: str = "at US prices"


@dataclass(frozen=True, slots=True)
class TrendSeries:
    """One line: (period '2024' or '2024-05', figure id; None where the period has no figure)."""

    label: str
    points: tuple[tuple[str, str | None], ...]
    role_index: int = 0


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Lines over time with intervals. ``breaks`` holds (period, why): what is before it is another measure."""

    caption: str
    series: tuple[TrendSeries, ...]
    breaks: tuple[tuple[str, str], ...] = ()
    unit: str = "percent"
    note: str = ""
