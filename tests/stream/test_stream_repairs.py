"""Odd names of files, encodings, long cells, line ends and objects inside tables."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ads import TEXT, ad, write

import metier
from metier.errors import UserInputError
from metier.reading.batch import Record, records
from metier.reading.cells import as_text
from metier.stream import delimited, files
from metier.stream.columns import Columns
from metier.stream.encode import CSV_COLUMNS, csv_rows
from metier.stream.items import BadLine
from metier.stream.pages import page_text
from metier.stream.resume import ids_of_csv
from metier.stream.source import open_source
from metier.stream.titles import titles_in
from metier.surfaces.cli.main import main

PAGE = f"<h1>Baker</h1><p>{TEXT}</p>"


def items(source: str) -> list[Record | BadLine]:
    with open_source(source) as opened:
        return list(opened.items)


def test_a_file_name_that_is_no_utf8_gives_an_id_that_can_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.html"))
    path.write_text(PAGE, encoding="utf-8")
    for source in (str(path), str(tmp_path)):
        (found,) = items(source)
        assert isinstance(found, Record)
        assert found.id == "caf\N{REPLACEMENT CHARACTER}.html"


@pytest.mark.parametrize("name", ["undefined", "idna", "hex", "no-such-thing"])
def test_a_page_may_declare_any_encoding(name: str) -> None:
    page = f'<meta charset="{name}"><p>Z\N{LATIN SMALL LETTER U WITH DIAERESIS}rich'
    assert page_text(page.encode("cp1252")) == page


def test_long_cells_of_an_earlier_run_are_read_again(tmp_path: Path) -> None:
    row = ["a", *["x" * 200_000] * (len(CSV_COLUMNS) - 1)]
    path = tmp_path / "out.csv"
    path.write_bytes(csv_rows([CSV_COLUMNS, row]))
    assert list(ids_of_csv(path, path.stat().st_size, CSV_COLUMNS)) == ["a"]


def test_a_cell_that_is_too_long_is_an_error_for_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metier.stream.resume.LONGEST_CELL", 1000)
    path = tmp_path / "out.csv"
    path.write_bytes(csv_rows([CSV_COLUMNS, ["a", *["x" * 2000] * (len(CSV_COLUMNS) - 1)]]))
    with pytest.raises(UserInputError, match="line 2"):
        list(ids_of_csv(path, path.stat().st_size, CSV_COLUMNS))


def test_line_ends_inside_cells_stay_as_they_are(tmp_path: Path) -> None:
    text = "Your tasks\r\n- Write SQL\n- Use Python\r\n"
    (found,) = items(write(tmp_path / "a.csv", f'id,text\r\n1,"{text}"\r\n'))
    assert isinstance(found, Record)
    assert found.text == text
    fact = next(fact for fact in metier.read_posting(found.text).required if fact.id == "python")
    assert text[fact.start : fact.end] == "Python"


def test_rows_after_an_overlong_line_keep_their_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST_LINE", 100)
    monkeypatch.setattr(files, "_PIECE", 10)
    source = write(tmp_path / "a.csv", f'id,text\n1,one\n2,{"x" * 300}\n3,"three\nlines\nlong"\n4,\n')
    found = items(source)
    assert [item.place for item in found if isinstance(item, BadLine)] == ["line 3", "line 7"]
    assert delimited.LONGEST_CELL > 1_000_000


def test_a_graph_is_recognised_as_in_a_file() -> None:
    stated = {"@type": "JobPosting", "title": "Baker", "description": TEXT, "employmentType": "PART_TIME"}
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Jobs"}, stated]}
    (reading,) = metier.read_postings([graph])
    assert (reading.title, reading.employment_type) == ("Baker", "part-time")


def test_objects_in_the_columns_of_a_batch_are_their_names() -> None:
    row = {"text": TEXT, "title": "Baker", "company": {"name": "Acme"}, "location": [{"addressLocality": "Bonn"}]}
    (record,) = records(pa.RecordBatch.from_pylist([row]))
    assert (record.company, record.location) == ("Acme", "Bonn")


def test_what_tables_mark_as_missing_is_empty() -> None:
    class NAType:
        """As in pandas: any comparison gives it again, and it is neither true nor false."""

        def __bool__(self) -> bool:
            raise TypeError

    assert as_text(NAType()) == as_text(float("nan")) == as_text(None) == ""


def test_the_share_of_a_folder_is_that_of_its_pages(tmp_path: Path) -> None:
    stated = [{"@type": "JobPosting", "title": f"Baker {n}", "description": TEXT} for n in range(5)]
    many = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    for name, content in (("a.html", many), ("b.html", PAGE)):
        write(tmp_path / name, content)
    with open_source(str(tmp_path)) as source:
        shares = [source.done() for _ in source.items]
        assert shares == [0, 0, 0, 0, 0, 0.5]
        assert source.done() == 1


def test_titles_of_a_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "titles.parquet"
    pq.write_table(pa.table({"job_title": ["Baker", None], "id": [7, 8]}), path)
    assert list(titles_in(str(path), Columns())) == [("7", "Baker"), ("8", "")]


def test_bad_lines_of_several_files_of_titles_name_their_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write(tmp_path / "good.jsonl", '{"title": "Baker"}\n')
    broken = write(tmp_path / "broken.jsonl", '{"title": "Nurse"}\n{"title"\n')
    with pytest.raises(SystemExit) as ended:
        main(["title", good, broken])
    assert not ended.value.code
    assert f"{broken}, line 2: not JSON" in capsys.readouterr().err


def test_rows_of_a_file_say_what_a_batch_says(tmp_path: Path) -> None:
    row = ad(1, company={"name": "Acme"})
    (found,) = items(write(tmp_path / "a.jsonl", json.dumps(row)))
    assert [found] == list(records(pa.RecordBatch.from_pylist([row])))
