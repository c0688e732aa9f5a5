"""Pay that boards publish as fields reads back from sentences in the ways boards write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from metier.build.annualise import believable, period_of
from metier.reading.pay import read_pay
from metier.reading.pay_periods import PERIODS, Period, is_believable
from metier.reading.sections import read_sections

SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "CAD": "CA$", "AUD": "A$", "BRL": "R$", "SGD": "S$"}
SENTENCES = (
    "The base salary range for this role is {low} - {high} per {period}.",
    "Compensation: {low}–{high} / {period} + equity + bonus",
    "In addition to a bonus of up to 15%, the salary is between {low} and {high} a {period}, plus benefits.",
    "Pay\n\n{low} to {high} {code} a {period}\n\nBenefits",
)


@pytest.mark.shared
def test_published_ranges_read_back(shared: Path) -> None:
    import duckdb

    jobs = shared / "postings" / "ats-radar-2026" / "jobs" / "*" / "part.parquet"
    rows = duckdb.execute(
        "select currency_original, salary_interval_orig, min(salary_min_orig), max(salary_max_orig) "
        "from read_parquet(?, union_by_name = true) where has_salary group by apply_url, 1, 2 order by apply_url",
        [str(jobs)],
    ).fetchall()
    wrong = []
    read = 0
    for at, (code, interval, low, high) in enumerate(rows):
        period = period_of(interval)
        if code is None or not _possible(low, high, period):
            continue
        sign = SIGNS.get(code, f"{code} ")
        ends = (f"{sign}{low:,.2f}", f"{sign}{high:,.2f}")
        sentence = SENTENCES[at % len(SENTENCES)].format(low=ends[0], high=ends[1], code=code, period=period)
        pay = read_pay(read_sections(f"We raised $20M and grew revenue by $5M.\n{sentence}"))
        read += 1
        if pay is None or (pay.minimum, pay.maximum, pay.currency, pay.period) != (low, high, code, period):
            wrong.append(sentence)
    assert read > 1_000
    assert len(wrong) <= read / 500, wrong[:5]


def _possible(low: float | None, high: float | None, period: str | None) -> bool:
    """Whether the published range is no slip: boards put pesos under USD."""
    named: Period | None = next((known for known in PERIODS if known == period), None)
    if low is None or high is None or named is None or not believable(low, high):
        return False
    return is_believable(low, named, 1) and is_believable(high, named, 1)
