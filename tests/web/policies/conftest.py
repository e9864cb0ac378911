"""A plan that was read once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianfu.demo.plans import write_plan


@pytest.fixture(scope="session")
def plan_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of the demo: a Word file with a ceiling that is too loose."""
    return write_plan(tmp_path_factory.mktemp("plan"))
