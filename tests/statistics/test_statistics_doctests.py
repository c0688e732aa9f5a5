"""The formulas in the docstrings give what they say."""

import doctest
import importlib
import pkgutil

import pytest

import metier.statistics

MODULES = [m.name for m in pkgutil.iter_modules(metier.statistics.__path__, "metier.statistics.")]


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_scipy_stats_is_never_loaded() -> None:
    """It costs more than a second at import."""
    import subprocess
    import sys

    code = f"import sys; [__import__(m) for m in {MODULES!r}]; print('scipy' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
