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
    # managers of a specialty, of its department, of a division
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


@pytest.mark.parametrize("title", ["Engineer", "Manager", "Analyst", "Associate", "Senior Consultant", "Trainee"])
def test_a_title_that_does_not_say_gives_no_role(title: str) -> None:
    reading = read_title(title)
    assert reading.abstained
    assert reading.role_id is None
    assert reading.score == 0


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
