"""Every figure that is shown can be explained from its id alone, with the same value and papers."""

from __future__ import annotations

from typing import Any

import pytest

from metier.errors import EmptySelection, MetierError, UnknownFigure, UnknownRole
from metier.model import Figure
from metier.surfaces.python import compare, explain

PAIR = ("data science manager", "ML software engineer")


@pytest.mark.parametrize(
    ("names", "filters"),
    [
        (PAIR, {}),
        (PAIR, {"country": "US", "level": "senior"}),
        (("data analyst", "onet:data scientists"), {"remote": True}),
    ],
    ids=["example", "filtered", "official"],
)
def test_every_figure_of_a_comparison_is_explained_as_it_is_shown(
    names: tuple[str, ...], filters: dict[str, Any]
) -> None:
    figures = compare(*names, **filters).figures
    assert len(figures) > 100
    for key, figure in figures.items():
        found = explain(key)
        assert found.figure == figure, key
        assert {part.id for part in found.parts} == set(figure.parts), key
        assert {origin.origin_id for origin in found.origins} == set(figure.origins), key


def test_the_rows_behind_a_share_add_up_to_it() -> None:
    found = explain("technology.share.data-jobs/data-science-manager/python")
    inputs = dict(found.figure.inputs)
    shown = found.head.index("postings that show it")
    read = found.head.index("postings in which it could be read")
    assert sum(int(row[shown]) for row in found.rows) == inputs["postings that show it"]
    assert sum(int(row[read]) for row in found.rows) == inputs["postings in which it could be read"] == found.figure.n


def test_the_rows_behind_a_filtered_share_add_up_to_it() -> None:
    found = explain("technology.share.data-jobs/data-analyst/sql@country=DE,year=2024")
    assert sum(int(row[-1]) for row in found.rows) == found.figure.n
    assert {row[1:3] for row in found.rows} == {("2024", "DE")}


def test_the_rows_behind_pay_add_up_to_it() -> None:
    found = explain("pay_as_published.p50.aijobs/data-science-manager/@country=US")
    statements = found.head.index("statements")
    low, high = found.head.index("low USD a year"), found.head.index("high USD a year")
    amounts = sum(int(row[statements]) * (2 if row[low] != row[high] else 1) for row in found.rows)
    assert amounts == found.figure.n


def test_a_difference_is_explained_by_its_two_shares() -> None:
    figures = compare(*PAIR).figures
    key = next(k for k in figures if k.startswith("technology.difference"))
    found = explain(key)
    a, b = found.parts
    assert isinstance(a, Figure)
    assert found.figure.value == pytest.approx((a.value or 0) - (b.value or 0), abs=0.02)


@pytest.mark.parametrize(
    ("figure", "error"),
    [
        ("technology.share.data-jobs/data-analyst/no-such-tool", UnknownFigure),
        ("technology.share.no-such-collection/data-analyst/python", UnknownFigure),
        ("no_such_measure.share.data-jobs/data-analyst/python", UnknownFigure),
        ("posting.share.data-jobs/data-analyst/", UnknownFigure),
        ("technology.difference.data-jobs/data-analyst/python", UnknownFigure),
        ("technology.share.data-jobs/data-analyst~data-engineer/python", UnknownFigure),
        ("technology.share.data-jobs/no-such-role/python", UnknownRole),
        ("technology.share.data-jobs/data-analyst~data-analyst/python", MetierError),
        ("technology.share.data-jobs/data-analyst/python@country=Germany", UnknownFigure),
        ("technology.share.data-jobs/data-analyst/python@country=ZZ", MetierError),
        ("technology.share.data-jobs/data-analyst/python@level=wizard", MetierError),
        ("pay_advertised.p50.aijobs/chief-data-officer/@country=VA", EmptySelection),
    ],
)
def test_what_cannot_be_made_is_an_error_of_ours(figure: str, error: type[MetierError]) -> None:
    with pytest.raises(error) as caught:
        explain(figure)
    assert caught.value.exit_status == 2
