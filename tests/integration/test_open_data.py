"""A release as open data: each file is read by a reader of its own, and equals its mart."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest
from csvw import CSVW, TableGroup
from frictionless import FrictionlessException, Package
from pysdmx.io import read_sdmx

from pipeline.files import sha256_of
from pipeline.open_data import exporting
from pipeline.open_data.describing import CODE_LISTS, described_marts
from pipeline.open_data.sdmx import MEASURE, NOT_APPLICABLE, component_id
from pipeline.project import Project
from pipeline.releases.attached import attached
from pipeline.releases.store import Release, ReleaseStore
from tests.support.command import Ended, run_command
from tests.support.releases import copy_releases, publish_changed

Row = tuple[Any, ...]
PYTHON_TYPES = {"VARCHAR": str, "INTEGER": int, "BIGINT": int, "DOUBLE": float, "BOOLEAN": bool, "DATE": date}
# What a file has to bring back unharmed: quotes, lines, another direction, other letters, what looks like a formula.
UNUSUAL = (
    "update marts.codes set name_en = chr(1506) || chr(1489) || ', \"x\"' || chr(10) || '=1+1' where code = 'ai_ml'",
    "update marts.codes set definition_fr = repeat('é', 5000) where code = 'cloud'",
    "update marts.it_strategy_by_region set yes_count = null, respondent_count = null, yes_share = null,"
    " is_suppressed = true where region_code = 'MENA'",
    "update marts.indicators set value = null, submission_count = null, respondent_count = null, is_suppressed = true"
    " where region_code = 'MENA' and indicator_code = 'it_strategy'",
    "update marts.indicators set value = 1 / 3::double where region_code = 'AP' and indicator_code = 'it_strategy'",
)


@pytest.fixture(scope="module")
def project(released_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with two releases, whose second is current and holds unusual values."""
    project = copy_releases(released_project, tmp_path_factory.mktemp("open") / "project")
    shutil.copytree(released_project / "models", project.root / "models")
    publish_changed(ReleaseStore(project.releases), *UNUSUAL)
    return project


@pytest.fixture(scope="module")
def run(project: Project) -> Callable[..., Ended]:
    return partial(run_command, project.root)


