"""The projection of the map, held to the values that its authors publish and to what a map must keep."""

import numpy as np
import pytest

from app.charts.equal_earth import plane, projected

SQUARE = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "MultiPolygon", "arcs": [[[0]]], "id": "AAA"},
                {"type": "Point", "coordinates": [5, 5], "id": "BBB"},
                {"type": "Point", "coordinates": [-175, 5], "id": "CCC"},
            ],
        }
    },
    "arcs": [[[0, 0], [0, 10], [10, 0], [0, -10], [-10, 0]]],
}


def test_the_poles_and_the_equator_are_where_the_paper_has_them():
    """Its map is 2.05458 times as wide as high, and a pole is 0.59247 times as long as the equator."""
    (west, _), (east, _), (_, north), (_, south) = plane(
        np.array([-169.0, 191.0, 11.0, 11.0]), np.array([0.0, 0.0, 90.0, -90.0])
    )
    assert (east - west) / (south - north) == pytest.approx(2.05458, abs=1e-4)
    (pole_west, _), (pole_east, _) = plane(np.array([-169.0, 191.0]), np.array([90.0, 90.0]))
    assert (pole_east - pole_west) / (east - west) == pytest.approx(0.59247, abs=1e-4)


def test_north_is_up_and_the_middle_is_at_eleven_degrees():
    assert plane(np.array([11.0]), np.array([0.0]))[0] == pytest.approx([0, 0])
    assert plane(np.array([11.0]), np.array([50.0]))[0][1] < 0


def test_areas_are_equal():
    """A degree at the equator and one in Norway, which is narrower by the cosine of its latitude."""

    def area(latitude: float) -> float:
        corners = plane(
            np.array([20.0, 20.1, 20.1, 20.0]), np.array([latitude, latitude, latitude + 0.1, latitude + 0.1])
        )
        x, y = corners.T
        return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)

    assert area(60) / area(0) == pytest.approx(np.cos(np.radians(60.05)) / np.cos(np.radians(0.05)), rel=1e-3)


def test_a_topology_keeps_its_objects_and_its_steps_lead_to_the_same_places():
    found = projected(SQUARE)
    area, point, _ = found["objects"]["countries"]["geometries"]
    assert area == SQUARE["objects"]["countries"]["geometries"][0]
    scale, translate = np.array(found["transform"]["scale"]), np.array(found["transform"]["translate"])
    arc = np.cumsum(found["arcs"][0], axis=0) * scale + translate
    expected = plane(np.array([0.0, 0, 10, 10, 0]), np.array([0.0, 10, 10, 0, 0]))
    assert arc == pytest.approx(expected, abs=float(scale[0]))
    place = np.array(point["coordinates"]) * scale + translate
    assert place == pytest.approx(plane(np.array([5.0]), np.array([5.0]))[0], abs=float(scale[0]))


def test_a_point_beyond_the_seam_stands_on_its_other_side():
    _, _, beyond = projected(SQUARE)["objects"]["countries"]["geometries"]
    found = projected(SQUARE)["transform"]
    x = beyond["coordinates"][0] * found["scale"][0] + found["translate"][0]
    assert x > 2.5
