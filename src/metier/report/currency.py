"""The currency that a person means, among those with a published exchange rate."""

from __future__ import annotations

from metier.errors import UnknownFilter
from metier.release.prices import currencies
from metier.release.reader import Release
from metier.report.spelling import nearest
from metier.report.words import listed

DOLLAR = "USD"
NAMES = {
    "US dollar": DOLLAR, "dollar": DOLLAR, "$": DOLLAR, "euro": "EUR", "€": "EUR", "pound": "GBP",
    "British pound": "GBP", "pound sterling": "GBP", "sterling": "GBP", "£": "GBP", "Swiss franc": "CHF",
    "franc": "CHF", "Canadian dollar": "CAD", "CA$": "CAD", "C$": "CAD", "Australian dollar": "AUD", "A$": "AUD",
    "AU$": "AUD", "New Zealand dollar": "NZD", "Singapore dollar": "SGD", "S$": "SGD", "Hong Kong dollar": "HKD",
    "Indian rupee": "INR", "rupee": "INR", "₹": "INR", "zloty": "PLN", "złoty": "PLN", "yen": "JPY", "¥": "JPY",
    "renminbi": "CNY", "yuan": "CNY", "Swedish krona": "SEK", "Norwegian krone": "NOK", "Danish krone": "DKK",
    "Brazilian real": "BRL", "real": "BRL", "Mexican peso": "MXN", "Philippine peso": "PHP", "shekel": "ILS",
    "rand": "ZAR", "forint": "HUF", "Czech koruna": "CZK", "koruna": "CZK", "leu": "RON", "Turkish lira": "TRY",
    "lira": "TRY", "won": "KRW", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "Taiwan dollar": "TWD",
}  # fmt: skip


def find_currency(release: Release, text: str) -> str:
    """The ISO 4217 code of a currency by code, sign or English name.

    Raises UnknownFilter, with the nearest names, for a currency that is not known or has no rate any more.
    """
    newest = currencies(release)
    last = max(newest.values())
    quoted = [code for code, year in newest.items() if year >= last - 1]
    by_name = {code.casefold(): code for code in newest} | {name.casefold(): code for name, code in NAMES.items()}
    plain = " ".join(text.split()).casefold()
    meant = by_name.get(plain) or by_name.get(plain.removesuffix("s"))
    if meant in quoted:
        return meant
    if meant is not None:
        raise UnknownFilter(
            f"{meant} has had no published exchange rate since {newest.get(meant, 'the euro began')}.",
            hint=f"Currencies with a rate: {listed(quoted)}.",
        )
    raise UnknownFilter(f"No currency is called {text!r}.", hint=_nearest(plain, by_name, quoted))


def _nearest(plain: str, by_name: dict[str, str], quoted: list[str]) -> str:
    found = nearest(plain, [name for name, code in by_name.items() if code in quoted])
    near = dict.fromkeys(by_name[name] for name in found)
    if near:
        return f"Did you mean {listed(list(near), 'or')}?"
    return f"Write a three-letter code. With a rate: {listed(quoted)}."
