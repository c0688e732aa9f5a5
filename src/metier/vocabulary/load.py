"""Reads the vocabulary's YAML files into frozen records, once a process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from metier.errors import VocabularyError
from metier.model import Link, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEntry:
    """A role of the vocabulary, with the titles that name it."""

    id: str
    label: str
    family: str
    track: str  # individual | management
    specialty: str
    function: str
    definition: str
    sets_apart: str
    labels: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """A technology or named method, with its names and the rules that keep word-like names apart."""

    id: str
    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    case: bool = False  # True: only in the letter case written in label and aliases
    context: bool = False  # True: only beside another technology, in a list, or near a cue
    cues: tuple[str, ...] = ()  # words nearby that make it the technology
    not_in: tuple[str, ...] = ()  # phrases that hold the name but mean something else
    alone: tuple[str, ...] = ()  # names so general that they count only as an item of their own
    bare: tuple[str, ...] = ()  # names without the maker's: only as written, in context as if ``context`` were set
    asked: bool = False  # True: only where skills are asked for, not where a text tells what is done
    group: bool = False  # True: a kind of tools, not counted where it only introduces its members
    activity: bool = False  # True: a field or activity: known as a tag, never read in a text


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty (theme of responsibility) and the phrases that reveal it."""

    id: str
    label: str
    group: str
    covers: str
    phrases: tuple[str, ...]  # regular expressions, case-insensitive, on word boundaries
    in_passing: bool = False  # True: often only mentioned; a sentence must be about it, or name it twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry:
    """An industry, its NAICS prefixes and the producers' names for it."""

    id: str
    label: str
    naics_prefixes: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level that a title can state, on the individual or management ladder."""

    id: str
    label: str
    ladder: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One threshold, weight or prior with its unit and reason."""

    id: str
    value: float
    unit: str
    since: str
    why: str
    reference: str


def _root() -> Traversable:
    return files("metier.vocabulary") / "data"


def read_yaml(name: str) -> Any:
    """The content of one YAML file of the vocabulary. Raises VocabularyError if it is no YAML."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load((_root() / name).read_bytes(), Loader=loader)
    except yaml.YAMLError as error:
        raise VocabularyError(f"vocabulary/data/{name}: {error}", hint="Mend the YAML.") from error


def _folder(name: str) -> list[str]:
    return sorted(f"{name}/{entry.name}" for entry in (_root() / name).iterdir() if entry.name.endswith(".yaml"))


@cache
def roles() -> dict[str, RoleEntry]:
    """The roles of the vocabulary by id, in id order."""
    found: dict[str, RoleEntry] = {}
    for name in _folder("roles"):
        for row in read_yaml(name):
            links = tuple(
                Link(
                    scheme=link["scheme"],
                    code=str(link["code"]),
                    label=link["label"],
                    relation=Relation(link["relation"]),
                    why=link.get("why", ""),
                )
                for link in row.get("links", ())
            )
            entry = RoleEntry(
                id=row["id"],
                label=row["label"],
                family=row["family"],
                track=row["track"],
                specialty=row["specialty"],
                function=row["function"],
                definition=row["definition"].strip(),
                sets_apart=row["sets_apart"].strip(),
                labels=tuple(row.get("labels", ())),
                links=links,
            )
            if entry.id in found:
                raise VocabularyError(f"vocabulary/data/{name}: role {entry.id!r} stands twice")
            found[entry.id] = entry
    return dict(sorted(found.items()))


@cache
def technologies() -> dict[str, Technology]:
    """The technologies and named methods of the vocabulary by id, in id order."""
    found: dict[str, Technology] = {}
    for name in _folder("technologies"):
        kind = name.removeprefix("technologies/").removesuffix(".yaml")
        for row in read_yaml(name):
            entry = Technology(
                id=row["id"],
                label=row["label"],
                kind=row.get("kind", kind),
                aliases=tuple(str(alias) for alias in row.get("aliases", ())),
                case=bool(row.get("case", False)),
                context=bool(row.get("context", False)),
                cues=tuple(row.get("cues", ())),
                not_in=tuple(row.get("not_in", ())),
                alone=tuple(row.get("alone", ())),
                bare=tuple(row.get("bare", ())),
                asked=bool(row.get("asked", False)),
                group=bool(row.get("group", False)),
                activity=bool(row.get("activity", False)),
            )
            if entry.id in found:
                raise VocabularyError(f"vocabulary/data/{name}: technology {entry.id!r} stands twice")
            found[entry.id] = entry
    return dict(sorted(found.items()))


@cache
def duties() -> dict[str, Duty]:
    """The duties of the vocabulary by id."""
    return {
        row["id"]: Duty(
            id=row["id"],
            label=row["label"],
            group=row["group"],
            covers=row["covers"],
            phrases=tuple(row["phrases"]),
            in_passing=bool(row.get("in_passing", False)),
        )
        for row in read_yaml("duties.yaml")
    }


@cache
def industries() -> dict[str, Industry]:
    """The industries of the vocabulary by id."""
    return {
        row["id"]: Industry(
            id=row["id"],
            label=row["label"],
            naics_prefixes=tuple(str(p) for p in row.get("naics_prefixes", ())),
            names=tuple(row.get("names", ())),
        )
        for row in read_yaml("industries.yaml")
    }


@cache
def levels() -> dict[str, Level]:
    """The levels by id, lowest first."""
    return {row["id"]: Level(**row) for row in read_yaml("levels.yaml")}


@cache
def rules() -> dict[str, Rule]:
    """Every threshold by name."""
    return {
        name: Rule(
            id=name,
            value=float(row["value"]),
            unit=row["unit"],
            since=str(row["since"]),
            why=row["why"],
            reference=row["reference"],
        )
        for name, row in read_yaml("rules.yaml").items()
    }


def rule(name: str) -> float:
    """The value of one rule, in the unit that rules.yaml states."""
    try:
        return rules()[name].value
    except KeyError:
        raise VocabularyError(f"rules.yaml has no rule {name!r}") from None


@cache
def vocabulary_hash() -> str:
    """SHA-256 over the bytes of every vocabulary file: two equal hashes read alike."""
    digest = hashlib.sha256()
    names = [*_folder("roles"), *_folder("technologies"), *_folder(".")]
    for name in sorted(names):
        digest.update(name.encode())
        digest.update((_root() / name).read_bytes())
    return digest.hexdigest()


@cache
def rules_hash() -> str:
    """SHA-256 over rules.yaml: which thresholds a release was made with."""
    return hashlib.sha256((_root() / "rules.yaml").read_bytes()).hexdigest()
