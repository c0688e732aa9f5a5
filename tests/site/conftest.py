"""The generated site that the tests share."""

from __future__ import annotations

import pytest
from small_site import ROLES, Made, site_of, some

from metier.surfaces.site.generate import generate
from metier.surfaces.site.plan import chosen_roles, plan


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A small site with pages of every kind."""
    site = site_of()
    compared = chosen_roles(site, names=ROLES)
    works = some(plan(site, compared), compared)
    folder = tmp_path_factory.mktemp("site") / "out"
    return Made(folder, site, works, compared, generate(site, works, compared, folder))
