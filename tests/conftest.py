"""What the tests share: where the producers' files are, and the starter release."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("metier", deadline=None)  # how long an example takes is the machine's affair
settings.load_profile("metier")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the producers' files; tests that take it are marked ``shared``."""
    if not (SHARED / "sources").is_dir():
        pytest.skip("the producers' files are not here (../shared): tests marked 'shared' are skipped")
    return SHARED
