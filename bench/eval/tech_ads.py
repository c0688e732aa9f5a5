"""Measures the reading of technologies on full ads with the producer's 61 canonical skills."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.eval.postings import scores
from bench.eval.row import Row

from metier.reading.posting import read_posting
from metier.reading.technology import resolve_tag

NAME = "tech-skills-ads"


def run(shared: Path) -> list[Row]:
    """Rows for technologies; only those that the producer's list can name are compared."""
    known = _producer_names(shared / "postings" / "ats-radar-2026" / "skills")
    lines = (shared / "eval" / "tech-skills-ads" / "ads.jsonl").read_text(encoding="utf-8").splitlines()
    return scores(NAME, "technologies", [_pair(json.loads(line), known) for line in lines])


def _pair(ad: dict[str, Any], known: set[str]) -> tuple[set[str], set[str]]:
    """The technologies found that the producer's list can name, and those that it names for this ad."""
    found = {technology.id for technology in read_posting(ad["text"], title=ad["title"]).technologies}
    return found & known, {resolve_tag(name) or f"unknown: {name}" for name in ad["expected"]}


def _producer_names(folder: Path) -> set[str]:
    """Ids of the skills that the producer tags."""
    import duckdb

    rows = duckdb.execute(
        "select distinct skill from read_parquet(?) where skill is not null", [f"{folder}/*/*.parquet"]
    ).fetchall()
    return {found for (name,) in rows if (found := resolve_tag(str(name))) is not None}
