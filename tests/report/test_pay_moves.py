"""What pay goes with: associations with intervals, from enough postings, of one collection."""

from __future__ import annotations

import pytest

import metier
from metier.model import Filters, Status, Table
from metier.release.pay_effects import pay_effects
from metier.release.roles import find_role
from metier.report.context import Context
from metier.report.pay_moves import moves
from metier.surfaces.python import open_release


def context(name: str) -> Context:
    release = open_release()
    return Context(release, (find_role(release, name),), Filters())


@pytest.mark.parametrize("collection", ["data-jobs", "ats-radar", "aijobs"])
def test_every_association_rests_on_a_hundred_postings_and_has_an_interval(collection: str) -> None:
    ctx = context("data scientist")
    blocks = moves(ctx, collection)
    assert blocks
    for figure in ctx.figures.values():
        assert figure.n is not None
        assert figure.n >= 100
        assert figure.interval is not None
        assert figure.value is not None
        assert figure.interval.low <= figure.value <= figure.interval.high
        assert figure.status is Status.ESTIMATED
        assert collection in figure.id


def test_it_is_called_an_association_and_no_effect() -> None:
    blocks = [block for block in moves(context("data scientist"), "data-jobs") if isinstance(block, Table)]
    words = " ".join(f"{block.caption} {block.note} {' '.join(block.head)}" for block in blocks).casefold()
    assert "association" in words
    assert "effect" not in words


def test_each_role_sees_its_own_ladder() -> None:
    def first(name: str) -> list[str]:
        table = moves(context(name), "data-jobs")[0]
        assert isinstance(table, Table)
        return [row[0].text for row in table.rows]

    assert {"Senior", "Entry"} <= set(first("data scientist"))
    assert "Director" in first("data science manager")
    assert "Entry" not in first("data science manager")


def test_levels_follow_one_another_and_pay_more() -> None:
    effects = {e.item_id: e for e in pay_effects(open_release(), "data-jobs") if e.feature == "level"}
    ladder = ["intern", "entry", "senior", "staff"]
    values = [effects[level].effect_log for level in ladder]
    assert values == sorted(values)
    assert values[1] < 0 < values[2]


def test_unknown_places_are_no_association() -> None:
    tables = [block for block in moves(context("data scientist"), "data-jobs") if isinstance(block, Table)]
    shown = [row[0].text for table in tables for row in table.rows]
    assert "unknown" not in shown
    assert "" not in shown


def test_where_a_collection_is_too_small_the_one_that_tells_most_is_named() -> None:
    instead = moves(context("data scientist"), "network-jobs")
    assert instead == moves(context("data scientist"), "data-jobs")
    assert isinstance(instead[0], Table)
    assert instead[0].note.startswith("Job boards (")


def test_an_association_can_be_explained_by_its_id() -> None:
    ctx = context("data scientist")
    moves(ctx, "data-jobs")
    for figure_id, figure in list(ctx.figures.items())[:3]:
        assert metier.explain(figure_id).figure == figure
