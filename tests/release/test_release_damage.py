"""A damaged release is named table by table, never read by mistake, and never shown as an engine's error."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from metier.errors import ReleaseError
from metier.release.reader import Release, starter_folder


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the starter release that a test may damage."""
    return Path(shutil.copytree(starter_folder(), tmp_path / "copy"))


def flip(path: Path, at: float = 0.5) -> None:
    """Invert one byte of a file, at a fraction of its length."""
    raw = bytearray(path.read_bytes())
    raw[int(len(raw) * at)] ^= 0xFF
    path.write_bytes(raw)


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest."""
    path = folder / "release.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    change(raw)
    path.write_text(json.dumps(raw), encoding="utf-8")


def test_the_starter_is_intact() -> None:
    release = Release()
    release.verify()
    assert release.id == release.manifest.raw["release_id"]
    assert len(release.id) == 12
    assert release.evidence_date == "2026-08-08"


def test_a_truncated_table_is_named_when_the_release_is_opened(copy: Path) -> None:
    table = copy / "wages.parquet"
    table.write_bytes(table.read_bytes()[:-100])
    with pytest.raises(ReleaseError, match=r"damaged: table wages: [\d,]+ bytes, not") as caught:
        Release(copy)
    assert "counts" not in caught.value.message
    assert caught.value.hint


def test_a_missing_table_is_named_when_the_release_is_opened(copy: Path) -> None:
    (copy / "projections.parquet").unlink()
    with pytest.raises(ReleaseError, match="table projections: the file is missing"):
        Release(copy)


def test_every_damaged_table_is_named(copy: Path) -> None:
    (copy / "projections.parquet").unlink()
    (copy / "wages.parquet").write_bytes(b"")
    with pytest.raises(ReleaseError) as caught:
        Release(copy)
    assert "projections" in caught.value.message
    assert "wages" in caught.value.message


def test_verify_names_the_table_with_a_flipped_byte(copy: Path) -> None:
    flip(copy / "wages.parquet")
    release = Release(copy)  # opening checks sizes only
    with pytest.raises(ReleaseError, match="table wages: the content differs"):
        release.verify()


@pytest.mark.parametrize("at", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
@pytest.mark.parametrize("table", ["counts", "wages", "role_labels"])
def test_a_query_on_a_flipped_byte_never_answers_and_never_shows_the_engine(copy: Path, table: str, at: float) -> None:
    flip(copy / f"{table}.parquet", at)
    release = Release(copy)
    with pytest.raises(ReleaseError, match=f"table {table}"):
        release.rows(f"SELECT * FROM {table}", tables=(table,))


def test_other_tables_of_a_damaged_release_are_named_by_no_one(copy: Path) -> None:
    flip(copy / "wages.parquet")
    assert Release(copy).rows("SELECT count(*) FROM projections", tables=("projections",))[0][0] > 800


def test_no_release_in_a_folder(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ReleaseError, match="there is no release here") as caught:
            Release(place)
        assert "metier build" in caught.value.hint


def test_a_file_is_no_release(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("text", encoding="utf-8")
    with pytest.raises(ReleaseError, match="there is no release here"):
        Release(file)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"7", b'"text"', b"\xff\xfe\x00", b"{}", b'{"format": 1}',
     b'{"format": 1, "release_id": "x", "evidence_date": "2026-08-08", "tables": []}',
     b'{"format": 1, "release_id": "x", "evidence_date": "2026-08-08", "tables": {"wages": 3}}'],
)  # fmt: skip
def test_a_broken_manifest_is_named(copy: Path, content: bytes) -> None:
    (copy / "release.json").write_bytes(content)
    with pytest.raises(ReleaseError, match=r"release\.json"):
        Release(copy)


def test_a_manifest_without_a_table_is_damaged(copy: Path) -> None:
    rewrite(copy, lambda raw: raw["tables"].pop("wages"))
    with pytest.raises(ReleaseError, match="wages"):
        Release(copy)


def test_an_unknown_format_says_which_is_read(copy: Path) -> None:
    rewrite(copy, lambda raw: raw.update(format=99))
    with pytest.raises(ReleaseError, match="release format 99, this metier reads format 1"):
        Release(copy)


def test_verify_notices_a_changed_manifest(copy: Path) -> None:
    rewrite(copy, lambda raw: raw.update(evidence_date="2030-01-01"))
    with pytest.raises(ReleaseError, match="manifest"):
        Release(copy).verify()


def test_origins_have_papers() -> None:
    for origin in Release().origins.values():
        assert origin.producer
        assert origin.licence
        assert origin.citation
        assert origin.url.startswith("https://") or origin.origin_id.startswith("fulltext")
        assert origin.files
        assert all(len(digest) == 64 for _, digest in origin.files)
        assert 0 < origin.rows_kept <= origin.rows_read
