"""How likely a reading's role is right, 0 to 1, as fitted on labelled titles.

    logit(score) = a + b logit(share right by the deciding rule) + c logit(share right of the role)
                   + d (mean support by the words) + e (rare words)

A title that is a role's name word for word has the share of such titles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, log

from metier.reading.title_support import Suits
from metier.vocabulary.load import read_yaml, rule

ANY = "*"  # stands for a job noun, or for every rule
WHOLE = "whole"
NAMED = frozenset((WHOLE, "label", "label+rest", "label+several", "job", "bare"))  # a name stands whatever is beside it


@dataclass(frozen=True, slots=True)
class Fitted:
    """What title_scores.yaml says; logits are those of the shares, times their weights."""

    shares: dict[str, float]  # share right by deciding rule
    roles: dict[str, float]  # share right by role
    methods: dict[str, float]  # weighted logit of each rule's share
    of_role: dict[str, float]  # weighted logit of each role's share
    any_role: float
    base: float
    support: float
    rare: float


def logit(share: float) -> float:
    """The logarithm of the odds; shares are kept off 0 and 1.

    >>> logit(0.5)
    0.0
    """
    kept = min(max(share, 0.02), 0.995)
    return log(kept / (1.0 - kept))


@cache
def fitted() -> Fitted:
    """The shares and weights of title_scores.yaml (fitted by bench/eval/title_scores.py)."""
    data = read_yaml("title_scores.yaml")
    shares = {str(name): float(share) for name, share in data["shares"].items()}
    roles = {str(role): float(share) for role, share in data["roles"].items()}
    weights = {str(name): float(weight) for name, weight in data["weights"].items()}
    return Fitted(
        shares=shares,
        roles=roles,
        methods={name: weights["rule"] * logit(share) for name, share in shares.items()},
        of_role={role: weights["role"] * logit(share) for role, share in roles.items()},
        any_role=weights["role"] * logit(shares[ANY]),
        base=weights["base"],
        support=weights["support"],
        rare=weights["rare"],
    )


@cache
def many() -> int:
    """How many unknown words make a reading less sure."""
    return int(rule("title.many_unknown_words"))


@cache
def least() -> float:
    """The score below which a reading abstains."""
    return rule("title.abstain_below")


def known(method: str) -> str:
    """The rule whose share stands for a rule: itself, or its kind where it was too rare.

    >>> known("conjured")
    '*'
    """
    return next((name for name in names(method) if name in fitted().shares), ANY)


@cache
def ruled(method: str, role: str) -> float:
    """The part of a score's logit that rule and role give."""
    fit = fitted()
    if method == WHOLE:
        return logit(fit.shares[WHOLE])
    return fit.base + fit.methods[known(method)] + fit.of_role.get(role, fit.any_role)


def score(method: str, role: str, words: Suits) -> float:
    """The probability that the role is right, in hundredths.

    >>> score("label", "data-engineer", Suits(2.0, 0)) > score("analyst+unknown", "data-analyst", Suits(-1.0, 3))
    True
    """
    fit = fitted()
    evidence = ruled(method, role) + fit.support * words.mean + fit.rare * words.rare
    return round(1.0 / (1.0 + exp(-evidence)), 2)


def basis(method: str, unknown: int) -> str:
    """The key of a reading's rule, with "+more" where it had to pass over several unknown words.

    >>> basis("manager", 3), basis("manager", 1), basis("label", 5)
    ('manager+more', 'manager', 'label')
    """
    return method if unknown < many() or method in NAMED else method + "+more"


@cache
def names(method: str) -> tuple[str, ...]:
    """A rule's name, its kind's and that of every rule: where its share is looked up, in order.

    >>> names("analyst+subject+rest")
    ('analyst+subject+rest', '*+subject+rest', '*')
    """
    _, plus, kind = method.partition("+")
    return (method, ANY + plus + kind, ANY) if plus else (method, ANY)
