"""CSV holds every figure once, reads back exactly, and never runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from sample import sample_report

from metier.model import Report, nature
from metier.report.render.as_csv import COLUMNS, safe_text, to_csv
from metier.report.render.values import exact


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_figure_is_one_row_with_its_exact_value(report: Report) -> None:
    rows = read(to_csv(report))
    assert len(rows) == len(report.figures)
    for row in rows:
        figure = report.figures[row["id"]]
        assert (float(row["value"]) if row["value"] else None) == (
            None if figure.value is None else exact(figure.value)
        )
        assert (int(row["n"]) if row["n"] else None) == figure.n
        assert row["unit"] == figure.unit
        assert row["status"] == figure.status
        assert row["nature"] == (nature(figure) or "")
        assert row["origins"] == "; ".join(figure.origins)
        if figure.interval:
            assert (float(row["low"]), float(row["high"])) == (exact(figure.interval.low), exact(figure.interval.high))
            assert float(row["interval_level"]) == figure.interval.level
        else:
            assert row["low"] == row["high"] == row["interval_level"] == ""
            assert row["no_interval"]


def test_lines_end_as_the_standard_says_and_the_heading_is_fixed(report: Report) -> None:
    text = to_csv(report)
    assert text.startswith(",".join(COLUMNS) + "\r\n")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    safe = safe_text(text)
    assert safe in (text, f"'{text}")
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_hostile_labels_are_kept_as_text_and_negative_values_stay_numbers() -> None:
    report = sample_report(1, hostile=False)
    first, second = list(report.figures.values())[:2]
    hostile = replace(first, label='=HYPERLINK("https://example.org","x"),\r\n1', note="+1")
    figures = {**report.figures, first.id: hostile, second.id: replace(second, value=-0.125)}
    rows = {row["id"]: row for row in read(to_csv(replace(report, figures=figures)))}
    assert rows[first.id]["label"] == f"'{hostile.label}"
    assert rows[first.id]["note"] == "'+1"
    assert rows[second.id]["value"] == "-0.125"
