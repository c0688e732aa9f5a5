"""An interrupted run is continued without a loss and without a posting twice, wherever it was cut off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ads import ad, ids, jsonl, write
from hypothesis import given
from hypothesis import strategies as st

from metier.errors import MetierError, SourceError, UserInputError
from metier.reading.batch import Record
from metier.stream import batches
from metier.stream.items import BadLine, BadLines
from metier.stream.parquet_file import ParquetSink, part_of
from metier.stream.resume import Done, mend
from metier.stream.run import Strict, Tally, run
from metier.stream.sinks import LineFile, Sink
from metier.stream.source import open_source

SOME = [*(ad(n) for n in range(5)), ad(1), ad(1), ad(6)]  # an id three times


@pytest.fixture(autouse=True)
def _small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "POSTINGS", 2)


def sink_of(out: Path) -> Sink:
    if out.suffix == ".parquet":
        return ParquetSink(out)
    return LineFile(out, "csv" if out.suffix == ".csv" else "jsonl")


def read(source: str, out: Path) -> Tally:
    """Reads a file into another one, continuing it."""
    tally = Tally()
    with open_source(source) as opened:
        run(opened, sink_of(out), BadLines(lambda _: None), tally, workers=1, step=lambda: None)
    return tally


class Cut(Exception):
    """Ends a run in its middle."""


def cut_off(source: str, out: Path, groups: int) -> None:
    """Reads a file until some groups are written."""
    left = iter(range(groups - 1))

    def step() -> None:
        if next(left, None) is None:
            raise Cut

    with open_source(source) as opened, pytest.raises(Cut):
        run(opened, sink_of(out), BadLines(lambda _: None), Tally(), workers=1, step=step)


@pytest.mark.parametrize("ending", [".jsonl", ".csv"])
def test_a_file_cut_off_at_any_byte_is_completed(ending: str, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", jsonl(SOME))
    whole = tmp_path / f"whole{ending}"
    assert read(source, whole).read == 8
    content = whole.read_bytes()
    out = tmp_path / f"out{ending}"
    for end in [*range(0, len(content), 97), len(content) - 1, len(content)]:
        out.write_bytes(content[:end])
        tally = read(source, out)
        assert out.read_bytes() == content, end
        assert tally.read + tally.skipped == 8


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_parquet_is_completed_from_its_part(groups: int, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", jsonl(SOME))
    whole, out = tmp_path / "whole.parquet", tmp_path / "out.parquet"
    read(source, whole)
    assert not part_of(whole).exists()
    cut_off(source, out, groups)
    assert not out.exists()
    part = part_of(out).read_bytes()
    for end in (len(part), len(part) - 1, len(part) // 2, 5):
        part_of(out).write_bytes(part[:end])
        read(source, out)
        assert pq.read_table(out).equals(pq.read_table(whole))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.parquet", "whole.parquet"]
        out.unlink()


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_a_finished_file_takes_what_is_new(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"out{ending}"
    read(write(tmp_path / "a.jsonl", jsonl(SOME[:3])), out)
    tally = read(write(tmp_path / "b.jsonl", jsonl(SOME)), out)
    assert (tally.read, tally.skipped) == (5, 3)
    read(write(tmp_path / "b.jsonl", jsonl(SOME)), tmp_path / f"whole{ending}")
    if ending == ".parquet":
        assert pq.read_table(out).equals(pq.read_table(tmp_path / "whole.parquet"))
    else:
        assert out.read_bytes() == (tmp_path / f"whole{ending}").read_bytes()


def test_a_run_that_ends_early_leaves_whole_lines(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", jsonl(SOME))
    cut_off(source, tmp_path / "out.jsonl", 2)
    assert ids((tmp_path / "out.jsonl").read_text()) == ["ad-0", "ad-1", "ad-2", "ad-3"]


@pytest.mark.parametrize(("name", "content"), [("a.jsonl", '{"id": "a", "x": 1}\n'), ("a.csv", "a,b\n1,2\n")])
def test_a_file_that_is_not_ours_is_left_alone(name: str, content: str, tmp_path: Path) -> None:
    out = tmp_path / name
    write(out, content + "half a li")
    with pytest.raises(UserInputError, match="not written by metier read"):
        read(write(tmp_path / "in.jsonl", jsonl(SOME)), out)
    assert out.read_text() == content + "half a li"


def test_a_parquet_file_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    write(out, "something else")
    with pytest.raises(UserInputError, match="not written by metier read"):
        read(write(tmp_path / "in.jsonl", jsonl(SOME)), out)
    assert out.read_text() == "something else"


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_where_nothing_can_be_read_nothing_is_left(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"out{ending}"
    with pytest.raises(SourceError, match="no posting could be read; 2 lines were tried"):
        read(write(tmp_path / "in.jsonl", "{a\n{b\n"), out)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_strict_stops_at_the_first_bad_line(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", jsonl(SOME[:5]) + "{bad\n" + jsonl(SOME[5:]))
    out = tmp_path / "out.jsonl"
    with open_source(source) as opened, pytest.raises(SourceError, match=r"line 6\): not JSON"):
        run(opened, LineFile(out, "jsonl"), Strict(opened.name), Tally(), workers=1, step=lambda: None)
    assert ids(out.read_text()) == ["ad-0", "ad-1", "ad-2", "ad-3"]
    assert read(source, out).read == 4
    assert ids(out.read_text()) == [str(row["id"]) for row in SOME]


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abcd")))
def test_each_id_is_skipped_as_often_as_it_was_written(written: list[str], wanted: list[str]) -> None:
    done = Done(iter(written))
    left = [key for key in wanted if not done.take(key)]
    assert all(left.count(key) == max(0, wanted.count(key) - written.count(key)) for key in "abcd")


def test_ids_in_the_order_of_the_input_take_no_memory() -> None:
    done = Done(iter(map(str, range(1000))))
    assert all(done.take(str(number)) for number in range(1000))
    assert not done._passed


def test_a_file_without_a_whole_line_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b'{"id": ' + b"x" * 3_000_000)
    mend(path)
    assert path.read_bytes() == b""


def test_ids_with_any_sign_are_found_again(tmp_path: Path) -> None:
    odd = ['a"b', "c\\", "d,e", "f\ng", "", "ü\u2028", "😀"]
    source = write(tmp_path / "in.jsonl", jsonl(ad(0, id=key) for key in odd))
    for ending in (".jsonl", ".csv", ".parquet"):
        out = tmp_path / f"out{ending}"
        assert read(source, out).read == 7
        assert read(source, out).skipped == 7


def test_groups_are_bounded_by_number_and_by_length() -> None:
    items: Iterator[Record | BadLine] = iter(
        [
            Record("a", "x"),
            BadLine("line 2", "bad"),
            Record("b", "x"),
            Record("c", "x" * 5_000_000),
            Record("d", "x"),
        ]
    )
    bad = BadLines(lambda _: None)
    assert [[posting.id for posting in group] for group in batches.in_groups(items, bad)] == [["a", "b"], ["c"], ["d"]]
    assert bad.count == 1


def test_a_record_of_csv_and_one_of_json_say_the_same(tmp_path: Path) -> None:
    import csv

    source = write(tmp_path / "in.jsonl", jsonl(SOME))
    for ending in (".jsonl", ".csv"):
        read(source, tmp_path / f"out{ending}")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    with (tmp_path / "out.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for line, row in zip(lines, rows, strict=True):
        assert row["role_id"] == line["role_id"]
        assert row["required"] == "; ".join(part["name"] for part in line["required"])
        assert json.loads(row["spans"]) == line["spans"]
        assert row["experience_years_min"] == str(line["experience_years_min"])


def test_an_unreadable_part_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(MetierError):
        read(str(tmp_path), tmp_path / "out.jsonl")
