"""Where a backup may lie, and which backups fit a site; what is done with them is tested with the commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from jianfu.terms.errors import JianfuError
from jianfu.web.project.folder import DataFolder
from jianfu.web.project.keeping.archive import Manifest, Stand
from jianfu.web.project.keeping.backups import accept, backup
from jianfu.web.project.keeping.databases import is_empty, stand_of


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """An empty data folder."""
    folder = DataFolder(tmp_path / "site")
    folder.make()
    return folder


@pytest.mark.parametrize(
    ("target", "keep", "code"),
    [
        ("site/backups/a.zip", None, "web.backup-inside"),
        ("site", None, "web.backup-inside"),
        ("there.zip", None, "web.backup-there"),
        ("new.zip", 3, "web.backup-keep"),
    ],
)
def test_a_backup_is_put_beside_the_folder_over_nothing(
    data: DataFolder, tmp_path: Path, target: str, keep: int | None, code: str
) -> None:
    (tmp_path / "there.zip").write_bytes(b"somebody's")
    with pytest.raises(JianfuError) as caught:
        backup(data, tmp_path / target, keep)
    assert caught.value.message.code == code
    assert (tmp_path / "there.zip").read_bytes() == b"somebody's"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_archive_that_does_not_fit_the_database_changes_nothing(
    data: DataFolder, tmp_path: Path, kind: str
) -> None:
    """Another kind; or the same kind, where the database is not the folder's own, or not empty."""
    before = stand_of(connection)
    assert not is_empty(connection)
    manifest = Manifest("", "0.1", Stand(kind, (), 0, ""), {})
    with pytest.raises(JianfuError) as caught:
        accept(tmp_path / "a.zip", manifest, data.path, tmp_path / "new")
    same = connection.vendor == kind == "postgresql"
    assert caught.value.message.code == ("web.database-taken" if same else "web.backup-kind")
    assert stand_of(connection) == before
    assert not (tmp_path / "new").exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_read_of_files_that_wait_is_left_out_and_read_again_later(
    data: DataFolder, tmp_path: Path
) -> None:
    folder = data.media / "imports" / "0a"
    (folder / "staged").mkdir(parents=True)
    for name in ("original", "task.json", "lock", "staged/rows-homework.parquet", "../turn-0"):
        (folder / name).write_bytes(b"x")
    try:
        made = backup(data, tmp_path / "a.zip")
    except JianfuError as error:
        pytest.skip(error.text("en"))
    kept = [name for name in made.manifest.files if name.startswith("media/")]
    assert kept == ["media/imports/0a/original", "media/imports/0a/task.json"]
