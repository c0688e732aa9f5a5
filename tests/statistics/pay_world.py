"""A made-up collection of pay in which the truth is known, for the tests of thin cells."""

from __future__ import annotations

import numpy as np

from metier.statistics.pay_additions import RoleParents
from metier.statistics.pay_kinship import LevelStep
from metier.statistics.pay_parents import PayParents, RoleCells, role_cells
from metier.statistics.pay_slices import Cells, cells
from metier.vocabulary import levels

LEVELS = {level.id: LevelStep(level.ladder, level.rank) for level in levels().values()}
PAY_OF_LEVEL = {"entry": -0.3, "unspecified": 0.0, "senior": 0.2, "staff": 0.4, "manager": 0.4}
ROLES = {
    f"role-{i}": RoleParents(f"specialty-{i // 3}", "family", (5e4, 7e4, 9e4 + 4e3 * i, 1.1e5, 1.4e5)) for i in range(9)
}
PRICES = {"US": 0.0, "GB": -0.1, "FR": -0.2}


def world(seed: int, thin: int = 6, *, recorded: bool = True) -> Cells:
    """Nine roles in two countries at five levels; role-0 has ``thin`` statements at staff level in the first."""
    rng = np.random.default_rng(seed)
    pay, group, role, facets = [], [], [], []
    for r, name in enumerate(ROLES):
        for country, low in (("US", 0.0), ("GB", -0.4)):
            for level, up in PAY_OF_LEVEL.items():
                n = thin if (r, country, level) == (0, "US", "staff") else int(rng.integers(10, 60))
                centre = 11.5 + 0.04 * r + low + up + rng.normal(0, 0.05)
                habit = rng.normal(0, 0.15, 256)
                g = rng.integers(0, 256, n)
                pay.append(np.exp(centre + habit[g] + rng.normal(0, 0.25, n)))
                group.append(g)
                role += [name] * n
                facets += [(country, level, "2024", "no", "full-time")] * n
    amounts = np.concatenate(pay)
    wide = np.where(np.arange(len(amounts)) % 2 == 0, 1.2, 1.0)
    groups = np.concatenate(group) if recorded else np.full(len(amounts), -1)
    return cells(amounts, amounts * wide, np.ones(len(amounts)), groups, role, facets)


def ready(model: PayParents | None, found: Cells, role: str, *, title: bool = False) -> RoleCells:
    """The cells of one role, ready to answer."""
    return role_cells(model, found.keep(found.role == role), role, title=title)
