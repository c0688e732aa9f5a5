"""Charts place values where they belong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import sample_report

from metier.model import Dumbbell, Nature, PayChart, Report
from metier.report.render.axes import nice_step
from metier.report.render.charts import compared, dot_rows
from metier.report.render.citing import citations
from metier.report.render.pay_charts import pay_axis, pay_rows


def blocks(report: Report, kind: type) -> list[object]:
    return [b for s in report.sections for b in s.blocks if isinstance(b, kind)]


def test_dots_stand_at_their_shares(report: Report) -> None:
    cited = citations(report)
    for block in blocks(report, Dumbbell):
        assert isinstance(block, Dumbbell)
        for row, source in zip(dot_rows(block, cited), block.rows, strict=True):
            assert row.label == source.label
            for dot, figure_id in zip(row.dots, source.figures, strict=True):
                value = report.figures[figure_id].value if figure_id else None
                assert dot.drawn == (value is not None)
                if value is not None:
                    assert dot.x == pytest.approx(value * 100, abs=0.01)
                    assert dot.low is not None
                    assert dot.low <= dot.x <= dot.low + dot.width + 0.01


def test_a_difference_names_its_two_roles() -> None:
    report = sample_report(5)
    for block in blocks(report, Dumbbell):
        assert isinstance(block, Dumbbell)
        for row in block.rows:
            if row.difference:
                pair = compared(row, report.figures[row.difference])
                assert pair is not None
                a, b = (report.figures[str(row.figures[i])].value for i in pair)
                assert a is not None
                assert b is not None
                assert report.figures[row.difference].value == pytest.approx(a - b)


def test_pay_rows_share_an_axis_that_holds_every_quantile(report: Report) -> None:
    cited = citations(report)
    (chart,) = blocks(report, PayChart)
    assert isinstance(chart, PayChart)
    axis = pay_axis(chart, cited)
    assert axis is not None
    for row, source in zip(pay_rows(chart, axis, cited), chart.rows, strict=True):
        places = [row.places[q] for q in ("p10", "p25", "p50", "p75", "p90") if q in row.places]
        assert places == sorted(places)
        assert bool(row.area) == (bool(source.histogram) and row.nature is not Nature.OBSERVED)
        for name, figure in row.figures.items():
            assert (name in row.places) == (figure.value is not None)


def test_one_far_amount_does_not_squeeze_the_chart_and_the_cut_is_said() -> None:
    report = sample_report(1)
    (chart,) = blocks(report, PayChart)
    assert isinstance(chart, PayChart)
    far = replace(chart.rows[0], histogram=((80_000, 90_000, 0.9), (4_000_000, 5_000_000, 0.1)))
    axis = pay_axis(replace(chart, rows=(far, *chart.rows[1:])), citations(report))
    assert axis is not None
    assert axis.high < 500_000
    assert axis.cut


def test_a_chart_without_any_value_has_no_axis() -> None:
    report = sample_report(1)
    chart = PayChart("Empty", ())
    assert pay_axis(chart, citations(report)) is None
    assert pay_rows(chart, None, citations(report)) == ()


@given(st.floats(min_value=1e-3, max_value=1e9))
def test_axis_steps_are_round_and_few(span: float) -> None:
    step = nice_step(span)
    assert 1 <= span / step <= 5.001
    assert f"{step:.0e}"[0] in "125"
