"""A report as a PDF: tagged for screen readers (PDF/UA-1), set by typst in fonts of its own, the same every time."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files

from metier.errors import MetierError
from metier.model import Report
from metier.report.render.citing import citations
from metier.report.render.pdf_data import Data, document
from metier.report.render.pdf_text import BOX, shown

_BOXED = f"{BOX} stands for letters that the fonts of this file lack."
_NO_DATE = "2000-01-01"  # a file must carry a day; a report without one gets this
_ADDRESSES = frozenset({"url"})


class UnprintableReportError(MetierError):
    """A report that could not be set as a PDF."""


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files("metier.report.render") / "templates" / "report.typ").read_bytes()


def to_pdf(report: Report) -> bytes:
    """The report as a tagged PDF; the same bytes for the same report."""
    import typst

    data = document(report, citations(report)) | {"date": _day(report.evidence_date)}
    try:
        return _set(data, plain=False)
    except typst.TypstError:  # letters that join in a way that no font of the file shows
        try:
            return _set(data, plain=True)
        except typst.TypstError as error:
            raise UnprintableReportError(
                f"{report.title}: no PDF could be made ({error.message}).",
                hint="Take another form, such as --format html.",
            ) from error


def _set(data: Data, *, plain: bool) -> bytes:
    import typst

    text = json.dumps(_readable(data, plain=plain), ensure_ascii=False)
    boxed = _BOXED if BOX in text else ""
    found = typst.compile(
        _template(),
        format="pdf",
        sys_inputs={"report": text, "boxed": boxed},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        timestamp=datetime.combine(date.fromisoformat(str(data["date"])), datetime.min.time(), UTC),
    )
    if not isinstance(found, bytes):
        raise UnprintableReportError("The typesetter returned no PDF.", hint="Install metier again.")
    return found


def _readable(value: object, *, plain: bool, address: bool = False) -> object:
    """Data whose texts the fonts can show; addresses stay as they are. Spaces at a text's ends are kept."""
    if isinstance(value, str):
        if address:
            return value
        before, after = (" " if edge.isspace() else "" for edge in (value[:1], value[-1:]))
        return before + shown(value, plain=plain) + (after if value.strip() else "")
    if isinstance(value, dict):
        return {k: _readable(v, plain=plain, address=k in _ADDRESSES) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(item, plain=plain) for item in value]
    return value


def _day(text: str) -> str:
    return text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else _NO_DATE
