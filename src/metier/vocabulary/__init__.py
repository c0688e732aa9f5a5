"""The vocabulary as data: roles, duties, technologies, industries, levels, rules. YAML in, frozen records out."""

from metier.vocabulary.load import (
    Duty,
    Industry,
    Level,
    RoleEntry,
    Rule,
    Technology,
    duties,
    industries,
    levels,
    roles,
    rule,
    rules,
    technologies,
    vocabulary_hash,
)

__all__ = [
    "Duty",
    "Industry",
    "Level",
    "RoleEntry",
    "Rule",
    "Technology",
    "duties",
    "industries",
    "levels",
    "roles",
    "rule",
    "rules",
    "technologies",
    "vocabulary_hash",
]
