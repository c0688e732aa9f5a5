"""Mean exchange rates a year: of the ECB's daily reference rates, and where it has none of the Federal Reserve."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.exchange_rates import AnnualMean, ecb_means, fed_annual
from metier.build.sources.tables import rows_to_table
from metier.model import Origin

ECB, FED = "ecb-reference-rates", "fed-h10"
FIRST_YEAR = 1999  # the euro's first: the ECB's rates begin there


def read_exchange_rates(sources: Path, progress: Callable[[str], None]) -> SourceRead:
    """Table ``exchange_rates``: units per US dollar by currency and year, with the days that the mean is over."""
    ecb_path, fed_path = sources / "fx" / "eurofxref-hist.csv.gz", sources / "fx" / "fx_annual_fed_h10.csv"
    ecb, fed = ecb_means(ecb_path), fed_annual(fed_path)
    rows = [_row(*key, mean) for key, mean in ecb.items()]
    rows += [
        {
            "currency": currency,
            "year": year,
            "per_usd": rate,
            "days": None,
            "last_day": f"{year}-12-31",
            "origin_id": FED,
        }
        for (currency, year), rate in fed.items()
        if (currency, year) not in ecb and year >= FIRST_YEAR
    ]
    progress(f"Exchange rates: {len(rows):,} currencies and years")
    last = max(mean.last_day for mean in ecb.values())
    origins = (
        Origin(
            origin_id=ECB,
            producer="European Central Bank",
            title="Euro foreign exchange reference rates: annual means, as cross rates to the US dollar",
            version=last,
            licence="free reuse with source",
            citation=f"European Central Bank, euro foreign exchange reference rates to {last}; annual means by metier.",
            url="https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/",
            period=f"{FIRST_YEAR} to {last}",
            date_published=last,
            files=((ecb_path.name, sha256_of(ecb_path)),),
            rows_read=len(ecb),
            rows_kept=len(ecb),
        ),
        Origin(
            origin_id=FED,
            producer="Board of Governors of the Federal Reserve System",
            title="Foreign exchange rates (H.10), annual",
            version=str(max(year for _, year in fed)),
            licence="PDDL",
            citation="Board of Governors of the Federal Reserve System (US), foreign exchange rates (H.10), annual.",
            url="https://www.federalreserve.gov/releases/h10/",
            period=f"1971 to {max(year for _, year in fed)}",
            files=((fed_path.name, sha256_of(fed_path)),),
            rows_read=len(fed),
            rows_kept=len(rows) - len(ecb),
        ),
    )
    return SourceRead(origins, {"exchange_rates": rows_to_table("exchange_rates", rows)})


def _row(currency: str, year: int, mean: AnnualMean) -> dict[str, object]:
    return {
        "currency": currency,
        "year": year,
        "per_usd": mean.per_usd,
        "days": mean.days,
        "last_day": mean.last_day,
        "origin_id": ECB,
    }
