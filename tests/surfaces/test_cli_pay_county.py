"""``metier pay --county`` as a command, and the round trip of its figures through ``metier explain``."""

from __future__ import annotations

import csv
import io

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


@pytest.mark.parametrize("county", ["Travis, TX", "travis county texas"])
def test_the_answer_has_the_county(capsys: pytest.CaptureFixture[str], county: str) -> None:
    status, out, _ = run(capsys, "pay", "data scientist", "--county", county)
    assert status == 0
    assert "in Travis County, TX, about 2025-26" in " ".join(out.split())
    assert "$148,741" in out


def test_a_row_of_csv_leads_to_its_papers(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "pay", "data scientist", "--county", "King, WA", "-f", "csv", "--kind", "official")
    ids = [row["id"] for row in csv.DictReader(io.StringIO(out)) if ":WA:king" in row["id"]]
    assert len(ids) == 4
    for figure in ids:
        status, papers, _ = run(capsys, "explain", figure)
        assert status == 0
        assert "King County, WA" in papers
        assert "hours a year: 2,080" in papers


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--county", "Travs, TX"], "Did you mean 'Travis, TX'?"),
        (["--county", "Jefferson"], "26 states"),
        (["--county", "Cork, Ireland"], "Ireland"),
        (["--county", "Travis, TX", "--country", "DE"], "Germany"),
        (["--county", "TX", "--kind", "advertised"], "--kind official"),
        (["--county", ""], "No county is named"),
    ],
)
def test_what_cannot_be_met_is_said_with_the_next_step(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    status, out, err = run(capsys, "pay", "data engineer", *arguments)
    assert status == 2
    assert out == ""
    assert says in err
