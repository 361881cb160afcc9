"""Seconds by size as a picture, on logarithmic axes, each line with its name at its end."""

import math
from collections.abc import Sequence
from pathlib import Path

import altair as alt
import vl_convert

from app.charts.theme import BLUE, GREEN, GREY, PURPLE, VERMILION
from benchmarks.scale.report import Size
from benchmarks.scale.ways import BUILD, DBT, FLOOR, PANDAS

WIDTH, HEIGHT = 640, 420
# Labels stand at least so many pixels apart.
LABEL_HEIGHT = 16
INK = "#1F2328"
# Name, way, whether the whole command is meant, colour and shape.
LINES = (
    ("smart-customs build", BUILD, True, BLUE, "circle"),
    ("bare dbt build", DBT, True, PURPLE, "diamond"),
    ("pandas", PANDAS, False, GREEN, "triangle-up"),
    ("models of the build", BUILD, False, VERMILION, "square"),
    ("DuckDB script", FLOOR, False, GREY, "cross"),
)


def points(sizes: Sequence[Size]) -> list[dict[str, str | int | float]]:
    """One row per line and size that it was measured at."""
    return [
        {"line": name, "submissions": size.submissions, "answers": size.answers, "seconds": seconds}
        for name, way, is_whole, _, _ in LINES
        for size in sizes
        if (seconds := size.whole(way) if is_whole else size.work(way)) is not None
    ]


def label_places(ends: dict[str, float], pixels_per_decade: float) -> dict[str, float]:
    """Where on the axis of seconds to write the name of each line so that none covers another, in their order.

    ends: the seconds at the end of each line.
    """
    step = LABEL_HEIGHT / pixels_per_decade
    places: dict[str, float] = {}
    lowest = -math.inf
    for name, seconds in sorted(ends.items(), key=lambda end: end[1]):
        lowest = max(math.log10(seconds), lowest + step)
        places[name] = 10**lowest
    return places


def draw(sizes: Sequence[Size], picture: Path) -> None:
    """Write the picture as SVG."""
    rows = points(sizes)
    colours, shapes = [line[3] for line in LINES], [line[4] for line in LINES]
    names = [line[0] for line in LINES]
    seconds = [float(row["seconds"]) for row in rows]
    lowest, highest = 10 ** math.floor(math.log10(min(seconds))), 10 ** math.ceil(math.log10(max(seconds)))
    ends = {str(row["line"]): row for row in rows}
    places = label_places(
        {name: float(row["seconds"]) for name, row in ends.items()}, HEIGHT / math.log10(highest / lowest)
    )
    labels = [{**row, "seconds": places[name]} for name, row in ends.items()]
    x = alt.X(
        "submissions:Q",
        title="submissions",
        scale=alt.Scale(type="log", nice=False),
        axis=alt.Axis(values=[size.submissions for size in sizes], format=",", grid=False, labelFlush=False),
    )
    y = alt.Y(
        "seconds:Q",
        title="seconds (median)",
        scale=alt.Scale(type="log", domain=[lowest, highest]),
        axis=alt.Axis(values=[10**power for power in _powers(lowest, highest)], format="~g"),
    )
    colour = alt.Color("line:N", scale=alt.Scale(domain=names, range=colours), legend=None)
    shape = alt.Shape("line:N", scale=alt.Scale(domain=names, range=shapes), legend=None)
    lines = alt.Chart(alt.Data(values=rows)).mark_line(strokeWidth=2).encode(x=x, y=y, color=colour)
    marks = alt.Chart(alt.Data(values=rows)).mark_point(filled=True, size=70, opacity=1)
    marks = marks.encode(x=x, y=y, color=colour, shape=shape)
    texts = alt.Chart(alt.Data(values=labels)).mark_text(align="left", dx=10, fontSize=13)
    texts = texts.encode(x=x, y=y, text="line:N", color=colour)
    title = alt.TitleParams(
        "Seconds by size of the round",
        subtitle="Logarithmic axes. pandas, models and script without the start of Python; the two builds with it",
        anchor="start",
    )
    chart = alt.layer(lines, marks, texts).properties(width=WIDTH, height=HEIGHT, title=title, padding=16)
    chart = chart.configure(background="#FFFFFF", font="Liberation Sans, Arial, sans-serif")
    chart = chart.configure_axis(labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelColor=INK)
    chart = chart.configure_view(stroke=None).configure_title(fontSize=16, subtitleFontSize=13, color=INK)
    picture.write_text(vl_convert.vegalite_to_svg(chart.to_dict()), encoding="utf-8")


def _powers(lowest: float, highest: float) -> range:
    return range(round(math.log10(lowest)), round(math.log10(highest)) + 1)
