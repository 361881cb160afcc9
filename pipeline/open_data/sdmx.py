"""The mart indicators as SDMX-CSV 2.0: https://github.com/sdmx-twg/sdmx-csv.

Dimensions are the key of the mart; what a dimension has no code for is _Z, not applicable, as in SDMX's own code lists.
The measure is the value, and every other number, flag and basis an attribute of the observation.
"""

from pathlib import Path

import duckdb
from pysdmx.io.csv.sdmx20.writer import write
from pysdmx.io.pd import PandasDataset
from pysdmx.model import Component, Components, Concept, DataType, Role, Schema

INDICATORS = "indicators"
MEASURE = "OBS_VALUE"
# What stands where an indicator has no items or counts none of several answers.
NOT_APPLICABLE = "_Z"

_AGENCY = "SMART_CUSTOMS"
_TYPES = {
    "VARCHAR": DataType.STRING,
    "INTEGER": DataType.INTEGER,
    "DOUBLE": DataType.DOUBLE,
    "BOOLEAN": DataType.BOOLEAN,
}
_DIMENSIONS = ("survey_code", "region_code", "indicator_code", "item_code", "answer_code")
_IDS = {"value": MEASURE, "unit_code": "UNIT_MEASURE"}


def write_sdmx(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the indicators of a release that is attached as `release`."""
    relation = connection.sql(
        "select * exclude (item_code, answer_code),"
        f" coalesce(nullif(item_code, ''), '{NOT_APPLICABLE}') as item_code,"
        f" coalesce(nullif(answer_code, ''), '{NOT_APPLICABLE}') as answer_code"
        f" from release.marts.{INDICATORS}"
    )
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    # Names are those of the codes, in the mart `codes`.
    names = [*_DIMENSIONS, *(name for name in types if name not in _DIMENSIONS and not name.endswith(("_en", "_fr")))]
    components = [_component(name, _TYPES[types[name]]) for name in names]
    rows = relation.select(*names).df()
    for name in names:
        if types[name] == "INTEGER":
            rows[name] = rows[name].astype("Int64")
    rows.columns = [component.id for component in components]
    schema = Schema("datastructure", _AGENCY, INDICATORS.upper(), components=Components(components), version="1.0")
    write([PandasDataset(structure=schema, data=rows)], output_path=path)


def component_id(column: str) -> str:
    """What a column of the mart is called in SDMX: `region_code` is REGION."""
    return _IDS.get(column, column.removesuffix("_code").upper())


def _component(column: str, data_type: DataType) -> Component:
    identifier = component_id(column)
    role = Role.DIMENSION if column in _DIMENSIONS else Role.MEASURE if identifier == MEASURE else Role.ATTRIBUTE
    return Component(
        identifier,
        required=role == Role.DIMENSION,
        role=role,
        concept=Concept(identifier, dtype=data_type),
        local_dtype=data_type,
        attachment_level="O" if role == Role.ATTRIBUTE else None,
    )
