"""Puts a measured table between its markers in a page of the documentation."""

from __future__ import annotations

from pathlib import Path


def put(page: Path, section: str, text: str) -> None:
    """Replace what stands between ``<!-- begin section -->`` and ``<!-- end section -->``; ValueError without them."""
    begin, end = f"<!-- begin {section} -->", f"<!-- end {section} -->"
    head, old = page.read_text(encoding="utf-8").split(begin)
    tail = old.split(end)[1]
    page.write_text(f"{head}{begin}\n{text}\n{end}{tail}", encoding="utf-8")
