"""Facts that a page states of its job as data (schema.org JobPosting) take the place of what its text says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from metier.reading.confidence import confidence
from metier.reading.posting_facts import PostingReading

if TYPE_CHECKING:
    from metier.reading.jobposting import JobPosting

METHOD = "stated"
UNCLEAR = "unclear"  # the method of a stated pay that cannot be told, where the text tells none either
_MONTHS = 12


def with_stated(reading: PostingReading, stated: JobPosting) -> PostingReading:
    """The reading with the stated pay, type, workplace, degree and years; they have no place in the text.

    A stated pay that is unclear takes no place: the text's stays, and without one the pay is abstained.

    >>> from metier.reading.jobposting import JobPosting
    >>> with_stated(PostingReading(workplace="onsite"), JobPosting(workplace="remote")).workplace
    'remote'
    """
    years = None if stated.experience_months is None else stated.experience_months // _MONTHS
    pay = None if stated.pay is None or stated.pay.abstained else stated.pay
    given = {
        "pay": pay,
        "employment_type": stated.employment_type,
        "workplace": stated.workplace,
        "education_min": stated.education_min,
        "experience_substitutes": stated.experience_substitutes,
        "experience_years_min": years,
    }
    methods = dict.fromkeys((key for key, value in given.items() if value is not None), METHOD)
    sure = {**reading.confidence, **{key: confidence(key, METHOD) for key in methods}}
    abstained = tuple(key for key in reading.abstained if key not in methods)
    if stated.pay is not None and pay is None and reading.pay is None:
        methods["pay"] = UNCLEAR
        sure.pop("pay", None)  # there is no fact that could be right
        abstained = (*(key for key in abstained if key != "pay"), "pay")
    if not methods:
        return reading
    return replace(
        reading,
        pay=pay or reading.pay,
        employment_type=stated.employment_type or reading.employment_type,
        workplace=stated.workplace or reading.workplace,
        education_min=stated.education_min or reading.education_min,
        experience_substitutes=reading.experience_substitutes
        if stated.experience_substitutes is None
        else stated.experience_substitutes,
        experience_years_min=reading.experience_years_min if years is None else years,
        confidence=sure,
        spans={key: spans for key, spans in reading.spans.items() if key not in methods},
        abstained=abstained,
        methods={**reading.methods, **{key: (method,) for key, method in methods.items()}},
    )
