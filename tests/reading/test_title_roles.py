"""Titles and the roles that a labour-market analyst reads in them."""

from __future__ import annotations

import pytest

from metier.reading.title import read_title, read_titles

ROLES = [
    # the two careers that the product's name example compares, and their neighbours
    ("Data Science Manager", "data-science-manager"),
    ("Manager, Data Science", "data-science-manager"),
    ("Machine Learning Software Engineer", "machine-learning-software-engineer"),
    ("Software Engineer, Machine Learning", "machine-learning-software-engineer"),
    ("AI Software Engineer", "machine-learning-software-engineer"),
    ("Machine Learning Engineer", "machine-learning-engineer"),
    ("Software Engineer, ML Infrastructure", "ml-platform-engineer"),
    ("Python Developer", "software-engineer"),
    # specialty before default
    ("Healthcare Data Analyst", "healthcare-data-analyst"),
    ("Data Analyst - Fraud", "risk-analyst"),
    ("Supply Chain Data Analyst", "operations-analyst"),
    ("Business Data Analyst", "data-analyst"),
    ("Research Data Scientist", "data-scientist"),
    ("Senior Backend Engineer", "backend-engineer"),
    ("Data Center Engineer", "systems-administrator"),
    # two jobs: the data job says what the person does
    ("IT Analyst / Data Analyst", "data-analyst"),
    ("Member of Technical Staff, Machine Learning Engineer", "machine-learning-engineer"),
    # the subject of a business that the engineer does not work in
    ("Staff Engineer, Revenue", "software-engineer"),
    ("Software Development Intern (Billing)", "software-engineer"),
    ("Internal Audit Data Science Lead", "data-science-lead"),
    ("Technology Associate - Data Engineering", "data-engineer"),
    # a longer subject begins inside a role's name
    ("Head of Product Security", "security-analyst"),
    ("Senior Analytical Scientist", "scientist-other"),
    ("Data Warehousing Business Analyst", "business-analyst"),
    ("EDI Business Analyst", "business-analyst"),
    # the words of a product are a subject, too
    ("Software Engineer, AI Product", "machine-learning-software-engineer"),
    ("AI Platform Security Engineer", "security-engineer"),
    ("Data Plane Engineer", "software-engineer"),
    ("SoC Power Engineer", "hardware-engineer"),
    ("Project Controls Engineer", "mechanical-engineer"),
    ("Quantitative UX Researcher", "product-designer"),
    ("Bioprocessing Scientist", "scientist-other"),
    # what is tested does not make the tester
    ("Embedded QA Engineer", "qa-engineer"),
    ("Android Test Engineer", "qa-engineer"),
    # a domain with its own analysts, behind a comma or before the job
    ("Risk Adjustment Data Analyst", "healthcare-data-analyst"),
    ("Data & Analytics Governance Analyst", "data-governance-analyst"),
    ("Analyst, People Analytics and Data", "hr-analyst"),
    # pay by the hour is no human resources
    ("Receptionist: $22 - $24/hr", "other"),
    # a grade of banks is no principal
    ("Principal Associate, Data Science", "data-scientist"),
    # functions without a role of their own
    ("Director of Public Policy", "other"),
    ("Procurement Manager", "operations-analyst"),
    ("Vice President, Data Partnerships", "account-executive"),
    # a trade's supervisor runs a plant, an engineer's manager leads engineers
    ("Maintenance Supervisor", "operations-manager"),
    ("Electrical Engineering Manager", "mechanical-engineer"),
    ("Manager I, Engineering - Core Analytics", "engineering-manager"),
    # managers of a specialty, of its department, of a division
    ("Director, Research - Machine Learning", "director-of-machine-learning"),
    ("Data Team Lead", "analytics-manager"),
    ("Data Platform Engineering Manager", "data-engineering-manager"),
    ("Engineering Manager, Machine Learning", "machine-learning-manager"),
    ("Director, Data Science", "director-of-data-science"),
    ("Head of Analytics", "head-of-data"),
    ("Chief Data Officer", "chief-data-officer"),
    ("VP of Engineering", "director-of-engineering"),
    ("Director of Product Management", "product-director"),
    ("Manager, Customer Success", "customer-success-manager"),
    ("Store Manager", "operations-manager"),
    # rulings of the guide
    ("Lead Data Scientist", "data-science-lead"),
    ("Principal Data Scientist", "data-science-lead"),
    ("Senior Data Scientist", "data-scientist"),
    ("AML Analyst", "risk-analyst"),
    ("Medical Laboratory Scientist", "scientist-other"),
    ("EHS Specialist", "other"),
    # the domain of a data analyst: its own analyst where there is one, whatever names the domain
    ("Data Analyst, People Analytics", "hr-analyst"),
    ("Data Analyst - Clinical Informatics", "healthcare-data-analyst"),
    ("Digital Data Analyst", "data-analyst"),
    ("Security Data Analyst", "data-analyst"),
    # what a job noun means beside another subject
    ("Data Expert", "data-analyst"),
    ("Data Specialist", "data-entry-specialist"),
    ("Master Data Scientist", "data-scientist"),
    ("Electrical & Compliance Engineer", "mechanical-engineer"),
    ("Data Architecture Lead", "data-architect"),
    ("Growth Hacker", "marketing-specialist"),
    # a manager of a place, and of what the rest of the title says
    ("Regional Manager, Sales Engineering", "solutions-engineer"),
    ("Senior Operations Manager (Data & AI)", "operations-manager"),
    ("Director, Engineering, Desktop Apps", "director-of-engineering"),
    ("Manager, Data Analyst", "analytics-manager"),
    # the order and the marks do not matter
    ("Engineer, Data", "data-engineer"),
    ("Analytics - Cloud Data Warehouse Engineer", "data-engineer"),
    ("Analyst – Data Engineer", "data-engineer"),
    ("Lead ML/Ops Engineer", "mlops-engineer"),
    ("Data Engineer at Acme Data Systems", "data-engineer"),
    # other languages
    ("Werkstudent Datenanalyse (m/w/d)", "data-analyst"),
    ("Ingénieur Data (H/F)", "data-engineer"),
    ("Científico de Datos", "data-scientist"),
    ("Engenheiro de Dados Sênior", "data-engineer"),
    ("Sviluppatore Software", "software-engineer"),
    ("Softwareentwickler (m/w/d)", "software-engineer"),
    ("مهندس البيانات", "data-engineer"),
    # jobs outside the list
    ("Registered Nurse", "other"),
    ("Forklift Operator", "other"),
]


