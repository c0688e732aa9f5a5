"""One posting's reading as one record with the keys of the output line."""

from __future__ import annotations

from collections.abc import Iterable

from metier.reading.posting_facts import PostingReading, TechnologyFact


def line(reading: PostingReading, posting_id: str | None) -> dict[str, object]:
    """The reading's record: plain values, lists and dictionaries, ready for JSON or Arrow."""
    pay = reading.pay
    return {
        "id": posting_id,
        "role_id": reading.role_id,
        "track": reading.track,
        "level": reading.level,
        "pay": None
        if pay is None
        else {
            "min": pay.minimum,
            "max": pay.maximum,
            "currency": pay.currency,
            "period": pay.period,
            "several": pay.several,
        },
        "education_min": reading.education_min,
        "education_preferred": reading.education_preferred,
        "experience_substitutes": reading.experience_substitutes,
        "experience_years_min": reading.experience_years_min,
        "workplace": reading.workplace,
        "employment_type": reading.employment_type,
        "required": _technologies(reading.required) if reading.readable else None,
        "preferred": _technologies(reading.preferred) if reading.readable else None,
        "responsibilities": list(reading.responsibilities) if reading.readable else None,
        "industry_id": reading.industry_id,
        "alternatives": [{"role_id": role, "score": score} for role, score in reading.alternatives],
        "language": reading.language,
        "confidence": dict(reading.confidence),
        "spans": {key: [list(span) for span in spans] for key, spans in reading.spans.items()},
        "abstained": list(reading.abstained),
    }


def _technologies(facts: Iterable[TechnologyFact]) -> list[dict[str, object]]:
    return [{"name": f.name, "surface": f.surface, "start": f.start, "end": f.end} for f in facts]
