"""Every kind of file gives the same postings, and each bad place in it is told with its reason."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sys
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ads import TEXT, ad, jsonl, write
from hypothesis import given
from hypothesis import strategies as st

from metier.errors import MetierError, SourceError, UserInputError
from metier.reading.batch import Record
from metier.stream import delimited, files
from metier.stream.columns import Columns
from metier.stream.delimited import read_csv
from metier.stream.files import Lines
from metier.stream.items import BadLine, BadLines
from metier.stream.jsonl import read_jsonl
from metier.stream.source import open_source

ROWS = [ad(1, company="Acme", location="Berlin"), ad(2, company='Ber"ta, Inc', location="Lyon")]


def everything(source: str, **columns: str) -> list[Record | BadLine]:
    """The items of a file."""
    with open_source(source, Columns.of(**columns)) as opened:
        return list(opened.items)


def postings(source: str, **columns: str) -> list[Record]:
    """The postings of a file in which all can be read."""
    items = everything(source, **columns)
    assert not [item for item in items if isinstance(item, BadLine)]
    return [item for item in items if isinstance(item, Record)]


def bad(source: str, **columns: str) -> list[str]:
    """What is told of a file's bad lines."""
    return [f"{i.place}: {i.reason}" for i in everything(source, **columns) if isinstance(i, BadLine)]


def as_csv(rows: list[dict[str, object]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def expected() -> list[Record]:
    return [Record(**{key: str(value) for key, value in row.items()}) for row in ROWS]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ads.jsonl", jsonl(ROWS)),
        ("ads.jsonl.gz", gzip.compress(jsonl(ROWS).encode(), mtime=0)),
        ("ads", jsonl(ROWS)),
        ("windows.jsonl", b"\xef\xbb\xbf" + jsonl(ROWS).replace("\n", "\r\n").encode()),
        ("ads.csv", as_csv(ROWS)),
        ("ads.csv.gz", gzip.compress(as_csv(ROWS).encode(), mtime=0)),
        ("semicolons.csv", as_csv(ROWS, ";")),
        ("tabs.tsv", as_csv(ROWS, "\t")),
        ("header", as_csv(ROWS)),
        ("ads.json", json.dumps(ROWS, indent=1)),
        ("answer.json", json.dumps({"jobs": ROWS, "meta": {"total": 2}})),
        ("lines.json", '{"jobs": [\n' + ",\n".join(json.dumps(row) for row in ROWS) + "]}"),
        ("blank.jsonl", "\n \n" + jsonl(ROWS)),
        ("blank", "\n\n" + jsonl(ROWS)),
    ],
)
def test_every_kind_of_file_gives_the_same_postings(name: str, content: str | bytes, tmp_path: Path) -> None:
    assert postings(write(tmp_path / name, content)) == expected()


def test_parquet_gives_the_same_postings(tmp_path: Path) -> None:
    path = tmp_path / "ads.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), path)
    assert postings(str(path)) == expected()
    pq.write_table(pa.Table.from_pylist([{"text": "Build things"}, {"text": None}]), path)
    assert bad(str(path)) == ["row 2: no text: 'text' is empty"]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("content", [jsonl(ROWS), as_csv(ROWS), json.dumps(ROWS)])
