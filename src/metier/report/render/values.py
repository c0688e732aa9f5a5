"""Where a figure becomes text: the one place, so that every surface shows the same value.

How each unit is shown:

==============  ==========================  ======================================================
unit            stored as                   shown as
==============  ==========================  ======================================================
share           fraction (0.41)             41 %; <1 % and >99 % near the ends
points          fraction (0.12)             +12 points (of a hundred)
percent         per cent (15.2)             +15.2 %
usd_year        dollars (175140)            $175,140 where the producer published the amount;
                                            $198k, $1.25 million where we counted or estimated it
usd_hour        dollars (61.4)              $61.40 an hour
count           number (1204)               1,204
thousand        thousands (267.7)           267.7 thousand
score_1_5       score (3.94)                3.9 of 5 (score_0_7, score_0_100 ... alike)
years           years (3.0)                 3 years
ratio           number (1.234)              1.23
==============  ==========================  ======================================================

Other currencies and periods follow the same pattern (``gbp_month``). Only the dollar of the United States,
the euro and the pound have signs; every other currency is named by its code (CHF 120k, INR 2.91 million),
because ``$``, ``¥`` or ``kr`` stand for several. ``usd_ppp_year`` is dollars of United States prices.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from metier.model import BLANK, Figure, Status
from metier.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = tuple[str, str]  # the number, and the suffix that two bounds of an interval share
    Formatter = Callable[[float], Parts]

MINUS = "−"
_SYMBOLS = {"usd": "$", "gbp": "£", "eur": "€"}
_NAMES = {"usd": "US dollars", "gbp": "pounds sterling", "eur": "euros"}
_SCORE = re.compile(r"score_(\d+)_(\d+)")
_MONEY = re.compile(r"([a-z]{3})(_ppp)?_(year|month|week|day|hour)")
_DECIMALS = 6
_SMALL = 1e-3  # under it six decimals would lose what the number says
_CHANGE = ("difference", "gap", "change")
_WHOLE = (Status.PUBLISHED, Status.TOP_CODED)  # the producer's own amounts are shown in full


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


def exact(value: float) -> float:
    """A number as programs are given it: without the noise of binary fractions, to six decimals at most.

    >>> exact(124999.99999999991), exact(0.1 + 0.2), exact(1.23456789e-7)
    (125000.0, 0.3, 1.23456789e-07)
    """
    plain = float(f"{value:.12g}")
    return round(plain, _DECIMALS) if abs(plain) >= _SMALL else plain


def symbol(code: str) -> str:
    """What stands before an amount of a currency: its sign, or its code and a space.

    >>> symbol("eur"), symbol("chf")
    ('€', 'CHF ')
    """
    return _SYMBOLS.get(code, code.upper() + " ")


def _size(size: float, *, whole: bool) -> Parts:
    """An amount without sign or currency: in full, in thousands (k), or in millions and more with three digits.

    >>> _size(98_400, whole=True), _size(98_400, whole=False), _size(2_914_000, whole=False)
    (('98,400', ''), ('98k', ''), ('2.91', ' million'))
    """
    if whole or size < 10_000:
        return f"{size:,.0f}", ""
    if size < 999_500:
        return f"{size / 1000:,.0f}k", ""
    unit, word = (1e9, " billion") if size >= 999_500_000 else (1e6, " million")
    amount = size / unit
    text = f"{amount:,.{2 if amount < 9.995 else 1 if amount < 99.95 else 0}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text, word


def _money(unit: re.Match[str], *, whole: bool, plus: bool) -> Formatter:
    """Money: whole where published, shortened where counted or estimated, cents by the hour."""
    code, ppp, period = unit.groups()
    tail = ("" if period == "year" else f" {'an' if period == 'hour' else 'a'} {period}") + (
        " at US prices" if ppp else ""
    )

    def format_money(value: float) -> Parts:
        sign = MINUS if value < 0 else "+" if plus and value > 0 else ""
        if period == "hour":
            return f"{sign}{symbol(code)}{abs(value):,.2f}", tail
        number, word = _size(abs(value), whole=whole)
        return f"{sign}{symbol(code)}{number}", word + tail

    return format_money


def short_amount(value: float, unit: str) -> str:
    """A round value of an axis in few letters: '$50k', 'INR 2.5m', '+10 %'; the bare number for other units.

    >>> [short_amount(v, "usd_year") for v in (0, 50_000, -1_500_000)], short_amount(10, "percent")
    (['$0', '$50k', '−$1.5m'], '+10 %')
    """
    if unit == "percent":
        return f"{_number(value, 0 if value == round(value) else 1, plus=True)} %" if value else "0 %"
    money = _MONEY.fullmatch(unit)
    scale, letter = next(((s, x) for s, x in ((1e9, "bn"), (1e6, "m"), (1e3, "k")) if abs(value) >= s), (1.0, ""))
    sign = MINUS if value < 0 else ""
    return f"{sign}{symbol(money[1]) if money else ''}{abs(value) / scale:,.6g}{letter}"


def unit_in_words(unit: str) -> str:
    """What an axis measures: 'US dollars a year', 'CHF a year', 'per cent'.

    >>> unit_in_words("eur_year"), unit_in_words("usd_ppp_year")
    ('euros a year', 'US dollars a year at US prices')
    """
    money = _MONEY.fullmatch(unit)
    if money is None:
        return "per cent" if unit == "percent" else unit.replace("_", " ")
    name = _NAMES.get(money[1], money[1].upper())
    return f"{name} {'an' if money[3] == 'hour' else 'a'} {money[3]}{' at US prices' if money[2] else ''}"


_PLAIN: dict[str, Formatter] = {
    "share": _share,
    "points": _points,
    "percent": _percent,
    "years": _years,
    "year": _years,
    "count": _count,
    "thousand": lambda value: (_number(value, 1), " thousand"),
    "ratio": lambda value: (_number(value, 2), ""),
}


def _formatter(figure: Figure) -> Formatter:
    return _PLAIN.get(figure.unit) or _of_unit(figure.unit, figure.status in _WHOLE, _is_change(figure.measure))


@lru_cache(256)
def _of_unit(unit: str, whole: bool, change: bool) -> Formatter:
    """How values of a unit that has parts are written; of money, whether in full and with a plus."""
    if score := _SCORE.fullmatch(unit):
        return lambda value: (_number(value, 1), f" of {score[2]}")
    if money := _MONEY.fullmatch(unit):
        return _money(money, whole=whole, plus=change)
    words = unit.replace("_", " ").strip()
    return lambda value: (_number(value, 0 if value == round(value) else 2), f" {words}" if words else "")


@lru_cache(1024)
def _is_change(measure: str) -> bool:
    return any(word in measure for word in _CHANGE)


def reason(figure: Figure) -> str:
    """Why a figure has no value, in words: 'too few postings', 'not published', 'not covered'."""
    return _too_few(figure.n_of) if figure.status is Status.TOO_FEW else figure.status.value.replace("_", " ")


@lru_cache(256)
def _too_few(of: str | None) -> str:
    return f"too few {re.split(r' of | [(]', of or 'records')[0]}"


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
    return "" if figure.n is None else counted(figure.n, figure.n_of or "")


def axis_percent(value: float) -> float:
    """A share as a place on an axis from 0 to 100, kept on the axis.

    >>> axis_percent(0.415), axis_percent(-0.1)
    (41.5, 0.0)
    """
    return round(min(max(value, 0.0), 1.0) * 100, 2) if math.isfinite(value) else 0.0
