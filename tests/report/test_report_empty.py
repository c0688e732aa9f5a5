"""A filter that leaves nothing is named, with what can be asked for in its place."""

from __future__ import annotations

import pytest

from metier.errors import EmptySelection
from metier.model import Filters
from metier.report.assemble import report
from metier.report.question import find_roles
from metier.surfaces.python import open_release


@pytest.mark.parametrize(
    ("filters", "said", "hint"),
    [
        (Filters(country="VA"), "matches Vatican City: that filter leaves nothing", "With data, by country: United"),
        (Filters(year=1999), "matches 1999: that filter leaves nothing", "With data, by year: 20"),
        (Filters(country="VA", level="senior"), "matches Vatican City:", "With data, by country"),
        (
            Filters(employment_type="contract"),
            "matches contract: postings are not counted by type",
            "Leave it out here",
        ),
        (Filters(country="US", employment_type="contract"), "matches contract: postings are not", "Leave it out here"),
    ],
)
def test_a_filter_that_leaves_nothing_is_named(filters: Filters, said: str, hint: str) -> None:
    release = open_release()
    with pytest.raises(EmptySelection) as refused:
        report(release, find_roles(release, ("data analyst", "data engineer")), filters)
    assert f"No Data Analyst and Data Engineer posting {said}" in str(refused.value)
    assert refused.value.hint.startswith(hint)
