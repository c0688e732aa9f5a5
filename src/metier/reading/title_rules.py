"""The rules of title_rules.yaml, compiled: cues of a title in, role and alternatives out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from metier.errors import VocabularyError
from metier.reading.title_lexicon import lexicon
from metier.vocabulary.load import read_yaml, rule

Choice = tuple[str, tuple[str, ...]]  # a role and what would also be right


@dataclass(frozen=True, slots=True)
class Condition:
    """Cues that must be there, groups of which one must be, cues that must not; all as bits."""

    every: int
    any_of: tuple[int, ...]
    none_of: int

    def holds(self, cues: int) -> bool:
        """True where the cues satisfy the condition."""
        if cues & self.every != self.every or cues & self.none_of:
            return False
        return not self.any_of or all(cues & group for group in self.any_of)


@dataclass(slots=True)
class Rules:
    """Ordered rules of one head; what they choose is remembered by the cues."""

    rows: list[tuple[Condition, Choice]]
    seen: dict[int, Choice | None] = field(default_factory=dict)

    def choose(self, cues: int) -> Choice | None:
        """The first rule's role; its alternatives, then the roles of later rules that hold as well."""
        try:
            return self.seen[cues]
        except KeyError:
            self.seen[cues] = found = self._choose(cues)
            return found

    def _choose(self, cues: int) -> Choice | None:
        held = [(condition, choice) for condition, choice in self.rows if condition.holds(cues)]
        if not held:
            return None
        role, also = held[0][1]
        later = [choice[0] for condition, choice in held[1:] if condition.every or condition.any_of]
        others = dict.fromkeys((*also, *later))  # a default ("*") is no alternative
        others.pop(role, None)
        return role, tuple(others)[:4]


@dataclass(frozen=True, slots=True)
class Managed:
    """Roles that manage one subject: at manager rank, as director, as head or vice president."""

    condition: Condition
    tiers: tuple[Choice, ...]
    thing: bool
    people: Choice | None = None  # where people are led and not a thing, below a director

    def at(self, tier: str) -> Choice:
        """Role and alternatives of one rank."""
        step = {"director": 1, "head": 2, "vp": 2}.get(tier, 0)
        return self.tiers[min(step, len(self.tiers) - 1)]


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores in [0, 1] by what decided, from rules.yaml."""

    named: float
    said: float
    managed: float
    sure: float
    loose: float
    field: float
    guess: float
    faint: float


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything that title_rules.yaml says."""

    score: Scores
    several_jobs_discount: float
    individual: dict[str, Rules]
    field: Rules
    chiefs: Rules
    managers: tuple[Managed, ...]
    refine: dict[str, Rules]
    bare: dict[str, tuple[str, ...]]
    unknown: dict[str, tuple[str, ...]]
    elsewhere: dict[str, tuple[str, ...]]
    aside: dict[str, int]  # head -> subjects that say nothing of it when they stand elsewhere in the title
    directed: dict[str, str]  # role at manager rank -> role of a director or head
    managed_as: dict[str, str]  # individual role -> the role that manages it
    things: frozenset[str]
    give_way: frozenset[str]  # roles of a job named beside a data job that is the real one
    prevail: frozenset[str]  # the data jobs
    served: frozenset[str]  # roles whose field an analytic team may work for
    overruled: tuple[str, ...]  # names of roles that decide nothing
    yielding: frozenset[str]  # roles whose names yield to a more specific rule
    domains: frozenset[str]  # analysts of one field: what a data analyst of that field is
    firm: frozenset[str]  # roles that a rule keeps against a name
    core: int  # cues of analytic specialties: they name a manager's team before any other field
    engineering: int
    technical: int  # cues that say no more than that it is technical
    general: int  # cues of running a place: another subject in the title says more
    engineered: int  # cues that say which engineering a manager leads
    building: int  # cues of building software
    researched: int  # cues that say what a research manager's team studies
    research: int


