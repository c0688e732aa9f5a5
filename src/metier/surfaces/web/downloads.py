"""Reports as files to keep: HTML, Markdown, JSON, CSV and PDF."""

from __future__ import annotations

import re

from metier.model import Filters, Report, Role
from metier.release.reader import Release
from metier.report.assemble import report as make_report
from metier.report.pay_page.page import pay_report
from metier.report.pay_question import PayQuestion
from metier.report.render.as_csv import to_csv
from metier.report.render.as_json import to_json
from metier.report.render.html import to_html
from metier.report.render.markdown import to_markdown
from metier.surfaces.pages.address import VERSUS
from metier.surfaces.web.answer import HTML, JSON, Answer

MEDIA = {
    "html": HTML,
    "md": "text/markdown; charset=utf-8",
    "json": JSON,
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


def report_file(release: Release, roles: tuple[Role, ...], filters: Filters, ending: str) -> Answer:
    """A comparison or a role's profile as a file. Raises UserInputError for what cannot be compared."""
    return _file(make_report(release, roles, filters), "metier", ending)


def pay_file(release: Release, question: PayQuestion, ending: str) -> Answer:
    """An answer about pay as a file."""
    return _file(pay_report(release, question), "metier-pay", ending)


def _file(report: Report, kind: str, ending: str) -> Answer:
    name = _name(report, kind, ending)
    return Answer(
        _content(report, ending),
        MEDIA[ending],
        headers=(("content-disposition", f'attachment; filename="{name}"'), ("x-robots-tag", "noindex")),
    )


def _content(report: Report, ending: str) -> bytes:
    match ending:
        case "html":
            return to_html(report).encode()
        case "md":
            return to_markdown(report).encode()
        case "json":
            return to_json(report).encode()
        case "csv":
            return to_csv(report).encode()
        case _:
            from metier.report.render.pdf import to_pdf

            return to_pdf(report)


def _name(report: Report, kind: str, ending: str) -> str:
    """A name of letters, digits and hyphens: 'metier-data-analyst-vs-data-engineer-de.csv'."""
    roles = VERSUS.join(role.role_id for role in report.roles)
    parts = [kind, roles, *(value for _, value in report.filters.items())]
    return re.sub(r"[^a-z0-9.-]+", "-", "-".join(parts).casefold())[:150].strip("-.") + f".{ending}"
