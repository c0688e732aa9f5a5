"""``metier read`` as people call it: what it prints, where it writes, and what it says to a mistake."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
import pytest

from metier.surfaces.cli.main import main

TEXT = (
    "Your tasks\n- Build data pipelines in Python\n\nYour profile\n- 3+ years of experience with Spark\n"
    "- A bachelor's degree in computer science\n- Docker is a plus\n\nThis is a full-time job."
)
KEYS = [
    "id", "role_id", "track", "level", "pay", "education_min", "education_preferred", "experience_substitutes",
    "experience_years_min", "workplace", "employment_type", "required", "preferred", "responsibilities",
    "industry_id", "alternatives", "language", "confidence", "spans", "abstained",
]  # fmt: skip


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs ``metier read`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, stdin: str = "") -> Ended:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as end:
            main(["read", *arguments])
        said = capsys.readouterr()
        return Ended(int(end.value.code or 0), said.out, said.err)

    return call


def lines(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def ad(key: str) -> dict[str, str]:
    return {"id": key, "title": "Senior Data Engineer", "text": TEXT}


def test_a_line_holds_every_fact_with_its_place(read) -> None:
    Path("ads.jsonl").write_text(lines(ad("a"), ad("b")), encoding="utf-8")
    ended = read("ads.jsonl")
    assert (ended.status, ended.err) == (0, "")
    row, other = map(json.loads, ended.out.splitlines())
    assert list(row) == KEYS
    assert row | {"id": "b"} == other
    assert (row["role_id"], row["level"], row["track"]) == ("data-engineer", "senior", "individual")
    assert (row["education_min"], row["experience_years_min"], row["employment_type"]) == ("bachelor", 3, "full-time")
    for technology in (*row["required"], *row["preferred"]):
        assert TEXT[technology["start"] : technology["end"]] == technology["surface"]
    assert {"Python", "Docker"} <= {t["surface"] for t in (*row["required"], *row["preferred"])}
    (start, end), *_ = row["spans"]["experience_years_min"]
    assert "3" in TEXT[start:end]
    assert all(0 <= share <= 1 for share in row["confidence"].values())


def test_the_ending_of_the_file_says_the_form(read) -> None:
    Path("ads.jsonl").write_text(lines(ad("a"), ad("b")), encoding="utf-8")
    for name in ("facts.jsonl", "facts.csv", "facts.parquet"):
        ended = read("ads.jsonl", "--out", name)
        assert ended.status == 0
        assert "2 postings read" in ended.err
    rows = [json.loads(line) for line in Path("facts.jsonl").read_text(encoding="utf-8").splitlines()]
    table = pq.read_table("facts.parquet").to_pylist()
    with Path("facts.csv").open(newline="", encoding="utf-8") as file:
        cells = list(csv.DictReader(file))
    for row, typed, flat in zip(rows, table, cells, strict=True):
        assert list(typed) == KEYS
        for key in ("id", "role_id", "level", "education_min", "experience_years_min", "required", "abstained"):
            assert typed[key] == row[key]
        assert flat["required"].split("; ") == [technology["name"] for technology in row["required"]]


def test_a_card_for_people(read) -> None:
    ended = read("-", "--format", "terminal", stdin=lines(ad("vacancy-7")))
    assert ended.status == 0
    for said in ("vacancy-7", "data-engineer, senior", "bachelor", "Python", "full-time"):
        assert said in ended.out


def test_standard_input_in_csv_out(read) -> None:
    ended = read("-", "--format", "csv", stdin="title,description\nBaker,We bake bread.\n")
    assert ended.out.splitlines()[0].startswith("id,role_id,track,level,pay_min")
    assert ended.out.splitlines()[1].startswith("2,other,")


def test_bad_lines_are_counted_and_the_rest_is_read(read) -> None:
    ended = read("-", stdin=lines(ad("a"), "{oops", {"title": "Baker"}, ad("b")))
    assert ended.status == 0
    assert [json.loads(line)["id"] for line in ended.out.splitlines()] == ["a", "b"]
    assert "line 2: not JSON" in ended.err
    assert "line 3: no text" in ended.err
    assert "2 lines could not be read." in ended.err


def test_strict_stops(read) -> None:
    ended = read("-", "--strict", stdin=lines(ad("a"), "{oops", ad("b")))
    assert ended.status == 1
    assert "standard input (line 2): not JSON" in ended.err


@pytest.mark.parametrize(
    ("arguments", "stdin", "status", "message", "hint"),
    [
        (("nothing.jsonl",), "", 2, "nothing.jsonl cannot be read: no such file", "standard input"),
        (("-",), "", 1, "standard input: there is nothing in it", "JSONL"),
        (("-",), "{}\n[]\n", 1, "no posting could be read; 2 lines were tried. The first: no text", "--text-column"),
        (("-",), "id,title,words\n1,Baker,bread\n", 2, "no column is known to hold the text", "'words'"),
        (("-", "--format", "parquet"), "x", 2, "Parquet cannot be printed", "--out"),
        (("-", "--resume"), "x", 2, "nothing to resume without --out", "continue"),
        (("-", "--out", "facts.xlsx"), "x", 2, "no output ends in .xlsx", ".parquet"),
        (("-", "--out", "no/facts.jsonl"), "x", 2, "its folder is not there", "folder"),
        (("-", "--out", "."), "x", 2, ". is a folder", "--out"),
        (("-", "--out", "a.jsonl", "--format", "terminal"), "x", 2, "is for screens", "jsonl"),
        (("-", "--workers", "0"), "x", 2, "0 workers cannot read", "--workers"),
        (("--no-such",), "x", 2, "no option --no-such", "--help"),
        (("-", "--text-column", "words"), "id,title,text\n1,b,c\n", 2, "no column 'words'", "'text'"),
    ],
)
def test_a_mistake_gets_an_answer(
    read, arguments: tuple[str, ...], stdin: str, status: int, message: str, hint: str
) -> None:
    ended = read(*arguments, stdin=stdin)
    assert ended.status == status
    assert message in ended.err
    assert hint in ended.err
    assert not ended.out
    assert not list(Path().iterdir())


def test_an_existing_file_is_not_overwritten(read) -> None:
    Path("ads.jsonl").write_text(lines(ad("a")), encoding="utf-8")
    assert read("ads.jsonl", "--out", "facts.jsonl").status == 0
    before = Path("facts.jsonl").read_bytes()
    ended = read("ads.jsonl", "--out", "facts.jsonl")
    assert ended.status == 2
    assert "facts.jsonl exists" in ended.err
    assert "--resume" in ended.err
    assert Path("facts.jsonl").read_bytes() == before
    ended = read("ads.jsonl", "--out", "facts.jsonl", "--resume")
    assert ended.status == 0
    assert "1 were there already" in ended.err
    assert Path("facts.jsonl").read_bytes() == before
    assert "is the file that is read" in read("ads.jsonl", "--out", "ads.jsonl", "--resume").err


def test_columns_are_named_on_the_command_line(read) -> None:
    ended = read("-", "--text-column", "words", "--id-column", "key", stdin=lines({"key": "k", "words": "We use SQL."}))
    row = json.loads(ended.out)
    assert row["id"] == "k"
    assert [technology["name"] for technology in row["required"]] == ["SQL"]


def test_a_posting_in_a_language_that_is_not_read_keeps_its_title(read) -> None:
    text = "Wir suchen für unser Team in Köln eine Person, die mit uns Daten auswertet und Berichte für uns macht."
    row = json.loads(read("-", stdin=lines({"id": "a", "title": "Data Analyst", "text": text})).out)
    assert row["language"] != "en"
    assert row["role_id"] == "data-analyst"
    assert row["required"] is None
    assert "required" in row["abstained"]
