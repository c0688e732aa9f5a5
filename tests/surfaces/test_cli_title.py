"""``metier title`` as people call it: titles and files of titles in, lines of what they say out."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import NamedTuple

import pytest

from metier.surfaces.cli.main import main

KEYS = [
    "title", "role_id", "alternatives", "track", "level", "onetsoc_code", "esco_uri", "confidence", "abstained",
]  # fmt: skip
TITLES = ["Senior Data Engineer", "Manager, Data Science", "Baker", "Senior Data Engineer"]


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, object]]:
        """The lines of JSON that were printed."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def title(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs ``metier title`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main(["title", *arguments])
        said = capsys.readouterr()
        return Ended(int(end.value.code or 0), said.out, said.err)

    return call


def test_a_line_holds_what_a_title_says(title) -> None:
    first, second, *_ = title(*TITLES, "--format", "jsonl").rows
    assert list(first) == KEYS
    assert (first["role_id"], first["track"], first["level"]) == ("data-engineer", "individual", "senior")
    assert (second["role_id"], second["track"], second["level"]) == ("data-science-manager", "management", "manager")
    assert 0 < first["confidence"] <= 1
    assert first["abstained"] is False


def test_titles_are_linked_to_official_occupations(title) -> None:
    scientist, nonsense = title("Data Scientist", "Xyzzy Qwerty", "--format", "jsonl").rows
    assert scientist["onetsoc_code"] == "15-2051.00"
    assert str(scientist["esco_uri"]).startswith("http://data.europa.eu/esco/occupation/")
    assert nonsense["onetsoc_code"] is None
    assert nonsense["esco_uri"] is None


@pytest.mark.parametrize(
    ("name", "content", "keys"),
    [
        ("titles.txt", "\n".join(TITLES), [None] * 4),
        ("titles", "\n".join(TITLES) + "\n", [None] * 4),
        ("titles.txt.gz", gzip.compress("\r\n".join(TITLES).encode(), mtime=0), [None] * 4),
        ("titles.csv", "id,Job Title\n" + "".join(f'{n},"{t}"\n' for n, t in enumerate(TITLES)), list("0123")),
        ("only.csv", "title\n" + "".join(f'"{t}"\n' for t in TITLES), [None] * 4),
        ("titles.jsonl", "".join(json.dumps({"id": n, "title": t}) + "\n" for n, t in enumerate(TITLES)), list("0123")),
        ("texts.jsonl", "".join(json.dumps(t) + "\n" for t in TITLES), [None] * 4),
    ],
)
def test_files_of_titles_give_the_same_lines(title, name: str, content: str | bytes, keys: list[str | None]) -> None:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    rows = title(name).rows
    expected = title(*TITLES, "--format", "jsonl").rows
    assert [row.pop("id", None) for row in rows] == keys
    assert rows == expected


def test_files_and_titles_can_be_mixed_and_standard_input_is_the_default(title) -> None:
    Path("a.txt").write_text("Baker\n", encoding="utf-8")
    ended = title("Data Analyst", "a.txt", "-", "--format", "jsonl", stdin=b"Head of Data\n\nData Engineer")
    assert [row["title"] for row in ended.rows] == ["Data Analyst", "Baker", "Head of Data", "", "Data Engineer"]
    assert [row["title"] for row in title(stdin=b"\n\nBaker\n\n").rows] == ["", "", "Baker", ""]
    assert [row["title"] for row in title(stdin="Käsemacher\nBaker".encode()).rows] == ["Käsemacher", "Baker"]


def test_csv_comes_out(title) -> None:
    rows = list(csv.DictReader(io.StringIO(title('Analyst, "BI"', "Baker", "--format", "csv").out)))
    assert list(rows[0]) == ["id", *KEYS]
    assert [row["title"] for row in rows] == ['Analyst, "BI"', "Baker"]


def test_a_table_for_people(title) -> None:
    ended = title("Manager, Data Science")
    assert "data-science" in ended.out
    assert "management" in ended.out


def test_any_title_comes_back_as_it_was(title) -> None:
    odd = ['"quoted"\\', "tab\there", "\u2028", "😀 Engineer", "null", "[red]Analyst[/red]", "\x00"]
    Path("odd.jsonl").write_text("".join(json.dumps(text) + "\n" for text in odd), encoding="utf-8")
    assert [json.loads(line)["title"] for line in title("odd.jsonl").out.split("\n")[:-1]] == odd
    assert title("[red]Analyst[/red]").out.count("[red]") == 1


def test_bad_lines_are_told_and_the_rest_is_read(title) -> None:
    content = b'{"title": "Baker"}\n{oops\n{"name of it": 1}\n[]\n{"title": "caf\xe9"}\n{"title": null}\n'
    ended = title("-", stdin=content)
    assert [row["title"] for row in ended.rows] == ["Baker", ""]
    for place in ("line 2: not JSON", "line 3: no title", "line 4: neither", "line 5: not UTF-8", "4 lines could not"):
        assert place in ended.err


@pytest.mark.parametrize(
    ("arguments", "stdin", "status", "message"),
    [
        (("-",), b"", 1, "nothing in it"),
        (("-",), b'{"x": 1}\n', 1, "no title could be read. The first: no title"),
        (("--no-such",), b"", 2, "no option --no-such"),
        (("titels.csv",), b"", 2, "titels.csv: there is no such file"),
        (("-",), b"PAR1\x15\x04", 2, "Parquet cannot be read from a pipe"),
        (("-", "--title-column", "job"), b"id,title\n1,Baker\n", 2, "no column 'job'"),
        (("-", "--format", "xml"), b"Baker", 2, "xml"),
    ],
)
def test_a_mistake_gets_an_answer(title, arguments: tuple[str, ...], stdin: bytes, status: int, message: str) -> None:
    ended = title(*arguments, stdin=stdin)
    assert ended.status == status
    assert message in ended.err + ended.out
    assert "Traceback" not in ended.err
