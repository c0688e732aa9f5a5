"""What the starter release's collections teach about thin cells."""

import pytest

from metier.model import Filters
from metier.release.pay import pay_cells
from metier.release.pay_parents import pay_parents
from metier.release.reader import Release
from metier.statistics.pay_employers import ONE_VOICE
from metier.statistics.pay_parents import role_cells
from metier.statistics.pay_slices import joined_cells
from metier.vocabulary import rule


@pytest.fixture(scope="module")
def release() -> Release:
    return Release()


def test_every_kind_with_enough_statements_teaches_and_others_do_not(release: Release) -> None:
    stated = release.rows(
        "SELECT collection, kind, sum(list_sum(statements))::BIGINT FROM pay GROUP BY 1, 2", tables=("pay",)
    )
    for collection, kind, n in stated:
        assert (pay_parents(release, collection, kind) is not None) == (n >= rule("pay.parents_statements"))
    assert pay_parents(release, "nothing", "survey") is None


def test_years_of_a_career_are_expected_to_pay(release: Release) -> None:
    model = pay_parents(release, "aijobs", "advertised")
    assert model is not None
    entry, senior, director = (model.additions.of("level", level)[0] for level in ("entry", "senior", "director"))
    assert entry < senior < director
    assert model.additions.of("country", "IN")[0] < model.additions.of("country", "US")[0]


def test_employers_of_the_salary_file_are_taken_as_typical(release: Release) -> None:
    borrowed, told, other = (pay_parents(release, name, "advertised") for name in ("aijobs", "data-jobs", "ats-radar"))
    assert borrowed
    assert told
    assert other
    low, high = sorted((told.employers.likeness, other.employers.likeness))
    assert low < borrowed.employers.likeness < high
    assert borrowed.employers != ONE_VOICE


def test_any_role_of_a_collection_can_be_made_ready(release: Release) -> None:
    import numpy as np

    for entry in pay_cells(release, ["data-scientist"], Filters()):
        remote = np.where(entry.remote, "yes", "no")
        facets = np.stack([entry.country, entry.level, entry.year.astype(str), remote, entry.employment_type], axis=1)
        cells = joined_cells(entry.rows, np.full(len(facets), "data-scientist"), facets)
        role = role_cells(pay_parents(release, entry.collection, entry.kind), cells, "data-scientist")
        assert role.n.sum() == entry.n
