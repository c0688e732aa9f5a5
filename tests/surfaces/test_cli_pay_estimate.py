"""``metier pay estimate`` on the command line: forms, files, and exit status 2 with a message on bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from metier.surfaces.cli.main import main

ASKED = ("pay", "estimate", "--role", "ML engineer", "--level", "senior", "--country", "US")


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command."""
    status = 0
    try:
        main([*arguments])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return status, out, err


def test_it_prints_an_estimate_with_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ended(capsys, *ASKED, "--skills", "python, kubernetes")
    assert status == 0
    assert "Pay estimate: Machine Learning Engineer, senior, United States" in out
    assert "nine of ten between" in " ".join(out.split())


def test_json_carries_the_figures_and_a_file_is_written_whole(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "estimate.json"
    status, out, _ = ended(capsys, *ASKED, "--out", str(target))
    assert (status, out) == (0, "")
    assert any(key.startswith("pay_estimate.p50") for key in json.loads(target.read_text())["figures"])


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--country", "Atlantis"), "No country is called"),
        (("--level", "boss"), "No level is called"),
        (("--state", "Bavaria"), "No state of the United States"),
        (("--industry", "witchcraft"), "No industry is called"),
        (("--type", "sometimes"), "No type of employment"),
        (("--year", "1999"), "Years with postings"),
        (("--currency", "beads"), "No currency is called"),
        (("--role", "xyzzy"), "No role is called"),
    ],
)
def test_bad_input_ends_with_2_and_a_message(
    capsys: pytest.CaptureFixture[str], more: tuple[str, str], message: str
) -> None:
    asked = {"--role": "data scientist", **dict([more])}
    status, out, err = ended(capsys, "pay", "estimate", *(word for pair in asked.items() for word in pair))
    assert (status, out) == (2, "")
    assert message in err


def test_several_skills_may_be_given_apart_or_together(capsys: pytest.CaptureFixture[str]) -> None:
    _, together, _ = ended(capsys, *ASKED, "--skills", "python, sql")
    _, apart, _ = ended(capsys, *ASKED, "--skills", "python", "--skills", "sql")
    assert together == apart
