"""What a report says of the trend of pay and of the gap along the ladder."""

from __future__ import annotations

import re

import pytest

from metier.model import Figure, Filters, Flag, Table, TrendChart
from metier.release.pay import pay_cells
from metier.release.pay_trend import trends
from metier.release.reader import Release
from metier.release.roles import get_role
from metier.report.context import Context
from metier.report.pay_ladder import ladder_chart, ladder_gap
from metier.report.pay_trend import trend


@pytest.fixture(scope="module")
def release() -> Release:
    return Release()


def asked(release: Release, *role_ids: str, country: str | None = None, level: str | None = None) -> Context:
    return Context(
        release, tuple(get_role(release, role_id) for role_id in role_ids), Filters(country=country, level=level)
    )


def told(ctx: Context) -> tuple[str, list[TrendChart]]:
    """The sentences as one text, and the charts."""
    said, blocks = trend(ctx)
    charts = [block for block in blocks if isinstance(block, TrendChart)]
    assert len(charts) == len(blocks)
    return " ".join(sentence.plain() for sentence in said), charts


def test_every_series_of_the_release_ends_in_its_base(release: Release) -> None:
    for one in trends(release, "all"):
        assert (one.points[-1].change_log, one.points[-1].low_log) == (0.0, 0.0)
        assert [point.period for point in one.points] == sorted(point.period for point in one.points)


def test_the_change_since_the_last_break_comes_first(release: Release) -> None:
    """The salary file widened in 2024: what holds without a break is 2024 to 2025."""
    text, charts = told(asked(release, "data-engineer"))
    assert text.startswith("From 2024 to 2025, the advertised pay of Data Engineer")
    assert "From 2022 to 2025, across a change in what is collected" in text
    assert [period for period, _ in charts[0].breaks] == ["2024"]


def test_a_chart_shows_figures_with_papers_against_the_newest_period(release: Release) -> None:
    ctx = asked(release, "data-engineer", "data-analyst")
    _, charts = told(ctx)
    for chart in charts:
        for series in chart.series:
            figures = [ctx.figures[figure] for _, figure in series.points if figure]
            assert figures[-1].value == 0.0
            assert figures[-1].interval is None
            assert all(f.interval and f.interval.low <= (f.value or 0.0) <= f.interval.high for f in figures[:-1])
            assert {f.unit for f in figures} == {chart.unit} == {"percent"}


def test_intervals_without_employers_are_flagged(release: Release) -> None:
    """And the text says why they may be too narrow."""
    ctx = asked(release, "data-engineer")
    text, _ = told(ctx)
    yearly = [f for f in ctx.figures.values() if f.id.startswith("pay_trend.change.aijobs")]
    assert yearly
    assert all(Flag.CLUSTERS_UNKNOWN in f.flags for f in yearly)
    assert "Employers are not recorded" in text


def test_a_series_that_the_merge_of_titles_ended_says_so(release: Release) -> None:
    """Data Scientist ends in May 2024 in the salary file."""
    yearly = [t for t in trends(release, "data-scientist") if t.collection == "aijobs" and t.kind == "advertised"]
    assert yearly
    assert all(t.points[-1].period == "2024" and "May 2024" in t.points[-1].ends for t in yearly)


def test_a_role_without_a_trend_is_given_its_family_by_name(release: Release) -> None:
    ctx = asked(release, "data-science-manager", "machine-learning-software-engineer")
    text, _ = told(ctx)
    assert "No trend of its own is told for Machine Learning Software Engineer" in text
    assert not any(
        re.search(r"pay_trend\S*/machine-learning-software-engineer/[^:]+:\d+(:\d+)?$", f) for f in ctx.figures
    )


def test_a_country_with_too_few_is_answered_with_all_countries_and_said(release: Release) -> None:
    text, _ = told(asked(release, "data-engineer", country="DE"))
    assert "too few for Germany alone" in text


def test_other_filters_do_not_cut_the_trend_and_that_is_said(release: Release) -> None:
    text, _ = told(asked(release, "data-engineer", level="senior"))
    assert "all levels" in text


def gap(ctx: Context) -> tuple[str, list[Table]]:
    said, blocks = ladder_gap(ctx, pay_cells(ctx.release, [r.role_id for r in ctx.posted], ctx.filters))
    return " ".join(s.plain() for s in said), [block for block in blocks if isinstance(block, Table)]


def test_two_roles_are_compared_level_by_level(release: Release) -> None:
    """Engineers are advertised above analysts at every level that both state."""
    ctx = asked(release, "data-engineer", "data-analyst", country="US")
    text, tables = gap(ctx)
    figures = [f for f in ctx.figures.values() if f.measure == "pay_gap.level"]
    assert len(figures) >= 3
    assert all((f.value or 0.0) > 10 for f in figures)
    assert "Beyond chance" in text
    assert "senior" in text
    marked = [row[0].text for row in tables[0].rows if row[1].mark == "real"]
    assert "Senior" in marked


def test_managers_and_engineers_are_told_that_their_ladders_differ(release: Release) -> None:
    text, tables = gap(asked(release, "data-science-manager", "machine-learning-software-engineer"))
    assert "different ladders" in text
    assert "Only Data Science Manager has enough pay statements at: manager" in text
    assert not [row for table in tables for row in table.rows if row[1].mark == "real"]


def test_no_gap_of_a_collection_without_employers_is_real(release: Release) -> None:
    ctx = asked(release, "machine-learning-engineer", "software-engineer")
    _, tables = gap(ctx)
    of_file = [f for f in ctx.figures.values() if f.measure == "pay_gap.level" and Flag.CLUSTERS_UNKNOWN in f.flags]
    assert of_file
    assert not [row for table in tables for row in table.rows if row[1].mark == "real"]


def test_a_level_that_is_asked_for_needs_no_ladder(release: Release) -> None:
    assert gap(asked(release, "data-engineer", "data-analyst", level="senior")) == ("", [])


def test_the_ladder_chart_keeps_the_ladders_apart(release: Release) -> None:
    """Levels in order, a hole where a role has no median."""
    ctx = asked(release, "data-engineer", "data-science-manager")
    medians = {("data-engineer", "senior"), ("data-engineer", "staff"), ("data-science-manager", "manager")}
    trend(ctx)
    any_figure = next(iter(ctx.figures.values()))

    def median(role: object, level: str) -> Figure | None:
        return any_figure if (getattr(role, "role_id", ""), level) in medians else None

    chart = ladder_chart(ctx, median)
    assert chart is not None
    assert [(ladder.name, ladder.levels) for ladder in chart.ladders] == [
        ("Levels that both ladders share", ("Senior",)),
        ("Individual contributors", ("Staff or principal",)),
        ("Managers", ("Manager",)),
    ]
    assert [label for label, figure in chart.series[1].points if figure] == ["Manager"]
    assert ladder_chart(ctx, lambda role, level: any_figure if level == "senior" else None) is None
