"""What moves pay: effects are found, intervals hold the truth, one employer's template is no evidence."""

from __future__ import annotations

import numpy as np

from metier.statistics.pay_premiums import Premiums, premiums

BASES = {"level": "mid", "tool": ""}


def sample(seed: int, *, tools: int = 8, employers: int = 150, n: int = 900) -> tuple[Premiums, np.ndarray]:
    """Offers in which employers differ and each tool has a true effect."""
    random = np.random.default_rng(seed)
    truth = random.normal(0, 0.05, tools)
    employer = random.integers(0, employers, n)
    own = random.normal(0, 0.15, employers)
    has = random.random((n, tools)) < 0.3
    senior = random.random(n) < 0.5
    pay = 11.5 + 0.3 * senior + has @ truth + own[employer] + random.normal(0, 0.2, n)
    rows = [
        [f"level={'senior' if s else 'mid'}", *(f"tool={i}" for i in np.flatnonzero(h))]
        for s, h in zip(senior, has, strict=True)
    ]
    return Premiums(rows, pay, employer), truth


def test_intervals_hold_the_true_effects_about_as_often_as_they_say() -> None:
    held = []
    for seed in range(16):
        data, truth = sample(seed)
        for one in premiums(data, bases=BASES, shown=("level", "tool"), least=100):
            true = 0.3 if one.feature == "level" else truth[int(one.item)]
            held.append(one.low_log <= true <= one.high_log)
    assert len(held) == 16 * 9
    assert 0.9 <= np.mean(held) <= 0.99


def test_an_item_of_few_postings_is_not_shown() -> None:
    data, _ = sample(1)
    rows = [[*terms, "tool=rare"] if i < 99 else terms for i, terms in enumerate(data.rows)]
    found = premiums(Premiums(rows, data.log_pay, data.employer), bases=BASES, shown=("tool",), least=100)
    assert "rare" not in {one.item for one in found}


def test_one_employer_does_not_make_an_effect_certain() -> None:
    data, _ = sample(2)
    rows = [[*terms, "level=lead"] if i < 200 else terms for i, terms in enumerate(data.rows)]
    rows = [[t for t in terms if t != "level=mid" or "level=lead" not in terms] for terms in rows]
    pay = data.log_pay + 0.3 * (np.arange(len(rows)) < 200)
    many = premiums(Premiums(rows, pay, data.employer), bases=BASES, shown=("level",), least=100)
    single = np.where(np.arange(len(rows)) < 200, 0, data.employer)
    one = premiums(Premiums(rows, pay, single), bases=BASES, shown=("level",), least=100)
    width = [next(p.high_log - p.low_log for p in found if p.item == "lead") for found in (many, one)]
    assert width[1] > 2 * width[0]


def test_employers_that_are_not_recorded_are_said_to_be_none() -> None:
    data, _ = sample(3)
    found = premiums(Premiums(data.rows, data.log_pay, np.full(900, -1)), bases=BASES, shown=("level",), least=100)
    assert [(one.item, one.n_employers) for one in found] == [("senior", 0)]


def test_a_feature_without_base_is_compared_with_its_mean() -> None:
    data, _ = sample(4)
    rows = [[*terms, f"role={i % 3}"] for i, terms in enumerate(data.rows)]
    pay = data.log_pay + np.array([0.3 * (i % 3 == 0) for i in range(900)])
    found = premiums(Premiums(rows, pay, data.employer), bases=BASES, shown=("role",), least=100)
    effects = {one.item: one.effect_log for one in found}
    assert abs(sum(effects.values())) < 1e-9
    assert 0.12 < effects["0"] < 0.28
