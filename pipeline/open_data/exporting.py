"""A release as a folder of open data."""

from pathlib import Path

import click
import duckdb

from pipeline.files import sha256_of
from pipeline.folders import written_folder
from pipeline.open_data.csvw import csvw_metadata
from pipeline.open_data.data_package import Origin, TableFile, data_package
from pipeline.open_data.describing import Mart, described_marts
from pipeline.open_data.json_files import write_json
from pipeline.open_data.sdmx import INDICATORS, write_sdmx
from pipeline.project import Project
from pipeline.releases.attached import attached
from pipeline.releases.read import open_current
from pipeline.releases.sources import quoted
from pipeline.releases.store import Release, ReleaseStore

DATA_PACKAGE = "datapackage.json"
CSVW = "csv-metadata.json"
SDMX = "indicators.sdmx.csv"

_OPTIONS = {"csv": "format csv, header", "parquet": "format parquet"}


def export_release(
    project: Project, folder: Path, release_id: str | None, file_format: str, *, is_replacing: bool
) -> None:
    """Write a release, the current one unless it is named, to a folder, whole or not at all, and say so.

    file_format: csv or parquet. Raises InputError for a release that there is not, that is damaged, and for a folder
    that cannot be written.
    """
    store = ReleaseStore(project.releases)
    release = store.get(release_id) if release_id else _current(store)
    with (
        attached(store, {"release": release}) as connection,
        written_folder(project, folder, DATA_PACKAGE, is_replacing=is_replacing) as temporary,
    ):
        marts = described_marts(project, connection, "release")
        tables = [_write_table(connection, mart, temporary, file_format) for mart in marts]
        others = []
        if any(mart.name == INDICATORS for mart in marts):
            write_sdmx(connection, temporary / SDMX)
            others.append(temporary / SDMX)
        if file_format == "csv":
            write_json(temporary / CSVW, csvw_metadata(marts))
            others.append(temporary / CSVW)
        write_json(temporary / DATA_PACKAGE, data_package(release, _origin(connection), tables, others))
    click.echo(
        f"{release.release_id}: {len(tables)} marts as {file_format} in {project.show(folder)}, {DATA_PACKAGE} first"
    )


def _current(store: ReleaseStore) -> Release:
    with open_current(store) as current:
        if current.fault:
            click.echo(f"Warning: {current.fault}; exporting {current.release.release_id} instead", err=True)
        return current.release


def _write_table(connection: duckdb.DuckDBPyConnection, mart: Mart, folder: Path, file_format: str) -> TableFile:
    path = folder / f"{mart.name}.{file_format}"
    # The order is that of the release, by all columns.
    connection.execute(f"copy release.marts.{mart.name} to '{quoted(path)}' ({_OPTIONS[file_format]})")
    row = connection.execute(f"select count(*) from release.marts.{mart.name}").fetchone()
    return TableFile(mart, path.name, file_format, path.stat().st_size, sha256_of(path), row[0] if row else 0)


def _origin(connection: duckdb.DuckDBPyConnection) -> Origin:
    row = connection.execute("select origins, git_commit from release.main.release").fetchone()
    origins, git_commit = row or ([], "")
    return Origin(tuple(origins or ()), git_commit)
