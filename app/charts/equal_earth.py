"""The Equal Earth projection (Šavrič, Patterson and Jenny 2018), done once for all drawings."""

import math
from typing import Any

import numpy as np

# Turned so that the seam is in the Bering Strait: at the date line it would cut through Russia and Fiji.
_CENTRE = 11
# The coefficients of the projection's polynomial, from its paper.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
# Positions are rounded to so many steps over the width of the map: a tenth of a pixel.
_STEPS = 8000


def plane(longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """Degrees as positions in the plane, x to the east and y to the south, in radians at the equator. Shape (n, 2).

    Longitudes beyond the seam go on, so that a country that it would cut stays one piece.
    """
    parametric = np.arcsin(math.sqrt(3) / 2 * np.sin(np.radians(latitudes)))
    squared = parametric**2
    sixth = squared**3
    x = (
        np.radians(longitudes - _CENTRE)
        * np.cos(parametric)
        / (math.sqrt(3) / 2 * (_A1 + 3 * _A2 * squared + sixth * (7 * _A3 + 9 * _A4 * squared)))
    )
    y = parametric * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared))
    return np.column_stack([x, -y])


def projected(topology: dict[str, Any]) -> dict[str, Any]:
    """A TopoJSON topology of areas and points in degrees, in the plane: the same objects, other positions.

    A point stands on the side of the seam where its neighbours are.
    """
    scale, translate = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])

    def _in_plane(steps: list[list[int]], wraps: bool = False) -> np.ndarray:
        longitudes, latitudes = (np.cumsum(np.array(steps), axis=0) * scale + translate).T
        if wraps:
            longitudes = (longitudes - _CENTRE + 180) % 360 - 180 + _CENTRE
        return plane(longitudes, latitudes)

    arcs = [_in_plane(arc) for arc in topology["arcs"]]
    corners = np.concatenate(arcs)
    west_north = corners.min(axis=0)
    step = float((corners[:, 0].max() - west_north[0]) / _STEPS)

    def _steps(positions: np.ndarray) -> list[list[int]]:
        on_grid = np.rint((positions - west_north) / step).astype(int)
        steps: list[list[int]] = np.diff(on_grid, axis=0, prepend=[[0, 0]]).tolist()
        return steps

    return {
        **topology,
        "transform": {"scale": [step, step], "translate": west_north.tolist()},
        "arcs": [_steps(arc) for arc in arcs],
        "objects": {
            name: {
                **collection,
                "geometries": [
                    geometry
                    if geometry["type"] != "Point"
                    else {**geometry, "coordinates": _steps(_in_plane([geometry["coordinates"]], wraps=True))[0]}
                    for geometry in collection["geometries"]
                ],
            }
            for name, collection in topology["objects"].items()
        },
    }
