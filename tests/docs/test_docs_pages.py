"""The pages hold together: links, decisions, sources, errors, tables, and the references of the rules."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from document_sources import PAGE, page
from documented import ALSO, DOCS, PAGES, ROOT, anchors, name_of, prose, read

from metier import errors
from metier.release.reader import Release
from metier.release.schema import COLLECTIONS, TABLES
from metier.vocabulary import rules

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
LARGEST_PICTURE = 300_000


def links(path: Path) -> list[str]:
    """Where the links of a page lead, those to the web left out."""
    return [link for link in _LINK.findall(prose(read(path))) if "://" not in link and not link.startswith("mailto:")]


@pytest.mark.parametrize("path", [*PAGES, *ALSO], ids=name_of)
def test_no_link_is_dead(path: Path) -> None:
    dead = []
    for link in links(path):
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(read(target))):
            dead.append(link)
    assert not dead


def test_every_page_can_be_reached_from_the_index() -> None:
    seen: set[Path] = set()
    front = [DOCS / "index.md"]
    while front:
        path = front.pop()
        seen.add(path)
        targets = {(path.parent / link.partition("#")[0]).resolve() for link in links(path)}
        front += [t for t in targets if t.suffix == ".md" and t.is_relative_to(DOCS) and t not in seen and t.exists()]
    assert sorted(name_of(path) for path in set(PAGES[1:]) - seen) == []


def test_decisions_are_numbered_without_gaps_and_say_what_they_cost() -> None:
    pages = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in pages]
    assert numbers == [f"{i:04}" for i in range(1, len(pages) + 1)]
    index = read(DOCS / "index.md")
    for path in pages:
        text = read(path)
        assert text.startswith(f"# {path.name[:4]} ")
        assert [part for part in ("Context", "Decision", "Why", "What it costs") if f"**{part}.**" not in text] == []
        assert f"decisions/{path.name}" in index


def test_every_reference_of_a_rule_to_a_page_leads_to_one() -> None:
    missing = {r.id: r.reference for r in rules().values() if r.reference.startswith("docs/")}
    assert {name: path for name, path in missing.items() if not (ROOT / path).is_file()} == {}


def test_the_page_of_sources_is_current() -> None:
    assert read(PAGE) == page(Release()), "write it again with: python scripts/document_sources.py"


def test_every_table_and_column_of_a_release_is_documented_and_no_other() -> None:
    text = read(DOCS / "data" / "release-format.md")
    told = {}
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        told[name] = dict(re.findall(r"^\| `(\w+)` \| ([\w<>]+) \| \S.* \|$", rest, re.MULTILINE))
    assert told == {name: schema.columns for name, schema in TABLES.items()}
    assert [name for name in COLLECTIONS if f"| `{name}` |" not in text] == []


def test_every_error_is_documented_with_its_exit_status() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.MetierError)]
    told = dict(re.findall(r"^\| `(\w+)` \| .* \| (\d) \|$", read(DOCS / "errors.md"), re.MULTILINE))
    assert told == {kind.__name__: str(kind.exit_status) for kind in kinds}


def test_terms_of_the_glossary_are_in_order_and_stand_once() -> None:
    terms = re.findall(r"^\*\*(.+?)\*\*:", read(DOCS / "glossary.md"), re.MULTILINE)
    assert len(terms) > 40
    assert terms == sorted(set(terms), key=str.casefold)


def test_pictures_are_small() -> None:
    pictures = sorted((DOCS / "assets").glob("*.png"))
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []


def test_every_section_of_a_report_is_named_where_it_is_explained() -> None:
    from metier.surfaces.python import role

    text = read(DOCS / "use" / "compare.md")
    titles = [section.title for section in role("data analyst").report.sections]
    assert [title for title in titles if f"| {title} |" not in text] == []
