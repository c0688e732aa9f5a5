"""Files that are damaged, cut short or of another layout are named with the place and the next step."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_files import write_text, write_workbook

from metier.build.sources.delimited import read_columns, read_json
from metier.build.sources.workbook import number_reader, read_sheet, sheet_text
from metier.errors import SourceError

ROWS = [
    ["Table 1: pay", None, None],
    ["Code", "Employment, 2024", "Median wage[1]"],
    ["15-2051", 245.9, 112590],
    [None, None, None],
    ["11-3021", "—", "about 5"],
]
WANTED = {"code": "Code", "jobs": r"Employment, \d{4}", "wage": "Median wage"}


def test_a_sheet_is_read_by_its_headings_and_remembers_its_rows(tmp_path: Path) -> None:
    sheet = read_sheet(write_workbook(tmp_path / "a.xlsx", {"One": ROWS}), "one", WANTED, head_row=2)
    assert sheet.text("code") == ["15-2051", "11-3021"]
    assert sheet.numbers("jobs", ("—",)) == [245.9, None]
    assert list(sheet.rows) == [3, 5]
    assert sheet.title == "Table 1: pay"


def test_an_unknown_mark_is_named_with_sheet_row_and_column(tmp_path: Path) -> None:
    sheet = read_sheet(write_workbook(tmp_path / "a.xlsx", {"One": ROWS}), None, WANTED, head_row=2)
    with pytest.raises(SourceError) as caught:
        sheet.numbers("wage")
    assert "a.xlsx (sheet 'One', row 5, column 'Median wage'): 'about 5'" in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("sheet", "wanted", "says"),
    [
        ("Two", WANTED, "no sheet 'Two'; it has One"),
        ("One", {"x": "Openings"}, "no column 'Openings'; it has Code, Employment, 2024, Median wage"),
    ],
)
def test_another_layout_is_refused_with_what_is_there(
    tmp_path: Path, sheet: str, wanted: dict[str, str], says: str
) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"One": ROWS})
    with pytest.raises(SourceError, match=says) as caught:
        read_sheet(path, sheet, wanted, head_row=2)
    assert "version" in caught.value.hint


@pytest.mark.parametrize("keep", [0, 100, 900])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, keep: int) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"One": ROWS})
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(SourceError, match=r"a\.xlsx: the workbook cannot be opened") as caught:
        read_sheet(path, None, WANTED)
    assert "Fetch the file again" in caught.value.hint


def test_a_workbook_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="not there"):
        sheet_text(tmp_path / "none.xlsx", "One")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_survive_as_cells_and_as_text(value: float) -> None:
    read = number_reader(("*",))
    assert read(value) == value
    assert read(repr(value)) == value
    assert read("*") is None


def test_commas_quote_line_breaks_and_na_is_text(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv.gz", [["id", "names"], ["NA", '"one\ntwo, three"'], ["", "x"]])
    assert read_columns(path, ("names", "id")) == {"names": ["one\ntwo, three", "x"], "id": ["NA", ""]}


def test_tabs_do_not_quote(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.txt", [["Code", "Title"], ["1", 'the "best']], "\t")
    assert read_columns(path, ("Title",), delimiter="\t") == {"Title": ['the "best']}


def test_a_gzip_stream_cut_short_is_refused(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv.gz", [["id"], *([str(n)] for n in range(5000))])
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(SourceError, match=r"a\.csv\.gz: the gzip stream is damaged") as caught:
        read_columns(path, ("id",))
    assert "Fetch the file again" in caught.value.hint


def test_another_encoding_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,name\n1,plain\n2,Türkiye\n".encode("latin-1"))
    with pytest.raises(SourceError, match=r"a\.csv \(byte 19, row 3\): byte 0xfc is not UTF-8"):
        read_columns(path, ("name",))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [["id", "name"], ["1", "x"]])
    with pytest.raises(SourceError, match=r"\(row 1\): no column 'code'; it has id, name"):
        read_columns(path, ("code",))


def test_a_row_with_a_cell_too_many_is_refused(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [["id", "name"], ["1", "x", "y"]])
    with pytest.raises(SourceError, match="a row cannot be read"):
        read_columns(path, ("id",))


def test_json_cut_short_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b'{"15-2051": {"TX|callahan": {"I": 39.4'))
    with pytest.raises(SourceError, match=r"a\.json\.gz \(row 1, column \d+\): not JSON"):
        read_json(path)
