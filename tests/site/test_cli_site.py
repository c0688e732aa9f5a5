"""``metier site`` as people call it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from metier.surfaces.cli.main import main
from metier.surfaces.site import plan as planning
from metier.surfaces.site.plan import Work

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command with few pages about roles; gives its status and what it said."""

    def none(*_: object) -> list[Work]:
        return []

    for name in ("_about_roles", "_about_skills", "_about_jobs"):
        monkeypatch.setattr(planning, name, none)

    def call(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as end:
            main(["site", *arguments])
        return int(end.value.code or 0), capsys.readouterr().err

    return call


def test_it_writes_a_site_and_then_nothing(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "public")
    arguments = (out, "--roles", "data analyst, data engineer", "--jobs", "1", "--base", "https://example.org/")
    status, said = run(*arguments)
    assert status == 0, said
    assert "Wrote" in said
    assert (tmp_path / "public" / "compare" / "data-engineer-vs-data-analyst" / "index.html").is_file()
    status, said = run(*arguments)
    assert status == 0
    assert "Wrote 0 files" in said


def test_downloads_stand_beside_a_comparison_and_the_page_leads_to_them(run: Run, tmp_path: Path) -> None:
    status, said = run(str(tmp_path), "--roles", "data analyst,data engineer", "--jobs", "1", "--downloads")
    assert status == 0, said
    page = (tmp_path / "compare" / "data-engineer-vs-data-analyst" / "index.html").read_text("utf-8")
    for ending in planning.ENDINGS:
        files = [path for path in tmp_path.joinpath("compare").rglob(f"*.{ending}") if path.name != "index.html"]
        assert len(files) == 1, ending
        assert f'href="/{files[0].relative_to(tmp_path).as_posix()}"' in page


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--top", "3", "--all"), "one of"),
        (("--top", "1"), "two roles"),
        (("--roles", "data analyst"), "1 role chosen"),
        (("--roles", "data analyst,warlock of spreadsheets"), "warlock"),
        (("--base", "example.org"), "no address"),
        (("--base", "https://example.org/a?b"), "no address"),
        (("--root", "careers"), "no folder"),
        (("--root", "/../etc"), "no folder"),
        (("--jobs", "0"), "one process"),
    ],
)
def test_what_cannot_be_met_is_said_and_writes_nothing(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], word: str
) -> None:
    status, said = run(str(tmp_path / "public"), *arguments)
    assert status == 2
    assert word in said
    assert not (tmp_path / "public").exists()
