"""Fixtures that several rooms use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import server

# The same examples on every run and machine, and no deadline: a slow runner is not a failing one.
settings.register_profile(
    "jianfu",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("jianfu")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of an empty PostgreSQL database; one server for each test process, so that none waits.

    The database is shared by the tests of a process: a test creates its tables in a schema of its own,
    or drops them.
    """
    with server() as url:
        yield url
