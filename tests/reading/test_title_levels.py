"""Track and level of a title: the ladder rules of the labelling guide."""

from __future__ import annotations

import pytest

from metier.reading.title import read_title

STANDING = [
    ("Data Scientist", "individual", "unspecified"),
    ("Data Scientist II", "individual", "unspecified"),
    ("Data Scientist III", "individual", "senior"),
    ("Data Analyst 1", "individual", "entry"),
    ("Software Engineer V", "individual", "staff"),
    ("Software Engineer L4", "individual", "unspecified"),
    ("Data Engineer - 2 Positions", "individual", "unspecified"),
    ("Senior Staff Engineer, Data", "individual", "staff"),
    ("Staff, Data Modeler", "individual", "staff"),
    ("Data Analyst (1-year contract)", "individual", "unspecified"),
    ("Data Engineer (Hybrid - 3/2 schedule)", "individual", "unspecified"),
    ("Data Engineer 4-5 years", "individual", "unspecified"),
    ("Manager/Data Analyst", "individual", "manager"),
    ("Director, Sales - Desk (CIO office)", "management", "director"),
    ("Lead Senior Data Engineer", "individual", "lead"),
    ("Staff Data Engineer, Tech Lead", "individual", "lead"),
    ("Junior Data Analyst", "individual", "entry"),
    ("Graduate Trainee Data Analyst", "individual", "entry"),
    ("Associate Data Analyst", "individual", "entry"),
    ("Event Marketing Associate", "individual", "unspecified"),
    ("Senior Associate, Data Science", "individual", "senior"),
    ("Principal Associate, Data Science", "individual", "senior"),
    ("Data Science Intern", "individual", "intern"),
    ("Praktikant Data Science", "individual", "intern"),
    ("Data Analyst - En alternance", "individual", "intern"),
    ("Chief Data Engineer", "individual", "staff"),
    ("Data Scientist Expert", "individual", "staff"),
    # managers of people
    ("Data Science Manager", "management", "manager"),
    ("Sr. Manager, Data Analytics", "management", "senior-manager"),
    ("Senior Engineering Manager", "management", "senior-manager"),
    ("Associate Director, Analytics", "management", "senior-manager"),
    ("Senior Director of Product", "management", "director"),
    ("Head of Data", "management", "head"),
    ("VP, Data Science", "management", "vp"),
    ("Chief Technology Officer", "management", "chief"),
    ("Chief Risk Officer, Acme", "management", "chief"),
    ("Manager, Customer Success", "management", "manager"),
    ("Team Leader, Data Engineering", "management", "lead"),
    ("Leiter Data Science", "management", "manager"),
    # managers of things
    ("Product Manager", "individual", "unspecified"),
    ("Senior Product Manager", "individual", "senior"),
    ("Marketing Manager", "individual", "unspecified"),
    ("Clinical Data Manager", "individual", "unspecified"),
    ("Staff Program Manager", "individual", "staff"),
    ("Group Product Manager", "individual", "senior-manager"),
    # grades of banks and consultancies beside an individual's job
    ("Assistant Vice President, Data Scientist", "individual", "vp"),
    ("Vice President - Data Engineer", "individual", "vp"),
    ("Data Engineer - Manager", "individual", "manager"),
    ("Data Scientist (Manager)", "individual", "manager"),
    ("Associate Director, Data Engineer", "individual", "senior-manager"),
    # a manager of a job leads those who do it
    ("Manager, Data Analyst", "management", "manager"),
    ("Senior Manager Data Engineer", "management", "senior-manager"),
    # words that say nothing of the person's own level
    ("Data Analyst for Senior Living", "individual", "unspecified"),
    ("Associate Professor of Statistics", "individual", "unspecified"),
    ("Data Engineer IV Position", "individual", "senior"),
    ("Data Engineer, 3 to 6 years", "individual", "unspecified"),
    ("Graduate Intern, Data Science", "individual", "intern"),
    ("Operations Associate", "individual", "unspecified"),
    # a rank that is served, not held
    ("CRO Analyst", "individual", "unspecified"),
    ("Support for the Chief Data Officer", "individual", "unspecified"),
    ("Senior Executive Assistant to the CFO", "individual", "senior"),
]


@pytest.mark.parametrize(("title", "track", "level"), STANDING)
def test_track_and_level(title: str, track: str, level: str) -> None:
    reading = read_title(title)
    assert (reading.track, reading.level) == (track, level)


def test_level_is_known_even_where_the_role_is_not() -> None:
    reading = read_title("Senior Manager")
    assert (reading.abstained, reading.track, reading.level) == (True, "management", "senior-manager")
