"""A report as JSON: stable keys, every figure once with all its papers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from metier.model import Block, Figure, Interval, Origin, Report, Sentence, nature
from metier.report.render.citing import citations
from metier.report.render.papers import explain_command, papers
from metier.report.render.values import exact, show

SCHEMA = "metier.report/1"
"""Changes when a key is removed or changes meaning; new keys do not change it."""


def _sentence(sentence: Sentence) -> dict[str, object]:
    return {
        "plain": sentence.plain(),
        "text": sentence.text,
        "figures": list(sentence.figures),
        "shown": list(sentence.shown),
        "also": list(sentence.also),
    }


def _block(block: Block) -> dict[str, object]:
    return {"type": type(block).__name__.lower(), **asdict(block)}


def _interval(interval: Interval) -> dict[str, object]:
    return asdict(replace(interval, low=exact(interval.low), high=exact(interval.high)))


def figure_as_data(figure: Figure, origins: Mapping[str, Origin]) -> dict[str, object]:
    """A figure with all its papers as plain lists and dictionaries."""
    return {
        "label": figure.label,
        "measure": figure.measure,
        "value": None if figure.value is None else exact(figure.value),
        "unit": figure.unit,
        "shown": show(figure),
        "status": figure.status.value,
        "nature": nature(figure),
        "n": figure.n,
        "n_of": figure.n_of,
        "looked_at": figure.looked_at,
        "looked_at_of": figure.looked_at_of,
        "interval": _interval(figure.interval) if figure.interval else None,
        "no_interval": figure.no_interval,
        "period": figure.period,
        "place": figure.place,
        "filters": dict(figure.filters),
        "origins": list(figure.origins),
        "method": figure.method,
        "flags": sorted(flag.value for flag in figure.flags),
        "inputs": [
            {"name": name, "value": exact(value) if isinstance(value, float) else value}
            for name, value in figure.inputs
        ],
        "parts": list(figure.parts),
        "note": figure.note,
        "papers": [{"label": label, "text": text} for label, text in papers(figure, origins)],
        "explain": explain_command(figure.id),
    }


def report_as_data(report: Report) -> dict[str, object]:
    """The report as plain lists and dictionaries, ready for JSON; figures and origins sorted by id."""
    cited = citations(report)
    return {
        "schema": SCHEMA,
        "title": report.title,
        "release_id": report.release_id,
        "evidence_date": report.evidence_date,
        "reading_minutes": report.reading_minutes,
        "filters": dict(report.filters.items()),
        "roles": [asdict(role) for role in report.roles],
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "paragraphs": [[_sentence(s) for s in paragraph] for paragraph in section.paragraphs],
                "blocks": [_block(block) for block in section.blocks],
                "missing": [_sentence(s) for s in section.missing],
            }
            for section in report.sections
        ],
        "figures": {id_: figure_as_data(cited.figure(id_), report.origins) for id_ in sorted(cited.figures)},
        "origins": {id_: asdict(report.origins[id_]) for id_ in sorted(report.origins)},
    }


def to_json(report: Report) -> str:
    """The report as JSON text, the same bytes for the same report."""
    return json.dumps(report_as_data(report), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
