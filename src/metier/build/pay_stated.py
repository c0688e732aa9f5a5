"""Which stated pay can be believed: dollars that may not be US dollars, amounts far from all others, pay in texts."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from metier.build.annualise import believable, per_year
from metier.vocabulary import rule

OWN_DOLLAR = frozenset({"AU", "CA", "HK", "NZ", "SG"})
"""Countries whose own money is written "$" too and is worth about as much, so that size does not tell them apart."""
UNSURE_DOLLAR = "stated in dollars where the local money is written $ too: currency unsure"
FAR_OFF = "pay left out: many times what others state in the same country"
TOP_ALONE = "pay in the text left out: only a highest amount is stated"
TOO_WIDE = "pay in the text left out: range too wide to be one job"
PAY_COLUMNS = (
    "pay_kind", "pay_low_usd_year", "pay_high_usd_year", "pay_low", "pay_high", "pay_currency", "pay_period",
)  # fmt: skip

Dropped = Counter[tuple[str, str]]
"""Statements set aside, by collection and reason."""


def unsure_dollar(currency: str | None, country: str | None) -> bool:
    """Whether "USD" may be a producer's reading of a plain "$" that meant the country's own dollar.

    >>> unsure_dollar("USD", "CA"), unsure_dollar("CAD", "CA"), unsure_dollar("USD", "DE")
    (True, False, False)
    """
    return currency == "USD" and country in OWN_DOLLAR


def pay_from_texts(postings: pa.Table, readings: pa.Table) -> tuple[pa.Table, Dropped]:
    """The postings with pay from their text where the producer gives none, and what the texts state in vain.

    Dollars a year of other currencies stay null: ``metier.build.exchange.restated`` fills them in. A posting without
    a producer's pay and with a believable range in its text states that range.
    """
    at = {posting: row for row, posting in enumerate(readings["posting_id"].to_pylist())}
    pays = readings["pay"].to_pylist()
    dropped: Dropped = Counter()
    columns = {name: postings[name].to_pylist() for name in PAY_COLUMNS}
    collections = postings["collection"].to_pylist()
    for row, posting in enumerate(postings["posting_id"].to_pylist()):
        found = pays[at[posting]] if posting in at else None
        if found is None or columns["pay_kind"][row] is not None:
            continue
        low, high = found["min"], found["max"]
        if low is None:
            dropped[collections[row], TOP_ALONE] += 1
        elif not believable(low, high):
            dropped[collections[row], TOO_WIDE] += 1
        else:
            dollars = found["currency"] == "USD"
            stated = (
                "advertised",
                per_year(low, found["period"]) if dollars else None,
                per_year(high, found["period"]) if dollars else None,
                low, high, found["currency"], found["period"],
            )  # fmt: skip
            for name, value in zip(PAY_COLUMNS, stated, strict=True):
                columns[name][row] = value
    return _with_columns(postings, columns), dropped


def without_far_off(postings: pa.Table) -> tuple[pa.Table, Dropped]:
    """The postings without pay that is many times the middle of its collection and country, and how many had it.

    Countries with too few statements to have a middle of their own are taken together. Such pay is another currency,
    a month as a year, or a digit too many: 890,000 "dollars" in Pretoria. Only the high side is judged: pay that is
    low for its country is part-time, training or wages of another state.
    """
    low, high = postings["pay_low_usd_year"].to_pylist(), postings["pay_high_usd_year"].to_pylist()
    where = list(zip(postings["collection"].to_pylist(), postings["country"].to_pylist(), strict=True))
    least = rule("pay.least_of_country")
    number = Counter(place for place, bottom in zip(where, low, strict=True) if bottom is not None)
    where = [(collection, country if number[collection, country] >= least else "") for collection, country in where]
    stated: dict[tuple[str, str | None], list[float]] = {}
    for place, bottom, top in zip(where, low, high, strict=True):
        if bottom is not None and top is not None:
            stated.setdefault(place, []).append((bottom * top) ** 0.5)
    most = {
        place: sorted(amounts)[len(amounts) // 2] * rule("pay.farthest_from_country")
        for place, amounts in stated.items()
        if place[1] is not None and len(amounts) >= least
    }
    dropped: Dropped = Counter()
    far = []
    for place, bottom, top in zip(where, low, high, strict=True):
        off = place in most and bottom is not None and top is not None and (bottom * top) ** 0.5 > most[place]
        far.append(off)
        if off:
            dropped[place[0], FAR_OFF] += 1
    mask = pa.array(far, pa.bool_())
    for name in PAY_COLUMNS:
        column = postings[name].combine_chunks()
        cleared = pc.if_else(mask, pa.scalar(None, column.type), column)
        postings = postings.set_column(postings.column_names.index(name), postings.schema.field(name), cleared)
    return postings, dropped


def _with_columns(postings: pa.Table, columns: dict[str, list[object]]) -> pa.Table:
    for name, values in columns.items():
        field = postings.schema.field(name)
        postings = postings.set_column(postings.column_names.index(name), field, pa.array(values, field.type))
    return postings
