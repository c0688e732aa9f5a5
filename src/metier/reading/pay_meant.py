"""Which currency a sign means that several share, by what the posting says elsewhere and by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from metier.reading.pay_currency import DOLLAR, SHARED, WORDS, currency_of, national_currency
from metier.reading.pay_ranges import Statement

# "All amounts are in CAD."
_SAID = re.compile(
    r"\b(?:amounts?|salar(?:y|ies)|pay|compensation|figures|listed|stated|ranges?|dollars?|currency)\b[^.\d]{0,60}?"
    r"\b(?:in|currency:?|is|are) (usd|cad|aud|nzd|sgd|hkd|us dollars|canadian dollars|australian dollars|sek|nok|dkk)\b"
)
# "Canada: $90,000", "in the US, $120,000": a nation close before the amount.
_NATION = re.compile(
    r"\b(?:(?P<USD>US|USA|U\.S\.|United States)|(?P<CAD>Canad(?:a|ian))|(?P<AUD>Australian?)|(?P<NZD>New Zealand)"
    r"|(?P<SGD>Singapore)|(?P<HKD>Hong Kong))(?![\w$])"
)
_BEFORE = 60  # characters before an amount in which its nation stands
_SAID_CODES = (
    " usd",
    " cad",
    " aud",
    " nzd",
    " sgd",
    " hkd",
    " us dollars",
    " canadian",
    " australian",
    " sek",
    " nok",
    " dkk",
)


class Currencies:
    """The currencies of one text's statements; ``place`` is where the job is."""

    __slots__ = ("_found", "_low", "_place", "_said", "_text")

    def __init__(self, text: str, low: str, found: Sequence[Statement], place: str) -> None:
        self._text = text
        self._low = low
        self._found = found
        self._place = place
        self._said: frozenset[str] | None = None

    def of(self, stated: Statement) -> str | None:
        """The ISO 4217 code of a statement: as written, or as the text or the place tells; None if neither does.

        >>> from metier.reading.pay_ranges import statements
        >>> text = "In Canada: $90,000. "
        >>> found = list(statements(text, text.lower(), 0, len(text)))
        >>> Currencies(text, text.lower(), found, "Boston, MA").of(found[0])
        'CAD'
        """
        sign = stated.currency
        if len(sign) == 3:
            return sign
        if not sign:
            signs = {other.currency for other in self._found if other.currency}
            return currency_of(signs.pop(), self._place) if len(signs) == 1 else national_currency(self._place)
        near = [m.lastgroup for m in _NATION.finditer(self._text, max(0, stated.start - _BEFORE), stated.start)]
        if sign == DOLLAR and near:
            return near[-1]
        possible = set(SHARED[sign].values())
        said = self._named_for_all() & possible
        if len(said) == 1:
            return next(iter(said))
        named = {other.currency for other in self._found} & possible
        by_place = currency_of(sign, self._place)
        return named.pop() if len(named) == 1 else by_place

    def _named_for_all(self) -> frozenset[str]:
        """Currencies that the text says its amounts are in; looked for once."""
        if self._said is None:
            found = _SAID.finditer(self._low) if any(code in self._low for code in _SAID_CODES) else ()
            self._said = frozenset(WORDS[match.group(1)] for match in found)
        return self._said
