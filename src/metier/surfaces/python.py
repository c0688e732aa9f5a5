"""The Python interface: what ``import metier`` offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from metier.model import Figure, Filters, Report, Role
from metier.release.reader import Release

if TYPE_CHECKING:
    import pyarrow as pa

    from metier.reading.occupation import Occupations
    from metier.reading.posting_facts import PostingReading
    from metier.reading.title import TitleReading
    from metier.report.explain import Explanation


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report with its renderings. ``str()`` is the terminal text; notebooks show the HTML."""

    report: Report

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure shown, by id."""
        return self.report.figures

    def to_html(self) -> str:
        """One self-contained, accessible HTML file."""
        from metier.report.render.html import to_html

        return to_html(self.report)

    def to_markdown(self) -> str:
        """Markdown with the papers of every figure."""
        from metier.report.render.markdown import to_markdown

        return to_markdown(self.report)

    def to_json(self) -> str:
        """JSON with stable keys."""
        from metier.report.render.as_json import to_json

        return to_json(self.report)

    def to_csv(self) -> str:
        """Every figure as a row of CSV."""
        from metier.report.render.as_csv import to_csv

        return to_csv(self.report)

    def to_pdf(self) -> bytes:
        """A tagged PDF for paper and for screen readers."""
        from metier.report.render.pdf import to_pdf

        return to_pdf(self.report)

    def to_terminal(self, *, width: int = 80, colour: bool = False) -> str:
        """Text for a terminal."""
        from metier.report.render.terminal import to_terminal

        return to_terminal(self.report, width=width, colour=colour)

    def __str__(self) -> str:
        return self.to_terminal()

    def _repr_html_(self) -> str:
        return self.to_html()


@cache
def _starter() -> Release:
    return Release()


def open_release(folder: Path | str | None = None) -> Release:
    """The release in a folder, or the starter release inside the package. Raises ReleaseError."""
    return _starter() if folder is None else Release(folder)


def _filters(
    release: Release, country: str | None, level: str | None, year: int | None, remote: bool | None
) -> Filters:
    from metier.report.question import make_filters

    return make_filters(release, country=country, level=level, year=year, remote=remote)


def compare(
    *roles: str,
    country: str | None = None,
    level: str | None = None,
    year: int | None = None,
    remote: bool | None = None,
    release: Release | None = None,
) -> Comparison:
    """The comparison of two to five roles, with optional filters. Raises UserInputError."""
    from metier.report.assemble import report
    from metier.report.question import find_roles

    source = release or open_release()
    found = find_roles(source, roles)
    return Comparison(report(source, found, _filters(source, country, level, year, remote)))


def role(
    name: str,
    *,
    country: str | None = None,
    level: str | None = None,
    year: int | None = None,
    remote: bool | None = None,
    release: Release | None = None,
) -> Comparison:
    """The profile of one role: the same sections, for it alone. Raises UserInputError."""
    from metier.report.assemble import report
    from metier.report.question import find_roles

    source = release or open_release()
    found = find_roles(source, [name], least=1)
    return Comparison(report(source, found, _filters(source, country, level, year, remote)))


def pay(
    *roles: str,
    country: str | None = None,
    level: str | None = None,
    year: int | None = None,
    remote: bool | None = None,
    employment_type: str | None = None,
    kind: str | None = None,
    currency: str | None = None,
    ppp: bool = False,
    county: str | None = None,
    full: bool = True,
    release: Release | None = None,
) -> Comparison:
    """What one to five roles, titles or occupations are paid: the answer, and where it comes from.

    ``kind`` is advertised, survey or official; ``currency`` an ISO 4217 code or a name; ``ppp`` shows pay at United
    States prices; ``county`` adds official wages there ("Travis, TX") or in a state ("TX"); without ``full``, the
    answer alone with kinds, levels and like for like. Raises UserInputError.
    """
    from metier.report.pay_page.page import pay_report
    from metier.report.pay_question import pay_question

    source = release or open_release()
    question = pay_question(
        source,
        roles,
        country=country,
        level=level,
        year=year,
        remote=remote,
        employment_type=employment_type,
        kind=kind,
        currency=currency,
        ppp=ppp,
        county=county,
    )
    return Comparison(pay_report(source, question, full=full))


def estimate_pay(
    role: str,
    *,
    level: str | None = None,
    country: str | None = None,
    city: str | None = None,
    state: str | None = None,
    skills: str | Sequence[str] = (),
    remote: bool | None = None,
    industry: str | None = None,
    employment_type: str | None = None,
    period: str = "year",
    year: int | None = None,
    currency: str | None = None,
    release: Release | None = None,
) -> Comparison:
    """What a described job is advertised at: the middle, and where half and nine of ten such jobs lie.

    ``role`` may be any job title; ``skills`` names technologies; ``period`` is year or hour. Raises UserInputError.
    """
    from metier.report.currency import find_currency
    from metier.report.pay_estimate import estimate_report
    from metier.report.pay_job import describe

    source = release or open_release()
    asked = describe(
        source,
        role=role,
        level=level,
        country=country,
        city=city,
        state=state,
        skills=skills,
        remote=remote,
        industry=industry,
        employment_type=employment_type,
        period=period,
    )
    code = "USD" if currency is None else find_currency(source, currency)
    return Comparison(estimate_report(source, asked, year=year, money="" if code == "USD" else code))


def roles(query: str = "", *, release: Release | None = None) -> list[Role]:
    """The roles whose names hold every word of ``query``; the vocabulary's own when it is empty."""
    from metier.release.roles import get_role, list_roles

    source = release or open_release()
    return [get_role(source, row[0]) for row in list_roles(source, query)]


def title(text: str) -> TitleReading:
    """What a raw job title says: role, alternatives, track, level; may abstain."""
    from metier.reading.title import read_title

    return read_title(text)


def titles(texts: Iterable[str]) -> list[TitleReading]:
    """What raw job titles say, in order."""
    from metier.reading.title import read_titles

    return list(read_titles(texts))


def occupations(title: str, *, release: Release | None = None) -> Occupations:
    """The official occupations that a raw job title names: O*NET-SOC code and ESCO URI, None where it is unclear."""
    from metier.reading.title import read_title
    from metier.release.occupation_names import occupation_index

    return occupation_index(release or open_release()).find(read_title(title))


def read_posting(text: str, *, title: str = "", company: str = "", location: str = "") -> PostingReading:
    """What one posting says; its text may be plain, HTML or escaped HTML, and spans index it as it is given."""
    from metier.stream.single import read_one

    return read_one({"text": text, "title": title, "company": company, "location": location})


def read_postings(postings: Iterable[str | Mapping[str, object]]) -> Iterator[PostingReading]:
    """What each posting says, in order, one at a time: texts, or records with keys such as title and description."""
    from metier.stream.single import read_one

    return map(read_one, postings)


def read_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What the postings of Arrow batches say, a batch for a batch; columns are found by their usual names.

    Raises UserInputError for a batch without a text.
    """
    from metier.stream.single import read_arrow

    return map(read_arrow, batches)


def explain(figure_id: str, *, release: Release | None = None) -> Explanation:
    """The papers of one figure, down to origins and counts. Raises UnknownFigure."""
    from metier.report.explain import explain as explain_figure

    return explain_figure(release or open_release(), figure_id)
