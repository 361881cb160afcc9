"""The map: every Member is on it, nothing else is coloured, and a Member has the colour of its region alone."""

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from app.charts import world
from app.language import Language

ROOT = Path(__file__).parents[2]
MAPS = ROOT / "app" / "maps"
WORLD = json.loads((MAPS / "world.json").read_text(encoding="utf-8"))
COUNTRIES = WORLD["objects"]["countries"]["geometries"]
CODES = [country["id"] for country in COUNTRIES if "id" in country]
Position = tuple[float, float]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MEMBERS = pd.DataFrame(_rows(ROOT / "seeds" / "codebook" / "members.csv")).rename(
    columns={"name_en": "member_name_en", "name_fr": "member_name_fr"}
)
REGION_CODES = [row["region_code"] for row in _rows(ROOT / "seeds" / "codebook" / "regions.csv")]


# --- the geodata


def _degrees(steps: list[list[int]]) -> list[Position]:
    """Positions of an arc, which is written as steps on a grid."""
    (scale_x, scale_y), (west, south) = WORLD["transform"]["scale"], WORLD["transform"]["translate"]
    positions, x, y = [], 0, 0
    for step_x, step_y in steps:
        x, y = x + step_x, y + step_y
        positions.append((x * scale_x + west, y * scale_y + south))
    return positions


ARCS = [_degrees(arc) for arc in WORLD["arcs"]]


def _ring(numbers: list[int]) -> list[Position]:
    ring: list[Position] = []
    for number in numbers:
        arc = ARCS[number] if number >= 0 else ARCS[~number][::-1]
        assert not ring or ring[-1] == arc[0], "an arc does not begin where the one before ends"
        ring += arc[1:] if ring else arc
    return ring


def _rings(country: dict[str, Any]) -> list[list[Position]]:
    if country["type"] == "Point":
        return []
    polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    return [_ring(ring) for polygon in polygons for ring in polygon]


def _is_inside(place: Position, rings: list[list[Position]]) -> bool:
    """Whether a ray to the east crosses an odd number of sides."""
    longitude, latitude = place
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > latitude) != (y2 > latitude):
                crossings += longitude < x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1


RINGS = [(country.get("id", ""), _rings(country)) for country in COUNTRIES]


def _country_at(longitude: float, latitude: float) -> list[str]:
    return [code for code, rings in RINGS if _is_inside((longitude, latitude), rings)]


def test_every_member_of_the_codebook_is_on_the_map_once():
    assert len(MEMBERS) == 186
    assert set(MEMBERS["member_code"]) - set(CODES) == set()
    assert len(CODES) == len(set(CODES))


def test_codes_are_alpha_3_and_only_the_glacier_that_two_claim_has_none():
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in CODES)
    (without,) = [country for country in COUNTRIES if "id" not in country]
    assert _is_inside((77.3, 35.35), _rings(without))


def test_the_map_is_small_enough_to_be_sent_with_the_page():
    assert (MAPS / "world.json").stat().st_size < 120_000


@pytest.mark.parametrize(
    "code", ["AND", "ATG", "BHR", "BMU", "BRB", "CUW", "HKG", "LUX", "MAC", "MDV", "MLT", "MUS", "SGP", "SYC", "TON"]
)
def test_members_too_small_for_an_area_are_points(code):
    (country,) = [country for country in COUNTRIES if country.get("id") == code]
    assert country["type"] == "Point"


def test_points_lie_where_their_country_does_and_on_top_of_areas():
    (singapore,) = [country for country in COUNTRIES if country.get("id") == "SGP"]
    x, y = singapore["coordinates"]
    ((longitude, latitude),) = _degrees([[x, y]])
    assert (longitude, latitude) == pytest.approx((103.8, 1.35), abs=0.15)
    kinds = [country["type"] == "Point" for country in COUNTRIES]
    assert kinds == sorted(kinds)


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [
        ("GRL", -40, 72),
        ("GUF", -53, 4),
        ("ESH", -13, 25),
        ("ESH", -14.5, 22.5),
        ("TWN", 121, 23.8),
        ("PRK", 127, 40),
        ("PRI", -66.4, 18.2),
        ("FLK", -59, -51.8),
        ("NCL", 165.5, -21.4),
        ("SJM", 17, 78.5),
        ("", 77.3, 35.35),
    ],
)
def test_territories_without_a_member_are_apart_from_every_member(code, longitude, latitude):
    assert _country_at(longitude, latitude) == [code]
    assert code not in set(MEMBERS["member_code"])


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [
        ("FRA", 2.3, 47),
        ("MAR", -6, 32),
        ("UKR", 34.2, 45.3),
        ("SOM", 45, 9.5),
        ("CYP", 33.2, 35.0),
        ("XKX", 20.9, 42.6),
        ("RUS", 100, 62),
        ("RUS", 184, 67),
        ("LSO", 28.2, -29.6),
        ("ZAF", 22, -31),
        ("USA", -150, 65),
    ],
)
def test_places_are_in_the_country_that_the_source_card_says(code, longitude, latitude):
    assert _country_at(longitude, latitude) == [code]


def test_antarctica_is_left_out():
    assert "ATA" not in CODES
    assert min(latitude for arc in ARCS for _, latitude in arc) > -60


