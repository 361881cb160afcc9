"""Where a column comes from, as the documentation tells it."""

import pytest

from pipeline.documentation.lineage import add_column_lineage, column_origins

TABLES = {
    "warehouse": {
        "core": {"counts": {"region_code": "varchar", "yes_count": "integer", "respondent_count": "integer"}},
        "codebook": {"regions": {"region_code": "varchar", "name_en": "varchar"}},
    }
}
SQL = """
with counts as (select * from "warehouse"."core"."counts"),
regions as (select * from "warehouse"."codebook"."regions"),
shared as (
    select
        counts.region_code,
        regions.name_en as region_name_en,
        counts.yes_count / counts.respondent_count as yes_share,
        false as is_suppressed
    from counts
    inner join regions on counts.region_code = regions.region_code
),
ranked as (select *, rank() over (order by yes_share desc) as yes_rank from shared)
select * from ranked
"""


@pytest.mark.parametrize(
    ("column", "origins"),
    [
        ("region_code", ["core.counts.region_code"]),
        ("region_name_en", ["codebook.regions.name_en"]),
        ("yes_share", ["core.counts.respondent_count", "core.counts.yes_count"]),
        ("yes_rank", ["core.counts.respondent_count", "core.counts.yes_count"]),
        ("is_suppressed", []),
    ],
)
def test_a_column_is_traced_to_the_tables_that_the_query_reads(column: str, origins: list[str]) -> None:
    assert column_origins(column, SQL, TABLES) == origins


def test_descriptions_of_models_tell_it_and_those_of_seeds_stay() -> None:
    def table(schema: str, name: str) -> dict:
        columns = TABLES["warehouse"][schema][name].items()
        return {
            "metadata": {"database": "warehouse", "schema": schema, "name": name},
            "columns": {column: {"type": kind} for column, kind in columns},
        }

    manifest = {
        "nodes": {
            "model.shares": {
                "resource_type": "model",
                "compiled_code": SQL,
                "columns": {"yes_share": {"description": "A share."}, "is_suppressed": {"description": "Never."}},
            },
            "seed.regions": {"resource_type": "seed", "columns": {"region_code": {"description": "A region."}}},
        }
    }
    catalog = {
        "nodes": {
            "model.shares": {
                "metadata": {"database": "warehouse", "schema": "marts", "name": "shares"},
                "columns": {"yes_share": {"type": "double"}, "is_suppressed": {"type": "boolean"}},
            },
            "model.counts": table("core", "counts"),
            "seed.regions": table("codebook", "regions"),
        }
    }
    described = add_column_lineage(manifest, catalog)["nodes"]
    assert described["model.shares"]["columns"]["yes_share"]["description"] == (
        "A share.\n\nMade of `core.counts.respondent_count`, `core.counts.yes_count`."
    )
    assert described["model.shares"]["columns"]["is_suppressed"]["description"] == "Never.\n\nMade of no column."
    assert described["seed.regions"]["columns"]["region_code"]["description"] == "A region."
    assert manifest["nodes"]["model.shares"]["columns"]["yes_share"]["description"] == "A share."
