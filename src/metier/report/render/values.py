"""Where a figure becomes text: the one place, so that every surface shows the same value.

How each unit is shown:

==============  ==========================  ======================================================
unit            stored as                   shown as
==============  ==========================  ======================================================
share           fraction (0.41)             41 %; <1 % and >99 % near the ends
points          fraction (0.12)             +12 points (of a hundred)
percent         per cent (15.2)             +15.2 %
usd_year        dollars (175140)            $175,140 where the producer published the amount;
                                            $198k where we counted or estimated it from many
usd_hour        dollars (61.4)              $61.40 an hour
count           number (1204)               1,204
thousand        thousands (267.7)           267.7 thousand
score_1_5       score (3.94)                3.9 of 5 (score_0_7, score_0_100 ... alike)
years           years (3.0)                 3 years
ratio           number (1.234)              1.23
==============  ==========================  ======================================================

Other currencies and periods follow the same pattern (``gbp_month``; ``usd_ppp_year`` is purchasing power).
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from metier.model import BLANK, Figure, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = tuple[str, str]  # the number, and the suffix that two bounds of an interval share
    Formatter = Callable[[float], Parts]

MINUS = "−"
_SYMBOLS = {"usd": "$", "gbp": "£", "eur": "€"}
_SCORE = re.compile(r"score_(\d+)_(\d+)")
_MONEY = re.compile(r"([a-z]{3})(_ppp)?_(year|month|week|day|hour)")
_CHANGE = ("difference", "gap", "change")


def _number(value: float, decimals: int = 0, *, plus: bool = False) -> str:
    """A number with thousands separators and a true minus sign.

    >>> _number(-1234.56, 1), _number(0.04, 1, plus=True), _number(12, plus=True)
    ('−1,234.6', '0.0', '+12')
    """
    text = f"{abs(value):,.{decimals}f}"
    if not text.strip("0.,"):
        return text
    return (MINUS if value < 0 else "+" if plus else "") + text


def _share(value: float) -> Parts:
    percent = value * 100
    if 0 < percent < 0.5:
        return "<1", " %"
    if 99.5 <= percent < 100:
        return ">99", " %"
    return _number(percent), " %"


def _points(value: float) -> Parts:
    points = value * 100
    if 0 < abs(points) < 0.5:
        return "<1", " point"
    return _number(points, plus=True), " point" if round(abs(points)) == 1 else " points"


def _percent(value: float) -> Parts:
    return _number(value, 1, plus=True), " %"


def _years(value: float) -> Parts:
    return _number(value, 0 if value == round(value) else 1), " year" if value == 1 else " years"


def _count(value: float) -> Parts:
    return _number(value, 0 if value == round(value) else 1), ""


def _money(unit: re.Match[str], figure: Figure) -> Formatter:
    """Money: whole where published, thousands (k) where counted or estimated, cents by the hour."""
    code, ppp, period = unit.groups()
    symbol = _SYMBOLS.get(code, code.upper() + " ")
    published = figure.status in (Status.PUBLISHED, Status.TOP_CODED)
    plus = any(word in figure.measure for word in _CHANGE)
    tail = ("" if period == "year" else f" {'an' if period == 'hour' else 'a'} {period}") + (
        " at purchasing power" if ppp else ""
    )

    def format_money(value: float) -> Parts:
        sign = MINUS if value < 0 else "+" if plus and value > 0 else ""
        size = abs(value)
        if period == "hour":
            return f"{sign}{symbol}{size:,.2f}", tail
        if published or size < 10_000:
            return f"{sign}{symbol}{size:,.0f}", tail
        return f"{sign}{symbol}{size / 1000:,.0f}k", tail

    return format_money


def _formatter(figure: Figure) -> Formatter:
    unit = figure.unit
    plain: dict[str, Formatter] = {
        "share": _share,
        "points": _points,
        "percent": _percent,
        "years": _years,
        "year": _years,
        "count": _count,
        "thousand": lambda value: (_number(value, 1), " thousand"),
        "ratio": lambda value: (_number(value, 2), ""),
    }
    if unit in plain:
        return plain[unit]
    if score := _SCORE.fullmatch(unit):
        return lambda value: (_number(value, 1), f" of {score[2]}")
    if money := _MONEY.fullmatch(unit):
        return _money(money, figure)
    words = unit.replace("_", " ").strip()
    return lambda value: (_number(value, 0 if value == round(value) else 2), f" {words}" if words else "")


def reason(figure: Figure) -> str:
    """Why a figure has no value, in words: 'too few postings', 'not published', 'not covered'."""
    if figure.status is Status.TOO_FEW:
        return f"too few {(figure.n_of or 'records').split(' of ')[0]}"
    return figure.status.value.replace("_", " ")


def show(figure: Figure) -> str:
    """The value of a figure as text, with its unit; the reason in words where there is none."""
    if figure.value is None or figure.status in BLANK:
        return reason(figure)
    number, suffix = _formatter(figure)(figure.value)
    return ("at least " if figure.status is Status.TOP_CODED else "") + number + suffix


def show_interval(figure: Figure) -> str:
    """The bounds of a figure's interval as text ('74 to 81 %'); '' where it has none."""
    if figure.interval is None or figure.value is None:
        return ""
    as_text = _formatter(figure)
    low, low_suffix = as_text(figure.interval.low)
    high, high_suffix = as_text(figure.interval.high)
    same = low_suffix in (high_suffix, high_suffix.removesuffix("s"))
    return f"{low}{'' if same else low_suffix} to {high}{high_suffix}"


def show_n(figure: Figure) -> str:
    """What a figure rests on: '1,204 postings'; '' where it is not known."""
    return "" if figure.n is None else f"{figure.n:,} {figure.n_of}"


def axis_percent(value: float) -> float:
    """A share as a place on an axis from 0 to 100, kept on the axis.

    >>> axis_percent(0.415), axis_percent(-0.1)
    (41.5, 0.0)
    """
    return round(min(max(value, 0.0), 1.0) * 100, 2) if math.isfinite(value) else 0.0
