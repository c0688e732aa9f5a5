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
    # a rank that is served, not held
    ("Senior Executive Assistant to the CFO", "individual", "senior"),
]


@pytest.mark.parametrize(("title", "track", "level"), STANDING)
def test_track_and_level(title: str, track: str, level: str) -> None:
    reading = read_title(title)
    assert (reading.track, reading.level) == (track, level)


def test_level_is_known_even_where_the_role_is_not() -> None:
    reading = read_title("Senior Manager")
    assert (reading.role_id, reading.track, reading.level) == (None, "management", "senior-manager")
