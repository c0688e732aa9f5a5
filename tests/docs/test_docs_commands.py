"""Every documented command is a real one and works, and every command and option is documented."""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from cyclopts import App
from document_examples import refreshed, workplace
from documented import DOCS, PAGES, name_of, read, shell_lines

from metier.surfaces.cli.main import app, main

COMMANDS = [(name_of(page), line) for page in PAGES for line in shell_lines(read(page)) if line.split()[0] == "metier"]
WRITES_OR_DOWNLOADS = ("build", "fetch", "site", "serve")


def arguments_of(line: str) -> list[str]:
    """The arguments of a documented command, without a redirection or a comment."""
    return shlex.split(line.partition(" < ")[0], comments=True)[1:]


def targets() -> Iterator[str]:
    """The targets of the Makefile."""
    for line in read(DOCS.parent / "Makefile").splitlines():
        if ":" in line and line[:1].isalpha():
            yield line.partition(":")[0]


def test_the_documentation_shows_commands() -> None:
    assert len(COMMANDS) > 25


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[line for _, line in COMMANDS])
def test_a_documented_command_has_real_options(page: str, line: str) -> None:
    app.parse_args(arguments_of(line), exit_on_error=False, print_error=False)


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[line for _, line in COMMANDS])
def test_a_documented_command_works(
    page: str, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = arguments_of(line)
    if arguments[0] in WRITES_OR_DOWNLOADS and len(arguments) > 1:
        return  # its options are checked above; tests/build, tests/site and tests/web run them
    monkeypatch.setattr("sys.stdin", io.StringIO("Data Analyst\nHead of Data\n"))
    with workplace(), pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code in (0, None), capsys.readouterr().err
    said = capsys.readouterr()
    assert said.out or "Wrote" in said.err


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_shown_output_is_what_the_command_prints(page: Path) -> None:
    text = read(page)
    with workplace():
        assert refreshed(text) == text, "write it again with: python scripts/document_examples.py"


def commands_of(a: App, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], App]]:
    """Every command with its path, those of groups included."""
    for name in a:
        if not name.startswith("-"):
            inner = [*commands_of(a[name], (*path, name))]
            yield from inner or [((*path, name), a[name])]


@pytest.mark.parametrize("path", [" ".join(path) for path, _ in commands_of(app)])
def test_every_command_and_option_is_documented(path: str) -> None:
    found = app
    for name in path.split():
        found = found[name]
    pages = [read(page) for page in sorted((DOCS / "use").glob("*.md"))]
    about = "\n".join(text for text in pages if f"metier {path}" in text)
    assert about, f"no page of docs/use shows: metier {path}"
    options = {name for argument in found.assemble_argument_collection() for name in argument.names if "-" in name}
    missing = sorted(option for option in options if f"`{option}" not in about)
    assert not missing, f"docs/use does not explain {missing} of metier {path}"


def test_documented_make_targets_exist() -> None:
    known = set(targets())
    used = {
        word
        for page in PAGES
        for line in shell_lines(read(page))
        if line.startswith("make ")
        for word in shlex.split(line, comments=True)[1:]
    }
    assert used <= known
