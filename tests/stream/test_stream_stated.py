"""Postings that state facts as data (schema.org JobPosting) are recognised in lines, documents and pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ads import jsonl, write

from metier.reading.batch import Record
from metier.reading.posting import read_records
from metier.stream.items import BadLine
from metier.stream.source import open_source

STATED = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Data Engineer",
    "identifier": {"@type": "PropertyValue", "name": "Acme", "value": "R-17"},
    "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    "description": "<p>You build pipelines in Python. Maybe in the office, maybe at home.</p>",
    "employmentType": "PART_TIME",
    "jobLocationType": "TELECOMMUTE",
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": "50000", "maxValue": 60000, "unitText": "YEAR"},
    },
}


def items(source: str) -> list[Record | BadLine]:
    with open_source(source) as opened:
        return list(opened.items)


def page(*data: object) -> str:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(part)}</script>' for part in data)
    return f"<html><head>{scripts}</head><body><h1>Jobs</h1><p>Apply.</p></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.jsonl", jsonl([STATED]), "R-17"),
        ("a.jsonl", jsonl([{**STATED, "id": "own"}]), "own"),
        ("a.jsonl", jsonl([{"@context": "x", "@graph": [{"@type": "Organization"}, STATED]}]), "R-17"),
        ("a.json", json.dumps([STATED], indent=2), "R-17"),
        ("a.json", json.dumps(STATED, indent=2), "R-17"),
        ("a.html", page({"@type": "WebSite"}, STATED), "a.html"),
    ],
)
def test_stated_facts_win_over_the_text(name: str, content: str, key: str, tmp_path: Path) -> None:
    (found,) = items(write(tmp_path / name, content))
    assert isinstance(found, Record)
    assert (found.id, found.title, found.company) == (key, "Data Engineer", "Acme")
    assert found.text == STATED["description"]
    (row,) = read_records([found])
    assert row["pay"] == {"min": 50000, "max": 60000, "currency": "EUR", "period": "year", "several": False}
    assert (row["employment_type"], row["workplace"]) == ("part-time", "remote")
    required = row["required"]
    assert isinstance(required, list)
    assert found.text[required[0]["start"] : required[0]["end"]] == required[0]["surface"]


def test_several_postings_of_a_page_have_ids_of_their_own(tmp_path: Path) -> None:
    found = items(write(tmp_path / "jobs.html", page(STATED, {**STATED, "title": "Baker"})))
    assert [(item.id, item.title) for item in found if isinstance(item, Record)] == [
        ("jobs.html#1", "Data Engineer"),
        ("jobs.html#2", "Baker"),
    ]


def test_a_posting_without_a_description_is_bad_in_a_file_and_the_page_itself_in_a_page(tmp_path: Path) -> None:
    bare = {key: value for key, value in STATED.items() if key != "description"}
    (bad,) = items(write(tmp_path / "a.jsonl", jsonl([bare])))
    assert isinstance(bad, BadLine)
    assert "no description" in bad.reason
    (found,) = items(write(tmp_path / "a.html", page(bare)))
    assert isinstance(found, Record)
    assert found.text.startswith("<html>")
    assert found.stated is not None


def test_an_object_that_only_has_a_type_is_read_by_its_keys(tmp_path: Path) -> None:
    (found,) = items(write(tmp_path / "a.jsonl", jsonl([{"@type": "Vacancy", "id": "x", "text": "We bake."}])))
    assert found == Record(id="x", text="We bake.")
