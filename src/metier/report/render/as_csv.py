"""A report's figures as CSV: every figure once, in reading order, one row each (RFC 4180)."""

from __future__ import annotations

import csv
import io

from metier.model import Figure, Report, nature
from metier.report.render.citing import citations
from metier.report.render.values import exact, reason

COLUMNS = (
    "id", "label", "value", "unit", "n", "n_of", "low", "high", "interval_level", "interval_kind", "no_interval",
    "status", "nature", "period", "place", "filters", "origins", "method", "flags", "note",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_text(text: str) -> str:
    """Text that a spreadsheet shows and never runs: a leading sign of a formula gets an apostrophe before it.

    OWASP, CSV Injection. A formula may also hide behind leading blanks.

    >>> safe_text("=1+1"), safe_text(" @x"), safe_text("Data Analyst")
    ("'=1+1", "' @x", 'Data Analyst')
    """
    begins = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if begins else text


def _number(value: float | None) -> str:
    """A number to six decimals at most; '' for none."""
    if value is None:
        return ""
    value = exact(value)
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _row(figure: Figure) -> list[str]:
    interval = figure.interval
    missing = figure.no_interval or (reason(figure) if interval is None else "")
    texts = {
        "id": figure.id,
        "label": figure.label,
        "unit": figure.unit,
        "n_of": figure.n_of or "",
        "interval_kind": interval.kind if interval else "",
        "no_interval": missing,
        "status": figure.status.value,
        "nature": nature(figure) or "",
        "period": figure.period,
        "place": figure.place,
        "filters": "; ".join(f"{name}={value}" for name, value in figure.filters),
        "origins": "; ".join(figure.origins),
        "method": figure.method,
        "flags": "; ".join(sorted(flag.value for flag in figure.flags)),
        "note": figure.note,
    }
    numbers = {
        "value": figure.value,
        "n": figure.n,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "interval_level": interval.level if interval else None,
    }
    return [_number(numbers[name]) if name in numbers else safe_text(texts[name]) for name in COLUMNS]


def to_csv(report: Report) -> str:
    """The figures of a report as CSV with a heading, numbers to six decimals, lines ending in CR LF."""
    cited = citations(report)
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(COLUMNS)
    write.writerows(_row(cited.figure(figure_id)) for figure_id in cited.figures)
    return out.getvalue()
