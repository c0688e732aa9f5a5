"""A report as one HTML file that needs nothing else: no script, no font, no request."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup

from metier.model import Report
from metier.report.render.article import Article, article, environment

__all__ = ["Article", "article", "report_css", "to_html"]

_POLICY = "default-src 'none'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
def report_css() -> str:
    """The rules that show an article, with the colours and type that they need."""
    css = (files("metier.report.render") / "templates" / "style.css").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.S)).strip()


def to_html(report: Report) -> str:
    """The report as one self-contained HTML page."""
    css = report_css()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        environment()
        .get_template("report.html.j2")
        .render(report=report, article=article(report), css=Markup(css), policy=_POLICY.format(f"sha256-{digest}"))
    )
