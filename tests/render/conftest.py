"""What the renderers' tests share."""

from __future__ import annotations

import pytest
from sample import sample_report

from metier.model import Report


@pytest.fixture(scope="session", params=[1, 2, 5], ids=["one role", "two roles", "five roles"])
def report(request: pytest.FixtureRequest) -> Report:
    """The invented report, with hostile strings."""
    return sample_report(request.param)
