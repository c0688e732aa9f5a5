"""Ranking of what is distinctive: much evidence before large odds on few postings."""

import numpy as np
import pytest

from metier.statistics.distinctive import distinctive


def _counts(n: int, *shown: int) -> tuple[np.ndarray, np.ndarray]:
    return np.ones(n), np.stack([np.arange(n) < k for k in shown], axis=1).astype(float)


def test_evidence_ranks_before_odds() -> None:
    a, b = _counts(400, 300, 3), _counts(400, 200, 0)
    found = distinctive(a, b, [0.6, 0.004], 50)
    assert found.z[0] > found.z[1] > 0


def test_swap_changes_the_sign() -> None:
    a, b = _counts(300, 200, 20, 5), _counts(300, 100, 30, 5)
    there, back = distinctive(a, b, [0.5, 0.1, 0.02], 50), distinctive(b, a, [0.5, 0.1, 0.02], 50)
    assert there.z == pytest.approx(-back.z)
    assert there.z[2] == pytest.approx(0)


def test_a_template_is_discounted() -> None:
    spread_n, spread_k = np.ones(200), (np.arange(200) < 40)[:, None].astype(float)
    lump_n = np.ones(200)
    lump_n[0], lump_n[161:] = 40, 0
    lump_k = np.zeros((200, 1))
    lump_k[0] = 40
    other = np.ones(200), (np.arange(200) % 10 == 9)[:, None].astype(float)
    by_many = distinctive((spread_n, spread_k), other, [0.1], 50)
    by_one = distinctive((lump_n, lump_k), other, [0.1], 50)
    assert by_one.z[0] < 0.7 * by_many.z[0]
