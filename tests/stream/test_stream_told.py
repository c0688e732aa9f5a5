"""What a user is told where input is no text or cut off, and where output cannot go."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from metier.errors import MetierError, UserInputError
from metier.stream.source import open_source
from metier.surfaces.cli.main import main
from metier.surfaces.cli.read import postings_of

_AD = {"id": "1", "title": "Data Engineer", "text": "You know SQL."}
_FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not _FULL.exists(), reason="no device that is always full")


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["read", *arguments])
    return int(left.value.code or 0)


@pytest.fixture
def ad(tmp_path: Path) -> Path:
    path = tmp_path / "ad.jsonl"
    path.write_text(json.dumps(_AD) + "\n")
    return path


@pytest.mark.parametrize("name", ["noise.csv", "noise.jsonl", "noise"])
def test_noise_is_not_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"id\n" + bytes(code * 7 % 256 for code in range(1, 4000)))
    with pytest.raises(UserInputError, match="not text"):
        open_source(str(path))


def test_a_stray_control_character_is_borne(tmp_path: Path) -> None:
    path = tmp_path / "ads.csv"
    path.write_bytes(b"id,title,text\n1,Analyst,You know SQL and tell\x02 others what the numbers of the week mean.\n")
    with open_source(str(path)) as opened:
        assert len(list(opened.items)) == 1


@needs_full
def test_a_device_is_refused() -> None:
    with pytest.raises(UserInputError, match="is a device"):
        open_source(str(_FULL))


@needs_full
def test_where_output_cannot_go_is_named(ad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(str(ad), "--out", str(_FULL)) == 1
    assert "/dev/full cannot be written" in capsys.readouterr().err


def test_a_packed_file_that_is_cut_off_fails_but_keeps_what_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "".join(json.dumps(_AD | {"id": f"{number * 7919}"}) + "\n" for number in range(3000))
    path, out = tmp_path / "cut.jsonl.gz", tmp_path / "facts.jsonl"
    packed = gzip.compress(lines.encode())
    path.write_bytes(packed[: len(packed) * 3 // 4])
    assert _run(str(path), "--out", str(out)) == 1
    assert "rest of it is lost" in capsys.readouterr().err
    assert out.read_text().startswith('{"id": "0"')


def test_a_text_that_is_an_object_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "ads.parquet"
    pq.write_table(pa.table({"id": ["1"], "text": [{"en": "You know SQL."}]}), path)
    with open_source(str(path)) as opened:
        (found,) = opened.items
    assert getattr(found, "reason", "") == "no text: 'text' holds an object"


def test_one_posting_is_one() -> None:
    assert (postings_of(1), postings_of(2000)) == ("1 posting", "2,000 postings")


def test_errors_of_output_are_ours() -> None:
    from metier.stream.sinks import unwritable

    said = unwritable("facts.jsonl", OSError(28, "No space left on device"))
    assert isinstance(said, MetierError)
    assert said.message == "facts.jsonl cannot be written: no space left on device."
