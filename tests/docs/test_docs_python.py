"""The Python examples of the documentation run, and give what they show."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from documented import PAGES, name_of, read

WITH_PYTHON = [page for page in PAGES if "\n>>> " in read(page)]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name_of)
def test_python_examples_run(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


def test_the_readme_and_the_python_page_have_examples() -> None:
    assert {"README.md", "docs/use/python.md"} <= {name_of(page) for page in WITH_PYTHON}
