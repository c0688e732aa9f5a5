"""What an amount of pay is: posted in advertisements, observed as really paid, or modelled.

The three are told apart from a figure's own papers (docs/decisions/0020-natures-of-pay.md).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from metier.model.figure import Figure, Status


class Nature(StrEnum):
    """Where an amount of pay comes from."""

    POSTED = "posted"  # what advertisements state
    OBSERVED = "observed"  # what is really paid: official statistics, answers to surveys
    MODELLED = "modelled"  # estimated, or pooled with similar jobs


_MONEY = re.compile(r"[a-z]{3}(_ppp)?_(year|month|week|day|hour)")
_OBSERVED = frozenset({"pay_survey", "wage", "prevailing_wage"})
_POSTED = frozenset({"pay_advertised"})
_NEITHER = frozenset({"pay_as_published"})  # a check on a file that mixes kinds: no answer about pay


@lru_cache(1024)
def is_money(unit: str) -> bool:
    """Whether a unit is an amount of money for a period of work.

    >>> is_money("eur_year"), is_money("usd_ppp_year"), is_money("score_1_5")
    (True, True, False)
    """
    return _MONEY.fullmatch(unit) is not None


def nature(figure: Figure) -> Nature | None:
    """What an amount of pay is; None for any number that is no amount of pay.

    An estimate is modelled whatever it was made from. A converted amount (another currency, United
    States prices) is what the amount was that it was made from.
    """
    if not is_money(figure.unit):
        return None
    measures = [figure.measure.split(".")[0], *(part.split("/")[0].split(".")[0] for part in figure.parts)]
    if measures[0] in _NEITHER:
        return None
    if figure.status is Status.ESTIMATED:
        return Nature.MODELLED
    for measure in measures:
        if measure in _OBSERVED:
            return Nature.OBSERVED
        if measure in _POSTED:
            return Nature.POSTED
    return Nature.OBSERVED if figure.status in (Status.PUBLISHED, Status.TOP_CODED) else Nature.POSTED
