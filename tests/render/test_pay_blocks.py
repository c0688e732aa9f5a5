"""Ladders, ranked bars and trends: marks stand where the values are, and breaks stay broken."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import sample_report

from metier.model import Block, LadderChart, Nature, PayChart, RankedBars, Report, TrendChart
from metier.report.render.axes import MixedUnitsError, round_axis
from metier.report.render.citing import citations, figures_of_block
from metier.report.render.html import to_html
from metier.report.render.markdown import to_markdown
from metier.report.render.pay_charts import pay_axis, pay_rows
from metier.report.render.pay_lines import bars, bars_axis, ladder_axis, ladders
from metier.report.render.pay_trend import middle, period_in_words, starts, trend
from metier.report.render.terminal import to_terminal
from metier.report.render.values import show


def blocks(report: Report, kind: type[Block]) -> list[Block]:
    return [b for s in report.sections for b in s.blocks if isinstance(b, kind)]


def only(report: Report, block: Block) -> Report:
    """A report whose pay section holds this block alone."""
    section = next(s for s in report.sections if s.id == "pay")
    return replace(report, sections=(replace(section, blocks=(block,), paragraphs=()),))


def test_every_form_shows_every_value_of_the_new_charts(report: Report) -> None:
    for block in (*blocks(report, LadderChart), *blocks(report, RankedBars)):
        alone = only(report, block)
        html, markdown = to_html(alone), to_markdown(alone).replace("\\", "")
        terminal = " ".join(to_terminal(alone, width=60).split()).replace("\xa0", " ")
        for figure_id in figures_of_block(block):
            text = show(report.figures[figure_id])
            assert text in html
            assert text in markdown
            assert text in terminal


def test_a_ladder_keeps_the_order_of_its_levels_and_leaves_out_levels_that_nobody_has(report: Report) -> None:
    cited = citations(report)
    (block,) = blocks(report, LadderChart)
    assert isinstance(block, LadderChart)
    axis = ladder_axis(block, cited)
    assert axis is not None
    found = ladders(block, axis, cited)
    assert [rungs.name for rungs in found] == ["Individual contributors", "Managers"]
    assert [row.label for row in found[0].rows] == ["Entry", "Mid", "Senior", "Staff"]
    for row in (row for rungs in found for row in rungs.rows):
        for dot in row.dots:
            if dot.figure is not None and dot.figure.value is not None:
                assert dot.x == pytest.approx(axis.place(dot.figure.value))
                assert dot.low is not None
                assert dot.high is not None
                assert dot.low <= dot.x <= dot.high
                assert f", {dot.nature}" in row.says


def test_bars_start_at_zero_and_share_it_with_dollars_of_us_prices(report: Report) -> None:
    cited = citations(report)
    (block,) = blocks(report, RankedBars)
    assert isinstance(block, RankedBars)
    axis = bars_axis(block, cited)
    assert axis is not None
    assert axis.low == 0
    for bar in bars(block, axis, cited):
        assert (bar.x is None) == (bar.figure is None or bar.figure.value is None)
        if bar.second is not None and bar.second.value is not None:
            assert bar.tick == pytest.approx(axis.place(bar.second.value))
            assert "at US prices" in bar.says


def test_a_second_value_in_another_currency_stands_in_words_only() -> None:
    report = sample_report(1)
    (block,) = blocks(report, RankedBars)
    assert isinstance(block, RankedBars)
    rows = [replace(row, second=row.figure, figure=row.second) for row in block.rows if row.second]
    figures = {str(row.figure): replace(report.figures[str(row.figure)], unit="eur_year") for row in rows}
    report = replace(report, figures={**report.figures, **figures})
    found = replace(block, rows=tuple(rows), unit="eur_year")
    cited = citations(report)
    assert [bar.tick for bar in bars(found, bars_axis(found, cited), cited)] == [None] * len(rows)


def test_a_figure_in_another_unit_is_refused() -> None:
    report = sample_report(1)
    (block,) = blocks(report, LadderChart)
    assert isinstance(block, LadderChart)
    wrong = replace(block, unit="usd_year")
    with pytest.raises(MixedUnitsError, match="eur_year"):
        ladders(wrong, ladder_axis(wrong, citations(report)), citations(report))


def test_the_width_of_one_employers_range_is_drawn_to_scale_and_apart() -> None:
    report = sample_report(1)
    cited = citations(report)
    (block,) = blocks(report, PayChart)
    assert isinstance(block, PayChart)
    axis = pay_axis(block, cited)
    assert axis is not None
    row = pay_rows(block, axis, cited)[0]
    bar = row.width_bar(axis)
    assert row.width is not None
    assert row.width.value is not None
    assert bar is not None
    assert bar[1] == pytest.approx(100 * row.width.value / (axis.high - axis.low), abs=0.02)
    assert "one employer’s range is typically $38k wide" in row.says
    assert "one employer’s range is typically" in to_terminal(report)


def test_observed_pay_has_a_box_and_never_a_hill(report: Report) -> None:
    cited = citations(report)
    (block,) = blocks(report, PayChart)
    assert isinstance(block, PayChart)
    for row in pay_rows(block, pay_axis(block, cited), cited):
        assert not (row.nature is Nature.OBSERVED and row.area)


def test_lines_stop_at_breaks_and_missing_periods(report: Report) -> None:
    cited = citations(report)
    by_year, by_month = blocks(report, TrendChart)
    for block in (by_year, by_month):
        assert isinstance(block, TrendChart)
        found = trend(block, cited)
        assert found is not None
        assert [b.period for b in found.breaks] == ["May 2024"]
        assert len(found.lines[0].paths) == 2
        for line in found.lines:
            for point in line.points:
                value = point.figure.value
                assert value is not None
                assert point.y == pytest.approx(100 - found.axis.place(value), abs=0.01)
            assert [p.x for p in line.points] == sorted(p.x for p in line.points)
    if len(report.roles) > 1:
        assert isinstance(by_month, TrendChart)
        second = trend(by_month, cited)
        assert second is not None
        assert len(second.lines[1].paths) == 3


def test_breaks_are_told_in_words_everywhere(report: Report) -> None:
    words = "the producer merged every data science title into Data Scientist."
    for text in (to_html(report), to_markdown(report), " ".join(to_terminal(report).split())):
        assert words in text
    assert "Break, May 2024" in to_markdown(report)


def test_charts_without_any_value_say_so_and_do_not_break() -> None:
    report = sample_report(1, hostile=False)
    for block in (LadderChart("No ladder", (), ()), RankedBars("No bars", ()), TrendChart("No trend", ())):
        alone = only(report, block)
        for text in (to_html(alone), to_markdown(alone), to_terminal(alone)):
            assert block.caption in text


@given(st.integers(1990, 2100), st.integers(1, 12))
def test_months_lie_in_their_year(year: int, month: int) -> None:
    text = f"{year}-{month:02}"
    assert year <= starts(text) < middle(text) < year + 1
    assert period_in_words(text).endswith(str(year))


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20), st.sampled_from(["usd_year", "jpy_year", "percent"]))
def test_an_axis_holds_its_values_with_few_labels(values: list[float], unit: str) -> None:
    axis = round_axis(values, unit)
    assert axis is not None
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert 2 <= len(axis.ticks) <= 8
    assert axis.ticks[0].x == 0
    assert axis.ticks[-1].x == 100
