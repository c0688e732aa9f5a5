"""``metier compare`` and ``metier role``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from metier.errors import UserInputError
from metier.surfaces import python
from metier.surfaces.cli.output import use_colour, width, write

Format = Literal["terminal", "markdown", "html", "pdf", "json"]
Country = Annotated[str | None, Parameter(help="Country by name or two-letter code, such as Germany or DE.")]
LevelName = Annotated[str | None, Parameter(help="Level: intern, entry, senior, staff, lead, manager, director ...")]
Year = Annotated[int | None, Parameter(help="Year of the postings.")]
Remote = Annotated[bool | None, Parameter(help="Only remote postings, or with --no-remote only the others.")]
FormatName = Annotated[
    Format | None,
    Parameter(name=["--format", "-f"], help="How to show it; follows the ending of --out, else terminal."),
]
Out = Annotated[Path | None, Parameter(name=["--out", "-o"], help="File to write instead of printing.")]
ReleaseFolder = Annotated[
    Path | None, Parameter(name="--release", help="Folder of a release; the starter if left out.")
]

_ENDINGS: dict[str, Format] = {".html": "html", ".htm": "html", ".md": "markdown", ".pdf": "pdf", ".json": "json"}


def form_of(out: Path | None) -> Format:
    """The form that a file's ending asks for; the terminal's without a file. Raises UserInputError."""
    if out is None or out.suffix.lower() in ("", ".txt"):
        return "terminal"
    if out.suffix.lower() not in _ENDINGS:
        raise UserInputError(
            f"{out.name}: no report ends in {out.suffix}.",
            hint="Endings are .html, .pdf, .md, .json and .txt; or name the form with --format.",
        )
    return _ENDINGS[out.suffix.lower()]


def render(comparison: python.Comparison, form: Format | None, out: Path | None) -> None:
    """Write a comparison in the form asked for."""
    chosen = form or form_of(out)
    if chosen == "html":
        write(comparison.to_html(), out)
    elif chosen == "markdown":
        write(comparison.to_markdown(), out)
    elif chosen == "pdf":
        write(comparison.to_pdf(), out)
    elif chosen == "json":
        write(comparison.to_json(), out)
    else:
        write(comparison.to_terminal(width=width(), colour=use_colour() and out is None), out)


def compare(
    *roles: str,
    country: Country = None,
    level: LevelName = None,
    year: Year = None,
    remote: Remote = None,
    form: FormatName = None,
    out: Out = None,
    release: ReleaseFolder = None,
) -> None:
    """Compare two to five roles on evidence.

    A role is a title ("data analyst"), an alternative title ("ML SWE"), or the code of an official
    occupation (15-2051, esco:data scientist). Twelve sections follow, from "In short" to open jobs.

    Examples:
        metier compare "data science manager" "ML software engineer"
        metier compare "data analyst" "data engineer" "analytics engineer" --country US --level senior
        metier compare "data scientist" statistician --out report.html

    Parameters
    ----------
    roles
        Two to five roles.
    """
    render(
        python.compare(
            *roles,
            country=country,
            level=level,
            year=year,
            remote=remote,
            release=python.open_release(release),
        ),
        form,
        out,
    )


def role(
    name: str,
    /,
    *,
    country: Country = None,
    level: LevelName = None,
    year: Year = None,
    remote: Remote = None,
    form: FormatName = None,
    out: Out = None,
    release: ReleaseFolder = None,
) -> None:
    """Show the profile of one role.

    Parameters
    ----------
    name
        A title, an alternative title, or the code of an official occupation.
    """
    render(
        python.role(name, country=country, level=level, year=year, remote=remote, release=python.open_release(release)),
        form,
        out,
    )
