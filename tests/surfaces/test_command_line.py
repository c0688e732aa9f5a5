"""The command line on bad input: exit status, a message that helps, no traceback, nothing left behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from metier.release.reader import starter_folder
from metier.surfaces.cli.main import main

PAIR = ("data analyst", "data engineer")


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


class Run:
    """Runs ``metier`` in this process, in an empty folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys, self.folder = capsys, folder

    def __call__(self, *arguments: str | Path) -> Ended:
        status = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        out, err = self.capsys.readouterr()
        assert "Traceback" not in err
        return Ended(status, out, err)

    def refused(self, *arguments: str | Path, status: int = 2) -> str:
        """The message on standard error of a command that must fail and write nothing."""
        before = sorted(self.folder.rglob("*"))
        ended = self(*arguments)
        assert ended.status == status, ended
        assert ended.out == ""
        assert sorted(self.folder.rglob("*")) == before
        return ended.err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in an empty folder, without colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    return Run(capsys, tmp_path)


# -- roles ------------------------------------------------------------------------------------------


def test_an_unknown_role_offers_the_nearest(run: Run) -> None:
    said = run.refused("compare", "data sientist", "data engineer")
    assert "No role is called 'data sientist'." in said
    assert "Did you mean: Data Scientist" in said


@pytest.mark.parametrize("name", ["", "   ", "???", "xqzw", "'; DROP TABLE roles; --", "🤖", "a" * 5000, "%", "\x00"])
def test_a_name_that_means_nothing_is_refused(run: Run, name: str) -> None:
    assert "No role is called" in run.refused("compare", name, "data engineer")


def test_an_ambiguous_name_lists_its_meanings(run: Run) -> None:
    said = run.refused("compare", "application engineer", "data engineer")
    assert "'application engineer' has" in said
    assert "Name one of them" in said
    assert said.count("(onet-") + said.count("(esco-") > 1


@pytest.mark.parametrize(
    "other", ["data analyst", "Data Analysts", "role:data-analyst", "data-analyst", " DATA  analyst "]
)
def test_one_role_under_two_names_is_one_role(run: Run, other: str) -> None:
    assert "Data Analyst is named twice" in run.refused("compare", "data analyst", other)


def test_one_role_and_six_roles_are_no_comparison(run: Run) -> None:
    assert "a comparison needs two to five" in run.refused("compare", "data analyst")
    assert "a comparison needs two to five" in run.refused("compare")
    six = ("data analyst", "data engineer", "data scientist", "ML engineer", "analytics engineer", "statistician")
    assert "6 roles are too many" in run.refused("compare", *six)


# -- filters ----------------------------------------------------------------------------------------


def test_an_unknown_country_offers_the_nearest(run: Run) -> None:
    said = run.refused("compare", *PAIR, "--country", "Gremany")
    assert "No country is called 'Gremany'" in said
    assert "Germany (DE)" in said


def test_an_unknown_level_lists_the_levels(run: Run) -> None:
    said = run.refused("compare", *PAIR, "--level", "wizard")
    assert "No level is called 'wizard'" in said
    assert "senior" in said


@pytest.mark.parametrize("year", ["-5", "0", "24", "99999", "9" * 50])
def test_a_number_that_is_no_year_is_refused(run: Run, year: str) -> None:
    assert f"{year} is no year" in run.refused("compare", *PAIR, "--year", year)


@pytest.mark.parametrize("year", ["1999", "2031"])
def test_a_year_without_postings_says_what_has_data(run: Run, year: str) -> None:
    said = run.refused("compare", *PAIR, "--year", year)
    assert f"{year}: that filter leaves nothing" in said
    assert "2024 (" in said


def test_a_filter_that_leaves_nothing_is_named(run: Run) -> None:
    said = run.refused("compare", "chief data officer", "prompt engineer", "--country", "Iceland")
    assert "Iceland: that filter leaves nothing" in said
    assert "United States (" in said


