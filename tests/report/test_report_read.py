"""Each share says in how many of the postings that were searched its subject could be read."""

from __future__ import annotations

import pytest

from metier.model import Filters
from metier.release.evidence import Evidence
from metier.release.reader import Release
from metier.report.render.papers import how_often_read, papers
from metier.surfaces.python import compare, explain


def test_every_share_of_postings_says_how_often_it_could_be_read() -> None:
    shares = [
        f for f in compare("data scientist", "data engineer").figures.values() if f.id.split("/")[0].count(".share")
    ]
    counted = [f for f in shares if f.n_of == "postings"]
    assert len(counted) > 50
    for figure in counted:
        assert figure.n is not None
        assert figure.looked_at is not None, figure.id
        assert figure.n <= figure.looked_at
        assert ("Could be read", how_often_read(figure)) in papers(figure, {})


@pytest.mark.parametrize("measure", ["education_min", "duty"])
def test_the_share_of_texts_that_let_a_field_be_read_is_the_counts(measure: str) -> None:
    read = explain(f"read.share.fulltext/data-scientist/{measure}").figure
    evidence = Evidence(Release(), ["data-scientist"], Filters())
    texts, told = evidence.readable("fulltext", "read")[0], evidence.readable("fulltext", measure)[0]
    assert (read.n, dict(read.inputs)["postings that show it"]) == (texts, told)
    assert read.value == pytest.approx(told / texts, abs=0.02)


def test_a_degree_is_a_share_of_the_postings_that_name_one_and_the_report_says_so() -> None:
    report = compare("data scientist", "data engineer").report
    education = next(section for section in report.sections if section.id == "education")
    said = " ".join(sentence.plain() for paragraph in education.paragraphs for sentence in paragraph)
    assert "let a lowest degree be read; these shares are of those" in said
