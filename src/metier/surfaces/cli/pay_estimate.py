"""``metier pay estimate``: the advertised pay of a described job."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from metier.surfaces import python
from metier.surfaces.cli.compare import FormatName, LevelName, Out, ReleaseFolder, render

RoleName = Annotated[str, Parameter(help="Role, or any job title: “senior ML engineer”.")]
Country = Annotated[str | None, Parameter(help="Country by name or code; the United States if left out.")]
City = Annotated[str | None, Parameter(help="City, such as Boston.")]
State = Annotated[str | None, Parameter(help="State of the United States, such as MA.")]
Skills = Annotated[
    list[str] | None,
    Parameter(help="Technologies that the job asks for, with commas between: “python, kubernetes”.", negative=""),
]
Remote = Annotated[bool | None, Parameter(help="Whether the job is remote.")]
Industry = Annotated[str | None, Parameter(help="Industry of the employer, such as finance.")]
TypeName = Annotated[
    str | None,
    Parameter(name="--type", help="Type of employment: full-time, part-time, contract, temporary or internship."),
]
Period = Annotated[Literal["year", "hour"], Parameter(help="Period that the job is paid for.")]
Year = Annotated[int | None, Parameter(help="Year of the postings; the newest if left out.")]
Currency = Annotated[str | None, Parameter(help="Show amounts in a currency, such as EUR.")]


def estimate(
    *,
    role: RoleName,
    level: LevelName = None,
    country: Country = None,
    city: City = None,
    state: State = None,
    skills: Skills = None,
    remote: Remote = None,
    industry: Industry = None,
    employment_type: TypeName = None,
    period: Period = "year",
    year: Year = None,
    currency: Currency = None,
    form: FormatName = None,
    out: Out = None,
    release: ReleaseFolder = None,
) -> None:
    """Estimate what a described job is advertised at, with intervals that hold for employers not yet seen.

    Examples:
        metier pay estimate --role "ML engineer" --level senior --country US --skills "python, kubernetes"
        metier pay estimate --role "data analyst" --city Boston --state MA --industry finance
        metier pay estimate --role "data engineer" --type contract --period hour
    """
    found = python.estimate_pay(
        role,
        level=level,
        country=country,
        city=city,
        state=state,
        skills=skills or (),
        remote=remote,
        industry=industry,
        employment_type=employment_type,
        period=period,
        year=year,
        currency=currency,
        release=python.open_release(release),
    )
    render(found, form, out)
