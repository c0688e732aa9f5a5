"""Titles in German, French, Spanish, Portuguese, Italian and Dutch: jobs, ranks, marks of gender, compounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.reading.title import read_title
from metier.reading.title_compound import compound
from metier.reading.title_words import title_words

TITLES = [
    # German
    ("Entwickler:in Datenplattform", "data-engineer", "individual", "unspecified"),
    ("Softwareentwickler*in (m/w/d)", "software-engineer", "individual", "unspecified"),
    ("Mitarbeiter/in als Data Analyst", "data-analyst", "individual", "unspecified"),
    ("Entwickler von Dateninfrastrukturen", "data-engineer", "individual", "unspecified"),
    ("Netzwerkberater", "technology-consultant", "individual", "unspecified"),
    ("Gruppenleiter Datenanalyse", "analytics-manager", "management", "manager"),
    ("Marketingmanager", "marketing-specialist", "individual", "unspecified"),
    ("Werkstudentin Business Intelligence", "business-intelligence-analyst", "individual", "intern"),
    # French
    ("Consultant(e) Data", "data-consultant", "individual", "unspecified"),
    ("Ingénieur(e) de données confirmé(e) H/F", "data-engineer", "individual", "unspecified"),
    ("Responsable Intelligence Décisionnelle", "analytics-manager", "management", "manager"),
    ("Stagiaire Analyste de Données", "data-analyst", "individual", "intern"),
    # Spanish
    ("Analista de Calidad de Datos", "data-quality-analyst", "individual", "unspecified"),
    ("Becario de Ciencia de Datos", "data-scientist", "individual", "intern"),
    ("Jefe de Análisis de Datos", "analytics-manager", "management", "manager"),
    # Portuguese
    ("Engenheira de Dados Júnior", "data-engineer", "individual", "entry"),
    ("Estágio em Ciência de Dados", "data-scientist", "individual", "intern"),
    # Italian
    ("Ingegnere dei Dati", "data-engineer", "individual", "unspecified"),
    ("Addetta Inserimento Dati", "data-entry-specialist", "individual", "unspecified"),
    ("Tirocinio Analista Dati", "data-analyst", "individual", "intern"),
    # Dutch
    ("Dataanalist", "data-analyst", "individual", "unspecified"),
    ("Teamleider Data Engineering", "data-engineering-manager", "management", "manager"),
    ("Data Wetenschapper", "data-scientist", "individual", "unspecified"),
]


@pytest.mark.parametrize(("title", "role", "track", "level"), TITLES)
def test_titles_of_other_languages_are_read_like_english_ones(title: str, role: str, track: str, level: str) -> None:
    reading = read_title(title)
    assert (reading.role_id, reading.track, reading.level) == (role, track, level)


@pytest.mark.parametrize("mark", [":in", "*in", "_in", "/in", "·in", ":innen", "(in)"])
def test_a_mark_of_gender_is_no_word(mark: str) -> None:
    assert title_words(f"Datenanalyst{mark} Risiko") == title_words("Datenanalyst Risiko")


@given(st.text(max_size=60))
def test_any_word_may_be_asked_for_its_parts(word: str) -> None:
    found = compound(word)
    assert found is None or found.head or found.rank or found.cues


def test_words_that_only_end_like_a_job_are_no_compounds() -> None:
    assert all(compound(word) is None for word in ("northwestern", "headquarter", "chancellor", "undercover"))
