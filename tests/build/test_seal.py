"""Sealing: all or nothing, the same bytes each time, and no loss that nobody accepted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from metier.build import seal as module
from metier.build.checks import CHECKS, run_checks
from metier.build.seal import Facts, arrow_schema, check_target, seal
from metier.errors import ReleaseError
from metier.release.reader import Release, starter_folder
from metier.release.schema import TABLES

FACTS = Facts(
    inputs={"b.csv": "2" * 64, "a.csv": "1" * 64},
    vocabulary="v",
    rules="r",
    code="metier test",
    evidence_date="2026-08-08",
    checks={"a check": 0},
    dropped={"data-jobs": {"a reason": 3}},
)


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    """The starter's tables, the large ones cut to their first rows."""
    return {
        name: pq.read_table(starter_folder() / f"{name}.parquet", schema=arrow_schema(schema)).slice(0, 2000)
        for name, schema in TABLES.items()
    }


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_what_is_sealed_opens_intact(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    release_id = seal(tables, FACTS, tmp_path / "release")
    release = Release(tmp_path / "release")
    release.verify()
    assert release.id == release_id
    assert release.evidence_date == "2026-08-08"
    assert release.manifest.raw["dropped"] == FACTS.dropped
    assert {path.name for path in tmp_path.iterdir()} == {"release"}


def test_two_seals_give_the_same_bytes_and_id_whatever_the_order_of_rows(
    tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    turned = {
        name: table.take(pa.array(range(table.num_rows - 1, -1, -1), pa.int64())).select(table.column_names[::-1])
        for name, table in reversed(tables.items())
    }
    facts = Facts(**{**{n: getattr(FACTS, n) for n in FACTS.__slots__}, "inputs": dict(sorted(FACTS.inputs.items()))})
    ids = {seal(tables, FACTS, tmp_path / "one"), seal(turned, facts, tmp_path / "two")}
    assert len(ids) == 1
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_other_inputs_give_another_id(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    other = Facts(**{**{n: getattr(FACTS, n) for n in FACTS.__slots__}, "inputs": {"a.csv": "3" * 64}})
    assert seal(tables, FACTS, tmp_path / "one") != seal(tables, other, tmp_path / "two")


def test_a_release_may_be_sealed_again_over_itself(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    folder = tmp_path / "release"
    first = seal(tables, FACTS, folder)
    before = digests(folder)
    assert seal(tables, FACTS, folder) == first
    assert digests(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {"release"}


def test_lost_rows_are_refused_until_accepted_in_writing(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    folder = tmp_path / "release"
    seal(tables, FACTS, folder)
    before = digests(folder)
    fewer = {**tables, "wages": tables["wages"].slice(0, 1599)}  # the floor is 80 %
    with pytest.raises(ReleaseError, match=r"lost rows .*wages: 2,000 -> 1,599 rows") as caught:
        seal(fewer, FACTS, folder)
    assert "--accept-loss" in caught.value.hint
    assert digests(folder) == before
    seal(fewer, FACTS, folder, accept_loss="The producer cut its areas.")
    written = json.loads((folder / "differences.json").read_text(encoding="utf-8"))
    assert written["accepted_loss"] == "The producer cut its areas."
    assert written["rows"] == {"wages": [2000, 1599]}
    Release(folder).verify()


def test_a_fifth_fewer_rows_pass(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    folder = tmp_path / "release"
    seal(tables, FACTS, folder)
    seal({**tables, "wages": tables["wages"].slice(0, 1600)}, FACTS, folder)
    assert Release(folder).manifest.tables["wages"].rows == 1600


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("at", ["roles", "wages"])
def test_a_failure_while_writing_leaves_the_earlier_release(
    tables: dict[str, pa.Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException], at: str
) -> None:
    folder = tmp_path / "release"
    seal(tables, FACTS, folder)
    before = digests(folder)
    write = pq.write_table

    def breaks(table: pa.Table, path: Path, **options: object) -> None:
        if path.stem == at:
            path.write_bytes(b"half a table")
            raise failure
        write(table, path, **options)

    monkeypatch.setattr(module.pq, "write_table", breaks)
    with pytest.raises(failure):
        seal(tables, FACTS, folder, accept_loss="x")
    with pytest.raises(failure):
        seal(tables, FACTS, tmp_path / "new")
    assert digests(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {"release"}


@pytest.mark.parametrize("failure", [OSError, KeyboardInterrupt])
def test_a_failure_while_swapping_brings_the_earlier_release_back(
    tables: dict[str, pa.Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    folder = tmp_path / "release"
    seal(tables, FACTS, folder)
    before = digests(folder)
    rename = Path.rename

    def breaks(path: Path, target: Path) -> Path:
        if ".part-" in path.name:
            raise failure
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", breaks)
    with pytest.raises(failure):
        seal(tables, replace(FACTS, evidence_date="2030-01-01"), folder)
    monkeypatch.undo()
    assert digests(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {"release"}


def test_a_folder_with_other_files_is_refused_and_untouched(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ReleaseError, match="holds other files and no release"):
        seal(tables, FACTS, folder)
    assert (folder / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    assert {path.name for path in tmp_path.iterdir()} == {"mine"}


def test_a_release_with_a_stranger_s_file_is_refused_and_untouched(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    folder = tmp_path / "release"
    seal(tables, FACTS, folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    before = digests(folder)
    with pytest.raises(ReleaseError, match=r"no part of its release.*notes\.txt"):
        seal(tables, FACTS, folder)
    assert digests(folder) == before


def test_a_file_is_refused_and_an_empty_folder_is_filled(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("text", encoding="utf-8")
    with pytest.raises(ReleaseError, match="is a file"):
        check_target(file)
    (tmp_path / "empty").mkdir()
    seal(tables, FACTS, tmp_path / "empty")
    Release(tmp_path / "empty").verify()


def test_a_missing_an_empty_and_a_thin_table_are_refused(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    folder = tmp_path / "release"
    with pytest.raises(ReleaseError, match=r"\['wages'\] were not built"):
        seal({name: table for name, table in tables.items() if name != "wages"}, FACTS, folder)
    with pytest.raises(ReleaseError, match=r"\['wages'\] are empty"):
        seal({**tables, "wages": tables["wages"].slice(0, 0)}, FACTS, folder)
    with pytest.raises(ReleaseError, match=r"table wages: columns \['area'\] are missing"):
        seal({**tables, "wages": tables["wages"].drop_columns(["area"])}, FACTS, folder)
    assert not list(tmp_path.iterdir())


# -- data checks ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole() -> dict[str, pa.Table]:
    """Every table of the starter release."""
    return {
        name: pq.read_table(starter_folder() / f"{name}.parquet", schema=arrow_schema(schema))
        for name, schema in TABLES.items()
    }


def changed(table: pa.Table, **values: object) -> pa.Table:
    """A table with its first row changed."""
    row = {**table.slice(0, 1).to_pylist()[0], **values}
    return pa.concat_tables([pa.Table.from_pylist([row], schema=table.schema), table.slice(1)])


def added(table: pa.Table, **values: object) -> pa.Table:
    """A table with a changed copy of its first row at the end."""
    row = {**table.slice(0, 1).to_pylist()[0], **values}
    return pa.concat_tables([table, pa.Table.from_pylist([row], schema=table.schema)])


CELL: dict[str, object] = {
    "low_usd_year": [100_000], "high_usd_year": [100_000], "statements": [1], "amounts": 1,
    "employer_group": [7], "group_statements": [1], "group_log_pay": [11.513],
}  # fmt: skip

BAD: dict[str, tuple[str, dict[str, object], bool]] = {
    # check: (table, values, as a row more)
    "every counted role is a role": ("counts", {"role_id": "no-such-role"}, False),
    "every counted item has a name": ("counts", {"measure": "technology", "item_id": "no-such-item"}, False),
    "no item is counted more often than its postings were readable": (
        "counts", {"measure": "technology", "item_id": "python", "postings": 2_000_000, "country": "ZZ"}, True),
    "counts are positive": ("counts", {"postings": 0}, False),
    "a slice stands once": ("counts", {}, True),
    "pay is ordered and within a person's reach": ("pay", CELL | {"low_usd_year": [200_000]}, False),
    "a cell of pay states something, each amount once": ("pay", CELL | {"statements": []}, False),
    "employers state what their cell holds": ("pay", CELL | {"group_statements": [2]}, False),
    "a cell of pay stands once": ("pay_titles", {}, True),
    "a title has one spelling and is read as one role or none": ("pay_titles", {"title": "Another"}, True),
    "pay never pools kinds": ("pay", {"kind": "pooled"}, False),
    "wage percentiles ascend": ("wages", {"p25_usd_year": 90_000, "p50_usd_year": 80_000}, False),
    "shares of a level of education are shares": ("occupation_education", {"share": 25.0}, False),
    "ratings lie on their scale": ("occupation_ratings", {"scale": "IM", "importance": 6.0}, False),
    "every link leads to an occupation": ("role_links", {"occupation_id": "onet-99-9999.99"}, False),
    "every role has a preferred label": ("roles", {"role_id": "nameless"}, True),
    "every origin is described": ("wages", {"origin_id": "hearsay"}, False),
    "priors are shares": ("priors", {"mean_share": 1.5}, False),
    "technologies named together are two, and have names": ("technology_pairs", {"companion_id": "nameless"}, False),
    "a pair of technologies is counted within its parts": ("technology_pairs", {"both_postings": 2_000_000}, False),
    "open jobs have a link": ("jobs", {"url": "javascript:alert(1)"}, False),
}  # fmt: skip


def test_the_starter_passes_every_check(whole: dict[str, pa.Table]) -> None:
    assert run_checks(whole) == dict.fromkeys(CHECKS, 0)


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_refuses_a_bad_row_and_names_itself(whole: dict[str, pa.Table], check: str) -> None:
    table, values, more = BAD[check]
    bad = {**whole, table: (added if more else changed)(whole[table], **values)}
    with pytest.raises(ReleaseError) as caught:
        run_checks(bad)
    assert f"{check}: " in caught.value.message
    assert "refused by its data checks" in caught.value.message


@pytest.mark.parametrize("low", [999, 0, -5])
def test_pay_below_any_year_s_pay_is_refused(whole: dict[str, pa.Table], low: int) -> None:
    with pytest.raises(ReleaseError, match="within a person's reach"):
        run_checks({**whole, "pay": changed(whole["pay"], **CELL | {"low_usd_year": [low]})})
