# /// script
# requires-python = ">=3.11"
# dependencies = ["pycountry==26.2.16", "shapely==2.2.0", "topojson==2.2"]
# ///
"""Make world.json, the map of the app, from Natural Earth; world.md says how to run this and what it changes.

It stands on its own, with dependencies of its own: the map is made again when Natural Earth changes, not in a build.
All geometry between reading and writing is in an equal-area plane, whose unit is a degree of longitude at the equator
(111 km), so that what is too small to see is too small by the same measure in Norway and in Kenya.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pycountry
import shapely
import topojson
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

SOURCE_SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
TARGET = Path(__file__).with_name("world.json")

ANTARCTICA = "ATA"
# What ISO 3166-1 gives no code of its own, and what it is drawn with: the country of which ISO 3166 has it a part.
# Two countries claim the glacier, so it is left to neither.
WITHOUT_CODE = {
    "Kosovo": "XKX",
    "N. Cyprus": "CYP",
    "Somaliland": "SOM",
    "Indian Ocean Ter.": "CXR",
    "Siachen Glacier": "",
}
# What Natural Earth draws as a part of another area, though ISO 3166 has it apart or with another country:
# (drawn with, has the code, where). Where is a box of degrees: west, south, east, north.
SPLIT_OFF = [
    ("FRA", "GUF", (-56, 1, -50, 7)),
    ("FRA", "GLP", (-62.2, 15.7, -60.8, 16.7)),
    ("FRA", "MTQ", (-61.5, 14.2, -60.6, 15.1)),
    ("FRA", "REU", (55, -22, 56.2, -20.5)),
    ("FRA", "MYT", (44.8, -13.3, 45.5, -12.4)),
    ("NOR", "SJM", (-10, 70.5, -7, 71.5)),
    ("NOR", "SJM", (10, 74, 36, 81.5)),
    ("NLD", "BES", (-69, 11.5, -62.5, 18)),
    ("NZL", "TKL", (-173, -10, -171, -8)),
    ("CXR", "CCK", (96, -13, 98, -11)),
    ("MAR", "ESH", (-18, 20, -8.66, 27.667)),
    ("RUS", "UKR", (32, 44, 36.8, 46.3)),
]
# Up to here an area is drawn as a point: 5,600 km², some two pixels of a map that is 700 pixels wide.
LARGEST_POINT = 0.45
# Islands of an area are left out below this (500 km²), unless the area has nothing larger.
SMALLEST_ISLAND = 0.04
# Corners go that cut off less than the square of this: half a pixel.
TOLERANCE = 0.22
# Positions are rounded to so many steps over the width of the map.
GRID = 8000


def main(source: Path) -> None:
    """Make the map from `source`, the file countries-50m.json of the npm package world-atlas."""
    content = source.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SOURCE_SHA256:
        sys.exit(f"{source}: SHA-256 is {found}, expected {SOURCE_SHA256}; take the file of world-atlas 2.0.2")
    countries = _split_off(_by_code(json.loads(content)))
    points = {code: _centre(country) for code, country in countries.items() if code and country.area <= LARGEST_POINT}
    areas = _generalised({code: country for code, country in countries.items() if code not in points})
    world = _topology(areas, points)
    TARGET.write_text(json.dumps(world, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(areas)} areas, {len(points)} points, {TARGET.stat().st_size} bytes")


def _by_code(world: dict[str, Any]) -> dict[str, BaseGeometry]:
    """The countries of a TopoJSON file by ISO 3166-1 alpha-3 code, without Antarctica, in the plane."""
    arcs = [_positions(arc, **world["transform"]) for arc in world["arcs"]]
    parts: dict[str, list[Polygon]] = {}
    for geometry in world["objects"]["countries"]["geometries"]:
        name, number = geometry["properties"]["name"], geometry.get("id")
        code = pycountry.countries.get(numeric=number).alpha_3 if number else WITHOUT_CODE[name]
        if code != ANTARCTICA:
            parts.setdefault(code, []).extend(_polygons(geometry, arcs))
    return {code: shapely.union_all(shapely.make_valid(polygons)) for code, polygons in parts.items()}


def _positions(arc: list[list[int]], scale: list[float], translate: list[float]) -> np.ndarray:
    """Longitudes and latitudes of an arc, which TopoJSON writes as steps on a grid."""
    return np.cumsum(np.array(arc), axis=0) * scale + translate


def _polygons(geometry: dict[str, Any], arcs: list[np.ndarray]) -> Iterator[Polygon]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for rings in polygons:
        shell, *holes = (_ring(ring, arcs) for ring in rings)
        yield Polygon(shell, holes)


def _ring(numbers: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """A ring in the plane. Where it crosses the date line it goes on beyond 180 degrees, and is one piece."""
    positions = _run_through(numbers, arcs)
    longitudes = np.unwrap(positions[:, 0], period=360)
    # East of Greenwich, so that the parts of one country lie together; the Americas stay in the west.
    longitudes += 360 if longitudes.min() < -200 else 0
    return _to_plane(np.column_stack([longitudes, positions[:, 1]]))


def _run_through(numbers: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """The positions of a ring: ~number is an arc backwards, and each begins where the one before ends."""
    runs = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([runs[0], *(run[1:] for run in runs[1:])])


def _to_plane(positions: np.ndarray) -> np.ndarray:
    """Lambert's cylindrical equal-area projection."""
    return np.column_stack([positions[:, 0], np.degrees(np.sin(np.radians(positions[:, 1])))])


