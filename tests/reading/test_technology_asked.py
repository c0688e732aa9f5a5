"""A name counts where the work needs the technology: not in blurbs, lists of clients, teams or subjects of study."""

from __future__ import annotations

import pytest

from metier.reading.education import read_education
from metier.reading.mentions import TechnologyMention, read_technologies
from metier.reading.sections import read_sections
from metier.vocabulary import technologies


def mentions(text: str, company: str = "") -> tuple[TechnologyMention, ...]:
    document = read_sections(text)
    return read_technologies(document, read_education(document).spans, company)


def ids(text: str, company: str = "") -> set[str]:
    return {mention.id for mention in mentions(text, company)}


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        # General words count as an item of a list, not as a part of a phrase.
        ("Requirements\n• Python, cloud, SQL", {"cloud-computing"}, set()),
        ("We are moving our cloud business forward.", set(), {"cloud-computing"}),
        ("Requirements\n• Regression, boosting and clustering", {"ensemble-methods"}, set()),
        ("Boosting sales is what we do.", set(), {"ensemble-methods"}),
        ("Requirements\n• Excel, including macros and pivot tables", {"vba", "excel"}, set()),
        # What duties only touch on, requirements ask for.
        ("Improve how people find us in a world of artificial intelligence.", set(), {"artificial-intelligence"}),
        ("Requirements\n• Experience with artificial intelligence", {"artificial-intelligence"}, set()),
        # A kind of tools that leads to its members is not one more tool.
        ("Requirements\n• Query languages (SQL, MDX)", {"sql", "mdx"}, {"query-languages"}),
        ("Requirements\n• Jira or other project management tools", {"jira"}, {"project-management-software"}),
        # Activities are no skills.
        ("Responsibilities\n• Project management in Excel", {"excel"}, {"project-management"}),
        # Names without their maker's need a neighbour.
        ("Requirements\n• Slack, Zoom, Teams", {"microsoft-teams"}, set()),
        ("Lead our Sales Teams to success.", set(), {"microsoft-teams"}),
        ("Requirements\n• AWS (Lambda, Textract and Comprehend)", {"amazon-comprehend"}, set()),
        ("Requirements\n• Comprehend complex texts", set(), {"amazon-comprehend"}),
        # Two names written as one are two technologies.
        ("Requirements\n• C/C++ and HTML/CSS", {"c", "cpp", "html", "css"}, set()),
    ],
)  # fmt: skip
def test_where_a_name_counts(text: str, present: set[str], absent: set[str]) -> None:
    found = ids(text)
    assert present <= found
    assert not absent & found


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("About us\nWe build on a cutting-edge AI platform with machine learning.", "machine-learning"),
        ("Trusted by customers such as Salesforce and Slack, we grow fast.", "salesforce"),
        ("We are a proud SAP partner for the region.", "sap"),
        ("Responsibilities\n• Partner with product, machine learning and legal teams", "machine-learning"),
        ("Requirements\n• Degree in statistics, mathematics or a related field", "statistics"),
        ("Benefits\n• A Slack channel for every hobby", "slack"),
        ("Our story is told in viral TikTok videos.", "tiktok"),
        ("Powered by JazzHR", "jazzhr"),
        ("Like Windows and Linux, our product runs everything.", "linux"),
        ("Active TS/SCI clearance", "typescript"),
    ],
)
def test_what_is_not_asked_of_the_candidate(text: str, absent: str) -> None:
    assert absent not in ids(text)


def test_the_part_about_the_employer_is_read_once_it_speaks_of_the_work() -> None:
    text = "About us\nWe love data and Looker.\nYou will build reports.\nYou should be proficient in Tableau."
    assert ids(text) == {"tableau"}


def test_an_employer_that_is_called_like_its_product_does_not_ask_for_it() -> None:
    text = "Okta is the foundation for secure access.\nRequirements\n• SQL"
    assert ids(text) == {"sql"}
    assert ids("Work on Splunk every day.\nRequirements\n• SQL", "Splunk Inc.") == {"sql"}


def test_an_employer_that_lists_its_product_among_others_asks_for_it() -> None:
    assert "snowflake" in ids("Requirements\n• SQL, Snowflake, dbt", "Snowflake")


def test_a_plus_is_no_employer() -> None:
    assert ids("Requirements\nGood with SQL. Looker is a plus.") == {"sql", "looker"}


@pytest.mark.parametrize(
    ("text", "required", "preferred"),
    [
        ("Requirements\n• SQL required, Python preferred", {"sql"}, {"python"}),
        ("Requirements\n• Python preferred, SQL required", {"sql"}, {"python"}),
        ("Requirements\n• Excel required.SAP experience a plus", {"excel"}, {"sap"}),
        ("Requirements\n• SQL, ideally with Looker - experience with Excel", {"excel"}, {"looker"}),
        ("Requirements\n• Tableau (preferred) and SQL", {"sql"}, {"tableau"}),
        ("Requirements\n• SQL\nNice to have\n• Airflow, and you must have Git", {"sql", "git"}, set()),
        ("Requirements\n• SQL\nNice to have\n• Airflow", {"sql"}, {"airflow"}),
    ],
)
def test_required_and_preferred_in_one_clause(text: str, required: set[str], preferred: set[str]) -> None:
    found = mentions(text)
    assert required <= {mention.id for mention in found if mention.requirement == "required"}
    assert preferred <= {mention.id for mention in found if mention.requirement == "preferred"}


def test_each_technology_is_named_once_for_each_requirement() -> None:
    text = "Nice to have\n• Python\nRequirements\n• Python and SQL\n• More Python, more SQL"
    found = mentions(text)
    assert [(m.surface, m.requirement) for m in found] == [
        ("Python", "preferred"),
        ("Python", "required"),
        ("SQL", "required"),
    ]


def test_a_mention_says_how_it_was_decided() -> None:
    found = {
        m.id: m.method for m in mentions("Requirements\n• Python, R, cloud\nResponsibilities\n• Build Tableau views")
    }
    assert found["python"] == "name, asked for"
    assert found["r"].startswith("word-like name")
    assert found["cloud-computing"] == "general term, asked for"
    assert found["tableau"] == "name, in the duties"


def test_general_and_bare_names_are_names_of_the_entry() -> None:
    """Otherwise a tag with such a name would not resolve, and the rule would never act."""
    idle = [
        (entry.id, name)
        for entry in technologies().values()
        for name in (*entry.alone, *entry.bare)
        if name not in (entry.label, *entry.aliases)
    ]
    assert idle == []


def test_bare_names_come_with_cues() -> None:
    assert [entry.id for entry in technologies().values() if entry.bare and not entry.cues] == []