@pytest.fixture(scope="module")
def exported(run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The current release in both formats."""
    folders = {}
    for file_format in ("csv", "parquet"):
        folders[file_format] = tmp_path_factory.mktemp("exported") / file_format
        ended = run("export", "-o", folders[file_format], "--format", file_format)
        assert ended.returncode == 0, ended.stderr
    return folders


@pytest.fixture(scope="module")
def release(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    store = ReleaseStore(project.releases)
    with attached(store, {"release": _current(store)}) as connection:
        yield connection


def _current(store: ReleaseStore) -> Release:
    current = store.current()
    assert current
    return current


def _mart(release: duckdb.DuckDBPyConnection, name: str) -> tuple[list[str], list[str], list[Row]]:
    """Columns, types and rows of a mart."""
    relation = release.table(f"release.marts.{name}")
    return relation.columns, list(map(str, relation.types)), relation.fetchall()


def _names(release: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        name
        for (name,) in release.execute(
            "select table_name from duckdb_tables()"
            " where database_name = 'release' and schema_name = 'marts' order by 1"
        ).fetchall()
    ]


def _plain(value: Any) -> Any:
    """What a reader makes of a number or of a day, as DuckDB has it."""
    if isinstance(value, datetime):
        assert value.time() == time()
        return value.date()
    return float(value) if isinstance(value, Decimal) else value


def test_the_data_package_is_valid(exported: dict[str, Path]) -> None:
    report = Package(exported["csv"] / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "rowNumber", "type", "message"])[:5]
    # Of Parquet it reads a null as no number: the descriptor alone.
    descriptor = json.loads((exported["parquet"] / "datapackage.json").read_text(encoding="utf-8"))
    assert list(Package.metadata_validate(descriptor)) == []
    descriptor["resources"][0]["schema"]["fields"][0]["type"] = "varchar"
    with pytest.raises(FrictionlessException):
        list(Package.metadata_validate(descriptor))


@pytest.mark.parametrize(
    ("name", "found", "put"),
    [
        ("it_strategy.csv", "SCS2024", "SCS2025"),
        ("participation_summary.csv", "2024-04-17", "17 April"),
        ("maturity_distribution.csv", "0.1", "7.1"),
    ],
)
def test_a_reader_of_the_data_package_notices_what_is_wrong(
    exported: dict[str, Path], tmp_path: Path, name: str, found: str, put: str
) -> None:
    folder = shutil.copytree(exported["csv"], tmp_path / "copy")
    text = (folder / name).read_text(encoding="utf-8")
    assert found in text
    (folder / name).write_text(text.replace(found, put, 1), encoding="utf-8")
    # Of this file alone what is read and what it refers to, not its bytes.
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource.pop("hash"), resource.pop("bytes")
    report = Package.from_descriptor(descriptor, basepath=str(folder)).validate()
    assert {row[0] for row in report.flatten(["name"])} or not report.valid
    assert not report.valid


def test_every_csv_read_by_its_data_package_equals_its_mart(
    exported: dict[str, Path], release: duckdb.DuckDBPyConnection
) -> None:
    package = Package(exported["csv"] / "datapackage.json")
    for name in _names(release):
        columns, types, rows = _mart(release, name)
        read = package.get_resource(name).read_rows()
        assert [list(row.to_dict()) for row in read[:1]] == [columns]
        values = [tuple(map(_plain, row.to_dict().values())) for row in read]
        assert values == rows, name
        _check_types(name, types, values)


def test_every_csv_read_by_csvw_equals_its_mart(exported: dict[str, Path], release: duckdb.DuckDBPyConnection) -> None:
    group = TableGroup.from_file(exported["csv"] / "csv-metadata.json")
    tables = {str(table.url): table for table in group.tables}
    assert len(tables) == len(_names(release))
    for name in _names(release):
        columns, types, rows = _mart(release, name)
        read = list(tables[f"{name}.csv"].iterdicts(strict=True))
        assert [list(row) for row in read[:1]] == [columns]
        values = [tuple(map(_plain, row.values())) for row in read]
        assert values == rows, name
        _check_types(name, types, values)


def _check_types(name: str, types: list[str], rows: list[Row]) -> None:
    """1 equals 1.0 and True: what a mart has is more than equal."""
    for place, kind in enumerate(types):
        found = {type(row[place]) for row in rows} - {type(None)}
        assert found <= {PYTHON_TYPES[kind]}, (name, place)


def test_csvw_is_valid_and_speaks_both_languages(exported: dict[str, Path], tmp_path: Path) -> None:
    checked = CSVW(str(exported["csv"] / "csv-metadata.json"), validate=True)
    assert checked.is_valid
    metadata = json.loads((exported["csv"] / "csv-metadata.json").read_text(encoding="utf-8"))
    regions = {column["name"]: column for table in metadata["tables"] for column in table["tableSchema"]["columns"]}
    assert regions["region_name_en"]["titles"]["fr"] == ["region_name_en", "Région (en)"]
    folder = shutil.copytree(exported["csv"], tmp_path / "copy")
    (folder / "surveys.csv").write_text((folder / "surveys.csv").read_text().replace("SCS2024,", "SCS2025,", 1))
    with pytest.raises(ValueError, match="SCS2024"):
        assert CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid


def test_every_parquet_file_equals_its_mart_types_included(
    exported: dict[str, Path], release: duckdb.DuckDBPyConnection
) -> None:
    for name in _names(release):
        columns, types, rows = _mart(release, name)
        with duckdb.connect() as reader:
            read = reader.read_parquet(str(exported["parquet"] / f"{name}.parquet"))
            assert (read.columns, list(map(str, read.types)), read.fetchall()) == (columns, types, rows), name
    assert not (exported["parquet"] / "csv-metadata.json").exists()


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_indicators_read_as_sdmx_equal_their_mart(
    exported: dict[str, Path], release: duckdb.DuckDBPyConnection, file_format: str
) -> None:
    columns, types, rows = _mart(release, "indicators")
    (dataset,) = read_sdmx(exported[file_format] / "indicators.sdmx.csv").data
    assert dataset.short_urn == "DataStructure=SMART_CUSTOMS:INDICATORS(1.0)"
    read = dataset.data.to_dict("records")
    assert len(read) == len(rows)
    shown = [(place, column) for place, column in enumerate(columns) if not column.endswith(("_en", "_fr"))]
    assert {component_id(column) for _, column in shown} == set(dataset.data.columns)
    assert MEASURE in dataset.data.columns
    expected = {tuple(_of_sdmx(row[place], column) for place, column in shown) for row in rows}
    assert {
        tuple(_read(record[component_id(column)], types[place]) for place, column in shown) for record in read
    } == expected


def _of_sdmx(value: Any, column: str) -> Any:
    return NOT_APPLICABLE if value == "" and column in ("item_code", "answer_code") else value


def _read(text: str, kind: str) -> Any:
    if text == "" and kind != "VARCHAR":
        return None
    return {"INTEGER": int, "DOUBLE": float, "BOOLEAN": lambda text: text == "True"}.get(kind, str)(text)


def test_every_mart_and_column_is_described_in_both_languages(project: Project, release) -> None:
    marts = described_marts(project, release, "release")
    assert len(marts) == len(_names(release))
    for mart in marts:
        for thing in (mart, *mart.columns):
            for words in (thing.title, thing.description):
                assert words.en, (mart.name, thing.name)
                assert words.fr, (mart.name, thing.name)
            assert thing.title.en != thing.name
            assert thing.description.en != thing.description.fr
        assert mart.key, mart.name


def test_codes_are_of_the_list_that_a_column_names(project: Project, release) -> None:
    for mart in described_marts(project, release, "release"):
        for column in mart.columns:
            if column.code_list:
                strange = release.execute(
                    f"select distinct {column.name} from release.marts.{mart.name} where {column.name} is not null"
                    " except select code from release.marts.codes where code_list in (?, ?)",
                    [column.code_list, "need_codings" if column.code_list == "needs" else "all_regions"],
                ).fetchall()
                assert strange == [], (mart.name, column.name)
    assert {column.name for mart in described_marts(project, release, "release") for column in mart.columns} >= set(
        CODE_LISTS
    )


def test_units_are_codes_too(exported: dict[str, Path], release) -> None:
    descriptor = json.loads((exported["csv"] / "datapackage.json").read_text(encoding="utf-8"))
    units = {
        field.get("unit") for table in descriptor["resources"] for field in table.get("schema", {}).get("fields", [])
    }
    known = {
        code
        for (code,) in release.execute(
            "select code from release.marts.codes where code_list = 'figure_units'"
        ).fetchall()
    }
    assert {"share", "mean", "count", "percent"} <= units - {None} <= known


def test_the_descriptor_says_where_the_data_come_from(exported: dict[str, Path], project: Project) -> None:
    current = _current(ReleaseStore(project.releases))
    descriptor = json.loads((exported["csv"] / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["version"] == current.release_id
    assert descriptor["origins"] == ["synthetic"]
    assert "come from no real administration" in descriptor["description"]
    assert "aucune administration réelle" in descriptor["description_fr"]
    assert descriptor["licenses"][0]["name"] == "Apache-2.0"
    for resource in descriptor["resources"]:
        path = exported["csv"] / resource["path"]
        assert resource["hash"] == f"sha256:{sha256_of(path)}"
        assert resource["bytes"] == path.stat().st_size
    assert {path.name for path in exported["csv"].iterdir()} == {
        "datapackage.json",
        *(resource["path"] for resource in descriptor["resources"]),
    }


def test_the_same_release_gives_the_same_bytes(exported: dict[str, Path], run, tmp_path: Path) -> None:
    assert run("export", "-o", tmp_path / "again").returncode == 0
    for path in exported["csv"].iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_an_earlier_release_is_exported_by_its_id(run, project: Project, tmp_path: Path) -> None:
    first = ReleaseStore(project.releases).all()[-1]
    ended = run("export", "-o", tmp_path / "first", "--release", first.release_id)
    assert ended.stdout.startswith(f"{first.release_id}: ")
    assert "=1+1" not in (tmp_path / "first" / "codes.csv").read_text(encoding="utf-8")


def test_a_release_of_another_time_is_described_as_far_as_it_is_known(released_project: Path, tmp_path: Path) -> None:
    project = copy_releases(released_project, tmp_path / "project")
    publish_changed(
        ReleaseStore(project.releases),
        "alter table marts.it_strategy rename yes_count to those_with_one",
        "create table marts.visitors as select 1 as visits",
        "drop table marts.surveys",
        "drop table marts.indicators",
    )
    assert run_command(project.root, "export", "-o", tmp_path / "out").returncode == 0
    report = Package(tmp_path / "out" / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    assert not (tmp_path / "out" / "indicators.sdmx.csv").exists()


def test_texts_that_a_file_cannot_tell_from_nulls_are_named(released_project: Path, tmp_path: Path) -> None:
    project = copy_releases(released_project, tmp_path / "project")
    publish_changed(
        ReleaseStore(project.releases),
        "update marts.codes set definition_en = case when code = 'AP' then '' end where code_list = 'regions'",
    )
    ended = run_command(project.root, "export", "-o", tmp_path / "out")
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert "marts.codes, column definition_en: found empty texts and nulls, expected one of them" in line
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_an_export_is_replaced_only_by_force_and_as_a_whole(run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("export", "-o", folder).returncode == 0
    before = {path.name for path in folder.iterdir()}
    refused = run("export", "-o", folder, "--format", "parquet")
    assert refused.returncode == 2
    assert refused.stderr.splitlines() == [
        f"Error: {folder}: found an export in it, expected none; name another folder, or replace it by --force"
    ]
    assert {path.name for path in folder.iterdir()} == before
    assert run("export", "-o", folder, "--format", "parquet", "--force").returncode == 0
    assert not {path.name for path in folder.iterdir()} & {"codes.csv", "csv-metadata.json"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_folder_that_cannot_be_written_gets_one_line(run, project: Project, tmp_path: Path, options) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    for folder, said in (
        (tmp_path / "file", "found a file, expected a folder, or nothing"),
        (tmp_path / "mine", "found notes.txt in it, expected an empty folder, or none"),
        (tmp_path / "file" / "out", "found no such folder, expected one to write to"),
        (tmp_path / "missing" / "out", "found no such folder, expected one to write to; create it"),
        (project.releases, "found a folder among the releases"),
        (project.releases / "out", "found a folder among the releases"),
    ):
        ended = run("export", "-o", folder, *options)
        assert (ended.returncode, ended.stdout) == (2, "")
        (line,) = ended.stderr.splitlines()
        assert said in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "mine"]
    assert (tmp_path / "mine" / "notes.txt").read_text() == "mine"


def test_an_export_that_fails_leaves_what_was_there(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    assert run("export", "-o", folder).returncode == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(*_arguments: object) -> None:
        raise OSError(28, os.strerror(28), "disk")

    monkeypatch.setattr(exporting, "data_package", full)
    ended = run("export", "-o", folder, "--format", "parquet", "--force")
    assert ended.returncode == 2
    assert "No space left on device" in ended.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--release", "r0009-nothing"), "found no release r0009-nothing, expected one of"),
        (("--format", "xlsx"), "'xlsx' is not one of 'csv', 'parquet'"),
        (("--answers", "--format", "csv"), "--format: found --answers too, expected one of them"),
        (("--answers", "--release", "r0001-x"), "--release: found --answers too"),
    ],
)
def test_wrong_use_gets_one_line(run, tmp_path: Path, options, said: str) -> None:
    ended = run("export", "-o", tmp_path / "out", *options)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert not (tmp_path / "out").exists()


def test_without_a_release_there_is_nothing_to_export(tmp_path: Path, root: Path) -> None:
    shutil.copy2(root / "dbt_project.yml", tmp_path)
    ended = run_command(tmp_path, "export", "-o", tmp_path / "out")
    assert ended.returncode == 2
    assert "found no release yet, expected one; run `smart-customs build`" in ended.stderr