def _from_plane(positions: np.ndarray) -> np.ndarray:
    return np.column_stack([positions[:, 0], np.degrees(np.arcsin(np.radians(positions[:, 1])))])


def _split_off(countries: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    split = dict(countries)
    for drawn_with, code, where in SPLIT_OFF:
        place = shapely.transform(box(*where), _to_plane)
        part = split[drawn_with].intersection(place)
        if part.is_empty:
            sys.exit(f"{drawn_with} has nothing in {where}, where {code} was expected")
        split[drawn_with] = split[drawn_with].difference(place)
        split[code] = shapely.union_all([part, *([split[code]] if code in split else [])])
    return split


def _centre(country: BaseGeometry) -> Point:
    return max(_parts(country), key=lambda polygon: polygon.area).representative_point()


def _parts(country: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(country) if isinstance(part, Polygon)]


def _generalised(areas: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Fewer corners and islands; borders stay common to both sides."""
    kept = {}
    for code, area in areas.items():
        parts = sorted(_parts(area), key=lambda polygon: polygon.area, reverse=True)
        kept[code] = MultiPolygon(parts[:1] + [part for part in parts[1:] if part.area > SMALLEST_ISLAND])
    simplified = shapely.coverage_simplify(list(kept.values()), TOLERANCE)
    return dict(zip(kept, simplified, strict=True))


def _topology(areas: dict[str, BaseGeometry], points: dict[str, Point]) -> dict[str, Any]:
    """TopoJSON with one object, `countries`, whose ids are codes: areas, and on top of them points."""
    codes = sorted(areas)
    positions = [shapely.transform(areas[code], _from_plane) for code in codes]
    topology = topojson.Topology(positions, prequantize=GRID, object_name="areas").to_dict()
    transform, arcs = topology["transform"], [np.cumsum(arc, axis=0) for arc in topology["arcs"]]
    countries: list[dict[str, Any]] = []
    for code, area in zip(codes, topology["objects"]["areas"]["geometries"], strict=True):
        polygons = [[_clockwise(shell, arcs), *holes] for shell, *holes in area["arcs"]]
        countries.append({"type": "MultiPolygon", "arcs": polygons} | ({"id": code} if code else {}))
    for code, point in sorted(points.items()):
        (position,) = _from_plane(shapely.get_coordinates(point))
        steps = (position - transform["translate"]) / transform["scale"]
        countries.append({"type": "Point", "coordinates": steps.round().astype(int).tolist(), "id": code})
    objects = {"countries": {"type": "GeometryCollection", "geometries": countries}}
    return {"type": "Topology", "transform": transform, "objects": objects, "arcs": topology["arcs"]}


def _clockwise(shell: list[int], arcs: list[np.ndarray]) -> list[int]:
    """A shell the other way round where need be; topojson leaves one that fills a hole as the hole has it.

    A browser takes what is drawn counter-clockwise for all the world without it.
    """
    is_wrong = shapely.is_ccw(shapely.linearrings(_run_through(shell, arcs)))
    return [~number for number in reversed(shell)] if is_wrong else shell


if __name__ == "__main__":
    main(Path(sys.argv[1]))
