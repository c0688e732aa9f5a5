"""Rules: each threshold once, with its unit, its reason and a reference that can be followed."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from metier.errors import VocabularyError
from metier.vocabulary import rule

ROOT = Path(__file__).resolve().parents[2]
TEXT = (files("metier.vocabulary") / "data" / "rules.yaml").read_text(encoding="utf-8")
RULES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)


def test_no_rule_stands_twice() -> None:
    names = re.findall(r"^([^\s#][^:]*):", TEXT, re.MULTILINE)
    assert len(names) == len(set(names)) == len(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_it_is_and_why(name: str) -> None:
    entry = RULES[name]
    assert set(entry) == {"value", "unit", "since", "why", "reference"}
    assert isinstance(entry["value"], int | float)
    assert rule(name) == entry["value"]
    assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", name)
    assert isinstance(entry["since"], date)
    assert entry["unit"].strip()
    assert len(entry["why"].split()) >= 5, entry["why"]


@pytest.mark.parametrize("name", RULES)
def test_a_reference_to_our_documents_can_be_followed(name: str) -> None:
    reference = RULES[name]["reference"]
    assert reference.strip()
    for path in re.findall(r"docs/[\w./-]+\w", reference):
        assert (ROOT / path).is_file(), path


# Documented in docs/methods/differences.md; no report ranks by log-odds yet.
NOT_READ_YET: set[str] = set()


def test_every_rule_is_read_by_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/metier").rglob("*.py"))
    families = {name: name.rpartition("_")[0] + "_{" for name in RULES}  # rule(f"title.score_{...}")
    unread = {name for name in RULES if f'"{name}"' not in code and families[name] not in code}
    assert {name for name in unread if f"'{name}'" not in code} == NOT_READ_YET


def test_every_rule_that_is_asked_for_is_there() -> None:
    asked = set()
    for path in (ROOT / "src/metier").rglob("*.py"):
        asked |= set(re.findall(r'\brule\(\s*"([^"{]+)"\s*\)', path.read_text(encoding="utf-8")))
    assert asked <= RULES.keys()


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(VocabularyError, match="no-such-rule"):
        rule("no-such-rule")
