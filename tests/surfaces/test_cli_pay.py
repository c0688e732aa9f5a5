"""``metier pay`` as a command: every form, files, and messages instead of tracebacks."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pypdfium2
import pytest

from metier.surfaces.cli.main import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, output and errors of ``metier``."""
    status = 0
    try:
        main(arguments)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return status, out, err


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colour, a hundred columns."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")


def test_the_answer_fits_two_screens_and_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "pay", "data engineer", "--country", "US")
    assert status == 0
    lines = out.splitlines()
    assert len(lines) <= 80
    assert any("in the middle, half between" in line for line in lines[:10])
    assert all(len(line) <= 100 for line in lines)


def test_full_shows_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    _, brief, _ = run(capsys, "pay", "data engineer")
    _, full, _ = run(capsys, "pay", "data engineer", "--full")
    for title in ("By country", "Over time", "What pay goes with", "How these amounts were made"):
        assert title not in brief
        assert title in full


def test_json_and_csv_hold_the_same_figures(capsys: pytest.CaptureFixture[str]) -> None:
    _, as_json, _ = run(capsys, "pay", "data engineer", "data analyst", "-f", "json", "--no-full")
    _, as_csv, _ = run(capsys, "pay", "data engineer", "data analyst", "-f", "csv", "--no-full")
    figures = {key: figure["value"] for key, figure in json.loads(as_json)["figures"].items()}
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(as_csv))}
    assert rows
    for key, row in rows.items():
        if row["value"]:
            assert float(row["value"]) == pytest.approx(figures[key])


@pytest.mark.parametrize("name", ["pay.html", "pay.md", "pay.json", "pay.csv", "pay.txt"])
def test_a_file_follows_its_ending(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    status, _, _ = run(capsys, "pay", "data analyst", "--currency", "EUR", "--out", str(tmp_path / name))
    assert status == 0
    assert "Data Analyst" in (tmp_path / name).read_text(encoding="utf-8")


def test_a_pdf_of_pay_holds_the_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "pay.pdf"
    status, _, _ = run(capsys, "pay", "data analyst", "--out", str(file))
    assert status == 0
    with pypdfium2.PdfDocument(file) as pdf:
        assert "Data Analyst" in pdf[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["pay"], "No role is named"),
        (["pay", "xqzw"], "No role is called 'xqzw'"),
        (["pay", "data engineer", "Data Engineers"], "named twice"),
        (["pay", "a", "b", "c", "d", "e", "f"], "too many"),
        (["pay", "data engineer", "--country", "Germoney"], "Germany (DE)"),
        (["pay", "data engineer", "--year", "1999"], "Years with statements"),
        (["pay", "data engineer", "--currency", "doubloon"], "No currency is called"),
        (["pay", "data engineer", "--ppp", "--currency", "EUR"], "Leave out one of"),
        (["pay", "data engineer", "--kind", "official", "--remote"], "--remote"),
        (["pay", "data engineer", "--out", "pay.docx"], ".csv"),
    ],
)
def test_what_cannot_be_met_is_said_with_the_next_step(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, *arguments)
    assert status == 2
    assert out == ""
    assert says in err
    assert not list(tmp_path.iterdir())


def test_a_title_of_no_role_has_pay(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "pay", "manager", "engineer")
    assert status == 0
    assert "“Manager”" in out
    assert "“Engineer”" in out
