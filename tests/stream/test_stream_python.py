"""Reading from Python: the same answers as from files, one at a time, for anything that holds postings."""

from __future__ import annotations

from itertools import count, islice

import pyarrow as pa
import pytest
from ads import TEXT, ad

import metier
from metier.reading.batch import Record
from metier.reading.lines import line
from metier.reading.posting import read_records


def test_one_posting_says_the_same_as_in_a_file() -> None:
    here = metier.read_posting(TEXT, title="Data Engineer", company="Acme", location="Berlin")
    (row,) = read_records([Record("a", TEXT, "Data Engineer", "Acme", "Berlin")])
    assert line(here, "a") == row
    assert here.role_id == "data-engineer"


def test_many_are_read_one_at_a_time() -> None:
    found = metier.read_postings(ad(number) for number in count())  # without end
    assert [reading.experience_years_min for reading in islice(found, 3)] == [3, 3, 3]


def test_records_have_the_usual_names() -> None:
    texts = [TEXT, {"description": TEXT}, {"Job Description": TEXT, "name": "Baker"}, {"title": "Baker"}]
    read = list(metier.read_postings(texts))
    assert [reading.experience_years_min for reading in read] == [3, 3, 3, None]
    assert [reading.role_id for reading in read[2:]] == [metier.title("Baker").role_id] * 2


def test_a_stated_posting_is_recognised() -> None:
    stated = {"@type": "JobPosting", "title": "Baker", "description": "We bake.", "employmentType": "FULL_TIME"}
    (reading,) = metier.read_postings([stated])
    assert reading.employment_type == "full-time"


def test_arrow_batches_are_read_under_the_usual_names() -> None:
    batch = pa.RecordBatch.from_pylist([{"job_id": 7, "Job Title": "Data Engineer", "body": TEXT, "x": 1}])
    (facts,) = metier.read_batches([batch])
    (row,) = facts.to_pylist()
    assert (row["id"], row["role_id"], row["experience_years_min"]) == ("7", "data-engineer", 3)
    table = pa.Table.from_batches(list(metier.read_batches([batch, batch])))
    assert table.num_rows == 2
    with pytest.raises(metier.MetierError, match="no column is known to hold the text") as caught:
        list(metier.read_batches([batch.select(["x"])]))
    assert "'x'" in caught.value.hint


def test_occupations_of_a_title() -> None:
    found = metier.occupations("Senior Data Scientist")
    assert found.onetsoc_code == "15-2051.00"
    assert str(found.esco_uri).startswith("http://data.europa.eu/esco/occupation/")
    assert metier.occupations("Xyzzy").onetsoc_code is None


def test_some_titles_and_all_titles_find_the_same_occupations() -> None:
    from metier.reading.title import read_title
    from metier.release.occupation_names import occupation_index, occupation_index_of

    titles = ["Nurse (RN) - ICU", "Head of Data", "Baker / Cook", "Sr. SWE II", "", "Xyzzy", "Chef de partie"]
    release = metier.open_release()
    whole, some = occupation_index(release), occupation_index_of(release, titles)
    assert [some.find(read_title(text)) for text in titles] == [whole.find(read_title(text)) for text in titles]
