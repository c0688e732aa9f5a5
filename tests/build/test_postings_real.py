"""Facts about the producers' own files: what a reader must get right, checked by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from metier.build.duplicates import drop_duplicates
from metier.build.postings import posting_tables
from metier.build.sources import aijobs
from metier.build.sources.base import POSTING, SourceRead
from metier.release.schema import COLLECTIONS

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def posted(shared: Path) -> SourceRead:
    """Every posting of every collection."""
    return posting_tables(shared / "postings", shared / "sources", lambda _: None)


def of(posted: SourceRead, collection: str) -> pa.Table:
    table = posted.tables["postings"]
    return table.filter(pc.equal(table["collection"], collection))


def test_the_merged_title_has_its_134_rows_in_the_old_snapshot(shared: Path) -> None:
    path = aijobs.snapshot_path(shared / "sources", aijobs.MERGED_FROM)
    american = aijobs.snapshot_amounts(path, "Data Science Manager", "US")
    assert len(aijobs.snapshot_amounts(path, "Data Science Manager")) == 134
    assert len(american) == 125
    assert np.percentile(american, [25, 50, 75]).tolist() == [160_000, 198_200, 245_100]
    assert len(aijobs.snapshot_amounts(path, "Machine Learning Software Engineer")) == 15
    assert len(aijobs.snapshot_amounts(path, "Machine Learning Software Engineer", "US")) == 9


def test_the_rows_of_2024_and_2025_hold_70332_ranges(shared: Path) -> None:
    rows = aijobs.snapshot_rows(aijobs.snapshot_path(shared / "sources", aijobs.FINAL))
    assert len(rows) == 151_445
    pairs = [s for s in aijobs.statements(rows) if len(s.rows) == 2 and s.fields[0] in ("2024", "2025")]
    assert len(pairs) == 70_332


def test_no_title_of_aijobs_comes_from_both_snapshots(posted: SourceRead) -> None:
    table = of(posted, "aijobs")
    titles = table.group_by(["title", "origin_id"]).aggregate([])
    assert max(Counter(titles["title"].to_pylist()).values()) == 1
    kinds = table.filter(pc.less(table["year"], 2022))["pay_kind"]
    assert set(kinds.to_pylist()) == {"survey"}


def test_the_table_has_the_posting_schema_and_every_collection(posted: SourceRead) -> None:
    table = posted.tables["postings"]
    assert table.schema == POSTING
    assert set(table["collection"].to_pylist()) == set(COLLECTIONS)
    ids = table["posting_id"].to_pylist()
    assert len(ids) == len(set(ids))
    assert set(table["origin_id"].to_pylist()) == {origin.origin_id for origin in posted.origins}


def test_rows_that_are_read_are_kept_or_accounted_for(posted: SourceRead) -> None:
    read = sum(origin.rows_read for origin in posted.origins)
    kept = sum(origin.rows_kept for origin in posted.origins)
    dropped = sum(
        row["rows"] for row in posted.tables["dropped"].to_pylist() if not row["reason"].startswith("pay left out")
    )
    assert kept == posted.tables["postings"].num_rows
    assert read == kept + dropped


def test_a_search_in_sudan_that_found_nebraska_is_in_the_united_states(posted: SourceRead) -> None:
    table = of(posted, "data-jobs")
    assert set(table.filter(pc.equal(table["place"], "Bennington, NE"))["country"].to_pylist()) == {"US"}
    sudan = table.filter(pc.equal(table["country"], "SD"))
    assert all("Sudan" in (place or "") for place in sudan["place"].to_pylist())
    assert pc.count(table["country"], mode="only_null").as_py() < 0.02 * table.num_rows


def test_a_posting_without_tags_is_not_a_posting_that_asks_nothing(posted: SourceRead) -> None:
    table = of(posted, "data-jobs")
    lengths = set(pc.list_value_length(table["tags"]).to_pylist())
    assert None in lengths
    assert 0 not in lengths
    radar = of(posted, "ats-radar")
    assert {None, 0} < set(pc.list_value_length(radar["tags"]).to_pylist())


def test_open_jobs_are_those_of_the_last_day(posted: SourceRead) -> None:
    last = of(posted, "ats-radar")["last_seen"].to_pylist()
    assert max(last) == "2026-08-08"
    assert 0.7 < last.count("2026-08-08") / len(last) < 0.9


def test_the_glassdoor_files_lose_about_a_third_to_duplicates(posted: SourceRead) -> None:
    for origin in posted.origins:
        if origin.origin_id in ("fulltext-glassdoor_2020", "fulltext-glassdoor_ds_2020_b"):
            assert 0.28 <= 1 - origin.rows_kept / origin.rows_read <= 0.42


def test_no_estimate_of_glassdoor_counts_as_pay(posted: SourceRead) -> None:
    table = of(posted, "fulltext")
    paid = table.filter(pc.is_valid(table["pay_kind"]))
    assert 0 < paid.num_rows < 60
    assert all("glassdoor" in origin for origin in paid["origin_id"].to_pylist())


def test_ratings_and_minus_ones_do_not_pass_as_names(posted: SourceRead) -> None:
    table = posted.tables["postings"]
    for name in ("employer", "title", "place", "industry", "text"):
        values = pc.drop_null(table[name])
        assert not pc.any(pc.equal(values, "-1")).as_py(), name
        assert not pc.any(pc.equal(values, "")).as_py(), name
    employers = pc.drop_null(table["employer"])
    assert not pc.any(pc.match_substring_regex(employers, r"\n\d\.\d$")).as_py()


def test_pay_is_complete_or_absent_and_ordered(posted: SourceRead) -> None:
    table = posted.tables["postings"]
    paid = table.filter(pc.is_valid(table["pay_kind"]))
    for name in (
        "pay_low",
        "pay_high",
        "pay_low_usd_year",
        "pay_high_usd_year",
        "pay_currency",
        "pay_period",
    ):
        assert paid[name].null_count == 0, name
    assert pc.all(pc.less_equal(paid["pay_low_usd_year"], paid["pay_high_usd_year"])).as_py()
    assert pc.min(paid["pay_low_usd_year"]).as_py() > 0


def test_no_duplicate_is_left_in_whatever_order_postings_come(posted: SourceRead) -> None:
    table = posted.tables["postings"]
    backwards = table.take(pa.array(range(table.num_rows - 1, -1, -1)))
    again, dropped = drop_duplicates(backwards)
    assert not dropped
    assert again.num_rows == table.num_rows