def test_filters_that_leave_nothing_together_are_named_together(run: Run) -> None:
    roles = ("chief data officer", "prompt engineer")
    for alone in (("--country", "PH"), ("--level", "chief")):
        assert run("compare", *roles, *alone).status == 0
    said = run.refused("compare", *roles, "--country", "PH", "--level", "chief")
    assert "matches Philippines, chief officer level: each filter has postings" in said


@pytest.mark.parametrize("arguments", [("--year", "abc"), ("--format", "docx"), ("--colour", "red"), ("--country",)])
def test_an_option_that_cannot_be_read_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    assert run.refused("compare", *PAIR, *arguments)


def test_an_unknown_command_is_refused(run: Run) -> None:
    assert "nonsense" in run.refused("nonsense")


# -- where it goes ----------------------------------------------------------------------------------


def test_out_into_a_missing_folder_is_refused(run: Run) -> None:
    said = run.refused("compare", *PAIR, "--out", "missing/report.html")
    assert "missing/report.html cannot be written: No such file or directory" in said


def test_out_that_is_a_folder_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert "is a folder" in run.refused("compare", *PAIR, "--out", "folder")


def test_out_follows_its_ending_and_replaces_only_when_whole(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old", encoding="utf-8")
    ended = run("compare", *PAIR, "--out", "report.json")
    assert (ended.status, ended.out) == (0, "")
    assert "Wrote report.json" in ended.err
    assert json.loads(target.read_text(encoding="utf-8"))["figures"]
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_the_same_answer_on_the_screen_and_in_json(run: Run) -> None:
    screen = run("compare", *PAIR).out
    report = json.loads(run("compare", *PAIR, "--format", "json").out)
    assert report["release_id"] in screen
    assert "Data Analyst or Data Engineer?" in screen


# -- releases ---------------------------------------------------------------------------------------


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A release with one flipped byte in its counts."""
    folder = Path(shutil.copytree(starter_folder(), tmp_path / "damaged"))
    raw = bytearray((folder / "counts.parquet").read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    (folder / "counts.parquet").write_bytes(raw)
    return folder


def test_a_damaged_release_answers_nothing(run: Run, damaged: Path) -> None:
    for command in (("compare", *PAIR), ("role", "data analyst"), ("roles",)):
        said = run.refused(*command, "--release", damaged, status=1)
        assert "is damaged: table counts: the content differs" in said
        assert "metier build" in said
    assert "table counts" in run.refused("release", "verify", damaged, status=1)


@pytest.mark.parametrize("place", ["/nonexistent", __file__])
def test_a_place_without_a_release_is_refused(run: Run, place: str) -> None:
    commands: tuple[tuple[str, ...], ...] = (
        ("compare", *PAIR, "--release", place),
        ("release", "info", place),
        ("release", "verify", place),
        ("release", "diff", place),
        ("explain", "technology.share.data-jobs/data-analyst/python", "--release", place),
    )
    for command in commands:
        assert "there is no release here" in run.refused(*command, status=1)


def test_release_info_verify_and_diff(run: Run, tmp_path: Path) -> None:
    info = run("release", "info")
    assert info.status == 0
    assert "evidence up to 2026-08-08" in info.out
    assert "is intact" in run("release", "verify").out
    copy = Path(shutil.copytree(starter_folder(), tmp_path / "copy"))
    assert "The same release" in run("release", "diff", copy).out


def test_release_diff_names_what_changed(run: Run, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(starter_folder(), tmp_path / "copy"))
    raw = json.loads((copy / "release.json").read_text(encoding="utf-8"))
    raw["release_id"] = "000000000000"
    raw["rules_sha256"] = "other"
    raw["tables"]["wages"]["rows"] = 7
    gone = next(iter(raw["inputs"]))
    raw["inputs"]["sources/new.csv"] = raw["inputs"].pop(gone)
    (copy / "release.json").write_text(json.dumps(raw), encoding="utf-8")
    out = run("release", "diff", copy).out
    assert "rules changed" in out
    assert "vocabulary changed" not in out
    assert f"input new: {gone}" in out
    assert "input gone: sources/new.csv" in out
    assert "wages" in out
    assert "projections" not in out


def test_building_from_nowhere_or_over_other_files_is_refused(run: Run, tmp_path: Path) -> None:
    assert "this folder is missing" in run.refused("build", "--sources", "nowhere", "--out", "release", status=1)
    for part in ("in/sources", "in/postings", "mine"):
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    said = run.refused("build", "--sources", "in", "--out", "mine", status=1)
    assert "holds other files and no release" in said
    said = run.refused("build", "--sources", "in", "--out", "release", status=1)
    assert "metier: " in said


# -- other commands ---------------------------------------------------------------------------------


@pytest.mark.parametrize("figure", ["foo", "", "a.b/c/d@e=f", "technology.share.data-jobs/data-analyst/nothing"])
def test_explain_with_a_bad_id_says_what_an_id_is(run: Run, figure: str) -> None:
    said = run.refused("explain", figure)
    assert "is not a figure id" in said or "are not filters" in said or "has no figure" in said


def test_explain_prints_value_inputs_origin_and_rows(run: Run) -> None:
    ended = run("explain", "technology.share.data-jobs/data-science-manager/python", "--rows", "3")
    assert ended.status == 0
    for part in ("postings that show it", "Luke Barousse", "Apache-2.0", "more rows"):
        assert part in ended.out, part


def test_roles_finds_by_words_and_says_when_there_is_none(run: Run) -> None:
    assert "machine-learning-software-engineer" in run("roles", "machine learning").out
    assert "No role is called 'qqqq'" in run.refused("roles", "qqqq")
    rows = json.loads(run("roles", "data scientist", "--format", "json").out)
    assert rows[0]["role_id"] == "data-scientist"


def test_title_reads_and_abstains(run: Run) -> None:
    rows = [json.loads(line) for line in run("title", "Sr. ML SWE", "Baker", "--format", "json").out.splitlines()]
    assert rows[0]["role_id"] == "machine-learning-software-engineer"
    assert rows[0]["level"] == "senior"
    assert rows[1]["role_id"] != "machine-learning-software-engineer"


# -- as a process -----------------------------------------------------------------------------------

METIER = (sys.executable, "-m", "metier")


def test_help_and_version(tmp_path: Path) -> None:
    for arguments in (("--help",), ("--version",), ("compare", "--help"), ("release", "--help")):
        ended = subprocess.run((*METIER, *arguments), capture_output=True, text=True, cwd=tmp_path, check=False)
        assert ended.returncode == 0, ended
        assert ended.stdout.strip()
        assert not ended.stderr


def test_errors_go_to_standard_error_with_status_two(tmp_path: Path) -> None:
    ended = subprocess.run(
        (*METIER, "compare", "nobody", "data engineer"), capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("metier: No role is called 'nobody'.")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
@pytest.mark.parametrize(
    "arguments",
    [("compare", *PAIR), ("compare", *PAIR, "-f", "json"), ("roles", "data"), ("release", "info")],
    ids=["compare", "json", "roles", "info"],
)
def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            (*METIER, *arguments), stdout=writer, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False
        )
    finally:
        os.close(writer)
    assert ended.stderr == ""
    assert ended.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [("compare", *PAIR), ("roles", "data")], ids=["compare", "roles"])
def test_a_full_disk_is_said_in_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            (*METIER, *arguments), stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False
        )
    assert ended.returncode == 1
    assert ended.stderr.startswith("metier: ")
    assert ended.stderr.count("\n") == 1


def test_a_terminal_without_our_characters_is_no_failure(tmp_path: Path) -> None:
    plain = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ended = subprocess.run((*METIER, "compare", *PAIR), capture_output=True, cwd=tmp_path, env=plain, check=False)
    assert ended.returncode == 0
    assert ended.stdout.isascii()
    assert b"Data Analyst or Data Engineer?" in ended.stdout


def test_a_name_that_is_too_long_for_a_file_is_said_in_one_line(run: Run) -> None:
    assert "File name too long" in run.refused("compare", *PAIR, "--out", "a" * 300 + ".html", status=1)
