"""The package itself: importing does no work, and what it promises to export is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "numpy", "scipy", "duckdb", "pyarrow", "rich", "yaml", "jinja2", "rapidfuzz", "ahocorasick_rs",
    "python_calamine", "rensa", "httpx2", "pandas",
)  # fmt: skip


def loaded(code: str) -> set[str]:
    """The heavy modules that a fresh interpreter has loaded after some code."""
    report = "; import json, sys; sys.stderr.write(json.dumps(sorted(sys.modules)))"
    ended = subprocess.run((sys.executable, "-c", code + report), capture_output=True, text=True, check=True)
    return set(json.loads(ended.stderr)) & set(HEAVY)


@pytest.mark.parametrize(
    "code",
    [
        "import metier",
        "import metier; metier.__version__; dir(metier); metier.__all__",
        "import metier.errors, metier.model",
        "from metier import MetierError",
        "from metier.surfaces.cli.main import app",
    ],
)
def test_importing_loads_nothing_heavy(code: str) -> None:
    assert loaded(code) == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_loads_none_of_the_code_behind_the_commands(arguments: list[str]) -> None:
    code = f"from metier.surfaces.cli.main import main\ntry:\n    main({arguments})\nexcept SystemExit:\n    pass\npass"
    assert loaded(code) - {"rich"} == set()  # cyclopts prints its help with rich


def test_everything_promised_is_exported() -> None:
    import metier

    assert metier.__all__ == sorted(metier.__all__)
    assert set(metier.__all__) <= set(dir(metier))
    for name in metier.__all__:
        assert callable(getattr(metier, name)), name
        assert getattr(metier, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        metier.nonsense  # noqa: B018


def test_names_stay_functions_after_submodules_are_imported() -> None:
    code = (
        "import metier, metier.release.reader, metier.report.assemble, metier.surfaces.cli.compare\n"
        "metier.compare('data analyst', 'data engineer')\n"
        "metier.role('data analyst')\n"
        "assert callable(metier.compare) and callable(metier.role) and callable(metier.explain)\n"
        "metier.compare('data analyst', 'data engineer', country='US')"
    )
    subprocess.run((sys.executable, "-c", code), check=True)


def test_python_answers_as_the_command_line() -> None:
    import metier

    comparison = metier.compare("data science manager", "ML software engineer")
    assert [role.role_id for role in comparison.report.roles] == [
        "data-science-manager",
        "machine-learning-software-engineer",
    ]
    assert str(comparison).startswith("Data Science Manager or Machine Learning Software Engineer?")
    assert comparison.to_markdown().startswith("# ")
    html = comparison.to_html()
    assert html.lower().startswith("<!doctype html>")
    assert comparison._repr_html_() == html
    assert json.loads(comparison.to_json())["release_id"] == metier.open_release().id


def test_titles_and_roles() -> None:
    import metier

    assert metier.title("Senior Data Scientist").role_id == "data-scientist"
    assert [reading.title for reading in metier.titles(["Data Analyst", "Baker"])] == ["Data Analyst", "Baker"]
    assert "data-scientist" in {role.role_id for role in metier.roles("data scientist")}
    assert all(not role.is_official for role in metier.roles())


def test_the_package_is_typed_and_says_its_licence() -> None:
    root = Path(__file__).resolve().parents[1]
    assert (root / "src/metier/py.typed").exists()
    assert (root / "LICENSE").read_text(encoding="utf-8").strip()


def test_no_error_is_a_bare_python_error() -> None:
    import metier

    for call in (
        lambda: metier.compare("nobody at all", "data engineer"),
        lambda: metier.role("nobody at all"),
        lambda: metier.compare("data analyst"),
        lambda: metier.explain("foo"),
        lambda: metier.open_release("/nonexistent"),
        lambda: metier.compare("data analyst", "data engineer", year=10**40),
        lambda: metier.compare("data analyst", "data engineer", country=""),
        lambda: metier.compare("data analyst", "data engineer", level=""),
    ):
        with pytest.raises(metier.MetierError) as caught:
            call()
        assert caught.value.message
        assert str(caught.value).startswith(caught.value.message)
