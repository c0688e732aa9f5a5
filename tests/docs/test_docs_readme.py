"""What the README promises in numbers is what the starter release holds."""

from __future__ import annotations

import re

from documented import PAGES, ROOT, name_of, read

from metier.release.reader import Release, starter_folder

README = read(ROOT / "README.md")
NEAR = 0.05  # "about" is within a twentieth


def number(pattern: str) -> int:
    """The number in the README that a pattern finds."""
    found = re.search(pattern, README)
    assert found, f"the README no longer says {pattern}"
    return int(found.group(1).replace(",", ""))


def one(sql: str, table: str) -> int:
    """A single number from a table of the starter release."""
    return int(Release().rows(sql, tables=(table,))[0][0])


def test_roles_and_occupations() -> None:
    roles = "SELECT count(*) FROM roles WHERE scheme = 'metier' AND role_id <> 'other'"
    assert number(r"knows ([\d,]+) roles") == one(roles, "roles")
    assert number(r"Other occupations \(([\d,]+) of") == one("SELECT count(*) FROM occupations", "occupations")


def test_amounts_of_evidence() -> None:
    postings = one("SELECT sum(postings) FROM counts WHERE measure = 'posting'", "counts")
    statements = one("SELECT sum(list_sum(statements)) FROM pay", "pay")
    assert abs(number(r"about ([\d,]+) job postings") / postings - 1) <= NEAR
    assert abs(number(r"([\d,]+)\s+statements of pay") / statements - 1) <= NEAR


def test_size_of_the_evidence() -> None:
    size = sum(path.stat().st_size for path in starter_folder().iterdir())
    assert abs(size / 1e6 - number(r"package \(([\d,]+) MB\)")) <= 1


def test_no_page_names_a_place_of_the_machine_that_made_it() -> None:
    places = re.compile(r"(?<![\w.])/(?:work|tmp|root|home)/")
    assert [name_of(page) for page in PAGES if places.search(read(page))] == []
