"""How values read, for every unit and for odd numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_words import POSTINGS

from metier.model import BLANK, Figure, Flag, Interval, Status
from metier.report.render.papers import papers
from metier.report.render.values import reason, show, show_interval

UNITS = (
    "share", "points", "percent", "usd_year", "usd_hour", "usd_ppp_year", "chf_month", "count", "thousand",
    "score_1_5", "years", "ratio", "unheard_of", "",
)  # fmt: skip


def figure(value: float | None, unit: str, status: Status = Status.ESTIMATED, **more: object) -> Figure:
    given_: dict[str, object] = {
        "id": "m.share/postings/a/x",
        "measure": "m.share",
        "label": "a number",
        "unit": unit,
        "value": value,
        "status": status,
        "period": "2025",
        "place": "US",
        "origins": ("synthetic_postings",),
        "method": "m@1",
        "no_interval": None if value is None else "none here",
        **more,
    }
    return Figure(**given_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "status", "text"),
    [
        (0.41, "share", Status.ESTIMATED, "41 %"),
        (0.0, "share", Status.MEASURED, "0 %"),
        (0.004, "share", Status.ESTIMATED, "<1 %"),
        (0.997, "share", Status.ESTIMATED, ">99 %"),
        (1.0, "share", Status.MEASURED, "100 %"),
        (0.12, "points", Status.ESTIMATED, "+12 points"),
        (-0.12, "points", Status.ESTIMATED, "−12 points"),
        (0.011, "points", Status.ESTIMATED, "+1 point"),
        (0.001, "points", Status.ESTIMATED, "<1 point"),
        (-0.0, "points", Status.ESTIMATED, "0 points"),
        (15.2, "percent", Status.PUBLISHED, "+15.2 %"),
        (-3.0, "percent", Status.PUBLISHED, "−3.0 %"),
        (175_140.0, "usd_year", Status.PUBLISHED, "$175,140"),
        (197_600.0, "usd_year", Status.ESTIMATED, "$198k"),
        (239_200.0, "usd_year", Status.TOP_CODED, "at least $239,200"),
        (61.4, "usd_hour", Status.PUBLISHED, "$61.40 an hour"),
        (90_400.0, "chf_year", Status.ESTIMATED, "CHF 90k"),
        (93_000.0, "usd_ppp_year", Status.ESTIMATED, "$93k at US prices"),
        (2_914_000.0, "inr_year", Status.ESTIMATED, "INR 2.91 million"),
        (12_300_000.0, "jpy_year", Status.MEASURED, "JPY 12.3 million"),
        (999_700.0, "usd_year", Status.MEASURED, "$1 million"),
        (999_400.0, "usd_year", Status.MEASURED, "$999k"),
        (1_450_000_000.0, "idr_year", Status.MEASURED, "IDR 1.45 billion"),
        (98_400.0, "eur_year", Status.PUBLISHED, "€98,400"),
        (120_000.0, "usd_year", Status.PUBLISHED, "$120,000"),
        (1204.0, "count", Status.MEASURED, "1,204"),
        (267.7, "thousand", Status.PUBLISHED, "267.7 thousand"),
        (3.94, "score_1_5", Status.PUBLISHED, "3.9 of 5"),
        (1.0, "years", Status.MEASURED, "1 year"),
        (2.5, "years", Status.MEASURED, "2.5 years"),
        (1.234, "ratio", Status.ESTIMATED, "1.23"),
    ],
)
def test_each_unit_reads_as_documented(value: float, unit: str, status: Status, text: str) -> None:
    assert show(figure(value, unit, status)) == text


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Status.NOT_PUBLISHED, "not published"),
        (Status.TOO_FEW, "too few postings"),
        (Status.NOT_COVERED, "not covered"),
    ],
)
def test_a_missing_value_reads_as_its_reason(status: Status, text: str) -> None:
    assert show(figure(None, "share", status, n=3, n_of="postings of the smaller role")) == text


def test_a_difference_of_money_carries_its_sign() -> None:
    assert show(figure(12_400.0, "usd_year", measure="pay.gap")) == "+$12k"
    assert show(figure(-12_400.0, "usd_year", measure="pay.gap")) == "−$12k"


def test_intervals_share_one_unit() -> None:
    def between(unit: str, low: float, high: float) -> str:
        return show_interval(figure(low, unit, interval=Interval(low, high, 0.95, "posterior"), no_interval=None))

    assert between("share", 0.74, 0.81) == "74 to 81 %"
    assert between("points", 0.01, 0.11) == "+1 to +11 points"
    assert between("usd_year", 139_000, 146_000) == "$139k to $146k"
    assert between("inr_year", 2_500_000, 3_120_000) == "INR 2.5 to INR 3.12 million"
    assert between("usd_year", 940_000, 1_200_000) == "$940k to $1.2 million"
    assert show_interval(figure(0.5, "share")) == ""


# A hundred times the largest float is infinite, so a share of 1e307 has no reading.
finite = st.floats(min_value=-1e300, max_value=1e300)


@given(value=finite, unit=st.sampled_from(UNITS), status=st.sampled_from(sorted(set(Status) - set(BLANK))))
def test_any_number_reads_as_one_line_without_python_notation(value: float, unit: str, status: Status) -> None:
    text = show(figure(value, unit, status))
    assert text == text.strip() == " ".join(text.split())
    assert not any(odd in text for odd in ("e+", "e-", "nan", "inf", "None", "-0", "−0 "))
    assert "-" not in text


@given(value=st.floats(0, 1), other=st.floats(0, 1))
def test_a_larger_share_never_reads_as_a_smaller_one(value: float, other: float) -> None:
    def rank(share: float) -> float:
        text = show(figure(share, "share")).removesuffix(" %")
        return {"<1": 0.5, ">99": 99.5}.get(text) or float(text)

    low, high = sorted((value, other))
    assert rank(low) <= rank(high)


@given(low=finite, high=finite, unit=st.sampled_from(UNITS))
def test_any_interval_reads(low: float, high: float, unit: str) -> None:
    low, high = sorted((low, high))
    text = show_interval(figure(low, unit, interval=Interval(low, high, 0.9, "bootstrap"), no_interval=None))
    assert " to " in text


def test_papers_say_what_a_reader_needs() -> None:
    shown = figure(
        0.41, "share", n=1204, n_of="postings", interval=Interval(0.38, 0.44, 0.95, "cluster-robust"),
        no_interval=None, flags=frozenset({Flag.SMALL_SAMPLE, Flag.PROXY}), filters=(("country", "US"),),
    )  # fmt: skip
    found = dict(papers(shown, {"synthetic_postings": POSTINGS}))
    assert found["Based on"] == "1,204 postings"
    assert found["Interval"].startswith("38 to 44 % (95 % interval; ")
    assert found["Filters"] == "United States"
    assert "small sample" in found["Take care"]
    assert found["Source"] == f"{POSTINGS.citation} (CC0-1.0)"
    assert found["Explain"] == "metier explain m.share/postings/a/x"
    assert dict(papers(figure(0.4, "share"), {}))["Interval"] == "none: none here"
    blank = figure(None, "share", Status.TOO_FEW, n=3, n_of="raters")
    assert dict(papers(blank, {}))["Interval"] == "none: too few raters"
    assert reason(blank) == "too few raters"


def test_every_flag_and_status_has_words() -> None:
    from metier.report.render.papers import FLAGS, STATUSES

    assert set(FLAGS) == set(Flag)
    assert set(STATUSES) == set(Status)