def test_shells_run_clockwise_or_a_browser_would_fill_the_rest_of_the_world():
    for country in COUNTRIES:
        if country["type"] == "Point":
            continue
        for shell, *_ in country["arcs"]:
            ring = _ring(shell)
            doubled_area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
            assert doubled_area < 0, country.get("id")


def test_the_rate_of_a_region_is_written_on_one_of_its_members():
    regions = dict(zip(MEMBERS["member_code"], MEMBERS["region_code"], strict=True))
    labels = _rows(MAPS / "labels.csv")
    assert sorted(label["region_code"] for label in labels) == sorted(REGION_CODES)
    for label in labels:
        (code,) = _country_at(float(label["longitude"]), float(label["latitude"]))
        assert regions[code] == label["region_code"]


# --- the chart


def _regions(**changes: list[Any]) -> pd.DataFrame:
    """Rows of marts.participation_by_region: 4, 3, 2, 2, 1 and 0 of 4 Members, unless changed."""
    counts = [4, 3, 2, 2, 1, 0]
    rows = {
        "region_code": REGION_CODES,
        "region_name_en": [f"Region {code}" for code in REGION_CODES],
        "region_name_fr": [f"Région {code}" for code in REGION_CODES],
        "submission_count": counts,
        "member_count": [4] * 6,
        "participation_rate": [count / 4 for count in counts],
    }
    return pd.DataFrame({**rows, **changes})


def _spec(regions: pd.DataFrame, code: str = "en") -> dict[str, Any]:
    spec: dict[str, Any] = world.participation_map(MEMBERS, regions, Language(code)).to_dict()
    return spec


def _coloured(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that give countries of the map a colour."""
    looked_up = spec["layer"][0]["transform"][0]["from"]
    assert looked_up["key"] == "member_code"
    rows: list[dict[str, Any]] = spec["datasets"][looked_up["data"]["name"]]
    return rows


def test_a_member_has_the_rate_of_its_region_and_says_its_name_region_rate_and_count():
    rows = _coloured(_spec(_regions()))
    assert len(rows) == 186
    assert {(row["region_code"], row["rate"]) for row in rows} == set(
        zip(REGION_CODES, [1, 0.75, 0.5, 0.5, 0.25, 0], strict=True)
    )
    (france,) = [row for row in rows if row["member_code"] == "FRA"]
    assert france == {
        "member_code": "FRA",
        "region_code": "EUR",
        "member_name_en": "France",
        "region": "Region EUR",
        "rate": 0.25,
        "percent": "25%",
        "count": "1 of 4",
        "told": "France · Region EUR · 25% · 1 of 4",
    }


def test_french_is_french():
    (germany,) = [row for row in _coloured(_spec(_regions(), "fr")) if row["member_code"] == "DEU"]
    assert germany["told"] == "Allemagne · Région EUR · 25\u202f% · 1 sur 4"


def test_what_has_no_member_in_the_frame_gets_no_colour():
    rows = world.participation_map(MEMBERS[MEMBERS["member_code"] != "FRA"], _regions(), Language("en")).to_dict()
    coloured = {row["member_code"] for row in _coloured(rows)}
    assert len(coloured) == 185
    assert coloured & {"FRA", "GRL", "TWN", "GUF", "ESH"} == set()


def test_neutral_and_coloured_are_all_there_is():
    neutral, coloured = _spec(_regions())["layer"][0]["layer"]
    assert coloured["transform"] == [{"filter": "isValid(datum.rate)"}]
    assert neutral["transform"] == [{"filter": "!isValid(datum.rate) && datum.geometry.type !== 'Point'"}]
    assert "encoding" not in neutral


def test_a_region_without_members_has_no_rate_and_no_entry_in_the_legend():
    spec = _spec(_regions(member_count=[4, 4, 4, 4, 4, 0], participation_rate=[1, 0.75, 0.5, 0.5, 0.25, None]))
    assert {row["region_code"] for row in _coloured(spec)} == set(REGION_CODES) - {"MENA"}
    assert _legend(spec)["values"] == [1, 0.75, 0.5, 0.25]


def test_a_survey_without_any_base_still_has_a_map():
    spec = _spec(_regions(member_count=[0] * 6, participation_rate=[None] * 6))
    assert _coloured(spec) == []


def _legend(spec: dict[str, Any]) -> dict[str, Any]:
    legend: dict[str, Any] = spec["layer"][0]["layer"][1]["encoding"]["fill"]["legend"]
    return legend


def test_the_legend_has_an_entry_per_rate_with_its_regions():
    legend = _legend(_spec(_regions()))
    assert legend["values"] == [1, 0.75, 0.5, 0.25, 0]
    texts, rates = legend["labelExpr"].removesuffix(", datum.value)]").split("[indexof(")
    assert json.loads(rates) == legend["values"]
    assert json.loads(texts) == [
        "100% Region ESA",
        "75% Region AP",
        "50% Region WCA, Region AMS",
        "25% Region EUR",
        "0% Region MENA",
    ]


@pytest.mark.parametrize(
    ("rates", "domain"),
    [([0.5, 0.79], [0.5, 0.8]), ([0, 1], [0, 1]), ([0.62, 0.62], [0.6, 0.7]), ([1, 1], [0.9, 1]), ([], [0, 1])],
)
def test_colours_range_over_the_tens_of_percent_around_the_rates(rates, domain):
    assert world._domain(pd.Series(rates, dtype=float)) == domain
