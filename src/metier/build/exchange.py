"""Stated pay in US dollars at one rule: the mean market rate of the year in which it was stated."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from metier.build.annualise import periods_per_year

KEPT_DOLLARS = "pay kept in the producer's dollars: no market rate of its currency for its year"


def restated(postings: pa.Table, rates: pa.Table) -> tuple[pa.Table, Counter[tuple[str, str]]]:
    """The postings with pay a year in US dollars from the amount as stated, and how many could not be restated.

    Dollars a year = amount x periods a year / units per dollar of table ``exchange_rates`` in the posting's year.
    Producers convert as they please: one has the euro at 0.95 a dollar in all of 2025, when its mean was 0.89.
    Without a rate the producer's own dollars stay, counted by (collection, reason). Amounts stated in dollars, and
    amounts of which the currency is not known, stay as they are.
    """
    foreign = pc.fill_null(
        pc.and_(pc.is_valid(postings["pay_low"]), pc.not_equal(postings["pay_currency"], "USD")), False
    )
    factor, unknown = _factors(postings.filter(foreign), rates)
    for name in ("low", "high"):
        stated = postings.filter(foreign)[f"pay_{name}"].combine_chunks()
        dollars = postings[f"pay_{name}_usd_year"].combine_chunks()
        own = dollars.filter(foreign.combine_chunks())
        new = pc.coalesce(pc.multiply(stated, factor), own)
        column = pc.replace_with_mask(dollars, foreign.combine_chunks(), new)
        postings = postings.set_column(
            postings.column_names.index(f"pay_{name}_usd_year"), f"pay_{name}_usd_year", column
        )
    return postings, unknown


def _factors(foreign: pa.Table, rates: pa.Table) -> tuple[pa.Array, Counter[tuple[str, str]]]:
    """Dollars a year for each unit stated, null without a rate, and what has none."""
    names = ("currency", "year", "per_usd")
    known = {(row["currency"], row["year"]): row["per_usd"] for row in rates.select(names).to_pylist()}
    factors: list[float | None] = []
    unknown: Counter[tuple[str, str]] = Counter()
    for row in foreign.select(["collection", "pay_currency", "pay_period", "year"]).to_pylist():
        rate = known.get((row["pay_currency"], row["year"]))
        factors.append(None if rate is None else periods_per_year(row["pay_period"]) / rate)
        if rate is None:
            unknown[row["collection"], KEPT_DOLLARS] += 1
    return pa.array(factors, pa.float64()), unknown