def test_standard_input_is_known_by_its_first_line(content: str, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = gzip.compress(content.encode(), mtime=0) if packed else content.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
    assert postings("-") == expected()


@pytest.mark.parametrize("text", ["We look for a data engineer.\nPython is a must.", "<p>We need <b>Python</b></p>"])
def test_standard_input_may_be_one_posting(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert postings("-") == [Record(id="1", text=text)]


def test_blank_lines_before_a_posting_count_in_its_offsets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\nWe look for a baker."))
    assert postings("-") == [Record(id="1", text="\n\nWe look for a baker.")]


def test_a_pipe_has_no_length_and_one_long_line_no_header(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("word " * 100_000,))
    writer.start()
    with open_source(str(pipe)) as source:
        assert [item.text for item in source.items if isinstance(item, Record)] == ["word " * 100_000]
        assert source.done() is None
    writer.join()


def test_what_is_missing_in_a_table_is_empty(tmp_path: Path) -> None:
    assert bad(write(tmp_path / "a.jsonl", '{"text": NaN}')) == ["line 1: no text: 'text' is empty"]
    assert postings(write(tmp_path / "b.jsonl", '{"text": "x", "id": NaN, "title": null}')) == [Record("1", "x")]


def test_usual_names_of_columns_are_known(tmp_path: Path) -> None:
    row = {
        "Job Title": "Baker",
        "job_description": TEXT,
        "companyName": "Acme",
        "jobId": 7,
        "Location": {"name": "Bonn"},
    }
    found = postings(write(tmp_path / "a.jsonl", jsonl([row])))
    assert found == [Record(id="7", text=TEXT, title="Baker", company="Acme", location="Bonn")]


def test_columns_can_be_named(tmp_path: Path) -> None:
    row = {"id": "no", "key": "yes", "head": "Baker", "words": TEXT, "text": "not this"}
    for name, content in (("a.jsonl", jsonl([row])), ("a.csv", as_csv([row]))):
        found = postings(write(tmp_path / name, content), id="key", title="head", text="words")
        assert found == [Record(id="yes", text=TEXT, title="Baker")]


def test_a_row_without_id_gets_the_number_of_its_line(tmp_path: Path) -> None:
    rows = jsonl([{"text": "One"}]) + "\n" + jsonl([{"text": "Two", "id": None}, {"text": "Three", "id": 0}])
    assert [p.id for p in postings(write(tmp_path / "a.jsonl", rows))] == ["1", "3", "0"]
    table = 'title,text\nA,"one\ntwo"\nB,three\n'
    assert [p.id for p in postings(write(tmp_path / "a.csv", table))] == ["2", "4"]


def test_a_job_board_that_calls_the_title_text(tmp_path: Path) -> None:
    row = {"id": "x", "text": "Data Engineer", "descriptionPlain": TEXT, "categories": {"location": "Oslo"}}
    assert postings(write(tmp_path / "a.jsonl", jsonl([row]))) == [Record(id="x", text=TEXT, title="Data Engineer")]


def test_bad_lines_of_jsonl_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        json.dumps(ad(1)).encode(), b"{not json", b'["a"]', b"null", b'{"title": "no text"}', b'{"text": "  "}',
        b'{"text": "caf\xe9"}', b"", b'{"text": ' + b"[" * 100_000, b'{"text": ' + b"9" * 5000 + b"}",
        json.dumps(ad(2)).encode()[:40], json.dumps(ad(3)).encode(),
    ]  # fmt: skip
    name = write(tmp_path / "a.jsonl", b"\n".join(lines))
    assert [i.id for i in everything(name) if isinstance(i, Record)] == ["ad-1", "ad-3"]
    told = bad(name)
    assert [line.partition(":")[0] for line in told] == [f"line {n}" for n in (2, 3, 4, 5, 6, 7, 9, 10, 11)]
    for reason in ("not JSON", "not an object but a list", "no text: it has 'title'", "'text' is empty", "not UTF-8"):
        assert any(reason in line for line in told), reason


def test_bad_rows_of_csv_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    content = b'id,text\n1,one\n2,two,too many\n3,\n4,caf\xe9\n5\n6,"six\nlines"\n'
    name = write(tmp_path / "a.csv", content)
    assert [i.id for i in everything(name) if isinstance(i, Record)] == ["1", "6"]
    assert bad(name) == [
        "line 3: 3 columns where the header has 2",
        "line 4: no text: 'text' is empty",
        "line 5: not UTF-8",
        "line 6: no text: 'text' is empty",
    ]


def test_a_quotation_mark_left_open_does_not_swallow_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "LONGEST_CELL", 1000)
    name = write(tmp_path / "a.csv", 'id,text\n1,"open\n' + "x" * 300 + "\n" + "2,two\n" * 300)
    found = everything(name)
    assert any(isinstance(item, BadLine) and "left open" in item.reason for item in found)
    assert any(isinstance(item, Record) and item.text == "two" for item in found)


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST_LINE", 1000)
    name = write(tmp_path / "a.jsonl", jsonl([ad(1), ad(2, text="x" * 2_000_000), ad(3)]))
    assert [i.id for i in everything(name) if isinstance(i, Record)] == ["ad-1", "ad-3"]
    assert bad(name) == ["line 2: longer than 0 MB"]


def test_a_gzip_file_that_is_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    packed = gzip.compress(jsonl(ad(n, text=f"{n} {hash(str(n))} {TEXT}") for n in range(2000)).encode())
    found = everything(write(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2]))
    assert len(found) > 100
    assert isinstance(found[-1], BadLine)
    assert "cut off" in found[-1].reason


def test_half_of_a_character_pair_becomes_one_sign(tmp_path: Path) -> None:
    name = write(tmp_path / "a.jsonl", r'{"id": "a\ud800", "text": "x \udc00 y \ud83d\ude00"}')
    assert postings(name) == [Record(id="a\ufffd", text="x \ufffd y \U0001f600")]