def _bits(names: Iterable[str], where: str) -> int:
    cues, bits = lexicon().cues, 0
    for name in names:
        if name not in cues:
            raise VocabularyError(f"title_rules.yaml: no cue {name!r} in {where!r}")
        bits |= cues[name]
    return bits


def _condition(text: str) -> Condition:
    every, any_of, none_of = [], [], []
    for term in text.split():
        if term == "*":
            continue
        if term.startswith("!"):
            none_of.append(term[1:])
        elif "|" in term:
            any_of.append(_bits(term.split("|"), text))
        else:
            every.append(term)
    return Condition(_bits(every, text), tuple(any_of), _bits(none_of, text))


def _choice(text: str) -> Choice:
    role, _, also = text.partition("|")
    return role.strip(), tuple(name.strip() for name in also.split(",") if name.strip())


def _rules(rows: Iterable[str], others: Mapping[str, Iterable[str]] | None = None) -> Rules:
    """The rows in order; "as HEAD" stands for all rows of another head."""
    compiled: list[tuple[Condition, Choice]] = []
    for row in rows:
        if others is not None and row.startswith("as "):
            compiled += _rules(others[row.removeprefix("as ")]).rows
            continue
        condition, arrow, roles = row.partition("->")
        if not arrow:
            raise VocabularyError(f"title_rules.yaml: {row!r} has no '->'")
        compiled.append((_condition(condition), _choice(roles)))
    return Rules(compiled)


def _managed(row: dict[str, Any]) -> Managed:
    people = _choice(row["people"]) if "people" in row else None
    tiers = tuple(_choice(text) for text in row["roles"])
    return Managed(_condition(row["if"]), tiers, bool(row.get("thing", False)), people)


@cache
def rule_book() -> RuleBook:
    """The compiled rules of title_rules.yaml."""
    data = read_yaml("title_rules.yaml")
    unknown_heads = set(data["individual"]) - lexicon().heads
    if unknown_heads:
        raise VocabularyError(f"title_rules.yaml: no words for heads {sorted(unknown_heads)}")
    return RuleBook(
        score=Scores(**{entry.name: rule(f"title.score_{entry.name}") for entry in fields(Scores)}),
        several_jobs_discount=rule("title.several_jobs_discount"),
        individual={head: _rules(rows, data["individual"]) for head, rows in data["individual"].items()},
        field=_rules(data["field"]),
        chiefs=_rules(data["chiefs"]),
        managers=tuple(_managed(row) for row in data["managers"]),
        refine={role: _rules(rows) for role, rows in data["refine"].items()},
        bare={head: tuple(roles) for head, roles in data["bare"].items()},
        unknown={head: tuple(roles) for head, roles in data["unknown"].items()},
        elsewhere={head: tuple(roles) for head, roles in data["elsewhere"].items()},
        aside={head: _bits(names, head) for head, names in data["aside"].items()},
        directed=dict(data["directed"]),
        managed_as={role: manager for manager, roles in data["managed_as"].items() for role in roles},
        things=frozenset(data["things"]),
        give_way=frozenset(data["give_way"]),
        prevail=frozenset(data["prevail"]),
        served=frozenset(data["served"]),
        overruled=tuple(data["overruled"]),
        yielding=frozenset(data["yielding"]),
        domains=frozenset(_choice(row.partition("->")[2])[0] for row in data["refine"]["data-analyst"])
        - {"data-analyst"},
        firm=frozenset(data["firm"]),
        core=_bits(data["core"], "core"),
        engineering=_bits(["engineering"], "engineering"),
        technical=_bits(["engineering", "systems"], "technical"),
        general=_bits(["general-ops"], "general"),
        engineered=_bits(data["engineered"], "engineered"),
        building=_bits(["software", "engineering"], "building"),
        researched=_bits(data["researched"], "researched"),
        research=_bits(["research"], "research"),
    )
