"""The invented county, made once in each test process."""

from __future__ import annotations

import pytest

from jianfu.demo import Demo, generate


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The county of the usual seed; tests read it and leave it as it is."""
    return generate(tmp_path_factory.mktemp("county"))
