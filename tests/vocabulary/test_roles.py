"""The roles and industries of the vocabulary: the agreed list, in our words, linked to what exists."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from metier.reading.title_lexicon import phrase_words
from metier.vocabulary import Industry, RoleEntry, industries, roles

ROLES = sorted(roles().values(), key=lambda role: role.id)
NAMED = [role for role in ROLES if role.id != "other"]


def normal(text: str) -> str:
    return " ".join(re.findall(r"[\w+#]+", text.casefold()))


def industry_key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


def sentences(text: str) -> set[str]:
    return {normal(part) for part in re.split(r"[.;]\s|[.;]$", text) if part.strip()}


def rows_of(path: Path) -> list[dict[str, str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def test_there_are_97_roles() -> None:
    assert len(ROLES) == 97


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.id)
def test_a_definition_is_a_short_text_and_says_what_sets_the_role_apart(role: RoleEntry) -> None:
    assert 20 <= len(role.definition.split()) <= 80
    assert 2 <= len(re.findall(r"\.(?:\s|$)", role.definition)) <= 4
    assert role.sets_apart.endswith(".")
    assert role.track in {"individual", "management"}


@pytest.mark.parametrize("role", NAMED, ids=lambda role: role.id)
def test_what_sets_a_role_apart_names_a_neighbour(role: RoleEntry) -> None:
    text = normal(role.sets_apart).replace("-", " ")
    names = {
        normal(name)
        for other in ROLES
        if other.id != role.id
        for name in (other.label, other.id.replace("-", " "), *other.labels)
    }
    assert any(re.search(rf"\b{re.escape(name)}s?\b", text) for name in names)


def test_no_two_roles_share_a_definition() -> None:
    assert len({normal(role.definition) for role in ROLES}) == len(ROLES)


def test_a_label_names_one_role() -> None:
    owners: dict[str, str] = {}
    for role in ROLES:
        for label in (role.label, *role.labels):
            key = normal(label)
            assert key, f"{role.id}: empty label"
            assert owners.setdefault(key, role.id) == role.id, label


def test_a_label_names_one_role_for_the_reader_of_titles() -> None:
    # The reader folds plurals, so "securities analyst" would be a "security analyst".
    owners: dict[tuple[str, ...], str] = {}
    for role in ROLES:
        for label in (role.label, *role.labels):
            assert owners.setdefault(phrase_words(label), role.id) == role.id, label


@pytest.mark.parametrize("role", NAMED, ids=lambda role: role.id)
def test_a_role_has_alternative_labels_and_repeats_none(role: RoleEntry) -> None:
    folded = [label.casefold() for label in role.labels]
    assert len(folded) >= 5
    assert len(set(folded)) == len(folded)
    assert role.label.casefold() not in folded


def test_a_role_has_peers_in_its_parents() -> None:
    by_specialty = Counter(role.specialty for role in NAMED)
    by_function = Counter(role.function for role in NAMED)
    assert all(by_specialty[role.specialty] >= 2 for role in NAMED)
    assert all(by_function[role.function] >= 2 for role in NAMED)
    assert len(by_specialty) <= 25
    assert len(by_function) <= 12


def test_managers_and_makers_do_not_share_a_function() -> None:
    lead = {role.function for role in ROLES if role.track == "management"}
    do = {role.function for role in ROLES if role.track == "individual"}
    assert not lead & do


@pytest.mark.parametrize("role", NAMED, ids=lambda role: role.id)
def test_a_role_is_linked_with_reasons(role: RoleEntry) -> None:
    assert role.links[0].scheme == "onetsoc2019"
    assert {link.scheme for link in role.links} == {"onetsoc2019", "esco-1.2.1"}
    assert len({(link.scheme, link.code) for link in role.links}) == len(role.links)
    for link in role.links:
        assert len(link.why.split()) >= 4, link


def test_the_remainder_has_no_link_and_no_title() -> None:
    assert roles()["other"].links == ()
    assert roles()["other"].labels == ()


@pytest.mark.parametrize("entry", industries().values(), ids=lambda entry: entry.id)
def test_naics_prefixes_are_codes(entry: Industry) -> None:
    assert all(re.fullmatch(r"\d{2,4}", prefix) for prefix in entry.naics_prefixes)


def test_an_industry_name_belongs_to_one_industry() -> None:
    owners: dict[str, str] = {}
    for entry in industries().values():
        for name in (entry.label, *entry.names):
            assert owners.setdefault(industry_key(name), entry.id) == entry.id, name


@pytest.mark.shared
def test_roles_are_the_agreed_ones(shared: Path) -> None:
    agreed = {
        row["role_id"]: (row["label"], row["family"], row["track"]) for row in rows_of(shared / "design" / "roles.csv")
    }
    assert {role.id: (role.label, role.family, role.track) for role in ROLES} == agreed


@pytest.mark.shared
def test_texts_are_our_own(shared: Path) -> None:
    theirs: set[str] = set()
    for row in rows_of(shared / "design" / "roles.csv"):
        theirs |= sentences(row["what_sets_it_apart"]) | {normal(row["what_sets_it_apart"])}
    for row in rows_of(shared / "sources" / "esco-1.2.1" / "occupations_en.csv.gz"):
        theirs |= sentences(row["description"] or "")
    for role in ROLES:
        assert not (sentences(role.definition) | sentences(role.sets_apart)) & theirs, role.id


@pytest.mark.shared
def test_links_name_what_the_producers_publish(shared: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(shared / "sources" / "onet-29.3" / "Occupation Data.xlsx"))
    published = {("onetsoc2019", str(row[0]), str(row[1])) for row in book.get_sheet_by_index(0).to_python()}
    for row in rows_of(shared / "sources" / "esco-1.2.1" / "occupations_en.csv.gz"):
        published.add(("esco-1.2.1", row["conceptUri"], row["preferredLabel"]))
    ours = {(link.scheme, link.code, link.label) for role in ROLES for link in role.links}
    assert not ours - published


@pytest.mark.shared
def test_industries_are_the_agreed_ones(shared: Path) -> None:
    agreed = {
        row["industry_id"]: (row["label"], tuple(filter(None, row["naics_prefixes"].split(","))))
        for row in rows_of(shared / "design" / "industries.csv")
    }
    assert {entry.id: (entry.label, entry.naics_prefixes) for entry in industries().values()} == agreed


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("glassdoor_2020", "Industry"),
        ("glassdoor_2020", "Sector"),
        ("glassdoor_2020_nodesc", "Industry"),
        ("glassdoor_2020_nodesc", "Sector"),
        ("glassdoor_ds_2020_b", "Industry"),
        ("glassdoor_ds_2020_b", "Sector"),
        ("linkedin_ca_2018_da", "industry"),
        ("linkedin_ca_2018_ds", "industry"),
        ("general_partial", "industry"),
    ],
)
def test_industry_names_cover_the_postings(shared: Path, file: str, column: str) -> None:
    names = {industry_key(name) for entry in industries().values() for name in (entry.label, *entry.names)}
    rows = rows_of(shared / "postings" / "fulltext" / f"{file}.csv.gz")
    values = [industry_key(row[column]) for row in rows if row[column] and row[column] != "-1"]
    missed = Counter(value for value in values if not starts_with_a_name(value, names))
    assert len(values) > 100
    assert missed.total() <= 0.05 * len(values), missed.most_common(10)


def starts_with_a_name(value: str, names: set[str]) -> bool:
    words = value.split()
    return any(" ".join(words[:length]) in names for length in range(len(words), 0, -1))
