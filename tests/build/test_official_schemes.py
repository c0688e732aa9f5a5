"""O*NET, ESCO and their crosswalk: small files in the producers' formats."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from official_files import write_text, write_workbook

from metier.build.sources.crosswalk import FILE, ORIGIN, read_crosswalk
from metier.build.sources.esco import read_esco
from metier.build.sources.onet import editions, read_onet
from metier.build.sources.onet_profiles import read_profiles
from metier.errors import SourceError

CODE = "O*NET-SOC Code"
KEY = [CODE, "Title", "Element ID", "Element Name", "Scale ID", "Data Value"]
SURVEY = ["N", "Standard Error", "Lower CI Bound", "Upper CI Bound", "Recommend Suppress"]
SCIENTIST, ANALYST = ["15-2051.00", "Data Scientists"], ["15-2051.01", "Business Intelligence Analysts"]


def quiet(_: str) -> None:
    """Progress that nobody reads."""


def rating(element: str, scale: str, value: object, *rest: object) -> list[object]:
    return [*ANALYST, element, "Writing", scale, value, *rest]


TABLES: dict[str, list[list[object]]] = {
    "Occupation Data": [[CODE, "Title", "Description"], [*SCIENTIST, "x"], [*ANALYST, "y"]],
    "Job Zones": [[CODE, "Title", "Job Zone"], [*SCIENTIST, 5]],
    "Alternate Titles": [
        [CODE, "Title", "Alternate Title", "Short Title"],
        [*SCIENTIST, "Machine Learning Software Engineer", "ML Engineer"],
        [*SCIENTIST, "Data Miner", "n/a"],
    ],
    "Sample of Reported Titles": [[CODE, "Title", "Reported Job Title"], [*ANALYST, "BI Analyst"]],
    "Skills": [
        [*KEY, *SURVEY, "Not Relevant", "Date"],
        rating("2.A.1.c", "IM", 4.12, 8, 0.125, 3.88, 4.37, "N", "", "08/2023"),
        rating("2.A.1.c", "LV", 4.62, 8, 0.183, 4.27, 4.98, "N", "N", "08/2023"),
        rating("2.A.1.e", "IM", 1.5, 8, 0.125, 1.2, 1.8, "N", "", "08/2023"),
        rating("2.A.1.e", "LV", 0.25, 8, 0.25, 0, 0.74, "N", "Y", "08/2023"),
    ],
    "Knowledge": [[*KEY, *SURVEY, "Not Relevant", "Date"]],
    "Work Styles": [[*KEY, *SURVEY, "Date"]],
    "Work Values": [
        [*KEY, "Date"],
        rating("1.B.2.a", "EX", 6.33, "06/2008"),
        rating("1.B.2.g", "VH", 1, "06/2008"),
    ],
    "Interests": [[*KEY, "Date"], rating("1.B.1.a", "OI", 1.3, "11/2023")],
    "Education, Training, and Experience": [
        [*KEY, *SURVEY, "Category", "Date"],
        rating("2.D.1", "RL", 32.29, 28, 12.73, 12.62, 61.16, "Y", 6, "08/2023"),
        rating("3.A.3", "OJ", 10, 28, 1, 8, 12, "N", 1, "08/2023"),
    ],
    "Education, Training, and Experience Categories": [
        ["Scale ID", "Category", "Category Description"],
        ["RL", 6, "Bachelor's Degree - awarded for four years"],
    ],
    "Related Occupations": [
        [CODE, "Title", "Related O*NET-SOC Code", "Related Title", "Relatedness Tier", "Index"],
        [*SCIENTIST, *ANALYST, "Primary-Short", 1],
    ],
    "Technology Skills": [
        [CODE, "Title", "Example", "Commodity Title", "Hot Technology", "In Demand"],
        [*SCIENTIST, "Python", "Object or component oriented development software", "Y", "N"],
    ],
}


def excel_edition(sources: Path, folder: str = "onet-29.3", **changed: list[list[object]]) -> Path:
    for name, rows in (TABLES | changed).items():
        write_workbook(sources / folder / f"{name}.xlsx", {name[:31]: rows})
    return sources


def text_edition(sources: Path, folder: str, suffix: str = ".txt") -> Path:
    """The same tables as text, which leaves out the Title column except where it names occupations."""
    for name, rows in TABLES.items():
        drop = rows[0].index("Title") if "Title" in rows[0] and name != "Occupation Data" else None
        lines = [[cell for i, cell in enumerate(row) if i != drop] for row in rows]
        write_text(sources / folder / f"{name}{suffix}", lines, "\t")
    return sources


def test_excel_and_text_editions_read_the_same(tmp_path: Path) -> None:
    excel = read_onet(excel_edition(tmp_path / "a"), quiet)
    text = read_onet(text_edition(tmp_path / "b", "onet-29.3", ".txt.gz"), quiet)
    assert excel.tables.keys() == text.tables.keys()
    for name, table in excel.tables.items():
        assert table.equals(text.tables[name]), name


def test_names_and_codes_lead_to_occupations(tmp_path: Path) -> None:
    labels = read_onet(excel_edition(tmp_path), quiet).tables["role_labels"].to_pylist()
    found = {(row["label"], row["kind"], row["role_id"]) for row in labels}
    assert found == {
        ("Data Scientists", "preferred", "onet-15-2051.00"),
        ("15-2051.00", "code", "onet-15-2051.00"),
        ("15-2051", "code", "onet-15-2051.00"),
        ("Data Miner", "alternative", "onet-15-2051.00"),
        ("Machine Learning Software Engineer", "alternative", "onet-15-2051.00"),
        ("ML Engineer", "alternative", "onet-15-2051.00"),
        ("BI Analyst", "reported", "onet-15-2051.01"),
        ("Business Intelligence Analysts", "preferred", "onet-15-2051.01"),
        ("15-2051.01", "code", "onet-15-2051.01"),
    }


def test_ratings_join_level_to_importance_and_leave_out_what_is_not_relevant(tmp_path: Path) -> None:
    read = read_onet(excel_edition(tmp_path), quiet)
    rows = {row["element_id"]: row for row in read.tables["occupation_ratings"].to_pylist()}
    assert rows.keys() == {"2.A.1.c", "2.A.1.e", "1.B.2.a", "1.B.1.a"}
    writing = rows["2.A.1.c"]
    assert (writing["importance"], writing["level_0_7"], writing["n"], writing["ci_low"]) == (
        4.12,
        4.62,
        8,
        3.88,
    )
    assert writing["period"] == "2023-08"
    assert rows["2.A.1.e"]["level_0_7"] is None
    assert read.set_aside == {"O*NET skill level: raters call it not relevant": 1}
    occupations = {row["code"]: row for row in read.tables["occupations"].to_pylist()}
    assert [occupations[code]["rated"] for code in ("15-2051.00", "15-2051.01")] == [False, True]
    assert [occupations[code]["job_zone"] for code in ("15-2051.00", "15-2051.01")] == [5, None]


def test_education_is_a_share_with_its_interval_and_a_short_name(tmp_path: Path) -> None:
    (row,) = read_onet(excel_edition(tmp_path), quiet).tables["occupation_education"].to_pylist()
    assert (row["share"], row["ci_low"], row["ci_high"]) == (0.3229, 0.1262, 0.6116)
    assert (row["category_label"], row["n"], row["recommend_suppress"]) == ("Bachelor's Degree", 28, True)


def test_technologies_come_from_the_newest_edition(tmp_path: Path) -> None:
    excel_edition(tmp_path)
    newer = [
        [CODE, "Example", "Commodity Title", "Hot Technology", "In Demand"],
        ["15-2051.00", "R", "x", "N", "Y"],
    ]
    write_text(tmp_path / "onet-30.2" / "Technology Skills.txt.gz", newer, "\t")
    write_text(tmp_path / "onet-30.2" / "Occupation Data.txt", [[CODE, "Title"], SCIENTIST], "\t")
    read = read_onet(tmp_path, quiet)
    (row,) = read.tables["occupation_technologies"].to_pylist()
    assert (row["technology"], row["in_demand"], row["origin_id"]) == ("R", True, "onet-30.2")
    assert {origin.origin_id for origin in read.origins} == {"onet-29.3", "onet-30.2"}
    assert all("Used under the CC BY 4.0 license" in origin.citation for origin in read.origins)


def test_an_unknown_edition_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"edition 31\.0 is not known") as caught:
        editions(text_edition(tmp_path, "onet-31.0"))
    assert "29.3" in caught.value.hint


def test_the_producers_note_beats_the_name_of_the_folder(tmp_path: Path) -> None:
    text_edition(tmp_path, "onet-latest")
    (tmp_path / "onet-latest" / "Read Me.txt").write_text("O*NET 29.3 Database\nMay 2025 Release\n")
    (found,) = editions(tmp_path)
    assert (found.version, found.released) == ("29.3", "2025-05")


def test_a_number_that_is_none_is_refused_with_file_row_and_column(tmp_path: Path) -> None:
    skills = [list(row) for row in TABLES["Skills"]]
    skills[1][5] = "high"
    with pytest.raises(SourceError, match=r"Skills\.xlsx \(row 2, column 'Data Value'\): 'high' is not a number"):
        read_onet(excel_edition(tmp_path, Skills=skills), quiet)


def test_a_table_that_is_missing_is_named(tmp_path: Path) -> None:
    excel_edition(tmp_path)
    (tmp_path / "onet-29.3" / "Interests.xlsx").unlink()
    with pytest.raises(SourceError, match=r"table 'Interests' is missing from O\*NET 29\.3"):
        read_onet(tmp_path, quiet)


def profiles(sources: Path, **changed: object) -> Path:
    body: dict[str, object] = {
        "metadata": {"source": "O*NET 30.1 Database (December 2025)"},
        "elements": [
            {"element_id": "2.A.1.c", "element_name": "Writing", "type": "skill"},
            {"element_id": "4.A.1.a.1", "element_name": "Getting Information", "type": "work_activity"},
        ],
        "profiles": {
            "15-2051": {
                "vector": {"2.A.1.c": 3.5, "4.A.1.a.1": 4.5},
                "source_onet_codes": ["15-2051.01", "15-2051.02"],
            },
            "15-1252": {"vector": {"2.A.1.c": 3.1, "4.A.1.a.1": 4.2}, "source_onet_codes": ["15-1252.00"]},
        },
    }
    write_text(sources / "onet-30.1-profiles" / "onet_skill_profiles.json.gz", [[json.dumps(body | changed)]])
    return sources


def test_profiles_fill_gaps_and_mark_what_only_stands_in(tmp_path: Path) -> None:
    known = {"onet-15-2051.00", "onet-15-1252.00"}
    table = read_profiles(profiles(tmp_path), known, {"onet-15-1252.00"}, quiet).tables["occupation_ratings"]
    rows = {(row["occupation_id"], row["domain"]): row for row in table.to_pylist()}
    assert rows.keys() == {
        ("onet-15-2051.00", "skill"),
        ("onet-15-2051.00", "activity"),
        ("onet-15-1252.00", "activity"),
    }
    assert rows["onet-15-2051.00", "skill"]["proxy"] is True
    assert rows["onet-15-1252.00", "activity"]["proxy"] is False
    assert rows["onet-15-1252.00", "activity"]["n"] is None


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"metadata": {"source": "O*NET 31.0 Database"}}, "version 'O\\*NET 31.0 Database' is not known"),
        (
            {"profiles": {"15-2051": {"vector": {}, "source_onet_codes": []}}},
            "15-2051\\): no value for element 2.A.1.c",
        ),
    ],
)
def test_other_profiles_are_refused(tmp_path: Path, changed: dict[str, object], says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read_profiles(profiles(tmp_path, **changed), set(), set(), quiet)


OCCUPATION, SKILL = "http://data.europa.eu/esco/occupation/aa-1", "http://data.europa.eu/esco/skill/"


NAMES = '"data engineer\ndata expert"'


def esco(sources: Path, relations: list[tuple[str | None, str]], share: str = "0.25") -> Path:
    new, old = sources / "esco-1.2.1", sources / "esco-1.2.0"
    heads = ["conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels"]
    heads += ["code", "status", "modifiedDate"]
    rows = [
        [OCCUPATION, "2511", "old name", "", "", "2511.4", "released", "2025-07-31"],
        [OCCUPATION, "2511", "data scientist", NAMES, "datascientist", "2511.4", "released", "2025-11-26"],
    ]
    write_text(new / "occupations_en.csv.gz", [heads, *rows])
    write_text(new / "greenShareOcc_en.csv.gz", [["conceptUri", "greenShare"], [OCCUPATION, share]])
    write_text(new / "transversalSkillsCollection_en.csv.gz", [["conceptUri"], [f"{SKILL}2"]])
    write_text(new / "digitalSkillsCollection_en.csv.gz", [["conceptUri"], [f"{SKILL}1"]])
    write_text(
        old / "skills_with_uri.csv.gz",
        [
            ["skillUri", "preferredLabel", "skillType"],
            [f"{SKILL}1", "use databases", "skill/competence"],
            [f"{SKILL}2", "statistics", "knowledge"],
        ],
    )
    pq.write_table(
        pa.table(
            {
                "occupationUri": [OCCUPATION] * len(relations),
                "skillUri": [row[0] for row in relations],
                "relationType": [row[1] for row in relations],
            }
        ),
        old / "occupation_skill_relations.parquet",
    )
    return sources


def test_esco_joins_skills_by_uri_and_sets_the_rest_aside(tmp_path: Path) -> None:
    relations: list[tuple[str | None, str]] = [
        (f"{SKILL}1", "optional"),
        (f"{SKILL}1", "essential"),
        (f"{SKILL}2", "optional"),
        (None, "essential"),
    ]
    read = read_esco(esco(tmp_path, relations), quiet)
    first, second = read.tables["occupation_skills"].to_pylist()
    assert (first["skill"], first["relation"], first["digital"], first["transversal"]) == (
        "use databases",
        "essential",
        True,
        False,
    )
    assert (second["skill"], second["skill_type"], second["transversal"]) == ("statistics", "knowledge", True)
    assert sorted(read.set_aside.values()) == [1, 1, 1]
    (row,) = read.tables["occupations"].to_pylist()
    assert (row["occupation_id"], row["isco08_code"], row["green_share"]) == ("esco-aa-1", "2511", 0.25)
    labels = {(row["label"], row["kind"]) for row in read.tables["role_labels"].to_pylist()}
    assert labels == {
        ("data scientist", "preferred"),
        ("data engineer", "alternative"),
        ("data expert", "alternative"),
        ("datascientist", "alternative"),
        ("2511.4", "code"),
        (OCCUPATION, "code"),
    }


def test_esco_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="relation 'related' is not known"):
        read_esco(esco(tmp_path / "a", [(f"{SKILL}1", "related")]), quiet)
    with pytest.raises(SourceError, match=r"'1\.5' is not a share"):
        read_esco(esco(tmp_path / "b", [], share="1.5"), quiet)
    damaged = esco(tmp_path / "c", [(f"{SKILL}1", "optional")])
    path = damaged / "esco-1.2.0" / "occupation_skill_relations.parquet"
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(SourceError, match="the Parquet file is damaged"):
        read_esco(damaged, quiet)


def test_the_crosswalk_keeps_pairs_whose_codes_still_exist(tmp_path: Path) -> None:
    write_text(
        tmp_path / ORIGIN / FILE,
        [
            ["concept_uri", "onet_code", "confidence", "semantic_similarity"],
            [OCCUPATION, "15-2051.00", "2.0", "0.9"],
            [OCCUPATION, "15-1133.00", "1.0", "0.8"],
        ],
    )
    read = read_crosswalk(tmp_path, {"esco-aa-1", "onet-15-2051.00"}, quiet)
    (row,) = read.tables["occupation_crosswalk"].to_pylist()
    assert (row["esco_id"], row["onet_id"], row["confidence"]) == ("esco-aa-1", "onet-15-2051.00", 2.0)
    assert sum(read.set_aside.values()) == 1
