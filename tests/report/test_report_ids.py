"""Figure ids: readable, and the same after being read."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.errors import UnknownFigure
from metier.model import Filters
from metier.report.ids import FigureId, parse_id

NAME = st.from_regex(r"[a-z0-9_]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
FILTERS = st.builds(
    Filters,
    country=st.none() | st.from_regex(r"[A-Z]{2}", fullmatch=True),
    level=st.none() | st.sampled_from(["senior", "senior-manager", "unspecified"]),
    year=st.none() | st.integers(0, 9999),
    remote=st.none() | st.booleans(),
    employment_type=st.none() | st.sampled_from(["full-time", "contract"]),
)
ROLE = NAME | st.sampled_from(["onet-15-2051.00", "title:c++-developer"])
IDS = st.builds(
    FigureId,
    measure=NAME,
    statistic=NAME,
    collection=st.just("") | NAME,
    role_ids=st.lists(ROLE, min_size=1, max_size=5).map(tuple),
    item=st.just("") | NAME | st.from_regex(r"[0-9A-Za-z.:-]{1,20}", fullmatch=True),
    filters=FILTERS,
    money=st.sampled_from(["", "EUR", "PPP"]),
)


@given(IDS)
def test_an_id_is_the_same_after_being_read(wanted: FigureId) -> None:
    assert parse_id(str(wanted)) == wanted
    assert str(parse_id(str(wanted))) == str(wanted)


@given(st.text(max_size=60) | st.text(alphabet="ab./@=,~12", max_size=20))
def test_any_text_is_an_id_or_an_error_of_ours(text: str) -> None:
    with suppress(UnknownFigure):
        parse_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foo",
        "a/b/c",
        "a.b.c.d/role/item",
        "technology.share.data-jobs//python",
        "technology.share.data-jobs/data-analyst/python/more",
        "technology.share.data-jobs/data-analyst/python@colour=red",
        "technology.share.data-jobs/data-analyst/python@year=abc",
        "technology.share.data-jobs/data-analyst/python@year=²",
        "technology.share.data-jobs/data-analyst/python@year=",
        "technology.share.data-jobs/data-analyst/python@year=" + "9" * 5000,
        "technology.share.data-jobs/data-analyst/python@remote=maybe",
        "pay_advertised.p50.aijobs/data-analyst/@in=euros",
        "pay_advertised.p50.aijobs/data-analyst/@in=",
    ],
)
def test_what_is_no_id_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnknownFigure):
        parse_id(text)
