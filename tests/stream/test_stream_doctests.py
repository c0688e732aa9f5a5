"""The examples in the docstrings of streams are right."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import metier.stream
from metier.release import occupation_names
from metier.surfaces.cli import cards

MODULES = [f"metier.stream.{module.name}" for module in pkgutil.iter_modules(metier.stream.__path__)]


@pytest.mark.parametrize("name", [*MODULES, cards.__name__, occupation_names.__name__])
def test_examples_are_right(name: str) -> None:
    assert doctest.testmod(import_module(name), raise_on_error=False).failed == 0