def test_pages_and_folders_of_pages(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Acme jobs</title></head><body><h1>Data Engineer</h1><p>You know Python.</p></body></html>"
    )
    name = write(tmp_path / "b.html", page)
    assert postings(name) == [Record(id="b.html", text=page, title="Data Engineer")]
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "c.HTM", "<p>Zürich</p>".encode("cp1252"))
    write(tmp_path / "a.txt", "A baker bakes.")
    write(tmp_path / "empty.html", "")
    write(tmp_path / "damaged.html", b"<p>\x00\x01\x02")
    write(tmp_path / "logo.png", b"\x89PNG")
    write(tmp_path / "README.md", "About these pages.")
    (tmp_path / ".old").mkdir()
    write(tmp_path / ".old" / "d.html", page)
    found = everything(str(tmp_path))
    assert [i.id for i in found if isinstance(i, Record)] == ["a.txt", "b.html", "in/c.HTM"]
    assert [i.text for i in found if isinstance(i, Record)][-1] == "<p>Zürich</p>"
    assert [i.place for i in found if isinstance(i, BadLine)] == ["damaged.html", "empty.html"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", "", "nothing in it"),
        ("a.csv", "id,title\n1,Baker\n", "no column is known to hold the text"),
        ("a.json", "[1, ", "not JSON"),
        ("a.parquet", "text", "not a Parquet file"),
        ("b", "PAR1 and then nothing", "not a whole Parquet file"),
        ("a.jsonl", "x".encode("utf-16"), "UTF-16"),
        ("a.pdf", "%PDF-1.7 ...", "is a PDF"),
        ("a.docx", b"PK\x03\x04...", "Office"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    name: str, content: str | bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(MetierError, match=message) as caught:
        everything(write(tmp_path / name, content))
    assert caught.value.hint


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    name = write(tmp_path / "a.csv", as_csv(ROWS))
    with pytest.raises(UserInputError, match="no column 'body'") as caught:
        everything(name, text="body")
    assert "'text'" in caught.value.hint
    with pytest.raises(UserInputError, match="cannot be read"):
        open_source(str(tmp_path / "nothing.jsonl"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserInputError, match="holds no page"):
        open_source(str(tmp_path / "empty"))


def test_only_the_first_bad_lines_are_told() -> None:
    told: list[str] = []
    lines = BadLines(told.append, shown=3)
    for number in range(10):
        lines.add(BadLine(f"line {number}", "bad"))
    assert lines.count == 10
    assert len(told) == 4
    assert lines.first == BadLine("line 0", "bad")


def test_a_file_is_read_only_as_far_as_it_is_asked_for(tmp_path: Path) -> None:
    name = write(tmp_path / "a.jsonl", jsonl(ad(n) for n in range(5000)))
    with open_source(name) as source:
        next(source.items)
        assert 0 < (source.done() or 0) < 0.2
        assert len(list(source.items)) == 4999
        assert source.done() == 1


@given(st.binary(max_size=300))
def test_any_bytes_are_lines_of_jsonl_or_bad(content: bytes) -> None:
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        for item in read_jsonl(Lines(io.BytesIO(content), "x"), Columns()):
            assert isinstance(item, Record | BadLine)


@given(st.binary(max_size=300))
def test_any_bytes_below_a_header_are_rows_or_bad(content: bytes) -> None:
    for item in read_csv(Lines(io.BytesIO(b"id,text\n" + content), "x"), Columns()):
        assert isinstance(item, Record | BadLine)


@given(st.lists(st.tuples(st.text(), st.text().filter(lambda text: text.strip() != "")), max_size=5))
def test_texts_survive_jsonl_as_they_are(rows: list[tuple[str, str]]) -> None:
    content = jsonl({"title": title, "text": text} for title, text in rows).encode()
    found = list(read_jsonl(Lines(io.BytesIO(content), "x"), Columns()))
    assert [(item.title, item.text) for item in found if isinstance(item, Record)] == [
        (title.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), text) for title, text in rows
    ]


def test_nothing_reads_a_number_limit_of_python(tmp_path: Path) -> None:
    assert sys.get_int_max_str_digits() > 0
    assert bad(write(tmp_path / "a.jsonl", '{"text": ' + "1" * 9000 + "}"))
    with pytest.raises(SourceError):
        everything(write(tmp_path / "a.json", "[\n" + "1" * 9000 + "]"))
