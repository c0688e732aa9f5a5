"""Postings of our own, for the tests of what goes in and out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

TEXT = (
    "Your tasks\n- Build data pipelines in Python\n- Keep our SQL tables tidy\n"
    "Your profile\n- 3+ years of experience with Spark\n- A bachelor's degree\n"
)


def ad(number: int, **also: object) -> dict[str, object]:
    """One posting; the number is in its id and its text."""
    row: dict[str, object] = {"id": f"ad-{number}", "title": "Data Engineer", "text": f"Our team {number}.\n{TEXT}"}
    return {**row, **also}


def jsonl(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as lines of JSON."""
    return "".join(json.dumps(row) + "\n" for row in rows)


def write(path: Path, text: str | bytes) -> str:
    """A file with this content; its name for a command."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def ids(text: str) -> list[str]:
    """The ids of lines that were written."""
    return [json.loads(line)["id"] for line in text.splitlines()]