@pytest.mark.parametrize(("title", "role"), ROLES)
def test_role_of_a_title(title: str, role: str) -> None:
    assert read_title(title).role_id == role


@pytest.mark.parametrize("title", ["Engineer", "Manager", "Analyst", "Associate", "Senior Consultant"])
def test_a_title_that_does_not_say_gives_a_guess_that_does_not_count(title: str) -> None:
    reading = read_title(title)
    assert reading.abstained
    assert reading.role_id is not None


@pytest.mark.parametrize("title", ["", "  ", "2026", "(m/f/d)", "Trainee"])
def test_where_nothing_is_named_there_is_no_guess(title: str) -> None:
    reading = read_title(title)
    assert (reading.role_id, reading.abstained, reading.score) == (None, True, 0.0)


def test_a_job_outside_the_list_is_an_answer_not_an_abstention() -> None:
    reading = read_title("Truck Driver")
    assert (reading.role_id, reading.abstained) == ("other", False)


def test_a_title_of_two_jobs_keeps_the_other_as_an_alternative() -> None:
    reading = read_title("Data Scientist / Machine Learning Engineer")
    assert reading.role_id == "data-scientist"
    assert "machine-learning-engineer" in dict(reading.alternatives)
    assert reading.score < read_title("Data Scientist").score


def test_alternatives_are_ranked_below_the_role_and_never_repeat_it() -> None:
    for reading in read_titles(title for title, _ in ROLES):
        scores = [reading.score, *(score for _, score in reading.alternatives)]
        assert scores == sorted(scores, reverse=True)
        assert reading.role_id not in dict(reading.alternatives)


def test_titles_are_read_in_order_with_equal_answers_for_equal_titles() -> None:
    one, two, three = read_titles(["Data Engineer", "Statistician", "Data Engineer"])
    assert one == three
    assert two.role_id == "statistician"


def test_every_reading_says_which_rule_decided() -> None:
    assert all(read_title(title).method for title, _ in ROLES)
