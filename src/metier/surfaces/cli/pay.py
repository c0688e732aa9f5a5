"""``metier pay``: what roles are paid."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from metier.errors import UserInputError
from metier.surfaces import python
from metier.surfaces.cli.compare import Country, LevelName, Out, ReleaseFolder, Remote, Year
from metier.surfaces.cli.output import use_colour, width, write

app = App(name="pay", help_format="plaintext")
app.command(
    "metier.surfaces.cli.pay_estimate:estimate", name="estimate", help="Estimate the advertised pay of a described job."
)

PayFormat = Literal["terminal", "markdown", "html", "pdf", "json", "csv"]
TypeName = Annotated[
    str | None,
    Parameter(name="--type", help="Type of employment: full-time, part-time, contract, temporary or internship."),
]
Kind = Annotated[str | None, Parameter(help="One kind of pay: advertised, survey or official.")]
Currency = Annotated[str | None, Parameter(help="Show amounts in a currency, by code or name, such as EUR or pounds.")]
Ppp = Annotated[bool, Parameter(negative="", help="Show amounts at United States prices (purchasing power).")]
County = Annotated[
    str | None,
    Parameter(help="Add official wages of a county or state of the United States, such as 'Travis, TX' or TX."),
]
Full = Annotated[
    bool | None,
    Parameter(help="Every section: countries, trend, what pay goes with, official wages. A file has them anyway."),
]
PayFormatName = Annotated[
    PayFormat | None,
    Parameter(name=["--format", "-f"], help="How to show it; follows the ending of --out, else terminal."),
]
_ENDINGS: dict[str, PayFormat] = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".pdf": "pdf",
    ".json": "json",
    ".csv": "csv",
    ".txt": "terminal",
    "": "terminal",
}


@app.default
def pay(
    *roles: str,
    country: Country = None,
    level: LevelName = None,
    year: Year = None,
    remote: Remote = None,
    employment_type: TypeName = None,
    kind: Kind = None,
    currency: Currency = None,
    ppp: Ppp = False,
    county: County = None,
    full: Full = None,
    form: PayFormatName = None,
    out: Out = None,
    release: ReleaseFolder = None,
) -> None:
    """Show what roles are paid: one answer, how sure it is, and where it comes from.

    A role is a title ("data analyst"), any title with stated pay ("manager"), or the code of an official occupation.
    Two or three roles are compared like for like. On the terminal the answer is short; --full shows the rest.

    Examples:
        metier pay "data science manager" --country US --level manager
        metier pay "data engineer" "data analyst" --country Germany --currency EUR
        metier pay "software engineer" --ppp --out pay.html
        metier pay "data scientist" --county "Travis, TX" --full

    Parameters
    ----------
    roles
        One to five roles or titles.
    """
    chosen = form or form_of(out)
    answer = python.pay(
        *roles,
        country=country,
        level=level,
        year=year,
        remote=remote,
        employment_type=employment_type,
        kind=kind,
        currency=currency,
        ppp=ppp,
        county=county,
        full=chosen != "terminal" if full is None else full,
        release=python.open_release(release),
    )
    write(_rendered(answer, chosen, out), out)


def _rendered(answer: python.Comparison, form: PayFormat, out: Path | None) -> str | bytes:
    match form:
        case "html":
            return answer.to_html()
        case "pdf":
            return answer.to_pdf()
        case "markdown":
            return answer.to_markdown()
        case "json":
            return answer.to_json()
        case "csv":
            return answer.to_csv()
        case "terminal":
            return answer.to_terminal(width=width(), colour=use_colour() and out is None)


def form_of(out: Path | None) -> PayFormat:
    """The form that a file's ending asks for; the terminal's without a file. Raises UserInputError."""
    ending = "" if out is None else out.suffix.lower()
    if ending not in _ENDINGS:
        raise UserInputError(
            f"{out.name if out else ''}: no report ends in {ending}.",
            hint="Endings are .html, .pdf, .md, .json, .csv and .txt; or name the form with --format.",
        )
    return _ENDINGS[ending]
