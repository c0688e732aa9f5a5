"""`metier fetch`: a file arrives whole and verified, or what was there before stays."""

from __future__ import annotations

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stamina
import yaml

from metier.build import fetch as fetch_module
from metier.build.fetch import fetch, fetchables
from metier.errors import FetchError, UserInputError

CONTENT = bytes(range(256)) * 4096  # 1 MiB


@dataclass
class Producer:
    """A loopback server with ranges; breaks off the first ``breaks`` answers, or answers ``status``."""

    content: bytes = CONTENT
    etag: str = '"one"'
    breaks: int = 0
    break_after: int = 300_000
    status: int = 0
    ranges_ignored: bool = False
    asked: list[str | None] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def producer() -> Iterator[Producer]:
    """A running producer."""
    state = Producer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.asked.append(wanted)
            if state.status:
                self.send_error(state.status)
                return
            start = 0
            same = self.headers.get("If-Range") == state.etag
            if wanted and same and not state.ranges_ignored:
                start = int(wanted.removeprefix("bytes=").removesuffix("-"))
                if start >= len(state.content):
                    self.send_error(416)
                    return
                self.send_response(206)
                last = len(state.content) - 1
                self.send_header("Content-Range", f"bytes {start}-{last}/{len(state.content)}")
            else:
                self.send_response(200)
            self.send_header("ETag", state.etag)
            self.send_header("Content-Length", str(len(state.content) - start))
            self.end_headers()
            if state.breaks:
                state.breaks -= 1
                self.wfile.write(state.content[start : start + state.break_after])
                self.close_connection = True
                return
            self.wfile.write(state.content[start:])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Retries follow each other at once."""
    stamina.set_testing(True, attempts=fetch_module.ATTEMPTS)
    yield
    stamina.set_testing(False)


def zip_of(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, text in members.items():
            zipped.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_whole_and_recorded_with_its_hash(producer: Producer, tmp_path: Path) -> None:
    got = fetch("aijobs", tmp_path, base_url=producer.url)
    assert got.path.read_bytes() == CONTENT
    assert got.new
    record = yaml.safe_load((got.path.parent / "origin.yaml").read_text())["files"]["salaries.csv"]
    assert record["sha256"] == got.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert record["licence"] == "CC0-1.0"
    assert names(got.path.parent) == {"salaries.csv", "origin.yaml"}


def test_a_file_that_is_there_is_not_fetched_again(producer: Producer, tmp_path: Path) -> None:
    fetch("aijobs", tmp_path, base_url=producer.url)
    again = fetch("aijobs", tmp_path, base_url=producer.url)
    assert not again.new
    assert len(producer.asked) == 1


def test_a_file_that_was_edited_is_fetched_again(producer: Producer, tmp_path: Path) -> None:
    got = fetch("aijobs", tmp_path, base_url=producer.url)
    got.path.write_bytes(b"edited")
    assert fetch("aijobs", tmp_path, base_url=producer.url).new
    assert got.path.read_bytes() == CONTENT


def test_an_interrupted_download_continues_where_it_stopped(producer: Producer, tmp_path: Path) -> None:
    producer.breaks = 2
    got = fetch("aijobs", tmp_path, base_url=producer.url)
    assert got.path.read_bytes() == CONTENT
    assert producer.asked[0] is None
    starts = [int(str(asked).removeprefix("bytes=").removesuffix("-")) for asked in producer.asked[1:]]
    assert len(starts) == 2
    assert 0 < starts[0] < starts[1] < len(CONTENT)


def test_a_download_that_keeps_failing_is_kept_and_continued_by_the_next_run(
    producer: Producer, tmp_path: Path
) -> None:
    producer.breaks, producer.break_after = fetch_module.ATTEMPTS, 10_000
    with pytest.raises(FetchError, match="again to continue"):
        fetch("aijobs", tmp_path, base_url=producer.url)
    assert not (tmp_path / "aijobs-salaries" / "salaries.csv").exists()
    before = len(producer.asked)
    assert fetch("aijobs", tmp_path, base_url=producer.url).path.read_bytes() == CONTENT
    assert producer.asked[before] is not None


def test_a_file_that_changed_meanwhile_is_fetched_from_its_start(producer: Producer, tmp_path: Path) -> None:
    producer.breaks, producer.break_after = fetch_module.ATTEMPTS, 10_000
    with pytest.raises(FetchError):
        fetch("aijobs", tmp_path, base_url=producer.url)
    producer.content, producer.etag = CONTENT[::-1], '"two"'
    assert fetch("aijobs", tmp_path, base_url=producer.url).path.read_bytes() == CONTENT[::-1]


def test_a_producer_without_ranges_is_read_from_the_start(producer: Producer, tmp_path: Path) -> None:
    producer.breaks, producer.ranges_ignored = 1, True
    assert fetch("aijobs", tmp_path, base_url=producer.url).path.read_bytes() == CONTENT


def test_a_beginning_that_is_longer_than_the_file_is_thrown_away(producer: Producer, tmp_path: Path) -> None:
    folder = tmp_path / "aijobs-salaries"
    folder.mkdir()
    (folder / "salaries.csv.part").write_bytes(CONTENT + b"more")
    (folder / "salaries.csv.part.of").write_text(producer.etag)
    assert fetch("aijobs", tmp_path, base_url=producer.url).path.read_bytes() == CONTENT


def test_a_wrong_hash_is_refused_and_the_file_before_stays(
    producer: Producer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "aijobs-salaries"
    folder.mkdir()
    (folder / "salaries.csv").write_bytes(b"before")
    entry = replace(fetchables()["aijobs"], pinned=(("current", "0" * 64),))
    monkeypatch.setattr(fetch_module, "fetchables", lambda: {"aijobs": entry})
    with pytest.raises(FetchError, match="SHA-256"):
        fetch("aijobs", tmp_path, base_url=producer.url)
    assert (folder / "salaries.csv").read_bytes() == b"before"
    assert names(folder) == {"salaries.csv"}


def test_a_missing_version_names_the_page_and_leaves_nothing(producer: Producer, tmp_path: Path) -> None:
    producer.status = 404
    with pytest.raises(FetchError, match=r"404.*\n.*onetcenter\.org"):
        fetch("onet", tmp_path, version="99.9", base_url=producer.url)
    assert len(producer.asked) == 1
    assert names(tmp_path / "onet-99.9") == set()


def test_the_members_of_a_zip_lie_beside_it_and_nowhere_else(producer: Producer, tmp_path: Path) -> None:
    producer.content = zip_of(db_30_2_text__Skills_txt="a", **{"..__..__escape.txt": "b"})
    got = fetch("onet", tmp_path, base_url=producer.url)
    assert got.members == ("Skills_txt", "escape.txt")
    assert got.path.parent == tmp_path / "onet-30.2"
    assert names(tmp_path) == {"onet-30.2"}
    assert names(got.path.parent) == {"db_30_2_text.zip", "Skills_txt", "escape.txt", "origin.yaml"}


def test_a_damaged_zip_leaves_no_member(producer: Producer, tmp_path: Path) -> None:
    whole = bytearray(zip_of(first="a" * 1000, second="b" * 1000))
    whole[whole.index(b"bbbb")] ^= 1
    producer.content = bytes(whole)
    with pytest.raises(FetchError, match="not a zip"):
        fetch("onet", tmp_path, base_url=producer.url)
    assert names(tmp_path / "onet-30.2") == set()


def test_a_source_that_needs_an_address_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserInputError, match="e-mail"):
        fetch("esco", tmp_path)
    with pytest.raises(UserInputError, match="--contact"):
        fetch("bls-oews", tmp_path)
    with pytest.raises(UserInputError, match="Sources: onet"):
        fetch("nowhere", tmp_path)


def test_every_entry_has_a_page_a_licence_and_a_place() -> None:
    for name, entry in fetchables().items():
        assert entry.page.startswith("https://"), name
        assert entry.licence, name
        assert entry.folder, name
        assert entry.by_hand or (entry.at(None).url.startswith("https://") and entry.file), name
        assert "{" not in entry.at(None).url + entry.at(None).file + entry.at(None).folder, name
